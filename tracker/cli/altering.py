"""Commands that alter what is there: edit, delete, undo, redo."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.entering import term_option
from tracker.cli.options import (
    day_order_option,
    json_option,
    print_json,
    progress,
    say,
    tracker_option,
    typed_date,
    visible,
    writing,
)
from tracker.errors import RecordError
from tracker.records import RECORD_TYPES, Event, Record, Setting, id_number, id_text

if TYPE_CHECKING:
    from tracker.operations.multi_edit import EventChanges
    from tracker.store import ChangeSet, Store

ASK_BEYOND = 100
"""So many events are changed at once without asking."""


@click.command(
    short_help="Change an event.",
    epilog="""\b
Examples:
  policy-tracker edit 37rwx0b80008f --date 2025-06~ --basis reported
  policy-tracker edit --search 'source:"Daily Ledger" type:report' --type "news report" --reviewed
""",
)
@click.argument("event", required=False)
@click.option("--title", help="What happened, in one line.")
@click.option("--type", "type", help="Its type.")
@click.option("--date", help="When; --date '' for undated.")
@term_option("--basis", "date_basis", "What the date is the day of.")
@click.option("--day-order", type=int, help="Its place among the events of its day, from 0.")
@click.option("--summary", help="What happened, at more length.")
@term_option("--evidence", "evidence", "What kind of evidence there is.")
@click.option("--noteworthy/--not-noteworthy", default=None, help="Whether it is a turning point.")
@click.option("--topic", "topics", multiple=True, help="Its topics from now on, instead of those it has. Repeatable.")
@click.option("--reviewed/--not-reviewed", default=None, help="Mark it as reviewed now, or as not reviewed.")
@click.option("--add-topic", "added", multiple=True, help="A topic to add to those it has. Repeatable.")
@click.option("--remove-topic", "removed", multiple=True, help="A topic to remove from those it has. Repeatable.")
@click.option("--search", help="Change all events that this search finds, instead of one; all is one edit.")
@click.option("--yes", is_flag=True, help=f"With --search, change more than {ASK_BEYOND} events.")
@day_order_option
@tracker_option
@json_option
def edit_command(
    event: str | None,
    topics: tuple[str, ...],
    reviewed: bool | None,
    added: tuple[str, ...],
    removed: tuple[str, ...],
    search: str | None,
    yes: bool,
    day_first: bool | None,
    as_json: bool,
    **given: Any,
) -> None:
    """Change an event. Only what is given changes; what is given takes effect together, as one edit to undo.

    EVENT is its id, as “search” lists it. With --search, --type, --noteworthy, --reviewed, --add-topic and
    --remove-topic can be changed.
    """
    from tracker.operations.multi_edit import EventChanges
    from tracker.operations.revise import revise_event

    values = {name: value for name, value in given.items() if value is not None}
    several = EventChanges(add_topics=added, remove_topics=removed, reviewed=reviewed)
    if (event is None) == (search is None):
        raise click.UsageError("Name one event by its id, or those that --search finds.")
    if search is not None:
        if topics or set(values) - {"type", "noteworthy"}:
            raise click.UsageError("Of several events, change --type, --noteworthy, --reviewed, --add-topic ...")
        _edit_found(search, replace(several, **values), yes=yes, as_json=as_json)
        return
    if "basis" in values:
        values["date_basis"] = values.pop("basis")
    if not values and not topics and several.is_nothing:
        raise click.UsageError("Say what to change: --title, --type, --date, --summary, --topic ...")
    if "date" in values:
        values["date"] = typed_date(values["date"], day_first)
    with writing() as store:
        found = revise_event(store, store.by_text_id(Event, event or "").id, values, topics, several)
    if as_json:
        print_json({"id": id_text(found.id), "title": found.title, "date": found.date})
    else:
        say(f"Changed “{visible(found.title)}”.")


def _edit_found(search: str, wanted: EventChanges, *, yes: bool, as_json: bool) -> None:
    """Change all events that a search finds. More than a few have to be agreed to."""
    from tracker.operations.multi_edit import change_events

    if wanted.is_nothing:
        raise click.UsageError("Say what to change: --type, --noteworthy, --reviewed, --add-topic, --remove-topic.")
    with writing() as store:
        events = store.find(search)
        if len(events) > ASK_BEYOND and not yes:
            raise RecordError(
                f"The search finds {len(events):,} events. Nothing was changed: add --yes to change them all."
            )
        with progress("Changing events") as show:
            count = change_events(store, events, wanted, show) if events else 0
    if as_json:
        print_json({"found": len(events), "changed": count})
        return
    say(f"Changed {count:,} {'event' if count == 1 else 'events'}." + (" “undo” takes it back." if count else ""))


@click.command(
    short_help="Delete an event or another record.",
    epilog="""\b
Examples:
  policy-tracker delete 37rwx0b80008f
  policy-tracker undo   (brings it back)
""",
)
@click.argument("record")
@click.option("--with-references", is_flag=True, help="Also delete the records that name it, such as citations.")
@tracker_option
@json_option
def delete_command(record: str, with_references: bool, as_json: bool) -> None:
    """Delete an event, or another record by its id (a concern, a source), with all that belongs to it.

    An event's sources stay. A record that others name is refused, unless --with-references.
    """
    from tracker.operations.change import delete, record_name

    with writing() as store:
        found = _any_record(store, record)
        count = delete(store, found, with_references=with_references)
    if as_json:
        print_json({"id": id_text(found.id), "table": found.TABLE, "removed": count})
    else:
        with_it = f" and {count - 1} records that belonged to it" if count > 1 else ""
        say(f"Deleted this {record_name(found)}{with_it}. “policy-tracker undo” brings it back.")


def _any_record(store: Store, text: str) -> Record:
    """The record with this id, whatever its kind; NotFoundError, as of an event, if there is none."""
    try:
        number = id_number(text)
    except ValueError:
        return store.by_text_id(Event, text)
    for record_type in RECORD_TYPES:
        if record_type is not Setting:
            found = store.many(record_type, [number])
            if found:
                return found[0]
    return store.by_text_id(Event, text)


@click.command(
    short_help="Take back the latest edit, or a given one.",
    epilog="""\b
Examples:
  policy-tracker undo
  policy-tracker undo --edit 38g95xby8pjyj
""",
)
@click.option("--edit", "edit", default="", metavar="ID", help="An edit by its id, as “history” lists it.")
@tracker_option
@json_option
def undo_command(edit: str, as_json: bool) -> None:
    """Take back the latest edit that stands, or the one given; refused if a later edit stands in its way.

    Exit code 2 when nothing is left to undo.
    """
    with writing() as store:
        _tell("Undone", "undone", store.undo(_edit_id(edit)), as_json)


@click.command(
    short_help="Bring back the edit undone last.",
    epilog="""\b
Example:
  policy-tracker redo
""",
)
@tracker_option
@json_option
def redo_command(as_json: bool) -> None:
    """Bring back the edit that was undone last. Exit code 2 when there is none."""
    with writing() as store:
        _tell("Redone", "redone", store.redo(), as_json)


def _edit_id(text: str) -> int:
    from tracker.errors import NotFoundError

    if not text:
        return 0
    try:
        return id_number(text)
    except ValueError as error:
        raise NotFoundError(f"{error} “history” lists the ids of edits.") from error


def _tell(said: str, key: str, done: ChangeSet, as_json: bool) -> None:
    if as_json:
        print_json({key: done.label, "edit": id_text(done.target), "records": len({c.row for c in done.changes})})
    else:
        click.echo(f"{said}: {visible(done.label)}")
