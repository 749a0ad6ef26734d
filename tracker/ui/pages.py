"""The pages of the window and the row of tabs over them. A new page is one more entry of `PAGES`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tracker.ui.table.table_view import EventTable
from tracker.ui.theme import Theme
from tracker.ui.timeline.follow_bar import FollowBar
from tracker.ui.timeline.timeline_page import TimelinePage

if TYPE_CHECKING:
    from tracker.ui.main_window import MainWindow

_GAP = 4


@dataclass(frozen=True)
class Page:
    """A tab: its name in the program and the settings, its words (& before its letter in the View menu), its widget.

    The widget is made when it is first asked for. It has `set_theme(theme)`, and may have `controls`, a widget that
    stands beside the tabs while the page is shown (what in it has the property `yields` goes first where room is
    short), and `main_view`, which gets the keyboard; without one that is its first table, or the page itself.
    """

    name: str
    words: str
    make: Callable[[MainWindow], QWidget]
    of_events: bool = False
    """While the tracker has no event, the first steps stand in its place."""
    folds: bool = False
    """Its tab goes into More before the controls of another page give way to it."""

    @property
    def menu_label(self) -> str:
        """The words of the View menu."""
        return QCoreApplication.translate("Pages", self.words)

    @property
    def label(self) -> str:
        """The words of the tab."""
        return self.menu_label.replace("&", "")


def _timeline(window: MainWindow) -> QWidget:
    return TimelinePage(window.session, window.theme, window)


def _table(window: MainWindow) -> QWidget:
    table = EventTable(window.session, window.theme, window)
    table.restore_state(str(window.settings.value("table", "")))
    return table


def _concerns(window: MainWindow) -> QWidget:
    from tracker.ui.matrix.matrix_view import MatrixView

    return MatrixView(window.session, window.theme, window)


def _sources(window: MainWindow) -> QWidget:
    from tracker.ui.sources.link_checking import check_links
    from tracker.ui.sources.sources_view import SourcesView

    view = SourcesView(window.session, window.theme, window)
    view.events_asked_for.connect(lambda: window.show_tab("table"))
    view.links_asked_for.connect(lambda addresses: check_links(window, addresses))
    return view


def _state(window: MainWindow) -> QWidget:
    from tracker.ui.state.state_view import StateView

    return StateView(window.session, window.theme, window)


def _disputed(window: MainWindow) -> QWidget:
    from tracker.ui.points.points_view import PointsView

    view = PointsView(window.session, window.theme, window)
    view.event_asked_for.connect(lambda: window.show_tab("timeline"))
    return view


def _changes(window: MainWindow) -> QWidget:
    from tracker.ui.changes.changes_view import ChangesView

    return ChangesView(window.session, window.theme, window)


def _reader(window: MainWindow) -> QWidget:
    from tracker.ui.reader.reader_view import ReaderView

    view = ReaderView(window.session, window.theme, window)
    view.back_asked.connect(window.leave_reader)
    view.sources_asked.connect(lambda: window.show_tab("sources"))
    return view


def _inbox(window: MainWindow) -> QWidget:
    from tracker.ui.inbox.inbox_view import InboxView

    view = InboxView(window.session, window.theme, window.feed_checks, window)
    view.capture_asked.connect(lambda url, item: window.capture(url=url, inbox_item=item))
    return view


PAGES = (
    Page("timeline", str(QT_TRANSLATE_NOOP("Pages", "&Timeline")), _timeline, of_events=True),
    Page("table", str(QT_TRANSLATE_NOOP("Pages", "Ta&ble")), _table, of_events=True),
    Page("concerns", str(QT_TRANSLATE_NOOP("Pages", "&Concerns")), _concerns),
    Page("sources", str(QT_TRANSLATE_NOOP("Pages", "&Sources")), _sources),
    Page("state", str(QT_TRANSLATE_NOOP("Pages", "Stat&e of play")), _state),
    Page("changes", str(QT_TRANSLATE_NOOP("Pages", "C&hanges")), _changes, folds=True),
    Page("reader", str(QT_TRANSLATE_NOOP("Pages", "Rea&der")), _reader, folds=True),
    Page("disputed", str(QT_TRANSLATE_NOOP("Pages", "Disp&uted")), _disputed, folds=True),
    Page("inbox", str(QT_TRANSLATE_NOOP("Pages", "&Inbox")), _inbox, folds=True),
)
TABS = tuple(page.name for page in PAGES)


class Pages(QWidget):
    """The middle of the window: tabs, what belongs to the page beside or below them, the page.

    `made`: a page is new ('' for the first steps, which stand in for pages of events while there are none).
    """

    made = Signal(str)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._made: dict[str, QWidget] = {}
        self._current = ""
        self._empty = False
        self._first_steps: QWidget | None = None
        self.stack = QStackedWidget(self)
        self.tabs = QButtonGroup(self)
        self._beside, self._below = QWidget(self), QWidget(self)
        self._build()

    def _build(self) -> None:
        row = QHBoxLayout(self._beside)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(_GAP)
        for number, page in enumerate(PAGES):
            button = QPushButton(page.label, self._beside)
            button.setProperty("look", "tab")
            button.setCheckable(True)
            button.setAutoExclusive(True)  # so that it is heard as one of several
            button.setAccessibleName(self.tr("Show {0}").format(page.label))
            button.setToolTip(f"{page.label} (Ctrl+{number + 1})")
            button.clicked.connect(lambda _=False, tab=page.name: self._window.show_tab(tab))
            self.tabs.addButton(button, number)
            row.addWidget(button)
        self.more = QToolButton(self._beside)
        self.more.setText(self.tr("More ▾"))
        self.more.setAccessibleName(self.tr("More pages"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(QMenu(self.more))
        self.more.hide()
        row.addWidget(self.more)
        row.addStretch(1)
        below = QHBoxLayout(self._below)
        below.setContentsMargins(12, 0, 12, 8)
        below.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.follow_bar = FollowBar(self._window.session, self)
        for part in (self._beside, self._below, self.follow_bar):
            layout.addWidget(part)
        layout.addWidget(self.stack, 1)

    # Asking

    @property
    def current(self) -> str:
        """Which of `TABS` is in front."""
        return self._current

    def page(self, name: str) -> Any:
        """A page, made if need be."""
        if name not in self._made:
            page = next(p for p in PAGES if p.name == name).make(self._window)
            self._made[name] = page
            self.stack.addWidget(page)
            controls = self._controls(page)
            if controls is not None:
                controls.setVisible(False)
            self.made.emit(name)
        return self._made[name]

    def if_made(self, name: str) -> Any:
        """A page, None if nobody has looked at it yet."""
        return self._made.get(name)

    def main_view(self) -> QWidget:
        """What the keyboard is for in the page in front."""
        page = self.stack.currentWidget()
        assert page is not None
        view: QWidget = getattr(page, "main_view", None) or page.findChild(QTableView) or page
        return view

    def chosen_events(self) -> list[int]:
        """The events chosen in the table in front, if several are; else the one that all views show as selected."""
        page = self.stack.currentWidget()
        table = page if isinstance(page, EventTable) else page.findChild(EventTable) if page is not None else None
        events = table.selected_ids() if table is not None else []
        selection = self._window.session.selection
        return events if len(events) > 1 else [selection] if selection else events

    def parts(self) -> list[QWidget]:
        """What Tab goes through after the tabs, in its order: the controls of every page, then the pages."""
        controls = [c for page in self._made.values() if (c := self._controls(page)) is not None]
        steps = [self._first_steps] if self._first_steps is not None else []
        return [*controls, self.follow_bar, *self._made.values(), *steps]

    @staticmethod
    def _controls(page: QWidget) -> QWidget | None:
        return getattr(page, "controls", None)

    # Doing

    def show_page(self, name: str) -> None:
        """Bring one of `TABS` to the front; the keyboard goes along if it was in the page that goes."""
        page = self.page(name)
        self._current = name
        if self._empty and next(p for p in PAGES if p.name == name).of_events:
            page = self._steps()
        focus = self._window.focusWidget()
        left_behind = focus is not None and self.stack.isAncestorOf(focus)
        self.stack.setCurrentWidget(page)
        if left_behind:
            self.main_view().setFocus(Qt.FocusReason.OtherFocusReason)
        self.tabs.button(TABS.index(name)).setChecked(True)
        for button in self.tabs.buttons():
            # Tab comes to the one that is chosen; the arrows go on to the others.
            policy = Qt.FocusPolicy.StrongFocus if button.isChecked() else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)
        for other in self._made.values():
            controls = self._controls(other)
            if controls is not None:
                controls.setVisible(other is page)
        self.make_room()

    def set_empty(self, empty: bool) -> None:
        """While the tracker has no event, the ways to begin stand where events would."""
        if empty != self._empty:
            self._empty = empty
            self.show_page(self._current)

    def _steps(self) -> QWidget:
        if self._first_steps is None:
            from tracker.ui.first_steps import FirstSteps

            self._first_steps = FirstSteps(self._window)
            self.stack.addWidget(self._first_steps)
            self.made.emit("")
        return self._first_steps

    def set_theme(self, theme: Theme) -> None:
        """Draw every page made so far in these colours."""
        for page in self._made.values():
            page.set_theme(theme)  # type: ignore[attr-defined]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # What nobody in the page had a use for: out of the chain that is followed.
        if event.key() == Qt.Key.Key_Escape and self.follow_bar.following:
            self.follow_bar.leave()
        else:
            super().keyPressEvent(event)

    # Room

    def make_room(self) -> None:
        """Where room is short: words among the controls give way, tabs that fold go into More, the controls go below
        the tabs, and then other tabs into More."""
        page = self.stack.currentWidget()
        if page is None:
            return
        room = self.width() - 24
        widths = self._tab_widths()
        tabs = sum(widths)
        kept = [w for w, each in zip(widths, PAGES, strict=True) if not each.folds or each.name == self.current]
        fewest = sum(kept) + self.more.sizeHint().width() + _GAP
        controls = self._controls(page)
        if controls is not None:
            yielding = [w for w in controls.findChildren(QWidget) if w.property("yields")]
            words = sum(w.sizeHint().width() + _GAP for w in yielding)
            shown = sum(w.sizeHint().width() + _GAP for w in yielding if w.isVisibleTo(controls))
            buttons = controls.sizeHint().width() - shown
            below = min(tabs, fewest) + buttons > room
            for word in yielding:
                word.setVisible((0 if below else tabs) + words + buttons <= room)
            room -= 0 if below else controls.sizeHint().width()
            row = (self._below if below else self._beside).layout()
            assert row is not None
            if controls.parentWidget() is not row.parentWidget():
                row.addWidget(controls)
            self._below.setVisible(below)
        else:
            self._below.setVisible(False)
        self._fold_tabs(widths, room)

    def _tab_widths(self) -> list[int]:
        widths = []
        for tab in self.tabs.buttons():
            bold = QFont(tab.font())
            bold.setWeight(QFont.Weight.DemiBold)
            # As wide as it is when chosen, so that choosing one does not move the others.
            tab.setMinimumWidth(QFontMetrics(bold).horizontalAdvance(tab.text()) + 20)
            widths.append(max(tab.sizeHint().width(), tab.minimumWidth()) + _GAP)
        return widths

    def _fold_tabs(self, widths: list[int], room: int) -> None:
        """Show as many tabs as there is room for, the chosen one always; More offers the others."""
        chosen = TABS.index(self.current)
        folds = sum(widths) > room
        left = room - widths[chosen] - (self.more.sizeHint().width() + _GAP if folds else 0)
        menu = self.more.menu()
        menu.clear()
        full = False
        for number, (width, action) in enumerate(zip(widths, self._window.actions_.tabs, strict=True)):
            if number != chosen:
                full |= width > left
                left -= width
            shown = number == chosen or not full
            self.tabs.button(number).setVisible(shown)
            if not shown:
                menu.addAction(action)
        self.more.setVisible(folds)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.make_room()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.make_room()
