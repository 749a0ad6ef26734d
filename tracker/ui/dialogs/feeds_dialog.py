"""The feeds that are followed: add one by its address, set its schedule, see how it answered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tracker.capture.feeds import FeedRead
from tracker.errors import CancelledError, TrackerError
from tracker.operations.inbox import add_feed, add_feeds, change_feed, remove_feeds
from tracker.store import Store
from tracker.store.inbox import FeedRow, feed_rows
from tracker.ui.feed_checks import FeedChecks
from tracker.ui.feed_model import SCHEDULES, FeedModel, schedule_words
from tracker.ui.jobs import Job
from tracker.ui.room import roomy
from tracker.ui.session import Session
from tracker.ui.theme import Theme
from tracker.ui.web_links import host_of
from tracker.ui.widgets.choice_box import ChoiceBox
from tracker.ui.widgets.plain_label import plain_label
from tracker.ui.widgets.row_table import Column, RowTable
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
        self.theme = theme
        self.checks = checks
        self._job: Job | None = None
        self._looked_at = ""  # the address of which `found` tells
        self._found: FeedRead | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Feeds"))
        self._build_adding()
        self._build_list()
        self._build_changing()
        self.note = plain_label(self, "muted")
        self.note.setText(
            self.tr(
                "Checking a feed asks the computer it comes from, which then knows that somebody with your internet "
                "address reads it. Nothing about your tracker is sent. Feeds on a schedule are asked while this "
                "window is open, and never otherwise."
            )
        )
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.buttons.rejected.connect(self.reject)
        self.list_button = self.buttons.addButton(self.tr("Add from &OPML…"), QDialogButtonBox.ButtonRole.ActionRole)
        self.list_button.setToolTip(self.tr("Follow the feeds in a list that a feed reader exported"))
        self.list_button.setAutoDefault(False)
        self.list_button.clicked.connect(self.choose_list)
        close = self.buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(8)
        layout.addLayout(self.adding)
        layout.addWidget(self.said)
        layout.addWidget(self.table, 1)
        layout.addLayout(self.changing)
        layout.addLayout(self.answering)
        layout.addWidget(self.note)
        layout.addWidget(self.buttons)
        self.resize(roomy(self, 960, 560))
        session.changed.connect(self._on_changed)
        session.closing.connect(self._stop)
        checks.checked.connect(self.read)
        self._tell()
        self.read()

    # Building

    def _build_adding(self) -> None:
        self.address = QLineEdit(self)
        self.address.setPlaceholderText("https://")
        self.address.textChanged.connect(lambda _: self._tell())
        self.address.returnPressed.connect(self.go_on)
        words = QLabel(self.tr("&Address of a feed"), self)
        words.setBuddy(self.address)
        self.every = self._schedule_box(self.tr("How often the new feed is asked"))
        self.look = QPushButton(self.tr("&Look at it"), self)
        self.look.setAutoDefault(False)
        self.look.clicked.connect(self.look_at)
        self.follow = QPushButton(self.tr("&Follow"), self)
        self.follow.setProperty("look", "primary")
        self.follow.setAutoDefault(False)
        self.follow.clicked.connect(self.add)
        self.said = plain_label(self, "muted")
        self.adding = QHBoxLayout()
        self.adding.setSpacing(8)
        for widget, stretch in ((words, 0), (self.address, 1), (self.every, 0), (self.look, 0), (self.follow, 0)):
            self.adding.addWidget(widget, stretch)

    def _schedule_box(self, name: str) -> ChoiceBox:
        box = ChoiceBox([(str(hours), schedule_words(hours)) for hours in SCHEDULES], self)
        box.setAccessibleName(name)
        box.setMinimumWidth(box.fontMetrics().horizontalAdvance(schedule_words(0)) + 48)
        return box

    def _build_list(self) -> None:
        self.feeds = FeedModel(self)
        self.table = _FeedTable(self.theme, self)
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
        self.schedule = self._schedule_box(self.tr("How often the selected feed is asked"))
        self.schedule.committed.connect(self._reschedule)
        self.check = QPushButton(self.tr("&Check now"), self)
        self.check.clicked.connect(self.check_now)
        self.remove_button = QPushButton(self.tr("&Remove"), self)
        self.remove_button.clicked.connect(self.remove)
        self.problem = plain_label(self, "muted")
        self.take = QPushButton(self.tr("Take the &new address"), self)
        self.take.setAutoDefault(False)
        self.take.clicked.connect(self.take_address)
        self.answering = QHBoxLayout()
        self.answering.setSpacing(8)
        self.answering.addWidget(self.problem, 1)
        self.answering.addWidget(self.take)
        self.changing = QGridLayout()
        self.changing.setHorizontalSpacing(8)
        for column, widget in enumerate((words, self.name, self.schedule, self.check, self.remove_button)):
            if isinstance(widget, QPushButton):
                widget.setAutoDefault(False)
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

        self.session.reader.request("feeds", read, self._show, lambda error: self._say(str(error), "error"))

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
        self.problem.setProperty("look", "warning" if one and one.state.problem else "muted")
        self.problem.style().polish(self.problem)
        moved = self.checks.moved.get(one.id, "") if one else ""
        self.take.setVisible(bool(moved) and one is not None and one.url != moved)
        self.take.setToolTip(shown(moved, longest=600))
        self.take.setEnabled(writable)

    # Adding

    def go_on(self) -> None:
        """Enter in the address: look at it, then follow it."""
        if self.follow.isEnabled():
            self.add()
        elif self.look.isEnabled():
            self.look_at()

    def look_at(self) -> None:
        """Ask the address, and say what it has."""
        from tracker.capture.feed_checking import check_feed

        url, private = self.address.text().strip(), self.checks.allow_private

        def work(_: Any, cancelled: Any) -> FeedRead | None:
            def check() -> None:
                if cancelled():
                    raise CancelledError("It was stopped.")

            return check_feed(url, allow_private=private, check=check).read

        host = host_of(url)
        if self._job is not None or not host:
            return
        self._looked_at, self._found = url, None
        self._say(self.tr("Asking {0} …").format(host), "muted")
        self._run(Job(self.tr("Looking at a feed"), work, self), self._on_found, self._on_not_found)

    def _on_found(self, found: FeedRead) -> None:
        if self._looked_at != self.address.text().strip():
            return
        self._found = found
        count = len(found.entries)
        has = self.tr("1 entry") if count == 1 else self.tr("{0} entries").format(f"{count:,}")
        parts = [self.tr("“{0}” has {1}.").format(found.title or self._looked_at, has)]
        if found.entries:
            parts.append(self.tr("The first: {0}").format(found.entries[0].title))
        self._say(shown(" ".join([*parts, *found.notes]), longest=600), "warning" if found.notes else "muted")

    def _on_not_found(self, error: TrackerError) -> None:
        if self._looked_at == self.address.text().strip():
            self._say(shown(str(error), longest=600), "error")

    def _on_over(self) -> None:
        if self._job is not None:
            self._job.deleteLater()
        self._job = None
        self._tell()

    def add(self) -> None:
        """Follow the feed that was looked at, and ask for what it has."""
        url, found = self.address.text().strip(), self._found
        try:
            made = add_feed(self.session.store, url, found.title if found else "", int(self.every.value()))
        except TrackerError as error:
            self._say(str(error), "error")
            return
        self.address.clear()
        self._say(self.tr("Following “{0}”.").format(shown(made.title or made.url, one_line=True)), "muted")
        self.address.setFocus(Qt.FocusReason.OtherFocusReason)
        self.checks.check([made.id])

    def choose_list(self) -> None:
        """Ask for an OPML file, and follow the feeds that it lists."""
        kinds = self.tr("Lists of feeds (*.opml *.xml);;All files (*)")
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Add feeds from OPML"), "", kinds)
        if name:
            self.add_list(Path(name))

    def add_list(self, path: Path) -> None:
        """Follow the feeds that an OPML file lists; none of them is asked yet."""

        def work(*_: Any) -> list[tuple[str, str]]:
            from tracker.capture.feed_checking import read_list

            return read_list(path.read_bytes())

        self._run(Job(self.tr("Reading a list of feeds"), work, self), self._on_listed, self._on_not_listed)

    def _on_listed(self, found: list[tuple[str, str]]) -> None:
        try:
            made = add_feeds(self.session.store, found)
        except TrackerError as error:
            self._say(str(error), "error")
            return
        words = self.tr("Following {0} more, of {1} listed. “Check now” asks those selected.")
        self._say(words.format(f"{len(made):,}", f"{len(found):,}"), "muted")

    def _on_not_listed(self, error: Exception) -> None:
        self._say(shown(str(error), longest=600), "error")

    def _run(self, job: Job, done: Callable[[Any], None], failed: Callable[[Any], None]) -> None:
        if self._job is not None:
            return
        self._job = job
        job.succeeded.connect(done)
        job.failed.connect(failed)
        job.finished.connect(self._on_over)
        job.start()
        self._tell()

    def _tell(self) -> None:
        """What can be done with the address as it stands."""
        url = self.address.text().strip()
        writable = not self.session.store.read_only
        seen = self._found is not None and self._looked_at == url
        self.address.setEnabled(writable)
        self.list_button.setEnabled(writable and self._job is None)
        self.every.setEnabled(writable)
        self.look.setEnabled(writable and bool(host_of(url)) and self._job is None and not seen)
        self.follow.setEnabled(writable and seen)
        if url and url != self._looked_at and self._job is None:
            host = host_of(url)
            known = "https://".startswith(url) or "http://".startswith(url)
            words = self.tr("“Look at it” (Enter) asks {0} what it has.").format(host) if host else ""
            self._say(words or ("" if known else self.tr("An address begins with https:// or http://.")), "muted")

    def _say(self, text: str, look: str) -> None:
        self.said.setText(text)
        self.said.setProperty("look", look)
        self.said.style().polish(self.said)

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
            self._say(str(error), "error")
            return False
        return True

    def take_address(self) -> None:
        """Follow the selected feed where it has moved to for good; what it brought goes with it."""
        rows = self.selected()
        moved = self.checks.moved.get(rows[0].id, "") if len(rows) == 1 else ""
        if moved and self._change(rows[0], url=moved):
            words = self.tr("It is followed at {0} now. Ctrl+Z in the window takes that back.")
            self._say(words.format(shown(moved, longest=200)), "muted")

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
            self._say(str(error), "error")
            return
        self._say(self.tr("Removed. What was brought stays; Ctrl+Z in the window has it back."), "muted")

    def reject(self) -> None:
        """Close; what is being asked is given up."""
        self._stop()
        super().reject()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job.wait()
