"""The same article is found by its address or its words, also cut, updated or re-published; another article is not."""

from __future__ import annotations

import random

import pytest

from tracker.operations.annotate import add_source
from tracker.operations.duplicates import Duplicate, likely_duplicates
from tracker.records import Source
from tracker.store import Store

TEXT = """The records bureau will answer the district's requests for household registers, two officials said.

Under the arrangement, which was signed on a quiet afternoon in the annex, a clerk may hand over a name, a street and
the year of the last entry, but no letter that a household wrote. A spokeswoman called it a narrow and careful step.

“A register is lent by those who stand in it,” said Ines Varga of the Registers Watch. “It was never ours to pass on.”
Her group asked the court of the second district to look at the arrangement before the first folder leaves the house.

The bureau keeps eleven million entries. It did not say how many of them the district has asked for so far, nor who
would check that a folder comes back. The district's own counsel had advised in spring to wait for a written rule.
"""
OTHER = """Ines Varga has spent thirty years with registers. On Tuesday she stood on the steps of the annex and spoke.

“A register is lent by those who stand in it,” she told some forty people. The records bureau signed an arrangement
with the district this week. She and the Registers Watch have taken it to court, where a hearing is set for the autumn.

Her interest began as a student, in a cellar full of card boxes that nobody had opened since a flood. What moved her
then, she says, was how much trust a card holds. The bureau would not be interviewed for this portrait.
"""
SOURCE = Source(
    kind="article-newspaper",
    title="Records bureau to answer district's requests",
    publisher="The Daily Ledger",
    issued="2025-04-08",
    url="https://ledger.example/2025/bureau?utm_source=letter",
    text=TEXT,
)


def kept(store: Store, **values: str) -> Source:
    fields = {"title": "Something else", "kind": "webpage"} | values
    return add_source(store, Source(**fields))  # type: ignore[arg-type]


def whys(store: Store, source: Source = SOURCE) -> list[tuple[int, str]]:
    return [(d.source, d.why) for d in likely_duplicates(store, source)]


def test_an_empty_tracker_has_no_duplicate(store: Store) -> None:
    assert likely_duplicates(store, SOURCE) == []


def test_the_same_address_in_another_form_is_found(store: Store) -> None:
    there = kept(store, url="http://www.ledger.example/2025/bureau/amp/")
    (found,) = likely_duplicates(store, SOURCE)
    assert found == Duplicate(there.id, "Something else", "", "", there.url, "same address", -1.0, False)
    assert found.likeliest == "link"


def test_the_same_address_with_another_text_is_another_version(store: Store) -> None:
    kept(store, url="https://ledger.example/2025/bureau", text=OTHER)
    (found,) = likely_duplicates(store, SOURCE)
    assert (found.why, found.likeliest) == ("same address", "version")


def test_the_same_text_is_found_whatever_its_white_space_and_marks(store: Store) -> None:
    there = kept(store, text=" ".join(TEXT.split()).replace("“", '"').replace("”", '"'))
    (found,) = likely_duplicates(store, SOURCE)
    assert (found.source, found.why, found.alike, found.likeliest) == (there.id, "same text", 1.0, "link")


@pytest.mark.parametrize(
    "text",
    [
        TEXT[: len(TEXT) * 2 // 3],
        "Updated at noon.\n\n" + TEXT + "\n\nThe district declined to comment on Wednesday.",
        TEXT.replace("eleven million", "twelve million").replace("quiet", "rainy"),
    ],
    ids=["cut", "longer", "corrected"],
)
def test_a_text_that_was_cut_updated_or_corrected_is_found(store: Store, text: str) -> None:
    there = kept(store, text=text)
    (found,) = likely_duplicates(store, SOURCE)
    assert (found.source, found.why, found.likeliest) == (there.id, "nearly the same text", "version")


def test_the_copy_of_another_outlet_is_found_and_both_are_kept(store: Store) -> None:
    there = kept(store, text="(Wire) " + TEXT, url="https://times.example/wire/1", publisher="The Times")
    (found,) = likely_duplicates(store, SOURCE)
    assert (found.source, found.why, found.likeliest) == (there.id, "nearly the same text, other outlet", "both")


def test_two_outlets_are_told_apart_by_name_where_there_is_no_address(store: Store) -> None:
    kept(store, text=TEXT, publisher="The Times")
    assert [why for _, why in whys(store)] == ["nearly the same text, other outlet"]


def test_the_same_title_on_that_day_is_found(store: Store) -> None:
    there = kept(store, title="Records Bureau to answer district’s requests", issued="2025-04")
    assert whys(store) == [(there.id, "same title and day")]


def test_the_same_title_on_another_day_is_another_article(store: Store) -> None:
    kept(store, title=SOURCE.title, issued="2025-05-08")
    assert whys(store) == []


def test_another_article_on_the_same_matter_with_the_same_quotation_is_none(store: Store) -> None:
    kept(store, text=OTHER, issued="2025-04-08")
    assert whys(store) == []


def test_short_texts_are_the_same_only_as_a_whole(store: Store) -> None:
    there = kept(store, text="No comment, the bureau said.")
    kept(store, text="No comment, the bureau said on Monday.")
    assert whys(store, Source(kind="webpage", title="S", text="No comment, the bureau said.")) == [
        (there.id, "same text")
    ]


def test_a_source_is_not_its_own_duplicate(store: Store) -> None:
    assert likely_duplicates(store, add_source(store, SOURCE)) == []


def test_the_likeliest_come_first_and_few(store: Store) -> None:
    titled = kept(store, title=SOURCE.title)
    near = kept(store, text=TEXT[: len(TEXT) // 2])
    same = kept(store, text=TEXT)
    at = kept(store, url=SOURCE.url)
    assert [row for row, _ in whys(store)] == [same.id, at.id, near.id]
    assert titled.id in [d.source for d in likely_duplicates(store, SOURCE, most=9)]


@pytest.mark.parametrize("text", ["", "   \n", "“—”", "the " * 100, '"quote" OR text : x* NEAR(', "字" * 400])
def test_any_text_can_be_looked_up(store: Store, text: str) -> None:
    there = kept(store, text=text)
    found = whys(store, Source(kind="webpage", title="S", text=text))
    assert found in ([], [(there.id, "same text")])


def test_a_copy_is_found_among_many_texts_of_the_same_words(store: Store) -> None:
    chance = random.Random(4)
    words = TEXT.split()
    with store.edit("Add") as edit:
        for number in range(400):
            text = " ".join(chance.choice(words) for _ in range(200))
            edit.add(Source(kind="webpage", title=f"Number {number}", text=text))
    there = kept(store, text="Updated. " + TEXT)
    assert whys(store) == [(there.id, "nearly the same text")]
