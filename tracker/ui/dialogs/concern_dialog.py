"""A stakeholder's concern about an event: who, on what, where they stand, and the words that show it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from tracker import vocabulary
from tracker.operations.annotate import ConcernDraft, add_concern
from tracker.operations.log import CitationDraft
from tracker.operations.revise import revise_concern
from tracker.records import Citation, Concern, Source, Stakeholder
from tracker.ui.dialogs.form_dialog import FormDialog
from tracker.ui.session import Session
from tracker.ui.strings import term
from tracker.ui.theme import Theme
from tracker.ui.widgets import choices
from tracker.ui.widgets.choice_box import ChoiceBox
from tracker.ui.widgets.plain_text import PlainTextField
from tracker.ui.widgets.position_picker import PositionPicker
from tracker.ui.widgets.quote_field import QuoteField, Selected
from tracker.ui.widgets.source_field import SourceField
from tracker.ui.widgets.stakeholder_field import StakeholderField
from tracker.ui.widgets.term_field import TermField


class ConcernDialog(FormDialog):
    """Adds a concern to an event, or changes the one with id `concern_id`."""

    def __init__(
        self,
        session: Session,
        event_id: int,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        concern_id: int = 0,
        selected: Selected | None = None,
    ) -> None:
        """`selected`: words in the text of a source that show it."""
        kept_as = f"concern {concern_id or event_id}" + (f" at {selected.key}" if selected else "")
        super().__init__(session, theme, parent, kept_as=kept_as)
        store = session.store
        self._event = event_id
        self._concern = store.get(Concern, concern_id) if concern_id else None
        self._citations = store.where(Citation, concern=concern_id) if concern_id else []
        self.setWindowTitle(self.tr("Edit concern") if concern_id else self.tr("Add concern"))
        self.stakeholder = StakeholderField(store, self.body)
        self.theme_field = TermField(choices.terms(store, "theme"), self.body)
        self.theme_field.setPlaceholderText(self.tr("Privacy, statutory scope, due process …"))
        self.position = PositionPicker(theme, self.body)
        self.statement = PlainTextField(self.body, one_line=False)
        self.statement.setPlaceholderText(self.tr("What they say, in your words"))
        self.source = SourceField(store, self.body, first_for=event_id, without=self.tr("No source yet."))
        self.quote = QuoteField(self.body)
        self.attribution = ChoiceBox([(a, term(a)) for a in vocabulary.CLOSED["attribution"]], self.body)
        self.state = ChoiceBox([(s, term(s)) for s in vocabulary.CLOSED["concern_state"]], self.body)
        self.add_row("stakeholder", self.tr("&Who"), self.stakeholder, name=self.tr("Stakeholder"))
        self.add_row("theme", self.tr("&Theme"), self.theme_field)
        self.add_row("position", self.tr("&Position"), self.position)
        self.add_row("statement", self.tr("State&ment"), self.statement)
        self.add_row("source", self.tr("S&ource"), self.source)
        self.add_row("exact", self.tr("&Quote"), self.quote)
        self.add_row("attribution", self.tr("&Attribution"), self.attribution)
        self.state.setVisible(self._concern is not None)
        if self._concern is not None:
            self.add_row("state", self.tr("Stat&e"), self.state)
        self.source.edited.connect(self._on_source)
        self._fill()
        if selected is not None:
            self.source.set_source(selected.source)
            self.quote.set_selected(selected)
        self.begin()

    def _fill(self) -> None:
        store = self.session.store
        concern = self._concern
        if concern is None:
            # With one source there is little doubt where the words stand.
            cited = {citation.source for citation in store.where(Citation, event=self._event)}
            if len(cited) == 1:
                self.source.set_source(store.get(Source, cited.pop()))
        else:
            self.stakeholder.set_name(store.get(Stakeholder, concern.stakeholder).name)
            self.theme_field.set_term(concern.theme)
            self.position.set_position(concern.position)
            self.statement.set_text(concern.statement)
            self.attribution.set_value(concern.attribution)
            self.state.set_value(concern.state)
            if len(self._citations) == 1:
                self.source.set_source(store.get(Source, self._citations[0].source))
                self.quote.set_quote(self._citations[0].exact)
            elif self._citations:
                for key in ("source", "exact"):
                    self.show_row(key, visible=False)
                self.add_note(self.tr("It has {0} sources, which stay as they are.").format(len(self._citations)))
        self.quote.set_source(self.source.source())

    def _on_source(self) -> None:
        self.quote.set_source(self.source.source())

    def check(self) -> dict[str, str]:
        """Who and on what are needed; a quote must be in the text of its source."""
        faults = {
            "stakeholder": self.stakeholder.fault()
            if self.stakeholder.name().strip()
            else self.tr("Say who has this concern."),
            "theme": "" if self.theme_field.text().strip() else self.tr("Say what the concern is about."),
            "source": self.source.fault(),
            "exact": self.quote.fault() if len(self._citations) <= 1 else "",
        }
        return {key: fault for key, fault in faults.items() if fault}

    def write(self) -> None:
        """Add or change it, in one edit."""
        if self._concern is None:
            add_concern(self.session.store, self._event, self.entered())
        else:
            revise_concern(self.session.store, self._concern, self.entered(), self.state.value())

    def entered(self) -> ConcernDraft:
        """The concern as entered."""
        source = self.source.source()
        citation = None
        if source is not None:
            locator = self._citations[0].locator if len(self._citations) == 1 else ""
            citation = CitationDraft(
                source=source.id or source, quote=self.quote.quote(), start=self.quote.start(), locator=locator
            )
        return ConcernDraft(
            stakeholder=self.stakeholder.name(),
            kind=self.stakeholder.kind(),
            theme=self.theme_field.term(),
            position=self.position.position(),
            statement=self.statement.text(),
            attribution=self.attribution.value(),
            citation=citation,
        )
