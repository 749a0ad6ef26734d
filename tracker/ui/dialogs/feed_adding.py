"""Adding feeds: by an address, which is looked at before it is followed, or from a list that another program made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from tracker.capture.feeds import FeedRead
from tracker.errors import CancelledError, TrackerError
from tracker.operations.inbox import add_feed, add_feeds
from tracker.ui.announcing import announce
from tracker.ui.inbox.feed_checks import FeedChecks
from tracker.ui.inbox.feed_model import SCHEDULES, schedule_words
from tracker.ui.jobs import Job
from tracker.ui.session import Session
from tracker.ui.web_links import host_of
from tracker.ui.widgets.choice_box import ChoiceBox
from tracker.ui.widgets.plain_label import plain_label
from tracker.ui.widgets.restyle import restyle
from tracker.ui.widgets.side_button import side_button
from tracker.ui.widgets.text_layout import shown


def schedule_box(parent: QWidget, name: str) -> ChoiceBox:
    """How often a feed is asked: the hours as text."""
    box = ChoiceBox([(str(hours), schedule_words(hours)) for hours in SCHEDULES], parent)
    box.setAccessibleName(name)
    box.setMinimumWidth(box.fontMetrics().horizontalAdvance(schedule_words(0)) + 48)
    return box


class FeedAdding(QWidget):
    """An address with what can be done with it, and below it what came of that. `told`: what can be done has changed;
    nothing else can be added while `is_busy`."""

    told = Signal()

    def __init__(self, session: Session, checks: FeedChecks, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self.checks = checks
        self._job: Job | None = None
        self._looked_at = ""  # the address of which `found` tells
        self._found: FeedRead | None = None
        self.address = QLineEdit(self)
        self.address.setPlaceholderText("https://")
        self.address.textChanged.connect(lambda _: self._tell())
        self.address.returnPressed.connect(self.go_on)
        words = QLabel(self.tr("&Address of a feed"), self)
        words.setBuddy(self.address)
        self.every = schedule_box(self, self.tr("How often the new feed is asked"))
        self.look = side_button(self, self.tr("&Look at it"), self.look_at)
        self.follow = side_button(self, self.tr("&Follow"), self.add)
        self.follow.setProperty("look", "primary")
        self.said = plain_label(self, "muted")
        self.said.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget, stretch in ((words, 0), (self.address, 1), (self.every, 0), (self.look, 0), (self.follow, 0)):
            row.addWidget(widget, stretch)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self.said)
        self._tell()

    @property
    def is_busy(self) -> bool:
        """Whether something is being asked."""
        return self._job is not None

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
        self.say(self.tr("Asking {0} …").format(host), "muted")
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
        self.say(shown(" ".join([*parts, *found.notes]), longest=600), "warning" if found.notes else "muted")

    def _on_not_found(self, error: TrackerError) -> None:
        if self._looked_at == self.address.text().strip():
            self.say(shown(str(error), longest=600), "error")

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
            self.say(str(error), "error")
            return
        self.address.clear()
        self.say(self.tr("Following “{0}”.").format(shown(made.title or made.url, one_line=True)), "muted")
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
            self.say(str(error), "error")
            return
        words = self.tr("Following {0} more, of {1} listed. “Check now” asks those selected.")
        self.say(words.format(f"{len(made):,}", f"{len(found):,}"), "muted")

    def _on_not_listed(self, error: Exception) -> None:
        self.say(shown(str(error), longest=600), "error")

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
        self.every.setEnabled(writable)
        self.look.setEnabled(writable and bool(host_of(url)) and self._job is None and not seen)
        self.follow.setEnabled(writable and seen)
        if url and url != self._looked_at and self._job is None:
            host = host_of(url)
            known = "https://".startswith(url) or "http://".startswith(url)
            words = self.tr("“Look at it” (Enter) asks {0} what it has.").format(host) if host else ""
            self.say(words or ("" if known else self.tr("An address begins with https:// or http://.")), "muted")
        self.told.emit()

    def say(self, text: str, look: str) -> None:
        """Say something below the address: 'muted', or as a 'warning' or an 'error'."""
        self.said.setText(text)
        self.said.setVisible(bool(text))
        restyle(self.said, look=look)
        announce(self.said, text, urgent=look == "error")

    def stop(self) -> None:
        """Give up what is being asked."""
        if self._job is not None:
            self._job.cancel()
            self._job.wait()
