"""The window: what stands where, and which action does what."""

from __future__ import annotations

from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QSettings, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget
from shiboken6 import isValid

from tracker.records import Id
from tracker.store import ChangeSet, Store
from tracker.ui import theme as themes
from tracker.ui import window_state
from tracker.ui.actions import Actions
from tracker.ui.announcing import announce
from tracker.ui.inbox.feed_checks import FeedChecks
from tracker.ui.jobs import LAST
from tracker.ui.message_bar import MessageBar
from tracker.ui.network import allows_private
from tracker.ui.pages import PAGES, Pages
from tracker.ui.session import Results, Session
from tracker.ui.sidebar import Sidebar
from tracker.ui.status_line import StatusLine
from tracker.ui.table.table_view import EventTable
from tracker.ui.theme import Theme
from tracker.ui.timeline.timeline_page import TimelinePage
from tracker.ui.top_bar import TopBar
from tracker.ui.widgets.panes import Panes
from tracker.ui.widgets.stops import stops, visit_after

if TYPE_CHECKING:
    from tracker.ui.detail.detail_view import DetailView
    from tracker.ui.dialogs.capture_dialog import CaptureDialog
    from tracker.ui.reader.reader_view import ReaderView

_OPENED_NEXT = (
    *("dialogs.log_dialog", "dialogs.capture_dialog", "reader.reader_view"),
    *("matrix.matrix_view", "sources.sources_view", "sources.link_checking", "state.state_view"),
    *("changes.changes_view", "points.points_view", "inbox.inbox_view"),
    *("palette", "dialogs.export_dialog", "dialogs.import_dialog", "dialogs.picture_dialog"),
    *("dialogs.multi_edit_dialog", "dialogs.quotes_dialog"),
)
"""What people open, what they mostly open first before: brought in once the window is there, as bringing in one of
them takes several frames."""

_PAINTED_MS = 50
"""After so long the timeline that is shown has been painted."""


