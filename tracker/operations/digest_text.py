"""A digest as Markdown, as plain text and as data, to hand on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tracker.dates import display
from tracker.errors import FileError
from tracker.operations.digest import Digest, Group, short_day, span_words
from tracker.operations.digest_lines import KINDS, Kind, Line, Tr
from tracker.operations.digest_records import Cites
from tracker.operations.exporting import temporary_file
from tracker.operations.plain_markdown import escaped, link
from tracker.records import Source, id_text


def kind_names(tr: Tr = str) -> dict[Kind, str]:
    """The heading of each kind of change."""
    return {
        "added": tr("Added"),
        "status": tr("Status moved"),
        "settled": tr("Disputed points settled"),
        "edited": tr("Edited"),
        "quote": tr("Quotes"),
        "removed": tr("Removed"),
    }


def title(digest: Digest, tr: Tr = str) -> str:
    """'Digest: IRS–ICE data sharing, 18–25 November 2026'."""
    span = span_words(digest)
    name = tr("Digest: {0}").format(digest.tracker)
    return f"{name}, {span}" if span else name


def summary(digest: Digest, tr: Tr = str) -> str:
    """How much changed, in a sentence."""
    if digest.is_empty:
        return tr("Nothing has changed.")
    words = {
        "added": (tr("1 addition"), tr("{0} additions")),
        "status": (tr("1 status moved"), tr("{0} statuses moved")),
        "settled": (tr("1 disputed point settled or opened again"), tr("{0} disputed points settled or opened again")),
        "edited": (tr("1 edited field"), tr("{0} edited fields")),
        "quote": (tr("1 quote to look at"), tr("{0} quotes to look at")),
        "removed": (tr("1 removal"), tr("{0} removals")),
    }
    parts = [words[k][0] if n == 1 else words[k][1].format(f"{n:,}") for k, n in digest.totals.items()]
    if digest.counted:
        n = len(digest.counted)
        parts.append(tr("1 large edit") if n == 1 else tr("{0} large edits").format(n))
    return "; ".join(parts) + "."


def as_markdown(digest: Digest, tr: Tr = str) -> str:
    """Sections by kind of change, in each the events, with the sources that bear the change out."""
    out = [f"# {escaped(title(digest, tr))}", "", escaped(summary(digest, tr))]
    if digest.counted:
        out += ["", f"## {tr('Large edits')}", ""]
        out += [f"- {escaped(line.text)} ({escaped(_when(line, digest))})" for line in digest.counted]
    for heading, groups in _sections(digest, tr):
        out += ["", f"## {heading}", ""]
        for group, lines in groups:
            name = _head(group, digest, tr)
            name = f"**{escaped(name)}**" if group.table == "event" else escaped(name)
            own, rest = _own(group, lines)
            out.append(f"- {name}" + (f" ({escaped(own.text)})" if own else ""))
            for line in rest:
                out.append(f"  - {escaped(line.text)}{'' if line.text.endswith('.') else '.'}")
                out += [f"    {part}" for part in _cited_markdown(line.cites, digest)]
    if digest.left_out:
        out += ["", escaped(_more(digest, tr))]
    return "\n".join(out) + "\n"


def as_text(digest: Digest, tr: Tr = str) -> str:
    """The same without marks, for a message."""
    out = [title(digest, tr), summary(digest, tr)]
    if digest.counted:
        out += ["", tr("Large edits").upper(), *(f"- {line.text} ({_when(line, digest)})" for line in digest.counted)]
    for heading, groups in _sections(digest, tr):
        out += ["", heading.upper()]
        for group, lines in groups:
            own, rest = _own(group, lines)
            out.append(f"- {_head(group, digest, tr)}" + (f" ({own.text})" if own else ""))
            for line in rest:
                out.append(f"    {line.text}")
                for cited in line.cites:
                    out.append(f"      {source_words(cited.source, digest)}")
                    out += [f"      {cited.source.url}"] if cited.source.url else []
                    out += [f"      “{' '.join(cited.quote.split())}”"] if cited.quote else []
    if digest.left_out:
        out += ["", _more(digest, tr)]
    return "\n".join(out) + "\n"


def as_data(digest: Digest) -> dict[str, Any]:
    """The digest as JSON has it: ids as short text, times in UTC, dates as EDTF."""
    return {
        "tracker": digest.tracker,
        "since": digest.start,
        "until": digest.end,
        "counts": digest.totals,
        "large_edits": [_line_data(line) for line in digest.counted],
        "groups": [
            {
                "what": group.table or "lists",
                "id": id_text(group.row) if group.row else None,
                "title": group.title,
                "date": group.date,
                "change": group.verb,
                "lines": [_line_data(line) for line in group.lines],
            }
            for group in digest.groups
        ],
        "left_out": digest.left_out,
    }


def write(path: Path, text: str, *, overwrite: bool = False) -> None:
    """Write a digest to a file, whole or not at all. FileError if it is there (unless `overwrite`) or cannot be."""
    if not overwrite and os.path.exists(path):  # unlike pathlib, it says no of a name that no file can have
        raise FileError(f"{path} already exists. Choose another name, or say that it may be replaced.")
    if os.path.isdir(path):
        raise FileError(f"{path} is a folder. Give the name of a file in it.")
    with temporary_file(path.absolute()) as beside:
        beside.write_text(text, "utf-8", newline="\n")
        os.replace(beside, path)


def source_words(source: Source, digest: Digest) -> str:
    """A source in one line: title, publisher, date."""
    day = display(source.issued, digest.style) if source.issued else ""
    return ", ".join(" ".join(part.split()) for part in (source.title, source.publisher, day) if part)


def _line_data(line: Line) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "text": line.text,
        "at": line.at,
        "who": list(line.who),
        "edit": id_text(line.edit),
        "sources": [
            {"id": id_text(c.source.id), "title": c.source.title, "url": c.source.url, "quote": c.quote}
            for c in line.cites
        ],
    }


def _sections(digest: Digest, tr: Tr) -> Iterator[tuple[str, list[tuple[Group, list[Line]]]]]:
    names = kind_names(tr)
    for kind in KINDS:
        groups = [(group, [line for line in group.lines if line.kind == kind]) for group in digest.groups]
        found = [(group, lines) for group, lines in groups if lines]
        if found:
            yield names[kind], found


def _own(group: Group, lines: list[Line]) -> tuple[Line | None, list[Line]]:
    """What is said of the event itself, that is added or removed, stands beside its title."""
    is_own = group.table == "event" and group.verb != "edited" and lines[0].kind == group.verb
    return (lines[0], lines[1:]) if is_own else (None, lines)


def _head(group: Group, digest: Digest, tr: Tr) -> str:
    if not group.row:
        return tr("In the tracker’s lists")
    day = display(group.date, digest.style) if group.date else ""
    if group.table == "source":
        name = tr("Source: {0}").format(group.title)
        return f"{name}, {day}" if day else name
    return f"{day}: {group.title}" if day else group.title


def _when(line: Line, digest: Digest) -> str:
    return ", ".join([short_day(line.at, digest.style), *(who for who in line.who if who)])


def _cited_markdown(cites: tuple[Cites, ...], digest: Digest) -> Iterator[str]:
    for cited in cites:
        source = cited.source
        day = display(source.issued, digest.style) if source.issued else ""
        more = ", ".join(escaped(part) for part in (source.publisher, day) if part)
        yield f"- {link(source.title, source.url)}" + (f", {more}" if more else "")
        if cited.quote:
            yield f"  > {escaped(cited.quote)}"


def _more(digest: Digest, tr: Tr) -> str:
    return tr("And {0} more events or sources.").format(f"{digest.left_out:,}")
