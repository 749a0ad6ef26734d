"""A table of plain rows: fixed height, a thin line under each, hover and focus by row."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QToolTip, QWidget

from tracker.ui.theme import Theme
from tracker.ui.widgets.empty_text import paint_empty_text
from tracker.ui.widgets.pop_up import pop_up
from tracker.ui.widgets.row_painter import Cell, RowPainter

Index = QModelIndex | QPersistentModelIndex
_Hint = QAbstractItemView.ScrollHint


@dataclass(frozen=True, slots=True)
class Column:
    """A column's name for keeping its state, and its width, pixels: as wished, and the least it can do with.

    `spare` columns are left out, the last first, where even the least widths leave the stretched column short.
    """

    name: str
    width: int
    least: int
    spare: bool = False


def tooltip(text: str) -> str:
    """Text for a tooltip: shown as it is, whatever marks it holds, in lines of readable length."""
    return f"<p>{html.escape(text)}</p>" if text else ""


class RowModel(Protocol):
    """What the table asks of its model: cells at once, instead of seven roles each."""

    def cell(self, row: int, column: int) -> Cell:
        """What stands in a cell."""
        ...


def _viewport() -> QWidget:
    """As Qt makes it for a view. Of one that Qt itself has made, PySide would ask which kind of widget it is, and make
    all of them known to Python for that: one frame and a half of the window's start."""
    viewport = QWidget()
    viewport.setBackgroundRole(QPalette.ColorRole.Base)
    viewport.setAutoFillBackground(True)
    return viewport


