"""The text of a source of which none is kept yet, pasted so that its quotes can be checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from tracker.operations.source_text import TextChange, correct_text
from tracker.records import Citation, Id, Source
from tracker.store import Store
from tracker.ui.dialogs.text_form import TextForm
from tracker.ui.session import Session
from tracker.ui.theme import Theme
from tracker.ui.widgets.text_layout import shown
from tracker.ui.widgets.whole_text_field import WholeTextField


class PasteTextDialog(TextForm):
    """Keeps a text for a source, and says what became of the quotes from it."""

    def __init__(self, session: Session, source: Id, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent, kept_as=f"text of {source}")
        self._source = session.store.get(Source, source)
        self.setWindowTitle(self.tr("Text of a source"))
        title = shown(self._source.title, one_line=True, longest=200)
        empty = self.tr("Paste the whole text here, as it stands in the source")
        self.text = WholeTextField(self.body, most_lines=20, empty=empty)
        self.add_note(self.tr("The text of “{0}”. It is kept as you paste it.").format(title))
        self.add_row("text", self.tr("&Text"), self.text)
        self.add_note(self.tr("Each quote from this source is then looked for in it, and never tied to other words."))
        self.begin()

    def check(self) -> dict[str, str]:
        """A text is needed."""
        return {} if self.text.text().strip() else {"text": self.tr("Paste the text first.")}

    def characters(self) -> int:
        """As long as what was pasted."""
        return self.text.length()

    def quotes(self) -> int:
        """All from this source."""
        return len(self.session.store.where(Citation, source=self._source.id))

    def change(self) -> Callable[[Store], TextChange]:
        """Keep it, in one edit with what became of the quotes."""
        source, text = self._source, self.text.text()
        return lambda store: correct_text(store, source, text)

    def tell(self, change: TextChange) -> None:
        """Say what became of the quotes."""
        states = Counter(quote.state for quote in change.quotes)
        found, lost = states["matches"], sum(states.values()) - states["matches"]
        words = self.tr("The text is kept.")
        if found:
            words += " " + (
                self.tr("1 quote is in it.") if found == 1 else self.tr("{0} quotes are in it.").format(found)
            )
        if lost:
            one, many = self.tr("1 quote is not found in it as it was quoted."), self.tr("{0} are not found in it.")
            words += " " + (one if lost == 1 else many.format(lost))
        self.session.message.emit(words, "warning" if lost else "message")
