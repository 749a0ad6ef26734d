"""The left pane: views, saved searches, and facets whose counts follow the search. A click narrows the search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QEvent, QLocale, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QMenu, QVBoxLayout, QWidget

from tracker import query, vocabulary
from tracker.dates import style_for
from tracker.operations.saved import remove_search
from tracker.records import SavedSearch
from tracker.store import ChangeSet, Store
from tracker.ui.jobs import LAST, LATER
from tracker.ui.session import Results, Session
from tracker.ui.sidebar_lines import Entry, EntryDelegate, EntryRole, SidebarModel
from tracker.ui.strings import term
from tracker.ui.table.event_model import local_day
from tracker.ui.theme import Theme
from tracker.ui.widgets.pop_up import pop_up

if TYPE_CHECKING:
    from tracker.store.facets import Facet


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
_CARE = "care"
_INBOX = "page:inbox"
"""The new items of the inbox among what is counted; no search is written so."""
_PAINTED_MS = 50
"""So long after they were counted the first events have been painted."""
OVERDUE = 90
"""Days after which a review is due again."""


class Sidebar(QWidget):
    """Narrows and replaces the current search."""

    quotes_asked_for = Signal()
    """The quotes themselves are to be looked at, not the events that have them."""
    page_asked_for = Signal(str)
    """The name of a page to bring to the front."""

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
        self._opened: set[str] = set()  # facets of which all is shown, and groups that are
        self._counts: dict[str, int] = {}
        self._since = ""  # the time after which what is added is new
        self._saved: list[SavedSearch] = []
        session.searched.connect(self._on_searched)
        session.faceted.connect(lambda _: self._rebuild())
        session.changed.connect(self._on_changed)
        # Not before the window's first events are there and painted, and what they are has been counted.
        session.faceted.connect(
            lambda _: QTimer.singleShot(_PAINTED_MS, self, self.count_views), Qt.ConnectionType.SingleShotConnection
        )

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

    def care(self) -> list[tuple[str, str]]:
        """(name, search) of the views on what wants looking after, which are folded away until somebody asks."""
        return [
            (self.tr("Drafts"), "is:draft"),
            (self.tr("Changed quotes"), "is:moved"),
            (self.tr("Unchecked quotes"), "is:unchecked"),
            (self.tr("One source only"), "is:single-sourced"),
            (self.tr("Unanswered concerns"), "is:unanswered"),
            (self.tr("Not reviewed for {0} days").format(OVERDUE), f"unreviewed:{OVERDUE}"),
            (self.tr("Dead links"), "link:dead"),
            (self.tr("Links without an archive"), "link:unarchived"),
        ]

    @property
    def care_shown(self) -> bool:
        """Whether those views are shown."""
        return _CARE in self._opened

    def show_care(self, *, shown: bool) -> None:
        """Show or fold away the views on what wants looking after; counted while they are shown."""
        if shown != self.care_shown:
            self._opened ^= {_CARE}
            self._rebuild()
            if shown:
                self.count_views()

    def count_views(self) -> None:
        """Count the views and saved searches anew, off the GUI thread."""

        def count(search: str) -> None:
            # Each by itself and after all else: over many events they take their time.
            self.session.read(
                f"count of {search}",
                lambda store: store.count_found(search, forgiving=True),
                lambda found: self._on_counted(search, found),
                rank=LAST,
            )

        def read(store: Store) -> tuple[str, list[SavedSearch]]:
            return store.new_since(), store.where(SavedSearch, "place, id")

        def on_read(found: tuple[str, list[SavedSearch]]) -> None:
            self._since, self._saved = found
            self._rebuild()
            for search in dict.fromkeys(saved.text for saved in self._saved):
                count(search)

        for _, search in self.views() + (self.care() if self.care_shown else []):
            count(search)
        self.session.read("views", read, on_read, rank=LATER)
        self._count_inbox()

    def _count_inbox(self) -> None:
        def count(store: Store) -> int:
            from tracker.store.inbox import count_new

            return count_new(store.connection)

        self.session.reader.request(
            "count of the inbox", count, lambda found: self._on_counted(_INBOX, found), lambda _: None, rank=LAST
        )

    def _on_counted(self, search: str, found: int) -> None:
        self._counts[search] = found
        self.model.set_count(search, found)

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
        # After all events and what is new among them, as what comes in is the next thing to look at.
        entries.insert(2, Entry("page", self.tr("Inbox"), self._counts.get(_INBOX), field="inbox"))
        entries.append(Entry("group", self.tr("To look after"), field=_CARE, active=self.care_shown))
        if self.care_shown:
            entries += [
                Entry("view", name, self._counts.get(search), search, active=text == search)
                for name, search in self.care()
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
                active = bool(text) and query.has_term(text, field, facet.value)
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
        elif entry.kind == "page":
            self.page_asked_for.emit(entry.field)
        elif entry.kind == "group":
            self.show_care(shown=not entry.active)
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
        elif entry.search in ("is:orphaned", "is:moved"):
            menu.addAction(self.tr("Look at these quotes…"), self.quotes_asked_for.emit)
        elif entry.kind == "saved":
            menu.addAction(
                self.tr("Delete saved search"),
                lambda: self.session.attempt(lambda: remove_search(self.session.store, entry.saved_id)),
            )
        pop_up(menu, self.list.viewport().mapToGlobal(at))
