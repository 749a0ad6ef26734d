"""The command that makes pictures of the timeline: picture."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from tracker.cli.options import (
    day_order_option,
    json_option,
    print_json,
    progress,
    reading,
    say,
    tracker_option,
    typed_date,
)
from tracker.errors import DateError

_LANES = (
    "family", "type", "stakeholder", "topic", "theme", "position", "court", "proceeding",
    "status", "lifecycle", "in effect", "litigation",
)  # fmt: skip
_PAPERS = ("a4", "a3", "letter", "tabloid")


@click.command(
    short_help="Make a picture of the timeline: PDF, SVG or PNG.",
    epilog="""\b
Examples:
  policy-tracker picture timeline.pdf
  policy-tracker picture rulings.svg --search 'type:order' --lanes court
  policy-tracker picture 2025.png --from 2025 --to 2025 --scale 3 --title "The year 2025"
  policy-tracker picture handout.pdf --paper letter --portrait --black-and-white
""",
)
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--search", default="", help="Which events, as “policy-tracker search” takes it; without it, all.")
@click.option("--lanes", type=click.Choice(_LANES), default="family", show_default=True, help="What lanes are by.")
@click.option("--from", "first", default="", metavar="DATE", help="Leave out what was over before this date.")
@click.option("--to", "last", default="", metavar="DATE", help="Leave out what began after this date.")
@day_order_option
@click.option("--title", default="", help="The title of the picture; without it, the tracker's.")
@click.option("--paper", type=click.Choice(_PAPERS), default="a4", show_default=True, help="The size of the paper.")
@click.option("--landscape/--portrait", default=True, show_default=True, help="Whether pages are upright or sideways.")
@click.option("--black-and-white", is_flag=True, help="No colours; families are told by letters.")
@click.option("--legend/--no-legend", default=True, show_default=True, help="Say what the marks mean.")
@click.option(
    "--scale",
    type=click.IntRange(1, 4),
    default=2,
    show_default=True,
    help="Resolution of a PNG, as a multiple of the screen's.",
)
@click.option("--overwrite", is_flag=True, help="Replace files that exist.")
@tracker_option
@json_option
def picture_command(
    target: Path,
    search: str,
    lanes: str,
    first: str,
    last: str,
    day_first: bool | None,
    title: str,
    paper: str,
    landscape: bool,
    black_and_white: bool,
    legend: bool,
    scale: int,
    overwrite: bool,
    as_json: bool,
) -> None:
    """Make a picture of the whole timeline, over as many pages as it takes: every event with its date and whole title,
    none over another and none cut.

    The end of TARGET says what kind: a .pdf of several pages, an .svg with the pages one below the other, or .png, a
    file for each page, numbered if there are several.
    """
    if sys.platform == "linux" and not {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"} & set(os.environ):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is loaded, which is then content without a display
    from tracker.ui.app import application
    from tracker.ui.pictures.making import Wanted, make

    span = _span(first, last, day_first)
    font = application().font()
    wanted = Wanted(search, lanes, title, *span, paper, landscape, black_and_white, legend)
    with reading() as store, progress("Drawing") as show:
        done = make(store, wanted, target, font, scale=scale, overwrite=overwrite, progress=show)
    if as_json:
        print_json({"files": [str(file) for file in done.files], "pages": done.pages, "events": done.events})
        return
    for file in done.files:
        click.echo(str(file))
    pages = "1 page" if done.pages == 1 else f"{done.pages:,} pages"
    say(f"{'1 event' if done.events == 1 else f'{done.events:,} events'} on {pages}.")


def _span(first: str, last: str, day_first: bool | None) -> tuple[int | None, int | None]:
    """The first and the last day meant, as ordinals. DateError if they are not dates, or the wrong way round."""
    from tracker import dates

    begin = dates.bounds(typed_date(first, day_first))[0] if first else None
    end = dates.bounds(typed_date(last, day_first))[1] if last else None
    span = dates.to_ordinal(begin) if begin else None, dates.to_ordinal(end) if end else None
    if span[0] is not None and span[1] is not None and span[0] > span[1]:
        raise DateError(f"--from {first} is after --to {last}. Swap them.", first)
    return span
