"""The versions of a source: how each differs from the one before it, and which quotes that concerns."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from tracker.capture.difference import Passage, by_paragraphs
from tracker.operations.source_text import QuoteOutcome, in_version
from tracker.records import Id, Source
from tracker.store import Store
from tracker.store.source_versions import VersionRow, versions
from tracker.ui.dialogs.review_dialog import ReviewDialog
from tracker.ui.dialogs.version_quotes import VersionQuotes
from tracker.ui.session import Session
from tracker.ui.theme import Theme
from tracker.ui.widgets.date_field import short_date
from tracker.ui.widgets.difference_view import DifferenceView
from tracker.ui.widgets.flow import FlowLayout
from tracker.ui.widgets.panes import Panes
from tracker.ui.widgets.plain_label import plain_label
from tracker.ui.widgets.side_button import side_button
from tracker.ui.widgets.text_layout import shown


@dataclass(frozen=True, slots=True)
class Compared:
    """A version beside the one before it; `older` is None for the first."""

    newer: Source
    older: Source | None
    passages: tuple[Passage, ...]
    quotes: tuple[QuoteOutcome, ...]


class VersionDialog(ReviewDialog):
    """For the document that the source `source_id` is a version of."""

    reads = ("versions", "version compared")

    def __init__(self, session: Session, theme: Theme, source_id: Id, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent, width=1000, height=660)
        self._source = source_id
        self._chosen: Id = 0  # the newest, until somebody chooses
        self.rows: list[VersionRow] = []
        self.compared: Compared | None = None
        self.setWindowTitle(self.tr("Versions"))
        self.title = plain_label(self, "section")
        self.list.setAccessibleName(self.tr("Versions, the oldest first"))
        self.list.currentRowChanged.connect(self._on_chosen)
        self._build_difference()
        self.below = VersionQuotes(self)
        self.quotes, self.quotes_label = self.below.list, self.below.said
        self.below.ticked.connect(self._enable)
        self.below.carry_asked.connect(self.carry)
        self._build()
        self.list.setFocus()
        session.changed.connect(self._on_changed)
        self.read()

    # Building

    def _build_difference(self) -> None:
        self.summary = plain_label(self, "muted")
        self.difference = DifferenceView(self.theme, self)
        self.difference.setAccessibleName(self.tr("What differs from the version before"))
        self.previous_button = side_button(self, self.tr("&Previous change"), lambda: self.difference.go(-1))
        self.next_button = side_button(self, self.tr("&Next change"), lambda: self.difference.go(1))

    def _build(self) -> None:
        self.new_button = side_button(self, self.tr("New &version…"), self.add_version)
        self.open_button = side_button(self, self.tr("&Open this version"), self.open_version)
        self.undo_button = side_button(self, self.tr("&Undo"), self.undo)
        steps = FlowLayout(gap=8, row_gap=8)
        steps.addWidget(self.previous_button)
        steps.addWidget(self.next_button)
        above = QWidget(self)
        upper = QVBoxLayout(above)
        upper.setContentsMargins(12, 0, 0, 6)
        upper.setSpacing(6)
        upper.addWidget(self.summary)
        upper.addWidget(self.difference, 1)
        upper.addLayout(steps)
        upper.addStretch(0)
        right = Panes(Qt.Orientation.Vertical, self, above, self.below)
        right.setSizes([self.height() * 62 // 100, self.height() * 38 // 100])
        self.lay_out(self.title, right, 28, (self.new_button, self.open_button, self.undo_button))
        self._enable()

    # Reading

    def read(self) -> None:
        """Read which versions there are."""
        source = self._source
        self.session.reader.request(
            "versions", lambda store: versions(store.connection, source), self._show, self._fail
        )

    def _on_changed(self, _: object) -> None:
        if self.isVisible():
            self.read()

    def _show(self, rows: list[VersionRow]) -> None:
        self.rows = rows
        chosen = next((n for n, row in enumerate(rows) if row.id == self._chosen), len(rows) - 1)
        self.fill((self._item(number, row) for number, row in enumerate(rows, 1)), chosen)
        self.title.setText(shown(rows[-1].title, one_line=True) if rows else self.tr("This source is gone."))
        self._on_chosen(chosen)

    def _item(self, number: int, row: VersionRow) -> QListWidgetItem:
        when = short_date(row.issued or row.accessed or row.created[:10])
        kept = self.tr("{0} characters").format(f"{row.characters:,}") if row.characters else self.tr("no text kept")
        quoted = self.tr("1 quote") if row.quotes == 1 else self.tr("{0} quotes").format(f"{row.quotes:,}")
        lines = [self.tr("Version {0} · {1}").format(number, when), f"{kept} · {quoted}"]
        if row.sha256:
            lines.append(self.tr("snapshot {0}…").format(row.sha256[:12]))
        item = QListWidgetItem("\n".join(lines))
        item.setToolTip(row.sha256)
        return item

    def _fail(self, error: Exception) -> None:
        self.summary.setText(str(error))

    def _on_chosen(self, number: int) -> None:
        if not 0 <= number < len(self.rows):
            return
        row = self.rows[number]
        self._chosen = row.id

        def read(store: Store) -> Compared:
            newer = store.get(Source, row.id)
            if row.previous is None:
                return Compared(newer, None, (), ())
            older = store.get(Source, row.previous)
            passages = by_paragraphs(older.text, newer.text) if newer.text and older.text else ()
            return Compared(newer, older, passages, tuple(in_version(store, older, newer)))

        self.session.reader.request("version compared", read, self._show_compared, self._fail)

    def _show_compared(self, compared: Compared) -> None:
        if compared == self.compared:
            self._enable()
            return
        self.compared = compared
        self.summary.setText(self._summary(compared))
        self.difference.show_passages(compared.passages)
        self.below.show_quotes(compared.quotes, compared.newer.text)
        self.quotes_label.setText(self._said_of_quotes(compared))
        self._enable()

    def _summary(self, compared: Compared) -> str:
        if compared.older is None:
            if len(self.rows) == 1:
                return self.tr("This source has one version. “New version…” keeps another beside it.")
            return self.tr("This is the first version.")
        if not compared.newer.text or not compared.older.text:
            return self.tr("The text of one of the two versions is not kept, so they cannot be compared.")
        count = sum(passage.is_changed for passage in compared.passages)
        if not count:
            return self.tr("The text is the same as that of the version before.")
        if count == 1:
            return self.tr("1 passage differs from the version before.")
        return self.tr("{0} passages differ from the version before.").format(f"{count:,}")

    def _said_of_quotes(self, compared: Compared) -> str:
        """How many stand in this version, and apart from those that do not, those of which it cannot be told where."""
        if compared.older is None:
            return ""
        if not compared.quotes:
            return self.tr("No quotes were made on the version before.")
        carried = self.tr("All stay with that version unless they are carried here.")
        states = [outcome.state for outcome in compared.quotes]
        if "no text kept" in states:
            said = self.tr("Quotes made on the version before: {0}. No text of this one is kept to look them up in.")
            return said.format(f"{len(states):,}") + " " + carried
        places = [len(outcome.candidates) for outcome in compared.quotes if outcome.state == "orphaned"]
        several, once = sum(count > 1 for count in places), places.count(1)
        said = self.tr("Quotes made on the version before: {0} also in this one, {1} changed, {2} not in it.").format(
            f"{states.count('matches'):,}", f"{states.count('moved'):,}", f"{places.count(0):,}"
        )
        if several:
            one = self.tr("{0} is there more than once: select it and decide which place is meant.")
            more = self.tr("{0} are there more than once: select each and decide which place is meant.")
            said += " " + (one if several == 1 else more).format(f"{several:,}")
        if once:
            one = self.tr("{0} is there once, among other words: select it and decide whether it is the one meant.")
            more = self.tr("{0} are there once, among other words: select each and decide whether it is the one meant.")
            said += " " + (one if once == 1 else more).format(f"{once:,}")
        return f"{said} {carried}"

    # Doing

    def _enable(self) -> None:
        writable = not self.session.store.read_only
        older = self.compared is not None and self.compared.older is not None
        for part in (self.difference, self.previous_button, self.next_button):
            part.setVisible(older)
        self.below.setVisible(older)
        self.below.allow(writable=writable)
        self.new_button.setEnabled(writable and bool(self.rows))
        self.open_button.setEnabled(bool(self.rows))
        self.undo_button.setEnabled(writable and bool(self.own_edits()))
        self.previous_button.setEnabled(bool(self.difference.changes))
        self.next_button.setEnabled(bool(self.difference.changes))

    def carry(self) -> None:
        """Let the ticked quotes cite this version."""
        from tracker.operations.source_text import carry

        compared, session, quotes = self.compared, self.session, self.below
        if compared is None:
            return
        if self.attempt(lambda: carry(session.store, quotes.chosen(), compared.newer, quotes.meant)) is not None:
            session.message.emit(self.tr("The quotes cite this version now."), "message")

    def add_version(self) -> None:
        """Enter the text of another version."""
        from tracker.ui.dialogs.new_version_dialog import NewVersionDialog

        dialog = NewVersionDialog(self.session, self.theme, self.rows[-1].id, self)
        dialog.added.connect(self._on_added)
        dialog.open()

    def _on_added(self, source: Id) -> None:
        # The form has written meanwhile, and others may have.
        history = self.session.attempt(lambda: self.session.store.history(("source", source)))
        if history:
            self._made.append(history[-1].edit)
        self._chosen = source
        self.read()

    def open_version(self) -> None:
        """Go to the text of the chosen version."""
        self.accept()
        self.session.source_asked.emit(self._chosen, 0)
