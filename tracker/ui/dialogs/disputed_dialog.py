"""Something on which sources differ: the question, and each version with the source that gives it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from tracker.operations.annotate import add_disputed_point
from tracker.operations.log import CitationDraft
from tracker.operations.points import point_of_citations
from tracker.records import Citation, Source
from tracker.store import Store
from tracker.ui.dialogs.form_dialog import FormDialog
from tracker.ui.session import Session
from tracker.ui.theme import Theme
from tracker.ui.widgets import choices
from tracker.ui.widgets.plain_text import PlainTextField
from tracker.ui.widgets.quote_field import QuoteField, Selected
from tracker.ui.widgets.rows_field import Row, RowsField
from tracker.ui.widgets.source_field import SourceField
from tracker.ui.widgets.term_field import TermField


class VersionRow(Row):
    """One version, and who gives it."""

    def __init__(self, store: Store, event: int) -> None:
        super().__init__()
        self._given: tuple[Citation, Source] | None = None
        self.words = PlainTextField(self, one_line=False)
        self.words.setPlaceholderText(self.tr("What this version says"))
        self.words.setAccessibleName(self.tr("Version"))
        self.source = SourceField(store, self, first_for=event, without="")
        self.source.setAccessibleName(self.tr("Source of this version"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(4)
        layout.addWidget(self.words)
        layout.addWidget(self.source)
        self.quote = QuoteField(self)
        self.quote.setAccessibleName(self.tr("Quote"))
        self.quote.hide()
        layout.addWidget(self.quote)
        self.source.edited.connect(self._on_source)
        self.quote.edited.connect(self.edited)
        self.setFocusProxy(self.words)
        self.words.edited.connect(self.edited)
        self.source.edited.connect(self.edited)

    def set_selected(self, selected: Selected) -> None:
        """Give words selected in the text of a source as what shows this version."""
        self.source.set_source(selected.source)
        self.quote.set_selected(selected)
        self.quote.show()
        self.edited.emit()

    def set_citation(self, citation: Citation, source: Source) -> None:
        """Give what is cited already as what shows this version: its quoted words are the version, to begin with."""
        self._given = (citation, source)
        self.words.set_text(citation.exact)
        self.source.set_source(source)
        self.quote.set_source(source)
        self.quote.set_quote(citation.exact)
        self.quote.show()
        self.edited.emit()

    def given(self) -> Citation | None:
        """The citation given, if its source and quote are still as they were."""
        if self._given is None:
            return None
        citation, source = self._given
        same = self.source.source() == source and self.quote.quote() == citation.exact
        return citation if same else None

    def citation(self) -> CitationDraft | None:
        """Who gives this version, and in what words if some were selected."""
        source = self.source.source()
        if source is None:
            return None
        return CitationDraft(source=source.id or source, quote=self.quote.quote(), start=self.quote.start())

    def _on_source(self) -> None:
        source = self.source.source()
        self.quote.set_source(source)
        self.quote.setVisible(source is not None or bool(self.quote.quote()))

    def is_empty(self) -> bool:
        """Nothing was entered."""
        return not self.words.text().strip() and self.source.source() is None

    def fault(self) -> str:
        """What is missing or wrong; '' if it can be saved or is empty."""
        if not self.is_empty() and not self.words.text().strip():
            return self.tr("Say what the version is that this source gives.")
        return self.source.fault() or self.quote.fault()

    def draft(self) -> Any:
        """What was entered."""
        return (self.words.text(), self.source.draft(), self.quote.draft())

    def set_draft(self, draft: Any) -> None:
        """Enter it again."""
        words, source, quote = draft
        self.words.set_draft(words)
        self.source.set_draft(source)
        self.quote.set_source(self.source.source())
        self.quote.set_draft(quote)
        self._on_source()


class VersionsField(RowsField[VersionRow]):
    """Two versions, and one more as soon as those are begun."""

    def __init__(self, store: Store, event: int, parent: QWidget | None = None) -> None:
        super().__init__(lambda: VersionRow(store, event), parent, least=2)

    def entered(self) -> list[tuple[str, tuple[CitationDraft, ...]]]:
        """(text, citations) of each version."""
        out: list[tuple[str, tuple[CitationDraft, ...]]] = []
        for version in self.filled():
            citation = version.citation()
            out.append((version.words.text(), (citation,) if citation is not None else ()))
        return out

    def fault(self) -> str:
        """What is missing or wrong; '' if it can be saved."""
        return super().fault() or ("" if len(self.filled()) > 1 else self.tr("Give at least two versions."))


class DisputedDialog(FormDialog):
    """Adds a disputed point to an event."""

    def __init__(
        self,
        session: Session,
        event_id: int,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        selected: Selected | None = None,
        citations: Sequence[Citation] = (),
    ) -> None:
        """`selected`: words in the text of a source that give the first version. `citations`: those of the event that
        disagree, each of which gives a version."""
        kept_as = f"disputed point of {event_id}" + (f" at {selected.key}" if selected else "")
        kept_as += "".join(f" from {citation.id}" for citation in citations)
        super().__init__(session, theme, parent, kept_as=kept_as)
        store = session.store
        self._event = event_id
        self.setWindowTitle(self.tr("Add disputed point"))
        self.question = PlainTextField(self.body)
        self.question.setPlaceholderText(self.tr("What is in dispute"))
        self.kind = TermField(choices.terms(store, "disputed_kind"), self.body)
        self.versions = VersionsField(store, event_id, self.body)
        self.note = PlainTextField(self.body, one_line=False)
        self.add_row("question", self.tr("&Question"), self.question)
        self.add_row("kind", self.tr("&Kind"), self.kind)
        self.add_row("versions", self.tr("&Versions"), self.versions)
        self.add_row("note", self.tr("&Note"), self.note)
        if selected is not None:
            self.versions.rows[0].set_selected(selected)
        for place, citation in enumerate(citations):
            self.versions.rows[place].set_citation(citation, store.get(Source, citation.source))
        self.begin()

    def check(self) -> dict[str, str]:
        """A question and two versions."""
        faults = {
            "question": "" if self.question.text().strip() else self.tr("Say what the sources differ on."),
            "versions": self.versions.fault(),
        }
        return {key: fault for key, fault in faults.items() if fault}

    def write(self) -> None:
        """Add it with its versions, in one edit. Citations given that are as they were keep their very anchors."""
        store, question = self.session.store, self.question.text()
        kind, note = self.kind.term() or "other", self.note.text()
        filled = self.versions.filled()
        given = [(row.words.text(), citation) for row in filled if (citation := row.given()) is not None]
        if len(given) == len(filled):
            point_of_citations(store, self._event, question, given, kind, note)
        else:
            add_disputed_point(store, self._event, question, self.versions.entered(), kind, note)
