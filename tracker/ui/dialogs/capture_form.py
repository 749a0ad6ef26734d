"""The form of a captured article: its text beside its facts, the event, who is in it, what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy, QSplitter, QStackedWidget, QWidget

from tracker import vocabulary
from tracker.capture.suggested import Place, Suggestions
from tracker.operations import picking
from tracker.operations.article_reading import Reading
from tracker.operations.capturing import CaptureDraft
from tracker.operations.duplicates import Duplicate
from tracker.operations.log import EventDraft
from tracker.operations.picking import DateRow, PersonRow, WordsRow
from tracker.records import Event, Id, Source
from tracker.ui.capture.dates_field import DatesField
from tracker.ui.capture.duplicate_bar import DuplicateBar
from tracker.ui.capture.lookups import Lookups
from tracker.ui.capture.pick_fields import LawField, PeopleField, WordsField
from tracker.ui.capture.text_pane import Laid, TextPane
from tracker.ui.dialogs.form_dialog import FormDialog
from tracker.ui.session import Session
from tracker.ui.strings import source_kind
from tracker.ui.theme import Theme
from tracker.ui.widgets import choices
from tracker.ui.widgets.choice_box import ChoiceBox
from tracker.ui.widgets.date_field import DateField, short_date
from tracker.ui.widgets.plain_text import PlainTextField
from tracker.ui.widgets.term_field import TermField
from tracker.ui.widgets.text_layout import shown
from tracker.ui.widgets.tick import Tick

FACTS = ("title", "publisher", "authors", "url", "language", "number")
"""Fields of a source that are text."""
_OF_EVENT = ("date", "dates", "type", "people", "law")
"""Rows that a new event has; one of the tracker has its own already."""
_MOST = {"dates": 24, "people": 40, "words": 60, "law": 40}
"""Rows of each list: the likeliest come first."""


class CaptureForm(FormDialog):
    """All of it can be mended; `entered()` is what would be saved."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None, *, kept_as: str, inbox_item: Id) -> None:
        super().__init__(session, theme, parent, kept_as=kept_as)
        self.inbox_item = inbox_item
        self.reading: Reading | None = None
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
        self._build_source()
        self._build_event()
        self._build_lists()
        self.lookups = Lookups(session, self)
        self._follow()

    # Building

    def _build_source(self) -> None:
        self.duplicates = DuplicateBar(self.body)
        self.add_row("duplicate", self.tr("Already here"), self.duplicates)
        self._section(self.tr("Source"))
        self.texts: dict[str, PlainTextField] = {}
        for name in ("title", "publisher", "authors"):
            self.texts[name] = PlainTextField(self.body)
        self.issued = DateField(self.body)
        for name in ("url", "language", "number"):
            self.texts[name] = PlainTextField(self.body)
        self.kind = ChoiceBox([(k, source_kind(k)) for k in vocabulary.OPEN["source_kind"]], self.body)
        labels = (
            ("title", self.tr("&Title"), self.texts["title"]),
            ("publisher", self.tr("&Publisher"), self.texts["publisher"]),
            ("authors", self.tr("&Authors"), self.texts["authors"]),
            ("issued", self.tr("Pu&blished"), self.issued),
            ("url", self.tr("&Web address"), self.texts["url"]),
            ("language", self.tr("&Language"), self.texts["language"]),
            ("number", self.tr("N&umber"), self.texts["number"]),
            ("kind", self.tr("&Kind"), self.kind),
        )
        for name, label, field in labels:
            self.add_row(name, label, field)
            self._add_origin(name, field)
        self.notes = self.add_note("")

    def _add_origin(self, name: str, field: QWidget) -> None:
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

    def _build_event(self) -> None:
        store = self.session.store
        self._section(self.tr("Event"))
        self.into = ChoiceBox([("", self.tr("A new event"))], self.body)
        self.event_title = PlainTextField(self.body)
        self.date = DateField(self.body, undated=self.tr("Without a date it waits among the undated."))
        self.dates = DatesField(self.theme, self.body)
        self.sentence = Tick(self.tr("&Quote the sentence that gives the date"), self.body)
        self.sentence.setChecked(True)
        self.type = TermField(choices.terms(store, "event_type"), self.body)
        self.type.setPlaceholderText(self.tr("Executive order, complaint, agency statement …"))
        self.add_row("into", self.tr("Goes &into"), self.into)
        self.add_row("event title", self.tr("&Event"), self.event_title, name=self.tr("Title of the event"))
        self.add_row("date", self.tr("&Date"), self.date, name=self.tr("Date of the event"))
        self.add_row("dates", self.tr("Dates &found"), self.dates, name=self.tr("Dates found in the text"))
        self.rows.addWidget(self.sentence, self.rows.rowCount(), 1)
        self._fields["sentence"] = self.sentence
        self.add_row("type", self.tr("T&ype"), self.type, name=self.tr("Type of the event"))

    def _build_lists(self) -> None:
        store = self.session.store
        self.people = PeopleField(store, self.theme, self.body)
        self.words = WordsField(store, self.theme, self.body)
        self.law = LawField(store, self.theme, self.body)
        for field in (self.people, self.words, self.law):
            field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.add_row("people", self.tr("Stake&holders"), self.people, name=self.tr("Stakeholders found in the text"))
        self.add_row("words", self.tr("&Concerns\nand quotes"), self.words, name=self.tr("Concerns and quotes found"))
        self.add_row("law", self.tr("Dockets\nand law"), self.law, name=self.tr("Dockets and law"))
        for wide in (self.duplicates, self.dates, self.people, self.words, self.law):
            # They say themselves where they come from: the room at the side is theirs too.
            place: Any = self.rows.getItemPosition(self.rows.indexOf(wide))
            self.rows.addWidget(wide, place[0], place[1], 1, 2)

    def _section(self, text: str) -> None:
        heading = QLabel(text, self.body)
        heading.setProperty("look", "section")
        heading.setContentsMargins(0, 8, 0, 2)
        self.rows.addWidget(heading, self.rows.rowCount(), 0, 1, 3)

    def _on_focus(self, _: QWidget | None, now: QWidget | None) -> None:
        """A field that one comes to by its letter is brought into view, as one is that Tab comes to."""
        if now is not None and self.body.isAncestorOf(now):
            self.area.ensureWidgetVisible(now, 0, 24)

    def _follow(self) -> None:
        application: Any = QApplication.instance()
        application.focusChanged.connect(self._on_focus)
        self.pane.filled.connect(self._light)
        self.people.looked_at.connect(lambda: self._show_places(_places_of(self.people.current())))
        self.words.looked_at.connect(lambda: self._show_places(_places_of(self.words.current())))
        self.law.looked_at.connect(lambda: self._show_places(_places_of(self.law.current())))
        self.dates.looked_at.connect(lambda: self._show_places(_places_of(self.dates.current())))
        self.dates.chosen.connect(self._on_date_chosen)
        self.date.edited.connect(lambda: self.dates.follow(self.date.edtf() or ""))
        self.issued.edited.connect(self._on_day)
        self.lookups.suggested.connect(self._on_suggested)
        self.lookups.alike.connect(self._offer_events)
        self.lookups.twins.connect(self._on_twins)
        for field in (self.event_title, self.date, self.type):
            field.edited.connect(self._on_event)
        self.into.edited.connect(self._on_into)
        self.people.more.clicked.connect(self._add_person)
        self.words.more.clicked.connect(self._add_words)
        self.words.instead.clicked.connect(self._quote_instead)

    def share_width(self) -> None:
        """The form has the width that it needs, the text the rest."""
        bar = self.area.verticalScrollBar().sizeHint().width()
        needs = self.body.minimumSizeHint().width() + bar + 4
        self.beside.setSizes([max(240, self.width() - 20 - needs), needs])

    # What was read

    def show_reading(self, reading: Reading, laid: Laid | None = None) -> None:
        """Fill the form with what was read, to be confirmed; `laid` is its text as the pane shows it."""
        self.reading = reading
        source, found = reading.source, reading.suggestions
        for name, field in self.texts.items():
            field.set_text(getattr(source, name))
        self.issued.set_edtf(source.issued)
        self.kind.set_value(source.kind)
        for name in self.origins:
            self._show_origin(name)
        notes = list(reading.article.notes)
        if reading.looked_through < len(source.text):
            most = f"{reading.looked_through:,}"
            notes.append(self.tr("What is suggested comes from the first {0} characters of the text.").format(most))
        self.notes.setText("\n".join(notes))
        self.notes.setVisible(bool(notes))
        self.duplicates.set_duplicates(reading.duplicates)
        self.show_row("duplicate", visible=bool(reading.duplicates))
        self.event_title.set_text(source.title)
        self.type.set_term(found.type)
        self._show_dates(found)
        self.people.set_rows(picking.person_rows(found)[: _MOST["people"]])
        self.words.set_text(source.text)
        self.words.set_rows(picking.words_rows(found, source.text)[: _MOST["words"]])
        law = picking.law_rows(found, reading.courts)[: _MOST["law"]]
        self.law.set_rows(law)
        self.show_row("law", visible=bool(law))
        self._offer_events(reading.events)
        self.pane.set_text(laid or Laid(source.text))
        self._light()
        self._on_event()

    def _show_origin(self, name: str) -> None:
        found = getattr(self.reading.article, name, None) if self.reading is not None else None
        self.origins[name].setText(found.origin if found is not None else "")

    def _show_dates(self, found: Suggestions) -> None:
        assert self.reading is not None
        dates = picking.date_rows(found)[: _MOST["dates"]]
        why_none = ""
        if not dates and found.dates:
            at = found.dates[0].at
            words = shown(self.reading.source.text[at.start : at.end], one_line=True, longest=40)
            why_none = self.tr("The text says “{0}”. Say when it was published, and the date follows.").format(words)
        if not self.date.is_changed():
            self.date.set_edtf(dates[0].date if dates else "")
        self.dates.set_rows(dates, self.reading.source.text, self.date.edtf() or "", why_none)
        self.sentence.setVisible(bool(dates))

    def _light(self) -> None:
        found: list[Place] = [row.at for row in self.words.rows()]
        found += (row.at for row in self.dates.rows())
        found += (row.at for row in self.law.rows() if row.at is not None)
        found += (row.at[0] for row in self.people.rows() if row.at)
        self.pane.light(found)

    def _show_places(self, places: tuple[Place, ...]) -> None:
        self.pane.show_places(places)

    # What follows from what is entered

    def _on_fact(self, name: str) -> None:
        if self.reading is not None:
            self.origins[name].setText(self.tr("entered by you"))
            if name in ("title", "publisher", "issued", "url"):
                self.lookups.facts_changed(self.facts())

    def _on_twins(self, found: list[Duplicate]) -> None:
        if self.reading is not None and self.duplicates.follow(found):
            self.show_row("duplicate", visible=bool(found))
            self.tell()

    def _on_date_chosen(self, row: DateRow) -> None:
        self.date.set_edtf(row.date)
        self._on_event()

    def _on_day(self) -> None:
        day = self.issued.edtf()
        if self.reading is not None and day is not None:
            self.lookups.day_changed(self.reading.source, day)

    def _on_suggested(self, found: Suggestions) -> None:
        if self.reading is not None:
            self._show_dates(found)
            self.tell()

    def _on_event(self) -> None:
        self.lookups.event_changed(self.event_title.text(), self.date.edtf() or "", self.type.term())

    def _offer_events(self, found: Sequence[Event]) -> None:
        chosen = self.into.value()
        entries = [("", self.tr("A new event"))]
        entries += (
            (str(e.id), self.tr("In the tracker: {0}").format(f"{_line(e.title)} ({short_date(e.date)})"))
            for e in found
        )
        self.into.set_entries(entries)
        if chosen in [value for value, _ in entries]:
            self.into.set_value(chosen)
        self.show_row("into", visible=bool(found))
        self._on_into()

    def _on_into(self) -> None:
        new = not self.into.value()
        for key in ("event title", *_OF_EVENT):
            self.show_row(key, visible=new and (key != "law" or bool(self.law.rows())))
        self.sentence.setVisible(bool(self.dates.rows()))

    def _add_person(self) -> None:
        self.people.add_row(PersonRow("", role="subject", picked=True))
        self.people.who.setFocus()

    def _add_words(self) -> None:
        place = self._selected()
        if place is not None:
            words = self.pane.text()[place.start : place.end]
            self.words.add_row(WordsRow(place, statement=words, picked=True))
            self.words.who.setFocus()

    def _quote_instead(self) -> None:
        place = self._selected()
        if place is not None:
            self.words.quote_instead(place)
            self._show_places((place,))

    def _selected(self) -> Place | None:
        """The words selected in the text; how to select some is said where none are."""
        place = self.pane.selected()
        self.problem.setVisible(place is None)
        if place is None:
            self.problem.setText(self.tr("Select the words in the text first, with Shift and the arrows or the mouse."))
            self.pane.setFocus()
        return place

    def tell(self) -> None:
        """Say anew what would be saved."""

    # What would be saved

    def check_source(self) -> dict[str, str]:
        """What is missing of the source."""
        faults = {"issued": self.issued.problem()} if self.issued.edtf() is None else {}
        if not self.texts["title"].text().strip():
            faults["title"] = self.tr("A source needs a title.")
        return faults

    def check(self) -> dict[str, str]:
        """What is missing of all of it."""
        faults = {"words": self.words.fault()}
        if not self.into.value():
            faults |= {
                "event title": "" if self.event_title.text().strip() else self.tr("Say in one line what happened."),
                "date": self.date.problem() if self.date.edtf() is None else "",
                "type": "" if self.type.text().strip() else self.tr("Say what type of event it is."),
                "people": self.people.fault(),
                "law": self.law.fault(),
            }
        return self.check_source() | {key: fault for key, fault in faults.items() if fault}

    def facts(self) -> Source:
        """The source as it is described."""
        assert self.reading is not None
        values: dict[str, Any] = {name: field.text() for name, field in self.texts.items()}
        return replace(self.reading.source, kind=self.kind.value(), issued=self.issued.edtf() or "", **values)

    def entered_source(self) -> CaptureDraft:
        """The source alone, as entered."""
        assert self.reading is not None
        source = self.facts()
        same, choice = self.duplicates.duplicate(), self.duplicates.choice()
        if same is not None and choice == "version":
            source = replace(source, previous=same.source)
        return CaptureDraft(
            source=source,
            snapshot=self.reading.snapshot,
            same_as=same.source if same is not None and choice == "link" else 0,
            inbox_item=self.inbox_item,
        )

    def entered(self) -> CaptureDraft:
        """All of it, as entered."""
        draft = self.entered_source()
        text, words = draft.source.text, self.words.rows()
        row = self.dates.row() if self.sentence.isChecked() else None
        cited = (picking.citation(text, row.sentence),) if row is not None else ()
        draft = replace(
            draft,
            citations=(*cited, *picking.quotes(words, text)),
            concerns=picking.concerns(words, text),
            stakeholders=picking.newcomers(self.people.rows(), words),
        )
        if self.into.value():
            return replace(draft, event=int(self.into.value()))
        row = self.dates.row()
        event = EventDraft(
            title=self.event_title.text(),
            type=self.type.term(),
            date=self.date.edtf() or "",
            date_basis=row.basis if row is not None else "",
            roles=picking.roles(self.people.rows()),
            dockets=picking.dockets(self.law.rows()),
        )
        return replace(draft, event=event, authorities=picking.authorities(self.law.rows()))

    def done(self, result: int) -> None:
        """Closed: nothing is looked for any more."""
        self.lookups.stop()
        super().done(result)


def _places_of(row: Any) -> tuple[Place, ...]:
    if row is None or row.at is None:
        return ()
    if isinstance(row, DateRow):
        return (row.sentence,)
    return row.at if isinstance(row.at, tuple) else (row.at,)


def _line(text: str) -> str:
    return shown(text, one_line=True, longest=90)
