"""How to search, in plain words; a click on an example runs it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from tracker import query
from tracker.ui.room import open_at
from tracker.ui.widgets.link_button import link_button
from tracker.ui.widgets.plain_label import plain_label

_WIDTH, _HEIGHT = 760, 640


class SearchHelp(QDialog):
    """Stays open beside the window while searches are tried."""

    example_chosen = Signal(str)
    """The search text of an example that was clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("How to search"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_at(self, _WIDTH, _HEIGHT)
        self.examples: list[QPushButton] = []
        page = QWidget(self)
        self._grid = QGridLayout(page)
        self._grid.setContentsMargins(24, 16, 24, 24)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._heading(self.tr("Words"))
        for text, example in self.syntax():
            self._line("", text, example)
        self._heading(self.tr("Fields"))
        self._note(
            self.tr(
                "A field narrows the search to one thing about an event: its name, a colon, and a value. "
                "Put values of more than one word in quotes."
            )
        )
        for field in query.FIELDS:
            self._line(f"{field.name}:", QCoreApplication.translate("Search", field.help), field.example)
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        self._area = area
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def syntax(self) -> list[tuple[str, str]]:
        """(what it does, example) of each thing a search is built from."""
        tr = self.tr
        return [
            (
                tr(
                    "Words are looked for in titles, summaries, quotes, concerns and the text of sources. "
                    "All must occur; accents and capitals do not matter."
                ),
                "taxpayer address",
            ),
            (tr("Words in quotes must stand side by side."), '"preliminary injunction"'),
            (tr("A minus leaves out what follows it."), "-type:report"),
            (tr("OR finds either; brackets keep things together."), "(type:motion OR type:complaint) privacy"),
            (tr("Several values of one field, with commas: any of them will do."), "position:opposes,reservations"),
            (tr("Dates may be a year, a month, a day or a span."), "date:2025-04/2025-06"),
            (tr("Fields and words combine: each one narrows the search further."), "concern:privacy after:2025-02"),
        ]

    def _heading(self, text: str) -> None:
        label = QLabel(text, self)
        label.setProperty("look", "section")
        row = self._grid.rowCount()
        self._grid.setRowMinimumHeight(row, self.fontMetrics().height() + 16)
        self._grid.addWidget(label, row, 0, 1, 3, Qt.AlignmentFlag.AlignBottom)

    def _note(self, text: str) -> None:
        label = QLabel(text, self)
        label.setProperty("look", "muted")
        label.setWordWrap(True)
        self._grid.addWidget(label, self._grid.rowCount(), 0, 1, 3)

    def _line(self, name: str, text: str, example: str) -> None:
        row = self._grid.rowCount()
        top = Qt.AlignmentFlag.AlignTop
        words = plain_label(self, text=text)
        words.setContentsMargins(0, 3, 0, 0)
        if name:
            label = QLabel(name, self)
            label.setProperty("look", "section")
            label.setContentsMargins(0, 3, 0, 0)
            self._grid.addWidget(label, row, 0, top)
            self._grid.addWidget(words, row, 1)
        else:
            self._grid.addWidget(words, row, 0, 1, 2)
        button = link_button(self, example.replace("&", "&&"))
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setAccessibleName(self.tr("Search for {0}").format(example))
        button.clicked.connect(lambda: self.example_chosen.emit(example))
        self.examples.append(button)
        self._grid.addWidget(button, row, 2, top | Qt.AlignmentFlag.AlignLeft)