class MainWindow(QMainWindow):
    """One tracker, open. `settings` keeps the window's state between runs."""

    def __init__(self, session: Session, theme: Theme, settings: QSettings) -> None:
        super().__init__()
        self.session = session
        self.settings = settings
        self.theme = theme
        self.setObjectName("main")
        self._logged = 0
        self._left: tuple[str, QWidget | None] = ("timeline", None)
        self._told_unsaved: tuple[str, ...] = ()
        self.resize(1440, 900)
        self.setMinimumSize(720, 480)
        self.setAcceptDrops(True)
        self.actions_ = Actions(self)
        self._build_top()
        self._build_middle()
        self.status = StatusLine(session, self)
        self.setStatusBar(self.status)
        self.feed_checks = FeedChecks(session, self.status.jobs, settings, self)
        self._build_body()
        self.actions_.fill(self.menuBar())
        self._connect()
        window_state.restore(self)
        self._retitle()
        self._show_undo()
        if session.store.read_only:
            self.messages.show_message(session.store.why_read_only, "warning")
        session.search("")

    # Building

    def _build_top(self) -> None:
        self.top = TopBar(self.session, self.theme, self)
        self.title, self.counts, self.search_bar = self.top.title, self.top.counts, self.top.search_bar
        self.log_button, self.capture_button = self.top.log_button, self.top.capture_button
        self.export_button = self.top.export_button
        self.log_button.clicked.connect(self.actions_.log.trigger)
        self.capture_button.clicked.connect(self.actions_.capture.trigger)
        self.export_button.clicked.connect(self.actions_.export.trigger)

    def _build_middle(self) -> None:
        self.sidebar = Sidebar(self.session, self.theme, self)
        self.side = QWidget(self)
        QVBoxLayout(self.side).setContentsMargins(0, 0, 0, 0)
        self.pages = Pages(self)
        self.stack, self.tabs = self.pages.stack, self.pages.tabs
        # The other pages are made when first asked for: the first painted timeline need not wait for them.
        self.timeline_page: TimelinePage = self.pages.page("timeline")
        self.splitter = Panes(Qt.Orientation.Horizontal, self)
        for number, widget in enumerate((self.sidebar, self.pages, self.side)):
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(number, 1 if widget is self.pages else 0)
            widget.setMinimumWidth(280 if widget is self.pages else 240 if widget is self.side else 160)
        # Until the user moves a border, the panes at the sides keep their share of the window.
        self.panes_moved = False
        self.splitter.splitterMoved.connect(self._on_panes_moved)
        self._stops_in_order = False
        self.pages.made.connect(self._on_page_made)

    def _on_page_made(self) -> None:
        self._stops_in_order = False

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Whichever widget has the keyboard, Tab comes by here: nobody needs the order of the stops before."""
        if not self._stops_in_order:
            self._order_stops()
        return super().focusNextPrevChild(forward)

    def _order_stops(self) -> None:
        """Tab goes from the sidebar to the tabs, to what stands beside them, into the page, and on to the pane."""
        self._stops_in_order = True
        beside = [stop for part in self.pages.parts() for stop in stops(part)]
        visit_after(stops(self.sidebar)[-1], [*self.tabs.buttons(), *beside])

    def _build_body(self) -> None:
        body = QWidget(self)
        self.messages = MessageBar(body)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(self.splitter, 1)
        self.setCentralWidget(body)
        # Read from the top down by screen readers.
        self.menuBar().lower()
        self.status.raise_()

    def _connect(self) -> None:
        session = self.session
        session.glimpsed.connect(self.status.show_found)
        session.searched.connect(self._on_results)
        session.chose.connect(self.status.show_several)
        session.changed.connect(self._on_change)
        session.message.connect(self.messages.show_message)
        session.source_asked.connect(self.read_source)
        self.sidebar.quotes_asked_for.connect(self.actions_.quotes.trigger)
        self.status.backed_up.connect(
            lambda path: self.messages.show_message(self.tr("A verified copy was made: {0}").format(path), "message")
        )
        session.selected.connect(lambda _: self._enable())
        self.sidebar.page_asked_for.connect(self.show_tab)
        session.selected.connect(lambda _: self.detail)
        self.timeline_page.shown.connect(lambda: QTimer.singleShot(_PAINTED_MS, self, self._make_detail))
        self._enable()

    def _on_panes_moved(self) -> None:
        self.panes_moved = True

    def _share_width(self) -> None:
        if not self.panes_moved:
            width = self.width()
            # Larger text takes more room.
            self.side.setMinimumWidth(max(240, 31 * self.fontMetrics().averageCharWidth()))
            least = max(272, self.side.minimumWidth())
            left, right = min(228, max(176, width * 16 // 100)), max(least, min(392, width * 27 // 100))
            self.splitter.setSizes([left, width - left - right, right])

    # Doing

    def show_tab(self, name: str) -> None:
        """Bring one of `TABS` to the front."""
        self.pages.show_page(name)

    def read_source(self, source: int, citation: int) -> None:
        """Open the reader on a source, at the words of a citation; Back leads to where one was."""
        page: ReaderView = self.pages.page("reader")
        back = ""
        if self.tab != "reader":
            self._left = (self.tab, QApplication.focusWidget())
            back = next(p.label for p in PAGES if p.name == self.tab)
        page.open_source(source, citation, back)
        self.show_tab("reader")
        page.main_view.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave_reader(self) -> None:
        """Back to the page from which a source was opened, and to what had the keyboard there."""
        tab, focus = self._left
        self.show_tab(tab)
        if focus is not None and isValid(focus) and focus.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.pages.main_view().setFocus(Qt.FocusReason.OtherFocusReason)

    def capture(self, text: str = "", url: str = "", path: str = "", inbox_item: Id = 0) -> CaptureDialog:
        """Open the dialog that captures an article, with a text or file to read, or an address that it offers to fetch.
        `inbox_item` is marked as captured when it is saved."""
        from tracker.ui.dialogs.capture_dialog import CaptureDialog

        begin: dict[str, Any] = {"text": text, "url": url, "path": path, "inbox_item": inbox_item}
        dialog = CaptureDialog(self.session, self.theme, self, allow_private=allows_private(self.settings), **begin)
        dialog.captured.connect(lambda event: self.show_logged(event) if event else None)
        dialog.open()
        return dialog

    def show_logged(self, event: int) -> None:
        """Select an event just logged; if the search does not find it, say so."""
        self._logged = event
        self.session.select(event)

    @property
    def tab(self) -> str:
        """Which of `TABS` is in front."""
        return self.pages.current

    @property
    def table(self) -> EventTable | None:
        """The page of that name, if it is made."""
        table: EventTable | None = self.pages.if_made("table")
        return table

    @cached_property
    def detail(self) -> DetailView:
        """The detail pane: made once the first timeline is painted, or when first asked for."""
        from tracker.ui.detail.detail_view import DetailView

        view = DetailView(self.session, self.theme, self.side)
        layout = self.side.layout()
        assert layout is not None
        layout.addWidget(view)
        return view

    def _make_detail(self) -> None:
        """Make the detail pane, once; its modules are brought in off the GUI thread, as that takes several frames."""

        def bring_in(_: Store) -> None:
            import_module("tracker.ui.detail.detail_view")

        def show(_: None) -> None:
            self.detail.show()
            reader.request("what is opened next", bring_in_next, lambda _: None, lambda _: None, rank=LAST)

        def bring_in_next(_: Store) -> None:
            for name in _OPENED_NEXT:
                reader.check()  # who searches does not wait for all of them
                import_module(f"tracker.ui.{name}")

        reader = self.session.reader
        if "detail" not in self.__dict__:
            reader.request("detail pane", bring_in, show, lambda _: None)

    def set_theme(self, theme: Theme) -> None:
        """Draw everything in these colours."""
        self.theme = theme
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        themes.apply(app, theme)
        for view in (self.sidebar, self.search_bar, self.pages):
            view.set_theme(theme)
        if "detail" in self.__dict__:
            self.detail.set_theme(theme)

    def save_current_search(self) -> None:
        """Ask for a name and keep the current search under it."""
        from PySide6.QtWidgets import QInputDialog

        from tracker.operations.saved import save_search

        text = self.session.search_text.strip()
        if not text:
            self.messages.show_message(self.tr("Type a search first, then save it under a name."), "message")
            return
        name, ok = QInputDialog.getText(self, self.tr("Save search"), self.tr("Name for “{0}”:").format(text))
        if ok and name.strip():
            self.session.attempt(lambda: save_search(self.session.store, name.strip(), text))

    # Showing

    def _on_results(self, results: Results) -> None:
        self.status.show_found(results)
        self.pages.set_empty(results.total == 0)
        self._retitle()
        logged, self._logged = self._logged, 0
        if logged and logged not in results.ids:
            told = self.tr("Logged. The search leaves it out: Esc in the search box shows all events.")
            self.messages.show_message(told, "message")

    def _on_change(self, change: ChangeSet) -> None:
        self._show_undo()
        self.status.show_saved()
        if change.kind in ("undo", "redo"):
            verb = self.tr("Undone") if change.kind == "undo" else self.tr("Redone")
            self.messages.show_message(f"{verb}: {change.label}", "message")
        else:  # seen in the status bar; who does not see it hears it
            announce(self.status, self.tr("Saved: {0}").format(change.label))

    def _retitle(self) -> None:
        store = self.session.store
        name = store.title
        self.setWindowTitle(f"{name} — Policy Tracker" + (self.tr(" (read-only)") if store.read_only else ""))
        self.top.show_title(name, store.path)
        if counts := self.session.results.counts:
            self.top.show_counts(counts)

    def _show_undo(self) -> None:
        undo, redo = self.session.store.undo_label(), self.session.store.redo_label()
        self.actions_.name_undo(undo, redo)
        self.status.show_undo(undo)

    def _enable(self) -> None:
        self.actions_.enable(selected=bool(self.session.selection), writable=not self.session.store.read_only)
        for button in (self.log_button, self.capture_button):
            button.setEnabled(not self.session.store.read_only)

    # What is dropped on it

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file, an address or a text may be captured, where that can be saved."""
        data = event.mimeData()
        if (data.hasUrls() or data.hasText()) and self.actions_.capture.isEnabled():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Capture what was dropped; an address is fetched when the person says so in the dialog."""
        data = event.mimeData()
        url = data.urls()[0] if data.hasUrls() else None
        if url is None:
            self.capture(text=data.text())
        elif url.isLocalFile():
            self.capture(path=url.toLocalFile())
        else:
            self.capture(url=url.toString())
        event.acceptProposedAction()

    # The window's own state

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "splitter"):
            self._share_width()
            self._retitle()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._share_width()
        if self.focusWidget() is None or self.focusWidget() is self.search_bar.line:
            self.timeline_page.timeline.setFocus(Qt.FocusReason.OtherFocusReason)
        self.status.watch()
        self.feed_checks.watch()

    def closeEvent(self, event: QCloseEvent) -> None:
        focus = QApplication.focusWidget()
        if focus is not None:
            focus.clearFocus()  # a field being edited writes what was typed when it loses the focus
        if not self.status.jobs.may_close():
            self.messages.show_message(self.tr("Work is still under way: wait for it, or cancel it first."), "warning")
            event.ignore()
            return
        from tracker.ui.dialogs.form_dialog import unsaved

        typed = unsaved(self.session)
        if typed and typed != self._told_unsaved:
            self._told_unsaved = typed
            said = self.tr("Typed and not saved: {0}. It is still there when opened again; closing once more drops it.")
            self.messages.show_message(said.format(", ".join(f"“{title}”" for title in typed)), "warning")
            event.ignore()
            return
        # No source is open when the window opens next.
        window_state.keep(self, self.tab if self.tab != "reader" else self._left[0])
        self.session.close()
        event.accept()
