"""The state of play on a day: how each policy stood on each axis, since when, and what proves it.

Which status stands on a day is for `standing.status_begins` and `status_order` to say, as it is for a search.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, takewhile

from tracker import dates
from tracker.records import Id
from tracker.store.conditions import Condition
from tracker.store.order import SORT_DAY
from tracker.store.search import in_order
from tracker.store.standing import status_begins, status_order
from tracker.vocabulary import CLOSED

AXES = CLOSED["axis"]
BLOCKING = ("restrained", "enjoined", "stayed", "vacated")
GROUPS = (
    "in effect, fully",
    "in effect, partially",
    "blocked by a court",
    "litigation pending",
    "not in effect",
    "not known whether in effect",
    "proposed or reported only",
    "other",
)
"""What a reader asks. A policy may answer to several: one partly in effect may be enjoined. The last two hold those
that answer to none of the others."""

SEARCHES = {
    "in effect, fully": "in-effect:fully",
    "in effect, partially": "in-effect:partially",
    "blocked by a court": f"litigation:{','.join(BLOCKING)}",
    "litigation pending": "litigation:pending",
    "not in effect": "in-effect:not",
    "not known whether in effect": "in-effect:unknown",
}
"""What finds the policies of a group, beside as-of:. The groups of what is left over have none."""

_BY_EFFECT = {
    "fully": "in effect, fully",
    "partially": "in effect, partially",
    "not": "not in effect",
    "unknown": "not known whether in effect",
}


@dataclass(frozen=True, slots=True)
class Proof:
    """A citation of a status. `quote` is '' where no words are quoted, `anchor` how the quote stands."""

    source: Id
    title: str
    publisher: str
    issued: str
    url: str
    relation: str
    quote: str
    anchor: str
    citation: Id = field(default=0, compare=False)
    """Its id; where several say the very same, that of the first."""


@dataclass(frozen=True, slots=True)
class Stand:
    """How a policy stands on one axis. `since` (EDTF) is when it came to, `again` when that was last said anew ('' if
    once only). `may_be_later`: the date allows days after the one asked for. `was` is the value it had on the day
    compared with, '' if it had none then, None if it was the same."""

    value: str
    since: str
    again: str
    note: str
    may_be_later: bool
    was: str | None
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """An event with a status on at least one of `AXES` on the day."""

    event: Id
    title: str
    date: str
    type: str
    stands: Mapping[str, Stand]

    @property
    def is_changed(self) -> bool:
        """Whether it stood otherwise on the day compared with."""
        return any(stand.was is not None for stand in self.stands.values())

    @property
    def groups(self) -> tuple[str, ...]:
        """Those of `GROUPS` that it belongs to, one at least."""
        return groups_of({axis: stand.value for axis, stand in self.stands.items()})


def groups_of(value: Mapping[str, str]) -> tuple[str, ...]:
    """Those of `GROUPS` that a policy with these values (by axis) belongs to, one at least."""
    found = [_BY_EFFECT[value["in effect"]]] if value.get("in effect") in _BY_EFFECT else []
    if value.get("litigation") in BLOCKING:
        found.append("blocked by a court")
    elif value.get("litigation") == "pending":
        found.append("litigation pending")
    if not found:
        found.append("proposed or reported only" if value.get("lifecycle") in ("proposed", "reported") else "other")
    return tuple(found)


@dataclass(frozen=True, slots=True)
class StateOfPlay:
    """How `policies`, by date, stood on `day` (ISO). `since` is the day compared with, '' for none.

    Of many policies only the first of each group may be here; `total` and `changed` say how many there are, and
    `counts` how many in each group.
    """

    day: str
    since: str
    policies: tuple[Policy, ...]
    total: int
    changed: int
    counts: Mapping[str, int]

    @classmethod
    def of(cls, day: str, since: str, policies: Sequence[Policy]) -> StateOfPlay:
        """A state of play that these are the whole of."""
        counts = Counter(group for policy in policies for group in policy.groups)
        return cls(day, since, tuple(policies), len(policies), sum(p.is_changed for p in policies), counts)

    def grouped(self) -> list[tuple[str, list[Policy]]]:
        """The groups that have policies, in the order of `GROUPS`."""
        found: dict[str, list[Policy]] = {name: [] for name in GROUPS}
        for policy in self.policies:
            for name in policy.groups:
                found[name].append(policy)
        return [(name, policies) for name, policies in found.items() if policies]


@dataclass(frozen=True, slots=True)
class _Said:
    """One status as it is read: `begins` is the day from which it counts."""

    axis: str
    value: str
    as_of: str
    id: Id
    note: str
    begins: str


def status_days(connection: sqlite3.Connection, found: Condition) -> tuple[str, ...]:
    """The days (ISO, ascending) from which the statuses of the events found count."""
    where, params = found
    sql = f"""SELECT DISTINCT {status_begins("s")} AS day FROM status s JOIN event e ON e.id = s.event
        WHERE {where} AND day <> '' ORDER BY day"""
    return tuple(day for (day,) in connection.execute(sql, params))


def state_of_play(
    connection: sqlite3.Connection, found: Condition, day: str, since: str = "", most: int = 0
) -> StateOfPlay:
    """How the events found stood on a day (ISO). With `since`, an earlier day, what changed after it is said.

    `most` is how many policies of each group are read, those of the earliest events; 0 for all.
    """
    if not most:
        return StateOfPlay.of(day, since, _policies(connection, found, day, since))
    now, before = _values(connection, found, day, since)
    counts: Counter[str] = Counter()
    read = []
    for event in in_order(connection, found, "date"):
        if event in now:
            groups = groups_of(now[event])
            counts.update(groups)
            if any(counts[group] <= most for group in groups):
                read.append(event)
    these = "e.id IN (SELECT value FROM json_each(?))", list[object]([json.dumps(read)])
    policies = _policies(connection, these, day, since)
    changed = sum(values != before.get(event) for event, values in now.items()) if since else 0
    return StateOfPlay(day, since, policies, len(now), changed, counts)


_Values = dict[Id, dict[str, str]]
"""Event -> axis -> value."""


def _values(connection: sqlite3.Connection, found: Condition, day: str, since: str) -> tuple[_Values, _Values]:
    """What stands on a day, and what on an earlier one; without words on why. For a hundred thousand statuses this
    takes a tenth of the time of `current_statuses`, twice."""
    where, params = found
    among = "1" if where == "1" else f"s.event IN (SELECT e.id FROM event e WHERE {where})"
    sql = f"""SELECT s.event, s.axis, s.value, {status_begins("s")} AS begins, s.as_of, s.id FROM status s
        WHERE {among} AND begins <= ?"""
    latest: dict[tuple[Id, str], tuple[tuple[str, str, Id], str]] = {}
    earlier: dict[tuple[Id, str], tuple[tuple[str, str, Id], str]] = {}
    for event, axis, value, *order in connection.execute(sql, [*params, day]):
        for held in (latest, earlier) if order[0] <= since else (latest,):
            one = ((order[0], order[1], order[2]), value)
            held[event, axis] = max(one, held.get((event, axis), one))
    return _by_event(latest), _by_event(earlier)


def _by_event(latest: Mapping[tuple[Id, str], tuple[tuple[str, str, Id], str]]) -> _Values:
    out: _Values = {}
    for (event, axis), (_, value) in latest.items():
        out.setdefault(event, {})[axis] = value
    return out


def _policies(connection: sqlite3.Connection, found: Condition, day: str, since: str) -> tuple[Policy, ...]:
    where, params = found
    sql = f"""SELECT e.id, e.title, e.date, e.type,
            s.axis, s.value, s.as_of, s.id, s.note, {status_begins("s")} AS begins
        FROM status s JOIN event e ON e.id = s.event WHERE {where} AND begins <= ?
        ORDER BY {SORT_DAY}, e.day_order, e.id, {status_order("s")}"""
    rows = connection.execute(sql, [*params, day]).fetchall()
    by_event = [(key, [_Said(*row[4:]) for row in group]) for key, group in groupby(rows, key=lambda row: row[:4])]
    runs = {key: {axis: _run(said, axis) for axis in AXES} for key, said in by_event}
    standing = [s.id for of_axis in runs.values() for run in of_axis.values() for s in run]
    proofs = _proofs(connection, standing)
    policies = []
    for key, said in by_event:
        stands = {
            axis: _stand(run, [s for s in said if s.axis == axis], day, since, proofs)
            for axis, run in runs[key].items()
            if run
        }
        event, title, date, kind = key
        policies.append(Policy(event, title, date, kind, stands))
    return tuple(policies)


def _run(said: Sequence[_Said], axis: str) -> list[_Said]:
    """The statuses on an axis that say, one after the other up to the last, what the last says; latest first."""
    latest = [s for s in reversed(said) if s.axis == axis]
    return list(takewhile(lambda s: s.value == latest[0].value, latest))


def _stand(
    run: Sequence[_Said], said: Sequence[_Said], day: str, since: str, proofs: Mapping[Id, Sequence[Proof]]
) -> Stand:
    first, latest = run[-1], run[0]
    was: str | None = None
    if since:
        before = [s.value for s in said if s.begins <= since]
        was = before[-1] if before else ""
        was = None if was == latest.value else was
    return Stand(
        latest.value,
        first.as_of,
        latest.as_of if len(run) > 1 and latest.as_of != first.as_of else "",
        latest.note,
        dates.last_known_day(first.as_of) > day,
        was,
        tuple(dict.fromkeys(proof for status in run for proof in proofs.get(status.id, ()))),
    )


def _proofs(connection: sqlite3.Connection, statuses: Iterable[Id]) -> dict[Id, list[Proof]]:
    sql = """SELECT x.status, s.id, s.title, s.publisher, s.issued, s.url, x.relation, x.exact, x.anchor, x.id
        FROM json_each(?) j JOIN citation x ON x.status = j.value JOIN source s ON s.id = x.source ORDER BY x.id"""
    out: dict[Id, list[Proof]] = {}
    for status, *proof in connection.execute(sql, [json.dumps(list(statuses))]):
        out.setdefault(status, []).append(Proof(*proof))
    return out
