"""Capture an article on the command line: read it, say all it suggests, and keep it where that is asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker import paths, vocabulary
from tracker.cli.entering import role_given
from tracker.cli.inbox import private_option
from tracker.cli.options import (
    F,
    day_order_option,
    json_option,
    named_tracker,
    print_json,
    progress,
    reading,
    say,
    tracker_option,
    typed_date,
    visible,
    writing,
)
from tracker.cli.reading_shown import outlet, reading_data, reading_lines
from tracker.errors import FileError, RecordError
from tracker.records import Event, InboxItem, Source, id_text

if TYPE_CHECKING:
    from tracker.capture.article import Snapshot
    from tracker.operations.accepting import Accepted
    from tracker.operations.article_reading import Reading
    from tracker.operations.duplicates import Duplicate
    from tracker.store import Store

_ORIGIN = "the command line"
_PARTS = ("dates", "stakeholders", "concerns", "references")
_FACTS: tuple[Callable[[F], F], ...] = (
    click.option("--title", default="", help="Its title, if what was read is wrong or missing. Likewise the next six."),
    click.option("--authors", default="", help="Who wrote it."),
    click.option("--publisher", default="", help="Who published it."),
    click.option("--issued", default="", help="When it was published; days named in the text are worked out from it."),
    click.option("--url", "address", default="", metavar="URL", help="Its address."),
    click.option("--kind", default="", help=f"{', '.join(vocabulary.SOURCE_KIND_LABELS)}."),
    click.option("--number", default="", help="Its document number."),
)
_KEEPING: tuple[Callable[[F], F], ...] = (
    click.option("--save", is_flag=True, help="Keep it as a source, with its text and the bytes it was read from."),
    click.option(
        "--event", is_flag=True, help="With --save: log the suggested event as well, with what --accept names."
    ),
    click.option(
        "--accept",
        default=",".join(_PARTS),
        show_default=True,
        help="With --event: what of the suggestions to take, with commas; “none” for none.",
    ),
    click.option("--event-title", default="", help="What happened, if not the article's title."),
    click.option("--type", "event_type", default="", help="Its type, if what is suggested is wrong or missing."),
    click.option("--date", default="", help="Its date, if what is suggested is wrong or missing."),
    click.option(
        "--role",
        "roles",
        multiple=True,
        metavar="ROLE=NAME",
        help="Who has a part in it, if the text gives them none. Repeatable.",
    ),
    click.option("--into", default="", metavar="EVENT", help="With --save: cite it for this event of the tracker."),
    click.option(
        "--link", default="", metavar="ID", help="It is this source, already in the tracker: do not keep a second one."
    ),
    click.option("--as-version-of", default="", metavar="ID", help="Keep it as another version of this source."),
    click.option("--inbox-item", default="", metavar="ID", help="With --save: it is this inbox item."),
    click.option("--keep-both", is_flag=True, help="Keep it as a source of its own, even if it resembles one."),
)


def _options(options: tuple[Callable[[F], F], ...]) -> Callable[[F], F]:
    def decorate(function: F) -> F:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


@click.command(
    short_help="Read an article and say what it suggests.",
    epilog="""\b
Examples:
  policy-tracker capture https://example.org/news/agreement --json
  policy-tracker capture article.pdf --issued 2025-04-08 --save
  pbpaste | policy-tracker capture --paste --issued 2025-04-08 --save --event --accept dates,concerns
