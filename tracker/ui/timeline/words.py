"""What the timeline says in words: to assistive technology, and in tool tips."""

from __future__ import annotations

import datetime
import html
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from tracker import dates
from tracker.timeline.balance import Slice
from tracker.timeline.layout import Bar, LaneBox
from tracker.timeline.marks import TimelineItem

# A tool tip names so many of the events on one spot.
MOST_NAMED = 10


def _tr(text: str) -> str:
    return QCoreApplication.translate("Timeline", text)


def events(count: int) -> str:
    return _tr("1 event") if count == 1 else _tr("{count} events").format(count=count)


def position_words(position: str) -> str:
    """What the sign of a position beside a title says: concerns are told by the strongest of theirs."""
    words = {
        "supports": _tr("Concerns, all in support"),
        "neutral": _tr("Concerns, some neutral"),
        "reservations": _tr("Concerns, some with reservations"),
        "opposes": _tr("Concerns, some opposed"),
    }
    return words[position]


def when(item: TimelineItem) -> str:
    """An event's date, in words that say what kind of date it is."""
    if item.date:
        return dates.explain(item.date)
    return item.when or (_tr("undated") if item.undated else "")


def described(
    count: int,
    lanes: int,
    chosen: TimelineItem | None,
    piled: int = 0,
    lane: tuple[int, str] = (0, ""),
    several: int = 0,
) -> str:
    """A sentence on what is shown, one on the `lane` the keyboard is in (its number from 1 on, its name), one on how
    many are chosen if they are `several`, and one on the selected event, with how many more stand on its spot."""
    said = f"{events(count)}, {_tr('1 lane') if lanes == 1 else _tr('{count} lanes').format(count=lanes)}."
    number, name = lane
    if number:
        said += " " + _tr("Lane {number}: {name}.").format(number=number, name=name)
    if several:
        said += " " + _tr("{count} events are selected.").format(count=f"{several:,}")
    if chosen is not None:
        parts = [chosen.title, when(chosen), chosen.what]
        if chosen.concerns:
            concerns = _tr("1 concern") if chosen.concerns == 1 else _tr("{count} concerns")
            parts.append(concerns.format(count=chosen.concerns))
        parts += [_tr("disputed")] * chosen.disputed + [_tr("no source")] * chosen.unsourced
        if piled:
            parts.append(_tr("with {count} more on its spot, which Space lists").format(count=piled))
        said += " " + _tr("Selected: {event}.").format(event=", ".join(part for part in parts if part))
    return said


def item_tip(item: TimelineItem) -> str:
    """An event's tool tip. A record's text is shown as it is, never read as markup."""
    said = [when(item), item.what]
    said += [_tr("disputed")] * item.disputed + [_tr("no source")] * item.unsourced
    parts = " · ".join(html.escape(part) for part in said if part)
    return f"<p><b>{html.escape(item.title) or '…'}</b><br>{parts}</p>"


def pile_tip(items: Sequence[TimelineItem]) -> str:
    """The events on one spot, the first ones by name."""
    shown = [html.escape(item.title) for item in items[:MOST_NAMED]]
    if len(items) > MOST_NAMED:
        shown.append(html.escape(_tr("and {count} more").format(count=len(items) - MOST_NAMED)))
    heading = html.escape(_tr("{count} events on this spot: click for the list").format(count=len(items)))
    return f"<p><b>{heading}</b><br>{'<br>'.join(shown)}</p>"


def bar_tip(bar: Bar) -> str:
    """How many events a density bar stands for, and when."""
    return f"<p><b>{html.escape(events(bar.events))}</b><br>{html.escape(_when(bar.first, bar.end))}</p>"


def _when(first_day: int, end_day: int) -> str:
    """The days from the first to the one before the end."""
    locale, form = QLocale(), QLocale.FormatType.ShortFormat
    days = [datetime.date.fromordinal(day) for day in (first_day, end_day - 1)]
    first, last = (locale.toString(QDate(day.year, day.month, day.day), form) for day in days)
    return first if first == last else f"{first} – {last}"


def named_tip(title: str, when: str) -> str:
    """What is said of an event that is only named."""
    return f"<p><b>{html.escape(title)}</b><br>{html.escape(when)}</p>"


def balance_tip(counted: Slice) -> str:
    """How many concerns there are by position, and when."""
    words = (_tr("{count} support"), _tr("{count} neutral"), _tr("{count} reservations"), _tr("{count} oppose"))
    said = ", ".join(word.format(count=count) for word, count in zip(words, counted.counts, strict=True))
    return f"<p><b>{html.escape(said)}</b><br>{html.escape(_when(counted.first, counted.end))}</p>"


def comparison_tip(counted: Slice, names: Sequence[str]) -> str:
    """How many events each of two lanes has, and when."""
    said = "<br>".join(
        f"{html.escape(name)}: {html.escape(events(count))}" for name, count in zip(names, counted.counts, strict=True)
    )
    return f"<p>{said}<br>{html.escape(_when(counted.first, counted.end))}</p>"


def comparison(one: LaneBox, other: LaneBox, both: int | None) -> str:
    """What is said beside two lanes compared; `both` is how many events stand in both, if known."""
    said = _tr("Comparing {one} ({first}) with {other} ({second}).").format(
        one=one.lane.label, other=other.lane.label, first=events(one.count), second=events(other.count)
    )
    return said if both is None else f"{said} {_tr('In both: {count}.').format(count=both)}"


def hidden(lanes: int, left_out: int | None, chosen: bool) -> str:
    """What is said of hidden lanes: how many, how many events are therefore not shown (None: not counted yet), and
    whether the selected one is among them."""
    parts = [_tr("1 lane is hidden.") if lanes == 1 else _tr("{count} lanes are hidden.").format(count=lanes)]
    if left_out:
        parts.append(
            _tr("1 event that stands in no other lane is not shown.")
            if left_out == 1
            else _tr("{count} events that stand in no other lane are not shown.").format(count=left_out)
        )
    parts += [_tr("The selected event is in hidden lanes only.")] * chosen
    return " ".join(parts)


def lane_tip(lane: LaneBox) -> str:
    """A lane's tool tip: how many events stand in it, and how one takes hold of it."""
    how = _tr("Drag to move it, double click to collapse it, right click for more.")
    return f"<p><b>{html.escape(lane.lane.label)}</b><br>{html.escape(events(lane.count))}</p><p>{html.escape(how)}</p>"
