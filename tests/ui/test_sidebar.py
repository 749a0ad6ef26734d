"""Views, saved searches and facets: a click narrows the search."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from tracker.operations.saved import save_search
from tracker.records import Concern, Event, InboxItem, Stakeholder
from tracker.store.facets import Facet
from tracker.ui import theme as themes
from tracker.ui.session import Session
from tracker.ui.sidebar import Sidebar
from tracker.ui.sidebar_lines import EntryRole


@pytest.fixture
def session(store, qtbot):
    with store.edit("Log") as edit:
        union = edit.add(Stakeholder(name="A Union", kind="union"))
        for n in range(3):
            event = edit.add(Event(title=f"Order {n}", type="order", date=f"2025-0{n + 1}"))
            edit.add(Concern(event=event.id, stakeholder=union.id, theme="privacy", position="opposes"))
        edit.add(Event(title="Memorandum", type="memorandum of understanding", date="2025-04-07"))
        for n in range(12):
            edit.add(Event(title=f"Own type {n}", type=f"own type {n:02}"))
    made = Session(store)
    yield made
    made.close()


@pytest.fixture
def sidebar(session, qtbot):
    made = Sidebar(session, themes.load("light"))
    qtbot.addWidget(made)
    made.resize(230, 700)
    made.show()
    session.search("")
    qtbot.waitUntil(lambda: entry(made, "facet", "Order") is not None and entry(made, "view", "All events").count == 16)
    return made


def entry(sidebar, kind, label):
    return next((e for e in sidebar.model.entries if (e.kind, e.label) == (kind, label)), None)


def click(sidebar, qtbot, kind, label):
    row = sidebar.model.entries.index(entry(sidebar, kind, label))
    index = sidebar.model.index(row)
    sidebar.list.scrollTo(index)
    with qtbot.waitSignal(sidebar.session.searched):
        qtbot.mouseClick(
            sidebar.list.viewport(), Qt.MouseButton.LeftButton, pos=sidebar.list.visualRect(index).center()
        )


def test_facets_count_the_events_of_the_search(sidebar):
    assert entry(sidebar, "facet", "Order").count == 3
    assert entry(sidebar, "facet", "Privacy").count == 3
    assert entry(sidebar, "facet", "A Union").count == 3


def test_a_click_on_a_facet_narrows_the_search_and_a_second_click_widens_it(sidebar, qtbot):
    click(sidebar, qtbot, "facet", "Order")
    assert sidebar.session.search_text == "type:order"
    assert len(sidebar.session.results.rows) == 3
    qtbot.waitUntil(lambda: entry(sidebar, "facet", "Order").active)
    click(sidebar, qtbot, "facet", "Order")
    assert sidebar.session.search_text == ""


def test_the_keyboard_does_what_the_mouse_does(sidebar, qtbot):
    sidebar.list.setFocus()
    sidebar.list.setCurrentIndex(sidebar.model.index(sidebar.model.entries.index(entry(sidebar, "facet", "Order"))))
    with qtbot.waitSignal(sidebar.session.searched):
        qtbot.keyClick(sidebar.list, Qt.Key.Key_Space)
    assert sidebar.session.search_text == "type:order"


def test_all_events_takes_the_search_away(sidebar, qtbot):
    click(sidebar, qtbot, "facet", "Order")
    click(sidebar, qtbot, "view", "All events")
    assert sidebar.session.search_text == ""
    assert len(sidebar.session.results.rows) == 16


def test_the_views_count_without_being_opened(sidebar, qtbot):
    assert entry(sidebar, "view", "Needs a source").count == 16
    qtbot.waitUntil(lambda: entry(sidebar, "view", "Disputed").count == 0)


def test_a_saved_search_appears_with_its_count_and_runs(sidebar, qtbot, store):
    save_search(store, "Opposed on privacy", "concern:privacy position:opposes")
    qtbot.waitUntil(lambda: entry(sidebar, "saved", "Opposed on privacy") is not None)
    qtbot.waitUntil(lambda: entry(sidebar, "saved", "Opposed on privacy").count == 3)
    click(sidebar, qtbot, "saved", "Opposed on privacy")
    assert sidebar.session.search_text == "concern:privacy position:opposes"
    store.undo()
    qtbot.waitUntil(lambda: entry(sidebar, "saved", "Opposed on privacy") is None)


def test_a_long_facet_shows_its_first_values_and_all_of_them_when_asked(sidebar, qtbot):
    types = [e for e in sidebar.model.entries if e.field == "type" and e.kind == "facet"]
    assert len(types) == 8
    more = next(e for e in sidebar.model.entries if e.kind == "more" and e.field == "type")
    assert more.label == "Show all 14"
    index = sidebar.model.index(sidebar.model.entries.index(more))
    sidebar.list.scrollTo(index)
    qtbot.mouseClick(sidebar.list.viewport(), Qt.MouseButton.LeftButton, pos=sidebar.list.visualRect(index).center())
    assert len([e for e in sidebar.model.entries if e.field == "type" and e.kind == "facet"]) == 14


def test_a_heading_cannot_be_chosen_and_a_screen_reader_hears_the_counts(sidebar):
    heading = sidebar.model.index(sidebar.model.entries.index(entry(sidebar, "heading", "Type")))
    assert sidebar.model.flags(heading) == Qt.ItemFlag.NoItemFlags
    order = sidebar.model.index(sidebar.model.entries.index(entry(sidebar, "facet", "Order")))
    assert order.data(Qt.ItemDataRole.AccessibleTextRole) == "Order, 3"
    assert order.data(EntryRole).family == "court"


def test_the_lines_stay_when_only_counts_change_so_that_scrolling_does(sidebar, qtbot, store):
    resets = []
    sidebar.model.modelReset.connect(lambda: resets.append(1))
    with store.edit("Log") as edit:
        edit.add(Event(title="Order 9", type="order"))
    qtbot.waitUntil(lambda: entry(sidebar, "facet", "Order").count == 4)
    assert resets == []


def test_what_is_new_is_named_by_the_day_since_when(sidebar, session, qtbot):
    def named():
        return next(name for name, search in sidebar.views() if search == "is:new")

    assert named() == "New"
    assert session.mark_as_seen()
    qtbot.waitUntil(lambda: named().startswith("New since "))
    assert str(int(session.store.seen().at[8:10])) in named()


def test_a_count_that_is_not_the_last_word_says_so(sidebar):
    session = sidebar.session
    session.facets = {"type": [Facet("order", "Order", 1204, at_least=True), Facet("report", "Report", 3)]}
    session.faceted.emit(session.facets)
    places = [sidebar.model.index(row) for row in range(sidebar.model.rowCount())]
    read = [place.data(Qt.ItemDataRole.AccessibleTextRole) for place in places]
    assert "Order, at least 1,204" in read
    assert "Report, 3" in read
    assert [e.count_text for e in sidebar.model.entries if e.kind == "facet"] == ["1,204+", "3"]


def test_what_is_not_counted_yet_has_no_count(sidebar):
    session = sidebar.session
    session.facets = {"type": [Facet("order", "Order", 0, at_least=True)]}
    session.faceted.emit(session.facets)
    places = [sidebar.model.index(row) for row in range(sidebar.model.rowCount())]
    assert "Order, not counted yet" in [place.data(Qt.ItemDataRole.AccessibleTextRole) for place in places]
    assert [e.count_text for e in sidebar.model.entries if e.kind == "facet"] == ["…"]


def test_a_line_tells_itself_whole_and_as_plain_text(sidebar, session, qtbot):
    session.attempt(lambda: save_search(session.store, "<b>Rulings</b>", 'type:order "<i>"'))
    qtbot.waitUntil(lambda: entry(sidebar, "saved", "<b>Rulings</b>") is not None)
    place = next(n for n, e in enumerate(sidebar.model.entries) if e.kind == "saved")
    told = sidebar.model.data(sidebar.model.index(place), Qt.ItemDataRole.ToolTipRole)
    assert told == "<p>&lt;b&gt;Rulings&lt;/b&gt; — type:order &quot;&lt;i&gt;&quot;</p>"


def fold(sidebar, qtbot):
    index = sidebar.model.index(sidebar.model.entries.index(entry(sidebar, "group", "To look after")))
    sidebar.list.scrollTo(index)
    qtbot.mouseClick(sidebar.list.viewport(), Qt.MouseButton.LeftButton, pos=sidebar.list.visualRect(index).center())


def test_what_wants_looking_after_is_folded_away_and_counted_when_asked_for(sidebar, qtbot, store):
    assert entry(sidebar, "view", "Drafts") is None
    fold(sidebar, qtbot)
    qtbot.waitUntil(lambda: all(sidebar._counts.get(search) is not None for _, search in sidebar.care()))
    counts = {name: entry(sidebar, "view", name).count for name, _ in sidebar.care()}
    assert counts == {name: len(store.find(search)) for name, search in sidebar.care()}
    assert counts["Drafts"] == 16
    assert counts["Unanswered concerns"] == 3
    fold(sidebar, qtbot)
    assert entry(sidebar, "view", "Drafts") is None


def test_a_view_on_what_wants_looking_after_searches(sidebar, qtbot):
    sidebar.show_care(shown=True)
    click(sidebar, qtbot, "view", "Unanswered concerns")
    assert sidebar.session.search_text == "is:unanswered"
    assert entry(sidebar, "view", "Unanswered concerns").active


def test_the_heading_that_folds_answers_the_keyboard_and_says_how_it_stands(sidebar, qtbot):
    place = sidebar.model.index(sidebar.model.entries.index(entry(sidebar, "group", "To look after")))
    assert place.data(Qt.ItemDataRole.AccessibleTextRole) == "To look after, folded"
    sidebar.list.setFocus()
    sidebar.list.setCurrentIndex(place)
    qtbot.keyClick(sidebar.list, Qt.Key.Key_Return)
    assert sidebar.care_shown
    place = sidebar.model.index(sidebar.model.entries.index(entry(sidebar, "group", "To look after")))
    assert place.data(Qt.ItemDataRole.AccessibleTextRole) == "To look after, shown"


def test_a_count_that_comes_in_leaves_the_other_lines_alone(sidebar):
    before = list(sidebar.model.entries)
    seen = []
    sidebar.model.dataChanged.connect(lambda first, last: seen.append((first.row(), last.row())))
    sidebar._on_counted("is:new", 7)
    sidebar._on_counted("page:inbox", 8)
    sidebar._on_counted("", 9)
    assert [(e.label, e.count) for e in sidebar.model.entries[:3]] == [
        ("All events", 9), (before[1].label, 7), ("Inbox", 8)
    ]  # fmt: skip
    assert seen == [(1, 1), (2, 2), (0, 0)]
    assert all(a is b for a, b in zip(before[3:], sidebar.model.entries[3:], strict=True))


def test_the_inbox_is_counted_and_leads_to_its_page(sidebar, store, qtbot):
    assert [e.label for e in sidebar.model.entries[:4]][2] == "Inbox"
    qtbot.waitUntil(lambda: entry(sidebar, "page", "Inbox").count == 0)
    with store.edit("Example") as edit:
        edit.add_all([InboxItem(title="New"), InboxItem(title="Old", state="dismissed")])
    qtbot.waitUntil(lambda: entry(sidebar, "page", "Inbox").count == 1)
    with qtbot.waitSignal(sidebar.page_asked_for) as asked:
        sidebar.list.clicked.emit(sidebar.model.index(sidebar.model.entries.index(entry(sidebar, "page", "Inbox"))))
    assert asked.args == ["inbox"]


def test_the_quotes_of_a_view_can_be_looked_at_themselves(sidebar, qtbot):
    row = sidebar.model.entries.index(entry(sidebar, "view", "Orphaned quotes"))
    sidebar._show_menu(sidebar.list.visualRect(sidebar.model.index(row)).center())
    (menu,) = [menu for menu in sidebar.findChildren(QMenu) if menu.isVisible()]
    with qtbot.waitSignal(sidebar.quotes_asked_for):
        menu.actions()[0].trigger()
    menu.close()
