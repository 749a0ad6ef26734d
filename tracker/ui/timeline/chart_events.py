"""What the store gives into the events of a chart: which lane an event stands in, by what the user chose.

An event may stand in several lanes; one that belongs to none stands in a last lane named for what it lacks.
"""

from __future__ import annotations

import datetime
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, compress

from tracker import dates, query, vocabulary
from tracker.records import Term
from tracker.store import ChangeSet, Store
from tracker.store.date_counts import DateCounts, DayCounts
from tracker.store.timeline_columns import Badge, Columns, Said
from tracker.timeline.coming import coming
from tracker.timeline.counted import CountedEvents, Run
from tracker.timeline.events import KEPT, Events, Kept, in_order, in_steps
from tracker.timeline.marks import Lane, TimelineItem
from tracker.timeline.tray import MOST
from tracker.ui.strings import term
from tracker.ui.timeline.lanes import NONE, OTHERS, DatedShape, lane_label, lane_order, others_label

TOLD_AT_ONCE = 5_000
"""Of up to so many events it is read at once what is said of each; of more, when it is to be shown."""
MOST_LANES = 200
"""So many lanes a chart has at most, beside that of those that belong to none: nobody looks through thousands."""
_AT_ONCE = 4096
_SORTED_AT_ONCE = 32_768
_NOTHING = Said("", Badge(0, "", False, False, False))

Check = Callable[[], None]


class _Maker:
    """Makes timeline items of columns; `places` says where in them the event at a position of the chart stands."""

    def __init__(
        self,
        columns: Columns,
        families: Sequence[str],
        keys: Sequence[tuple[str, ...]],
        places: Sequence[int],
        most_told: int,
    ) -> None:
        self._columns = columns
        self._families = families
        self._keys = keys
        self._places = places
        self.told = Kept[Said](most_told)

    def item(self, position: int) -> TimelineItem:
        """The event at a position."""
        columns, place = self._columns, self._places[position]
        kind, date, event = columns.types[place], columns.dates[place], columns.ids[place]
        said = self.told.get(event)
        return DatedShape.of(columns.date_texts[date]).event(
            event,
            said.title if said else "",
            self._keys[kind] if self._keys else (),
            self._families[kind],
            term(columns.type_names[kind]),
            (said or _NOTHING).badge,
            said is None,
            (said or _NOTHING).basis,
        )


class TrackerEvents(Events):
    """Events of a tracker. What is said of them is told as it is read."""

    def __init__(
        self,
        maker: _Maker,
        ids: array[int],
        starts: array[int],
        ends: array[int],
        exact: bytearray,
        lanes: Iterable[tuple[Lane, array[int]]],
    ) -> None:
        self._told = maker.told
        super().__init__(ids, starts, ends, exact, lanes, maker.item)

    def tell(self, said: Mapping[int, Said], of: Mapping[int, int]) -> None:
        """Take up what is said of events; `of` are the ids asked for and their positions. One that is not there any
        more has nothing said of it."""
        for event in of:
            self._told.keep(event, said.get(event, _NOTHING))
        self.renew(of.values())

    def ids_at(self, positions: Sequence[int]) -> dict[int, int]:
        """The ids of the events at some positions, and those positions: what `tell` is given."""
        return {self.ids[position]: position for position in positions}


def read_events(
    store: Store,
    node: str | query.Node,
    grouping: str,
    shown: Sequence[int] = (),
    check: Check = lambda: None,
    whole: bool = False,
) -> TrackerEvents:
    """The events that a search finds, in the lanes of a grouping, ready to be drawn. May be called on any thread.

    What is said of them is read too if they are few, or if they are wanted `whole`, and stays; else that of those
    `shown` at the moment (ids), of the first undated ones and of those next to come. `check` is called now and then,
    and may raise to end it.
    """
    columns = store.timeline_columns(node, grouping)
    check()
    events = chart_events(columns, grouping, _families(store), check, len(columns.ids) if whole else 0)
    if whole or len(events) <= TOLD_AT_ONCE:
        told = events.ids_at(range(len(events)))
    else:
        ahead = [each.position for each in coming(events, datetime.date.today().toordinal())]
        told = dict.fromkeys(shown, 0) | events.ids_at(events.undated.positions[:MOST]) | events.ids_at(ahead)
    for some in _parts(list(told)):
        check()
        events.tell(store.said_of(some), dict.fromkeys(some, 0))
    # Made here, where nobody waits for the window: a few whole, of more those that lie in the tray.
    for position in range(len(events)) if len(events) <= _AT_ONCE else events.undated.positions[:MOST]:
        events.item(position)
    return events


