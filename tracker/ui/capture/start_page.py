"""Where an article comes in: pasted, opened from a file, or fetched from its address when that is asked for."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from PySide6.QtCore import QMimeData, Qt, QUrl, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from tracker.ui.announcing import announce
from tracker.ui.motion import WorkBar
from tracker.ui.widgets.link_button import link_button
from tracker.ui.widgets.plain_text import PlainTextField, read
from tracker.ui.widgets.restyle import restyle

_ARTICLE = 280
"""Characters of which something pasted is taken to be an article, and read at once."""
_LONG = 200_000
"""Characters of which a text is read at once with what stands around it: it is too long to be typed in."""
_HOST = r"[a-z0-9-]+(?:\.[a-z0-9-]+)+"
_ADDRESS = re.compile(rf"https?://\S{{3,2000}}|www\.{_HOST}|{_HOST}/\S{{0,2000}}", re.IGNORECASE)


def address_in(text: str) -> str:
    """The web address that a text is, with its scheme; '' if it is anything else."""
    if len(text) > 2_100:
        return ""
    text = text.strip()
    if not _ADDRESS.fullmatch(text):
        return ""
    return text if re.match("https?://", text, re.IGNORECASE) else f"https://{text}"


def host_asked(url: str) -> str:
    """The host that fetching an address asks first, as it is said to people; '' if it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


class PasteField(PlainTextField):
    """As large as there is room. A pasted article does not go through it: `pasted` carries its text, whatever its
    length. `dropped` carries the path of a file."""

    pasted = Signal(object)
    dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, one_line=False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(120)

    def _grow(self) -> None:
        """It has the room there is."""

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802
        """Text, or a file."""
        return source.hasText() or bool(_file_in(source))

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802
        """An article is read at once, a file opened; the rest is text to go on typing in."""
        path = _file_in(source)
        if path:
            self.dropped.emit(path)
            return
        text, cursor = source.text(), self.textCursor()
        selected = cursor.selectedText()
        if len(text) >= _ARTICLE and not self.document().toRawText().replace(selected, "", 1).strip():
            self.pasted.emit(text)
        elif len(text) >= _LONG:
            before, after = (0, cursor.selectionStart()), (cursor.selectionEnd(), self.document().characterCount() - 1)
            self.pasted.emit(self._part(*before) + text + self._part(*after))
        else:
            super().insertFromMimeData(source)

    def _part(self, start: int, end: int) -> str:
        """What stands between two places of the document."""
        part = self.document().clone()
        cursor = QTextCursor(part)
        cursor.setPosition(end)
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        cursor.setPosition(0)
        cursor.setPosition(start, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        return read(part)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter after an address goes on; in a text it begins a line."""
        plain = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
        if plain and self.document().blockCount() == 1 and address_in(self.text()):
            self.submitted.emit()
        else:
            super().keyPressEvent(event)


class StartPage(QWidget):
    """`text_given`, `file_given` and `fetch_asked` say what to read; `say` tells how that goes.

    Its buttons `open` and `go_on` have no place in it: the dialog puts them beside its own.
    """

    text_given = Signal(object)
    file_given = Signal(object)
    fetch_asked = Signal(str)
    stop_asked = Signal()
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._address = ""
        self.heading = QLabel(self.tr("Paste an article, or its address"), self)
        self.heading.setProperty("look", "section")
        self.field = PasteField(self)
        self.field.setAccessibleName(self.tr("Article, or its address"))
        self.field.setPlaceholderText(
            self.tr(
                "Ctrl+V pastes an article's text, or the address of its page. A saved page, a PDF or a text file can"
            )
            + " "
            + self.tr("be dropped here, or opened.")
        )
        self.says = QLabel(self)
        self.says.setWordWrap(True)
        self.says.setMinimumHeight(self.says.fontMetrics().height())
        self.progress = WorkBar(self)
        self.progress.setMaximumHeight(8)
        self.progress.setAccessibleName(self.tr("Progress"))
        self.stop = link_button(self, self.tr("Stop"))
        self.open = QPushButton(self.tr("Open &file…"), self)
        self.go_on = QPushButton(self.tr("&Continue"), self)
        self.go_on.setProperty("look", "primary")
        for button in (self.open, self.go_on):
            button.setAutoDefault(False)
        working = QHBoxLayout()
        working.addWidget(self.says, 1)
        working.addWidget(self.stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 8)
        layout.setSpacing(8)
        layout.addWidget(self.heading)
        layout.addWidget(self.field, 1)
        layout.addWidget(self.progress)
        layout.addLayout(working)
        self.setFocusProxy(self.field)
        self.field.edited.connect(self._on_edited)
        self.field.submitted.connect(self.use)
        self.field.pasted.connect(self.text_given)
        self.field.dropped.connect(self.file_given)
        self.open.clicked.connect(self.choose_file)
        self.go_on.clicked.connect(self.use)
        self.stop.clicked.connect(self.stop_asked)
        self.rest()

    def use(self) -> None:
        """Read what was typed: fetch an address, take a text as it is."""
        if not self.go_on.isEnabled():
            return
        if self._address:
            self.fetch_asked.emit(self._address)
        else:
            self.text_given.emit(self.field.text())

    def choose_file(self) -> None:
        """Ask for a file with the system's dialog."""
        kinds = self.tr("Pages, PDFs and texts ({0})").format("*.html *.htm *.xhtml *.mhtml *.mht *.pdf *.txt *.md")
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Capture article"), str(Path.home()), f"{kinds};;{self.tr('All files (*)')}"
        )
        if name:
            self.file_given.emit(Path(name))

    def say(self, text: str, look: str = "muted") -> None:
        """A sentence under the field."""
        self.says.setText(text)
        restyle(self.says, look=look)
        announce(self.says, text, urgent=look == "error")

    def work(self, text: str) -> None:
        """Something is under way."""
        self.say(text)
        for widget in (self.field, self.open, self.go_on):
            widget.setEnabled(False)
        self.progress.tell(0, 0)
        self.progress.show()
        self.stop.show()
        self.stop.setFocus()

    def rest(self) -> None:
        """Nothing is under way."""
        had = self.stop.hasFocus()
        for widget in (self.field, self.open):
            widget.setEnabled(True)
        self.progress.hide()
        self.stop.hide()
        self.offer()
        if had:
            self.field.setFocus()

    def _on_edited(self) -> None:
        self.offer()
        self.edited.emit()

    def offer(self) -> None:
        """Say what going on would do."""
        short = self.field.document().characterCount() < 2_200
        self._address = address_in(self.field.text()) if short else ""
        host = host_asked(self._address)
        if not host:
            self._address = ""
        self.go_on.setText(
            self.tr("&Continue: fetch from {0}").format(host.replace("&", "&&")) if host else self.tr("&Continue")
        )
        self.go_on.setEnabled(bool(self._address) or not short or bool(self.field.text().strip()))
        if host:
            self.say(
                self.tr("Fetching asks {0} for the page. Nothing is fetched until you continue (Ctrl+Enter).").format(
                    host
                )
            )
        else:
            self.say(self.tr("Nothing is saved until you have seen what would be."))

    def draft(self) -> Any:
        """What was typed."""
        return self.field.text()

    def set_draft(self, draft: Any) -> None:
        """Type it again."""
        self.field.set_draft(draft)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome beside the field too."""
        if _file_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the file."""
        path = _file_in(event.mimeData())
        if path:
            self.file_given.emit(path)


def _file_in(data: QMimeData) -> Path | None:
    urls: list[QUrl] = data.urls() if data.hasUrls() else []
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
