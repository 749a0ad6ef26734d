"""The rule of `anchors`, on texts of few sentences that come back again and again, edited several times at once.

The rule is told here in the plainest way: all stretches are tried, and their places counted.
"""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.capture.anchors import CONTEXT, Found, Lost, find_again, places

SENTENCES = ("It may.", "It is so.", "We may ask.", "It may not.", "So it is.")


@dataclass(frozen=True)
class Quote:
    exact: str
    start: int
    end: int
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class Case:
    """A text in three parts, the middle one a quote that no edit touches, and what came to stand around it."""

    before: str
    exact: str
    after: str
    new_before: str
    new_after: str

    @property
    def old(self) -> str:
        return self.before + self.exact + self.after

    @property
    def new(self) -> str:
        return self.new_before + self.exact + self.new_after

    @property
    def quote(self) -> Quote:
        return Quote(self.exact, len(self.before), len(self.before) + len(self.exact))


some_sentences = st.lists(st.sampled_from(SENTENCES), max_size=5)


@st.composite
def edited(draw: st.DrawFn, sentences: list[str], pool: list[str]) -> list[str]:
    """Sentences after up to three edits: some are left out, and others of `pool`, a whole run of them, put in."""
    out = list(sentences)
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(out)))
        end = draw(st.integers(start, min(len(out), start + 2)))
        first = draw(st.integers(0, len(pool)))
        out[start:end] = pool[first : first + draw(st.integers(0, 3))]
    return out


@st.composite
def cases(draw: st.DrawFn, *, sides: tuple[bool, bool]) -> Case:
    """Texts edited before the quote, after it, or on both sides."""
    before, after = draw(some_sentences), draw(some_sentences)
    quoted = draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=2))
    pool = [*before, *quoted, *after, *SENTENCES]
    now_before = draw(edited(before, pool)) if sides[0] else before
    now_after = draw(edited(after, pool)) if sides[1] else after
    # The quote may begin and end within its sentences.
    words = " ".join(quoted)
    start = draw(st.integers(0, len(words) - 1).filter(lambda n: not words[n].isspace()))
    end = draw(st.integers(start + 1, len(words)).filter(lambda n: not words[n - 1].isspace()))

    left = [" ".join([*some, words[:start]]) for some in (before, now_before)]
    right = [" ".join([words[end:], *some]) for some in (after, now_after)]
    return Case(left[0], words[start:end], right[0], left[1], right[1])


def flat(text: str) -> str:
    return f"\n{''.join(text.split())}\n"


def flat_place(text: str, at: int) -> int:
    return 1 + len("".join(text[:at].split()))


def tied(a: str, start: int, end: int, b: str) -> set[int]:
    """Where `a[start:end]` stands in `b` in a stretch that stands once in either: all stretches are tried."""
    out = set()
    for first in range(start + 1):
        for last in range(end, len(a) + 1):
            stretch = a[first:last]
            if len(places(a, stretch)) == len(places(b, stretch)) == 1:
                out.add(b.index(stretch) + start - first)
    return out


@given(cases(sides=(True, True)))
@settings(max_examples=150)
def test_a_quote_is_found_only_where_it_is_tied_to_one_place_and_that_place_to_it_alone(case: Case) -> None:
    again = find_again(case.old, case.new, case.quote)
    if not isinstance(again, Found):
        return
    old, new = flat(case.old), flat(case.new)
    was, now = flat_place(case.old, case.quote.start), flat_place(case.new, again.start)
    length = len("".join(case.exact.split()))
    assert case.new[again.start : again.end] == case.exact
    assert tied(old, was, was + length, new) == {now}
    assert tied(new, now, now + length, old) == {was}


@given(st.one_of(cases(sides=(True, False)), cases(sides=(False, True))))
@settings(max_examples=200)
def test_if_all_on_one_side_is_as_it_was_a_quote_is_found_at_its_own_place_or_not_at_all(case: Case) -> None:
    again = find_again(case.old, case.new, case.quote)
    own = len(case.new_before)
    if isinstance(again, Lost):
        assert own in again.candidates
        assert len(again.candidates) > 1 or len(places(case.old, case.exact)) > 1
    else:
        assert again == Found(own, own + len(case.exact))


PARAGRAPH = (
    "In line with the act, the office of the park has counted what it keeps and says whose it is in this notice."
)


def test_a_copy_put_right_after_the_last_of_several_alike_does_not_shift_the_quotes_of_the_others() -> None:
    old = f"A rule of the fishery is subject to change.\n\n{PARAGRAPH}\n\n{PARAGRAPH}\n\n{PARAGRAPH}"
    new = "In brief.\n\n" + old.replace(" subject", "") + PARAGRAPH
    for start in places(old, "whose it is in this notice.\n\nIn line"):
        end = start + len("whose it is in this notice.\n\nIn line")
        quote = Quote(old[start:end], start, end, old[start - CONTEXT : start], old[end : end + CONTEXT])
        again = find_again(old, new, quote)
        assert again == Lost(tuple(places(new, quote.exact)))
