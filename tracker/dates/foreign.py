"""The last resort for typed dates: whole days in a few other languages, by the `dateparser` package.

It is asked late because importing it costs a tenth of a second and more, and trusted little because it fills
in what the text doesn't say: only a day whose own numbers all stand in the text, and nothing else, is taken.
"""

from __future__ import annotations

import re
import warnings

# Languages whose month names don't contradict each other (Polish and Croatian 'listopad' would).
_LANGUAGES = ("fr", "es", "de", "pt", "it", "nl", "en")
_LONGEST = 40


def foreign_day(typed: str) -> list[str]:
    """The day that text such as '7 avril 2025' names, as ['YYYY-MM-DD'], or []."""
    numbers = [int(number) for number in re.findall("[0-9]+", typed)]
    # A year of four digits, a day, and a month in letters: what has more or less than that isn't a whole date.
    if len(typed) > _LONGEST or len(numbers) != 2 or not re.search(r"(?<![0-9])[0-9]{4}(?![0-9])", typed):
        return []
    if not re.fullmatch(r"[^\W_]+(?:[ .,/'º°-]+[^\W_]+)*\.?", typed) or not re.search(r"[^\W\d_]{3}", typed):
        return []
    # Here, not above: importing it takes longer than everything else in this package.
    import dateparser

    with warnings.catch_warnings():
        warnings.filterwarnings(
            "ignore",
            message="Parsing dates involving a day of month without a year",
            category=DeprecationWarning,
        )
        moment = dateparser.parse(
            typed,
            languages=list(_LANGUAGES),
            settings={
                "REQUIRE_PARTS": ["day", "month", "year"],
                "STRICT_PARSING": True,
                "PARSERS": ["absolute-time"],
                "DATE_ORDER": "DMY",
                "TIMEZONE": "UTC",
                "RETURN_AS_TIMEZONE_AWARE": False,
            },
        )
    if moment is None or sorted(numbers) != sorted((moment.day, moment.year)):
        return []
    return [moment.date().isoformat()]
