"""A source to cite: picked by title, publisher or address, or a new one given here and now."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from tracker import vocabulary
from tracker.operations.similar import likely_kind, sources_at
from tracker.records import Source
from tracker.store import Store
from tracker.store.dossier import SourceHead
from tracker.ui.detail import wording
from tracker.ui.strings import source_kind
from tracker.ui.web_links import host_of
from tracker.ui.widgets import choices
from tracker.ui.widgets.choice_box import ChoiceBox
from tracker.ui.widgets.completing import CompletingField
from tracker.ui.widgets.date_field import DateField
from tracker.ui.widgets.link_button import link_button
from tracker.ui.widgets.plain_label import plain_label
from tracker.ui.widgets.plain_text import PlainTextField


class SourceField(QWidget):
    """`source()` is the source meant: a saved one, a new one (its id 0), or None while the field is empty."""

    edited = Signal()
    submitted = Signal()

    def __init__(
        self, store: Store, parent: QWidget | None = None, *, first_for: int = 0, without: str | None = None
    ) -> None:
        """Sources of the event `first_for` are offered first; `without` is said while none is given."""
        super().__init__(parent)
        self._store = store
        self._found: Source | None = None
        self._twin: SourceHead | None = None
        self._kind_kept = False
        self.pick = CompletingField(choices.sources(store, first_for), self)
        self.hint = plain_label(self, "muted")
        self.hint.setContentsMargins(6, 0, 0, 0)
        self.twin = link_button(self)
        self.twin.clicked.connect(self._use_twin)
        self._make_form()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self.pick)
        layout.addWidget(self.hint)
        layout.addWidget(self.twin, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.form)
        self.setFocusProxy(self.pick)
        self.pick.edited.connect(self._on_edited)
        self.pick.installEventFilter(self)
        self.pick.submitted.connect(self._on_submitted)
        for field in (self.title, self.publisher, self.url):
            field.edited.connect(self._on_form_edited)
            field.submitted.connect(self.submitted)
        self.issued.edited.connect(self.edited)
        self.issued.submitted.connect(self.submitted)
        self.kind.edited.connect(self.edited)
        self.kind.activated.connect(lambda _: self._keep_kind())
        self.expect(without)

    def expect(self, without: str | None, placeholder: str = "") -> None:
        """What is said while no source is given, under the field and in it."""
        self._without = without
        usual = self.tr("Title or publisher of a known source, an address, or a new title")
        self.pick.setPlaceholderText(placeholder or usual)
        self._show()

    def _make_form(self) -> None:
        self.form = QFrame(self)
        self.form.setProperty("look", "card")
        self.title = PlainTextField(self.form)
        self.url = PlainTextField(self.form)
        self.kind = ChoiceBox([(k, source_kind(k)) for k in vocabulary.OPEN["source_kind"]], self.form)
        self.publisher = PlainTextField(self.form)
        self.issued = DateField(self.form)
        grid = QGridLayout(self.form)
        grid.setContentsMargins(12, 10, 12, 10)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        self._labels: dict[QWidget, QLabel] = {}
        for row, (words, field) in enumerate(
            (
                (self.tr("Title"), self.title),
                (self.tr("Address"), self.url),
                (self.tr("Kind"), self.kind),
                (self.tr("Publisher"), self.publisher),
                (self.tr("Published"), self.issued),
            )
        ):
            label = QLabel(words, self.form)
            label.setProperty("look", "muted")
            label.setContentsMargins(0, 6, 0, 0)
            field.setAccessibleName(self.tr("New source: {0}").format(words))
            self._labels[field] = label
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(field, row, 1)

    # What is meant

    def source(self) -> Source | None:
        """The source meant."""
        if self._found is not None:
            return self._found
        if not self.pick.text().strip():
            return None
        typed = self.pick.text()
        is_url = _is_url(typed)
        return Source(
            kind=self.kind.value(),
            title=self.title.text() if is_url else typed,
            publisher=self.publisher.text(),
            issued=self.issued.edtf() or "",
            url=typed.strip() if is_url else self.url.text(),
        )

    def fault(self) -> str:
        """What is missing or wrong; '' if the source can be saved, or none is given."""
        source = self.source()
        if source is None or source.id:
            return ""
        if not source.title.strip():
            return self.tr("The new source needs a title.")
        if self.issued.edtf() is None:
            return self.issued.problem()
        return ""

    def set_source(self, source: Source | None) -> None:
        """Show a saved source."""
        self._found = source
        self.pick.set_text(source.title if source else "")
        self._show()

    def focus_fault(self) -> None:
        """Go to what is missing."""
        source = self.source()
        if source is None or source.id:
            self.pick.setFocus()
        else:
            (self.issued if source.title.strip() else self.title).setFocus()

    # Entering

    def _form_fields(self) -> tuple[PlainTextField | ChoiceBox | DateField, ...]:
        return (self.title, self.url, self.kind, self.publisher, self.issued)

    def draft(self) -> Any:
        """What was entered."""
        form = tuple(field.draft() for field in self._form_fields())
        return (self._found.id if self._found else 0, self.pick.text(), form)

    def set_draft(self, draft: Any) -> None:
        """Enter it again."""
        row, typed, form = draft
        self._kind_kept = bool(typed)
        for field, value in zip(self._form_fields(), form, strict=True):
            field.set_draft(value)
        self.pick.set_draft(typed)
        self._find(row)

    def setAccessibleName(self, name: str) -> None:  # noqa: N802
        """Its name, and that of the field in it: where it is a row, no label beside it has one."""
        super().setAccessibleName(name)
        self.pick.setAccessibleName(name)

    def _on_edited(self) -> None:
        value = self.pick.value()
        self._find(value if isinstance(value, int) else 0)

    def _find(self, row: int) -> None:
        found = self._store.many(Source, [row]) if row else []
        self._found = found[0] if found else None
        self._show()
        self.edited.emit()

    def _keep_kind(self) -> None:
        self._kind_kept = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What was typed is settled when the field is left."""
        shown = super().eventFilter(watched, event)
        if event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self._show)
        return shown

    def _on_form_edited(self) -> None:
        self._show()
        self.edited.emit()

    def _use_twin(self) -> None:
        if self._twin is not None:
            twin = self._twin
            self.pick.type_text(twin.title)
            self._find(twin.id)
            self.pick.setFocus()

    def _on_submitted(self) -> None:
        source = self.source()
        if source is not None and not source.id and not source.title.strip():
            self.title.setFocus()
        else:
            self.submitted.emit()

    def _show(self) -> None:
        typed = self.pick.text()
        is_url = _is_url(typed)
        # While known sources fit what is typed, the form for a new one would only be in the way.
        picking = self.pick.hasFocus() and bool(self.pick.listed())
        new = self._found is None and bool(typed.strip()) and not picking
        address = typed if is_url else self.url.text()
        if not self._kind_kept:
            # Nobody said what it is: its address tells, and what is no more given leaves no trace in a draft.
            self.kind.set_value(likely_kind(self._store, address.strip()) if new else self.kind.values[0])
        same = sources_at(self._store, address) if self._found is None and address else []
        self._twin = same[0] if same else None
        if self._found is not None:
            text = " · ".join(part for part in (wording.about(self._found), host_of(self._found.url)) if part)
        elif not typed.strip():
            needs = self.tr("Without a source the event is listed under “Needs a source”.")
            text = needs if self._without is None else self._without
        else:
            text = self.tr("New source") if new else self.tr("Pick one with Down, or continue for a new source.")
        self.hint.setText(text)
        self.hint.setVisible(bool(text))
        self.twin.setVisible(self._twin is not None)
        if self._twin is not None:
            title = self._twin.title if len(self._twin.title) <= 60 else self._twin.title[:59] + "…"
            words = self.tr("This address is in the tracker: “{0}”. Use that source")
            self.twin.setText(words.format(title).replace("&", "&&"))
        self.form.setVisible(new)
        for field, wanted in ((self.title, is_url), (self.url, not is_url)):
            field.setVisible(wanted)
            self._labels[field].setVisible(wanted)


def _is_url(text: str) -> bool:
    return text.strip().lower().startswith(("http://", "https://"))
