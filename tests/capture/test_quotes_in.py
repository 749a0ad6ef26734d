"""Quoted speech and who says it."""

from __future__ import annotations

import pytest

from tests.capture import our_articles
from tracker.capture.quotes_in import quoted_in
from tracker.capture.sentences import Laid
from tracker.capture.suggest import suggest


def quoted(text: str) -> list[tuple[str, str]]:
    """The quotes of a text, each with its speaker."""
    return [(text[q.at.start : q.at.end], q.speaker) for q in suggest(text).quotes]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We will appeal this ruling,” said Jane Roe.", "Jane Roe"),
        ("“We will appeal this ruling,” Jane Roe said.", "Jane Roe"),
        ('"We will appeal this ruling," said Jane Roe.', "Jane Roe"),
        ("Jane Roe said: “We will appeal this ruling.”", "Jane Roe"),
        ("Jane Roe, a lawyer for the union, said, “We will appeal this ruling.”", "Jane Roe"),
        ("“We will appeal this ruling,” said Jane Roe, who leads the Tenants Alliance.", "Jane Roe"),
        ("“We will appeal this ruling,” said Tenants Alliance director Jane Roe.", "Jane Roe"),
        ("“Will they appeal this ruling?” asked Senator Jane Roe.", "Jane Roe"),
        ("According to Jane Roe, a lawyer, “this ruling will not stand for long.”", "Jane Roe"),
        ("“We will appeal this ruling,” said the Tenants Alliance.", "Tenants Alliance"),
        ("“We will appeal this ruling,” an IRS official told reporters.", "IRS official"),
        ("Jane Roe spoke first. “We will appeal this ruling,” she said.", "Jane Roe"),
        ("A senior IRS official objected. “It will not work at all,” the official said.", "Senior IRS official"),
        ("In a statement, the Tenants Alliance said the ruling “protects all of us.”", "Tenants Alliance"),
        ("Jane Roe, a lawyer, called the ruling “a disaster for renters.”", "Jane Roe"),
        ("Eric Roe, who taught law, knew it. “It was never lawful at all,” said Mr. Roe.", "Eric Roe"),
        ("Chairman John Doe (R-Mo.) said the office “needs every tool there is.”", "John Doe"),
        ("Rep. Jane Roe, D-Calif., asked: “Has anyone been fired?” Doe replied that nobody had.", "Jane Roe"),
        ("Roh Jae-hyun, who lost the vote, knew why. “We were too late with it,” Roh said.", "Roh Jae-hyun"),
        ("Prime Minister Jane Roe spoke on Monday. “Our nation is in danger,” Roe declared.", "Jane Roe"),
        ("Judge William A. Doe held that the rule “cannot be squared with the statute.”", "William A. Doe"),
        ("Jane Roe criticized John Doe and his office. “It was all too late for us,” she said.", "Jane Roe"),
        ("“It was all too late for us,” said Okoro, and left.", "Okoro"),
        ("Rep. Jane Roe (D-Ohio), of the House Judiciary Committee, called it “a betrayal of us all.”", "Jane Roe"),
        ("“Renters deserve to know of it,” said HUD Administrator Dr. Jane Roe.", "Jane Roe"),
        ("Jane Roe: “Nobody asked us at all.”", "Jane Roe"),
        ("“Nobody asked us at all,” banker Jane Roe said on the air, according to The Washington Post.", "Jane Roe"),
        (
            "Union President J. John Doe Sr., who also represents IRS employees, warned of “a hunt for us all.”",
            "J. John Doe Sr",
        ),
        (
            "It was late, John Doe, Acme Systems CEO and a founder of it, told NPR. “It hit us hard,” he said.",
            "John Doe",
        ),
        ("The Water Council praised it. “It is long overdue to us,” said Council president Jane Roe.", "Jane Roe"),
        ("Fed Chair Jane Roe said so. “We know nothing of it,” Roe said.", "Jane Roe"),
        ("Jane Roe criticized John Doe’s office. “It was all too late for us,” she said.", "Jane Roe"),
        ("Doe campaign chairman John Poe wrote to Jane Doe: “It is all too late for us.”", "John Poe"),
    ],
)
def test_the_speaker_stands_before_or_after(text: str, speaker: str) -> None:
    assert [who for _, who in quoted(text)] == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“It was all very late for us,” read a sign outside the IRS.", ""),
        ("Senator Jane Roe was asked if it was “all very late for us.” She left.", ""),
        ("Senator Jane Roe denied saying that it was “all very late for us.”", ""),
        ("The memo, written by Senator John Doe, says “it was all very late for us.”", ""),
        ("John Doe, a lawyer whom Senator Jane Roe called “a disgrace to us,” left.", "Jane Roe"),
        ("Senator Jane Roe’s lawyer, John Doe, said “it was all very late for us.”", "John Doe"),
        ("Citing Senator John Doe, Senator Jane Roe said: “It was all very late for us.”", "Jane Roe"),
        ("The IRS commissioner, John Doe, told Senator Jane Roe it was “all very late.”", "John Doe"),
        ("“It was all very late for us,” said a spokesman for the IRS.", "IRS spokesman"),
        ("A spokeswoman for the Department of Labor said: “It was all very late.”", "Department of Labor spokeswoman"),
        # What two say together is not one's alone.
        ("The IRS and the Department of Justice said that it was “all very late for us.”", ""),
        ("Senator Jane Roe, a lawyer, and Senator John Doe called it “all very late for us.”", ""),
        ("Senator Jane Roe, Senator John Doe and Senator Ann Poe called it “all very late for us.”", ""),
        ("“It was all very late for us,” said Senator Jane Roe and Senator John Doe.", ""),
        ("“It was all very late for us,” said Senator Jane Roe, and the IRS agreed.", "Jane Roe"),
        ("Sen. Jane Roe, D-Ore., and Rep. John Doe, R-Pa., said they were “all very late for us.”", ""),
        # She may be either of two, or somebody who is in no list.
        ("Jane Roe spoke. Though Senator John Doe’s term is not over yet, she said it was “all very late for us.”", ""),
        ("Senator Jane Roe left. A spokesperson for the Acme works said it grew. “It was all very late,” he said.", ""),
        ("Senator Jane Roe left. Ann Poe, who runs Acme, said it grew. “It was all very late,” she said.", "Ann Poe"),
        ("Senator Jane Roe left. Roe’s predecessor, Ann Poe, stayed. “It was all very late for us,” she said.", ""),
        ("Senator Jane Roe left. Ann Poe disagreed. “It was all very late for us,” she said.", ""),
        # Whose daughter bears the name, or whose office goes by it.
        ("Mr. Doe met his daughter Ann Doe. “It was all very late for us,” Mr. Doe said.", "Mr Doe"),
        (
            "President Jane Roe left. The Roe administration met a party, which rose by saying it was “all very late.”",
            "",
        ),
        # Another department, no speech, no name.
        ("The FCC met. The Dallas police department posted a picture with the words “have you seen him today.”", ""),
        ("Senator Jane Roe left. She went on a tour of the “Old Mill and its Yard.”", ""),
        ("Few would argue that it was “all very late for us.”", ""),
    ],
)
def test_nobody_is_given_another_s_words(text: str, speaker: str) -> None:
    assert [who for _, who in quoted(text)] == [speaker]


