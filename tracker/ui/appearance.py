"""How the program looks, as picked in the View menu: colours, text size, motion. Kept in the settings."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from tracker.ui import motion
from tracker.ui import theme as themes
from tracker.ui.theme import Scheme, Theme

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

    from tracker.ui.main_window import MainWindow

TEXT_SIZES = (80, 90, 100, 110, 125, 150, 175, 200)
"""Per cent of the system's own."""
_SYSTEM_SIZE = "system text size"


def scheme_picked(settings: QSettings) -> Scheme:
    """The colours picked, 'system' if none were."""
    kept = str(settings.value("scheme", "system"))
    return next((scheme for scheme in themes.SCHEMES if scheme == kept), "system")


def text_size_picked(settings: QSettings) -> int:
    """The text size picked, one of `TEXT_SIZES`."""
    kept = str(settings.value("textSize", "100"))
    return int(kept) if kept.isdecimal() and int(kept) in TEXT_SIZES else 100


def set_text_size(app: QApplication, percent: int) -> None:
    """Give the whole program text of this many per cent of the system's size. What is dressed by the style sheet
    takes it with the theme: apply that next."""
    font = app.font()
    if app.property(_SYSTEM_SIZE) is None:
        app.setProperty(_SYSTEM_SIZE, font.pointSizeF())
    font.setPointSizeF(float(app.property(_SYSTEM_SIZE)) * percent / 100)
    app.setFont(font)


def _colour(window: MainWindow, theme: Theme) -> None:
    """Colour a window and the dialogs that are open over it, and in those all that draws in the colours of a theme:
    the desktop may turn dark meanwhile."""
    window.set_theme(theme)
    for dialog in window.findChildren(QDialog):
        for widget in (dialog, *dialog.findChildren(QWidget)):
            follow = getattr(widget, "set_theme", None)
            if follow is not None:
                follow(theme)


class Appearance(QObject):
    """The actions of the View menu that say how the program looks."""

    def __init__(self, window: MainWindow, make: Callable[..., QAction]) -> None:
        """`make(text, slot, *keys)` makes an action of the window."""
        super().__init__(window)
        self.window = window
        self._make = make
        tr = self.tr
        words: dict[Scheme, str] = {
            "system": tr("As the s&ystem"),
            "light": tr("&Light"),
            "dark": tr("&Dark"),
            "light-contrast": tr("Light, &high contrast"),
            "dark-contrast": tr("Dark, high &contrast"),
        }
        self.schemes = QActionGroup(self)
        for scheme, label in words.items():
            self._choice(self.schemes, label, scheme, partial(self.set_scheme, scheme))
        self.sizes = QActionGroup(self)
        for number, percent in enumerate(TEXT_SIZES, start=1):
            label = tr("&{0}  {1} %").format(number, percent)
            self._choice(self.sizes, label, percent, partial(self.set_text_size, percent))
        self.larger = make(tr("&Larger"), lambda: self._step(1), "Ctrl++", "Ctrl+=")
        self.smaller = make(tr("&Smaller"), lambda: self._step(-1), "Ctrl+-")
        self.usual = make(tr("&As the system"), lambda: self.set_text_size(100), "Ctrl+0")
        self.less_motion = make(tr("Reduce &motion"), self._pick_motion)
        self.less_motion.setCheckable(True)
        self.less_motion.setChecked(motion.is_picked(window.settings))
        self.show_picked()

    def _choice(self, group: QActionGroup, label: str, value: object, slot: Callable[[], None]) -> None:
        action = self._make(label, slot)
        action.setCheckable(True)
        action.setData(value)
        group.addAction(action)

    def menus(self) -> list[tuple[str, list[QAction | None]] | QAction]:
        """What stands in the View menu: submenus, their titles and what is in them, and an action."""
        return [
            (self.tr("Colou&rs"), list(self.schemes.actions())),
            (
                self.tr("Te&xt size"),
                [self.larger, self.smaller, self.usual, None, *self.sizes.actions()],
            ),
            self.less_motion,
        ]

    def set_scheme(self, scheme: Scheme) -> None:
        """One of the themes, or as the system has it; remembered."""
        self.window.settings.setValue("scheme", scheme)
        self._dress(themes.wanted(scheme))

    def _dress(self, theme: Theme) -> None:
        """Colours and text size are the whole program's: every window of it goes along."""
        from tracker.ui.main_window import MainWindow

        for window in QApplication.topLevelWidgets():
            if isinstance(window, MainWindow):
                _colour(window, theme)
                window.actions_.appearance.show_picked()

    def follow_system(self) -> None:
        """The desktop changed its colours or contrast: go along, unless the user has picked some."""
        if scheme_picked(self.window.settings) == "system":
            _colour(self.window, themes.wanted("system"))

    def set_text_size(self, percent: int) -> None:
        """Text of one of `TEXT_SIZES` in all windows; remembered."""
        self.window.settings.setValue("textSize", percent)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        set_text_size(app, percent)
        self._dress(self.window.theme)

    def _pick_motion(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        motion.pick(app, self.window.settings, self.less_motion.isChecked())

    def _step(self, by: int) -> None:
        at = TEXT_SIZES.index(text_size_picked(self.window.settings)) + by
        if 0 <= at < len(TEXT_SIZES):
            self.set_text_size(TEXT_SIZES[at])

    def show_picked(self) -> None:
        """Tick what is picked."""
        size = text_size_picked(self.window.settings)
        for group, value in ((self.schemes, scheme_picked(self.window.settings)), (self.sizes, size)):
            for action in group.actions():
                action.setChecked(action.data() == value)
        self.larger.setEnabled(size < TEXT_SIZES[-1])
        self.smaller.setEnabled(size > TEXT_SIZES[0])
