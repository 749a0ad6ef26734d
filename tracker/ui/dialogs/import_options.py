"""What a person says about files of other programs: where their columns go, and how their rows are to be taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QFormLayout, QFrame, QGridLayout, QLabel, QScrollArea, QSizePolicy, QWidget

from tracker import vocabulary
from tracker.operations.column_names import IGNORE
from tracker.operations.exporting import TABLE_OF
from tracker.operations.importing import DEFAULT_TYPE, FilePlan, target_fields
from tracker.ui.strings import term
from tracker.ui.widgets.choice_box import ChoiceBox
from tracker.ui.widgets.row_table import tooltip

ROWS_OF = {table: rows for rows, table in TABLE_OF.items()}


@dataclass(frozen=True, slots=True)
class Said:
    """What was chosen, as `importing.plan` takes it."""

    rows: str | None
    day_first: bool | None
    encoding: str
    default_type: str
    keep_unknown: bool


class ImportOptions(QWidget):
    """Choices about all the files at once."""

    changed = Signal()

    def __init__(self, own_types: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tr = self.tr
        self.rows = ChoiceBox(
            [
                ("", tr("As the columns say")),
                ("events", tr("Events")),
                ("sources", tr("Sources")),
                ("concerns", tr("Concerns")),
            ],
            self,
        )
        self.dates = ChoiceBox(
            [
                ("", tr("Ask if in doubt")),
                ("day", tr("Day first: 7/4 is 7 April")),
                ("month", tr("Month first: 7/4 is July 4")),
            ],
            self,
        )
        self.encoding = ChoiceBox(
            [
                ("", tr("Find out")),
                ("cp1252", tr("Windows (cp1252)")),
                ("mac_roman", tr("Old Macintosh")),
                ("utf-16", tr("UTF-16")),
                ("utf-8", tr("UTF-8")),
            ],
            self,
        )
        types = dict.fromkeys([*vocabulary.OPEN["event_type"], *own_types])
        self.default_type = ChoiceBox([(name, term(name)) for name in types], self)
        self.default_type.set_value(DEFAULT_TYPE)
        self.keep_unknown = QCheckBox(tr("Keep columns without a field in the summary"), self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setMaximumWidth(440)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(6)
        for label, box in (
            (tr("&Rows are"), self.rows),
            (tr("&Dates"), self.dates),
            (tr("&Encoding"), self.encoding),
            (tr("&Type if none"), self.default_type),
        ):
            box.setAccessibleName(label.replace("&", ""))
            box.currentIndexChanged.connect(lambda _: self.changed.emit())
            words = QLabel(label, self)
            words.setBuddy(box)
            words.setMinimumWidth(words.sizeHint().width() + 8)
            form.addRow(words, box)
        form.addRow(self.keep_unknown)
        self.keep_unknown.toggled.connect(lambda _: self.changed.emit())

    def said(self) -> Said:
        """What is chosen."""
        order = self.dates.value()
        return Said(
            self.rows.value() or None,
            None if not order else order == "day",
            self.encoding.value(),
            self.default_type.value(),
            self.keep_unknown.isChecked(),
        )


class MappingPanel(QScrollArea):
    """Each column of the files, the first thing in it, and the field that it goes to."""

    mapped = Signal(str, str)
    """(column, field): the person chose where a column goes; 'ignore' leaves it out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.boxes: dict[str, ChoiceBox] = {}
        self._shown: tuple[tuple[str, ...], str] = ((), "")

    def show_files(self, files: Sequence[FilePlan]) -> None:
        """Show the columns of these files. Where they are the same as before, only the choices change."""
        columns = {c: sample for f in reversed(files) for c, sample in f.samples.items() if c}
        columns = {c: columns[c] for f in files for c in f.samples if c}
        mapping: dict[str, str] = {c: t for f in reversed(files) for c, t in f.mapping.items()}
        rows = ROWS_OF.get(files[0].table, "events") if files else "events"
        shown = (tuple(columns), rows)
        if shown != self._shown:
            self._shown = shown
            self._build(columns, rows)
        for column, box in self.boxes.items():
            box.blockSignals(True)
            box.set_value(mapping.get(column, IGNORE))
            box.blockSignals(False)

    def _build(self, columns: Mapping[str, str], rows: str) -> None:
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for place, stretch in enumerate((4, 5, 4)):
            grid.setColumnStretch(place, stretch)
        fields = [(IGNORE, self.tr("(left out)"))]
        about = target_fields(rows)
        fields += [(name, "URL" if name == "url" else term(name)) for name in about]
        self.boxes = {}
        for row, (column, sample) in enumerate(columns.items()):
            name = _Cut(column, page)
            first = _Cut(sample, page)
            first.setProperty("look", "muted")
            box = ChoiceBox(fields, page)
            box.setAccessibleName(self.tr("Where {0} goes").format(column))
            for place in range(1, box.count()):
                words = QCoreApplication.translate("Import", about[box.values[place]])
                box.setItemData(place, tooltip(words), Qt.ItemDataRole.ToolTipRole)
            box.currentIndexChanged.connect(lambda _, c=column, b=box: self.mapped.emit(c, b.value()))
            self.boxes[column] = box
            grid.addWidget(name, row, 0)
            grid.addWidget(first, row, 1)
            grid.addWidget(box, row, 2)
        grid.setRowStretch(len(columns), 1)
        self.setWidget(page)


class _Cut(QLabel):
    """Text on one line, cut short where it has no room, whole in the tooltip."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(" ".join(text.split()), parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMinimumWidth(60)
        self.setToolTip(tooltip(text))

    def sizeHint(self) -> QSize:
        """As wide as it is given."""
        return QSize(60, super().sizeHint().height())

    def paintEvent(self, _: QPaintEvent) -> None:
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter = QPainter(self)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
