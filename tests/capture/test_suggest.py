"""What is suggested of articles of our own, in several styles, and what holds of any text at all."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.capture import our_articles
from tests.capture.conftest import shared
from tracker.capture.suggest import suggest
from tracker.capture.suggested import Place, Suggestions
from tracker.errors import CancelledError
from tracker.operations.quoting import anchor_quote
from tracker.records import Source, Stakeholder

ARTICLES = {name: text for name, text in vars(our_articles).items() if name.isupper()}


def places(found: Suggestions) -> Iterator[Place]:
    for date in found.dates:
        yield from (date.at, date.sentence)
    for stakeholder in found.stakeholders:
        yield from stakeholder.at
    for each in (*found.quotes, *found.concerns, *found.references):
        yield each.at


def held(found: Suggestions) -> dict[str, list[tuple[str, str]]]:
    """Theme and position by who holds it."""
    out: dict[str, list[tuple[str, str]]] = {}
    for concern in found.concerns:
        out.setdefault(concern.stakeholder, []).append((concern.theme, concern.position))
    return out


@pytest.mark.parametrize(
    ("name", "kind", "day"),
    [
        ("RULING", "order", "2025-03-13"),
        ("RULE", "proposed rule", "2024-10-02"),
        ("LETTER", "congressional letter", "2025-05-06"),
        ("ORDER", "executive order", "2025-01-20"),
        ("OPINION", "opinion", "2025-05-12"),
    ],
)
def test_the_type_and_the_likeliest_day(name: str, kind: str, day: str) -> None:
    issued = {"RULING": "2025-03-14", "RULE": "2024-10-02", "LETTER": "2025-05-08", "ORDER": "2025-01-30"}
    found = suggest(ARTICLES[name], issued=issued.get(name, ""))
    assert (found.type, found.dates[0].date) == (kind, day)


def test_a_text_of_nothing_suggests_nothing() -> None:
    found = suggest(our_articles.NOTHING, issued="2025-05-12")
    assert (found.type, list(places(found))) == ("", [])


def test_people_with_their_titles_and_kinds() -> None:
    found = {s.name: (s.kind, s.role) for s in suggest(our_articles.RULING, issued="2025-03-14").stakeholders}
    assert found == {
        "Miriam Okafor": ("court", "judge"),
        "Jonas Weller": ("other", "speaker"),
        "Dana Pruitt": ("officials", "speaker"),
        "Department of Housing and Urban Development": ("agency", ""),
        "Social Security Administration": ("agency", ""),
        "Massachusetts Housing Alliance": ("advocacy group", ""),
        "Tenants United": ("other", ""),
        "U.S. Court of Appeals for the First Circuit": ("court", ""),
    }


def test_other_names_are_those_the_text_gives() -> None:
    found = {s.name: s.also_known_as for s in suggest(our_articles.RULING).stakeholders}
    assert found["Massachusetts Housing Alliance"] == ("MHA",)
    assert found["Department of Housing and Urban Development"] == ("HUD",)
    assert found["Miriam Okafor"] == ()


def test_known_stakeholders_are_meant_by_any_of_their_names() -> None:
    known = [
        Stakeholder(id=7, name="HUD", kind="agency", also_known_as="Department of Housing and Urban Development"),
        Stakeholder(id=8, name="Judge Okafor", kind="court", also_known_as="Miriam Okafor"),
    ]
    found = {s.name: s for s in suggest(our_articles.RULING, known=known).stakeholders}
    assert (found["HUD"].known, found["HUD"].kind) == (7, "agency")
    assert (found["Judge Okafor"].known, found["Judge Okafor"].kind) == (8, "court")


def test_unnamed_people_and_judges_are_known_by_other_forms_of_their_names() -> None:
    known = [
        Stakeholder(id=1, name="DHS", kind="agency", also_known_as="Department of Homeland Security"),
        Stakeholder(id=2, name="DHS spokesperson", kind="agency"),
        Stakeholder(id=3, name="Dana B. Okafor", kind="court"),
        Stakeholder(id=4, name="Senior Treasury official", kind="officials"),
    ]
    text = (
        "A Department of Homeland Security spokeswoman said it would wait. Judge Okafor ruled. "
        "A senior Treasury Department official said it was late."
    )
    found = {s.known: s.name for s in suggest(text, known=known).stakeholders if s.known}
    assert found == {1: "DHS", 2: "DHS spokesperson", 3: "Dana B. Okafor", 4: "Senior Treasury official"}


def test_a_name_that_two_stakeholders_share_is_not_guessed() -> None:
    known = [
        Stakeholder(id=1, name="Center for Renters", kind="advocacy group", also_known_as="The Center"),
        Stakeholder(id=2, name="Center for Owners", kind="advocacy group", also_known_as="The Center"),
    ]
    assert not [s for s in suggest("The Center said that it would sue the city.", known=known).stakeholders if s.known]


def test_ice_is_an_agency_and_ice_is_not() -> None:
    assert [s.name for s in suggest("The roads had ice on them, and ICE agents fell.").stakeholders][:1] == [
        "Immigration and Customs Enforcement"
    ]
    assert suggest("The ice is thin. It was an epic fail for fair people.").stakeholders == ()


def test_a_state_s_department_is_not_the_federal_one() -> None:
    names = [s.name for s in suggest("The Texas Department of Agriculture said it would wait.").stakeholders]
    assert names == ["Texas Department of Agriculture"]


def test_roles_only_where_the_text_says_so() -> None:
    text = "The Tenants Alliance sued the Department of Labor on Friday. The Department of Energy looked on."
    found = {s.name: s.role for s in suggest(text).stakeholders}
    assert found == {"Tenants Alliance": "plaintiff", "Department of Labor": "defendant", "Department of Energy": ""}


def test_concerns_are_held_by_their_subject() -> None:
    found = held(suggest(our_articles.RULE))
    assert found["American Lung League"] == [("", "opposes")]
    assert found["National Federation of Chemical Makers"] == [("", "supports")]
    assert found["State officials"] == [("data security", "reservations")]
    assert ("", "opposes") in found["Mary Ellen Voss"]  # “reckless”
    assert found["Critics"] == [("data security", "reservations")]  # of the list


def test_of_two_who_hold_something_together_each_holds_it() -> None:
    found = suggest("The ACLU and Public Citizen oppose the sharing of private taxpayer data.").concerns
    assert {(c.stakeholder, c.position) for c in found} == {
        ("American Civil Liberties Union", "opposes"),
        ("Public Citizen", "opposes"),
    }


def test_our_union_is_the_only_union_of_the_text_and_of_two_neither() -> None:
    text = "The National Treasury Employees Union met.\n\nOur union opposes the sharing of private taxpayer data."
    assert [c.stakeholder for c in suggest(text).concerns] == ["National Treasury Employees Union"]
    two = text.replace(" met", " met the American Federation of Government Employees")
    assert suggest(two).concerns == ()


def test_a_common_word_that_begins_a_line_is_nobody() -> None:
    found = suggest("Union condemns plan to share data\n\nThe plan opposes privacy.")
    assert "Union" not in {c.stakeholder for c in found.concerns}
    groups = suggest("For Democrats it was over. Patient advocates objected to it.").stakeholders
    assert [s.name for s in groups] == ["Patient advocates"]


def test_an_organisation_s_name_does_not_begin_with_of() -> None:
    found = suggest("As the past Chair of the Beacon Council, I was there.").stakeholders
    assert [s.name for s in found] == ["Beacon Council"]


def test_what_an_agency_is_said_to_have_done_is_not_its_own_view() -> None:
    found = held(suggest("The lawyers say that the IRS unlawfully gave away the private addresses of taxpayers."))
    assert "Internal Revenue Service" not in found
    assert found["Lawyers"] == [("privacy", "opposes")]


def test_they_are_those_of_the_sentence_before() -> None:
    text = (
        "Some immigration officials were asked first. The state attorneys general sued over it on Monday. "
        "They argue that the plan violates the privacy of patients."
    )
    assert held(suggest(text)) == {"State attorneys general": [("privacy", "opposes")]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jane Roe said John Doe opposes the privacy rule.", {"Jane Roe": "neutral"}),
        (
            "The ACLU says that the IRS supports breaking the privacy law.",
            {"American Civil Liberties Union": "neutral"},
        ),
        ("The Senate passed a privacy law that the White House opposes.", {"White House": "opposes"}),
        (
            "Jane Roe, a lawyer for the ACLU, which opposes the privacy rule, left.",
            {"American Civil Liberties Union": "opposes"},
        ),
        ("The IRS rejected claims that the privacy rule is unlawful.", {}),
        (
            "The IRS denied that it had broken the privacy law, which is illegal.",
            {"Internal Revenue Service": "neutral"},
        ),
        ("The IRS dismissed concerns about privacy.", {}),
        ("The privacy rule was opposed by the ACLU.", {}),
        ("The agency’s critics, including the ACLU, say the privacy rule is unlawful.", {}),
        ("Jane Roe asked: “Do you support the privacy law or do you not?”", {"Jane Roe": "neutral"}),
        ("“The IRS says that they oppose the privacy rule,” said Jane Roe.", {"Jane Roe": "neutral"}),
        ("“We strongly oppose the whole privacy rule,” said Jane Roe.", {"Jane Roe": "opposes"}),
        ("Jane Roe said that she opposes the privacy rule.", {"Jane Roe": "opposes"}),
    ],
)
def test_nobody_is_given_a_view_that_is_another_s(text: str, expected: dict[str, str]) -> None:
    assert {c.stakeholder: c.position for c in suggest(text).concerns} == expected


def test_it_in_what_somebody_says_is_who_says_it() -> None:
    known_by_name = "The Department of Labor waited. The Harbor Alliance said it was concerned about privacy."
    assert held(suggest(known_by_name)) == {"Harbor Alliance": [("privacy", "reservations")]}
    unknown = "The Department of Labor waited. Quayside Homes said that it was concerned about privacy."
    assert "Department of Labor" not in held(suggest(unknown))


def test_a_dateline_is_no_part_of_a_name() -> None:
    text = "AUSTIN, Texas - The Texas Supreme Court ruled on Friday that it may stay."
    assert [s.name for s in suggest(text).stakeholders] == ["Texas Supreme Court"]


def test_what_is_done_to_somebody_is_nothing_they_say() -> None:
    text = (
        "Records held by the Department of Labor were private. Jane Roe said that John Doe should be held accountable."
    )
    assert set(held(suggest(text))) == {"Jane Roe"}


def test_we_of_a_letter_are_those_who_sign_it() -> None:
    text = (
        "Dear Secretary Doe:\n\nWe write to express our concern about the privacy of taxpayers.\n\nSincerely,\n\n"
        "Jane Roe\nUnited States Senator\n"
    )
    found = suggest(text)
    assert held(found) == {"Jane Roe": [("privacy", "reservations")]}
    assert {s.name: s.kind for s in found.stakeholders}["Jane Roe"] == "legislators"
    assert found.type == "congressional letter"
    assert "Doe" in [s.name.split()[-1] for s in found.stakeholders]


def test_a_heading_in_capitals_names_nobody() -> None:
    text = (
        "Attorney General Announces Withdrawal Of Many Pieces\n\nThe Department of Labor said on Monday it would wait."
    )
    assert [s.name for s in suggest(text).stakeholders] == ["Department of Labor"]


def test_a_title_is_no_date_and_no_announcement_of_one() -> None:
    text = "FOR IMMEDIATE RELEASE\nThursday, March 20, 2025\n\nHarbor office closes\n\nThe office closed."
    assert suggest(text).title == "Harbor office closes"


def test_a_plan_with_an_acronym_is_nobody() -> None:
    text = (
        "The State Harbor Plan (SHP) is old. The Quay Renewal Measure is older. The State Harbor Plan was changed, and "
        "the Quay Renewal Measure was not. Harbor Watchers Forever (HWF) sued. HWF said the plan is void."
    )
    assert [(s.name, s.also_known_as) for s in suggest(text).stakeholders] == [("Harbor Watchers Forever", ("HWF",))]


def test_names_end_where_their_line_does() -> None:
    (found,) = suggest("We wrote to the Harbor Alliance\nBoston answered at once.").stakeholders
    assert found.name == "Harbor Alliance"


def test_a_position_only_where_words_say_it() -> None:
    (concern,) = suggest("Jane Roe said that the privacy of taxpayers is a matter of statute.").concerns
    assert (concern.stakeholder, concern.position) == ("Jane Roe", "neutral")
    (denied,) = suggest("Jane Roe, a lawyer, said she does not oppose the privacy rule.").concerns
    assert denied.position == "neutral"


def test_a_statement_is_short_and_the_words_are_whole() -> None:
    text = (
        "The Tenants Alliance opposes the privacy rule, " + "and it says so often and at some length, " * 8 + "it said."
    )
    (concern,) = suggest(text).concerns
    assert text[concern.at.start : concern.at.end] == text
    assert len(concern.statement) < 230
    assert concern.statement.endswith(" …")


def test_types_and_themes_may_be_the_user_s_own() -> None:
    found = suggest("Zoning hearing on noise. The Tenants Alliance fears noise.", types=("zoning",), themes=("noise",))
    assert found.type == "zoning"
    assert [c.theme for c in found.concerns] == ["noise"]


def test_it_can_be_cancelled() -> None:
    def cancelled() -> None:
        raise CancelledError("Stopped.")

    with pytest.raises(CancelledError):
        suggest(our_articles.RULING, check=cancelled)


@pytest.mark.parametrize("name", ARTICLES)
def test_every_place_holds_its_words_and_anchors_there(name: str) -> None:
    text = ARTICLES[name]
    source = Source(kind="webpage", title=name, text=text)
    for at in places(suggest(text, issued="2025-05-01")):
        words = text[at.start : at.end]
        assert words == words.strip()
        anchor = anchor_quote(source, words, start=at.start)
        assert (anchor.start, anchor.end, anchor.anchor) == (at.start, at.end, "matches")


PIECES = st.sampled_from(
    [
        *'“”"\'’‘«»(•%)0-²ⅧİßǅA', " ", "\n", "\n\n", "\t", "\u2028", "\u00a0", "\U0001f600", ". ", ", ", ": ", "1. ",
        "said ", "Jane Roe ", "the official ", "a senior Treasury official ", "IRS ", "Department of the Treasury ",
        "worries ", "opposes ", "privacy ", "Monday ", "April 7, 2025", "7/4/25", "last week ", "in May ", "v. ",
        "26 U.S.C. § 6103(i)(2)", "No. 24-1234 ", "According to ", "Judge ", "U.S. ", "(DHS)", "the statement ", "it ",
        "they ", "who ", "of ", "and ",
    ]
)  # fmt: skip


@settings(max_examples=200)
@given(st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=200)))
def test_no_text_breaks_it_and_every_place_is_inside(text: str) -> None:
    for issued in ("", "2025-04-08", "0001-01-01", "9999-12-31", "2025-04~"):
        found = suggest(text, issued=issued)
        for at in places(found):
            assert 0 <= at.start < at.end <= len(text)


def test_no_text_of_the_shared_data_breaks_it() -> None:
    tried = 0
    strings = json.loads(shared("data", "naughty-strings", "blns.json").read_text(encoding="utf-8"))
    for text in strings:
        suggest(text.replace("\0", ""))
        tried += 1
    for path in sorted(shared("data").rglob("*")):
        if path.suffix in (".html", ".json", ".txt", ".xml", ".csv") and path.is_file():
            text = path.read_bytes()[:6_000].decode("utf-8", "replace")
            for at in places(suggest(text, issued="2024-01-02")):
                assert 0 <= at.start < at.end <= len(text)
            tried += 1
    assert tried > 700


def test_what_somebody_says_for_himself_is_not_the_view_of_who_spoke_before() -> None:
    text = "Views differ\n\nAnn Lee opposes the privacy rule. Bo Ray does not. “I support privacy,” he said."
    assert ("privacy", "supports") not in held(suggest(text)).get("Ann Lee", [])


@pytest.mark.parametrize(
    "said",
    [
        "If it were unlawful under the statute, the court would say so,",
        "There is nothing illegal about the statute,",
        "The judge will tell whether it is lawful under the statute,",
    ],
)
def test_what_is_only_supposed_or_denied_is_nobody_s_position(said: str) -> None:
    found = held(suggest(f"Views differ\n\n“{said}” said Jane Roe, a lawyer."))
    assert found.get("Jane Roe", [("", "neutral")])[0][1] == "neutral"


def test_who_shares_a_surname_with_somebody_of_an_earlier_article_is_somebody_else() -> None:
    first = suggest("Court rules\n\nJudge Elena Marsh ruled on Monday. Marsh wrote that the registry is lawful.")
    kept = [
        Stakeholder(id=n, name=s.name, kind=s.kind, also_known_as="\n".join(s.also_known_as))
        for n, s in enumerate(first.stakeholders, 1)
    ]
    assert "Elena Marsh" in {s.name for s in kept}
    later = suggest(
        "Registry opens\n\nDeputy Director Carl Marsh spoke. “We oppose this loss of privacy,” Marsh said.", known=kept
    )
    assert [q.speaker for q in later.quotes] == ["Carl Marsh"]
    assert "Elena Marsh" not in {s.name for s in later.stakeholders}


@pytest.mark.parametrize(
    "piece",
    [
        "“a ",
        "He said. ",
        "a, ",
        "the official said ",
        "The statement said: “so.” ",
        "A v. B ",
        "(a)",
        "A",
        " ",
        "\n",
        "1-2/3.4 ",
    ],
)
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    """Counted, not timed: a check comes after so many steps of every part."""

    def steps(size: int) -> int:
        count = 0

        def check() -> None:
            nonlocal count
            count += 1

        suggest(piece * (size // len(piece)), check=check)
        return count

    assert steps(20_000) <= 2 * steps(10_000) + 40
