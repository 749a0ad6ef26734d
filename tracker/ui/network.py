"""What the program may ask for on the network: a setting of this user, not of a tracker."""

from __future__ import annotations

from PySide6.QtCore import QSettings

_PRIVATE = "allowPrivateAddresses"


def allows_private(settings: QSettings) -> bool:
    """Whether addresses inside the user's own network may be asked."""
    return bool(settings.value(_PRIVATE, False, type=bool))


def allow_private(settings: QSettings, allowed: bool) -> None:
    """From now on they may be asked, or no longer."""
    settings.setValue(_PRIVATE, allowed)
