"""Commands about sources: sources (list and search), sources show, sources text, sources snapshot."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker import dates
from tracker.cli.link_checking import check_links_command
from tracker.cli.options import json_option, print_json, reading, say, tracker_option, visible
from tracker.cli.shown import record_data
from tracker.errors import FileError, NotFoundError
from tracker.records import Source, id_text

if TYPE_CHECKING:
    from tracker.store.source_list import SourceRow
    from tracker.store.source_quotes import QuoteRow

_LACKING = ("text", "snapshot", "citations", "archive")


@click.group(
    invoke_without_command=True,
    short_help="List and search sources, and get what is kept of them.",
    epilog="""\b
Examples:
  policy-tracker sources --words "taxpayer data"
  policy-tracker sources --lacking text --json
  policy-tracker sources text 37rwx0b800040
  policy-tracker sources snapshot 37rwx0b800040 -o page.html
""",
)
@click.option("--words", default="", help="Only sources with these words in title, publisher, address or number.")
@click.option("--in-text", default="", help="Only sources with this, word for word but for case, in the text kept.")
@click.option("--search", default="", help="Only sources cited for these events, as “policy-tracker search” takes it.")
@click.option("--lacking", type=click.Choice(_LACKING), help="Only sources that lack this.")
@tracker_option
@json_option
@click.pass_context
def sources_command(
    ctx: click.Context, words: str, in_text: str, search: str, lacking: str | None, as_json: bool
) -> None:
    """List sources by title: what is kept of each (text, snapshot), what cites it, how its quotes stand."""
    if ctx.invoked_subcommand is not None:
        return
    from tracker.query import fold
    from tracker.store.source_list import citation_states, source_rows, sources_of, sources_with

    with reading() as store:
        rows = source_rows(store.connection)
        states = citation_states(store.connection)
        if in_text.strip():
            having = sources_with(store.connection, in_text)
            rows = [row for row in rows if row.id in having]
        if search.strip():
            cited = sources_of(store.connection, store.find(search))
            rows = [row for row in rows if row.id in cited]
    wanted = fold(words).split()
    rows = [row for row in rows if all(word in fold(_searched(row)) for word in wanted)]
    if lacking:
        rows = [row for row in rows if not _has(row, lacking, states)]
    if as_json:
        print_json({"sources": [_row_data(row, states.get(row.id, {})) for row in rows]})
        return
    for row in rows:
        click.echo(_row_line(row, states.get(row.id, {})))
    say(f"{len(rows)} {'source' if len(rows) == 1 else 'sources'}")


sources_command.add_command(check_links_command)


@sources_command.command(
    "show",
    short_help="Show a source, and all that cites it.",
    epilog="""\b
Example:
  policy-tracker sources show 37rwx0b800040 --json
""",
)
@click.argument("source")
@tracker_option
@json_option
def show_command(source: str, as_json: bool) -> None:
    """Show a source, its versions, and each citation of it with the words and what they support."""
    from tracker.store.source_quotes import quotes_of

    with reading() as store:
        found = store.by_text_id(Source, source)
        quotes = quotes_of(store.connection, found.id)
        before = store.many(Source, [found.previous]) if found.previous else []
        after = store.where(Source, previous=found.id)
    if as_json:
        print_json(
            {
                **{key: value for key, value in record_data(found).items() if key != "text"},
                "characters": len(found.text),
                "citations": [_quote_data(quote) for quote in quotes],
                "earlier_version": id_text(before[0].id) if before else None,
                "later_versions": [id_text(each.id) for each in after],
            }
        )
        return
    click.echo(visible(found.title))
    facts = [
        found.kind,
        found.authors,
        found.publisher,
        dates.display(found.issued) if found.issued else "",
        found.number,
    ]
    click.echo(f"{id_text(found.id)}  {visible(' · '.join(fact for fact in facts if fact))}")
    for label, value in (("address", found.url), ("archived at", found.archive_url), ("note", found.note)):
        if value:
            click.echo(f"  {label}: {visible(value)}")
    kept = [f"{len(found.text):,} characters of text" if found.text else "no text"]
    kept.append(f"snapshot {found.media_type} {found.sha256[:12]}" if found.sha256 else "no snapshot")
    click.echo(f"  kept: {', '.join(kept)}")
    for label, versions in (("earlier version", before), ("later version", after)):
        for each in versions:
            click.echo(f"  {label}: {id_text(each.id)}  {visible(each.title)}")
    if quotes:
        click.echo(f"\nCited {len(quotes)} {'time' if len(quotes) == 1 else 'times'}")
    for quote in quotes:
        what = f"{quote.target} of {id_text(quote.event)}  {quote.event_title}"
        click.echo(f"  {quote.relation} {visible(what)}")
        if quote.exact:
            click.echo(f"    “{visible(quote.exact)}” ({quote.state or 'not checked'})")


@sources_command.command(
    "text",
    short_help="Print a source's text as it is kept.",
    epilog="""\b
