"""Rows of events, read from the store a page at a time when somebody looks at them: a tracker may hold a million."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import overload

from tracker.store import EventRow

PAGE = 64
"""Rows read at once: more than a screen of them is a few milliseconds' work."""
_KEPT = 128
"""Pages kept: those looked at last."""
_UNREAD = EventRow(0, "…", "", "", "", "", "", False, "", "", 1, 0, "", False)

ReadPage = Callable[[Sequence[int]], list[EventRow] | None]
"""The rows of these ids, those no longer there left out; None if they cannot be read at the moment."""


def is_read(row: EventRow) -> bool:
    """Whether it is a row of the file, not one that could not be read."""
    return row.type != _UNREAD.type or row.title != _UNREAD.title


class Rows(Sequence[EventRow]):
    """The rows of `ids`, in that order. A row that cannot be read, or is no longer there, is shown as “…”.

    `first` are the rows already read, from the first on. Used on one thread: the one on which `read` may be called.
    """

    def __init__(self, ids: array[int], read: ReadPage, first: Sequence[EventRow] = ()) -> None:
        self.ids = ids
        self._read = read
        self._pages: OrderedDict[int, list[EventRow]] = OrderedDict()
        for page in range(0, len(first) // PAGE):
            self._keep(page, first[page * PAGE : (page + 1) * PAGE])
        if len(first) == len(ids) and first:
            self._keep((len(first) - 1) // PAGE, first[(len(first) - 1) // PAGE * PAGE :])

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, place: int) -> EventRow: ...
    @overload
    def __getitem__(self, place: slice) -> list[EventRow]: ...
    def __getitem__(self, place: int | slice) -> EventRow | list[EventRow]:
        if isinstance(place, slice):
            return [self._at(n) for n in range(*place.indices(len(self.ids)))]
        if place < 0:
            place += len(self.ids)
        if not 0 <= place < len(self.ids):
            raise IndexError(place)
        return self._at(place)

    def __iter__(self) -> Iterator[EventRow]:
        return (self._at(place) for place in range(len(self.ids)))

    def _at(self, place: int) -> EventRow:
        number = place // PAGE
        page = self._pages.get(number)
        if page is None:
            ids = self.ids[number * PAGE : (number + 1) * PAGE]
            rows = self._read(ids)
            if rows is None:
                return replace(_UNREAD, id=self.ids[place])
            self._keep(number, rows)
            page = self._pages[number]
        else:
            self._pages.move_to_end(number)
        return page[place - number * PAGE]

    def _keep(self, number: int, rows: Sequence[EventRow]) -> None:
        ids = self.ids[number * PAGE : (number + 1) * PAGE]
        if len(rows) != len(ids):
            found = {row.id: row for row in rows}
            rows = [found.get(event) or replace(_UNREAD, id=event) for event in ids]
        self._pages[number] = list(rows)
        if len(self._pages) > _KEPT:
            self._pages.popitem(last=False)
