"""What an empty tracker shows: the ways to begin."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tracker import paths
from tracker.operations.log import EventDraft, log_event
from tracker.store import Store
from tracker.ui import app
from tracker.ui.app import window_for
from tracker.ui.dialogs.capture_dialog import CaptureDialog
from tracker.ui.dialogs.import_dialog import ImportDialog
from tracker.ui.dialogs.log_dialog import LogDialog
from tracker.ui.first_steps import FirstSteps

Key = Qt.Key


@pytest.fixture
def case(tmp_path):
    with Store.create(tmp_path / "mine.tracker") as made:
        yield made


@pytest.fixture
def window(case, settings, qtbot):
    made = window_for(case, settings)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: made.findChild(FirstSteps) is not None and made.session.reader.is_idle())
    yield made
    made.close()


def test_the_ways_to_begin_stand_where_events_would_and_go_with_the_first(window, qtbot):
    steps = window.findChild(FirstSteps)
    assert steps.isVisible()
    assert not window.timeline_page.controls.isVisible()
    window.show_tab("table")
    assert steps.isVisible()
    assert window.tab == "table"
    window.show_tab("sources")
    assert not steps.isVisible()
    window.show_tab("timeline")
    log_event(window.session.store, EventDraft(title="First", type="order", date="2025-04-07"))
    qtbot.waitUntil(window.timeline_page.isVisible)
    assert not steps.isVisible()
    assert window.timeline_page.controls.isVisible()
    window.session.undo()
    qtbot.waitUntil(steps.isVisible)


def test_a_search_that_finds_nothing_is_no_empty_tracker(window, qtbot):
    log_event(window.session.store, EventDraft(title="First", type="order", date="2025-04-07"))
    qtbot.waitUntil(window.timeline_page.isVisible)
    window.session.search("nothing of the kind")
    qtbot.waitUntil(window.session.reader.is_idle)
    assert window.timeline_page.isVisible()


def test_each_step_is_reached_and_done_with_the_keyboard(window, person, qtbot):
    steps = window.findChild(FirstSteps).steps
    steps[0].setFocus()
    person.press(Key.Key_Space)
    dialog = person.dialog(LogDialog)
    person.press(Key.Key_Escape)
    person.sees_closed(dialog)
    steps[0].setFocus()
    person.tab()
    assert steps[1].hasFocus()
    for step, kind in ((steps[1], CaptureDialog), (steps[2], ImportDialog)):
        step.setFocus()
        person.press(Key.Key_Space)
        dialog = person.dialog(kind)
        person.press(Key.Key_Escape)
        person.sees_closed(dialog)


def test_the_example_case_is_made_once_and_opened(window, qtbot, tmp_path, monkeypatch):
    where = tmp_path / "data" / "example-case.tracker"
    monkeypatch.setattr(paths, "demo_tracker", lambda: where)
    window.actions_.example.trigger()
    qtbot.waitUntil(lambda: app._window_on(where) is not None)
    made = app._window_on(where)
    qtbot.waitUntil(lambda: made.session.results.total == 49)
    before = made.session.store.content_hash()
    made.close()
    qtbot.waitUntil(lambda: window.status.jobs.job is None)
    window.actions_.example.trigger()
    again = app._window_on(where)
    qtbot.waitUntil(lambda: again.session.results.total == 49)
    assert again.session.store.content_hash() == before
    again.close()


def test_in_a_tracker_that_may_only_be_read_steps_that_write_cannot_be_taken(case, settings, qtbot):
    with case.reader() as reading:
        made = window_for(Store.open(reading.path, read_only=True), settings)
    made.show()
    qtbot.waitUntil(lambda: made.findChild(FirstSteps) is not None and made.session.reader.is_idle())
    log, capture, import_, example, other = made.findChild(FirstSteps).steps
    assert not log.isEnabled()
    assert not capture.isEnabled()
    assert not import_.isEnabled()
    assert "read-only" in log.toolTip()
    assert example.isEnabled()
    assert other.isEnabled()
    made.close()


def test_the_steps_fit_a_narrow_window_with_large_text(window, qtbot):
    window.actions_.appearance.set_text_size(200)
    try:
        window.resize(1024, 640)
        qtbot.waitUntil(window.session.reader.is_idle)
        steps = window.findChild(FirstSteps)
        for step in steps.steps:
            assert step.width() <= steps.viewport().width()
            assert step.height() >= step.heightForWidth(step.width())
    finally:
        window.actions_.appearance.set_text_size(100)
