"""Edit real texts at random, and look their quotes up again: is any tied to words that are not its own?

`python tests/faults/random_edits.py [EDITS] [SEED]`: 10,000 edits of 20 quotes each unless told otherwise. An edit
inserts, deletes or replaces a stretch, doubles a paragraph, or changes white space; some are several of these. What
should become of each quote is known without comparing texts: its place is carried along through every splice, and it
counts as unchanged if none touches it. Then

- a quote that is said to be found must stand there word for word;
- a quote that is unchanged must be found, and at the place that it was carried to.

One thing cannot be asked of anybody: when a paragraph is doubled where it stands, either copy may be the original: to
insert the copy before it or after it gives the same text, but for white space. A quote inside must not be tied to
either, and both places must be listed. Nor can it be known which of two copies was there first once one of them has
been edited further, as in `several`: such quotes are counted by themselves. Exit code 1 if anything is otherwise.
"""

from __future__ import annotations

import json
import random
import re
import sys
import time
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from tracker.capture.anchors import CONTEXT, Found, Moved, find_all

SHARED = Path(__file__).resolve().parents[3] / "shared"
QUOTES = 20
NEEDED = 0.999
NEEDED_OF_SEVERAL = 0.99
KINDS = ("insert", "delete", "replace", "double", "white space", "several")
_GAPS = ("", " ", "  ", "\n", "\t", "\u00a0", "\u2028", "\r\n", " \n ")


