"""Which lanes are shown, in which order and how: what a person chose for one way of grouping."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from tracker.timeline.events import LaneEvents

Order = Literal["given", "name", "first", "number", "hand"]
"""By what lanes are sorted: the order they come in (that of their vocabulary), their names, their first events, how
many events they have (the most first), or by hand."""
ORDERS: tuple[Order, ...] = get_args(Order)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Lanes by their keys. `by_hand` is the order made by hand; what it does not name comes after. A `collapsed` lane
    is one slim line of density. `colours` are (lane, colour family). `compared` are the two lanes shown alone, if any.
    """

    order: Order = "given"
    by_hand: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    collapsed: frozenset[str] = frozenset()
    colours: tuple[tuple[str, str], ...] = ()
    compared: tuple[str, ...] = ()

    def ordered(self, lanes: Sequence[LaneEvents]) -> list[LaneEvents]:
        """All lanes, hidden ones too, in their order."""
        match self.order:
            case "name":
                # The lane of what has no name stays the last.
                return sorted(lanes, key=lambda each: (not each.lane.key, each.lane.label.casefold()))
            case "first":
                return sorted(lanes, key=lambda each: each.index.starts[0] if len(each.index) else float("inf"))
            case "number":
                return sorted(lanes, key=lambda each: -len(each.index))
            case "hand":
                places = {key: place for place, key in enumerate(self.by_hand)}
                return sorted(lanes, key=lambda each: places.get(each.lane.key, len(places)))
        return list(lanes)

    def shown(self, lanes: Sequence[LaneEvents]) -> list[LaneEvents]:
        """The lanes to be shown, in their order."""
        if self.compares(lanes):
            by_key = {each.lane.key: each for each in lanes}
            return [by_key[key] for key in self.compared]
        return [each for each in self.ordered(lanes) if each.lane.key not in self.hidden]

    def compares(self, lanes: Sequence[LaneEvents]) -> bool:
        """Whether two lanes are compared, and both are there."""
        return len(self.compared) == 2 and set(self.compared) <= {each.lane.key for each in lanes}

    def colour(self, key: str) -> str:
        """The colour family chosen for a lane, or ''."""
        return dict(self.colours).get(key, "")

    # Changed arrangements.

    def sorted_by(self, order: Order) -> Arrangement:
        return replace(self, order=order)

    def moved(self, keys: Sequence[str], key: str, to: int) -> Arrangement:
        """With a lane at place `to` of the others; `keys` are all lanes in the order of the moment. That order is by
        hand from then on."""
        others = [each for each in keys if each != key]
        to = min(max(to, 0), len(others))
        rest = [each for each in self.by_hand if each not in keys]  # lanes that this search has nothing in
        return replace(self, order="hand", by_hand=(*others[:to], key, *others[to:], *rest))

    def with_hidden(self, key: str, hidden: bool = True) -> Arrangement:
        return replace(self, hidden=self.hidden | {key} if hidden else self.hidden - {key})

    def with_all_shown(self) -> Arrangement:
        return replace(self, hidden=frozenset())

    def with_collapsed(self, key: str, collapsed: bool = True) -> Arrangement:
        return replace(self, collapsed=self.collapsed | {key} if collapsed else self.collapsed - {key})

    def with_colour(self, key: str, family: str) -> Arrangement:
        """With a lane in the colour of a family; '' takes its colour away again."""
        colours = {k: c for k, c in self.colours if k != key}
        if family:
            colours[key] = family
        return replace(self, colours=tuple(colours.items()))

    def comparing(self, one: str, other: str) -> Arrangement:
        return replace(self, compared=(one, other))

    def with_none_compared(self) -> Arrangement:
        return replace(self, compared=())

    # As text, to be kept.

    def text(self) -> str:
        """JSON of what is kept: all but a comparison, which is for the moment."""
        return json.dumps(
            {
                "order": self.order,
                "by_hand": self.by_hand,
                "hidden": sorted(self.hidden),
                "collapsed": sorted(self.collapsed),
                "colours": dict(self.colours),
            }
        )

    @classmethod
    def of_text(cls, text: str) -> Arrangement:
        """The arrangement that `text()` gave; the plain one of what is not such a text."""
        try:
            kept = json.loads(text)
            order: Order = next((each for each in ORDERS if each == kept["order"]), "given")
            by_hand, hidden, collapsed = (tuple(map(str, kept[name])) for name in ("by_hand", "hidden", "collapsed"))
            colours = tuple((str(key), str(family)) for key, family in kept["colours"].items())
        except (ValueError, TypeError, KeyError, AttributeError):
            return cls()
        return cls(order, by_hand, frozenset(hidden), frozenset(collapsed), colours)


def left_out(
    lanes: Sequence[LaneEvents], arrangement: Arrangement, dated: int, check: Callable[[], None] = lambda: None
) -> int:
    """How many of `dated` events stand in hidden lanes only. `check` is called now and then, and may raise."""
    shown = arrangement.shown(lanes)
    if len(shown) == len(lanes):
        return 0
    seen = bytearray(dated)
    for lane in shown:
        check()
        for position in lane.items.positions:
            seen[position] = 1
    return dated - sum(seen)


def in_both(one: LaneEvents, other: LaneEvents, check: Callable[[], None] = lambda: None) -> int:
    """How many events stand in both of two lanes."""
    positions = set(one.items.positions)
    check()
    return len(positions.intersection(other.items.positions))
