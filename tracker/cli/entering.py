"""Commands that enter what is new: log (a development) and annotate (a concern on an event)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from tracker import vocabulary
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
from tracker.errors import FileError, RecordError
from tracker.records import Source, id_text

if TYPE_CHECKING:
    from tracker.operations.log import CitationDraft, DocketDraft, EventDraft, RoleDraft
    from tracker.store import Store


_BOM = "\ufeff".encode()


def term_option(name: str, vocabulary_name: str, about: str, **settings: Any) -> Callable[[F], F]:
    """An option that takes a term of a closed vocabulary; '' too where that is one."""
    terms = vocabulary.CLOSED[vocabulary_name]
    choice = click.Choice(terms, case_sensitive=False)
    return click.option(name, type=choice, metavar="|".join(t for t in terms if t), help=about, **settings)


_SOURCE_OPTIONS: tuple[Callable[[F], F], ...] = (
    click.option("--source-title", default="", help="Title of a new source to cite."),
    click.option("--source-url", default="", metavar="URL", help="Its address."),
    click.option("--source-kind", default="", help=f"{', '.join(vocabulary.SOURCE_KIND_LABELS)}."),
    click.option("--publisher", default="", help="Who published it."),
    click.option("--author", default="", help="Who wrote it."),
    click.option("--source-date", default="", help="When it was published."),
    click.option(
        "--source-text",
        metavar="FILE",
        type=click.Path(path_type=Path, allow_dash=True),
        help="Its text, to keep and to check quotes against (UTF-8; - for stdin).",
    ),
    click.option("--quote", default="", help="Words in the source; if its text is kept, they must be in it."),
    click.option("--quote-after", default="", help="The words just before the quote, if it is there several times."),
    click.option("--locator", default="", help="Where in the source: a page, a paragraph."),
    term_option("--citation", "citation_relation", "What the source does for it.", default="supports"),
)


def source_options(function: F) -> F:
    """The options that cite sources, the same for all commands that do."""
    for option in reversed(_SOURCE_OPTIONS):
        function = option(function)
    return function


def cited(store: Store, ids: tuple[str, ...], day_first: bool | None, given: dict[str, Any]) -> list[CitationDraft]:
    """The citations that the options ask for: sources in the tracker by id, then the new one."""
    from tracker.operations.log import CitationDraft

    out = [CitationDraft(source=store.by_text_id(Source, i).id, relation=given["citation"]) for i in ids]
    source = _new_source(given, day_first)
    if source is not None:
        out.append(CitationDraft(source=source, relation=given["citation"]))
    if given["quote"] or given["locator"]:
        if len(out) != 1:
            raise RecordError("A quote or locator needs exactly one source: name one.", "quote")
        out[0] = replace(out[0], quote=given["quote"], prefix=given["quote_after"], locator=given["locator"])
    return out


def _new_source(given: dict[str, Any], day_first: bool | None) -> Source | None:
    title, url = given["source_title"], given["source_url"]
    if not title and not url:
        for name in ("source_kind", "publisher", "author", "source_date", "source_text"):
            if given[name]:
                raise RecordError("A new source needs a title or an address: give --source-title.", "title")
        return None
    labels = {label.lower(): kind for kind, label in vocabulary.SOURCE_KIND_LABELS.items()}
    kind = given["source_kind"] or ("webpage" if url else "document")
    return Source(
        kind=labels.get(kind.lower(), kind),
        title=title or url,
        url=url,
        publisher=given["publisher"],
        authors=given["author"],
        issued=typed_date(given["source_date"], day_first),
        text=_text(given["source_text"]) if given["source_text"] else "",
    )


def _text(path: Path) -> str:
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise FileError(f"{path} cannot be read ({error.strerror}).") from error
    return _decoded(data.removeprefix(_BOM), str(path))


def _decoded(data: bytes, what: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FileError(f"{what} is not UTF-8 (byte {error.start + 1}). Save it as UTF-8 and try again.") from error


@click.command(
    short_help="Log a development, with its sources and roles.",
    epilog="""\b
Examples:
  policy-tracker log --type order --date 2025-11-21 --title "Court stays the policy" \\
      --role "judge=Colleen Kollar-Kotelly" --docket 1:25-cv-00457 \\
      --source-url https://example.org/ruling
  policy-tracker log --type "news report" --from-lines titles.txt
