"""One name of a person whom the tracker knows: theirs alone, never a part of somebody else's."""

from __future__ import annotations

import pytest

from tracker.capture.suggest import suggest
from tracker.records import Stakeholder

KNOWN = [
    Stakeholder(id=1, name="Elena Marsh", kind="court", also_known_as="Marsh"),
    Stakeholder(id=2, name="Ronald Quill", kind="officials", also_known_as="Quill\nPresident Quill"),
    Stakeholder(id=3, name="Buffet", kind="officials"),
]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Carl Marsh said that the rule is lawful.", {"Carl Marsh": 0}),
        ("Sen. Carl A. Marsh opposed the privacy rule.", {"Carl A. Marsh": 0}),
        ("Eric Quill said so. Quill left.", {"Eric Quill": 0}),
        ("Senator Warren Buffet said so.", {"Warren Buffet": 0}),
        ("The lease is of Quill Tower.", {}),
        # Of two who share a surname nobody is meant by it alone.
        ("Judge Elena Marsh and Carl Marsh, a lawyer, said so. Marsh left.", {"Elena Marsh": 1, "Carl Marsh": 0}),
        ("Marsh said that the rule is lawful. Judge Marsh wrote so.", {"Elena Marsh": 1}),
        ("President Quill said so.", {"Ronald Quill": 2}),
        ("The Quill administration opposed it.", {"Ronald Quill": 2}),
        ("But Quill said no. On Monday Quill left.", {"Ronald Quill": 2}),
        ("U.S. District Judge Marsh ruled.", {"Elena Marsh": 1}),
    ],
)
def test_a_surname_that_the_tracker_knows_is_not_found_in_another_s_name(text: str, named: dict[str, int]) -> None:
    assert {s.name: s.known or 0 for s in suggest(text, known=KNOWN).stakeholders} == named


def test_two_who_share_a_surname_have_no_place_at_it_alone() -> None:
    text = "Judge Elena Marsh and Carl Marsh, a lawyer, said so. Marsh left."
    at = [text[place.start : place.end] for s in suggest(text, known=KNOWN).stakeholders for place in s.at]
    assert sorted(at) == ["Carl Marsh", "Elena Marsh"]
