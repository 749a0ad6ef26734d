"""Checking feeds from the window: when somebody asks, and on the schedule that somebody set for a feed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSettings, QTimer, Signal
from PySide6.QtWidgets import QApplication

from tracker.records import Id
from tracker.store import Store
from tracker.ui import waiting
from tracker.ui.job_bar import JobBar
from tracker.ui.jobs import LAST
from tracker.ui.network import allows_private
from tracker.ui.session import Session

if TYPE_CHECKING:
    from tracker.operations.checking_feeds import Checked
    from tracker.operations.inbox import TakenIn

_FIRST_MS = 20_000
_EVERY_MS = 5 * 60 * 1000
"""How often the window looks whether a feed's schedule asks for a look."""


class FeedChecks(QObject):
    """`checked`: feeds have been asked, and what they brought is in the inbox."""

    checked = Signal()

    def __init__(self, session: Session, jobs: JobBar, settings: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.jobs = jobs
        self.settings = settings
        self.moved: dict[Id, str] = {}
        """Feed -> the address that it has moved to for good, as it said when it was asked last."""
        self._waiting = False  # what feeds brought is held back for the moment
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.check_due)

    @property
    def allow_private(self) -> bool:
        """Whether addresses inside the user's own network may be asked."""
        return allows_private(self.settings)

    def watch(self) -> None:
        """From now on: ask the feeds on a schedule when it is time."""
        if not self.session.store.read_only and not self._timer.isActive():
            QTimer.singleShot(_FIRST_MS, self, self.check_due)
            self._timer.start(_EVERY_MS)

    def check(self, feeds: Sequence[Id] = ()) -> None:
        """Ask these feeds what is new, all if none are named; the outcome is said."""
        self._read(lambda store: _wanted(store, feeds), self._ask)

    def check_due(self) -> None:
        """Ask the feeds whose schedule says so; nothing is said where nothing is new."""
        if self.jobs.job is None and not self.session.is_lent and not self._waiting:
            self._read(_due, lambda rows: self._ask(rows, quietly=True) if rows else None)

    def _read(self, read: Callable[[Store], Any], done: Callable[[Any], None]) -> None:
        self.session.read("feeds to ask", read, done, rank=LAST)

    def _ask(self, rows: Sequence[Any], *, quietly: bool = False) -> None:
        from tracker.operations.checking_feeds import ask_feeds

        if not rows:
            self.session.message.emit(
                self.tr("No feed is followed yet. Add one under “Feeds…” in the Inbox."), "message"
            )
            return
        private = self.allow_private
        self.jobs.start(
            self.tr("Checking feeds"),
            lambda progress, cancelled: ask_feeds(rows, allow_private=private, progress=progress, cancelled=cancelled),
            lambda checked: self._take(checked, len(rows), quietly=quietly),
        )

    def _take(self, checked: Sequence[Checked], asked: int, *, quietly: bool) -> None:
        from tracker.operations.checking_feeds import take_answers

        many = sum(len(each.answer.read.entries) for each in checked if each.answer and each.answer.read) > waiting.FEW
        # A long write has the tracker, or one is to begin while hands are full: what feeds brought waits for the end.
        self._waiting = self.session.is_lent or (many and _are_hands_full(quietly=quietly))
        if self._waiting:
            QTimer.singleShot(waiting.PATIENCE_MS, self, lambda: self._take(checked, asked, quietly=quietly))
            return
        if many:
            waiting.write_while_waiting(
                self.session,
                self.jobs,
                self.tr("Taking in what feeds brought"),
                lambda store, *_: take_answers(store, checked),
                lambda taken: self._tell(taken, checked, asked, quietly=quietly),
                self.session.fail,
            )
            return
        store = self.session.store
        taken = self.session.attempt(lambda: take_answers(store, checked))
        if taken is not None:
            self._tell(taken, checked, asked, quietly=quietly)

    def _tell(self, taken: Sequence[TakenIn], checked: Sequence[Checked], asked: int, *, quietly: bool) -> None:
        from tracker.ui.widgets.text_layout import shown

        moved = [each for each in checked if each.moved]
        fresh = [each for each in moved if self.moved.get(each.feed.id) != each.moved]
        for each in checked:
            self.moved.pop(each.feed.id, None)
        self.moved.update((each.feed.id, each.moved) for each in moved)
        self.checked.emit()
        added = sum(counts.added for counts in taken)
        elsewhere = sum(counts.elsewhere for counts in taken)
        failed = [each for each in checked if each.problem]
        if quietly and not added and not fresh:
            return
        words = [self._said(added)]
        if elsewhere:
            words.append(self.tr("{0} had come from another feed already.").format(f"{elsewhere:,}"))
        if len(failed) == 1:
            words.append(f"{failed[0].feed.name}: {failed[0].problem}")
        elif failed:
            words.append(self.tr("{0} feeds could not be read; “Feeds…” says why.").format(f"{len(failed):,}"))
        if len(moved) == 1:
            name, to = shown(moved[0].feed.name, one_line=True, longest=80), shown(moved[0].moved, longest=120)
            words.append(
                self.tr("“{0}” has moved for good to {1}. “Feeds…” in the Inbox takes the new address.").format(
                    name, to
                )
            )
        elif moved:
            words.append(
                self.tr("{0} feeds have moved for good. “Feeds…” in the Inbox takes the new addresses.").format(
                    len(moved)
                )
            )
        if len(checked) < asked:
            words.append(self.tr("Stopped after {0} of {1} feeds.").format(f"{len(checked):,}", f"{asked:,}"))
        self.session.message.emit(" ".join(words), "warning" if failed or moved else "message")

    def _said(self, added: int) -> str:
        if not added:
            return self.tr("Nothing new.")
        return self.tr("1 new item.") if added == 1 else self.tr("{0} new items.").format(f"{added:,}")


def _are_hands_full(*, quietly: bool) -> bool:
    """Whether keys or clicks would be lost, were the window shut now. Who asked for a check expects its end, and a form
    they are in meanwhile keeps what is in it; on a schedule no form is disturbed, nor a field that is being mended."""
    from tracker.ui.widgets.plain_text import PlainTextField

    if waiting.is_pressing():
        return True
    focus = QApplication.focusWidget()
    mending = isinstance(focus, PlainTextField) and focus.is_changed()
    return quietly and (mending or QApplication.activeModalWidget() is not None)


def _wanted(store: Store, feeds: Sequence[Id]) -> Sequence[Any]:
    from tracker.operations.checking_feeds import to_ask

    return to_ask(store, feeds)


def _due(store: Store) -> Sequence[Any]:
    from tracker.operations.checking_feeds import due, to_ask
    from tracker.store.inbox import feed_rows

    feeds = due(feed_rows(store.connection))
    return to_ask(store, feeds) if feeds else ()
