"""Long work in the status bar: what it is, how far it is, and Cancel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from tracker.errors import CancelledError
from tracker.ui.jobs import Job
from tracker.ui.motion import WorkBar
from tracker.ui.session import Session


class JobBar(QWidget):
    """One long job at a time; a second one is refused with a message."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.job: Job | None = None
        self.label = QLabel(self)
        self.progress = WorkBar(self)
        self.progress.setFixedWidth(120)
        self.progress.setMaximumHeight(12)
        self.progress.setAccessibleName(self.tr("Progress of background work"))
        self.cancel_button = QToolButton(self)
        self.cancel_button.setText(self.tr("Cancel"))
        self.cancel_button.setProperty("look", "link")
        self.cancel_button.clicked.connect(self.cancel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.setSpacing(8)
        for widget in (self.label, self.progress, self.cancel_button):
            layout.addWidget(widget)
        self.hide()

    def start(
        self,
        title: str,
        work: Callable[..., Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> Job | None:
        """Run `work(progress, cancelled)` off the GUI thread; None, and a message, if other work is under way."""
        if self.job is not None:
            self.session.message.emit(
                self.tr("“{0}” is still under way. Wait for it, or cancel it.").format(self.job.title), "warning"
            )
            return None
        job = self.job = Job(title, work, self)
        self.label.setText(title)
        self.progress.tell(0, 0)
        job.progressed.connect(self._on_progress)
        job.succeeded.connect(done)
        job.failed.connect(failed or self._on_failed)
        job.finished.connect(self._on_finished)
        self.show()
        job.start()
        return job

    def cancel(self) -> None:
        """Ask the job to stop."""
        if self.job is not None:
            self.job.cancel()

    def may_close(self) -> bool:
        """Whether nothing is under way; work that can be waited for in a moment is waited for."""
        if self.job is None:
            return True
        job = self.job
        job.cancel()
        if job.wait(3000):
            self._on_finished()
            return True
        return False

    def _on_progress(self, done: int, total: int, text: str) -> None:
        self.progress.tell(done, total)
        if text:
            self.label.setText(text)

    def _on_failed(self, error: Exception) -> None:
        severity = "message" if isinstance(error, CancelledError) else "error"
        self.session.message.emit(str(error), severity)

    def _on_finished(self) -> None:
        if self.job is not None:
            self.job.deleteLater()
        self.job = None
        self.hide()
