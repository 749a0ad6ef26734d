"""A proceeding by its docket number: one that is known, or a new one with its court."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tracker.operations.log import DocketDraft
from tracker.store import Store
from tracker.ui.widgets import choices
from tracker.ui.widgets.completing import CompletingField


class DocketField(QWidget):
    """`docket()` is what was entered, None if nothing was."""

    edited = Signal()
    submitted = Signal()

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = CompletingField(choices.proceedings(store), self)
        self.number.setPlaceholderText(self.tr("Docket number, such as 1:25-cv-00677"))
        self.court = CompletingField(choices.courts(store), self)
        self.court.setPlaceholderText(self.tr("Court of the new docket"))
        self.court.setAccessibleName(self.tr("Court of the new docket"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self.number)
        layout.addWidget(self.court)
        self.court.hide()
        self.setFocusProxy(self.number)
        for field in (self.number, self.court):
            field.edited.connect(self._on_edited)
            field.submitted.connect(self.submitted)

    def docket(self) -> DocketDraft | None:
        """What was entered."""
        number = self.number.text()
        if not number.strip():
            return None
        return DocketDraft(docket_number=number, court=self._known_court() or self.court.text())

    def fault(self) -> str:
        """What is missing; '' if it can be saved or is empty."""
        docket = self.docket()
        return self.tr("Give the court of this new docket.") if docket is not None and not docket.court.strip() else ""

    def draft(self) -> Any:
        """What was entered."""
        return (self.number.text(), self.court.text())

    def set_draft(self, draft: Any) -> None:
        """Enter it again."""
        number, court = draft
        self.number.set_draft(number)
        self.court.set_draft(court)

    def setAccessibleName(self, name: str) -> None:  # noqa: N802
        """The name of the first field in it."""
        self.number.setAccessibleName(name)

    def _known_court(self) -> str:
        value = self.number.value()
        return value if isinstance(value, str) else ""

    def _on_edited(self) -> None:
        self.court.setVisible(bool(self.number.text().strip()) and not self._known_court())
        self.edited.emit()
