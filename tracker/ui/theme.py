"""Colours and metrics of the window: light, dark and both in high contrast, from one file each in `resources/themes`.

The system's scheme is followed until the user picks one. Everything that paints takes a `Theme` and asks it;
nothing names a colour of its own.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from functools import cache
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontInfo, QGuiApplication, QPalette, QStyleHints
from PySide6.QtWidgets import QApplication

from tracker.paths import resource

Scheme = Literal["system", "light", "dark", "light-contrast", "dark-contrast"]

SCHEMES: tuple[Scheme, ...] = ("system", "light", "dark", "light-contrast", "dark-contrast")
"""What can be picked: the system's own, or one of the themes."""

UNIT = 8
"""The rhythm: every gap and margin is a multiple or half of this many pixels."""


@dataclass(frozen=True)
class Theme:
    """One palette. The tests hold it to its contrast on `window`: text 7:1, muted and positions 4.5:1, marks and the
    edges of fields 3:1; in high contrast all text 7:1, lines and marks 4.5:1.

    `border` and `ring` are the widths, pixels, of lines around things and of what is drawn where the keyboard is.
    """

    name: str
    dark: bool
    border: int
    ring: int
    window: QColor
    panel: QColor
    base: QColor
    text: QColor
    muted: QColor
    faint: QColor
    line: QColor
    accent: QColor
    accent_text: QColor
    accent_soft: QColor
    selection: QColor
    hover: QColor
    warning: QColor
    warning_soft: QColor
    error: QColor
    error_soft: QColor
    families: dict[str, QColor]
    positions: dict[str, QColor]

    def family_colour(self, family: str) -> QColor:
        """The colour of a family of event types."""
        return self.families.get(family, self.families["other"])

    def position_colour(self, position: str) -> QColor:
        """The colour of a position on a concern; muted where there is none."""
        return self.positions.get(position, self.muted)


@cache
def load(name: str) -> Theme:
    """The theme in `resources/themes/<name>.json`."""
    data = json.loads(resource("themes", f"{name}.json").read_text(encoding="utf-8"))
    values: dict[str, object] = {"name": name}
    for field in fields(Theme):
        if field.name == "name":
            continue
        value = data[field.name]
        if isinstance(value, dict):
            values[field.name] = {key: QColor(colour) for key, colour in value.items()}
        else:
            values[field.name] = QColor(value) if isinstance(value, str) else value
    return Theme(**values)  # type: ignore[arg-type]


def wanted(scheme: Scheme) -> Theme:
    """The theme for a scheme; for 'system', the one the desktop asks for."""
    if scheme != "system":
        return load(scheme)
    hints = QGuiApplication.styleHints()
    name = "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"
    return load(f"{name}-contrast" if _wants_contrast(hints) else name)


def _wants_contrast(hints: QStyleHints) -> bool:
    """Whether the desktop asks for high contrast; Qt tells since 6.10."""
    accessibility = getattr(hints, "accessibility", None)
    return accessibility is not None and accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast


def apply(app: QApplication, theme: Theme) -> None:
    """Give the whole application this theme: palette first, then the few rules a palette cannot say."""
    palette = QPalette()
    role = QPalette.ColorRole
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled):
        faded = group == QPalette.ColorGroup.Disabled
        text = theme.faint if faded else theme.text
        for which, colour in (
            (role.Window, theme.window),
            (role.Base, theme.base),
            (role.AlternateBase, theme.panel),
            (role.Button, theme.window),
            (role.Text, text),
            (role.WindowText, text),
            (role.ButtonText, text),
            (role.BrightText, theme.error),
            (role.PlaceholderText, theme.muted),
            (role.Highlight, theme.selection),
            (role.HighlightedText, theme.text),
            (role.Link, theme.accent),
            (role.LinkVisited, theme.accent),
            (role.ToolTipBase, theme.base),
            (role.ToolTipText, theme.text),
            (role.Light, theme.line),
            (role.Midlight, theme.line),
            (role.Mid, theme.line),
            (role.Dark, theme.line),
            (role.Shadow, theme.line),
            (role.Accent, theme.accent),
        ):
            palette.setColor(group, which, colour)
    app.setPalette(palette)
    app.setStyleSheet(stylesheet(theme, app.font().pointSizeF(), QFontInfo(app.font()).pixelSize()))


