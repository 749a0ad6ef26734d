"""Change several events at once: the form says for each row how many of them would differ, before anything is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QWidget

from tracker.operations.multi_edit import Difference, EventChanges, change_events, difference
from tracker.query import fold
from tracker.store import Store
from tracker.ui.context_menus import ASK_BEYOND, IN_BACKGROUND
from tracker.ui.dialogs.form_dialog import FormDialog
from tracker.ui.room import open_at
from tracker.ui.session import Session
from tracker.ui.theme import Theme
from tracker.ui.widgets import choices
from tracker.ui.widgets.choice_box import ChoiceBox
from tracker.ui.widgets.term_field import TermField
from tracker.ui.widgets.topics_field import TopicsField

_PAUSE = 200
_PREVIEW = "preview of several"


class MultiEditDialog(FormDialog):
    """For these events. What is left empty stays as it is in each of them."""

    def __init__(self, session: Session, events: Sequence[int], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent, kept_as="several events")
        self.events = list(events)
        self._writing = False
        count = f"{len(self.events):,}"
        one = len(self.events) == 1
        self.setWindowTitle(self.tr("Change event") if one else self.tr("Change {0} events").format(count))
        store = session.store
        self.add_note(self.tr("What you leave empty stays as it is in each event. All of it is one edit to undo."))
        self.type = TermField(choices.terms(store, "event_type"), self.body)
        self.type.setPlaceholderText(self.tr("Leave as it is"))
        self.added = TopicsField(choices.topics(store), theme, self.body)
        self.removed = TopicsField(choices.topics(store), theme, self.body)
        self.removed.adder.setPlaceholderText(self.tr("Topic to remove"))
        self.removed.adder.setAccessibleName(self.tr("Topic to remove"))
        leave = ("", self.tr("Leave as it is"))
        self.reviewed = ChoiceBox([leave, ("yes", self.tr("Reviewed, today")), ("no", self.tr("Not reviewed"))], self)
        self.noteworthy = ChoiceBox([leave, ("yes", self.tr("Noteworthy")), ("no", self.tr("Not noteworthy"))], self)
        self.add_row("type", self.tr("&Type"), self.type)
        self.add_row("add_topics", self.tr("&Add topics"), self.added)
        self.add_row("remove_topics", self.tr("&Remove topics"), self.removed)
        self.add_row("reviewed", self.tr("Re&viewed"), self.reviewed)
        self.add_row("noteworthy", self.tr("&Noteworthy"), self.noteworthy)
        self.preview = self.add_note("")
        self.agreed = QCheckBox(self.tr("Yes, change all {0} &events").format(count), self.body)
        self.agreed.setVisible(len(self.events) > ASK_BEYOND)
        self.agreed.toggled.connect(lambda _: self._enable())
        self.rows.addWidget(self.agreed, self.rows.rowCount(), 1)
        self.save_button.setText(self.tr("&Change event") if one else self.tr("&Change {0} events").format(count))
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_PAUSE)
        self._wait.timeout.connect(self._count)
        for field in (self.type, self.added, self.removed, self.reviewed, self.noteworthy):
            field.edited.connect(self._on_entered)
        open_at(self, 600, 330)
        self.begin()
        self._on_entered()

    def choose(self, *, reviewed: bool | None = None, noteworthy: bool | None = None) -> None:
        """Enter what somebody has asked for already."""
        for box, value in ((self.reviewed, reviewed), (self.noteworthy, noteworthy)):
            if value is not None:
                box.set_draft("yes" if value else "no")

    def wanted(self) -> EventChanges:
        """What was entered."""
        return EventChanges(
            type=self.type.term().strip() and self.type.term(),
            add_topics=self.added.topics(),
            remove_topics=self.removed.topics(),
            reviewed=_choice(self.reviewed),
            noteworthy=_choice(self.noteworthy),
        )

    def check(self) -> dict[str, str]:
        """A topic cannot come and go at once."""
        wanted = self.wanted()
        both = {fold(t.strip()) for t in wanted.add_topics} & {fold(t.strip()) for t in wanted.remove_topics}
        return {"remove_topics": self.tr("This topic is also among those to add.")} if both else {}

    def _on_entered(self) -> None:
        self._enable()
        self._wait.start()

    def _enable(self) -> None:
        agreed = len(self.events) <= ASK_BEYOND or self.agreed.isChecked()
        self.save_button.setEnabled(agreed and not self._writing and not self.wanted().is_nothing)

    # What it would do

    def _count(self) -> None:
        wanted, events = self.wanted(), self.events
        if wanted.is_nothing:
            self.preview.setText(self.tr("Nothing is changed yet."))
            return
        self.session.reader.request(
            _PREVIEW,
            lambda store: difference(store, events, wanted),
            lambda found: self._say(found, wanted),
            lambda error: self.preview.setText(str(error)),
        )

    def _say(self, found: Difference, wanted: EventChanges) -> None:
        tr = self.tr
        parts = []
        if wanted.type:
            parts.append(tr("type changes in {0}").format(f"{found.type:,}"))
        if wanted.add_topics:
            parts.append(tr("topics are added to {0}").format(f"{found.topics_added:,}"))
        if wanted.remove_topics:
            parts.append(tr("topics are removed from {0}").format(f"{found.topics_removed:,}"))
        if wanted.reviewed is not None:
            words = tr("{0} are marked as reviewed") if wanted.reviewed else tr("{0} are no longer marked as reviewed")
            parts.append(words.format(f"{found.reviewed:,}"))
        if wanted.noteworthy is not None:
            words = tr("{0} become noteworthy") if wanted.noteworthy else tr("{0} are no longer noteworthy")
            parts.append(words.format(f"{found.noteworthy:,}"))
        self.preview.setText(tr("Of {0} events: {1}.").format(f"{found.events:,}", "; ".join(parts)))

    # Saving

    def save(self, *, close: bool = True) -> bool:
        """Change them; very many on a thread of their own."""
        if not self.save_button.isEnabled():
            return False
        if len(self.events) <= IN_BACKGROUND or self.check():
            return super().save(close=close)
        wanted, events = self.wanted(), self.events

        def work(store: Store, progress: Callable[..., None], cancelled: Callable[[], bool]) -> int:
            return change_events(store, events, wanted, progress, cancelled)

        self._writing = True
        self.body.setEnabled(False)
        self.cancel_button.setEnabled(False)
        self._enable()
        job = self.session.write_in_background(self.windowTitle(), work, self._on_written, self._on_refused)
        job.progressed.connect(
            lambda done, total, _: self.preview.setText(self.tr("{0} of {1}").format(f"{done:,}", f"{total:,}"))
        )
        return True

    def write(self) -> None:
        """Change them, in one edit."""
        self._tell(change_events(self.session.store, self.events, self.wanted()))

    def _tell(self, count: int) -> None:
        many = self.tr("{0} events changed. Ctrl+Z takes it back.").format(f"{count:,}")
        said = self.tr("Event changed. Ctrl+Z takes it back.") if count == 1 else many
        self.session.message.emit(said, "message")

    def _on_written(self, count: int) -> None:
        self._writing = False
        self._forget_draft()
        self._tell(count)
        self.saved.emit()
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        self._writing = False
        self.body.setEnabled(True)
        self.cancel_button.setEnabled(True)
        self.problem.setText(str(error))
        self.problem.show()
        self._enable()

    def reject(self) -> None:
        """While it writes it stays."""
        if not self._writing:
            super().reject()

    def done(self, result: int) -> None:
        """Closed: nothing is counted any more."""
        self._wait.stop()
        self.session.reader.forget(_PREVIEW)
        super().done(result)


def _choice(box: ChoiceBox) -> bool | None:
    return {"yes": True, "no": False}.get(box.value())
