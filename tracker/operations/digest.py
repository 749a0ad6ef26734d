"""What changed since somebody last looked, as a digest: event by event, newest first, each change in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tracker.dates import DAY_MONTH, DateStyle, bounds, display, display_short
from tracker.operations.digest_lines import KINDS, Kind, Line, Teller, Tr
from tracker.records import Event, Id, Setting
from tracker.store import Store
from tracker.store.person import keep_local_name, local_name
from tracker.store.since import SEEN, Counted, NetChange, seen_now

By = Literal["anyone", "others", "me"]
_MOST_GROUPS = 2_000
"""More events than anybody reads; beyond them, how many there are is enough."""


@dataclass(frozen=True, slots=True)
class Group:
    """What changed in one event, or in a source (`table`), or in the lists of the tracker (`row` 0).

    `verb` says what became of the event itself: 'added', 'removed' or 'edited'. `date` is EDTF.
    """

    table: str
    row: Id
    title: str
    date: str
    verb: str
    lines: tuple[Line, ...]

    @property
    def at(self) -> str:
        """When the latest of its changes was made."""
        return max((line.at for line in self.lines), default="")


@dataclass(frozen=True, slots=True)
class Digest:
    """What changed in a tracker from one time to another (UTC ISO; `start` '' for its beginning).

    `last` is the newest entry of the journal that it takes in. `totals`: how many changes there are of each kind, in
    the order of `KINDS`, those of groups that are not listed too. `left_out` counts groups beyond those listed;
    `counted` are edits of so many records that only their number is told, in words.
    """

    tracker: str
    start: str
    end: str
    last: Id
    groups: tuple[Group, ...]
    counted: tuple[Line, ...]
    totals: dict[Kind, int]
    left_out: int = 0
    style: DateStyle = DAY_MONTH

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not self.groups and not self.counted


def start_of(store: Store, day: str) -> tuple[Id, str]:
    """The newest entry of the journal before a date (EDTF) began on this computer's clock, and that time (UTC ISO)."""
    import datetime

    first = bounds(day)[0]
    if not first:
        return 0, ""
    began = datetime.datetime.fromisoformat(first).astimezone(datetime.UTC)
    moment = began.strftime("%Y-%m-%dT%H:%M:%S.") + f"{began.microsecond // 1000:03d}Z"
    row = store.connection.execute("SELECT max(id) FROM edit WHERE at < ?", (moment,)).fetchone()
    return row[0] or 0, moment


def digest(
    store: Store,
    start: Id,
    moment: str,
    *,
    by: By = "anyone",
    me: str = "",
    tr: Tr = str,
    style: DateStyle = DAY_MONTH,
) -> Digest:
    """What changed after the entry `start` of the journal, which was the newest at `moment`. `by` keeps the changes
    that others than `me` (the person here, if not said), or that I, had a part in."""
    found = store.since(start)
    me = me or local_name()
    changes = [change for change in found.changes if _is_by(change.who, by, me)]
    counted = [each for each in found.counted if _is_by((each.who,), by, me)]
    teller = Teller(store, found, tr, style)
    groups = [group for group in _grouped(changes, teller) if group.lines]
    totals = Counter(line.kind for group in groups for line in group.lines)
    newest = store.connection.execute("SELECT at FROM edit WHERE id=?", (found.last,)).fetchone()
    return Digest(
        store.title,
        moment,
        newest[0] if newest else moment,
        found.last,
        tuple(groups[:_MOST_GROUPS]),
        tuple(_counted(each, tr) for each in counted),
        {kind: totals[kind] for kind in KINDS if totals[kind]},
        max(0, len(groups) - _MOST_GROUPS),
        style,
    )


def mark_as_seen(store: Store, who: str = "", last: Id = 0) -> None:
    """Note that a person (the one here, if not said) has seen all up to the entry `last`, or all there is."""
    name = f"{SEEN}: {who or local_name()}"
    mark = str(seen_now(store.connection, last))
    standing = store.where(Setting, name=name)
    with store.edit("Mark as seen", "fixed") as edit:
        if standing:
            edit.change(standing[0], value=mark)
        else:
            edit.add(Setting(name=name, value=mark))


