"""Events as text for other documents: citation lines, Markdown with quotes, a table; sources as citations."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tracker import vocabulary
from tracker.dates import DAY_MONTH, DateStyle, display
from tracker.formats.guard import guard
from tracker.operations.plain_markdown import escaped, link, web_address
from tracker.records import Id
from tracker.store import Store
from tracker.store.dossier import AnySource, Cited, Dossier
from tracker.store.exporting import columns_of, rows_of

MOST = 5_000
"""So many events at most are copied as citations or Markdown; more are a matter for an export."""


@dataclass(frozen=True, slots=True)
class Copied:
    """The same in the forms that other programs ask a clipboard for; '' where there is none. `rows` counts events."""

    text: str
    html: str = ""
    markdown: str = ""
    rows: int = 0


def as_citations(store: Store, events: Sequence[Id], style: DateStyle = DAY_MONTH) -> Copied:
    """A line an event: its title, case and docket number, date, and the sources that prove it."""
    dossiers = list(_dossiers(store, events))
    lines = [citation(dossier, style) for dossier in dossiers]
    return Copied("\n".join(lines), _paragraphs(lines), rows=len(lines))


def as_markdown(store: Store, events: Sequence[Id], style: DateStyle = DAY_MONTH) -> Copied:
    """A heading an event, with its facts, its sources as links with the words quoted, and its concerns."""
    dossiers = list(_dossiers(store, events))
    text = "\n".join(markdown(dossier, style) for dossier in dossiers)
    return Copied(text, "".join(_html(dossier, style) for dossier in dossiers), text, len(dossiers))


def as_table(store: Store, events: Sequence[Id]) -> Copied:
    """A heading and a row an event, with the columns of the events' CSV and a tab between cells; formulas guarded."""
    columns = columns_of("event")
    rows = [[column.name for column in columns]]
    for page in rows_of(store.connection, "event", events, columns):
        rows += [[_cell(text, column.words) for text, column in zip(row, columns, strict=True)] for row in page]
    return Copied("\n".join("\t".join(row) for row in rows), _table(rows), rows=len(rows) - 1)


def source_citation(source: AnySource, style: DateStyle = DAY_MONTH) -> str:
    """'R. Reporter, “A report,” The Daily Ledger, 8 April 2025, https://example.org/a.'"""
    title = _line(source.title)
    parts = [_line(source.authors), f"“{title}" if title else ""]
    after = [_line(source.publisher), _line(source.number), display(source.issued, style) if source.issued else ""]
    after += [source.url.strip()]
    if source.accessed:
        after.append(f"accessed {display(source.accessed, style)}")
    if source.archive_url:
        after.append(f"archived at {source.archive_url.strip()}")
    rest = ", ".join(part for part in after if part)
    if title:
        # In this style the comma, or the full stop, stands within the marks.
        parts[1] += ("" if title[-1] in ".?!,;:" else "," if rest else ".") + "”"
    said = " ".join(part for part in (f"{parts[0]}," if parts[0] else "", parts[1], rest) if part)
    return said if not rest or said.endswith(".") else said + "."


def citation(dossier: Dossier, style: DateStyle = DAY_MONTH) -> str:
    """One event as a line of a list of authorities, with its sources after it."""
    event = dossier.event
    parts = [f"“{_line(event.title)}”"]
    for case in dossier.proceedings:
        name = f"{_line(case.case_name)}, " if case.case_name else ""
        parts.append(f"{name}No. {_line(case.docket_number)} ({_line(case.court)})")
    parts.append(display(event.date, style) if event.date else "no date")
    line = f"{', '.join(parts)} ({event.type})."
    sources = [source_citation(source, style).rstrip(".") for source, _ in _by_source(dossier.citations)]
    return f"{line} {'Source' if len(sources) == 1 else 'Sources'}: {'; '.join(sources)}." if sources else line


