"""Feeds, inbox items and what came of a check, as the terminal shows them and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from tracker.records import Feed, Id, id_text

if TYPE_CHECKING:
    from tracker.operations.checking_feeds import Checked
    from tracker.operations.inbox import TakenIn
    from tracker.operations.inbox_matches import Matches
    from tracker.store import Store
    from tracker.store.inbox import FeedRow, ItemRow


def made_data(feed: Feed) -> dict[str, Any]:
    """A feed just added, as JSON has it."""
    return {"id": id_text(feed.id), "url": feed.url, "title": feed.title, "every_hours": feed.every_hours}


def event_titles(store: Store, events: Sequence[Id]) -> dict[Id, str]:
    """Date and title of events, by id."""
    return {event.id: f"{event.date or 'undated'} {event.title}" for event in store.events(events)}


def match_lines(matches: Matches, titles: dict[Id, str]) -> list[str]:
    """What an item is about, one a line."""
    lines = []
    for case in matches.cases:
        p = case.proceeding
        latest = f", latest: {titles[case.event]}" if case.event in titles else ""
        lines.append(f"{p.docket_number} {p.case_name or p.court}{latest}")
    for search in matches.searches:
        untold = f" (as far as it tells: not {', '.join(search.untold)})" if search.untold else ""
        lines.append(f"search “{search.name}”{untold}")
    if matches.source:
        lines.append(f"a source has this address already: {id_text(matches.source)}")
    return lines


def told(checked: Checked, taken: TakenIn) -> str:
    """What came of asking a feed, in words."""
    if checked.answer is None:
        return checked.problem
    return " ".join([counts(taken), *checked.notes])


def counts(taken: TakenIn) -> str:
    """What taking in a feed brought, in words."""
    elsewhere = f", {taken.elsewhere:,} came by another feed" if taken.elsewhere else ""
    return (f"{taken.added:,} new" if taken.added else "nothing new") + elsewhere + "."


def counted(number: int, one: str, several: str) -> str:
    """So many of something."""
    return f"{number:,} {one if number == 1 else several}"


def feed_data(row: FeedRow) -> dict[str, Any]:
    """A feed as JSON has it."""
    state = {"checked": row.state.checked, "problem": row.state.problem}
    return {
        "id": id_text(row.id),
        "url": row.url,
        "title": row.title,
        "every_hours": row.every_hours,
        "items": row.items,
        "new": row.new,
        **state,
    }


def checked_data(checked: Checked, taken: TakenIn) -> dict[str, Any]:
    """What came of asking a feed, as JSON has it."""
    read = checked.answer.read if checked.answer else None
    return {
        "id": id_text(checked.feed.id),
        "url": checked.feed.url,
        "title": checked.feed.title,
        **asdict(taken),
        "unchanged": checked.answer is not None and read is None,
        "problem": checked.problem,
        "notes": list(read.notes) if read else [],
        "moved": checked.moved,
    }


def item_data(row: ItemRow, body: str, matches: Matches) -> dict[str, Any]:
    """An item as JSON has it."""
    return {
        **asdict(row),
        "id": id_text(row.id),
        "body": body,
        "dockets": list(matches.dockets),
        "cases": [
            {
                "proceeding": id_text(c.proceeding.id),
                "docket_number": c.proceeding.docket_number,
                "court": c.proceeding.court,
                "case_name": c.proceeding.case_name,
                "latest_event": id_text(c.event) if c.event else None,
            }
            for c in matches.cases
        ],
        "searches": [{"name": s.name, "not_told": list(s.untold)} for s in matches.searches],
        "source": id_text(matches.source) if matches.source else None,
    }
