"""One page of a PDF at a time, as a picture as wide as there is room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPalette, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from tracker.capture.snapshot_pages import LONGEST_SIDE, Picture
from tracker.ui.theme import UNIT, Theme

_PAUSE = 150
"""Milliseconds without a change of size before a page is drawn anew."""


class PdfPage(QWidget):
    """`wanted` asks for a page (counted from 0) in a width of pixels."""

    wanted = Signal(int, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked = self._pages = 0
        self._picture: Picture | None = None
        self.label = QLabel()
        self.label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.label.setMargin(UNIT)
        self.label.setAutoFillBackground(True)
        self.area = QScrollArea(self)
        self.area.setWidget(self.label)
        self.area.setWidgetResizable(True)
        self.area.setAccessibleName(self.tr("Page of the PDF"))
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.installEventFilter(self)
        self.before = QPushButton(self.tr("‹ Page before"), self)
        self.before.clicked.connect(lambda: self.go_to(self._asked - 1))
        self.after = QPushButton(self.tr("Next page ›"), self)
        self.after.clicked.connect(lambda: self.go_to(self._asked + 1))
        self.box = QSpinBox(self)
        self.box.setAccessibleName(self.tr("Page"))
        self.box.setKeyboardTracking(False)
        self.box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.box.valueChanged.connect(lambda value: self.go_to(value - 1))
        self.of = QLabel(self)
        bar = QHBoxLayout()
        bar.setContentsMargins(UNIT, UNIT // 2, UNIT, UNIT // 2)
        bar.addWidget(self.before)
        bar.addStretch(1)
        bar.addWidget(self.box)
        bar.addWidget(self.of)
        bar.addStretch(1)
        bar.addWidget(self.after)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.area, 1)
        layout.addLayout(bar)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE)
        self._later.timeout.connect(self._ask)
        self.set_theme(theme)
        self._tell()

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours; the page itself keeps its own."""
        palette = self.label.palette()
        palette.setColor(QPalette.ColorRole.Window, theme.panel)
        self.label.setPalette(palette)

    def begin(self) -> None:
        """Ask for the page wanted: there is a document."""
        self._ask()

    def clear(self) -> None:
        """No document."""
        self._later.stop()
        self._asked = self._pages = 0
        self._picture = None
        self.label.clear()
        self._tell()

    def go_to(self, number: int) -> None:
        """Show a page, counted from 0; the last if there are fewer."""
        number = max(0, min(number, self._pages - 1) if self._pages else number)
        if number != self._asked:
            self._asked = number
            self._tell()
            if self._pages:
                self._ask()

    def show_picture(self, picture: Picture) -> None:
        """Show a page as it was drawn."""
        is_other = self._picture is None or picture.number != self._picture.number
        self._picture, self._pages = picture, picture.pages
        self._asked = min(self._asked, picture.pages - 1)
        image = QImage(
            picture.data, picture.width, picture.height, 4 * picture.width, QImage.Format.Format_RGB32
        ).copy()
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self.label.setPixmap(QPixmap.fromImage(image))
        words = self.tr("Page {0} of {1}").format(f"{picture.number + 1:,}", f"{picture.pages:,}")
        self.label.setAccessibleName(words)
        if is_other:
            self.area.verticalScrollBar().setValue(0)
        self._tell()

    def _ask(self) -> None:
        room = max(200, self.area.viewport().width() - 2 * UNIT)
        self.wanted.emit(self._asked, min(LONGEST_SIDE, round(room * self.devicePixelRatioF())))

    def _tell(self) -> None:
        self.before.setEnabled(self._asked > 0)
        self.after.setEnabled(self._asked + 1 < self._pages)
        self.box.blockSignals(True)
        self.box.setRange(1, max(1, self._pages))
        self.box.setValue(self._asked + 1)
        self.box.blockSignals(False)
        self.of.setText(self.tr("of {0}").format(f"{self._pages:,}") if self._pages else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw it anew in the new width, when the width has come to rest."""
        super().resizeEvent(event)
        if self._picture is not None and event.size().width() != event.oldSize().width():
            self._later.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Page Up and Page Down go on to the next page at the end of one."""
        if watched is self.area and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            bar = self.area.verticalScrollBar()
            if event.key() == Qt.Key.Key_PageDown and bar.value() >= bar.maximum():
                self.go_to(self._asked + 1)
                return True
            if event.key() == Qt.Key.Key_PageUp and bar.value() <= bar.minimum():
                self.go_to(self._asked - 1)
                return True
        return super().eventFilter(watched, event)
