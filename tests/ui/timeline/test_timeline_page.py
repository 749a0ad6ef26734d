"""The page of the timeline: the session's results, read and made ready off the GUI thread, in the lanes asked for."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent

from tracker.records import Concern, Event, Stakeholder
from tracker.ui import theme as themes
from tracker.ui.session import Session
from tracker.ui.timeline.lanes import GROUPINGS
from tracker.ui.timeline.timeline_page import TimelinePage


@pytest.fixture
def session(store):
    with store.edit("Log") as edit:
        edit.add_all(
            [
                Event(title="Memorandum signed", type="memorandum of understanding", date="2025-04-07"),
                Event(title="Complaint filed", type="complaint", date="2025-03-07"),
                Event(title="Order denied", type="order", date="2024-05"),
                Event(title="Undated note", type="report"),
            ]
        )
    made = Session(store)
    yield made
    made.close()


@pytest.fixture
def empty_page(session, qtbot):
    """Before the first search is answered."""
    made = TimelinePage(session, themes.load("light"))
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


@pytest.fixture
def page(empty_page, session, qtbot):
    with qtbot.waitSignal(empty_page.shown):
        session.search("")
    return empty_page


def titles(page):
    return [item.title for item in page.timeline.events.dated]


def lanes(page):
    return [lane.lane.label for lane in page.timeline.chart.lanes]


def test_what_the_search_matches_is_shown_by_time_with_the_undated_apart(page):
    assert titles(page) == ["Order denied", "Complaint filed", "Memorandum signed"]
    assert [item.title for item in page.timeline.events.undated] == ["Undated note"]
    assert page.overview._overview.years == (2024, 2025)


def test_the_timeline_and_the_strip_follow_the_search(page, session, qtbot):
    with qtbot.waitSignal(page.shown):
        session.search("order OR note")
    assert titles(page) == ["Order denied"]
    assert page.overview._overview.years == (2024, 2024)
    with qtbot.waitSignal(page.shown):
        session.search("nowhere")
    assert len(page.timeline.events) == 0
    assert page.overview._overview.years is None


def test_an_edit_and_its_undo_are_shown(page, session, store, qtbot):
    with qtbot.waitSignal(page.shown), store.edit("Log") as edit:
        edit.add(Event(title="Appeal filed", type="filing", date="2025-05-01"))
    assert titles(page)[-1] == "Appeal filed"
    with qtbot.waitSignal(page.shown):
        session.undo()
    assert "Appeal filed" not in titles(page)


@pytest.mark.parametrize("grouping", GROUPINGS)
def test_every_way_of_grouping_shows_every_event(page, grouping, qtbot):
    with qtbot.waitSignal(page.shown):
        page.group_by(grouping)
    assert len(titles(page)) == 3
    assert sum(lane.count for lane in page.timeline.chart.lanes) >= 3


def test_the_grouping_chosen_last_is_the_one_shown(page, session, qtbot):
    for grouping in ("topic", "court", "type"):
        page.group_by(grouping)
    qtbot.waitUntil(lambda: "Complaint" in lanes(page))
    qtbot.waitUntil(session.reader.is_idle)
    assert "None given" not in lanes(page)
    assert page.controls.lanes_button.text().startswith("Type")


def test_a_grouping_kept_from_last_time_waits_for_the_first_search(empty_page, session, qtbot):
    shown = []
    empty_page.shown.connect(lambda: shown.append(lanes(empty_page)))
    empty_page.group_by("type")
    session.search("")
    qtbot.waitUntil(lambda: bool(shown) and session.reader.is_idle())
    assert len(shown) == 1
    assert "Complaint" in shown[0]


def test_another_order_of_the_table_leaves_the_timeline_as_it_is(page, session, qtbot):
    before, shown = page.timeline.events, []
    page.shown.connect(lambda: shown.append(1))
    with qtbot.waitSignal(session.reordered):
        session.sort("title")
    qtbot.waitUntil(session.reader.is_idle)
    assert page.timeline.events is before
    assert shown == []


def test_one_selection_holds_in_timeline_and_table(page, session):
    chosen = session.results.ids[1]
    session.select(chosen)
    assert page.timeline.selection == chosen
    assert page.table.selected_ids() == [chosen]
    page.timeline.selected.emit(session.results.ids[0])
    assert page.table.selected_ids() == [session.results.ids[0]]


def test_events_are_made_ready_on_another_thread(page, session, monkeypatch, qtbot):
    from tracker.ui.timeline import chart_events

    threads = []
    make = chart_events.chart_events
    monkeypatch.setattr(
        chart_events, "chart_events", lambda *given: (threads.append(threading.get_ident()), make(*given))[1]
    )
    with qtbot.waitSignal(page.shown):
        session.refresh()
    assert threads
    assert threading.get_ident() not in threads


@pytest.fixture
def large(session, qtbot, monkeypatch):
    """The page as it is with a large tracker: what is said of events is read when they are to be shown."""
    from tracker.ui.timeline import chart_events

    monkeypatch.setattr(chart_events, "TOLD_AT_ONCE", 0)
    made = TimelinePage(session, themes.load("light"))
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    made.untold_at_first = []
    made.shown.connect(lambda: made.untold_at_first.append([item.untold for item in made.timeline.events.dated]))
    with qtbot.waitSignal(made.shown):
        session.search("")
    return made


def labels(page):
    return {box.item.title for box in page.timeline._laid_out().boxes if box.label_width}


def test_what_is_said_of_many_events_is_read_when_they_come_into_view(large, qtbot):
    assert large.untold_at_first == [[True] * 3]
    assert [item.title for item in large.timeline.events.undated] == ["Undated note"]
    qtbot.waitUntil(lambda: labels(large) == {"Order denied", "Complaint filed", "Memorandum signed"})
    assert not large.timeline.chart.untold
    assert all(item.unsourced for item in large.timeline.events.dated)


def test_marks_stand_where_they_are_while_their_titles_are_read(large, qtbot):
    before = [(box.x0, box.item.family) for box in large.timeline._laid_out().boxes]
    qtbot.waitUntil(lambda: "Order denied" in labels(large))
    assert [(box.x0, box.item.family) for box in large.timeline._laid_out().boxes] == before


def test_titles_in_view_stay_through_an_edit_and_are_those_of_now(large, session, store, qtbot):
    qtbot.waitUntil(lambda: "Order denied" in labels(large))
    event = store.events(store.find("order"))[0]
    seen = []
    large.shown.connect(lambda: seen.append(labels(large)))
    with qtbot.waitSignal(large.shown), store.edit("Correct") as edit:
        edit.change(event, title="Order granted", date="2024-06")
    assert seen == [{"Order granted", "Complaint filed", "Memorandum signed"}]


def test_one_read_of_titles_is_under_way_at_a_time_and_the_newest_frame_comes_next(large, session, qtbot, monkeypatch):
    qtbot.waitUntil(lambda: session.reader.is_idle() and not large.timeline.chart.untold)
    events, asked = large.timeline.events, []
    monkeypatch.setattr(
        session.reader, "request", lambda kind, read, done, failed: asked.append((kind, read(session.store), done))
    )
    events.tell({}, {})
    made = [events.ids_at([n]) for n in range(3)]
    for of in made:
        events._told.drop(next(iter(of)))
    events.renew(range(3))
    for position in range(3):
        large.reading.ask([position])
    assert [(kind, set(said)) for kind, said, _ in asked] == [("timeline titles", set(made[0]))]
    asked[0][2](asked[0][1])
    assert [(kind, set(said)) for kind, said, _ in asked[1:]] == [("timeline titles", set(made[2]))]
    assert [events.item(n).untold for n in range(3)] == [False, True, True]


def test_an_event_gone_meanwhile_is_asked_for_once(large, qtbot):
    events = large.timeline.events
    events.tell({}, events.ids_at([0]))
    assert (events.item(0).untold, events.item(0).title) == (False, "")


def test_the_tip_and_the_description_of_an_event_are_filled_in_once_it_is_read(large, session, qtbot):
    qtbot.waitUntil(lambda: session.reader.is_idle() and not large.timeline.chart.untold)
    events = large.timeline.events
    events._told.drop(events.ids[1])
    events.renew([1])
    large.timeline.select(events.ids[1])
    assert "Complaint filed" not in large.timeline.accessibleDescription()
    qtbot.waitUntil(lambda: "Complaint filed" in large.timeline.accessibleDescription())


@pytest.fixture
def counted(store, session, qtbot, monkeypatch):
    """The page of a tracker of so many events that how many there are is shown before they are, at that moment."""
    from tracker.ui.timeline import chart_events
    from tracker.ui.timeline import reading as timeline_reading

    for module in (chart_events, timeline_reading):
        monkeypatch.setattr(module, "TOLD_AT_ONCE", 100)
    with store.edit("Log") as edit:
        edit.add_all([Event(title=f"Notice {n}", type="order", date=f"2024-05-{n % 28 + 1:02}") for n in range(500)])
    qtbot.waitUntil(lambda: len(session.results.ids) == 504 and session.reader.is_idle())
    made = TimelinePage(session, themes.load("light"))
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    with qtbot.waitSignal(made.shown):
        session.begun.emit()
    return made


def test_how_many_there_are_is_shown_first_and_the_events_then_without_a_jump(counted, session, qtbot):
    view = counted.timeline
    before = view.events, lanes(counted), view.scale, view._laid_out().bars, view.tray_area()
    with qtbot.waitSignal(counted.shown):
        session.searched.emit(session.results)
    after = view.events, lanes(counted), view.scale, view._laid_out().bars, view.tray_area()
    assert [(events.named, len(events)) for events in (before[0], after[0])] == [(False, 504), (True, 504)]
    assert before[1:] == after[1:]


def test_nothing_can_be_picked_before_it_is_known_what_it_is(counted, qtbot):
    view, picked = counted.timeline, []
    view.selected.connect(picked.append)
    view.zoom_at(view.scale.width / 2, 30)
    view.set_scale(view.scale.centred(view.events.lanes[-1].index.starts[0]))
    box = next(box for box in view._laid_out().boxes)
    place = view.plot_area().topLeft() + QPointF(box.x0 + 1, box.y + 4)
    assert view._laid_out().box_at(*view.in_chart(place).toTuple()) is not None
    assert view.box_at(place) is None
    view.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier))
    assert (picked, view.selection) == ([], None)


def test_the_selection_stays_while_it_is_not_known_which_events_are_shown(counted, session, qtbot):
    chosen = session.store.find("memorandum")[0]
    session.select(chosen)
    assert counted.timeline.selection == chosen
    scale = counted.timeline.scale
    with qtbot.waitSignal(counted.shown):
        session.searched.emit(session.results)
    assert counted.timeline.selection == chosen
    assert counted.timeline.scale == scale


def test_a_search_is_not_shown_as_if_it_found_everything(counted, session, qtbot, monkeypatch):
    asked = []
    monkeypatch.setattr(session.reader, "request", lambda kind, *_, **__: asked.append(kind))
    for text in ("type:order", "type:", " "):
        session.search_text = text
        session.begun.emit()
    counted.arranging.group_by("topic")
    session.begun.emit()
    assert asked == ["timeline"]


@pytest.fixture
def whole(counted, session, qtbot):
    """The same page with its events shown."""
    with qtbot.waitSignal(counted.shown):
        session.searched.emit(session.results)
    qtbot.waitUntil(session.reader.is_idle)
    return counted


def test_an_edit_that_moves_nothing_leaves_many_events_as_they_are_and_tells_of_one_anew(whole, session, store, qtbot):
    events, event = whole.timeline.events, store.events(store.find("memorandum"))[0]
    whole.timeline.select(event.id)
    with qtbot.waitSignal(whole.shown), store.edit("Correct") as edit:
        edit.change(event, title="Agreement signed", noteworthy=True)
    assert whole.timeline.events is events
    item = events.item(events.position(event.id))
    assert (item.title, item.noteworthy, item.untold) == ("Agreement signed", True, False)
    assert "Agreement signed" in whole.timeline.accessibleDescription()
    with qtbot.waitSignal(whole.shown):
        session.undo()
    assert events.item(events.position(event.id)).title == "Memorandum signed"


@pytest.mark.parametrize("values", [{"date": "2025-04-09"}, {"type": "order"}])
def test_an_edit_that_moves_an_event_reads_all_of_them_again(whole, store, values, qtbot):
    events, event = whole.timeline.events, store.events(store.find("memorandum"))[0]
    with qtbot.waitSignal(whole.shown), store.edit("Move") as edit:
        edit.change(event, **values)
    assert whole.timeline.events is not events


def test_an_edit_by_which_a_search_finds_another_event_reads_all_again(whole, session, store, qtbot):
    with qtbot.waitSignal(whole.shown):
        session.search("notice")
    events, event = whole.timeline.events, store.events(store.find("memorandum"))[0]
    assert len(events) == 500
    with qtbot.waitSignal(whole.shown), store.edit("Correct") as edit:
        edit.change(event, title="Notice of a memorandum")
    assert whole.timeline.events is not events
    assert len(whole.timeline.events) == len(events) + 1


def test_a_concern_given_or_taken_back_is_told_of(whole, session, store, qtbot):
    events, event = whole.timeline.events, store.events(store.find("memorandum"))[0]
    with store.edit("Person") as edit:
        person = edit.add(Stakeholder(name="Union", kind="union"))
    with qtbot.waitSignal(whole.shown), store.edit("Concern") as edit:
        edit.add(Concern(event=event.id, stakeholder=person.id, theme="privacy", position="opposes"))
    qtbot.waitUntil(lambda: whole.timeline.events.item(whole.timeline.events.position(event.id)).concerns == 1)
    assert events.item(events.position(event.id)).position in ("", "opposes")
