"""Disputed points, one line each, with their events."""

from __future__ import annotations

from tracker.operations.annotate import settle
from tracker.records import Citation, Claim, DisputedPoint, Event, Source
from tracker.store.point_list import point_rows


def test_a_line_counts_versions_and_sources_and_names_the_one_that_holds(store):
    with store.edit("Log") as edit:
        late = edit.add(Event(title="Late", type="order", date="2026"))
        early = edit.add(Event(title="Early", type="report", date="2025-04-07"))
        paper, letter = (edit.add(Source(kind="report", title=t)) for t in ("Paper", "Letter"))
        open_one = edit.add(DisputedPoint(event=late.id, question="How many?", kind="number"))
        point = edit.add(DisputedPoint(event=early.id, question="When?", kind="date"))
        first = edit.add(Claim(disputed_point=point.id, text="On Monday"))
        second = edit.add(Claim(disputed_point=point.id, text="On Friday", place=1))
        for source, claim in ((paper, first), (paper, second), (letter, second), (letter, second)):
            edit.add(Citation(source=source.id, claim=claim.id))
    settle(store, point, second, "The letter is dated.", "2026-01-02")
    rows = point_rows(store.connection)
    assert [r.question for r in rows] == ["When?", "How many?"]
    settled, bare = rows
    assert (settled.title, settled.date, settled.event_type, settled.kind) == ("Early", "2025-04-07", "report", "date")
    assert (settled.versions, settled.sources) == (2, 2)
    assert (settled.is_settled, settled.chosen, settled.settled) == (True, "On Friday", "2026-01-02")
    assert (bare.id, bare.versions, bare.sources, bare.is_settled, bare.chosen) == (open_one.id, 0, 0, False, "")
