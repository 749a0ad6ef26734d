"""What the cards of the detail pane say: from parts of a dossier to blocks of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.records import Event, Status
from tracker.store.dossier import AnySource, Cited, ConcernView, DisputedView, RelationView, StatusView
from tracker.ui.detail import wording
from tracker.ui.detail.wording import tr
from tracker.ui.strings import term
from tracker.ui.web_links import host_of
from tracker.ui.widgets.date_field import date_words, short_date
from tracker.ui.widgets.text_layout import Block, Heading, Paragraph, Run, shown
from tracker.vocabulary import RELATION_INVERSE

_MOST_QUOTES = 12
"""Quotes shown on the card of a source; more are read in its text."""


@dataclass(frozen=True, slots=True)
class OpenSource:
    """A link to the text of a source, at the words of one of its citations if one is given."""

    source: int
    citation: int = 0


@dataclass(frozen=True, slots=True)
class OpenUrl:
    """A link to an address."""

    url: str


@dataclass(frozen=True, slots=True)
class SelectEvent:
    """A link to another event."""

    event: int


def by_source(citations: Sequence[Cited]) -> list[tuple[AnySource, list[Cited]]]:
    """Citations under the source they cite, in the order in which sources first come."""
    out: dict[int, tuple[AnySource, list[Cited]]] = {}
    for cited in citations:
        out.setdefault(cited.source.id, (cited.source, []))[1].append(cited)
    return list(out.values())


def first_quoted(citations: Sequence[Cited]) -> int:
    """The id of the first of them that quotes words, or of the first of all; 0 where there are none."""
    quoted = [each.citation.id for each in citations if each.citation.exact]
    return quoted[0] if quoted else citations[0].citation.id if citations else 0


def source_blocks(source: AnySource, citations: Sequence[Cited]) -> tuple[Block, ...]:
    """A source that bears on the event, and the words quoted from it."""
    line = [Run(f"{shown(wording.about(source), one_line=True)} · {wording.kept(source)}", "muted")]
    state, look = wording.quotes([c.citation for c in citations], source)
    if state:
        line += [
            Run(" · ", "muted"),
            Run(state, "error" if look == "error" else "warning" if look != "muted" else "muted"),
        ]
    relations = {c.citation.relation for c in citations} - {"supports"}
    line += [Run(f" · {term(relation).lower()}", "warning") for relation in sorted(relations)]
    host = host_of(source.url)
    if host:
        line += [Run(" · ", "muted"), Run(f"{host}\u00a0↗", "link", OpenUrl(source.url))]
    blocks: list[Block] = [
        Paragraph((Run(source.title, "bold"),), most_lines=3),
        Paragraph(tuple(line), gap=1),
    ]
    quoted = [cited for cited in citations if cited.citation.exact]
    blocks += [_quote(cited) for cited in quoted[:_MOST_QUOTES]]
    if len(quoted) > _MOST_QUOTES:
        more = tr("{0} more quotes in the text").format(f"{len(quoted) - _MOST_QUOTES:,}")
        blocks.append(Paragraph((Run(more, "link", OpenSource(source.id, quoted[_MOST_QUOTES].citation.id)),), gap=5))
    return tuple(blocks)


def concern_blocks(view: ConcernView) -> tuple[Block, ...]:
    """Who, where they stand, on what; what they say; the words that show it."""
    concern = view.concern
    blocks: list[Block] = [
        Heading(view.stakeholder.name, term(concern.position), concern.position, term(concern.theme))
    ]
    if concern.statement:
        blocks.append(Paragraph((Run(concern.statement),), most_lines=6, gap=4))
    blocks += [_quote(cited) for cited in view.citations if cited.citation.exact]
    said = [
        term(concern.state) if concern.state != "open" else "",
        {"anonymous group": tr("unnamed"), "paraphrase": tr("paraphrased")}.get(concern.attribution, ""),
    ]
    notes = _sources_line(view.citations)
    if any(said):
        notes.append(Run((" · " if notes else "") + " · ".join(part for part in said if part), "muted"))
    if notes:
        blocks.append(Paragraph(tuple(notes), most_lines=2, gap=4))
    return tuple(blocks)


def status_blocks(view: StatusView, *, now: bool) -> tuple[Block, ...]:
    """One axis: its value as of a date. What no longer holds is quieter."""
    status: Status = view.status
    value = {
        ("in effect", "fully"): tr("fully"),
        ("in effect", "partially"): tr("partly"),
        ("in effect", "not"): tr("no"),
    }.get((status.axis, status.value), term(status.value).lower())
    runs = [Run(f"{term(status.axis)}: ", "muted"), Run(value, "bold" if now else "muted")]
    if status.as_of:
        runs.append(Run(tr(" as of {0}").format(date_words(status.as_of)), "muted"))
    if not now:
        runs.append(Run(tr(" · earlier") if wording.has_come(status) else tr(" · to come"), "muted"))
    sources = _sources_line(view.citations)
    if sources:
        runs += [Run(" · ", "muted"), *sources]
    blocks: list[Block] = [Paragraph(tuple(runs))]
    if status.note:
        blocks.append(Paragraph((Run(status.note, "muted"),), most_lines=3))
    return tuple(blocks)


def relation_blocks(view: RelationView) -> tuple[Block, ...]:
    """How the event is tied to another, which is a link."""
    kind = view.relation.kind
    words = kind if view.outgoing else RELATION_INVERSE.get(kind, tr("{0} (the other way)").format(kind))
    other: Event = view.other
    runs = [Run(term(words) + " ", "muted"), Run(shown(other.title, one_line=True), "link", SelectEvent(other.id))]
    if other.date:
        runs.append(Run(f" · {short_date(other.date)}", "muted"))
    blocks: list[Block] = [Paragraph(tuple(runs), most_lines=3)]
    if view.relation.note:
        blocks.append(Paragraph((Run(view.relation.note, "muted"),), most_lines=3))
    return tuple(blocks)


def disputed_blocks(view: DisputedView) -> tuple[Block, ...]:
    """What sources differ on, each version with who gives it, and how it was settled."""
    point = view.point
    settled = point.chosen is not None
    pill = tr("Settled") if settled else tr("Open")
    blocks: list[Block] = [Heading(point.question, pill, "supports" if settled else "warning", term(point.kind))]
    for version in view.claims:
        holds = version.claim.id == point.chosen
        mark = Run("✓ " if holds else "• ", "muted")
        text = Run(version.claim.text, "muted" if settled and not holds else "text")
        blocks.append(Paragraph((mark, text), most_lines=4, gap=5))
        sources = _sources_line(version.citations)
        if sources:
            blocks.append(Paragraph((Run("    ", "muted"), *sources), most_lines=3, gap=0))
        blocks += [_quote(cited) for cited in version.citations if cited.citation.exact]
    if settled:
        day = f" ({date_words(point.settled)})" if point.settled else ""
        blocks.append(Paragraph((Run(tr("Settled: "), "muted"), Run(point.reason + day)), most_lines=4, gap=5))
    if point.note:
        blocks.append(Paragraph((Run(point.note, "muted"),), most_lines=4, gap=5))
    return tuple(blocks)


def _quote(cited: Cited) -> Paragraph:
    return Paragraph((Run(cited.citation.exact, "quote"),), bar=True, most_lines=6, gap=5)


def _sources_line(citations: Sequence[Cited]) -> list[Run]:
    """Publishers (or titles) as links, each once, with what is wrong with a quote from them."""
    runs: list[Run] = []
    for source, cites in by_source(citations):
        if runs:
            runs.append(Run(" · ", "muted"))
        name = source.publisher or source.title
        runs.append(Run(shown(name, one_line=True, longest=80), "link", OpenSource(source.id, first_quoted(cites))))
        state, look = wording.quotes([c.citation for c in cites], source)
        if look == "error" or look == "warning":
            runs.append(Run(f" ({state})", "error" if look == "error" else "warning"))
        elif state:
            runs.append(Run(" ✓", "muted"))
        relations = {c.citation.relation for c in cites}
        if "contradicts" in relations:
            runs.append(Run(f" ({tr('contradicts')})", "warning"))
        elif relations == {"context"}:
            runs.append(Run(f" ({tr('context')})", "muted"))
    return runs
