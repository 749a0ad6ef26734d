"""The files that a dialog is to read, or the folder: their names, typed or chosen."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from tracker.formats import FORMATS
from tracker.ui.widgets.side_button import side_button


class FilesField(QLineEdit):
    """`buttons`, by which the system's dialog is asked, are to stand beside it."""

    named = Signal()
    """Others than before are named."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._named = ""
        self.setAccessibleName(self.tr("Files or folder to import"))
        self.setPlaceholderText(self.tr("A CSV or Excel file, or a folder that was exported"))
        self.editingFinished.connect(self.look)
        self.choose_button = side_button(parent, self.tr("&Choose files…"), self.choose_files)
        self.folder_button = side_button(parent, self.tr("Choose &folder…"), self.choose_folder)
        self.buttons = (self.choose_button, self.folder_button)

    def paths(self) -> list[Path]:
        """The files or folder named; several stand with ; between."""
        text = self.text().strip()
        whole = Path(os.path.expanduser(text))
        if not text:
            return []
        if os.path.exists(whole) or ";" not in text:
            return [whole]
        return [Path(os.path.expanduser(part.strip())) for part in text.split(";") if part.strip()]

    def look(self) -> None:
        """Say so if others are named now."""
        text = self.text().strip()
        if text != self._named:
            self._named = text
            self.named.emit()

    def choose_files(self) -> None:
        """Ask for files with the system's dialog."""
        suffixes = " ".join(f"*{s}" for f in FORMATS if f.read for s in f.suffixes)
        kinds = self.tr("Tables ({0})").format(suffixes) + ";;" + self.tr("All files (*)")
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Import"), str(Path.home()), kinds)
        if names:
            self.setText("; ".join(names))
            self.look()

    def choose_folder(self) -> None:
        """Ask for the folder of an export with the system's dialog."""
        name = QFileDialog.getExistingDirectory(self, self.tr("Import a folder that was exported"), str(Path.home()))
        if name:
            self.setText(name)
            self.look()