def stylesheet(theme: Theme, points: float, pixels: int = 12) -> str:
    """The style rules, for text of so many points, which are so many pixels of the screen.

    Widgets opt in by object name or by the dynamic properties `look` and `textSize`: a size set otherwise would not
    follow the user's choice of text size."""
    n = {f.name: getattr(theme, f.name).name() for f in fields(theme) if isinstance(getattr(theme, f.name), QColor)}
    n["tick"] = resource("icons", f"tick-{'dark' if theme.dark else 'light'}.svg").as_posix()
    n["heading"] = f"{points * 1.25:.2f}pt"
    n["reading"] = f"{points * 1.1:.2f}pt"
    n["small"], n["title"] = f"{points * 0.85:.2f}pt", f"{points * 1.42:.2f}pt"
    box = max(14, round(pixels * 14 / 12) // 2 * 2)  # what is ticked grows with the text
    n["box"] = f"{box}px"
    n["round"] = f"{box // 2 + theme.border}px"  # half of what an indicator measures with its edge
    n["dot"], n["rim"] = f"{box - 8}px", f"{4 + theme.border}px"
    # What has the keyboard has a line one pixel wider around it, and as much less room in it: nothing moves.
    n["edge"], n["ring"] = f"{theme.border}px", f"{theme.border + 1}px"
    return """
QToolTip {{ background: {base}; color: {text}; border: {edge} solid {line}; padding: 4px; }}
QMainWindow, QDialog {{ background: {window}; }}
QWidget#sidebar, QWidget#statusBar, QStatusBar {{ background: {panel}; }}
QStatusBar {{ color: {muted}; border-top: {edge} solid {line}; }}
QStatusBar::item {{ border: none; }}
QWidget#topBar {{ background: {window}; border-bottom: {edge} solid {line}; }}
QSplitter::handle {{ background: {line}; }}
QScrollArea {{ border: none; background: transparent; }}
QPushButton, QToolButton[look="button"] {{
    border: {edge} solid {line}; border-radius: 6px; padding: 5px 12px; background: {window}; color: {text};
}}
QPushButton:hover, QToolButton[look="button"]:hover {{ background: {hover}; }}
QPushButton:focus, QToolButton[look="button"]:focus {{ border: {ring} solid {accent}; padding: 4px 11px; }}
QPushButton:disabled {{ color: {faint}; }}
QPushButton[look="choice"]:checked {{ background: {accent_soft}; border: {edge} solid {accent}; }}
QPushButton[look="step"] {{ border-radius: 8px; padding: 0; text-align: left; }}
QPushButton[look="step"]:hover {{ border-color: {accent}; }}
QPushButton[look="primary"], QPushButton:default {{
    background: {accent}; color: {accent_text}; border: {edge} solid {accent};
}}
QPushButton[look="primary"]:focus, QPushButton:default:focus {{ border: {ring} solid {text}; padding: 4px 11px; }}
QPushButton[look="primary"]:disabled, QPushButton:default:disabled {{
    background: {hover}; border-color: {line}; color: {muted};
}}
QPushButton[look="act"] {{ padding: 3px 9px; }}
QPushButton[look="act"]:focus {{ padding: 2px 8px; }}
QPushButton[look="link"], QToolButton[look="link"] {{
    border: {edge} solid transparent; background: transparent; color: {accent}; padding: 2px 4px;
}}
QPushButton[look="link"]:hover, QToolButton[look="link"]:hover {{ text-decoration: underline; }}
QPushButton[look="link"]:focus, QToolButton[look="link"]:focus {{
    border: {ring} solid {accent}; border-radius: 4px; padding: 1px 3px;
}}
QToolButton {{ border: {edge} solid transparent; border-radius: 4px; padding: 3px 6px; background: transparent; }}
QToolButton:hover {{ background: {hover}; }}
QToolButton:focus {{ border: {ring} solid {accent}; padding: 2px 5px; }}
QToolButton::menu-indicator {{ image: none; }}
QPushButton[look="tab"] {{
    border: {edge} solid transparent; background: transparent; color: {muted}; padding: 5px 8px; border-radius: 6px;
}}
QPushButton[look="tab"]:checked {{ background: {hover}; color: {text}; font-weight: 600; }}
QPushButton[look="tab"]:focus {{ border: {ring} solid {accent}; padding: 4px 7px; }}
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox {{
    border: {edge} solid {faint}; border-radius: 6px; padding: 4px 8px; background: {base}; color: {text};
    placeholder-text-color: {muted};
    selection-background-color: {accent}; selection-color: {accent_text};
}}
QTextEdit {{ border: {edge} solid {line}; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus {{
    border: {ring} solid {accent}; padding: 3px 7px;
}}
QPlainTextEdit[look="flat"], QComboBox[look="flat"], QSpinBox[look="flat"] {{
    border: {edge} solid transparent; border-radius: 4px; padding: 1px 4px; background: transparent;
}}
QPlainTextEdit[look="flat"]:hover, QComboBox[look="flat"]:hover, QSpinBox[look="flat"]:hover {{
    border: {edge} solid {line};
}}
QPlainTextEdit[look="flat"]:focus, QComboBox[look="flat"]:focus, QSpinBox[look="flat"]:focus {{
    border: {ring} solid {accent}; padding: 0 3px; background: {base};
}}
QPlainTextEdit[frame="shown"] {{
    border: {edge} solid {faint}; padding: 4px 6px; border-radius: 6px; background: {base};
}}
QPlainTextEdit[frame="shown"]:focus {{ padding: 3px 5px; }}
QPlainTextEdit[look="reader"] {{ border: none; border-radius: 0; padding: 0; font-size: {reading}; }}
QPlainTextEdit[look="reader"]:focus {{ border: none; padding: 0; }}
QPlainTextEdit[tone="muted"] {{ color: {muted}; }}
QPlainTextEdit[fault="true"], QComboBox[fault="true"] {{ border: {edge} solid {error}; }}
QPlainTextEdit[fault="true"]:focus, QComboBox[fault="true"]:focus {{ border: {ring} solid {error}; }}
QSpinBox QLineEdit {{ border: none; padding: 0; background: transparent; }}
QToolButton[look="star"] {{ color: {faint}; }}
QToolButton[look="star"]:checked {{ color: {accent}; }}
QListView[look="completions"] {{ border: {edge} solid {line}; background: {base}; }}
QListView[look="completions"]::item {{ padding: 3px 8px; color: {text}; }}
QListView[look="popup"] {{ border: {edge} solid {line}; background: {base}; padding: 3px; }}
QComboBox::drop-down {{ border: none; width: 20px; }}
QComboBox QAbstractItemView, QMenu {{
    background: {base}; color: {text}; border: {edge} solid {line};
    selection-background-color: {selection}; selection-color: {text};
}}
QMenu {{ padding: 4px; }}
QMenu::item {{ padding: 5px 24px 5px 16px; border-radius: 4px; }}
QMenu::item:selected {{ background: {selection}; }}
QMenu::item:disabled {{ color: {faint}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 8px; }}
QMenuBar {{ background: {window}; color: {text}; }}
QMenuBar::item {{ padding: 4px 8px; border-radius: 4px; }}
QMenuBar::item:selected {{ background: {hover}; }}
QFrame[look="palette"] {{ border: {edge} solid {faint}; background: {window}; }}
QFrame[look="card"] {{ border: {edge} solid {line}; border-radius: 8px; background: {window}; }}
QFrame[look="card"]:focus {{ border: {ring} solid {accent}; }}
QFrame[look="message"] {{ background: {accent_soft}; border-bottom: {edge} solid {line}; }}
QFrame[look="warning"] {{ background: {warning_soft}; border-bottom: {edge} solid {line}; }}
QFrame[look="error"] {{ background: {error_soft}; border-bottom: {edge} solid {line}; }}
MessageBar[look] {{ border-top: {edge} solid {line}; border-bottom: none; }}
QLabel[look="muted"] {{ color: {muted}; }}
QLabel[textSize="small"] {{ font-size: {small}; }}
QPlainTextEdit[textSize="title"] {{ font-size: {title}; font-weight: 700; }}
QLabel[look="heading"] {{ color: {muted}; font-weight: 600; }}
QLabel[look="title"] {{ color: {text}; font-size: {heading}; font-weight: 600; }}
QLabel[look="section"] {{ color: {text}; font-weight: 600; }}
QLabel[look="error"] {{ color: {error}; background: transparent; border: none; }}
QLabel[look="warning"] {{ color: {warning}; background: transparent; border: none; }}
QTableView, QListView, QTreeView {{
    border: none; background: {window}; alternate-background-color: {panel}; gridline-color: {line};
    selection-background-color: {selection}; selection-color: {text}; outline: none;
}}
QListView[look="boxed"], QTableView[look="boxed"] {{
    border: {edge} solid {line}; border-radius: 6px; background: {base};
}}
QTableView[look="boxed"]::item {{ padding: 0 5px; }}
QListView[look="boxed"]:focus, QTableView[look="boxed"]:focus {{ border: {ring} solid {accent}; }}
QListView::item:selected, QTreeView::item:selected {{ background: {selection}; color: {text}; }}
QTreeView::item {{ padding: 3px 0; }}
QHeaderView {{ background: {window}; }}
QHeaderView::section {{
    background: {window}; color: {muted}; border: none; border-bottom: {edge} solid {line}; padding: 6px 8px;
    font-weight: 600;
}}
QTableCornerButton::section {{ background: {window}; border: none; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {line}; border-radius: 4px; min-height: 24px; min-width: 24px; margin: 1px; }}
QScrollBar::handle:hover {{ background: {faint}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QProgressBar {{
    border: {edge} solid {line}; border-radius: 4px; background: {base}; color: {text}; text-align: center;
}}
QProgressBar::chunk {{ background: {accent}; border-radius: 3px; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: {box}; height: {box}; }}
QCheckBox::indicator:unchecked, QRadioButton::indicator:unchecked {{
    border: {edge} solid {faint}; background: {base};
}}
QCheckBox::indicator, QListView::indicator {{ border-radius: 3px; }}
QListView::indicator {{ width: {box}; height: {box}; border: {edge} solid {faint}; background: {base}; }}
QListView::indicator:checked {{ border: {edge} solid {accent}; background: {accent}; image: url("{tick}"); }}
QListView::indicator:disabled {{ border-color: {line}; }}
QRadioButton::indicator {{ border-radius: {round}; }}
QCheckBox::indicator:checked {{ border: {edge} solid {accent}; background: {accent}; image: url("{tick}"); }}
QRadioButton::indicator:checked {{
    width: {dot}; height: {dot}; border: {rim} solid {accent}; border-radius: {round}; background: {base};
}}
QCheckBox, QRadioButton {{ border-bottom: {ring} solid transparent; padding-bottom: 1px; }}
QCheckBox:focus, QRadioButton:focus {{ color: {accent}; border-bottom: {ring} solid {accent}; }}
""".format(**n)
