"""Several events that a person has chosen to do something with: the same in the tables and in the timeline."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, compress, count, groupby

_SOUGHT = 4
"""So many events are looked for one by one among all; for more one goes through all once."""
Stretch = tuple[int, int]
"""The first of some neighbouring places, and the one after the last."""


@dataclass(frozen=True)
class Chosen(Collection[int]):
    """Events by stretches of their places among those shown, `ids`, in that order; one or none of them is not several.

    A million that were chosen at once are one stretch: which ids these are is looked for when somebody asks.
    """

    ids: array[int] = field(default_factory=lambda: array("q"))
    stretches: tuple[Stretch, ...] = ()

    @classmethod
    def among(cls, ids: array[int], events: Iterable[int]) -> Chosen:
        """Those of some events that are among the `ids` shown."""
        return cls(ids, stretches(_places(ids, list(events))))

    def __len__(self) -> int:
        return sum(end - first for first, end in self.stretches)

    def __iter__(self) -> Iterator[int]:
        return chain.from_iterable(self.ids[first:end] for first, end in self.stretches)

    def __contains__(self, event: object) -> bool:
        # Of all, those that anybody asks about are among them.
        return self.stretches == ((0, len(self.ids)),) or event in self._set

    @cached_property
    def _set(self) -> frozenset[int]:
        return frozenset(self)


def _places(ids: array[int], events: Sequence[int]) -> list[int]:
    """The places of those of some events that are among the ids, rising."""
    found, place, sought = set[int](), -1, 0
    for event in events:
        # What comes after one that is shown mostly stands after it.
        if place + 1 < len(ids) and ids[place + 1] == event:
            place += 1
        elif sought < _SOUGHT:
            sought += 1
            try:
                place = ids.index(event)
            except ValueError:
                continue
        else:
            wanted = set(events)
            return list(compress(count(), map(wanted.__contains__, ids)))
        found.add(place)
    return sorted(found)


def stretches(places: Sequence[int]) -> tuple[Stretch, ...]:
    """Rising places as stretches of neighbours."""
    found = []
    for _, run in groupby(enumerate(places), lambda pair: pair[1] - pair[0]):
        stretch = [place for _, place in run]
        found.append((stretch[0], stretch[-1] + 1))
    return tuple(found)
