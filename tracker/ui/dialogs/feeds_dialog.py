"""The feeds that are followed: add one by its address, set its schedule, see how it answered."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from tracker.errors import TrackerError
from tracker.operations.inbox import change_feed, remove_feeds
from tracker.store import Store
from tracker.store.inbox import FeedRow, feed_rows
from tracker.ui.dialogs.feed_adding import FeedAdding, schedule_box
from tracker.ui.inbox.feed_checks import FeedChecks
from tracker.ui.inbox.feed_model import FeedModel
from tracker.ui.room import open_at
from tracker.ui.session import Session
from tracker.ui.theme import Theme
from tracker.ui.widgets.plain_label import plain_label
from tracker.ui.widgets.restyle import restyle
from tracker.ui.widgets.row_table import Column, RowTable
from tracker.ui.widgets.side_button import side_button
from tracker.ui.widgets.text_layout import shown


class _FeedTable(RowTable):
    """Delete removes what is selected."""

    def __init__(self, theme: Theme, dialog: FeedsDialog) -> None:
        super().__init__(theme, dialog)
        self._dialog = dialog

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and not event.modifiers():
            self._dialog.remove()
        else:
            super().keyPressEvent(event)


class FeedsDialog(QDialog):
    """A list with what is known of each feed; above it an address to look at, below it what can be changed."""

    def __init__(self, session: Session, theme: Theme, checks: FeedChecks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.checks = checks
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Feeds"))
        self.adding = FeedAdding(session, checks, self)
        self._build_list(theme)
        self._build_changing()
        self.note = plain_label(self, "muted")
        self.note.setText(
            self.tr(
                "Checking a feed asks the computer it comes from, which then knows that somebody with your internet "
                "address reads it. Nothing about your tracker is sent. Feeds with a schedule are asked only "
                "while this window is open."
            )
        )
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.buttons.rejected.connect(self.reject)
        self.list_button = self.buttons.addButton(self.tr("Add from &OPML…"), QDialogButtonBox.ButtonRole.ActionRole)
        self.list_button.setToolTip(self.tr("Follow the feeds in a list that a feed reader exported"))
        self.list_button.setAutoDefault(False)
        self.list_button.clicked.connect(self.adding.choose_list)
        close = self.buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(8)
        layout.addWidget(self.adding)
        layout.addWidget(self.table, 1)
        layout.addLayout(self.changing)
        layout.addLayout(self.answering)
        layout.addWidget(self.note)
        layout.addWidget(self.buttons)
        open_at(self, 960, 560)
        session.changed.connect(self._on_changed)
        session.closing.connect(self.adding.stop)
        checks.checked.connect(self.read)
        self.adding.told.connect(self._enable_list)
        self._enable_list()
        self.read()

    # Building

    def _build_list(self, theme: Theme) -> None:
        self.feeds = FeedModel(self)
        self.table = _FeedTable(theme, self)
        self.table.setAccessibleName(self.tr("Feeds that are followed"))
        self.table.setModel(self.feeds)
        self.table.empty_text = self.tr("No feed is followed yet. Give the address of one above.")
        advance = self.table.fontMetrics().horizontalAdvance
        widths = {
            "feed": (240, 140),
            "schedule": (advance("Only when I ask") + 24, advance("Every hour") + 24),
            "checked": (advance("29 Sep 2025, 20:00") + 20, advance("29 Sep 2025") + 20),
            "items": (advance("1,000  100 new") + 40, advance("1,000") + 20),
            "state": (200, 90),
        }
        self.table.set_columns([Column(name, *widths[name]) for name in self.feeds.names], self.feeds.place("feed"))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_selected())

    def _build_changing(self) -> None:
        self.name = QLineEdit(self)
        self.name.setAccessibleName(self.tr("Title of the selected feed"))
        self.name.editingFinished.connect(self._rename)
        words = QLabel(self.tr("&Title"), self)
        words.setBuddy(self.name)
        self.schedule = schedule_box(self, self.tr("How often the selected feed is asked"))
        self.schedule.committed.connect(self._reschedule)
        self.check = side_button(self, self.tr("&Check now"), self.check_now)
        self.remove_button = side_button(self, self.tr("&Remove"), self.remove)
        self.problem = plain_label(self, "muted")
        self.take = side_button(self, self.tr("Use the &new address"), self.take_address)
        self.answering = QHBoxLayout()
        self.answering.setSpacing(8)
        self.answering.addWidget(self.problem, 1)
        self.answering.addWidget(self.take)
        self.changing = QGridLayout()
        self.changing.setHorizontalSpacing(8)
        for column, widget in enumerate((words, self.name, self.schedule, self.check, self.remove_button)):
            self.changing.addWidget(widget, 0, column)
        self.changing.setColumnStretch(1, 1)

    # Reading

    def _on_changed(self, change: Any) -> None:
        if change.tables() & {"feed", "inbox_item"}:
            self.read()

    def read(self) -> None:
        """Read the feeds."""

        def read(store: Store) -> list[FeedRow]:
            return feed_rows(store.connection)

        self.session.reader.request("feeds", read, self._show, lambda error: self.adding.say(str(error), "error"))

    def _show(self, rows: list[FeedRow]) -> None:
        chosen = {row.id for row in self.selected()}
        self.feeds.show(rows)
        places = [place for place, row in enumerate(rows) if row.id in chosen] or ([0] if rows else [])
        flags = QItemSelectionModel.SelectionFlag.Rows | QItemSelectionModel.SelectionFlag.Select
        for place in places:
            self.table.selectionModel().setCurrentIndex(self.feeds.index(place, 0), flags)
        self._show_selected()

    def selected(self) -> list[FeedRow]:
        """The feeds selected in the list."""
        return [self.feeds.rows[place] for place in self.table.selected_rows() if place < len(self.feeds.rows)]

    def _show_selected(self) -> None:
        rows = self.selected()
        writable = not self.session.store.read_only
        one = rows[0] if len(rows) == 1 else None
        self.name.setEnabled(one is not None and writable)
        if not self.name.hasFocus() or one is None:
            self.name.setText(shown(one.title, one_line=True) if one else "")
        self.name.setPlaceholderText(one.url if one else "")
        self.schedule.setEnabled(one is not None and writable)
        self.schedule.set_value(str(one.every_hours) if one else "0")
        self.check.setEnabled(bool(rows) and writable)
        self.remove_button.setEnabled(bool(rows) and writable)
        self.problem.setText(shown(one.state.problem or one.url, longest=600) if one else "")
        self.problem.setVisible(bool(self.problem.text()))
        restyle(self.problem, look="warning" if one and one.state.problem else "muted")
        moved = self.checks.moved.get(one.id, "") if one else ""
        self.take.setVisible(bool(moved) and one is not None and one.url != moved)
        self.take.setToolTip(shown(moved, longest=600))
        self.take.setEnabled(writable)

    def _enable_list(self) -> None:
        self.list_button.setEnabled(not self.session.store.read_only and not self.adding.is_busy)

    # Changing

    def _rename(self) -> None:
        rows = self.selected()
        title = self.name.text().strip()
        if len(rows) == 1 and self.name.isModified() and title != rows[0].title:
            self.name.setModified(False)
            self._change(rows[0], title=title)

    def _reschedule(self, hours: str) -> None:
        rows = self.selected()
        if len(rows) == 1:
            self._change(rows[0], every_hours=int(hours))

    def _change(self, row: FeedRow, **values: Any) -> bool:
        try:
            change_feed(self.session.store, row.id, **values)
        except TrackerError as error:
            self.adding.say(str(error), "error")
            return False
        return True

    def take_address(self) -> None:
        """Follow the selected feed where it has moved to for good; what it brought goes with it."""
        rows = self.selected()
        moved = self.checks.moved.get(rows[0].id, "") if len(rows) == 1 else ""
        if moved and self._change(rows[0], url=moved):
            words = self.tr("It is followed at {0} now. Ctrl+Z in the window takes that back.")
            self.adding.say(words.format(shown(moved, longest=200)), "muted")

    def check_now(self) -> None:
        """Ask the selected feeds what is new."""
        rows = self.selected()
        if rows:
            self.checks.check([row.id for row in rows])

    def remove(self) -> None:
        """Follow the selected feeds no longer; what they brought stays."""
        rows = self.selected()
        if not rows or self.session.store.read_only:
            return
        try:
            remove_feeds(self.session.store, [row.id for row in rows])
        except TrackerError as error:
            self.adding.say(str(error), "error")
            return
        self.adding.say(self.tr("Removed. What it brought stays; Ctrl+Z in the window brings the feed back."), "muted")

    def reject(self) -> None:
        """Close; what is being asked is given up."""
        self.adding.stop()
        super().reject()
