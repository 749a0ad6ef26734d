"""The kept snapshot of a source beside its text: a saved page as plain blocks, a PDF page by page.

Both are made by the parsing process (see `tracker.capture.snapshot_pages`). Nothing is loaded from anywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QThread, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from tracker.capture import sniffing
from tracker.capture.article import Snapshot
from tracker.capture.safe_html import Block
from tracker.capture.snapshot_pages import Picture, page_of, picture_of
from tracker.errors import CancelledError, TrackerError
from tracker.records import Source
from tracker.store import Store
from tracker.ui.jobs import SOON
from tracker.ui.reader.pdf_page import PdfPage
from tracker.ui.reader.saved_page import SavedPage
from tracker.ui.session import Session
from tracker.ui.theme import Theme
from tracker.ui.web_links import open_link
from tracker.ui.widgets.plain_label import plain_label


def can_be_shown(media_type: str) -> bool:
    """Whether a snapshot of this type has more to show than its text."""
    return media_type in (sniffing.HTML, sniffing.MHTML, sniffing.PDF)


Work = Callable[[Callable[[], None]], Any]
"""What is done with a `check` that raises CancelledError once nobody wants it any more."""


class _Making(QThread):
    """Work on a snapshot, off the GUI thread: its `result`, or its `error`, is there when it has finished."""

    def __init__(
        self, work: Work, wanted: tuple[str, str] | None, done: Callable[[Any], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.wanted, self.done = wanted, done
        self.result: Any = None
        self.error: TrackerError | None = None
        self._work = work
        self._is_cancelled = False

    def cancel(self) -> None:
        """Let it end soon, with a CancelledError."""
        self._is_cancelled = True

    def run(self) -> None:
        """The thread's work."""
        try:
            self.result = self._work(self._check)
        except TrackerError as error:
            self.error = error

    def _check(self) -> None:
        if self._is_cancelled:
            raise CancelledError("Another snapshot is wanted now.")


class SnapshotPane(QWidget):
    """Shows the snapshot of one source at a time. `shown` comes when it stands there, or why it does not."""

    shown = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._wanted: tuple[str, str] | None = None
        self._data = b""
        self._jobs: set[_Making] = set()
        self.page = SavedPage(theme, self)
        self.pdf = PdfPage(theme, self)
        self.note = plain_label(self)
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.note.setProperty("look", "muted")
        self.note.setMargin(24)
        self.stack = QStackedWidget(self)
        for widget in (self.note, self.page, self.pdf):
            self.stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        self.page.link_pressed.connect(open_link)
        self.pdf.wanted.connect(self._draw)
        session.closing.connect(self.finish)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.page.set_theme(theme)
        self.pdf.set_theme(theme)

    def show_source(self, source: Source) -> None:
        """Show the snapshot of a source; that there is none, or that it is text alone, is said in words."""
        wanted = (source.sha256, source.media_type)
        if wanted == self._wanted:
            return
        self.clear()
        self._wanted = wanted
        if not source.sha256:
            self._say(self.tr("No snapshot of this source is kept."))
        elif not can_be_shown(source.media_type):
            self._say(self.tr("The snapshot is plain text: it is what you read beside this."))
        else:
            self._say(self.tr("Reading the snapshot…"))
            read = partial(_blob, sha256=source.sha256)
            self._session.reader.request("snapshot", read, self._take, self._fail, rank=SOON)

    def clear(self) -> None:
        """Show nothing; what was under way is not wanted any more."""
        for job in self._jobs:
            job.cancel()
        self._session.reader.forget("snapshot")
        self._wanted, self._data = None, b""
        self.page.show_blocks([])
        self.pdf.clear()

    def show_place(self, text: str, start: int) -> None:
        """Bring the page of a PDF into view on which a place in the source's text stands (pages end in form feeds)."""
        if self._is_pdf():
            self.pdf.go_to(text.count("\f", 0, max(start, 0)))

    def finish(self) -> None:
        """End what is under way: the window is about to go."""
        self.clear()
        for job in list(self._jobs):
            job.wait()

    def is_idle(self) -> bool:
        """Nothing is being read, drawn or laid out."""
        return not self._jobs and self.page.is_laid_out()

    def _take(self, data: bytes) -> None:
        self._data = data
        if self._is_pdf():
            self.stack.setCurrentWidget(self.pdf)
            self.pdf.begin()
        else:
            snapshot = Snapshot(data, self._wanted[1] if self._wanted else "")
            self._start(lambda check: page_of(snapshot, check=check), self._show_blocks)

    def _is_pdf(self) -> bool:
        return self._wanted is not None and self._wanted[1] == sniffing.PDF

    def _show_blocks(self, blocks: list[Block]) -> None:
        if not blocks:
            self._say(self.tr("There is nothing readable in the saved page."))
        else:
            self.page.show_blocks(blocks)
            self.stack.setCurrentWidget(self.page)
        self.shown.emit()

    def _draw(self, number: int, width: int) -> None:
        for job in self._jobs:
            job.cancel()
        data = self._data
        self._start(lambda check: picture_of(data, number, width, check=check), self._show_picture)

    def _show_picture(self, picture: Picture) -> None:
        self.pdf.show_picture(picture)
        self.shown.emit()

    def _start(self, work: Work, done: Callable[[Any], None]) -> None:
        making = _Making(work, self._wanted, done, self)
        making.finished.connect(self._on_finished)
        self._jobs.add(making)
        making.start()

    def _on_finished(self) -> None:
        for making in [job for job in self._jobs if job.isFinished()]:
            self._jobs.discard(making)
            if making.wanted == self._wanted:
                if making.error is None:
                    making.done(making.result)
                else:
                    self._fail(making.error)
            making.deleteLater()

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, CancelledError):
            self._say(str(error))
            self.shown.emit()

    def _say(self, words: str) -> None:
        self.note.setText(words)
        self.note.setAccessibleName(words)
        self.stack.setCurrentWidget(self.note)


def _blob(store: Store, sha256: str) -> bytes:
    return store.blob(sha256)
