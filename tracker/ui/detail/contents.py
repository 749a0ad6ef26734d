"""The cards of the detail pane, section by section: what they say and what they do."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication

from tracker.operations.annotate import uncite
from tracker.records import Citation
from tracker.store.dossier import Cited, DisputedView, Dossier, RelationView
from tracker.ui.detail import cards, wording
from tracker.ui.detail.acts import Acts
from tracker.ui.detail.wording import tr
from tracker.ui.web_links import host_of
from tracker.ui.widgets.card import Act, CardContent

Menu = list[tuple[str, Act]]
_OTHERS = 6
"""So many other sources of an event are offered by name as disagreeing with one."""


def of_sources(dossier: Dossier, acts: Acts) -> list[CardContent]:
    """One card a source, however often it is cited."""
    out = []
    for source, citations in cards.by_source(dossier.citations):
        row, records = source.id, [c.citation for c in citations]
        read = partial(acts.open_source, row, cards.first_quoted(citations))
        menu: Menu = [(tr("Read source"), read), (tr("Edit source…"), partial(acts.edit_source, row))]
        for url, words in ((source.url, tr("Open link ({0})")), (source.archive_url, tr("Open archive ({0})"))):
            host = host_of(url)
            if host:
                menu.append((words.format(host), partial(acts.open_url, url)))
        if not acts.store.read_only:
            menu += _disagreeing(dossier, source.id, citations, acts)
        menu += _copy_quotes(citations, acts)
        menu.append((tr("Copy as citation"), partial(acts.copy_citation, source)))
        out.append(
            CardContent(
                cards.source_blocks(source, citations),
                read,
                acts.remover(partial(uncite, acts.store, records), tr("Source removed from this event")),
                tr("Remove from this event"),
                tuple(menu),
            )
        )
    return out


def of_concerns(dossier: Dossier, acts: Acts) -> list[CardContent]:
    """One card a concern."""
    out = []
    for view in dossier.concerns:
        row = view.concern.id
        menu: Menu = [(tr("Edit concern…"), partial(acts.edit_concern, row))]
        menu += _copy_quotes(view.citations, acts)
        menu += _open_sources(view.citations, acts)
        out.append(
            CardContent(
                cards.concern_blocks(view),
                partial(acts.edit_concern, row),
                acts.deleter(view.concern, tr("Concern removed")),
                tr("Remove concern"),
                tuple(menu),
            )
        )
    return out


def of_statuses(dossier: Dossier, acts: Acts) -> list[CardContent]:
    """One line a status, the latest first."""
    now = {status.id for status in wording.latest(view.status for view in dossier.statuses).values()}
    return [
        CardContent(
            cards.status_blocks(view, now=view.status.id in now),
            None,
            acts.deleter(view.status, tr("Status removed")),
            tr("Remove status"),
            tuple(_open_sources(view.citations, acts)),
        )
        for view in reversed(dossier.statuses)
    ]


def of_relations(dossier: Dossier, acts: Acts) -> list[CardContent]:
    """One line a link, in the order of the other events' dates."""

    def content(view: RelationView) -> CardContent:
        def go() -> None:
            acts.select(view.other.id)

        remove = acts.deleter(view.relation, tr("Link removed"))
        return CardContent(cards.relation_blocks(view), go, remove, tr("Remove link"), ((tr("Go to event"), go),))

    ordered = sorted(dossier.relations, key=lambda view: (view.other.date_min, view.other.id))
    return [content(view) for view in ordered]


def of_disputed(dossier: Dossier, acts: Acts) -> list[CardContent]:
    """One card a disputed point."""

    def content(view: DisputedView) -> CardContent:
        menu: Menu = [
            (tr("Compare, settle or reopen…"), partial(acts.settle, view)),
            (tr("Add version…"), partial(acts.add_version, view.point.id)),
        ]
        menu += _open_sources([c for claim in view.claims for c in claim.citations], acts)
        remove = acts.deleter(view.point, tr("Disputed point removed"))
        words = tr("Remove disputed point")
        return CardContent(cards.disputed_blocks(view), partial(acts.settle, view), remove, words, tuple(menu))

    return [content(view) for view in dossier.disputed]


def _disagreeing(dossier: Dossier, source: int, citations: Sequence[Cited], acts: Acts) -> Menu:
    """A disputed point of this source and another one of the event, or of one still to be named."""

    def told(cites: Sequence[Cited]) -> Citation:
        return next((c.citation for c in cites if c.citation.exact), cites[0].citation)

    own = told(citations)
    others = [(s, cites) for s, cites in cards.by_source(dossier.citations) if s.id != source]
    menu: Menu = [(tr("Another source disagrees…"), partial(acts.disagree, own))]
    if len(others) <= _OTHERS:
        words = QCoreApplication.translate("Detail", "Disagrees with “{0}”…")
        menu += [(words.format(s.title[:60]), partial(acts.disagree, own, told(cites))) for s, cites in others]
    return menu


def _copy_quotes(citations: Sequence[Cited], acts: Acts) -> Menu:
    quoted = "\n\n".join(c.citation.exact for c in citations if c.citation.exact)
    return [(tr("Copy quote"), partial(acts.copy, quoted))] if quoted else []


def _open_sources(citations: Sequence[Cited], acts: Acts) -> Menu:
    words = QCoreApplication.translate("Detail", "Read source “{0}”")
    return [
        (words.format(source.title[:60]), partial(acts.open_source, source.id, cards.first_quoted(cites)))
        for source, cites in cards.by_source(citations)
    ]
