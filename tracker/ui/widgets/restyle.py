"""Another look for a widget that is shown already."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def restyle(widget: QWidget, **properties: object) -> None:
    """Give a widget properties that the style sheet goes by, such as `look`; nothing happens if it has them."""
    changed = {name: value for name, value in properties.items() if (widget.property(name) or None) != (value or None)}
    for name, value in changed.items():
        widget.setProperty(name, value)
    if changed:
        widget.style().unpolish(widget)
        widget.style().polish(widget)
