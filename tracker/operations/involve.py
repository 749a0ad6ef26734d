"""Who and what is involved in an event: its roles, authorities and proceedings, all set in one edit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.operations import naming
from tracker.operations.log import DocketDraft, RoleDraft
from tracker.records import EventAuthority, EventProceeding, Id, Role
from tracker.store import Store
from tracker.store.edit import Edit


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityDraft:
    """An authority by its citation: found, or made (of `kind`)."""

    citation: str
    use: str = "cited"
    kind: str = "statute"


def set_involved(
    store: Store,
    event: Id,
    roles: Sequence[RoleDraft],
    authorities: Sequence[AuthorityDraft],
    dockets: Sequence[DocketDraft],
) -> None:
    """Give an event exactly these. What it has already is kept as it is, notes and all; the order is that given."""
    with store.edit("Edit parties and law") as edit:
        naming.event_there(store, event)
        _set_roles(store, edit, event, roles)
        _set_authorities(store, edit, event, authorities)
        _set_dockets(store, edit, event, dockets)


def _set_roles(store: Store, edit: Edit, event: Id, drafts: Sequence[RoleDraft]) -> None:
    standing = store.where(Role, "place, id", event=event)
    for place, draft in enumerate(drafts):
        who = naming.stakeholder_named(store, edit, draft.stakeholder, draft.kind)
        same = next((r for r in standing if (r.stakeholder, r.role) == (who.id, draft.role)), None)
        if same is None:
            edit.add(Role(event=event, stakeholder=who.id, role=draft.role, place=place, note=draft.note))
        else:
            standing.remove(same)
            edit.change(same, place=place)
    for gone in standing:
        edit.remove(gone)


def _set_authorities(store: Store, edit: Edit, event: Id, drafts: Sequence[AuthorityDraft]) -> None:
    standing = store.where(EventAuthority, event=event)
    for draft in drafts:
        authority = naming.authority_named(store, edit, draft.citation, draft.kind)
        same = next((a for a in standing if (a.authority, a.use) == (authority.id, draft.use)), None)
        if same is None:
            edit.add(EventAuthority(event=event, authority=authority.id, use=draft.use))
        else:
            standing.remove(same)
    for gone in standing:
        edit.remove(gone)


def _set_dockets(store: Store, edit: Edit, event: Id, drafts: Sequence[DocketDraft]) -> None:
    standing = store.where(EventProceeding, event=event)
    for draft in drafts:
        found = naming.proceeding_numbered(store, edit, draft.docket_number, draft.court, draft.case_name)
        same = next((p for p in standing if p.proceeding == found.id), None)
        if same is None:
            edit.add(EventProceeding(event=event, proceeding=found.id))
        else:
            standing.remove(same)
    for gone in standing:
        edit.remove(gone)
