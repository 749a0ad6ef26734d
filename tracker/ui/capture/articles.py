"""Getting and reading an article off the GUI thread: from a pasted text, a file, or an address."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from tracker.capture.article import Snapshot
from tracker.errors import CancelledError
from tracker.operations import article_reading
from tracker.operations.article_reading import Reading
from tracker.ui.capture.start_page import host_asked
from tracker.ui.capture.text_pane import Laid
from tracker.ui.jobs import Job
from tracker.ui.session import Session

Progress = Callable[[int, int, str], None]
Take = Callable[[Progress, Callable[[], None]], tuple[Snapshot, str | None]]
"""Gets what is to be read: a snapshot, and its text where that needs no parsing."""


class Articles(QObject):
    """One at a time. `begun` carries what is being done, `read` a Reading and its text laid out for the pane, `refused`
    an exception; `progressed` what a Job tells."""

    begun = Signal(str)
    progressed = Signal(int, int, str)
    read = Signal(object, object)
    refused = Signal(object)

    def __init__(self, session: Session, parent: QObject, *, allow_private: bool = False) -> None:
        """`allow_private`: addresses inside the person's own network are asked too."""
        super().__init__(parent)
        self._session = session
        self._allow_private = allow_private
        self._job: Job | None = None
        self._over = False
        session.closing.connect(self.close)

    @property
    def busy(self) -> bool:
        """Whether something is being read."""
        return self._job is not None

    def read_text(self, text: str) -> None:
        """Read pasted text."""

        def take(_: Progress, __: Callable[[], None]) -> tuple[Snapshot, str | None]:
            return article_reading.from_text(text), text

        self._begin(self.tr("Reading the text…"), take)

    def read_file(self, path: Path) -> None:
        """Read a saved page, a PDF or a text."""

        def take(_: Progress, __: Callable[[], None]) -> tuple[Snapshot, str | None]:
            return article_reading.from_file(path), None

        self._begin(self.tr("Reading {0}…").format(path.name), take)

    def fetch(self, url: str) -> None:
        """Fetch a page and read it: the person asked for that."""
        private = self._allow_private
        fetching = self.tr("Fetching from {0}…").format(host_asked(url))

        def take(progress: Progress, check: Callable[[], None]) -> tuple[Snapshot, str | None]:
            def tell(got: int, total: int) -> None:
                progress(got, total, fetching)

            return article_reading.from_address(url, tell, check, allow_private=private), None

        self._begin(fetching, take)

    def stop(self) -> None:
        """Ask what is under way to end; `refused` tells when it has."""
        if self._job is not None:
            self._job.cancel()

    def close(self) -> None:
        """End what is under way, and tell nobody any more."""
        self._over = True
        if self._job is not None:
            self._job.cancel()
            self._job.wait()

    def _begin(self, said: str, take: Take) -> None:
        if self._job is not None or self._over:
            return
        reader = self._session.store.reader
        reading = self.tr("Reading the article…")

        def work(progress: Progress, cancelled: Callable[[], bool]) -> tuple[Reading, Laid]:
            def check() -> None:
                if cancelled():
                    raise CancelledError("Stopped.")

            snapshot, pasted = take(progress, check)
            progress(0, 0, reading)
            with reader() as store:
                found = article_reading.read(store, snapshot, check, pasted=pasted)
            return found, Laid(found.source.text)

        self.begun.emit(said)
        job = self._job = Job(self.tr("Capture article"), work, self)
        job.progressed.connect(self.progressed)
        job.succeeded.connect(self._on_read)
        job.failed.connect(self._on_refused)
        job.start()

    def _on_read(self, found: tuple[Reading, Laid]) -> None:
        self._end()
        if not self._over:
            self.read.emit(*found)

    def _on_refused(self, error: Exception) -> None:
        self._end()
        if not self._over:
            self.refused.emit(error)

    def _end(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.wait()
            job.deleteLater()
