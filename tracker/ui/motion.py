"""Motion, and doing without it.

Nothing in the program glides, fades or flies: what changes is there at once. What does move are menus and tool tips
where the desktop unfolds them, and bars of work whose length nobody knows. All of them stand still for those who ask
for less motion, in the View menu or, where Qt can tell, in the system's settings. Who adds motion asks `is_reduced`.
"""

from __future__ import annotations

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QProgressBar, QWidget

_KEY = "reduceMotion"
_PICKED = "reduce motion"
_EFFECTS = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
    Qt.UIEffect.UI_AnimateToolBox,
)


def is_picked(settings: QSettings) -> bool:
    """Whether less motion was asked for in this program."""
    return settings.value(_KEY, False, bool) is True


def pick(app: QApplication, settings: QSettings, reduce: bool) -> None:
    """Ask for less motion, or for what is usual; remembered."""
    settings.setValue(_KEY, reduce)
    apply(app, reduce)


def apply(app: QApplication, reduce: bool) -> None:
    """Let everything stand still, or move as it usually does."""
    if app.property(_PICKED) is None:
        app.setProperty("usual effects", [effect.value for effect in _EFFECTS if app.isEffectEnabled(effect)])
    app.setProperty(_PICKED, reduce)
    usual = app.property("usual effects") or []
    for effect in _EFFECTS:
        app.setEffectEnabled(effect, effect.value in usual and not reduce)


def is_reduced() -> bool:
    """Whether nothing should move: by the program's own setting or the system's."""
    from PySide6.QtWidgets import QStyle  # takes Qt several milliseconds to make known to Python

    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return False
    return app.property(_PICKED) is True or app.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) == 0


class WorkBar(QProgressBar):
    """How far work is. Where nobody knows how long it takes, the bar runs; with less motion it stays
    empty, as the words beside it say what is going on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextVisible(False)

    def tell(self, done: int, total: int) -> None:
        """So much of so much is done; a total of 0 is not known."""
        still = total == 0 and is_reduced()
        self.setRange(0, 1 if still else total)
        self.setValue(0 if still else done)
