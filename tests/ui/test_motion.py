"""Doing without motion."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tracker.ui import motion
from tracker.ui.app import window_for


@pytest.fixture(autouse=True)
def as_usual(qapp):
    """Every other test has the usual motion."""
    yield
    motion.apply(qapp, False)


def test_a_bar_of_unknown_length_runs_and_with_less_motion_stands_still(qtbot, qapp):
    bar = motion.WorkBar()
    qtbot.addWidget(bar)
    bar.tell(0, 0)
    assert bar.maximum() == 0  # Qt's sign for a bar that runs
    motion.apply(qapp, True)
    bar.tell(0, 0)
    assert (bar.value(), bar.maximum()) == (0, 1)
    bar.tell(3, 7)
    assert (bar.value(), bar.maximum()) == (3, 7)


def test_less_motion_is_picked_in_the_view_menu_and_kept(window, settings, qtbot):
    assert not motion.is_reduced()
    window.actions_.appearance.less_motion.trigger()
    assert motion.is_reduced()
    assert motion.is_picked(settings)
    motion.apply(QApplication.instance(), False)
    again = window_for(window.session.store.reader(), settings)
    assert motion.is_reduced()
    assert again.actions_.appearance.less_motion.isChecked()
    again.show()
    qtbot.waitUntil(again.session.reader.is_idle)
    again.close()


def test_what_the_desktop_animates_comes_back_with_the_usual_motion(qapp):
    effect = Qt.UIEffect.UI_AnimateMenu
    qapp.setProperty("reduce motion", None)  # as at the start of the program
    for each in (Qt.UIEffect.UI_General, effect):
        qapp.setEffectEnabled(each, True)
    try:
        assert qapp.isEffectEnabled(effect)
        motion.apply(qapp, True)
        assert not qapp.isEffectEnabled(effect)
        motion.apply(qapp, False)
        assert qapp.isEffectEnabled(effect)
    finally:
        for each in (effect, Qt.UIEffect.UI_General):
            qapp.setEffectEnabled(each, False)
        qapp.setProperty("reduce motion", None)


def test_the_system_s_wish_is_followed(qapp, monkeypatch):
    class Style:
        def styleHint(self, hint):
            return 0

    monkeypatch.setattr(QApplication, "style", lambda self: Style())
    assert motion.is_reduced()
