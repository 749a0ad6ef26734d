"""The inbox: what feeds brought, sorted by keyboard: capture it, link it to an event, or dismiss it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from tracker import query
from tracker.operations import inbox
from tracker.operations.inbox_matches import Matcher, Matches
from tracker.records import Event, Id, InboxItem, SavedSearch
from tracker.store import ChangeSet, Store
from tracker.store.dossier import SourceHead
from tracker.store.inbox import FeedRow, ItemRow, feed_rows, ids_with, item_rows
from tracker.ui.inbox.bar import InboxBar
from tracker.ui.inbox.empty import EmptyInbox
from tracker.ui.inbox.feed_checks import FeedChecks
from tracker.ui.inbox.item_pane import ItemPane
from tracker.ui.inbox.model import InboxModel
from tracker.ui.inbox.table import ItemTable
from tracker.ui.jobs import LATER
from tracker.ui.session import Session
from tracker.ui.theme import Theme
from tracker.ui.web_links import host_of, open_link
from tracker.ui.widgets.panes import Panes
from tracker.ui.widgets.read_when_seen import ReadWhenSeen

_TABLES = frozenset(
    ("inbox_item", "feed", "proceeding", "event_proceeding", "saved_search", "stakeholder", "event", "source")
)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is read of the selected item."""

    item: InboxItem
    events: Mapping[Id, Event]
    source: SourceHead | None


