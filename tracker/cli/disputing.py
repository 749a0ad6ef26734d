"""The command for disputed points: list, add, add-version, settle, reopen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tracker.cli.options import (
    day_order_option,
    json_option,
    print_json,
    reading,
    say,
    tracker_option,
    typed_date,
    visible,
    writing,
)
from tracker.errors import RecordError
from tracker.records import Citation, DisputedPoint, Event, Source, id_text

if TYPE_CHECKING:
    from tracker.operations.log import CitationDraft
    from tracker.store import Store
    from tracker.store.dossier import ClaimView
    from tracker.store.point_list import PointRow


@click.group(
    "points",
    short_help="Disputed points: what sources differ on.",
    epilog="""\b
Examples:
  policy-tracker points list --open
  policy-tracker points settle 37rwx0b80015a --version 1 --reason "The docket says so." --on 2026-01-12
""",
)
@tracker_option
def points_command() -> None:
    """Disputed points: something about an event on which sources differ, with each version and who gives it."""


@points_command.command("list", short_help="All points, or those of one event.")
@click.option("--event", default="", metavar="ID", help="Those of this event only.")
@click.option("--open/--settled", "is_open", default=None, help="Only those that are open, or settled.")
@json_option
@tracker_option
def list_points(event: str, is_open: bool | None, as_json: bool) -> None:
    """List disputed points in the order of their events, each with its versions and who gives them."""
    from tracker.store.point_list import point_rows

    with reading() as store:
        wanted = store.by_text_id(Event, event).id if event else 0
        rows = [
            row
            for row in point_rows(store.connection)
            if (not wanted or row.event == wanted) and (is_open is None or row.is_settled != is_open)
        ]
        if as_json:
            print_json({"count": len(rows), "points": [_point_data(store, row) for row in rows]})
            return
        for row in rows:
            for line in _lines(store, row):
                click.echo(visible(line))
    say("1 disputed point." if len(rows) == 1 else f"{len(rows):,} disputed points.")


@points_command.command("add", short_help="Something on which sources differ.")
@click.argument("event")
@click.option("--question", required=True, help="What is in dispute: “Date of the hearing”.")
@click.option("--kind", default="other", show_default=True, help="date, number, scope, cause, wording, legal ...")
@click.option(
    "--side",
    "sides",
    nargs=2,
    multiple=True,
    metavar="TEXT SOURCE",
    help="A version and the source that gives it: its id or address, or - for none. Two at least.",
)
@click.option(
    "--citation",
    "citations",
    multiple=True,
    metavar="ID",
    help="Instead of sides: a citation whose quoted words are a version. Two at least.",
)
@click.option("--note", default="", help="What speaks for one or the other.")
@json_option
@tracker_option
def add_point(
    event: str,
    question: str,
    kind: str,
    sides: tuple[tuple[str, str], ...],
    citations: tuple[str, ...],
    note: str,
    as_json: bool,
) -> None:
    """Add a disputed point to EVENT, with its versions. Prints its id."""
    from tracker.operations.annotate import add_disputed_point
    from tracker.operations.points import point_of_citations

    if bool(sides) == bool(citations) or len(sides or citations) < 2:
        raise click.UsageError("Give two or more versions with --side, or two or more citations with --citation.")
    with writing() as store:
        row = store.by_text_id(Event, event).id
        if citations:
            differing = [("", store.by_text_id(Citation, text)) for text in citations]
            point = point_of_citations(store, row, question, differing, kind, note)
        else:
            versions = [(text, _cited(store, source)) for text, source in sides]
            point = add_disputed_point(store, row, question, versions, kind, note)
    _done(point, as_json, f"Added “{visible(point.question)}”.")


@points_command.command("add-version", short_help="One more version.")
@click.argument("point")
@click.argument("text")
@click.option("--source", default="-", metavar="SOURCE", help="The source that gives it: its id or address.")
@tracker_option
@json_option
def add_version_to(point: str, text: str, source: str, as_json: bool) -> None:
    """Add a version, TEXT, to a disputed point. Prints the id of the version."""
    from tracker.operations.points import add_version

    with writing() as store:
        claim = add_version(store, store.by_text_id(DisputedPoint, point), text, _cited(store, source))
    if as_json:
        print_json({"id": id_text(claim.id), "point": id_text(claim.disputed_point)})
        return
    click.echo(id_text(claim.id))
    say("Version added.")


@points_command.command("settle", short_help="Say which version holds, and why.")
@click.argument("point")
@click.option("--version", "number", type=int, required=True, help="Which version holds: its number in “points list”.")
@click.option("--reason", required=True, help="Why it holds.")
@click.option("--on", "settled", default="", help="The day it was settled.")
@day_order_option
@json_option
@tracker_option
def settle_point(point: str, number: int, reason: str, settled: str, day_first: bool | None, as_json: bool) -> None:
    """Settle a disputed point: the version that holds, with the reason. “points reopen” takes it back."""
    from tracker.operations.annotate import settle

    with writing() as store:
        view = store.disputed(store.by_text_id(DisputedPoint, point).id)
        if not 1 <= number <= len(view.claims):
            raise RecordError(f"It has versions 1 to {len(view.claims)}.", "chosen")
        claim = view.claims[number - 1].claim
        done = settle(store, view.point, claim, reason, typed_date(settled, day_first))
    _done(done, as_json, f"Settled: {visible(claim.text)}")


@points_command.command("reopen", short_help="Take back how a point was settled.")
@click.argument("point")
@json_option
@tracker_option
def reopen_point(point: str, as_json: bool) -> None:
    """Leave a disputed point open again."""
    from tracker.operations.annotate import reopen

    with writing() as store:
        done = reopen(store, store.by_text_id(DisputedPoint, point))
    _done(done, as_json, f"Open again: {visible(done.question)}")


def _done(point: DisputedPoint, as_json: bool, words: str) -> None:
    if as_json:
        print_json({"id": id_text(point.id), "question": point.question, "settled": point.chosen is not None})
    else:
        click.echo(id_text(point.id))
        say(words)


def _cited(store: Store, text: str) -> list[CitationDraft]:
    """The source that is named by its id or its address."""
    from tracker.operations.log import CitationDraft
    from tracker.operations.similar import sources_at

    if text in ("", "-"):
        return []
    if "://" not in text:
        return [CitationDraft(source=store.by_text_id(Source, text).id)]
    found = sources_at(store, text)
    if len(found) != 1:
        many = f"{len(found)} sources have" if found else "No source has"
        raise RecordError(f"{many} the address {text}. Name one by its id.", "source")
    return [CitationDraft(source=found[0].id)]


def _lines(store: Store, row: PointRow) -> list[str]:
    view = store.disputed(row.id)
    state = "settled" if row.is_settled else "open"
    lines = [f"{id_text(row.id)}  {row.question} ({row.kind}, {state})", f"    {row.date}  {row.title}"]
    for number, version in enumerate(view.claims, 1):
        mark = "✓" if version.claim.id == view.point.chosen else " "
        lines.append(f"  {mark} {number}. {version.claim.text}")
        said = "; ".join(_who(version))
        lines += [f"       {said}"] if said else []
    if row.is_settled:
        lines.append(f"    Settled{' ' + row.settled if row.settled else ''}: {view.point.reason}")
    return lines


def _who(version: ClaimView) -> list[str]:
    said = []
    for cited in version.citations:
        name = cited.source.publisher or cited.source.title
        relation = "" if cited.citation.relation == "supports" else f" ({cited.citation.relation})"
        said.append(name + (f", {cited.source.issued}" if cited.source.issued else "") + relation)
    return said


def _point_data(store: Store, row: PointRow) -> dict[str, Any]:
    view = store.disputed(row.id)
    return {
        "id": id_text(row.id),
        "event": id_text(row.event),
        "event_title": row.title,
        "event_date": row.date,
        "kind": row.kind,
        "question": row.question,
        "note": view.point.note,
        "settled": row.is_settled,
        "reason": view.point.reason,
        "settled_on": row.settled,
        "versions": [
            {
                "id": id_text(version.claim.id),
                "text": version.claim.text,
                "holds": version.claim.id == view.point.chosen,
                "citations": [
                    {
                        "id": id_text(cited.citation.id),
                        "source": id_text(cited.source.id),
                        "title": cited.source.title,
                        "publisher": cited.source.publisher,
                        "issued": cited.source.issued,
                        "kind": cited.source.kind,
                        "relation": cited.citation.relation,
                        "exact": cited.citation.exact,
                        "anchor": cited.citation.anchor,
                    }
                    for cited in version.citations
                ],
            }
            for version in view.claims
        ],
    }
