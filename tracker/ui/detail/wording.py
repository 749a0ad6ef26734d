"""Short sentences about an event: where it stands, who took part, what a citation is worth."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication

from tracker.dates import first_known_day
from tracker.records import Citation, Status
from tracker.store.dossier import AnySource, AuthorityView, RoleView
from tracker.ui.strings import source_kind, term
from tracker.ui.widgets.date_field import short_date


def tr(text: str) -> str:
    """A sentence of the detail pane in the user's language."""
    return QCoreApplication.translate("Detail", text)


def has_come(status: Status) -> bool:
    """Whether the day from which a status counts has come (see `tracker.store.standing.status_begins`)."""
    return first_known_day(status.as_of) <= datetime.date.today().isoformat()


def latest(statuses: Iterable[Status]) -> dict[str, Status]:
    """Axis -> the status that holds on it now. `statuses` are in order of their dates."""
    return {status.axis: status for status in statuses if has_come(status)}


def standing(statuses: Iterable[Status]) -> str:
    """Where an event stands now, in a few words: 'In effect, contested'; '' if nothing is known."""
    now = {axis: status.value for axis, status in latest(statuses).items()}
    words = []
    in_effect = {
        "fully": tr("in effect"),
        "partially": tr("partly in effect"),
        "not": tr("not in effect"),
    }.get(now.get("in effect", ""), "")
    lifecycle = now.get("lifecycle", "")
    # 'Final' says less than that it is in effect; 'rescinded' says why it is not.
    if lifecycle and not (in_effect and lifecycle == "final"):
        words.append(term(lifecycle).lower())
    if in_effect:
        words.append(in_effect)
    litigation = {
        "pending": tr("contested"),
        "restrained": tr("restrained by a court"),
        "enjoined": tr("enjoined"),
        "stayed": tr("stayed"),
        "vacated": tr("vacated"),
        "upheld": tr("upheld"),
    }.get(now.get("litigation", ""), "")
    if litigation:
        words.append(litigation)
    text = ", ".join(words)
    return text[:1].upper() + text[1:]


def parties(roles: Sequence[RoleView]) -> str:
    """'IRS (issuer), ICE (party)'."""
    return ", ".join(f"{r.stakeholder.name} ({term(r.role.role).lower()})" for r in roles)


def authorities(views: Sequence[AuthorityView]) -> str:
    """Citations, with the use that is more than a mention."""
    return "; ".join(
        v.authority.citation if v.link.use == "cited" else f"{v.authority.citation} ({term(v.link.use).lower()})"
        for v in views
    )


def kept(source: AnySource) -> str:
    """What of a source is in the tracker."""
    if source.sha256:
        return tr("snapshot kept ✓")
    return tr("text kept ✓") if source.has_text else tr("no text kept")


def about(source: AnySource) -> str:
    """Publisher, date and kind of a source."""
    parts = [source.publisher, short_date(source.issued) if source.issued else "", source_kind(source.kind)]
    return " · ".join(part for part in parts if part)


def quotes(citations: Sequence[Citation], source: AnySource) -> tuple[str, str]:
    """(words, look) on whether quoted words still stand in the kept text; ('', 'muted') if there is nothing to say."""
    quoted = [c for c in citations if c.exact]
    if not quoted or not source.has_text:
        return "", "muted"
    lost = sum(c.anchor == "orphaned" for c in quoted)
    if lost:
        return (tr("quote not found in the text") if lost == 1 else tr("{0} quotes not found").format(lost)), "error"
    if any(c.anchor == "moved" for c in quoted):
        return tr("the quoted words have changed"), "warning"
    return (tr("✓ quote matches") if len(quoted) == 1 else tr("✓ {0} quotes match").format(len(quoted))), "muted"