def test_a_quote_split_by_its_speaker_is_two_of_the_same() -> None:
    assert quoted("“We will appeal,” said Jane Roe. “And we will win this case.”") == [
        ("We will appeal,", "Jane Roe"),
        ("And we will win this case.", "Jane Roe"),
    ]


def test_quotes_of_one_sentence_and_paragraphs_that_follow_are_of_one_speaker() -> None:
    text = (
        "Mr. Roe said it was “distressing” not to have moved on “even in the face of this.”\n\n"
        "“We tried for years, and we will try again,” Roe said.\n\n“There are going to be tensions. They will pass.”"
    )
    assert {who for _, who in quoted(text)} == {"Mr Roe"}


def test_a_quote_in_a_quote_belongs_to_it() -> None:
    text = "“The judge told us ‘not now’ and ‘not ever’,” said Jane Roe. “He said “no” twice to us.”"
    assert [words for words, _ in quoted(text)] == [
        "The judge told us ‘not now’ and ‘not ever’,",
        "He said “no” twice to us.",
    ]


def test_paragraphs_that_go_on_have_one_speaker_and_no_marks_in_them() -> None:
    found = quoted(our_articles.PARAGRAPHS)
    assert [words for words, _ in found] == [
        "We were told in May that nothing would close,",
        "We believed it.",
        "Then the letters came. They gave us nine days.",
        "Nine days isn’t notice.",
        "I would hear about it,",
        "if there were.",
    ]
    assert {who for _, who in found} == {"Marta Lindqvist"}


