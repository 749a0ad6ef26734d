"""Change several events at once: their type, topics, and whether they are reviewed or noteworthy. One edit to undo."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.dates import utc_now
from tracker.errors import CancelledError, RecordError
from tracker.operations.naming import topic_named
from tracker.query import fold
from tracker.records import EventTopic, Id, Topic
from tracker.store import Store
from tracker.store.edit import Edit

_PAGE = 500
Progress = Callable[[int, int, str], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventChanges:
    """What is to become of each of some events; '' and None leave a thing as it is."""

    type: str = ""
    add_topics: tuple[str, ...] = ()
    remove_topics: tuple[str, ...] = ()
    reviewed: bool | None = None
    noteworthy: bool | None = None

    @property
    def is_nothing(self) -> bool:
        """Whether all is left as it is."""
        return self == NOTHING


NOTHING = EventChanges()


@dataclass(frozen=True, slots=True)
class Difference:
    """How many of `events` would differ in each respect."""

    events: int
    type: int
    topics_added: int
    topics_removed: int
    reviewed: int
    noteworthy: int


def difference(store: Store, events: Sequence[Id], changes: EventChanges) -> Difference:
    """What `change_events` would do, counted; nothing is written."""
    wanted = json.dumps(list(events))

    def count(condition: str, *params: object) -> int:
        sql = f"SELECT count(*) FROM event e WHERE e.id IN (SELECT value FROM json_each(?)) AND {condition}"
        return int(store.connection.execute(sql, (wanted, *params)).fetchone()[0])

    added = _topics(store, changes.add_topics)
    new = any(topic is None for topic in added.values())
    ids = [topic.id for topic in added.values() if topic is not None]
    bears = "(SELECT count(*) FROM event_topic x WHERE x.event = e.id AND x.topic IN (SELECT value FROM json_each(?)))"
    gone = [topic.id for topic in _topics(store, changes.remove_topics).values() if topic is not None]
    return Difference(
        count("1"),
        count("e.type <> ?", changes.type) if changes.type else 0,
        count("1" if new else f"{bears} < {len(ids)}", *([] if new else [json.dumps(ids)])) if added else 0,
        count(f"{bears} > 0", json.dumps(gone)) if gone else 0,
        count("1" if changes.reviewed else "e.reviewed <> ''") if changes.reviewed is not None else 0,
        count("e.noteworthy <> ?", int(changes.noteworthy)) if changes.noteworthy is not None else 0,
    )


def change_events(
    store: Store,
    events: Sequence[Id],
    changes: EventChanges,
    progress: Progress = lambda *_: None,
    cancelled: Cancelled = lambda: False,
) -> int:
    """Change each of these events, in one edit; returns how many there are. Those no longer there are left out.

    A topic is found by its name (case aside), or made; topics are added after those already there. Raises RecordError
    (nothing to change, a topic both added and removed, no name), CancelledError; nothing is changed then.
    """
    with store.edit(_label(changes, len(events))) as edit:
        return write_changes(store, edit, events, changes, progress, cancelled)


def write_changes(
    store: Store,
    edit: Edit,
    events: Sequence[Id],
    changes: EventChanges,
    progress: Progress = lambda *_: None,
    cancelled: Cancelled = lambda: False,
) -> int:
    """Inside an edit: what `change_events` does."""
    if changes.is_nothing:
        raise RecordError("Say what to change: the type, topics, or whether they are reviewed or noteworthy.")
    if changes.type and not changes.type.strip():
        raise RecordError("An event needs a type.", "type")
    both = {fold(name.strip()) for name in changes.add_topics} & {fold(name.strip()) for name in changes.remove_topics}
    if both:
        raise RecordError(f"The topic “{sorted(both)[0]}” cannot be both added and removed.", "remove_topics")
    now = utc_now()
    done = 0
    added = list(dict.fromkeys(topic_named(store, edit, name).id for name in changes.add_topics))
    gone = [topic.id for topic in _topics(store, changes.remove_topics).values() if topic is not None]
    for start in range(0, len(events), _PAGE):
        if cancelled():
            raise CancelledError("The change was cancelled. All events are as they were.")
        page = store.events(events[start : start + _PAGE])
        for event in page:
            values: dict[str, Any] = {}
            if changes.type and changes.type != event.type:
                values["type"] = changes.type
            if changes.noteworthy not in (None, event.noteworthy):
                values["noteworthy"] = changes.noteworthy
            if changes.reviewed is not None:
                # To look an event over does not modify it.
                values |= {} if values else {"modified": event.modified}
                values["reviewed"] = now if changes.reviewed else ""
            if values:
                edit.change(event, **values)
        ids = [event.id for event in page]
        for link in _links(store, ids, gone):
            edit.remove(link)
        standing = {(link.event, link.topic) for link in _links(store, ids, added)}
        after = _last_places(store, ids) if added else {}
        links = []
        for event_id in ids:
            new = [topic for topic in added if (event_id, topic) not in standing]
            first = after.get(event_id, -1) + 1
            links += [EventTopic(event=event_id, topic=t, place=first + n) for n, t in enumerate(new)]
        edit.add_all(links)
        done += len(page)
        progress(done, len(events), "Changing events")
    return done


def _label(changes: EventChanges, count: int) -> str:
    what = f"{count:,} events" if count != 1 else "1 event"
    match changes:
        case EventChanges(add_topics=(), remove_topics=(), reviewed=None, noteworthy=None):
            return f"Change type of {what}"
        case EventChanges(type="", reviewed=None, noteworthy=None):
            return f"Change topics of {what}"
        case EventChanges(type="", add_topics=(), remove_topics=(), noteworthy=None):
            return f"Mark {what} as {'reviewed' if changes.reviewed else 'not reviewed'}"
        case EventChanges(type="", add_topics=(), remove_topics=(), reviewed=None):
            return f"Mark {what} as {'noteworthy' if changes.noteworthy else 'no longer noteworthy'}"
    return f"Change {what}"


def _topics(store: Store, names: Iterable[str]) -> dict[str, Topic | None]:
    """The topics of these names (case aside), None for one that is not there."""
    names = list(names)
    if not names:
        return {}
    everything = store.where(Topic)
    by_name = {fold(topic.name.strip()): topic for topic in reversed(everything)} | {t.name: t for t in everything}
    return {name: by_name.get(name) or by_name.get(fold(name.strip())) for name in names}


def _links(store: Store, events: Sequence[Id], topics: Sequence[Id]) -> list[EventTopic]:
    if not topics:
        return []
    found = store.connection.execute(
        "SELECT id FROM event_topic WHERE event IN (SELECT value FROM json_each(?)) "
        "AND topic IN (SELECT value FROM json_each(?))",
        (json.dumps(list(events)), json.dumps(list(topics))),
    )
    return store.many(EventTopic, [row[0] for row in found])


def _last_places(store: Store, events: Sequence[Id]) -> dict[Id, int]:
    return dict(
        store.connection.execute(
            "SELECT event, max(place) FROM event_topic WHERE event IN (SELECT value FROM json_each(?)) GROUP BY event",
            (json.dumps(list(events)),),
        ).fetchall()
    )
