"""Trackers of made-up events for the benchmarks, made once and kept in the system's folder for temporary files.

A million events take some minutes the first time. Up to `WITH_JOURNAL` events `check` finds nothing wrong with the
file; a larger one has no journal, which would double it.
"""

from __future__ import annotations

import datetime
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

from tracker import dates, vocabulary
from tracker.records import TABLES, columns
from tracker.store import Store, event_counts, text_index
from tracker.store.changes import Change
from tracker.store.connection import SCHEMA_VERSION
from tracker.store.ids import Ids
from tracker.store.journal import Journal

WITH_JOURNAL = 100_000
SIZES = (1_000, 10_000, 100_000, 1_000_000)

_MADE = 2
"""Raised whenever what is made here changes, so that nothing of before is taken for it."""
_NOW = "2026-01-05T09:00:00.000Z"
_FIRST, _LAST = datetime.date(1996, 1, 1).toordinal(), datetime.date(2026, 1, 1).toordinal()
_COMMON = """
agency order court data privacy notice memorandum ruling request taxpayer address review policy stay records
disclosure rule federal department officials information sharing exchange agreement immigration tax filed motion
complaint judge statement letter report congress oversight committee guidance directive act section statute
authority confidential enforcement removal plaintiffs injunction preliminary hearing appeal opinion union advocates
comment docket register proposed final interim implementation safeguards audit inspector general secretary deputy
commissioner counsel staff resignation training system database access query match verified identity number return
employer workers community trust compliance revenue security error misidentification chilling effect transparency
accountability procedure administrative institutional law need public safety concern objection response deadline
"""
_SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo za bren cor dal est fin gar hol ister"
_COURTS = ("D.D.C.", "D.C. Cir.", "N.D. Cal.", "9th Cir.", "S.D.N.Y.", "2d Cir.", "D. Md.", "4th Cir.", "W.D. Wash.")


def tracker_of(events: int) -> Path:
    """The path of a closed tracker of so many events, with what belongs to them. Copy it before writing to it."""
    folder = Path(tempfile.gettempdir()) / f"policy-tracker-benchmarks-{SCHEMA_VERSION}-{_MADE}"
    path = folder / f"{events}.tracker"
    if not path.exists():
        folder.mkdir(exist_ok=True)
        print(f"making a tracker of {events:,} events ...", end=" ", file=sys.stderr, flush=True)
        began = time.perf_counter()
        # Made by itself: another benchmark may be making the same.
        part = Path(tempfile.mkdtemp(dir=folder)) / path.name
        make(part, events)
        part.replace(path)
        shutil.rmtree(part.parent)
        print(f"{time.perf_counter() - began:.0f} s", file=sys.stderr)
    return path


def make(path: Path, events: int) -> None:
    """Make a tracker at `path`: straight into its tables, then the text index, all in one transaction."""
    with Store.create(path) as store:
        connection = store.connection
        connection.execute("PRAGMA query_only=OFF")
        # Who is stopped here makes it anew: no copy for going back, and memory enough for the indexes.
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "secure_delete=OFF", "cache_size=-400000"):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        connection.execute("BEGIN IMMEDIATE")
        changes: list[Change] = []
        ids = Ids()
        for table, rows in _tables(events, ids):
            names = columns(TABLES[table])
            quoted = ", ".join(f'"{name}"' for name in names)
            sql = f'INSERT INTO "{table}" ({quoted}) VALUES ({", ".join("?" * len(names))})'
            kept: Iterable[tuple[Any, ...]] = rows
            if events <= WITH_JOURNAL:
                kept = list(rows)
                changes += (Change(table, row[0], None, dict(zip(names, row, strict=True))) for row in kept)
            connection.executemany(sql, kept)
        text_index.rebuild(connection)
        event_counts.rebuild(connection)
        if changes:
            Journal(connection).append(ids, "Made-up events", _NOW, "", "fixed", 0, changes)
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode=DELETE").fetchall()


class _Writer:
    """Text whose words come as often as words do: a few all the time, most of them seldom."""

    def __init__(self, chance: random.Random) -> None:
        syllables = _SYLLABLES.split()
        rare = {"".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(20_000)}
        common = _COMMON.split()
        self.words = common + sorted(rare - set(common))
        self.weights = list(accumulate(1 / (place + 8) for place in range(len(self.words))))
        self.chance = chance
        self._sentences = [self.line(chance.randint(12, 22)) + "." for _ in range(30_000)]

    def line(self, words: int) -> str:
        return " ".join(self.chance.choices(self.words, cum_weights=self.weights, k=words)).capitalize()

    def text(self, sentences: int) -> str:
        return " ".join(self.chance.choices(self._sentences, k=sentences))


