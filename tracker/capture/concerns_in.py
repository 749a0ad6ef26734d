"""What those named hold of the matter: sentences in which somebody worries, opposes, welcomes or says something of a
theme, and the lines of a summary list. A position is given only where the words say it; else it is neutral.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tracker.capture.both_ways import contrast, is_asked, is_open, is_told_of_others, is_turned
from tracker.capture.meant import Speaker
from tracker.capture.phrases import Hits, Phrases
from tracker.capture.rules import Rules
from tracker.capture.sentences import Check, Laid
from tracker.capture.speakers import Speakers
from tracker.capture.suggested import Place, SuggestedConcern, SuggestedQuote

_LONGEST = 220
"""Characters of a statement, which is cut at the end of a clause."""
_CRITICISM = frozenset(
    (
        "claim", "claims", "criticism", "criticisms", "concern", "concerns", "allegations", "accusations", "arguments",
        "idea", "suggestion", "suggestions", "objections", "notion", "charges", "those", "assertion", "assertions",
    )
)  # fmt: skip
_DENYING = frozenset(("denied", "denies", "disputed", "dismissed", "rejected", "rejects"))
_OWN = frozenset(("we", "i", "our", "my", "there", "us"))
_CLAUSE = re.compile(r"[,;:—–]\s|\s(?:while|although|because|which|after|before|as|but)\s")
_LEADS = re.compile(
    r"(?:However|Furthermore|Moreover|Meanwhile|In addition|Additionally|Still|Separately|Also|But|And|Yet),?\s+"
)


@dataclass(frozen=True, slots=True)
class _Scored:
    """`others` hold the same, in the same words."""

    weight: float
    concern: SuggestedConcern
    others: tuple[Speaker, ...] = ()


@dataclass(frozen=True, slots=True)
class _Cue:
    """Words that tell a position; `held` by whoever stands before them, else by whoever says them. Held and neutral:
    they leave open where somebody stands."""

    start: int
    end: int
    position: str
    held: bool


class _Reading:
    """A text with the words in it that tell a theme or a position, found once for all sentences."""

    def __init__(self, laid: Laid, rules: Rules, speakers: Speakers, themes: Sequence[str]) -> None:
        self.laid, self.speakers, self.themes = laid, speakers, themes
        positions, lexicon = _lexicons(rules, tuple(themes))
        self._cues, self._themes = Hits(laid, positions), Hits(laid, lexicon)
        # A theme that the whole text is full of says less of one sentence.
        everywhere = Counter(theme for hit in self._themes.all for theme in hit.value)
        self.telling = {theme: 1 / math.sqrt(count) for theme, count in everywhere.items()}

    def theme(self, start: int, end: int) -> tuple[str, float]:
        """The theme most of whose words stand in a stretch, and how clearly; ('', 0) if none has any."""
        found: Counter[str] = Counter()
        strength = 0
        for hit in self._themes.between(start, end):
            if not hit.value or self.speakers.cast.covering(hit.start, hit.end):
                continue  # words of a name tell nothing: privacy advocates may speak of something else
            strength += 1
            for theme in hit.value:
                weight = (1 + (hit.last - hit.first - 1) / 2) / len(hit.value)
                found[theme] += weight * self.telling[theme]  # type: ignore[assignment]
        if not found:
            return "", 0
        return max(self.themes, key=lambda theme: found[theme]), min(strength, 4) / 4

    def cues(self, start: int, end: int) -> list[_Cue]:
        """The words of a stretch that tell a position, with their places, but for those that a “not” turns round."""
        words = self.laid.words
        out: list[_Cue] = []
        for hit in self._cues.between(start, end):
            position, held = hit.value
            before = [words[n].key for n in range(max(0, hit.first - 4), hit.first) if words[n].start >= start]
            after = [word.key for word in words[hit.last : hit.last + 8] if word.start < end]
            word = " ".join(each.key for each in words[hit.first : hit.last])
            if is_turned(word, before, after, self.laid.text[max(start, hit.start - 200) : hit.start]):
                continue
            if position == "opposes" and not _CRITICISM.isdisjoint(after[:3]):
                break  # “rejected claims that it is unlawful”: what follows is what was rejected
            if is_open(word, position, held, before, after):
                position, held = "neutral", True
            elif position in ("supports", "opposes") and held:
                turn = contrast(self.laid.text[hit.end : min(end, hit.end + 300)])
                if turn:
                    position = "reservations" if turn == "urging" and position == "supports" else "neutral"
            out.append(_Cue(hit.start, hit.end, position, held))
        return out


@lru_cache(maxsize=2)
def _lexicons(rules: Rules, themes: tuple[str, ...]) -> tuple[Phrases[tuple[str, bool]], Phrases[list[str]]]:
    positions: Phrases[tuple[str, bool]] = Phrases()
    for table, held in ((rules.positions, True), (rules.judgements, False)):
        for position, forms in table.items():
            for words in forms:
                positions.add(words, (position, held))
    tells: dict[str, list[str]] = {}
    for theme in themes:
        for words in (theme, *rules.themes.get(theme, ())):
            if theme not in tells.setdefault(words.lower(), []):
                tells[words.lower()].append(theme)
    for words in rules.themes.get("", ()):
        tells[words.lower()] = []
    return positions, Phrases.of(tells.items())


def concerns_in(
    laid: Laid,
    rules: Rules,
    speakers: Speakers,
    quotes: Sequence[SuggestedQuote],
    themes: Sequence[str],
    check: Check | None = None,
) -> list[SuggestedConcern]:
    """The concerns of a text, the likeliest first; none twice. `theme` is '' where no theme's words are in it, and
    `stakeholder` '' where the text does not say who holds it, as in lists that sum up an article."""
    reading = _Reading(laid, rules, speakers, themes)
    found = _of_quotes(reading, quotes)
    taken = sorted((q.at.start, q.at.end) for q in quotes if _is_speech(q))
    before: _Before | None = None
    at = 0
    for number, sentence in enumerate(laid.sentences):
        if check and not number % 64:
            check()
        while at < len(taken) and taken[at][1] <= sentence.start:
            at += 1
        quoted = [span for span in taken[at : at + 8] if span[0] < sentence.end]
        inside = bool(quoted) and (quoted[0][0] <= sentence.start + 1 and quoted[0][1] >= sentence.end - 2)
        if inside:
            continue
        paragraph = laid.paragraph_at(sentence.start)
        if paragraph.bullet:
            if scored := _of_bullet(reading, sentence):
                found.append(scored)
            continue
        before = before if before and before.paragraph == paragraph.start else None
        scored = _of_sentence(reading, sentence, quoted, before)
        if scored:
            found.append(scored)
            found += (
                replace(scored, concern=replace(scored.concern, stakeholder=each.name, kind=each.kind))
                for each in scored.others
            )
            before = _Before(paragraph.start, scored.concern) if scored.concern.stakeholder else before
    return _once(found)


def _of_speaker(reading: _Reading, start: int, end: int) -> list[_Cue]:
    """The words of speech that tell the speaker's own position: judgements, and what they say of themselves (“we
    oppose”, “there is concern”), not “they oppose”."""
    out = []
    for cue in reading.cues(start, end):
        first = reading.laid.word_range(start, cue.start)[1]
        before = {word.key for word in reading.laid.words[max(0, first - 4) : first] if word.start >= start}
        text = reading.laid.text
        if is_asked(text[cue.end : min(end + 1, cue.end + 300)]):
            continue
        if not cue.held and is_told_of_others(text[max(start, cue.start - 200) : cue.start]):
            continue
        if not cue.held or _OWN & before or not before:
            out.append(cue)
    return out


def _is_speech(quote: SuggestedQuote) -> bool:
    """Whether a quote says something by itself; shorter ones are part of their sentence."""
    return quote.at.end - quote.at.start >= 25


@dataclass(frozen=True, slots=True)
class _Before:
    """The concern last found in a paragraph."""

    paragraph: int
    concern: SuggestedConcern


def _of_quotes(reading: _Reading, quotes: Sequence[SuggestedQuote]) -> list[_Scored]:
    out = []
    for quote in quotes:
        start, end = quote.at.start, quote.at.end
        if not quote.speaker or not _is_speech(quote):
            continue
        theme, strength = reading.theme(start, end)
        cues = _of_speaker(reading, start, end)
        if theme or cues:
            position = "neutral" if reading.laid.text[end - 1] == "?" else _position(cues)
            statement = _statement(reading.laid.text, start, end)
            concern = SuggestedConcern(
                quote.speaker, quote.kind, theme, position, statement, quote.attribution, quote.at
            )
            out.append(_Scored(2.0 + bool(cues) + strength, concern))
    return out


def _of_sentence(
    reading: _Reading, sentence: Place, quoted: list[tuple[int, int]], before: _Before | None
) -> _Scored | None:
    laid, speakers = reading.laid, reading.speakers
    theme, strength = reading.theme(sentence.start, sentence.end)
    cues = [cue for cue in reading.cues(sentence.start, sentence.end) if not _within(cue.start, quoted)]
    for cue in cues:
        if not cue.held or laid.text[cue.end : cue.end + 4] == " by ":
            continue
        reporter = _reporter(reading, sentence, cue.start)
        holder = speakers.before(cue.start, sentence.start)
        if holder is None and before and _goes_on(laid, sentence, cue.start):
            earlier = before.concern
            holder = Speaker(earlier.stakeholder, earlier.attribution, earlier.kind)
        if reporter and holder and reporter.name != holder.name:
            continue  # what one says of another is not taken for the other's word
        if holder and _may_hold(holder):
            position = _position([each for each in cues if each.start >= cue.start])
            return _scored(reading, sentence, holder, theme, position, 2.0 + strength)
    if not theme and not cues:
        return None
    for hit in speakers.verbs.between(sentence.start, sentence.end):
        if _within(hit.start, quoted) or speakers.is_passive(hit.start, hit.end):
            continue
        if quoted and not cues and not _theme_outside(reading, sentence, quoted):
            break  # the quote itself is the concern
        holder = speakers.before(hit.start, sentence.start)
        if holder and _may_hold(holder):
            said = [cue for cue in cues if cue.start >= hit.end and not cue.held and hit.value not in _DENYING]
            return _scored(reading, sentence, holder, theme, _position(said), 1.0 + bool(said) / 2 + strength)
    if not quoted and (holder := speakers.accorded(sentence.start, sentence.end)) and _may_hold(holder):
        return _scored(reading, sentence, holder, theme, _position(cues), 1.2 + strength)
    return None


def _reporter(reading: _Reading, sentence: Place, cue: int) -> Speaker | None:
    """Who says what the words at `cue` are part of, in “Jane Roe says that the agency opposes it”."""
    for hit in reading.speakers.verbs.between(sentence.start, cue):
        if hit.end < cue and not reading.speakers.is_passive(hit.start, hit.end):
            return reading.speakers.before(hit.start, sentence.start)
    return None


def _theme_outside(reading: _Reading, sentence: Place, quoted: Sequence[tuple[int, int]]) -> bool:
    """Whether words outside the quotes of a sentence tell a theme."""
    edges = [sentence.start, *(edge for span in quoted for edge in span), sentence.end]
    return any(reading.theme(start, end)[0] for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end)


def _within(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def _goes_on(laid: Laid, sentence: Place, cue: int) -> bool:
    """Whether a sentence with no subject goes on with the holder of the one before: “Concerns include ...”."""
    return laid.text[sentence.start : cue].strip(" \n•*–—-").lower() in (
        "",
        "the",
        "their",
        "among the",
        "other",
        "these",
    )


def _may_hold(holder: Speaker) -> bool:
    return bool(holder.name) and (holder.kind != "press" or holder.who is None)


def _scored(reading: _Reading, sentence: Place, holder: Speaker, theme: str, position: str, weight: float) -> _Scored:
    statement = _statement(reading.laid.text, sentence.start, sentence.end)
    attribution = holder.attribution if holder.attribution != "named" else "paraphrase"
    concern = SuggestedConcern(holder.name, holder.kind, theme, position, statement, attribution, sentence)
    return _Scored(weight - (0 if theme else 1), concern, holder.together)


def _of_bullet(reading: _Reading, sentence: Place) -> _Scored | None:
    """A line of a list: a claim of the article, or a concern where it names who holds it."""
    laid = reading.laid
    first, last = laid.word_range(sentence.start, sentence.end)
    if last - first < 5:
        return None
    theme, strength = reading.theme(sentence.start, sentence.end)
    cues = reading.cues(sentence.start, sentence.end)
    for cue in cues:
        holder = reading.speakers.before(cue.start, sentence.start) if cue.held else None
        if holder and _may_hold(holder):
            return _scored(reading, sentence, holder, theme, cue.position, 2.5)
    for hit in reading.speakers.verbs.between(sentence.start, sentence.end):
        holder = reading.speakers.before(hit.start, sentence.start)
        if holder and _may_hold(holder) and theme:
            return _scored(reading, sentence, holder, theme, "neutral", 2.0)
    if not theme:
        return None
    statement = _statement(laid.text, sentence.start, sentence.end)
    return _Scored(0.8 + strength / 2, SuggestedConcern("", "", theme, "neutral", statement, "paraphrase", sentence))


def _position(cues: Sequence[_Cue]) -> str:
    """The position that words tell: of those against it the more frequent, neutral where some speak for it as well or
    some leave it open."""
    if any(cue.held and cue.position == "neutral" for cue in cues):
        return "neutral"
    count = Counter(cue.position for cue in cues if cue.position != "neutral")
    if len(count) == 1:
        return next(iter(count))
    if count["supports"] or not count:
        return "neutral"
    return "opposes" if count["opposes"] > count["reservations"] else "reservations"


def _statement(text: str, start: int, end: int) -> str:
    """The sentence in short: its own words, without what leads in, cut at the end of a clause where it is long."""
    words = " ".join(text[start:end].split())
    lead = _LEADS.match(words)
    if lead and lead.end() < len(words):
        words = words[lead.end() :]
        words = words[:1].upper() + words[1:]
    words = words.rstrip(" ,;:—–")
    if len(words) <= _LONGEST:
        return words
    cuts = [match.start() for match in _CLAUSE.finditer(words, 60, _LONGEST)]
    cut = cuts[-1] if cuts else words.rfind(" ", 0, _LONGEST)
    return words[: cut if cut > 0 else _LONGEST].rstrip(" ,;:—–") + " …"


def _once(found: list[_Scored]) -> list[SuggestedConcern]:
    """The likeliest first; of one holder's concerns under one theme those in other words too, but no sentence twice."""
    out: dict[tuple[str, str, str], SuggestedConcern] = {}
    for scored in sorted(found, key=lambda s: (-s.weight, s.concern.at.start)):
        concern = scored.concern
        out.setdefault((concern.stakeholder, concern.theme, concern.statement.lower()), concern)
    return list(out.values())