@dataclass(frozen=True)
class Quote:
    """The fields of a citation that anchor it."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


@dataclass(frozen=True)
class Splice:
    """`text[start:end]` becomes `new`."""

    start: int
    end: int
    new: str

    def made_in(self, text: str) -> str:
        """The text after it."""
        return text[: self.start] + self.new + text[self.end :]

    def slack(self, text: str) -> tuple[int, int]:
        """How far the splice may slide to the left and to the right without making another text of it, but for white
        space: "aXb" to "aXXb" is an insertion before or after X. What it slides over may or may not have moved."""
        new = "".join(self.new.split())
        if not new and not text[self.start : self.end].strip():
            return self.start, self.start
        at = [n for n, character in enumerate(text) if not character.isspace()]
        flat = "".join(text.split())
        start, end = bisect_left(at, self.start), bisect_left(at, self.end)
        while start < end and new and flat[start] == new[0]:
            start, new = start + 1, new[1:]
        while start < end and new and flat[end - 1] == new[-1]:
            end, new = end - 1, new[:-1]
        ring = new or flat[start:end]
        if (start < end and new) or not ring:
            return self.start, self.start
        left = 0
        while left < start and flat[start - 1 - left] == ring[-1 - left % len(ring)]:
            left += 1
        right = 0
        while end + right < len(flat) and flat[end + right] == ring[right % len(ring)]:
            right += 1
        return at[start - left] if left else self.start, at[end + right - 1] + 1 if right else self.end


@dataclass
class Carried:
    """A quote on its way through the splices: where it stands, and whether it was left alone."""

    start: int
    end: int
    unchanged: bool = True
    either: bool = False
    copied: bool = False

    def through(self, splice: Splice, slack: tuple[int, int]) -> None:
        """Carry it through one splice."""
        growth = len(splice.new) - (splice.end - splice.start)
        self.either |= growth != 0 and slack[0] <= self.start and self.end <= slack[1]
        if splice.end <= self.start:
            self.start, self.end = self.start + growth, self.end + growth
        elif splice.start < self.end:
            self.unchanged = False


@dataclass
class Report:
    """What became of the quotes of many edits."""

    edits: int = 0
    unchanged: int = 0
    found: int = 0
    either: int = 0
    copied: int = 0
    copied_found: int = 0
    copied_elsewhere: int = 0
    by_kind: Counter[tuple[str, bool]] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def share_of(self, *kinds: str) -> float:
        """Of the unchanged quotes in texts edited so, those that were found."""
        found = sum(self.by_kind[kind, True] for kind in kinds)
        lost = sum(self.by_kind[kind, False] for kind in kinds)
        return found / (found + lost) if found + lost else 1.0

    @property
    def share(self) -> float:
        """Unchanged quotes that were found after one edit."""
        return self.share_of(*KINDS[:-1])

    def is_good(self) -> bool:
        """Whether no quote is tied to other words, and nearly all that are unchanged are found: a few more may be lost
        where a text was edited several times before anybody looked."""
        return not self.wrong and self.share >= NEEDED and self.share_of(KINDS[-1]) >= NEEDED_OF_SEVERAL


def quote_at(text: str, start: int, end: int) -> Quote:
    return Quote(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], start, end)


def random_quote(rng: random.Random, text: str) -> Quote:
    """Some words, from a few letters to several sentences; at times cut in the middle of words."""
    length = round(4 * 100 ** rng.random())
    start = rng.randrange(max(1, len(text) - length))
    end = min(len(text), start + length)
    if rng.random() < 0.8:
        while start > 0 and text[start - 1].isalnum():
            start -= 1
        while end < len(text) and text[end].isalnum():
            end += 1
    while start < end - 1 and text[start].isspace():
        start += 1
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return quote_at(text, start, end)


def random_splices(rng: random.Random, text: str, other: str, kind: str) -> list[Splice]:
    """One edit as splices, each of the text that those before it have left."""

    def some(most: int) -> tuple[int, int]:
        length = min(len(text) - 1, round(most ** rng.random()))
        start = rng.randrange(len(text) - length)
        return start, start + length

    def words() -> str:
        source = rng.choice((text, other))
        start = rng.randrange(len(source))
        return source[start : start + round(500 ** rng.random())]

    if kind == "insert":
        at = rng.randrange(len(text) + 1)
        return [Splice(at, at, words())]
    if kind == "delete":
        return [Splice(*some(2000), "")]
    if kind == "replace":
        return [Splice(*some(300), words())]
    if kind == "double":
        ends = [m.end() for m in re.finditer(r"\n+", text)] or [len(text)]
        edges = sorted({0, *ends, len(text)})
        n = rng.randrange(len(edges) - 1)
        start, end = edges[n], edges[n + 1]
        at = rng.choice((start, end) if rng.random() < 0.2 else edges)
        return [Splice(at, at, text[start:end])]
    if kind == "white space":
        gaps = list(re.finditer(r"\s+", text))
        if rng.random() < 0.3:
            chosen, gap = gaps, rng.choice(_GAPS[2:])  # the whole text set anew
        else:
            chosen, gap = rng.sample(gaps, min(len(gaps), 1 + round(30 * rng.random()))), ""
        splices = []
        for m in sorted(chosen, key=lambda m: -m.start()):  # from the end, so that places hold
            new = gap or rng.choice(_GAPS[1:])
            if new != m[0]:
                splices.append(Splice(m.start(), m.end(), new))
        return splices
    out: list[Splice] = []
    for _ in range(rng.randrange(2, 6)):
        more = random_splices(rng, text, other, rng.choice(KINDS[:4]))
        out += more
        for splice in more:
            text = splice.made_in(text)
        if not text:
            break
    return out


def one_edit(rng: random.Random, text: str, other: str, report: Report) -> None:
    """Edit a text once and look its quotes up again."""
    kind = rng.choice(KINDS)
    quotes = [random_quote(rng, text) for _ in range(QUOTES)]
    carried = [Carried(q.start, q.end) for q in quotes]
    now = text
    for splice in random_splices(rng, text, other, kind):
        slack, before = splice.slack(now), now
        now = splice.made_in(now)
        for quote, each in zip(quotes, carried, strict=True):
            each.through(splice, slack)
            each.copied |= kind == "several" and now.count(quote.exact) > before.count(quote.exact)
    report.edits += 1
    for quote, where, again in zip(quotes, carried, find_all(text, now, quotes), strict=True):
        told = f"edit {report.edits} ({kind}): “{quote.exact[:70]}” at {quote.start}: {again}, carried to {where}"
        state = type(again).__name__.lower()
        report.outcomes[f"{'unchanged' if where.unchanged else 'touched'} {state}"] += 1
        if isinstance(again, Found) and now[again.start : again.end] != quote.exact:
            report.wrong.append(f"tied to other words: {told}")
        if isinstance(again, Moved) and now[again.start : again.end] == quote.exact:
            report.wrong.append(f"moved to its own words: {told}")
        if not where.unchanged:
            continue
        assert now[where.start : where.end] == quote.exact, "the test itself has lost its way"
        if kind == "several" and (where.either or where.copied):
            report.copied += 1
            if isinstance(again, Found):
                report.copied_found += again.start == where.start
                report.copied_elsewhere += again.start != where.start
            continue
        if where.either:
            report.either += 1
            if isinstance(again, Found):
                report.wrong.append(f"guessed: {told}")
            elif isinstance(again, Moved) or where.start not in again.candidates:
                report.wrong.append(f"not listed: {told}")
            continue
        report.unchanged += 1
        report.by_kind[kind, isinstance(again, Found)] += 1
        if isinstance(again, Found) and again.start == where.start:
            report.found += 1
        elif isinstance(again, Found):
            report.wrong.append(f"tied to another place: {told}")
        else:
            report.missed.append(told)


def run(texts: list[str], edits: int, seed: int) -> Report:
    """Make so many edits, each of one of the texts, and say what became of their quotes."""
    rng, report = random.Random(seed), Report()
    for _ in range(edits):
        text, other = rng.choice(texts), rng.choice(texts)
        one_edit(rng, text, other, report)
    return report


def real_texts() -> list[str]:
    """Texts of the shared data, as read from web pages and files: articles, an encyclopedia, notices."""
    data = SHARED / "data"
    texts = [(SHARED / "case" / "article-irs-dhs-partnership.txt").read_text("utf-8")]
    pages = sorted(data.glob("readability/*/source.html")) + sorted(data.glob("hypothesis/**/*.html"))
    for page in pages:
        html = page.read_text("utf-8", "replace")
        html = re.sub(r"(?is)<(script|style|head)\b.*?</\1>", "", html)
        text = unescape(re.sub(r"<[^>]*>", "", re.sub(r"(?i)</(p|div|li|h\d|tr)>", "\n", html)))
        text = re.sub(r"\s*\n\s*", "\n", text).strip()
        if len(text) > 400 and "Lorem ipsum" not in text:  # what fills a page in place of a text
            texts.append(text[:60_000])
    listed = json.loads(next(data.glob("federalregister/*.json")).read_text("utf-8"))["results"]
    abstracts = [each["abstract"] for each in listed if each.get("abstract")]
    texts += ["\n\n".join(abstracts[n : n + 8]) for n in range(0, len(abstracts), 8)]
    return texts


def main() -> int:
    edits = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    if not (SHARED / "data").is_dir():
        print(f"There are no texts to edit: {SHARED / 'data'} is not here.")
        return 2
    texts = real_texts()
    began = time.monotonic()
    report = run(texts, edits, seed)
    print(f"{report.edits:,} edits of {len(texts)} texts, {QUOTES} quotes each, in {time.monotonic() - began:.0f} s")
    all_told = report.found / max(1, report.unchanged)
    print(f"unchanged: {report.unchanged:,}, found again: {report.found:,} ({all_told:.4%})")
    print(f"  after one edit of any kind: {report.share:.4%}")
    for kind in KINDS:
        found, lost = report.by_kind[kind, True], report.by_kind[kind, False]
        print(f"  {kind}: {found:,} of {found + lost:,} ({found / max(1, found + lost):.4%})")
    print(f"in a paragraph doubled where it stands, and so not to be told: {report.either:,}")
    listed = report.copied - report.copied_found - report.copied_elsewhere
    print(
        f"left alone, but copied by one of several edits: {report.copied:,}, found at their own place: "
        f"{report.copied_found:,}, at a copy's: {report.copied_elsewhere:,}, at none, but listed: {listed:,}"
    )
    print(", ".join(f"{what} {count:,}" for what, count in sorted(report.outcomes.items())))
    for line in [*report.wrong[:20], *report.missed[:20]]:
        print(f"  {line}")
    print("wrong: " + (f"{len(report.wrong):,}" if report.wrong else "none"))
    return 0 if report.is_good() else 1


if __name__ == "__main__":
    sys.exit(main())
