"""Work off the GUI thread: reads that a newer request replaces, and long jobs that report and can be cancelled."""

from __future__ import annotations

import sqlite3
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from tracker.errors import CancelledError, TrackerError
from tracker.store import Store

Read = Callable[[Store], Any]
Done = Callable[[Any], None]
Failed = Callable[[Exception], None]

GLIMPSE, FIRST, SOON, LATER, LAST = -1, 0, 1, 2, 3
"""Ranks of reads: what is quick and shows where one is, what somebody who types waits for, what then is shown, what is
counted beside it, and what can wait."""

_STEPS = 20_000
"""So many steps of SQLite, a millisecond or two, between two looks at whether a query is still wanted."""


@dataclass(slots=True)
class _Request:
    kind: str
    number: int
    read: Read
    done: Done
    failed: Failed
    rank: int
    gives_way: bool = False
    result: Any = None
    error: Exception | None = None


class Reader(QThread):
    """One thread with a connection of its own. A request replaces an older one of its kind, even one under way.

    Of those waiting the one of the least `rank` is read first, and what is being read gives way to one of a lesser.
    `done` and `failed` are called on the thread that made the Reader (the GUI's), and only for the newest request.
    There, too, every request is let go of: it may hold the last reference to who asked, which must not go elsewhere.
    """

    _finished = Signal()

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = store
        self._waiting: dict[str, _Request] = {}
        self._newest: dict[str, int] = {}
        self._running: _Request | None = None
        self._read: deque[_Request] = deque()  # or broken off and not wanted any more
        self._undelivered = 0
        self._store: Store | None = None
        self._more = threading.Condition()
        self._stopping = False
        self._paused = False
        self._aside = 0
        self._finished.connect(self._deliver)
        self.start()

    def request(self, kind: str, read: Read, done: Done, failed: Failed, *, rank: int = SOON) -> None:
        """Run `read(store)` on the thread, then `done(result)` here. A TrackerError goes to `failed`."""
        with self._more:
            number = self._newest.get(kind, 0) + 1
            self._newest[kind] = number
            # Asked for anew it comes after what was asked for before: of one rank the first asked for is read first.
            self._waiting.pop(kind, None)
            self._waiting[kind] = _Request(kind, number, read, done, failed, rank)
            running = self._running
            if running is not None and self._store is not None:
                if running.rank > rank:
                    running.gives_way = True
                if running.gives_way or running.kind == kind:
                    self._store.connection.interrupt()
            self._more.notify()

    def check(self) -> None:
        """For long work on the thread between its queries: CancelledError if it is not wanted now."""
        if self._is_unwanted():
            raise CancelledError("It was stopped before it was done.")

    def _is_unwanted(self) -> bool:
        request = self._running
        if request is None:
            return False
        return self._stopping or request.gives_way or self._newest.get(request.kind) != request.number

    def forget(self, kind: str) -> None:
        """Nobody wants what was asked for under `kind` any more: who asked is about to go."""
        with self._more:
            self._waiting.pop(kind, None)
            self._newest[kind] = self._newest.get(kind, 0) + 1

    def is_idle(self) -> bool:
        """Nothing waiting, running or undelivered."""
        with self._more:
            return not self._waiting and self._running is None and not self._undelivered

    def pause(self) -> None:
        """Let requests wait from now on, so that a long write meets no reader; what is under way ends first."""
        with self._more:
            self._paused = True

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Inside, nothing is read: what is under way breaks off, and begins anew afterwards.

        A short write would wait for the reader otherwise, and the window with it.
        """
        with self._more:
            self._aside += 1
            if self._running is not None and self._store is not None:
                self._running.gives_way = True
                self._store.connection.interrupt()
        try:
            yield
        finally:
            with self._more:
                self._aside -= 1
                self._more.notify()

    def resume(self) -> None:
        """Go on with what waits."""
        with self._more:
            self._paused = False
            self._more.notify()

    def stop(self) -> None:
        """Drop what is waiting, break off what runs, end the thread. Call before closing the store."""
        with self._more:
            self._stopping = True
            self._waiting.clear()
            if self._store is not None:
                self._store.connection.interrupt()
            self._more.notify()
        self.wait()
        self._read.clear()

    def run(self) -> None:
        """The thread's loop."""
        with self._source.reader() as store:
            self._store = store
            while self._read_next(store):
                self._finished.emit()

    def _read_next(self, store: Store) -> bool:
        """Read what is asked for, once it is, and put it where this thread holds it no more; False at the end."""
        with self._more:
            while (self._paused or self._aside or not self._waiting) and not self._stopping:
                self._more.wait()
            if self._stopping:
                self._store = None
                return False
            request = self._waiting.pop(min(self._waiting, key=lambda kind: self._waiting[kind].rank))
            self._running = request
        # `interrupt` stops a query that runs, not one that is about to: this asks from within.
        store.connection.set_progress_handler(self._is_unwanted, _STEPS)
        try:
            request.result = request.read(store)
        except (TrackerError, sqlite3.Error) as error:
            request.error = error
        with self._more:
            self._running = None
            broken_off = _interrupted(request.error)
            if broken_off:
                # What broke off keeps its frames, and they may keep a query half read; until it is let go
                # of, SQLite takes its interruption for one of all later queries too.
                request.error = None
            # Broken off is not unwanted: it may have given way, or been taken for one that was.
            if broken_off and not self._stopping and self._newest[request.kind] == request.number:
                request.gives_way = False
                self._waiting.setdefault(request.kind, request)
            else:
                self._read.append(request)
                self._undelivered += 1
            del request  # while nobody can have taken it yet
        return True

    def _deliver(self) -> None:
        with self._more:
            request = self._read.popleft() if self._read else None
        if request is None:
            return
        try:
            self._hand_over(request)
        finally:
            with self._more:
                self._undelivered -= 1

    def _hand_over(self, request: _Request) -> None:
        if self._stopping or self._newest.get(request.kind) != request.number:
            return
        if request.error is not None:
            request.failed(request.error)
        else:
            request.done(request.result)


def _interrupted(error: Exception | None) -> bool:
    """Whether a read ended because it was asked to; nobody waits for it then."""
    if isinstance(error, sqlite3.OperationalError):
        return "interrupted" in str(error)
    return isinstance(error, CancelledError)


class Job(QThread):
    """One long piece of work with progress and Cancel.

    `work(progress, cancelled)` runs on the thread: `progress(done, total, text)` (total 0: not known) may be called
    as often as it likes, `cancelled()` tells whether to stop by raising CancelledError. Exactly one of `succeeded`
    and `failed` is emitted at its end, on the GUI thread.
    """

    progressed = Signal(int, int, str)
    succeeded = Signal(object)
    failed = Signal(object)

    def __init__(self, title: str, work: Callable[..., Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self._work = work
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop; it ends with `failed(CancelledError)`."""
        self._cancelled.set()

    def run(self) -> None:
        """The thread's work."""
        try:
            result = self._work(self._report, self._cancelled.is_set)
        except (TrackerError, sqlite3.Error, OSError) as error:
            self.failed.emit(error)
        except Exception as error:
            self.failed.emit(error)  # a fault of ours: who waits for the end hears of it all the same
            raise
        else:
            self.succeeded.emit(result)

    def _report(self, done: int, total: int, text: str = "") -> None:
        self.progressed.emit(done, total, text)
