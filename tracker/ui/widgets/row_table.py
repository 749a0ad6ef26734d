"""A table of plain rows: fixed height, a thin line under each, one delegate, hover and focus by row."""

from __future__ import annotations

import html
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from tracker.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_PAD = 8
_MARK = 9


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows: words, and before them at most one mark. `note` follows the words, muted."""

    text: str
    note: str = ""
    family: str = ""
    position: str = ""
    quiet: bool = False
    warn: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column's name for keeping its state, and its width, pixels: as wished, and the least it can do with.

    A `spare` column is left out where even the least widths leave the stretched column short.
    """

    name: str
    width: int
    least: int
    spare: bool = False


def tooltip(text: str) -> str:
    """Text for a tooltip: shown as it is, whatever marks it holds, in lines of readable length."""
    return f"<p>{html.escape(text)}</p>" if text else ""


class RowModel(Protocol):
    """What the delegate asks of a model: cells at once, instead of seven roles each."""

    def cell(self, row: int, column: int) -> Cell:
        """What stands in a cell."""
        ...


class RowDelegate(QStyledItemDelegate):
    """Draws the cells of a `RowModel`. Words once shortened to a width are kept."""

    def __init__(self, theme: Theme, table: QTableView) -> None:
        super().__init__(table)
        self.theme = theme
        self.hovered = -1
        self._table = table
        self._elided: OrderedDict[tuple[str, int], str] = OrderedDict()

    def forget(self) -> None:
        """The font has changed: what was shortened to a width no longer fits."""
        self._elided.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Asked only when a column is fitted to its words."""
        cell = index.model().cell(index.row(), index.column())  # type: ignore[attr-defined]
        metrics: QFontMetrics = option.fontMetrics
        width = metrics.horizontalAdvance(cell.text) + 2 * _PAD + (_MARK + 6 if _marked(cell) else 0)
        if cell.note:
            width += metrics.horizontalAdvance(cell.note) + 10
        return QSize(width, row_height(metrics))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        row, column = index.row(), index.column()
        cell: Cell = index.model().cell(row, column)  # type: ignore[attr-defined]
        theme = self.theme
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, theme.selection)
        elif row == self.hovered:
            painter.fillRect(rect, theme.hover)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.line)
        first = self._table.columnAt(0) == column
        if first and self._table.hasFocus() and row == self._table.currentIndex().row():
            painter.fillRect(rect.left(), rect.top(), 3, rect.height() - 1, theme.accent)
        left, room = rect.left() + _PAD, rect.width() - 2 * _PAD
        metrics: QFontMetrics = option.fontMetrics
        painter.setFont(option.font)
        if _marked(cell):
            self._draw_mark(painter, cell, left, rect.center().y() - _MARK // 2)
            left += _MARK + 6
            room -= _MARK + 6
        # The note is short and says what must not be missed: the words give way to it, as far as they can.
        noted = metrics.horizontalAdvance(cell.note) + 10 if cell.note else 0
        if room - noted < 60:
            noted = 0
        words = self._elide(metrics, cell.text, room - noted)
        painter.setPen(theme.warning if cell.warn else theme.muted if cell.quiet else theme.text)
        base = rect.top() + (rect.height() - metrics.height()) // 2 + metrics.ascent()
        painter.drawText(left, base, words)
        if noted:
            painter.setPen(theme.muted)
            painter.drawText(left + metrics.horizontalAdvance(words) + 10, base, cell.note)

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """A tooltip where words are cut short, and nowhere else."""
        text = ""
        if index.isValid():
            cell: Cell = index.model().cell(index.row(), index.column())  # type: ignore[attr-defined]
            if self.sizeHint(option, index).width() > option.rect.width():
                text = f"{cell.text}  {cell.note}" if cell.note else cell.text
        QToolTip.showText(event.globalPos(), tooltip(text), view)
        return True

    def _draw_mark(self, painter: QPainter, cell: Cell, left: int, top: int) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if cell.family:
            painter.setBrush(self.theme.family_colour(cell.family))
            painter.drawRoundedRect(left, top, _MARK, _MARK, 2, 2)
        else:
            painter.setBrush(self.theme.position_colour(cell.position))
            painter.drawEllipse(left, top, _MARK, _MARK)

    def _elide(self, metrics: QFontMetrics, text: str, width: int) -> str:
        key = (text, width)
        found = self._elided.get(key)
        if found is None:
            # One line to a row: a line break in the text would spill into the next.
            found = metrics.elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, max(width, 0))
            self._elided[key] = found
            if len(self._elided) > 4096:
                self._elided.popitem(last=False)
        return found


def _marked(cell: Cell) -> bool:
    return bool(cell.family or cell.position)


def row_height(metrics: QFontMetrics) -> int:
    """Height of a row, pixels: it keeps pace with the text."""
    return metrics.height() + 13


class RowTable(QTableView):
    """The view: whole rows are selected, rows have one height, and words teach what to do while there are none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.empty_text = ""
        self.delegate = RowDelegate(theme, self)
        self.setItemDelegate(self.delegate)
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
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
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

    # Columns

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
        if any(column.spare for column in self.columns):
            short = sum(c.least for c in self.columns) - self.columns[self._stretched].least
            short += self.columns[self._stretched].width - self.viewport().width()
            for place, column in enumerate(self.columns):
                if column.spare:
                    self.setColumnHidden(place, short > 0)
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

    def _on_column_resized(self, place: int, _: int, width: int) -> None:
        if self.columns and width and not self._fitting and place != self._stretched:
            self.widths[self.columns[place].name] = width
            self.fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.columns:
            self.fit_columns()

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.theme = self.delegate.theme = theme
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Rows take their height from the font."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange, QEvent.Type.StyleChange):
            self._fit_rows()
        super().changeEvent(event)

    def _fit_rows(self) -> None:
        self.delegate.forget()
        self.verticalHeader().setDefaultSectionSize(row_height(self.fontMetrics()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, row: int) -> None:
        if row != self.delegate.hovered:
            self.delegate.hovered = row
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.empty_text and not self.model().rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(self.theme.muted)
            room = self.viewport().rect().adjusted(24, 24, -24, -24)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.empty_text)
