"""The inbox page: items are sorted by keyboard, each step goes on to the next, and a feed's words are plain text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from tests.capture.a_site import Site
from tracker.capture.feeds import FeedEntry, FeedRead
from tracker.operations import inbox
from tracker.operations.inbox import add_feed, take_in
from tracker.operations.log import DocketDraft, EventDraft, log_event
from tracker.operations.saved import save_search
from tracker.records import Citation, Feed, InboxItem, Source
from tracker.store import Store
from tracker.store.inbox import FeedState
from tracker.ui import theme as themes
from tracker.ui.dialogs.capture_dialog import CaptureDialog
from tracker.ui.dialogs.feeds_dialog import FeedsDialog
from tracker.ui.dialogs.link_item_dialog import LinkItemDialog
from tracker.ui.inbox.feed_checks import FeedChecks
from tracker.ui.inbox.inbox_view import InboxView
from tracker.ui.job_bar import JobBar
from tracker.ui.network import allow_private

Key = Qt.Key


def entry(number, title="", body="", link=None):
    return FeedEntry(
        f"key {number}",
        title or f"Item {number}",
        f"https://news.test/{number}" if link is None else link,
        f"2026-02-{number:02}T12:00:00.000Z",
        body,
    )


def fill(store, *entries, feed="News"):
    made = add_feed(store, f"https://news.test/{feed}", feed)
    take_in(store, [(made, FeedRead(feed, "", entries))])
    return made


@pytest.fixture
def filled(store):
    fill(
        store,
        entry(1, "On the weather"),
        entry(2, "On Privacy", "<b>Not bold</b> words of it"),
        entry(3, "Ruling in 1:25-cv-00677", "The judge ruled."),
        entry(4, "Last of all"),
    )
    docket = DocketDraft(docket_number="1:25-cv-00677", court="D.D.C.", case_name="A v. B")
    for title, date in (("Complaint", "2025-03-07"), ("Denied", "2025-05-12")):
        log_event(store, EventDraft(title=title, type="order", date=date, dockets=(docket,)))
    save_search(store, "About privacy", "privacy type:order")
    return store


@pytest.fixture
def view(session, settings, qtbot):
    jobs = JobBar(session)
    qtbot.addWidget(jobs)
    made = InboxView(session, themes.load("light"), FeedChecks(session, jobs, settings, jobs))
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    wait(made, qtbot)
    return made


def wait(view, qtbot):
    qtbot.waitUntil(view.session.reader.is_idle)


def titles(view):
    return [row.title for row in view.items.rows]


def chosen(view):
    return [row.title for row in view.selected()]


def press(view, qtbot, *keys):
    for key in keys:
        QTest.keyClick(view.table, key)
    wait(view, qtbot)


def states(store):
    return {item.title: item.state for item in store.where(InboxItem)}


def cells(view, title):
    return {name: view.items.cell(titles(view).index(title), n).text for n, name in enumerate(view.items.names)}


# Showing


def test_new_items_stand_there_the_newest_first_and_the_first_is_selected(view):
    assert titles(view) == ["Last of all", "Ruling in 1:25-cv-00677", "On Privacy", "On the weather"]
    assert chosen(view) == ["Last of all"]
    assert view.bar.count.text() == "4 items"


def test_an_item_shows_what_it_matches(view):
    assert cells(view, "Ruling in 1:25-cv-00677")["matches"] == "1:25-cv-00677"
    assert cells(view, "On Privacy")["matches"] == "About privacy"
    assert cells(view, "On the weather")["matches"] == ""
    assert cells(view, "On the weather")["feed"] == "News"


def shown_words(view):
    return [label.text() for label in view.pane.findChildren(QLabel) if label.isVisibleTo(view)]


def test_the_selected_item_is_shown_as_plain_text_with_its_case_and_latest_event(view, qtbot):
    press(view, qtbot, Key.Key_J)
    assert view.pane.title.text() == "Ruling in 1:25-cv-00677"
    assert view.pane.body.text() == "The judge ruled."
    assert view.pane.meta.text().startswith("News · 3 Feb 2026")
    assert any("Denied" in words for words in shown_words(view))
    (link,) = [b for b in view.pane.matches.findChildren(QPushButton) if "1:25-cv-00677" in b.accessibleName()]
    with qtbot.waitSignal(view.session.selected) as selected:
        link.click()
    assert view.session.store.events(selected.args)[0].title == "Denied"
    press(view, qtbot, Key.Key_J)
    assert view.pane.body.text() == "<b>Not bold</b> words of it"
    assert view.pane.body.textFormat() == Qt.TextFormat.PlainText
    assert any("An item does not tell: type" in words for words in shown_words(view))


def test_a_saved_search_that_an_item_matches_can_be_run(view, qtbot):
    press(view, qtbot, Key.Key_J, Key.Key_J)
    (button,) = [b for b in view.pane.matches.findChildren(QPushButton) if "About privacy" in b.accessibleName()]
    button.click()
    assert view.session.search_text == "privacy type:order"


def test_what_matches_can_be_sorted_first(view, qtbot):
    view.table.horizontalHeader().setSortIndicator(view.items.place("matches"), Qt.SortOrder.DescendingOrder)
    wait(view, qtbot)
    assert titles(view)[:2] == ["Ruling in 1:25-cv-00677", "On Privacy"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("weather", ["On the weather"]),
        ("JUDGE ruled", ["Ruling in 1:25-cv-00677"]),
        ("news.test/4", ["Last of all"]),
        ("nothing", []),
    ],
)
def test_the_filter_looks_at_titles_texts_and_addresses(view, qtbot, words, found):
    view.filter.setText(words)
    wait(view, qtbot)
    assert titles(view) == found
    view.filter.clear()
    wait(view, qtbot)
    assert len(titles(view)) == 4


def test_only_what_matches_can_be_shown(view, qtbot):
    view.bar.matching.setChecked(True)
    wait(view, qtbot)
    assert titles(view) == ["Ruling in 1:25-cv-00677", "On Privacy"]
    press(view, qtbot, Key.Key_D)
    assert titles(view) == ["On Privacy"]
    view.bar.matching.setChecked(False)
    assert len(titles(view)) == 3


def test_an_item_that_is_a_source_already_says_so_and_leads_to_it(view, store, qtbot):
    with store.edit("Example") as edit:
        source = edit.add(Source(kind="webpage", title="The weather", url="https://www.news.test/1/"))
    wait(view, qtbot)
    row = titles(view).index("On the weather")
    assert view.items.cell(row, 0).note == "a source already"
    press(view, qtbot, *[Key.Key_J] * 3)
    (button,) = [b for b in view.pane.matches.findChildren(QPushButton) if "The weather" in b.accessibleName()]
    with qtbot.waitSignal(view.session.source_asked) as asked:
        button.click()
    assert asked.args == [source.id, 0]


def test_a_feed_that_could_not_be_read_is_told_of_in_the_bar(view, store, qtbot):
    feed = store.where(Feed)[0]
    store.keep_feed_state(feed.id, FeedState("2026-02-03T10:00:00.000Z", problem="news.test did not answer."))
    view.checks.checked.emit()
    wait(view, qtbot)
    assert view.bar.feeds.accessibleName() == "Feeds, 1 of them to look at"
    assert "News: news.test did not answer." in view.bar.feeds.toolTip()


def test_an_empty_inbox_teaches_what_to_do(store, settings, qtbot, view):
    assert view.pages.currentWidget() is view.filled
    with store.edit("Clear") as edit:
        for item in store.where(InboxItem):
            edit.remove(item)
    wait(view, qtbot)
    assert view.pages.currentWidget() is view.empty
    assert "Check the feeds" in view.empty.words.text()
    assert view.empty.check.isVisible()
    inbox.remove_feeds(store, [row.id for row in store.where(Feed)])
    wait(view, qtbot)
    assert "Add a feed to begin" in view.empty.words.text()
    assert not view.empty.check.isVisible()


# Triage


def test_dismissing_goes_on_with_the_next_item_and_one_undo_brings_it_back(view, store, qtbot):
    press(view, qtbot, Key.Key_J, Key.Key_D)
    assert states(store)["Ruling in 1:25-cv-00677"] == "dismissed"
    assert chosen(view) == ["On Privacy"]
    press(view, qtbot, Key.Key_D, Key.Key_D)
    assert chosen(view) == ["Last of all"]
    press(view, qtbot, Key.Key_Delete)
    assert titles(view) == []
    assert not view.pane.area.isVisible()
    view.session.undo()
    wait(view, qtbot)
    assert titles(view) == ["Last of all"]


def test_several_items_are_dismissed_at_once(view, store, qtbot):
    QTest.keyClick(view.table, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(view, qtbot, Key.Key_D)
    assert titles(view) == ["On Privacy", "On the weather"]
    assert chosen(view) == ["On Privacy"]
    assert store.undo_label() == "Dismiss: 2 items"


def test_what_was_dismissed_is_listed_and_comes_back(view, store, qtbot):
    press(view, qtbot, Key.Key_D)
    view.state.setCurrentIndex(view.state.values.index("dismissed"))
    wait(view, qtbot)
    assert titles(view) == ["Last of all"]
    press(view, qtbot, Key.Key_Down, Key.Key_U)
    assert states(store)["Last of all"] == "new"
    view.state.setCurrentIndex(view.state.values.index(""))
    wait(view, qtbot)
    assert len(titles(view)) == 4
    assert not view.table.isColumnHidden(view.items.place("state"))


def test_among_all_items_a_step_leaves_the_item_and_goes_on(view, store, qtbot):
    view.state.setCurrentIndex(view.state.values.index(""))
    wait(view, qtbot)
    press(view, qtbot, Key.Key_Home, Key.Key_D)
    assert len(titles(view)) == 4
    assert states(store)["Last of all"] == "dismissed"
    assert chosen(view) == ["Ruling in 1:25-cv-00677"]


def test_j_and_k_walk_the_list_and_stop_at_its_ends(view, qtbot):
    press(view, qtbot, Key.Key_K)
    assert chosen(view) == ["Last of all"]
    press(view, qtbot, Key.Key_J, Key.Key_J, Key.Key_K)
    assert chosen(view) == ["Ruling in 1:25-cv-00677"]
    press(view, qtbot, *[Key.Key_J] * 9)
    assert chosen(view) == ["On the weather"]


@pytest.mark.parametrize("key", [Key.Key_C, Key.Key_Return])
def test_capturing_asks_for_the_address_of_the_item(view, store, qtbot, key):
    with qtbot.waitSignal(view.capture_asked) as asked:
        press(view, qtbot, Key.Key_J, key)
    url, item = asked.args
    assert url == "https://news.test/3"
    assert store.get(InboxItem, item).title == "Ruling in 1:25-cv-00677"


def test_an_item_is_linked_to_the_latest_event_of_its_case_by_two_keys(view, store, qtbot):
    press(view, qtbot, Key.Key_J, Key.Key_L)
    dialog = view.findChild(LinkItemDialog)
    assert dialog.event_field.text() == "Denied"
    QTest.keyClick(dialog.event_field, Key.Key_Down)
    assert [choice.text for choice in dialog.event_field.listed()] == ["Denied", "Complaint"]
    QTest.keyClick(dialog.event_field, Key.Key_Escape)
    QTest.keyClick(dialog.event_field, Key.Key_Return)
    wait(view, qtbot)
    (cited,) = store.where(Citation)
    assert store.get(Source, cited.source).url == "https://news.test/3"
    assert store.events([cited.event])[0].title == "Denied"
    assert states(store)["Ruling in 1:25-cv-00677"] == "linked"
    qtbot.waitUntil(lambda: chosen(view) == ["On Privacy"])


def test_an_event_must_be_picked_to_link_an_item(view, store, qtbot):
    press(view, qtbot, Key.Key_L)
    dialog = view.findChild(LinkItemDialog)
    assert dialog.event_field.text() == ""
    dialog.event_field.type_text("no such event")
    assert dialog.save() is False
    assert not store.where(Citation)
    dialog.event_field.type_text("Complaint")
    assert dialog.save()
    assert len(store.where(Citation)) == 1


def test_only_a_web_address_can_be_opened(view, store, qtbot, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    with store.edit("Odd") as edit:
        edit.change(next(i for i in store.where(InboxItem) if i.title == "Last of all"), url="javascript:alert(1)")
    wait(view, qtbot)
    press(view, qtbot, Key.Key_Home, Key.Key_O)
    assert opened == []
    assert not view.pane.open.isVisible()
    press(view, qtbot, Key.Key_J, Key.Key_O)
    assert opened == ["https://news.test/3"]
    assert view.pane.open.text() == "Open link at news.test"


def test_the_menu_offers_what_can_be_done(view, qtbot):
    def allowed():
        return [a.text().partition("\t")[0] for a in view.menu().actions() if a.isEnabled()]

    assert allowed() == ["Capture…", "Link to event…", "Dismiss", "Open link"]
    view.table.selectAll()
    assert allowed() == ["Dismiss"]


def test_a_read_only_tracker_offers_nothing_that_writes(store, settings, qtbot):
    from tracker.ui.session import Session

    fill(store, entry(1))
    reading = Session(Store.open(store.path, read_only=True))
    jobs = JobBar(reading)
    qtbot.addWidget(jobs)
    view = InboxView(reading, themes.load("dark"), FeedChecks(reading, jobs, settings, jobs))
    qtbot.addWidget(view)
    view.show()
    qtbot.waitUntil(lambda: len(view.items.rows) == 1 and reading.is_lent is False)
    wait(view, qtbot)
    assert not view.bar.check.isEnabled()
    assert not view.pane.dismiss.isEnabled()
    press(view, qtbot, Key.Key_D, Key.Key_L, Key.Key_C)
    assert states(store) == {"Item 1": "new"}
    reading.close()


def test_what_comes_in_meanwhile_leaves_the_selection_where_it_is(view, store, qtbot):
    press(view, qtbot, Key.Key_J)
    fill(store, entry(9, "Newest"), feed="Other")
    wait(view, qtbot)
    assert titles(view)[0] == "Newest"
    assert chosen(view) == ["Ruling in 1:25-cv-00677"]


def test_ten_thousand_items_are_listed_without_their_texts(store, settings, qtbot, session, view):
    with store.edit("Many") as edit:
        edit.add_all(
            InboxItem(
                feed="f", title=f"Many {n}", body="words " * 100, key=str(n), published="2020-01-01T00:00:00.000Z"
            )
            for n in range(10_000)
        )
    qtbot.waitUntil(lambda: len(view.items.rows) == 10_004)
    qtbot.waitUntil(lambda: len(view.items.matches) == 10_004)
    press(view, qtbot, Key.Key_D)
    assert len(view.items.rows) == 10_003
    assert chosen(view) == ["Ruling in 1:25-cv-00677"]


# In the window


def test_a_feed_is_followed_checked_and_its_item_captured_with_the_keyboard_alone(window, person, qtbot, settings):
    site = Site()
    allow_private(settings, True)
    url = f"http://127.0.0.1:{site.port}"
    item = f"<item><title>Ruling in No. 25-5181</title><link>{url}/1</link><guid>1</guid></item>"
    site.page("/feed", f"<rss version='2.0'><channel><title>News</title>{item}</channel></rss>".encode())
    jobs = window.status.jobs
    person.control(Key.Key_9)
    view = window.pages.page("inbox")
    qtbot.waitUntil(lambda: person.focus is view.empty.add)
    person.press(Key.Key_Space)
    dialog = person.dialog(FeedsDialog)
    person.type(f"{url}/feed")
    person.press(Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.adding.follow.isEnabled())
    person.press(Key.Key_Return)
    qtbot.waitUntil(lambda: jobs.job is None and len(view.items.all) == 1)
    person.press(Key.Key_Escape)
    person.sees_closed(dialog)
    qtbot.waitUntil(lambda: view.table.isVisible() and bool(view.items.matches) and window.session.reader.is_idle())
    assert person.focus is view.table
    assert cells(view, "Ruling in No. 25-5181")["matches"].startswith("25-5181")
    person.press(Key.Key_C)
    capture = person.dialog(CaptureDialog)
    assert capture.start.field.text() == f"{url}/1"
    person.press(Key.Key_Escape)
    site.close()
