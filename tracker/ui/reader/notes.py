"""What each quote from a source supports: its words in the margin, and how it is marked in the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor

from tracker.records import Id
from tracker.store.source_quotes import QuoteRow
from tracker.ui.reader.places import ShownText
from tracker.ui.strings import term
from tracker.ui.theme import Theme
from tracker.ui.widgets.date_field import date_words, short_date
from tracker.ui.widgets.text_layout import Block, Heading, Paragraph, Run, shown

LANES = 3
"""Underlines that can be told apart where quotes overlap."""

_LINES = {
    "event": Qt.PenStyle.SolidLine,
    "concern": Qt.PenStyle.DashLine,
    "status": Qt.PenStyle.DotLine,
    "claim": Qt.PenStyle.DashDotLine,
}


def tr(text: str) -> str:
    """A sentence of the reader in the user's language."""
    return QCoreApplication.translate("Reader", text)


@dataclass(frozen=True, slots=True)
class Note:
    """One citation of the source that is read.

    `start` and `end` are units of the document, -1 where its words have no place in the text; `number` counts those
    that have one, from 1. `lane` tells the underlines of quotes apart that overlap.
    """

    row: QuoteRow
    number: int = 0
    start: int = -1
    end: int = -1
    lane: int = 0

    @property
    def citation(self) -> Id:
        """The id of the citation."""
        return self.row.citation

    @property
    def is_placed(self) -> bool:
        """Whether its words have a place in the text."""
        return self.start >= 0

    @property
    def line(self) -> Qt.PenStyle:
        """The pattern of its underline: by what it supports."""
        return _LINES[self.row.target]

    def colour(self, theme: Theme) -> QColor:
        """The colour of its mark: that of the position of a concern, and one for each other kind."""
        match self.row.target:
            case "concern":
                return theme.position_colour(self.row.position)
            case "claim":
                return theme.warning
            case "status":
                return theme.families["court"]
            case _:
                return theme.accent


class PlacedNotes:
    """Those of some notes that have a place in the text, to be asked which stand where."""

    def __init__(self, notes: Iterable[Note]) -> None:
        self._notes = [note for note in notes if note.is_placed]
        # The furthest that any note up to each reaches.
        self._reach = list(accumulate((note.end for note in self._notes), max))

    def __iter__(self) -> Iterator[Note]:
        return iter(self._notes)

    def between(self, start: int, end: int) -> list[Note]:
        """Those with words between two places in the document, in order."""
        out = []
        for n in range(bisect_left(self._notes, end, key=lambda note: note.start) - 1, -1, -1):
            if self._reach[n] <= start:
                break
            if self._notes[n].end > start:
                out.append(self._notes[n])
        return out[::-1]


def others_words(others: Sequence[Note]) -> str:
    """What is said of citations without a place in a text that is kept; '' where there are none."""
    lost = sum(bool(note.row.exact) for note in others)
    bare = len(others) - lost
    parts = []
    if lost:
        one, many = tr("1 quote is not found in this text"), tr("{0} quotes are not found in this text")
        parts.append(one if lost == 1 else many.format(f"{lost:,}"))
    if bare:
        one, many = tr("cited once without a quote"), tr("cited {0} times without a quote")
        parts.append(one if bare == 1 else many.format(f"{bare:,}"))
    said = " · ".join(parts)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def notes_of(rows: Sequence[QuoteRow], text: ShownText) -> list[Note]:
    """Notes on all citations of a source, those with a place in its text first, in the order of their places."""
    placed: list[Note] = []
    others: list[Note] = []
    free: list[int] = []  # lane -> the unit from which it is free
    for row in rows:
        if not 0 <= row.start < row.end <= len(text.kept):
            others.append(Note(row))
            continue
        start, end = text.to_document(row.start), text.to_document(row.end)
        lane = next((n for n, until in enumerate(free) if until <= start), len(free))
        free[lane : lane + 1] = [end]
        placed.append(Note(row, len(placed) + 1, start, end, lane))
    return placed + others


