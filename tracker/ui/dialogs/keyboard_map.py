"""Every key, by the place where it works: the window's from its actions, the views' as they document them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from tracker import query
from tracker.ui.palette_entries import actions_with_paths, plain
from tracker.ui.room import open_at

if TYPE_CHECKING:
    from tracker.ui.main_window import MainWindow

Keys = tuple[str, str]
"""(the keys, what they do)"""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Keyboard", text)


def keys_of(actions: Iterable[tuple[QAction, str]]) -> list[Keys]:
    """The keys of actions that have any, with their words; those of a submenu with its title."""
    found = []
    for action, path in actions:
        keys = ", ".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts())
        if keys:
            title = f"{path.split(' › ')[-1]}: " if " › " in path else ""
            found.append((keys, title + plain(action.text()).rstrip("…")))
    return found


def keyboard_map(window: MainWindow) -> list[tuple[str, list[Keys]]]:
    """(place, its keys), the window's first."""
    return [
        (_tr("Everywhere in the window"), keys_of(actions_with_paths(window))),
        (
            _tr("Between the parts"),
            [
                (_tr("Tab, Shift+Tab"), _tr("To the next control, to the one before")),
                (_tr("Alt with a letter"), _tr("Open a menu")),
                (_tr("Esc"), _tr("Close what was opened last; in the search box, show all events")),
                (_tr("Down"), _tr("In the search box: choose among the completions")),
                (
                    _tr("Enter, Space"),
                    _tr("In the sidebar: add the line to the search or take it out; show or fold a group"),
                ),
            ],
        ),
        (
            _tr("Timeline"),
            [
                (_tr("Left, Right"), _tr("Go through the events in time")),
                (_tr("Up, Down"), _tr("To the event nearest in the lane above or below")),
                (_tr("Home, End"), _tr("To the first event, to the last")),
                (
                    _tr("Shift with Left, Right, Home, End"),
                    _tr("Select all events in time up to another; a click with Ctrl or Shift does too"),
                ),
                (_tr("Ctrl+A"), _tr("Select all events; Esc goes back to one")),
                (_tr("Enter"), _tr("Open the selected event for editing")),
                (_tr("Space"), _tr("List the events that stand on one spot")),
                (_tr("Alt+Left, Alt+Right"), _tr("Move the date of the selected event; let go of Alt to keep it")),
                (_tr("Ctrl+Left, Ctrl+Right"), _tr("Move the view in time")),
                (_tr("Page Up, Page Down"), _tr("Scroll the lanes")),
                (_tr("+, −"), _tr("Zoom in, zoom out")),
                ("0", _tr("Show the whole span")),
                ("T", _tr("Go to today; to another date by typing it in the command palette")),
                ("?", _tr("What the marks mean")),
                (_tr("Alt+Up, Alt+Down"), _tr("Move the lane of the selected event")),
                ("L", _tr("What can be done with that lane")),
                ("R", _tr("List the relations of the selected event, and go to one")),
                (_tr("Esc"), _tr("Back to all lanes, out of a chain; while a date is moved: leave it as it was")),
            ],
        ),
        (
            _tr("Overview under the timeline"),
            [
                (_tr("Left, Right"), _tr("Move the window over the whole span")),
                (_tr("+, −"), _tr("Make it narrower, wider")),
            ],
        ),
        (
            _tr("Tables"),
            [
                (_tr("Up, Down, Page Up, Page Down"), _tr("Select the row above or below, or a page away")),
                (_tr("Ctrl+Home, Ctrl+End"), _tr("To the first row, to the last")),
                (_tr("Shift with these"), _tr("Select several rows")),
                (_tr("Ctrl+A"), _tr("Select all rows")),
                (_tr("Enter"), _tr("Open the row for editing")),
                (_tr("Delete"), _tr("Delete what is selected; Ctrl+Z brings it back")),
            ],
        ),
        (
            _tr("Concerns"),
            [
                (_tr("Arrows"), _tr("From cell to cell")),
                (
                    _tr("Enter, Space"),
                    _tr("Show what was said under the cell, its source and its event; Esc goes back"),
                ),
                (_tr("Ctrl+Enter"), _tr("Narrow the search to the cell, or take it back")),
            ],
        ),
        (
            _tr("State of play"),
            [
                (_tr("Up, Down"), _tr("From policy to policy")),
                (_tr("Enter, Space"), _tr("Show what proves how the policy stands; Esc goes back")),
                (_tr("Ctrl+C"), _tr("Copy how the policy stands, with citations")),
            ],
        ),
        (
            _tr("Day slider, in Concerns and State of play"),
            [
                (_tr("Right, Left"), _tr("A day forward, a day back")),
                (_tr("Up, Down"), _tr("To the next change, to the one before")),
                (_tr("Page Up, Page Down"), _tr("A month forward, a month back")),
                (_tr("Home, End"), _tr("To the first day; to the last, or to all time")),
            ],
        ),
        (
            _tr("Reader"),
            [
                (_tr("Arrows, with Shift"), _tr("Move the caret, select words; with Ctrl, word by word")),
                ("C", _tr("Cite the selected words for the selected event; Shift+C: for another")),
                ("N", _tr("Add a concern that the selected words show; Shift+N: about another event")),
                ("E", _tr("Log an event that the selected words prove")),
                ("D", _tr("Make the selected words a side of a disputed point; Shift+D: of another event")),
                ("S", _tr("Add a status that the selected words show; Shift+S: of another event")),
                ("Q", _tr("Copy the selected words with their source")),
                (_tr("F8, Shift+F8"), _tr("To the next quote, to the one before (Alt+Down, Alt+Up too)")),
                (_tr("Enter"), _tr("Go to the event of the quote")),
                (_tr("/, Ctrl+F"), _tr("Find in the text; F3 and Shift+F3 go on to the next place, the one before")),
                (_tr("Esc"), _tr("Back to where you came from")),
            ],
        ),
        (
            _tr("Disputed"),
            [
                (_tr("Up, Down"), _tr("From point to point, its versions side by side below")),
                (_tr("Enter"), _tr("In the list: go to the event of the point")),
                (_tr("Left, Right"), _tr("From version to version")),
                (_tr("Enter, Space"), _tr("On a version: settle the point by it")),
                (_tr("Delete"), _tr("On one of three or more versions: remove it; Ctrl+Z brings it back")),
            ],
        ),
        (
            _tr("Detail pane"),
            [
                (_tr("Up, Down"), _tr("From card to card")),
                (_tr("Enter, Space"), _tr("Open the card")),
                (_tr("Delete"), _tr("Remove the card; Ctrl+Z brings it back")),
                (_tr("Esc"), _tr("In a field: leave it as it was")),
            ],
        ),
        (
            _tr("Inbox"),
            [
                (_tr("J, K"), _tr("To the next item, to the one before")),
                (_tr("Enter, C"), _tr("Capture the item")),
                ("L", _tr("Link the item to an event")),
                (_tr("D, Delete"), _tr("Dismiss what is selected")),
                ("U", _tr("Make what is selected new again")),
                ("O", _tr("Open the item's link in the browser")),
                ("F5", _tr("Ask the feeds what is new")),
            ],
        ),
        (
            _tr("Forms"),
            [
                (_tr("Ctrl+Enter"), _tr("Save")),
                (_tr("Enter"), _tr("In a field of one line: save, or go to what is missing")),
                (_tr("Alt+1, Alt+2"), _tr("In a date: choose among the ways to read it")),
                (_tr("1 to 4"), _tr("Where a position is chosen: choose it")),
                (_tr("Esc"), _tr("Close; what was typed is offered again next time")),
            ],
        ),
        (
            _tr("Capture article"),
            [
                (_tr("Ctrl+V"), _tr("Paste an article, and read it; or its address, to fetch it with Enter")),
                (_tr("Space"), _tr("In a list: take what is suggested, or leave it")),
                (_tr("Up, Down"), _tr("In a list: to the next row, whose words are shown in the text; choose a date")),
                (_tr("Enter"), _tr("To the next field")),
                (_tr("Ctrl+Enter"), _tr("Read what was typed; then save all that is shown and ticked")),
            ],
        ),
        (
            _tr("Command palette"),
            [
                (_tr("Up, Down"), _tr("Choose")),
                (_tr("Enter"), _tr("Do it, or go there")),
                (_tr("Esc"), _tr("Close")),
            ],
        ),
    ]


