"""Names that people type: found by any of a stakeholder's names, made if there is nobody, never guessed."""

from __future__ import annotations

from typing import TypeVar

import pytest

from tracker.errors import NotFoundError, RecordError
from tracker.operations import naming
from tracker.records import Authority, Proceeding, Record, Source, Stakeholder, Topic
from tracker.store import Store

R = TypeVar("R", bound=Record)


def add(store: Store, record: R) -> R:
    with store.edit("Add") as edit:
        return edit.add(record)


@pytest.fixture
def irs(store: Store) -> Stakeholder:
    return add(
        store,
        Stakeholder(name="IRS", kind="agency", also_known_as="Internal Revenue Service\nServicio de Impuestos"),
    )


@pytest.mark.parametrize(
    "name",
    ["IRS", "irs", " IRS ", "Internal Revenue Service", "INTERNAL revenue service", "servicio de impuestos"],
)
def test_a_stakeholder_is_found_by_any_name(store: Store, irs: Stakeholder, name: str) -> None:
    assert naming.find_stakeholder(store, name) == irs


def test_part_of_a_name_is_not_a_name(store: Store, irs: Stakeholder) -> None:
    assert naming.find_stakeholder(store, "Revenue") is None


def test_accents_do_not_make_another_person(store: Store) -> None:
    perez = add(store, Stakeholder(name="José Pérez"))
    assert naming.find_stakeholder(store, "jose perez") == perez


def test_a_chief_name_goes_before_a_name_also_known_as(store: Store, irs: Stakeholder) -> None:
    other = add(store, Stakeholder(name="Internal Revenue Service", kind="union"))
    assert naming.find_stakeholder(store, "internal revenue service") == other


def test_a_name_as_written_goes_before_one_alike(store: Store) -> None:
    add(store, Stakeholder(name="ice"))
    upper = add(store, Stakeholder(name="ICE"))
    assert naming.find_stakeholder(store, "ICE") == upper
    with pytest.raises(RecordError, match=r"name of several stakeholders: ice \(\w{13}\), ICE"):
        naming.find_stakeholder(store, "Ice")


def test_somebody_new_is_made_with_the_kind_given(store: Store) -> None:
    with store.edit("Add") as edit:
        made = naming.stakeholder_named(store, edit, "Tax Law Center", "scholars")
        assert naming.stakeholder_named(store, edit, "tax law center") == made
        assert naming.stakeholder_named(store, edit, "Somebody").kind == "other"
    assert store.count(Stakeholder) == 2


@pytest.mark.parametrize("empty", ["", "  ", "\u3000"])
def test_a_blank_name_is_refused(store: Store, empty: str) -> None:
    with store.edit("Add") as edit:
        for make in (
            naming.stakeholder_named,
            naming.topic_named,
            naming.authority_named,
            naming.proceeding_numbered,
        ):
            with pytest.raises(RecordError, match="needs a"):
                make(store, edit, empty)


def test_a_topic_is_found_whatever_its_case(store: Store) -> None:
    topic = add(store, Topic(name="Data sharing"))
    with store.edit("Add") as edit:
        assert naming.topic_named(store, edit, "data sharing") == topic
        assert naming.topic_named(store, edit, "privacy").id != topic.id


def test_a_topic_as_written_goes_before_one_alike(store: Store) -> None:
    add(store, Topic(name="ice"))
    upper = add(store, Topic(name="ICE"))
    with store.edit("Add") as edit:
        assert naming.topic_named(store, edit, "ICE") == upper


def test_an_authority_is_known_by_its_citation(store: Store) -> None:
    statute = add(store, Authority(citation="26 U.S.C. § 6103"))
    with store.edit("Add") as edit:
        assert naming.authority_named(store, edit, "26 U.S.C. § 6103") == statute
        assert naming.authority_named(store, edit, "26 C.F.R. § 301", "regulation").kind == "regulation"


def test_a_proceeding_is_known_by_its_docket_number(store: Store) -> None:
    case = add(store, Proceeding(court="D.D.C.", docket_number="1:25-cv-00677"))
    with store.edit("Add") as edit:
        assert naming.proceeding_numbered(store, edit, "1:25-cv-00677") == case
        assert naming.proceeding_numbered(store, edit, "1:25-cv-00677", "d.d.c.") == case


def test_a_new_docket_number_needs_its_court(store: Store) -> None:
    with store.edit("Add") as edit:
        with pytest.raises(RecordError, match="Give its court as well") as caught:
            naming.proceeding_numbered(store, edit, "25-5181")
        assert caught.value.field == "court"
        made = naming.proceeding_numbered(store, edit, "25-5181", "D.C. Cir.", "Centro v. Bessent")
    assert (made.court, made.case_name) == ("D.C. Cir.", "Centro v. Bessent")


def test_a_number_used_in_two_courts_needs_the_court(store: Store) -> None:
    add(store, Proceeding(court="D.D.C.", docket_number="1:25-cv-00001"))
    mass = add(store, Proceeding(court="D. Mass.", docket_number="1:25-cv-00001"))
    with store.edit("Add") as edit:
        with pytest.raises(RecordError, match=r"several courts: D\.D\.C\.; D\. Mass\."):
            naming.proceeding_numbered(store, edit, "1:25-cv-00001")
        assert naming.proceeding_numbered(store, edit, "1:25-cv-00001", "D. Mass.") == mass


def test_a_source_is_meant_by_id_or_written_anew(store: Store) -> None:
    kept = add(store, Source(kind="webpage", title="Kept"))
    with store.edit("Add") as edit:
        assert naming.source_meant(store, edit, kept.id) == kept
        assert naming.source_meant(store, edit, kept) == kept
        assert naming.source_meant(store, edit, Source(kind="webpage", title="New")).id not in (0, kept.id)
        with pytest.raises(NotFoundError):
            naming.source_meant(store, edit, 12345)


def test_an_event_that_is_gone_is_said_to_be(store: Store) -> None:
    with pytest.raises(NotFoundError, match="no longer in the tracker"):
        naming.event_there(store, 12345)
