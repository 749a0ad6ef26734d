"""What the command palette offers, and how what is typed is matched with it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton

from tracker import dates, query
from tracker.errors import DateError, QueryError
from tracker.store import Store
from tracker.ui import recent
from tracker.ui.recent import RecentMenu
from tracker.ui.session import Session

if TYPE_CHECKING:
    from tracker.ui.main_window import MainWindow

_LOOKED_AT, _SHOWN = 60, 20
"""Events read for the palette, and those of them that it lists."""
_NEAR = 366
"""So many days before the first event or after the last a date is looked for; “6103” is no year then."""
_TYPO = 85
"""How alike (0 to 100) two words are of which one is taken to be the other mistyped."""


@dataclass(frozen=True)
class Entry:
    """One line: its words, what sort of thing it is, its keys; `why_not` says why it cannot be done now, if so."""

    words: str
    kind: str
    run: Callable[[], object] = field(compare=False)
    keys: str = ""
    why_not: str = ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Palette", text)


# What there is


def commands(window: MainWindow) -> list[Entry]:
    """Everything but the events: actions, pages and settings of the menus, lanes, searches, trackers opened lately."""
    return [*_actions(window), *_lanes(window), *_searches(window), *_trackers(window)]


def _actions(window: MainWindow) -> Iterator[Entry]:
    for action, path in actions_with_paths(window):
        if action is not window.actions_.palette:
            yield _of_action(action, path)


def actions_with_paths(window: MainWindow) -> Iterator[tuple[QAction, str]]:
    """Every action of the window with where it stands in the menus, such as 'View › Text size'; '' outside them."""
    seen: set[QAction] = set()

    def walk(actions: Iterable[QAction], path: str) -> Iterator[tuple[QAction, str]]:
        for action in actions:
            menu = action.menu()
            if isinstance(menu, RecentMenu) or action.isSeparator() or action in seen or not action.isVisible():
                continue
            seen.add(action)
            if isinstance(menu, QMenu):
                title = plain(action.text())
                yield from walk(menu.actions(), f"{path} › {title}" if path else title)
            elif action.text():
                yield action, path

    yield from walk(window.menuBar().actions(), "")
    yield from walk(window.actions(), "")


def _of_action(action: QAction, kind: str, before: Callable[[], object] = lambda: None) -> Entry:
    def run() -> None:
        before()
        action.trigger()

    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    why_not = "" if action.isEnabled() else str(action.property("whyNot") or _tr("not possible now"))
    return Entry(plain(action.text()), kind, run, keys, why_not)


def _lanes(window: MainWindow) -> Iterator[Entry]:
    """What stands in the menus of the buttons beside the timeline's tab."""
    for button in window.timeline_page.controls.findChildren(QToolButton):
        menu = button.menu()
        for action in menu.actions() if isinstance(menu, QMenu) else ():
            if action.text() and not action.isSeparator():
                yield _of_action(action, plain(button.accessibleName()), lambda: window.show_tab("timeline"))


def _searches(window: MainWindow) -> Iterator[Entry]:
    for entry in window.sidebar.model.entries:
        if entry.kind in ("view", "saved"):
            kind = _tr("Saved search") if entry.kind == "saved" else _tr("Search")

            def run(text: str = entry.search) -> None:
                window.session.search(text)

            yield Entry(entry.label, kind, run)


def _trackers(window: MainWindow) -> Iterator[Entry]:
    from tracker.ui.app import open_path

    here = window.session.store.path.absolute()
    for path in recent.listed(window.settings):
        if path != here:
            why_not = "" if path.is_file() else _tr("not found")

            def run(path: object = path) -> None:
                open_path(window, path)  # type: ignore[arg-type]

            yield Entry(path.stem, _tr("Tracker opened recently"), run, "", why_not)


