"""Who and what is involved in an event, set in one edit."""

from __future__ import annotations

import pytest

from tracker.errors import NotFoundError, RecordError
from tracker.operations.involve import AuthorityDraft, set_involved
from tracker.operations.log import DocketDraft, EventDraft, RoleDraft, log_event
from tracker.records import Authority, Role, Stakeholder

ISSUER = RoleDraft(role="issuer", stakeholder="IRS", kind="agency", note="by its commissioner")
PARTY = RoleDraft(role="party", stakeholder="ICE", kind="agency")
SECTION = AuthorityDraft(citation="26 U.S.C. § 6103", use="relied on")
DOCKET = DocketDraft(docket_number="1:25-cv-00677", court="D.D.C.")


@pytest.fixture
def event(store):
    return log_event(store, EventDraft(title="E", type="order")).id


def involved(store, event):
    dossier = store.dossier(event)
    return (
        [(r.role.role, r.stakeholder.name) for r in dossier.roles],
        [(a.authority.citation, a.link.use) for a in dossier.authorities],
        [(p.docket_number, p.court) for p in dossier.proceedings],
    )


def test_all_are_set_in_one_edit(store, event):
    before = store.content_hash()
    set_involved(store, event, [ISSUER, PARTY], [SECTION], [DOCKET])
    assert involved(store, event) == (
        [("issuer", "IRS"), ("party", "ICE")],
        [("26 U.S.C. § 6103", "relied on")],
        [("1:25-cv-00677", "D.D.C.")],
    )
    assert store.undo_label() == "Edit parties and law"
    store.undo()
    assert store.content_hash() == before


def test_what_is_there_already_is_kept_with_its_notes(store, event):
    set_involved(store, event, [ISSUER], [SECTION], [DOCKET])
    role = store.where(Role, event=event)[0]
    set_involved(store, event, [PARTY, RoleDraft(role="issuer", stakeholder="irs")], [SECTION], [DOCKET])
    assert [r for r, _ in involved(store, event)[0]] == ["party", "issuer"]
    assert store.get(Role, role.id).note == "by its commissioner"
    assert store.count(Stakeholder) == 2


def test_setting_the_same_again_writes_nothing(store, event):
    set_involved(store, event, [ISSUER, PARTY], [SECTION], [DOCKET])
    newest = next(store.journal(1)).edit
    set_involved(store, event, [ISSUER, PARTY], [SECTION], [DOCKET])
    assert next(store.journal(1)).edit == newest


def test_what_is_left_out_goes_but_not_the_stakeholder_or_the_statute(store, event):
    set_involved(store, event, [ISSUER], [SECTION], [DOCKET])
    set_involved(store, event, [], [], [])
    assert involved(store, event) == ([], [], [])
    assert store.count(Stakeholder) == 1
    assert store.count(Authority) == 1


def test_one_part_may_be_held_twice_over(store, event):
    set_involved(store, event, [ISSUER, RoleDraft(role="party", stakeholder="IRS")], [], [])
    assert involved(store, event)[0] == [("issuer", "IRS"), ("party", "IRS")]


def test_another_use_of_an_authority_is_another_tie(store, event):
    set_involved(store, event, [], [SECTION], [])
    set_involved(store, event, [], [AuthorityDraft(citation=SECTION.citation, use="alleged violated")], [])
    assert involved(store, event)[1] == [("26 U.S.C. § 6103", "alleged violated")]


def test_a_new_docket_without_a_court_changes_nothing(store, event):
    before = store.content_hash()
    with pytest.raises(RecordError, match="court"):
        set_involved(store, event, [ISSUER], [], [DocketDraft(docket_number="26-5006")])
    assert store.content_hash() == before


def test_an_event_that_is_gone_is_not_found(store):
    with pytest.raises(NotFoundError):
        set_involved(store, 12345, [ISSUER], [], [])
