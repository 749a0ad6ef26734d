"""Who and what is involved in an event: parties, authorities, dockets."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from tracker.operations.involve import set_involved
from tracker.ui.dialogs.form_dialog import FormDialog
from tracker.ui.session import Session
from tracker.ui.theme import Theme
from tracker.ui.widgets.law_fields import AuthoritiesField, DocketsField
from tracker.ui.widgets.roles_field import RolesField


class InvolvedDialog(FormDialog):
    """For one event."""

    def __init__(self, session: Session, event_id: int, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent, kept_as=f"involved in {event_id}")
        store = session.store
        self._event = event_id
        self.setWindowTitle(self.tr("Parties and law"))
        self.roles = RolesField(store, self.body)
        self.authorities = AuthoritiesField(store, self.body)
        self.dockets = DocketsField(store, self.body)
        self.add_row("roles", self.tr("&Parties"), self.roles)
        self.add_row("authorities", self.tr("&Authority"), self.authorities)
        self.add_row("dockets", self.tr("&Filed in"), self.dockets)
        dossier = store.dossier(event_id)
        self.roles.set_draft([(r.role.role, (r.stakeholder.name, r.stakeholder.kind)) for r in dossier.roles])
        self.authorities.set_draft([(a.authority.citation, a.link.use) for a in dossier.authorities])
        self.dockets.set_draft([(p.docket_number, p.court) for p in dossier.proceedings])
        self.begin()

    def check(self) -> dict[str, str]:
        """Each row must be whole."""
        faults = {"roles": self.roles.fault(), "dockets": self.dockets.fault()}
        return {key: fault for key, fault in faults.items() if fault}

    def write(self) -> None:
        """Set them, in one edit."""
        set_involved(
            self.session.store,
            self._event,
            self.roles.roles(),
            self.authorities.authorities(),
            self.dockets.dockets(),
        )
