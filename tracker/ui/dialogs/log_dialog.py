"""Log a development: title, date, type, source, Enter. What else is known has its place below."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from tracker.operations.log import EventDraft, log_event
from tracker.operations.similar import similar_events
from tracker.ui.dialogs.form_dialog import FormDialog
from tracker.ui.session import Session
from tracker.ui.theme import Theme
from tracker.ui.widgets import choices
from tracker.ui.widgets.citations_field import CitationsField
from tracker.ui.widgets.date_field import DateField, short_date
from tracker.ui.widgets.docket_field import DocketField
from tracker.ui.widgets.plain_text import PlainTextField
from tracker.ui.widgets.quote_field import Selected
from tracker.ui.widgets.roles_field import RolesField
from tracker.ui.widgets.term_field import TermField
from tracker.ui.widgets.text_layout import shown
from tracker.ui.widgets.topics_field import TopicsField

PAUSE = 250
"""Milliseconds without typing before likenesses are looked for."""


class LogDialog(FormDialog):
    """`logged` carries the id of the event saved."""

    logged = Signal(object)

    def __init__(
        self, session: Session, theme: Theme, parent: QWidget | None = None, *, selected: Selected | None = None
    ) -> None:
        """`selected`: words in the text of a source that prove it."""
        super().__init__(session, theme, parent, kept_as=f"log {selected.key}" if selected else "log")
        store = session.store
        self.setWindowTitle(self.tr("Log development"))
        self.title = PlainTextField(self.body)
        self.title.setPlaceholderText(self.tr("What happened, in one line"))
        self.date = DateField(self.body, undated=self.tr("Without a date it is listed among the undated."))
        self.type = TermField(choices.terms(store, "event_type"), self.body)
        self.type.setPlaceholderText(self.tr("Executive order, complaint, agency statement …"))
        self.sources = CitationsField(store, self.body)
        self.summary = PlainTextField(self.body, one_line=False, most_lines=10)
        self.roles = RolesField(store, self.body)
        self.topics = TopicsField(choices.topics(store), theme, self.body)
        self.docket = DocketField(store, self.body)
        self.add_row("title", self.tr("&Title"), self.title)
        self.alike = self.add_note("")
        self.alike.setProperty("look", "warning")
        self.alike.hide()
        self.add_row("date", self.tr("&Date"), self.date)
        self.add_row("type", self.tr("T&ype"), self.type)
        self.add_row("sources", self.tr("S&ources"), self.sources)
        if selected is not None:
            self.sources.rows[0].set_selected(selected)
        self.add_note(self.tr("The rest can be filled in now or later."))
        self.add_row("summary", self.tr("S&ummary"), self.summary)
        self.add_row("roles", self.tr("&Parties"), self.roles)
        self.add_row("topics", self.tr("Top&ics"), self.topics)
        self.add_row("docket", self.tr("&Filed in"), self.docket)
        self.another = QPushButton(self.tr("Save and log &another"), self)
        self.another.setAutoDefault(False)
        self.another.clicked.connect(self._save_and_go_on)
        self.buttons.insertWidget(0, self.another)
        self.setTabOrder(self.docket, self.another)
        self.setTabOrder(self.another, self.cancel_button)
        self.setTabOrder(self.cancel_button, self.save_button)
        self._logged = 0
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(PAUSE)
        self._wait.timeout.connect(self._look_for_likeness)
        self.title.edited.connect(self._wait.start)
        self.date.edited.connect(self._wait.start)
        self.saved.connect(lambda: self.logged.emit(self._logged))
        self.begin()

    def check(self) -> dict[str, str]:
        """A title and a type are needed; what is entered elsewhere must make sense."""
        faults = {
            "title": "" if self.title.text().strip() else self.tr("Say in one line what happened."),
            "date": self.date.problem() if self.date.edtf() is None else "",
            "type": "" if self.type.text().strip() else self.tr("Say what type of event it is."),
            "sources": self.sources.fault(),
            "roles": self.roles.fault(),
            "docket": self.docket.fault(),
        }
        return {key: fault for key, fault in faults.items() if fault}

    def write(self) -> None:
        """Log it, in one edit with all that was entered."""
        self._logged = log_event(self.session.store, self.entered()).id

    def entered(self) -> EventDraft:
        """The development as entered."""
        docket = self.docket.docket()
        return EventDraft(
            title=self.title.text(),
            type=self.type.term(),
            date=self.date.edtf() or "",
            summary=self.summary.text(),
            citations=self.sources.citations(),
            roles=self.roles.roles(),
            topics=self.topics.topics(),
            dockets=(docket,) if docket is not None else (),
        )

    def done(self, result: int) -> None:
        """Closed: nothing is looked for any more."""
        self._wait.stop()
        super().done(result)

    def _save_and_go_on(self) -> None:
        if self.save(close=False):
            self.clear()
            for field in (self.type, self.sources, self.topics.adder, self.docket.number):
                field.forget_choices()
            self.session.message.emit(self.tr("Logged. The form is ready for the next one."), "message")

    def _look_for_likeness(self) -> None:
        """Say if an event like this is in the tracker already: a hint, as two letters of one day may both be real."""
        found = similar_events(self.session.store, self.title.text(), self.date.edtf() or "")
        lines = [
            self.tr("Looks like: {0}").format(f"{shown(e.title, one_line=True)} ({short_date(e.date)})") for e in found
        ]
        self.alike.setText("\n".join(lines))
        self.alike.setVisible(bool(lines))
