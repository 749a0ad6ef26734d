"""The status bar: what was found, what is saved and copied, what Ctrl+Z would undo, work under way; and the copies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from tracker import dates
from tracker.ui.announcing import AfterTyping
from tracker.ui.job_bar import JobBar
from tracker.ui.rows import is_read
from tracker.ui.session import Results, Session

# How often the window asks whether a copy is due; the store says yes once an hour, if something changed.
_BACKUP_EVERY_MS = 10 * 60 * 1000
# Once the window stands: a copy of a large file must not hold up its first picture.
_FIRST_BACKUP_MS = 1500


class StatusLine(QStatusBar):
    """Keeps a copy of the tracker in time, too. `backed_up`: a copy that was asked for stands at this path."""

    backed_up = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._backups = QTimer(self)
        self._backups.timeout.connect(self.back_up_if_due)
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.setInterval(_FIRST_BACKUP_MS)
        self._first.timeout.connect(self.back_up_if_due)
        self.setSizeGripEnabled(False)
        self.found = QLabel(self)
        self._told = AfterTyping(self.found)
        self._told_of = ""
        self.several = QLabel(self)
        self.saved = QLabel(self)
        self.undoable = QLabel(self)
        self.undoable.setTextFormat(Qt.TextFormat.PlainText)
        self.jobs = JobBar(session, self)
        for label in (self.found, self.several, self.saved, self.undoable):
            label.setContentsMargins(8, 2, 8, 2)
        self.addWidget(self.found)
        self.addWidget(self.several)
        for widget in (self.jobs, self.saved, self.undoable):
            self.addPermanentWidget(widget)

    def watch(self) -> None:
        """From now on: a copy soon if one is due, and then whenever one is."""
        self._first.start()
        self._backups.start(_BACKUP_EVERY_MS)
        self.show_saved()

    # Showing

    def show_found(self, results: Results) -> None:
        """How many events there are, and how many of them the search finds, or that it still looks for them."""
        text = self.tr("{0} events").format(f"{results.total:,}") if results.total != 1 else self.tr("1 event")
        if not results.whole and results.text.strip():
            text += "   " + self.tr("searching …")
        elif results.text.strip():
            text += "   " + self.tr("{0} match").format(f"{len(results.ids):,}")
        self.found.setText(text)
        if results.whole and results.text != self._told_of:  # that an edit changed the number, nobody has asked
            self._told_of = results.text
            self._told.say(text.replace("   ", ", "))

    def show_several(self) -> None:
        """How many events are chosen together, and of two how far they are apart; nothing of one."""
        count = len(self.session.chosen)
        said = self.tr("{0} selected").format(f"{count:,}") if count else ""
        apart = self._apart() if count == 2 else ""
        self.several.setText(f"{said}, {apart}" if apart else said)

    def _apart(self) -> str:
        """How far the two events chosen are apart; '' where that is not known."""
        results, chosen = self.session.results, self.session.chosen
        if chosen.ids is not results.ids:
            return ""  # not all that the search finds are there yet
        rows = [results.rows[place] for first, end in chosen.stretches for place in range(first, end)]
        found = dates.days_apart(*(row.date for row in rows)) if all(map(is_read, rows)) else None
        if found is None:
            return ""
        least, most = found
        if least != most:
            return self.tr("{0} to {1} days apart").format(f"{least:,}", f"{most:,}")
        if not most:
            return self.tr("on one day")
        return self.tr("1 day apart") if most == 1 else self.tr("{0} days apart").format(f"{most:,}")

    def show_undo(self, label: str) -> None:
        """What Ctrl+Z would undo; nothing for ""."""
        self.undoable.setText(self.tr("Undo: {0} (Ctrl+Z)").format(label) if label else "")
        self.undoable.setVisible(bool(label))

    def show_saved(self) -> None:
        """That all is saved, and when the newest copy was made."""
        from tracker.store import backup

        if self.session.store.read_only:
            self.saved.setText(self.tr("Read-only"))
            return
        copies = backup.listed(self.session.store.path)
        if copies:
            self.saved.setText(self.tr("Saved · backup {0}").format(self._ago(copies[0][0])))
            self.saved.setToolTip(str(copies[0][1]))
        else:
            self.saved.setText(self.tr("Saved"))

    def _ago(self, moment: datetime) -> str:
        minutes = int((datetime.now(UTC) - moment).total_seconds() // 60)
        if minutes < 1:
            return self.tr("just now")
        if minutes < 60:
            return self.tr("{0} min ago").format(minutes)
        if minutes < 48 * 60:
            return self.tr("{0} h ago").format(minutes // 60)
        return self.tr("{0} days ago").format(minutes // 1440)

    # Copies

    def back_up(self) -> None:
        """Make a verified copy, off the GUI thread, and say so."""

        def done(path: str) -> None:
            self.backed_up.emit(path)
            self.show_saved()

        self._copy(done)

    def back_up_if_due(self) -> None:
        """Make a copy if one is due; if other work is under way, soon."""
        if self.session.store.read_only:
            return
        if self.jobs.job is not None or self.session.is_lent:
            self._first.start()
        elif self.session.store.is_backup_due():
            self._copy(lambda _: self.show_saved())

    def _copy(self, done: Callable[[str], None]) -> None:
        open_reader = self.session.store.reader

        def work(progress: Callable[..., None], _: Callable[[], bool]) -> str:
            progress(0, 0, self.tr("Making a backup"))
            with open_reader() as reader:
                return str(reader.backup())

        self.jobs.start(self.tr("Backup"), work, done)
