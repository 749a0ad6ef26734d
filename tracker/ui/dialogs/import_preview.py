"""What an import would do: records counted, first rows as understood, problems with their places."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from tracker.operations.importing import ImportPlan, Problem
from tracker.store.exporting import FILES
from tracker.ui.strings import term
from tracker.ui.widgets.plain_label import plain_label
from tracker.ui.widgets.preview_table import PreviewTable

_SHOWN = 500
"""Problems listed; there may be more."""
CHANGES, ROWS, PROBLEMS = range(3)


class ImportPreview(QWidget):
    """Three tables, one in front, and what else there is to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.counts, self.rows, self.problems = PreviewTable(self), PreviewTable(self), PreviewTable(self)
        self.tabs = QButtonGroup(self)
        self.stack = QStackedWidget(self)
        row = QHBoxLayout()
        row.setSpacing(4)
        names = (self.tr("What changes"), self.tr("First rows"), self.tr("Problems"))
        for place, (name, table) in enumerate(zip(names, (self.counts, self.rows, self.problems), strict=True)):
            button = QPushButton(self)
            button.setAutoDefault(False)
            button.setProperty("look", "tab")
            button.setCheckable(True)
            self.tabs.addButton(button, place)
            self._name(place, name)
            table.setAccessibleName(name)
            self.stack.addWidget(table)
            row.addWidget(button)
        row.addStretch(1)
        self.tabs.idClicked.connect(self.stack.setCurrentIndex)
        self.notes = plain_label(self, "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.notes)

    def _name(self, place: int, name: str) -> None:
        """Name a tab, with room for the bold letters it has while it is in front."""
        button = self.tabs.button(place)
        font = button.font()
        font.setBold(True)
        button.setText(name)
        button.setMinimumWidth(QFontMetrics(font).horizontalAdvance(name) + 28)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show what importing would do."""
        self.notes.setText("\n".join(plan.notes))
        self.notes.setVisible(bool(plan.notes))
        self.counts.show_rows(
            (self.tr("Records"), self.tr("New"), self.tr("Changed"), self.tr("There already")),
            [
                (_spoken(table), f"{count.added:,}", f"{count.changed:,}", f"{count.unchanged:,}")
                for table, count in plan.counts.items()
            ],
        )
        columns = list(dict.fromkeys(name for row in plan.preview for name in row.values))
        self.rows.show_rows(
            (self.tr("Row"), self.tr("Becomes"), *columns),
            [(str(r.row), term(r.what), *(r.values.get(name, "") for name in columns)) for r in plan.preview],
        )
        self.show_problems(plan.problems)

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """List what cannot be taken in, and bring it to the front if there is any."""
        self.problems.show_rows(
            (self.tr("File"), self.tr("Row"), self.tr("Column"), self.tr("In the file"), self.tr("What is wrong")),
            [(p.file, str(p.row) if p.row else "", p.column, p.value, p.message) for p in problems[:_SHOWN]],
        )
        self.problems.stretch_last()
        count = self.tr("Problems ({0})").format(f"{len(problems):,}")
        self._name(PROBLEMS, count if problems else self.tr("Problems"))
        front = PROBLEMS if problems else CHANGES
        self.tabs.button(front).setChecked(True)
        self.stack.setCurrentIndex(front)


def _spoken(table: str) -> str:
    """A table as a heading: 'event_topic' -> 'Event topics'."""
    return term(Path(FILES.get(table, table)).stem.replace("_", " "))