class InboxView(ReadWhenSeen):
    """The list of items, the selected one below it."""

    capture_asked = Signal(str, object)
    """(address, id of the item): open what captures an article."""

    def __init__(self, session: Session, theme: Theme, checks: FeedChecks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.theme = theme
        self.checks = checks
        self._matcher = Matcher()  # used on the reader's thread alone
        self._feeds: Sequence[FeedRow] = ()
        self.items = InboxModel(self)
        self._build_bar()
        self._build_list()
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.filled)
        self.pages.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.pages)
        session.changed.connect(self._on_changed)
        checks.checked.connect(self.renew)
        self.refresh = QShortcut(QKeySequence(Qt.Key.Key_F5), self, self.check_feeds)
        self.refresh.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # Building

    def _build_bar(self) -> None:
        self.bar, self.empty = InboxBar(self), EmptyInbox(self)
        self.filter, self.state = self.bar.filter, self.bar.state
        self.filter.textChanged.connect(lambda _: self._filter())
        self.state.edited.connect(self._set_state)
        self.bar.matching.toggled.connect(self._set_matching)
        for check in (self.bar.check, self.empty.check):
            check.clicked.connect(self.check_feeds)
        for feeds in (self.bar.feeds, self.empty.add):
            feeds.clicked.connect(self.show_feeds)

    def _build_list(self) -> None:
        self.table = ItemTable(self.items, self.theme, self)
        self._show_states()
        self.table.horizontalHeader().sortIndicatorChanged.connect(self._sort)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_item())
        self.table.doubleClicked.connect(lambda _: self.capture_selected())
        self.table.acted.connect(self._on_key)
        self.table.offer_menu(self.menu)
        self.pane = ItemPane(self)
        self.pane.capture_asked.connect(self.capture_selected)
        self.pane.link_asked.connect(self.link_selected)
        self.pane.dismiss_asked.connect(self.dismiss_selected)
        self.pane.back_asked.connect(self.put_back_selected)
        self.pane.event_asked.connect(self.session.select)
        self.pane.search_asked.connect(self._search_saved)
        self.pane.source_asked.connect(lambda source: self.session.source_asked.emit(source, 0))
        self.splitter = Panes(Qt.Orientation.Vertical, self, self.table, self.pane)
        self.splitter.setSizes([1_300, 1_000])  # shares of the room there is
        self.splitter.setStretchFactor(0, 13)
        self.splitter.setStretchFactor(1, 10)
        self.pane.setMinimumHeight(120)
        self.table.setMinimumHeight(120)
        self.filled = QWidget(self)
        layout = QVBoxLayout(self.filled)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.splitter, 1)

    @property
    def main_view(self) -> QWidget:
        """What the keyboard is for."""
        return self.table if self.pages.currentWidget() is self.filled else self.empty.add

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.theme = theme
        self.table.set_theme(theme)

    # Reading

    def _on_changed(self, change: ChangeSet) -> None:
        if change.tables() & _TABLES:
            self.renew()

    def read(self) -> None:
        """Read the items, then what each matches, which takes longer."""
        self._stale = False
        words = query.fold(self.filter.text()).split()

        def read(store: Store) -> tuple[list[ItemRow], list[FeedRow], set[Id] | None]:
            rows = item_rows(store.connection)
            return rows, feed_rows(store.connection), ids_with(store.connection, words) if words else None

        self.session.read("inbox", read, self._show)

    def _show(self, read: tuple[list[ItemRow], list[FeedRow], set[Id] | None]) -> None:
        rows, self._feeds, self.items.with_words = read
        self._keeping(lambda: self.items.show(rows))
        self._match()

    def _match(self) -> None:
        """Find out what the items in the state asked for match."""
        rows = [row for row in self.items.all if not self.items.state or row.state == self.items.state]
        reader = self.session.reader

        def match(store: Store) -> Mapping[Id, Matches]:
            return self._matcher.match(store, rows, reader.check)

        self.session.read("inbox matches", match, self._show_matches, rank=LATER)

    def _show_matches(self, matches: Mapping[Id, Matches]) -> None:
        if self.items.rests_on_matches:
            self._keeping(lambda: self.items.show_matches(matches))
        else:
            self.items.show_matches(matches)
        self._show_item()

    def _filter(self) -> None:
        words = query.fold(self.filter.text()).split()

        def show(found: set[Id] | None) -> None:
            self.items.with_words = found
            self._keeping(self.items.arrange)

        self.session.read("inbox filter", lambda store: ids_with(store.connection, words) if words else None, show)

    def _set_state(self) -> None:
        self.items.state = self.state.value()
        self._show_states()
        self.table.fit_columns()
        self._keeping(self.items.arrange)
        self._match()

    def _show_states(self) -> None:
        """The column of states says nothing where all are in one."""
        self.table.setColumnHidden(self.items.place("state"), bool(self.items.state))

    def _set_matching(self, only: bool) -> None:
        self.items.only_matching = only
        self._keeping(self.items.arrange)

    def _sort(self, section: int, order: Qt.SortOrder) -> None:
        self._keeping(lambda: self.items.sort(section, order))

    def _keeping(self, show: Callable[[], None], place: int = -1) -> None:
        """Change what is shown, see `ItemTable.keeping`; and say what is there now."""
        self.table.keeping(show, place)
        self._say()
        self._show_item()

    def _say(self) -> None:
        """How many there are, and what to do where there is nothing."""
        if self.items.with_words is not None:
            self.table.empty_text = self.tr("No item here has these words.")
        elif self.items.only_matching:
            self.table.empty_text = self.tr("No item here matches a case or a saved search.")
        elif self.items.state == "new":
            self.table.empty_text = self.tr("Nothing new. F5 checks the feeds again.")
        else:
            self.table.empty_text = self.tr("No item is in this state.")
        self.table.viewport().update()
        writable = not self.session.store.read_only
        self.bar.say(len(self.items.rows), self._feeds, writable=writable)
        self.empty.say(feeds=bool(self._feeds), writable=writable)
        before = self.pages.currentWidget()
        had = before is not None and before.isAncestorOf(self.window().focusWidget() or self)
        self.pages.setCurrentWidget(self.filled if self.items.all else self.empty)
        if had and self.pages.currentWidget() is not before:
            self.main_view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_item(self) -> None:
        """Show the selected item, the first of several; its text is read."""
        rows = self.selected()
        writable = not self.session.store.read_only
        if not rows:
            self.session.reader.forget("inbox item")
            self.pane.show_item(None)
            return
        row, matches = rows[0], self.items.matches_of(rows[0])

        def read(store: Store) -> _Shown | None:
            found = store.many(InboxItem, [row.id])
            events = store.events([case.event for case in matches.cases if case.event])
            known = store.source_heads([matches.source]) if matches.source else []
            return (
                _Shown(found[0], {event.id: event for event in events}, known[0] if known else None) if found else None
            )

        def show(found: _Shown | None) -> None:
            if found is not None:
                self.pane.show_item(found.item, row.feed, matches, found.events, found.source, writable=writable)

        self.session.read("inbox item", read, show)

    # Doing

    def selected(self) -> list[ItemRow]:
        """The selected items, in the order shown."""
        return self.table.selected()

    def capture_selected(self) -> None:
        """Open what captures an article, with the address of the selected item."""
        rows = self.selected()
        if rows and not self.session.store.read_only:
            self.capture_asked.emit(rows[0].url, rows[0].id)

    def open_selected(self) -> None:
        """Open the link of the selected item in the browser: of this one, whichever the pane still shows."""
        rows = self.selected()
        if len(rows) == 1:
            open_link(rows[0].url)

    def link_selected(self) -> None:
        """Ask for the event that the selected item is to be linked to."""
        from tracker.ui.dialogs.link_item_dialog import LinkItemDialog

        rows = self.selected()
        if rows and not self.session.store.read_only:
            matches = self.items.matches_of(rows[0])
            LinkItemDialog(self.session, rows[0].id, matches, self.theme, self).open()

    def dismiss_selected(self) -> None:
        """Put the selected items aside."""
        self._set(self.selected(), "dismissed", inbox.dismiss)

    def put_back_selected(self) -> None:
        """Make the selected items new again."""
        self._set(self.selected(), "new", inbox.put_back)

    def _set(self, rows: Sequence[ItemRow], state: str, act: Callable[[Store, Sequence[Id]], int]) -> None:
        """Set the state of items, and go on with the one that comes next."""
        ids = [row.id for row in rows if row.state != state]
        if not ids:
            return
        place = self.items.row_of(ids[0])
        if self.session.attempt(lambda: act(self.session.store, ids)) is None:
            return
        if self.items.state:
            # What goes leaves its place to the next: nothing that is shown then is what was selected.
            self.table.selectionModel().clearSelection()
            self._keeping(lambda: self.items.set_state(ids, state), place)
        else:
            self._keeping(lambda: self.items.set_state(ids, state))
            self.table.step(1)

    def check_feeds(self) -> None:
        """Ask every feed what is new."""
        if not self.session.store.read_only:
            self.checks.check()

    def show_feeds(self) -> None:
        """Show the feeds that are followed, to add and change them."""
        from tracker.ui.dialogs.feeds_dialog import FeedsDialog

        dialog = FeedsDialog(self.session, self.theme, self.checks, self)
        dialog.finished.connect(lambda _: self.renew())
        dialog.open()

    def _search_saved(self, name: str) -> None:
        found = self.session.attempt(lambda: self.session.store.where(SavedSearch, name=name))
        if found:
            self.session.search(found[0].text)

    def _on_key(self, name: str) -> None:
        acts: dict[str, Callable[[], None]] = {
            "capture": self.capture_selected,
            "link": self.link_selected,
            "dismiss": self.dismiss_selected,
            "back": self.put_back_selected,
            "open": self.open_selected,
            "next": lambda: self.table.step(1),
            "previous": lambda: self.table.step(-1),
        }
        acts[name]()

    def menu(self) -> QMenu:
        """What can be done with the selected items."""
        menu = QMenu(self)
        rows = self.selected()
        if not rows:
            return menu
        writable = not self.session.store.read_only
        new = any(row.state == "new" for row in rows)
        other = any(row.state != "new" for row in rows)
        for words, key, act, allowed in (
            (self.tr("Capture…"), "C", self.capture_selected, writable and len(rows) == 1),
            (self.tr("Link to event…"), "L", self.link_selected, writable and len(rows) == 1),
            (self.tr("Dismiss"), "D", self.dismiss_selected, writable and new),
            (self.tr("Back to new"), "U", self.put_back_selected, writable and other),
            (self.tr("Open link"), "O", self.open_selected, len(rows) == 1 and bool(host_of(rows[0].url))),
        ):
            menu.addAction(f"{words}\t{key}", act).setEnabled(allowed)
        return menu
