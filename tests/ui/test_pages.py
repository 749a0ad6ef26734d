"""The pages and the row of tabs over them."""

from __future__ import annotations

from tracker.ui.pages import PAGES, TABS


def test_every_page_is_made_when_first_asked_for_and_only_once(window):
    assert window.pages.if_made("concerns") is None
    window.show_tab("concerns")
    made = window.pages.if_made("concerns")
    assert window.stack.currentWidget() is made
    window.show_tab("timeline")
    window.show_tab("concerns")
    assert window.pages.if_made("concerns") is made


def test_every_page_has_a_tab_and_an_entry_in_the_view_menu(window):
    assert [button.text() for button in window.tabs.buttons()] == [page.label for page in PAGES]
    assert [action.text() for action in window.actions_.tabs] == [page.menu_label for page in PAGES]


def test_tabs_that_find_no_room_are_offered_under_more(window, qtbot):
    window.show_tab("table")
    window.pages.setFixedWidth(1100)
    qtbot.waitUntil(lambda: not window.pages.more.isVisible())
    window.pages.setFixedWidth(230)
    qtbot.waitUntil(window.pages.more.isVisible)
    shown = [name for name, button in zip(TABS, window.tabs.buttons(), strict=True) if button.isVisible()]
    offered = window.pages.more.menu().actions()
    assert window.tab in shown
    assert [a.text() for a in offered] == [page.menu_label for page in PAGES if page.name not in shown]
    offered[-1].trigger()
    assert window.tab == TABS[-1]
    assert window.tabs.button(len(TABS) - 1).isVisible()
    window.pages.setFixedWidth(1100)
    qtbot.waitUntil(lambda: not window.pages.more.isVisible())
    assert all(button.isVisible() for button in window.tabs.buttons())


def test_tabs_that_fold_give_way_before_the_controls_of_the_timeline_do(window, qtbot):
    controls, tab = window.timeline_page.controls, window.tabs.button(0)

    def shown():
        return {name for name, button in zip(TABS, window.tabs.buttons(), strict=True) if button.isVisible()}

    def beside():
        return controls.mapTo(window.pages, controls.rect().topLeft()).y() < tab.y() + tab.height()

    folding = {page.name for page in PAGES if page.folds}
    window.pages.setFixedWidth(1900)
    qtbot.waitUntil(lambda: shown() == set(TABS) and beside())
    window.pages.setFixedWidth(810)
    qtbot.waitUntil(window.pages.more.isVisible)
    assert beside()
    assert shown() >= set(TABS) - folding
    assert folding - shown()
    window.pages.setFixedWidth(560)
    qtbot.waitUntil(lambda: not beside())
