"""The window: what stands where, and which action does what."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QSettings, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QFont, QFontMetrics, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QMainWindow,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tracker.store import ChangeSet, Store
from tracker.ui import theme as themes
from tracker.ui.actions import Actions
from tracker.ui.job_bar import JobBar
from tracker.ui.message_bar import MessageBar
from tracker.ui.search_bar import SearchBar
from tracker.ui.session import Results, Session
from tracker.ui.sidebar import Sidebar
from tracker.ui.table_view import EventTable
from tracker.ui.theme import Scheme, Theme
from tracker.ui.timeline_page import TimelinePage

if TYPE_CHECKING:
    from tracker.ui.detail_view import DetailView

# How often the window asks whether a copy is due; the store says yes once an hour, if something changed.
_BACKUP_EVERY_MS = 10 * 60 * 1000

TABS = ("timeline", "table", "concerns", "sources")


class MainWindow(QMainWindow):
    """One tracker, open. `settings` keeps the window's state between runs."""

    def __init__(self, session: Session, theme: Theme, settings: QSettings) -> None:
        super().__init__()
        self.session = session
        self.settings = settings
        self._backups = QTimer(self)
        self._backups.timeout.connect(self._back_up_if_due)
        self.theme = theme
        self.setObjectName("main")
        self._logged = 0
        self.table: EventTable | None = None
        self.resize(1440, 900)
        self.setMinimumSize(720, 480)
        self.actions_ = Actions(self)
        self._build_top()
        self._build_middle()
        self._build_status()
        self._build_body()
        self.actions_.fill(self.menuBar())
        self._connect()
        self._restore()
        self._retitle()
        self._show_undo()
        if session.store.read_only:
            self.messages.show_message(session.store.why_read_only, "warning")
        session.search("")

    # Building

    def _build_top(self) -> None:
        self.top = QWidget(self)
        self.top.setObjectName("topBar")
        self.top.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = QLabel(self.top)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.counts = QLabel(self.top)
        self.counts.setProperty("look", "muted")
        small = self.counts.font()
        small.setPointSizeF(small.pointSizeF() * 0.85)
        self.counts.setFont(small)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.counts)
        holder = QWidget(self.top)
        holder.setLayout(names)
        names.setContentsMargins(8, 0, 8, 0)
        holder.setFixedWidth(212)
        self.search_bar = SearchBar(self.session, self.theme, self.top)
        self.log_button = QPushButton(self.tr("+ Log development"), self.top)
        self.log_button.setProperty("look", "primary")
        self.log_button.setToolTip(self.tr("Log a new event with its source (Ctrl+N)"))
        self.log_button.clicked.connect(self.actions_.log.trigger)
        self.export_button = QToolButton(self.top)
        self.export_button.setProperty("look", "button")
        self.export_button.setText(self.tr("Export…"))
        self.export_button.clicked.connect(self.actions_.export.trigger)
        self.export_button.setToolTip(self.tr("Write the current search to a CSV file (Ctrl+E)"))
        layout = QHBoxLayout(self.top)
        layout.setContentsMargins(8, 8, 12, 8)
        layout.setSpacing(8)
        layout.addWidget(holder)
        layout.addWidget(self.search_bar, 1)
        layout.addWidget(self.log_button)
        layout.addWidget(self.export_button)

    def _build_middle(self) -> None:
        self.sidebar = Sidebar(self.session, self.theme, self)
        self.timeline_page = TimelinePage(self.session, self.theme, self)
        self.side = QWidget(self)
        QVBoxLayout(self.side).setContentsMargins(0, 0, 0, 0)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.timeline_page)
        # The other pages are made when first asked for: the first painted timeline need not wait for them.
        self._late: dict[str, Callable[[], QWidget]] = {
            "table": self._make_table,
            "concerns": self._make_matrix,
            "sources": self._make_sources,
        }
        self._pages: dict[str, QWidget] = {"timeline": self.timeline_page}
        self.tabs = QButtonGroup(self)
        self._beside_tabs = tab_row = QWidget(self)
        row = QHBoxLayout(tab_row)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(4)
        labels = (self.tr("Timeline"), self.tr("Table"), self.tr("Concerns"), self.tr("Sources"))
        for number, (name, label) in enumerate(zip(TABS, labels, strict=True)):
            button = QPushButton(label, tab_row)
            button.setProperty("look", "tab")
            button.setCheckable(True)
            bold = button.font()
            bold.setWeight(QFont.Weight.DemiBold)
            # As wide as it is when chosen, so that choosing one does not move the others.
            button.setMinimumWidth(QFontMetrics(bold).horizontalAdvance(label) + 20)
            button.setAccessibleName(self.tr("Show {0}").format(label))
            button.setToolTip(f"{label} (Ctrl+{number + 1})")
            button.clicked.connect(lambda _=False, tab=name: self.show_tab(tab))
            self.tabs.addButton(button, number)
            row.addWidget(button)
        self.tabs.button(0).setChecked(True)
        row.addStretch(1)
        row.addWidget(self.timeline_page.controls)
        self.centre = QWidget(self)
        layout = QVBoxLayout(self.centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._below_tabs = QWidget(self)
        below = QHBoxLayout(self._below_tabs)
        below.setContentsMargins(12, 0, 12, 8)
        below.addStretch(1)
        layout.addWidget(tab_row)
        layout.addWidget(self._below_tabs)
        layout.addWidget(self.stack, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for number, widget in enumerate((self.sidebar, self.centre, self.side)):
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(number, 1 if widget is self.centre else 0)
            widget.setMinimumWidth(280 if widget is self.centre else 240 if widget is self.side else 160)
        # Until the user moves a border, the panes at the sides keep their share of the window.
        self._panes_moved = False
        self.splitter.splitterMoved.connect(self._on_panes_moved)
        self._order_stops()

    def _order_stops(self) -> None:
        """Tab goes from the sidebar to the tabs, to what stands beside them, into the page, and on to the pane."""
        at = _stops(self.sidebar)[-1]
        stops: list[QWidget] = list(self.tabs.buttons())
        for part in (self.timeline_page.controls, *self._pages.values()):
            stops += _stops(part)
        for stop in stops:
            QWidget.setTabOrder(at, stop)
            at = stop

    def _build_status(self) -> None:
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        self.found = QLabel(bar)
        self.saved = QLabel(bar)
        self.undoable = QLabel(bar)
        self.undoable.setTextFormat(Qt.TextFormat.PlainText)
        self.jobs = JobBar(self.session, bar)
        for label in (self.found, self.saved, self.undoable):
            label.setContentsMargins(8, 2, 8, 2)
        bar.addWidget(self.found)
        bar.addPermanentWidget(self.jobs)
        bar.addPermanentWidget(self.saved)
        bar.addPermanentWidget(self.undoable)

    def _build_body(self) -> None:
        self.messages = MessageBar(self)
        body = QWidget(self)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(self.messages)
        layout.addWidget(self.splitter, 1)
        self.setCentralWidget(body)

    def _connect(self) -> None:
        session = self.session
        session.searched.connect(self._on_results)
        session.changed.connect(self._on_change)
        session.message.connect(self.messages.show_message)
        session.selected.connect(lambda _: self._enable())
        session.selected.connect(lambda _: self.detail)
        self.timeline_page.shown.connect(self._make_detail)
        self._enable()

    def _on_panes_moved(self) -> None:
        self._panes_moved = True
        self._make_room()

    def _share_width(self) -> None:
        if not self._panes_moved:
            width = self.width()
            # Larger text takes more room.
            self.side.setMinimumWidth(max(240, 31 * self.fontMetrics().averageCharWidth()))
            least = max(272, self.side.minimumWidth())
            left, right = min(228, max(176, width * 16 // 100)), max(least, min(392, width * 27 // 100))
            self.splitter.setSizes([left, width - left - right, right])
        self._make_room()

    def _make_room(self) -> None:
        """Where the middle is narrow, the words before the timeline's buttons give way, then they go below the tabs."""
        controls, label = self.timeline_page.controls, self.timeline_page.lanes_label
        room = self.centre.width() - 24
        tabs = sum(max(tab.sizeHint().width(), tab.minimumWidth()) + 4 for tab in self.tabs.buttons())
        words = label.sizeHint().width() + 4
        buttons = controls.sizeHint().width() - (words if label.isVisibleTo(controls) else 0)
        below = tabs + buttons > room
        label.setVisible((0 if below else tabs) + words + buttons <= room)
        if below != (controls.parentWidget() is self._below_tabs):
            row = (self._below_tabs if below else self._beside_tabs).layout()
            assert row is not None
            row.addWidget(controls)
        self._below_tabs.setVisible(below and self.stack.currentWidget() is self.timeline_page)

    # Doing

    def show_tab(self, name: str) -> None:
        """Bring one of `TABS` to the front."""
        if name not in self._pages:
            self._pages[name] = self._late.pop(name)()
            self.stack.addWidget(self._pages[name])
            self._order_stops()
        focus = self.focusWidget()
        left_behind = focus is not None and self.stack.isAncestorOf(focus)
        self.stack.setCurrentWidget(self._pages[name])
        if left_behind:
            self._main_view().setFocus(Qt.FocusReason.OtherFocusReason)
        self.tabs.button(TABS.index(name)).setChecked(True)
        for button in self.tabs.buttons():
            # Tab comes to the one that is chosen; the arrows go on to the others.
            policy = Qt.FocusPolicy.StrongFocus if button.isChecked() else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)
        self.timeline_page.controls.setVisible(name == "timeline")
        self._make_room()

    def _main_view(self) -> QWidget:
        """What the keyboard is for in the page in front: the timeline, or the table."""
        page = self._pages[self.tab]
        if page is self.timeline_page:
            return self.timeline_page.timeline
        return page.findChild(QTableView) or page

    def show_logged(self, event: int) -> None:
        """Select an event just logged; if the search does not find it, say so."""
        self._logged = event
        self.session.select(event)

    @property
    def tab(self) -> str:
        """Which of `TABS` is in front."""
        return next(name for name, page in self._pages.items() if page is self.stack.currentWidget())

    @cached_property
    def detail(self) -> DetailView:
        """The detail pane: made once the first timeline is painted, or when first asked for."""
        from tracker.ui.detail_view import DetailView

        view = DetailView(self.session, self.theme, self.side)
        layout = self.side.layout()
        assert layout is not None
        layout.addWidget(view)
        return view

    def _make_detail(self) -> None:
        """Make the detail pane, once; its modules are brought in off the GUI thread, as that takes several frames."""

        def bring_in(_: Store) -> None:
            import_module("tracker.ui.detail_view")

        def show(_: None) -> None:
            self.detail.show()

        if "detail" not in self.__dict__:
            self.session.reader.request("detail pane", bring_in, show, lambda _: None)

    def _make_table(self) -> QWidget:
        self.table = EventTable(self.session, self.theme, self)
        self.table.restore_state(str(self.settings.value("table", "")))
        return self.table

    def _make_matrix(self) -> QWidget:
        from tracker.ui.matrix_view import MatrixView

        return MatrixView(self.session, self.theme, self)

    def _make_sources(self) -> QWidget:
        from tracker.ui.sources_view import SourcesView

        view = SourcesView(self.session, self.theme, self)
        view.events_asked_for.connect(lambda: self.show_tab("table"))
        return view

    def set_scheme(self, scheme: Scheme) -> None:
        """Light, dark or as the system has it; remembered."""
        self.settings.setValue("scheme", scheme)
        self.set_theme(themes.wanted(scheme))

    def follow_system(self) -> None:
        """The desktop changed between light and dark: go along, unless the user has picked one."""
        if str(self.settings.value("scheme", "system")) == "system":
            self.set_theme(themes.wanted("system"))

    def set_theme(self, theme: Theme) -> None:
        """Draw everything in these colours."""
        self.theme = theme
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        themes.apply(app, theme)
        for view in (self.sidebar, self.search_bar, *self._pages.values()):
            view.set_theme(theme)  # type: ignore[attr-defined]
        if "detail" in self.__dict__:
            self.detail.set_theme(theme)

    def save_current_search(self) -> None:
        """Ask for a name and keep the current search under it."""
        from tracker.operations.saved import save_search

        text = self.session.search_text.strip()
        if not text:
            self.messages.show_message(self.tr("Type a search first, then save it under a name."), "message")
            return
        name, ok = QInputDialog.getText(self, self.tr("Save search"), self.tr("Name for “{0}”:").format(text))
        if ok and name.strip():
            self.session.attempt(lambda: save_search(self.session.store, name.strip(), text))

    def back_up_now(self) -> None:
        """Make a verified copy, off the GUI thread."""
        store = self.session.store

        def work(progress: Callable[..., None], _: Callable[[], bool]) -> str:
            progress(0, 0, self.tr("Making a backup"))
            with store.reader() as reader:
                return str(reader.backup())

        def done(path: str) -> None:
            self.messages.show_message(self.tr("A verified copy was made: {0}").format(path), "message")
            self._show_saved()

        self.jobs.start(self.tr("Backup"), work, done)

    def _back_up_if_due(self) -> None:
        if self.jobs.job is not None or self.session.is_lent or self.session.store.read_only:
            return  # the next hour will do
        if self.session.store.is_backup_due():
            with_reader = self.session.store.reader

            def work(progress: Callable[..., None], _: Callable[[], bool]) -> None:
                progress(0, 0, self.tr("Making a backup"))
                with with_reader() as reader:
                    reader.backup()

            self.jobs.start(self.tr("Backup"), work, lambda _: self._show_saved())

    # Showing

    def _on_results(self, results: Results) -> None:
        shown, total = len(results.ids), results.total
        text = self.tr("{0} events").format(f"{total:,}") if total != 1 else self.tr("1 event")
        if results.text.strip():
            text += "   " + self.tr("{0} match").format(f"{shown:,}")
        self.found.setText(text)
        self._retitle()
        logged, self._logged = self._logged, 0
        if logged and logged not in results.ids:
            told = self.tr("Logged. The search leaves it out: Esc in the search box shows all events.")
            self.messages.show_message(told, "message")

    def _on_change(self, change: ChangeSet) -> None:
        self._show_undo()
        self._show_saved()
        if change.kind in ("undo", "redo"):
            verb = self.tr("Undone") if change.kind == "undo" else self.tr("Redone")
            self.messages.show_message(f"{verb}: {change.label}", "message")

    def _retitle(self) -> None:
        store = self.session.store
        name = store.setting("title") or store.path.stem
        self.setWindowTitle(f"{name} — Policy Tracker" + (self.tr(" (read-only)") if store.read_only else ""))
        self.title.setText(self.title.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, 194))
        self.title.setToolTip(str(store.path))
        counts = self.session.results.counts
        if counts:
            self.counts.setText(
                self.tr("{0} events · {1} sources · {2} concerns").format(
                    f"{counts['event']:,}", f"{counts['source']:,}", f"{counts['concern']:,}"
                )
            )
        self.counts.setText(self.counts.fontMetrics().elidedText(self.counts.text(), Qt.TextElideMode.ElideRight, 196))

    def _show_undo(self) -> None:
        undo, redo = self.session.store.undo_label(), self.session.store.redo_label()
        self.actions_.name_undo(undo, redo)
        self.undoable.setText(self.tr("Undo: {0} (Ctrl+Z)").format(undo) if undo else "")

    def _show_saved(self) -> None:
        from tracker.store import backup

        if self.session.store.read_only:
            self.saved.setText(self.tr("Read-only"))
            return
        copies = backup.listed(self.session.store.path)
        if copies:
            self.saved.setText(self.tr("Saved · backup {0}").format(_ago(self, copies[0][0])))
            self.saved.setToolTip(str(copies[0][1]))
        else:
            self.saved.setText(self.tr("Saved"))

    def _enable(self) -> None:
        self.actions_.enable(selected=bool(self.session.selection), writable=not self.session.store.read_only)
        self.log_button.setEnabled(not self.session.store.read_only)

    # The window's own state

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._share_width()
        if self.focusWidget() is None or self.focusWidget() is self.search_bar.line:
            self.timeline_page.timeline.setFocus(Qt.FocusReason.OtherFocusReason)
        # Once the window stands: a copy of a large file must not hold up its first picture.
        QTimer.singleShot(1500, self, self._back_up_if_due)
        self._backups.start(_BACKUP_EVERY_MS)
        self._show_saved()

    def closeEvent(self, event: QCloseEvent) -> None:
        focus = QApplication.focusWidget()
        if focus is not None:
            focus.clearFocus()  # a field being edited writes what was typed when it loses the focus
        if not self.jobs.may_close():
            self.messages.show_message(self.tr("Work is still under way: wait for it, or cancel it first."), "warning")
            event.ignore()
            return
        self.settings.setValue("geometry", self.saveGeometry())
        if self._panes_moved:
            self.settings.setValue("splitter", self.splitter.saveState())
        self.settings.setValue("timelineSplitter", self.timeline_page.splitter.saveState())
        self.settings.setValue("tab", self.tab)
        self.settings.setValue("lanes", self.timeline_page.grouping)
        self.settings.setValue("timelineTable", self.timeline_page.table.save_state())
        if self.table is not None:
            self.settings.setValue("table", self.table.save_state())
        self.session.attempt(self.session.mark_as_seen)
        self.session.close()
        event.accept()

    def _restore(self) -> None:
        for name, restore in (
            ("geometry", self.restoreGeometry),
            ("splitter", self.splitter.restoreState),
            ("timelineSplitter", self.timeline_page.splitter.restoreState),
        ):
            state: Any = self.settings.value(name)
            if isinstance(state, QByteArray):
                restore(state)
                self._panes_moved |= name == "splitter"
        tab, lanes = str(self.settings.value("tab", "timeline")), str(self.settings.value("lanes", "family"))
        self.timeline_page.group_by(lanes)
        self.timeline_page.table.restore_state(str(self.settings.value("timelineTable", "")))
        self.show_tab(tab if tab in TABS else "timeline")


def _stops(part: QWidget) -> list[QWidget]:
    """What Tab visits in a part of the window, in the order in which it does."""
    found = [part] if part.focusPolicy() & Qt.FocusPolicy.TabFocus else []
    widget = part.nextInFocusChain()
    while widget is not None and widget is not part:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and part.isAncestorOf(widget):
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def _ago(window: MainWindow, moment: Any) -> str:
    from datetime import UTC, datetime

    minutes = int((datetime.now(UTC) - moment).total_seconds() // 60)
    if minutes < 1:
        return window.tr("just now")
    if minutes < 60:
        return window.tr("{0} min ago").format(minutes)
    if minutes < 48 * 60:
        return window.tr("{0} h ago").format(minutes // 60)
    return window.tr("{0} days ago").format(minutes // 1440)