class RowTable(QTableView):
    """The view: whole rows are selected, rows have one height, and words teach what to do while there are none."""

    _going_sideways = False

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setViewport(_viewport())
        self.theme = theme
        self.empty_text = ""
        self.rows = RowPainter(theme, self.font())
        self.hovered = -1
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.entered.connect(lambda index: self._hover(index.row()))
        self.viewportEntered.connect(lambda: self._hover(-1))
        down = self.verticalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setMinimumSectionSize(1)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setSectionsMovable(True)
        columns.setMinimumSectionSize(40)
        columns.sectionResized.connect(self._on_column_resized)
        self.columns: tuple[Column, ...] = ()
        self.widths: dict[str, int] = {}
        self._stretched = 0
        self._fitting = False
        self._fit_rows()

    def offer_menu(self, make: Callable[[], QMenu]) -> None:
        """The right button and the menu key bring up the menu that this makes."""
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda at: pop_up(make(), self.viewport().mapToGlobal(at)))

    # Columns

    def let_sort(self, place: int, order: Qt.SortOrder) -> None:
        """Headings can be clicked to sort by; rows are in the order of the column at `place` now."""
        header = self.horizontalHeader()
        header.setSortIndicatorShown(True)
        header.setSectionsClickable(True)
        header.setSortIndicator(place, order)

    def set_columns(self, columns: Sequence[Column], stretched: int) -> None:
        """Lay out the columns; the one at `stretched` takes the room that the others leave."""
        header = self.horizontalHeader()
        font = header.font()
        font.setBold(True)
        bold = QFontMetrics(font)
        heads = [
            bold.horizontalAdvance(str(self.model().headerData(n, Qt.Orientation.Horizontal))) + 18
            for n in range(len(columns))
        ]
        # A heading is never cut short.
        self.columns = tuple(
            replace(c, width=max(c.width, head), least=max(c.least, head))
            for c, head in zip(columns, heads, strict=True)
        )
        self._stretched, self.widths = stretched, {}
        for place in range(len(columns)):
            mode = QHeaderView.ResizeMode.Fixed if place == stretched else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(place, mode)
            header.moveSection(header.visualIndex(place), place)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Share out the width. Where it is short, columns give way to the stretched one, down to their least;
        those that the user gave a width (`widths`, by name) keep it."""
        self._fitting = True  # a column that is shown again was given no width by anybody
        self._leave_out_spare()
        self._fitting = False
        shown = [n for n in range(len(self.columns)) if not self.isColumnHidden(n) and n != self._stretched]
        widths = {n: self.widths.get(self.columns[n].name, self.columns[n].width) for n in shown}
        stretched = self.columns[self._stretched]
        short = stretched.width - (self.viewport().width() - sum(widths.values()))
        giving = {n: widths[n] - self.columns[n].least for n in shown if self.columns[n].name not in self.widths}
        spare = sum(giving.values())
        if short > 0 and spare > 0:
            share = min(1.0, short / spare)
            widths |= {n: widths[n] - round(room * share) for n, room in giving.items()}
        widths[self._stretched] = max(self.viewport().width() - sum(widths.values()), stretched.least)
        self._fitting = True
        for place, width in widths.items():
            self.setColumnWidth(place, width)
        self._fitting = False

    def save_state(self) -> str:
        """Columns, their order and widths, for `restore_state`."""
        header = self.horizontalHeader()
        names = [column.name for column in self.columns]
        state = {
            "order": [names[header.logicalIndex(place)] for place in range(len(names))],
            "hidden": [c.name for n, c in enumerate(self.columns) if self.isColumnHidden(n) and not c.spare],
            "widths": self.widths,
        }
        return json.dumps(state)

    def restore_state(self, text: str) -> None:
        """Columns, order and widths as they were kept; what makes no sense is left as it is."""
        try:
            state = json.loads(text)
        except ValueError:
            return
        if not isinstance(state, dict):
            return
        header = self.horizontalHeader()
        places = {column.name: place for place, column in enumerate(self.columns)}
        for place, name in enumerate(dict.fromkeys(_known(state.get("order"), places))):
            header.moveSection(header.visualIndex(places[name]), place)
        hidden = _known(state.get("hidden"), places)
        for name, place in places.items():
            self.setColumnHidden(place, name in hidden and place != self._stretched)
        widths = state.get("widths")
        if isinstance(widths, dict):
            self.widths = {n: widths[n] for n in _known(list(widths), places) if _is_width(widths[n])}
        self.fit_columns()

    def _leave_out_spare(self) -> None:
        """Hide spare columns, the last first, until the stretched one has half of what it wishes beyond its least."""
        stretched = self.columns[self._stretched]
        needed = sum(c.least for c in self.columns) + (stretched.width - stretched.least) // 2
        for place in reversed(range(len(self.columns))):
            if self.columns[place].spare:
                short = needed > self.viewport().width()
                self.setColumnHidden(place, short)
                needed -= self.columns[place].least * short

    def _on_column_resized(self, place: int, _: int, width: int) -> None:
        if self.columns and width and not self._fitting and place != self._stretched:
            self.widths[self.columns[place].name] = width
            self.fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.columns:
            self.fit_columns()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show a model that is a `RowModel`."""
        super().setModel(model)
        assert model is not None
        # A heading asks of every row whether its column is selected: seconds, with all of 100,000 rows selected.
        self.horizontalHeader().setSelectionModel(QItemSelectionModel(model, self))

    def keeping_one(self, show: Callable[[], None], place: Callable[[], int]) -> None:
        """Change what is shown, where one row alone is selected: that at the `place` it then has, if it has one. What
        is in view stays there."""
        top = self.verticalScrollBar().value()
        show()
        row = place()
        if row >= 0:
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(self.model().index(row, 0), flags)
        self.verticalScrollBar().setValue(top)

    def selected_rows(self) -> list[int]:
        """Places of the selected rows, ascending. (Qt's own `selectedRows` takes seconds for 100,000.)"""
        return [row for first, end in self.selected_stretches() for row in range(first, end)]

    def selected_stretches(self) -> tuple[tuple[int, int], ...]:
        """The first place of each stretch of selected rows, and the place after its last, ascending."""
        chosen = self.selectionModel().selection()
        ranges = [chosen.at(n) for n in range(chosen.count())]
        found: list[tuple[int, int]] = []
        for first, end in sorted((r.top(), r.bottom() + 1) for r in ranges):
            if found and first <= found[-1][1]:
                first, end = found[-1][0], max(end, found.pop()[1])
            found.append((first, end))
        return tuple(found)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.theme = self.rows.theme = theme
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Rows take their height from the font, and columns keep pace with it."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange, QEvent.Type.StyleChange):
            before = self.rows.metrics.horizontalAdvance("0" * 100)
            self._fit_rows()
            factor = self.rows.metrics.horizontalAdvance("0" * 100) / before
            if factor != 1 and self.columns:
                self.columns = tuple(
                    replace(c, width=round(c.width * factor), least=round(c.least * factor)) for c in self.columns
                )
                self.widths = {name: round(width * factor) for name, width in self.widths.items()}
                self.fit_columns()

    def _fit_rows(self) -> None:
        self.rows = RowPainter(self.theme, self.font())
        self.verticalHeader().setDefaultSectionSize(self.rows.height)

    def scrollTo(self, index: Index, hint: _Hint = _Hint.EnsureVisible) -> None:  # noqa: N802
        """To the row of a cell. Sideways goes only who does so by the keys: rows are what is selected, and the first
        columns, such as the date, are not to leave the view for one."""
        left = self.horizontalScrollBar().value()
        super().scrollTo(index, hint)
        if not self._going_sideways:
            self.horizontalScrollBar().setValue(left)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._going_sideways = event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        super().keyPressEvent(event)
        self._going_sideways = False

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        """A tooltip where words are cut short, and nowhere else."""
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return super().viewportEvent(event)
        index = self.indexAt(event.pos())
        text = ""
        if index.isValid():
            cell = self._row_model().cell(index.row(), index.column())
            if self.rows.needed(cell) > self.columnWidth(index.column()):
                text = f"{cell.text}  {cell.note}" if cell.note else cell.text
        QToolTip.showText(event.globalPos(), tooltip(text), self.viewport())
        return True

    def _row_model(self) -> RowModel:
        return cast(RowModel, self.model())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Rows and their cells at one go: Qt asking cell by cell takes several times as long."""
        count = self.model().rowCount()
        if not count:
            paint_empty_text(self, self.empty_text, self.theme.muted)
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, model, height = self.theme, self._row_model(), self.rows.height
        exposed = event.rect()
        draw, cell = self.rows.draw, model.cell
        columns = [
            (place, self.columnViewportPosition(place), self.columnWidth(place))
            for place in range(self.model().columnCount())
            if not self.isColumnHidden(place)
        ]
        columns = [c for c in columns if c[1] <= exposed.right() and c[1] + c[2] > exposed.left()]
        offset = self.verticalOffset()
        painter.setFont(self.font())
        current = self.currentIndex().row() if self.hasFocus() else -1
        selection = self.selectionModel() if self.selectionModel().hasSelection() else None
        wide = exposed.width()
        for row in range((exposed.top() + offset) // height, min((exposed.bottom() + offset) // height + 1, count)):
            top = row * height - offset
            if selection is not None and selection.isSelected(self.model().index(row, 0)):
                painter.fillRect(exposed.left(), top, wide, height, theme.selection)
            elif row == self.hovered:
                painter.fillRect(exposed.left(), top, wide, height, theme.hover)
            painter.fillRect(exposed.left(), top + height - 1, wide, 1, theme.line)
            if row == current:
                painter.fillRect(0, top, 3, height - 1, theme.accent)
            for place, left, width in columns:
                draw(painter, cell(row, place), left, top, width)


def _known(names: object, places: Mapping[str, int]) -> list[str]:
    """Those of some kept names that are columns still."""
    return [name for name in names if isinstance(name, str) and name in places] if isinstance(names, list) else []


def _is_width(value: object) -> bool:
    return isinstance(value, int) and 40 <= value <= 2000
