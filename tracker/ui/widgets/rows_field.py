"""As many rows of the same kind as are needed: filling in the last one makes another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from tracker.ui.widgets.stops import visit_after


class Row(QWidget):
    """What a row must be able to tell. Its focus proxy is its first field."""

    edited = Signal()
    submitted = Signal()

    def is_empty(self) -> bool:
        """Nothing was entered."""
        raise NotImplementedError

    def fault(self) -> str:
        """What is missing or wrong; '' if it can be saved or is empty."""
        raise NotImplementedError

    def set_number(self, number: int) -> None:
        """It is this row of the field, counted from 1."""
        self.setAccessibleName(self.tr("Row {0}").format(number))

    def draft(self) -> Any:
        """What was entered."""
        raise NotImplementedError

    def set_draft(self, draft: Any) -> None:
        """Enter it again."""
        raise NotImplementedError


R = TypeVar("R", bound=Row)


class RowsField(QWidget, Generic[R]):
    """`least` rows stand there from the start. A cross at the end of a filled row removes it."""

    edited = Signal()
    submitted = Signal()

    def __init__(self, make: Callable[[], R], parent: QWidget | None = None, *, least: int = 1) -> None:
        super().__init__(parent)
        self._make = make
        self._least = least
        self.rows: list[R] = []
        self.crosses: list[QToolButton] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._fill_up()

    def filled(self) -> list[R]:
        """The rows in which something was entered."""
        return [row for row in self.rows if not row.is_empty()]

    def fault(self) -> str:
        """What is wrong in the first row that is not right; '' if all are."""
        return next((row.fault() for row in self.rows if row.fault()), "")

    def focus_fault(self) -> None:
        """Go to the first row that is not right, or to the first of all."""
        next((row for row in self.rows if row.fault()), self.rows[0]).setFocus()

    def draft(self) -> Any:
        """What was entered."""
        return tuple(row.draft() for row in self.filled())

    def set_draft(self, draft: Any) -> None:
        """Enter it again in place of what stands there."""
        standing = len(self.rows)
        # They come before those go, after which Tab visits them.
        for _ in range(max(1, self._least)):
            self._add()
        for _ in range(standing):
            self._take(0)
        self.setFocusProxy(self.rows[0])
        self._number()
        for number, entered in enumerate(draft):
            # Filling in a row makes the next one.
            self.rows[number].set_draft(entered)

    def _fill_up(self) -> None:
        while len(self.rows) < self._least or not any(row.is_empty() for row in self.rows):
            self._add()

    def _add(self) -> None:
        after = self.crosses[-1] if self.crosses else None
        row = self._make()
        line = QWidget(self)
        row.setParent(line)
        cross = QToolButton(line)  # after the row: so does Tab come by
        cross.setText("×")
        cross.setAccessibleName(self.tr("Remove this row"))
        cross.setToolTip(self.tr("Remove this row"))
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(row, 1, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)
        policy = cross.sizePolicy()
        # Its room is kept, so that nothing jumps when it appears.
        policy.setRetainSizeWhenHidden(True)
        cross.setSizePolicy(policy)
        cross.hide()
        row.edited.connect(self._on_edited)
        row.submitted.connect(self.submitted)
        cross.clicked.connect(lambda: self._remove(row))
        if not self.rows:
            self.setFocusProxy(row)
        self.rows.append(row)
        self.crosses.append(cross)
        self._layout.addWidget(line)
        line.show()
        # A row that comes later is visited after those before it, not after all else in the window.
        if after is not None:
            # With all that is in it: left behind, it would take Tab from the last button to its own first field.
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # else Qt leaves it where it is
            visit_after(after, (row, cross))
        self._number()

    def _number(self) -> None:
        for number, row in enumerate(self.rows, 1):
            row.set_number(number)

    def _take(self, place: int) -> None:
        row = self.rows.pop(place)
        self.crosses.pop(place)
        line = row.parentWidget()
        assert line is not None
        self._layout.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _remove(self, row: R) -> None:
        place = self.rows.index(row)
        line = row.parentWidget()
        focus = QApplication.focusWidget()
        held = focus is not None and line is not None and line.isAncestorOf(focus)
        self._take(place)
        self._fill_up()
        self.setFocusProxy(self.rows[0])
        self._number()
        if held:
            self.rows[min(place, len(self.rows) - 1)].setFocus()
        self.edited.emit()

    def _on_edited(self) -> None:
        self._fill_up()
        for row, cross in zip(self.rows, self.crosses, strict=True):
            cross.setVisible(not row.is_empty())
        self.edited.emit()