def markdown(dossier: Dossier, style: DateStyle = DAY_MONTH) -> str:
    """One event under a heading of its own."""
    event = dossier.event
    out = [f"## {escaped(event.title)}", "", escaped(" · ".join(_facts(dossier, style)))]
    if event.summary:
        out += ["", *(escaped(line) for line in event.summary.splitlines())]
    cited = _by_source(dossier.citations)
    if cited:
        out += ["", "**Sources**", ""]
        for source, citations in cited:
            more = _after_title(source, style)
            out.append(f"- {link(source.title or source.url, source.url)}" + (f", {escaped(more)}" if more else ""))
            out += [f"  > {escaped(each.citation.exact)}" for each in citations if each.citation.exact]
    if dossier.concerns:
        out += ["", "**Concerns**", ""]
        for view in dossier.concerns:
            concern = view.concern
            said = f"{view.stakeholder.name}, {concern.position} ({concern.theme})"
            out.append(f"- {escaped(said)}" + (f": {escaped(concern.statement)}" if concern.statement else ""))
            out += [f"  > {escaped(each.citation.exact)}" for each in view.citations if each.citation.exact]
    return "\n".join(out) + "\n"


# Parts


def _dossiers(store: Store, events: Sequence[Id]) -> Iterator[Dossier]:
    there = {event.id for event in store.events(events)}
    return (store.dossier(event) for event in events if event in there)


def _by_source(citations: Iterable[Cited]) -> list[tuple[AnySource, list[Cited]]]:
    out: dict[Id, tuple[AnySource, list[Cited]]] = {}
    for cited in citations:
        out.setdefault(cited.source.id, (cited.source, []))[1].append(cited)
    return list(out.values())


def _facts(dossier: Dossier, style: DateStyle) -> list[str]:
    event = dossier.event
    facts = [display(event.date, style) if event.date else "no date", vocabulary.label(event.type), event.evidence]
    facts += [f"{case.docket_number} ({case.court})" for case in dossier.proceedings]
    standing = {view.status.axis: view.status for view in dossier.statuses}
    for axis, status in standing.items():
        as_of = f" as of {display(status.as_of, style)}" if status.as_of else ""
        facts.append(f"{axis}: {status.value}{as_of}")
    return [fact for fact in facts if fact]


def _after_title(source: AnySource, style: DateStyle) -> str:
    parts = (source.publisher, source.number, display(source.issued, style) if source.issued else "")
    return ", ".join(_line(part) for part in parts if part)


def _line(text: str) -> str:
    return " ".join(text.split())


def _cell(text: str, words: bool) -> str:
    """A tab or a line end in a cell would be taken for the next one."""
    text = _line(text)
    return guard(text) if words else text


# HTML: a word processor pastes this where it can. Nothing in it but text and links to the web.


def _paragraphs(lines: Iterable[str]) -> str:
    return "".join(f"<p>{html.escape(line)}</p>" for line in lines)


def _table(rows: Sequence[Sequence[str]]) -> str:
    cells = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def _html(dossier: Dossier, style: DateStyle) -> str:
    event = dossier.event
    out = [f"<h2>{html.escape(event.title)}</h2><p>{html.escape(' · '.join(_facts(dossier, style)))}</p>"]
    if event.summary:
        out.append(_paragraphs(event.summary.splitlines()))
    items = []
    for source, citations in _by_source(dossier.citations):
        title, address = html.escape(source.title or source.url), html.escape(web_address(source.url))
        more = _after_title(source, style)
        item = f'<a href="{address}">{title}</a>' if address else title
        item += f", {html.escape(more)}" if more else ""
        quotes = [each.citation.exact for each in citations if each.citation.exact]
        items.append(item + "".join(f"<blockquote>{html.escape(quote)}</blockquote>" for quote in quotes))
    for view in dossier.concerns:
        concern = view.concern
        said = f"{view.stakeholder.name}, {concern.position} ({concern.theme})"
        items.append(html.escape(f"{said}: {concern.statement}" if concern.statement else said))
    return "".join(out) + (f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>" if items else "")
