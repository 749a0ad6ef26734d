"""The State of play page: pick a day, and see which policies were in effect, blocked or pending on it, and why."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QToolButton, QVBoxLayout, QWidget

from tracker import query
from tracker.dates import from_ordinal, to_ordinal
from tracker.store import Store
from tracker.store.state_of_play import SEARCHES, Policy, Proof, StateOfPlay
from tracker.ui.session import Session
from tracker.ui.state.model import StateModel, group_words
from tracker.ui.state.proofs import ProofPanel
from tracker.ui.state.table import StateTable
from tracker.ui.theme import Theme
from tracker.ui.widgets.date_field import date_words
from tracker.ui.widgets.day_bar import DayBar
from tracker.ui.widgets.panel_splitter import PanelSplitter
from tracker.ui.widgets.plain_label import plain_label
from tracker.ui.widgets.pop_up import pop_up
from tracker.ui.widgets.read_when_seen import ReadWhenSeen

MOST = 300
"""Policies shown of one group; a narrower search shows the others."""


class StateView(ReadWhenSeen):
    """The state of play of what the current search finds, read anew when it is looked at."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._days_known: tuple[str, ...] = ()
        self._chosen = ("", 0)
        self.model = StateModel(self)
        self.days = DayBar(theme, self)
        self.days.since_field.line.setPlaceholderText(self.tr("the day before"))
        self.summary = plain_label(self, "muted")
        self.summary.setContentsMargins(12, 0, 12, 4)
        self.summary.setToolTip(
            self.tr(
                "A status counts from the first day its date allows: April 2025 counts from 1 April, with a note until "
                "30 April that the day may be later. A status without a date always counts."
            )
        )
        self.table = StateTable(theme, self.model, self)
        self.table.setAccessibleName(self.tr("State of play: policies by how they stand"))
        self.panel = ProofPanel(session, theme, self)
        self.splitter = PanelSplitter(self.table, self.panel, self)
        self.days.add(self._make_copy_button())
        self.main_view = self.table
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.days)
        layout.addWidget(self.summary)
        layout.addWidget(self.splitter, 1)
        for at, stop in pairwise((*self.days.stops, self.table, *self.panel.stops)):
            QWidget.setTabOrder(at, stop)
        self._connect()
        self.set_theme(theme)

    def _make_copy_button(self) -> QToolButton:
        self.copy_button = QToolButton(self.days)
        self.copy_button.setProperty("look", "button")
        self.copy_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.copy_button.setText(self.tr("Copy all ▾"))
        self.copy_button.setAccessibleName(self.tr("Copy all"))
        menu = QMenu(self.copy_button)
        menu.addAction(self.tr("As text with headings (Markdown)"), self.copy_markdown)
        menu.addAction(self.tr("As a table (TSV, for a spreadsheet)"), self.copy_table)
        self.copy_button.setMenu(menu)
        return self.copy_button

    def _connect(self) -> None:
        self.days.changed.connect(self.read)
        self.table.opened.connect(self._open)
        self.table.copied.connect(self._copy_chosen)
        self.table.menu_asked.connect(self._show_menu)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self.panel.closed.connect(self._close_panel)
        self.session.searched.connect(self.renew)
        self.session.selected.connect(self._on_selected)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        for part in (self.days, self.table, self.panel):
            part.set_theme(theme)

    # Reading

    @property
    def since(self) -> str:
        """The day compared with: the one picked, or else the day before."""
        picked = self.days.since
        return picked or from_ordinal(max(1, to_ordinal(self.days.day) - 1))

    def read(self) -> None:
        """Read how policies stand on the day that is picked."""
        anew = self._stale
        results, day, since = self.session.results, self.days.day, self.since

        def read(store: Store) -> tuple[StateOfPlay, tuple[str, ...] | None]:
            return store.state_of_play(results.node, day, since, MOST), store.status_days(
                results.node
            ) if anew else None

        def show(found: tuple[StateOfPlay, tuple[str, ...] | None]) -> None:
            # Until then each reading has to bring the days too: a newer one replaces an older.
            self._stale &= results is not self.session.results
            self._show(*found)

        self.session.read("state of play", read, show)

    def _show(self, state: StateOfPlay, days: tuple[str, ...] | None) -> None:
        if days is not None:
            self._days_known = days
            self.days.set_days(days, datetime.date.today().isoformat())
            # Where nothing was ever recorded there is no day to pick.
            self.days.setVisible(bool(days or self.session.results.text.strip()))
        self.table.empty_text = self._empty_words()
        group, event = self._chosen
        kept = self.table.selectionModel().blockSignals(True)
        top = self.table.verticalScrollBar().value()
        self.model.show(state)
        self.table.fit()
        self.table.selectionModel().blockSignals(kept)
        place = self.model.place_of(group, event or self.session.selection)
        if place >= 0:
            self._choose(place)
        self.table.verticalScrollBar().setValue(top)
        self.copy_button.setEnabled(bool(state.policies))
        self.summary.setText(self._summary(state))
        self._show_proofs()

    def _empty_words(self) -> str:
        if self._days_known:
            return self.tr("No status is recorded as of this day. The first is of {0}.").format(
                date_words(self._days_known[0])
            )
        if self.session.results.text.strip():
            return self.tr("No status is recorded for the events of this search.")
        return self.tr(
            "No status is recorded yet. Select an event and add how it stands, as of a day and with a source, with "
            "“Add status” in the pane at the right."
        )

    def _summary(self, state: StateOfPlay) -> str:
        count = state.total
        if not count:
            return ""
        later = sum(any(s.may_be_later for s in policy.stands.values()) for policy in state.policies)
        events = (
            self.tr("1 event has a status") if count == 1 else self.tr("{0} events have a status").format(f"{count:,}")
        )
        text = self.tr("{0} on {1}.").format(events, date_words(state.day))
        since = date_words(state.since) if self.days.since else self.tr("the day before")
        text += " " + self.tr("Changed since {0}: {1}.").format(since, f"{state.changed:,}")
        if later and count == len(state.policies):
            text += " " + self.tr("Of these, {0} perhaps only from a later day.").format(f"{later:,}")
        return text

    # The policy one stands on

    def chosen(self) -> Policy | None:
        """The policy of the current row."""
        row = self.table.currentIndex().row()
        return self.model.rows[row].policy if 0 <= row < len(self.model.rows) else None

    def _choose(self, place: int) -> None:
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        kept = self.table.selectionModel().blockSignals(True)
        self.table.selectionModel().setCurrentIndex(self.model.index(place, 0), flags)
        self.table.selectionModel().blockSignals(kept)
        self.table.viewport().update()

    def _on_current(self, current: QModelIndex, _: QModelIndex) -> None:
        policy = self.chosen()
        if policy is not None:
            self._chosen = (self.model.rows[current.row()].group, policy.event)
            self.session.select(policy.event)
            self._show_proofs()

    def _on_selected(self, event: int) -> None:
        policy = self.chosen()
        if policy is None or policy.event != event:
            self._chosen = ("", event)
            place = self.model.place_of("", event)
            if place >= 0:
                self._choose(place)
                self.table.scrollTo(self.model.index(place, 0))
            else:
                self.table.clearSelection()
            self._show_proofs()

    # From a policy to what proves it

    def _open(self, by_key: bool) -> None:
        policy = self.chosen()
        if policy is None:
            return
        self.session.select(policy.event)
        if self.splitter.open_panel():
            self.table.scrollTo(self.table.currentIndex())
        if by_key:
            self.panel.focus_when_shown()
        self._show_proofs()

    def _show_proofs(self) -> None:
        policy = self.chosen()
        if not self.panel.isVisibleTo(self):
            return
        if policy is None:
            self._close_panel()
        else:
            self.panel.show_policy(policy, self.model.state.since)

    def _close_panel(self) -> None:
        had = self.focusWidget()
        self.panel.hide()
        if had is not None and self.panel.isAncestorOf(had):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def menu(self) -> QMenu:
        """What can be done with the chosen policy."""
        menu = QMenu(self)
        policy = self.chosen()
        if policy is None:
            return menu
        menu.addAction(self.tr("Show what proves it"), lambda: self._open(True))
        first: dict[int, Proof] = {}
        for proof in (proof for stand in policy.stands.values() for proof in stand.proofs):
            first.setdefault(proof.source, proof)
        for source, proof in first.items():
            words = self.tr("Open source: {0}").format(" ".join(proof.title.split())[:60]).replace("&", "&&")
            menu.addAction(words, partial(self.panel.acts.open_source, source, proof.citation))
        menu.addSeparator()
        group = self.model.rows[self.table.currentIndex().row()].group
        if group in SEARCHES:
            words = self.tr("Narrow the search to “{0}” on this day").format(group_words(group))
            menu.addAction(words, partial(self._narrow, group))
        menu.addAction(self.tr("Copy with citations"), self._copy_chosen)
        return menu

    def _narrow(self, group: str) -> None:
        text = query.with_term(self.session.search_text, "as-of", self.days.day)
        self.session.search(f"{text} {SEARCHES[group]}")

    def _show_menu(self, at: QPoint) -> None:
        pop_up(self.menu(), at)

    # Handing on

    def _copy_chosen(self) -> None:
        from tracker.operations.state_text import policy_text

        policy = self.chosen()
        if policy is not None:
            self._copy(policy_text(policy, self.model.state.since))

    def copy_markdown(self) -> None:
        """Copy the whole state of play as Markdown."""
        from tracker.operations.state_text import state_markdown

        self._copy_all(state_markdown)

    def copy_table(self) -> None:
        """Copy the whole state of play as cells with tabs between them."""
        from tracker.operations.state_text import state_tsv

        self._copy_all(state_tsv)

    def _copy_all(self, told: Callable[[StateOfPlay], str]) -> None:
        """Also what is too much to be shown is copied: it is read for it."""
        node, shown = self.session.results.node, self.model.state

        def read(store: Store) -> str:
            return told(store.state_of_play(node, shown.day, shown.since))

        self.session.read("state of play as text", read, self._copy)

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.session.message.emit(self.tr("Copied with citations."), "message")
