"""What of a file of annotations cannot be taken in: each with its place and the reason, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from tracker.formats.table import Problem
from tracker.operations.copying import Copied
from tracker.ui import clipboard
from tracker.ui.room import open_at
from tracker.ui.widgets.plain_label import plain_label
from tracker.ui.widgets.preview_table import PreviewTable
from tracker.ui.widgets.side_button import side_button
from tracker.ui.widgets.text_layout import shown

if TYPE_CHECKING:
    from tracker.operations.importing_quotes import QuotesPlan

_LISTED = 1_000
"""Problems in the table; all of them are copied."""
_NAMED = 5
"""So many of those left out are named in the sentence that tells of them."""


class LeftOutDialog(QDialog):
    """Accepted if the rest of the file `name` is to be taken in without those in `problems`; it writes nothing itself.

    `rest`: how many others would be taken in. Where there are none it only tells, and can but be closed.
    """

    def __init__(self, name: str, problems: Sequence[Problem], rest: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.problems = problems
        self.setWindowTitle(self.tr("Import annotations"))
        open_at(self, 760, 420)
        self.head = plain_label(self, "section")
        self.head.setText(self._head(len(problems)))
        self.detail = plain_label(self, "muted")
        self.detail.setText(self._detail(rest))
        self.table = PreviewTable(self)
        self.table.setAccessibleName(self.tr("What cannot be taken in"))
        self._fill()
        self.copy_button = side_button(self, self.tr("&Copy this list"), self.copy)
        self.nothing_button = QPushButton(self.tr("Import &nothing") if rest else self.tr("C&lose"), self)
        self.rest_button = QPushButton(self._all_but(len(problems)), self)
        self.rest_button.setVisible(rest > 0)
        # By Enter nothing is left out that nobody has looked at.
        self.nothing_button.setDefault(True)
        self.nothing_button.clicked.connect(self.reject)
        self.rest_button.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.copy_button)
        buttons.addStretch(1)
        buttons.addWidget(self.rest_button)
        buttons.addWidget(self.nothing_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(10)
        layout.addWidget(self.head)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.detail)
        layout.addLayout(buttons)
        self.nothing_button.setFocus()

    def _head(self, count: int) -> str:
        name = shown(self.name, one_line=True, longest=90)
        if count == 1:
            return self.tr("One annotation in {0} cannot be taken in").format(name)
        return self.tr("{0} annotations in {1} cannot be taken in").format(f"{count:,}", name)

    def _detail(self, rest: int) -> str:
        mend = self.tr(
            "Nothing has been written. To take these in, mend them in the program they come from or in the file, and "
            "import it again."
        )
        if not rest:
            return mend + " " + self.tr("Nothing else in the file is new here.")
        others = self.tr("1 other can be taken in now.") if rest == 1 else self.tr("{0} others can be taken in now.")
        later = self.tr("Those mended later can still follow: what is here already is not taken in twice.")
        return f"{mend} {others.format(f'{rest:,}')} {later}"

    def _all_but(self, count: int) -> str:
        if count == 1:
            return self.tr("Import &all but this")
        return self.tr("Import &all but these {0}").format(f"{count:,}")

    def _fill(self) -> None:
        header = (self.tr("Where"), self.tr("Part"), self.tr("In the file"), self.tr("What is wrong"))
        self.table.show_rows(
            header,
            [
                (_place(p, self.name), p.column, shown(p.value, one_line=True, longest=200), p.message)
                for p in self.problems[:_LISTED]
            ],
        )
        if len(self.problems) > _LISTED:
            self.head.setText(self.head.text() + " " + self.tr("(the first {0} are listed)").format(f"{_LISTED:,}"))
        self.table.stretch_last()

    def copy(self) -> None:
        """Put the whole list on the clipboard, a line each, for whoever is to mend them."""
        clipboard.put(Copied("\n".join(map(str, self.problems)) + "\n", "", ""))


def _place(problem: Problem, name: str) -> str:
    """Where in the file `name` it is: 'annotation 3'."""
    return problem.file.removeprefix(f"{name}, ")


def taken_in(plan: QuotesPlan) -> str:
    """In words what was taken in by a plan, and once more what was left out of it."""
    said = _tr("Taken in from {0}: {1} quotes, {2} to read in the inbox; {3} were here already.").format(
        plan.name, f"{len(plan.citations):,}", f"{len(plan.waiting):,}", f"{plan.unchanged:,}"
    )
    if not plan.problems:
        return said
    places = ", ".join(_place(problem, plan.name) for problem in plan.problems[:_NAMED])
    if len(plan.problems) > _NAMED:
        places = _tr("{0} and {1} more").format(places, f"{len(plan.problems) - _NAMED:,}")
    left_out = _tr("Left out, as they cannot be taken in: {0} ({1}).").format(f"{len(plan.problems):,}", places)
    return f"{said} {left_out}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("LeftOut", text)
