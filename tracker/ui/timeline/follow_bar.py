"""“Follow this policy”: the bar that says whose chain of predecessors and consequences is shown, and leads back."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from tracker import query
from tracker.records import Event, id_number, id_text
from tracker.store import Store
from tracker.ui.session import Results, Session
from tracker.ui.timeline.words import events
from tracker.ui.widgets.note_bar import NoteBar


def chain_of(node: query.Node) -> int:
    """The event whose chain a search asks for among what must hold; 0 if it asks for none, or for several."""
    nodes = node.nodes if isinstance(node, query.And) else (node,)
    chains = [each for each in nodes if isinstance(each, query.Field) and each.name == "chain"]
    if len(chains) != 1 or len(chains[0].values) != 1:
        return 0
    try:
        return id_number(chains[0].values[0])
    except ValueError:
        return 0


class FollowBar(NoteBar):
    """Shown while the search is for a chain. Following is a search like others: it can be typed, kept, taken back."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._before, self._last, self._follows = "", session.search_text, False
        session.search_changed.connect(self._on_search)
        session.searched.connect(self._on_results)

    def follow(self, event: int) -> None:
        """Show the chain of an event alone."""
        self.session.search(f"chain:{id_text(event)}")

    @property
    def following(self) -> int:
        """The event whose chain is shown, 0 if none is."""
        return chain_of(self.session.results.node)

    def leave(self) -> None:
        """Back to the search before."""
        self.session.search(self._before)

    def _on_search(self, text: str) -> None:
        """Remember where one was before, whoever asked for the chain; what it was typed upon is no such place."""
        follows = bool(chain_of(query.parse(text, complete=False)))
        if follows and not self._follows:
            self._before = "" if text.startswith(self._last) else self._last
        self._last, self._follows = text, follows

    def _on_results(self, results: Results) -> None:
        event = chain_of(results.node)
        if not event:
            self.hide()
            return

        def read(store: Store) -> str:
            found = store.many(Event, [event])
            return found[0].title if found else ""

        def show(title: str) -> None:
            shown = events(len(results.ids))
            text = self.tr("Following: {0} · {1}").format(title, shown) if title else self.tr("No event has this id.")
            back = self.tr("Back to the search (Esc)") if self._before else self.tr("Show all (Esc)")
            self.say(text, back, self.leave)

        self.session.reader.request("followed", read, show, lambda _: None)