_PLACES = {"type", "date", "date_min", "date_max", "day_order"}
# Of one of these an event's badge speaks; the others say nothing of it, and place it in no lane by type.
_BADGES = {"concern", "citation", "disputed_point"}


def said_anew(change: ChangeSet) -> set[int] | None:
    """The events of which other things are said after a change that left all of them where they were, in lanes by
    family or type; None if it may have moved some."""
    events: set[int] = set()
    for each in change.changes:
        if each.table == "event":
            if each.before is None or each.after is None or _PLACES & each.after.keys():
                return None
            events.add(each.row)
        elif each.table in _BADGES:
            if each.before is not None and each.after is not None:
                return None  # it does not say of which event
            event = (each.before or each.after or {}).get("event")
            events |= {event} if event else set()
        elif each.table == "term":
            return None
    return events


def counted_events(store: Store, grouping: str, check: Check = lambda: None) -> CountedEvents:
    """How many events there are of each date, in lanes by 'family' or 'type': read at once, however many they are."""
    families = _families(store)
    held: defaultdict[str, list[DateCounts]] = defaultdict(list)
    colours: dict[str, str] = {}
    for name, counts in store.event_counts().items():
        family = family_of(name, families)
        key = family if grouping == "family" else name
        colours[key] = family
        held[key].append(counts)
    check()
    undated = sum(
        count for each in held.values() for counts in each for start, _, _, count in counts.spans if start < 1
    )

    def lanes() -> Iterator[tuple[Lane, list[Run]]]:
        for key in sorted(held, key=lambda key: lane_order(grouping, key)):
            check()
            days, spans = DayCounts(), list[Run]()
            for counts in held.pop(key):
                days.add(counts.days)
                spans += counts.spans
            runs = sorted(chain(days.runs(), spans))
            dated = bisect_left(runs, (1,))
            if dated < len(runs):
                yield Lane(key, lane_label(grouping, key), colours[key]), runs[dated:]

    undated_one = DatedShape.of("").event(untold=True)

    def make(date: str, lane: Lane | None) -> TimelineItem:
        if lane is None:
            return undated_one
        return DatedShape.of(date).event(0, "", (lane.key,), lane.colour, untold=True)

    return CountedEvents(lanes(), undated, make)


def _families(store: Store) -> dict[str, str]:
    return {t.name: t.family for t in store.where(Term, vocabulary="event_type")}


def family_of(name: str, families: Mapping[str, str]) -> str:
    """The family of a type of event; `families` holds those of the user's own types."""
    return families.get(name) or vocabulary.FAMILY_OF.get(name, "other")


