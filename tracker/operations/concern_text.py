"""A concern as plain text to hand on: who holds which position, the words that show it, and where they stand."""

from __future__ import annotations

from tracker import dates
from tracker.operations.state_text import one_line
from tracker.store.dossier import AnySource
from tracker.store.matrix import ConcernSaid

_CHECKED = {
    "matches": "as in the text kept",
    "moved": "the words have changed in the text kept",
    "orphaned": "not found in the text kept",
}
NOT_CHECKED = "not checked: no text kept"


def quote_state(anchor: str, source: AnySource) -> str:
    """Whether quoted words are still what their source says."""
    return _CHECKED.get(anchor, "not checked") if source.has_text else NOT_CHECKED


def concern_text(said: ConcernSaid, who: str) -> str:
    """Several lines: the position with its event, the statement, each quote with its source."""
    concern, event = said.concern, said.event
    day = dates.display(event.date)
    lines = [f"{one_line(who)}, {concern.theme}: {concern.position} ({one_line(event.title)}, {day})"]
    if concern.statement:
        lines.append(concern.statement)
    for cited in said.citations:
        quote = cited.citation
        source = _source(cited.source) + (f", {one_line(quote.locator)}" if quote.locator else "")
        against = "" if quote.relation == "supports" else f" ({quote.relation})"
        if quote.exact:
            lines.append(f"“{quote.exact}” ({quote_state(quote.anchor, cited.source)})")
        lines.append(f"— {source}{against}")
    if not said.citations:
        lines.append("no source")
    return "\n".join(lines)


def _source(source: AnySource) -> str:
    issued = dates.display(source.issued) if source.issued else ""
    parts = (one_line(source.title), one_line(source.publisher), issued)
    return ", ".join(part for part in parts if part) + (f" <{one_line(source.url)}>" if source.url else "")
