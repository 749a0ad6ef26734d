"""The legend in the window, below the timeline: what is in view, or every kind of mark."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from tracker.timeline.marks import Style
from tracker.ui.theme import Theme
from tracker.ui.timeline.canvas import TimelineCanvas
from tracker.ui.timeline.legend import Legend, legend_keys

# The marks in view are looked through so long after the last change, in milliseconds.
_SETTLED = 150


class LegendPanel(QFrame):
    """A legend for a timeline, kept to what it shows and to what is said to be shown beside it (`also`: keys of the
    legend). Page up and page down scroll it; `closed` when the person closes it."""

    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        timeline: TimelineCanvas,
        parent: QWidget | None = None,
        also: Callable[[], set[str]] = set,
    ) -> None:
        super().__init__(parent)
        self._also = also
        self._timeline = timeline
        self.sheet = _Sheet(theme, self)
        heading = QLabel(self.tr("Legend"), self)
        heading.setProperty("look", "heading")
        self.all_button = QToolButton(self)
        self.all_button.setProperty("look", "link")
        self.all_button.setText(self.tr("All marks"))
        self.all_button.setToolTip(self.tr("Every kind of mark, and not only those in view"))
        self.all_button.setCheckable(True)
        self.all_button.toggled.connect(self.refresh)
        self.close_button = QToolButton(self)
        self.close_button.setText("✕")
        self.close_button.setToolTip(self.tr("Close the legend (?)"))
        self.close_button.setAccessibleName(self.tr("Close the legend"))
        self.close_button.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setContentsMargins(14, 4, 6, 0)
        head.addWidget(heading)
        head.addWidget(self.all_button)
        head.addStretch(1)
        head.addWidget(self.close_button)
        area = QScrollArea(self)
        area.setWidget(self.sheet)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFrameShape(QFrame.Shape.NoFrame)
        self._area = area
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 1, 0, 4)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(area)
        self.setAccessibleName(self.tr("Legend"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLED)
        self._timer.timeout.connect(self.refresh)
        timeline.scaleChanged.connect(lambda _: self.refresh_soon())

    def refresh_soon(self) -> None:
        """Look again what is in view, once it has settled."""
        if self.isVisible():
            self._timer.start()

    def refresh(self) -> None:
        """Show what is in view, or all."""
        keys = None if self.all_button.isChecked() else self._in_view()
        self.sheet.show_legend(keys, self._timeline.painter().style)
        self._fit()

    def set_theme(self, theme: Theme) -> None:
        self.sheet.theme = theme
        self.update()
        self.sheet.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setPen(QPen(self.sheet.theme.line, 1))
            painter.drawLine(QPointF(0, 0.5), QPointF(self.width(), 0.5))

    def _in_view(self) -> set[str]:
        layout = self._timeline.layout_in_view()
        tray = [box.item for box in self._timeline.tray.boxes]
        keys = legend_keys([item for box in layout.boxes for item in self._timeline.chart.pile_of(box)] + tray)
        keys |= self._also()
        keys |= {"bars"} if layout.bars else set()
        keys |= {"pile"} if any(box.pile is not None for box in layout.boxes) else set()
        keys |= {"line"} if any(box.thin for box in layout.boxes) else set()
        today = self._timeline.scale.x(self._timeline.today + 0.5)
        keys |= {"today"} if 0 <= today <= self._timeline.scale.width else set()
        return keys

    def _fit(self) -> None:
        """As high as what it says, within a part of the window."""
        high = self.window().height()
        wanted = self.sheet.heightForWidth(max(1, self.width() - 2)) + 2
        self._area.setMaximumHeight(min(wanted, max(120, round(0.4 * high))))
        # Where there is little room the timeline keeps most of it, and the rest of the legend is scrolled to.
        self._area.setMinimumHeight(min(wanted, max(60, round(0.22 * high))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Question):
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            bar = self._area.verticalScrollBar()
            bar.setValue(bar.value() + (bar.pageStep() if event.key() == Qt.Key.Key_PageDown else -bar.pageStep()))
        else:
            super().keyPressEvent(event)


class _Sheet(QWidget):
    """The legend itself, painted."""

    MARGIN, RIGHT = 14, 4

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._keys: set[str] | None = set()
        self._style = Style().scaled(QFontMetricsF(self.font()).height() / 15)

    def show_legend(self, keys: set[str] | None, style: Style) -> None:
        self._keys, self._style = keys, style
        self.setAccessibleName(". ".join(self._legend.shown.values()))
        self.setMinimumHeight(self.heightForWidth(self.width()))
        self.update()

    @property
    def _legend(self) -> Legend:
        return Legend(self.theme, self.font(), self._style, self._keys)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._legend.height(width - self.MARGIN - self.RIGHT)) + 4

    def sizeHint(self) -> QSize:
        return QSize(400, self.heightForWidth(400))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.setMinimumHeight(self.heightForWidth(self.width()))
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._style = Style().scaled(QFontMetricsF(self.font()).height() / 15)
        super().changeEvent(event)

    def paintEvent(self, _: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self.theme.window)
            room = QRectF(self.rect()).adjusted(self.MARGIN, 2, -self.RIGHT, -2)
            self._legend.draw(painter, room)
