"""What stands where events would, while a tracker has none: the ways to begin, each one click or key away."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from tracker import paths
from tracker.ui.theme import UNIT

if TYPE_CHECKING:
    from tracker.ui.main_window import MainWindow


class Step(QPushButton):
    """A large button: what to do, its key, and a line on what that is. It can be pressed when its action can."""

    def __init__(self, action: QAction, words: str, line: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._action = action
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.setProperty("look", "step")
        self.setAccessibleName(words)
        self.setAccessibleDescription(f"{line} {key}".strip())
        self.setAutoDefault(False)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        head = QLabel(f"{words}   {key}" if key else words, self)
        head.setProperty("look", "section")
        note = QLabel(line, self)
        note.setProperty("look", "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * UNIT, UNIT + 2, 2 * UNIT, UNIT + 2)
        layout.setSpacing(2)
        for label in (head, note):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(label)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setEnabled(self._action.isEnabled())
        self.setToolTip("" if self._action.isEnabled() else str(self._action.property("whyNot") or ""))

    def hasHeightForWidth(self) -> bool:
        """Its line wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its words need."""
        layout = self.layout()
        assert layout is not None
        return layout.totalHeightForWidth(width)

    def minimumSizeHint(self) -> QSize:
        """As narrow as its longest word."""
        layout = self.layout()
        assert layout is not None
        return layout.totalMinimumSize()

    def sizeHint(self) -> QSize:
        """As its words."""
        layout = self.layout()
        assert layout is not None
        return layout.totalSizeHint()


class FirstSteps(QScrollArea):
    """Log, capture, import, look at the example, open another tracker."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        actions = window.actions_
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget(self)
        head = QLabel(self.tr("Nothing is logged here yet"), body)
        head.setProperty("look", "section")
        teach = QLabel(
            self.tr(
                "A tracker is a chronology of events, each tied to the words that prove it. "
                "It is one file on this computer: {0}"
            ).format(window.session.store.path.name),
            body,
        )
        teach.setProperty("look", "muted")
        for label in (head, teach):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.steps = [
            Step(action, words, line, body)
            for action, words, line in (
                (
                    actions.log,
                    self.tr("Log a development"),
                    self.tr("Its title, its date, what kind it is and where it is reported. The rest can come later."),
                ),
                (
                    actions.capture,
                    self.tr("Capture an article"),
                    self.tr(
                        "Paste it, open a saved page or a PDF, or fetch its address: dates and people are suggested."
                    ),
                ),
                (
                    actions.import_,
                    self.tr("Import a CSV or Excel file"),
                    self.tr("A list you keep already. You see what comes of each row before anything is written."),
                ),
                (
                    actions.example,
                    self.tr("Open the example case"),
                    self.tr("A finished tracker to look around and try things in. It is a file of its own."),
                ),
                (
                    actions.open,
                    self.tr("Open another tracker"),
                    self.tr("One that you made before, or that somebody gave you."),
                ),
            )
        ]
        self.main_view = self.steps[0]
        layout = QVBoxLayout(body)
        layout.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        layout.setSpacing(UNIT)
        layout.addWidget(head)
        layout.addWidget(teach)
        layout.addSpacing(UNIT)
        for step in self.steps:
            step.setMaximumWidth(620)
            layout.addWidget(step)
        layout.addStretch(1)
        self.setWidget(body)


def open_example(window: MainWindow) -> None:
    """Open the user's copy of the example case in a window of its own; the first time it is made, in the background."""
    from tracker.operations import demo
    from tracker.ui.app import open_path

    path = paths.demo_tracker()
    if path.exists():
        open_path(window, path)
        return

    def work(progress: Callable[[int, int, str], None], _: Callable[[], bool]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        demo.make(path, progress).close()

    window.status.jobs.start(window.tr("Making the example case"), work, lambda _: open_path(window, path))
