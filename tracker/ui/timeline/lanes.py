"""Ways of grouping the timeline's events into lanes: what they are called, in which order lanes stand, their labels."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QCoreApplication

from tracker import dates, vocabulary
from tracker.store.timeline_columns import Badge
from tracker.timeline.marks import TimelineItem
from tracker.ui.strings import term

GROUPINGS = (
    "family", "type", "stakeholder", "topic", "theme", "position", "court", "proceeding",
    "status", "lifecycle", "in effect", "litigation",
)  # fmt: skip
STATUS_GROUPINGS = ("status", "lifecycle", "in effect", "litigation")
_VOCABULARY = {"type": "event_type", "theme": "theme", "position": "position"}
_STATUSES = {
    **vocabulary.STATUS_VALUES,
    "status": tuple(f"{axis}: {value}" for axis, values in vocabulary.STATUS_VALUES.items() for value in values),
}
NONE = ""
"""The key of the lane of those that belong to none."""
OTHERS = "\n"
"""The key of the lane of all that have no lane of their own (no name holds a line end)."""
_PLAIN = Badge(0, "", False, False, False)
_DAYS = (dates.DateEnd("day"), dates.DateEnd("day"))


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

    @staticmethod
    @lru_cache(maxsize=16384)
    def of(date: str) -> DatedShape:
        """That of an EDTF text, made once: with every edit a timeline is made anew of nearly the same dates."""
        return DatedShape(date)

    def __init__(self, date: str) -> None:
        first, last = dates.bounds(date)
        shape = dates.describe(date)
        self.date = date
        self.first = dates.to_ordinal(first) if first else None
        self.last = dates.to_ordinal(last) if last else None
        self.kind, self.approximate, self.uncertain = shape.kind, shape.approximate, shape.uncertain
        self.open_start, self.open_end = shape.open_start, shape.open_end
        self.unspecified = shape.unspecified
        ends = dates.ends(date) if shape.kind == "interval" else _DAYS
        self.sides = None if ends == _DAYS else ends
        self.words = dates.display(date)
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
        untold: bool = False,
        basis: str = "",
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
            self.words,
            what,
            self.unspecified,
            self.sides,
            self.date,
            untold,
            basis,
        )


def lane_order(grouping: str, key: str, count: int = 0) -> tuple[bool, int, str]:
    """Where a lane of `count` events stands: by the order of its vocabulary; of names, those with the most come first,
    as nobody looks for the story among dozens in the order of the alphabet."""
    if grouping == "family":
        return (key == NONE, list(vocabulary.FAMILIES).index(key), key)
    if grouping in _VOCABULARY:
        place, name = vocabulary.rank(_VOCABULARY[grouping], key)
        return (key == NONE, place, name)
    if grouping in _STATUSES:
        return (key == NONE, _STATUSES[grouping].index(key) if key in _STATUSES[grouping] else 99, key)
    return (key == NONE, -count, key.casefold())


def lane_label(grouping: str, key: str) -> str:
    if key == NONE:
        return QCoreApplication.translate("Lanes", "None given")
    if grouping in ("stakeholder", "court", "proceeding"):
        return key
    if grouping == "family":
        return family_name(key)
    return term(key)


def others_label(grouping: str, count: int) -> str:
    """What the lane of `count` that have none of their own is called."""
    more = {
        "stakeholder": QCoreApplication.translate("Lanes", "{count} more stakeholders"),
        "topic": QCoreApplication.translate("Lanes", "{count} more topics"),
        "court": QCoreApplication.translate("Lanes", "{count} more courts"),
        "proceeding": QCoreApplication.translate("Lanes", "{count} more proceedings"),
    }
    return more.get(grouping, QCoreApplication.translate("Lanes", "{count} more")).format(count=f"{count:,}")


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
