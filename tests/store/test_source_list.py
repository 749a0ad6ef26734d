"""Sources, one line each, with what cites them."""

from __future__ import annotations

import pytest

from tracker.records import Citation, Claim, Concern, DisputedPoint, Event, Source, Stakeholder, Status
from tracker.store.source_list import source_rows


@pytest.fixture
def world(store):
    """A source cited in every way there is, and one that nothing cites."""
    with store.edit("Example") as edit:
        one = edit.add(Event(title="One", type="order", date="2025"))
        two = edit.add(Event(title="Two", type="order", date="2025"))
        cited = edit.add(
            Source(
                kind="report", title="Cited", publisher="Press", issued="2025-04~", accessed="2025-05-01", text="words"
            )
        )
        edit.add(Source(kind="webpage", title="árbol", url="https://example.org/", number="7", sha256="ab"))
        union = edit.add(Stakeholder(name="Union"))
        concern = edit.add(Concern(event=one.id, stakeholder=union.id, theme="privacy"))
        status = edit.add(Status(event=two.id, axis="lifecycle", value="final"))
        point = edit.add(DisputedPoint(event=two.id, question="When?"))
        claim = edit.add(Claim(disputed_point=point.id, text="Then"))
        edit.add_all(
            [
                Citation(source=cited.id, event=one.id),
                Citation(source=cited.id, event=one.id),
                Citation(source=cited.id, concern=concern.id),
                Citation(source=cited.id, status=status.id),
                Citation(source=cited.id, claim=claim.id),
            ]
        )
    return store


def by_title(store):
    return {row.title: row for row in source_rows(store.connection)}


def test_each_event_and_each_concern_counts_once_however_it_is_cited(world):
    row = by_title(world)["Cited"]
    assert (row.events, row.concerns) == (2, 1)


def test_a_source_that_nothing_cites_counts_none(world):
    row = by_title(world)["árbol"]
    assert (row.events, row.concerns) == (0, 0)


def test_a_row_has_the_sources_own_fields_and_what_of_it_is_kept(world):
    row = by_title(world)["Cited"]
    assert (row.publisher, row.kind, row.issued, row.accessed) == ("Press", "report", "2025-04~", "2025-05-01")
    assert (row.text, row.snapshot) == (True, False)
    other = by_title(world)["árbol"]
    assert (other.url, other.number, other.text, other.snapshot) == ("https://example.org/", "7", False, True)


def test_sources_come_by_title_whatever_accents_they_have(world):
    assert [row.title for row in source_rows(world.connection)] == ["árbol", "Cited"]


def test_the_number_of_events_is_the_number_a_search_for_the_source_finds(world):
    for row in source_rows(world.connection):
        assert world.count_found(f'source:"{row.title}"') == row.events
