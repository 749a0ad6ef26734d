"""The history of an event: when, which edit, which field went from what to what. Read when it is opened."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from tracker.store import Store
from tracker.store.changes import Change
from tracker.store.dossier import Dossier
from tracker.store.journal import HistoryEntry
from tracker.ui.detail.wording import tr
from tracker.ui.strings import term
from tracker.ui.theme import Theme
from tracker.ui.widgets.date_field import date_words
from tracker.ui.widgets.paragraphs import Paragraphs
from tracker.ui.widgets.text_layout import Block, Paragraph, Run, shown

# Worked out by the program, or of no meaning to a reader.
_SILENT = {"id", "created", "modified", "date_min", "date_max", "place", "start", "end", "prefix", "suffix", "anchor"}
_MOST = 40


def rows_of(dossier: Dossier) -> list[tuple[str, int]]:
    """(table, id) of the event and of all that belongs to it."""
    rows = [("event", dossier.event.id)]
    rows += [("citation", c.citation.id) for c in dossier.citations]
    rows += [("role", r.role.id) for r in dossier.roles]
    rows += [("status", s.status.id) for s in dossier.statuses]
    rows += [("relation", r.relation.id) for r in dossier.relations]
    for concern in dossier.concerns:
        rows.append(("concern", concern.concern.id))
        rows += [("citation", c.citation.id) for c in concern.citations]
    for view in dossier.disputed:
        rows.append(("disputed_point", view.point.id))
        rows += [("claim", c.claim.id) for c in view.claims]
    return rows


def when(at: str) -> str:
    """A moment (UTC, ISO) in the words and the time zone of the system."""
    moment = QDateTime.fromString(at, Qt.DateFormat.ISODateWithMs).toLocalTime()
    return QLocale().toString(moment, QLocale.FormatType.ShortFormat) if moment.isValid() else at


def change_lines(change: Change) -> list[str]:
    """What one change did, a line a field; a record made or removed is one line."""
    name = term(change.table.replace("_", " "))
    if change.before is None or change.after is None:
        row = change.after or change.before or {}
        words = next(
            (str(row[n]) for n in ("title", "statement", "question", "text", "value", "role", "exact") if row.get(n)),
            "",
        )
        verb = tr("added") if change.before is None else tr("removed")
        return [f"{name} {verb}" + (f": {_cut(words)}" if words else "")]
    lines = []
    for field, after in change.after.items():
        if field in _SILENT:
            continue
        label = term(field.replace("_", " "))
        if change.table != "event":
            label = f"{name}, {label.lower()}"
        lines.append(f"{label}: {_value(field, change.before[field])} → {_value(field, after)}")
    return lines


def _value(field: str, value: object) -> str:
    if value in ("", None):
        return tr("nothing")
    if field == "noteworthy":
        return tr("yes") if value else tr("no")
    if field in ("date", "as_of", "settled"):
        return date_words(str(value))
    return f"“{_cut(str(value))}”"


def _cut(text: str) -> str:
    return shown(text, one_line=True, longest=160)


def blocks(entries: list[HistoryEntry]) -> tuple[Block, ...]:
    """The newest edits first: a line of when and what, then what changed."""
    out: list[Block] = []
    undo = {"undo": tr("Undone: {0}"), "redo": tr("Redone: {0}")}
    for _, group in groupby(entries, key=lambda entry: entry.edit):
        parts = list(group)
        head = parts[0]
        label = undo.get(head.kind, "{0}").format(head.label)
        out.append(
            Paragraph(
                (Run(shown(label, one_line=True)), Run(f" · {when(head.at)} · {shown(head.who)}", "muted")), gap=8
            )
        )
        lines = [line for part in reversed(parts) for line in change_lines(part.change)]
        if len(lines) > 6:
            lines = [*lines[:5], tr("and {0} more changes").format(len(lines) - 5)]
        out += [Paragraph((Run(line, "muted"),), gap=1) for line in lines]
        if len(out) > 4 * _MOST:
            break
    return tuple(out)


class HistoryPanel(QWidget):
    """Closed at first."""

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._dossier: Dossier | None = None
        self.toggle = QToolButton(self)
        self.toggle.setText(self.tr("History"))
        self.toggle.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.toggle.setArrowType(Qt.ArrowType.RightArrow)
        self.toggle.setCheckable(True)
        self.toggle.setAccessibleDescription(self.tr("What was changed, when"))
        font = self.toggle.font()
        font.setWeight(font.Weight.DemiBold)
        self.toggle.setFont(font)
        self.toggle.toggled.connect(self._on_toggled)
        self.text = Paragraphs(theme, self, padding=(5, 0))
        self.text.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.text)

    def show_dossier(self, dossier: Dossier, *, same_event: bool) -> None:
        """Be about this event. For another one it closes."""
        self._dossier = dossier
        if not same_event:
            self.toggle.setChecked(False)
        elif self.toggle.isChecked():
            self._load()

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.text.set_theme(theme)

    def _on_toggled(self, opened: bool) -> None:
        self.toggle.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
        if opened:
            self._load()
        self.text.setVisible(opened)

    def _load(self) -> None:
        if self._dossier is not None:
            self.text.set_blocks(*blocks(self._store.history(*rows_of(self._dossier))))
