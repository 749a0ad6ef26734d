"""The head of the detail pane: type, standing, noteworthy, title. All but the standing are edited in place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from tracker import vocabulary
from tracker.store import Store
from tracker.store.dossier import Dossier
from tracker.ui.detail import wording
from tracker.ui.theme import Theme
from tracker.ui.widgets import choices
from tracker.ui.widgets.flow import FlowLayout
from tracker.ui.widgets.plain_text import PlainTextField
from tracker.ui.widgets.term_field import TermField


class Mark(QWidget):
    """The colour of a family of event types. The word beside it says the same."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.family = "other"

    def sizeHint(self) -> QSize:
        """A small square with room at its left."""
        return QSize(15, 12)

    minimumSizeHint = sizeHint

    def paintEvent(self, _: QPaintEvent) -> None:
        """A rounded square."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.family_colour(self.family))
        painter.drawRoundedRect(QRectF(5, (self.height() - 9) / 2 + 0.5, 9, 9), 2, 2)


class Words(QLabel):
    """Text that wraps where it must, and asks for the width of one line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def sizeHint(self) -> QSize:
        """One line."""
        around = self.contentsMargins()
        width = self.fontMetrics().horizontalAdvance(self.text()) + around.left() + around.right() + 2
        return QSize(width, self.heightForWidth(width))


class Header(QWidget):
    """`changed` carries the name of a field of the event and its new value."""

    changed = Signal(str, object)

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._standing = ""
        self.mark = Mark(theme, self)
        self.type = TermField(choices.terms(store, "event_type"), self, flat=True, fits_text=True)
        self.type.setAccessibleName(self.tr("Type"))
        self.type.setProperty("tone", "muted")
        self.standing = Words(self)
        self.standing.setProperty("look", "muted")
        self.star = QToolButton(self)
        self.star.setCheckable(True)
        self.star.setProperty("look", "star")
        self.star.setAccessibleName(self.tr("Noteworthy"))
        self.title = PlainTextField(self, flat=True)
        self.title.setAccessibleName(self.tr("Title"))
        self.title.setProperty("textSize", "title")

        line = QWidget(self)
        flow = FlowLayout(line, gap=0, row_gap=0)
        marked = QWidget(line)
        pair = QHBoxLayout(marked)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(0)
        pair.addWidget(self.mark)
        pair.addWidget(self.type)
        flow.addWidget(marked)
        flow.addWidget(self.standing)
        policy = line.sizePolicy()
        policy.setHeightForWidth(True)
        line.setSizePolicy(policy)
        line.installEventFilter(self)
        self._line = line
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(4)
        top.addWidget(line, 1)
        top.addWidget(self.star, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addWidget(self.title)
        self.title.committed.connect(lambda text: self.changed.emit("title", text))
        self.type.term_committed.connect(lambda text: self.changed.emit("type", text))
        self.star.clicked.connect(lambda on: self.changed.emit("noteworthy", on))

    def show_dossier(self, dossier: Dossier, *, keep_typing: bool, written: str) -> None:
        """Show an event. With `keep_typing`, what is being typed stays, but for the field just `written`."""
        event = dossier.event
        self.mark.family = vocabulary.family(event.type, {t.name: t.family for t in self._store.terms("event_type")})
        self.mark.update()
        self.type.forget_choices()
        if not (keep_typing and self.type.is_changed() and written != "type"):
            self.type.set_term(event.type)
            self.type.set_fault(False)
        if not (keep_typing and self.title.is_changed() and written != "title"):
            self.title.set_text(event.title)
            self.title.set_fault(False)
        standing = wording.standing(view.status for view in dossier.statuses)
        self._standing = standing
        self._lead_in()
        self.standing.setVisible(bool(standing))
        self.star.setChecked(event.noteworthy)
        self.star.setText("★" if event.noteworthy else "☆")
        self.star.setToolTip(
            self.tr("Noteworthy: click to unmark") if event.noteworthy else self.tr("Mark as noteworthy")
        )

    def _lead_in(self) -> None:
        """A dot before the standing where it follows the type; below it, the type's indent."""
        room = self._line.width() - self.mark.sizeHint().width() - self.type.sizeHint().width()
        behind = self.standing.fontMetrics().horizontalAdvance(f"· {self._standing}") + 2 <= room
        self.standing.setText(f"· {self._standing}" if behind else self._standing)
        self.standing.setContentsMargins(0 if behind else 20, 0, 0, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The line of type and standing has another width."""
        if event.type() == QEvent.Type.Resize:
            self._lead_in()
        return super().eventFilter(watched, event)

    def commit(self) -> None:
        """Hand on what was typed and not yet left."""
        self.title.commit()
        self.type.commit()

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.mark.theme = theme
        self.mark.update()

    def set_writable(self, writable: bool) -> None:
        """Whether its fields can be changed."""
        for field in (self.title, self.type):
            field.setReadOnly(not writable)
        self.star.setEnabled(writable)