def supports(row: QuoteRow) -> str:
    """What a citation supports, in a few words: for screen readers and lists."""
    day = short_date(row.event_date) if row.event_date else tr("no date")
    event = shown(row.event_title, one_line=True, longest=160)
    match row.target:
        case "concern":
            said = tr("Concern of {0}: {1}, {2}").format(row.stakeholder, term(row.theme), term(row.position).lower())
        case "status":
            said = f"{term(row.axis)}: {term(row.value).lower()}"
            if row.as_of:
                said = tr("{0} as of {1}").format(said, date_words(row.as_of))
        case "claim":
            said = tr("Disputed point “{0}”: {1}").format(row.question, row.claim)
        case _:
            return tr("Event: {0}, {1}").format(event, day)
    return tr("{0}. On: {1}, {2}").format(said, event, day)


def state_words(row: QuoteRow) -> tuple[str, str]:
    """(words, look) on whether the words are still what the source says; ('', 'muted') where all is well."""
    match row.state:
        case "moved":
            return tr("moved: the text has other words here"), "warning"
        case "orphaned":
            return tr("not found in the text kept"), "error"
        case "no text kept":
            return tr("not checked: no text kept"), "muted"
        case "":
            return tr("no words quoted"), "muted"
        case _:
            return "", "muted"


def blocks(note: Note, *, whole: bool) -> tuple[Block, ...]:
    """A note as the margin shows it; not `whole`: in as few lines as say what it is."""
    row = note.row
    out: list[Block] = []
    event = shown(row.event_title, one_line=True, longest=300)
    match row.target:
        case "concern":
            out.append(Heading(row.stakeholder, term(row.position), row.position, term(row.theme)))
            if row.statement and whole:
                out.append(Paragraph((Run(row.statement),), most_lines=8, gap=4))
        case "status":
            value = term(row.value).lower()
            runs = [Run(f"{term(row.axis)}: ", "muted"), Run(value, "bold")]
            if row.as_of:
                runs.append(Run(tr(" as of {0}").format(date_words(row.as_of)), "muted"))
            out.append(Paragraph(tuple(runs)))
        case "claim":
            out.append(Paragraph((Run(row.question, "bold"),), most_lines=4 if whole else 1))
            out.append(Paragraph((Run("• ", "muted"), Run(row.claim)), most_lines=6 if whole else 1))
        case _:
            out.append(Paragraph((Run(event, "bold"),), most_lines=4 if whole else 2))
    day = short_date(row.event_date) if row.event_date else tr("no date")
    about = tr("Event") if row.target == "event" else tr("On: {0}").format(event)
    if row.target == "claim":
        about = tr("Disputed · {0}").format(event)
    out.append(Paragraph((Run(f"{day} · ", "muted"), Run(about, "muted")), most_lines=3 if whole else 1, gap=2))
    said, look = state_words(row)
    marks = [Run(said, look)] if said else []  # type: ignore[arg-type]
    if row.relation != "supports":
        marks.append(Run((" · " if marks else "") + term(row.relation).lower(), "warning"))
    if row.locator:
        locator = shown(row.locator, one_line=True, longest=80)
        marks.append(Run((" · " if marks else "") + locator, "muted"))
    if marks:
        out.append(Paragraph(tuple(marks), most_lines=2))
    if row.exact and (not note.is_placed or row.state == "moved"):
        out.append(Paragraph((Run(row.exact, "quote"),), bar=True, most_lines=10 if whole else 4, gap=4))
    return tuple(out)


def described(note: Note, of: int) -> str:
    """A note for screen readers: its number, what it supports, its words."""
    row = note.row
    parts = [tr("Quote {0} of {1}").format(note.number, of) if note.is_placed else tr("Without a place in the text")]
    parts.append(supports(row))
    said = [state_words(row)[0], term(row.relation) if row.relation != "supports" else ""]
    parts += [word for word in said if word]
    if row.exact:
        parts.append(f"“{shown(row.exact, one_line=True, longest=300)}”")
    return ". ".join(parts)
