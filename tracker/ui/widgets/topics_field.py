"""The topics of an event: one chip each, and a field that adds another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from tracker.ui.theme import Theme
from tracker.ui.widgets.choices import Choices
from tracker.ui.widgets.completing import CompletingField
from tracker.ui.widgets.flow import FlowLayout
from tracker.ui.widgets.text_layout import shown

_CROSS = 14


class Chip(QWidget):
    """One topic. Delete or a click on its cross removes it."""

    removed = Signal()

    def __init__(self, text: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = text
        self.theme = theme
        self.removable = True
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Topic {0}. Delete removes it.").format(text))
        self.setToolTip("")

    def sizeHint(self) -> QSize:
        """Its text, a cross, and room around."""
        metrics = self.fontMetrics()
        width = min(metrics.horizontalAdvance(shown(self.text, one_line=True, longest=80)) + 2, 220)
        return QSize(width + 16 + (_CROSS if self.removable else 0), metrics.height() + 5)

    def minimumSizeHint(self) -> QSize:
        """It can be cut."""
        return QSize(40, self.fontMetrics().height() + 5)

    def paintEvent(self, _: QPaintEvent) -> None:
        """A soft box, the text, the cross."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.theme
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(theme.hover)
        painter.setPen(QPen(theme.accent if self.hasFocus() else theme.hover, 1))
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(theme.text)
        room = box.adjusted(8, 0, -8 - (_CROSS if self.removable else 0), 0)
        text = QFontMetrics(self.font()).elidedText(
            shown(self.text, one_line=True), Qt.TextElideMode.ElideRight, round(room.width()) + 1
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        if self.removable:
            painter.setPen(QPen(theme.muted, 1.2))
            x, y, r = box.right() - 11, box.center().y(), 3
            painter.drawLine(round(x - r), round(y - r), round(x + r), round(y + r))
            painter.drawLine(round(x - r), round(y + r), round(x + r), round(y - r))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete removes it."""
        if self.removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The cross removes it; elsewhere a click focuses it."""
        if self.removable and event.position().x() >= self.width() - _CROSS - 6:
            self.removed.emit()
        else:
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Its edge shows it."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Its edge shows it."""
        super().focusOutEvent(event)
        self.update()


class TopicsField(QWidget):
    """`committed` carries the topics, in order, when the person has added or removed one."""

    committed = Signal(object)
    edited = Signal()

    def __init__(self, choices: Choices, theme: Theme, parent: QWidget | None = None, *, flat: bool = False) -> None:
        super().__init__(parent)
        self._theme = theme
        self._topics: tuple[str, ...] = ()
        self._chips: list[Chip] = []
        self._read_only = False
        self.adder = CompletingField(choices, self, eager=True, flat=flat)
        self.adder.setPlaceholderText(self.tr("Add topic"))
        self.adder.setAccessibleName(self.tr("Add topic"))
        self.adder.setMinimumWidth(90)
        self.adder.setMaximumWidth(150)
        self.adder.committed.connect(self._add)
        self.adder.edited.connect(self.edited)
        self.committed.connect(lambda _: self.edited.emit())
        self.setFocusProxy(self.adder)
        self._flow = FlowLayout(self)
        if flat:
            self._flow.setContentsMargins(5, 1, 0, 1)
        self._flow.addWidget(self.adder)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def topics(self) -> tuple[str, ...]:
        """The topics shown, and the one still being typed."""
        typed = self.adder.text()
        return self._topics if not typed.strip() or typed in self._topics else (*self._topics, typed)

    def set_topics(self, topics: Sequence[str]) -> None:
        """Show these."""
        if tuple(topics) == self._topics:
            return
        held = next((n for n, chip in enumerate(self._chips) if chip.hasFocus()), -1)
        self._topics = tuple(topics)
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [self._chip(place, text) for place, text in enumerate(self._topics)]
        if held >= 0:
            (self._chips[min(held, len(self._chips) - 1)] if self._chips else self.adder).setFocus()
        self.updateGeometry()

    def _chip(self, place: int, text: str) -> Chip:
        chip = Chip(text, self._theme, self)
        chip.removable = not self._read_only
        chip.removed.connect(lambda: self._remove(place))
        self._flow.insert_widget(place, chip)
        chip.show()
        before = self.adder.previousInFocusChain()
        while before is not None and before.focusPolicy() == Qt.FocusPolicy.NoFocus:
            before = before.previousInFocusChain()
        if before is not None:  # the chain is a ring, so it never is
            QWidget.setTabOrder(before, chip)
        return chip

    def draft(self) -> Any:
        """The topics shown, and what stands in the field."""
        return (self._topics, self.adder.text())

    def set_draft(self, draft: Any) -> None:
        """Show them again."""
        topics, typed = draft
        self.set_topics(topics)
        self.adder.set_draft(typed)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self._theme = theme
        for chip in self._chips:
            chip.theme = theme
            chip.update()

    def set_read_only(self, read_only: bool) -> None:
        """Whether it only shows."""
        self._read_only = read_only
        self.adder.setVisible(not read_only)

    def _add(self, text: str) -> None:
        self.adder.set_text("")
        self.adder.forget_choices()
        if text.strip() and text not in self._topics:
            wanted = (*self._topics, text)
            self.set_topics(wanted)
            self.committed.emit(wanted)

    def _remove(self, place: int) -> None:
        wanted = self._topics[:place] + self._topics[place + 1 :]
        self.set_topics(wanted)
        self.committed.emit(wanted)
