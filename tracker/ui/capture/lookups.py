"""What is looked for off the GUI thread while somebody mends what was read: other dates, events like this one."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

from PySide6.QtCore import QObject, QTimer, Signal

from tracker.capture.suggested import Suggestions
from tracker.operations import article_reading
from tracker.operations.duplicates import Duplicate, likely_duplicates
from tracker.records import Event, Source
from tracker.store import Store
from tracker.ui.jobs import LATER
from tracker.ui.session import Session

_PAUSE = 250
"""Milliseconds without typing before anything is looked for."""
_KINDS = ("capture dates", "capture events", "capture twins", "capture libraries")


class Lookups(QObject):
    """`suggested` carries what the text suggests now that its day is another; `alike` events like the one entered;
    `twins` the sources that may be the one entered."""

    suggested = Signal(object)
    alike = Signal(object)
    twins = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._source: Source | None = None
        self._facts: Source | None = None
        self._event = ("", "", "")
        self._dates = self._timer(self._look_for_dates)
        self._events = self._timer(self._look_for_events)
        self._twins = self._timer(self._look_for_twins)
        session.reader.request("capture libraries", _bring_in, lambda _: None, lambda _: None, rank=LATER)

    def _timer(self, slot: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(_PAUSE)
        timer.timeout.connect(slot)
        return timer

    def day_changed(self, source: Source, day: str) -> None:
        """Words such as “Monday” mean another day where the article is of another day (EDTF)."""
        self._source = replace(source, issued=day)
        self._dates.start()

    def event_changed(self, title: str, date: str, kind: str) -> None:
        """An event like this may be in the tracker already: the article is one more source of it."""
        self._event = (title, date, kind)
        self._events.start()

    def facts_changed(self, source: Source) -> None:
        """With this address or title it may be a source of the tracker."""
        self._facts = source
        self._twins.start()

    def stop(self) -> None:
        """Nobody wants to know any more."""
        self._source = self._facts = None
        for timer in (self._dates, self._events, self._twins):
            timer.stop()
        for kind in _KINDS:
            self._session.reader.forget(kind)

    def _look_for_dates(self) -> None:
        source, check = self._source, self._session.reader.check
        if source is None:
            return

        def read(store: Store) -> Suggestions:
            return article_reading.suggestions_for(store, source, check)

        self._session.reader.request("capture dates", read, self.suggested.emit, lambda _: None)

    def _look_for_events(self) -> None:
        title, date, kind = self._event

        def read(store: Store) -> list[Event]:
            return article_reading.events_like(store, title, date, kind)

        self._session.reader.request("capture events", read, self.alike.emit, lambda _: None)

    def _look_for_twins(self) -> None:
        source = self._facts
        if source is None:
            return

        def read(store: Store) -> list[Duplicate]:
            return likely_duplicates(store, source)

        self._session.reader.request("capture twins", read, self.twins.emit, lambda _: None)


def _bring_in(_: Store) -> None:
    """Load what reads an article while somebody is still about to paste it."""
    for name in ("rapidfuzz.fuzz", "tracker.capture.text_reading", "tracker.capture.suggest"):
        import_module(name)
    import_module("tracker.capture.rules").rules()
