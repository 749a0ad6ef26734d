"""Several items in one cell, `; ` between, so that splitting gives back exactly what was joined.

In an item a backslash stands before each backslash and semicolon. Where an item has a first part that some mark ends
(`judge=Dabney L. Friedrich`, `Tax Law Center: opposes (privacy)`), also before that mark inside the first part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

BETWEEN = "; "
_SEPARATOR = re.compile("; ?")


def escape(text: str, end: str = "") -> str:
    """`text` as it stands in a joined cell; `end` is the mark that ends it, where it is a first part."""
    for mark in ("\\", ";", end):
        if mark:
            text = text.replace(mark, "\\" + mark)
    return text


def join(items: Sequence[str]) -> str:
    """Items as one cell. `split(join(items), len(items)) == items`."""
    return BETWEEN.join(escape(item) for item in items)


def split(cell: str, count: int | None = None) -> list[str]:
    """The items of a cell. An empty cell holds none, or one empty item where `count`, if known, says so."""
    return [first + rest for first, rest in split_parts(cell, "", count)]


def split_parts(cell: str, end: str, count: int | None = None) -> list[tuple[str, str]]:
    """The items of a cell in two parts each, before and after the mark `end`; the second is '' where it is missing."""
    if not cell and count != 1:
        return []
    if "\\" not in cell:
        plain = _SEPARATOR.split(cell)
        return [item.partition(end)[::2] for item in plain] if end else [(item, "") for item in plain]
    items: list[tuple[str, str]] = []
    first: str | None = None
    part: list[str] = []
    place = 0
    while place < len(cell):
        c = cell[place]
        place += 1
        if c == "\\" and place < len(cell):
            part.append(cell[place])
            place += 1
        elif c == ";":
            items.append(("".join(part), "") if first is None else (first, "".join(part)))
            first, part = None, []
            place += cell.startswith(" ", place)
        elif c == end and first is None:
            first, part = "".join(part), []
        else:
            part.append(c)
    items.append(("".join(part), "") if first is None else (first, "".join(part)))
    return items