Example:
  policy-tracker sources text 37rwx0b800040 > article.txt
""",
)
@click.argument("source")
@tracker_option
def text_command(source: str) -> None:
    """Print the text kept of a source, unaltered and with no line end added."""
    with reading() as store:
        found = store.by_text_id(Source, source)
    if not found.text:
        raise NotFoundError(f"No text is kept of “{found.title}”.")
    # As bytes: a terminal's encoding and line ends would alter it.
    sys.stdout.flush()
    sys.stdout.buffer.write(found.text.encode())
    sys.stdout.buffer.flush()


@sources_command.command(
    "snapshot",
    short_help="Get the bytes a source was read from.",
    epilog="""\b
Example:
  policy-tracker sources snapshot 37rwx0b800040 -o page.html
""",
)
@click.argument("source")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path, allow_dash=True),
    help="The file to write them to; - is stdout. One that is there already is not overwritten.",
)
@tracker_option
def snapshot_command(source: str, output: Path) -> None:
    """Get the bytes a source was read from, as they came, proved by their hash. They may be hostile: open with care."""
    with reading() as store:
        found = store.by_text_id(Source, source)
        if not found.sha256:
            raise NotFoundError(f"No snapshot is kept of “{found.title}”.")
        data = store.blob(found.sha256)
    if str(output) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        with output.open("xb") as file:
            file.write(data)
    except FileExistsError:
        raise FileError(f"{output} already exists. Choose another name.") from None
    except OSError as error:
        raise FileError(f"{output} cannot be written ({error.strerror}).") from error
    say(f"Wrote {len(data):,} bytes ({found.media_type}) to {output}.")


def _searched(row: SourceRow) -> str:
    return " ".join((row.title, row.publisher, row.url, row.number))


def _has(row: SourceRow, what: str, states: dict[int, dict[str, int]]) -> bool:
    return {"text": row.text, "snapshot": row.snapshot, "archive": row.archive, "citations": row.id in states}[what]


def _row_data(row: SourceRow, states: dict[str, int]) -> dict[str, Any]:
    return {
        "id": id_text(row.id),
        "title": row.title,
        "publisher": row.publisher,
        "kind": row.kind,
        "issued": row.issued,
        "accessed": row.accessed,
        "url": row.url,
        "number": row.number,
        "text": row.text,
        "snapshot": row.snapshot,
        "archive": row.archive,
        "link": row.link,
        "events": row.events,
        "concerns": row.concerns,
        "citations": sum(states.values()),
        "quotes": {state: count for state, count in states.items() if state},
    }


def _row_line(row: SourceRow, states: dict[str, int]) -> str:
    kept = (
        f"{'text' if row.text else '-':<4}  {'snapshot' if row.snapshot else '-':<8}  {sum(states.values()):>3} cited"
    )
    quotes = ", ".join(f"{count} {state}" for state, count in states.items() if state)
    day = dates.display_short(row.issued) if row.issued else ""
    more = " — ".join(each for each in (row.publisher, day) if each)
    line = f"{row.title}{f' ({more})' if more else ''}{f' [{quotes}]' if quotes else ''}"
    return f"{id_text(row.id)}  {kept}  {visible(' '.join(line.split()))}"


def _quote_data(quote: QuoteRow) -> dict[str, Any]:
    return {
        "id": id_text(quote.citation),
        "relation": quote.relation,
        "target": quote.target,
        "target_id": id_text(quote.target_id),
        "event": id_text(quote.event),
        "event_title": quote.event_title,
        "stakeholder": quote.stakeholder,
        "exact": quote.exact,
        "start": quote.start,
        "end": quote.end,
        "locator": quote.locator,
        "state": quote.state,
    }
