"""The left pane: views, saved searches, and facets whose counts follow the search. A click narrows the search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import (
    QAbstractListModel,
    QDate,
    QEvent,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QMenu, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from tracker import query, vocabulary
from tracker.dates import style_for
from tracker.operations.saved import remove_search
from tracker.records import SavedSearch
from tracker.store import ChangeSet, Store
from tracker.ui.event_model import local_day
from tracker.ui.jobs import LAST, LATER
from tracker.ui.session import Results, Session
from tracker.ui.strings import term
from tracker.ui.theme import Theme
from tracker.ui.widgets.row_table import tooltip

if TYPE_CHECKING:
    from tracker.store.facets import Facet

Index = QModelIndex | QPersistentModelIndex
EntryRole = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. A heading has no `search`; a facet has `field` and `value`, and `family` where a colour marks it.

    `at_least`: the count is not the last word; of none, nothing is known yet.
    """

    kind: Literal["heading", "view", "saved", "facet", "more"]
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
        heading = index.data(EntryRole).kind == "heading"
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
        if entry.kind == "heading":
            font.setBold(True)
            font.setPointSizeF(font.pointSizeF() * 0.9)
            painter.setFont(font)
            painter.setPen(theme.muted)
            heading = painter.fontMetrics().elidedText(entry.label, Qt.TextElideMode.ElideRight, box.width() - 8)
            painter.drawText(box.adjusted(8, 6, 0, 0), Qt.AlignmentFlag.AlignVCenter, heading)
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


class _List(QListView):
    """Enter and Space do what a click does. `left`: the pointer went elsewhere."""

    left = Signal()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self.clicked.emit(self.currentIndex())
            return
        super().keyPressEvent(event)


# Facet of the store -> field of the search language.
_FACETS = ("type", "concern", "stakeholder", "topic", "court", "status")
_SHOWN = 8
"""Values of a facet shown before “Show all”."""


