"""Who has a part in the event, what is said of it, and the law in it, each as a list to pick from."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from tracker import vocabulary
from tracker.capture.suggested import Place
from tracker.operations.picking import LawRow, PersonRow, WordsRow
from tracker.store import Store
from tracker.ui.capture.pick_field import PickField
from tracker.ui.strings import term
from tracker.ui.theme import Theme
from tracker.ui.widgets import choices
from tracker.ui.widgets.choice_box import ChoiceBox
from tracker.ui.widgets.completing import CompletingField
from tracker.ui.widgets.link_button import link_button
from tracker.ui.widgets.pick_list import Pick
from tracker.ui.widgets.plain_text import PlainTextField
from tracker.ui.widgets.position_picker import PositionPicker
from tracker.ui.widgets.stakeholder_field import StakeholderField
from tracker.ui.widgets.term_field import TermField
from tracker.ui.widgets.text_layout import Block, Heading, Paragraph, Run


def _pick(heading: Heading, detail: str, picked: bool, *, words: str = "") -> Pick:
    blocks: list[Block] = [heading]
    if words:
        blocks.append(Paragraph((Run(words, "quote"),), bar=True, most_lines=3))
    if detail:
        blocks.append(Paragraph((Run(detail, "muted"),), most_lines=2))
    said = ". ".join(part for part in (heading.text, heading.pill, heading.right, words[:300], detail) if part)
    return Pick(tuple(blocks), said, picked)


class PeopleField(PickField[PersonRow]):
    """Stakeholders of the event, each with a role."""

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        self._store = store
        super().__init__(theme, _tr("Nobody was found in the text."), _tr("Add so&mebody"), parent)

    def _build(self) -> None:
        self.who = StakeholderField(self._store, self.strip)
        self.role = TermField(choices.terms(self._store, "role"), self.strip)
        self.add_field(self.tr("Name"), self.who, self.tr("Name of the stakeholder"))
        self.add_field(self.tr("Role"), self.role, self.tr("Role in the event"))

    def _pick(self, row: PersonRow) -> Pick:
        others = ", ".join(row.also)
        known = term(row.kind) if row.known else self.tr("{0}, new here").format(term(row.kind))
        return _pick(Heading(row.name, term(row.role), "muted", known), others, row.picked)

    def _fill(self, row: PersonRow) -> None:
        self.who.set_name(row.name)
        self.who.set_kind(row.kind)
        self.role.set_term(row.role)

    def _mended(self, row: PersonRow) -> PersonRow:
        name = self.who.name()
        if name != row.name:
            row = replace(row, name=name, known=0, also=(), kind=self.who.kind() or row.kind)
        elif self.who.kind():
            row = replace(row, kind=self.who.kind())
        return replace(row, role=self.role.term())

    def _wrong(self, row: PersonRow) -> str:
        if not row.name.strip():
            return self.tr("Give each ticked stakeholder a name.")
        return "" if row.role.strip() else self.tr("Say what part {0} has in the event.").format(row.name)


class WordsField(PickField[WordsRow]):
    """Words of the text: concerns of somebody, and quotes."""

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        self._store = store
        self._text = ""
        super().__init__(
            theme,
            _tr("No quotes or opinions were found in the text."),
            _tr("Add the words selected in the te&xt"),
            parent,
        )

    def set_text(self, text: str) -> None:
        """The text that the rows have their places in."""
        self._text = text

    def quote_instead(self, place: Place) -> None:
        """Let the current row quote other words. A statement that only repeats the words follows them."""
        row = self.current()
        if row is not None:
            repeats = row.statement == self._text[row.at.start : row.at.end]
            statement = self._text[place.start : place.end] if repeats else row.statement
            self.change_current(replace(row, at=place, statement=statement, picked=True))

    def _build(self) -> None:
        store, strip = self._store, self.strip
        self.who = StakeholderField(store, strip)
        self.theme_field = TermField(choices.terms(store, "theme"), strip)
        self.theme_field.setPlaceholderText(self.tr("Without a theme it is kept as a quote of the event"))
        self.position = PositionPicker(self.list.theme, strip)
        self.attribution = ChoiceBox([(a, term(a)) for a in vocabulary.CLOSED["attribution"]], strip)
        self.statement = PlainTextField(strip, one_line=False, most_lines=4)
        self.add_field(self.tr("Who"), self.who, self.tr("Whose concern it is"))
        self.add_field(self.tr("Theme"), self.theme_field, self.tr("Theme of the concern"))
        self.add_field(self.tr("Position"), self.position, self.tr("Position"))
        self.add_field(self.tr("Attribution"), self.attribution, self.tr("Attribution"))
        self.add_field(self.tr("Statement"), self.statement, self.tr("Statement, in your words"))
        self.instead = link_button(strip, self.tr("Quote the selected words i&nstead"))
        self.fields.addWidget(self.instead, self.fields.rowCount(), 0, 1, 2, Qt.AlignmentFlag.AlignLeft)

    def _pick(self, row: WordsRow) -> Pick:
        pill = term(row.position) if row.theme else self.tr("Quote")
        who = row.who or self.tr("Nobody named")
        words = self._text[row.at.start : row.at.end]
        heading = Heading(who, pill, row.position if row.theme else "muted", term(row.theme) if row.theme else "")
        return _pick(heading, "", row.picked, words=words)

    def _fill(self, row: WordsRow) -> None:
        self.who.set_name(row.who)
        self.who.set_kind(row.kind)
        self.theme_field.set_term(row.theme)
        self.position.set_position(row.position)
        self.attribution.set_value(row.attribution)
        self.statement.set_text(row.statement)

    def _mended(self, row: WordsRow) -> WordsRow:
        return replace(
            row,
            who=self.who.name(),
            kind=self.who.kind() or row.kind,
            theme=self.theme_field.term().strip(),
            position=self.position.position(),
            attribution=self.attribution.value(),
            statement=self.statement.text(),
        )

    def _wrong(self, row: WordsRow) -> str:
        if row.theme and not row.who.strip():
            return self.tr("Say whose concern it is, or take its theme away to keep the words as a quote.")
        return ""


class LawField(PickField[LawRow]):
    """Docket numbers and authorities."""

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        self._store = store
        super().__init__(theme, _tr("No docket number, statute or order was found."), "", parent)

    def _build(self) -> None:
        self.words = PlainTextField(self.strip)
        self.court = CompletingField(choices.courts(self._store), self.strip)
        self.court.setPlaceholderText(self.tr("Of a proceeding that is not in the tracker yet"))
        self.add_field(self.tr("Reference"), self.words, self.tr("Reference"))
        self.add_field(self.tr("Court"), self.court, self.tr("Court of the proceeding"))

    def _pick(self, row: LawRow) -> Pick:
        kind = self.tr("Docket number") if row.kind == "docket" else term(row.kind)
        return _pick(Heading(row.text, kind, "muted", row.court), "", row.picked)

    def _fill(self, row: LawRow) -> None:
        self.words.set_text(row.text)
        self.court.set_text(row.court)
        self.court.setEnabled(row.kind == "docket")

    def _mended(self, row: LawRow) -> LawRow:
        return replace(row, text=self.words.text(), court=self.court.text())

    def _wrong(self, row: LawRow) -> str:
        if not row.text.strip():
            return self.tr("A ticked reference is empty.")
        if row.kind == "docket" and not row.court.strip() and not self._is_known(row.text):
            return self.tr("Give the court of {0}: this proceeding is not in the tracker yet.").format(row.text)
        return ""

    def _is_known(self, number: str) -> bool:
        found = self._store.connection.execute("SELECT 1 FROM proceeding WHERE docket_number=? LIMIT 1", (number,))
        return found.fetchone() is not None


def _tr(text: str) -> str:
    return QCoreApplication.translate("CaptureDialog", text)
