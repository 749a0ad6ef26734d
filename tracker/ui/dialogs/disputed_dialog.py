"""Something on which sources differ: the question, and each version with the source that gives it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tracker.operations.annotate import add_disputed_point
from tracker.operations.log import CitationDraft
from tracker.store import Store
from tracker.ui.dialogs.form_dialog import FormDialog
from tracker.ui.session import Session
from tracker.ui.theme import Theme
from tracker.ui.widgets import choices
from tracker.ui.widgets.plain_text import PlainTextField
from tracker.ui.widgets.source_field import SourceField
from tracker.ui.widgets.term_field import TermField


class VersionField(QFrame):
    """One version, and who gives it."""

    edited = Signal()

    def __init__(self, store: Store, event: int, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.words = PlainTextField(self, one_line=False)
        self.words.setPlaceholderText(self.tr("What this version says"))
        self.words.setAccessibleName(self.tr("Version {0}").format(number))
        self.source = SourceField(store, self, first_for=event, without="")
        self.source.setAccessibleName(self.tr("Source of version {0}").format(number))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(5)
        layout.addWidget(self.words)
        layout.addWidget(self.source)
        self.setFocusProxy(self.words)
        self.words.edited.connect(self.edited)
        self.source.edited.connect(self.edited)

    def is_empty(self) -> bool:
        """Nothing was entered."""
        return not self.words.text().strip() and self.source.source() is None


class VersionsField(QWidget):
    """Two versions, and one more as soon as those are begun."""

    edited = Signal()

    def __init__(self, store: Store, event: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._event = store, event
        self.versions: list[VersionField] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._add()
        self._add()
        self.setFocusProxy(self.versions[0].words)

    def entered(self) -> list[tuple[str, tuple[CitationDraft, ...]]]:
        """(text, citations) of each version that has a text."""
        out: list[tuple[str, tuple[CitationDraft, ...]]] = []
        for version in self.versions:
            source = version.source.source()
            if not version.is_empty():
                drafts = [CitationDraft(source=source.id or source)] if source is not None else []
                out.append((version.words.text(), tuple(drafts)))
        return out

    def fault(self) -> str:
        """What is missing or wrong; '' if it can be saved."""
        if any(not words.strip() for words, _ in self.entered()):
            return self.tr("Say what the version is that this source gives.")
        if len(self.entered()) < 2:
            return self.tr("Give at least two versions.")
        return next((v.source.fault() for v in self.versions if v.source.fault()), "")

    def draft(self) -> Any:
        """What was entered."""
        return tuple((v.words.text(), v.source.draft()) for v in self.versions if not v.is_empty())

    def set_draft(self, draft: Any) -> None:
        """Enter it again."""
        blank = VersionField(self._store, self._event, 0)
        empty = blank.source.draft()
        blank.deleteLater()
        for number in range(max(len(draft), len(self.versions))):
            if number == len(self.versions):
                self._add()
            words, source = draft[number] if number < len(draft) else ("", empty)
            self.versions[number].words.set_draft(words)
            self.versions[number].source.set_draft(source)

    def _add(self) -> None:
        version = VersionField(self._store, self._event, len(self.versions) + 1, self)
        version.edited.connect(self._on_edited)
        self.versions.append(version)
        self._layout.addWidget(version)

    def _on_edited(self) -> None:
        if len(self.versions) >= 2 and not any(version.is_empty() for version in self.versions):
            self._add()
        self.edited.emit()


class DisputedDialog(FormDialog):
    """Adds a disputed point to an event."""

    def __init__(self, session: Session, event_id: int, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent, kept_as=f"disputed point of {event_id}")
        store = session.store
        self._event = event_id
        self.setWindowTitle(self.tr("Add disputed point"))
        self.question = PlainTextField(self.body)
        self.question.setPlaceholderText(self.tr("What is in dispute"))
        self.kind = TermField(choices.terms(store, "disputed_kind"), self.body)
        self.versions = VersionsField(store, event_id, self.body)
        self.note = PlainTextField(self.body, one_line=False)
        self.add_row("question", self.tr("&Question"), self.question)
        self.add_row("kind", self.tr("&Kind"), self.kind)
        self.add_row("versions", self.tr("&Versions"), self.versions)
        self.add_row("note", self.tr("&Note"), self.note)
        self.begin()

    def check(self) -> dict[str, str]:
        """A question and two versions."""
        faults = {
            "question": "" if self.question.text().strip() else self.tr("Say what the sources differ on."),
            "versions": self.versions.fault(),
        }
        return {key: fault for key, fault in faults.items() if fault}

    def write(self) -> None:
        """Add it with its versions, in one edit."""
        add_disputed_point(
            self.session.store,
            self._event,
            self.question.text(),
            self.versions.entered(),
            self.kind.term() or "other",
            self.note.text(),
        )
