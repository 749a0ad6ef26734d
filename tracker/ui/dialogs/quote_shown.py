"""A quote beside its source, in words: what was quoted, what stands in its place now, and what it is for."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from tracker.capture.anchors import places
from tracker.capture.difference import Piece, by_words
from tracker.records import Source
from tracker.store import Store
from tracker.store.source_quotes import QuoteRow
from tracker.ui.strings import term
from tracker.ui.widgets.text_layout import Block, Heading, Paragraph, Run, shown

_AROUND = 90
"""Characters shown of the text on either side of the words."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A quote beside its source: how the words there differ from those quoted, and what stands around them."""

    row: QuoteRow
    source: Source
    pieces: tuple[Piece, ...]
    before: str
    after: str
    candidates: int


def look_at(store: Store, row: QuoteRow) -> Looked:
    """Read the source of a quote, and compare the two."""
    source = store.get(Source, row.source)
    text = source.text
    if row.state == "moved":
        pieces = by_words(row.exact, text[row.start : row.end])
        return Looked(row, source, pieces, *_around(text, row.start, row.end), 0)
    return Looked(row, source, (), "", "", len(places(text, row.exact, 1000)))


def blocks_of(looked: Looked) -> list[Block]:
    """What is said of it."""
    row = looked.row
    blocks: list[Block] = [
        Heading(row.source_title, right=row.locator),
        Paragraph((Run(_for_what(row), "muted"),)),
    ]
    if row.state == "moved":
        old = [Run(p.text, "gone" if p.kind == "gone" else "text") for p in looked.pieces if p.kind != "new"]
        new = [Run(p.text, "new" if p.kind == "new" else "text") for p in looked.pieces if p.kind != "gone"]
        if all(not p.text.strip() for p in looked.pieces if p.kind != "same"):
            blocks.append(Paragraph((Run(_tr("Only white space differs."), "muted"),), gap=8))
        blocks += [
            Paragraph((Run(_tr("As quoted"), "bold"),), gap=12),
            Paragraph(tuple(old), bar=True, gap=4),
            Paragraph((Run(_tr("In the text now"), "bold"),), gap=12),
            Paragraph((Run(looked.before, "muted"), *new, Run(looked.after, "muted")), bar=True, gap=4),
        ]
        return blocks
    blocks += [
        Paragraph((Run(_tr("As quoted"), "bold"),), gap=12),
        Paragraph((Run(row.exact),), bar=True, gap=4),
    ]
    count = looked.candidates
    if count == 0:
        said = _tr("These words are not in the text kept of this source.")
    elif count == 1:
        said = _tr(
            "The same words stand at one place of the text, but what is around them does not show that it is the "
            "place that was quoted. If it is, quote it."
        )
    else:
        said = _tr(
            "The same words stand at {0} places of the text, and it cannot be told which was quoted. Choose one."
        ).format(count)
    blocks.append(Paragraph((Run(said, "warning"),), gap=10))
    return blocks


def _for_what(row: QuoteRow) -> str:
    what = {
        "concern": f"{row.stakeholder}, {term(row.theme)}: {term(row.position)}",
        "status": f"{term(row.axis)}: {term(row.value)}",
        "claim": f"{row.question} {row.claim}",
    }.get(row.target, "")
    return " · ".join(
        part for part in (term(row.relation), shown(what, one_line=True), shown(row.event_title, one_line=True)) if part
    )


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a place in its paragraph, as far as there is room to show it."""
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    in_line, cut = before.rpartition("\n")[2], "…" if start > _AROUND else ""
    before = in_line if "\n" in before else cut + in_line
    line, ended, _ = after.partition("\n")
    return before, line if ended or end + _AROUND >= len(text) else line + "…"


def _tr(text: str) -> str:
    return QCoreApplication.translate("QuotesDialog", text)
