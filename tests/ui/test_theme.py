"""Light and dark, each readable, and both in high contrast."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from tracker import vocabulary
from tracker.ui import theme as themes
from tracker.ui.widgets.choice_box import ChoiceBox
from tracker.ui.widgets.plain_text import PlainTextField

ALL = pytest.mark.parametrize("name", themes.SCHEMES[1:])
HIGH = pytest.mark.parametrize("name", ["light-contrast", "dark-contrast"])


def luminance(colour: QColor) -> float:
    """Relative luminance as WCAG 2.2 defines it."""

    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(a: QColor, b: QColor) -> float:
    """Contrast ratio as WCAG 2.2 defines it (1 to 21)."""
    lighter, darker = sorted((luminance(a), luminance(b)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@ALL
def test_text_can_be_read_on_every_ground(name):
    theme = themes.load(name)
    for ground in (theme.window, theme.panel, theme.base, theme.selection, theme.hover):
        assert contrast(theme.text, ground) >= 7
        assert contrast(theme.muted, ground) >= 4.5
    for ground in (theme.window, theme.selection):
        for colour in (theme.accent, theme.warning, theme.error, *theme.positions.values()):
            assert contrast(colour, ground) >= 4.5
    assert contrast(theme.accent_text, theme.accent) >= 4.5
    assert contrast(theme.accent, theme.accent_soft) >= 4.5
    assert contrast(theme.error, theme.error_soft) >= 4.5


@ALL
def test_marks_stand_out_from_the_window(name):
    theme = themes.load(name)
    for colour in (*theme.families.values(), *theme.positions.values()):
        assert contrast(colour, theme.window) >= 3


@ALL
def test_where_something_can_be_typed_or_ticked_is_seen_from_its_edge(name):
    theme = themes.load(name)
    for ground in (theme.window, theme.panel, theme.base):
        assert contrast(theme.faint, ground) >= 3
    edge = f"{theme.border}px solid {theme.faint.name()}"
    rules = themes.stylesheet(theme, 9)
    for what in ("QLineEdit, QPlainTextEdit, QTextEdit", "QListView::indicator"):
        assert edge in rules.partition(f"\n{what}")[2].partition("}")[0]


@ALL
def test_every_family_and_position_has_a_colour(name):
    theme = themes.load(name)
    assert set(theme.families) == set(vocabulary.FAMILIES)
    assert set(theme.positions) == set(vocabulary.CLOSED["position"])


def test_an_unknown_family_is_drawn_as_other_and_an_unknown_position_is_muted():
    theme = themes.load("light")
    assert theme.family_colour("never heard of") == theme.families["other"]
    assert theme.position_colour("") == theme.muted


@ALL
def test_the_palette_can_be_switched_by_us(name, qtbot):
    app = QApplication.instance()
    theme = themes.load(name)
    themes.apply(app, theme)
    assert app.palette().color(QPalette.ColorRole.Window) == theme.window
    assert app.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text) == theme.faint


def test_a_picked_scheme_is_not_the_system_s(qtbot):
    assert themes.wanted("dark").dark
    assert not themes.wanted("light").dark


@HIGH
def test_in_high_contrast_all_text_has_seven_to_one_and_every_line_and_mark_four_and_a_half(name):
    theme = themes.load(name)
    for ground in (theme.window, theme.panel, theme.base, theme.selection, theme.hover):
        for text in (theme.text, theme.muted):
            assert contrast(text, ground) >= 7
    for text in (theme.faint, theme.accent, theme.warning, theme.error):
        assert contrast(text, theme.window) >= 7
    assert contrast(theme.accent_text, theme.accent) >= 7
    assert contrast(theme.accent, theme.accent_soft) >= 7
    assert contrast(theme.warning, theme.warning_soft) >= 7
    assert contrast(theme.error, theme.error_soft) >= 7
    for mark in (theme.line, *theme.families.values(), *theme.positions.values()):
        assert contrast(mark, theme.window) >= 4.5
        assert contrast(mark, theme.selection) >= 3


@HIGH
def test_in_high_contrast_lines_are_thicker_and_the_keyboard_s_ring_more_so(name):
    theme, usual = themes.load(name), themes.load(name.removesuffix("-contrast"))
    assert theme.border > usual.border
    assert theme.ring > max(usual.ring, theme.border)
    assert f"border: {theme.ring}px solid {theme.accent.name()}" in themes.stylesheet(theme, 9)


def test_the_system_s_wish_for_contrast_is_followed(monkeypatch):
    monkeypatch.setattr(themes, "_wants_contrast", lambda hints: True)
    assert themes.wanted("system").name.endswith("-contrast")
    assert themes.wanted("dark").name == "dark"


def test_what_is_ticked_grows_with_the_text():
    theme = themes.load("light")
    assert "QCheckBox::indicator, QRadioButton::indicator { width: 14px; height: 14px; }" in themes.stylesheet(theme, 9)
    large = themes.stylesheet(theme, 18, 24)
    assert "QCheckBox::indicator, QRadioButton::indicator { width: 28px; height: 28px; }" in large


@ALL
def test_what_has_the_keyboard_has_a_wider_edge_and_moves_nothing(name, qtbot):
    app = QApplication.instance()
    themes.apply(app, themes.load(name))
    around = QWidget()
    qtbot.addWidget(around)
    layout = QVBoxLayout(around)
    fields = [QLineEdit("Words"), PlainTextField(), QPushButton("Save"), QToolButton(), ChoiceBox([("a", "A")])]
    for field in fields:
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        layout.addWidget(field)
    around.show()
    around.activateWindow()
    theme = themes.load(name)
    for field in fields:
        fields[fields.index(field) - 1].setFocus()
        before = field.geometry(), field.sizeHint()
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)
        assert (field.geometry(), field.sizeHint()) == before
        edge = field.grab().toImage()
        assert edge.pixelColor(theme.border, edge.height() // 2) == theme.accent
