"""What is made of words selected in a text: a citation, a concern, an event, a side of a disputed point, a status."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtGui import QGuiApplication, QKeySequence

from tracker.dates import style_for
from tracker.operations.annotate import cite, uncite
from tracker.operations.log import CitationDraft
from tracker.records import Citation, DisputedPoint, Event, Id
from tracker.store.dossier import AnySource
from tracker.ui.mime import mime_data
from tracker.ui.reader.notes import tr
from tracker.ui.sources.source_acts import SourceActs
from tracker.ui.widgets.quote_field import Selected
from tracker.ui.widgets.text_layout import shown

NAMES = ("cite", "concern", "event", "disputed", "status", "copy")
"""What can be asked for; with ' other' after it, for another event than the selected one."""


class ReaderActs(SourceActs):
    """For words of the source that is read, and for the source. All that is written can be undone."""

    def act(self, name: str, selected: Selected) -> None:
        """Do one of `NAMES` with selected words, for the selected event or for one that is picked first."""
        name, _, other = name.partition(" ")
        if name == "copy":
            self.copy_cited(selected.words, selected.source)
        elif name == "event":
            self.log(selected)
        elif other or not self.session.selection:
            self._choose_event(name, selected)
        else:
            self._for_event(name, selected, self.session.selection)

    def _for_event(self, name: str, selected: Selected, event: Id) -> None:
        {"cite": self.cite, "concern": self.concern, "disputed": self.side, "status": self.status}[name](
            selected, event
        )

    def _choose_event(self, name: str, selected: Selected) -> None:
        from tracker.ui.dialogs.choose_event_dialog import ChooseEventDialog

        titles = {
            "cite": tr("Cite for which event?"),
            "concern": tr("Concern about which event?"),
            "disputed": tr("Disputed point of which event?"),
            "status": tr("Status of which event?"),
        }
        dialog = ChooseEventDialog(self.session, titles[name], selected.words, self.theme, self._window)

        def go_on(event: object) -> None:
            assert isinstance(event, int)
            self.session.select(event)
            self._for_event(name, selected, event)

        dialog.chosen.connect(go_on)
        dialog.open()

    # Each of them

    def cite(self, selected: Selected, event: Id) -> None:
        """Cite the words for an event, at once."""
        draft = CitationDraft(source=selected.source.id, quote=selected.words, start=selected.start)
        store = self.session.store
        if self.session.attempt(lambda: cite(store, draft, event=event)) is not None:
            title = next((e.title for e in store.many(Event, [event])), "")
            said = tr("Cited for “{0}”. {1} takes it back.")
            self._tell(said.format(shown(title, one_line=True, longest=80), _undo_keys()))

    def concern(self, selected: Selected, event: Id) -> None:
        """Add a concern that the words show."""
        from tracker.ui.dialogs.concern_dialog import ConcernDialog

        ConcernDialog(self.session, event, self.theme, self._window, selected=selected).open()

    def log(self, selected: Selected) -> None:
        """Log an event that the words prove."""
        from tracker.ui.dialogs.log_dialog import LogDialog

        dialog = LogDialog(self.session, self.theme, self._window, selected=selected)
        dialog.logged.connect(self.session.select)
        dialog.open()

    def side(self, selected: Selected, event: Id) -> None:
        """Make the words a side of a disputed point that the event has, or of a new one."""
        from tracker.ui.dialogs.side_dialog import SideDialog

        if not self.session.store.where(DisputedPoint, event=event):
            self._new_point(selected, event)
            return
        dialog = SideDialog(self.session, event, selected, self.theme, self._window)
        dialog.new_point.connect(lambda: self._new_point(selected, event))
        dialog.open()

    def _new_point(self, selected: Selected, event: Id) -> None:
        from tracker.ui.dialogs.disputed_dialog import DisputedDialog

        DisputedDialog(self.session, event, self.theme, self._window, selected=selected).open()

    def status(self, selected: Selected, event: Id) -> None:
        """Say how the event stands, as the words show."""
        from tracker.ui.dialogs.status_dialog import StatusDialog

        StatusDialog(self.session, event, self.theme, self._window, selected=selected).open()

    def remove(self, citation: Id) -> None:
        """Take a citation back; its source, and what it supports, stay."""
        store = self.session.store
        if self.session.attempt(lambda: uncite(store, store.many(Citation, [citation]))):
            self._tell(tr("Citation removed. {0} brings it back.").format(_undo_keys()))

    # Quotes whose text has changed

    def confirm(self, citation: Id, seen: str) -> None:
        """Quote from now on what stands in the place of the words quoted before, if it is what one has `seen`."""
        from tracker.operations.source_text import confirm_moved

        store = self.session.store
        if self.session.attempt(lambda: confirm_moved(store, store.many(Citation, [citation]), seen=seen)):
            self._tell(tr("The quote is now as the text has it. {0} takes it back.").format(_undo_keys()))

    def point(self, citation: Id, selected: Selected) -> None:
        """Let a citation quote the selected words."""
        from tracker.operations.source_text import point_to

        store = self.session.store
        done = self.session.attempt(
            lambda: point_to(store, store.get(Citation, citation), selected.start, selected.end, seen=selected.words)
        )
        if done is not None:
            self._tell(tr("The citation now quotes the selected words. {0} takes it back.").format(_undo_keys()))

    def lose(self, citation: Id) -> None:
        """Keep a quote as it was, without a place in the text."""
        from tracker.operations.source_text import let_go

        store = self.session.store
        if self.session.attempt(lambda: let_go(store, store.many(Citation, [citation]))):
            self._tell(tr("The quote has no place in this text now. {0} takes it back.").format(_undo_keys()))

    # The clipboard

    def copy_words(self, words: str) -> None:
        """Copy words as they are kept."""
        data = mime_data()
        data.setText(words)
        QGuiApplication.clipboard().setMimeData(data)
        self._tell(tr("Copied, word for word."))

    def copy_cited(self, words: str, source: AnySource) -> None:
        """Copy words with the source they are from."""
        from tracker.operations.copying import source_citation

        data = mime_data()
        data.setText(f"“{words}”\n— {source_citation(source, style_for(QLocale().name()))}")
        QGuiApplication.clipboard().setMimeData(data)
        self._tell(tr("Copied with its citation."))

    def _tell(self, words: str) -> None:
        self.session.message.emit(words, "message")


def _undo_keys() -> str:
    return QKeySequence(QKeySequence.StandardKey.Undo).toString(QKeySequence.SequenceFormat.NativeText)
