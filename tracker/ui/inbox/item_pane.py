"""One inbox item: its words as plain text, what in the tracker it is about, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from PySide6.QtCore import QLocale, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from tracker.capture.feeds import LONGEST_BODY
from tracker.dates import display_short, style_for
from tracker.operations.inbox_matches import CaseMatch, Matches, SearchMatch
from tracker.records import Event, Id, InboxItem
from tracker.store.dossier import SourceHead
from tracker.ui.table.event_model import local_day
from tracker.ui.web_links import host_of, open_link
from tracker.ui.widgets.flow import FlowLayout
from tracker.ui.widgets.link_button import link_button
from tracker.ui.widgets.plain_label import plain_label
from tracker.ui.widgets.restyle import restyle
from tracker.ui.widgets.row_table import tooltip
from tracker.ui.widgets.text_layout import shown

_AROUND = 10  # pixels of a link beside its words
_NOTHING, _NO_EVENTS = Matches(), MappingProxyType[Id, Event]({})


class ItemPane(QWidget):
    """Shows one item. What can be done is asked for by signals; who shows the pane does it."""

    capture_asked = Signal()
    link_asked = Signal()
    dismiss_asked = Signal()
    back_asked = Signal()
    event_asked = Signal(object)
    """Event id."""
    source_asked = Signal(object)
    """Source id."""
    search_asked = Signal(str)
    """The name of a saved search."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._url = ""
        self._style = style_for(QLocale().name())
        self.title = _words(self)
        self.title.setProperty("look", "section")
        self.meta = _words(self)
        self.meta.setProperty("look", "muted")
        self.matches = QWidget(self)
        self._matches = QVBoxLayout(self.matches)
        self._matches.setContentsMargins(0, 0, 0, 0)
        self._matches.setSpacing(2)
        self.body = _words(self)
        self.body.setAccessibleName(self.tr("What the feed says"))
        self.body.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.capture = self._button(self.tr("Capture…"), "C", self.capture_asked)
        self.link = self._button(self.tr("Link to event…"), "L", self.link_asked)
        self.dismiss = self._button(self.tr("Dismiss"), "D", self.dismiss_asked)
        self.back = self._button(self.tr("Back to new"), "U", self.back_asked)
        self.open = link_button(self)
        self.open.clicked.connect(self.open_link)
        row = FlowLayout()
        for button in (self.capture, self.link, self.dismiss, self.back, self.open):
            row.addWidget(button)
        inner = QWidget(self)
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(8)
        inside.addWidget(self.title)
        inside.addWidget(self.meta)
        inside.addLayout(row)
        inside.addWidget(self.matches)
        inside.addWidget(self.body)
        inside.addStretch(1)
        self.area = QScrollArea(self)
        self.area.setAccessibleName(self.tr("The selected item"))
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inner)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)
        self.show_item(None)

    def _button(self, words: str, key: str, signal: SignalInstance) -> QPushButton:
        button = QPushButton(words, self)
        button.setToolTip(f"{words.rstrip('…')} ({key})")
        button.clicked.connect(lambda: signal.emit())
        return button

    def show_item(
        self,
        item: InboxItem | None,
        feed: str = "",
        matches: Matches = _NOTHING,
        events: Mapping[Id, Event] = _NO_EVENTS,
        source: SourceHead | None = None,
        *,
        writable: bool = True,
    ) -> None:
        """Show an item, with the latest events of its cases by id and the source that has its address; None for
        nothing."""
        self.area.setVisible(item is not None)
        if item is None:
            self._url = ""
            return
        self._url = item.url
        self.title.setText(shown(item.title))
        self.meta.setText(" · ".join(part for part in (feed, self._when(item), self._state(item)) if part))
        self.body.setText(shown(item.body, longest=LONGEST_BODY) or self.tr("The feed says no more than this."))
        restyle(self.body, look="" if item.body else "muted")
        host = host_of(item.url)
        self.open.setVisible(bool(host))
        self.open.setText(self.tr("Open link at {0}").format(host) if host else "")
        self.capture.setEnabled(writable)
        self.link.setEnabled(writable)
        self.dismiss.setVisible(item.state == "new")
        self.dismiss.setEnabled(writable)
        self.back.setVisible(item.state != "new")
        self.back.setEnabled(writable)
        self.show_matches(matches, events, source)
        self.area.verticalScrollBar().setValue(0)

    def show_matches(self, matches: Matches, events: Mapping[Id, Event], source: SourceHead | None) -> None:
        """What the item is about: a line for each case and saved search, and for the source, which leads there."""
        while (old := self._matches.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for case in matches.cases:
            self._add_case(case, events.get(case.event))
        for search in matches.searches:
            self._add_search(search)
        if source is not None:
            words = self.tr("Source: {0}").format(source.title)
            row = source.id
            self._line(words, self.tr("It has this address already."), lambda: self.source_asked.emit(row))
        self.matches.setVisible(bool(matches) or source is not None)

    def open_link(self) -> None:
        """Open the item's link in the browser."""
        open_link(self._url)

    def _add_case(self, case: CaseMatch, event: Event | None) -> None:
        found = case.proceeding
        words = " · ".join(part for part in (found.docket_number, found.court, found.case_name) if part)
        if event is None:
            self._line(self.tr("Case: {0}").format(words), self.tr("No event of it is in the tracker yet."), None)
            return
        day = display_short(event.date, self._style) if event.date else self.tr("undated")
        latest = self.tr("Latest event: {0}, {1}").format(day, event.title)
        self._line(self.tr("Case: {0}").format(words), latest, lambda: self.event_asked.emit(event.id))

    def _add_search(self, search: SearchMatch) -> None:
        untold = ", ".join(search.untold)
        note = self.tr("An item does not tell: {0}").format(untold) if untold else ""
        words = self.tr("Saved search: {0}").format(search.name)
        self._line(words, note, lambda: self.search_asked.emit(search.name))

    def _line(self, words: str, note: str, act: Callable[[], object] | None) -> None:
        line = QWidget(self.matches)
        row = QVBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        if act is None:
            label = _words(line)
            label.setText(shown(words, one_line=True))
            row.addWidget(label)
        else:
            button = _Link(words, line)
            button.setAccessibleDescription(note)
            button.clicked.connect(lambda: act())
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        if note:
            below = _words(line)
            below.setText(shown(note, one_line=True))
            below.setProperty("look", "muted")
            below.setContentsMargins(5, 0, 0, 3)  # under the words of the link above
            row.addWidget(below)
        self._matches.addWidget(line)

    def _when(self, item: InboxItem) -> str:
        if not item.published:
            return self.tr("no date given; here since {0}").format(local_day(item.created, self._style))
        at = datetime.fromisoformat(item.published).astimezone()
        return f"{local_day(item.published, self._style)}, {at:%H:%M}"

    def _state(self, item: InboxItem) -> str:
        return {
            "captured": self.tr("captured"),
            "linked": self.tr("linked to an event"),
            "dismissed": self.tr("dismissed"),
        }.get(item.state, "")


def _words(parent: QWidget) -> QLabel:
    """Words of a feed: plain text that can be selected and wraps."""
    label = plain_label(parent)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return label


class _Link(QPushButton):
    """Leads somewhere. Its words are cut short where there is no room for them, and whole in the tool tip."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = shown(words, one_line=True)
        self.setProperty("look", "link")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self._words)
        self.setToolTip(tooltip(words))
        self.setText(self._words.replace("&", "&&"))

    def sizeHint(self) -> QSize:
        """As wide as all its words."""
        return QSize(self.fontMetrics().horizontalAdvance(self._words) + _AROUND, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Narrow: its words are cut short."""
        return QSize(60, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - _AROUND + 2
        fitting = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(fitting.replace("&", "&&"))
