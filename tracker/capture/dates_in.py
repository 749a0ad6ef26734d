"""The dates of a text, each with its sentence. Relative ones are worked out from the article's date, and say so;
nothing is guessed: without that date, or where day and month could change places, a suggestion carries no date.
"""

from __future__ import annotations

from tracker import dates
from tracker.capture.date_context import Context, cues
from tracker.capture.date_forms import Article, matches, meant_by
from tracker.capture.phrases import Hits
from tracker.capture.rules import Rules
from tracker.capture.sentences import Check, Laid
from tracker.capture.suggested import Place, SuggestedDate
from tracker.errors import DateError


def dates_in(laid: Laid, rules: Rules, issued: str = "", check: Check | None = None) -> list[SuggestedDate]:
    """The dates of a text, the likeliest to be the event's first, each date once. `issued`: the article's, as EDTF."""
    of_basis, of_time = cues(rules)
    basis, ahead = Hits(laid, of_basis), Hits(laid, of_time)
    best: dict[tuple[str, str], tuple[float, SuggestedDate]] = {}
    article = Article(issued)
    for number, (start, end, match) in enumerate(matches(laid.text)):
        if check and not number % 64:
            check()
        context = Context(laid, start, end, basis, ahead)
        try:
            read = meant_by(match, article, context)
        except (DateError, OverflowError):
            continue  # no such day, or one outside the years 1 to 9999
        if read is None:
            continue
        words = laid.text[start:end]
        found = SuggestedDate(read.date, Place(start, end), context.sentence, read.how, context.basis())
        key = (read.date, "" if read.date else words)
        score = _score(found, laid, issued, context)
        kept = best.get(key)
        if kept is None or score > kept[0]:
            best[key] = (score + (0.3 if kept else 0), kept[1] if kept and kept[0] >= score else found)
        else:
            best[key] = (min(kept[0] + 0.3, score + 2), kept[1])
    return [found for _, found in sorted(best.values(), key=lambda pair: (-pair[0], pair[1].at.start))]


def _score(found: SuggestedDate, laid: Laid, issued: str, context: Context) -> float:
    """How likely this is the day of what the text is about: early in it, precise, with a verb that says of what."""
    score = 3.0 * (1 - found.at.start / max(len(laid.text), 1))
    if len(laid.paragraphs) > 3 and found.at.start < laid.paragraphs[3].start:
        score += 0.8
    score += {"": 0.0, "published": 0.2, "reported": 0.1}.get(found.basis, 1.2)
    if not found.date:
        return score - 2
    shape = dates.describe(found.date)
    score += {"day": 1.0, "month": 0.2, "interval": 0.0}.get(shape.kind, -1.5)
    if found.date == issued and found.basis in ("", "published"):
        score -= 1.5
    if context.is_ahead():
        score -= 1.6
    if issued[:4].isdigit() and shape.first and shape.first[:4] < issued[:4]:
        score -= 1
    return score