def rename_me(store: Store, name: str) -> str:
    """Go by another name on this computer, '' for the login's; what the old name has seen, the new one has too.
    Returns the name that now holds. FileError if it cannot be kept."""
    before = store.seen()
    now = keep_local_name(name)
    if before is not None and not store.read_only and not store.where(Setting, name=f"{SEEN}: {now}"):
        with store.edit("Mark as seen", "fixed") as edit:
            edit.add(Setting(name=f"{SEEN}: {now}", value=str(before)))
    return now


def span_words(digest: Digest) -> str:
    """From when to when: '18–25 November 2026' in the digest's own style."""
    first, last = local_day(digest.start), local_day(digest.end)
    if not first:
        return display(last, digest.style) if last else ""
    return display(first if first >= last else f"{first}/{last}", digest.style)


def local_day(moment: str) -> str:
    """The day (ISO) of a UTC time on this computer's clock; '' for ''."""
    import datetime

    return datetime.datetime.fromisoformat(moment).astimezone().date().isoformat() if moment else ""


def short_day(moment: str, style: DateStyle = DAY_MONTH) -> str:
    """That day in short words."""
    day = local_day(moment)
    return display_short(day, style) if day else ""


def _is_by(who: Sequence[str], by: By, me: str) -> bool:
    if by == "me":
        return me in who
    return by == "anyone" or any(each != me for each in who)


def _grouped(changes: Sequence[NetChange], teller: Teller) -> list[Group]:
    under: dict[tuple[str, Id], list[NetChange]] = {}
    for change in changes:
        if change.event:
            key = ("event", change.event)
        elif change.table == "source":
            key = ("source", change.row)
        else:
            key = ("", 0)
        under.setdefault(key, []).append(change)
    events = {e.id: e for e in teller.store.many(Event, [row for table, row in under if table == "event"])}
    out = []
    for (table, row), members in under.items():
        own = next((c for c in members if c.table == table and c.row == row), None)
        verb = "edited" if own is None or (own.before and own.after) else "added" if own.after else "removed"
        title, date = "", ""
        if table == "event":
            event = events.get(row)
            title = event.title if event else str(own.whole.get("title", "")) if own else ""
            date = event.date if event else str(own.whole.get("date", "")) if own else ""
        elif table == "source" and own is not None:
            title, date = str(own.whole.get("title", "")), str(own.whole.get("issued", ""))
        out.append(Group(table, row, title, date, verb, tuple(teller.lines(table, row, verb, members))))
    # What is in no event comes last.
    return sorted(out, key=lambda g: (g.table == "event", g.table == "source", g.at), reverse=True)


_PLURALS = {"event": "events", "source": "sources", "concern": "concerns"}


def _counted(each: Counted, tr: Tr) -> Line:
    """'Import: 100,000 events and 3 sources added'."""
    parts = []
    verbs = {"added": tr("{0} added"), "edited": tr("{0} edited"), "removed": tr("{0} removed")}
    for verb, words in verbs.items():
        counts = {table: n for (table, done), n in each.counts.items() if done == verb}
        named = [
            f"{counts[table]:,} {tr(_PLURALS[table] if counts[table] != 1 else table)}"
            for table in _PLURALS
            if counts.get(table)
        ]
        rest = sum(n for table, n in counts.items() if table not in _PLURALS)
        if not named and rest:
            named.append(tr("1 record") if rest == 1 else tr("{0} records").format(f"{rest:,}"))
        if named:
            parts.append(words.format(_and(named, tr)))
    kind: Kind = "added" if any(verb == "added" for _, verb in each.counts) else "edited"
    if each.counts and all(verb == "removed" for _, verb in each.counts):
        kind = "removed"
    return Line(kind, f"{each.label}: {'; '.join(parts)}", each.at, (each.who,), each.edit)


def _and(parts: Sequence[str], tr: Tr) -> str:
    return parts[0] if len(parts) == 1 else tr("{0} and {1}").format(", ".join(parts[:-1]), parts[-1])
