"""The bar at the foot of the window that says what happened, and what to do about it. It never takes the focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from tracker.ui.announcing import announce
from tracker.ui.widgets.plain_label import plain_label
from tracker.ui.widgets.restyle import restyle

_MESSAGE_SECONDS = 8


class MessageBar(QFrame):
    """One message at a time. Plain messages go by themselves; warnings and errors stay until closed or replaced.

    It lies over the foot of its parent and moves nothing: whoever was about to click something finds it there.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if parent is not None:
            parent.installEventFilter(self)
        self.setVisible(False)
        self.label = plain_label(self)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        close = QToolButton(self)
        close.setText("✕")
        close.setAccessibleName(self.tr("Close this message"))
        close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 8, 6)
        layout.addWidget(self.label, 1)
        layout.addWidget(close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)

    def show_message(self, text: str, severity: str) -> None:
        """Show `text`; `severity` is 'message', 'warning' or 'error'."""
        self.label.setText(text)
        restyle(self, look=severity)
        self._lie()
        self.show()
        self.raise_()
        self._timer.stop()
        if severity == "message":
            self._timer.start(_MESSAGE_SECONDS * 1000)
        self.label.setAccessibleName(text)
        announce(self.label, text, urgent=severity != "message")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """It keeps to the foot of a window that grows or shrinks."""
        if watched is self.parent() and event.type() == QEvent.Type.Resize:
            self._lie()
        return super().eventFilter(watched, event)

    def _lie(self) -> None:
        under, inside = self.parentWidget(), self.layout()
        if under is None or inside is None:
            return
        width = under.width()
        height = inside.totalHeightForWidth(width) if inside.hasHeightForWidth() else self.sizeHint().height()
        self.setGeometry(0, under.height() - height, width, height)
