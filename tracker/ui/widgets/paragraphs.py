"""A widget that shows blocks of text. One of them can be a whole card: dozens are on screen at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from tracker.ui.theme import Theme
from tracker.ui.widgets.text_layout import Arranged, Block, Heading, Run, Typesetter, colour_named


class Paragraphs(QWidget):
    """As high as its text at the width it is given. Links answer the mouse; see `Card` for the keyboard."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        padding: tuple[int, int] = (0, 0),
        follow: Callable[[object], object] | None = None,
    ) -> None:
        """`padding` is left and right, above and below; `follow` is called with the target of a clicked link."""
        super().__init__(parent)
        self.theme = theme
        self.follow = follow
        self._padding = padding
        self._blocks: tuple[Block, ...] = ()
        self._arranged: dict[int, Arranged] = {}
        self._over: Run | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)

    def set_blocks(self, *blocks: Block) -> None:
        """Show these."""
        if blocks != self._blocks:
            self._blocks = blocks
            self._forget()
            said = self.plain_text()
            # Taken for a byte order mark on the way to Qt, U+FFFE would swap all bytes that follow.
            self.setAccessibleName(f"\u200b{said}" if said.startswith("\ufffe") else said)
            self.updateGeometry()

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.theme = theme
        self._forget()

    def plain_text(self) -> str:
        """What it says, for screen readers."""
        lines = []
        for block in self._blocks:
            if isinstance(block, Heading):
                lines.append(", ".join(part for part in (block.text, block.pill, block.right) if part))
            else:
                lines.append("".join(run.text for run in block.runs))
        return "\n".join(lines)

    def _forget(self) -> None:
        self._arranged.clear()
        self._over = None
        self.update()

    def arranged(self) -> Arranged:
        """Its text as it is laid out now."""
        return self._at(self.width())

    def _at(self, width: int) -> Arranged:
        found = self._arranged.get(width)
        if found is None:
            if len(self._arranged) > 3:
                self._arranged.clear()
            left, top = self._padding
            setter = Typesetter(self.font(), self.theme)
            found = self._arranged[width] = setter.arrange(self._blocks, left, top, max(24.0, width - 2 * left))
        return found

    # Size

    def hasHeightForWidth(self) -> bool:
        """Less width, more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """What the text takes at a width."""
        return round(self._at(width).height) + self._padding[1]

    def sizeHint(self) -> QSize:
        """The width of its longest block on one line, within reason."""
        metrics = QFontMetricsF(self.font())
        widest = max((metrics.horizontalAdvance(_first_line(block)) for block in self._blocks), default=0.0)
        return QSize(round(min(widest + 4, 360)) + 2 * self._padding[0], metrics.height().__ceil__())

    def minimumSizeHint(self) -> QSize:
        """It can be narrow: it wraps anywhere."""
        return QSize(60, 0)

    def changeEvent(self, event: QEvent) -> None:
        """Another font is another layout."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._forget()
            self.updateGeometry()
        super().changeEvent(event)

    # Painting

    def paintEvent(self, _: QPaintEvent) -> None:
        """Everything; cards are small."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_frame(painter)
        arranged = self.arranged()
        paint_arranged(painter, arranged, self.font(), self.theme)
        for placed in arranged.texts:
            if self._over is not None:
                painter.setPen(QPen(self.theme.accent, 1))
                for box in placed.boxes(self._over):
                    painter.drawLine(box.bottomLeft(), box.bottomRight())

    def paint_frame(self, painter: QPainter) -> None:
        """What lies under the text: nothing here."""

    # The mouse

    def run_at(self, place: QPointF) -> Run | None:
        """The link at a place, if there is one."""
        return self.arranged().run_at(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Links show that they are."""
        self._hover(self.run_at(event.position()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the mouse."""
        self._hover(None)
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a link follows it."""
        run = self.run_at(event.position()) if event.button() == Qt.MouseButton.LeftButton else None
        if run is not None and self.follow is not None:
            self.follow(run.target)
        else:
            super().mouseReleaseEvent(event)

    def _hover(self, run: Run | None) -> None:
        if run is not self._over:
            self._over = run
            if run is not None:
                self.setCursor(Qt.CursorShape.PointingHandCursor)
            else:
                self.unsetCursor()
            self.update()


def paint_arranged(painter: QPainter, arranged: Arranged, font: QFont, theme: Theme) -> None:
    """Text laid out for this font and theme, where the painter stands."""
    for bar in arranged.bars:
        painter.fillRect(bar, theme.line)
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.92)
    for pill in arranged.pills:
        radius = pill.rect.height() / 2
        painter.setPen(QPen(colour_named(theme, pill.colour), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(pill.rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.setFont(small)
        painter.drawText(pill.rect, Qt.AlignmentFlag.AlignCenter, pill.word)
    for placed in arranged.texts:
        painter.setPen(theme.text)
        placed.layout.draw(painter, placed.at)


def _first_line(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{block.text}  {block.pill}   {block.right}"[:200]
    return "".join(run.text for run in block.runs)[:200].partition("\n")[0]
