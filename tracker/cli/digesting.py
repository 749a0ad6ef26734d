"""The command that says what changed since somebody last looked: digest."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from tracker.operations.digest import By, Digest
    from tracker.store import Store


@click.command(
    short_help="Say what changed since you last looked.",
    epilog="""\b
Examples:
  policy-tracker digest
  policy-tracker digest --since 2026-11-18 --by others --out week.md
  policy-tracker digest --mark-seen   (the next one begins here)
""",
)
@click.option("--since", default="", metavar="DATE", help="Changes from the beginning of this day, instead.")
@click.option("--who", default="", metavar="NAME", help="Whose last look is meant, if not yours on this computer.")
@click.option(
    "--by",
    type=click.Choice(["anyone", "others", "me"]),
    default="anyone",
    show_default=True,
    help="Whose changes to include.",
)
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Write it to a file.")
@click.option("--text", "as_plain", is_flag=True, help="Plain text instead of Markdown.")
@click.option("--overwrite", is_flag=True, help="Replace the file if it is there.")
@click.option("--mark-seen", is_flag=True, help="Note that everything up to now has been seen.")
@day_order_option
@tracker_option
@json_option
def digest_command(
    since: str,
    who: str,
    by: By,
    out: Path | None,
    as_plain: bool,
    overwrite: bool,
    mark_seen: bool,
    day_first: bool | None,
    as_json: bool,
) -> None:
    """Say what changed since you last marked the tracker as seen, as Markdown: added, edited, status moved, quotes
    orphaned, removed, each with its sources.

    Changes that were taken back are left out. What you have seen is noted for your name alone, and only with
    --mark-seen (or in the window).
    """
    if as_json and as_plain:
        raise click.UsageError("Choose --json or --text, not both.")
    edtf = typed_date(since, day_first) if since else ""
    with writing() if mark_seen else reading() as store:
        from tracker.operations import digest_text
        from tracker.operations.digest import mark_as_seen

        found = _digest(store, edtf, who, by)
        if found is None:
            said = "You have not marked this tracker as seen yet, so there is nothing to compare with. "
            if as_json:
                print_json(None)
            say(f"{said}--since DATE tells the changes from a day on; --mark-seen begins here.")
        else:
            text = digest_text.as_text(found) if as_plain else digest_text.as_markdown(found)
            if out is not None:
                digest_text.write(out, text, overwrite=overwrite)
                say(f"Wrote {os.fspath(out)}.")
            if as_json:
                print_json(digest_text.as_data(found))
            elif out is None:
                click.echo("\n".join(visible(line) for line in text.splitlines()))
        if mark_seen:
            mark_as_seen(store, who, found.last if found else 0)
            say("Marked as seen.")


def _digest(store: Store, since: str, who: str, by: By) -> Digest | None:
    """What changed since a date (EDTF) or since the last look; None if there was none."""
    from tracker.operations.digest import digest, start_of

    if since:
        start, moment = start_of(store, since)
        return digest(store, start, moment, by=by, me=who)
    seen = store.seen(who)
    return digest(store, seen.edit, seen.at, by=by, me=who) if seen else None
