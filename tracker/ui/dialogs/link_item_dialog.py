"""Link an inbox item to an event: the event cites it as a source from then on."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from tracker.operations import inbox
from tracker.operations.inbox_matches import Matches
from tracker.records import Event, EventProceeding, Id, InboxItem
from tracker.store import Store
from tracker.ui.dialogs.form_dialog import FormDialog
from tracker.ui.session import Session
from tracker.ui.strings import term
from tracker.ui.theme import Theme
from tracker.ui.widgets import choices
from tracker.ui.widgets.choice_box import ChoiceBox
from tracker.ui.widgets.completing import Choice, CompletingField
from tracker.ui.widgets.date_field import short_date
from tracker.ui.widgets.text_layout import shown
from tracker.vocabulary import CLOSED


class LinkItemDialog(FormDialog):
    """Links the item with id `item_id`. Events of the cases that it names are offered first, the latest filled in."""

    def __init__(
        self, session: Session, item_id: Id, matches: Matches, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, theme, parent, kept_as=f"event of item {item_id}")
        store = session.store
        self._item = store.get(InboxItem, item_id)
        self.setWindowTitle(self.tr("Link to event"))
        self.add_note(shown(self._item.title, longest=300))
        self.event_field = CompletingField(_events(store, matches), self.body, eager=True)
        self.event_field.setPlaceholderText(self.tr("Title of the event"))
        relations = [(name, term(name)) for name in CLOSED["citation_relation"]]
        self.relation = ChoiceBox(relations, self.body)
        self.add_row("event", self.tr("&Event"), self.event_field)
        self.add_row("relation", self.tr("&The item"), self.relation, name=self.tr("What the item does for the event"))
        self._fill_in(matches)
        self.add_note(self.tr("A source with the item's title and address is made, unless one has that address."))
        self.begin()

    def _fill_in(self, matches: Matches) -> None:
        """The latest event of the first case that the item names; the others stand first in the list."""
        first = next((case for case in matches.cases if case.event), None)
        latest = self.session.store.many(Event, [first.event]) if first else []
        if first is None or not latest:
            return
        self.event_field.take(_choice(latest[0], first.proceeding.docket_number))
        self.event_field.set_text(latest[0].title)  # as given, not typed: Down lists everything
        self.add_note(
            self.tr("The item names {0}: the latest event of that case is filled in. Down lists the others.").format(
                shown(first.proceeding.docket_number, one_line=True)
            )
        )

    def check(self) -> dict[str, str]:
        """An event of the tracker is needed."""
        known = isinstance(self.event_field.value(), int)
        return {} if known else {"event": self.tr("Pick an event from the list.")}

    def write(self) -> None:
        """Link them."""
        event = self.event_field.value()
        assert isinstance(event, int)
        inbox.link(self.session.store, self._item.id, event, self.relation.value())


def _events(store: Store, matches: Matches) -> choices.Choices:
    """All events, those of the cases that the item names first."""

    def offered() -> list[Choice]:
        first: dict[object, Choice] = {}
        for case in matches.cases:
            ids = [link.event for link in store.where(EventProceeding, proceeding=case.proceeding.id)]
            events = sorted(store.events(ids), key=lambda e: (e.date_min, e.day_order, e.id), reverse=True)
            first |= {event.id: _choice(event, case.proceeding.docket_number) for event in events}
        return [*first.values(), *(choice for choice in choices.events(store)() if choice.value not in first)]

    return offered


def _choice(event: Event, docket: str) -> Choice:
    day = short_date(event.date) if event.date else ""
    return Choice(event.title, " · ".join(part for part in (day, docket) if part), event.id, f"{event.type} {docket}")
