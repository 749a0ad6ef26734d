"""The command palette (Ctrl+K): one box over every action, page, search, event and tracker of late."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)
from shiboken6 import isValid

from tracker.store import Store
from tracker.ui.announcing import announce
from tracker.ui.jobs import FIRST
from tracker.ui.palette_entries import Entry, commands, days_typed, events_found, ranked
from tracker.ui.theme import Theme
from tracker.ui.widgets.plain_label import plain_label

if TYPE_CHECKING:
    from tracker.ui.main_window import MainWindow

Index = QModelIndex | QPersistentModelIndex
EntryRole = Qt.ItemDataRole.UserRole + 1
_MOST = 60
"""Entries shown: who needs more types on."""
_WIDTH = 64
"""Of the box, in letters."""
_ROWS = 12
_LEAST = 2
"""Letters typed before events are looked for."""


class _Model(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def show(self, entries: list[Entry]) -> None:
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        if role == EntryRole:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (entry.words, entry.kind, entry.keys, entry.why_not) if part)
        return None


class _Delegate(QStyledItemDelegate):
    """One line: the words, at the right what they are and the keys; why not, where it cannot be done now."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self.theme = theme
        self.view = view

    def sizeHint(self, option: QStyleOptionViewItem, _: Index) -> QSize:
        return QSize(200, option.fontMetrics.height() + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(EntryRole)
        theme, rect, metrics = self.theme, option.rect, option.fontMetrics
        painter.save()
        if index.row() == self.view.currentIndex().row():
            painter.fillRect(rect, theme.selection)
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), theme.accent)
        aside = entry.why_not or "   ".join(part for part in (entry.kind, entry.keys) if part)
        box = rect.adjusted(12, 0, -12, 0)
        aside = metrics.elidedText(aside, Qt.TextElideMode.ElideRight, box.width() // 2)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.setPen(theme.muted)
        painter.drawText(box, int(middle | Qt.AlignmentFlag.AlignRight), aside)
        room = box.width() - metrics.horizontalAdvance(aside) - 16
        words = metrics.elidedText(entry.words.replace("\n", " "), Qt.TextElideMode.ElideRight, room)
        painter.setPen(theme.faint if entry.why_not else theme.text)
        painter.drawText(box, int(middle | Qt.AlignmentFlag.AlignLeft), words)
        painter.restore()


class Palette(QDialog):
    """Made anew each time it is asked for, so that it knows what can be done at the moment.

    Up, Down, Page Up and Page Down choose, Enter does what is chosen; Esc, or a click elsewhere, changes nothing.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._window = window
        self._commands = commands(window)
        self._events: list[Entry] = []
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Command palette"))
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(self.tr("A command, a page, a search, an event, a date…"))
        self.line.setAccessibleName(self.tr("What to do, or where to go"))
        self.line.setMinimumHeight(round(2.4 * self.fontMetrics().height()))
        self.list = QListView(self)
        self.list.setAccessibleName(self.tr("What matches"))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The keyboard stays in the box: the arrows go through the list from there.
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.model = _Model(self)
        self.list.setModel(self.model)
        self._delegate = _Delegate(window.theme, self.list)
        self.list.setItemDelegate(self._delegate)
        self.note = plain_label(self, "muted")
        self.note.setContentsMargins(12, 0, 12, 0)
        frame = QFrame(self)
        frame.setProperty("look", "palette")
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(frame)
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        layout.addWidget(self.line)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.note)
        self.line.textChanged.connect(self._on_typed)
        self.line.installEventFilter(self)
        self.list.clicked.connect(lambda index: self.do(self.model.entries[index.row()]))
        self.list.entered.connect(lambda index: self._choose(index.row()))
        self._show(0)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self._delegate.theme = theme
        self.list.viewport().update()

    def open(self) -> None:
        """Show it over the upper middle of the window, with the keyboard in the box."""
        window, metrics = self._window, self.fontMetrics()
        width = min(_WIDTH * metrics.averageCharWidth() + 40, window.width() - 32)
        height = min((_ROWS + 4) * (metrics.height() + 12), window.height() - 80)
        self.resize(width, height)
        self.move(window.mapToGlobal(QPoint((window.width() - width) // 2, 56)))
        self.show()
        self.activateWindow()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def chosen(self) -> Entry | None:
        """What Enter would do."""
        row = self.list.currentIndex().row()
        return self.model.entries[row] if 0 <= row < len(self.model.entries) else None

    def do(self, entry: Entry) -> None:
        """Close, and do what an entry is for; one that cannot be done now says why and stays."""
        if entry.why_not:
            self._say(f"{entry.words}: {entry.why_not}")
            return
        self.close()
        self._window.activateWindow()
        entry.run()

    def _on_typed(self, text: str) -> None:
        self._events = []
        self._show(0)
        words = text.strip()
        if len(words) < _LEAST:
            return

        def show(found: list[Entry]) -> None:
            if isValid(self) and self.line.text() == text:
                self._events = found
                self._show(max(0, self.list.currentIndex().row()))

        session, window = self._window.session, self._window
        events = events_found(session, words)

        def read(store: Store) -> list[Entry]:
            # Dates too are read here: one in another language takes a moment.
            return [*days_typed(window, words), *events(store)]

        session.reader.request("palette", read, show, lambda _: None, rank=FIRST)

    def _show(self, row: int) -> None:
        typed = self.line.text()
        # Events come last, and later: what is chosen keeps its place when they do.
        self.model.show(ranked(self._commands, typed)[:_MOST] + self._events)
        self._choose(row)
        if self.model.entries:
            self.note.setText(self.tr("Enter does it, Esc closes."))
        else:
            self._say(self.tr("Nothing matches “{0}”.").format(typed))

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self.model.entries):
            index = self.model.index(row)
            self.list.setCurrentIndex(index)
            self.list.viewport().update()
            self._announce(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))

    def _say(self, text: str) -> None:
        self.note.setText(text)
        self._announce(text)

    def _announce(self, text: str) -> None:
        """Tell a screen reader, which follows the box, what is chosen in the list."""
        self.line.setAccessibleDescription(text)
        if self.isVisible():
            announce(self.line, text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the box that go to the list."""
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            page = max(1, self.list.viewport().height() // max(1, self.list.sizeHintForRow(0)) - 1)
            steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}
            key = Qt.Key(event.key())
            if key in steps:
                last = len(self.model.entries) - 1
                self._choose(min(last, max(0, self.list.currentIndex().row() + steps[key])))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self.chosen is not None:
                    self.do(self.chosen)
                return True
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """It goes when somebody turns to another window."""
        if event.type() == QEvent.Type.WindowDeactivate and self.isVisible():
            self.close()
        return super().event(event)
