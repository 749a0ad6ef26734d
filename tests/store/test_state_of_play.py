"""How policies stood on a day, since when, and what proves it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.records import Citation, Event, Source, Status
from tracker.store.state_of_play import GROUPS, SEARCHES
from tracker.vocabulary import STATUS_VALUES

DATES = ["2025-04-07", "2025-04", "2025-04~", "2025-21", "2025-04/2025-06", "../2025-06", "202X", "2026", ""]


def event(edit, *statuses, title="Memorandum", date="2025-04-07"):
    """An event with (axis, value, as of) statuses."""
    made = edit.add(Event(title=title, type="notice", date=date)).id
    for axis, value, as_of in statuses:
        edit.add(Status(event=made, axis=axis, value=value, as_of=as_of))
    return made


def stands(store, day, since="", search=""):
    """Title -> axis -> value."""
    return {
        policy.title: {axis: stand.value for axis, stand in policy.stands.items()}
        for policy in store.state_of_play(search, day, since).policies
    }


def stand(store, day, axis="litigation", since=""):
    (policy,) = store.state_of_play("", day, since).policies
    return policy.stands[axis]


def test_an_empty_tracker_has_nothing_in_play(store):
    state = store.state_of_play("", "2025-06-01")
    assert (state.policies, state.grouped(), store.status_days("")) == ((), [], ())


def test_the_latest_status_that_has_come_stands_on_each_axis(store, edit):
    event(
        edit,
        ("litigation", "pending", "2025-04-07"),
        ("litigation", "stayed", "2025-11-21"),
        ("in effect", "partially", "2025-11-21"),
        ("lifecycle", "final", "2025-04-07"),
    )
    assert stands(store, "2025-04-06") == {}
    assert stands(store, "2025-04-07") == {"Memorandum": {"lifecycle": "final", "litigation": "pending"}}
    assert stands(store, "2025-11-20")["Memorandum"]["litigation"] == "pending"
    assert stands(store, "2025-11-21") == {
        "Memorandum": {"lifecycle": "final", "in effect": "partially", "litigation": "stayed"}
    }


@pytest.mark.parametrize(
    ("as_of", "before", "first"),
    [
        ("2025-04-07", "2025-04-06", "2025-04-07"),
        ("2025-04-07~", "2025-04-06", "2025-04-07"),
        ("2025-04", "2025-03-31", "2025-04-01"),
        ("2025-04?", "2025-03-31", "2025-04-01"),
        ("2025-04-XX", "2025-03-31", "2025-04-01"),
        ("2025", "2024-12-31", "2025-01-01"),
        ("2025-21", "2025-02-28", "2025-03-01"),
        ("202X", "2019-12-31", "2020-01-01"),
        ("2025-04-07/2025-06", "2025-04-06", "2025-04-07"),
        ("2025-04/2025-06", "2025-03-31", "2025-04-01"),
        ("2025-04/..", "2025-03-31", "2025-04-01"),
        ("../2025-06", "2025-06-29", "2025-06-30"),
    ],
)
def test_a_status_counts_from_the_first_day_its_date_allows(store, edit, as_of, before, first):
    event(edit, ("litigation", "enjoined", as_of))
    assert stands(store, before) == {}
    assert stands(store, first) == {"Memorandum": {"litigation": "enjoined"}}
    assert store.status_days("") == (first,)


def test_a_status_without_a_date_counts_always_until_one_with_a_date_comes(store, edit):
    event(edit, ("litigation", "pending", ""), ("litigation", "stayed", "2025-11-21"))
    assert stands(store, "1900-01-01") == {"Memorandum": {"litigation": "pending"}}
    assert stands(store, "2025-11-21") == {"Memorandum": {"litigation": "stayed"}}
    assert stand(store, "1900-01-01").since == ""


@pytest.mark.parametrize("as_of", ["2025-04-07", "2025-04", "2025-21", "2025-04/2025-06", "../2025-06", "202X", ""])
def test_a_search_for_a_status_goes_by_the_same_rule(store, edit, as_of, monkeypatch):
    event(edit, ("litigation", "enjoined", as_of))
    for day in ("2020-01-01", "2025-03-31", "2025-04-01", "2025-04-30", "2025-06-29", "2025-06-30"):
        monkeypatch.setattr("tracker.store.readable_file.utc_now", lambda day=day: f"{day}T12:00:00.000Z")
        assert bool(store.find("litigation:enjoined")) == bool(stands(store, day)), day


def test_where_the_day_may_be_later_it_is_said(store, edit):
    event(edit, ("litigation", "enjoined", "2025-04"))
    assert stand(store, "2025-04-07").may_be_later
    assert stand(store, "2025-04-29").may_be_later
    assert not stand(store, "2025-04-30").may_be_later


def test_what_a_day_says_more_exactly_stands_before_what_a_month_says(store, edit):
    event(edit, ("litigation", "enjoined", "2025-04-01"), ("litigation", "pending", "2025-04"))
    assert stands(store, "2025-05-01") == {"Memorandum": {"litigation": "enjoined"}}


def test_since_is_when_it_came_to_stand_so_and_again_when_that_was_last_said(store, edit):
    event(
        edit,
        ("litigation", "enjoined", "2025-01-10"),
        ("litigation", "pending", "2025-02-10"),
        ("litigation", "enjoined", "2026-02-05"),
        ("litigation", "enjoined", "2026-03-26"),
    )
    first, later = stand(store, "2026-03-01"), stand(store, "2026-04-01")
    assert (first.since, first.again) == ("2026-02-05", "")
    assert (later.since, later.again) == ("2026-02-05", "2026-03-26")


def test_what_changed_since_another_day_is_told_from_what_did_not(store, edit):
    event(
        edit,
        ("litigation", "pending", "2025-04-07"),
        ("litigation", "stayed", "2025-11-21"),
        ("in effect", "not", "2025-11-21"),
        ("lifecycle", "final", "2025-04-07"),
    )
    (policy,) = store.state_of_play("", "2025-12-01", "2025-06-01").policies
    assert {axis: s.was for axis, s in policy.stands.items()} == {
        "lifecycle": None,
        "in effect": "",
        "litigation": "pending",
    }
    assert policy.is_changed
    (policy,) = store.state_of_play("", "2025-12-01", "2025-11-21").policies
    assert not policy.is_changed
    (policy,) = store.state_of_play("", "2025-12-01").policies
    assert not policy.is_changed


def test_each_standing_has_what_proves_it_and_the_latest_proof_comes_first(store, edit):
    held = event(edit, ("litigation", "stayed", "2025-11-21"), ("litigation", "stayed", "2025-12-01"))
    first, second = store.where(Status, "as_of", event=held)
    opinion = edit.add(
        Source(kind="legal_case", title="Opinion", publisher="D.D.C.", issued="2025-11-21", url="https://x.org/o")
    )
    report = edit.add(Source(kind="report", title="Report"))
    edit.add(Citation(source=opinion.id, status=first.id, exact="is stayed", anchor="no text kept"))
    edit.add(Citation(source=report.id, status=second.id, relation="contradicts"))
    edit.add(Citation(source=report.id, event=held))
    proofs = stand(store, "2026-01-01").proofs
    assert [(p.title, p.relation) for p in proofs] == [("Report", "contradicts"), ("Opinion", "supports")]
    assert (proofs[1].publisher, proofs[1].issued, proofs[1].url, proofs[1].quote, proofs[1].anchor) == (
        "D.D.C.", "2025-11-21", "https://x.org/o", "is stayed", "no text kept",
    )  # fmt: skip
    assert [p.title for p in stand(store, "2025-11-30").proofs] == ["Opinion"]


@pytest.mark.parametrize(
    ("statuses", "groups"),
    [
        ({"in effect": "fully"}, ("in effect, fully",)),
        ({"in effect": "partially", "litigation": "enjoined"}, ("in effect, partially", "blocked by a court")),
        ({"in effect": "not", "litigation": "vacated"}, ("not in effect", "blocked by a court")),
        ({"in effect": "unknown", "litigation": "pending"}, ("not known whether in effect", "litigation pending")),
        ({"lifecycle": "proposed", "litigation": "pending"}, ("litigation pending",)),
        ({"lifecycle": "proposed"}, ("proposed or reported only",)),
        ({"lifecycle": "reported", "litigation": "none known"}, ("proposed or reported only",)),
        ({"lifecycle": "rescinded"}, ("other",)),
        ({"litigation": "upheld"}, ("other",)),
    ],
)
def test_a_policy_stands_in_each_group_whose_question_it_answers(store, edit, statuses, groups):
    event(edit, *((axis, value, "2025-04-07") for axis, value in statuses.items()))
    state = store.state_of_play("", "2025-05-01")
    assert state.policies[0].groups == groups
    assert sorted(name for name, _ in state.grouped()) == sorted(groups)
    assert [name for name, _ in state.grouped()] == [name for name in GROUPS if name in groups]


def test_it_follows_the_search_and_goes_by_date(store, edit):
    event(edit, ("litigation", "pending", "2025-04-07"), title="Late suit", date="2025-03")
    event(edit, ("litigation", "pending", "2025-04-07"), title="Early suit", date="2025-02-01")
    event(edit, ("litigation", "stayed", "2025-05-07"), title="Undated order", date="")
    assert list(stands(store, "2025-06-01")) == ["Early suit", "Late suit", "Undated order"]
    assert list(stands(store, "2025-06-01", search="before:2025-04")) == ["Early suit", "Late suit"]
    assert store.status_days("is:undated") == ("2025-05-07",)
    assert store.status_days("") == ("2025-04-07", "2025-05-07")


def test_of_each_group_as_many_as_asked_are_read_and_all_are_counted(store, edit):
    for n in range(4):
        event(edit, ("litigation", "pending", f"2025-04-0{n + 1}"), title=f"Suit {n}", date=f"2025-04-0{n + 1}")
    event(edit, ("litigation", "stayed", "2025-04-02"), ("in effect", "not", "2025-04-02"), title="Order", date="")
    whole = store.state_of_play("", "2025-05-01", "2025-04-01")
    some = store.state_of_play("", "2025-05-01", "2025-04-01", most=2)
    assert [policy.title for policy in some.policies] == ["Suit 0", "Suit 1", "Order"]
    assert all(policy in whole.policies for policy in some.policies)
    assert (some.total, some.changed, some.counts) == (whole.total, whole.changed, whole.counts) == (
        5, 4, {"litigation pending": 4, "blocked by a court": 1, "not in effect": 1},
    )  # fmt: skip


def test_the_search_of_a_group_finds_its_policies(store, edit):
    for number, (axis, values) in enumerate(STATUS_VALUES.items()):
        for value in values:
            event(edit, (axis, value, f"2025-0{number + 1}"), ("lifecycle", "final", "2025-02-10"), title=value)
    for day in ("2025-01-15", "2025-02-15", "2025-03-15"):
        grouped = dict(store.state_of_play("", day).grouped())
        for group, terms in SEARCHES.items():
            assert store.find(f"as-of:{day} {terms}") == [p.event for p in grouped.get(group, [])], (day, group)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(DATES), st.sampled_from(["pending", "stayed", "upheld"])), max_size=6))
def test_a_part_of_a_state_of_play_is_counted_as_the_whole(store, statuses):
    with store.edit("Example") as edit:
        event(edit, *(("litigation", value, as_of) for as_of, value in statuses), title=f"Event {len(statuses)}")
    for day, since in (("2025-04-07", "2025-03-31"), ("2025-12-31", "2025-04-07"), ("2025-04-30", "")):
        whole, part = store.state_of_play("", day, since), store.state_of_play("", day, since, most=1000)
        assert part == whole
        current = {
            e for value in ("pending", "stayed", "upheld") for e in store.find(f"as-of:{day} litigation:{value}")
        }
        assert {policy.event for policy in whole.policies} == current
