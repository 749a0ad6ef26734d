"""The file that a dialog is to write: its name, typed or chosen, and what stands in its way."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from tracker.ui.announcing import AfterTyping
from tracker.ui.widgets.plain_label import plain_label
from tracker.ui.widgets.restyle import restyle


class TargetField(QLineEdit):
    """The dialog gives a name (`suggest`) as long as nobody else did, which `by_hand` says. `choose_button` is to stand
    beside it, and `note`, which says what is wrong, below."""

    def __init__(self, settings: QSettings, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = settings
        self.by_hand = False
        self.setAccessibleName(self.tr("File to write"))
        self.textEdited.connect(self._on_edited)
        self.choose_button = QPushButton(self.tr("Choose…"), parent)
        self.choose_button.setAutoDefault(False)
        self.note = plain_label(parent)
        self._told = AfterTyping(self.note)

    def path(self) -> Path:
        """The file or folder to write."""
        return Path(os.path.expanduser(self.text().strip()))

    def suggest(self, name: str) -> None:
        """A file of this name in the folder written to last."""
        self.setText(str(self._folder() / name))

    def choose(self, name: str) -> None:
        """What was chosen with the system's dialog."""
        self.by_hand = True
        self.setText(name)

    def keep_folder(self) -> None:
        """The next file is suggested in the folder of this one."""
        self._settings.setValue("exportFolder", str(self.path().absolute().parent))

    def wrong(self, *, folder: bool = False) -> str:
        """Why nothing can be written there, '' if it can; with `folder` it may be the name of a folder."""
        path = self.path()
        if not self.text().strip():
            return self.tr("Give the name of a file to write.")
        if "\x00" in str(path) or not os.path.isdir(path.parent):
            return self.tr("There is no folder {0}.").format(path.parent)
        if not folder and os.path.isdir(path):
            return self.tr("{0} is a folder. Give the name of a file in it.").format(path)
        return ""

    def say(self, text: str, *, warns: bool) -> None:
        """Say something in the note."""
        self.note.setText(text)
        restyle(self.note, look="warning" if warns else "muted")
        self._told.say(text if warns else "")

    def say_replaced(self) -> None:
        """Say that what stands there will be replaced."""
        self.say(self.tr("{0} exists and will be replaced.").format(self.path().name), warns=True)

    def say_busy(self) -> None:
        """Say that it could not be begun; the message bar does too, but in the window behind."""
        self.say(self.tr("Other work is under way. When it is done, press the button again."), warns=True)

    def _on_edited(self, _: str) -> None:
        self.by_hand = True

    def _folder(self) -> Path:
        kept = str(self._settings.value("exportFolder", ""))
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = Path(kept or documents or Path.home())
        return folder if folder.is_dir() else Path.home()
