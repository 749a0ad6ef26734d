"""A field for a term of an open vocabulary: shown with its first letter raised, kept as the vocabulary has it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics
from PySide6.QtWidgets import QSizePolicy, QWidget

from tracker.query import fold
from tracker.ui.strings import term
from tracker.ui.widgets.choices import Choices
from tracker.ui.widgets.completing import CompletingField


class TermField(CompletingField):
    """`term()` is the known term that the text names (letter case aside), else the text as typed."""

    term_committed = Signal(object)
    noticed = Signal(str)
    """What is to be known of the term as it now stands: that it is new, or nothing."""

    def __init__(
        self, choices: Choices, parent: QWidget | None = None, *, flat: bool = False, fits_text: bool = False
    ) -> None:
        super().__init__(choices, parent, eager=True, flat=flat)
        self._kept = ""
        self._fits_text = fits_text
        if fits_text:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            self.edited.connect(self.updateGeometry)
        self.committed.connect(self._on_committed)
        self.edited.connect(self._notice)

    def term(self) -> str:
        """The term meant."""
        if not self.is_changed():
            return self._kept
        text = self.text()
        known = self.value()
        if isinstance(known, str):
            return known
        if any(choice.value == text for _, choice in self.offered()):
            return text
        wanted = fold(text.strip())
        for folded, choice in self.offered():
            if folded.strip() == wanted and isinstance(choice.value, str):
                return choice.value
        return text

    def set_term(self, text: str) -> None:
        """Show a term."""
        self._kept = text
        self.set_text(term(text))
        self.updateGeometry()

    def notice(self) -> str:
        """What is to be known of a term that nothing bears yet, as a slip of the pen would be; '' of one that is known.

        While one types and known terms fit, nothing is said."""
        typed = self.text().strip()
        # What is kept is known, and is not looked up: a window that closes leaves the field when the tracker is closed.
        if not typed or typed == term(self._kept) or (self.hasFocus() and self.listed()):
            return ""
        meant = self.term()
        if any(choice.value == meant for _, choice in self.offered()):
            return ""
        return self.tr("“{0}” is new here, and is offered from now on.").format(typed)

    def _notice(self) -> None:
        self.noticed.emit(self.notice())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What stands there is what is meant."""
        super().focusOutEvent(event)
        self._notice()

    def _on_committed(self, _: str) -> None:
        wanted = self.term()
        if wanted == self._kept:
            self.set_term(self._kept)
        else:
            self.term_committed.emit(wanted)

    def sizeHint(self) -> QSize:
        """As wide as its text, if it is to fit it."""
        if not self._fits_text:
            return super().sizeHint()
        text = self.toPlainText() or self.placeholderText()
        around = self.contentsMargins()
        frame = round(2 * self.document().documentMargin()) + around.left() + around.right() + 14
        width = QFontMetrics(self.font()).size(Qt.TextFlag.TextSingleLine, text[:80]).width() + frame
        return QSize(min(width, 320), self.minimumHeight())
