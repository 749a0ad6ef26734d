"""Is this in the tracker already? Events with a like title about the same day, sources at the same address. What those
that are like something new tell of it."""

from __future__ import annotations

import datetime

from tracker import dates, vocabulary
from tracker.capture.canonical import canonical, host_of
from tracker.capture.courts import is_court
from tracker.query import fold
from tracker.records import Event, Id
from tracker.store import Store
from tracker.store.dossier import SourceHead

NEAR = 4
"""Days between two dates that may still be those of one development."""
_ALIKE = 84.0
"""Of 100, by `token_set_ratio`: the order of words and extra words do not count."""


def similar_events(store: Store, title: str, date: str, *, most: int = 3) -> list[Event]:
    """Events whose title says much the same, at or near `date` (EDTF; '' looks everywhere), the most alike first."""
    from rapidfuzz import fuzz

    wanted = fold(title)
    if len(wanted.split()) < 2:
        return []
    first, last = _around(date)
    found = store.connection.execute(
        "SELECT id, title FROM event WHERE (date_min = '' OR date_min <= ?) AND (date_max = '' OR date_max >= ?)",
        (last, first),
    )
    scored = [(fuzz.token_set_ratio(wanted, fold(other)), row) for row, other in found]
    best = sorted((score, row) for score, row in scored if score >= _ALIKE)[::-1][:most]
    return store.many(Event, [row for _, row in best])


def events_of_the_day(store: Store, kind: str, date: str, *, most: int = 4) -> list[Event]:
    """Events of a type (`kind`) that may have happened in the time that `date` (EDTF) says; none if it is open."""
    first, last = dates.bounds(date)
    if not first or not last:
        return []
    found = store.connection.execute(
        "SELECT id FROM event WHERE type=? AND date_min BETWEEN '0' AND ? AND date_max >= ? ORDER BY date_min DESC, id "
        "LIMIT ?",
        (kind, last, first, most),
    )
    return store.many(Event, [row for (row,) in found])


def _around(date: str) -> tuple[str, str]:
    """The first and last day that are near a date."""
    first, last = dates.bounds(date)
    return (_moved(first, -NEAR) if first else ""), (_moved(last, NEAR) if last else "9999-12-31")


def _moved(day: str, by: int) -> str:
    ordinal = datetime.date.fromisoformat(day).toordinal() + by
    return datetime.date.fromordinal(min(max(ordinal, 1), datetime.date.max.toordinal())).isoformat()


def sources_at(store: Store, url: str, leave_out: Id = 0) -> list[SourceHead]:
    """Sources at this address, live or archived, in whichever of its forms (see `canonical`)."""
    return store.source_heads([row for row in ids_at(store, url) if row != leave_out])


def ids_at(store: Store, *urls: str) -> list[Id]:
    """Ids of the sources at one of these addresses."""
    wanted = {canonical(url) for url in urls} - {""}
    out: list[Id] = []
    for host in {host_of(url) for url in urls} - {""}:
        found = store.connection.execute(
            "SELECT id, url, archive_url FROM source WHERE instr(lower(url), ?1) OR instr(lower(archive_url), ?1)",
            (host,),
        )
        out += (row for row, *others in found if any(canonical(other) in wanted for other in others))
    return list(dict.fromkeys(out))


def likely_kind(store: Store, url: str) -> str:
    """The kind of a new source at this address: what most sources of that site here are, a court's document, or no
    more than a web page; without an address a document."""
    host = host_of(url)
    if not host:
        return "webpage" if url else "document"
    found = store.connection.execute(
        "SELECT kind FROM source WHERE instr(lower(url), ?) GROUP BY kind ORDER BY count(*) DESC, kind LIMIT 1", (host,)
    ).fetchone()
    return found[0] if found else "legal_case" if is_court(url) else "webpage"


def kind_by_name(store: Store, name: str) -> str:
    """The kind of a new stakeholder, as its name tells: that of most here whose name ends alike (“… Employees Union”),
    or the one that it names itself; '' where neither does."""
    words = name.lower().split()
    if len(words) < 2:
        return ""
    found = store.connection.execute(
        "SELECT kind FROM stakeholder WHERE kind != 'other' AND substr(lower(name), -?) = ? "
        "GROUP BY kind ORDER BY count(*) DESC, kind LIMIT 1",
        (len(words[-1]) + 1, f" {words[-1]}"),
    ).fetchone()
    return found[0] if found else next((kind for kind in vocabulary.OPEN["stakeholder_kind"] if kind in words), "")
