"""How a policy's standing is drawn: title and date, and on each axis the value, since when, and its source."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from tracker import vocabulary
from tracker.store.state_of_play import Policy, Stand
from tracker.ui.state.model import COLUMNS, StateModel, change_words, group_words, since_words, tr, value_words
from tracker.ui.strings import term
from tracker.ui.theme import Theme
from tracker.ui.widgets.date_field import short_date
from tracker.ui.widgets.row_table import Index

_PAD = 8
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class StateDelegate(QStyledItemDelegate):
    """Draws cells of a `StateModel`."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    @staticmethod
    def heights(font: QFont) -> tuple[int, int, int]:
        """Of a policy's row, of one in which something changed (a line more), and of a heading, pixels."""
        line = QFontMetrics(font).height()
        return 3 * line + 2 * _PAD - 2, 4 * line + 2 * _PAD - 2, line + 2 * _PAD + 4

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        model: StateModel = index.model()  # type: ignore[assignment]
        row, rect, theme = model.rows[index.row()], option.rect, self.theme
        painter.save()
        chosen = option.state & QStyle.StateFlag.State_Selected
        if chosen and row.policy is not None:
            painter.fillRect(rect, theme.selection)
        elif option.state & QStyle.StateFlag.State_MouseOver and row.policy is not None:
            painter.fillRect(rect, theme.hover)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.line)
        if index.column() == 0 and chosen and option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height() - 1, theme.accent)
        inner = rect.adjusted(_PAD + 4 * (index.column() == 0), _PAD - 2, -_PAD, -_PAD + 2)
        if row.policy is None:
            if index.column() == 0:
                self._heading(painter, option.font, group_words(row.group), row.number, inner)
        elif index.column() == 0:
            self._title(painter, option.font, row.policy, inner)
        else:
            axis = COLUMNS[index.column()]
            stand = row.policy.stands.get(axis)
            if stand is not None:
                self._stand(painter, option.font, axis, stand, inner)
        painter.restore()

    def _heading(self, painter: QPainter, font: QFont, text: str, number: str, room: QRect) -> None:
        strong = _strong(font)
        metrics = QFontMetrics(strong)
        painter.setFont(strong)
        painter.setPen(self.theme.text)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        painter.drawText(room, flags, text)
        painter.setFont(font)
        painter.setPen(self.theme.muted)
        painter.drawText(room.adjusted(metrics.horizontalAdvance(text) + 8, 0, 0, 0), flags, number)

    def _title(self, painter: QPainter, font: QFont, policy: Policy, room: QRect) -> None:
        theme, metrics = self.theme, QFontMetrics(font)
        painter.setPen(theme.text)
        painter.setFont(font)
        top = room.top()
        for line in two_lines(" ".join(policy.title.split()), metrics, room.width()):
            painter.drawText(QRect(room.left(), top, room.width(), metrics.height()), _LEFT, line)
            top += metrics.height()
        painter.setBrush(theme.family_colour(vocabulary.family(policy.type)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(room.left(), top + (metrics.height() - 9) // 2, 9, 9, 2, 2)
        painter.setPen(theme.muted)
        # The date first: it must not be cut short.
        parts = (short_date(policy.date) if policy.date else tr("undated"), term(policy.type))
        said = metrics.elidedText(" · ".join(parts), Qt.TextElideMode.ElideRight, room.width() - 15)
        painter.drawText(QRect(room.left() + 15, top, room.width() - 15, metrics.height()), _LEFT, said)

    def _stand(self, painter: QPainter, font: QFont, axis: str, stand: Stand, room: QRect) -> None:
        theme = self.theme
        changed = change_words(axis, stand)
        lines = [(value_words(axis, stand.value), _strong(font), theme.text)]
        if changed:
            lines.append((f"▸ {changed}", _strong(font), theme.accent))
        since = since_words(stand, short=True)
        if stand.since and QFontMetrics(font).horizontalAdvance(since) >= room.width() - 1:
            since = since.removeprefix(tr("since {0}").format(""))  # a date is not cut short for a word before it
        lines.append((since, font, theme.warning if stand.may_be_later else theme.muted))
        if stand.proofs:
            first, more = stand.proofs[0], len(stand.proofs) - 1
            name = " ".join((first.publisher or first.title).split())
            lines.append((f"{name} +{more}" if more else name, font, theme.muted))
        else:
            lines.append((tr("no source"), font, theme.warning))
        top = room.top()
        for text, of, colour in lines:
            metrics = QFontMetrics(of)
            painter.setFont(of)
            painter.setPen(colour)
            words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(QRect(room.left(), top, room.width(), metrics.height()), _LEFT, words)
            top += metrics.height()


def _strong(font: QFont) -> QFont:
    strong = QFont(font)
    strong.setWeight(QFont.Weight.DemiBold)
    return strong


def two_lines(text: str, metrics: QFontMetrics, width: int) -> list[str]:
    """Text broken between words into at most two lines, the second cut short with an ellipsis if need be."""
    if metrics.horizontalAdvance(text) <= width:
        return [text]
    words = text.split(" ")
    first = ""
    for number, word in enumerate(words):
        longer = f"{first} {word}" if first else word
        if metrics.horizontalAdvance(longer) > width and first:
            return [first, metrics.elidedText(" ".join(words[number:]), Qt.TextElideMode.ElideRight, width)]
        first = longer
    return [metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)]
