"""Trackers opened lately."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker.store import Store
from tracker.ui import app, recent
from tracker.ui.app import window_for


def test_the_newest_comes_first_and_each_once(settings, tmp_path):
    for name in ("a", "b", "c", "a"):
        recent.note(settings, tmp_path / name)
    assert [path.name for path in recent.listed(settings)] == ["a", "c", "b"]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_the_list_survives_the_settings_file(settings, tmp_path, count):
    for number in range(count):
        recent.note(settings, tmp_path / str(number))
    settings.sync()
    again = type(settings)(settings.fileName(), settings.Format.IniFormat)
    assert len(recent.listed(again)) == count


def test_only_so_many_are_kept(settings, tmp_path):
    for number in range(25):
        recent.note(settings, tmp_path / str(number))
    assert [path.name for path in recent.listed(settings)] == [str(number) for number in range(24, 14, -1)]


def entries(window):
    window.actions_.recent_menu.fill()
    return [a for a in window.actions_.recent_menu.actions() if not a.isSeparator()]


def test_one_that_is_gone_is_greyed_and_says_so(window, settings, tmp_path):
    recent.note(settings, tmp_path / "gone & lost.tracker")
    gone, here, clear = entries(window)
    assert "gone && lost" in gone.text()
    assert "(not found)" in gone.text()
    assert not gone.isEnabled()
    assert "(this one)" in here.text()
    assert not here.isEnabled()
    clear.trigger()
    (none,) = entries(window)
    assert not none.isEnabled()


def test_one_that_is_there_opens_in_a_window_of_its_own(window, settings, tmp_path, qtbot):
    Store.create(tmp_path / "other.tracker").close()
    recent.note(settings, tmp_path / "other.tracker")
    entries(window)[0].trigger()
    made = app._window_on(tmp_path / "other.tracker")
    assert made is not None
    qtbot.waitUntil(made.session.reader.is_idle)
    assert recent.last(settings) == tmp_path / "other.tracker"
    made.close()


def test_the_one_opened_last_is_shown_at_the_next_start_if_it_is_there(settings, tmp_path, monkeypatch, qtbot):
    monkeypatch.setattr(app, "settings", lambda: settings)
    assert app.last_opened() is None
    window = window_for(Store.create(tmp_path / "mine.tracker"), settings)
    window.show()
    qtbot.waitUntil(window.session.reader.is_idle)
    window.close()
    assert app.last_opened() == tmp_path / "mine.tracker"
    Path(tmp_path / "mine.tracker").unlink()
    assert app.last_opened() is None
