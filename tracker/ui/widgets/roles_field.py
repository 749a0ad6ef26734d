"""Who took part in an event and as what: a row each, with one more to fill in."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from tracker.operations.log import RoleDraft
from tracker.store import Store
from tracker.ui.widgets import choices
from tracker.ui.widgets.stakeholder_field import StakeholderField
from tracker.ui.widgets.term_field import TermField


class RoleRow(QWidget):
    """One role and who has it."""

    edited = Signal()
    submitted = Signal()
    removed = Signal()

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.role = TermField(choices.terms(store, "role"), self)
        self.role.setPlaceholderText(self.tr("Role, such as plaintiff"))
        self.role.setAccessibleName(self.tr("Role"))
        self.who = StakeholderField(store, self)
        self.who.setAccessibleName(self.tr("Stakeholder in this role"))
        self.cross = QToolButton(self)
        self.cross.setText("×")
        self.cross.setAccessibleName(self.tr("Remove this role"))
        self.cross.setToolTip(self.tr("Remove this role"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        top = Qt.AlignmentFlag.AlignTop
        layout.addWidget(self.role, 2, top)
        layout.addWidget(self.who, 3, top)
        layout.addWidget(self.cross, 0, top)
        self.setFocusProxy(self.role)
        for field in (self.role, self.who):
            field.edited.connect(self.edited)
            field.submitted.connect(self.submitted)
        self.cross.clicked.connect(self.removed)

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


class RolesField(QWidget):
    """`roles()` are those entered, in order."""

    edited = Signal()
    submitted = Signal()

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.rows: list[RoleRow] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._add()

    def roles(self) -> tuple[RoleDraft, ...]:
        """What was entered."""
        return tuple(
            RoleDraft(role=row.role.term(), stakeholder=row.who.name(), kind=row.who.kind())
            for row in self.rows
            if not row.is_empty()
        )

    def fault(self) -> str:
        """What is wrong in the first row that is not right; '' if all are."""
        return next((row.fault() for row in self.rows if row.fault()), "")

    def draft(self) -> Any:
        """What was entered."""
        return tuple((row.role.text(), row.who.draft()) for row in self.rows if not row.is_empty())

    def set_draft(self, draft: Any) -> None:
        """Enter it again."""
        while len(self.rows) > 1:
            self._remove(self.rows[-1])
        self.rows[0].role.type_text("")
        self.rows[0].who.set_draft(("", "other"))
        for number, (role, who) in enumerate(draft):
            # Filling in a row makes the next one.
            self.rows[number].role.type_text(role)
            self.rows[number].who.set_draft(who)

    def _add(self) -> None:
        row = RoleRow(self._store, self)
        row.edited.connect(self._on_edited)
        row.submitted.connect(self.submitted)
        row.removed.connect(lambda: self._remove(row))
        row.cross.setVisible(False)
        if self.rows:
            self.setTabOrder(self.rows[-1].cross, row.role)
        else:
            self.setFocusProxy(row.role)
        self.rows.append(row)
        self._layout.addWidget(row)

    def _remove(self, row: RoleRow) -> None:
        place = self.rows.index(row)
        self.rows.remove(row)
        self._layout.removeWidget(row)
        row.hide()
        row.deleteLater()
        if not self.rows:
            self._add()
        self.setFocusProxy(self.rows[0].role)
        if row.isAncestorOf(self.focusWidget() or self):
            self.rows[min(place, len(self.rows) - 1)].setFocus()
        self.edited.emit()

    def _on_edited(self) -> None:
        if not self.rows[-1].is_empty():
            self._add()
        for row in self.rows:
            row.cross.setVisible(not row.is_empty())
        self.edited.emit()
