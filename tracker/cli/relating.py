"""Commands that say how an event stands, what it is linked to and who has a part in it: status, link, role."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from tracker import vocabulary
from tracker.cli.entering import cited, role_given, source_options
from tracker.cli.options import (
    F,
    day_order_option,
    json_option,
    print_json,
    say,
    tracker_option,
    typed_date,
    visible,
    writing,
)
from tracker.errors import RecordError
from tracker.records import Event, id_text

_INVERSE = {inverse: kind for kind, inverse in vocabulary.RELATION_INVERSE.items()}


def _axis_option(axis: str, about: str) -> Callable[[F], F]:
    values = vocabulary.STATUS_VALUES[axis]
    name = f"--{axis.replace(' ', '-')}"
    return click.option(name, type=click.Choice(values, case_sensitive=False), metavar="|".join(values), help=about)


@click.command(
    short_help="Say how an event stands, and since when.",
    epilog="""\b
Examples:
  policy-tracker status 37rwx0b80008f --litigation stayed --as-of 2025-11-21 --source 37rwx0b800040
  policy-tracker status 37rwx0b80008f --in-effect partially --as-of "late November 2025"
""",
)
@click.argument("event")
@_axis_option("lifecycle", "How far the policy has come.")
@_axis_option("in effect", "Whether it is applied.")
@_axis_option("litigation", "How it fares in court.")
@click.option("--as-of", default="", metavar="DATE", help="Since when, or the day for which a source says so.")
@click.option("--note", default="", help="Anything else to say about it.")
@click.option("--source", "source", default="", metavar="ID", help="The source in the tracker that says so.")
@source_options
@day_order_option
@tracker_option
@json_option
def status_command(
    event: str, as_of: str, note: str, source: str, day_first: bool | None, as_json: bool, **given: Any
) -> None:
    """Say how an event stands on one axis, as of a date. Prints the status's id.

    EVENT is its id, as “search” lists it. The latest status of each axis is how it stands; those before it stay, so
    that “state DAY” can tell how it stood on any day.
    """
    from tracker.operations.annotate import add_status

    said = [(axis, value) for axis in vocabulary.STATUS_VALUES if (value := given.pop(axis.replace(" ", "_")))]
    if len(said) != 1:
        raise click.UsageError("Give just one of --lifecycle, --in-effect and --litigation.")
    ((axis, value),) = said
    with writing() as store:
        about = store.by_text_id(Event, event)
        citations = cited(store, (source,) if source else (), day_first, given)
        if len(citations) > 1:
            raise RecordError("A status is added with one source: give --source or a new one, not both.", "source")
        day = typed_date(as_of, day_first)
        status = add_status(store, about.id, axis, value, day, note, citations[0] if citations else None)
    if as_json:
        print_json(
            {"id": id_text(status.id), "event": id_text(about.id), "axis": axis, "value": value, "as_of": status.as_of}
        )
    else:
        click.echo(id_text(status.id))
        say(f"“{visible(about.title)}”: {axis} is {value}{f' as of {status.as_of}' if status.as_of else ''}.")


@click.command(
    short_help="Link an event to another it challenges, amends, rules on.",
    epilog=f"""\b
Examples:
  policy-tracker link 37rwx0b80008m challenges 37rwx0b80008f
  policy-tracker link 37rwx0b80008f "ruled on in" 37rwx0b8000a2 --note "In part."

Kinds: {", ".join(vocabulary.OPEN["relation"])}, or another.
""",
)
@click.argument("event")
@click.argument("kind")
@click.argument("other")
@click.option("--note", default="", help="Anything else to say about it.")
@tracker_option
@json_option
def link_command(event: str, kind: str, other: str, note: str, as_json: bool) -> None:
    """Link one event to another. Prints the link's id.

    EVENT and OTHER are ids, as “search” lists them: EVENT challenges, implements, amends ... OTHER. A kind may be said
    from the other end too, as “show” does (“challenged by”).
    """
    from tracker.operations.annotate import add_relation

    if kind in _INVERSE:
        event, kind, other = other, _INVERSE[kind], event
    with writing() as store:
        begins, ends = store.by_text_id(Event, event), store.by_text_id(Event, other)
        relation = add_relation(store, begins.id, kind, ends.id, note)
    if as_json:
        print_json({"id": id_text(relation.id), "from": id_text(begins.id), "kind": kind, "to": id_text(ends.id)})
    else:
        click.echo(id_text(relation.id))
        say(f"“{visible(begins.title)}” {visible(kind)} “{visible(ends.title)}”.")


@click.command(
    short_help="Give a stakeholder a part in an event.",
    epilog=f"""\b
Example:
  policy-tracker role 37rwx0b80008f "judge=Colleen Kollar-Kotelly" --kind court

Roles: {", ".join(vocabulary.OPEN["role"])}, or another.
""",
)
@click.argument("event")
@click.argument("role", metavar="ROLE=NAME")
@click.option("--kind", default="", help=f"What they are, if new: {', '.join(vocabulary.OPEN['stakeholder_kind'])}.")
@click.option("--note", default="", help="Anything else to say about it.")
@tracker_option
@json_option
def role_command(event: str, role: str, kind: str, note: str, as_json: bool) -> None:
    """Give a stakeholder a part in an event, after those who have one. Prints the role's id.

    EVENT is its id, as “search” lists it. The stakeholder is found by any of their names, or made.
    """
    from dataclasses import replace

    from tracker.operations.annotate import add_role
    from tracker.records import Stakeholder

    with writing() as store:
        about = store.by_text_id(Event, event)
        given = add_role(store, about.id, replace(role_given(role), kind=kind, note=note))
        who = store.get(Stakeholder, given.stakeholder)
    if as_json:
        print_json(
            {
                "id": id_text(given.id),
                "event": id_text(about.id),
                "role": given.role,
                "stakeholder": id_text(who.id),
                "name": who.name,
            }
        )
    else:
        click.echo(id_text(given.id))
        say(f"{visible(who.name)} is {visible(given.role)} in “{visible(about.title)}”.")
