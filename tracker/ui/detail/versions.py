"""What the versions of a disputed point say, one column each: its words, and who gives them, dated and quoted."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication

from tracker.store.dossier import AnySource, Cited, ClaimView, DisputedView
from tracker.ui.detail import cards, wording
from tracker.ui.detail.acts import Acts
from tracker.ui.detail.cards import OpenSource
from tracker.ui.detail.wording import tr
from tracker.ui.widgets.card import Act, CardContent
from tracker.ui.widgets.text_layout import Block, Heading, Paragraph, Run, shown
from tracker.vocabulary import CLOSED


def version_blocks(view: DisputedView, number: int, *, linked: bool = True) -> tuple[Block, ...]:
    """One version (`number` from 0): its words, then those who give it, those who contradict it, and what is near.
    `linked`: sources lead to where they are read."""
    version = view.claims[number]
    settled, holds = view.point.chosen is not None, version.claim.id == view.point.chosen
    pill = tr("Holds ✓") if holds else tr("Does not hold") if settled else ""
    heading = Heading(tr("Version {0}").format(number + 1), pill, "supports" if holds else "muted")
    blocks: list[Block] = [heading, Paragraph((Run(version.claim.text, "bold"),), gap=6)]
    said = {
        "supports": tr("Given by"),
        "contradicts": tr("Contradicted by"),
        "context": tr("Context"),
    }
    for relation in CLOSED["citation_relation"]:
        cited = [c for c in version.citations if c.citation.relation == relation]
        if cited:
            words = Run(said[relation], "warning" if relation == "contradicts" else "muted")
            blocks.append(Paragraph((words,), gap=9))
            for source, cites in cards.by_source(cited):
                blocks += _giver(source, cites, linked=linked)
    if not version.citations:
        blocks.append(Paragraph((Run(tr("No source is named for it yet."), "muted"),), gap=9))
    return tuple(blocks)


def _giver(source: AnySource, cites: list[Cited], *, linked: bool) -> list[Block]:
    """A source: publisher, date and kind; its title; what it says in its own words, and whether that was checked."""
    name = shown(source.publisher or source.title, one_line=True, longest=120)
    about = [part for part in wording.about(source).split(" · ") if part != source.publisher]
    giver = Run(name, "link", OpenSource(source.id, cards.first_quoted(cites))) if linked else Run(name)
    line = [giver, Run("".join(f" · {part}" for part in about), "muted")]
    blocks: list[Block] = [Paragraph(tuple(line), most_lines=3, gap=3)]
    if source.publisher:
        blocks.append(Paragraph((Run(shown(source.title, one_line=True), "muted"),), most_lines=2, gap=0))
    quotes = [c.citation.exact for c in cites if c.citation.exact]
    blocks += [Paragraph((Run(quote, "quote"),), bar=True, most_lines=6, gap=3) for quote in quotes]
    state, look = wording.quotes([c.citation for c in cites], source)
    if not state and quotes:
        state = tr("not checked: no text kept")
    if state:
        blocks.append(Paragraph((Run(state, "error" if look == "error" else "muted"),), gap=0))
    return blocks


def of_versions(view: DisputedView, acts: Acts) -> list[CardContent]:
    """One card a version. Opening it settles the point by it, unless somebody only reads."""
    return [_card(view, number, version, acts) for number, version in enumerate(view.claims)]


def _card(view: DisputedView, number: int, version: ClaimView, acts: Acts) -> CardContent:
    menu: list[tuple[str, Act]] = []
    settle: Act | None = None
    if not acts.store.read_only:
        settle = partial(acts.settle, view, number)
        menu = [
            (tr("This version holds…"), settle),
            (tr("Name a source for it…"), partial(acts.cite_version, version.claim.id)),
        ]
    words = QCoreApplication.translate("Detail", "Open source “{0}”…")
    menu += [
        (words.format(source.title[:60]), partial(acts.open_source, source.id, cards.first_quoted(cites)))
        for source, cites in cards.by_source(version.citations)
    ]
    menu.append((tr("Copy version"), partial(acts.copy, as_text(view, number))))
    remove = None if len(view.claims) < 3 else acts.deleter(version.claim, tr("Version removed"))
    return CardContent(version_blocks(view, number), settle, remove, tr("Remove version"), tuple(menu))


def as_text(view: DisputedView, number: int) -> str:
    """A version in plain text, with who says what, for pasting elsewhere."""
    lines = [f"{view.point.question}: {view.claims[number].claim.text}"]
    for cited in view.claims[number].citations:
        relation = cited.citation.relation
        said = "" if relation == "supports" else f" ({relation})"
        lines.append(f"- {wording.about(cited.source)}: {cited.source.title}{said}")
        if cited.citation.exact:
            lines.append(f"  “{cited.citation.exact}”")
    return "\n".join(lines)
