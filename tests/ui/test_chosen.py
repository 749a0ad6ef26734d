"""Several events chosen: which they are, in every view, and what is then done with them."""

from __future__ import annotations

from array import array

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tracker.operations.change import delete_events
from tracker.ui.chosen import Chosen

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
SHOWN = array("q", [50, 10, 40, 20, 30])


def test_events_are_kept_by_stretches_of_their_places():
    chosen = Chosen.among(SHOWN, [20, 10, 40, 30, 99])
    assert chosen.stretches == ((1, 5),)
    assert list(chosen) == [10, 40, 20, 30]
    assert len(chosen) == 4
    assert 20 in chosen
    assert 50 not in chosen


def test_they_are_found_however_many_lie_however_far_apart():
    ids = array("q", [n * 7919 % 10_007 for n in range(10_007)])
    for events in (ids[500:700], ids[::-1][:300], ids[::97], [*ids[3:6], *ids[100:102], ids[2], 20_000, ids[1]]):
        wanted = set(events)
        assert list(Chosen.among(ids, events)) == [event for event in ids if event in wanted]


def test_of_all_nobody_looks_which_they_are():
    everything = Chosen(SHOWN, ((0, 5),))
    assert 10 in everything
    assert "_set" not in everything.__dict__
    assert not Chosen()
    assert list(Chosen.among(SHOWN, ())) == []


@pytest.fixture
def timeline(page):
    return page.timeline


def places(timeline):
    """Ids of three events that stand clear of each other, each with a point on it."""
    found = []
    for event in timeline.in_view():
        at = timeline.place_of(event)
        point = at.topLeft()
        point += type(point)(2, at.height() // 2)
        if timeline.item_at(point) == event:
            found.append((event, point))
    return found[:3]


def click(timeline, point, keys=Qt.KeyboardModifier.NoModifier):
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, keys, point)


def test_what_is_chosen_in_the_timeline_is_selected_in_both_tables(window, page, timeline):
    (one, at_one), (other, at_other), (third, at_third) = places(timeline)
    full = window.pages.page("table")
    click(timeline, at_one)
    click(timeline, at_other, CONTROL)
    click(timeline, at_third, CONTROL)
    assert set(window.session.chosen) == {one, other, third}
    assert window.session.selection == third
    for table in (page.table, full):
        assert set(table.selected_ids()) == {one, other, third}
        assert table.events.ids[table.currentIndex().row()] == third
    assert set(window.pages.chosen_events()) == {one, other, third}
    assert window.status.several.text() == "3 selected"
    click(timeline, at_other)
    assert page.table.selected_ids() == full.selected_ids() == [other]
    assert window.status.several.text() == ""


def test_of_two_it_is_said_how_far_they_are_apart(window, case, timeline):
    window.session.select(0)
    dated = {row.date: row.id for row in window.session.results.rows}
    assert {"2025-04-07", "2025-11-21", "2025-06"} <= dated.keys()
    for one, other, said in (
        ("2025-04-07", "2025-11-21", "2 selected, 228 days apart"),
        ("2025-06", "2025-04-07", "2 selected, 55 to 84 days apart"),
    ):
        timeline.chose.emit([dated[one], dated[other]], dated[one])
        assert window.status.several.text() == said
    unsure = next(event for date, event in dated.items() if "~" in date)
    timeline.chose.emit([dated["2025-04-07"], unsure], unsure)
    assert window.status.several.text() == "2 selected"


