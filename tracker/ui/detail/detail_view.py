"""The right pane: everything about the selected event, edited in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from tracker.errors import NotFoundError
from tracker.operations.annotate import set_topics
from tracker.operations.change import change
from tracker.store import ChangeSet
from tracker.store.dossier import Dossier
from tracker.ui.detail import contents
from tracker.ui.detail.acts import Acts
from tracker.ui.detail.facts import Facts
from tracker.ui.detail.header import Header
from tracker.ui.detail.history import HistoryPanel
from tracker.ui.session import Session
from tracker.ui.theme import UNIT, Theme
from tracker.ui.widgets.plain_text import PlainTextField
from tracker.ui.widgets.section import Section
from tracker.ui.widgets.text_layout import shown

PREPARE_AFTER = 600
"""Milliseconds after it is shown."""

# Field of an event -> what the Undo menu calls a change of it (journal labels are not translated).
_EDITS = {
    "title": "Edit title",
    "type": "Change type",
    "date": "Change date",
    "date_basis": "Change date basis",
    "day_order": "Change order in the day",
    "summary": "Edit summary",
    "evidence": "Change evidence",
    "noteworthy": "Mark as noteworthy",
}


class DetailView(QWidget):
    """About `session.selected`. Each field left with another text is one edit."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.theme = theme
        self._dossier: Dossier | None = None
        self._writing = ""
        self._built = False
        self.acts = Acts(session, theme, self)
        self.empty = self._make_empty()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)
        session.selected.connect(self._on_selected)
        session.changed.connect(self._on_changed)
        session.edit_requested.connect(self._on_edit_requested)
        self._on_selected(session.selection)

    # Building: when the first event is shown, or in an idle moment before that

    def showEvent(self, event: QShowEvent) -> None:
        """The first picture of the window does not wait for what is not in it yet."""
        super().showEvent(event)
        if not self._built:
            QTimer.singleShot(PREPARE_AFTER, self, self._build)

    def _make_empty(self) -> QWidget:
        empty = QWidget(self)
        head = QLabel(self.tr("No event selected"), empty)
        head.setProperty("look", "section")
        teach = QLabel(
            self.tr(
                "Pick an event in the timeline or the table to read and edit it here: its facts, its sources, and what "
                "stakeholders say of it.\n\nCtrl+N logs a new development."
            ),
            empty,
        )
        teach.setProperty("look", "muted")
        teach.setWordWrap(True)
        teach.setTextFormat(Qt.TextFormat.PlainText)
        layout = QVBoxLayout(empty)
        layout.setContentsMargins(2 * UNIT + 2, 3 * UNIT, 2 * UNIT, 2 * UNIT)
        layout.setSpacing(UNIT)
        layout.addWidget(head)
        layout.addWidget(teach)
        layout.addStretch(1)
        return empty

    def _build(self) -> None:
        if self._built:
            return
        self._built = True
        store, theme = self.session.store, self.theme
        body = QWidget(self)
        self.header = Header(store, theme, body)
        self.facts = Facts(store, theme, body)
        self.summary = PlainTextField(body, one_line=False, flat=True, most_lines=24)
        self.summary.setAccessibleName(self.tr("Summary"))
        self.summary.setPlaceholderText(self.tr("Add a summary"))
        add = self.acts
        self.sources = self._section(body, self.tr("Sources"), self.tr("Add source"), add.add_source)
        self.concerns = self._section(body, self.tr("Concerns"), self.tr("Add concern"), add.add_concern)
        self.statuses = self._section(body, self.tr("Status"), self.tr("Add status"), add.add_status, framed=False)
        self.related = self._section(body, self.tr("Related"), self.tr("Add link"), add.add_relation, framed=False)
        self.disputed = self._section(body, self.tr("Disputed points"), self.tr("Add point"), add.add_disputed)
        self.history = HistoryPanel(store, theme, body)
        self.sections = (self.sources, self.concerns, self.statuses, self.related, self.disputed)
        self._layout = layout = QVBoxLayout(body)
        # Flat fields and section headings carry 5 pixels of their own.
        layout.setContentsMargins(13, 2 * UNIT, 11, 3 * UNIT)
        layout.setSpacing(UNIT)
        for part in (self.header, self.facts, self.summary):
            layout.addWidget(part)
        for section in (*self.sections, self.history):
            layout.addSpacing(UNIT)
            layout.addWidget(section)
        layout.addStretch(1)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(body)
        self._stack.addWidget(self.area)
        self.header.changed.connect(self._edit)
        self.facts.changed.connect(self._edit)
        self.facts.topics_changed.connect(self._set_topics)
        self.facts.involved_requested.connect(self.acts.edit_involved)
        self.summary.committed.connect(lambda text: self._edit("summary", text))
        self._allow()

    def _section(
        self, body: QWidget, title: str, add: str, act: Callable[[], object], *, framed: bool = True
    ) -> Section:
        section = Section(title, add, self.theme, body, framed=framed, follow=self.acts.follow)
        section.add_requested.connect(act)
        return section

    def _allow(self) -> None:
        writable = not self.session.store.read_only
        self.header.set_writable(writable)
        self.facts.set_writable(writable)
        self.summary.setReadOnly(not writable)
        for section in self.sections:
            section.set_writable(writable)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.theme = self.acts.theme = theme
        if self._built:
            for part in (self.header, self.facts, self.history, *self.sections):
                part.set_theme(theme)

    # Showing

    @property
    def event_id(self) -> int:
        """Id of the event shown, 0 for none."""
        return self._dossier.event.id if self._dossier else 0

    def _on_selected(self, event: int) -> None:
        self.commit()
        if event != self.event_id:
            self._say_what_was_no_date()
        self._load(event)

    def _say_what_was_no_date(self) -> None:
        """What was typed as a date and cannot be read, or was not picked among its readings, goes with the event."""
        if self._built and self._dossier is not None and self.facts.date.edtf() is None:
            said = self.tr("“{0}” was not kept as the date of “{1}”: {2}")
            event, date = self._dossier.event, self.facts.date
            title = shown(event.title, one_line=True, longest=60)
            self.session.message.emit(said.format(date.typed(), title, date.problem()), "warning")

    def _on_changed(self, _: ChangeSet) -> None:
        if self.event_id:
            self._load(self.event_id)

    def _on_edit_requested(self, event: int) -> None:
        if event == self.event_id and event:
            self.header.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _load(self, event: int) -> None:
        try:
            dossier = self.session.store.dossier(event) if event else None
        except NotFoundError:
            dossier = None
        if dossier is None:
            self._dossier = None
            self._stack.setCurrentWidget(self.empty)
            return
        self._build()
        same = dossier.event.id == self.event_id
        if same and dossier == self._dossier and not self._writing:
            return
        self._dossier = dossier
        self._show(dossier, same_event=same)
        self._stack.setCurrentWidget(self.area)
        if not same:
            self.area.verticalScrollBar().setValue(0)

    def _show(self, dossier: Dossier, *, same_event: bool) -> None:
        """Fill every part. What is being typed stays, but for the field that is just being written."""
        self.header.show_dossier(dossier, keep_typing=same_event, written=self._writing)
        self.facts.show_dossier(dossier, keep_typing=same_event, written=self._writing)
        if not (same_event and self.summary.is_changed() and self._writing != "summary"):
            self.summary.set_text(dossier.event.summary)
            self.summary.set_fault(False)
        # Each card that appears would have the whole pane laid out anew.
        layout = self._layout
        layout.setEnabled(False)
        acts = self.acts
        self.sources.set_contents(contents.of_sources(dossier, acts))
        self.concerns.set_contents(contents.of_concerns(dossier, acts))
        self.statuses.set_contents(contents.of_statuses(dossier, acts))
        self.related.set_contents(contents.of_relations(dossier, acts))
        self.disputed.set_contents(contents.of_disputed(dossier, acts))
        layout.setEnabled(True)
        layout.invalidate()
        self.history.show_dossier(dossier, same_event=same_event)

    # Writing

    def commit(self) -> None:
        """Write what was typed in a field that has not been left yet."""
        if self._built and self._dossier is not None:
            self.header.commit()
            self.facts.commit()
            self.summary.commit()

    def _edit(self, field: str, value: Any) -> None:
        if self._dossier is None or self._writing:
            return
        event = self._dossier.event
        self._writing = field
        try:
            done = self.session.attempt(lambda: change(self.session.store, event, _EDITS[field], **{field: value}))
            if done is not None:
                self._load(event.id)
        finally:
            self._writing = ""
        if done is None:
            self._mark_fault(field)

    def _mark_fault(self, field: str) -> None:
        """What was refused stays in the field, marked; Esc brings back what is kept."""
        at = {"title": "title", "type": "type"}.get(field)
        if at is not None:
            getattr(self.header, at).set_fault(True)
        elif field == "summary":
            self.summary.set_fault(True)
        elif self._dossier is not None:
            self._show(self._dossier, same_event=False)

    def _set_topics(self, topics: Sequence[str]) -> None:
        dossier = self._dossier
        if dossier is None:
            return

        def write() -> bool:
            set_topics(self.session.store, dossier.event.id, topics)
            return True

        if self.session.attempt(write) is None:
            self.facts.show_dossier(dossier, keep_typing=True, written="")
