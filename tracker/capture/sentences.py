"""A text laid out: its words, sentences, paragraphs and list lines, each with its place."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from tracker.capture.suggested import Place

Check = Callable[[], None]
"""Called now and then while long work goes on; raises CancelledError to end it."""

WORD = re.compile(r"[^\W_]+(?:[.&][^\W_]+)*|,")
"""A word, or a comma; hyphens and apostrophes part words, stops inside an abbreviation do not."""
_BULLET = re.compile(r"[ \t\u00a0]*(?:[•◦▪‣●○■·*–—-]|\(?[0-9]{1,2}[.)])[ \t\u00a0]+(?=\S)")
SIGNED = re.compile(r"\n(?:Sincerely|Respectfully|Yours (?:truly|sincerely|faithfully)|Regards)[^\n]{0,30}\n")
"""The line of a letter that its signature follows."""
_ENDING = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)")
_OPENING = frozenset("\"'“‘«([•—–-")
_CLOSED = frozenset(".!?…:;\"”’'»)")
_IN_NAMES = frozenset(("", " ", "-", "’", "'", "\n", "\u00a0", "\u202f", "‑"))
_IN_GAP = frozenset(" \t\n\u00a0\u202f-‑–'’.&/")
ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof sen sens rep reps gov gen lt col sgt hon jr sr st dept inc corp co ltd llc assn bros no nos
    v vs sec secs art ch cl para pp vol ed eds fig jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues
    wed thu thur thurs fri sat sun ave blvd rd u.s u.k u.n d.c e.g i.e a.m p.m cir supp stat reg pub fed cong sess
    cal fla ill mass mich minn pa tex va wash wis ore ariz colo conn ga ind kan md mo mont neb nev okla tenn
    """.split()  # noqa: SIM905
)
"""Words that a full stop may follow inside a sentence, in lower case and without their last stop."""
_FIRST_WORDS = frozenset(
    """
    the a an this that these those it he she they we i you there here in on at by but and so if when while after
    before since as for from with without his her their its our some many most several critics officials however
    """.split()  # noqa: SIM905
)
"""After an abbreviation such as “U.S.”, these begin a new sentence."""


_SHORT = 40
"""Characters up to which a line may be a heading, and is not taken for one broken for a page's width."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or a comma. `key` is its lower case."""

    start: int
    end: int
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch without outer white space; `bullet` if it is a line of a list, whose mark is then left out."""

    start: int
    end: int
    bullet: bool = False


class Laid:
    """A text with its parts, in order. Line ends are `\\n`. Who goes through all its words calls `check` at times."""

    def __init__(self, text: str, check: Check | None = None) -> None:
        self.text = text
        self.check = check or (lambda: None)
        self.words: list[Word] = []
        for number, match in enumerate(WORD.finditer(text)):
            if not number % 8192:
                self.check()
            self.words.append(Word(match.start(), match.end(), match[0], match[0].lower()))
        self._numbers: dict[str, list[int]] | None = None
        self._word_starts = [word.start for word in self.words]
        self.paragraphs = _paragraphs(text)
        self._paragraph_starts = [p.start for p in self.paragraphs]
        self._begins = frozenset(self._paragraph_starts)
        self.sentences: list[Place] = []
        for number, paragraph in enumerate(self.paragraphs):
            if not number % 64:
                self.check()
            self.sentences += _sentences(text, paragraph, self.check)
        self._sentence_starts = [s.start for s in self.sentences]

    def sentence_at(self, position: int) -> Place:
        """The sentence in which the character stands, or the nearest before it; the whole text if there is none."""
        at = bisect_right(self._sentence_starts, position) - 1
        return self.sentences[max(at, 0)] if self.sentences else Place(0, len(self.text))

    def sentences_in(self, start: int, end: int) -> list[Place]:
        """The sentences that begin in a stretch."""
        return self.sentences[bisect_left(self._sentence_starts, start) : bisect_left(self._sentence_starts, end)]

    def paragraph_at(self, position: int) -> Paragraph:
        """The paragraph in which the character stands, or the nearest before it."""
        at = bisect_right(self._paragraph_starts, position) - 1
        return self.paragraphs[max(at, 0)] if self.paragraphs else Paragraph(0, len(self.text))

    def paragraph_after(self, paragraph: Paragraph) -> Paragraph | None:
        """The paragraph after this one."""
        at = bisect_right(self._paragraph_starts, paragraph.start)
        return self.paragraphs[at] if at < len(self.paragraphs) else None

    def paragraph_before(self, paragraph: Paragraph) -> Paragraph | None:
        """The paragraph before this one."""
        at = bisect_left(self._paragraph_starts, paragraph.start) - 1
        return self.paragraphs[at] if at >= 0 else None

    def is_heading(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph is set as a heading: no sentence's end, and most words with a capital letter."""
        if paragraph.end - paragraph.start > 200 or self.text[paragraph.end - 1] in '.!?:;,”"':
            return False
        first, last = self.word_range(paragraph.start, paragraph.end)
        words = [word.text for word in self.words[first:last] if word.text.isalpha() and len(word.text) > 3]
        return len(words) > 2 and sum(map(is_capital, words)) > 0.7 * len(words)

    def word_range(self, start: int, end: int) -> tuple[int, int]:
        """The numbers of the first word that begins in a stretch, and of the first after it."""
        return bisect_left(self._word_starts, start), bisect_left(self._word_starts, end)

    def numbers_of(self, text: str) -> list[int]:
        """The numbers of the words that are this one."""
        if self._numbers is None:
            self._numbers = {}
            for number, word in enumerate(self.words):
                self._numbers.setdefault(word.text, []).append(number)
        return self._numbers.get(text, [])

    def joined(self, number: int) -> bool:
        """Whether the word of this number and the next can be of one name: nothing but a space or hyphen between, and
        no new paragraph."""
        if not self.follows(number) or self.words[number + 1].start in self._begins:
            return False
        gap = self.text[self.words[number].end : self.words[number + 1].start]
        return gap.removeprefix(".") in _IN_NAMES

    def follows(self, number: int) -> bool:
        """Whether the word of this number and the next can be of one phrase, which a heading may break into lines."""
        if number + 1 >= len(self.words):
            return False
        before, after = self.words[number], self.words[number + 1]
        gap = self.text[before.end : after.start]
        if gap in (" ", "", "-"):
            return True
        if len(gap) > 3 or not _IN_GAP.issuperset(gap) or "\n\n" in gap:
            return False
        return "." not in gap or is_abbreviation(before.key)


