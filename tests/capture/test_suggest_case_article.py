"""The article of the example case, as a user pastes it. Its text stays in the shared folder."""

from __future__ import annotations

import time
from textwrap import wrap

import pytest

from tracker.capture.suggest import suggest
from tracker.capture.suggested import Suggestions
from tracker.operations.quoting import anchor_quote
from tracker.records import Source, Stakeholder


@pytest.fixture(scope="module")
def suggested(case_article: str, case_stakeholders: list[Stakeholder]) -> Suggestions:
    return suggest(case_article, issued="2025-04-08", known=case_stakeholders)


def test_its_title_and_type(suggested: Suggestions) -> None:
    assert suggested.title == "IRS and DHS partnership targets deportable immigrants"
    assert suggested.type == "memorandum of understanding"


def test_monday_is_the_day_before_the_article(case_article: str, suggested: Suggestions) -> None:
    first = suggested.dates[0]
    assert (first.date, first.how, first.basis) == ("2025-04-07", "Monday before 2025-04-08", "filed")
    assert case_article[first.at.start : first.at.end] == "Monday"
    assert case_article[first.sentence.start : first.sentence.end].startswith("This collaboration, formalized")


def test_without_the_article_s_date_monday_is_not_guessed(case_article: str) -> None:
    assert {d.date for d in suggest(case_article).dates} == {""}


def test_its_agencies_are_those_of_the_tracker(suggested: Suggestions, case_stakeholders: list[Stakeholder]) -> None:
    ids = {s.name: s.id for s in case_stakeholders}
    found = {s.name: s for s in suggested.stakeholders}
    for name in ("IRS", "ICE", "DHS", "Treasury Department"):
        assert found[name].known == ids[name]
        assert found[name].kind == "agency"
    assert [s.name for s in suggested.stakeholders[:4]] == ["IRS", "DHS", "Treasury Department", "ICE"]
    assert found["IRS"].role == found["DHS"].role == "party"


def test_without_a_tracker_they_have_their_full_names(case_article: str) -> None:
    found = {s.name: s for s in suggest(case_article).stakeholders}
    assert found["Internal Revenue Service"].also_known_as == ("IRS",)
    assert found["Immigration and Customs Enforcement"].also_known_as == ("ICE",)
    assert found["Department of Homeland Security"].also_known_as == ("DHS",)
    assert found["Department of the Treasury"].kind == "agency"
    assert all(s.known == 0 for s in found.values())


def test_the_speakers_of_its_quotations(suggested: Suggestions) -> None:
    assert [(q.speaker, q.attribution) for q in suggested.quotes] == [
        ("Treasury spokesperson", "anonymous group"),
        ("Treasury Department", "named"),  # “the statement” is the one from the department
        ("Senior Treasury official", "anonymous group"),  # “the official”
    ]


def test_its_list_becomes_concerns_and_claims(case_article: str, suggested: Suggestions) -> None:
    bullets = case_article.index("  • The MOU")
    of_list = [c for c in suggested.concerns if c.at.start > bullets]
    assert len(of_list) == 4
    (held,) = (c for c in of_list if c.stakeholder)
    assert (held.stakeholder, held.theme, held.position) == ("IRS officials", "statutory scope", "reservations")
    assert {c.position for c in of_list if not c.stakeholder} == {"neutral"}


def test_what_veteran_officials_worry_about(suggested: Suggestions) -> None:
    held = {c.theme: c.position for c in suggested.concerns if c.stakeholder == "Veteran IRS officials" and c.theme}
    assert held == {"tax compliance and revenue": "reservations", "statutory scope": "reservations"}


def test_every_quotation_anchors_exactly(case_article: str, suggested: Suggestions) -> None:
    source = Source(kind="article-newspaper", title="An article", text=case_article)
    for at in [q.at for q in suggested.quotes] + [c.at for c in suggested.concerns]:
        words = case_article[at.start : at.end]
        anchor = anchor_quote(source, words, start=at.start)
        assert (anchor.exact, anchor.start, anchor.end, anchor.anchor) == (words, at.start, at.end, "matches")


@pytest.mark.parametrize(
    "how", ["wrapped as a PDF is", "one line end a paragraph", "straight marks", "Windows line ends"]
)
def test_however_it_is_pasted_it_suggests_the_same(
    case_article: str, case_stakeholders: list[Stakeholder], suggested: Suggestions, how: str
) -> None:
    paragraphs = case_article.split("\n\n")
    pasted = {
        "wrapped as a PDF is": "\n\n".join([*("\n".join(wrap(p, 78)) for p in paragraphs[:-1]), paragraphs[-1]]),
        "one line end a paragraph": case_article.replace("\n\n", "\n"),
        "straight marks": case_article.translate(str.maketrans("“”’", '""\'')),
        "Windows line ends": case_article.replace("\n", "\r\n"),
    }[how]
    found = suggest(pasted, issued="2025-04-08", known=case_stakeholders)
    assert (found.title, found.type) == (suggested.title, suggested.type)
    assert [d.date for d in found.dates] == [d.date for d in suggested.dates]
    assert [s.name for s in found.stakeholders] == [s.name for s in suggested.stakeholders]
    assert [q.speaker for q in found.quotes] == [q.speaker for q in suggested.quotes]

    def held(of: Suggestions) -> set[tuple[str, str, str]]:
        return {(c.stakeholder, c.theme, c.position) for c in of.concerns}

    assert held(found) == held(suggested)


def test_it_takes_well_under_a_second(case_article: str, case_stakeholders: list[Stakeholder]) -> None:
    began = time.process_time()  # of this process, so that a busy machine does not matter
    suggest(case_article, issued="2025-04-08", known=case_stakeholders)
    assert time.process_time() - began < 0.5
