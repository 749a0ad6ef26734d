"""The authorities an event rests on or is said to violate, and the proceedings it stands in."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tracker import vocabulary
from tracker.operations.involve import AuthorityDraft
from tracker.operations.log import DocketDraft
from tracker.store import Store
from tracker.ui.strings import term
from tracker.ui.widgets import choices
from tracker.ui.widgets.choice_box import ChoiceBox
from tracker.ui.widgets.completing import CompletingField
from tracker.ui.widgets.docket_field import DocketField
from tracker.ui.widgets.rows_field import Row, RowsField


class AuthorityRow(Row):
    """One authority and its use."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.citation = CompletingField(choices.authorities(store), self)
        self.citation.setPlaceholderText("26 U.S.C. § 6103(i)(2)")
        self.citation.setAccessibleName(self.tr("Authority"))
        self.use = ChoiceBox([(u, term(u)) for u in vocabulary.CLOSED["authority_use"]], self)
        self.use.setAccessibleName(self.tr("Use of the authority"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.citation, 3, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.use, 2, Qt.AlignmentFlag.AlignTop)
        self.setFocusProxy(self.citation)
        self.citation.edited.connect(self.edited)
        self.citation.submitted.connect(self.submitted)
        self.use.edited.connect(self.edited)

    def is_empty(self) -> bool:
        """Nothing was entered."""
        return not self.citation.text().strip()

    def fault(self) -> str:
        """Nothing can be wrong."""
        return ""

    def draft(self) -> Any:
        """What was entered."""
        return (self.citation.text(), self.use.value())

    def set_draft(self, draft: Any) -> None:
        """Enter it again."""
        citation, use = draft
        self.use.set_value(use)
        self.citation.set_draft(citation)


class AuthoritiesField(RowsField[AuthorityRow]):
    """`authorities()` are those entered."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(lambda: AuthorityRow(store), parent)

    def authorities(self) -> tuple[AuthorityDraft, ...]:
        """What was entered."""
        return tuple(AuthorityDraft(citation=row.citation.text(), use=row.use.value()) for row in self.filled())


class DocketRow(Row):
    """One proceeding."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.field = DocketField(store, self)
        self.field.setAccessibleName(self.tr("Docket number"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.field)
        self.setFocusProxy(self.field.number)
        self.field.edited.connect(self.edited)
        self.field.submitted.connect(self.submitted)

    def is_empty(self) -> bool:
        """Nothing was entered."""
        return self.field.docket() is None

    def fault(self) -> str:
        """What is missing."""
        return self.field.fault()

    def draft(self) -> Any:
        """What was entered."""
        return self.field.draft()

    def set_draft(self, draft: Any) -> None:
        """Enter it again."""
        self.field.set_draft(draft)


class DocketsField(RowsField[DocketRow]):
    """`dockets()` are those entered."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(lambda: DocketRow(store), parent)

    def dockets(self) -> tuple[DocketDraft, ...]:
        """What was entered."""
        return tuple(docket for row in self.filled() if (docket := row.field.docket()) is not None)
