"""Words selected in a source as one side of something on which sources differ."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tracker import vocabulary
from tracker.operations.annotate import cite
from tracker.operations.log import CitationDraft
from tracker.operations.points import add_version
from tracker.records import Claim, DisputedPoint
from tracker.ui.dialogs.form_dialog import FormDialog
from tracker.ui.session import Session
from tracker.ui.strings import term
from tracker.ui.theme import Theme
from tracker.ui.widgets.choice_box import ChoiceBox
from tracker.ui.widgets.plain_text import PlainTextField
from tracker.ui.widgets.quote_field import QuoteField, Selected
from tracker.ui.widgets.text_layout import shown

_NEW = "new"


class SideDialog(FormDialog):
    """For a disputed point of an event that has some. `new_point`: the words belong to another, still to be added."""

    new_point = Signal()

    def __init__(
        self, session: Session, event_id: int, selected: Selected, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, theme, parent, kept_as=f"side of {event_id} at {selected.key}")
        store = session.store
        self._selected = selected
        self._points = {str(point.id): point for point in store.where(DisputedPoint, event=event_id)}
        self._claims: dict[str, Claim] = {}
        self.setWindowTitle(self.tr("Side of a disputed point"))
        self.point = ChoiceBox(
            [
                *((key, shown(point.question, one_line=True, longest=90)) for key, point in self._points.items()),
                (_NEW, self.tr("Another point, to be added now")),
            ],
            self.body,
        )
        self.version = ChoiceBox([], self.body)
        self.words = PlainTextField(self.body, one_line=False)
        self.words.setPlaceholderText(self.tr("What this version says"))
        self.relation = ChoiceBox([(r, term(r)) for r in vocabulary.CLOSED["citation_relation"]], self.body)
        self.quote = QuoteField(self.body)
        self.quote.set_selected(selected)
        self.add_row("point", self.tr("&Point"), self.point)
        self.add_row("version", self.tr("&Version"), self.version)
        self.add_row("text", self.tr("&It says"), self.words)
        self.add_row("relation", self.tr("&Bearing"), self.relation)
        self.add_row("exact", self.tr("&Quote"), self.quote)
        self.point.edited.connect(self._offer)
        self.version.edited.connect(self._show)
        self._offer()
        self.begin()

    def _offer(self) -> None:
        point = self._points.get(self.point.value())
        claims = self.session.store.where(Claim, "place, id", disputed_point=point.id) if point is not None else []
        self._claims = {str(claim.id): claim for claim in claims}
        self.version.set_entries(
            [
                *((key, shown(claim.text, one_line=True, longest=90)) for key, claim in self._claims.items()),
                (_NEW, self.tr("Another version")),
            ]
        )
        self._show()

    def _show(self) -> None:
        known = self.point.value() in self._points
        for key in ("version", "relation", "exact"):
            self.show_row(key, visible=known)
        self.show_row("text", visible=known and self.version.value() not in self._claims)
        self.save_button.setText(self.tr("&Save") if known else self.tr("&Continue"))

    def check(self) -> dict[str, str]:
        """A new version must say something, and the words be in the text."""
        if self.point.value() not in self._points:
            return {}
        new = self.version.value() not in self._claims
        faults = {
            "text": self.tr("Say what this version is.") if new and not self.words.text().strip() else "",
            "exact": self.quote.fault(),
        }
        return {key: fault for key, fault in faults.items() if fault}

    def write(self) -> None:
        """Cite the words for a version there is, or for one more."""
        store, point = self.session.store, self._points.get(self.point.value())
        if point is None:
            self.finished.connect(lambda _: self.new_point.emit())
            return
        draft = CitationDraft(
            source=self._selected.source.id,
            quote=self.quote.quote(),
            start=self._selected.start if self.quote.quote() == self._selected.words else self.quote.start(),
            relation=self.relation.value(),
        )
        claim = self._claims.get(self.version.value())
        if claim is not None:
            cite(store, draft, claim=claim.id)
        else:
            add_version(store, point, self.words.text(), [draft])
