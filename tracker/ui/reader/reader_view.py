"""The Reader page: a source's text with all that is quoted from it, and beside it what each quote supports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QStackedLayout, QVBoxLayout, QWidget

from tracker.errors import NotFoundError
from tracker.records import Event, Id, Source
from tracker.store import ChangeSet, Store
from tracker.store.source_quotes import quotes_of
from tracker.store.source_versions import VersionRow, versions
from tracker.ui.reader.beside import SnapshotBeside
from tracker.ui.reader.find_in_text import FindBar, FindInText
from tracker.ui.reader.notes import Note, notes_of
from tracker.ui.reader.nothing_open import NothingOpen
from tracker.ui.reader.places import ShownText
from tracker.ui.reader.reader_acts import ReaderActs
from tracker.ui.reader.reader_bars import ActBar, Header
from tracker.ui.reader.reader_menu import make_menu
from tracker.ui.reader.reader_quotes import ReaderQuotes
from tracker.ui.reader.reading_pane import ReadingPane
from tracker.ui.session import Session
from tracker.ui.theme import Theme
from tracker.ui.widgets.note_bar import NoteBar
from tracker.ui.widgets.panes import Panes
from tracker.ui.widgets.pop_up import pop_up
from tracker.ui.widgets.quote_field import Selected
from tracker.ui.widgets.text_layout import shown

_QUOTED = {"citation", "concern", "status", "claim", "disputed_point", "event", "stakeholder"}
_LOW = 32
"""Below so many lines of height all that can be said elsewhere gives way to the text."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read of a source, off the GUI thread. `versions` are all of its document, the oldest first."""

    source: Source
    text: ShownText
    notes: Sequence[Note]
    versions: Sequence[VersionRow]


