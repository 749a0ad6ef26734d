"""Whom our own CSV files name: by id where they give one, else by name; made where nobody here is meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property

from tracker.formats import Table
from tracker.operations.draft import Draft, Place
from tracker.records import Stakeholder, id_number

_ID_COLUMNS = {"stakeholder_id", "concern_stakeholder_ids", "role_stakeholder_ids"}
_UNTOLD = "other"


class People:
    """The stakeholders that rows of our own files name.

    `same`: (table, id) in the files -> the id that the tracker has for the same thing, where it is another.
    `listed`: whether stakeholders have a file of their own here.
    """

    def __init__(self, draft: Draft, same: dict[tuple[str, int], int], tables: Iterable[Table], listed: bool) -> None:
        self._draft, self._same, self._tables, self._listed = draft, same, tuple(tables), listed
        self._taken: set[int] = set()
        self._told: set[int] = set()

    @cached_property
    def _in_files(self) -> set[int]:
        """The ids of all stakeholders that rows of the files name."""
        out: set[int] = set()
        for table in self._tables:
            for place in (n for n, name in enumerate(table.header) if name in _ID_COLUMNS):
                for _, cells in table.rows:
                    out.update(id_in(item) for item in cells[place].split("; "))
        return out

    def meant(self, text: str, name: str, kind: str, place: Place) -> int:
        """Who is meant by an id, a name and a kind, any of them perhaps ''; made if nobody is. 0 where that fails."""
        row = id_in(text)
        row = self._same.get(("stakeholder", row), row)
        if row and self._draft.knows("stakeholder", row):
            self._tell(row, kind, place)
            return row
        if row and not name:
            return row
        found = self._draft.named("stakeholder", name)
        if found and not row:
            return found
        # Two of one name in the files are two: one that the tracker had before is taken for one of them at most.
        is_free = found not in self._taken and self._draft.stands("stakeholder", found)
        if found and is_free and found not in self._in_files:
            self._taken.add(found)
            self._same["stakeholder", row] = found
            return found
        return self._draft.add(Stakeholder(id=row, name=name, kind=kind or _UNTOLD), place)

    def _tell(self, row: int, kind: str, place: Place) -> None:
        """Fill in the kind of one that an earlier import knew by name alone; a kind that is told already stays."""
        if self._listed or row in self._told or kind in ("", _UNTOLD):
            return
        self._told.add(row)
        if self._draft.stands("stakeholder", row):
            standing = self._draft.store.get(Stakeholder, row)
            if standing.kind == _UNTOLD:
                self._draft.change(standing, {"kind": kind}, place.at("stakeholder_kind"))


def ids_beside(items: Collection[object], ids: list[str]) -> list[str]:
    """The ids that stand beside items, one each; none where somebody added or took out items by hand."""
    return ids if len(ids) == len(items) else [""] * len(items)


def id_in(cell: str) -> int:
    """The id that a cell holds; 0 if it holds none."""
    try:
        return id_number(cell) if cell else 0
    except ValueError:
        return 0
