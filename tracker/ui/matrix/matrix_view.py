"""Who is concerned about what, as of a day: stakeholders by themes, each cell the latest position.

A click, or Enter, shows what was said under a cell; with Ctrl it narrows the search.
"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tracker import query
from tracker.store import Store
from tracker.store.matrix import Matrix, matrix
from tracker.ui.matrix.model import SORTS, MatrixModel
from tracker.ui.matrix.paint import MARK, Legend, MatrixDelegate, MatrixHeader, small_metrics
from tracker.ui.matrix.quotes import CellPanel
from tracker.ui.session import Results, Session
from tracker.ui.theme import Theme
from tracker.ui.widgets.day_bar import DayBar
from tracker.ui.widgets.empty_text import paint_empty_text
from tracker.ui.widgets.panel_splitter import PanelSplitter
from tracker.ui.widgets.read_when_seen import ReadWhenSeen


class _Grid(QTableView):
    """Cells answer with `opened` (row, column; whether by key), or with Ctrl held with `narrowed`."""

    opened = Signal(int, int, bool)
    narrowed = Signal(int, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.empty_text = ""
        self.muted = QColor()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self._answer(self.currentIndex(), event.modifiers(), by_key=True)
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index == self.currentIndex():
            self._answer(index, event.modifiers(), by_key=False)

    def _answer(self, index: QModelIndex, modifiers: Qt.KeyboardModifier, *, by_key: bool) -> None:
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            self.narrowed.emit(index.row(), index.column())
        else:
            self.opened.emit(index.row(), index.column(), by_key)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.empty_text and not self.model().rowCount():
            paint_empty_text(self, self.empty_text, self.muted)


class MatrixView(ReadWhenSeen):
    """The matrix of what the current search finds, read anew when it is looked at."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.theme = theme
        self._cell = (-1, -1)
        self.model = MatrixModel(self)
        self.grid = _Grid(self)
        self.grid.setAccessibleName(self.tr("Concerns: stakeholders by themes"))
        self.delegate = MatrixDelegate(theme, self.grid)
        self.across = MatrixHeader(theme, Qt.Orientation.Horizontal, self.grid)
        self.down = MatrixHeader(theme, Qt.Orientation.Vertical, self.grid)
        self.grid.setHorizontalHeader(self.across)
        self.grid.setVerticalHeader(self.down)
        self.grid.setItemDelegate(self.delegate)
        self.grid.setModel(self.model)
        self.grid.setShowGrid(False)
        self.grid.setMouseTracking(True)
        self.grid.setTabKeyNavigation(False)
        self.grid.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.grid.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.grid.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.grid.opened.connect(self._open)
        self.grid.narrowed.connect(self._narrow)
        self.grid.selectionModel().currentChanged.connect(lambda *_: self._follow_cell())
        self.across.sectionClicked.connect(lambda n: self._toggle(("concern", self.model.matrix.themes[n])))
        self.down.sectionClicked.connect(lambda n: self._toggle(("raised-by", self.model.rows[n].name)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.days = DayBar(theme, self, whole=True)
        self.days.changed.connect(self._on_day)
        self.panel = CellPanel(session, theme, self)
        self.panel.closed.connect(self._close_panel)
        self.panel.narrow_asked.connect(lambda: self._narrow(self._cell[0], self._cell[1]))
        self.splitter = PanelSplitter(self.grid, self.panel, self)
        layout.addWidget(self._build_bar())
        layout.addWidget(self.days)
        layout.addWidget(self.splitter, 1)
        for at, stop in pairwise((self.sort_button, *self.days.stops, self.grid, *self.panel.stops)):
            QWidget.setTabOrder(at, stop)
        self.main_view = self.grid
        session.searched.connect(self.renew)
        self.set_theme(theme)

    def _build_bar(self) -> QWidget:
        bar = QWidget(self)
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 4, 12, 8)
        row.setSpacing(8)
        self.legend = Legend(self.theme, bar)
        row.addWidget(self.legend)
        row.addStretch(1)
        self.sort_label = label = QLabel(self.tr("Rows by"), bar)
        label.setProperty("look", "muted")
        self.sort_button = QToolButton(bar)
        self.sort_button.setProperty("look", "button")
        self.sort_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.sort_button.setAccessibleName(label.text())
        self.sort_button.setToolTip(label.text())
        menu = QMenu(self.sort_button)
        group = QActionGroup(menu)
        names = {
            "concerns": self.tr("Concerns"),
            "kind": self.tr("Kind"),
            "name": self.tr("Name"),
        }
        for sort in SORTS:
            action = QAction(names[sort], menu)
            action.setCheckable(True)
            action.setChecked(sort == self.model.ordered_by)
            action.setData(sort)
            group.addAction(action)
            menu.addAction(action)
        group.triggered.connect(self._on_sort)
        self.sort_button.setMenu(menu)
        self.sort_button.setText(f"{names[self.model.ordered_by]} ▾")
        row.addWidget(label)
        row.addWidget(self.sort_button)
        return bar

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.theme = self.delegate.theme = self.across.theme = self.down.theme = self.legend.theme = theme
        self.grid.muted = theme.muted
        self.days.set_theme(theme)
        self.panel.set_theme(theme)
        for widget in (self.grid.viewport(), self.across.viewport(), self.down.viewport(), self.legend):
            widget.update()

    def _on_sort(self, action: QAction) -> None:
        self.model.sort_by(action.data())
        self.sort_button.setText(f"{action.text()} ▾")

    # Reading

    def read(self) -> None:
        """Read who is concerned about what in the events that are found."""
        self._stale = False
        results = self.session.results

        def read(store: Store) -> Matrix:
            return matrix(store.connection, results.ids)

        self.session.read("matrix", read, lambda shown: self._show(shown, results))

    def _show(self, shown: Matrix, results: Results) -> None:
        at = self.grid.currentIndex()
        current = (
            (self.model.rows[at.row()].stakeholder, self.model.matrix.themes[at.column()]) if at.isValid() else None
        )
        if results.text.strip():
            self.grid.empty_text = self.tr("No concern is recorded for the events of this search.")
        else:
            self.grid.empty_text = self.tr(
                "No concerns yet. Select an event and add what a stakeholder said about it with Ctrl+Shift+C."
            )
        self.model.show(shown, results.text)
        self.days.set_days(shown.days)
        self.days.setVisible(bool(shown.rows or results.text.strip()))
        self._fit()
        rows = [row.stakeholder for row in self.model.rows]
        if current is not None and current[0] in rows and current[1] in shown.themes:
            self.grid.setCurrentIndex(self.model.index(rows.index(current[0]), shown.themes.index(current[1])))
            self._follow_cell()
        elif self.panel.isVisibleTo(self):
            self._close_panel()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """Share the width among the themes; where that is too narrow for their words, turn them upright."""
        parts = (self.legend, self.sort_label, self.sort_button)
        self.sort_label.setVisible(sum(part.sizeHint().width() + 8 for part in parts) + 24 <= self.width())
        themes = max(len(self.model.matrix.themes), 1)
        metrics = self.grid.fontMetrics()
        self.down.widest = max(120, self.width() * 3 // 11)
        room = self.width() - self.down.sizeHint().width() - 14
        share = room // themes
        self.across.upright = share < self.across.needed_width()
        # Two lines of an upright heading, or the headings of large text would take the whole page.
        narrowest = max(metrics.horizontalAdvance("00") + MARK + 12, 2 * metrics.lineSpacing() + 8)
        self.across.setDefaultSectionSize(max(narrowest, min(share, 132)))
        notes = small_metrics(self.grid.font()).height() if self.model.since else 0
        self.down.setDefaultSectionSize(metrics.height() + 17 + notes)
        # With large text in a small window the headings leave room for rows, and are read in full in their tool tips.
        most = max(5 * metrics.lineSpacing(), self.grid.height() * 45 // 100)
        self.across.setFixedHeight(min(self.across.sizeHint().height(), most))
        self.grid.updateGeometries()

    # The day

    def _on_day(self) -> None:
        compares = bool(self.model.since)
        self.model.show_day(self.days.day, self.days.since)
        if compares != bool(self.model.since):
            self._fit()
        self._follow_cell()

    # From a cell to what was said

    def _open(self, row: int, column: int, by_key: bool) -> None:
        if self.model.cell(row, column) is None:
            return
        if self.splitter.open_panel():
            self.grid.scrollTo(self.model.index(row, column))
        self._show_cell(row, column, focus=by_key)

    def _show_cell(self, row: int, column: int, *, focus: bool = False) -> None:
        self._cell = (row, column)
        history = self.model.history(row, column)
        concerns = history.concerns(self.model.day) if history is not None else ()
        who, theme = self.model.rows[row].name, self.model.matrix.themes[column]
        self.panel.show_cell(who, theme, self.model.day, concerns, focus=focus)

    def _follow_cell(self) -> None:
        """The panel, while it is open, shows the cell one stands on."""
        index = self.grid.currentIndex()
        if self.panel.isVisibleTo(self) and index.isValid():
            self._show_cell(index.row(), index.column())

    def _close_panel(self) -> None:
        self.panel.hide()
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    # Narrowing

    def _narrow(self, row: int, column: int) -> None:
        if self.model.history(row, column) is None:
            return
        theme, name = self.model.matrix.themes[column], self.model.rows[row].name
        self._toggle(("concern", theme), ("raised-by", name))

    def _toggle(self, *terms: tuple[str, str]) -> None:
        """Narrow the search by these terms, or take them out if all are in it."""
        text = self.session.search_text
        change = query.without_term if all(query.has_term(text, *t) for t in terms) else query.with_term
        for field, value in terms:
            text = change(text, field, value)
        self.session.search(text)
