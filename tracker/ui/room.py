"""Room on the screen: dialogs grow with the text, and stay on the screen however large that is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

# The height of a line, pixels, for which sizes are written down.
_USUAL_LINE = 15
# What a window manager may put around a window.
_AROUND = QSize(24, 60)
_LEAST = QSize(520, 320)
"""No dialog that is larger at first is made smaller, pixels for usual text. What has no room then scrolls."""


def roomy(widget: QWidget, width: int, height: int) -> QSize:
    """A size, pixels, written down for usual text, for the widget's text as it is; never beyond the screen."""
    factor = max(1.0, widget.fontMetrics().height() / _USUAL_LINE)
    return QSize(round(width * factor), round(height * factor)).boundedTo(
        widget.screen().availableGeometry().size() - _AROUND
    )


def open_at(dialog: QDialog, width: int, height: int) -> None:
    """Open a dialog at such a size; who makes it smaller is held where fields and buttons still have room."""
    dialog.resize(roomy(dialog, width, height))
    dialog.setMinimumSize(roomy(dialog, min(width, _LEAST.width()), min(height, _LEAST.height())))


def make_scroll(dialog: QDialog) -> None:
    """Let what is in a dialog scroll where the screen is too small for it. Call it once all is laid out."""
    inner = dialog.layout()
    assert inner is not None
    body = QWidget(dialog)
    body.setLayout(inner)
    area = QScrollArea(dialog)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the field that has the keyboard
    area.setWidget(body)
    outer = QVBoxLayout(dialog)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(area)