def _date(chance: random.Random) -> str:
    """A day, more often a late one; one in ten a month, a span, a year, or not quite known."""
    first = datetime.date.fromordinal(_FIRST + int(chance.random() ** 0.6 * (_LAST - _FIRST)))
    day = first.isoformat()
    kind = chance.random()
    if kind < 0.9:
        return day
    if kind < 0.94:
        return day[:7]
    if kind < 0.97:
        return f"{day}/{(first + datetime.timedelta(chance.choice((2, 14, 60, 200)))).isoformat()}"
    return chance.choice((f"{day[:7]}~", f"{day}?", day[:4], f"{day[:4]}-{chance.randint(21, 24)}", f"{day}/..", ""))


def _tables(events: int, ids: Ids) -> Iterator[tuple[str, Iterator[tuple[Any, ...]]]]:
    """(table, its rows), what a row refers to before it."""
    chance = random.Random(7)
    writer = _Writer(chance)
    some = chance.choice
    # So many of each as people would have: more events, more sources.
    few = max(20, min(4_000, events // 50))
    people, sources, topics, cases = (list(_new(ids, n)) for n in (min(few, 400), few, 40, max(9, few // 4)))
    kinds = vocabulary.OPEN["stakeholder_kind"]
    yield "stakeholder", ((p, f"{writer.line(2)} {n}", some(kinds), None, "", "") for n, p in enumerate(people))
    paper = writer.words[:60]
    yield (
        "source",
        (
            (s, "article-newspaper", writer.line(8), f"The {some(paper).capitalize()} Post", *no_more)
            for s in sources
            for no_more in [("", *[""] * 8, writer.text(16), "", "", None, _NOW, _NOW)]
        ),
    )
    yield "topic", ((t, f"{writer.line(2)} {n}") for n, t in enumerate(topics))
    yield (
        "proceeding",
        (
            (
                c,
                some(_COURTS),
                f"1:{n % 30:02}-cv-{n:05}",
                f"{writer.line(1)} v. {writer.line(1)}",
                "",
                "",
                "",
                None,
                "",
            )
            for n, c in enumerate(cases)
        ),
    )
    made = list(_new(ids, events))
    yield "event", _events(made, chance, writer)
    yield (
        "role",
        (
            (i, e, some(people), some(("issuer", "issuer", "plaintiff", "defendant", "recipient")), 0, "")
            for i, e in zip(_new(ids, events), made, strict=True)
        ),
    )
    holders = [e for e in made if chance.random() < 0.3]
    themes, positions = vocabulary.OPEN["theme"], vocabulary.CLOSED["position"]
    yield (
        "concern",
        (
            (i, e, some(people), some(themes), some(positions), writer.line(9), "named", "open", _NOW, _NOW)
            for i, e in zip(_new(ids, len(holders)), holders, strict=True)
        ),
    )
    sourced = [e for e in made if chance.random() < 0.96]
    yield (
        "citation",
        (
            (i, some(sources), e, None, None, None, "supports", "", "", "", "", -1, -1, "", _NOW)
            for i, e in zip(_new(ids, len(sourced)), sourced, strict=True)
        ),
    )
    yield "event_topic", (
        (i, e, some(topics), 0) for i, e in zip(_new(ids, events // 2), made[::2], strict=False)
    )  # fmt: skip
    yield "event_proceeding", (
        (i, e, some(cases)) for i, e in zip(_new(ids, len(made[::5])), made[::5], strict=True)
    )  # fmt: skip
    axes = list(vocabulary.STATUS_VALUES.items())
    with_status = [e for e in made if chance.random() < 0.15]
    yield (
        "status",
        (
            (i, e, axis, some(values), "2025-06", "")
            for i, e in zip(_new(ids, len(with_status)), with_status, strict=True)
            for axis, values in [some(axes)]
        ),
    )
    disputed = [e for e in made if chance.random() < 0.02]
    yield (
        "disputed_point",
        (
            (i, e, "other", writer.line(8) + "?", "", None, "", "")
            for i, e in zip(_new(ids, len(disputed)), disputed, strict=True)
        ),
    )


def _events(made: Sequence[int], chance: random.Random, writer: _Writer) -> Iterator[tuple[Any, ...]]:
    types, evidence = vocabulary.OPEN["event_type"], vocabulary.CLOSED["evidence"]
    # Some types are had far more than others.
    weights = list(accumulate(1 / (place + 3) for place in range(len(types))))
    bounds: dict[str, tuple[str, str]] = {}
    for event in made:
        date = _date(chance)
        first, last = bounds.get(date) or bounds.setdefault(date, dates.bounds(date))
        [type_] = chance.choices(types, cum_weights=weights)
        seen = _NOW if chance.random() < 0.5 else ""
        basis = "filed" if date else ""
        noteworthy = int(chance.random() < 0.03)
        known = (writer.text(4), chance.choice(evidence), noteworthy, _NOW, _NOW, seen)
        yield (event, writer.line(6), type_, date, first, last, 0, basis, *known)


def _new(ids: Ids, count: int) -> Iterator[int]:
    return islice(iter(ids.new, 0), count)


if __name__ == "__main__":
    for size in [int(word.replace(",", "")) for word in sys.argv[1:]] or SIZES:
        print(tracker_of(size))