""",
)
@click.argument("what", metavar="[URL|FILE|-]", required=False, default="")
@click.option("--paste", is_flag=True, help="Read pasted text from stdin, which is kept as it is.")
@_options(_FACTS)
@_options(_KEEPING)
@private_option
@day_order_option
@tracker_option
@json_option
def capture_command(what: str, paste: bool, as_json: bool, **given: Any) -> None:
    """Read an article from the web, a saved page, a PDF, a text or stdin (-), and say what it suggests: dates, people,
    quotes with their speakers, concerns, references, each with its place in the text.

    Nothing is saved without --save; then the new source's id is printed, with --event the event's on the next line.
    An article that the tracker may hold already is refused (exit code 2) unless --link, --as-version-of or
    --keep-both says what to do.
    """
    _check_options(what, paste, given)
    if not given["save"]:
        with _looking() as store:
            read = _read(store, what, paste, given)
        _show(read, as_json, None)
        return
    with writing() as store:
        read = _read(store, what, paste, given)
        saved, accepted = _save(store, read, given)
    _show(read, as_json, saved)
    for words in accepted.left_out if accepted else ():
        say(f"Left out: {visible(words)}")


def _check_options(what: str, paste: bool, given: dict[str, Any]) -> None:
    if bool(what) == paste:
        raise click.UsageError("Name a URL or FILE, or - for stdin, or paste text with --paste.")
    if not given["save"] and any(given[k] for k in ("event", "into", "link", "as_version_of", "inbox_item")):
        raise click.UsageError("Nothing is saved without --save.")
    if bool(given["link"]) + bool(given["as_version_of"]) + given["keep_both"] > 1:
        raise click.UsageError("Give only one of --link, --as-version-of and --keep-both.")
    if given["event"] and given["into"]:
        raise click.UsageError("Give either --event, for a new event, or --into, for one of the tracker.")


@contextmanager
def _looking() -> Iterator[Store | None]:
    """The tracker, to know its stakeholders and sources; none where no one is named and the default is not made yet."""
    if named_tracker() is None and not paths.default_tracker().exists():
        yield None
        return
    with reading() as store:
        yield store


def _read(store: Store | None, what: str, paste: bool, given: dict[str, Any]) -> Reading:
    """Read the article as the window does, with what was given in place of what was read."""
    from tracker.operations import article_reading

    facts = _given(given)
    if paste:
        text = _stdin().decode("utf-8", "surrogateescape")
        if any("\udc80" <= c <= "\udcff" for c in text):
            raise FileError("The input is not UTF-8. Save it as UTF-8 and try again.")
        read = article_reading.read(store, article_reading.from_text(text), pasted=text, facts=facts)
    else:
        read = article_reading.read(store, _snapshot(what, given["allow_private"]), facts=facts)
    return article_reading.with_events(store, read) if store is not None else read


def _snapshot(what: str, allow_private: bool) -> Snapshot:
    from tracker.capture import addresses
    from tracker.operations import article_reading

    if addresses.is_meant(what):
        with progress("Fetching") as show:
            return article_reading.from_address(
                what, lambda come, whole: show(come, whole, ""), allow_private=allow_private
            )
    return article_reading.from_bytes(_stdin()) if what == "-" else article_reading.from_file(Path(what))


def _stdin() -> bytes:
    from tracker.capture.saved import MOST

    data = sys.stdin.buffer.read(MOST + 1)
    if len(data) > MOST:
        raise FileError(f"The input has more than {MOST >> 20} MB, which is more than a source can keep.")
    return data


def _given(given: dict[str, Any]) -> dict[str, Any]:
    """The facts that were given, as found on the command line."""
    from tracker.capture.article import Found

    values = {
        "title": given["title"],
        "authors": given["authors"],
        "publisher": given["publisher"],
        "issued": typed_date(given["issued"], given["day_first"]) if given["issued"] else "",
        "url": given["address"],
        "kind": given["kind"],
        "number": given["number"],
    }
    return {name: Found(value, _ORIGIN) for name, value in values.items() if value}


# --- Saving -------------------------------------------------------------------------------------------------


def _save(store: Store, read: Reading, given: dict[str, Any]) -> tuple[dict[str, Any], Accepted | None]:
    """Keep it as one edit; the ids of what was written."""
    from tracker.operations.capturing import CaptureDraft, capture

    _refuse_duplicates(read.duplicates, given)
    link = store.by_text_id(Source, given["link"]).id if given["link"] else 0
    previous = store.by_text_id(Source, given["as_version_of"]).id if given["as_version_of"] else None
    item = store.by_text_id(InboxItem, given["inbox_item"]).id if given["inbox_item"] else 0
    source = replace(read.source, previous=previous)
    draft = CaptureDraft(source=source, snapshot=read.snapshot, same_as=link, inbox_item=item)
    accepted = _accepted(read, given) if given["event"] else None
    if accepted is not None:
        draft = replace(
            draft,
            event=accepted.event,
            concerns=accepted.concerns,
            stakeholders=accepted.stakeholders,
            authorities=accepted.authorities,
        )
    elif given["into"]:
        draft = replace(draft, event=store.by_text_id(Event, given["into"]).id)
    written = capture(store, draft)
    saved = {
        "source": id_text(written.source.id),
        "event": id_text(written.event.id) if written.event else None,
        "concerns": [id_text(concern.id) for concern in written.concerns],
        "left_out": list(accepted.left_out) if accepted else [],
    }
    return saved, accepted


def _refuse_duplicates(duplicates: Sequence[Duplicate], given: dict[str, Any]) -> None:
    if not duplicates or given["link"] or given["as_version_of"] or given["keep_both"]:
        return
    listed = "; ".join(f"{id_text(d.source)} “{d.title}” ({outlet(d)}{d.why})" for d in duplicates)
    raise RecordError(
        f"Nothing was saved: this may be in the tracker already as {listed}. Give --link ID if it is the same, "
        "--as-version-of ID if it is another version of it, or --keep-both."
    )


def _accepted(read: Reading, given: dict[str, Any]) -> Accepted:
    from tracker.operations.accepting import Given, accept

    wanted = [part.strip() for part in given["accept"].split(",") if part.strip() not in ("", "none")]
    for part in wanted:
        if part not in _PARTS:
            raise click.UsageError(f"“{part}” cannot be accepted. Choose from {', '.join(_PARTS)}.")
    roles = tuple(role_given(text) for text in given["roles"])
    date = typed_date(given["date"], given["day_first"]) if given["date"] else ""
    said = Given(title=given["event_title"], type=given["event_type"], date=date, roles=roles)
    return accept(read, wanted, said)


# --- Telling ------------------------------------------------------------------------------------------------


def _show(read: Reading, as_json: bool, saved: dict[str, Any] | None) -> None:
    if as_json:
        print_json(reading_data(read, saved))
        return
    for line in reading_lines(read):
        (say if saved else click.echo)(visible(line))
    if saved:
        for key in ("source", "event"):
            if saved[key]:
                click.echo(saved[key])
        say(f"Captured “{visible(read.source.title)}”.")
