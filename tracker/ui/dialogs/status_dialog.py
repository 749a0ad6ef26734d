"""How an event stands on one axis as of a date, and who says so."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from tracker import vocabulary
from tracker.operations.annotate import add_status
from tracker.operations.log import CitationDraft
from tracker.ui.dialogs.form_dialog import FormDialog
from tracker.ui.session import Session
from tracker.ui.strings import term
from tracker.ui.theme import Theme
from tracker.ui.widgets.choice_box import ChoiceBox
from tracker.ui.widgets.date_field import DateField
from tracker.ui.widgets.plain_text import PlainTextField
from tracker.ui.widgets.quote_field import QuoteField, Selected
from tracker.ui.widgets.source_field import SourceField


class StatusDialog(FormDialog):
    """Adds a status to an event."""

    def __init__(
        self,
        session: Session,
        event_id: int,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        selected: Selected | None = None,
    ) -> None:
        """`selected`: words in the text of a source that show it."""
        kept_as = f"status of {event_id}" + (f" at {selected.key}" if selected else "")
        super().__init__(session, theme, parent, kept_as=kept_as)
        self._event = event_id
        self.setWindowTitle(self.tr("Add status"))
        self.axis = ChoiceBox([(a, term(a)) for a in vocabulary.CLOSED["axis"]], self.body)
        self.value = ChoiceBox([], self.body)
        self.as_of = DateField(self.body)
        self.source = SourceField(session.store, self.body, first_for=event_id, without=self.tr("No source yet."))
        self.quote = QuoteField(self.body)
        self.note = PlainTextField(self.body, one_line=False)
        self.add_row("axis", self.tr("&Axis"), self.axis)
        self.add_row("value", self.tr("&Status"), self.value)
        self.add_row("as_of", self.tr("As &of"), self.as_of)
        self.add_row("source", self.tr("So&urce"), self.source)
        self.add_row("exact", self.tr("&Quote"), self.quote)
        self.add_row("note", self.tr("&Note"), self.note)
        self.axis.edited.connect(self._offer)
        self.source.edited.connect(self._on_source)
        if selected is not None:
            self.source.set_source(selected.source)
            self.quote.set_selected(selected)
        self._offer()
        self.begin()

    def _offer(self) -> None:
        # None is chosen for anybody: how a policy stands is not to be said by pressing Enter too soon.
        values = ("", *vocabulary.STATUS_VALUES.get(self.axis.value(), ()))
        if self.value.values != list(values):
            self.value.set_entries([(v, term(v) if v else self.tr("Choose …")) for v in values])

    def _on_source(self) -> None:
        self.quote.set_source(self.source.source())

    def check(self) -> dict[str, str]:
        """It must be said how it stands, the date be readable and a new source whole."""
        faults = {
            "value": "" if self.value.value() else self.tr("Say how it stands on this axis."),
            "as_of": self.as_of.problem() if self.as_of.edtf() is None else "",
            "source": self.source.fault(),
            "exact": self.quote.fault(),
        }
        return {key: fault for key, fault in faults.items() if fault}

    def write(self) -> None:
        """Add it, in one edit with its source."""
        source = self.source.source()
        citation = None
        if source is not None:
            citation = CitationDraft(source=source.id or source, quote=self.quote.quote(), start=self.quote.start())
        add_status(
            self.session.store,
            self._event,
            self.axis.value(),
            self.value.value(),
            self.as_of.edtf() or "",
            self.note.text(),
            citation,
        )
