"""How far two dates are apart, as far as is known."""

from __future__ import annotations

from tracker.dates.shape import describe, to_ordinal


def days_apart(one: str, other: str) -> tuple[int, int] | None:
    """The least and the most days from one date to another (EDTF), whichever is first: the same twice between two days
    that are known, a range where one is known to its month.

    None where nobody can say: of what is undated, approximate or uncertain, and of a stretch of time, which has two
    ends. Raises DateError as `bounds` does.
    """
    shapes = describe(one), describe(other)
    if any(shape.kind in ("undated", "interval") or shape.approximate or shape.uncertain for shape in shapes):
        return None
    (first, last), (low, high) = sorted((to_ordinal(shape.first), to_ordinal(shape.last)) for shape in shapes)
    return max(0, low - last), max(high - first, last - low)
