"""What the store gives into events and lanes of the timeline: which lane an event stands in, by what the user chose.

An event may stand in several lanes; one that belongs to none stands in a last lane named for what it lacks.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from tracker import dates, vocabulary
from tracker.store.timeline_columns import Badge, Columns
from tracker.timeline.events import Events, in_order, in_steps
from tracker.timeline.marks import Lane, TimelineItem
from tracker.ui.strings import term

GROUPINGS = (
    "family", "type", "stakeholder", "topic", "theme", "position", "court", "proceeding",
    "status", "lifecycle", "in effect", "litigation",
)  # fmt: skip
_VOCABULARY = {"type": "event_type", "theme": "theme", "position": "position"}
_STATUSES = {
    **vocabulary.STATUS_VALUES,
    "status": tuple(f"{axis}: {value}" for axis, values in vocabulary.STATUS_VALUES.items() for value in values),
}
_NONE = ""
_PLAIN = Badge(0, "", False, False, False)


def grouping_name(grouping: str) -> str:
    """A way of grouping, as the “Lanes by” button shows it."""
    names = {
        "family": QCoreApplication.translate("Lanes", "Kind"),
        "type": QCoreApplication.translate("Lanes", "Type"),
        "stakeholder": QCoreApplication.translate("Lanes", "Stakeholder"),
        "topic": QCoreApplication.translate("Lanes", "Topic"),
        "theme": QCoreApplication.translate("Lanes", "Concern"),
        "position": QCoreApplication.translate("Lanes", "Position"),
        "court": QCoreApplication.translate("Lanes", "Court"),
        "proceeding": QCoreApplication.translate("Lanes", "Proceeding"),
        "status": QCoreApplication.translate("Lanes", "Status"),
        "lifecycle": QCoreApplication.translate("Lanes", "Status: lifecycle"),
        "in effect": QCoreApplication.translate("Lanes", "Status: in effect"),
        "litigation": QCoreApplication.translate("Lanes", "Status: litigation"),
    }
    return names[grouping]


class DatedShape:
    """A date as the timeline takes it: its days as ordinals, None where it is open."""

    def __init__(self, date: str) -> None:
        first, last = dates.bounds(date)
        shape = dates.describe(date)
        self.date = date
        self.first = dates.to_ordinal(first) if first else None
        self.last = dates.to_ordinal(last) if last else None
        self.kind, self.approximate, self.uncertain = shape.kind, shape.approximate, shape.uncertain
        self.open_start, self.open_end = shape.open_start, shape.open_end
        self.unspecified = shape.unspecified
        ends = dates.ends(date)
        known = shape.kind != "interval" or ends == (dates.DateEnd("day"), dates.DateEnd("day"))
        self.sides = None if known else ends
        event = self.event()
        self.start, self.end, self.dated, self.exact = event.start, event.end, not event.undated, event.exact

    def event(
        self,
        number: int = 0,
        title: str = "",
        lane_keys: tuple[str, ...] = (),
        family: str = "",
        what: str = "",
        badge: Badge = _PLAIN,
    ) -> TimelineItem:
        """An event of this date."""
        concerns, strongest, disputed, unsourced, noteworthy = badge
        return TimelineItem(
            number,
            self.first,
            self.last,
            title,
            lane_keys,
            family,
            self.kind,
            self.approximate,
            self.uncertain,
            self.open_start,
            self.open_end,
            concerns,
            strongest,
            disputed,
            unsourced,
            noteworthy,
            dates.display(self.date),
            what,
            self.unspecified,
            self.sides,
            self.date,
        )


class _Maker:
    """Makes timeline items of columns; `places` says where in them the event at a position of the chart stands."""

    def __init__(
        self,
        columns: Columns,
        shapes: Sequence[DatedShape],
        families: Sequence[str],
        lane_keys: Sequence[tuple[str, ...]],
        lanes: Sequence[int],
        places: Sequence[int],
    ) -> None:
        self._columns = columns
        self._shapes = shapes
        self._families = families
        self._lane_keys = lane_keys
        self._lanes = lanes
        self._places = places

    def item(self, position: int) -> TimelineItem:
        """The event at a position."""
        columns, place = self._columns, self._places[position]
        kind, shape = columns.types[place], self._shapes[columns.dates[place]]
        return shape.event(
            columns.ids[place],
            columns.titles[place],
            self._lane_keys[self._lanes[place]],
            self._families[kind],
            term(columns.type_names[kind]),
            columns.badge_values[columns.badges[place]],
        )


def chart_events(
    columns: Columns, grouping: str, families: Mapping[str, str], check: Callable[[], None] = lambda: None
) -> Events:
    """The events of `Store.timeline_columns` in the lanes of a grouping, ready to be drawn. `families` holds those of
    the user's own types. May be called on any thread; `check` is called now and then, and may raise to end it."""
    shapes = [DatedShape(text) for text in columns.date_texts]
    family_of = [families.get(name) or vocabulary.FAMILY_OF.get(name, "other") for name in columns.type_names]
    lane_keys: list[tuple[str, ...]]
    if grouping == "family":
        lanes, lane_keys = columns.types, [(family,) for family in family_of]
    elif grouping == "type":
        lanes, lane_keys = columns.types, [(name,) for name in columns.type_names]
    else:
        lanes, lane_keys = columns.lanes, [names or (_NONE,) for names in columns.lane_sets]
    numbers: set[int] = set()
    for number in lanes:
        numbers.add(number)
    used: dict[str, str] = {}
    for number in sorted(numbers):
        for key in lane_keys[number]:
            used.setdefault(key, family_of[number] if grouping in ("type", "family") else "")
    ordered = sorted(used, key=lambda key: _lane_order(grouping, key))
    held = {key: array("I") for key in ordered}

    check()
    # The undated come last; the others nearly as the chart wants them.
    dated = bisect_left(columns.dates, True, key=lambda number: not shapes[number].dated)
    starts = in_steps(array("i"), [shape.start for shape in shapes], columns.dates[:dated])
    ends = in_steps(array("i"), [shape.end for shape in shapes], columns.dates[:dated])
    check()
    order = in_order(starts, ends)
    places = array("I", order)
    places.extend(range(dated, len(columns.ids)))
    appends = [tuple(held[key].append for key in keys if key in held) for keys in lane_keys]
    for position, number in enumerate(in_steps(array("I"), lanes, places[:dated])):
        for append in appends[number]:
            append(position)
    check()
    return Events(
        in_steps(array("q"), columns.ids, places),
        in_steps(array("i"), starts, order),
        in_steps(array("i"), ends, order),
        in_steps(bytearray(), in_steps(bytearray(), [shape.exact for shape in shapes], columns.dates[:dated]), order),
        [(Lane(key, _lane_label(grouping, key), used[key]), held[key]) for key in ordered],
        _Maker(columns, shapes, family_of, lane_keys, lanes, places).item,
        lambda: _empty(columns.titles),
    )


