"""Suggestions become rows of which few are picked, and the picked ones what is to be kept, each with its words."""

from __future__ import annotations

from tracker.capture.suggested import (
    Place,
    SuggestedConcern,
    SuggestedDate,
    SuggestedQuote,
    SuggestedReference,
    SuggestedStakeholder,
    Suggestions,
)
from tracker.operations import picking
from tracker.operations.capturing import THIS
from tracker.operations.picking import LawRow, PersonRow, WordsRow

TEXT = "On Monday the bureau signed it. “Too far,” said Ann Lee. It may chill reporting."


def place(words: str) -> Place:
    return Place(TEXT.index(words), TEXT.index(words) + len(words))


def who(name: str, kind: str = "agency", role: str = "", known: int = 0) -> SuggestedStakeholder:
    return SuggestedStakeholder(name, kind, known, role)


def test_a_date_that_is_not_known_yet_is_no_row_and_each_stands_once() -> None:
    at, sentence = place("Monday"), place("On Monday the bureau signed it.")
    found = (
        SuggestedDate("", at, sentence, "needs the article's date"),
        SuggestedDate("2025-05-12", at, sentence, basis="signed"),
        SuggestedDate("2025-05-10", at, sentence),
        SuggestedDate("2025-05-12", at, sentence),
    )
    assert [(r.date, r.basis) for r in picking.date_rows(Suggestions(dates=found))] == [
        ("2025-05-12", "signed"),
        ("2025-05-10", ""),
    ]


def test_few_are_picked_and_none_who_only_speaks_or_reports() -> None:
    people = (
        who("Bureau", role="signatory"),
        who("Ann Lee", "officials", "speaker"),
        who("Ledger", "press", "reporter"),
        who("Group", "advocacy group", "plaintiff"),
        *(who(f"Agency {number}") for number in range(5)),
    )
    found = picking.person_rows(Suggestions(stakeholders=people))
    assert [r.name for r in found if r.picked] == ["Bureau", "Group", "Agency 0", "Agency 1"]
    assert all(r.role for r in found)


def test_words_that_are_a_concern_and_a_quote_are_one_row_and_none_is_picked() -> None:
    said = place("Too far,")
    found = Suggestions(
        quotes=(SuggestedQuote(said, "Ann Lee"), SuggestedQuote(place("Monday"))),
        concerns=(SuggestedConcern("Ann Lee", "officials", "privacy", "opposes", "It goes too far.", "named", said),),
    )
    words = picking.words_rows(found, TEXT)
    assert [(r.who, r.theme, r.statement, r.picked) for r in words] == [
        ("Ann Lee", "privacy", "It goes too far.", False),
        ("", "", "Monday", False),
    ]


def test_a_docket_has_the_court_if_the_text_names_but_one() -> None:
    docket = SuggestedReference("docket", "1:25-cv-00009", Place(0, 1))
    first, second = (SuggestedReference("court", name, Place(0, 1)) for name in ("D.D.C.", "N.D. Cal."))
    assert picking.law_rows(Suggestions(references=(docket, first))) == (
        LawRow("docket", "1:25-cv-00009", "D.D.C.", Place(0, 1)),
    )
    assert picking.law_rows(Suggestions(references=(docket, first, second)))[0].court == ""


def test_what_is_picked_keeps_its_words_and_its_place() -> None:
    words = (
        WordsRow(place("Too far,"), "Ann Lee", theme="privacy", position="opposes", picked=True),
        WordsRow(place("It may chill reporting."), picked=True),
        WordsRow(place("Monday"), "Ann Lee", theme="privacy"),
    )
    (concern,) = picking.concerns(words, TEXT)
    (quote,) = picking.quotes(words, TEXT)
    assert concern.citation is not None
    assert (concern.stakeholder, concern.citation.quote, concern.citation.start) == ("Ann Lee", "Too far,", 33)
    assert (quote.source, quote.quote, quote.start) == (THIS, "It may chill reporting.", TEXT.index("It may"))


def test_newcomers_are_those_picked_or_with_a_concern_that_is() -> None:
    people = (
        PersonRow("Bureau", "agency", "party", also=("BoR",), picked=True),
        PersonRow("Known", "agency", "party", known=7, picked=True),
        PersonRow("Ann Lee", "scholars", "speaker"),
        PersonRow("Left", "agency", "party"),
    )
    words = (WordsRow(Place(0, 2), "Ann Lee", theme="privacy", picked=True),)
    made = picking.newcomers(people, words)
    assert [(s.name, s.kind, s.also_known_as) for s in made] == [
        ("Bureau", "agency", "BoR"),
        ("Ann Lee", "scholars", ""),
    ]
    assert [r.stakeholder for r in picking.roles(people)] == ["Bureau", "Known"]


def test_law_is_told_apart() -> None:
    law = (
        LawRow("docket", "1:25-cv-00009", "D.D.C.", picked=True),
        LawRow("statute", "26 U.S.C. § 6103", picked=True),
        LawRow("order", "E.O. 1"),
    )
    assert [(d.docket_number, d.court) for d in picking.dockets(law)] == [("1:25-cv-00009", "D.D.C.")]
    assert [(a.citation, a.kind) for a in picking.authorities(law)] == [("26 U.S.C. § 6103", "statute")]
