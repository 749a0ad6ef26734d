"""The menu of one or several events, the same in the table and the timeline: all that can be done with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QMessageBox, QWidget

from tracker import query
from tracker.errors import NotFoundError
from tracker.records import id_text
from tracker.store.dossier import Dossier
from tracker.ui.clipboard import Form, copy_events
from tracker.ui.session import Session
from tracker.ui.strings import term
from tracker.ui.theme import Theme
from tracker.ui.waiting import write_while_waiting
from tracker.ui.widgets.date_field import date_words
from tracker.ui.widgets.text_layout import shown

_AT_ONCE = 1_000
"""So many rows can be read while somebody waits; for more, the window would stand still."""
_MOST_NAMES = 8
ASK_BEYOND = 100
"""To change or delete more events than this is agreed to first."""
IN_BACKGROUND = 500
"""More events than this are changed on a thread of their own, so that the window does not stand still."""


class EventMenus(QObject):
    """Makes menus for events of a session. `window` is what dialogs stand before."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self.session = session
        self._window = window

    def fill(self, menu: QMenu, events: Sequence[int], theme: Theme, copy: Callable[[], None] | None = None) -> None:
        """Add to a menu what can be done with these events. `copy` is what the copy key does there."""
        tr, session = self.tr, self.session
        one = events[0] if len(events) == 1 else 0
        writable = not session.store.read_only and not session.is_lent
        if one:
            menu.addAction(tr("Open"), lambda: session.edit_requested.emit(one))
            menu.addAction(tr("Add concern…"), lambda: self.add_concern(one, theme)).setEnabled(writable)
            menu.addAction(tr("Add source…"), lambda: self.add_source(one, theme)).setEnabled(writable)
            menu.addSeparator()
        if copy is not None:
            menu.addAction(tr("Copy"), QKeySequence(QKeySequence.StandardKey.Copy), copy)
        menu.addMenu(self._copy_menu(menu, events))
        menu.addSeparator()
        if not one:
            words = tr("Change {0} events…").format(f"{len(events):,}")
            menu.addAction(words, lambda: self.change(events, theme)).setEnabled(writable)
        # Of very many, none is looked at: to mark them all is then what is offered.
        few = len(events) <= _AT_ONCE and not session.is_lent
        noted = few and all(event.noteworthy for event in session.store.events(events))
        words = tr("No longer noteworthy") if noted else tr("Mark as noteworthy")
        menu.addAction(words, lambda: self.mark_noteworthy(events, not noted, theme)).setEnabled(writable)
        menu.addAction(tr("Mark as reviewed"), lambda: self.mark_reviewed(events, theme)).setEnabled(writable)
        if one and not session.is_lent:
            menu.addSeparator()
            menu.addAction(tr("Follow this policy"), lambda: session.search(f"chain:{id_text(one)}"))
            dossier = self._dossier(one)
            menu.addMenu(self._read_menu(menu, dossier))
            menu.addMenu(self._search_menu(menu, dossier))
        menu.addSeparator()
        words = tr("Delete event") if one else tr("Delete {0} events").format(f"{len(events):,}")
        menu.addAction(words, lambda: self.delete(events)).setEnabled(writable)

    def _copy_menu(self, parent: QMenu, events: Sequence[int]) -> QMenu:
        menu = QMenu(self.tr("Copy as"), parent)
        forms: tuple[tuple[str, Form], ...] = (
            (self.tr("Citation"), "citation"),
            (self.tr("Markdown"), "markdown"),
            (self.tr("Table with all columns"), "table"),
        )
        for words, form in forms:
            menu.addAction(words).triggered.connect(
                lambda _=False, chosen=form: copy_events(self.session, events, chosen)
            )
        return menu

    def _dossier(self, event: int) -> Dossier | None:
        try:
            return self.session.store.dossier(event)
        except NotFoundError:
            return None

    def _read_menu(self, parent: QMenu, dossier: Dossier | None) -> QMenu:
        """The sources that are cited for an event; one is read at the first words quoted from it."""
        from tracker.ui.detail.cards import by_source, first_quoted

        menu = QMenu(self.tr("Read source"), parent)
        cited = by_source(dossier.citations) if dossier is not None else []
        for source, citations in cited[:_MOST_NAMES]:
            action = menu.addAction(shown(source.title, one_line=True, longest=80).replace("&", "&&"))
            asked = partial(self.session.source_asked.emit, source.id, first_quoted(citations))
            action.triggered.connect(lambda _=False, read=asked: read())
        menu.setEnabled(bool(cited))
        return menu

    def _search_menu(self, parent: QMenu, dossier: Dossier | None) -> QMenu:
        """Searches for what is like an event: its type, its date, who is involved, its topics."""
        menu = QMenu(self.tr("Search for the same"), parent)
        if dossier is None:
            menu.setEnabled(False)
            return menu
        for words, search in self.searches(dossier):
            action = menu.addAction(shown(words, one_line=True, longest=80).replace("&", "&&"))
            action.triggered.connect(lambda _=False, text=search: self.session.search(text))
        return menu

    def searches(self, dossier: Dossier) -> list[tuple[str, str]]:
        """(words, search) for what other events may share with this one."""
        event = dossier.event
        found = [(self.tr("Type: {0}").format(term(event.type)), f"type:{query.quote(event.type)}")]
        if event.date:
            found.append((self.tr("Date: {0}").format(date_words(event.date)), f"during:{query.quote(event.date)}"))
        names = [v.stakeholder.name for v in dossier.roles] + [v.stakeholder.name for v in dossier.concerns]
        found += [
            (self.tr("Stakeholder: {0}").format(name), f"stakeholder:{query.quote(name)}")
            for name in list(dict.fromkeys(names))[:_MOST_NAMES]
        ]
        found += [
            (self.tr("Topic: {0}").format(topic.name), f"topic:{query.quote(topic.name)}")
            for topic in dossier.topics[:_MOST_NAMES]
        ]
        return found

    # Doing

    def add_concern(self, event: int, theme: Theme) -> None:
        """Add a stakeholder's concern to an event."""
        from tracker.ui.dialogs.concern_dialog import ConcernDialog

        self.session.select(event)
        ConcernDialog(self.session, event, theme, self._window.window()).open()

    def add_source(self, event: int, theme: Theme) -> None:
        """Cite a source for an event."""
        from tracker.ui.dialogs.cite_dialog import CiteDialog

        self.session.select(event)
        CiteDialog(self.session, event, theme, self._window.window()).open()

    def change(
        self, events: Sequence[int], theme: Theme, *, reviewed: bool | None = None, noteworthy: bool | None = None
    ) -> None:
        """Open the form that changes several events, with what is wanted already chosen in it."""
        from tracker.ui.dialogs.multi_edit_dialog import MultiEditDialog

        dialog = MultiEditDialog(self.session, events, theme, self._window.window())
        dialog.choose(reviewed=reviewed, noteworthy=noteworthy)
        dialog.open()

    def mark_noteworthy(self, events: Sequence[int], noteworthy: bool, theme: Theme) -> None:
        """Mark events as noteworthy, or no longer, in one edit; of very many it is asked first."""
        from tracker.operations.change import mark_noteworthy

        if len(events) > ASK_BEYOND:
            self.change(events, theme, noteworthy=noteworthy)
        else:
            self.session.attempt(lambda: mark_noteworthy(self.session.store, events, noteworthy))

    def mark_reviewed(self, events: Sequence[int], theme: Theme) -> None:
        """Note that events have been looked over now, in one edit; of very many it is asked first."""
        from tracker.operations.change import mark_all_reviewed

        if len(events) > ASK_BEYOND:
            self.change(events, theme, reviewed=True)
        else:
            self.session.attempt(lambda: mark_all_reviewed(self.session.store, events))

    # Deleting

    def delete(self, events: Sequence[int]) -> None:
        """Delete events in one edit; of very many it is asked first."""
        if len(events) <= ASK_BEYOND:
            self._delete(events)
            return
        words = self.tr(
            "Delete {0} events, with all that belongs to them? Their sources stay. It is one edit: Ctrl+Z takes it "
            "back."
        )
        box = QMessageBox(self._window.window())
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Delete events"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(words.format(f"{len(events):,}"))
        delete = box.addButton(self.tr("Delete"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        delete.clicked.connect(lambda: self._delete(events))
        box.open()

    def _delete(self, events: Sequence[int]) -> None:
        from tracker.operations.change import delete_events

        session = self.session
        if len(events) > IN_BACKGROUND:
            self._delete_elsewhere(events)
        elif events and session.attempt(lambda: delete_events(session.store, events)) is not None:
            self._tell_deleted(len(events))

    def _delete_elsewhere(self, events: Sequence[int]) -> None:
        """On a thread of its own, while the window waits."""
        from tracker.operations.change import delete_events

        write_while_waiting(
            self.session,
            self._window,
            self.tr("Deleting events"),
            lambda store, *_: delete_events(store, events),
            lambda _: self._tell_deleted(len(events)),
            self.session.fail,
        )

    def _tell_deleted(self, count: int) -> None:
        many = self.tr("{0} events deleted. Ctrl+Z brings them back.").format(f"{count:,}")
        one = self.tr("Event deleted. Ctrl+Z brings it back.")
        self.session.message.emit(one if count == 1 else many, "message")
