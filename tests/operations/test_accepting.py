"""What suggestions become as they stand: an event with its parts, and what is left out and said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tracker.capture.article import Found
from tracker.capture.suggested import Suggestions
from tracker.errors import RecordError
from tracker.operations import article_reading, picking
from tracker.operations.accepting import Accepted, Given, accept
from tracker.operations.article_reading import Reading
from tracker.operations.log import RoleDraft
from tracker.records import Proceeding
from tracker.store import Store

PARTS = ("dates", "stakeholders", "concerns", "references")
TEXT = (
    "Renters sue over records\n\nThe Tenants Alliance sued the Department of Labor on Friday in No. 1:25-cv-00677. "
    "Jane Roe, a lawyer, said that the Privacy Act protects the privacy of renters. The Harbor Bank looked on.\n\n"
    "• The privacy of all renters is at stake here.\n"
)


def read(store: Store, text: str = TEXT) -> Reading:
    facts = {"issued": Found("2025-04-08", "somebody")}
    return article_reading.read(store, article_reading.from_text(text), pasted=text, facts=facts)


def accepted(store: Store, *parts: str, text: str = TEXT, **given: object) -> Accepted:
    return accept(read(store, text), parts, Given(**given))  # type: ignore[arg-type]


def test_all_parts_become_drafts(store: Store) -> None:
    with store.edit("Add") as edit:
        edit.add(Proceeding(court="D.D.C.", docket_number="1:25-cv-00677"))
    made = accepted(store, *PARTS)
    event = made.event
    assert (event.title, event.type, event.date, event.date_basis) == (
        "Renters sue over records",
        "complaint",
        "2025-04-04",
        "filed",
    )
    assert event.citations[0].quote.startswith("The Tenants Alliance sued")
    assert {r.stakeholder: r.role for r in event.roles} == {
        "Tenants Alliance": "plaintiff",
        "Department of Labor": "defendant",
    }
    assert [(d.docket_number, d.court) for d in event.dockets] == [("1:25-cv-00677", "D.D.C.")]
    assert [a.citation for a in made.authorities] == ["5 U.S.C. § 552a"]
    assert [(c.stakeholder, c.theme) for c in made.concerns] == [("Jane Roe", "privacy")]
    assert {s.name for s in made.stakeholders} == {"Tenants Alliance", "Department of Labor", "Jane Roe"}


def test_what_no_record_can_be_made_of_is_said(store: Store) -> None:
    said = " ".join(accepted(store, *PARTS).left_out)
    assert "1:25-cv-00677 is a docket number, and the text does not say of which court." in said
    assert "Harbor Bank is named" in said
    assert "“The privacy of all renters is at stake here.” is nobody's by the text." in said


def test_no_parts_leave_the_event_alone(store: Store) -> None:
    made = accepted(store)
    assert (made.event.date, made.event.roles, made.concerns, made.authorities) == ("", (), (), ())
    assert made.left_out == ()


def test_what_is_given_goes_before_what_is_suggested(store: Store) -> None:
    role = RoleDraft(role="subject", stakeholder="Tenants Alliance")
    made = accepted(store, *PARTS, title="They sue", type="filing", date="2025-04-04", roles=(role,))
    assert (made.event.title, made.event.type) == ("They sue", "filing")
    assert [r.role for r in made.event.roles if r.stakeholder == "Tenants Alliance"] == ["subject"]
    assert made.event.citations[0].quote.endswith("1:25-cv-00677.")  # the sentence with that day
    assert accepted(store, *PARTS, date="2020").event.citations == ()


def test_an_event_needs_a_title_and_a_type(store: Store) -> None:
    with pytest.raises(RecordError, match="Give the event a title"):
        accept(replace(read(store), suggestions=Suggestions(type="order")), (), Given())
    with pytest.raises(RecordError, match="Give its type"):
        accept(replace(read(store), suggestions=Suggestions(title="A title")), (), Given())


def test_who_is_only_named_has_the_part_that_the_window_gives_them(store: Store) -> None:
    text = "An agreement\n\nThe Department of Labor and the Harbor Bank met. Jane Roe, a lawyer, reported on it.\n"
    offered = {row.name: row for row in picking.person_rows(read(store, text).suggestions)}
    assert (offered["Department of Labor"].role, offered["Department of Labor"].picked) == ("agency", True)
    made = accepted(store, *PARTS, text=text, type="report")
    assert {r.stakeholder: r.role for r in made.event.roles} == {n: r.role for n, r in offered.items() if r.picked}
    assert [s.name for s in made.stakeholders] == [n for n, r in offered.items() if r.picked]
    assert any(said.startswith("Harbor Bank is named") and "subject=Harbor Bank" in said for said in made.left_out)
    role = RoleDraft(role="subject", stakeholder="Harbor Bank")
    made = accepted(store, *PARTS, text=text, type="report", roles=(role,))
    assert "Harbor Bank" in {s.name for s in made.stakeholders}
    assert not any("Harbor Bank" in said for said in made.left_out)


def test_a_docket_number_of_one_proceeding_of_the_tracker_has_its_court_whatever_court_the_text_names(
    store: Store,
) -> None:
    with store.edit("Add") as edit:
        edit.add(Proceeding(court="D.D.C.", docket_number="1:25-cv-00677"))
    text = "A filing\n\nNo. 1:25-cv-00677 was heard by the N.D. Cal. court.\n"
    found = read(store, text)
    assert [r.text for r in found.suggestions.references if r.kind == "court"] == ["N.D. Cal."]
    assert [row.court for row in picking.law_rows(found.suggestions, found.courts) if row.kind == "docket"] == [
        "D.D.C."
    ]
    assert [d.court for d in accepted(store, *PARTS, text=text, type="filing").event.dockets] == ["D.D.C."]
