"""A few rows of a file, to look at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem, QWidget

_WIDEST = 220


class PreviewTable(QTableWidget):
    """Cells as text, each on one line; nothing to select or change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "boxed")
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QTableWidget.ScrollMode.ScrollPerPixel)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setDefaultSectionSize(self.fontMetrics().height() + 10)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setHighlightSections(False)
        self.setMinimumHeight(self.fontMetrics().height() * 7)

    def show_rows(self, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Show these; line ends inside a cell are drawn as a mark."""
        rows = list(rows)
        self.clear()
        self.setRowCount(len(rows))
        self.setColumnCount(len(header))
        for column, name in enumerate(header):
            self.setHorizontalHeaderItem(column, QTableWidgetItem(name))
        for place, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                self.setItem(place, column, QTableWidgetItem(" ⏎ ".join(cell[:300].splitlines())))
        self.resizeColumnsToContents()
        for column in range(len(header)):
            self.setColumnWidth(column, min(self.columnWidth(column), _WIDEST))

    def stretch_last(self) -> None:
        """Give the last column the room that the others leave, and its words as many lines as they need."""
        self.setWordWrap(True)
        self.horizontalHeader().setStretchLastSection(True)
        self.resizeRowsToContents()
