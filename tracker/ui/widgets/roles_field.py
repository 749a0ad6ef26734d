"""Who took part in an event and as what."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tracker.operations.log import RoleDraft
from tracker.store import Store
from tracker.ui.widgets import choices
from tracker.ui.widgets.rows_field import Row, RowsField
from tracker.ui.widgets.stakeholder_field import StakeholderField
from tracker.ui.widgets.term_field import TermField


class RoleRow(Row):
    """One role and who has it."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.role = TermField(choices.terms(store, "role"), self)
        self.role.setPlaceholderText(self.tr("Role, such as plaintiff"))
        self.role.setAccessibleName(self.tr("Role"))
        self.who = StakeholderField(store, self)
        self.who.setAccessibleName(self.tr("Stakeholder in this role"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.role, 2, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.who, 3, Qt.AlignmentFlag.AlignTop)
        self.setFocusProxy(self.role)
        for field in (self.role, self.who):
            field.edited.connect(self.edited)
            field.submitted.connect(self.submitted)

    def is_empty(self) -> bool:
        """Nothing was entered."""
        return not self.role.text().strip() and not self.who.name().strip()

    def fault(self) -> str:
        """What is missing or wrong; '' if it can be saved or is empty."""
        if self.is_empty():
            return ""
        if not self.who.name().strip():
            return self.tr("Say who has the role “{0}”.").format(self.role.text())
        if not self.role.text().strip():
            return self.tr("Say what part {0} has, for example issuer or plaintiff.").format(self.who.name())
        return self.who.fault()

    def draft(self) -> Any:
        """What was entered."""
        return (self.role.text(), self.who.draft())

    def set_draft(self, draft: Any) -> None:
        """Enter it again."""
        role, who = draft
        self.role.set_draft(role)
        self.who.set_draft(who)


class RolesField(RowsField[RoleRow]):
    """`roles()` are those entered, in order."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(lambda: RoleRow(store), parent)

    def roles(self) -> tuple[RoleDraft, ...]:
        """What was entered."""
        return tuple(
            RoleDraft(role=row.role.term(), stakeholder=row.who.name(), kind=row.who.kind()) for row in self.filled()
        )
