"""A stakeholder by name: one that is known by any of its names, or a new one with its kind."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from tracker import vocabulary
from tracker.errors import RecordError
from tracker.operations.naming import find_stakeholder
from tracker.operations.similar import kind_by_name
from tracker.store import Store
from tracker.ui.strings import term
from tracker.ui.widgets import choices
from tracker.ui.widgets.choice_box import ChoiceBox
from tracker.ui.widgets.completing import CompletingField


class StakeholderField(QWidget):
    """`name()` and, for somebody new, `kind()`."""

    edited = Signal()
    submitted = Signal()

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.who = CompletingField(choices.stakeholders(store), self)
        self.who.setPlaceholderText(self.tr("Name"))
        self._new = QWidget(self)
        words = QLabel(self.tr("New stakeholder:"), self._new)
        words.setProperty("look", "muted")
        self.kind_box = ChoiceBox([(k, term(k)) for k in vocabulary.OPEN["stakeholder_kind"]], self._new)
        self.kind_box.setAccessibleName(self.tr("Kind of the new stakeholder"))
        self.kind_box.set_value("other")
        self.kind_box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self._new)
        row.setContentsMargins(6, 0, 0, 0)
        row.addWidget(words)
        row.addWidget(self.kind_box)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self.who)
        layout.addWidget(self._new, 0, Qt.AlignmentFlag.AlignLeft)
        self._new.hide()
        self.setFocusProxy(self.who)
        self.who.edited.connect(self._on_edited)
        self.who.submitted.connect(self.submitted)
        self._kind_chosen = False
        self.kind_box.committed.connect(self._on_kind)

    def name(self) -> str:
        """The name, as it is known or as typed."""
        return self.who.text()

    def kind(self) -> str:
        """The kind of somebody new; '' for those known."""
        return self.kind_box.value() if self._new.isVisibleTo(self) else ""

    def fault(self) -> str:
        """Why the name does not do; '' if it does."""
        try:
            find_stakeholder(self._store, self.name())
        except RecordError as error:
            return str(error)
        return ""

    def set_name(self, name: str) -> None:
        """Show somebody."""
        self.who.set_text(name)
        self._new.hide()

    def set_kind(self, kind: str) -> None:
        """Say of what kind they are, should they be new; '' leaves it to the name."""
        self._kind_chosen = bool(kind)
        self.kind_box.set_value(kind or "other")

    def draft(self) -> Any:
        """What was entered."""
        return (self.name(), self.kind_box.value())

    def set_draft(self, draft: Any) -> None:
        """Enter it again."""
        name, kind = draft
        self.who.type_text(name)
        self._kind_chosen = bool(name)
        self.kind_box.set_value(kind)

    def setAccessibleName(self, name: str) -> None:  # noqa: N802
        """The name of the field in it."""
        self.who.setAccessibleName(name)

    def _on_edited(self) -> None:
        new = bool(self.name().strip()) and not self.fault() and self._is_new()
        if not self._kind_chosen:
            self.kind_box.set_value((kind_by_name(self._store, self.name()) if new else "") or "other")
        self._new.setVisible(new)
        self.edited.emit()

    def _on_kind(self, _: str) -> None:
        self._kind_chosen = True
        self.edited.emit()

    def _is_new(self) -> bool:
        return find_stakeholder(self._store, self.name()) is None
