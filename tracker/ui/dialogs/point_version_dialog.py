"""One more version of a disputed point, with the source that gives it and its words."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from tracker.operations.log import CitationDraft
from tracker.operations.points import add_version
from tracker.records import DisputedPoint
from tracker.ui.dialogs.form_dialog import FormDialog
from tracker.ui.session import Session
from tracker.ui.theme import Theme
from tracker.ui.widgets.plain_text import PlainTextField
from tracker.ui.widgets.quote_field import QuoteField
from tracker.ui.widgets.source_field import SourceField
from tracker.ui.widgets.text_layout import shown


class PointVersionDialog(FormDialog):
    """Adds a version to a disputed point."""

    def __init__(self, session: Session, point_id: int, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent, kept_as=f"version of {point_id}")
        self._point = session.store.get(DisputedPoint, point_id)
        self.setWindowTitle(self.tr("Add version"))
        self.add_note(shown(self._point.question))
        self.words = PlainTextField(self.body, one_line=False)
        self.words.setPlaceholderText(self.tr("What this version says"))
        self.source = SourceField(session.store, self.body, first_for=self._point.event, without="")
        self.quote = QuoteField(self.body)
        self.add_row("text", self.tr("&Version"), self.words)
        self.add_row("source", self.tr("S&ource"), self.source)
        self.add_row("exact", self.tr("&Quote"), self.quote)
        self.source.edited.connect(lambda: self.quote.set_source(self.source.source()))
        self.begin()

    def check(self) -> dict[str, str]:
        """Words are needed; a quote must be in the text of its source."""
        faults = {
            "text": "" if self.words.text().strip() else self.tr("Say what this version says."),
            "source": self.source.fault(),
            "exact": self.quote.fault(),
        }
        return {key: fault for key, fault in faults.items() if fault}

    def write(self) -> None:
        """Add it, in one edit with the source if that is new."""
        source = self.source.source()
        drafts = []
        if source is not None:
            drafts = [CitationDraft(source=source.id or source, quote=self.quote.quote(), start=self.quote.start())]
        add_version(self.session.store, self._point, self.words.text(), drafts)
