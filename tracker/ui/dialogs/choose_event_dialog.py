"""Which event is meant."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tracker.ui.dialogs.form_dialog import FormDialog
from tracker.ui.session import Session
from tracker.ui.theme import Theme
from tracker.ui.widgets import choices
from tracker.ui.widgets.completing import CompletingField
from tracker.ui.widgets.text_layout import shown


class ChooseEventDialog(FormDialog):
    """`chosen` carries the id of the event picked. Nothing is written."""

    chosen = Signal(object)

    def __init__(self, session: Session, title: str, words: str, theme: Theme, parent: QWidget | None = None) -> None:
        """`words`: the selected ones, for which an event is looked for."""
        super().__init__(session, theme, parent, kept_as="choose event")
        self.setWindowTitle(title)
        self.event_field = CompletingField(choices.events(session.store), self.body, eager=True)
        self.event_field.setPlaceholderText(self.tr("Title of the event"))
        self.add_row("event", self.tr("&Event"), self.event_field)
        if words:
            self.add_note(self.tr("For: “{0}”").format(shown(words, one_line=True, longest=200)))
        self.save_button.setText(self.tr("&Continue"))
        self.begin()

    def is_touched(self) -> bool:
        """What was picked and left is not worth offering again."""
        return False

    def check(self) -> dict[str, str]:
        """An event of the tracker is needed."""
        return {} if isinstance(self.event_field.value(), int) else {"event": self.tr("Pick an event from the list.")}

    def write(self) -> None:
        """Hand the event on, once this dialog is out of the way."""
        value = self.event_field.value()
        self.finished.connect(lambda _: self.chosen.emit(value))
