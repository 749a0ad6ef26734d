"""Picking a day: typed, dragged along a slider, or stepped to from change to change; and a day to compare it with."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from tracker.dates import last_known_day
from tracker.ui.theme import Theme
from tracker.ui.widgets.date_field import DateField
from tracker.ui.widgets.day_slider import DaySlider
from tracker.ui.widgets.flow import FlowLayout


class DayBar(QWidget):
    """`day` and `since` are ISO. With `whole`, '' stands for all time and is where it begins; else it begins today.
    `changed`: the person picked another day, or another to compare with; '' for `since` is none."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, whole: bool = False) -> None:
        super().__init__(parent)
        self._whole = whole
        self.day = "" if whole else datetime.date.today().isoformat()
        self.since = ""
        self.field = self._make_field(self.tr("As of"), self.tr("All time") if whole else self.tr("A day"))
        self.since_field = self._make_field(self.tr("Changed since"), self.tr("a day"))
        self.slider = DaySlider(theme, self, whole=whole)
        self.slider.setAccessibleName(self.tr("As of"))
        self.before, self.after = (self._make_step("‹", -1), self._make_step("›", 1))
        self.reset = QToolButton(self)
        self.reset.setProperty("look", "button")
        self.reset.setText(self.tr("All time") if whole else self.tr("Today"))
        self.reset.clicked.connect(lambda: self._pick("" if whole else datetime.date.today().isoformat()))
        upper = QWidget(self)
        self._row = row = FlowLayout(upper, gap=6)
        for part in (self._label(self.tr("As of")), self.before, self.field, self.after, self.reset):
            row.addWidget(part)
        policy = upper.sizePolicy()
        policy.setHeightForWidth(True)
        upper.setSizePolicy(policy)
        self._since_label = self._label(self.tr("Changed since"))
        lower = QHBoxLayout()
        lower.setSpacing(6)
        lower.addWidget(self.slider, 1)
        lower.addWidget(self._since_label)
        lower.addWidget(self.since_field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 0, 12, 4)
        layout.setSpacing(4)
        layout.addWidget(upper)
        layout.addLayout(lower)
        self.field.committed.connect(self._on_field)
        self.since_field.committed.connect(self._on_since)
        self.slider.moved.connect(self._on_slider)
        self.stops: tuple[QWidget, ...] = (
            self.before,
            self.field.line,
            self.after,
            self.reset,
            self.slider,
            self.since_field.line,
        )
        """What Tab visits, in its order."""
        for at, stop in pairwise(self.stops):
            QWidget.setTabOrder(at, stop)
        self._fit()
        self._show()

    def _label(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setProperty("look", "muted")
        return label

    def _make_field(self, name: str, nothing: str) -> DateField:
        field = DateField(self, flat=True)
        # The window puts in order what Tab stops at: a proxy would stay behind, as a second stop.
        field.setFocusProxy(None)  # type: ignore[arg-type]
        # Its words are those of a flat field, and it has to be seen that one can type there.
        field.line.setProperty("frame", "shown")
        field.line.setPlaceholderText(nothing)
        field.setAccessibleName(name)
        field.line.setToolTip(name)
        return field

    def _make_step(self, text: str, by: int) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        name = self.tr("Previous change (Down)") if by < 0 else self.tr("Next change (Up)")
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.clicked.connect(lambda: self.slider.step(by))
        return button

    def add(self, button: QWidget) -> None:
        """Put a button beside the others."""
        self._row.addWidget(button)
        place = self.stops.index(self.slider)
        self.stops = (*self.stops[:place], button, *self.stops[place:])

    # Days

    def set_days(self, days: Sequence[str], also: str = "") -> None:
        """Mark the days (ISO, ascending) on which something changed; the slider reaches over `also` too."""
        self.slider.set_days(days, also)
        self.slider.set_day(self.day)
        self._show()

    def _on_slider(self, day: str) -> None:
        if day != self.day:
            self.day = day
            self._show()
            self.changed.emit()

    def _on_field(self, edtf: str) -> None:
        day = last_known_day(edtf)
        self._pick(day if day or self._whole else self.day)

    def _pick(self, day: str) -> None:
        self.slider.set_day(day)
        changed, self.day = day != self.day, day
        self._show()
        if changed:
            self.changed.emit()

    def compare_with(self, day: str) -> None:
        """Compare with a day, '' for none, as if picked by hand."""
        changed, self.since = day != self.since, day
        self._show()
        if changed:
            self.changed.emit()

    def _on_since(self, edtf: str) -> None:
        self.compare_with(last_known_day(edtf))

    def _show(self) -> None:
        self.field.set_edtf(self.day)
        self.since_field.set_edtf(self.since)
        self.slider.set_since(self.since)
        own = self.slider.value()
        self.before.setEnabled(self.slider.neighbour(-1) != own)
        self.after.setEnabled(self.slider.neighbour(1) != own)

    def changeEvent(self, event: QEvent) -> None:
        """Larger text takes more room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        for field in (self.field, self.since_field):
            field.setFixedWidth(self.fontMetrics().horizontalAdvance("30 September 2025") + 24)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, words give way to the slider."""
        super().resizeEvent(event)
        needed = self._since_label.sizeHint().width() + self.since_field.width() + 200
        self._since_label.setVisible(self.width() >= needed)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.slider.set_theme(theme)
