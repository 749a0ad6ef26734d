"""What is in the tracker already and may be the same article, and what is to be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QRadioButton, QVBoxLayout, QWidget

from tracker.operations.duplicates import Duplicate
from tracker.ui.widgets.choice_box import ChoiceBox
from tracker.ui.widgets.date_field import short_date
from tracker.ui.widgets.text_layout import shown

CHOICES = ("link", "version", "both")


class DuplicateBar(QFrame):
    """Which source is meant, where there are several, and one of `CHOICES`. Hidden while there is none."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "warning")
        self._found: list[Duplicate] = []
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.which = ChoiceBox((), self)
        self.which.setAccessibleName(self.tr("Which source it may be"))
        self.buttons = {choice: QRadioButton(self) for choice in CHOICES}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(4)
        layout.addWidget(self.words)
        layout.addWidget(self.which)
        for button in self.buttons.values():
            layout.addWidget(button)
            button.toggled.connect(lambda on: self.edited.emit() if on else None)
        self.which.committed.connect(lambda _: self._show(choose=True))
        self.setFocusProxy(self.buttons["both"])
        self.set_duplicates(())

    def set_duplicates(self, found: Sequence[Duplicate]) -> None:
        """Show these; what one would do mostly is chosen."""
        self._found = list(found)
        self.which.set_entries([(str(number), self._title(each)) for number, each in enumerate(found)])
        self.which.setVisible(len(found) > 1)
        self.setVisible(bool(found))
        self._show(choose=True)

    def follow(self, found: Sequence[Duplicate]) -> bool:
        """Show these if they are others than those shown, and say whether they were. What was chosen for the same
        sources stands."""
        if list(found) == self._found:
            return False
        same = [d.source for d in found] == [d.source for d in self._found]
        which, choice = self.which.value(), self.choice()
        if same:
            self.set_draft((which, choice, tuple(found)))
        else:
            self.set_duplicates(found)
        return True

    def duplicate(self) -> Duplicate | None:
        """The source that may be the same, as chosen; None if there is none."""
        at = self.which.currentIndex()
        return self._found[at] if 0 <= at < len(self._found) else None

    def choice(self) -> str:
        """What is to be done: one of `CHOICES`; 'both' where there is no duplicate."""
        if not self._found:
            return "both"
        return next((choice for choice, button in self.buttons.items() if button.isChecked()), "both")

    def draft(self) -> Any:
        """What was chosen."""
        return (self.which.value(), self.choice(), tuple(self._found))

    def set_draft(self, draft: Any) -> None:
        """Choose it again."""
        which, choice, found = draft
        self.set_duplicates(found)
        if found:
            self.which.set_value(which)
            self._show(choose=False)
            self.buttons[choice].setChecked(True)

    def _show(self, *, choose: bool) -> None:
        found = self.duplicate()
        if found is None:
            return
        why = {
            "same address": self.tr("A source here has this address."),
            "same text": self.tr("A source here has exactly this text."),
            "nearly the same text": self.tr("A source here has nearly this text ({0} % of it)."),
            "nearly the same text, other outlet": self.tr("Another outlet's copy is here ({0} % of the text)."),
            "same title and day": self.tr("A source here has this title, and may be from the same day."),
        }[found.why].format(round(found.alike * 100))
        title = self._title(found)
        # What is entered below is of a new source: whoever uses the one that is here is to know that it stays.
        keeps = "\n" + self.tr("If you use it, its title, dates and address stay as they are here.")
        if not found.has_text:
            keeps += " " + self.tr("Its text is not kept yet: this text will be.")
        self.words.setText((why if len(self._found) > 1 else f"{why}\n{title}") + keeps)
        texts = {
            "link": self.tr("Use the source that is here"),
            "version": self.tr("Keep this as another version"),
            "both": self.tr("Keep both, as two sources"),
        }
        for choice, button in self.buttons.items():
            button.setText(texts[choice])
            button.setAccessibleName(f"{texts[choice]} {why} {title}")
        if choose:
            self.buttons[found.likeliest].setChecked(True)
        self.edited.emit()

    def _title(self, found: Duplicate) -> str:
        parts = (found.title, found.publisher, short_date(found.issued) if found.issued else "")
        return shown(" · ".join(part for part in parts if part), one_line=True, longest=160)
