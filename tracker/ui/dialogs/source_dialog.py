"""A source to read, add or correct."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QLocale
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

from tracker import vocabulary
from tracker.dates import style_for
from tracker.operations.annotate import add_source
from tracker.operations.revise import revise_source
from tracker.operations.similar import sources_at
from tracker.records import Citation, Id, LinkCheck, Source
from tracker.store import Store
from tracker.store.source_quotes import quotes_of
from tracker.ui.dialogs.text_form import TextForm
from tracker.ui.session import Session
from tracker.ui.strings import link_state, source_kind
from tracker.ui.table.event_model import local_day
from tracker.ui.theme import Theme
from tracker.ui.web_links import host_of, open_link
from tracker.ui.widgets.choice_box import ChoiceBox
from tracker.ui.widgets.date_field import DateField
from tracker.ui.widgets.plain_text import PlainTextField

_DATES = ("issued", "accessed")


LONGEST = 250_000
"""Characters of a text that can be edited in the form; a longer one would hold up the window."""


class SourceDialog(TextForm):
    """For the source with id `source_id`, or a new one (None)."""

    def __init__(
        self, session: Session, theme: Theme, source_id: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, theme, parent, kept_as=f"source {source_id or 'new'}")
        store = session.store
        self._source = store.get(Source, source_id) if source_id else None
        self._is_long = self._source is not None and len(self._source.text) > LONGEST
        self.setWindowTitle(self.tr("Source") if source_id else self.tr("New source"))
        # Made in the order of the rows, which is the order in which Tab visits them.
        self.texts: dict[str, PlainTextField] = {}
        self.dates: dict[str, DateField] = {}
        self.texts["title"] = PlainTextField(self.body)
        self.kind = ChoiceBox([(k, source_kind(k)) for k in vocabulary.OPEN["source_kind"]], self.body)
        for name in ("publisher", "authors", "issued", "url", "archive_url", "accessed", "number", "language"):
            if name in _DATES:
                self.dates[name] = DateField(self.body)
            else:
                self.texts[name] = PlainTextField(self.body)
        self.texts["note"] = PlainTextField(self.body, one_line=False, most_lines=6)
        self.texts["text"] = PlainTextField(self.body, one_line=False, most_lines=12)
        self.texts["url"].setPlaceholderText("https://")
        self.texts["text"].setPlaceholderText(self.tr("Paste the text here, so that quotes can be checked against it"))
        self.add_row("title", self.tr("&Title"), self.texts["title"])
        self.add_row("kind", self.tr("&Kind"), self.kind)
        self.add_row("publisher", self.tr("&Publisher"), self.texts["publisher"])
        self.add_row("authors", self.tr("&Authors"), self.texts["authors"])
        self.add_row("issued", self.tr("Pu&blished"), self.dates["issued"])
        self.add_row("url", self.tr("A&ddress"), self.texts["url"])
        self.twin = self.add_note("")
        self.twin.setProperty("look", "warning")
        self.twin.hide()
        self.link = self.add_note("")
        self.add_row("archive_url", self.tr("A&rchived at"), self.texts["archive_url"])
        self.add_row("accessed", self.tr("Acc&essed"), self.dates["accessed"])
        self.add_row("number", self.tr("&Number"), self.texts["number"])
        self.add_row("language", self.tr("&Language"), self.texts["language"])
        self.add_row("note", self.tr("N&ote"), self.texts["note"])
        self.add_row("text", self.tr("Te&xt"), self.texts["text"])
        self.long = self.add_note("")
        self.cited = self.add_note("")
        self.versions = QPushButton(self.tr("&Versions…"), self)
        self.versions.setAutoDefault(False)
        self.versions.setVisible(source_id is not None)
        self.versions.clicked.connect(self._show_versions)
        self.buttons.insertWidget(0, self.versions)
        self.open_link = QPushButton(self)
        self.open_link.setAutoDefault(False)
        self.open_link.clicked.connect(self._open)
        self.buttons.insertWidget(0, self.open_link)
        self.texts["url"].edited.connect(self._on_url)
        self._fill()
        self.begin()
        self._on_url()

    def _fill(self) -> None:
        source = self._source
        if source is not None:
            self.kind.set_value(source.kind)
            for name, field in self.texts.items():
                if name != "text" or not self._is_long:
                    field.set_text(getattr(source, name))
            if self._is_long:
                self.show_row("text", visible=False)
                said = self.tr("Its text of {0} characters is too long for a form: it is read in the Reader.")
                self.long.setText(said.format(f"{len(source.text):,}"))
            for name, date in self.dates.items():
                date.set_edtf(getattr(source, name))
            count = len(self.session.store.where(Citation, source=source.id))
            quoted = sum(bool(c.exact) for c in self.session.store.where(Citation, source=source.id))
            self.cited.setText(
                self.tr(
                    "Cited {0} times, {1} of them with a quote. Quotes are looked up again when the text changes."
                ).format(count, quoted)
            )
            self.link.setText(self._link_words(source))
        self.long.setVisible(self._is_long)
        self.link.setVisible(bool(self.link.text()))
        self.cited.setVisible(source is not None)
        if self.session.store.read_only:
            for field in self.texts.values():
                field.setReadOnly(True)
            for date in self.dates.values():
                date.set_read_only(True)
            self.kind.setEnabled(False)
            self.save_button.setEnabled(False)

    def _link_words(self, source: Source) -> str:
        """How its address answered last, when, and in what words; '' if it was never asked."""
        checks = self.session.store.where(LinkCheck, "at, id", source=source.id)
        if not checks:
            return ""
        last = checks[-1]
        day = local_day(last.at, style_for(QLocale().name()))
        return " ".join(part for part in (f"{link_state(last.state)} ({day}).", last.note) if part)

    def check(self) -> dict[str, str]:
        """A title is needed; dates must be readable."""
        faults = {name: field.problem() for name, field in self.dates.items() if field.edtf() is None}
        if not self.texts["title"].text().strip():
            faults["title"] = self.tr("A source needs a title.")
        return faults

    def _changed(self) -> dict[str, Any]:
        """What the person entered; of a source that there is, what is other than before."""
        values: dict[str, Any] = {name: field.text() for name, field in self.texts.items()}
        values |= {name: field.edtf() for name, field in self.dates.items()}
        values["kind"] = self.kind.value()
        if self._source is None:
            return values
        if self._is_long:
            del values["text"]
        return {name: value for name, value in values.items() if value != getattr(self._source, name)}

    def characters(self) -> int:
        """As long as its text, or the text that was there before, if it changed."""
        before = len(self._source.text) if self._source is not None else 0
        text = self._changed().get("text")
        return 0 if text is None else max(len(text), before)

    def quotes(self) -> int:
        """All from this source."""
        return len(self.session.store.where(Citation, source=self._source.id)) if self._source is not None else 0

    def change(self) -> Callable[[Store], bool]:
        """Add it, or change what was changed; whether quotes were looked up in another text."""
        source, changed = self._source, self._changed()

        def write(store: Store) -> bool:
            if source is None:
                add_source(store, Source(**changed))
            elif changed:
                revise_source(store, source, **changed)
            return source is not None and "text" in changed

        return write

    def tell(self, outcome: bool) -> None:
        """Say what became of the quotes."""
        if outcome and self._source is not None:
            self._say_what_became_of_quotes(self._source.id)

    def _say_what_became_of_quotes(self, source: Id) -> None:
        """Those that are moved or orphaned are for somebody to look at: the window says so."""
        states = [row.state for row in quotes_of(self.session.store.connection, source) if row.state]
        moved, orphaned = states.count("moved"), states.count("orphaned")
        if moved or orphaned:
            key = QKeySequence("Ctrl+Shift+Q").toString(QKeySequence.SequenceFormat.NativeText)
            said = self.tr(
                "Of {0} quotes from this source the words of {1} have changed, and {2} are not found."
            ).format(len(states), moved, orphaned)
            self.session.message.emit(f"{said} " + self.tr("{0} shows them.").format(key), "warning")

    def _on_url(self) -> None:
        url = self.texts["url"].text()
        host = host_of(url)
        self.open_link.setVisible(bool(host))
        self.open_link.setText(self.tr("Open {0} ↗").format(host.replace("&", "&&")))
        same = sources_at(self.session.store, url, self._source.id if self._source else 0)
        self.twin.setVisible(bool(same))
        if same:
            self.twin.setText(self.tr("Another source has this address: “{0}”.").format(same[0].title[:120]))

    def _show_versions(self) -> None:
        from tracker.ui.dialogs.version_dialog import VersionDialog

        assert self._source is not None
        VersionDialog(self.session, self.theme, self._source.id, self).open()

    def _open(self) -> None:
        open_link(self.texts["url"].text())
