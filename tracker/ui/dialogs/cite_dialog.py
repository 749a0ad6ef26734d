"""Tie a source to an event: one that is known or a new one, with the words that matter."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from tracker import vocabulary
from tracker.operations.annotate import cite
from tracker.operations.log import CitationDraft
from tracker.ui.dialogs.form_dialog import FormDialog
from tracker.ui.session import Session
from tracker.ui.strings import term
from tracker.ui.theme import Theme
from tracker.ui.widgets.choice_box import ChoiceBox
from tracker.ui.widgets.plain_text import PlainTextField
from tracker.ui.widgets.quote_field import QuoteField
from tracker.ui.widgets.source_field import SourceField


class CiteDialog(FormDialog):
    """Cites a source for an event."""

    def __init__(self, session: Session, event_id: int, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent, kept_as=f"citation of {event_id}")
        self._event = event_id
        self.setWindowTitle(self.tr("Add source"))
        self.source = SourceField(session.store, self.body, without="")
        self.relation = ChoiceBox([(r, term(r)) for r in vocabulary.CLOSED["citation_relation"]], self.body)
        self.quote = QuoteField(self.body)
        self.locator = PlainTextField(self.body)
        self.locator.setPlaceholderText(self.tr("Page or paragraph"))
        self.add_row("source", self.tr("S&ource"), self.source)
        self.add_row("relation", self.tr("&Bearing"), self.relation)
        self.add_row("exact", self.tr("&Quote"), self.quote)
        self.add_row("locator", self.tr("&Place in it"), self.locator)
        self.source.edited.connect(lambda: self.quote.set_source(self.source.source()))
        self.begin()

    def check(self) -> dict[str, str]:
        """A source is needed; a quote must be in its text."""
        missing = "" if self.source.source() is not None else self.tr("Pick a source, or give a new one.")
        faults = {"source": missing or self.source.fault(), "exact": self.quote.fault()}
        return {key: fault for key, fault in faults.items() if fault}

    def write(self) -> None:
        """Cite it, in one edit with the source if that is new."""
        source = self.source.source()
        assert source is not None
        draft = CitationDraft(
            source=source.id or source,
            quote=self.quote.quote(),
            start=self.quote.start(),
            locator=self.locator.text(),
            relation=self.relation.value(),
        )
        cite(self.session.store, draft, event=self._event)