def as_text(places: Iterable[tuple[str, list[Keys]]]) -> str:
    """The map as plain text, for printing."""
    lines = []
    for place, keys in places:
        lines += [place, *(f"  {key:<26} {what}" for key, what in keys), ""]
    return "\n".join(lines)


class KeyboardMap(QDialog):
    """Searched by key and by what it does; copied as text."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setWindowTitle(self.tr("Keyboard"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        letter = self.fontMetrics().averageCharWidth()
        open_at(self, 780, 640)
        self.places = keyboard_map(window)
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(self.tr("Search keys and what they do"))
        self.line.setAccessibleName(self.tr("Search keys and what they do"))
        self.line.setClearButtonEnabled(True)
        self.tree = QTreeWidget(self)
        self.tree.setAccessibleName(self.tr("Keys by place"))
        self.tree.setColumnCount(2)
        self.tree.setHeaderLabels([self.tr("Keys"), self.tr("What they do")])
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(letter * 2)
        self.tree.setWordWrap(True)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.header().setStretchLastSection(True)
        for place, keys in self.places:
            top = QTreeWidgetItem([place])
            font = top.font(0)
            font.setBold(True)
            top.setFont(0, font)
            top.addChildren([QTreeWidgetItem([key, what]) for key, what in keys])
            self.tree.addTopLevelItem(top)
            top.setFirstColumnSpanned(True)
        self.tree.expandAll()
        self.none = QLabel(self.tr("No key matches these words."), self)
        self.none.setProperty("look", "muted")
        self.none.hide()
        self.copy_button = QPushButton(self.tr("&Copy as text"), self)
        self.copy_button.setAutoDefault(False)
        self.copy_button.clicked.connect(self.copy)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        bottom = QHBoxLayout()
        bottom.addWidget(self.copy_button)
        bottom.addStretch(1)
        bottom.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(8)
        layout.addWidget(self.line)
        layout.addWidget(self.none)
        layout.addWidget(self.tree, 1)
        layout.addLayout(bottom)
        self.line.textChanged.connect(self._search)
        self.line.setFocus()

    def copy(self) -> None:
        """Put the whole map on the clipboard as plain text."""
        QGuiApplication.clipboard().setText(as_text(self.places))
        self.copy_button.setText(self.tr("Copied"))

    def _search(self, typed: str) -> None:
        words = query.fold(typed).split()
        found = False
        for number in range(self.tree.topLevelItemCount()):
            top = self.tree.topLevelItem(number)
            assert top is not None
            shown = False
            for place in range(top.childCount()):
                row = top.child(place)
                assert row is not None
                text = query.fold(" ".join((top.text(0), row.text(0), row.text(1))))
                row.setHidden(not all(word in text for word in words))
                shown |= not row.isHidden()
            top.setHidden(not shown)
            found |= shown
        self.none.setVisible(not found)
