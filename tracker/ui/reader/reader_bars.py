"""Around the text: what source it is, what can be done with the selected words, and finding words in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from tracker.store.dossier import AnySource
from tracker.store.source_versions import VersionRow
from tracker.ui.detail import wording
from tracker.ui.web_links import host_of
from tracker.ui.widgets.date_field import short_date
from tracker.ui.widgets.flow import FlowLayout
from tracker.ui.widgets.link_button import link_button
from tracker.ui.widgets.plain_label import plain_label
from tracker.ui.widgets.row_table import tooltip
from tracker.ui.widgets.text_layout import shown


class Header(QWidget):
    """Title, facts and links of the source. `back`, `link`, `details`, `version` (a source's id) and `versions` say
    what was asked for."""

    back = Signal()
    link = Signal()
    details = Signal()
    version = Signal(object)
    versions = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back_button = link_button(self)
        self.back_button.clicked.connect(self.back)
        self.title = plain_label(self, "title")
        self.title.setMinimumWidth(60)
        self.facts = plain_label(self, "muted")
        self.facts.setMinimumWidth(60)
        self.link_button = link_button(self)
        self.link_button.clicked.connect(self.link)
        self.earlier = link_button(self)
        self.later = link_button(self)
        self._versions: tuple[int, int] = (0, 0)
        self.earlier.clicked.connect(lambda: self.version.emit(self._versions[0]))
        self.later.clicked.connect(lambda: self.version.emit(self._versions[1]))
        self.versions_button = link_button(self, self.tr("Compare versions…"))
        self.versions_button.clicked.connect(self.versions)
        self.snapshot_button = link_button(self, self.tr("Snapshot"))
        self.snapshot_button.setToolTip(self.tr("The page or document as it was captured, beside the text"))
        self.details_button = link_button(self, self.tr("Edit details…"))
        self.details_button.clicked.connect(self.details)
        links = FlowLayout(gap=4, row_gap=0)
        for button in (
            self.back_button,
            self.link_button,
            self.earlier,
            self.later,
            self.versions_button,
            self.snapshot_button,
            self.details_button,
        ):
            links.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 0, 12, 0)
        layout.setSpacing(2)
        layout.addWidget(self.title)
        layout.addWidget(self.facts)
        layout.addLayout(links)

    def show_source(self, source: AnySource, versions: Sequence[VersionRow]) -> None:
        """Show what source it is, and which of the versions of its document, the oldest first."""
        self.title.setText(shown(source.title, one_line=True, longest=600))
        parts = [wording.about(source)]
        if source.authors:
            parts.insert(0, shown(source.authors, one_line=True, longest=200))
        if source.number:
            parts.append(shown(source.number, one_line=True, longest=80))
        if len(versions) > 1:
            at = next((n for n, version in enumerate(versions, 1) if version.id == source.id), 1)
            parts.append(self.tr("version {0} of {1}").format(at, len(versions)))
        parts.append(self.tr("text kept ✓") if source.has_text else self.tr("no text kept"))
        parts.append(self.tr("snapshot kept ✓") if source.sha256 else self.tr("no snapshot"))
        if source.accessed:
            parts.append(self.tr("read on {0}").format(short_date(source.accessed)))
        self.facts.setText(" · ".join(part for part in parts if part))
        host = host_of(source.url)
        self.link_button.setText(f"{host} ↗".replace("&", "&&"))
        self.link_button.setAccessibleName(self.tr("Open link at {0}").format(host))
        self.link_button.setVisible(bool(host))
        later = next((version.id for version in versions if version.previous == source.id), 0)
        self._versions = (source.previous or 0, later)
        self.earlier.setText(self.tr("‹ Earlier version"))
        self.later.setText(self.tr("Later version ›"))
        self.earlier.setVisible(bool(source.previous))
        self.later.setVisible(bool(later))
        self.versions_button.setVisible(len(versions) > 1)

    def set_compact(self, compact: bool) -> None:
        """With little height the facts give way to the text; the title's tool tip has them."""
        self.facts.setVisible(not compact)
        self.title.setToolTip(tooltip(self.facts.text()) if compact else "")

    def set_back(self, words: str) -> None:
        """Where Back leads; '' for nowhere."""
        self.back_button.setText(self.tr("← Back to {0} (Esc)").format(words))
        self.back_button.setVisible(bool(words))


@dataclass(frozen=True, slots=True)
class _Act:
    name: str
    words: str
    key: str
    tip: str


class ActBar(QWidget):
    """Steps between quotes at the left, what can be done with selected words at the right. `asked`: an act's name."""

    asked = Signal(str)
    stepped = Signal(int)
    find_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tr = self.tr
        acts = (
            _Act("cite", tr("Cite"), "C", tr("Cite the selected words for the selected event (Shift: for another)")),
            _Act("concern", tr("Concern"), "N", tr("A concern about the selected event that the words show")),
            _Act("event", tr("Event"), "E", tr("Log an event that the words prove")),
            _Act("disputed", tr("Disputed"), "D", tr("A side of something on which sources differ")),
            _Act("status", tr("Status"), "S", tr("How the selected event stands, as the words show")),
            _Act("copy", tr("Copy"), "Q", tr("Copy the words with their source")),
        )
        self.before_button = QPushButton(self)
        self.before_button.setText("‹")
        self.after_button = QPushButton(self)
        self.after_button.setText("›")
        for button, by, name, keys in (
            (self.before_button, -1, tr("Previous quote"), "Shift+F8"),
            (self.after_button, 1, tr("Next quote"), "F8"),
        ):
            button.setProperty("look", "act")
            button.setAccessibleName(name)
            button.setToolTip(f"{name} ({keys})")
            button.clicked.connect(lambda _=False, by=by: self.stepped.emit(by))
        self.place = QLabel(self)
        self.place.setProperty("look", "muted")
        self.find_button = QPushButton(self)
        self.find_button.setProperty("look", "act")
        self.find_button.setText(tr("Find"))
        self.find_button.setToolTip(tr("Find in this text (/, or Ctrl+F in the text)"))
        self.find_button.clicked.connect(self.find_asked)
        self.buttons: dict[str, QPushButton] = {}
        flow = FlowLayout(gap=6, row_gap=4)
        for widget in (self.before_button, self.after_button, self.place, self.find_button):
            flow.addWidget(widget)
        for act in acts:
            self.buttons[act.name] = self._make_button(act)
            flow.addWidget(self.buttons[act.name])
        self.hint = QLabel(self)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setProperty("look", "muted")
        self.hint.setProperty("textSize", "small")
        self.hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 4, 12, 6)
        layout.setSpacing(4)
        layout.addLayout(flow)
        layout.addWidget(self.hint)

    def _make_button(self, act: _Act) -> QPushButton:
        button = QPushButton(f"{act.words}  {act.key}", self)
        button.setProperty("look", "act")
        button.setToolTip(f"{act.tip} ({act.key})")
        button.setAccessibleName(self.tr("{0}: {1}").format(act.words, act.tip))
        button.clicked.connect(lambda _=False: self.asked.emit(act.name))
        return button

    def show_place(self, words: str, *, steps: bool) -> None:
        """Which quote is the current one."""
        self.place.setText(words)
        self.before_button.setEnabled(steps)
        self.after_button.setEnabled(steps)

    def enable(self, *, selected: bool, writable: bool, hint: str) -> None:
        """Only what can be done can be pressed; `hint` says what the acts are for."""
        for name, button in self.buttons.items():
            button.setEnabled(selected and (writable or name == "copy"))
        self.hint.setText(hint)
        self.hint.setToolTip(hint)

    def set_compact(self, compact: bool) -> None:
        """With little height the hint gives way to the text."""
        self.hint.setVisible(not compact)
