"""The open tracker as signals."""

from __future__ import annotations

import pytest

from tracker.errors import NotFoundError
from tracker.records import Event
from tracker.ui.session import Session


@pytest.fixture
def session(store, qtbot):
    with store.edit("Log") as edit:
        edit.add_all(
            [
                Event(title="Memorandum signed", type="memorandum of understanding", date="2025-04-07"),
                Event(title="Complaint filed", type="complaint", date="2025-03-07"),
                Event(title="Undated note", type="report"),
            ]
        )
    made = Session(store)
    yield made
    made.close()


def search(session, qtbot, text, **options):
    with qtbot.waitSignal(session.searched) as caught:
        session.search(text, **options)
    return caught.args[0]


def test_a_search_gives_its_rows_in_order_of_date_with_the_undated_last(session, qtbot):
    results = search(session, qtbot, "")
    assert [row.title for row in results.rows] == ["Complaint filed", "Memorandum signed", "Undated note"]
    assert results.total == 3
    assert results.index[results.rows[1].id] == 1


def test_a_search_that_cannot_be_read_says_where_and_the_last_results_stay(session, qtbot):
    before = search(session, qtbot, "type:complaint")
    with qtbot.waitSignal(session.search_failed) as caught:
        session.search("type:complaint (")
    assert caught.args[0].start <= caught.args[0].end <= len("type:complaint (")
    assert session.results is before
    assert session.search_text == "type:complaint"


def test_facets_follow_the_search(session, qtbot):
    with qtbot.waitSignal(session.faceted) as caught:
        session.search("type:complaint")
    assert [(f.value, f.count) for f in caught.args[0]["type"]] == [("complaint", 1)]


def test_a_change_runs_the_search_again_for_every_view(session, store, qtbot):
    search(session, qtbot, "")
    with qtbot.waitSignals([session.changed, session.searched]), store.edit("Log") as edit:
        edit.add(Event(title="New", type="order", date="2026"))
    assert "New" in [row.title for row in session.results.rows]


def test_undo_and_redo_are_changes_like_any_other(session, store, qtbot):
    search(session, qtbot, "")
    with qtbot.waitSignals([session.changed, session.searched]):
        session.undo()
    assert session.results.rows == ()
    with qtbot.waitSignals([session.changed, session.searched]):
        session.redo()
    assert len(session.results.rows) == 3


def test_an_undo_that_is_refused_becomes_a_message(session, qtbot):
    session.undo()
    with qtbot.waitSignal(session.message) as caught:
        session.undo()
    assert caught.args == ["There is nothing to undo.", "error"]


def test_selecting_is_told_once_and_a_deleted_event_is_no_longer_selected(session, store, qtbot):
    event = search(session, qtbot, "").rows[0]
    told = []
    session.selected.connect(told.append)
    session.select(event.id)
    session.select(event.id)
    assert told == [event.id]
    with store.edit("Delete event") as edit:
        edit.remove(store.get(Event, event.id))
    assert told == [event.id, 0]


def test_an_id_of_63_bits_passes_through_a_signal_whole(session, qtbot):
    with qtbot.waitSignal(session.selected) as caught:
        session.select((1 << 63) - 1)
    assert caught.args == [(1 << 63) - 1]


def test_an_action_that_is_refused_becomes_a_message_and_gives_nothing(session, qtbot):
    def refuse():
        raise NotFoundError("It is gone.")

    with qtbot.waitSignal(session.message) as caught:
        assert session.attempt(refuse) is None
    assert caught.args == ["It is gone.", "error"]


def test_what_was_there_when_it_was_marked_as_seen_is_no_longer_new(session, store, qtbot):
    assert store.count_found("is:new") == 3
    session.mark_as_seen()
    assert store.count_found("is:new") == 0
    with store.edit("Log") as edit:
        edit.add(Event(title="Newer", type="order"))
    assert store.count_found("is:new") == 1
