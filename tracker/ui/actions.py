"""Every action of the window: its words, its key, what it does. The menu bar is their map."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QDesktopServices, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar

from tracker import __version__
from tracker.ui import undoing
from tracker.ui.appearance import Appearance
from tracker.ui.network import allow_private, allows_private
from tracker.ui.pages import PAGES
from tracker.ui.recent import RecentMenu

if TYPE_CHECKING:
    from tracker.ui.clipboard import Form
    from tracker.ui.main_window import MainWindow


Entry = QAction | QMenu | tuple[str, Sequence[QAction | None]] | None
"""What may stand in a menu: an action, a menu made elsewhere, a title with its submenu's actions, a line."""


class Actions(QObject):
    """Made before the views; what an action needs of the window it asks for when triggered."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        tr = self.tr
        self.log = self._new(tr("&Log development…"), self._log, "Ctrl+N")
        self.capture = self._new(tr("&Capture article…"), lambda: window.capture(), "Ctrl+Shift+N")
        self.concern = self._new(tr("Add &concern…"), self._add_concern, "Ctrl+Shift+C")
        self.source = self._new(tr("Add &source…"), self._add_source, "Ctrl+Shift+S")
        self.open = self._new(tr("&Open tracker…"), self._open, "Ctrl+O")
        self.new = self._new(tr("&New tracker…"), self._new_tracker)
        self.recent_menu = RecentMenu(window)
        self.inside = self._new(tr("Allo&w addresses inside your network"), self._allow_inside)
        self.inside.setCheckable(True)
        self.inside.setChecked(allows_private(window.settings))
        self.import_ = self._new(tr("&Import…"), self._import, "Ctrl+I")
        self.export = self._new(tr("&Export…"), self._export, "Ctrl+E")
        self.picture = self._new(tr("&Picture…"), self._picture, "Ctrl+Shift+P")
        self.backup = self._new(tr("&Back up now"), lambda: window.status.back_up())
        self.folder = self._new(tr("Show the &folder of this tracker"), self._show_folder)
        self.close = self._new(tr("&Quit"), QApplication.closeAllWindows, "Ctrl+Q")
        self.undo = self._new(tr("&Undo"), lambda: undoing.undo(window.session, window), "Ctrl+Z")
        self.redo = self._new(tr("&Redo"), lambda: undoing.redo(window.session, window), "Ctrl+Shift+Z", "Ctrl+Y")
        self.delete = self._new(tr("&Delete selected events"), self._delete)
        self.copy_citation = self._new(tr("Copy as cita&tion"), partial(self._copy, "citation"), "Ctrl+Shift+X")
        self.copy_markdown = self._new(tr("Copy as Mar&kdown"), partial(self._copy, "markdown"), "Ctrl+Shift+M")
        self.copy_table = self._new(tr("Copy as ta&ble with all columns"), partial(self._copy, "table"))
        self.change = self._new(tr("Ch&ange selected events…"), self._change_several, "Ctrl+Shift+H")
        self.seen = self._new(tr("&Mark as seen"), self._mark_as_seen)
        self.my_name = self._new(tr("M&y name…"), self._name_me)
        self.find = self._new(tr("&Find"), lambda: window.search_bar.focus(), "Ctrl+F")
        self.palette = self._new(tr("Command &palette…"), self._palette, "Ctrl+K")
        self.save_search = self._new(tr("Sa&ve this search…"), lambda: window.save_current_search(), "Ctrl+S")
        self.follow = self._new(tr("F&ollow this policy"), self._follow, "Ctrl+J")
        self.quotes = self._new(tr("&Quotes to look at…"), self._quotes, "Ctrl+Shift+Q")
        self.check = self._new(tr("&Check this tracker"), self._check)
        self.help_search = self._new(tr("&How to search"), self._help_search, "F1")
        self.keys = self._new(tr("&Keyboard…"), self._keys, "Ctrl+/")
        self.example = self._new(tr("Open the &example case"), self._example)
        self.about = self._new(tr("&About Policy Tracker"), self._about)
        self.tabs = [
            self._new(page.menu_label, partial(self._go_to_page, page.name), f"Ctrl+{number}")
            for number, page in enumerate(PAGES, start=1)
        ]
        self.appearance = Appearance(window, self._new)

    def _allow_inside(self) -> None:
        allowed = self.inside.isChecked()
        allow_private(self.window.settings, allowed)
        said = (
            self.tr("Addresses inside your own network may be asked now, when you fetch an article, links or feeds.")
            if allowed
            else self.tr("Addresses inside your own network are refused.")
        )
        self.window.session.message.emit(said, "message")

    def _new(self, text: str, slot: Callable[[], object], *keys: str) -> QAction:
        action = QAction(text, self.window)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(lambda _=False: slot())
        self.window.addAction(action)
        return action

    def fill(self, bar: QMenuBar) -> None:
        """Lay the actions out in menus."""
        tr = self.tr
        menus: tuple[tuple[str, tuple[Entry, ...]], ...] = (
            (
                tr("&File"),
                (
                    self.new,
                    self.open,
                    self.recent_menu,
                    None,
                    self.capture,
                    self.inside,
                    None,
                    self.import_,
                    self.export,
                    self.picture,
                    None,
                    self.backup,
                    self.folder,
                    None,
                    self.close,
                ),
            ),
            (
                tr("&Edit"),
                (
                    self.undo,
                    self.redo,
                    None,
                    self.log,
                    self.concern,
                    self.source,
                    None,
                    self.change,
                    self.delete,
                    None,
                    self.copy_citation,
                    self.copy_markdown,
                    self.copy_table,
                    None,
                    self.quotes,
                    self.seen,
                    self.my_name,
                    None,
                    self.palette,
                    self.find,
                    self.save_search,
                ),
            ),
            (tr("&View"), (*self.tabs, None, self.follow, *self._of_lanes(), None, *self.appearance.menus())),
            (tr("&Help"), (self.help_search, self.keys, self.example, None, self.check, None, self.about)),
        )
        for title, entries in menus:
            _lay_out(bar.addMenu(title), entries)

    def name_undo(self, undo: str, redo: str) -> None:
        """Say in the menu what would be undone and redone."""
        self.undo.setText(self.tr("&Undo {0}").format(undo.replace("&", "&&")) if undo else self.tr("&Undo"))
        self.redo.setText(self.tr("&Redo {0}").format(redo.replace("&", "&&")) if redo else self.tr("&Redo"))
        writable = not self.window.session.store.read_only
        read_only = self._read_only if not writable else ""
        self._allow(self.undo, read_only or ("" if undo else self.tr("nothing to undo")))
        self._allow(self.redo, read_only or ("" if redo else self.tr("nothing to redo")))

    def enable(self, *, selected: bool, writable: bool) -> None:
        """Only what can be done can be chosen."""
        for action in (self.log, self.capture, self.source, self.import_, self.save_search, self.seen):
            self._allow(action, "" if writable else self._read_only)
        unselected = "" if selected else self.tr("select an event first")
        for action in (self.follow, self.copy_citation, self.copy_markdown, self.copy_table):
            self._allow(action, unselected)
        for action in (self.concern, self.delete, self.change):
            self._allow(action, unselected if writable else self._read_only)

    @property
    def _read_only(self) -> str:
        return self.tr("this tracker is read-only")

    @staticmethod
    def _allow(action: QAction, why_not: str) -> None:
        """Let an action be chosen, or say why it cannot be (the command palette shows that)."""
        action.setEnabled(not why_not)
        action.setProperty("whyNot", why_not)

    def _of_lanes(self) -> Sequence[QAction]:
        """Those that the timeline's own menu has too."""
        menu = self.window.timeline_page.controls.lanes_menu
        return menu.relations, menu.balance, menu.arrange

    # What they do

    def _palette(self) -> None:
        from tracker.ui.palette import Palette

        Palette(self.window).open()

    def _follow(self) -> None:
        if self.window.session.selection:
            self.window.pages.follow_bar.follow(self.window.session.selection)

    def _log(self) -> None:
        from tracker.ui.dialogs.log_dialog import LogDialog

        dialog = LogDialog(self.window.session, self.window.theme, self.window)
        dialog.logged.connect(self.window.show_logged)
        dialog.open()

    def _add_concern(self) -> None:
        from tracker.ui.dialogs.concern_dialog import ConcernDialog

        ConcernDialog(self.window.session, self.window.session.selection, self.window.theme, self.window).open()

    def _go_to_page(self, name: str) -> None:
        """The keyboard comes along from wherever it was, such as the search box: what was found is there."""
        self.window.show_tab(name)
        self.window.pages.main_view().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _add_source(self) -> None:
        """Cite one for the selected event; where sources are looked at, or none is selected, one that stands alone."""
        if self.window.session.selection and self.window.tab != "sources":
            self.window.detail.acts.add_source()
            return
        from tracker.ui.dialogs.source_dialog import SourceDialog

        SourceDialog(self.window.session, self.window.theme, None, self.window).open()

    def _delete(self) -> None:
        self.window.timeline_page.table.menus.delete(self.window.pages.chosen_events())

    def _copy(self, form: Form) -> None:
        from tracker.ui.clipboard import copy_events

        copy_events(self.window.session, self.window.pages.chosen_events(), form)

    def _change_several(self) -> None:
        from tracker.ui.dialogs.multi_edit_dialog import MultiEditDialog

        events = self.window.pages.chosen_events()
        MultiEditDialog(self.window.session, events, self.window.theme, self.window).open()

    def _mark_as_seen(self) -> None:
        if self.window.session.mark_as_seen():
            said = self.tr("Marked as seen. The Changes page shows what changes from now on.")
            self.window.session.message.emit(said, "message")

    def _name_me(self) -> None:
        """Ask by what name the person here is known: in the history, and for what they have seen."""
        from PySide6.QtWidgets import QInputDialog

        from tracker.operations.digest import rename_me
        from tracker.store.person import local_name

        session = self.window.session
        words = self.tr("The name shown with your changes in the history, in trackers you edit on this computer:")
        name, ok = QInputDialog.getText(self.window, self.tr("My name"), words, text=local_name())
        if not ok:
            return
        now = session.attempt(lambda: rename_me(session.store, name))
        if now is not None:
            page = self.window.pages.if_made("changes")
            if page is not None:
                page.name_me()
            session.message.emit(self.tr("Your changes are now shown under the name “{0}”.").format(now), "message")

    def _import(self) -> None:
        from tracker.ui.dialogs.import_dialog import ImportDialog

        ImportDialog(self.window.session, self.window).open()

    def _export(self) -> None:
        from tracker.ui.dialogs.export_dialog import ExportDialog

        ExportDialog(self.window.session, self.window).open()

    def _picture(self) -> None:
        from tracker.ui.dialogs.picture_dialog import PictureDialog

        PictureDialog(self.window.session, self.window.theme, self.window).open()

    def _open(self) -> None:
        from tracker.ui.app import open_another

        open_another(self.window, create=False)

    def _new_tracker(self) -> None:
        from tracker.ui.app import open_another

        open_another(self.window, create=True)

    def _show_folder(self) -> None:
        from PySide6.QtCore import QUrl

        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.window.session.store.path.absolute().parent)))

    def _quotes(self) -> None:
        from tracker.ui.dialogs.quotes_dialog import QuotesDialog

        QuotesDialog(self.window.session, self.window.theme, self.window).open()

    def _check(self) -> None:
        from tracker.ui.dialogs.check_dialog import CheckDialog

        CheckDialog(self.window.session, self.window).open()

    def _help_search(self) -> None:
        from tracker.ui.dialogs.search_help import SearchHelp

        dialog = self.window.findChild(SearchHelp)
        if dialog is None:
            dialog = SearchHelp(self.window)
            dialog.example_chosen.connect(self.window.session.search)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def _keys(self) -> None:
        from tracker.ui.dialogs.keyboard_map import KeyboardMap

        KeyboardMap(self.window).open()

    def _example(self) -> None:
        from tracker.ui.first_steps import open_example

        open_example(self.window)

    def _about(self) -> None:
        from PySide6.QtWidgets import QMessageBox

        QMessageBox.about(
            self.window,
            self.tr("About Policy Tracker"),
            self.tr(
                "Policy Tracker {0}\n\nA chronology of policy events, each line tied to the words that prove it. "
                "Nothing leaves this computer unless you ask."
            ).format(__version__),
        )


def _lay_out(menu: QMenu, entries: Sequence[Entry]) -> None:
    for entry in entries:
        if entry is None:
            menu.addSeparator()
        elif isinstance(entry, QMenu):
            menu.addMenu(entry)
        elif isinstance(entry, QAction):
            menu.addAction(entry)
        else:
            title, inner = entry
            _lay_out(menu.addMenu(title), inner)
