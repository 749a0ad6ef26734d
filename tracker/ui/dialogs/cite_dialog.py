"""Tie a source to an event: one that is known or a new one, with the words that matter."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from tracker import vocabulary
from tracker.operations.annotate import cite
from tracker.operations.log import CitationDraft
from tracker.records import Claim
from tracker.ui.dialogs.form_dialog import FormDialog
from tracker.ui.session import Session
from tracker.ui.strings import term
from tracker.ui.theme import Theme
from tracker.ui.widgets.choice_box import ChoiceBox
from tracker.ui.widgets.plain_text import PlainTextField
from tracker.ui.widgets.quote_field import QuoteField
from tracker.ui.widgets.source_field import SourceField
from tracker.ui.widgets.text_layout import shown


class CiteDialog(FormDialog):
    """Cites a source for an event, or for the version of a disputed point with id `claim_id`."""

    def __init__(
        self, session: Session, event_id: int, theme: Theme, parent: QWidget | None = None, *, claim_id: int = 0
    ) -> None:
        super().__init__(session, theme, parent, kept_as=f"citation of {claim_id or event_id}")
        self._target: dict[str, int] = {"claim": claim_id} if claim_id else {"event": event_id}
        self.setWindowTitle(self.tr("Add source"))
        if claim_id:
            self.add_note(shown(session.store.get(Claim, claim_id).text))
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
        cite(self.session.store, draft, **self._target)
