"""Positions: given only where the words say them plainly; where they cut both ways, neutral."""

from __future__ import annotations

import pytest

from tracker.capture.suggest import suggest


def positions(text: str) -> dict[str, str]:
    return {c.stakeholder: c.position for c in suggest(text).concerns}


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("The ACLU opposed a motion to block the privacy rule.", "neutral"),
        ("The ACLU supports a lawsuit over the privacy rule.", "neutral"),
        ("The ACLU would welcome a clear answer on the privacy rule.", "neutral"),
        ("The ACLU supported the privacy rule, but urged the agency to limit it.", "reservations"),
        ("The ACLU supports the privacy rule but not its means.", "neutral"),
        ("The ACLU praised the ruling that blocked the privacy rule.", "neutral"),
        ("The ACLU opposes the privacy rule, saying that it is unlawful.", "opposes"),
        ("The ACLU opposes the privacy rule.", "opposes"),
        ("The ACLU supports the privacy rule.", "supports"),
        ("The ACLU opposes the privacy rule because it would block requests.", "opposes"),
        ("The ACLU opposes the privacy rule, but the agency went ahead.", "opposes"),
        ("The ACLU does not agree with the privacy rule.", "opposes"),
        ("The ACLU welcomed the privacy rule.", "supports"),
    ],
)
def test_who_is_for_or_against_what_is_itself_against_something_is_given_none(text: str, position: str) -> None:
    assert positions(text) == {"American Civil Liberties Union": position}


@pytest.mark.parametrize(
    ("said", "position"),
    [
        ("It would be wrong to say that this privacy rule is lawful,", "neutral"),
        ("We would welcome a clear answer about the privacy rule,", "neutral"),
        ("We do not agree with the whole privacy rule,", "opposes"),
        ("We do not agree, and the privacy rule must go,", "opposes"),
        ("We don’t agree that the privacy rule is unlawful,", "neutral"),
        ("We disagree with those who say the privacy rule is unlawful,", "neutral"),
        ("We support the privacy rule, but urge the agency to limit it,", "reservations"),
        ("We oppose any effort to stop the privacy rule now,", "neutral"),
        ("The privacy rule lets us find dangerous criminals soon,", "neutral"),
        ("More study of the privacy rule is needed by all,", "neutral"),
        ("I don’t think that the privacy rule is unlawful,", "neutral"),
        ("The privacy rule is anything but lawful,", "neutral"),
        ("The privacy rule is hardly reckless at all,", "neutral"),
        ("No one believes that the privacy rule is lawful,", "neutral"),
        ("The claim that the privacy rule is unlawful is nonsense,", "neutral"),
        ("Opponents say the privacy rule is reckless,", "neutral"),
        ("They call the privacy rule unlawful every day,", "neutral"),
        ("We need a lawful way to share private data,", "neutral"),
        ("Is the privacy rule lawful? We shall see about it,", "neutral"),
        ("We do not share private data because it is unlawful,", "opposes"),
        ("We believe that the privacy rule is unlawful,", "opposes"),
        ("We agree that the privacy rule is unlawful,", "opposes"),
        ("The whole privacy rule is lawful, and we say so,", "supports"),
        ("The whole privacy rule is unlawful and reckless,", "opposes"),
        ("We strongly support the whole privacy rule as it is,", "supports"),
    ],
)
def test_speech_gives_a_position_only_where_it_is_plain(said: str, position: str) -> None:
    assert positions(f"“{said}” said Jane Roe, a lawyer.") == {"Jane Roe": position}


@pytest.mark.parametrize(
    "text",
    [
        "The ACLU addressed concerns about the privacy rule.",
        "The ACLU withdrew its objections to the privacy rule.",
        "The ACLU refused to comment on the privacy rule.",
        "The ACLU once supported the privacy rule.",
        "The ACLU stopped short of opposing the privacy rule.",
        "The ACLU opposes neither the privacy rule nor the statute.",
        "The ACLU backed away from the privacy rule.",
        "The ACLU used its staff to support privacy claims.",
    ],
)
def test_words_that_only_look_like_a_position_give_none(text: str) -> None:
    assert set(positions(text).values()) <= {"neutral"}
