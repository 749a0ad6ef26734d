"""“chain:”: an event with what it goes back to and what followed from it."""

from __future__ import annotations

import pytest

from tracker.errors import QueryError
from tracker.records import Event, Relation, id_text


@pytest.fixture
def events(store):
    """Titles to ids: a rule amended, challenged, ruled on and appealed; a report on it; something else."""
    titles = ("rule", "amendment", "suit", "ruling", "appeal", "report", "comment", "other")
    with store.edit("Fill") as edit:
        ids = {t: edit.add(Event(title=t, type="order", date=f"2025-0{n + 1}")).id for n, t in enumerate(titles)}
        for later, kind, earlier in (
            ("amendment", "amends", "rule"),
            ("suit", "challenges", "rule"),
            ("ruling", "rules on", "suit"),
            ("appeal", "appeals", "ruling"),
            ("report", "reports on", "rule"),
            ("comment", "responds to", "report"),
            ("ruling", "cites", "other"),
        ):
            edit.add(Relation(from_event=ids[later], to_event=ids[earlier], kind=kind))
    return ids


def chain(store, ids, title):
    return [event.title for event in store.events(store.find(f"chain:{id_text(ids[title])}"))]


def test_a_chain_leads_from_the_first_event_to_all_that_followed_from_it(store, events):
    assert chain(store, events, "rule") == ["rule", "amendment", "suit", "ruling", "appeal"]


def test_a_chain_from_the_middle_leads_both_ways_and_leaves_out_what_only_stands_beside_it(store, events):
    assert chain(store, events, "ruling") == ["rule", "suit", "ruling", "appeal"]


def test_what_only_cites_or_reports_is_no_link_of_a_chain(store, events):
    assert chain(store, events, "other") == ["other"]
    assert chain(store, events, "report") == ["report", "comment"]


def test_a_kind_of_relation_of_the_users_own_is_a_link(store, events):
    with store.edit("Relate") as edit:
        edit.add(Relation(from_event=events["other"], to_event=events["appeal"], kind="delays"))
    assert chain(store, events, "rule")[-1] == "other"


def test_a_chain_that_runs_in_a_circle_ends(store, events):
    with store.edit("Relate") as edit:
        edit.add(Relation(from_event=events["rule"], to_event=events["appeal"], kind="responds to"))
    assert chain(store, events, "suit") == ["rule", "amendment", "suit", "ruling", "appeal"]


def test_a_chain_is_a_term_like_others(store, events):
    found = store.find(f"chain:{id_text(events['rule'])} -amendment after:2025-03")
    assert [event.title for event in store.events(found)] == ["suit", "ruling", "appeal"]
    both = store.find(f"chain:{id_text(events['other'])},{id_text(events['comment'])}")
    assert [event.title for event in store.events(both)] == ["report", "comment", "other"]


def test_what_is_no_id_is_refused_and_an_unknown_one_finds_nothing(store, events):
    with pytest.raises(QueryError, match="is not an id"):
        store.find("chain:memorandum")
    assert store.find(f"chain:{id_text(1)}") == []
