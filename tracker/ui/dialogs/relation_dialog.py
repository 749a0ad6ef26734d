"""Link an event to another: it challenges, amends, rules on ... that one, or that one does so to it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from tracker.operations.annotate import add_relation
from tracker.records import Event
from tracker.ui.dialogs.form_dialog import FormDialog
from tracker.ui.session import Session
from tracker.ui.theme import Theme
from tracker.ui.widgets import choices
from tracker.ui.widgets.choice_box import ChoiceBox
from tracker.ui.widgets.completing import CompletingField
from tracker.ui.widgets.plain_text import PlainTextField
from tracker.ui.widgets.term_field import TermField
from tracker.ui.widgets.text_layout import shown


class RelationDialog(FormDialog):
    """Links the event with id `event_id`."""

    def __init__(self, session: Session, event_id: int, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent, kept_as=f"link of {event_id}")
        store = session.store
        self._event = event_id
        self._title = store.get(Event, event_id).title
        self.setWindowTitle(self.tr("Link events"))
        self.kind = TermField(choices.terms(store, "relation"), self.body)
        self.kind.setPlaceholderText(self.tr("Challenges, implements, rules on …"))
        self.other = CompletingField(choices.events(store, event_id), self.body, eager=True)
        self.other.setPlaceholderText(self.tr("Title of the other event"))
        self.way = ChoiceBox(
            [("from", self.tr("From this event to the other")), ("to", self.tr("From the other event to this one"))],
            self.body,
        )
        self.note = PlainTextField(self.body, one_line=False)
        self.add_row("kind", self.tr("&How"), self.kind)
        self.add_row("to_event", self.tr("Other &event"), self.other)
        self.add_row("way", self.tr("&Direction"), self.way)
        self.sentence = self.add_note("")
        self.add_row("note", self.tr("&Note"), self.note)
        for field in (self.kind, self.other, self.way):
            field.edited.connect(self._say)
        self._say()
        self.begin()

    def _say(self) -> None:
        """The link as a sentence, so that its direction is plain."""
        this, other = shown(self._title, one_line=True, longest=90), shown(self.other.text(), one_line=True, longest=90)
        first, second = (this, other or "…") if self.way.value() == "from" else (other or "…", this)
        self.sentence.setText(f"{first} — {self.kind.term() or '…'} — {second}")

    def check(self) -> dict[str, str]:
        """Kind and an event of the tracker are needed."""
        faults = {
            "kind": "" if self.kind.text().strip() else self.tr("Say how the two are linked."),
            "to_event": "" if isinstance(self.other.value(), int) else self.tr("Pick an event from the list."),
        }
        return {key: fault for key, fault in faults.items() if fault}

    def write(self) -> None:
        """Link them."""
        other = self.other.value()
        assert isinstance(other, int)
        ends = (self._event, other) if self.way.value() == "from" else (other, self._event)
        add_relation(self.session.store, ends[0], self.kind.term(), ends[1], self.note.text())
