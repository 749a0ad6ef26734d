"""What several commands share: the tracker meant, how it is opened, dates as typed, JSON, progress."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tracker import paths
from tracker.errors import DateError, FileError, ReadOnlyError

if TYPE_CHECKING:
    from tracker.store import Store

F = TypeVar("F", bound=Callable[..., Any])
_TRACKER = "tracker.cli.tracker"


def _remember(ctx: click.Context, _: click.Parameter, value: Path | None) -> None:
    if value is None:
        return
    before = ctx.meta.get(_TRACKER)
    if before not in (None, value):
        raise click.UsageError(f"Two trackers are named: {before} and {value}. Name one.")
    ctx.meta[_TRACKER] = value


tracker_option = click.option(
    "--tracker",
    metavar="FILE",
    type=click.Path(path_type=Path),
    expose_value=False,
    callback=_remember,
    help="The tracker file meant; without it, the default one. May stand before or after the command.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
day_order_option = click.option(
    "--day-first/--month-first",
    default=None,
    help="How to read dates such as 7/4/25, which are otherwise refused.",
)


def named_tracker() -> Path | None:
    """The tracker named with --tracker, if one was."""
    found: Path | None = click.get_current_context().meta.get(_TRACKER)
    return found


def tracker_path() -> Path:
    """The tracker meant: the one named, or else the default one."""
    return named_tracker() or paths.default_tracker()


@contextmanager
def reading() -> Iterator[Store]:
    """The tracker meant, open for reading only, which any number of commands may do at a time."""
    from tracker.store import Store

    with Store.open(tracker_path(), read_only=True) as store:
        yield store


@contextmanager
def writing() -> Iterator[Store]:
    """The tracker meant, open for writing; a backup is made first if one is due. ReadOnlyError if it cannot be."""
    from tracker.store import Store

    with Store.open(tracker_path()) as store:
        if store.read_only:
            raise ReadOnlyError(f"Nothing was changed: {store.why_read_only}")
        try:
            store.backup_if_due()
        except FileError as error:
            click.echo(f"policy-tracker: {error} Your change is made all the same.", err=True)
        yield store


def typed_date(text: str, day_first: bool | None) -> str:
    """What was typed as EDTF. DateError if it cannot be read, or can be read in several ways: then it lists them."""
    import datetime

    from tracker import dates

    readings = dates.read(text, datetime.date.today(), day_first)
    if len(readings) > 1:
        listed = " or ".join(f"{r.label} ({r.edtf})" for r in readings)
        raise DateError(f"“{text}” may mean {listed}. Write the one you mean.", text)
    return readings[0].edtf


def print_json(value: object) -> None:
    """One JSON value on stdout. What in a file's name is no character is spelt as JSON does: \\udcff."""
    click.echo(paths.in_words(json.dumps(value, ensure_ascii=False, indent=2)))


def say(text: str) -> None:
    """What a person wants to know and a program does not: to stderr."""
    click.echo(text, err=True)


def visible(text: str) -> str:
    """Text of a record for the terminal: control characters, which could move its cursor, are spelt out."""
    return text if text.isprintable() else "".join(c if _is_harmless(c) else _spelt(c) for c in text)


def _is_harmless(character: str) -> bool:
    is_space = character.isspace() and ord(character) > 0x9F
    return character.isprintable() or character in "\n\t" or is_space


def _spelt(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int, str], None]]:
    """A bar on stderr while long work goes on, if a person is there to see it: call with done, total, what."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    shown = ""

    def show(done: int, total: int, what: str) -> None:
        nonlocal shown
        line = f"{what or label}: {done:,} of {total:,}" if total else what or label
        if line != shown:
            click.echo(f"\r{line:<{len(shown)}}", nl=False, err=True)
            shown = line

    try:
        yield show
    finally:
        if shown:
            click.echo("\r" + " " * len(shown) + "\r", nl=False, err=True)
