"""Quotes to look at: those whose words have changed in their source, to confirm, and those that are no longer there."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from tracker.capture.anchors import places
from tracker.errors import CancelledError
from tracker.records import Citation
from tracker.store import Store
from tracker.store.source_quotes import QuoteRow, quotes, state_counts
from tracker.ui.dialogs.quote_shown import Looked, blocks_of, look_at
from tracker.ui.jobs import Job
from tracker.ui.motion import WorkBar
from tracker.ui.room import roomy
from tracker.ui.session import Session
from tracker.ui.theme import Theme
from tracker.ui.widgets.paragraphs import Paragraphs
from tracker.ui.widgets.quote_field import QuoteField
from tracker.ui.widgets.text_layout import shown


class QuotesDialog(QDialog):
    """A list of quotes; of the chosen one what was quoted, what stands there now, and what can be done about it."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.theme = theme
        self.rows: list[QuoteRow] = []
        self.looked: Looked | None = None
        self._job: Job | None = None
        self._closing = False
        self._done = 0
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Quotes to look at"))
        self.resize(roomy(self, 940, 580))
        self.summary = QLabel(self)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setProperty("look", "muted")
        self.summary.setWordWrap(True)
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Quotes that have changed or are not found"))
        self.list.setWordWrap(False)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAlternatingRowColors(False)
        self.list.setSpacing(3)
        self.list.currentRowChanged.connect(self._on_chosen)
        self._build_pane()
        self._build()
        session.changed.connect(self._on_changed)
        self.read()

    # Building

    def _build_pane(self) -> None:
        self.pane = QWidget(self)
        self.words = Paragraphs(self.theme, self.pane)
        self.confirm_button = self._button(self.tr("&Confirm the new words"), self.confirm)
        self.confirm_button.setProperty("look", "primary")
        self.confirm_button.setToolTip(self.tr("Quote from now on the words that stand there now"))
        self.keep_button = self._button(self.tr("&Keep as orphaned"), self.keep)
        self.keep_button.setToolTip(self.tr("Keep the words as they were quoted, without a place in this text"))
        self.open_button = self._button(self.tr("&Open source"), self.open_source)
        self.point_label = QLabel(self.tr("&Point to another place: the words there, as they stand"), self.pane)
        self.point_label.setProperty("look", "muted")
        self.field = QuoteField(self.pane)
        self.field.setAccessibleName(self.tr("Words to quote instead"))
        self.point_label.setBuddy(self.field.words)
        self.field.edited.connect(self._enable)
        self.point_button = self._button(self.tr("&Quote these words"), self.point)
        decide = QHBoxLayout()
        decide.setSpacing(8)
        for button in (self.confirm_button, self.keep_button, self.open_button):
            decide.addWidget(button)
        decide.addStretch(1)
        point = QHBoxLayout()
        point.addWidget(self.point_button)
        point.addStretch(1)
        layout = QVBoxLayout(self.pane)
        layout.setContentsMargins(16, 4, 8, 8)
        layout.setSpacing(10)
        layout.addWidget(self.words)
        layout.addLayout(decide)
        layout.addSpacing(6)
        layout.addWidget(self.point_label)
        layout.addWidget(self.field)
        layout.addLayout(point)
        layout.addStretch(1)

    def _build(self) -> None:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.pane)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(area)
        self.splitter.setSizes([self.width() * 36 // 100, self.width() * 64 // 100])
        self.progress = WorkBar(self)
        self.progress.setMaximumHeight(8)
        self.progress.setAccessibleName(self.tr("Progress of the check"))
        self.progress.hide()
        self.problem = QLabel(self)
        self.problem.setProperty("look", "error")
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.check_button = self._button(self.tr("Check &all quotes"), self.check)
        self.check_button.setToolTip(self.tr("Look every quote up in the text kept of its source"))
        self.undo_button = self._button(self.tr("&Undo"), self.undo)
        close = self._button(self.tr("C&lose"), self.reject)
        bottom = QHBoxLayout()
        bottom.setSpacing(8)
        bottom.addWidget(self.check_button)
        bottom.addWidget(self.undo_button)
        bottom.addStretch(1)
        bottom.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 14)
        layout.setSpacing(8)
        layout.addWidget(self.summary)
        layout.addWidget(self.splitter, 1)
        layout.addStretch(0)
        layout.addWidget(self.progress)
        layout.addWidget(self.problem)
        layout.addLayout(bottom)
        self._enable()

    def _button(self, text: str, act: Any) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _=False: act())
        return button

    # Reading

    def read(self) -> None:
        """Read which quotes there are to look at."""

        def read(store: Store) -> tuple[list[QuoteRow], dict[str, int]]:
            return quotes(store.connection, ["moved", "orphaned"]), state_counts(store.connection)

        self.session.reader.request("quotes to look at", read, self._show, self._fail)

    def _show(self, found: tuple[list[QuoteRow], dict[str, int]]) -> None:
        rows, counts = found
        first = not self.rows and bool(rows)
        before, at = self.current(), self.list.currentRow()
        self.rows = rows
        self.list.blockSignals(True)
        self.list.clear()
        for row in rows:
            self.list.addItem(self._item(row))
        same = next((n for n, row in enumerate(rows) if before and row.citation == before.citation), -1)
        chosen = same if same >= 0 else min(max(at, 0), len(rows) - 1)
        self.list.setCurrentRow(chosen)
        self.list.blockSignals(False)
        self.summary.setText(self._summary(counts))
        self._on_chosen(chosen)
        self._enable()
        if first:
            self.list.setFocus()

    def _item(self, row: QuoteRow) -> QListWidgetItem:
        state = self._state(row.state)
        words = shown(row.exact, one_line=True, longest=90)
        source = shown(row.source_title, one_line=True, longest=70)
        item = QListWidgetItem(f"“{words}”\n{state} · {source}")
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{state}: “{words}”, {source}")
        return item

    def _state(self, state: str) -> str:
        return self.tr("words changed") if state == "moved" else self.tr("not found")

    def _summary(self, counts: dict[str, int]) -> str:
        matching, unkept = counts.get("matches", 0), counts.get("no text kept", 0) + counts.get("", 0)
        others = self.tr("{0} stand as quoted; of {1} no text is kept to check them against.").format(
            f"{matching:,}", f"{unkept:,}"
        )
        if not self.rows:
            return self.tr("No quote needs to be looked at.") + " " + others
        moved, orphaned = counts.get("moved", 0), counts.get("orphaned", 0)
        return self.tr("Words changed: {0}. Not found: {1}.").format(f"{moved:,}", f"{orphaned:,}") + " " + others

    def _fail(self, error: Exception) -> None:
        self.problem.setText(str(error))
        self.problem.show()

    def current(self) -> QuoteRow | None:
        """The quote chosen in the list."""
        return self.looked.row if self.looked is not None else None

    def _on_chosen(self, number: int) -> None:
        if not 0 <= number < len(self.rows):
            self.looked = None
            self.words.set_blocks()
            self.field.set_source(None)
            self.field.set_quote("")
            self._enable()
            return
        row = self.rows[number]

        self.session.reader.request("quote looked at", lambda store: look_at(store, row), self._show_looked, self._fail)

    def _show_looked(self, looked: Looked) -> None:
        same = self.looked is not None and self.looked == looked
        self.looked = looked
        self.words.set_blocks(*blocks_of(looked))
        if not same:
            self.field.set_source(looked.source)
            self.field.set_quote(looked.row.exact if looked.candidates else "")
        self._enable()

    # Doing

    def _enable(self) -> None:
        row, writable = self.current(), not self.session.store.read_only and self._job is None
        moved = row is not None and row.state == "moved"
        self.pane.setVisible(row is not None)
        self.splitter.setVisible(bool(self.rows))
        self.confirm_button.setVisible(moved)
        self.keep_button.setVisible(moved)
        self.confirm_button.setEnabled(writable)
        self.keep_button.setEnabled(writable)
        self.field.words.setReadOnly(not writable)
        self.point_button.setEnabled(writable and self._place() >= 0)
        self.check_button.setEnabled(writable)
        self.undo_button.setEnabled(writable and self._done > 0)

    def _place(self) -> int:
        """Where the words entered begin in the text; -1 if nowhere, or at several places of which none is chosen."""
        words = self.field.quote()
        if not words or self.looked is None:
            return -1
        if self.field.start() >= 0:
            return self.field.start()
        found = places(self.looked.source.text, words, 2)
        return found[0] if len(found) == 1 else -1

    def _decide(self, act: Any, said: str) -> None:
        row = self.current()
        if row is None:
            return
        session = self.session

        def write() -> bool:
            act(session.store.get(Citation, row.citation))
            return True

        if session.attempt(write):
            self._done += 1
            session.message.emit(said, "message")

    def confirm(self) -> None:
        """Quote the new words."""
        from tracker.operations.source_text import confirm_moved

        self._decide(lambda c: confirm_moved(self.session.store, [c]), self.tr("The new words are quoted now."))

    def keep(self) -> None:
        """Keep the words as quoted, without a place."""
        from tracker.operations.source_text import let_go

        self._decide(lambda c: let_go(self.session.store, [c]), self.tr("Kept as quoted, without a place in the text."))

    def point(self) -> None:
        """Quote the words entered, at their place."""
        from tracker.operations.source_text import point_to

        start = self._place()
        if start >= 0:
            end = start + len(self.field.quote())
            self._decide(lambda c: point_to(self.session.store, c, start, end), self.tr("Those words are quoted now."))

    def undo(self) -> None:
        """Take back what was decided last."""
        if self._done:
            self._done -= 1
            self.session.undo()

    def open_source(self) -> None:
        """Go to the quote in the text of its source."""
        row = self.current()
        if row is not None:
            self.accept()
            self.session.source_asked.emit(row.source, row.citation)

    def check(self) -> None:
        """Look all quotes up, on a thread of its own; the store is lent to it."""
        from tracker.operations.source_text import check_quotes

        def work(store: Store, progress: Any, cancelled: Any) -> object:
            return check_quotes(store, progress=progress, cancelled=cancelled)

        self.progress.tell(0, 0)
        self.progress.show()
        self._job = self.session.write_in_background(self.tr("Check quotes"), work, self._on_checked, self._on_failed)
        self._job.progressed.connect(lambda done, total, _text: self.progress.tell(done, total))
        self._enable()

    def _on_checked(self, report: Any) -> None:
        self._end_job()
        if self._closing:
            return
        if report.changed:
            self._done += 1
        self.read()

    def _on_failed(self, error: Exception) -> None:
        self._end_job()
        if not isinstance(error, CancelledError):
            self._fail(error)

    def _end_job(self) -> None:
        self._job = None
        self.progress.hide()
        self._enable()
        if self._closing:
            self.reject()

    def _on_changed(self, _: object) -> None:
        if self._job is None and self.isVisible():
            self.read()

    def done(self, result: int) -> None:
        """A check under way is stopped, and waited for: it has the store."""
        if self._job is not None:
            self._closing = True
            self._job.cancel()
            return
        self.session.reader.forget("quotes to look at")
        self.session.reader.forget("quote looked at")
        super().done(result)
