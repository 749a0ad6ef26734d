"""Another version of a source: its text, and what is otherwise about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tracker.operations.source_text import new_version
from tracker.records import Id, Source
from tracker.store import Store
from tracker.ui.dialogs.text_form import TextForm
from tracker.ui.session import Session
from tracker.ui.theme import Theme
from tracker.ui.widgets.date_field import DateField
from tracker.ui.widgets.plain_text import PlainTextField
from tracker.ui.widgets.whole_text_field import WholeTextField


class NewVersionDialog(TextForm):
    """The version after `source_id`, the newest of a document."""

    added = Signal(object)
    """The id of the version that was added."""

    def __init__(self, session: Session, theme: Theme, source_id: Id, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent, kept_as=f"version after {source_id}")
        self._before = session.store.get(Source, source_id)
        self.setWindowTitle(self.tr("New version"))
        self.text = WholeTextField(self.body, most_lines=14, empty=self.tr("Paste the whole text of this version"))
        self.title = PlainTextField(self.body)
        self.issued = DateField(self.body)
        self.url = PlainTextField(self.body)
        self.url.setPlaceholderText("https://")
        self.note = PlainTextField(self.body, one_line=False, most_lines=4)
        self.note.setPlaceholderText(self.tr("Why there is another version: corrected, unsealed, updated"))
        self.add_row("text", self.tr("Te&xt"), self.text)
        self.add_row("title", self.tr("&Title"), self.title)
        self.add_row("issued", self.tr("Pu&blished"), self.issued)
        self.add_row("url", self.tr("A&ddress"), self.url)
        self.add_row("note", self.tr("N&ote"), self.note)
        self.add_note(
            self.tr(
                "Quotes stay with the version they were made on. You will then see which of them are in this one too."
            )
        )
        self.title.set_text(self._before.title)
        self.url.set_text(self._before.url)
        self.begin()

    def check(self) -> dict[str, str]:
        """A title, and a text that is not that of the version before."""
        faults = {}
        text = self.text.text()
        if not text.strip():
            faults["text"] = self.tr("Paste the text of this version.")
        elif text == self._before.text:
            faults["text"] = self.tr("This is the same text as in the version before.")
        if not self.title.text().strip():
            faults["title"] = self.tr("A source needs a title.")
        if self.issued.edtf() is None:
            faults["issued"] = self.issued.problem()
        return faults

    def characters(self) -> int:
        """As long as its text."""
        return self.text.length()

    def change(self) -> Callable[[Store], Source]:
        """Add it, in one edit."""
        before = self._before
        draft = replace(
            before,
            id=0,
            text=self.text.text(),
            title=self.title.text(),
            issued=self.issued.edtf() or "",
            url=self.url.text(),
            note=self.note.text(),
            accessed="",
            archive_url="",
            archived_at="",
            media_type="",
            sha256="",
            created="",
            modified="",
        )
        return lambda store: new_version(store, before, draft)

    def tell(self, made: Source) -> None:
        """Who opened the form is told which it is."""
        self.added.emit(made.id)
