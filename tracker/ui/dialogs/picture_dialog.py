"""A picture of the timeline for others: what is on it, on which paper, and a look at its first page."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tracker import dates
from tracker.ui.dialogs.picture_preview import PageView, Preview, reading, why_too_large
from tracker.ui.dialogs.target_field import TargetField
from tracker.ui.jobs import LATER
from tracker.ui.pictures.files import SCALES, names_of
from tracker.ui.pictures.making import Wanted, Written, make
from tracker.ui.pictures.shown import Shown, make_shown
from tracker.ui.room import roomy
from tracker.ui.session import Session
from tracker.ui.theme import Theme
from tracker.ui.timeline.lanes import GROUPINGS, grouping_name
from tracker.ui.widgets.choice_box import ChoiceBox
from tracker.ui.widgets.date_field import DateField
from tracker.ui.widgets.plain_label import plain_label

if TYPE_CHECKING:
    from tracker.ui.main_window import MainWindow

_PAUSE_MS = 200
"""How long the choices must stand still before the first page is drawn anew."""
_READ = "picture preview"


class PictureDialog(QDialog):
    """Asks what to make and where; the making goes on in the status bar."""

    def __init__(self, session: Session, theme: Theme, parent: MainWindow) -> None:
        super().__init__(parent)
        self.session = session
        self._window = parent
        self._preview: Preview | None = None
        self._problem = ""
        page = parent.timeline_page
        self._shown = Shown.by(page.timeline, page.grouping, session.search_text)
        self.seen: tuple[Wanted, bool] | None = None
        """What the preview shows, and whether as in the window."""
        self.setWindowTitle(self.tr("Picture of the timeline"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(roomy(self, 920, 640))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._read)
        self._build_choices()
        self._build_target()
        self.page = PageView(theme, self)
        self.page.setAccessibleName(self.tr("The first page"))
        self.words = plain_label(self)
        self._lay_out()
        self._connect()
        self._suggest()
        self._changed()
        self.what.setFocus()

    # Building

    def _build_choices(self) -> None:
        tr = self.tr
        self.what = ChoiceBox(
            [
                ("whole", tr("The whole timeline")),
                ("days", tr("Some of its days")),
                ("shown", tr("As shown in the window")),
            ],
            self,
        )
        self.first, self.last = DateField(self), DateField(self)
        self.first.line.setAccessibleName(tr("From"))
        self.last.line.setAccessibleName(tr("Until"))
        self.kind = ChoiceBox([("pdf", tr("PDF")), ("svg", tr("SVG")), ("png", tr("PNG"))], self)
        self.scale = ChoiceBox([(str(n), tr("{0}× the screen’s resolution").format(n)) for n in SCALES], self)
        self.scale.set_value("2")
        self.paper = ChoiceBox([("a4", "A4"), ("a3", "A3"), ("letter", tr("Letter")), ("tabloid", tr("Tabloid"))], self)
        self.way = ChoiceBox([("landscape", tr("Landscape")), ("portrait", tr("Portrait"))], self)
        self.lanes = ChoiceBox([(grouping, grouping_name(grouping)) for grouping in GROUPINGS], self)
        self.lanes.set_value(self._window.timeline_page.grouping)
        store = self.session.store
        self.title = QLineEdit(store.title, self)
        self.legend = QCheckBox(tr("A legend of the marks"), self)
        self.legend.setChecked(True)
        self.grey = QCheckBox(tr("Black and white, with a letter for each kind"), self)
        kept = self._window.settings.value("picturePaper", "")
        if kept in self.paper.values:
            self.paper.set_value(str(kept))

    def _build_target(self) -> None:
        self.target = TargetField(self._window.settings, self)
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        self.cancel_button.setAutoDefault(False)
        self.make_button = QPushButton(self.tr("Make picture"), self)
        self.make_button.setDefault(True)

    def _lay_out(self) -> None:
        tr = self.tr
        self.form = QFormLayout()
        self.form.setVerticalSpacing(8)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows: tuple[tuple[str, QWidget], ...] = (
            (tr("&What"), self.what),
            (tr("&From"), self.first),
            (tr("&Until"), self.last),
            (tr("&Lanes by"), self.lanes),
            (tr("T&itle"), self.title),
            (tr("File t&ype"), self.kind),
            (tr("&Size"), self.scale),
            (tr("&Paper"), self.paper),
            (tr("&Orientation"), self.way),
        )
        for name, field in rows:
            self.form.addRow(name, field)
            field.setAccessibleName(name.replace("&", ""))
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(self.form)
        left.addSpacing(8)
        left.addWidget(self.legend)
        left.addWidget(self.grey)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(self.page, 1)
        right.addWidget(self.words)
        upper = QHBoxLayout()
        upper.setSpacing(24)
        upper.addLayout(left, 2)
        upper.addLayout(right, 3)
        file = QGridLayout()
        file.setHorizontalSpacing(8)
        heading = QLabel(tr("Fil&e"), self)
        heading.setProperty("look", "section")
        heading.setBuddy(self.target)
        file.addWidget(heading, 0, 0, 1, 2)
        file.addWidget(self.target, 1, 0)
        file.addWidget(self.target.choose_button, 1, 1)
        file.addWidget(self.target.note, 2, 0, 1, 2)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.make_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(upper, 1)
        layout.addLayout(file)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        for box in (self.what, self.kind, self.scale, self.paper, self.way, self.lanes):
            box.currentIndexChanged.connect(self._changed)
        self.kind.currentIndexChanged.connect(self._suggest)
        for field in (self.first, self.last):
            field.edited.connect(self._changed)
        self.title.textEdited.connect(self._changed)
        self.legend.toggled.connect(self._changed)
        self.grey.toggled.connect(self._changed)
        self.target.textEdited.connect(self._on_named)
        self.target.textChanged.connect(self._judge)
        self.target.choose_button.clicked.connect(self.choose)
        self.cancel_button.clicked.connect(self.reject)
        self.make_button.clicked.connect(self.start)

    # Choosing

    @property
    def as_shown(self) -> bool:
        """Whether it is to be as in the window."""
        return self.what.value() == "shown"

    def wanted(self) -> Wanted:
        """What is asked for as the dialog stands."""
        first = last = None
        if self.what.value() == "days":
            begin, end = dates.bounds(self.first.edtf() or "")[0], dates.bounds(self.last.edtf() or "")[1]
            first = dates.to_ordinal(begin) if begin else None
            last = dates.to_ordinal(end) if end else None
        page, grouping = self._window.timeline_page, self.lanes.value()
        plain = Wanted()
        return Wanted(
            self.session.search_text,
            grouping,
            self.title.text(),
            first,
            last,
            self.paper.value(),
            self.way.value() == "landscape",
            self.grey.isChecked(),
            self.legend.isChecked(),
            page.arranging.current if grouping == page.grouping else plain.arrangement,
        )

    def _changed(self) -> None:
        days, png = self.what.value() == "days", self.kind.value() == "png"
        for field, used in ((self.first, days), (self.last, days), (self.scale, png), (self.lanes, not self.as_shown)):
            self.form.setRowVisible(field, used)
        paper = self.kind.value() == "pdf" or not self.as_shown
        for field in (self.paper, self.way):
            self.form.setRowVisible(field, paper)
        self._pause.start()
        self._judge()

    def _suggest(self) -> None:
        """A file's name, as long as nobody gave one; its end follows the kind chosen."""
        if self.target.by_hand:
            path = self.target.path()
            if path.suffix.lower().lstrip(".") in self.kind.values:
                self.target.setText(str(path.with_suffix(f".{self.kind.value()}")))
            return
        self.target.suggest(f"{self.session.store.path.stem}-timeline.{self.kind.value()}")

    def _on_named(self, _: str) -> None:
        kind = self.target.path().suffix.lower().lstrip(".")
        if kind in self.kind.values and kind != self.kind.value():
            self.kind.set_value(kind)

    def choose(self) -> None:
        """Ask for the file with the system's dialog."""
        kind = self.kind.value()
        kinds = self.tr("{0} files (*.{1})").format(kind.upper(), kind)
        options = QFileDialog.Option.DontConfirmOverwrite  # the dialog says so itself
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Picture"), str(self.target.path()), kinds, "", options)
        if name:
            self.target.choose(name if Path(name).suffix else f"{name}.{kind}")

    def _judge(self) -> None:
        """Say what would stand in the way, or what will be replaced."""
        wrong = self._wrong()
        exists = not wrong and any(os.path.exists(name) for name in self._names(self.target.path()))
        if exists:
            self.target.say_replaced()
        else:
            self.target.say(wrong, warns=bool(wrong))
        self.make_button.setText(self.tr("Replace") if exists else self.tr("Make picture"))
        self.make_button.setEnabled(not wrong)

    def _names(self, path: Path) -> list[Path]:
        """The files that would be written, as far as that is known."""
        if path.suffix.lower() != ".png" or self._preview is None:
            return [path]
        return names_of(path, self._preview.pages)

    def _wrong(self) -> str:
        wanted = self.wanted()
        if self.what.value() == "days":
            if self.first.edtf() is None or self.last.edtf() is None:
                return self.tr("The days cannot be read yet.")
            if wanted.first is not None and wanted.last is not None and wanted.first > wanted.last:
                return self.tr("The first day is after the last.")
        if wrong := self.target.wrong():
            return wrong
        if self.target.path().suffix.lower() != f".{self.kind.value()}":
            return self.tr("End the name with .{0}, the type of file that is made.").format(self.kind.value())
        if self.kind.value() == "png" and self._preview is not None:
            return self._problem or why_too_large(self._preview.size, int(self.scale.value()))
        return self._problem

    # Looking

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pause.start()

    def _read(self) -> None:
        wanted, shown = self.wanted(), self._shown if self.as_shown else None
        read = reading(wanted, shown, self.font(), self.page.room, self.session.reader.check)
        self.session.reader.request(
            _READ, read, lambda preview: self._show(wanted, preview), self._on_failure, rank=LATER
        )

    def _show(self, wanted: Wanted, preview: Preview) -> None:
        self.seen = wanted, self.as_shown
        self._preview, self._problem = preview, ""
        self.page.show_page(preview.image)
        more = self.tr("That is a great many pages: a search, or some of the days, would make fewer.")
        self.words.setText(f"{preview.words}. {more}" if preview.many else f"{preview.words}.")
        self.page.setAccessibleDescription(self.words.text())
        self._judge()

    def _on_failure(self, error: Exception) -> None:
        self._preview, self._problem = None, str(error)
        self.page.show_page(QImage())
        self.words.setText(str(error))
        self._judge()

    def done(self, result: int) -> None:
        """Nothing is read for it any more."""
        self._pause.stop()
        self.session.reader.forget(_READ)
        super().done(result)

    # Making

    def start(self) -> None:
        """Begin, and close; the status bar shows how far it is."""
        wanted, path, font, scale = self.wanted(), self.target.path(), self.font(), int(self.scale.value())
        session, store, window = self.session, self.session.store, self._window
        shown = self._shown if self.as_shown else None
        one, several = self.tr("The picture is in {0}."), self.tr("The picture is in {0} files, from {1} to {2}.")

        def work(progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> Written:
            with store.reader() as reader:
                if shown is not None:
                    return make_shown(
                        reader, shown, wanted, path, scale=scale, overwrite=True, progress=progress, cancelled=cancelled
                    )
                return make(
                    reader, wanted, path, font, scale=scale, overwrite=True, progress=progress, cancelled=cancelled
                )

        def done(written: Written) -> None:
            files = written.files
            said = one.format(files[0]) if len(files) == 1 else several.format(len(files), files[0], files[-1].name)
            session.message.emit(said, "message")

        if window.status.jobs.start(self.tr("Picture in {0}").format(path.name), work, done) is not None:
            self.target.keep_folder()
            window.settings.setValue("picturePaper", wanted.paper)
            self.accept()
        else:
            self.target.say_busy()
