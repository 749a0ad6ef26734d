"""Capture an article: paste it, look at what was found in it, mend it, save. Nothing is saved that is not shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from tracker.errors import CancelledError, RecordError
from tracker.operations.article_reading import Reading
from tracker.operations.capturing import Captured, CaptureDraft, capture
from tracker.operations.naming import find_stakeholder
from tracker.records import Id
from tracker.store import Store
from tracker.ui.capture.articles import Articles
from tracker.ui.capture.start_page import StartPage
from tracker.ui.capture.text_pane import Laid
from tracker.ui.dialogs.capture_form import CaptureForm
from tracker.ui.dialogs.text_form import QUOTE, SHORT
from tracker.ui.room import roomy
from tracker.ui.session import Session
from tracker.ui.theme import Theme


class CaptureDialog(CaptureForm):
    """`captured` carries the id of the event saved, 0 if a source was saved alone.

    `text`, `url` or `path`: what to begin with. An address is filled in, and fetched when the person says so;
    `allow_private`: also from inside their own network.
    """

    captured = Signal(object)

    def __init__(
        self,
        session: Session,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        text: str = "",
        url: str = "",
        path: str = "",
        inbox_item: Id = 0,
        allow_private: bool = False,
    ) -> None:
        about = f"capture {inbox_item or url or path}" if inbox_item or url or path else "capture"
        super().__init__(session, theme, parent, kept_as=about, inbox_item=inbox_item)
        self._aside: dict[str, Any] | None = None
        self._saving = False
        self._to_read = text  # once what was kept is back, if it is about another article
        self._done: Captured | None = None
        self.setWindowTitle(self.tr("Capture article"))
        self.start = StartPage(self.pages)
        self.articles = articles = Articles(session, self, allow_private=allow_private)
        self.start.text_given.connect(articles.read_text)
        self.start.file_given.connect(lambda path: articles.read_file(Path(path)))
        self.start.fetch_asked.connect(articles.fetch)
        self.start.stop_asked.connect(articles.stop)
        articles.begun.connect(self.start.work)
        articles.progressed.connect(self._on_progress)
        articles.read.connect(self._on_read)
        articles.refused.connect(self._on_refused)
        self.holder = _Holder(self)
        # In this order they are filled again: what was read before what was mended in it.
        self._fields = {"start": self.start, "reading": self.holder, **self._fields}
        self._build_pages()
        self._build_end()
        self.resize(roomy(self, 1180, 820))
        kept = self.kept()
        self._entering = kept.get("reading") is not None
        self.show_page()
        self.parts.add(self._join, self.begin)
        if self._entering:
            self.parts.finish_at_input()
        else:
            self.start.set_draft(kept.get("start", ""))
            self._begin_with(text, url, path)

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
        self.again.clicked.connect(self.back)
        self.only.clicked.connect(self.save_source)
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

    def begin(self) -> None:
        """The page where an article comes in may have been typed in while the fields were made."""
        super().begin()
        self._blank["start"] = ""

    def enter(self, kept: dict[str, Any]) -> None:
        """Show what was read before, and type what was typed in it, a part each turn."""
        kept = dict(kept)
        shown = kept.pop("reading")
        if shown is None:
            return  # nothing could be typed but where an article comes in, and that is there already
        self._entering = True
        self.show_page()
        self.show_reading(*shown)
        self.parts.add(*(partial(self._enter_one, key, value) for key, value in kept.items()))
        self.parts.add(self._on_entered)
        self.parts.finish_at_input()

    def _enter_one(self, key: str, value: Any) -> None:
        self._fields[key].set_draft(value)  # type: ignore[attr-defined]

    def _on_entered(self) -> None:
        self._entering = False
        self.show_page()
        self.texts["title"].setFocus(Qt.FocusReason.OtherFocusReason)
        text, self._to_read = self._to_read, ""
        if text and self.reading is not None and self.reading.source.text != text:
            self.back()  # what was not saved before is about another article
            self.articles.read_text(text)

    def _begin_with(self, text: str, url: str, path: str) -> None:
        if text:
            self.articles.read_text(text)
        elif path:
            self.articles.read_file(Path(path))
        elif url:
            self.start.field.set_text(url)
            self.start.offer()

    # Reading

    def _on_progress(self, done: int, total: int, text: str) -> None:
        self.start.progress.tell(done, total)
        if text:
            self.start.say(text)

    def _on_read(self, reading: Reading, laid: Laid) -> None:
        self.problem.hide()
        self.show_reading(reading, laid)
        self.parts.add(lambda: self._on_shown(reading))
        self.parts.finish_at_input()

    def _on_shown(self, reading: Reading) -> None:
        self.start.rest()
        self._told = False
        self.show_page()
        first = self.issued if not reading.source.issued and _asks_for_day(reading) else self.texts["title"]
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_refused(self, error: Exception) -> None:
        self.start.rest()
        if isinstance(error, CancelledError):
            self.start.say(self.tr("Stopped. Nothing was kept."))
        else:
            self.start.say(str(error), "error")

    def back(self) -> None:
        """To where an article comes in. What was read and mended is put aside, not lost."""
        self._aside = self._entered()
        self.clear()
        self.banner.say(self.tr("The article that was here is put aside."), self.tr("Back to it"))

    def _start_afresh(self) -> None:
        """The button of the banner: back to what was put aside, or, where a draft was brought back, begin anew."""
        if self._aside is None:
            super()._start_afresh()
            return
        self.banner.hide()
        self._bring_back()

    def _bring_back(self) -> None:
        aside, self._aside = self._aside or {}, None
        self.enter(aside)

    def clear(self) -> None:
        """Begin anew where an article comes in."""
        self.parts.finish()
        self._reading = None
        super().clear()

    def reject(self) -> None:
        """Close. What was put aside is kept where nothing has taken its place."""
        if not self._saving:
            self.parts.finish()
        if self._aside is not None and not self.is_touched():
            self._bring_back()
            self.parts.finish()
        super().reject()

    # Showing

    def show_page(self) -> None:
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

    def set_theme(self, theme: Theme) -> None:
        """Draw the text in these colours."""
        self.pane.set_theme(theme)

    # Saving

    def save(self, *, close: bool = True) -> bool:  # noqa: ARG002
        """Save all that is shown and ticked, if nothing is wrong with it."""
        return self._save(self.check(), self.entered)

    def save_source(self) -> None:
        """Save the source with its text, and nothing else."""
        self._save(self.check_source(), self.entered_source)

    def _save(self, faults: dict[str, str], entered: Callable[[], CaptureDraft]) -> bool:
        if self.reading is None or self._saving or self.session.is_lent:
            return False
        self._told = True
        self.show_faults(faults)
        if faults:
            self._go_to(next(key for key in self._fields if key in faults))
            return False
        draft = entered()
        self.problem.hide()
        quotes = QUOTE * (len(draft.citations) + len(draft.concerns))
        if len(draft.source.text) + len(self.reading.snapshot.data) + quotes < SHORT:
            return self.try_to(lambda: self._on_saved(self._write_now(draft)))
        self._saving = True
        self.setEnabled(False)

        def work(store: Store, *_: object) -> Captured:
            return capture(store, draft)

        def done(captured: Captured) -> None:
            self._saving = False
            self._on_saved(captured)

        self.session.write_in_background(self.tr("Capture article"), work, done, self._on_not_saved)
        return True

    def _write_now(self, draft: CaptureDraft) -> Captured:
        with self.session.reader.aside():
            return capture(self.session.store, draft)

    def _on_saved(self, captured: Captured) -> None:
        said = self.tr("Captured: {0}. Ctrl+Z takes it back.").format(self.summary.text().partition(": ")[2])
        if captured.event is None:
            said = self.tr("The source was saved with its text. Ctrl+Z takes it back.")
        self._forget_draft()
        self.saved.emit()
        self.captured.emit(captured.event.id if captured.event is not None else 0)
        self.session.message.emit(said, "message")
        self.accept()

    def _on_not_saved(self, error: Exception) -> None:
        self._saving = False
        self.setEnabled(True)
        self.show_refusal(error)

    # Keys and closing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter saves, or goes on to what is to be saved. Enter alone presses the button it is on, or goes on to
        the next field: here much would be saved by a key pressed once too often."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self.reading is None:
                self.start.use()
            else:
                self.save()
        else:
            focus = self.focusWidget()
            if isinstance(focus, QAbstractButton):
                focus.click()
            else:
                self.focusNextChild()

    def _on_submitted(self, _: str) -> None:
        self.focusNextChild()

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard is where one begins."""
        super().showEvent(event)
        if self.reading is not None:
            self.texts["title"].setFocus()
        elif not self._entering and not self.articles.busy:
            self.start.setFocus()

    def done(self, result: int) -> None:
        """Stop reading before it goes; while it saves it stays."""
        if self._saving:
            return
        self.articles.close()
        super().done(result)


class _Holder(QWidget):
    """What was read, as a field of the form: so that it outlives Esc with all the rest."""

    def __init__(self, dialog: CaptureDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self.hide()

    def draft(self) -> Any:
        """The reading and its text as the pane shows it, None before there is one."""
        dialog = self._dialog
        return (dialog.reading, dialog.laid) if dialog.reading is not None else None

    def set_draft(self, draft: Any) -> None:
        """Begin anew: what was kept comes back by `enter`."""
        assert draft is None
        self._dialog.show_page()


def _is_new(store: Store, name: str) -> bool:
    """Whether nobody in the tracker goes by a name. Of a name that several have, saving tells."""
    try:
        return find_stakeholder(store, name) is None
    except RecordError:
        return False


def _asks_for_day(reading: Reading) -> bool:
    """Whether its dates wait for the day it was published."""
    dates = reading.suggestions.dates
    return bool(dates) and not any(date.date for date in dates)


def _counted(number: int, one: str, several: str) -> str:
    return one if number == 1 else several.format(number) if number else ""
