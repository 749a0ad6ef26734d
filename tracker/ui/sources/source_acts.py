"""What can be done with a source, wherever it is shown: read it, correct it, compare its versions, open its address."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from tracker.dates import style_for
from tracker.records import Id
from tracker.store.dossier import AnySource
from tracker.ui.detail.wording import tr
from tracker.ui.session import Session
from tracker.ui.theme import Theme
from tracker.ui.web_links import open_link


class SourceActs(QObject):
    """Dialogs are made when asked for, over `window`."""

    def __init__(self, session: Session, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self.session = session
        self.theme = theme
        self._window = window

    def open_source(self, source: Id, citation: Id = 0) -> None:
        """Read a source, at the words of one of its citations if one is given."""
        self.session.source_asked.emit(source, citation)

    def edit_source(self, source: Id) -> None:
        """Show what is known of a source, to correct it."""
        from tracker.ui.dialogs.source_dialog import SourceDialog

        SourceDialog(self.session, self.theme, source, self._window).open()

    def show_versions(self, source: Id) -> None:
        """Show the versions of a source, and how they differ."""
        from tracker.ui.dialogs.version_dialog import VersionDialog

        VersionDialog(self.session, self.theme, source, self._window).open()

    def paste_text(self, source: Id) -> None:
        """Enter the text of a source of which none is kept."""
        from tracker.ui.dialogs.paste_text_dialog import PasteTextDialog

        PasteTextDialog(self.session, source, self.theme, self._window).open()

    def open_url(self, url: str) -> None:
        """Open an address in the browser, if it is one of the web."""
        open_link(url)

    def copy_citation(self, source: AnySource) -> None:
        """Put a source on the clipboard as others cite it."""
        from tracker.operations.copying import source_citation

        self.copy(source_citation(source, style_for(QLocale().name())))
        self.session.message.emit(tr("1 citation copied."), "message")

    def copy(self, text: str) -> None:
        """Put text on the clipboard."""
        QGuiApplication.clipboard().setText(text)
