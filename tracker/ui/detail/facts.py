"""The fact rows of the detail pane: date, basis, parties, authority, docket, evidence, topics."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from tracker import vocabulary
from tracker.store import Store
from tracker.store.dossier import Dossier
from tracker.ui.detail import wording
from tracker.ui.strings import term
from tracker.ui.theme import Theme
from tracker.ui.widgets import choices
from tracker.ui.widgets.card import Card, CardContent
from tracker.ui.widgets.choice_box import ChoiceBox
from tracker.ui.widgets.date_field import DateField
from tracker.ui.widgets.paragraphs import Paragraphs
from tracker.ui.widgets.plain_text import PlainTextField
from tracker.ui.widgets.text_layout import Paragraph, Run
from tracker.ui.widgets.topics_field import TopicsField

_WHOLE = re.compile("[-+]?[0-9]{1,4}")


class OrderField(PlainTextField):
    """The place of an event among those of the same day: a whole number."""

    order_committed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, flat=True)
        self.setFixedWidth(64)
        self.committed.connect(self._on_committed)

    def set_order(self, order: int) -> None:
        """Show a number."""
        self.set_text(str(order))
        self.set_fault(False)

    def _on_committed(self, text: str) -> None:
        whole = _WHOLE.fullmatch(text.strip())
        self.set_fault(whole is None)
        if whole is not None:
            self.order_committed.emit(int(text))


class Facts(QWidget):
    """`changed` carries the name of a field of the event and its new value; `topics_changed` all topics."""

    changed = Signal(str, object)
    topics_changed = Signal(object)
    involved_requested = Signal()

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self._labels: dict[QWidget, QLabel] = {}
        unsaid = self.tr("Not stated")
        self.date = DateField(self, flat=True)
        self.order = OrderField(self)
        self.basis = ChoiceBox(
            [(v, term(v) if v else unsaid) for v in vocabulary.CLOSED["date_basis"]], self, flat=True
        )
        self.parties = self._text(theme)
        self.authority = self._text(theme)
        self.docket = self._text(theme)
        self.involved = Card(theme, self, framed=False)
        self.involved.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.involved.setCursor(Qt.CursorShape.PointingHandCursor)
        self.evidence = ChoiceBox(
            [(v, term(v) if v else unsaid) for v in vocabulary.CLOSED["evidence"]], self, flat=True
        )
        self.topics = TopicsField(choices.topics(store), theme, self, flat=True)
        for name, field in (
            (self.tr("Date"), self.date),
            (self.tr("Day order"), self.order),
            (self.tr("Basis"), self.basis),
            (self.tr("Parties"), self.parties),
            (self.tr("Authority"), self.authority),
            (self.tr("Filed in"), self.docket),
            ("", self.involved),
            (self.tr("Evidence"), self.evidence),
            (self.tr("Topics"), self.topics),
        ):
            self._add(name, field)
        self.date.committed.connect(lambda edtf: self.changed.emit("date", edtf))
        self.order.order_committed.connect(lambda value: self.changed.emit("day_order", value))
        self.basis.committed.connect(lambda value: self.changed.emit("date_basis", value))
        self.evidence.committed.connect(lambda value: self.changed.emit("evidence", value))
        self.topics.committed.connect(self.topics_changed)

    def _text(self, theme: Theme) -> Paragraphs:
        text = Paragraphs(theme, self, padding=(5, 2))
        text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return text

    def _add(self, name: str, field: QWidget) -> None:
        row = self._grid.rowCount()
        label = QLabel(name, self)
        label.setProperty("look", "muted")
        label.setContentsMargins(5, 3, 0, 0)
        label.setTextFormat(Qt.TextFormat.PlainText)
        if name and not isinstance(field, Paragraphs):
            field.setAccessibleName(name)
            # Where the name of a list is taken to be what is chosen in it, this still says what the list is.
            label.setBuddy(field)
        label.stackUnder(field)  # the name is read before the fact
        self._labels[field] = label
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(field, row, 1)

    def show_dossier(self, dossier: Dossier, *, keep_typing: bool, written: str) -> None:
        """Show an event. With `keep_typing`, what is being typed stays, but for the field just `written`."""
        event = dossier.event
        if not (keep_typing and self.date.is_changed() and written != "date"):
            self.date.set_edtf(event.date)
        if not (keep_typing and self.order.is_changed() and written != "day_order"):
            self.order.set_order(event.day_order)
        # Of use only where another event has the same day.
        self._show(self.order, bool(event.day_order) or self._store.shares_its_day(event))
        self.basis.set_value(event.date_basis)
        self.evidence.set_value(event.evidence)
        dockets = "; ".join(
            f"{p.docket_number} ({p.court})" + (f", {p.case_name}" if p.case_name else "") for p in dossier.proceedings
        )
        for field, text in (
            (self.parties, wording.parties(dossier.roles)),
            (self.authority, wording.authorities(dossier.authorities)),
            (self.docket, dockets),
        ):
            field.set_blocks(Paragraph((Run(text),)))
            field.setAccessibleName(f"{self._labels[field].text()}: {text}")
            self._show(field, bool(text))
        any_there = bool(dossier.roles or dossier.authorities or dossier.proceedings)
        words = self.tr("Edit parties and law…") if any_there else self.tr("Add parties and law…")
        self.involved.set_content(CardContent((Paragraph((Run(words, "muted"),)),), self.involved_requested.emit))
        self.topics.set_topics([topic.name for topic in dossier.topics])
        self.topics.adder.forget_choices()

    def _show(self, field: QWidget, visible: bool) -> None:
        field.setVisible(visible)
        self._labels[field].setVisible(visible)

    def commit(self) -> None:
        """Hand on what was typed and not yet left."""
        self.date.commit()
        self.order.commit()

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        for text in (self.parties, self.authority, self.docket, self.involved):
            text.set_theme(theme)
        self.topics.set_theme(theme)

    def set_writable(self, writable: bool) -> None:
        """Whether its fields can be changed."""
        self.date.set_read_only(not writable)
        self.order.setReadOnly(not writable)
        self.basis.setEnabled(writable)
        self.evidence.setEnabled(writable)
        self.involved.setVisible(writable)
        self.topics.set_read_only(not writable)
