"""The state of play as Qt shows it: policies under the headings of their groups, a column for each axis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QAbstractTableModel, QCoreApplication, QModelIndex, QObject, Qt

from tracker.store.state_of_play import Policy, Stand, StateOfPlay
from tracker.ui.strings import term
from tracker.ui.widgets.date_field import date_words, short_date
from tracker.ui.widgets.row_table import Index, tooltip

COLUMNS = ("event", "in effect", "litigation", "lifecycle")
_VALUES = {
    ("in effect", "fully"): str(QT_TRANSLATE_NOOP("State", "Fully")),
    ("in effect", "partially"): str(QT_TRANSLATE_NOOP("State", "Partly")),
    ("in effect", "not"): str(QT_TRANSLATE_NOOP("State", "Not")),
    ("in effect", "unknown"): str(QT_TRANSLATE_NOOP("State", "Not known")),
}


def tr(text: str) -> str:
    """Words of the state of play in the user's language."""
    return QCoreApplication.translate("State", text)


def value_words(axis: str, value: str) -> str:
    """A status as the column of its axis shows it."""
    return tr(_VALUES[axis, value]) if (axis, value) in _VALUES else term(value)


def since_words(stand: Stand, *, short: bool = False) -> str:
    """'since 7 April 2025', and what is not certain of it."""
    words = short_date if short else date_words
    if not stand.since:
        return tr("no date given")
    said = tr("since {0}").format(words(stand.since))
    if stand.again and not short:
        said = tr("{0}, again {1}").format(said, words(stand.again))
    return tr("{0}, perhaps after this day").format(said) if stand.may_be_later else said


def change_words(axis: str, stand: Stand) -> str:
    """'was pending', 'new', or '' for what did not change."""
    if stand.was is None:
        return ""
    return tr("was {0}").format(value_words(axis, stand.was).lower()) if stand.was else tr("new")


@dataclass(frozen=True, slots=True)
class StateRow:
    """A policy under a group, or (with none) the heading of the group, which has `count` policies, some `shown`."""

    group: str
    policy: Policy | None
    count: int = 0
    shown: int = 0

    @property
    def number(self) -> str:
        """How many there are, in words where not all are shown."""
        if self.shown < self.count:
            return tr("{0}, the first {1} shown").format(f"{self.count:,}", f"{self.shown:,}")
        return f"{self.count:,}"


class StateModel(QAbstractTableModel):
    """One state of play."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = StateOfPlay.of("", "", ())
        self.rows: tuple[StateRow, ...] = ()

    def show(self, state: StateOfPlay) -> None:
        """Show this."""
        rows = []
        for group, policies in state.grouped():
            rows.append(StateRow(group, None, state.counts[group], len(policies)))
            rows += [StateRow(group, policy) for policy in policies]
        self.beginResetModel()
        self.state, self.rows = state, tuple(rows)
        self.endResetModel()

    def place_of(self, group: str, event: int) -> int:
        """The row of an event in a group, or else in any; -1 if it has none."""
        places = [n for n, row in enumerate(self.rows) if row.policy is not None and row.policy.event == event]
        return next((n for n in places if self.rows[n].group == group), places[0] if places else -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Headings and policies."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The event and the axes."""
        return 0 if parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The arrows go past headings."""
        if index.isValid() and self.rows[index.row()].policy is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words; the delegate draws from `rows`."""
        roles = Qt.ItemDataRole
        if not index.isValid() or role not in (roles.DisplayRole, roles.ToolTipRole, roles.AccessibleTextRole):
            return None
        row, column = self.rows[index.row()], COLUMNS[index.column()]
        if row.policy is None:
            heading = f"{group_words(row.group)} ({row.number})"
            return heading if column == "event" and role != roles.ToolTipRole else None
        if column == "event":
            date = f" ({date_words(row.policy.date)})" if row.policy.date else ""
            text = row.policy.title + date
        else:
            stand = row.policy.stands.get(column)
            if stand is None:
                none = tr("{0}: nothing recorded").format(term(column))
                return none if role == roles.AccessibleTextRole else None
            if role == roles.DisplayRole:
                return value_words(column, stand.value)
            text = self.told(column, stand)
        return tooltip(text) if role == roles.ToolTipRole else text

    def told(self, axis: str, stand: Stand) -> str:
        """Everything about a policy's standing on an axis, in words."""
        text = f"{term(axis)}: {value_words(axis, stand.value)}, {since_words(stand)}"
        changed = change_words(axis, stand)
        if changed:
            text += tr("; {0} on {1}").format(changed, date_words(self.state.since)) if stand.was else f"; {changed}"
        text += f". {stand.note}" if stand.note else "."
        sources = "; ".join(
            ", ".join(x for x in (p.title, p.publisher, short_date(p.issued) if p.issued else "") if x)
            for p in stand.proofs
        )
        return f"{text} {tr('Source: {0}').format(sources) if sources else tr('No source is cited for this.')}"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The event and the axes, across."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr("Event") if section == 0 else term(COLUMNS[section])
        return None


def group_words(group: str) -> str:
    """The heading of a group."""
    return term(group)