def chart_events(
    columns: Columns, grouping: str, families: Mapping[str, str], check: Check = lambda: None, told: int = 0
) -> TrackerEvents:
    """The events of `Store.timeline_columns` in the lanes of a grouping, nothing said of them yet. `families` holds
    those of the user's own types. What will be said of at least `told` of them is kept."""
    spans = [dates.drawn(text) for text in columns.date_texts]
    colour_of = [family_of(name, families) for name in columns.type_names]
    check()
    # The undated come last; the others nearly as the chart wants them.
    dated = bisect_left(columns.dates, True, key=lambda number: spans[number] is None)
    known = [span or dates.Drawn(0, 0, False, "") for span in spans]
    starts = in_steps(array("i"), [start for start, _, _, _ in known], columns.dates[:dated])
    ends = in_steps(array("i"), [end for _, end, _, _ in known], columns.dates[:dated])
    order = in_order(starts, ends)
    places = array("I", order)
    places.extend(range(dated, len(columns.ids)))
    check()
    keys: list[tuple[str, ...]] = []
    if grouping in ("family", "type"):
        names = colour_of if grouping == "family" else columns.type_names
        keys = [(name,) for name in names]
        held = _by_field(columns.types, places[:dated], names)
        colours = dict(zip(names, colour_of, strict=True))
    else:
        held, colours = _by_name(columns.lanes, order), {}
    check()
    ordered = sorted(held, key=lambda key: lane_order(grouping, key, len(held[key])))
    labels = {key: lane_label(grouping, key) for key in ordered}
    if len(ordered) > MOST_LANES:
        # Those in which the most stand have lanes of their own.
        most = sorted((key for key in ordered if key != NONE), key=lambda key: -len(held[key]))[: MOST_LANES - 1]
        kept = {*most, NONE}
        rest = [key for key in ordered if key not in kept]
        positions = array("I")
        for key in rest:
            positions += held.pop(key)
        held[OTHERS] = _rising(positions, dated)
        labels[OTHERS] = others_label(grouping, len(rest))
        ordered = [key for key in ordered if key in held and key != NONE] + [OTHERS] + [NONE] * (NONE in held)
    check()
    maker = _Maker(columns, colour_of, keys, places, max(KEPT, TOLD_AT_ONCE, told))
    exact = in_steps(bytearray(), [exact for _, _, exact, _ in known], columns.dates[:dated])
    return TrackerEvents(
        maker,
        in_steps(array("q"), columns.ids, places),
        in_steps(array("i"), starts, order),
        in_steps(array("i"), ends, order),
        in_steps(bytearray(), exact, order),
        [(Lane(key, labels[key], colours.get(key, "")), held[key]) for key in ordered],
    )


def _by_field(numbers: Sequence[int], places: Sequence[int], names: Sequence[str]) -> dict[str, array[int]]:
    """By the name that a number stands for: the positions of those that have it."""
    held = {name: array("I") for name in names}
    appends = [held[name].append for name in names]
    for position, number in enumerate(in_steps(array("I"), numbers, places)):
        appends[number](position)
    return {name: positions for name, positions in held.items() if positions}


def _by_name(lanes: Sequence[tuple[str, array[int]]], order: Sequence[int]) -> dict[str, array[int]]:
    """By name: the positions of those that stand under it, rising, each once; under `NONE` those without any."""
    count = len(order)
    position_of = array("I", bytes(4 * count))
    for position, place in enumerate(order):
        position_of[place] = position
    alone = bytearray(b"\1") * count
    held: dict[str, array[int]] = {}
    for name, places in lanes:
        # Of a place after the dated ones no lane holds anything.
        positions = array("I")
        for some in _parts(places):
            positions.extend(position_of[place] for place in some if place < count)
        if name != NONE and positions:
            held[name] = _rising(positions, count)
            for position in held[name]:
                alone[position] = 0
    without = _set(alone)
    return held | {NONE: without} if without else held


def _rising(positions: array[int], count: int) -> array[int]:
    """Positions below `count`, in order and each once; where they are many, in steps that leave others their turn."""
    if len(positions) <= _SORTED_AT_ONCE:
        return array("I", sorted(set(positions)))
    there = bytearray(count)
    for position in positions:
        there[position] = 1
    return _set(there)


def _set(flags: bytearray) -> array[int]:
    """The places of what is not 0."""
    found = array("I")
    for start in range(0, len(flags), _AT_ONCE):
        found.extend(compress(range(start, len(flags)), flags[start : start + _AT_ONCE]))
    return found


def _parts(things: Sequence[int]) -> Iterator[Sequence[int]]:
    return (things[start : start + _AT_ONCE] for start in range(0, len(things), _AT_ONCE))
