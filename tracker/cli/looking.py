"""Commands that look and change nothing: search, show, history."""

from __future__ import annotations

from dataclasses import asdict
from itertools import islice
from typing import TYPE_CHECKING

import click

from tracker import query
from tracker.cli import shown
from tracker.cli.options import json_option, print_json, reading, say, tracker_option
from tracker.records import id_text

if TYPE_CHECKING:
    from tracker.store import Store

ORDER_HELP = "date, date-desc, title, type, modified, added, sources, concerns (each also with -desc)."


@click.command(
    short_help="List the events that a search finds.",
    # -type:order is a term of a search, not an option; nor does the h in -hearing ask for help.
    context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]},
    epilog="""\b
Examples:
  policy-tracker search concern:privacy after:2025-03 position:opposes
  policy-tracker search 'type:"data request" -is:noteworthy "7 million"' --json
""",
)
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
@click.option("--search", "text", default="", help="The search, as “export --search” takes it.")
@click.option("--order", default="date", show_default=True, help=ORDER_HELP)
@click.option("--limit", type=click.IntRange(min=0), help="List at most this many; the count is of all.")
@click.option("--fields", "list_fields", is_flag=True, help="List the fields of the search language and stop.")
@tracker_option
@json_option
def search_command(
    words: tuple[str, ...], text: str, order: str, limit: int | None, list_fields: bool, as_json: bool
) -> None:
    """List the events that a search finds; without one, all.

    Words and "phrases" are looked for in titles, summaries, sources, quotes and statements; field:value narrows;
    a minus before a term excludes; OR and brackets combine. --fields lists the fields.
    """
    if list_fields:
        if as_json:
            print_json([asdict(spec) for spec in query.FIELDS])
        else:
            click.echo(shown.fields_help())
        return
    search = " ".join([*([text] if text else []), *words])
    with reading() as store:
        found = store.find(search, order)
        rows = store.event_rows(found if limit is None else found[:limit])
    if as_json:
        events = [{**asdict(row), "id": id_text(row.id)} for row in rows]
        print_json({"search": search, "order": order, "count": len(found), "events": events})
        return
    if rows:
        click.echo("\n".join(shown.event_lines(rows)))
    say(f"{len(found)} {'event' if len(found) == 1 else 'events'} (* noteworthy, ≠ sources differ)")


@click.command(
    short_help="Show everything about one event.",
    epilog="""\b
Example:
  policy-tracker show 37rwx0b80008f --tracker case.tracker
""",
)
@click.argument("event")
@tracker_option
@json_option
def show_command(event: str, as_json: bool) -> None:
    """Show everything about one event. EVENT is its id, as “search” lists it."""
    from tracker.records import Event

    with reading() as store:
        dossier = store.dossier(store.by_text_id(Event, event).id)
    if as_json:
        print_json(shown.dossier_data(dossier))
    else:
        click.echo(shown.dossier_text(dossier))


@click.command(
    short_help="Show what was changed, when and by which edit.",
    epilog="""\b
Examples:
  policy-tracker history --limit 5
  policy-tracker history 37rwx0b80008f --json
""",
)
@click.argument("record", required=False)
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many edits, newest first."
)
@tracker_option
@json_option
def history_command(record: str | None, limit: int, as_json: bool) -> None:
    """Show what was changed: in the whole tracker, or in one record (an event with all that belongs to it).

    RECORD is an id, also that of a record that was deleted. Each edit has an id, which “undo --edit” takes.
    """
    with reading() as store:
        if record is None:
            edits = [shown.edit_data(change_set) for change_set in islice(store.journal(limit), limit)]
        else:
            edits = list(islice(shown.entries_data(store.history(*_rows(store, record))), limit))
    if as_json:
        print_json({"edits": edits})
        return
    for edit in edits:
        click.echo(shown.edit_text(edit))


def _rows(store: Store, text: str) -> list[tuple[str, int]]:
    """The (table, id) rows whose history is that of a record: its own, and of an event all it has or had."""
    from tracker.errors import NotFoundError
    from tracker.records import REFERENCES, id_number

    try:
        number = id_number(text)
    except ValueError as error:
        raise NotFoundError(f"{error} “search” lists ids.") from error
    tables = [t for (t,) in store.connection.execute('SELECT DISTINCT table_name FROM change WHERE "row"=?', (number,))]
    if not tables:
        raise NotFoundError(
            f"There is no record “{text}” in {store.path.name}, and there never was. “search” lists ids."
        )
    rows = [(tables[0], number)]
    owned = 'SELECT DISTINCT "row" FROM change WHERE table_name=? AND json_extract(coalesce("after", "before"), ?)=?'
    for table, row in rows:  # grows as it goes: a concern's citations come with the concern
        for reference in REFERENCES:
            if reference.target == table and reference.owned:
                found = store.connection.execute(owned, (reference.table, f"$.{reference.column}", row))
                rows += [(reference.table, other) for (other,) in found if (reference.table, other) not in rows]
    return rows
