"""Cells that a spreadsheet would run as a formula, made safe and made whole again.

A cell whose text begins with `=`, `+`, `-`, `@` (also their full-width forms, which some spreadsheets take for the
same), TAB, CR or LF gets an apostrophe before it. So does one that begins so after apostrophes of its own: thus
`unguard(guard(text)) == text` for any text whatever.
"""

from __future__ import annotations

import re

_FORMULA = "[=+\\-@\t\r\n＝＋－＠]"
RISKY = re.compile(f"'*{_FORMULA}")
_GUARDED = re.compile(f"'+{_FORMULA}")


def guard(text: str) -> str:
    """`text`, with an apostrophe before it if a spreadsheet could run it."""
    return "'" + text if RISKY.match(text) else text


def unguard(cell: str) -> str:
    """The text that `guard` made `cell` from."""
    return cell[1:] if _GUARDED.match(cell) else cell
