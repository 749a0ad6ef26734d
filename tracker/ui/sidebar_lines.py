"""The lines of the left pane: what each is, the model that holds them, and how they are drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from tracker.ui.theme import Theme
from tracker.ui.widgets.row_table import tooltip

Index = QModelIndex | QPersistentModelIndex
EntryRole = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. A heading has no `search`; a facet has `field` and `value`, and `family` where a colour marks it. A
    group is a heading that shows and hides the lines under it: `active` while they are shown. A page has its name in
    `field`.

    `at_least`: the count is not the last word; of none, nothing is known yet.
    """

    kind: Literal["heading", "group", "view", "page", "saved", "facet", "more"]
    label: str
    count: int | None = None
    search: str = ""
    field: str = ""
    value: str = ""
    family: str = ""
    active: bool = False
    saved_id: int = 0
    at_least: bool = False

    @property
    def count_text(self) -> str:
        """The count as it is shown."""
        if self.count is None:
            return ""
        if self.at_least:
            return f"{self.count:,}+" if self.count else "…"
        return f"{self.count:,}"


class SidebarModel(QAbstractListModel):
    """The lines, in order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def set_entries(self, entries: list[Entry]) -> None:
        """Show these lines. Where only counts changed, the lines stay, so that focus and scrolling do too."""
        same = [(e.kind, e.label, e.value) for e in entries] == [(e.kind, e.label, e.value) for e in self.entries]
        if same:
            self.entries = entries
            if entries:
                self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))
        else:
            self.beginResetModel()
            self.entries = entries
            self.endResetModel()

    def set_count(self, search: str, count: int) -> None:
        """How many events a view or saved search finds is known, or how many are new on a page (`page:` and its name);
        the other lines stay."""
        for row, entry in enumerate(self.entries):
            counted = f"page:{entry.field}" if entry.kind == "page" else entry.search
            if entry.kind in ("view", "saved", "page") and counted.strip() == search.strip():
                self.entries[row] = replace(entry, count=count)
                self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many lines."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The line itself under `EntryRole`; its words for display and for screen readers."""
        entry = self.entries[index.row()]
        if role == EntryRole:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            count = "" if entry.count is None else f", {entry.count:,}"
            if count and entry.at_least:
                at_least = self.tr("at least {0}").format(f"{entry.count:,}")
                count = ", " + (at_least if entry.count else self.tr("not counted yet"))
            state = self.tr(", in the search") if entry.active and entry.kind == "facet" else ""
            if entry.kind == "group":
                state = self.tr(", shown") if entry.active else self.tr(", folded")
            return f"{entry.label}{count}{state}"
        if role == Qt.ItemDataRole.ToolTipRole and entry.search:
            return tooltip(f"{entry.label} — {entry.search.strip()}".removesuffix(" — "))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if self.entries[index.row()].kind == "heading":
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class EntryDelegate(QStyledItemDelegate):
    """Draws a line: colour mark, words, count.

    Focus and the pointer's place are asked of the view: the option's own state is of a type that takes Qt several
    milliseconds to make known to Python, which every start of the window would pay.
    """

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self.theme = theme
        self.view = view
        self.hovered = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rows keep pace with the size of the text."""
        heading = index.data(EntryRole).kind in ("heading", "group")
        return QSize(120, option.fontMetrics.height() + (18 if heading else 11))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One line."""
        entry: Entry = index.data(EntryRole)
        theme = self.theme
        rect: QRect = option.rect
        font = option.font
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = rect.adjusted(8, 1, -8, -1)
        if entry.kind in ("heading", "group"):
            font.setBold(True)
            font.setPointSizeF(font.pointSizeF() * 0.9)
            painter.setFont(font)
            painter.setPen(theme.muted)
            heading = painter.fontMetrics().elidedText(entry.label, Qt.TextElideMode.ElideRight, box.width() - 8)
            painter.drawText(box.adjusted(8, 6, 0, 0), Qt.AlignmentFlag.AlignVCenter, heading)
            if entry.kind == "group":
                self._draw_fold(painter, box.adjusted(0, 6, -8, 0), shown=entry.active)
                if self.view.hasFocus() and self.view.currentIndex() == index:
                    painter.setPen(QPen(theme.accent, theme.ring))
                    painter.drawRoundedRect(box.adjusted(0, 6, -1, -1), 6, 6)
            painter.restore()
            return
        if entry.active:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.selection)
            painter.drawRoundedRect(box, 6, 6)
        elif index.row() == self.hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.hover)
            painter.drawRoundedRect(box, 6, 6)
        if self.view.hasFocus() and self.view.currentIndex() == index:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.accent, theme.ring))
            painter.drawRoundedRect(box.adjusted(0, 0, -1, -1), 6, 6)
        left = box.left() + 8
        if entry.family:
            mark = QRect(left, box.center().y() - 4, 9, 9)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.family_colour(entry.family))
            painter.drawRoundedRect(mark, 2, 2)
            left += 17
        count = entry.count_text
        painter.setFont(font)
        room = painter.fontMetrics().horizontalAdvance(count) + 8
        quiet = entry.kind == "more" or entry.count == 0
        painter.setPen(theme.accent if entry.active else theme.muted if quiet else theme.text)
        words = QRect(QPoint(left, box.top()), QPoint(box.right() - 8 - room, box.bottom()))
        text = painter.fontMetrics().elidedText(entry.label, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)
        painter.setPen(theme.accent if entry.active else theme.muted)
        painter.drawText(box.adjusted(0, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)
        painter.restore()

    def _draw_fold(self, painter: QPainter, box: QRect, *, shown: bool) -> None:
        """An arrowhead at the right: down while the lines are shown, to the side while they are not."""
        tip = 3 + painter.fontMetrics().height() // 8
        at = QPoint(box.right() - tip - 1, box.center().y())
        corners = [QPoint(-tip, -tip // 2), QPoint(0, tip // 2 + 1), QPoint(tip, -tip // 2)]
        if not shown:
            corners = [QPoint(-tip // 2, -tip), QPoint(tip // 2 + 1, 0), QPoint(-tip // 2, tip)]
        painter.setPen(QPen(self.theme.muted, 1.5))
        painter.drawPolyline([at + corner for corner in corners])
