"""What can be done from the detail pane beyond typing: open, add, remove, follow links."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog

from tracker.operations.change import delete
from tracker.records import Citation, Record
from tracker.store import Store
from tracker.store.dossier import DisputedView
from tracker.ui.detail.cards import OpenSource, OpenUrl, SelectEvent
from tracker.ui.detail.wording import tr
from tracker.ui.sources.source_acts import SourceActs
from tracker.ui.widgets.card import Act


class Acts(SourceActs):
    """For the selected event of a session, and for its sources."""

    @property
    def store(self) -> Store:
        """The open tracker."""
        return self.session.store

    # Adding and opening

    def _open(self, dialog: QDialog) -> None:
        dialog.open()

    def add_source(self) -> None:
        """Cite a source for the event."""
        from tracker.ui.dialogs.cite_dialog import CiteDialog

        self._open(CiteDialog(self.session, self.session.selection, self.theme, self._window))

    def edit_involved(self) -> None:
        """Say who and what is involved in the event."""
        from tracker.ui.dialogs.involved_dialog import InvolvedDialog

        self._open(InvolvedDialog(self.session, self.session.selection, self.theme, self._window))

    def add_concern(self) -> None:
        """Add a stakeholder's concern to the event."""
        from tracker.ui.dialogs.concern_dialog import ConcernDialog

        self._open(ConcernDialog(self.session, self.session.selection, self.theme, self._window))

    def edit_concern(self, concern: int) -> None:
        """Change a concern."""
        from tracker.ui.dialogs.concern_dialog import ConcernDialog

        event = self.session.selection
        self._open(ConcernDialog(self.session, event, self.theme, self._window, concern_id=concern))

    def add_status(self) -> None:
        """Say how the event stands as of a date."""
        from tracker.ui.dialogs.status_dialog import StatusDialog

        self._open(StatusDialog(self.session, self.session.selection, self.theme, self._window))

    def add_relation(self) -> None:
        """Link the event to another."""
        from tracker.ui.dialogs.relation_dialog import RelationDialog

        self._open(RelationDialog(self.session, self.session.selection, self.theme, self._window))

    def add_disputed(self) -> None:
        """Add something on which sources differ."""
        from tracker.ui.dialogs.disputed_dialog import DisputedDialog

        self._open(DisputedDialog(self.session, self.session.selection, self.theme, self._window))

    def disagree(self, *citations: Citation) -> None:
        """Make a disputed point of citations of the event that disagree; of one, the other is still to be given."""
        from tracker.ui.dialogs.disputed_dialog import DisputedDialog

        event = self.session.selection
        self._open(DisputedDialog(self.session, event, self.theme, self._window, citations=citations))

    def settle(self, view: DisputedView, number: int = -1) -> None:
        """Choose the version of a disputed point that holds (`number` from 0 is offered), or take the choice back."""
        from tracker.ui.dialogs.settle_dialog import SettleDialog

        dialog = SettleDialog(self.session, view, self.theme, self._window)
        if number >= 0:
            dialog.versions.set_draft(number)
        self._open(dialog)

    def add_version(self, point: int) -> None:
        """Add a version to a disputed point."""
        from tracker.ui.dialogs.point_version_dialog import PointVersionDialog

        self._open(PointVersionDialog(self.session, point, self.theme, self._window))

    def cite_version(self, claim: int) -> None:
        """Name a source that gives a version of a disputed point, or contradicts it."""
        from tracker.ui.dialogs.cite_dialog import CiteDialog

        self._open(CiteDialog(self.session, self.session.selection, self.theme, self._window, claim_id=claim))

    # Removing

    def deleter(self, record: Record, said: str) -> Act | None:
        """What removes a record with all that belongs to it; None in a read-only tracker."""
        return self.remover(lambda: delete(self.store, record), said)

    def remover(self, act: Callable[[], int], said: str) -> Act | None:
        """What removes something and says so. It asks nothing, since it can be undone, and says how."""
        if self.store.read_only:
            return None

        def remove() -> None:
            if self.session.attempt(act):
                keys = QKeySequence(QKeySequence.StandardKey.Undo).toString(QKeySequence.SequenceFormat.NativeText)
                self.session.message.emit(tr("{0}. {1} brings it back.").format(said, keys), "message")

        return remove

    # Going elsewhere

    def follow(self, target: object) -> None:
        """Go where a link points."""
        if isinstance(target, OpenSource):
            self.open_source(target.source, target.citation)
        elif isinstance(target, OpenUrl):
            self.open_url(target.url)
        elif isinstance(target, SelectEvent):
            self.select(target.event)

    def select(self, event: int) -> None:
        """Go to another event."""
        self.session.select(event)
