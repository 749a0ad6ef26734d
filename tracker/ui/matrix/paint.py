"""How the matrix of concerns is drawn: positions as shapes, cells, headings that fit, the legend."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from tracker import vocabulary
from tracker.store.matrix import CellChange
from tracker.ui.matrix.model import MatrixModel
from tracker.ui.position_signs import draw_position
from tracker.ui.strings import term
from tracker.ui.theme import Theme
from tracker.ui.widgets.row_table import Index

POSITIONS = vocabulary.CLOSED["position"]
MARK = 16
WAS = 11
"""Size of the mark of what was, pixels."""


class MatrixDelegate(QStyledItemDelegate):
    """Draws a cell: shape, sign, count."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        model: MatrixModel = index.model()  # type: ignore[assignment]
        theme, rect = self.theme, option.rect
        cell = model.cell(index.row(), index.column())
        painter.save()
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.line)
        box = QRectF(rect).adjusted(2, 2, -2, -3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if cell is not None:
            soft = QColor(theme.position_colour(cell.position))
            soft.setAlphaF(0.22 if option.state & QStyle.StateFlag.State_MouseOver else 0.11)
            painter.setBrush(soft)
            painter.drawRoundedRect(box, 5, 5)
        active = cell is not None and model.is_in_search(index.row(), index.column())
        if option.state & QStyle.StateFlag.State_HasFocus or active:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.accent, (1 if active else 0.2) + theme.ring))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        if cell is not None:
            change = model.change(index.row(), index.column())
            # What changed has a line of its own, while there is a day to compare with.
            note_height = small_metrics(option.font).height() if model.since else 0
            count = f"{cell.concerns:,}"
            painter.setFont(option.font)
            words = option.fontMetrics.horizontalAdvance(count)
            left = box.center().x() - (MARK + 5 + words) / 2
            line = QRectF(box.left(), box.top(), box.width(), box.height() - note_height)
            draw_position(painter, theme, cell.position, QRectF(left, line.center().y() - MARK / 2, MARK, MARK))
            painter.setPen(theme.text)
            where = QRectF(left + MARK + 5, line.top(), words + 4, line.height())
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, count)
            if change is not None:
                note = QRectF(box.left(), line.bottom() - 2, box.width(), note_height)
                self._draw_change(painter, option.font, change, change.was not in ("", cell.position), note)
        painter.restore()

    def _draw_change(self, painter: QPainter, font: QFont, change: CellChange, moved: bool, room: QRectF) -> None:
        """'new', '+2' where the position is the same, or 'was' with the mark of what it was."""
        theme, metrics = self.theme, small_metrics(font)
        words = self.tr("was") if moved else f"+{change.more:,}" if change.was else self.tr("new")
        wide = metrics.horizontalAdvance(words)
        left = room.center().x() - (wide + (WAS + 4 if moved else 0)) / 2
        painter.setFont(small_font(font))
        painter.setPen(theme.text)
        painter.drawText(QRectF(left, room.top(), wide + 2, room.height()), Qt.AlignmentFlag.AlignVCenter, words)
        if moved:
            draw_position(painter, theme, change.was, QRectF(left + wide + 4, room.center().y() - WAS / 2, WAS, WAS))


_small: dict[str, QFont] = {}


def small_font(font: QFont) -> QFont:
    """The font of what is said beside the number in a cell."""
    key = font.key()
    if key not in _small:
        small = _small[key] = QFont(font)
        small.setPointSizeF(font.pointSizeF() * 0.82)
    return _small[key]


def small_metrics(font: QFont) -> QFontMetrics:
    """Its metrics."""
    return QFontMetrics(small_font(font))


class MatrixHeader(QHeaderView):
    """Headings that fit: themes wrapped where there is room, else turned upright; names shortened."""

    def __init__(self, theme: Theme, orientation: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self.theme = theme
        self.upright = False
        self.widest = 220
        """What names down the side may take of the width, pixels."""
        # The widest heading and the longest word in any: asked for many times while the window is laid out.
        self._measured = (0, 0)
        self._measured_of: Sequence[object] = ()
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        """As high as the longest heading needs, within reason."""
        metrics = self.fontMetrics()
        if self.orientation() == Qt.Orientation.Vertical:
            return QSize(min(self._widest() + 28, self.widest), super().sizeHint().height())
        # Turned upright, a heading takes as many lines as fit in the column.
        lines = max(1, (self.defaultSectionSize() - 6) // metrics.lineSpacing())
        upright = max(self._widest() // lines + metrics.averageCharWidth() * 8, self._longest_word()) + 14
        height = upright if self.upright else 3 * metrics.lineSpacing() + 12
        return QSize(super().sizeHint().width(), height)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._measured_of = ()
        super().changeEvent(event)

    def _measure(self) -> tuple[int, int]:
        model, orientation = self.model(), self.orientation()
        assert isinstance(model, MatrixModel)
        headings = model.rows if orientation == Qt.Orientation.Vertical else model.matrix.themes
        if self._measured_of is not headings:
            self._measured_of = headings
            texts = [str(model.headerData(n, orientation)) for n in range(min(len(headings), 200))]
            wide = self.fontMetrics().horizontalAdvance
            words = (wide(word) for text in texts for word in text.split())
            self._measured = max(map(wide, texts), default=0), max(words, default=0)
        return self._measured

    def _widest(self) -> int:
        return self._measure()[0]

    def _longest_word(self) -> int:
        return self._measure()[1]

    def needed_width(self) -> int:
        """Width of a column, pixels, in which every word of a heading fits lying."""
        return self._longest_word() + 8

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802
        """One heading."""
        text = str(self.model().headerData(section, self.orientation()))
        theme, metrics = self.theme, self.fontMetrics()
        painter.save()
        painter.fillRect(rect, theme.window)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.line)
        painter.setFont(self.font())
        flags = Qt.AlignmentFlag
        if self.orientation() == Qt.Orientation.Vertical:
            painter.setPen(theme.text)
            words = metrics.elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, rect.width() - 20)
            painter.drawText(rect.adjusted(12, 0, -8, 0), flags.AlignVCenter | flags.AlignLeft, words)
        elif self.upright:
            painter.setPen(theme.muted)
            painter.translate(rect.left(), rect.bottom() - 6)
            painter.rotate(-90)
            where = QRect(0, 3, rect.height() - 8, rect.width() - 6)
            painter.drawText(where, flags.AlignVCenter | flags.AlignLeft | Qt.TextFlag.TextWordWrap, text)
        else:
            painter.setPen(theme.muted)
            where = rect.adjusted(3, 4, -3, -7)
            painter.drawText(where, flags.AlignBottom | flags.AlignHCenter | Qt.TextFlag.TextWordWrap, text)
        painter.restore()


class Legend(QWidget):
    """What the shapes mean."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAccessibleName(", ".join(term(position) for position in POSITIONS))

    def sizeHint(self) -> QSize:
        """Room for all of it on one line."""
        metrics = self.fontMetrics()
        return QSize(sum(metrics.horizontalAdvance(term(p)) + MARK + 24 for p in POSITIONS), max(metrics.height(), 20))

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        left = 0.0
        for position in POSITIONS:
            draw_position(painter, self.theme, position, QRectF(left, (self.height() - MARK) / 2, MARK, MARK))
            left += MARK + 6
            painter.setPen(self.theme.muted)
            words = term(position)
            room = QRectF(left, 0, self.width() - left, self.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
            left += self.fontMetrics().horizontalAdvance(words) + 18
