"""Bringing files in: what they hold is looked at first, and nothing is written until the person says so."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from tracker.errors import CancelledError, ImportFileError, OutdatedError, RecordError
from tracker.operations import importing
from tracker.operations.importing import ImportPlan, ImportReport, Problem
from tracker.store import Store
from tracker.ui.dialogs.files_field import FilesField
from tracker.ui.dialogs.import_options import ImportOptions, MappingPanel
from tracker.ui.dialogs.import_preview import ImportPreview
from tracker.ui.jobs import Job
from tracker.ui.motion import WorkBar
from tracker.ui.room import roomy
from tracker.ui.session import Session
from tracker.ui.widgets.plain_label import plain_label
from tracker.ui.widgets.restyle import restyle
from tracker.ui.widgets.side_button import side_button

Progress = Callable[[int, int, str], None]
Cancelled = Callable[[], bool]
_WIDTH, _LOW, _HIGH = 900, 200, 680


class ImportDialog(QDialog):
    """Files, what becomes of them, and one button that does it in one edit."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.plan: ImportPlan | None = None
        self._mapping: dict[str, str] = {}
        self._job: Job | None = None
        self._again = False
        self._writing = False
        self._over = False
        self._outdated = False  # the tracker changed between the preview and the writing
        self.setWindowTitle(self.tr("Import"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(roomy(self, _WIDTH, _LOW))
        self._build_files()
        self._build_looks()
        self._build_end()
        self._lay_out()
        self._show_nothing()
        session.closing.connect(self._stop_looking)

    # Building

    def _build_files(self) -> None:
        self.files = FilesField(self)
        self.files.named.connect(self._on_named)
        self.says = plain_label(self)
        self.progress = WorkBar(self)
        self.progress.setMaximumHeight(8)
        self.progress.setAccessibleName(self.tr("Progress"))
        self.progress.hide()

    def _build_looks(self) -> None:
        own_types = [t.name for t in self.session.store.terms("event_type")]
        self.options = ImportOptions(own_types, self)
        self.options.changed.connect(self.look)
        self.mapping = MappingPanel(self)
        self.mapping.mapped.connect(self._on_mapped)
        self.mapping_heading = self._heading(self.tr("Columns and where they go"))
        self.options_heading = self._heading(self.tr("About these files"))
        self.looks = ImportPreview(self)

    def _heading(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setProperty("look", "section")
        return label

    def _build_end(self) -> None:
        self.skip = QCheckBox(self)
        self.skip.toggled.connect(lambda _: self._enable())
        self.cancel_button = side_button(self, self.tr("Cancel"), self.reject)
        self.import_button = side_button(self, self.tr("&Import"), self.start)
        self.import_button.setProperty("look", "primary")

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        for widget in (self.files, *self.files.buttons):
            top.addWidget(widget)
        self.mapping_box = QWidget(self)
        left, right = QVBoxLayout(self.mapping_box), QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        for side in (left, right):
            side.setSpacing(8)
        left.addWidget(self.mapping_heading)
        left.addWidget(self.mapping, 1)
        right.addWidget(self.options_heading)
        right.addWidget(self.options)
        right.addStretch(1)
        self.strange = QWidget(self)
        middle = QHBoxLayout(self.strange)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(24)
        middle.addWidget(self.mapping_box, 3)
        middle.addLayout(right, 2)
        end = QHBoxLayout()
        end.addWidget(self.skip)
        end.addStretch(1)
        end.addWidget(self.cancel_button)
        end.addWidget(self.import_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(self._heading(self.tr("Files")))
        layout.addLayout(top)
        layout.addWidget(self.progress)
        layout.addWidget(self.says)
        layout.addWidget(self.strange, 3)
        layout.addWidget(self.looks, 4)
        layout.addStretch(0)
        layout.addLayout(end)

    # Choosing

    def _on_named(self) -> None:
        self._mapping = {}
        self.look()

    def _on_mapped(self, column: str, field: str) -> None:
        self._mapping[column] = field
        self.look()

    # Looking

    def look(self) -> None:
        """Find out, off the GUI thread, what importing would do; what was being found out before is dropped."""
        if self._writing or self._over:
            return
        self.plan = None
        self._enable()
        if self._job is not None:
            self._again = True
            self._job.cancel()
            return
        paths, mapping, said = self.files.paths(), dict(self._mapping), self.options.said()
        if not paths:
            self._show_nothing()
            return
        reader = self.session.store.reader

        def work(progress: Progress, cancelled: Cancelled) -> ImportPlan:
            with reader() as store:
                return importing.plan(
                    store,
                    paths,
                    mapping,
                    said.rows,
                    said.day_first,
                    encoding=said.encoding,
                    default_type=said.default_type,
                    keep_unknown=said.keep_unknown,
                    progress=progress,
                    cancelled=cancelled,
                )

        self.says.setText(self.tr("Looking at the files…"))
        restyle(self.says, look="muted")
        self._job = Job(self.tr("Import"), work, self)
        self._follow(self._job)
        self._job.succeeded.connect(self._show_plan)
        self._job.failed.connect(self._show_failure)
        self._job.finished.connect(self._on_looked)
        self._job.start()

    def _follow(self, job: Job) -> None:
        self.progress.tell(0, 0)
        self.progress.show()
        job.progressed.connect(self._on_progress)

    def _on_progress(self, done: int, total: int, text: str) -> None:
        self.progress.tell(done, total)
        if text:
            self.says.setText(text)

    def _on_looked(self) -> None:
        assert self._job is not None
        self._job.deleteLater()
        self._job = None
        self.progress.hide()
        if self._again:
            self._again = False
            self.look()

    def _show_nothing(self) -> None:
        self.says.setText(self.tr("Choose what to import. You will see what it would do before anything is written."))
        restyle(self.says, look="muted")
        for widget in (self.strange, self.looks, self.skip):
            widget.hide()
        self.resize(self.width(), roomy(self, _WIDTH, _LOW).height())
        self._enable()

    def _show_failure(self, error: Exception) -> None:
        if self._again or isinstance(error, CancelledError):
            return
        self.says.setText(str(error))
        restyle(self.says, look="error")
        problems = error.problems if isinstance(error, ImportFileError) else ()
        self.looks.setVisible(bool(problems))
        if problems:
            self.resize(self.width(), max(self.height(), roomy(self, _WIDTH, _HIGH).height()))
        # Another encoding, or another mapping, may be what it takes.
        self.strange.setVisible(bool(problems) or isinstance(error, RecordError))
        self.mapping_box.setVisible(isinstance(error, RecordError))
        self.skip.hide()
        self.looks.show_problems(tuple(p for p in problems if isinstance(p, Problem)))
        self._enable()

    def _show_plan(self, plan: ImportPlan) -> None:
        if self._again:
            return
        self.plan = plan
        strangers = [f for f in plan.files if not f.own]
        self.strange.setVisible(bool(strangers))
        self.mapping_box.setVisible(bool(strangers))
        if strangers:
            self.mapping.show_files(strangers)
        self.looks.show()
        self.resize(self.width(), max(self.height(), roomy(self, _WIDTH, _HIGH).height()))
        self.says.setText(self._in_words(plan))
        if self._outdated:
            self._outdated = False
            changed = self.tr("The tracker has changed since the preview, and nothing was imported. Look once more:")
            self.says.setText(f"{changed} {self.says.text()}")
        restyle(self.says, look="")
        self.looks.show_plan(plan)
        bad = len({(p.file, p.row) for p in plan.problems})
        self.skip.setText(
            self.tr("Leave out the row that has a problem, and import the rest")
            if bad == 1
            else self.tr("Leave out the {0} rows that have problems, and import the rest").format(f"{bad:,}")
        )
        self.skip.setVisible(bool(bad))
        self.skip.setChecked(False)
        self._enable()

    def _in_words(self, plan: ImportPlan) -> str:
        added = sum(count.added for count in plan.counts.values())
        changed = sum(count.changed for count in plan.counts.values())
        same = sum(count.unchanged for count in plan.counts.values())
        if plan.is_nothing and not plan.problems:
            return self.tr("The tracker holds all of this already: there is nothing to import.")
        return self.tr("{0} records would be new and {1} changed; {2} are there already.").format(
            f"{added:,}", f"{changed:,}", f"{same:,}"
        )

    def _enable(self) -> None:
        plan = self.plan
        something = plan is not None and not plan.is_nothing
        may = something and plan is not None and (not plan.problems or self.skip.isChecked())
        self.import_button.setEnabled(bool(may) and not self._writing)

    # Writing

    def start(self) -> None:
        """Write it all in one edit, on a thread of its own; nothing else may be done until that is over."""
        plan, skip = self.plan, self.skip.isChecked()
        if plan is None or self._writing:
            return

        def work(store: Store, *_: object) -> ImportReport:
            return importing.apply(store, plan, skip_bad_rows=skip)

        self._set_writing(True)
        self.says.setText(self.tr("Writing. This is one step: all of it is written, or nothing."))
        restyle(self.says, look="muted")
        job = self.session.write_in_background(self.tr("Import"), work, self._on_written, self._on_refused)
        self._follow(job)
        self._enable()

    def _set_writing(self, writing: bool) -> None:
        self._writing = writing
        for widget in (self.files, *self.files.buttons, self.strange, self.skip, self.cancel_button):
            widget.setEnabled(not writing)

    def _on_written(self, report: ImportReport) -> None:
        self._writing = False
        added = sum(count.added for count in report.counts.values())
        changed = sum(count.changed for count in report.counts.values())
        said = self.tr("Imported: {0} records new, {1} changed. Ctrl+Z takes it back.")
        self.session.message.emit(said.format(f"{added:,}", f"{changed:,}"), "message")
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        self._set_writing(False)
        self.progress.hide()
        if isinstance(error, OutdatedError):
            self._outdated = True
            self.look()
            return
        self.says.setText(str(error))
        restyle(self.says, look="error")
        self.plan = None
        self._enable()

    def done(self, result: int) -> None:
        """Stop looking before the dialog goes; while it writes it stays."""
        if self._writing:
            return
        self._stop_looking()
        super().done(result)

    def _stop_looking(self) -> None:
        # The file box, which loses the focus as the dialog goes, asks once more to look at what is typed in it.
        self._over = True
        if self._job is not None:
            self._again = False
            self._job.cancel()
            self._job.wait()
