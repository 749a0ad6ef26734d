"""The dates that an article gives, each with the sentence that says so: one of them is the event's."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from tracker.operations.picking import DateRow
from tracker.ui.strings import term
from tracker.ui.theme import Theme
from tracker.ui.widgets.date_field import date_words
from tracker.ui.widgets.pick_list import Pick, PickList
from tracker.ui.widgets.text_layout import Heading, Paragraph, Run


class DatesField(QWidget):
    """`chosen` carries a row that the person moved to; `row()` is the one whose date stands."""

    chosen = Signal(object)
    edited = Signal()
    looked_at = Signal()
    """Somebody came to the list, or moved in it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[DateRow, ...] = ()
        self._at = -1
        self._text = ""
        self.list = PickList(theme, self, one=True, most=168)
        self.empty = QLabel(self)
        self.empty.setProperty("look", "muted")
        self.empty.setWordWrap(True)
        self.empty.setContentsMargins(6, 6, 0, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (self.list, self.empty):
            layout.addWidget(part)
        self.setFocusProxy(self.list)
        self.list.moved.connect(self._on_moved)
        self.list.came.connect(self.looked_at)
        self.set_rows((), "")

    def set_rows(self, rows: tuple[DateRow, ...], text: str, date: str = "", why_none: str = "") -> None:
        """Show these of a text; the row of `date` (EDTF) is chosen. `why_none` is said where there are no rows."""
        self._rows, self._text = rows, text
        self._at = next((at for at, row in enumerate(rows) if row.date == date), -1)
        self.list.setVisible(bool(rows))
        self.empty.setText(why_none or self.tr("The text names no date."))
        self.empty.setVisible(not rows)
        self._show()

    def rows(self) -> tuple[DateRow, ...]:
        """All of them."""
        return self._rows

    def row(self) -> DateRow | None:
        """The one chosen, None if the event's date is none of these."""
        return self._rows[self._at] if self._at >= 0 else None

    def follow(self, date: str) -> None:
        """Mark the row of this date, if there is one: somebody typed it."""
        at = next((at for at, row in enumerate(self._rows) if row.date == date), -1)
        if at != self._at:
            self._at = at
            self._show()

    def draft(self) -> Any:
        """The rows and the one chosen."""
        return (self._rows, self._text, self._at)

    def set_draft(self, draft: Any) -> None:
        """Show them again."""
        rows, text, at = draft
        self.set_rows(rows, text)
        self._at = at
        self._show()

    def setAccessibleName(self, name: str) -> None:  # noqa: N802
        """The name of the list in it."""
        self.list.setAccessibleName(name)

    def _on_moved(self, at: int) -> None:
        if at != self._at:
            self._at = at
            self._show()
            self.edited.emit()
        self.chosen.emit(self._rows[at])
        self.looked_at.emit()

    def current(self) -> DateRow | None:
        """The row that the list stands at."""
        at = self.list.currentRow()
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def _show(self) -> None:
        self.list.show_picks([self._pick(at, row) for at, row in enumerate(self._rows)])
        if self._at >= 0:
            self.list.blockSignals(True)
            self.list.setCurrentRow(self._at)
            self.list.blockSignals(False)

    def _pick(self, at: int, row: DateRow) -> Pick:
        sentence = self._text[row.sentence.start : row.sentence.end]
        words = date_words(row.date)
        notes = " · ".join(part for part in (term(row.basis) if row.basis else "", row.how) if part)
        blocks = (Heading(words, "", "muted", notes), Paragraph((Run(sentence, "quote"),), bar=True, most_lines=2))
        return Pick(blocks, f"{words}. {notes}. {sentence[:300]}", at == self._at)
