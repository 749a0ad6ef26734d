"""The command that says how policies stood on a day: state."""

from __future__ import annotations

import datetime
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from tracker import dates
from tracker.cli.options import (
    day_order_option,
    json_option,
    print_json,
    reading,
    say,
    tracker_option,
    typed_date,
    visible,
)
from tracker.errors import DateError
from tracker.records import id_text

if TYPE_CHECKING:
    from tracker.store.state_of_play import StateOfPlay


@click.command(
    short_help="Show which policies were in effect, blocked or pending on a day.",
    epilog="""\b
Examples:
  policy-tracker state 2025-06-01
  policy-tracker state --since "1 November 2025" --search 'type:"memorandum of understanding"' --json
""",
)
@click.argument("day", required=False, default="")
@click.option("--since", default="", metavar="DAY", help="Say also what changed after this earlier day.")
@click.option("--search", default="", help="Only the events that this search finds.")
@day_order_option
@tracker_option
@json_option
def state_command(day: str, since: str, search: str, day_first: bool | None, as_json: bool) -> None:
    """Show how policies stood on a day, today if none is given: what was in effect, blocked by a court, pending or
    proposed, since when, and which source says so.

    Of each event the latest status on each axis counts. A status known to the month counts from its first day, and is
    marked while its day may be still to come. A DAY that is a month or a year means its last day.
    """
    on = _day(day, day_first) if day else datetime.date.today().isoformat()
    before = _day(since, day_first) if since else ""
    if before > on:
        raise DateError(f"--since must be a day before {dates.display(on)}.", since)
    with reading() as store:
        state = store.state_of_play(search, on, before)
    if as_json:
        print_json(_data(state, search))
        return
    from tracker.operations.state_text import state_lines

    for line in state_lines(state):
        click.echo(visible(line))
    count = len(state.policies)
    changed = sum(policy.is_changed for policy in state.policies)
    told = f"{dates.display(on)}: {'1 event has' if count == 1 else f'{count} events have'} a status"
    say(told + (f", {changed} changed since {dates.display(before)}" if before else ""))


def _day(typed: str, day_first: bool | None) -> str:
    day = dates.last_known_day(typed_date(typed, day_first))
    if not day:
        raise DateError(f"“{typed}” names no day.", typed)
    return day


def _data(state: StateOfPlay, search: str) -> dict[str, Any]:
    events = [
        {
            "id": id_text(policy.event),
            "title": policy.title,
            "date": policy.date,
            "type": policy.type,
            "groups": list(policy.groups),
            "changed": policy.is_changed,
            "statuses": {
                axis: {
                    "value": stand.value,
                    "since": stand.since,
                    "again": stand.again,
                    "may_be_later": stand.may_be_later,
                    "was": stand.was,
                    "note": stand.note,
                    "citations": [{**asdict(proof), "source": id_text(proof.source)} for proof in stand.proofs],
                }
                for axis, stand in policy.stands.items()
            },
        }
        for policy in state.policies
    ]
    return {"day": state.day, "since": state.since, "search": search, "count": len(events), "events": events}
