"""Where notes stand beside a text: each as near its quote as the others leave room."""

from __future__ import annotations

from collections.abc import Sequence


def places(wanted: Sequence[float], heights: Sequence[float], gap: float, fixed: int = -1) -> list[float]:
    """The upper edges of notes one under the other that would stand at `wanted` (in order, pixels).

    The one at the index `fixed` stands exactly there, those before it give way upwards, all others downwards.
    """
    out = list(wanted)
    for n in range(max(fixed, 0) + 1, len(out)):
        out[n] = max(wanted[n], out[n - 1] + heights[n - 1] + gap)
    for n in range(fixed - 1, -1, -1):
        out[n] = min(wanted[n], out[n + 1] - heights[n] - gap)
    return out
