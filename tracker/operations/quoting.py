"""A quote to its place in the text of a source: a W3C TextQuoteSelector and TextPositionSelector, never a guess."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.capture.anchors import CONTEXT, places
from tracker.errors import RecordError
from tracker.records import Source

_SHOWN = 5  # places listed in a message


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a quote stands: the fields of a citation that say so. `start` and `end` are -1 where no text is kept."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    anchor: str


UNQUOTED = Anchor("", "", "", -1, -1, "")


def anchor_at(source: Source, start: int, end: int) -> Anchor:
    """The anchor of a stretch of the kept text that was chosen in it."""
    text = source.text
    if not 0 <= start < end <= len(text):
        raise RecordError("That stretch is not inside the text of the source.", "exact")
    prefix, suffix = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return Anchor(text[start:end], prefix, suffix, start, end, "matches")


def anchor_quote(source: Source, exact: str, prefix: str = "", start: int = -1) -> Anchor:
    """The anchor of quoted words. Of several places, `start` (if the words stand there) or `prefix`, the words just
    before them, picks one.

    Where no text of the source is kept, the words are kept as given. RecordError if they are not in the text, or
    are there several times and `prefix` does not say which.
    """
    if not exact:
        return UNQUOTED
    if not source.text:
        return Anchor(exact, prefix, "", -1, -1, "no text kept")
    if start >= 0 and source.text.startswith(exact, start):
        return anchor_at(source, start, start + len(exact))
    found = [at for at in places(source.text, exact) if source.text.endswith(prefix, 0, at)]
    if len(found) == 1:
        return anchor_at(source, found[0], found[0] + len(exact))
    if not found:
        before = f" after “{prefix}”" if prefix else ""
        raise RecordError(
            f"“{_shortened(exact)}” is not in the text kept of “{_shortened(source.title)}”{before}. "
            "Copy the words exactly as they stand there.",
            "exact",
        )
    listed = "; ".join(_in_context(source.text, at, len(exact)) for at in found[:_SHOWN])
    more = f"; and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    raise RecordError(
        f"“{_shortened(exact)}” is {len(found)} times in “{_shortened(source.title)}”: {listed}{more}. "
        "Give the words just before the one you mean.",
        "prefix",
    )


def _in_context(text: str, at: int, length: int) -> str:
    around = text[max(0, at - 24) : at + min(length, 24) + 12]
    return f"character {at + 1} “…{' '.join(around.split())}…”"


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


__all__ = ["CONTEXT", "UNQUOTED", "Anchor", "anchor_at", "anchor_quote", "places"]
