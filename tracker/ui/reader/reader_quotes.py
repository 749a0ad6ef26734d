"""The quotes from the text that is read: marked in it, explained beside it, and stepped through one by one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from tracker.records import Id
from tracker.ui.announcing import announce
from tracker.ui.reader.notes import Note, described, others_words
from tracker.ui.reader.reader_bars import ActBar
from tracker.ui.reader.reading_pane import ReadingPane
from tracker.ui.session import Session
from tracker.ui.widgets.note_bar import NoteBar


class ReaderQuotes(QObject):
    """`notes` are on all citations of the source, `current` is the citation looked at (0: none). `note_bar` says which
    of them have no place in the text."""

    looked_at = Signal(object)
    """A note: its quote is the current one now."""
    shown = Signal()
    """What is shown of the quotes has changed."""
    text_asked = Signal()
    """No text of the source is kept, and the person has it."""

    def __init__(self, session: Session, pane: ReadingPane, bar: ActBar, note_bar: NoteBar, page: QWidget) -> None:
        super().__init__(page)
        self.session = session
        self.pane = pane
        self.text, self.margin = pane.text, pane.margin
        self.bar = bar
        self.note_bar = note_bar
        self.notes: list[Note] = []
        self.current: Id = 0
        self._page = page
        self._has_text = False
        bar.stepped.connect(self.step)
        self.text.picked.connect(lambda citation: self._on_picked(citation, scroll=False))
        self.margin.picked.connect(lambda citation: self._on_picked(citation, scroll=True))
        for part in (self.text, self.margin):
            part.stepped.connect(self.step)
            part.opened.connect(self.open_event)

    @property
    def placed(self) -> list[Note]:
        """The quotes that have a place in the text."""
        return [note for note in self.notes if note.is_placed]

    @property
    def others(self) -> list[Note]:
        """The citations that have none."""
        return [note for note in self.notes if not note.is_placed]

    def note(self) -> Note | None:
        """The current one."""
        return next((note for note in self.notes if note.citation == self.current), None)

    # What there is

    def clear(self) -> None:
        """Nothing is read."""
        self.notes, self.current = [], 0

    def show(self, notes: Sequence[Note], *, has_text: bool, anew: bool = False) -> None:
        """Show what is quoted now. What has come since, unless all is `anew`, was just made of the selected words."""
        known = {note.citation for note in self.notes}
        self.notes, self._has_text = list(notes), has_text
        if self.current not in {note.citation for note in self.notes}:
            self.current = 0
        new = [note for note in self.notes if note.citation not in known]
        if not anew and len(new) == 1 and new[0].is_placed:
            self.current = new[0].citation
        self.text.set_notes(self.notes)
        self._show_current()

    # The one looked at

    def pick(self, citation: Id, *, scroll: bool = True) -> None:
        """Make a quote the current one, and bring its words into view."""
        self.current = citation
        note = self.note()
        if note is not None and note.is_placed and scroll:
            self.text.go_to(note.start, note.end)
        if note is not None:
            self.looked_at.emit(note)
        self._show_current()

    def _on_picked(self, citation: Id, *, scroll: bool) -> None:
        self.pick(citation, scroll=scroll)
        note = self.note()
        if note is not None:
            self.session.select(note.row.event)

    def step(self, by: int) -> None:
        """To the next quote (1) or the one before (-1): of the current one, else of the caret."""
        if not self.notes:
            return
        at = next((n for n, note in enumerate(self.notes) if note.citation == self.current), -1)
        if at < 0:
            caret = self.text.textCursor().selectionStart()
            at = bisect_left([note.start for note in self.placed], caret) - (by > 0)
        self._step_to(self.notes[(at + by) % len(self.notes)])

    def _step_to(self, note: Note) -> None:
        self.pick(note.citation)
        self.session.select(note.row.event)
        # A screen reader follows what has the keyboard, which is told where one has come to.
        at = QApplication.focusWidget() or self._page
        announce(at, self.text.accessibleDescription())

    def open_event(self) -> None:
        """Go to the event that the current quote belongs to."""
        note = self.note()
        if note is not None:
            self.session.select(note.row.event)
            self.session.edit_requested.emit(note.row.event)

    # What is said of it

    def _show_current(self) -> None:
        note, placed = self.note(), len(self.placed)
        self.text.set_current(self.current)
        self.margin.set_current(self.current)
        quotes = self.tr("1 quote") if placed == 1 else self.tr("{0} quotes").format(f"{placed:,}")
        said = described(note, placed) if note is not None else self.tr("{0} marked in this text.").format(quotes)
        for view in (self.text, self.margin):
            view.setAccessibleDescription(said)
        if note is None:
            words = quotes
        elif note.is_placed:
            words = self.tr("{0} of {1}").format(f"{note.number:,}", f"{placed:,}")
        else:
            words = self.tr("no place")
        self.bar.show_place(words, steps=bool(self.notes))
        self._say_others(note)
        self._arrange(note)
        self.shown.emit()

    def _say_others(self, note: Note | None) -> None:
        """Above the text: what has no place in it."""
        if not self._has_text:
            count = sum(bool(note.row.exact) for note in self.notes)
            said = (
                self.tr("No text of this source is kept, so its quotes cannot be checked.")
                if count
                else self.tr("No text of this source is kept.")
            )
            self.note_bar.say(said, self.tr("Paste its text…"), self.text_asked.emit)
            self.note_bar.button.setEnabled(not self.session.store.read_only)
            return
        self.note_bar.button.setEnabled(True)
        others = self.others
        said = others_words(others)
        if not said:
            self.note_bar.hide()
        elif note is not None and not note.is_placed:
            self.note_bar.say(said, self.tr("Back to the text"), lambda: self.pick(0))
        else:
            self.note_bar.say(said, self.tr("Show"), lambda: self._step_to(others[0]))

    def _arrange(self, note: Note | None) -> None:
        """Put the notes beside what is in view of their quotes, or list those that have no place."""
        self.margin.empty_text = "" if self.notes else self._teach()
        is_lost = note is not None and not note.is_placed
        listed = self.others if is_lost else None
        self.pane.show_notes(listed if self._has_text else self.notes, has_text=self._has_text)

    def _teach(self) -> str:
        if not self._has_text:
            return self.tr("Nothing cites this source yet.")
        return self.tr(
            "Nothing is quoted from this text yet. Select words in it, then press C to cite them, or N to note a "
            "concern that they show."
        )