def test_what_is_selected_in_a_table_is_marked_in_the_timeline(window, page, timeline):
    full = window.pages.page("table")
    full.selectRow(4)
    QTest.keyClick(full, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(full, Qt.Key.Key_Down, SHIFT)
    ids = list(full.events.ids[4:7])
    assert list(timeline.several) == page.table.selected_ids() == ids
    assert timeline.selection == ids[-1]
    QTest.keyClick(full, Qt.Key.Key_Up)
    assert list(timeline.several) == []


def test_all_are_selected_from_the_timeline_by_key(window, timeline):
    QTest.keyClick(timeline, Qt.Key.Key_A, CONTROL)
    assert len(window.session.chosen) == len(timeline.several) == len(window.pages.chosen_events()) == 49
    assert window.session.selection
    QTest.keyClick(timeline, Qt.Key.Key_Escape)
    assert window.pages.chosen_events() == [window.session.selection]


def test_the_copy_key_copies_all_that_are_chosen(window, timeline, qtbot):
    (_, at_one), (_, at_other), _ = places(timeline)
    click(timeline, at_one)
    click(timeline, at_other, CONTROL)
    QGuiApplication.clipboard().clear()
    with qtbot.waitSignal(window.session.message):
        QTest.keyClick(timeline, Qt.Key.Key_C, CONTROL)
    assert len(QGuiApplication.clipboard().text().strip().splitlines()) == 2


def test_the_form_for_several_is_about_those_chosen_in_the_timeline(window, timeline):
    from tracker.ui.dialogs.multi_edit_dialog import MultiEditDialog

    click(timeline, places(timeline)[0][1])
    QTest.keyClick(timeline, Qt.Key.Key_Right, SHIFT)
    window.actions_.change.trigger()
    dialog = window.findChild(MultiEditDialog)
    assert list(dialog.events) == window.pages.chosen_events()
    assert len(dialog.events) == 2
    dialog.reject()


def test_the_menu_deletes_all_that_are_chosen_in_one_edit(window, case, timeline, qtbot):
    click(timeline, places(timeline)[0][1])
    QTest.keyClick(timeline, Qt.Key.Key_Right, SHIFT)
    gone = window.pages.chosen_events()
    with qtbot.waitSignal(window.session.searched):
        window.actions_.delete.trigger()
    assert len(gone) == 2
    assert not set(gone) & set(window.session.results.ids)
    assert "2 events deleted" in window.messages.label.text()
    with qtbot.waitSignal(window.session.searched):
        case.undo()
    assert set(gone) <= set(window.session.results.ids)


def test_what_a_search_leaves_out_is_no_longer_chosen(window, timeline, qtbot):
    QTest.keyClick(timeline, Qt.Key.Key_A, CONTROL)
    with qtbot.waitSignal(window.session.searched):
        window.session.search("type:opinion")
    opinions = list(window.session.results.ids)
    assert list(window.session.chosen) == window.pages.chosen_events() == opinions
    assert window.status.several.text() == f"{len(opinions)} selected"
    with qtbot.waitSignal(window.session.searched):
        window.session.search("")
    assert set(window.session.chosen) == set(opinions)


def test_deleted_events_are_no_longer_chosen(window, case, timeline, qtbot):
    ids = list(window.session.results.ids)
    window.session.select(ids[0])
    QTest.keyClick(timeline, Qt.Key.Key_Right, SHIFT)
    QTest.keyClick(timeline, Qt.Key.Key_Right, SHIFT)
    one, *rest = list(window.session.chosen)
    with qtbot.waitSignal(window.session.searched):
        delete_events(case, [one])
    assert list(window.session.chosen) == rest
    with qtbot.waitSignal(window.session.searched):
        case.undo()
    assert list(window.session.chosen) == rest


def test_those_that_lie_scattered_in_the_table_are_not_chosen_unseen(window, page, timeline, monkeypatch, qtbot):
    monkeypatch.setattr("tracker.ui.timeline.timeline_page._MOST_STRETCHES", 2)
    first, second, third = (list(window.session.results.ids)[n] for n in (0, 10, 20))
    with qtbot.waitSignal(window.session.message) as caught:
        timeline.chose.emit([first, second, third], second)
    assert "sort it by date" in caught.args[0]
    assert window.pages.chosen_events() == [second]
    assert not timeline.several


def test_a_click_with_control_does_not_take_hold_of_the_date(window, page, timeline):
    event, at = places(timeline)[0]
    click(timeline, at)
    mark = timeline.place_of(event).topLeft() + type(at)(2, 8)
    QTest.mousePress(timeline, Qt.MouseButton.LeftButton, CONTROL, mark)
    assert timeline.moving is None
    QTest.mouseRelease(timeline, Qt.MouseButton.LeftButton, CONTROL, mark)
