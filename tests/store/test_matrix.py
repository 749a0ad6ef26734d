"""Who is concerned about what: which position counts as the latest."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.records import Citation, Concern, Event, Source, Stakeholder
from tracker.store.matrix import CellChange, concerns_said, matrix

POSITIONS = ("supports", "neutral", "reservations", "opposes")


def event(edit, date="", day_order=0):
    return edit.add(Event(title="Event", type="order", date=date, day_order=day_order)).id


def concern(edit, event, who, position, theme="privacy", created=""):
    return edit.add(Concern(event=event, stakeholder=who, theme=theme, position=position, created=created))


def read(store, events=None):
    return matrix(store.connection, store.find("") if events is None else events)


def test_an_empty_tracker_has_an_empty_matrix(store):
    assert read(store) == matrix(store.connection, [])
    assert read(store).rows == ()
    assert read(store).cells == {}


def test_the_latest_event_gives_the_position_and_all_are_counted(store, edit):
    who = edit.add(Stakeholder(name="Union", kind="union")).id
    late, early = event(edit, "2025-05-01"), event(edit, "2025-01-01")
    concern(edit, late, who, "reservations")
    concern(edit, early, who, "opposes")  # entered later, about something earlier
    cell = read(store).cells[who, "privacy"].on()
    assert (cell.position, cell.concerns, cell.event, cell.date) == ("reservations", 2, late, "2025-05-01")


def test_on_one_event_the_concern_entered_last_counts(store, edit):
    who = edit.add(Stakeholder(name="Union")).id
    day = event(edit, "2025-05-01")
    concern(edit, day, who, "opposes", created="2025-06-02T00:00:00.000Z")
    concern(edit, day, who, "supports", created="2025-06-01T00:00:00.000Z")
    assert read(store).cells[who, "privacy"].on().position == "opposes"


def test_of_one_day_the_event_placed_last_counts(store, edit):
    who = edit.add(Stakeholder(name="Union")).id
    second, first = event(edit, "2025-05-01", 2), event(edit, "2025-05-01", 1)
    concern(edit, second, who, "supports")
    concern(edit, first, who, "opposes")
    assert read(store).cells[who, "privacy"].on().position == "supports"


@pytest.mark.parametrize("date", ["2020-01-01", "../2020", "1999"])
def test_what_is_dated_is_later_than_what_is_not(store, edit, date):
    who = edit.add(Stakeholder(name="Union")).id
    dated, undated = event(edit, date), event(edit, "")
    concern(edit, undated, who, "opposes")
    concern(edit, dated, who, "supports")
    assert read(store).cells[who, "privacy"].on().position == "supports"


def test_only_the_events_asked_for_count(store, edit):
    one, other = edit.add(Stakeholder(name="One")).id, edit.add(Stakeholder(name="Other")).id
    in_it, out_of_it = event(edit, "2025-01-01"), event(edit, "2025-02-01")
    concern(edit, in_it, one, "opposes")
    concern(edit, out_of_it, one, "supports")
    concern(edit, out_of_it, other, "supports", "transparency")
    found = read(store, [in_it])
    assert [row.name for row in found.rows] == ["One"]
    assert found.themes == ("privacy",)
    assert found.cells[one, "privacy"].on().position == "opposes"


def test_themes_come_by_how_many_concerns_they_have_and_stakeholders_by_name(store, edit):
    names = ["Österreich", "ACLU", "zebra", "Public Citizen"]
    people = {name: edit.add(Stakeholder(name=name)).id for name in names}
    day = event(edit, "2025-01-01")
    for name in names:
        concern(edit, day, people[name], "opposes", "transparency")
    concern(edit, day, people["ACLU"], "opposes", "privacy")
    concern(edit, day, people["ACLU"], "opposes", "due process")
    found = read(store)
    assert found.themes == ("transparency", "due process", "privacy")
    assert [(row.name, row.concerns) for row in found.rows] == [
        ("ACLU", 3),
        ("Österreich", 1),
        ("Public Citizen", 1),
        ("zebra", 1),
    ]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            st.integers(0, 2),
            st.sampled_from(["", "2024", "2025-03", "2025-03-04"]),
            st.integers(0, 1),
            st.sampled_from(POSITIONS),
        ),
        max_size=12,
    )
)
def test_the_matrix_is_what_a_reading_by_hand_gives(store, drawn):
    with store.edit("Example") as edit:
        people = [edit.add(Stakeholder(name=f"S{n}")).id for n in range(3)]
        by_hand: dict[tuple[int, str], list[tuple[str, int, str]]] = {}
        events = []
        for number, (who, date, theme, position) in enumerate(drawn):
            day = edit.add(Event(title="E", type="order", date=date))
            events.append(day.id)
            concern(edit, day.id, people[who], position, f"theme {theme}", f"2025-01-01T00:00:00.{number:03}Z")
            by_hand.setdefault((people[who], f"theme {theme}"), []).append((day.date_min, number, position))
        found = matrix(store.connection, events)
    shown = {key: history.on() for key, history in found.cells.items()}
    assert {key: (cell.concerns, cell.position) for key, cell in shown.items()} == {
        key: (len(said), max(said)[2]) for key, said in by_hand.items()
    }
    assert sum(row.concerns for row in found.rows) == len(drawn)


# Over time


@pytest.mark.parametrize(
    ("date", "before", "first"),
    [
        ("2025-04-07", "2025-04-06", "2025-04-07"),
        ("2025-04-07~", "2025-04-06", "2025-04-07"),
        ("2025-04", "2025-04-29", "2025-04-30"),
        ("2025", "2025-12-30", "2025-12-31"),
        ("2025-04-07/2025-04-09", "2025-04-08", "2025-04-09"),
        ("2025-04-07/..", "2025-04-06", "2025-04-07"),
        ("../2025-04-07", "2025-04-06", "2025-04-07"),
    ],
)
def test_a_concern_counts_from_the_day_by_which_its_event_is_certain(store, edit, date, before, first):
    who = edit.add(Stakeholder(name="Union")).id
    concern(edit, event(edit, date), who, "opposes")
    found = read(store)
    assert found.cells[who, "privacy"].on(before) is None
    assert found.cells[who, "privacy"].on(first).position == "opposes"
    assert found.days == (first,)


def test_what_has_no_date_counts_on_every_day(store, edit):
    who = edit.add(Stakeholder(name="Union")).id
    concern(edit, event(edit), who, "opposes")
    found = read(store)
    assert found.cells[who, "privacy"].on("0001-01-01").concerns == 1
    assert found.days == ()


def test_on_a_day_the_position_is_the_latest_of_those_that_count(store, edit):
    who = edit.add(Stakeholder(name="Union")).id
    for date, position in (("2025-01-01", "supports"), ("2025-06-01", "opposes"), ("2025", "neutral")):
        concern(edit, event(edit, date), who, position)
    cell = read(store).cells[who, "privacy"]
    shown = {day: cell.on(day) for day in ("2025-01-01", "2025-05-31", "2025-06-01", "2025-12-31", "")}
    assert {day: (c.position, c.concerns) for day, c in shown.items()} == {
        "2025-01-01": ("supports", 1),
        "2025-05-31": ("supports", 1),
        "2025-06-01": ("opposes", 2),
        # What is about "2025" counts by its end, and is not later than what is about a day in it.
        "2025-12-31": ("opposes", 3),
        "": ("opposes", 3),
    }


def test_what_changed_after_a_day_is_told(store, edit):
    who = edit.add(Stakeholder(name="Union")).id
    for date, position in (("2025-01-01", "supports"), ("2025-03-01", "supports"), ("2025-06-01", "opposes")):
        concern(edit, event(edit, date), who, position)
    cell = read(store).cells[who, "privacy"]
    assert cell.change("2024-12-31") == CellChange("", 3)
    assert cell.change("2025-01-01", "2025-05-31") == CellChange("supports", 1)
    assert cell.change("2025-03-01", "2025-06-01") == CellChange("supports", 1)
    assert cell.change("2025-03-01", "2025-05-31") is None
    assert cell.change("2025-06-01") is None
    assert cell.change("") is None
    assert cell.change("2025-06-01", "2025-01-01") is None, "a later day is not before"


def test_the_concerns_of_a_cell_come_by_their_events_with_what_bears_them_out(store, edit):
    who = edit.add(Stakeholder(name="Union")).id
    late = concern(edit, event(edit, "2025-05-01"), who, "opposes")
    early = concern(edit, event(edit, "2025-01-01"), who, "supports")
    source = edit.add(Source(kind="report", title="Report"))
    edit.add(Citation(source=source.id, concern=late.id, exact="we oppose it"))
    cell = read(store).cells[who, "privacy"]
    assert cell.concerns() == (early.id, late.id)
    assert cell.concerns("2025-04-30") == (early.id,)
    said = concerns_said(store.connection, [*cell.concerns(), 12345])
    assert [(s.concern.id, s.event.date, [c.source.title for c in s.citations]) for s in said] == [
        (early.id, "2025-01-01", []),
        (late.id, "2025-05-01", ["Report"]),
    ]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.sampled_from(["", "2025", "2025-03", "2025-03-04", "2025-02-10"]), st.sampled_from(POSITIONS)),
        max_size=8,
    ),
    st.sampled_from(["2025-01-01", "2025-02-10", "2025-03-04", "2025-03-31", "2025-12-31"]),
)
def test_as_of_a_day_the_matrix_is_that_of_the_events_that_count_by_then(store, drawn, day):
    with store.edit("Example") as edit:
        who = edit.add(Stakeholder(name="Union")).id
        events = [edit.add(Event(title="E", type="order", date=date)) for date, _ in drawn]
        for number, (made, (_, position)) in enumerate(zip(events, drawn, strict=True)):
            concern(edit, made.id, who, position, created=f"2025-01-01T00:00:00.{number:03}Z")
        cell = matrix(store.connection, [e.id for e in events]).cells.get((who, "privacy"))
        by_then = matrix(store.connection, [e.id for e in events if e.date_max <= day]).cells.get((who, "privacy"))
    assert (cell and cell.on(day)) == (by_then and by_then.on())
