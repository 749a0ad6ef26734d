"""Handing on what the search finds, or everything, as CSV: what, which columns, how, and a look at it first."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tracker.operations.exporting import FOLDER_SIDECAR, SIDECAR, TABLE_OF, ExportReport, Rows, column_names, export
from tracker.store.exporting import FILES
from tracker.ui.dialogs.export_columns import ExportColumns
from tracker.ui.dialogs.export_preview import Preview, Wanted, preview
from tracker.ui.dialogs.target_field import TargetField
from tracker.ui.room import make_scroll, open_at
from tracker.ui.session import Session
from tracker.ui.widgets.choice_box import ChoiceBox
from tracker.ui.widgets.link_button import link_button
from tracker.ui.widgets.plain_label import plain_label
from tracker.ui.widgets.preview_table import PreviewTable
from tracker.ui.widgets.side_button import side_button

if TYPE_CHECKING:
    from tracker.ui.main_window import MainWindow

_PAUSE_MS = 120
"""How long the choices must stand still before the preview is read anew."""


class ExportDialog(QDialog):
    """Asks what to write and where; the writing goes on in the status bar."""

    def __init__(self, session: Session, parent: MainWindow) -> None:
        super().__init__(parent)
        self.session = session
        self._window = parent
        self.shown: Wanted | None = None
        """What the preview shows."""
        self.setWindowTitle(self.tr("Export"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_at(self, 880, 680)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._read)
        self._build_choices()
        self.columns = ExportColumns(self)
        self.columns.changed.connect(self._changed)
        self.table = PreviewTable(self)
        self.table.setAccessibleName(self.tr("The first rows"))
        self._build_target()
        self._lay_out()
        make_scroll(self)
        self.order.set_value(session.order)
        self._on_rows()
        self.rows.setFocus()

    # Building

    def _build_choices(self) -> None:
        tr = self.tr
        self.rows = ChoiceBox(
            [
                ("events", tr("Events: one row per event, with its sources and concerns")),
                ("sources", tr("Sources: one row per source")),
                ("concerns", tr("Concerns: one row per concern")),
                ("statuses", tr("Status changes: one row per change")),
                ("everything", tr("Everything: a folder from which all of it can be restored")),
            ],
            self,
        )
        self.rows.setAccessibleName(tr("Rows are"))
        self.rows.currentIndexChanged.connect(self._on_rows)
        self.found = plain_label(self, "muted")
        orders = {
            "date": tr("Date, oldest first"),
            "date-desc": tr("Date, newest first"),
            "title": tr("Title, A to Z"),
            "title-desc": tr("Title, Z to A"),
            "type": tr("Type, A to Z"),
            "type-desc": tr("Type, Z to A"),
            "modified": tr("Modified, oldest first"),
            "modified-desc": tr("Modified, newest first"),
            "added": tr("Added, oldest first"),
            "added-desc": tr("Added, newest first"),
            "sources": tr("Fewest sources first"),
            "sources-desc": tr("Most sources first"),
            "concerns": tr("Fewest concerns first"),
            "concerns-desc": tr("Most concerns first"),
            "evidence": tr("Evidence, strongest first"),
            "evidence-desc": tr("Evidence, weakest first"),
            "reviewed": tr("Reviewed, oldest first"),
            "reviewed-desc": tr("Reviewed, newest first"),
        }
        self.order = ChoiceBox(orders.items(), self)
        self.order.setAccessibleName(tr("Order"))
        self.order.currentIndexChanged.connect(self._changed)
        self.bom = QCheckBox(tr("Begin with a byte-order mark, so that Excel shows accents"), self)
        self.bom.toggled.connect(self._changed)
        self.guarded = QCheckBox(tr("Keep spreadsheets from running text as formulas"), self)
        self.guarded.setChecked(True)
        self.guarded.toggled.connect(self._changed)
        self.guard_note = QLabel(
            tr(
                "An apostrophe is put before text that begins with = + - @ or a tab. Importing takes it away again. "
                "Without this, text stays exact, but do not open the file in a spreadsheet."
            ),
            self,
        )
        self.guard_note.setProperty("look", "muted")
        self.guard_note.setWordWrap(True)
        self.guard_note.setContentsMargins(22, 0, 0, 0)

    def _build_target(self) -> None:
        self.target = TargetField(self._window.settings, self)
        self.target.textChanged.connect(self._judge)
        self.target.choose_button.clicked.connect(self.choose)
        self.picture_button = link_button(self, self.tr("A picture of the timeline…"))
        self.picture_button.setAccessibleName(self.tr("Make a picture of the timeline instead"))
        self.picture_button.clicked.connect(self._picture)
        self.picture_button.setToolTip(self.tr("PDF, SVG or PNG (Ctrl+Shift+P)"))
        self.cancel_button = side_button(self, self.tr("Cancel"), self.reject)
        self.export_button = QPushButton(self.tr("Export"), self)
        self.export_button.setDefault(True)
        self.export_button.clicked.connect(self.start)

    def _lay_out(self) -> None:
        def heading(text: str, buddy: QWidget) -> QLabel:
            label = QLabel(text, self)
            label.setProperty("look", "section")
            label.setBuddy(buddy)
            return label

        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(heading(self.tr("&Rows are"), self.rows))
        left.addWidget(self.rows)
        left.addWidget(self.found)
        left.addSpacing(8)
        left.addWidget(heading(self.tr("&Order"), self.order))
        left.addWidget(self.order)
        left.addSpacing(8)
        left.addWidget(self.bom)
        left.addWidget(self.guarded)
        left.addWidget(self.guard_note)
        left.addStretch(1)
        upper = QHBoxLayout()
        upper.setSpacing(24)
        upper.addLayout(left, 3)
        upper.addWidget(self.columns, 2)
        file = QGridLayout()
        file.setHorizontalSpacing(8)
        file.setVerticalSpacing(6)
        file.addWidget(heading(self.tr("&File"), self.target), 0, 0, 1, 2)
        file.addWidget(self.target, 1, 0)
        file.addWidget(self.target.choose_button, 1, 1)
        file.addWidget(self.target.note, 2, 0, 1, 2)
        buttons = QHBoxLayout()
        buttons.addWidget(self.picture_button)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.export_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(upper, 3)
        layout.addWidget(heading(self.tr("The first rows"), self.table))
        layout.addWidget(self.table, 2)
        layout.addLayout(file)
        layout.addLayout(buttons)

    # Choosing

    def wanted(self) -> Wanted:
        """What is asked for as the dialog stands."""
        rows = cast(Rows, self.rows.value())
        return Wanted(
            rows,
            "" if rows == "everything" else self.session.search_text,
            "date" if rows == "everything" else self.order.value(),
            self.columns.ticked(),
            self.bom.isChecked(),
            not self.guarded.isChecked(),
        )

    def _on_rows(self) -> None:
        rows = cast(Rows, self.rows.value())
        self.columns.offer(column_names(rows) if rows != "everything" else ())
        self.order.setEnabled(rows != "everything")
        self.columns.setVisible(rows != "everything")
        if not self.target.by_hand:
            stem = self.session.store.path.stem
            self.target.suggest(f"{stem}-export" if rows == "everything" else f"{stem}-{FILES[TABLE_OF[rows]]}")
        self._changed()

    def _changed(self) -> None:
        self._pause.start()
        self._judge()

    def choose(self) -> None:
        """Ask for the file with the system's dialog."""
        path = self.target.path()
        if self.rows.value() == "everything":
            folder = QFileDialog.getExistingDirectory(self, self.tr("Export into"), str(path.parent))
            name = str(Path(folder) / path.name) if folder else ""
        else:
            kinds = self.tr("CSV files (*.csv)")
            options = QFileDialog.Option.DontConfirmOverwrite  # the dialog says so itself
            name, _ = QFileDialog.getSaveFileName(self, self.tr("Export to"), str(path), kinds, "", options)
        if name:
            self.target.choose(name)

    def _judge(self) -> None:
        """Say what would stand in the way, or what will be written beside it."""
        wanted, path = self.wanted(), self.target.path()
        everything = wanted.rows == "everything"
        wrong = self.target.wrong(folder=everything)
        if not wrong and not everything and not wanted.columns:
            wrong = self.tr("Choose at least one column.")
        exists = not wrong and os.path.exists(path)
        beside = FOLDER_SIDECAR if everything else path.name + SIDECAR
        says = self.tr("{0} will say how it was made: the search, the columns, the number of rows, the file's hash.")
        if exists:
            self.target.say_replaced()
        else:
            self.target.say(wrong or says.format(beside), warns=bool(wrong))
        self.export_button.setText(self.tr("Replace") if exists else self.tr("Export"))
        self.export_button.setEnabled(not wrong)

    def _picture(self) -> None:
        self.reject()
        self._window.actions_.picture.trigger()

    # Looking

    def _read(self) -> None:
        wanted = self.wanted()
        self.session.reader.request(
            "export preview", lambda store: preview(store, wanted), lambda p: self._show(wanted, p), self._on_failure
        )

    def _on_failure(self, error: Exception) -> None:
        self.found.setText(str(error))

    def _show(self, wanted: Wanted, shown: Preview) -> None:
        self.shown = wanted
        self.found.setText(self._in_words(wanted, shown.count))
        self.table.show_rows(shown.header, shown.rows)

    def _in_words(self, wanted: Wanted, count: int) -> str:
        """Which rows there will be."""
        number = f"{count:,}"
        if wanted.rows == "everything":
            return self.tr("All records, {0} rows in all, whatever the search.").format(number)
        if not wanted.search.strip():
            return self.tr("{0} rows: everything, as there is no search.").format(number)
        return self.tr("{0} rows: what “{1}” finds.").format(number, wanted.search.strip())

    def done(self, result: int) -> None:
        """Nothing is read for it any more."""
        self._pause.stop()
        self.session.reader.forget("export preview")
        super().done(result)

    # Writing

    def start(self) -> None:
        """Begin, and close; the status bar shows how far it is."""
        wanted, path = self.wanted(), self.target.path()
        session, store, window = self.session, self.session.store, self._window
        written = self.tr("{0} rows written to {1}; {2} says how they were made.")

        def work(progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> ExportReport:
            with store.reader() as reader:
                return export(
                    reader,
                    path,
                    search=wanted.search,
                    order=wanted.order,
                    rows=wanted.rows,
                    columns=None if wanted.rows == "everything" else wanted.columns,
                    bom=wanted.bom,
                    exact=wanted.exact,
                    overwrite=True,
                    progress=progress,
                    cancelled=cancelled,
                )

        def done(report: ExportReport) -> None:
            text = written.format(f"{report.rows:,}", report.target, report.sidecar.name)
            session.message.emit(text, "message")

        if window.status.jobs.start(self.tr("Export to {0}").format(path.name), work, done) is not None:
            self.target.keep_folder()
            self.accept()
        else:
            self.target.say_busy()
