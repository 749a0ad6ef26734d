"""New ids: 63-bit, ordered by time, unique across machines, so that files can be merged without renumbering.

Milliseconds since 1970 in the upper 42 bits (until the year 2109), then 21 bits that start at a random number in each
millisecond and count up within it.
"""

from __future__ import annotations

import os
import threading
import time

_COUNTER_BITS = 21


class Ids:
    """Makes ids that always rise, even when the clock is set back. Safe to share between threads."""

    def __init__(self, after: int = 0) -> None:
        self._last = after
        self._lock = threading.Lock()

    def new(self) -> int:
        """The next id, above every one made here before and above `after`."""
        with self._lock:
            now = time.time_ns() // 1_000_000
            if now > self._last >> _COUNTER_BITS:
                # Only half the range is random, so that a burst can count on before it spills into the next ms.
                self._last = now << _COUNTER_BITS | _random_bits(_COUNTER_BITS - 1)
            else:
                self._last += 1
            return self._last


def _random_bits(bits: int) -> int:
    """From the system, as `secrets` has them, whose import costs more than the window's whole opening of a file."""
    return int.from_bytes(os.urandom(8)) >> (64 - bits)