def is_abbreviation(key: str) -> bool:
    """Whether a full stop after this word need not end the sentence."""
    return "." in key or len(key) == 1 or key in ABBREVIATIONS


def is_capital(word: str) -> bool:
    """Whether a word begins with a capital letter."""
    return word[:1].isupper()


def without_titles(words: str) -> str:
    """Without “Mr.” and the like, whose stop ends no sentence."""
    return re.sub(r"\b(?:Mrs?|Ms|Dr|Sens?|Reps?|Gov|Profs?|Gen|Sgt|St|U\.S|[A-Z])\.", "", words)


def _paragraphs(text: str) -> list[Paragraph]:
    """Lines, joined where they are wrapped: only then may a line end inside a sentence."""
    lines: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        lines.append((at, at + len(line)))
        at += len(line) + 1
    wrapped = _is_wrapped(text, lines)
    out: list[Paragraph] = []
    open_start = open_end = -1  # the place of the line above, if what follows it may go on with its paragraph
    for start, end in lines:
        line = text[start:end]
        inner = line.strip()
        if not inner:
            open_start = open_end = -1
            continue
        bullet = _BULLET.match(line)
        begin = start + (bullet.end() if bullet else len(line) - len(line.lstrip()))
        stop = start + len(line.rstrip())
        mid = open_end >= 0 and text[open_end - 1] not in _CLOSED
        broken = wrapped and open_end - open_start > _SHORT
        goes_on = open_end >= 0 and not bullet and (broken or (mid and inner[0].islower()))
        if goes_on:
            out[-1] = Paragraph(out[-1].start, stop, out[-1].bullet)
        else:
            out.append(Paragraph(begin, stop, bullet is not None))
        open_start, open_end = start, stop
    return out


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether lines are broken for a page's width: most that a line follows end in mid-sentence, none is long."""
    followed = [
        (start, end)
        for (start, end), (start_after, end_after) in itertools.pairwise(lines)
        if end - start > _SHORT and end_after > start_after
    ]
    if len(followed) < 3 or max(end - start for start, end in lines) > 140:
        return False
    in_mid = sum(text[end - 1] not in _CLOSED for _, end in followed)
    return in_mid > len(followed) * 0.6


def _sentences(text: str, paragraph: Paragraph, check: Check) -> list[Place]:
    out: list[Place] = []
    begin = paragraph.start
    for match in _ENDING.finditer(text, paragraph.start, paragraph.end):
        after = match.end()
        while after < paragraph.end and text[after].isspace():
            after += 1
        if after >= paragraph.end:
            break
        first = text[after]
        if not (first.isupper() or first.isdigit() or first in _OPENING):
            continue
        if match[0][0] == "." and not _ends_sentence(text, begin, match.start(), after):
            continue
        out.append(Place(begin, match.end()))
        begin = after
        if not len(out) % 4096:
            check()
    if begin < paragraph.end:
        out.append(Place(begin, paragraph.end))
    return out


def _ends_sentence(text: str, begin: int, stop: int, after: int) -> bool:
    """Whether the full stop at `stop` ends a sentence, not only an abbreviation."""
    start = stop
    while start > begin and (text[start - 1].isalnum() or text[start - 1] in ".&"):
        start -= 1
    key = text[start:stop].lower()
    if not key or key.isdigit() or not is_abbreviation(key):
        return True
    end = after
    while end < len(text) and end - after < 12 and text[end].isalpha():
        end += 1
    return text[after:end].lower() in _FIRST_WORDS and key not in ("v", "vs", "mr", "mrs", "ms", "dr", "no")
