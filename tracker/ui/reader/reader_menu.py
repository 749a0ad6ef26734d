"""The menu of the reader: what can be done with the selected words, and with the quote looked at."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from tracker.records import Source
from tracker.ui.reader.notes import Note, tr
from tracker.ui.reader.reader_acts import ReaderActs
from tracker.ui.widgets.quote_field import Selected


def make_menu(
    parent: QWidget,
    acts: ReaderActs,
    selected: Selected | None,
    note: Note | None,
    source: Source,
    *,
    go_to_event: Callable[[], object],
    select_words: Callable[[Note], object],
) -> QMenu:
    """For the selected words, if there are any, and for a quote from the source, if one is looked at."""
    menu = QMenu(parent)
    writable = not acts.session.store.read_only
    if selected is not None:
        _add_words(menu, acts, selected, writable=writable)
    if note is not None:
        menu.addSeparator()
        menu.addAction(tr("Go to the event"), go_to_event)
        if note.row.exact:
            menu.addAction(tr("Copy quote with citation"), partial(acts.copy_cited, note.row.exact, source))
        if note.is_placed:
            menu.addAction(tr("Select the words of this quote"), partial(select_words, note))
        _add_changes(menu, acts, selected, note, source.text[note.row.start : note.row.end], writable=writable)
    return menu


def _add_words(menu: QMenu, acts: ReaderActs, selected: Selected, *, writable: bool) -> None:
    words = {
        "cite": (tr("Cite for the selected event"), "C"),
        "cite other": (tr("Cite for another event…"), "Shift+C"),
        "concern": (tr("Add concern…"), "N"),
        "event": (tr("Log event…"), "E"),
        "disputed": (tr("Side of a disputed point…"), "D"),
        "status": (tr("Add status…"), "S"),
    }
    for name, (text, key) in words.items():
        if name != "cite" or acts.session.selection:
            menu.addAction(text, QKeySequence(key), partial(acts.act, name, selected)).setEnabled(writable)
    menu.addSeparator()
    copy = QKeySequence(QKeySequence.StandardKey.Copy)
    menu.addAction(tr("Copy"), copy, partial(acts.copy_words, selected.words))
    menu.addAction(tr("Copy with citation"), QKeySequence("Q"), partial(acts.act, "copy", selected))


def _add_changes(
    menu: QMenu, acts: ReaderActs, selected: Selected | None, note: Note, there: str, *, writable: bool
) -> None:
    """What can be changed of a citation: its words where the text has changed (to those `there`), and whether it is
    there."""
    citation, state = note.citation, note.row.state
    found: list[tuple[str, Callable[[], object]]] = []
    if state == "moved":
        found.append((tr("Quote the words that stand there now"), partial(acts.confirm, citation, there)))
    if selected is not None and state != "no text kept":
        found.append((tr("Quote the selected words instead"), partial(acts.point, citation, selected)))
    if state == "moved":
        found.append((tr("These are other words: the quote is not in this text"), partial(acts.lose, citation)))
    found.append((tr("Remove this citation"), partial(acts.remove, citation)))
    for words, act in found:
        menu.addAction(words, act).setEnabled(writable)
