"""Where Tab stops."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def stops(part: QWidget) -> list[QWidget]:
    """What Tab visits in a part of the window, in the order in which it does."""
    found = [part] if part.focusPolicy() & Qt.FocusPolicy.TabFocus else []
    widget = part.nextInFocusChain()
    while widget is not None and widget is not part:
        # In this order: most are elsewhere, and what Python makes of a flag takes four times as long.
        if part.isAncestorOf(widget) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def visit_after(before: QWidget, after: Iterable[QWidget]) -> None:
    """Tab comes to these, one after the other, from `before` on."""
    for stop in after:
        QWidget.setTabOrder(before, stop)
        before = stop
