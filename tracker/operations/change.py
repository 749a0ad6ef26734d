"""Change and delete what is there: one verb, one edit, named as the Undo menu shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tracker.dates import utc_now
from tracker.errors import RecordError
from tracker.operations.naming import event_there
from tracker.records import Event, Id, R, Record
from tracker.store import Store

_NAMES = {
    "event_proceeding": "proceeding",
    "event_authority": "authority",
    "event_topic": "topic",
    "relation": "link",
    "feed": "feed",
    "link_check": "link check",
    "inbox_item": "inbox item",
}


def record_name(record: Record) -> str:
    """What people call a record of this kind: 'disputed point', 'link'."""
    return _NAMES.get(record.TABLE, record.TABLE.replace("_", " "))


def edit_event(store: Store, event: Id, **values: Any) -> Event:
    """Set fields of an event (`date` as EDTF text); returns it as it now stands. RecordError if one may not be so."""
    return change(store, event_there(store, event), **values)


def move_event(store: Store, event: Id, before: str, after: str) -> Event:
    """Move an event from the date `before` to `after` (EDTF, see `dates.moved`). RecordError if its date is another
    by now: who moves it must have seen it where it was."""
    found = event_there(store, event)
    if found.date != before:
        raise RecordError("The event's date has been changed meanwhile. Look at it again, then move it.")
    return change(store, found, "Move event", date=after)


def delete_event(store: Store, event: Id) -> int:
    """Delete an event with its concerns, statuses, roles, links, citations; its sources stay. Returns rows removed."""
    return delete(store, event_there(store, event))


def mark_reviewed(store: Store, event: Id) -> Event:
    """Note that somebody has looked the event over now."""
    with store.edit("Mark as reviewed") as edit:
        found = event_there(store, event)
        return edit.change(found, reviewed=utc_now(), modified=found.modified)


def delete_events(store: Store, events: Sequence[Id]) -> int:
    """Delete several events as `delete_event` does, in one edit; returns rows removed."""
    if len(events) == 1:
        return delete_event(store, events[0])
    with store.edit(f"Delete {len(events):,} events") as edit:
        return sum(edit.remove(event) for event in store.events(events))


def mark_noteworthy(store: Store, events: Sequence[Id], noteworthy: bool) -> int:
    """Mark events as noteworthy, or no longer, in one edit; returns how many there are."""
    with store.edit("Mark as noteworthy" if noteworthy else "Mark as no longer noteworthy") as edit:
        return len([edit.change(event, noteworthy=noteworthy) for event in store.events(events)])


def mark_all_reviewed(store: Store, events: Sequence[Id]) -> int:
    """Note that somebody has looked these events over now, in one edit; returns how many there are."""
    now = utc_now()
    with store.edit("Mark as reviewed") as edit:
        return len([edit.change(e, reviewed=now, modified=e.modified) for e in store.events(events)])


def change(store: Store, record: R, label: str = "", **values: Any) -> R:
    """Set fields of any record; returns it as it now stands. `label` is 'Edit concern' and the like if not given."""
    with store.edit(label or f"Edit {record_name(record)}") as edit:
        return edit.change(record, **values)


def delete(store: Store, record: Record, *, with_references: bool = False) -> int:
    """Delete any record and what belongs to it. RecordError if others name it, unless `with_references`."""
    with store.edit(f"Delete {record_name(record)}") as edit:
        return edit.remove(record, with_references=with_references)
