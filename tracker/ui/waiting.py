"""A long write that the whole window waits for, where no dialog stands in front of it to do that."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QProgressDialog, QWidget

from tracker.ui.session import Session

PATIENCE_MS = 500
"""Until what waits to be written looks again whether it can be."""
FEW = 50
"""Records that are written at once. More are written off the GUI thread, which may take a second."""


def is_pressing() -> bool:
    """Whether a menu is open or a button of the mouse is down: keys or clicks would be lost, were the window shut."""
    return QApplication.activePopupWidget() is not None or QApplication.mouseButtons() != Qt.MouseButton.NoButton


def write_while_waiting(
    session: Session,
    parent: QWidget,
    title: str,
    work: Callable[..., Any],
    done: Callable[[Any], None],
    failed: Callable[[Exception], None],
) -> None:
    """`session.write_in_background`, with all windows shut and `title` shown until it has ended."""
    waiting = _Waiting(title, "", 0, 0, QApplication.activeModalWidget() or parent.window())
    waiting.setCancelButton(None)
    # Nobody may use the store meanwhile, whichever window or dialog they are in.
    waiting.setWindowModality(Qt.WindowModality.ApplicationModal)
    waiting.setMinimumDuration(0)

    def then(call: Callable[[Any], None]) -> Callable[[Any], None]:
        def close_and_call(outcome: Any) -> None:
            waiting.hide()
            waiting.deleteLater()
            call(outcome)

        return close_and_call

    waiting.show()
    session.write_in_background(title, work, then(done), then(failed))


class _Waiting(QProgressDialog):
    """It goes when the write has ended, and not before: not by Esc either."""

    def reject(self) -> None:
        """Stay."""

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay."""
        event.ignore()
