"""What the reader says while no source is open."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget


class NothingOpen(QWidget):
    """How a source is opened, and what can be done then. `sources_asked`: its button was pressed."""

    sources_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        head = QLabel(self.tr("No source is open"), self)
        head.setProperty("look", "section")
        teach = QLabel(
            self.tr(
                "Open a source from the list of sources, from a card of an event, or from a quote in the matrix. Its "
                "text is shown here with all that is quoted from it, and beside it what each quote supports.\n\n"
                "Select words in it, then one key makes them a citation (C), a concern (N), an event (E), a side of a "
                "disputed point (D) or a status (S)."
            ),
            self,
        )
        teach.setTextFormat(Qt.TextFormat.PlainText)
        teach.setProperty("look", "muted")
        teach.setWordWrap(True)
        button = QPushButton(self.tr("Show the sources"), self)
        button.clicked.connect(self.sources_asked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(8)
        layout.addWidget(head)
        layout.addWidget(teach)
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
