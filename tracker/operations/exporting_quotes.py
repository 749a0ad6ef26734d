"""Quotes to a file of W3C Web Annotations, each with what it supports."""

from __future__ import annotations

import os
from pathlib import Path

from tracker import __version__
from tracker.dates import utc_now
from tracker.errors import FileError
from tracker.formats.web_annotation import Annotation, Comment, write
from tracker.operations.exporting import temporary_file
from tracker.records import id_text
from tracker.store import Store
from tracker.store.dossier import SourceHead
from tracker.store.source_quotes import QuoteRow, quotes

NAMED = "urn:policy-tracker:{0}:{1}"
"""The name of a record in annotations: its table and its id."""


def export_quotes(store: Store, target: Path, *, search: str = "", overwrite: bool = False) -> int:
    """Write the quotes of the events that a search finds (all, without one) to `target`; returns how many.

    FileError where it cannot be written, QueryError for the search.
    """
    target = target.absolute()
    if os.path.exists(target) and not overwrite:
        raise FileError(f"{target} already exists. Choose another name, or say that it may be overwritten.")
    rows = quotes(store.connection, events=store.find(search) if search.strip() else None)
    heads = {head.id: head for head in store.source_heads({row.source for row in rows})}
    title = store.title
    text = write(
        (annotation(row, heads[row.source]) for row in rows),
        f"{title}: {search}" if search.strip() else title,
        f"Policy Tracker {__version__}",
        utc_now(),
    )
    with temporary_file(target) as path:
        path.write_text(text, "utf-8")
        os.replace(path, target)
    return len(rows)


def annotation(row: QuoteRow, source: SourceHead) -> Annotation:
    """A citation as an annotation."""
    what = {
        "concern": f"{row.stakeholder}, {row.theme} ({row.position}): {row.statement}",
        "status": f"{row.axis}: {row.value}" + (f" as of {row.as_of}" if row.as_of else ""),
        "claim": f"{row.question} {row.claim}",
    }.get(row.target, "")
    of = row.event_title + (f" ({row.event_date})" if row.event_date else "")
    comments = [Comment("describing", f"{row.relation}: {what + ' – ' if what else ''}{of}")]
    comments += [Comment("tagging", tag) for tag in (row.theme, row.position) if tag]
    evidence = {
        "relation": row.relation, "locator": row.locator, "of": row.target,
        "id": NAMED.format(row.target, id_text(row.target_id)), "event": NAMED.format("event", id_text(row.event)),
        "event_title": row.event_title, "event_date": row.event_date, "event_type": row.event_type,
        "axis": row.axis, "value": row.value, "as_of": row.as_of, "stakeholder": row.stakeholder, "theme": row.theme,
        "position": row.position, "statement": row.statement, "question": row.question, "claim": row.claim,
        "source": NAMED.format("source", id_text(source.id)), "state": row.state,
    }  # fmt: skip
    # A day of which no more is known is given as its first moment: the model asks for a time.
    day = source.accessed if len(source.accessed) == 10 and source.accessed.replace("-", "").isdigit() else ""
    return Annotation(
        id=NAMED.format("citation", id_text(row.citation)),
        source=source.url or NAMED.format("source", id_text(source.id)),
        title=source.title,
        exact=row.exact,
        prefix=row.prefix,
        suffix=row.suffix,
        start=row.start if row.state == "matches" else -1,
        end=row.end if row.state == "matches" else -1,
        source_date=f"{day}T00:00:00Z" if day else "",
        cached=source.archive_url,
        comments=tuple(comments),
        evidence=evidence,
    )
