"""Whether the tracker is sound: looked through on a thread of its own, what is wrong listed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tracker.errors import CancelledError
from tracker.store import Store
from tracker.ui.announcing import announce
from tracker.ui.jobs import Job
from tracker.ui.motion import WorkBar
from tracker.ui.room import open_at, roomy
from tracker.ui.session import Session

if TYPE_CHECKING:
    from tracker.store.checking import Problem


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found: `problems` as lines of words, and how many edits the journal holds."""

    problems: tuple[str, ...]
    edits: int


class CheckDialog(QDialog):
    """Begins at once; closing it stops the check."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._reading: Store | None = None
        self.setWindowTitle(self.tr("Check this tracker"))
        open_at(self, 560, 160)
        self.summary = QLabel(self.tr("Checking the file…"), self)
        self.summary.setProperty("look", "section")
        self.summary.setWordWrap(True)
        self.detail = QLabel(session.store.path.name, self)
        self.detail.setProperty("look", "muted")
        self.detail.setWordWrap(True)
        self.progress = WorkBar(self)
        self.progress.tell(0, 0)
        self.progress.setMaximumHeight(8)
        self.progress.setAccessibleName(self.tr("Progress of the check"))
        self.problems = QListWidget(self)
        self.problems.setAccessibleName(self.tr("Problems found"))
        self.problems.setWordWrap(True)
        self.problems.setSpacing(3)
        self.problems.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.problems.hide()
        self.copy_button = QPushButton(self.tr("Copy"), self)
        self.copy_button.setToolTip(self.tr("Copy what was found to the clipboard"))
        self.copy_button.clicked.connect(self.copy)
        self.copy_button.setAutoDefault(False)
        self.copy_button.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        bottom = QHBoxLayout()
        bottom.addWidget(self.copy_button)
        bottom.addStretch(1)
        bottom.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(self.summary)
        layout.addWidget(self.detail)
        layout.addWidget(self.progress)
        layout.addWidget(self.problems, 1)
        layout.addStretch(0)
        layout.addLayout(bottom)
        self.job = Job(self.tr("Check"), self._check, self)
        self.job.progressed.connect(lambda _done, _total, text: self.detail.setText(text))
        self.job.succeeded.connect(self._on_checked)
        self.job.failed.connect(self._on_failed)
        session.closing.connect(self._stop)
        self.job.start()

    def _check(self, progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> Checked:
        """On the job's thread."""

        def step(text: str) -> None:
            if cancelled():
                raise CancelledError("The check was stopped.")
            progress(0, 0, text)

        with self.session.store.reader() as store:
            self._reading = store
            try:
                found = store.check(step)
                edits = int(store.connection.execute("SELECT count(*) FROM edit").fetchone()[0])
            finally:
                self._reading = None
        return Checked(tuple(map(_worded, found)), edits)

    def _on_checked(self, checked: Checked) -> None:
        self.progress.hide()
        edits = self.tr("1 edit") if checked.edits == 1 else self.tr("{0} edits").format(f"{checked.edits:,}")
        if not checked.problems:
            self.summary.setText(self.tr("No problems found: {0}, chain unbroken.").format(edits))
            announce(self.summary, self.summary.text())
            self.detail.setText(
                self.tr(
                    "Every record is as the last edit left it, every reference leads somewhere, "
                    "every quote is in its place."
                )
            )
            return
        count = len(checked.problems)
        self.summary.setText(
            self.tr("1 problem found.") if count == 1 else self.tr("{0} problems found.").format(f"{count:,}")
        )
        announce(self.summary, self.summary.text(), urgent=True)
        self.detail.setText(
            self.tr("Nothing was changed. Make a copy of the file before you go on, and compare it with a backup.")
        )
        self.problems.addItems(checked.problems)
        self.problems.show()
        self.copy_button.show()
        self.resize(roomy(self, 640, 420).expandedTo(QSize(self.width(), 0)))

    def _on_failed(self, error: Exception) -> None:
        self.progress.hide()
        self.summary.setText(self.tr("The check could not be finished."))
        self.detail.setText(str(error))

    def copy(self) -> None:
        """What was found, to the clipboard."""
        lines = [self.problems.item(n).text() for n in range(self.problems.count())]
        QGuiApplication.clipboard().setText("\n".join([self.summary.text(), *lines]))

    def done(self, result: int) -> None:
        """Stop the check, if it still runs, before the dialog goes."""
        self._stop()
        super().done(result)

    def _stop(self) -> None:
        self.job.cancel()
        reading = self._reading
        if reading is not None:
            reading.connection.interrupt()
        self.job.wait()


def _worded(problem: Problem) -> str:
    record = " ".join(part for part in (problem.table.replace("_", " "), problem.id) if part)
    return f"{record}: {problem.message}" if record else problem.message
