"""Who is concerned about what: stakeholder by theme, each with the latest position, among given events."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.records import Id


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A stakeholder with how many concerns are theirs."""

    stakeholder: Id
    name: str
    kind: str
    concerns: int


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What a stakeholder says under a theme: how often, and the latest position with the event it is about."""

    concerns: int
    position: str
    event: Id
    date: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """`rows` by name; `themes` those with the most concerns first; `cells` by stakeholder's id and theme."""

    rows: tuple[MatrixRow, ...]
    themes: tuple[str, ...]
    cells: dict[tuple[Id, str], MatrixCell]


# Undated events come first here: what is known to be later than something else may be the latest.
_CELLS = """
    SELECT stakeholder, theme, concerns, position, event, date FROM (
        SELECT c.stakeholder, c.theme, c.position, c.event, e.date,
            count(*) OVER cell AS concerns,
            row_number() OVER (cell ORDER BY coalesce(nullif(e.date_min,''), e.date_max) DESC, e.day_order DESC,
                c.created DESC, c.id DESC) AS place
        FROM json_each(?) j JOIN concern c ON c.event = j.value JOIN event e ON e.id = c.event
        WINDOW cell AS (PARTITION BY c.stakeholder, c.theme)
    ) WHERE place = 1
"""


def matrix(connection: sqlite3.Connection, events: Sequence[Id]) -> Matrix:
    """The concerns of these events. 'Latest' goes by the event's date, then by when the concern was entered."""
    cells: dict[tuple[Id, str], MatrixCell] = {}
    by_stakeholder: dict[Id, int] = {}
    by_theme: dict[str, int] = {}
    for stakeholder, theme, concerns, position, event, date in connection.execute(_CELLS, (json.dumps(list(events)),)):
        cells[stakeholder, theme] = MatrixCell(concerns, position, event, date)
        by_stakeholder[stakeholder] = by_stakeholder.get(stakeholder, 0) + concerns
        by_theme[theme] = by_theme.get(theme, 0) + concerns
    named = connection.execute(
        "SELECT s.id, s.name, s.kind FROM json_each(?) j JOIN stakeholder s ON s.id = j.value "
        "ORDER BY fold(s.name), s.id",
        (json.dumps(list(by_stakeholder)),),
    )
    rows = tuple(MatrixRow(i, name, kind, by_stakeholder[i]) for i, name, kind in named)
    return Matrix(rows, tuple(sorted(by_theme, key=lambda t: (-by_theme[t], t))), cells)
