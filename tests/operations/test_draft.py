import pytest

from tracker.operations.draft import Draft, Place
from tracker.records import Citation, Concern, Event, Role, Source, Stakeholder, Topic, id_text
from tracker.store import Store

HERE = Place("theirs.csv", 2, {"title": "Headline"})


@pytest.fixture
def draft(store: Store) -> Draft:
    return Draft(store)


def test_a_new_record_gets_its_id_at_once(draft: Draft) -> None:
    event = draft.add(Event(title="A", type="report"), HERE)
    assert event
    role = draft.add(Role(event=event, stakeholder=draft.add(Stakeholder(name="IRS"), HERE), role="issuer"), HERE)
    assert draft.knows("role", role)
    assert not draft.stands("role", role)
    assert draft.problems == []


def test_a_record_that_may_not_be_is_a_problem_at_its_place(draft: Draft) -> None:
    assert draft.add(Event(title="", type="report"), HERE) == 0
    (problem,) = draft.problems
    assert (problem.file, problem.row, problem.column) == ("theirs.csv", 2, "Headline")
    assert str(problem) == "theirs.csv, row 2, column “Headline”: This event needs a title."


def test_values_too_long_for_a_list_are_cut_in_problems(draft: Draft) -> None:
    draft.problem(HERE, "date", "x" * 1000, "No.")
    assert len(draft.problems[0].value) == 200


def test_names_are_those_of_the_tracker_and_of_the_draft(draft: Draft, store: Store) -> None:
    with store.edit("Add") as edit:
        irs = edit.add(Stakeholder(name="IRS"))
    assert draft.named("stakeholder", "IRS") == irs.id
    assert draft.named("stakeholder", "irs") == 0
    dhs = draft.add(Stakeholder(name="DHS"), HERE)
    assert draft.named("stakeholder", "DHS") == dhs
    draft.add(Topic(name="privacy"), HERE)
    assert draft.named("topic", "privacy")
    assert draft.named("topic", "DHS") == 0


def test_each_link_of_the_tracker_is_given_out_once(draft: Draft, store: Store) -> None:
    with store.edit("Add") as edit:
        event, person = edit.add(Event(title="A", type="report")), edit.add(Stakeholder(name="IRS"))
        first, second = edit.add_all(Role(event=event.id, stakeholder=person.id, role="party") for _ in range(2))
    key = {"event": event.id, "stakeholder": person.id, "role": "party"}
    assert [draft.take_link("role", **key) for _ in range(3)] == [first.id, second.id, 0]
    assert draft.take_link("role", **(key | {"role": "judge"})) == 0
    fresh = Draft(store)
    assert fresh.take_link("role", {first.id}, **key) == second.id


def test_changes_name_only_what_differs(draft: Draft, store: Store) -> None:
    with store.edit("Add") as edit:
        a, b = edit.add_all([Event(title="A", type="report"), Event(title="B", type="report")])
    assert draft.change(a, {"title": "A", "type": "order"}, HERE)
    assert draft.change(b, {"title": "B"}, HERE)
    assert draft.changed["event", a.id].values == {"type": "order"}
    assert draft.unchanged["event"] == 1
    assert not draft.change(a, {"title": "C"}, Place("theirs.csv", 9))
    assert draft.problems[0].message == "This id stands in row 2 of theirs.csv already."


def test_what_refers_to_nothing_is_left_out_with_all_that_hangs_on_it(draft: Draft) -> None:
    event = draft.add(Event(title="A", type="report"), HERE)
    concern = draft.add(Concern(event=event, stakeholder=12345, theme="privacy"), Place("c.csv", 3))
    source = draft.add(Source(kind="report", title="S"), HERE)
    draft.add(Citation(source=source, concern=concern), Place("x.csv", 4))
    draft.settle_references()
    assert [(p.file, p.row, p.column, p.value) for p in draft.problems] == [
        ("c.csv", 3, "stakeholder_id", id_text(12345)),
        ("x.csv", 4, "concern_id", id_text(concern)),
    ]
    assert [r.id for r in draft.in_order()] == [source, event]


def test_a_change_to_a_reference_to_nothing_is_left_out(draft: Draft, store: Store) -> None:
    with store.edit("Add") as edit:
        event, person = edit.add(Event(title="A", type="report")), edit.add(Stakeholder(name="IRS"))
        concern = edit.add(Concern(event=event.id, stakeholder=person.id, theme="privacy"))
    draft.change(concern, {"stakeholder": 777}, HERE)
    draft.change(person, {"parent": 778, "note": "seen"}, HERE)
    draft.settle_references()
    assert list(draft.changed) == [("stakeholder", person.id)]
    assert draft.changed["stakeholder", person.id].values == {"note": "seen"}
    assert [p.column for p in draft.problems] == ["stakeholder_id"]
    assert draft.notes.total() == 1


def test_parents_come_before_their_children(draft: Draft) -> None:
    ids = [draft.store.new_id() for _ in range(4)]
    for row, parent in ((ids[3], ids[2]), (ids[2], ids[0]), (ids[1], ids[0]), (ids[0], None)):
        draft.add(Stakeholder(id=row, name=str(row), parent=parent), Place("s.csv", row % 100))
    order = [r.id for r in draft.in_order()]
    assert order.index(ids[0]) == 0
    assert order.index(ids[2]) < order.index(ids[3])
    assert draft.problems == []


def test_the_preview_keeps_the_first_rows_of_each_file(draft: Draft) -> None:
    for name in ("a.csv", "b.csv"):
        for row in range(2, 50):
            draft.show(Place(name, row), "event", 0, 0, {})
    assert [(p.file, p.row) for p in draft.preview] == [(n, r) for n in ("a.csv", "b.csv") for r in range(2, 22)]
    assert {p.what for p in draft.preview} == {"left out"}
