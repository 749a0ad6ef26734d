"""Quotes to look at: those whose words have changed in their source, to confirm, and those that are no longer there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QListWidgetItem,
    QScrollArea,
    QWidget,
)

from tracker.errors import CancelledError, ImportFileError, RecordError
from tracker.formats.table import Problem
from tracker.records import Citation, Source
from tracker.store import Store
from tracker.store.source_quotes import QuoteRow, quotes, state_counts
from tracker.ui.dialogs.left_out_dialog import LeftOutDialog, taken_in
from tracker.ui.dialogs.quote_pane import QuotePane
from tracker.ui.dialogs.quote_shown import Looked, look_at
from tracker.ui.dialogs.review_dialog import ReviewDialog
from tracker.ui.jobs import Job
from tracker.ui.motion import WorkBar
from tracker.ui.session import Session
from tracker.ui.theme import Theme
from tracker.ui.widgets.plain_label import plain_label
from tracker.ui.widgets.side_button import side_button
from tracker.ui.widgets.text_layout import shown

if TYPE_CHECKING:
    from tracker.operations.importing_quotes import QuotesPlan


class QuotesDialog(ReviewDialog):
    """A list of quotes; of the chosen one what was quoted, what stands there now, and what can be done about it."""

    reads = ("quotes to look at", "quote looked at")

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent, width=940, height=580)
        self.rows: list[QuoteRow] = []
        self._job: Job | None = None
        self._closing = False
        self._file = ""  # the name of that read last
        self.setWindowTitle(self.tr("Quotes to look at"))
        self.summary = plain_label(self, "muted")
        self.list.setAccessibleName(self.tr("Quotes that have changed or are not found"))
        self.list.setWordWrap(False)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAlternatingRowColors(False)
        self.list.currentRowChanged.connect(self._on_chosen)
        self.pane = QuotePane(theme, self)
        for asked, act in (
            (self.pane.confirmed, self.confirm), (self.pane.kept, self.keep), (self.pane.pointed, self.point),
            (self.pane.source_asked, self.open_source),
        ):  # fmt: skip
            asked.connect(act)
        self._build()
        session.changed.connect(self._on_changed)
        self.read()

    # Building

    def _build(self) -> None:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.pane)
        self.progress = WorkBar(self)
        self.progress.setMaximumHeight(8)
        self.progress.setAccessibleName(self.tr("Progress of the check"))
        self.progress.hide()
        self.check_button = side_button(self, self.tr("Check &all quotes"), self.check)
        self.check_button.setToolTip(self.tr("Look every quote up in the text kept of its source"))
        self.import_button = side_button(self, self.tr("&Import…"), self.import_file)
        self.import_button.setToolTip(self.tr("Take in W3C Web Annotations (JSON-LD)"))
        self.export_button = side_button(self, self.tr("&Export…"), self.export_file)
        self.export_button.setToolTip(self.tr("Write the quotes of the events shown as W3C Web Annotations (JSON-LD)"))
        self.undo_button = side_button(self, self.tr("&Undo"), self.undo)
        buttons = (self.check_button, self.undo_button, self.import_button, self.export_button)
        self.lay_out(self.summary, area, 36, buttons, (self.progress,))
        self._enable()

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
        same = next((n for n, row in enumerate(rows) if before and row.citation == before.citation), -1)
        chosen = same if same >= 0 else min(max(at, 0), len(rows) - 1)
        self.fill(map(self._item, rows), chosen)
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
        others = self.tr("{0} are as quoted; {1} cannot be checked, as their source’s text is not kept.").format(
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
        """The quote that is shown beside the list."""
        return self.pane.looked.row if self.pane.looked is not None else None

    def _on_chosen(self, number: int) -> None:
        if not 0 <= number < len(self.rows):
            self._show_looked(None)
            return
        row = self.rows[number]
        self.session.reader.request("quote looked at", lambda store: look_at(store, row), self._show_looked, self._fail)

    def _show_looked(self, looked: Looked | None) -> None:
        self.pane.show_quote(looked)
        self._enable()

    # Doing

    def _enable(self) -> None:
        writable = not self.session.store.read_only and self._job is None
        self.splitter.setVisible(bool(self.rows))
        self.pane.allow(writable=writable)
        self.check_button.setEnabled(writable)
        self.import_button.setEnabled(writable)
        self.undo_button.setEnabled(writable and bool(self.own_edits()))

    def _decide(self, act: Callable[[Citation], object], said: str) -> None:
        """Decide on the quote that is shown, if its source still has the text that is shown."""
        looked, session = self.pane.looked, self.session
        if looked is None:
            return

        def write() -> bool:
            if session.store.get(Source, looked.source.id).text != looked.source.text:
                raise RecordError(self.tr("The text of the source has changed meanwhile. Look at the quote once more."))
            act(session.store.get(Citation, looked.row.citation))
            return True

        if self.attempt(write):
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

        start = self.pane.place()
        if start >= 0:
            end = start + len(self.pane.field.quote())
            self._decide(lambda c: point_to(self.session.store, c, start, end), self.tr("Those words are quoted now."))

    def open_source(self) -> None:
        """Go to the quote in the text of its source."""
        row = self.current()
        if row is not None:
            self.accept()
            self.session.source_asked.emit(row.source, row.citation)

    def check(self) -> None:
        """Look all quotes up, on a thread of its own; the store is lent to it."""
        from tracker.operations.source_text import check_quotes

        def work(store: Store, progress: Any, cancelled: Any) -> bool:
            return bool(check_quotes(store, progress=progress, cancelled=cancelled).changed)

        self._begin(self.tr("Check quotes"), work, lambda _: None)

    def import_file(self) -> None:
        """Ask for a file of annotations, and take them in: all, or none with the reason, or all but those listed."""
        kinds = self.tr("Web Annotations (*.jsonld *.json)")
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Import annotations"), str(Path.home()), kinds)
        if name:
            self.take_in(Path(name))

    def take_in(self, path: Path, left_out: tuple[Problem, ...] = ()) -> None:
        """Take in a file of annotations; where some cannot be, other than those agreed to be `left_out`, ask first.

        It is planned anew each time: a feed may have changed the tracker while somebody read what is left out.
        """
        from tracker.operations.importing_quotes import import_quotes, plan_quotes

        self._file = path.name

        def work(store: Store, *_: object) -> tuple[QuotesPlan, bool]:
            plan = plan_quotes(store, path)
            agreed = plan.problems == left_out
            if agreed:
                import_quotes(store, plan, skip_bad=True)
            return plan, agreed

        def then(outcome: tuple[QuotesPlan, bool]) -> None:
            plan, written = outcome
            if written:
                self._say_taken_in(plan)
            elif not self._closing:
                self._ask_to_leave_out(path, plan)

        self._begin(self.tr("Import annotations"), work, then)

    def _ask_to_leave_out(self, path: Path, plan: QuotesPlan) -> None:
        dialog = LeftOutDialog(plan.name, plan.problems, len(plan.citations) + len(plan.waiting), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.take_in(path, plan.problems))
        dialog.open()

    def _say_taken_in(self, plan: QuotesPlan) -> None:
        said = taken_in(plan)
        if plan.problems:
            self.problem.setText(said)
            self.problem.show()
        self.session.message.emit(said, "warning" if plan.problems else "message")

    def export_file(self) -> None:
        """Ask for a name, and write the quotes of the events shown there as annotations."""
        kinds = self.tr("Web Annotations (*.jsonld)")
        suggested = str(Path.home() / "quotes.jsonld")
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Export quotes"), suggested, kinds)
        if name:
            self.write_out(Path(name))

    def write_out(self, path: Path) -> None:
        """Write the quotes of the events that the current search finds to a file, which may be there already."""
        from tracker.operations.exporting_quotes import export_quotes

        search = self.session.search_text

        def say(count: int) -> None:
            said = self.tr("{0} quotes written to {1}.").format(f"{count:,}", path)
            self.session.message.emit(said, "message")

        self.session.reader.request(
            "quotes written", lambda store: export_quotes(store, path, search=search, overwrite=True), say, self._fail
        )

    def _begin(self, title: str, work: Callable[..., Any], then: Callable[[Any], None]) -> None:
        """Start a long write; `then` is told what it gave."""
        self.problem.hide()
        self.progress.tell(0, 0)
        self.progress.show()

        def done(outcome: Any) -> None:
            closing = self._closing
            then(outcome)
            self._end_job()
            if not closing:
                self.read()

        self._doing = True
        self._job = self.session.write_in_background(title, work, done, self._on_failed)
        self._job.progressed.connect(lambda done, total, _text: self.progress.tell(done, total))
        self._enable()

    def _on_failed(self, error: Exception) -> None:
        self._end_job()
        if isinstance(error, CancelledError):
            return
        self._fail(error)
        problems = [p for p in error.problems if isinstance(p, Problem)] if isinstance(error, ImportFileError) else []
        if len(problems) > 1:  # else the message has said it
            dialog = LeftOutDialog(self._file, problems, 0, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def _end_job(self) -> None:
        self._job = None
        self._doing = False
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
        super().done(result)
