"""Settle a disputed point: which version holds, why, and since when; or open it again."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QRadioButton, QVBoxLayout, QWidget

from tracker.operations.annotate import reopen, settle
from tracker.store.dossier import DisputedView
from tracker.ui.detail.versions import version_blocks
from tracker.ui.dialogs.form_dialog import FormDialog
from tracker.ui.room import open_at
from tracker.ui.session import Session
from tracker.ui.theme import Theme
from tracker.ui.widgets.date_field import DateField
from tracker.ui.widgets.paragraphs import Paragraphs
from tracker.ui.widgets.plain_text import PlainTextField
from tracker.ui.widgets.text_layout import shown


class VersionPicker(QWidget):
    """The versions side by side with who gives them, one of them chosen."""

    edited = Signal()

    def __init__(self, view: DisputedView, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(16)
        self.buttons: list[QRadioButton] = []
        for number, version in enumerate(view.claims):
            button = QRadioButton(self.tr("Version &{0}").format(number + 1), self)
            button.setAccessibleName(version.claim.text[:300])
            button.toggled.connect(lambda _: self.edited.emit())
            words = Paragraphs(theme, self)
            words.set_blocks(*version_blocks(view, number, linked=False)[1:])
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(button)
            column.addWidget(words)
            column.addStretch(1)
            layout.addLayout(column, 1)
            self.buttons.append(button)
        self.setFocusProxy(self.buttons[0])

    def chosen(self) -> int:
        """Which one, -1 for none."""
        return next((n for n, button in enumerate(self.buttons) if button.isChecked()), -1)

    def draft(self) -> Any:
        """Which one."""
        return self.chosen()

    def set_draft(self, draft: Any) -> None:
        """Choose it again; -1 for none."""
        for number, button in enumerate(self.buttons):
            # One of a group that excludes each other cannot be unset alone.
            button.setAutoExclusive(False)
            button.setChecked(number == draft)
            button.setAutoExclusive(True)


class SettleDialog(FormDialog):
    """For one disputed point."""

    def __init__(self, session: Session, view: DisputedView, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent, kept_as=f"settling {view.point.id}")
        self._view = view
        self.setWindowTitle(self.tr("Settle disputed point"))
        open_at(self, 260 * max(2, min(3, len(view.claims))) + 120, 240)
        self.add_note("\n".join(shown(text) for text in (view.point.question, view.point.note) if text))
        self.versions = VersionPicker(view, theme, self.body)
        self.reason = PlainTextField(self.body, one_line=False)
        self.reason.setPlaceholderText(self.tr("Why this version holds"))
        self.settled = DateField(self.body)
        self.add_row("chosen", self.tr("It &holds"), self.versions)
        self.add_row("reason", self.tr("&Reason"), self.reason)
        self.add_row("settled", self.tr("Settled &on"), self.settled)
        self.save_button.setText(self.tr("&Settle"))
        point = view.point
        if point.chosen is not None:
            self.versions.set_draft(next((n for n, c in enumerate(view.claims) if c.claim.id == point.chosen), -1))
            self.reason.set_text(point.reason)
            self.settled.set_edtf(point.settled)
            self.open_again = QPushButton(self.tr("Open &again"), self)
            self.open_again.setAutoDefault(False)
            self.open_again.clicked.connect(self._open_again)
            self.buttons.insertWidget(0, self.open_again)
        self.begin()

    def check(self) -> dict[str, str]:
        """A version and a reason."""
        faults = {
            "chosen": "" if self.versions.chosen() >= 0 else self.tr("Choose the version that holds."),
            "reason": "" if self.reason.text().strip() else self.tr("Say why this version holds."),
            "settled": self.settled.problem() if self.settled.edtf() is None else "",
        }
        return {key: fault for key, fault in faults.items() if fault}

    def write(self) -> None:
        """Settle it."""
        claim = self._view.claims[self.versions.chosen()].claim
        settle(self.session.store, self._view.point, claim, self.reason.text(), self.settled.edtf() or "")

    def _open_again(self) -> None:
        if self.try_to(lambda: reopen(self.session.store, self._view.point)):
            self.accept()
