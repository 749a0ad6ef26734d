"""The fields of a captured article beside its text, made a part each turn, and folded where there is little room."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QSplitter, QStackedWidget, QWidget

from tracker import vocabulary
from tracker.ui.capture.dates_field import DatesField
from tracker.ui.capture.duplicate_bar import DuplicateBar
from tracker.ui.capture.pick_fields import LawField, PeopleField, WordsField
from tracker.ui.capture.text_pane import TextPane
from tracker.ui.dialogs.form_dialog import FormDialog
from tracker.ui.session import Session
from tracker.ui.strings import source_kind
from tracker.ui.theme import Theme
from tracker.ui.turns import Turns
from tracker.ui.widgets import choices
from tracker.ui.widgets.choice_box import ChoiceBox
from tracker.ui.widgets.date_field import DateField
from tracker.ui.widgets.plain_text import PlainTextField
from tracker.ui.widgets.term_field import TermField
from tracker.ui.widgets.tick import Tick


class CaptureFields(FormDialog):
    """`parts` makes the fields while the window goes on, and fills them: until it is done they are not there."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None, *, kept_as: str) -> None:
        super().__init__(session, theme, parent, kept_as=kept_as)
        self.pane = TextPane(theme, self)
        # Made where it stands: Qt styles all that is in a page anew that is moved to another parent.
        self.pages = QStackedWidget(self)
        self.beside = QSplitter(Qt.Orientation.Horizontal, self.pages)
        self.beside.setChildrenCollapsible(False)
        self.beside.setHandleWidth(1)
        self.pane.setMinimumWidth(220)
        self.beside.setContentsMargins(20, 16, 0, 0)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.beside.addWidget(self.pane)
        self.beside.addWidget(self.area)
        self.beside.setStretchFactor(0, 4)
        self.beside.setStretchFactor(1, 5)
        self.origins: dict[str, QLabel] = {}
        self.parts = Turns(self)
        self.parts.add(
            *(self._build_source, self._build_facts, self._build_event, self._build_type),
            *(self._build_people, self._build_words, self._build_law, self._polish),
        )

    # Building

    def _build_source(self) -> None:
        self.duplicates = DuplicateBar(self.body)
        self.add_row("duplicate", self.tr("Already here"), self.duplicates)
        self._widen(self.duplicates)
        self._section(self.tr("Source"))
        self.texts: dict[str, PlainTextField] = {}
        self._add_text("title", self.tr("&Title"))
        self._add_text("publisher", self.tr("&Publisher"))
        self._add_text("authors", self.tr("&Authors"))
        self.issued = DateField(self.body)
        self._add_fact("issued", self.tr("Pu&blished"), self.issued)

    def _build_facts(self) -> None:
        self._add_text("url", self.tr("&Web address"))
        self._add_text("language", self.tr("&Language"))
        self._add_text("number", self.tr("N&umber"))
        self.kind = ChoiceBox([(k, source_kind(k)) for k in vocabulary.OPEN["source_kind"]], self.body)
        self._add_fact("kind", self.tr("&Kind"), self.kind)
        self.notes = self.add_note("")

    def _add_text(self, name: str, label: str) -> None:
        self.texts[name] = PlainTextField(self.body)
        self._add_fact(name, label, self.texts[name])

    def _add_fact(self, name: str, label: str, field: QWidget) -> None:
        """A row of the source, with where what stands in it comes from."""
        self.add_row(name, label, field)
        origin = QLabel(self.body)
        origin.setProperty("look", "muted")
        origin.setProperty("textSize", "small")
        origin.setTextFormat(Qt.TextFormat.PlainText)
        origin.setWordWrap(True)
        origin.setFixedWidth(13 * self.fontMetrics().averageCharWidth())
        origin.setContentsMargins(0, 7, 0, 0)
        self.rows.addWidget(origin, self.rows.rowCount() - 2, 2, Qt.AlignmentFlag.AlignTop)
        self.origins[name] = origin
        edited: Any = field
        edited.edited.connect(lambda: self._on_fact(name))

    def _on_fact(self, name: str) -> None:
        """A fact of the source was mended."""

    def _build_event(self) -> None:
        self._section(self.tr("Event"))
        self.into = ChoiceBox([("", self.tr("A new event"))], self.body)
        self.event_title = PlainTextField(self.body)
        self.date = DateField(self.body, undated=self.tr("Without a date it waits among the undated."))
        self.dates = DatesField(self.theme, self.body)
        self.add_row("into", self.tr("Goes &into"), self.into)
        self.add_row("event title", self.tr("&Event"), self.event_title, name=self.tr("Title of the event"))
        self.add_row("date", self.tr("&Date"), self.date, name=self.tr("Date of the event"))
        self.add_row("dates", self.tr("Dates &found"), self.dates, name=self.tr("Dates found in the text"))
        self._widen(self.dates)

    def _build_type(self) -> None:
        self.sentence = Tick(self.tr("&Quote the sentence that gives the date"), self.body)
        self.sentence.setChecked(True)
        self.rows.addWidget(self.sentence, self.rows.rowCount(), 1)
        self._fields["sentence"] = self.sentence
        self.type = TermField(choices.terms(self.session.store, "event_type"), self.body)
        self.type.setPlaceholderText(self.tr("Executive order, complaint, agency statement …"))
        self.add_row("type", self.tr("T&ype"), self.type, name=self.tr("Type of the event"))

    def _build_people(self) -> None:
        self.people = PeopleField(self.session.store, self.theme, self.body)
        self._add_list("people", self.tr("Stake&holders"), self.people, self.tr("Stakeholders found in the text"))

    def _build_words(self) -> None:
        self.words = WordsField(self.session.store, self.theme, self.body)
        self._add_list("words", self.tr("&Concerns\nand quotes"), self.words, self.tr("Concerns and quotes found"))

    def _build_law(self) -> None:
        self.law = LawField(self.session.store, self.theme, self.body)
        self._add_list("law", self.tr("Dockets\nand law"), self.law, self.tr("Dockets and law"))

    def _add_list(self, key: str, label: str, field: QWidget, name: str) -> None:
        field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.add_row(key, label, field, name=name)
        self._widen(field)

    def _widen(self, field: QWidget) -> None:
        """It says itself where what it shows comes from: the room at the side is its too."""
        place: Any = self.rows.getItemPosition(self.rows.indexOf(field))
        self.rows.addWidget(field, place[0], place[1], 1, 2)

    def _section(self, text: str) -> None:
        heading = QLabel(text, self.body)
        heading.setProperty("look", "section")
        heading.setContentsMargins(0, 8, 0, 2)
        self.rows.addWidget(heading, self.rows.rowCount(), 0, 1, 3)

    def _polish(self) -> None:
        """Style them now, which would else be done when they are first seen, all at once."""
        for part in self.body.findChildren(QWidget):
            part.ensurePolished()

    def share_width(self) -> None:
        """The form has the width that it needs, the text the rest."""
        bar = self.area.verticalScrollBar().sizeHint().width()
        needs = self.body.minimumSizeHint().width() + bar + 4
        self.beside.setSizes([max(240, self.width() - 20 - needs), needs])
