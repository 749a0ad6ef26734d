"""What all forms share: rows with their faults under them, saving by keyboard, a draft that outlives Esc."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from tracker.errors import RecordError, TrackerError
from tracker.ui.announcing import announce
from tracker.ui.room import open_at
from tracker.ui.session import Session
from tracker.ui.theme import Theme
from tracker.ui.widgets.link_button import link_button
from tracker.ui.widgets.plain_label import plain_label

# What was typed in a form and not saved, by what the form is about, with the form's title. It lasts as long as its
# tracker is open.
_DRAFTS: WeakKeyDictionary[Session, dict[str, tuple[str, dict[str, Any]]]] = WeakKeyDictionary()


def unsaved(session: Session) -> tuple[str, ...]:
    """The titles of the forms in which something was typed and not saved."""
    return tuple(dict.fromkeys(title for title, _ in _DRAFTS.get(session, {}).values()))


_BETWEEN = 6
"""Under a row, where nothing is wrong with it; pixels."""


class Field(Protocol):
    """What a form needs of the widgets in it."""

    edited: SignalInstance

    def draft(self) -> Any:
        """What the person has entered, as a value that can be compared and given back."""

    def set_draft(self, draft: Any) -> None:
        """Enter it again."""


class FormDialog(QDialog):
    """A form about one thing. Subclasses add rows, and say in `check` what is missing and in `write` what to do.

    Ctrl+Enter saves; so does Enter in a one-line field when nothing is missing, and otherwise it goes on to what is.
    Esc closes; what was typed is kept and offered when the form is opened again for the same thing.
    """

    saved = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None, *, kept_as: str) -> None:
        """`kept_as` names what the form is about, for finding its draft again."""
        super().__init__(parent)
        self.session = session
        self.theme = theme
        self._kept_as = kept_as
        self._fields: dict[str, QWidget] = {}
        self._rows: dict[str, int] = {}
        self._labels: dict[str, QLabel] = {}
        self._faults: dict[str, QLabel] = {}
        self._blank: dict[str, Any] = {}
        self._told = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.banner = _Banner(self)
        self.banner.button.clicked.connect(self._start_afresh)
        self.problem = plain_label(self, "error")
        self.problem.hide()
        self.body = QWidget(self)
        self.rows = QGridLayout(self.body)
        self.rows.setContentsMargins(20, 18, 20, 8)
        self.rows.setHorizontalSpacing(12)
        self.rows.setVerticalSpacing(3)
        self.rows.setColumnStretch(1, 1)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.body)
        self.save_button = QPushButton(self.tr("&Save"), self)
        self.save_button.setDefault(True)
        # The style's own mark of a default button comes too late to be reckoned into its width.
        self.save_button.setProperty("look", "primary")
        self.save_button.clicked.connect(lambda: self.save())
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.clicked.connect(self.reject)
        self.buttons = QHBoxLayout()
        self.buttons.setContentsMargins(20, 8, 20, 16)
        self.buttons.setSpacing(8)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.cancel_button)
        self.buttons.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.banner)
        layout.addWidget(self.area, 1)
        layout.addWidget(self.problem)
        layout.addLayout(self.buttons)
        self.problem.setContentsMargins(20, 4, 20, 0)
        open_at(self, 600, 240)

    def set_theme(self, theme: Theme) -> None:
        """What opens from it is in these colours."""
        self.theme = theme

    # Building

    def add_row(self, key: str, label: str, field: QWidget, *, name: str = "") -> None:
        """A label (with its mnemonic), the field, and room for what is wrong with it."""
        row = self.rows.rowCount()
        words = QLabel(label, self.body)
        words.setBuddy(field)
        if field.focusProxy() is not None:
            # A label's letter leads only to what can have the focus; Tab passes by what has a proxy.
            field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        words.setProperty("look", "muted")
        words.setContentsMargins(0, 6, 0, 0)
        field.setAccessibleName(name or label.replace("&", ""))
        words.stackUnder(field)  # who reads the form from its beginning meets the label first
        fault = plain_label(self.body, "error")
        fault.setContentsMargins(6, 0, 0, 4)
        fault.hide()
        self.rows.addWidget(words, row, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.rows.addWidget(field, row, 1, Qt.AlignmentFlag.AlignTop)
        self.rows.addWidget(fault, row + 1, 1)
        self.rows.setRowMinimumHeight(row + 1, _BETWEEN)
        self._fields[key] = field
        self._rows[key] = row
        self._labels[key] = words
        self._faults[key] = fault
        edited = getattr(field, "edited", None)
        if edited is not None:
            edited.connect(self._on_edited)
        noticed = getattr(field, "noticed", None)
        if noticed is not None:
            notice = self.add_note("")
            notice.hide()
            noticed.connect(notice.setText)
            noticed.connect(lambda said: notice.setVisible(bool(said)))
        submitted = getattr(field, "submitted", None)
        if submitted is not None:
            submitted.connect(lambda: self._on_submitted(key))

    def show_row(self, key: str, *, visible: bool) -> None:
        """Whether a row is there at all."""
        self._fields[key].setVisible(visible)
        self._labels[key].setVisible(visible)
        self.rows.setRowMinimumHeight(self._rows[key] + 1, _BETWEEN if visible else 0)

    def add_note(self, text: str) -> QLabel:
        """A quiet sentence between the rows."""
        note = plain_label(self.body, "muted", text=text)
        note.setContentsMargins(6, 0, 0, 6)
        self.rows.addWidget(note, self.rows.rowCount(), 1)
        return note

    def begin(self) -> None:
        """To be called when all rows are there and filled: brings back what was typed before."""
        self.rows.setRowStretch(self.rows.rowCount(), 1)
        self._blank = self._entered()
        kept = self.kept()
        if kept:
            self.enter(kept)
            self.banner.say(self.tr("Here is what you typed before and did not save."), self.tr("Start afresh"))

    def kept(self) -> dict[str, Any]:
        """What was typed before and not saved, by the fields' keys; empty if nothing was."""
        return _DRAFTS.get(self.session, {}).get(self._kept_as, ("", {}))[1]

    def enter(self, kept: dict[str, Any]) -> None:
        """Type it again."""
        for key, value in kept.items():
            if key in self._fields:
                self._fields[key].set_draft(value)  # type: ignore[attr-defined]

    def _entered(self) -> dict[str, Any]:
        return {key: field.draft() for key, field in self._fields.items() if hasattr(field, "draft")}

    # What subclasses say

    def check(self) -> dict[str, str]:
        """Row -> what is missing or wrong there; empty if all can be saved."""
        return {}

    def write(self) -> None:
        """Save by calling an operation. A TrackerError is shown in the form, at its row if it names one."""
        raise NotImplementedError

    # Saving

    def save(self, *, close: bool = True) -> bool:
        """Save if nothing is wrong; otherwise say what is, at its place."""
        self._told = True
        faults = self.check()
        self.show_faults(faults)
        if faults:
            first = next(key for key in self._fields if key in faults)
            self._go_to(first)
            announce(self._fields[first], faults[first], urgent=True)
            return False
        if not self.try_to(self.write):
            return False
        self._forget_draft()
        self.saved.emit()
        if close:
            self.accept()
        return True

    def try_to(self, action: Callable[[], object]) -> bool:
        """Run what may be refused. A refusal is shown here, not in the window behind."""
        self.problem.hide()
        try:
            action()
        except TrackerError as error:
            self.show_refusal(error)
            return False
        return True

    def show_refusal(self, error: Exception) -> None:
        """Say why it was not saved, at its row if there is one."""
        field = error.field if isinstance(error, RecordError) else ""
        if field in self._faults:
            self.show_faults({field: str(error)})
            self._go_to(field)
        else:
            self.problem.setText(str(error))
            self.problem.show()
        announce(self, str(error), urgent=True)

    def show_faults(self, faults: dict[str, str]) -> None:
        """Say at each row what is wrong there."""
        for key, label in self._faults.items():
            label.setText(faults.get(key, ""))
            label.setVisible(key in faults)

    def _go_to(self, key: str) -> None:
        field = self._fields[key]
        go = getattr(field, "focus_fault", None)
        if go is not None:
            go()
        else:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.area.ensureWidgetVisible(field)

    def _on_edited(self) -> None:
        self.problem.hide()
        if self._told:
            self.show_faults(self.check())

    def _on_submitted(self, key: str) -> None:
        faults = self.check()
        if not faults:
            self.save()
            return
        keys = list(self._fields)
        later = [k for k in keys[keys.index(key) + 1 :] if k in faults]
        if later:
            self._go_to(later[0])
        else:
            self.save()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter saves, wherever the focus is."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.save()
        else:
            super().keyPressEvent(event)

    # The draft

    def is_touched(self) -> bool:
        """Whether the person has entered something that is not saved."""
        return self._entered() != self._blank

    def reject(self) -> None:
        """Close. What was typed is kept for the next time."""
        if self.is_touched():
            _DRAFTS.setdefault(self.session, {})[self._kept_as] = (self.windowTitle(), self._entered())
            said = self.tr("Not saved. What you typed is there when “{0}” is opened again.")
            self.session.message.emit(said.format(self.windowTitle()), "message")
        else:
            self._forget_draft()
        super().reject()

    def closeEvent(self, event: QEvent) -> None:
        """The window's own close button does what Esc does: nothing, while the form stays."""
        if self.isVisible():
            self.reject()
        event.setAccepted(not self.isVisible())

    def _forget_draft(self) -> None:
        _DRAFTS.get(self.session, {}).pop(self._kept_as, None)

    def _start_afresh(self) -> None:
        self._forget_draft()
        self.clear()

    def clear(self) -> None:
        """Empty the form as it was when first opened."""
        self._told = False
        for key, value in self._blank.items():
            self._fields[key].set_draft(value)  # type: ignore[attr-defined]
        self.show_faults({})
        self.problem.hide()
        self.banner.hide()
        next(iter(self._fields.values())).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """The first field is ready to be typed in, and the form as high as it needs."""
        super().showEvent(event)
        self.body.installEventFilter(self)
        QTimer.singleShot(0, self, self._fit)
        if self.focusWidget() in (None, self.save_button, self.cancel_button):
            next(iter(self._fields.values())).setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Rows came or grew: so does the form."""
        if watched is self.body and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Grow as high as the rows need, within the screen. It never shrinks under somebody's hands."""
        others = self.buttons.sizeHint().height() + (self.banner.sizeHint().height() if self.banner.isVisible() else 0)
        others += self.problem.sizeHint().height() if self.problem.isVisible() else 0
        width = self.area.viewport().width()
        rows = self.rows
        wanted = rows.totalHeightForWidth(width) if rows.hasHeightForWidth() else rows.totalSizeHint().height()
        wanted += others
        height = min(wanted, self.screen().availableGeometry().height() - 60)
        if height > self.height():
            self.resize(self.width(), height)


class _Banner(QFrame):
    """A sentence and a button over the form."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "message")
        self._words = plain_label(self)
        self.button = link_button(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 6, 16, 6)
        layout.addWidget(self._words, 1)
        layout.addWidget(self.button)
        self.hide()

    def say(self, text: str, button: str) -> None:
        """Show a sentence and what can be done about it."""
        self._words.setText(text)
        self.button.setText(button)
        self.show()
