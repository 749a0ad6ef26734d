"""What the cards of the Changes page say: from a digest to blocks of text."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from tracker.dates import DateStyle, display_short
from tracker.operations.digest import Group, short_day
from tracker.operations.digest_lines import Kind, Line
from tracker.operations.digest_records import Cites
from tracker.ui.detail import wording
from tracker.ui.detail.cards import OpenSource, OpenUrl
from tracker.ui.web_links import host_of
from tracker.ui.widgets.text_layout import Block, Heading, Look, Paragraph, Run, shown

_MOST_LINES = 12
_LOOKS: dict[Kind, Look] = {"quote": "warning"}


def tr(text: str) -> str:
    """A sentence of the Changes page in the user's language."""
    return QCoreApplication.translate("Changes", text)


@dataclass(frozen=True, slots=True)
class UndoEdit:
    """A link that takes an edit back."""

    edit: int


def when(moment: str, style: DateStyle) -> str:
    """A moment (UTC ISO) on this computer's clock: '25 Nov 2026, 14:02'."""
    return f"{short_day(moment, style)}, {datetime.datetime.fromisoformat(moment).astimezone():%H:%M}"


def blocks(group: Group, style: DateStyle, *, writable: bool) -> tuple[Block, ...]:
    """One card: the event, and a line for each change in it."""
    pill, colour = {
        "added": (tr("Added"), "supports"),
        "removed": (tr("Removed"), "error"),
    }.get(group.verb, ("", "muted"))
    title = shown(group.title, one_line=True) or tr("In the tracker’s lists")
    if group.table == "source":
        title = tr("Source: {0}").format(title)
    out: list[Block] = [Heading(title, pill, colour, display_short(group.date, style) if group.date else "")]
    signed = {_signature(line, style) for line in group.lines}
    for line in group.lines[:_MOST_LINES]:
        sign = _signature(line, style) if len(signed) > 1 else ""
        out.append(_line(line, sign, writable=writable))
        for cited in line.cites[:4]:
            out += _cited(cited)
    left = len(group.lines) - _MOST_LINES
    if left > 0:
        more = tr("and 1 more change") if left == 1 else tr("and {0} more changes").format(left)
        out.append(Paragraph((Run(more, "muted"),), gap=3))
    if len(signed) == 1:
        out.append(Paragraph((Run(next(iter(signed)), "muted"),), gap=4))
    return tuple(out)


def counted_blocks(line: Line, style: DateStyle) -> tuple[Block, ...]:
    """The card of an edit of so many records that only their number is told."""
    label, _, numbers = line.text.partition(": ")
    return (
        Heading(shown(label, one_line=True)),
        Paragraph((Run(shown(numbers, one_line=True)),), gap=3),
        Paragraph((Run(_signature(line, style), "muted"),), gap=4),
    )


def _signature(line: Line, style: DateStyle) -> str:
    """Who, and when, to the minute."""
    names = ", ".join(shown(name, one_line=True, longest=60) for name in line.who if name)
    return " · ".join(part for part in (names, when(line.at, style)) if part)


def _line(line: Line, sign: str, *, writable: bool) -> Paragraph:
    runs = [Run(shown(line.text, one_line=True), _LOOKS.get(line.kind, "bold" if line.kind == "status" else "text"))]
    if line.kind == "removed" and writable:
        runs += [Run(" · ", "muted"), Run(tr("Undo"), "link", UndoEdit(line.edit))]
    if sign:
        runs.append(Run(f" · {sign}", "muted"))
    return Paragraph(tuple(runs), most_lines=6, gap=4)


def _cited(cited: Cites) -> list[Block]:
    source = cited.source
    runs = [Run(shown(source.title or source.url, one_line=True, longest=160), "link", OpenSource(source.id))]
    about = wording.about(source)
    if about:
        runs.append(Run(f" · {shown(about, one_line=True)}", "muted"))
    host = host_of(source.url)
    if host:
        runs += [Run(" · ", "muted"), Run(f"{host}\u00a0↗", "link", OpenUrl(source.url))]
    out: list[Block] = [Paragraph(tuple(runs), most_lines=2, gap=1)]
    if cited.quote:
        out.append(Paragraph((Run(cited.quote, "quote"),), bar=True, most_lines=4, gap=3))
    return out
