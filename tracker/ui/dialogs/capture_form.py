"""The form of a captured article: its text beside its facts, the event, who is in it, what is said of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

from tracker.capture.suggested import Place, Suggestions
from tracker.operations import picking
from tracker.operations.article_reading import Reading
from tracker.operations.capturing import CaptureDraft
from tracker.operations.duplicates import Duplicate
from tracker.operations.log import EventDraft
from tracker.operations.picking import DateRow, PersonRow, WordsRow
from tracker.records import Event, Id, Source
from tracker.ui.capture.lookups import Lookups
from tracker.ui.capture.text_pane import Laid
from tracker.ui.dialogs.capture_fields import CaptureFields
from tracker.ui.session import Session
from tracker.ui.theme import Theme
from tracker.ui.widgets.date_field import short_date
from tracker.ui.widgets.text_layout import shown

_OF_EVENT = ("date", "dates", "type", "people", "law")
"""Rows that a new event has; one of the tracker has its own already."""
_MOST = {"dates": 24, "people": 40, "words": 60, "law": 40}
"""Rows of each list: the likeliest come first."""


class CaptureForm(CaptureFields):
    """All of it can be mended; `entered()` is what would be saved."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None, *, kept_as: str, inbox_item: Id) -> None:
        super().__init__(session, theme, parent, kept_as=kept_as)
        self.inbox_item = inbox_item
        self._reading: Reading | None = None
        self.laid = Laid("")
        self.lookups = Lookups(session, self)
        self.parts.add(self._follow)

    @property
    def reading(self) -> Reading | None:
        """What was read, once all of it is shown."""
        return self._reading if self.parts.is_done else None

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

    # What was read

    def show_reading(self, reading: Reading, laid: Laid) -> None:
        """Fill the form with what was read, to be confirmed, a part each turn; `laid` is its text as the pane shows
        it."""
        self.parts.add(
            lambda: self._show_source(reading, laid),
            lambda: self._show_event(reading),
            lambda: self.people.set_rows(picking.person_rows(reading.suggestions)[: _MOST["people"]]),
            lambda: self._show_words(reading),
            lambda: self._show_law(reading),
            lambda: self.pane.set_text(laid),
            self._show_found,
        )

    def _show_source(self, reading: Reading, laid: Laid) -> None:
        self._reading, self.laid = reading, laid
        source = reading.source
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

    def _show_event(self, reading: Reading) -> None:
        self.event_title.set_text(reading.source.title)
        self.type.set_term(reading.suggestions.type)
        self._show_dates(reading.suggestions)

    def _show_words(self, reading: Reading) -> None:
        self.words.set_text(reading.source.text)
        self.words.set_rows(picking.words_rows(reading.suggestions, reading.source.text)[: _MOST["words"]])

    def _show_law(self, reading: Reading) -> None:
        law = picking.law_rows(reading.suggestions, reading.courts)[: _MOST["law"]]
        self.law.set_rows(law)
        self.show_row("law", visible=bool(law))
        self._offer_events([])

    def _show_found(self) -> None:
        self._light()
        self._on_event()

    def _show_origin(self, name: str) -> None:
        found = getattr(self._reading.article, name, None) if self._reading is not None else None
        self.origins[name].setText(found.origin if found is not None else "")

    def _show_dates(self, found: Suggestions) -> None:
        assert self._reading is not None
        dates = picking.date_rows(found)[: _MOST["dates"]]
        why_none = ""
        if not dates and found.dates:
            at = found.dates[0].at
            words = shown(self._reading.source.text[at.start : at.end], one_line=True, longest=40)
            why_none = self.tr("The text says “{0}”. Say when it was published, and the date follows.").format(words)
        if not self.date.is_changed():
            self.date.set_edtf(dates[0].date if dates else "")
        self.dates.set_rows(dates, self._reading.source.text, self.date.edtf() or "", why_none)
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
        if self._reading is not None:
            self.origins[name].setText(self.tr("entered by you"))
            if name in ("title", "publisher", "issued", "url"):
                self.lookups.facts_changed(self.facts())

    def _on_twins(self, found: list[Duplicate]) -> None:
        if self._reading is not None and self.duplicates.follow(found):
            self.show_row("duplicate", visible=bool(found))
            self.tell()

    def _on_date_chosen(self, row: DateRow) -> None:
        self.date.set_edtf(row.date)
        self._on_event()

    def _on_day(self) -> None:
        day = self.issued.edtf()
        if self._reading is not None and day is not None:
            self.lookups.day_changed(self._reading.source, day)

    def _on_suggested(self, found: Suggestions) -> None:
        if self._reading is not None:
            self._show_dates(found)
            self.tell()

    def _on_event(self) -> None:
        self.lookups.event_changed(self.event_title.text(), self.date.edtf() or "", self.type.term())

    def _offer_events(self, found: list[Event]) -> None:
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
        assert self._reading is not None
        values: dict[str, Any] = {name: field.text() for name, field in self.texts.items()}
        return replace(self._reading.source, kind=self.kind.value(), issued=self.issued.edtf() or "", **values)

    def entered_source(self) -> CaptureDraft:
        """The source alone, as entered."""
        assert self._reading is not None
        source = self.facts()
        same, choice = self.duplicates.duplicate(), self.duplicates.choice()
        if same is not None and choice == "version":
            source = replace(source, previous=same.source)
        return CaptureDraft(
            source=source,
            snapshot=self._reading.snapshot,
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
