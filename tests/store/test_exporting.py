from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tracker.formats.joined import split, split_parts
from tracker.records import RECORD_TYPES, Citation, Event, Role, Source, Stakeholder, id_text
from tracker.store import Store, exporting


@given(st.integers(1, (1 << 63) - 1))
def test_the_quick_text_of_an_id_is_the_same_text(number: int) -> None:
    assert exporting._short_id(number) == id_text(number)


def test_no_id_has_no_text() -> None:
    assert exporting._short_id(None) == ""


def test_every_table_but_settings_has_a_file_of_its_own() -> None:
    assert set(exporting.FILES) == {t.TABLE for t in RECORD_TYPES} - {"setting"}
    assert len(set(exporting.FILES.values())) == len(exporting.FILES)


def test_headings_of_references_say_that_they_are_ids() -> None:
    assert [c.name for c in exporting.columns_of("role")] == [
        "id", "event_id", "stakeholder_id", "role", "place", "note",
    ]  # fmt: skip


def test_no_two_columns_of_a_file_have_one_name() -> None:
    for table in exporting.FILES:
        names = [c.name for c in exporting.columns_of(table)]
        assert len(set(names)) == len(names), table


def test_words_are_told_from_ids_dates_and_terms() -> None:
    words = {c.name for c in exporting.columns_of("event") if c.words}
    assert {"title", "type", "summary", "sources", "concerns", "relations"} <= words
    assert not {"id", "date", "day_order", "date_basis", "evidence", "noteworthy", "source_ids", "statuses"} & words


def test_rows_come_in_the_order_of_the_ids_over_many_pages(store: Store) -> None:
    with store.edit("Fill") as edit:
        source = edit.add(Source(kind="report", title="A; b"))
        events = edit.add_all(Event(title=f"E{n}", type="order") for n in range(exporting.PAGE + 3))
        edit.add_all(Citation(source=source.id, event=e.id) for e in events[::2])
    ids = [e.id for e in reversed(events)]
    columns = [c for c in exporting.columns_of("event") if c.name in ("title", "sources")]
    pages = list(exporting.rows_of(store.connection, "event", ids, columns))
    assert [len(page) for page in pages] == [exporting.PAGE, 3]
    rows = [row for page in pages for row in page]
    assert [title for title, _ in rows] == [e.title for e in reversed(events)]
    assert [sources for _, sources in rows[-3:]] == [r"A\; b", "", r"A\; b"]


def test_a_single_column_may_be_a_joined_one(store: Store) -> None:
    with store.edit("Fill") as edit:
        event = edit.add(Event(title="E", type="order"))
        name = r"Smith; a=b\c"
        person = edit.add(Stakeholder(name=name))
        edit.add(Role(event=event.id, stakeholder=person.id, role="x=y; z", place=1))
        edit.add(Role(event=event.id, stakeholder=person.id, role="judge", place=0))
    (column,) = (c for c in exporting.columns_of("event") if c.name == "roles")
    (((cell,),),) = exporting.rows_of(store.connection, "event", [event.id], [column])
    assert split_parts(cell, "=") == [("judge", name), ("x=y; z", name)]


def test_a_source_cited_twice_by_an_event_is_named_once(store: Store) -> None:
    with store.edit("Fill") as edit:
        event = edit.add(Event(title="E", type="order"))
        first, second = edit.add_all([Source(kind="report", title="One"), Source(kind="report", title="Two")])
        for source in (second, first, second):
            edit.add(Citation(source=source.id, event=event.id, exact="words"))
    (column,) = (c for c in exporting.columns_of("event") if c.name == "sources")
    (((cell,),),) = exporting.rows_of(store.connection, "event", [event.id], [column])
    assert split(cell) == ["Two", "One"]


def test_sources_are_ordered_by_what_their_own_row_says(store: Store) -> None:
    with store.edit("Fill") as edit:
        made = edit.add_all(
            Source(kind="report", title=title, issued=issued)
            for title, issued in [("c", ""), ("b", "2025-04"), ("a", "2025-04"), ("d", "2024")]
        )

    def titles(order: str) -> str:
        found = exporting.ids_of(store.connection, "source", None, order)
        return "".join(s.title for s in store.many(Source, found))

    assert titles("date") == "dabc"
    assert titles("date-desc") == "badc"
    assert titles("title") == "abcd"
    assert titles("changed") == titles("date")
    assert len(made) == 4


def test_sources_of_events_are_found_by_any_way_they_are_cited(one_of_each, store: Store, tmp_path: Path) -> None:
    made = one_of_each(store)
    # Its one citation stands under a claim of a disputed point of the event.
    assert exporting.ids_of(store.connection, "source", [made["event"].id]) == [made["source"].id]
    assert exporting.ids_of(store.connection, "source", []) == []
