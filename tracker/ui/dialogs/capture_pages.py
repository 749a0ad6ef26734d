"""The pages of the capture dialog and the buttons under them: where an article comes in, and what was found in it."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from tracker.errors import RecordError
from tracker.operations.naming import find_stakeholder
from tracker.records import Id
from tracker.store import Store
from tracker.ui.capture.start_page import StartPage
from tracker.ui.dialogs.capture_form import CaptureForm
from tracker.ui.session import Session
from tracker.ui.theme import Theme


class CapturePages(CaptureForm):
    """One page is in front, and says under it what would be saved. What the buttons do is for the dialog to say."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None, *, kept_as: str, inbox_item: Id) -> None:
        super().__init__(session, theme, parent, kept_as=kept_as, inbox_item=inbox_item)
        self._entering = False
        self.start = StartPage(self.pages)
        self._build_pages()
        self._build_end()

    def _build_pages(self) -> None:
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        self.between = QWidget(self.pages)  # seen for a moment while what was kept comes back
        for page in (self.start, self.beside, self.between):
            self.pages.addWidget(page)
        layout.insertWidget(1, self.pages, 1)

    def _build_end(self) -> None:
        self.again = QPushButton(self.tr("Another text…"), self)
        self.only = QPushButton(self.tr("Save source &only"), self)
        self.summary = QLabel(self)
        self.summary.setProperty("look", "muted")
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setWordWrap(True)
        for button in (self.again, self.only):
            button.setAutoDefault(False)
        self.save_button.setDefault(False)
        self.save_button.setAutoDefault(False)
        self.save_button.setToolTip(self.tr("Ctrl+Enter"))
        self.buttons.insertWidget(0, self.start.open)
        self.told = QHBoxLayout()
        self.told.setSpacing(8)
        self.told.addWidget(self.again)
        self.told.addWidget(self.summary, 1)
        self.buttons.insertLayout(1, self.told, 1000)  # beyond the stretch that stands after it
        self.buttons.addWidget(self.start.go_on)
        self.buttons.insertWidget(self.buttons.indexOf(self.cancel_button), self.only)
        self._stops = (self.again, self.only, self.cancel_button, self.start.go_on, self.save_button)
        for before, after in pairwise((self.start.stop, self.start.open, *self._stops)):
            self.setTabOrder(before, after)

    def _join(self) -> None:
        """The fields are there: Tab comes to the buttons after them, and what would be saved follows them."""
        for before, after in pairwise((self.law.more, *self._stops)):
            self.setTabOrder(before, after)
        for field in self._fields.values():
            edited = getattr(field, "edited", None)
            if edited is not None:
                edited.connect(self.tell)

    # Showing

    def show_page(self) -> None:
        """Bring to the front where an article comes in, or what was found in it once it is all there."""
        review = self.reading is not None and not self._entering
        if review and not self.beside.isVisible():
            # Shared before it is seen, or all in it would be laid out twice.
            self.beside.resize(self.pages.size())
            self.share_width()
        self.pages.setCurrentWidget(self.beside if review else self.between if self._entering else self.start)
        for widget in (self.again, self.only, self.summary, self.save_button):
            widget.setVisible(review)
        for widget in (self.start.open, self.start.go_on):
            widget.setVisible(not review and not self._entering)
        self.tell()

    def _stack(self, stacked: bool) -> None:
        """With little room what would be saved is said over the buttons."""
        if stacked == (self.told.parent() is self.buttons):
            layout = self.layout()
            assert isinstance(layout, QVBoxLayout)
            self.told.setParent(None)
            if stacked:
                layout.insertLayout(layout.indexOf(self.buttons), self.told)
            else:
                self.buttons.insertLayout(1, self.told, 1000)
            self.told.setContentsMargins(*((20, 6, 20, 0) if stacked else (0, 0, 0, 0)))
        super()._stack(stacked)

    def tell(self) -> None:
        """Say what would be saved."""
        if self.reading is None:
            return
        same = self.duplicates.duplicate() if self.duplicates.choice() == "link" else None
        people, words = self.people.rows(), self.words.rows()
        new = not self.into.value()
        concerns = [row for row in words if row.picked and row.theme]
        quotes = sum(row.picked and not row.theme for row in words)
        quotes += self.sentence.isChecked() and self.dates.row() is not None
        stakeholders = {row.name for row in people if row.picked and new} | {row.who for row in concerns}
        parts = [
            self.tr("no new source") if same is not None else self.tr("1 source"),
            self.tr("1 event") if new else self.tr("no new event"),
            self._stakeholders(stakeholders),
            _counted(len(concerns), self.tr("1 concern"), self.tr("{0} concerns")),
            _counted(quotes, self.tr("1 quote"), self.tr("{0} quotes")),
        ]
        self.summary.setText(self.tr("Will save: {0}").format(", ".join(part for part in parts if part)))
        self.only.setEnabled(same is None or not same.has_text)

    def _stakeholders(self, names: set[str]) -> str:
        """How many there are, and how many of them are not in the tracker yet."""
        known = {row.name for row in self.people.rows() if row.known}
        new = sum(_is_new(self.session.store, name) for name in names - known)
        said = _counted(len(names), self.tr("1 stakeholder"), self.tr("{0} stakeholders"))
        return self.tr("{0} ({1} new)").format(said, new) if new else said


def _is_new(store: Store, name: str) -> bool:
    """Whether nobody in the tracker goes by a name. Of a name that several have, saving tells."""
    try:
        return find_stakeholder(store, name) is None
    except RecordError:
        return False


def _counted(number: int, one: str, several: str) -> str:
    return one if number == 1 else several.format(number) if number else ""