def test_single_marks_are_quotes_and_apostrophes_are_not() -> None:
    assert quoted(our_articles.BRITISH) == [
        ("Parents weren’t asked, and children can’t say no,", "Ruth Adeyemi"),
        ("That isn’t consent.", "Ruth Adeyemi"),
    ]
    assert quoted("The workers’ rights weren't theirs, and 'twas so. It's the boss's say.") == []


def test_a_text_full_of_single_marks_that_nothing_closes_takes_no_time() -> None:
    # The square of so many would be hours.
    assert quoted_in(Laid("It was 's so. " + "'s " * 100_000)) == []


def test_a_few_words_in_marks_are_nobody_s_speech() -> None:
    assert quoted("The so-called “sanctuary” rule is old. The agency runs a “portal” for it.") == [
        ("sanctuary", ""),
        ("portal", ""),
    ]


def test_the_name_of_something_in_brackets_is_no_quote() -> None:
    assert quoted("The Internal Revenue Service (“IRS”) and Department of Records (the “Department”) agreed.") == []


def test_inches_open_no_quote() -> None:
    assert quoted('The board is 6" wide and 9" long, and nobody said so.') == []


def test_a_speaker_is_never_invented() -> None:
    assert quoted("“This will not stand for long at all.” The office closed at five.") == [
        ("This will not stand for long at all.", "")
    ]


def test_unnamed_speakers_are_anonymous_and_named_ones_named() -> None:
    text = "“It will not work at all,” said an IRS official. “It will work,” said Jane Roe."
    assert [q.attribution for q in suggest(text).quotes] == ["anonymous group", "named"]


@pytest.mark.parametrize("marks", ["“{0}”", '"{0}"'])
def test_who_is_named_in_a_quote_is_not_who_they_are_that_say_it(marks: str) -> None:
    words = "This betrays the trust of taxpayers and of unions,"
    text = f"A letter came to the office on Monday. {marks.format(words)} they wrote."
    assert quoted(text) == [(words, "")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Commissioner Jo Bell wrote a memo on addresses. “It does nothing of the sort,” said one.", [""]),
        (
            "Commissioner Jo Bell wrote that “the law requires it.” Others disagreed: “It does not,” said one.",
            ["Jo Bell", ""],
        ),
        (
            "Commissioner Jo Bell wrote that it was “required by law” and that it “harms no one.”",
            ["Jo Bell", "Jo Bell"],
        ),
    ],
)
def test_what_one_of_others_says_is_not_said_by_who_spoke_before(text: str, said: list[str]) -> None:
    assert [speaker for _, speaker in sorted(quoted(text), key=lambda each: text.index(each[0]))] == said


def test_a_name_that_stands_in_full_again_is_who_is_meant_after_it() -> None:
    text = (
        "Mayor Ana Cruz and union president Luis Rey spoke on Friday. “We oppose this loss of privacy,” Ana Cruz said. "
        "Luis Rey disagreed. “It is lawful and it is needed,” he said."
    )
    assert [speaker for _, speaker in quoted(text)] == ["Ana Cruz", "Luis Rey"]
    # Part of a longer name it is not.
    street = text.replace("Luis Rey disagreed", "The Luis Rey Foundation disagreed")
    assert [s.name for s in suggest(street).stakeholders if s.name == "Luis Rey Foundation"]


def test_of_two_agencies_of_one_sentence_neither_is_the_agency() -> None:
    two = (
        "The Federal Trade Commission and the Federal Communications Commission met. “We worry a lot,” the agency said."
    )
    assert [speaker for _, speaker in quoted(two)] == [""]
    one = two.replace(" and the Federal Communications Commission", "")
    assert [speaker for _, speaker in quoted(one)] == ["Federal Trade Commission"]
