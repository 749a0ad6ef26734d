"""Capture an article: paste it, look at what was found in it, mend it, save. Nothing is saved that is not shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from tracker.errors import CancelledError
from tracker.operations.article_reading import Reading
from tracker.operations.capturing import Captured, CaptureDraft, capture
from tracker.records import Id
from tracker.store import Store
from tracker.ui.capture.articles import Articles
from tracker.ui.capture.text_pane import Laid
from tracker.ui.dialogs.capture_pages import CapturePages
from tracker.ui.dialogs.text_form import QUOTE, SHORT
from tracker.ui.room import roomy
from tracker.ui.session import Session
from tracker.ui.theme import Theme


class CaptureDialog(CapturePages):
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
        self.setWindowTitle(self.tr("Capture article"))
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
        self.again.clicked.connect(self.back)
        self.only.clicked.connect(self.save_source)
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
        self.banner.say(self.tr("The article that was here has been put aside."), self.tr("Back to it"))

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


def _asks_for_day(reading: Reading) -> bool:
    """Whether its dates wait for the day it was published."""
    dates = reading.suggestions.dates
    return bool(dates) and not any(date.date for date in dates)
