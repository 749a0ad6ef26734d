"""Whatever a tracker holds: exported, imported into a new one and exported again, it is the same bytes."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tracker import vocabulary
from tracker.operations import importing
from tracker.operations.exporting import TABLE_OF, Rows, export
from tracker.records import (
    Authority,
    Citation,
    Claim,
    Concern,
    DisputedPoint,
    Event,
    EventAuthority,
    EventProceeding,
    EventTopic,
    InboxItem,
    LinkCheck,
    Proceeding,
    Record,
    Relation,
    Role,
    SavedSearch,
    Source,
    Stakeholder,
    Status,
    Term,
    Topic,
)
from tracker.store import Store

KINDS: tuple[Rows, ...] = ("events", "sources", "concerns", "statuses")
DATES = ["", "2025", "2025-04", "2025-04-07", "2025-04~", "2025-04-07/2025-05", "../2025-06", "2025-21"]
NAUGHTY = [
    "=1+1", "'=1+1", "''=x", "-", "+1", "@x", "\t", "\r", "\n", "a\r\nb", "a\rb", "\u2028", "\x0b\x85", '"', '""', ",",
    ";", "; ", " ; ", "\\", "\\;", "a\\", "a; b", "a: opposes (b)", "x: y", "a=b", "n (c)", "l [cited]", "＝1", " ",
    "\ufeff", "é", "\u0065\u0301", "🎉", "\x01", "\x7f", "null", "NULL", "0", "-1", "1e5", "yes", "ا", "\u202e",
]  # fmt: skip
WORDS = st.sampled_from(NAUGHTY) | st.text(
    st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1, max_size=8
)
MAYBE = st.just("") | WORDS


@contextmanager
def new_tracker(blank: Path) -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(shutil.copy(blank, Path(folder, "t.tracker")))) as s:
        s.connection.execute("PRAGMA synchronous=OFF")
        yield s


def fill(store: Store, draw: Callable[..., Any]) -> None:
    """A few records of each kind, with any words in every field that takes words."""

    def some(strategy: st.SearchStrategy[Record], most: int = 3) -> list[Record]:
        return list(edit.add_all(draw(st.lists(strategy, max_size=most))))

    def one_of(records: list[Record]) -> st.SearchStrategy[int]:
        return st.sampled_from([r.id for r in records])

    def term(name: str) -> st.SearchStrategy[str]:
        return st.sampled_from(vocabulary.CLOSED[name])

    day = st.sampled_from(DATES)
    with store.edit("Fill") as edit:
        people = [edit.add(Stakeholder(name=draw(WORDS)))]
        people += some(st.builds(Stakeholder, name=WORDS, kind=WORDS, parent=one_of(people), note=MAYBE))
        sources = [edit.add(Source(kind=draw(WORDS), title=draw(WORDS)))]
        sources += some(
            st.builds(Source, kind=WORDS, title=WORDS, issued=day, text=MAYBE, number=MAYBE, previous=one_of(sources))
        )
        some(st.builds(LinkCheck, source=one_of(sources), state=term("link_state"), at=MAYBE, note=MAYBE), 2)
        cases = some(st.builds(Proceeding, court=WORDS, docket_number=WORDS, judge=MAYBE, filed=day), 2)
        laws = some(st.builds(Authority, citation=WORDS, kind=term("authority_kind")), 2)
        topics = some(st.builds(Topic, name=WORDS), 2)
        event = st.builds(
            Event, title=WORDS, type=WORDS, date=day, day_order=st.integers(-2, 2), summary=MAYBE,
            date_basis=term("date_basis"), evidence=term("evidence"), noteworthy=st.booleans(),
        )  # fmt: skip
        events = [edit.add(draw(event)), *some(event)]
        its = one_of(events)
        axis = draw(st.sampled_from(sorted(vocabulary.STATUS_VALUES)))
        values = st.sampled_from(vocabulary.STATUS_VALUES[axis])
        statuses = some(st.builds(Status, event=its, axis=st.just(axis), value=values, as_of=day, note=MAYBE))
        some(st.builds(Role, event=its, stakeholder=one_of(people), role=WORDS, place=st.integers(0, 3)))
        concern = st.builds(
            Concern,
            event=its,
            stakeholder=one_of(people),
            theme=WORDS,
            position=term("position"),
            statement=MAYBE,
            state=term("concern_state"),
        )
        concerns = some(concern)
        if len(events) > 1:
            ends = st.permutations([e.id for e in events])
            edit.add_all(
                Relation(from_event=one, to_event=other, kind=draw(WORDS), note=draw(MAYBE))
                for one, other, *_ in draw(st.lists(ends, max_size=3))
            )
        if cases:
            some(st.builds(EventProceeding, event=its, proceeding=one_of(cases)))
        if laws:
            some(st.builds(EventAuthority, event=its, authority=one_of(laws), use=term("authority_use")))
        if topics:
            some(st.builds(EventTopic, event=its, topic=one_of(topics), place=st.integers(0, 3)))
        points = some(st.builds(DisputedPoint, event=its, question=WORDS, reason=MAYBE), 2)
        if points:
            claims = some(st.builds(Claim, disputed_point=one_of(points), text=WORDS), 2)
            for claim in claims[:1]:
                edit.change(store.get(DisputedPoint, claim.disputed_point), chosen=claim.id)  # type: ignore[attr-defined]
        for target, targets in (("event", events), ("status", statuses), ("concern", concerns)):
            if targets:
                where = {target: one_of(targets)}
                some(st.builds(Citation, source=one_of(sources), exact=MAYBE, locator=MAYBE, **where))
        some(st.builds(SavedSearch, name=WORDS, text=WORDS), 1)
        some(st.builds(Term, vocabulary=WORDS, name=WORDS), 1)
        some(st.builds(InboxItem, title=WORDS, body=MAYBE), 1)


# Not shrunk: each example makes six trackers, and a failure is plain enough as it comes.
@settings(
    max_examples=12,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(data=st.data(), exact=st.booleans(), bom=st.booleans())
def test_everything_comes_back_the_same(blank: Path, data: st.DataObject, exact: bool, bom: bool) -> None:
    with new_tracker(blank) as first, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fill(first, data.draw)
        everything = export(first, folder / "all", rows="everything", exact=exact, bom=bom)
        with new_tracker(blank) as second:
            plan = importing.plan(second, [folder / "all"])
            assert plan.problems == ()
            importing.apply(second, plan)
            assert second.content_hash() == first.content_hash()
            assert second.check() == []
            again = export(second, folder / "again", rows="everything", exact=exact, bom=bom)
            assert [f.sha256 for f in again.files] == [f.sha256 for f in everything.files]
            once_more = importing.plan(second, [folder / "all"])
            assert not once_more.added
            assert not once_more.changed
        for kind in KINDS:
            path = folder / f"{kind}.csv"
            export(first, path, rows=kind, exact=exact, bom=bom)
            with new_tracker(blank) as third:
                plan = importing.plan(third, [path])
                assert plan.problems == (), kind
                importing.apply(third, plan)
                export(third, folder / f"{kind} again.csv", rows=kind, exact=exact, bom=bom)
                assert (folder / f"{kind} again.csv").read_bytes() == path.read_bytes(), kind
                # The files that say more complete what the one said; nothing is there twice.
                importing.apply(third, importing.plan(third, [folder / "all"]))
                for table in ("event", "source", "concern", "status", "citation"):
                    assert third.counts()[table] == first.counts()[table], (kind, table)
        order = data.draw(st.permutations(KINDS))
        with new_tracker(blank) as fourth:
            for kind in order:
                importing.apply(fourth, importing.plan(fourth, [folder / f"{kind}.csv"]))
            for kind in KINDS:
                export(fourth, folder / f"{kind} last.csv", rows=kind, exact=exact, bom=bom)
                assert (folder / f"{kind} last.csv").read_bytes() == (folder / f"{kind}.csv").read_bytes(), (
                    kind,
                    order,
                )


@settings(
    max_examples=6,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(data=st.data(), search=st.sampled_from(["after:2025-04-30", "during:2025-04", "type:order", "is:noteworthy"]))
def test_what_a_search_found_can_be_taken_in_by_itself(blank: Path, data: st.DataObject, search: str) -> None:
    with new_tracker(blank) as first, tempfile.TemporaryDirectory() as name:
        fill(first, data.draw)
        for kind in KINDS:
            path = Path(name, f"{kind}.csv")
            rows = export(first, path, rows=kind, search=search).rows
            with new_tracker(blank) as other:
                plan = importing.plan(other, [path])
                assert plan.problems == (), kind
                importing.apply(other, plan)
                assert other.check() == []
                assert plan.counts.get(TABLE_OF[kind], NONE).added == rows


NONE = importing.Count(0, 0, 0)


@pytest.mark.parametrize("kind", KINDS)
def test_one_of_each_comes_back_from_each_file(
    blank: Path, tmp_path: Path, one_of_each, store: Store, kind: Rows
) -> None:
    one_of_each(store)
    export(store, tmp_path / "a.csv", rows=kind)
    with new_tracker(blank) as other:
        report = importing.apply(other, importing.plan(other, [tmp_path / "a.csv"]))
        assert report.changes is not None
        assert report.changes.label == "Import a.csv"
        export(other, tmp_path / "b.csv", rows=kind)
        assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
        other.undo()
        assert sum(other.counts().values()) == 0
