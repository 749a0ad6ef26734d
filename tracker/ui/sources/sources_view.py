"""All sources of the tracker: what each is, what cites it, what of it is kept."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import (
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tracker import query
from tracker.records import Source
from tracker.store import ChangeSet, Store
from tracker.store.source_list import SourceRow, source_rows
from tracker.ui.session import Session
from tracker.ui.sources.source_acts import SourceActs
from tracker.ui.sources.source_model import SHOWN, SourceModel
from tracker.ui.strings import source_kind
from tracker.ui.theme import Theme
from tracker.ui.web_links import host_of
from tracker.ui.widgets.filter_bar import FilterBar
from tracker.ui.widgets.read_when_seen import ReadWhenSeen
from tracker.ui.widgets.row_table import Column, RowTable


class _SourceTable(RowTable):
    """Keys of the table of sources."""

    opened = Signal()
    deleted = Signal()
    copied = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete and not event.modifiers():
            self.deleted.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        else:
            super().keyPressEvent(event)


class SourcesView(ReadWhenSeen):
    """The table of sources with a box to filter it; read anew when looked at."""

    events_asked_for = Signal()
    """The search now shows the events of one source: bring the events to the front."""
    links_asked_for = Signal(object)
    """The person wants these addresses (a list of `Address`) asked whether they still answer."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.acts = SourceActs(session, theme, self)
        self.sources = SourceModel(self)
        self.table = _SourceTable(theme, self)
        self.table.setAccessibleName(self.tr("Sources"))
        self.table.setModel(self.sources)
        self.table.setSelectionMode(RowTable.SelectionMode.SingleSelection)
        self.table.let_sort(self.sources.place("title"), Qt.SortOrder.AscendingOrder)
        self.table.horizontalHeader().sortIndicatorChanged.connect(self._sort)
        self._set_columns()
        self.table.doubleClicked.connect(lambda _: self.open_selected())
        self.table.opened.connect(self.open_selected)
        self.table.deleted.connect(self.delete_selected)
        self.table.copied.connect(self.copy_citation)
        self.table.offer_menu(self.menu)
        self.bar = FilterBar(self.tr("Filter sources"), self._shown_words(), 360, self)
        self.bar.filter.setAccessibleName(self.tr("Filter sources by title, publisher, kind, link or number"))
        self.bar.shown.setAccessibleName(self.tr("Which sources are shown"))
        self.bar.changed.connect(self._filter)
        self.check_button = QPushButton(self.tr("Check links…"), self)
        self.check_button.setToolTip(self.tr("Ask the addresses of the sources shown whether they still answer"))
        self.check_button.clicked.connect(self.check_shown)
        self.check_button.setEnabled(not session.store.read_only)
        self.bar.add(self.check_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.table, 1)
        for before, after in pairwise((self.bar.filter, self.bar.shown, self.check_button, self.table)):
            QWidget.setTabOrder(before, after)
        session.changed.connect(self._on_changed)

    def _shown_words(self) -> list[tuple[str, str]]:
        """(one of `SHOWN`, its words)."""
        words = {
            "": self.tr("All sources"),
            "dead": self.tr("Dead links"),
            "moved": self.tr("Moved links"),
            "not reached": self.tr("Links not reached"),
            "unchecked": self.tr("Links never checked"),
            "unarchived": self.tr("Not archived"),
            "no text": self.tr("No text kept"),
            "uncited": self.tr("Not cited"),
        }
        return [(name, words[name]) for name in SHOWN]

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.acts.theme = theme
        self.table.set_theme(theme)

    def _set_columns(self) -> None:
        advance = self.table.fontMetrics().horizontalAdvance
        names = self.sources.names
        count = advance("0000") + 24
        widths = {
            "title": (320, 230),
            "publisher": (advance("House of Representatives") + 20, advance("Associated Pr…") + 20),
            "kind": (advance("Speech or transcript") + 20, advance("News article") + 20),
            "issued": (advance("29–30 Sep 2025") + 20, advance("29 Sep 2025") + 20),
            "events": (advance(names["events"]) + 30, count),
            "concerns": (advance(names["concerns"]) + 30, count),
            "kept": (advance("✓ text, snapshot") + 20, advance("✓ text") + 20),
            "link": (advance("? Not reached 29 Sep 2025") + 30, advance("✓ Reached") + 20),
            "accessed": (advance("29 Sep 2025") + 20, advance("29 Sep 2025") + 20),
        }
        self.table.set_columns(
            [Column(name, *widths[name], spare=name in ("kind", "concerns", "kept", "accessed")) for name in names],
            self.sources.place("title"),
        )

    # Reading

    def _on_changed(self, change: ChangeSet) -> None:
        tables = {"source", "citation", "concern", "status", "claim", "disputed_point", "event", "link_check"}
        if change.tables() & tables:
            self.renew()

    def read(self) -> None:
        """Read the sources."""
        self._stale = False

        def read(store: Store) -> tuple[list[SourceRow], dict[int, str]]:
            rows = source_rows(store.connection)
            return rows, {
                r.id: query.fold(" ".join((r.title, r.publisher, source_kind(r.kind), r.url, r.number))) for r in rows
            }

        self.session.read("sources", read, self._show)

    def _show(self, read: tuple[list[SourceRow], dict[int, str]]) -> None:
        self._keeping(lambda: self.sources.show(*read))

    def _filter(self) -> None:
        self._keeping(lambda: self.sources.set_filter(self.bar.filter.text(), SHOWN[self.bar.shown.value()]))

    def _sort(self, section: int, order: Qt.SortOrder) -> None:
        self._keeping(lambda: self.sources.sort(section, order))

    def _keeping(self, show: Callable[[], None]) -> None:
        """Change what is shown; the same source stays selected."""
        kept = self.selected()
        self.table.keeping_one(show, lambda: self.sources.row_of(kept.id) if kept else -1)
        shown, every = len(self.sources.rows), len(self.sources.all)
        if self.bar.narrows:
            self.bar.say(self.tr("{0} of {1}").format(f"{shown:,}", f"{every:,}"))
            words, chosen = self.tr("No source has these words."), self.tr("No such source.")
            self.table.empty_text = words if self.bar.filter.text().strip() else chosen
        else:
            self.bar.say(self.tr("1 source") if every == 1 else self.tr("{0} sources").format(f"{every:,}"))
            self.table.empty_text = self.tr("No sources yet. Add the first with Ctrl+Shift+S.")

    # Doing

    def selected(self) -> SourceRow | None:
        """The selected source."""
        chosen = self.table.selected_rows()
        return self.sources.rows[chosen[0]] if chosen else None

    def open_selected(self) -> None:
        """Read the selected source."""
        source = self.selected()
        if source is not None:
            self.acts.open_source(source.id)

    def edit_selected(self) -> None:
        """Show what is known of the selected source, to correct it."""
        source = self.selected()
        if source is not None:
            self.acts.edit_source(source.id)

    def show_versions(self) -> None:
        """Show the versions of the selected source, and how they differ."""
        source = self.selected()
        if source is not None:
            self.acts.show_versions(source.id)

    def show_events(self) -> None:
        """Search for the events that cite the selected source."""
        source = self.selected()
        if source is None:
            return
        # Its link names it better than a title that several have.
        alike = [r for r in self.sources.all if query.fold(r.title) == query.fold(source.title)]
        named = source.url if len(alike) > 1 and source.url else source.title
        self.session.search(f"source:{query.quote(named)}")
        self.events_asked_for.emit()

    def open_link(self) -> None:
        """Open the link of the selected source in the browser."""
        source = self.selected()
        if source is not None:
            self.acts.open_url(source.url)

    def check_shown(self) -> None:
        """Ask whether the addresses of the sources shown still answer, once the person has seen which they are."""
        self._check_links([row.id for row in self.sources.rows])

    def check_selected(self) -> None:
        """Ask whether the address of the selected source still answers."""
        source = self.selected()
        if source is not None:
            self._check_links([source.id])

    def _check_links(self, sources: list[int]) -> None:
        from tracker.operations.link_checks import Address, addresses
        from tracker.ui.dialogs.links_dialog import LinksDialog

        def ask(found: list[Address]) -> None:
            dialog = LinksDialog(found, self)
            dialog.accepted.connect(lambda: self.links_asked_for.emit(found))
            dialog.open()

        self.session.read("addresses", lambda store: addresses(store, sources), ask)

    def copy_archiving(self) -> None:
        """Put the address on the clipboard that has the Wayback Machine keep a copy; opening it is the person's."""
        source = self.selected()
        if source is not None:
            self.acts.copy(f"https://web.archive.org/save/{source.url.strip()}")
            self.session.message.emit(
                self.tr("Copied. Open it in a browser to have the Wayback Machine keep a copy of the page."), "message"
            )

    def copy_citation(self) -> None:
        """Put the selected source on the clipboard as others cite it."""
        source, session = self.selected(), self.session
        if source is None:
            return
        for found in session.attempt(lambda: session.store.source_heads([source.id])) or ():
            self.acts.copy_citation(found)

    def delete_selected(self) -> None:
        """Delete the selected source; refused while something cites it."""
        from tracker.operations.change import delete

        source, session = self.selected(), self.session
        if source is None:
            return
        if session.attempt(lambda: delete(session.store, session.store.get(Source, source.id))) is not None:
            session.message.emit(self.tr("Source deleted. Ctrl+Z brings it back."), "message")

    def menu(self) -> QMenu:
        """What can be done with the selected source."""
        menu = QMenu(self)
        source = self.selected()
        if source is None:
            return menu
        menu.addAction(self.tr("Read"), self.open_selected)
        menu.addAction(self.tr("Edit details…"), self.edit_selected)
        menu.addAction(self.tr("Show events citing this"), self.show_events).setEnabled(bool(source.events))
        host = host_of(source.url)
        text = self.tr("Open link at {0}").format(host) if host else self.tr("Open link")
        menu.addAction(text, self.open_link).setEnabled(bool(host))
        writable = not self.session.store.read_only
        copy = menu.addAction(self.tr("Copy the address that archives it"), self.copy_archiving)
        copy.setEnabled(bool(host))
        copy.setToolTip(self.tr("Open it in a browser to have the Wayback Machine keep a copy of the page"))
        menu.addAction(self.tr("Check link…"), self.check_selected).setEnabled(bool(host) and writable)
        menu.addAction(self.tr("Versions…"), self.show_versions)
        menu.addAction(self.tr("Copy as citation"), QKeySequence(QKeySequence.StandardKey.Copy), self.copy_citation)
        menu.addSeparator()
        menu.addAction(self.tr("Delete source"), self.delete_selected).setEnabled(not self.session.store.read_only)
        return menu