def plain(text: str) -> str:
    """An action's words without the mark of its letter, or the number that stands for one."""
    text = re.sub(r"^&\d {2}", "", text)
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def days_typed(window: MainWindow, typed: str) -> list[Entry]:
    """To each date that what is typed may be read as, if it is of the time of the events or near it: the timeline
    there."""
    timeline = window.timeline_page.timeline
    today = datetime.date.today()
    if not re.search("[0-9]", typed) and query.fold(typed) not in ("today", "yesterday", "tomorrow"):
        return []
    try:
        readings = dates.read(typed, today)
    except DateError:
        return []

    def show(first: str, last: str) -> None:
        window.show_tab("timeline")
        timeline.show_date(dates.to_ordinal(first), dates.to_ordinal(last))

    span = timeline.chart.span or (today.toordinal(), today.toordinal())
    found = []
    for reading in readings:
        first, last = dates.bounds(reading.edtf)
        if not first or not last:
            continue
        if dates.to_ordinal(first) <= span[1] + _NEAR and dates.to_ordinal(last) >= span[0] - _NEAR:
            words = _tr("Show {0} on the timeline").format(reading.label)
            found.append(Entry(words, _tr("Timeline"), partial(show, first, last)))
    return found


def events_found(session: Session, typed: str) -> Callable[[Store], list[Entry]]:
    """A read of the events that match what is typed, those with it in their title first."""

    def show(event: int) -> None:
        session.select(event)
        if event not in session.results.ids:
            told = _tr("The search leaves this event out of the lists: Esc in the search box shows all events.")
            session.message.emit(told, "message")

    def read(store: Store) -> list[Entry]:
        try:
            node = query.parse(typed, complete=False)
        except QueryError:
            node = query.parse(query.quote(typed), complete=False)
        rows = store.event_rows(store.found(node, "date-desc", _LOOKED_AT))
        rows.sort(key=lambda row: -fit(typed, row.title))
        return [Entry(row.title, dates.display_short(row.date), partial(show, row.id)) for row in rows[:_SHOWN]]

    return read


# How it matches


def ranked(entries: Iterable[Entry], typed: str) -> list[Entry]:
    """The entries that match what is typed, the best first; all, as they came, if nothing is."""
    if not typed.strip():
        return list(entries)
    scored = [(max(2 * fit(typed, e.words), fit(typed, f"{e.words} {e.kind}")), e) for e in entries]
    found = [(score, entry) for score, entry in scored if score]
    found.sort(key=lambda pair: (-pair[0], bool(pair[1].why_not)))
    return [entry for _, entry in found]


def fit(typed: str, words: str) -> int:
    """How well typed letters fit some words; 0 if they do not.

    Each word typed must be a word, begin one, be in one, be put together of beginnings of some, or nearly be one.
    """
    text = query.fold(words)
    known = text.split()
    total = 0
    for part in query.fold(typed).split():
        best = max((_fit_word(part, word) for word in known), default=0)
        if not best:
            best = 20 if part in text else _fit_beginnings(part, known) or _fit_mistyped(part, known)
        if not best:
            return 0
        total += best
    return total + (50 if text.startswith(query.fold(typed)) else 0) if total else 0


def _fit_word(part: str, word: str) -> int:
    if word == part:
        return 100
    if word.startswith(part):
        return 80
    return 40 if part in word else 0


def _fit_beginnings(part: str, words: list[str]) -> int:
    """Beginnings of words in their order, some left out, such as “ldev” for “Log development”."""
    rests = {part}  # what may still be to be found among the words that follow
    for word in words:
        rests |= {
            rest[length:]
            for rest in rests
            for length in range(1, min(len(rest), len(word)) + 1)
            if word.startswith(rest[:length])
        }
    return 10 if len(part) > 1 and "" in rests else 0


def _fit_mistyped(part: str, words: list[str]) -> int:
    if len(part) < 4:
        return 0
    from rapidfuzz import fuzz

    return 5 if any(fuzz.ratio(part, word[: len(part) + 1]) >= _TYPO for word in words) else 0
