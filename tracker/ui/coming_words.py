"""What is to come, in words: when, counted in days from today, and what."""

from __future__ import annotations

import html

from PySide6.QtCore import QCoreApplication

from tracker.timeline.marks import TimelineItem
from tracker.ui.timeline_words import when


def _tr(text: str) -> str:
    return QCoreApplication.translate("Coming", text)


def how_soon(item: TimelineItem, today: int) -> str:
    """How far off an event is: "in 12 days" where its day is known, the earliest it may be where that isn't."""
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


def coming_line(item: TimelineItem, today: int) -> str:
    """An event to come, spelled out in one line."""
    said = [what_comes(item), item.title]
    return f"{how_soon(item, today)}: " + " · ".join(part for part in said if part)


def coming_tip(items: list[TimelineItem], today: int) -> str:
    """The tool tip of a flag, and of those on the same spot. A record's text is shown as it is."""
    said = []
    for item in items:
        head = html.escape(item.title or what_comes(item))
        rest = " · ".join(html.escape(part) for part in (how_soon(item, today), when(item), what_comes(item)) if part)
        said.append(f"<p><b>{head}</b><br>{rest}</p>")
    return "".join(said)