def _empty(titles: list[str]) -> None:
    """Free a million titles a few at a time, so that other threads have their turn in between."""
    while titles:
        del titles[-4096:]


def _lane_order(grouping: str, key: str) -> tuple[bool, int, str]:
    if grouping == "family":
        return (key == _NONE, list(vocabulary.FAMILIES).index(key), key)
    if grouping in _VOCABULARY:
        place, name = vocabulary.rank(_VOCABULARY[grouping], key)
        return (key == _NONE, place, name)
    if grouping in _STATUSES:
        return (key == _NONE, _STATUSES[grouping].index(key) if key in _STATUSES[grouping] else 99, key)
    return (key == _NONE, 0, key.casefold())


def _lane_label(grouping: str, key: str) -> str:
    if key == _NONE:
        return QCoreApplication.translate("Lanes", "None given")
    if grouping in ("stakeholder", "court", "proceeding"):
        return key
    if grouping == "family":
        return family_name(key)
    return term(key)


def family_name(family: str) -> str:
    """A family of event types, as a lane's label."""
    names = {
        "executive": QCoreApplication.translate("Lanes", "Executive"),
        "agreement": QCoreApplication.translate("Lanes", "Agreements"),
        "agency": QCoreApplication.translate("Lanes", "Agency statements"),
        "data": QCoreApplication.translate("Lanes", "Data requests"),
        "rulemaking": QCoreApplication.translate("Lanes", "Rulemaking"),
        "court filing": QCoreApplication.translate("Lanes", "Court filings"),
        "court": QCoreApplication.translate("Lanes", "Court rulings"),
        "legislative": QCoreApplication.translate("Lanes", "Congress"),
        "other": QCoreApplication.translate("Lanes", "Reports"),
    }
    return names.get(family, term(family))
