"""Controlled terms: complete, in order, told apart, each with what people call it."""

from __future__ import annotations

import pytest

from tracker import vocabulary
from tracker.vocabulary import (
    CLOSED,
    FAMILIES,
    FAMILY_OF,
    NARROWER,
    OPEN,
    RELATION_INVERSE,
    SOURCE_KIND_LABELS,
    STATUS_VALUES,
)

EVENT_TYPES = """executive order, proclamation, presidential memorandum, proposed rule, comment deadline,
interim final rule, final rule,
notice, guidance, agency directive, memorandum of understanding, change in practice, adjudication, complaint, motion,
brief, filing, hearing, order, opinion, settlement, agency statement, testimony, data request, data disclosure,
congressional letter, legislation, report, personnel change, news report""".replace("\n", " ").split(", ")
ROLES = ["issuer", "party", "plaintiff", "defendant", "judge", "recipient", "signatory", "target", "speaker"]
THEMES = ["privacy", "statutory scope", "due process"]
STAKEHOLDER_KINDS = """agency, officials, court, legislators, advocacy group, union, professional body,
affected community, scholars, press, other""".replace("\n", " ").split(", ")
EVERY = {**CLOSED, **OPEN, **{f"status {axis}": values for axis, values in STATUS_VALUES.items()}}


@pytest.mark.parametrize("event_type", EVENT_TYPES)
def test_every_event_type_that_trackers_use_is_there(event_type):
    assert event_type in OPEN["event_type"]


@pytest.mark.parametrize(
    ("name", "terms"), [("role", ROLES), ("theme", THEMES), ("stakeholder_kind", STAKEHOLDER_KINDS)]
)
def test_the_terms_people_expect_are_there(name, terms):
    assert set(terms) <= set(OPEN[name])


@pytest.mark.parametrize("name", EVERY)
def test_no_vocabulary_has_a_term_twice(name):
    assert len(set(EVERY[name])) == len(EVERY[name])


@pytest.mark.parametrize("name", EVERY)
def test_terms_are_plain_lower_case_without_spaces_around_them(name):
    for term in EVERY[name]:
        assert term == term.strip().lower()
        assert term.isascii()


def test_a_vocabulary_is_either_open_or_closed():
    assert set(CLOSED) & set(OPEN) == set()


def test_every_type_has_one_family():
    assert sum(len(types) for types in FAMILIES.values()) == len(FAMILY_OF) == len(OPEN["event_type"])


def test_types_are_in_the_order_of_their_families():
    assert OPEN["event_type"] == tuple(t for types in FAMILIES.values() for t in types)


def test_statuses_are_known_for_every_axis_and_no_other():
    assert set(STATUS_VALUES) == set(CLOSED["axis"])


def test_a_status_means_one_thing_on_one_axis_only():
    values = [value for values in STATUS_VALUES.values() for value in values]
    assert len(values) == len(set(values))


def test_every_kind_of_source_has_a_name_people_use():
    assert set(SOURCE_KIND_LABELS) == set(OPEN["source_kind"])
    assert len(set(SOURCE_KIND_LABELS.values())) == len(SOURCE_KIND_LABELS)


def test_every_relation_can_be_read_from_its_other_end():
    assert set(RELATION_INVERSE) == set(OPEN["relation"])
    assert set(RELATION_INVERSE.values()) & set(OPEN["relation"]) == set()


def test_not_known_comes_first_where_it_is_allowed():
    assert all("" not in terms[1:] for terms in CLOSED.values())


def test_a_label_raises_the_first_letter_and_leaves_the_rest():
    assert vocabulary.label("executive order") == "Executive order"
    assert vocabulary.label("iPhone records") == "IPhone records"
    assert vocabulary.label("élargissement") == "Élargissement"
    assert vocabulary.label("") == ""


def test_the_family_of_a_known_type_is_its_own():
    assert vocabulary.family("final rule") == "rulemaking"


def test_a_type_of_the_users_has_the_family_they_gave_it():
    assert vocabulary.family("leak", {"leak": "agency"}) == "agency"


def test_a_type_of_the_users_goes_before_ours():
    assert vocabulary.family("order", {"order": "executive"}) == "executive"


def test_a_type_without_a_family_is_among_the_others():
    assert vocabulary.family("leak") == vocabulary.family("leak", {"leak": ""}) == "other"


def test_known_terms_are_ranked_in_their_order_and_others_after_them_by_name():
    given = ["zeal", "opposes", "supports", "awe", "neutral"]
    assert sorted(given, key=lambda term: vocabulary.rank("position", term)) == [
        "supports", "neutral", "opposes", "awe", "zeal",
    ]  # fmt: skip


def test_terms_of_an_unknown_vocabulary_are_ranked_by_name():
    assert sorted(["b", "a"], key=lambda term: vocabulary.rank("none", term)) == ["a", "b"]


def test_narrower_types_are_types_and_none_of_them_is_broad_itself():
    types = set(OPEN["event_type"])
    for broad, narrower in NARROWER.items():
        assert {broad, *narrower} <= types
        assert not set(narrower) & set(NARROWER)


def test_orders_and_opinions_are_rulings_and_what_is_filed_is_a_filing():
    assert NARROWER["court ruling"] == ("order", "opinion")
    assert set(NARROWER["court filing"]) == {"complaint", "motion", "brief", "filing"}