class ReaderView(QWidget):
    """`back_asked`: the user is done here. `sources_asked`: nothing is open, and the list of sources is wanted."""

    back_asked = Signal()
    sources_asked = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.theme = theme
        self.acts = ReaderActs(session, theme, self.window())
        self.source_id = 0
        self.reading: Reading | None = None
        self._wanted = 0
        self._stale = False
        self._for = ""
        self._back_words = ""
        self._before: list[tuple[int, int]] = []
        self._build(theme)
        self._connect()
        self._show_nothing()
        self._on_selected(session.selection)

    # Building

    def _build(self, theme: Theme) -> None:
        self.empty = NothingOpen(self)
        self.empty.sources_asked.connect(self.sources_asked)
        self.body = QWidget(self)
        self.header = Header(self.body)
        self.bar = ActBar(self.body)
        self.note_bar = NoteBar(self.body)
        self.find_bar = FindBar(self.body)
        self.panes = Panes(Qt.Orientation.Horizontal, self.body)
        self.reading_pane = ReadingPane(theme, self.panes)
        self.panes.addWidget(self.reading_pane)
        self.text, self.margin = self.reading_pane.text, self.reading_pane.margin
        self.main_view: QWidget = self.text
        self.quotes = ReaderQuotes(self.session, self.reading_pane, self.bar, self.note_bar, self)
        self.finder = FindInText(self.session, self.text, self.find_bar)
        self.beside = SnapshotBeside(self.session, theme, self.panes, self.header.snapshot_button)
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(0)
        for part in (self.header, self.bar, self.find_bar, self.note_bar):
            layout.addWidget(part)
        layout.addWidget(self.panes, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.body)
        stops: tuple[QWidget, ...] = (
            self.header.back_button, self.header.link_button, self.header.earlier, self.header.later,
            self.header.versions_button, self.header.snapshot_button,
            self.header.details_button, self.bar.before_button, self.bar.after_button, self.bar.find_button,
            *self.bar.buttons.values(), self.find_bar.line, self.find_bar.before, self.find_bar.after,
            self.find_bar.close_button,
            self.note_bar.button, self.text, self.margin,
        )  # fmt: skip
        for at, stop in pairwise(stops):
            QWidget.setTabOrder(at, stop)

    def _connect(self) -> None:
        session, text, margin, quotes = self.session, self.text, self.margin, self.quotes
        session.changed.connect(self._on_changed)
        session.selected.connect(self._on_selected)
        self.header.back.connect(self.go_back)
        self.header.link.connect(self._open_link)
        self.header.details.connect(self._edit_details)
        self.header.version.connect(self._open_version)
        self.header.versions.connect(lambda: self.acts.show_versions(self.source_id))
        self.bar.asked.connect(self._act)
        self.bar.find_asked.connect(self.finder.open)
        quotes.looked_at.connect(lambda note: self.beside.show_place(note.row.start))
        quotes.shown.connect(self._enable)
        quotes.text_asked.connect(lambda: self.acts.paste_text(self.source_id))
        text.asked.connect(self._act)
        text.left.connect(self.leave)
        text.menu_asked.connect(self._show_menu)
        text.selectionChanged.connect(self._enable)
        margin.menu_asked.connect(self._show_menu)
        margin.left.connect(self.leave)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.theme = self.acts.theme = theme
        self.reading_pane.set_theme(theme)
        self.beside.set_theme(theme)

    # Opening and going back

    def open_source(self, source: Id, citation: Id = 0, back: str = "") -> None:
        """Read a source, at the words of one of its citations if one is given. `back`: the words for where one came
        from; '' to come back here to what was read before."""
        if back:
            self._back_words, self._before = back, []
        elif self.source_id and self.source_id != source:
            self._before.append((self.source_id, self.quotes.current))
        self._open(source, citation)

    def _open(self, source: Id, citation: Id) -> None:
        self._wanted = citation
        if source == self.source_id and self.reading is not None:
            self._go_to_wanted()
            self._show_back()
            return
        self.source_id = source
        self.finder.close()
        self._read()

    def leave(self) -> None:
        """What Esc does: words are looked for no more, or else back to where one came from."""
        if self.find_bar.isHidden():
            self.go_back()
        else:
            self.finder.close()

    def go_back(self) -> None:
        """To the source read before this one, or to where one came from."""
        if self._before:
            source, citation = self._before.pop()
            self._open(source, citation)
        else:
            self.back_asked.emit()

    def _show_back(self) -> None:
        self.header.set_back(self.tr("the source before") if self._before else self._back_words)

    def _open_version(self, source: Id) -> None:
        self.open_source(source)

    def _read(self) -> None:
        self._stale = False
        source_id, known = self.source_id, self.reading

        def read(store: Store) -> Reading | None:
            try:
                source = store.get(Source, source_id)
            except NotFoundError:
                return None
            is_known = known is not None and known.source.id == source_id and known.source.text == source.text
            text = known.text if is_known and known is not None else ShownText(source.text)
            notes = notes_of(quotes_of(store.connection, source_id), text)
            return Reading(source, text, notes, versions(store.connection, source_id))

        self.session.read("reader", read, self._show)

    def _show(self, reading: Reading | None) -> None:
        if reading is None:
            self._show_nothing()
            return
        before, self.reading = self.reading, reading
        self._stack.setCurrentWidget(self.body)
        self.header.show_source(reading.source, reading.versions)
        self._show_back()
        self.beside.show_source(reading.source)
        if before is None or before.text is not reading.text:
            self.quotes.current = 0
            self.text.show_text(reading.text)
        self._show_notes(reading.notes, anew=before is None or before.source.id != reading.source.id)
        self._go_to_wanted()

    def _show_nothing(self) -> None:
        self.source_id, self.reading = 0, None
        self.quotes.clear()
        self.text.show_text(ShownText(""))
        self.beside.show_source(None)
        self._stack.setCurrentWidget(self.empty)

    # Following changes

    def _on_changed(self, change: ChangeSet) -> None:
        if not self.source_id:
            return
        tables = change.tables()
        if not self.isVisible():
            self._stale |= bool(tables & {"source", *_QUOTED})
        elif "source" in tables:
            self._read()
        elif tables & _QUOTED:
            source, reading = self.source_id, self.reading

            def read(store: Store) -> list[Note]:
                return notes_of(quotes_of(store.connection, source), reading.text) if reading is not None else []

            def show(notes: list[Note]) -> None:
                if self.reading is reading and reading is not None:
                    self._show_notes(notes)

            self.session.reader.request("reader quotes", read, show, lambda _: None)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale and self.source_id:
            self._read()

    def _show_notes(self, notes: Sequence[Note], *, anew: bool = False) -> None:
        has_text = self.reading is not None and bool(self.reading.source.text)
        self.quotes.show(notes, has_text=has_text, anew=anew)

    def _go_to_wanted(self) -> None:
        wanted, self._wanted = self._wanted, 0
        if wanted and any(note.citation == wanted for note in self.quotes.notes):
            self.quotes.pick(wanted)
        self._enable()

    # The source

    def _open_link(self) -> None:
        if self.reading is not None:
            self.acts.open_url(self.reading.source.url)

    def _edit_details(self) -> None:
        if self.source_id:
            self.acts.edit_source(self.source_id)

    # Keys and room

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that no part of the page had a use for."""
        if event.key() == Qt.Key.Key_F8:
            self.quotes.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape and self.reading is not None:
            self.leave()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        lines = self.height() / self.fontMetrics().lineSpacing()
        self.header.set_compact(lines < _LOW)
        self.bar.set_compact(lines < _LOW + 6)

    # Doing something with words

    def selected(self) -> Selected | None:
        """The selected words; None where there are none."""
        if self.reading is None:
            return None
        start, end = self.text.selected()
        return Selected(self.reading.source, start, end) if start < end else None

    def _act(self, name: str) -> None:
        selected = self.selected()
        if selected is None:
            if self.reading is not None:
                self.session.message.emit(self.tr("Select words in the text first."), "message")
        elif self.session.store.read_only and not name.startswith("copy"):
            self.session.message.emit(self.session.store.why_read_only, "warning")
        else:
            self.acts.act(name, selected)

    def _enable(self) -> None:
        start, end = self.text.selected()
        session = self.session
        hint = ""
        if self.reading is not None and self.reading.source.text:
            event = self._for
            if start < end and event:
                hint = self.tr("For the selected event: {0}").format(event)
            elif start < end:
                hint = self.tr("No event is selected: it is asked for which event the words are.")
            else:
                hint = self.tr("Select words to cite them, or to note a concern, an event, a dispute or a status.")
        self.bar.setVisible(self.reading is None or bool(self.reading.source.text))
        self.bar.enable(selected=start < end, writable=not session.store.read_only, hint=hint)

    def _on_selected(self, event: Id) -> None:
        """Say for which event words would be cited."""
        found = self.session.store.many(Event, [event]) if event and not self.session.is_lent else []
        self._for = shown(found[0].title, one_line=True, longest=120) if found else ""
        self._enable()

    def menu(self) -> QMenu:
        """What can be done with the selected words, and with the current quote."""
        if self.reading is None:
            return QMenu(self)
        return make_menu(
            self,
            self.acts,
            self.selected(),
            self.quotes.note(),
            self.reading.source,
            go_to_event=self.quotes.open_event,
            select_words=lambda note: self.text.go_to(note.start, note.end, select=True),
        )

    def _show_menu(self, at: QPoint) -> None:
        pop_up(self.menu(), at)
