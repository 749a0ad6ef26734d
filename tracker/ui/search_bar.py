"""The search box: fields drawn as tokens, completion as you type, faults underlined where they are."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QPoint, QRect, QStringListModel, Qt, QTimer
from PySide6.QtGui import (
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextFormat,
)
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QHBoxLayout, QStyledItemDelegate, QWidget

from tracker import query
from tracker.errors import QueryError
from tracker.store import Store
from tracker.ui.announcing import announce
from tracker.ui.jobs import FIRST
from tracker.ui.session import Session
from tracker.ui.theme import Theme
from tracker.ui.widgets.line import Line
from tracker.ui.widgets.plain_label import plain_label

_ERROR_PAUSE_MS = 500
_FIELD_HINT = "  —  "
_MOST = 12
"""Completions offered."""


class SearchLine(Line):
    """A line whose parts can be given colours and underlines."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setMinimumHeight(34)
        self.setClearButtonEnabled(False)
        self._make_room()

    def _make_room(self) -> None:
        """At the left for the lens and at the right for the shortcut."""
        self.setTextMargins(22, 0, max(44, self.fontMetrics().horizontalAdvance("Ctrl+F") + 8), 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._make_room()

    def mark(self, error: tuple[int, int] | None = None) -> None:
        """Draw the fields of the text as tokens, and underline `error` (start, end)."""
        attributes: list[QInputMethodEvent.Attribute] = []
        cursor = self.cursorPosition()

        def add(start: int, end: int, form: QTextFormat) -> None:
            # Positions are told from the cursor: the only way a QLineEdit takes formats is as an input method's.
            attributes.append(
                QInputMethodEvent.Attribute(
                    QInputMethodEvent.AttributeType.TextFormat, start - cursor, end - start, form
                )
            )

        for token in query.tokens(self.text()):
            if token.kind == "field" and token.field in query.BY_NAME:
                form = QTextCharFormat()
                form.setBackground(self.theme.accent_soft)
                form.setForeground(self.theme.accent)
                add(token.start, token.end, form)
            elif token.kind in ("or", "not", "and", "open", "close"):
                form = QTextCharFormat()
                form.setForeground(self.theme.muted)
                add(token.start, token.end, form)
        if error is not None:
            form = QTextCharFormat()
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            form.setUnderlineColor(self.theme.error)
            form.setForeground(self.theme.error)
            add(error[0], max(error[1], error[0] + 1), form)
        QCoreApplication.sendEvent(self, QInputMethodEvent("", attributes))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = painter.pen()
        pen.setColor(self.theme.muted)
        pen.setWidthF(1.4)
        painter.setPen(pen)
        middle = self.height() / 2
        painter.drawEllipse(QRect(11, int(middle) - 6, 8, 8))
        painter.drawLine(18, int(middle) + 1, 22, int(middle) + 5)
        if not self.hasFocus():
            painter.setPen(self.theme.muted)
            font = self.font()
            font.setPointSizeF(font.pointSizeF() * 0.85)
            painter.setFont(font)
            painter.drawText(
                self.rect().adjusted(0, 0, -12, 0),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                "Ctrl+F",
            )


class SearchBar(QWidget):
    """Sends what is typed to the session, and shows the session's search when another view changed it."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.theme = theme
        self.line = SearchLine(theme, self)
        self.line.setPlaceholderText(self.tr("Search events, quotes and sources: concern:privacy after:2025-03 …"))
        self.line.setAccessibleName(self.tr("Search"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line)
        self._sending = False
        self._error: QueryError | None = None
        self._note = plain_label(self.window())
        self._note.setMargin(8)
        self._note.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_ERROR_PAUSE_MS)
        self._pause.timeout.connect(self._show_note)
        self.line.textEdited.connect(self._on_edited)
        self.line.cursorPositionChanged.connect(lambda *_: self._mark())
        self.line.returnPressed.connect(self._on_return)
        self.line.installEventFilter(self)
        session.search_changed.connect(self._on_changed_elsewhere)
        session.search_failed.connect(self._on_failed)
        self._dress()

    def focus(self) -> None:
        """Go to the box, with all of it selected."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.theme = self.line.theme = theme
        self._dress()
        self._mark()

    def _dress(self) -> None:
        self._note.setStyleSheet(
            f"background: {self.theme.error_soft.name()}; color: {self.theme.error.name()};"
            f"border: 1px solid {self.theme.error.name()}; border-radius: 6px;"
        )

    def eventFilter(self, watched: object, event: object) -> bool:
        """Esc empties the box; Down offers completions."""
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape and self.line.text():
                self.line.clear()
                self._on_edited("")
                return True
            if event.key() == Qt.Key.Key_Down and self.completions is None:
                self._offer()
                return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_note()

    # What is typed

    def _on_edited(self, text: str) -> None:
        self._send(while_typing=True)
        self._mark()
        if text:
            self._offer()
        else:
            self._show_offers([])

    def _on_return(self) -> None:
        self._show_offers([])
        self._send(while_typing=False)
        if self._error is not None:
            self._show_note()

    def _send(self, *, while_typing: bool) -> None:
        self._clear_error()
        self._sending = True
        self.session.search(self.line.text(), while_typing=while_typing)
        self._sending = False

    def _on_changed_elsewhere(self, text: str) -> None:
        # What is being typed here is never replaced by its own echo.
        if not self._sending:
            self._clear_error()
            self.line.setText(text)
            self._mark()

    def _on_failed(self, error: QueryError) -> None:
        if error.text != self.line.text():
            self.session.fail(error)
            return
        self._error = error
        self._note.setText(str(error))
        self.line.setAccessibleDescription(str(error))
        self._mark()
        self._pause.start()

    def _clear_error(self) -> None:
        self._error = None
        self._pause.stop()
        self._note.hide()
        self.line.setAccessibleDescription("")

    def _mark(self) -> None:
        self.line.mark((self._error.start, self._error.end) if self._error else None)

    def _show_note(self) -> None:
        if self._error is not None:
            self._note.setParent(self.window())
            self._place_note()
            self._note.show()
            self._note.raise_()
            announce(self.line, self._note.text(), urgent=True)

    def _place_note(self) -> None:
        self._note.setFixedWidth(self.line.width())
        self._note.adjustSize()
        self._note.move(self.line.mapTo(self.window(), QPoint(0, self.line.height() + 4)))

    # Completion

    @cached_property
    def _completer(self) -> QCompleter:
        """Made when first used: its list takes a while to make, and the window opens without it."""
        made = QCompleter(QStringListModel(self), self)
        made.setMaxVisibleItems(_MOST)
        made.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        made.setWidget(self.line)
        made.activated.connect(self._put)
        popup = made.popup()
        assert popup is not None
        popup.setProperty("look", "completions")
        popup.setItemDelegate(QStyledItemDelegate(popup))  # the completer's own takes no room from the style
        popup.setAccessibleName(self.tr("Completions"))
        return made

    @property
    def completions(self) -> QAbstractItemView | None:
        """The list of completions, if it is open."""
        popup = self._completer.popup() if "_completer" in self.__dict__ else None
        return popup if popup is not None and popup.isVisible() else None

    def _offer(self) -> None:
        text, cursor = self.line.text(), self.line.cursorPosition()
        asked = query.complete(text, cursor)
        if not asked.field:
            names = [
                f"{field.name}:{_FIELD_HINT}{self.tr(field.help)}"
                for field in query.FIELDS
                if field.name.startswith(asked.prefix.lower()) and asked.prefix
            ]
            self._show_offers(names[:_MOST])
            return
        field = query.BY_NAME[asked.field]
        if text[:cursor].endswith(":"):
            self._show_offers([])  # the names of fields, until its values are there
        known = [v for v in field.values if query.fold(v).startswith(query.fold(asked.prefix))]

        def read(store: Store) -> list[str]:
            return store.completions(field.name, asked.prefix)

        def show(found: list[str]) -> None:
            if self.line.text() == text:
                both = list(dict.fromkeys(found + ([] if found else known))) if not field.closed else known
                self._show_offers(both[:_MOST] if both != [asked.prefix] else [])

        self.session.reader.request("completion", read, show, lambda _: None, rank=FIRST)

    def _show_offers(self, offers: list[str]) -> None:
        if not offers or not self.line.hasFocus():
            if self.completions is not None:
                self.completions.hide()
            return
        model = self._completer.model()
        assert isinstance(model, QStringListModel)
        model.setStringList(offers)
        self._completer.complete(QRect(0, 0, min(self.line.width(), 560), self.line.height() + 2))
        # None is chosen until Down chooses it: Enter means what is typed.
        if self.completions is not None:
            self.completions.setCurrentIndex(QModelIndex())

    def _put(self, offer: str) -> None:
        text = self.line.text()
        asked = query.complete(text, self.line.cursorPosition())
        value = query.quote(offer) + " " if asked.field else offer.split(_FIELD_HINT)[0]
        after = text[asked.end :].lstrip() if value.endswith(" ") else text[asked.end :]
        self.line.setText(text[: asked.start] + value + after)
        self.line.setCursorPosition(asked.start + len(value))
        self._on_edited(self.line.text())
