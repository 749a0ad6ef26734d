"""Quoted speech, with who says it. Words in marks with nobody who says them are kept as quotes without a speaker."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.capture.meant import Speaker
from tracker.capture.sentences import Check, Laid, Paragraph
from tracker.capture.speakers import Speakers
from tracker.capture.suggested import Place, SuggestedQuote

_MARKS = re.compile('[“”„«»"]')
_SOMEBODY = Speaker("", "", "")
"""“...,” said one: whoever that is, it is not who is named in the sentence before."""
_SINGLE_OPEN = re.compile(r"(?:(?<=[\s(\[—–-])|(?<![\s\S]))[‘'](?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Quoted:
    """What stands between marks. `open_end`: its paragraph ends without the closing mark, and the next goes on."""

    start: int
    end: int
    paragraph: Paragraph
    open_end: bool = False


def quoted_in(laid: Laid, check: Check | None = None) -> list[Quoted]:
    """Every stretch in quotation marks, a piece for each paragraph; marks inside a quote belong to it."""
    out: list[Quoted] = []
    goes_on = False
    for number, paragraph in enumerate(laid.paragraphs):
        if check and not number % 64:
            check()
        found, goes_on = _in_paragraph(laid, paragraph, goes_on)
        out += found
    if not any(mark in laid.text for mark in '“"«„'):
        out = [piece for paragraph in laid.paragraphs for piece in _single(laid.text, paragraph)]
    return [piece for piece in out if piece.end > piece.start]


def _in_paragraph(laid: Laid, paragraph: Paragraph, goes_on: bool) -> tuple[list[Quoted], bool]:
    text = laid.text
    out: list[Quoted] = []
    after = laid.paragraph_after(paragraph)
    depth, begin, opener = 0, -1, ""
    closing = text.count("”", paragraph.start, paragraph.end)  # those still to come
    for match in _MARKS.finditer(text, paragraph.start, paragraph.end):
        mark, at = match[0], match.start()
        closing -= mark == "”"
        opens = mark in "“„«" or (mark == '"' and not depth and _may_open(text, at, paragraph))
        if mark == '"' and depth and opener != '"':
            continue
        if not depth:
            if opens:
                depth, begin, opener = 1, match.end(), mark
            elif mark in "”»" and goes_on and not out:
                # The opening mark was not repeated: the paragraph is quoted from its beginning.
                out.append(Quoted(paragraph.start, at, paragraph))
                goes_on = False
        elif mark in "“„«" and mark == opener and opener != '"':
            if closing > depth:
                depth += 1
            else:
                begin = begin if depth > 1 else match.end()
        elif (
            (mark == '"' and opener == '"' and _may_close(text, at))
            or (mark in "”“" and opener in "“„")
            or (mark == "»" and opener == "«")
        ):
            depth -= 1
            if not depth:
                out.append(Quoted(begin, at, paragraph))
    if depth:
        opens_next = after is not None and text[after.start] in '“"«'
        if opens_next and paragraph.end > begin:
            out.append(Quoted(begin, paragraph.end, paragraph, open_end=True))
            return out, True
    return out, False


def _may_open(text: str, at: int, paragraph: Paragraph) -> bool:
    before = text[at - 1] if at > paragraph.start else " "
    after = text[at + 1] if at + 1 < paragraph.end else " "
    return not after.isspace() and (before.isspace() or before in "([{—–-/‘'…:")


def _may_close(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return not before.isspace() and not after.isalnum()


def _single(text: str, paragraph: Paragraph) -> list[Quoted]:
    """Quotes in single marks, as British papers set them, where a text has no others. Apostrophes are none."""
    out = []
    at = paragraph.start
    never_closed = set()  # looked for once, not from each mark again: a text may be full of them
    while match := _SINGLE_OPEN.search(text, at, paragraph.end):
        close = "’" if match[0] == "‘" else "'"
        end = match.end()
        if close in never_closed:
            at = end
            continue
        while (end := text.find(close, end, paragraph.end)) >= 0:
            after = text[end + 1] if end + 1 < len(text) else " "
            if not after.isalnum() and text[end - 1] in ",.?!…":
                break
            end += 1
        if end < 0:
            never_closed.add(close)
            at = match.end()
            continue
        out.append(Quoted(match.end(), end, paragraph))
        at = end + 1
    return out


def quotes_in(laid: Laid, speakers: Speakers, check: Check | None = None) -> list[SuggestedQuote]:
    """The quotes of a text, each with its speaker where the text says who it is; those first that somebody says."""
    pieces = quoted_in(laid, check)
    said: list[Speaker | None] = []
    for number, piece in enumerate(pieces):
        if check and not number % 32:
            check()
        before = pieces[number - 1] if number else None
        after = pieces[number + 1] if number + 1 < len(pieces) else None
        said.append(_attributed(laid, speakers, piece, before, after))
    _carry(laid, pieces, said)
    # What two say together is nobody's alone, and a quote has one speaker.
    alone = [who if who is not None and not who.together else None for who in said]
    found = [(piece, who) for piece, who in zip(pieces, alone, strict=True) if _is_worth(laid, piece, who)]
    spoken = [_suggested(piece, who) for piece, who in found if who is not None]
    # Words in marks that nobody says come after, each once.
    others = {
        laid.text[piece.start : piece.end]: _suggested(piece, None) for piece, who in reversed(found) if who is None
    }
    return spoken + sorted(others.values(), key=lambda quote: quote.at.start)


def _is_worth(laid: Laid, piece: Quoted, speaker: Speaker | None) -> bool:
    """Not what only names something: (“IRS”)."""
    text = laid.text
    named = (
        text[max(0, piece.start - 8) : piece.start - 1].rstrip().endswith(("(", "(the", "(or"))
        and text[piece.end + 1 : piece.end + 2] == ")"
    )
    return speaker is not None or (not named and any(c.isalnum() for c in text[piece.start : piece.end]))


def _suggested(piece: Quoted, speaker: Speaker | None) -> SuggestedQuote:
    at = Place(piece.start, piece.end)
    return SuggestedQuote(at, speaker.name, speaker.attribution, speaker.kind) if speaker else SuggestedQuote(at)


def _attributed(
    laid: Laid, speakers: Speakers, piece: Quoted, before: Quoted | None, after: Quoted | None
) -> Speaker | None:
    """Who says a quote by the words right after it, but after a colon first by those before it, as else."""
    text = laid.text
    start = piece.start - 1  # the opening mark
    floor = before.end + 1 if before else 0
    words = _count_words(laid, piece)
    announced = text[max(floor, start - 3) : start].rstrip().endswith(":") and start > piece.paragraph.start
    if not piece.open_end and not announced:
        tail_end = min(after.start - 1 if after else len(text), piece.paragraph.end)
        if found := _after(laid, speakers, piece, piece.end + 1, tail_end):
            return found if found is not _SOMEBODY else None
    if found := _before(laid, speakers, piece, start, floor, words):
        return found
    if announced and not piece.open_end:
        tail_end = min(after.start - 1 if after else len(text), piece.paragraph.end)
        found = _after(laid, speakers, piece, piece.end + 1, tail_end)
        return found if found is not _SOMEBODY else None
    return None


def _count_words(laid: Laid, piece: Quoted) -> int:
    first, last = laid.word_range(piece.start, piece.end)
    return sum(word.text != "," for word in laid.words[first:last])


def _after(laid: Laid, speakers: Speakers, piece: Quoted, begin: int, end: int) -> Speaker | None:
    text = laid.text
    closing = text[piece.end - 1]
    lead = text[begin : begin + 1]
    comma = closing in ",?!—–…" or lead == ","
    if not comma and not (closing == "." and text[begin : begin + 2].strip()[:1].islower()):
        return None
    stop = _sentence_stop(laid, begin, end)
    first, last = laid.word_range(begin, stop)
    words = laid.words
    while first < last and (
        words[first].text == ","
        or words[first].key in speakers.leads - {"who", "which", "that", "is", "are", "was", "were"}
    ):
        first += 1
    if first >= last:
        return None
    verb = speakers.verbs.at(words[first].start)
    if verb is not None:
        return speakers.after(verb.end, stop) or _SOMEBODY
    hits = [hit for hit in speakers.verbs.between(words[first].start, min(stop, words[first].start + 160))]
    spoken = next((hit for hit in hits if hit.first > first), None)
    # In “...,” Jane Roe said on Friday, according to the paper, it is she who speaks.
    if accorded := speakers.accorded(words[first].start, spoken.start if spoken else stop):
        return accorded
    return speakers.before(spoken.start, words[first].start) if spoken else None


def _sentence_stop(laid: Laid, begin: int, end: int) -> int:
    """Where the sentence goes to an end in which words after a quote stand."""
    for sentence in laid.sentences_in(begin, end):
        if sentence.start > begin + 1:
            return sentence.start
    return end


def _before(laid: Laid, speakers: Speakers, piece: Quoted, start: int, floor: int, words: int) -> Speaker | None:
    text = laid.text
    sentence = laid.sentence_at(max(start - 1, 0))
    begin = max(sentence.start, floor, piece.paragraph.start)
    if not text[begin:start].strip():
        above = laid.paragraph_before(piece.paragraph)
        if piece.paragraph.start == begin and above is not None and text[above.end - 1] == ":" and above.end > floor:
            begin, start = laid.sentence_at(above.end - 1).start, above.end
        else:
            return None
    lead = text[begin:start].rstrip()
    hits = speakers.verbs.between(max(begin, start - 400), start)
    if lead.endswith((":", ",")) or (hits and (words >= 2 or start - hits[-1].end < 40)):
        if any(hit.value in ("denied", "denies") for hit in hits[:-1]):
            return None  # “denied saying that”
        for hit in reversed(hits):
            if speakers.is_passive(hit.start, hit.end) or (hit.value == "went on" and text[hit.end] not in ",:"):
                continue  # “went on a tirade”
            if found := speakers.before(hit.start, begin):
                return found
            inverted = lead.endswith(":") and speakers.after(hit.end, start)
            if inverted:
                return inverted
        if found := speakers.accorded(begin, start):
            return found
        if lead.endswith(":"):
            return _colon(laid, speakers, begin, start)
    return speakers.accorded(begin, start) if words >= 2 else None


def _colon(laid: Laid, speakers: Speakers, begin: int, start: int) -> Speaker | None:
    """A name, and nothing but a colon after it, as interviews and hearings print it."""
    found = speakers.cast.between(begin, start)
    if (
        len(found) == 1
        and not laid.text[begin : found[0].start].strip(" \n-–—•")
        and laid.text[found[0].end : start].strip() == ":"
    ):
        who = found[0].who
        return Speaker(who.name, who.attribution, who.kind, who)
    return None


def _carry(laid: Laid, pieces: list[Quoted], said: list[Speaker | None]) -> None:
    """A speaker goes on: in the paragraph after a quote left open, and in a sentence of quotes only after “X said”."""
    text = laid.text
    for number in range(1, len(pieces)):
        before, piece = pieces[number - 1], pieces[number]
        if said[number] is None and said[number - 1] is not None:
            same = before.paragraph == piece.paragraph
            between = text[before.end + 1 : piece.start - 1]
            alone = same and _stands_alone(laid, piece) and between.rstrip().endswith((".", ",", ";"))
            # He said it was “distressing” not to have made progress “even in the face of ...”.
            partial = same and "." not in between and len(between) < 120 and "\n" not in between
            partial = partial and text[before.end - 1] not in ".?!"
            if before.open_end or alone or partial or _is_next_paragraph(laid, pieces, number):
                said[number] = said[number - 1]
    for number in range(len(pieces) - 2, -1, -1):
        if said[number] is None and pieces[number].open_end:
            said[number] = said[number + 1]


def _is_next_paragraph(laid: Laid, pieces: list[Quoted], number: int) -> bool:
    """Whether a quote is a paragraph of its own right after one that ends with “she said.”"""
    before, piece = pieces[number - 1], pieces[number]
    above = laid.paragraph_before(piece.paragraph)
    if above is None or above != before.paragraph or before.open_end:
        return False
    alone = piece.start - 1 == piece.paragraph.start and piece.end + 1 >= piece.paragraph.end
    tail = laid.text[before.end + 1 : above.end]
    return alone and 0 < len(tail.strip()) < 40 and tail.count(".") <= 1 and laid.text[before.end - 1] in ",?!"


def _stands_alone(laid: Laid, piece: Quoted) -> bool:
    """Whether a quote is a sentence of its own or ends one that nobody else speaks in."""
    text = laid.text
    before = text[max(0, piece.start - 40) : piece.start - 1].rstrip()[-1:]
    return text[piece.end - 1] in ".?!…" and (before in ".,;" or not before)
