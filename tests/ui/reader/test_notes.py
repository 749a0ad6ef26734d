"""Notes on quotes: which stand where, how overlapping ones are told apart, and where notes stand beside a text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.store.source_quotes import QuoteRow
from tracker.ui.reader.note_places import places
from tracker.ui.reader.notes import PlacedNotes, blocks, described, notes_of, others_words, supports
from tracker.ui.reader.places import ShownText


def row(number=1, start=-1, end=-1, **more):
    values = {
        "citation": number, "source": 1, "source_title": "A report", "source_url": "", "relation": "supports",
        "locator": "", "exact": "words", "prefix": "", "suffix": "", "start": start, "end": end, "state": "matches",
        "target": "event", "target_id": 7, "event": 7, "event_title": "Agreement signed", "event_type": "order",
        "event_date": "2025-04-07", "axis": "", "value": "", "as_of": "", "stakeholder": "", "theme": "",
        "position": "", "statement": "", "question": "", "claim": "",
    }  # fmt: skip
    return QuoteRow(**(values | more))


TEXT = ShownText("😀 some words of a text\r\n" * 10)
SPANS = st.lists(
    st.tuples(st.integers(0, 200), st.integers(1, 40)).map(lambda span: (span[0], span[0] + span[1])), max_size=30
).map(sorted)


@given(SPANS, st.integers(0, 260), st.integers(1, 60))
def test_the_quotes_of_a_stretch_are_those_that_have_words_in_it(spans, start, length):
    notes = notes_of([row(n, *span) for n, span in enumerate(spans, 1)], TEXT)
    found = PlacedNotes(notes).between(start, start + length)
    assert found == [note for note in notes if note.start < start + length and note.end > start]


@given(SPANS)
def test_quotes_that_overlap_have_lanes_of_their_own(spans):
    notes = notes_of([row(n, *span) for n, span in enumerate(spans, 1)], TEXT)
    for note in notes:
        for other in notes:
            if note is not other and note.start < other.end and other.start < note.end:
                assert note.lane != other.lane


@given(
    st.lists(st.tuples(st.floats(-500, 2_000), st.floats(10, 200)), min_size=1, max_size=20),
    st.floats(0, 20),
    st.integers(-1, 19),
)
def test_notes_keep_their_order_and_their_distance_and_the_fixed_one_its_place(items, gap, fixed):
    wanted, heights = sorted(top for top, _ in items), [height for _, height in items]
    fixed = min(fixed, len(items) - 1)
    tops = places(wanted, heights, gap, fixed)
    for (top, height), (following, _) in pairwise(zip(tops, heights, strict=True)):
        assert following >= top + height + gap - 1e-6
    if fixed >= 0:
        assert tops[fixed] == wanted[fixed]


def test_notes_that_have_room_stand_where_they_want():
    assert places([0, 100, 250], [50, 50, 50], 6) == [0, 100, 250]
    assert places([0, 10, 20], [50, 50, 50], 6) == [0, 56, 112]
    assert places([0, 10, 20], [50, 50, 50], 6, fixed=2) == [-92, -36, 20]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "Event: Agreement signed, 7 Apr 2025"),
        ({"event_date": ""}, "Event: Agreement signed, no date"),
        (
            {"target": "concern", "stakeholder": "Union", "theme": "privacy", "position": "opposes"},
            "Concern of Union: Privacy, opposes. On: Agreement signed, 7 Apr 2025",
        ),
        (
            {"target": "status", "axis": "litigation", "value": "stayed", "as_of": "2025-05"},
            "Litigation: stayed as of May 2025. On: Agreement signed, 7 Apr 2025",
        ),
        (
            {"target": "claim", "question": "How many?", "claim": "Seven"},
            "Disputed point “How many?”: Seven. On: Agreement signed, 7 Apr 2025",
        ),
    ],
)
def test_what_a_quote_supports_is_said_in_words(more, said):
    assert supports(row(**more)) == said


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("matches", ""),
        ("moved", "moved: the text has other words here"),
        ("orphaned", "not found in the text kept"),
        ("no text kept", "not checked: no text kept"),
    ],
)
def test_how_a_quote_stands_is_shown_and_told(state, said):
    (note,) = notes_of([row(start=5, end=9, state=state, relation="contradicts", locator="p. 3")], TEXT)
    shown = "\n".join("".join(run.text for run in getattr(block, "runs", ())) for block in blocks(note, whole=True))
    assert said in shown
    assert "contradicts" in shown
    assert "p. 3" in shown
    told = described(note, 1)
    assert said in told
    assert "Quote 1 of 1" in told
    assert "“words”" in told
    assert ("words" in shown.splitlines()) == (state == "moved")  # what was quoted is not what stands there


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], ""),
        ([row()], "1 quote is not found in this text."),
        ([row(), row(2)], "2 quotes are not found in this text."),
        ([row(exact="")], "Cited once without a quote."),
        (
            [row(), row(2, exact=""), row(3, exact="")],
            "1 quote is not found in this text · cited 2 times without a quote.",
        ),
    ],
)
def test_what_has_no_place_is_counted_in_words(rows, said):
    assert others_words(notes_of(rows, TEXT)) == said


def test_a_place_beyond_the_text_is_none():
    (note,) = notes_of([row(start=5, end=10_000)], TEXT)
    assert not note.is_placed