class Sidebar(QWidget):
    """Narrows and replaces the current search."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        # A plain QWidget paints no background of its own from a style sheet unless told to.
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.session = session
        self.theme = theme
        self.model = SidebarModel(self)
        self.list = _List(self)
        self.list.setAccessibleName(self.tr("Views, saved searches and facets"))
        self.list.setModel(self.model)
        self.delegate = EntryDelegate(theme, self.list)
        self.list.setItemDelegate(self.delegate)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.entered.connect(lambda index: self._hover(index.row()))
        self.list.viewportEntered.connect(lambda: self._hover(-1))
        self.list.left.connect(lambda: self._hover(-1))
        self.list.setStyleSheet("QListView { background: transparent; }")
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.list.clicked.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.list)
        self._opened: set[str] = set()
        self._counts: dict[str, int] = {}
        self._since = ""  # the time after which what is added is new
        self._saved: list[SavedSearch] = []
        session.searched.connect(self._on_searched)
        session.faceted.connect(lambda _: self._rebuild())
        session.changed.connect(self._on_changed)
        self.count_views()

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.theme = self.delegate.theme = theme
        self.list.viewport().update()

    def _hover(self, row: int) -> None:
        self.delegate.hovered = row
        self.list.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Rows take their height from the font."""
        if event.type() == QEvent.Type.FontChange:
            self.model.layoutChanged.emit()
        super().changeEvent(event)

    def views(self) -> list[tuple[str, str]]:
        """(name, search) of the fixed views."""
        since = local_day(self._since, style_for(QLocale().name()))
        since = since.removesuffix(f" {QDate.currentDate().year()}")
        return [
            (self.tr("All events"), ""),
            (self.tr("New since {0}").format(since) if since else self.tr("New"), "is:new"),
            (self.tr("Needs a source"), "is:unsourced"),
            (self.tr("Orphaned quotes"), "is:orphaned"),
            (self.tr("Disputed"), "is:disputed"),
        ]

    def count_views(self) -> None:
        """Count the views and saved searches anew, off the GUI thread."""
        reader = self.session.reader

        def show_error(error: Exception) -> None:
            self.session.message.emit(str(error), "error")

        def count(search: str) -> None:
            # Each by itself and after all else: over many events they take their time.
            reader.request(
                f"count of {search}",
                lambda store: store.count_found(search, forgiving=True),
                lambda found: self._on_counted(search, found),
                show_error,
                rank=LAST,
            )

        def read(store: Store) -> tuple[str, list[SavedSearch]]:
            return store.new_since(), store.where(SavedSearch, "place, id")

        def on_read(found: tuple[str, list[SavedSearch]]) -> None:
            self._since, self._saved = found
            self._rebuild()
            for search in dict.fromkeys(saved.text for saved in self._saved):
                count(search)

        for _, search in self.views():
            count(search)
        reader.request("views", read, on_read, show_error, rank=LATER)

    def _on_counted(self, search: str, found: int) -> None:
        self._counts[search] = found
        self._rebuild()

    def _on_changed(self, _: ChangeSet) -> None:
        self.count_views()

    def _on_searched(self, _: Results) -> None:
        self._rebuild()

    def _rebuild(self) -> None:
        text = self.session.search_text.strip()
        entries = [
            Entry("view", name, self._counts.get(search), search or " ", active=text == search)
            for name, search in self.views()
        ]
        if self._saved:
            entries.append(Entry("heading", self.tr("Saved searches")))
            entries += [
                Entry("saved", s.name, self._counts.get(s.text), s.text, active=text == s.text.strip(), saved_id=s.id)
                for s in self._saved
            ]
        names = {
            "type": self.tr("Type"),
            "concern": self.tr("Concern"),
            "stakeholder": self.tr("Stakeholder"),
            "topic": self.tr("Topic"),
            "court": self.tr("Court"),
            "status": self.tr("Status"),
        }
        for field in _FACETS:
            facets: Sequence[Facet] = self.session.facets.get(field, ())
            if not facets:
                continue
            entries.append(Entry("heading", names[field]))
            for place, facet in enumerate(facets):
                active = query.has_term(text, field, facet.value)
                if place >= _SHOWN and field not in self._opened and not active:
                    continue
                entries.append(
                    Entry(
                        "facet",
                        facet.label if field in ("stakeholder", "court") else term(facet.label),
                        facet.count,
                        f"{field}:{query.quote(facet.value)}",
                        field,
                        facet.value,
                        vocabulary.family(facet.value) if field == "type" else "",
                        active,
                        at_least=facet.at_least,
                    )
                )
            if len(facets) > _SHOWN:
                more = self.tr("Show fewer") if field in self._opened else self.tr("Show all {0}").format(len(facets))
                entries.append(Entry("more", more, field=field))
        self.model.set_entries(entries)

    def _choose(self, index: QModelIndex) -> None:
        entry: Entry = index.data(EntryRole)
        if entry.kind in ("view", "saved"):
            self.session.search(entry.search.strip())
        elif entry.kind == "facet":
            change = query.without_term if entry.active else query.with_term
            self.session.search(change(self.session.search_text, entry.field, entry.value))
        elif entry.kind == "more":
            self._opened ^= {entry.field}
            self._rebuild()

    def _show_menu(self, at: QPoint) -> None:
        index = self.list.indexAt(at)
        if not index.isValid():
            return
        entry: Entry = index.data(EntryRole)
        menu = QMenu(self)
        if entry.kind == "facet":
            menu.addAction(self.tr("Only this"), lambda: self.session.search(entry.search))
            menu.addAction(
                self.tr("Leave this out"),
                lambda: self.session.search(f"{self.session.search_text} -{entry.search}".strip()),
            )
        elif entry.kind == "saved":
            menu.addAction(
                self.tr("Delete saved search"),
                lambda: self.session.attempt(lambda: remove_search(self.session.store, entry.saved_id)),
            )
        if not menu.isEmpty():
            menu.popup(self.list.viewport().mapToGlobal(at))
