"""What the window keeps of itself between runs: its size and panes, the page in front, lanes and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray

from tracker.ui.pages import TABS

if TYPE_CHECKING:
    from tracker.ui.main_window import MainWindow


def keep(window: MainWindow, tab: str) -> None:
    """Write down how the window stands, to open with the page `tab` in front."""
    settings = window.settings
    settings.setValue("geometry", window.saveGeometry())
    if window.panes_moved:
        settings.setValue("splitter", window.splitter.saveState())
    settings.setValue("timelineSplitter", window.timeline_page.splitter.saveState())
    settings.setValue("tab", tab)
    settings.setValue("care", "shown" if window.sidebar.care_shown else "")
    settings.setValue("lanes", window.timeline_page.grouping)
    settings.setValue("timelineTable", window.timeline_page.table.save_state())
    if window.table is not None:
        settings.setValue("table", window.table.save_state())


def restore(window: MainWindow) -> None:
    """Make the window stand as it was left; what is not known of it stays as it is."""
    settings = window.settings
    for name, set_state in (
        ("geometry", window.restoreGeometry),
        ("splitter", window.splitter.restoreState),
        ("timelineSplitter", window.timeline_page.splitter.restoreState),
    ):
        state: Any = settings.value(name)
        if isinstance(state, QByteArray):
            set_state(state)
            window.panes_moved |= name == "splitter"
    tab, lanes = str(settings.value("tab", "timeline")), str(settings.value("lanes", "family"))
    window.sidebar.show_care(shown=settings.value("care", "") == "shown")
    window.timeline_page.keep_in(settings, window.session.store.path)
    window.timeline_page.group_by(lanes)
    window.timeline_page.table.restore_state(str(settings.value("timelineTable", "")))
    window.show_tab(tab if tab in TABS else "timeline")
