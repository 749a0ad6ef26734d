"""The fields of a captured article beside its text, made a part each turn, and folded where there is little room."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QLayout, QSizePolicy, QStackedWidget, QWidget

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
from tracker.ui.widgets.panes import Panes
from tracker.ui.widgets.plain_text import PlainTextField
from tracker.ui.widgets.term_field import TermField
from tracker.ui.widgets.tick import Tick

_READABLE = 36
"""Letters of a line of the text beside the form; with less room it stands above it."""
_ROOMY = 92
"""Letters of the width of the form that are enough, where there is room."""
_FIELD = 32
"""Letters of the width of a field that one can type in."""
_ORIGIN = 13
"""Letters of a line that says where something comes from."""
_LEAST = QSize(480, 360)


class CaptureFields(FormDialog):
    """`parts` makes the fields while the window goes on, and fills them: until it is done they are not there."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None, *, kept_as: str) -> None:
        super().__init__(session, theme, parent, kept_as=kept_as)
        self.pane = TextPane(theme, self)
        # Made where it stands: Qt styles all that is in a page anew that is moved to another parent.
        self.pages = QStackedWidget(self)
        self.beside = Panes(Qt.Orientation.Horizontal, self.pages)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.beside.addWidget(self.pane)
        self.beside.addWidget(self.area)
        self.beside.setStretchFactor(0, 4)
        self.beside.setStretchFactor(1, 5)
        self.beside.setContentsMargins(20, 16, 0, 0)
        self.origins: dict[str, QLabel] = {}
        self._words: dict[str, str] = {}  # of the labels
        self._wide: list[QWidget] = []
        self._folded = self._stacked = False
        self._shares: list[int] = []
        # However large its parts: they fold, and what then has no room scrolls.
        layout = self.layout()
        assert layout is not None
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setMinimumSize(_LEAST)
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

    def add_row(self, key: str, label: str, field: QWidget, *, name: str = "") -> None:
        """A row, with room above it for its label."""
        self.rows.setRowMinimumHeight(self.rows.rowCount(), 0)
        self._words[key] = label
        super().add_row(key, label, field, name=name)

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
        origin.setFixedWidth(_ORIGIN * self.fontMetrics().averageCharWidth())
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
        self.date = DateField(self.body, undated=self.tr("Without a date it is listed among the undated."))
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
        self._widen(self.sentence)
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
        self._wide.append(field)
        self.rows.addWidget(field, self._row_of(field), 1, 1, 2)

    def _row_of(self, part: QWidget) -> int:
        place: Any = self.rows.getItemPosition(self.rows.indexOf(part))
        return int(place[0])

    def _section(self, text: str) -> None:
        heading = QLabel(text, self.body)
        heading.setProperty("look", "section")
        heading.setContentsMargins(0, 8, 0, 2)
        self.rows.addWidget(heading, self.rows.rowCount(), 0, 1, 3)

    def _polish(self) -> None:
        """Style them now, which would else be done when they are first seen, all at once."""
        for part in self.body.findChildren(QWidget):
            part.ensurePolished()

    # Room

    def share_width(self) -> None:
        """The form has the width that it needs, and with which it is at ease where there is room; the text has the
        rest. Where that is too little to be read, labels fold over their fields; where it still is, the text stands
        above the form."""
        bar = self.area.verticalScrollBar().sizeHint().width() + 4
        letter = self.fontMetrics().averageCharWidth()
        readable = _READABLE * letter
        room = self.width() - 20
        plain, folded = self._needs(folded=False) + bar, self._needs(folded=True) + bar
        stacked = room < readable + folded
        self._stack(stacked)
        self._fold(room - 20 < plain if stacked else room < readable + plain)
        form = max(folded if self._folded else plain, min(_ROOMY * letter, room * 52 // 100))
        shares = [room - form, form]
        if stacked:
            shares = [self.height() * 30 // 100, self.height() * 70 // 100]
        if shares != self._shares:  # or else a border that was moved would be moved back
            self._shares = shares
            self.beside.setSizes(shares)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The form keeps its width; the text has the rest."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """It is as large as it is; what has come into it may need another share."""
        if self.beside.isVisible():
            self.share_width()

    def _needs(self, *, folded: bool) -> int:
        """The width that the form needs, with its labels over its fields or beside them."""
        labels = [label for label in self._labels.values() if not label.isHidden()]
        label = max(label.minimumSizeHint().width() for label in labels)
        wide = max(part.minimumSizeHint().width() for part in self._wide if not part.isHidden())
        letter, gap = self.fontMetrics().averageCharWidth(), self.rows.horizontalSpacing()
        field, side = _FIELD * letter, _ORIGIN * letter
        margins = self.rows.contentsMargins()
        around = margins.left() + margins.right()
        if folded:
            return around + max(wide, field, label + gap + side)
        return around + label + gap + max(wide, field + gap + side)

    def _stack(self, stacked: bool) -> None:
        if stacked == self._stacked:
            return
        self._stacked = stacked
        self.beside.setOrientation(Qt.Orientation.Vertical if stacked else Qt.Orientation.Horizontal)
        self.beside.setContentsMargins(20, 16, 20 if stacked else 0, 0)
        self.rows.setContentsMargins(0 if stacked else 20, 18, 8 if stacked else 20, 8)

    def _fold(self, folded: bool) -> None:
        """Labels over their fields, with where what stands in them comes from at the right, or beside them."""
        if folded == self._folded:
            return
        self._folded = folded
        top = Qt.AlignmentFlag.AlignTop
        place, left, whole = self.rows.addWidget, 0 if folded else 1, 3 if folded else 1
        for key, label in self._labels.items():
            field, origin = self._fields[key], self.origins.get(key)
            row = self._row_of(field)
            label.setText(self._words[key].replace("\n", " ") if folded else self._words[key])
            place(label, row - folded, 0, 1, 2 if folded and origin else whole, top | Qt.AlignmentFlag.AlignLeft)
            if origin is not None:
                place(origin, row - folded, 2, top)
            if field not in self._wide:
                place(field, row, left, 1, whole, top)
            place(self._faults[key], row + 1, left, 1, whole)
        for part in self._wide:
            place(part, self._row_of(part), left, 1, 3 if folded else 2)
        place(self.notes, self._row_of(self.notes), left, 1, whole)
