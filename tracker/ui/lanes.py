"""Rows of the store into items and lanes of the timeline: which lane an event stands in, by what the user chose.

An event may stand in several lanes; one that belongs to none stands in a last lane named for what it lacks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from PySide6.QtCore import QCoreApplication

from tracker import dates, vocabulary
from tracker.store import EventRow
from tracker.timeline.marks import Lane, TimelineItem
from tracker.ui.strings import term

# What the store gives for each way of grouping, beyond the row itself: see Store.lane_keys.
GROUPINGS = ("family", "type", "stakeholder", "topic", "theme", "position", "court", "status")
_VOCABULARY = {"type": "event_type", "theme": "theme", "position": "position"}
_NONE = ""


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
        "status": QCoreApplication.translate("Lanes", "Status"),
    }
    return names[grouping]


def items_and_lanes(
    rows: Iterable[EventRow], grouping: str, keys: Mapping[int, tuple[str, ...]], families: Mapping[str, str]
) -> tuple[list[TimelineItem], list[Lane]]:
    """Timeline items in the order of `rows`, and the lanes they need. `keys` is what `Store.lane_keys` gave."""
    items: list[TimelineItem] = []
    used: dict[str, str] = {}
    for row in rows:
        family = families.get(row.type) or vocabulary.FAMILY_OF.get(row.type, "other")
        if grouping == "family":
            lanes: tuple[str, ...] = (family,)
        elif grouping == "type":
            lanes = (row.type,)
        else:
            lanes = keys.get(row.id) or (_NONE,)
        for lane in lanes:
            used.setdefault(lane, family if grouping in ("type", "family") else "")
        items.append(_item(row, lanes, family))
    ordered = sorted(used, key=lambda key: _lane_order(grouping, key))
    return items, [Lane(key, _lane_label(grouping, key), used[key]) for key in ordered]


def _lane_order(grouping: str, key: str) -> tuple[bool, int, str]:
    if grouping == "family":
        return (key == _NONE, list(vocabulary.FAMILIES).index(key), key)
    if grouping in _VOCABULARY:
        place, name = vocabulary.rank(_VOCABULARY[grouping], key)
        return (key == _NONE, place, name)
    return (key == _NONE, 0, key.casefold())


def _lane_label(grouping: str, key: str) -> str:
    if key == _NONE:
        return QCoreApplication.translate("Lanes", "None given")
    if grouping in ("stakeholder", "court"):
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


@lru_cache(maxsize=65536)
def _ordinal(day: str) -> int | None:
    return dates.to_ordinal(day) if day else None


def _item(row: EventRow, lanes: tuple[str, ...], family: str) -> TimelineItem:
    shape = dates.describe(row.date)
    return TimelineItem(
        id=row.id,
        first=_ordinal(row.date_min),
        last=_ordinal(row.date_max),
        title=row.title,
        lane_keys=lanes,
        family=family,
        kind=shape.kind,
        approximate=shape.approximate,
        uncertain=shape.uncertain,
        open_start=shape.open_start,
        open_end=shape.open_end,
        concerns=row.concerns,
        position=row.position,
        disputed=row.disputed,
        unsourced=not row.sources,
        noteworthy=row.noteworthy,
        when=dates.display(row.date),
        what=term(row.type),
    )
