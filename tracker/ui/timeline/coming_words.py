"""What is to come, in words: when, counted in days from today, and what."""

from __future__ import annotations

import html
from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from tracker.timeline.marks import TimelineItem
from tracker.ui.timeline.words import when


def _tr(text: str) -> str:
    return QCoreApplication.translate("Coming", text)


def how_soon(item: TimelineItem, today: int, ends: bool = False) -> str:
    """How far off an event is ("in 12 days"; where its day isn't known, the earliest it may be), or the end of one that
    is under way (`ends`)."""
    if ends:
        days, end = item.end - today, item.known_ends[1]
        if end.approximate or end.uncertain:
            return _tr("ends in about {days} days").format(days=days)
        return _tr("ends tomorrow") if days == 1 else _tr("ends in {days} days").format(days=days)
    days = item.start - today
    if item.exact:
        return _tr("tomorrow") if days == 1 else _tr("in {days} days").format(days=days)
    if item.kind == "day" or (item.kind == "interval" and item.known_ends[0].precision == "day"):
        if item.approximate or item.uncertain:
            return _tr("in about {days} days").format(days=days)
        return _tr("tomorrow") if days == 1 else _tr("in {days} days").format(days=days)
    if item.open_start:
        return _tr("within {days} days").format(days=item.end - today)
    return _tr("tomorrow at the earliest") if days == 1 else _tr("in {days} days at the earliest").format(days=days)


def what_comes(item: TimelineItem) -> str:
    """The kind of event, and that it takes effect where the date is of that."""
    if item.basis == "effective":
        return _tr("{what} takes effect").format(what=item.what)
    return item.what


def coming_line(item: TimelineItem, today: int, ends: bool = False) -> str:
    """An event to come, spelled out in one line."""
    said = [what_comes(item), item.title]
    return f"{how_soon(item, today, ends)}: " + " · ".join(part for part in said if part)


def coming_tip(items: Iterable[tuple[TimelineItem, bool]], today: int) -> str:
    """The tool tip of flags: of each its event, and whether that ends then. A record's text is shown as it is."""
    said = []
    for item, ends in items:
        head = html.escape(item.title or what_comes(item))
        rest = " · ".join(
            html.escape(part) for part in (how_soon(item, today, ends), when(item), what_comes(item)) if part
        )
        said.append(f"<p><b>{head}</b><br>{rest}</p>")
    return "".join(said)