""",
)
@click.option("--title", default="", help="What happened, in one line.")
@click.option("--type", "event_type", required=True, help='Such as order, motion, "data request", report.')
@click.option("--date", default="", help="When: 2025-04-07, April 2025, about 13 March 2025, 2025-04~ ...")
@term_option("--basis", "date_basis", "What the date is the day of.", default="")
@click.option("--summary", default="", help="What happened, at more length.")
@term_option("--evidence", "evidence", "What kind of evidence there is.", default="")
@click.option("--noteworthy", is_flag=True, help="A turning point.")
@click.option("--role", "roles", multiple=True, metavar="ROLE=NAME", help="Who had a part: issuer=IRS. Repeatable.")
@click.option("--topic", "topics", multiple=True, help="Repeatable.")
@click.option("--docket", "dockets", multiple=True, help="Docket number of a proceeding it belongs to. Repeatable.")
@click.option("--court", default="", help="The court of a docket number that is not in the tracker yet.")
@click.option("--source", "sources", multiple=True, metavar="ID", help="A source in the tracker to cite. Repeatable.")
@source_options
@click.option(
    "--from-lines",
    metavar="FILE",
    type=click.Path(path_type=Path, allow_dash=True),
    help="Log an event for each line, which is its title (- is stdin); each id is printed once it is saved.",
)
@day_order_option
@tracker_option
@json_option
def log_command(title: str, from_lines: Path | None, day_first: bool | None, as_json: bool, **given: Any) -> None:
    """Log a development: an event with its sources and the parts people have in it. Prints its id.

    Stakeholders and topics are found by name, or made. Nothing is saved unless all of it can be.
    """
    from tracker.operations.log import log_event

    if bool(title) == bool(from_lines):
        raise click.UsageError("Give either --title or --from-lines.")
    with writing() as store:
        if from_lines is None:
            event = log_event(store, _draft(store, title, day_first, given))
            if as_json:
                print_json({"id": id_text(event.id), "title": event.title, "date": event.date})
            else:
                click.echo(id_text(event.id))
                say(f"Logged “{visible(event.title)}”.")
            return
        for line in _lines(from_lines):
            event = log_event(store, _draft(store, line, day_first, given))
            # On its own line at once: who reads it may rely on the event being on the disk.
            click.echo(id_text(event.id))
            sys.stdout.flush()


def _draft(store: Store, title: str, day_first: bool | None, given: dict[str, Any]) -> EventDraft:
    from tracker.operations.log import EventDraft

    return EventDraft(
        title=title,
        type=given["event_type"],
        date=typed_date(given["date"], day_first),
        date_basis=given["basis"],
        summary=given["summary"],
        evidence=given["evidence"],
        noteworthy=given["noteworthy"],
        citations=tuple(cited(store, given["sources"], day_first, given)),
        roles=tuple(role_given(text) for text in given["roles"]),
        topics=given["topics"],
        dockets=tuple(_docket(number, given["court"]) for number in given["dockets"]),
    )


def role_given(text: str) -> RoleDraft:
    """Who has which part, as it is typed: `issuer=IRS`. RecordError if it is not of that form."""
    from tracker.operations.log import RoleDraft

    role, equals, name = text.partition("=")
    if not (role and equals and name):
        raise RecordError(f"“{text}” is not ROLE=NAME, such as issuer=IRS.", "role")
    return RoleDraft(role=role, stakeholder=name)


def _docket(number: str, court: str) -> DocketDraft:
    from tracker.operations.log import DocketDraft

    return DocketDraft(docket_number=number, court=court)


def _lines(path: Path) -> Iterator[str]:
    """The lines of a file as they come, empty ones left out; only LF and CRLF end a line."""
    if str(path) == "-":
        yield from _titles(sys.stdin.buffer, "The input")
        return
    try:
        with path.open("rb") as file:
            yield from _titles(file, str(path))
    except OSError as error:
        raise FileError(f"{path} cannot be read ({error.strerror}).") from error


def _titles(file: BinaryIO, what: str) -> Iterator[str]:
    for number, line in enumerate(file, 1):
        if number == 1:
            line = line.removeprefix(_BOM)
        title = _decoded(line.removesuffix(b"\n").removesuffix(b"\r"), f"{what}, line {number},")
        if title:
            yield title


@click.command(
    short_help="Add a stakeholder's concern, on a quote.",
    epilog="""\b
Example:
  policy-tracker annotate 37rwx0b80008f --stakeholder "Tax Law Center" \\
      --theme privacy --position opposes --source 37rwx0b800040 \\
      --quote "the words exactly as in the source"
""",
)
@click.argument("event")
@click.option("--stakeholder", required=True, help="Whose concern it is; found by any of their names, or made.")
@click.option("--kind", default="", help=f"What they are, if new: {', '.join(vocabulary.OPEN['stakeholder_kind'])}.")
@click.option("--theme", required=True, help=f"{', '.join(vocabulary.OPEN['theme'])}, or another.")
@term_option("--position", "position", "Where they stand.", default="neutral", show_default=True)
@click.option("--statement", default="", help="What they say, in your words.")
@term_option("--attribution", "attribution", "Who says it.", default="named", show_default=True)
@click.option("--source", "source", default="", metavar="ID", help="The source in the tracker that shows it.")
@source_options
@day_order_option
@tracker_option
@json_option
def annotate_command(event: str, source: str, day_first: bool | None, as_json: bool, **given: Any) -> None:
    """Add a stakeholder's concern to an event, on the words that show it. Prints the concern's id.

    EVENT is its id, as “search” lists it. A quote is looked for in the source's text, if that is kept.
    """
    from tracker.operations.annotate import ConcernDraft, add_concern
    from tracker.records import Event

    with writing() as store:
        about = store.by_text_id(Event, event)
        citations = cited(store, (source,) if source else (), day_first, given)
        if len(citations) > 1:
            raise RecordError("A concern is added with one source: give --source or a new one, not both.", "source")
        draft = ConcernDraft(
            stakeholder=given["stakeholder"],
            kind=given["kind"],
            theme=given["theme"],
            position=given["position"],
            statement=given["statement"],
            attribution=given["attribution"],
            citation=citations[0] if citations else None,
        )
        concern = add_concern(store, about.id, draft)
    if as_json:
        print_json({"id": id_text(concern.id), "event": id_text(about.id)})
    else:
        click.echo(id_text(concern.id))
        say(f"Added a concern to “{visible(about.title)}”.")
