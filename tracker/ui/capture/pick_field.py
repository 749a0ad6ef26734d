"""A list of what an article suggests, with the fields of its current row under it: picked, mended, or left."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from tracker.operations.picking import LawRow, PersonRow, WordsRow
from tracker.ui.theme import Theme
from tracker.ui.widgets.link_button import link_button
from tracker.ui.widgets.pick_list import Pick, PickList

Row = TypeVar("Row", PersonRow, WordsRow, LawRow)


class PickField(QWidget, Generic[Row]):
    """Rows are frozen dataclasses with `picked`. Subclasses say what a row shows, what its fields are, and what may be
    wrong with it. Mending a row picks it."""

    edited = Signal()
    looked_at = Signal()
    """Another row is the current one, or somebody came to the list."""

    def __init__(self, theme: Theme, empty: str, more: str, parent: QWidget | None = None) -> None:
        """`empty` is said where there are no rows, `more` on the button under them that is to add one."""
        super().__init__(parent)
        self._rows: list[Row] = []
        self._showing = False
        self.list = PickList(theme, self)
        self.empty = QLabel(empty, self)
        self.empty.setProperty("look", "muted")
        self.empty.setWordWrap(True)
        self.empty.setContentsMargins(6, 6, 0, 4)
        self.strip = QFrame(self)
        self.fields = QGridLayout(self.strip)
        self.fields.setContentsMargins(8, 4, 0, 8)
        self.fields.setHorizontalSpacing(8)
        self.fields.setVerticalSpacing(4)
        self.fields.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for part in (self.list, self.empty, self.strip):
            layout.addWidget(part)
        self.setFocusProxy(self.list)
        self.list.toggled.connect(self._on_toggled)
        self.list.moved.connect(self._on_moved)
        self.list.came.connect(self.looked_at)
        self._build()
        # Made last, for it stands last: Tab goes from the list to the fields of its row.
        self.more = link_button(self, more)
        self.more.setVisible(bool(more))
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.set_rows(())

    # What subclasses say

    def _build(self) -> None:
        """Make the fields of a row, by `add_field`."""
        raise NotImplementedError

    def _pick(self, row: Row) -> Pick:
        """What a row shows."""
        raise NotImplementedError

    def _fill(self, row: Row) -> None:
        """Show a row in its fields."""
        raise NotImplementedError

    def _mended(self, row: Row) -> Row:
        """A row as its fields say."""
        raise NotImplementedError

    def _wrong(self, row: Row) -> str:
        """Why a picked row cannot be kept; '' if it can."""
        raise NotImplementedError

    # Rows

    def add_field(self, label: str, field: QWidget, name: str) -> None:
        """One more field of a row, under the others."""
        words = QLabel(label, self.strip)
        words.setProperty("look", "muted")
        words.setBuddy(field)
        field.setAccessibleName(name)
        at = self.fields.rowCount()
        self.fields.addWidget(words, at, 0)
        self.fields.addWidget(field, at, 1)
        field.edited.connect(self._on_mended)  # type: ignore[attr-defined]

    def rows(self) -> tuple[Row, ...]:
        """All rows as they now are."""
        return tuple(self._rows)

    def set_rows(self, rows: tuple[Row, ...]) -> None:
        """Show these."""
        self._rows = list(rows)
        self.list.show_picks([self._pick(row) for row in rows])
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self._show_current()

    def add_row(self, row: Row) -> None:
        """One more row, at the end, which becomes the current one."""
        grown = list(self._rows)
        grown.append(row)
        self.set_rows(tuple(grown))
        self.list.setCurrentRow(len(self._rows) - 1)
        self._show_current()
        self.edited.emit()

    def current(self) -> Row | None:
        """The row whose fields are shown."""
        at = self.list.currentRow()
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def fault(self) -> str:
        """Why a picked row cannot be kept; '' if all can."""
        return next((wrong for row in self._rows if row.picked and (wrong := self._wrong(row))), "")

    def focus_fault(self) -> None:
        """Go to the row that cannot be kept."""
        for at, row in enumerate(self._rows):
            if row.picked and self._wrong(row):
                self.list.setCurrentRow(at)
                break
        self.list.setFocus()

    def draft(self) -> Any:
        """The rows."""
        return self.rows()

    def set_draft(self, draft: Any) -> None:
        """Show them again."""
        self.set_rows(draft)

    def setAccessibleName(self, name: str) -> None:  # noqa: N802
        """The name of the list in it."""
        self.list.setAccessibleName(name)

    def _on_toggled(self, at: int) -> None:
        row = self._rows[at]
        self._change(at, replace(row, picked=not row.picked))

    def _on_moved(self, _: int) -> None:
        self._show_current()
        self.looked_at.emit()

    def _on_mended(self) -> None:
        at = self.list.currentRow()
        if self._showing or at < 0:
            return
        mended = self._mended(self._rows[at])
        if mended != self._rows[at]:
            self._change(at, replace(mended, picked=True))

    def change_current(self, row: Row) -> None:
        """Put another row in the place of the current one."""
        self._change(self.list.currentRow(), row)
        self._show_current()

    def _change(self, at: int, row: Row) -> None:
        self._rows[at] = row
        self.list.show_pick(at, self._pick(row))
        self.edited.emit()

    def _show_current(self) -> None:
        row = self.current()
        self.strip.setVisible(row is not None)
        if row is not None:
            self._showing = True
            self._fill(row)
            self._showing = False
