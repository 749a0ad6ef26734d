"""A date as people type it, with how it is read shown under it. What can be read in several ways is asked about."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QLocale, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from tracker import dates
from tracker.dates import Reading
from tracker.errors import DateError
from tracker.ui.widgets.flow import FlowLayout
from tracker.ui.widgets.plain_label import plain_label
from tracker.ui.widgets.plain_text import PlainTextField
from tracker.ui.widgets.restyle import restyle


def date_words(edtf: str) -> str:
    """An EDTF text in words, in the order of day and month of the system's country."""
    return dates.display(edtf, QLocale().name())


def short_date(edtf: str) -> str:
    """An EDTF text in few words."""
    return dates.display_short(edtf, QLocale().name())


class _Line(PlainTextField):
    """The field itself. Left alone it says the date in words, focused the text that is kept."""

    focused = Signal(bool)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.focused.emit(True)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)


class DateField(QWidget):
    """`edtf()` is the date read, None while it cannot be read or is not yet picked among its readings.

    Readings are picked with Alt+1, Alt+2, with Down from the field and Enter, or with the mouse. `committed` carries
    the EDTF text when the person has changed it and leaves the field or presses Enter.
    """

    committed = Signal(str)
    submitted = Signal()
    edited = Signal()

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        flat: bool = False,
        undated: str = "",
        today: Callable[[], datetime.date] = datetime.date.today,
    ) -> None:
        """`undated` is said while there is no date; `today` is for what is reckoned from it, such as 'yesterday'."""
        super().__init__(parent)
        self._today = today
        self._undated = undated
        self._flat = flat
        self._kept = ""
        self._readings: list[Reading] = []
        self._picked = -1
        self._problem = ""
        self.line = _Line(self, flat=flat)
        # Where fields look like text, examples would look like a date.
        examples = self.tr("7 April 2025, about May 2025, 2025-04/2025-06 …")
        self.line.setPlaceholderText(self.tr("Add a date") if flat else examples)
        self.hint = plain_label(self)
        self.hint.setContentsMargins(6, 0, 0, 0)
        self._choices = QWidget(self)
        self._row = FlowLayout(self._choices, gap=6)
        policy = self._choices.sizePolicy()
        policy.setHeightForWidth(True)
        self._choices.setSizePolicy(policy)
        self._buttons: list[QPushButton] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        for part in (self.line, self.hint, self._choices):
            layout.addWidget(part)
        self.setFocusProxy(self.line)
        self.line.edited.connect(self._on_edited)
        self.line.committed.connect(lambda _: self._commit())
        self.line.submitted.connect(self._on_submitted)
        self.line.focused.connect(self._on_focus)
        self.line.installEventFilter(self)
        self._show()

    # The date

    def edtf(self) -> str | None:
        """The date as EDTF text ('' for none), None while there is no telling."""
        if not self.line.is_changed():
            return self._kept
        return self._readings[self._picked].edtf if self._picked >= 0 else None

    def set_edtf(self, edtf: str) -> None:
        """Show a date."""
        self._kept = edtf
        self._set_line()
        self._read()

    def typed(self) -> str:
        """What stands in the field."""
        return self.line.text()

    def type_text(self, text: str) -> None:
        """Replace what stands in the field, as if typed."""
        self.line.type_text(text)

    def draft(self) -> Any:
        """What stands in the field, and which of several readings was picked."""
        return (self.line.text(), self._picked if len(self._readings) > 1 else -1)

    def set_draft(self, draft: Any) -> None:
        """Type it again."""
        text, picked = draft
        if text != self.line.text():
            self.line.type_text(text)
        if picked >= 0:
            self._pick(picked)

    def problem(self) -> str:
        """Why there is no date yet; '' if there is one."""
        return self._problem

    def is_changed(self) -> bool:
        """Whether the person has typed since `set_edtf`."""
        return self.line.is_changed()

    def pick(self, number: int) -> None:
        """Settle on one of the readings (0 is the first), and go back to the field."""
        self._pick(number)
        self.line.setFocus()

    def _pick(self, number: int) -> None:
        if 0 <= number < len(self._readings):
            self._picked = number
            self._problem = ""
            self._show()
            self.edited.emit()

    def readings(self) -> list[Reading]:
        """How what is typed can be read."""
        return self._readings

    def commit(self) -> None:
        """Emit `committed` if the person changed the date and it can be read."""
        self.line.commit()

    def setAccessibleName(self, name: str) -> None:  # noqa: N802
        """The name of the field in it."""
        self.line.setAccessibleName(name)

    def set_read_only(self, read_only: bool) -> None:
        """Whether it only shows."""
        self.line.setReadOnly(read_only)

    # Reading

    def _on_edited(self) -> None:
        self._read()
        self.edited.emit()

    def _read(self) -> None:
        self._picked, self._problem, self._readings = -1, "", []
        if self.line.is_changed():
            try:
                self._readings = dates.read(self.line.text(), self._today())
            except DateError as error:
                self._problem = str(error)
            if len(self._readings) == 1:
                self._picked = 0
            elif self._readings:
                keys = ", ".join(self.tr("Alt+{0}").format(n + 1) for n in range(len(self._readings)))
                self._problem = self.tr("This can be read in {0} ways. Pick one ({1}).").format(
                    len(self._readings), keys
                )
        self._show()

    def _show(self) -> None:
        edtf = self.edtf()
        wrong = edtf is None
        focused = self.line.hasFocus()
        if wrong:
            text = self._problem
        elif edtf:
            kinds = {
                "day": self.tr("day"),
                "month": self.tr("month"),
                "season": self.tr("season"),
                "year": self.tr("year"),
                "decade": self.tr("decade"),
                "century": self.tr("century"),
                "interval": self.tr("from – to"),
            }
            text = self.tr("{0} ({1})").format(date_words(edtf), kinds.get(dates.describe(edtf).kind, ""))
        else:
            text = self._undated
        several = len(self._readings) > 1
        look = "error" if wrong and not several else "warning" if wrong else "muted"
        restyle(self.hint, look=look)
        self.hint.setText(text)
        self.hint.setVisible(bool(text) and (not self._flat or wrong or (focused and self.line.is_changed())))
        self.line.setAccessibleDescription(text)
        self._offer(several)

    def _offer(self, several: bool) -> None:
        self._choices.setVisible(several)
        for number, reading in enumerate(self._readings if several else ()):
            if number == len(self._buttons):
                button = QPushButton(self._choices)
                button.setCheckable(True)
                button.setProperty("look", "choice")
                button.setAutoDefault(False)
                button.clicked.connect(lambda _=False, n=number: self.pick(n))
                button.installEventFilter(self)
                self._buttons.append(button)
                self._row.addWidget(button)
            button = self._buttons[number]
            button.setText(self.tr("{0}  {1}").format(number + 1, date_words(reading.edtf).replace("&", "&&")))
            button.setAccessibleName(date_words(reading.edtf))
            button.setChecked(number == self._picked)
        for number, button in enumerate(self._buttons):
            button.setVisible(several and number < len(self._readings))

    def _commit(self) -> None:
        edtf = self.edtf()
        if edtf is not None and edtf != self._kept:
            self.committed.emit(edtf)
        elif edtf is not None:
            self.set_edtf(edtf)

    def _on_submitted(self) -> None:
        if self.edtf() is not None:
            self.submitted.emit()
        elif len(self._readings) > 1:
            self._buttons[0].setFocus()

    def _on_focus(self, _: bool) -> None:
        if not self.line.is_changed():
            self._set_line()
            if self.line.hasFocus():
                self.line.selectAll()
        self._show()

    def _set_line(self) -> None:
        plain = self._kept and self._flat and not self.line.hasFocus()
        self.line.set_text(date_words(self._kept) if plain else self._kept)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt+digit and the arrows pick among the readings."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and len(self._readings) > 1:
            key = event.key()
            if event.modifiers() & Qt.KeyboardModifier.AltModifier and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
                self.pick(key - Qt.Key.Key_1)
                return True
            if watched is self.line and key == Qt.Key.Key_Down:
                self._buttons[max(0, self._picked)].setFocus()
                return True
            if watched in self._buttons:
                number = self._buttons.index(watched)
                if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
                    to = number + (1 if key == Qt.Key.Key_Right else -1)
                    self._buttons[to % len(self._readings)].setFocus()
                    return True
                if key == Qt.Key.Key_Up:
                    self.line.setFocus()
                    return True
                if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                    self.pick(number)
                    return True
        return super().eventFilter(watched, event)
