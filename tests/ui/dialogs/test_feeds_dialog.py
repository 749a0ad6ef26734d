"""Feeds are added by address after a look at them, set on a schedule, checked, and removed."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu

from tracker.capture import feed_checking
from tracker.capture.feed_checking import FeedAnswer
from tracker.capture.feeds import FeedEntry, FeedRead
from tracker.dates import utc_now
from tracker.errors import CaptureError, FileError
from tracker.operations import checking_feeds
from tracker.operations.checking_feeds import to_ask
from tracker.operations.inbox import add_feed
from tracker.records import Feed, InboxItem
from tracker.store.inbox import feed_rows
from tracker.ui import theme as themes
from tracker.ui import waiting
from tracker.ui.dialogs.feeds_dialog import FeedsDialog
from tracker.ui.inbox.feed_checks import FeedChecks
from tracker.ui.inbox.feed_model import SCHEDULES, schedule_words
from tracker.ui.job_bar import JobBar

READ = FeedRead("News", "https://news.test/", (FeedEntry("1", "One", "https://news.test/1", "", ""),))
NEWS, GONE = "https://news.test/feed", "https://gone.test/feed"


@pytest.fixture
def asked(monkeypatch):
    """Every address that is asked; of them news.test answers, and nothing leaves this computer."""
    urls = []

    def answer(url, *_, **__):
        urls.append(url)
        if "news.test" not in url:
            raise CaptureError("gone.test did not answer.")
        return FeedAnswer(READ, '"1"', "", url, utc_now())

    monkeypatch.setattr(feed_checking, "check_feed", answer)
    monkeypatch.setattr(checking_feeds, "check_feed", answer)
    return urls


@pytest.fixture
def checks(session, settings, qtbot):
    jobs = JobBar(session)
    qtbot.addWidget(jobs)
    return FeedChecks(session, jobs, settings, jobs)


@pytest.fixture
def dialog(session, checks, qtbot):
    made = FeedsDialog(session, themes.load("light"), checks)
    qtbot.addWidget(made)
    made.show()
    wait(made, qtbot)
    return made


def wait(dialog, qtbot):
    idle = dialog.session.reader.is_idle
    qtbot.waitUntil(lambda: not dialog.adding.is_busy and dialog.checks.jobs.job is None and idle())


def cells(dialog, row):
    return {name: dialog.feeds.cell(row, n).text for n, name in enumerate(dialog.feeds.names)}


def test_nothing_is_asked_while_an_address_is_typed(dialog, asked, qtbot):
    QTest.keyClicks(dialog.adding.address, NEWS)
    wait(dialog, qtbot)
    assert asked == []
    assert dialog.adding.look.isEnabled()
    assert not dialog.adding.follow.isEnabled()
    assert "asks news.test" in dialog.adding.said.text()


def test_enter_looks_at_a_feed_and_enter_again_follows_it(dialog, asked, store, qtbot):
    QTest.keyClicks(dialog.adding.address, NEWS)
    QTest.keyClick(dialog.adding.address, Qt.Key.Key_Return)
    wait(dialog, qtbot)
    assert asked == [NEWS]
    assert dialog.adding.said.text() == "“News” has 1 entry. The first: One"
    assert not store.where(Feed)
    QTest.keyClick(dialog.adding.address, Qt.Key.Key_Return)
    wait(dialog, qtbot)
    assert [(f.url, f.title, f.every_hours) for f in store.where(Feed)] == [(NEWS, "News", 0)]
    assert [i.title for i in store.where(InboxItem)] == ["One"]
    assert dialog.adding.address.text() == ""
    assert cells(dialog, 0)["feed"] == "News"
    assert cells(dialog, 0)["state"] == "Read"


def test_what_cannot_be_read_is_said_and_cannot_be_followed(dialog, asked, store, qtbot):
    dialog.adding.address.setText(GONE)
    dialog.adding.look_at()
    wait(dialog, qtbot)
    assert dialog.adding.said.text() == "gone.test did not answer."
    assert not dialog.adding.follow.isEnabled()
    dialog.adding.go_on()
    wait(dialog, qtbot)
    assert asked == [GONE, GONE]
    assert not store.where(Feed)


@pytest.mark.parametrize("text", ["news.test", "file:///etc/passwd", "javascript:alert(1)", "ftp://news.test/x"])
def test_what_is_no_web_address_is_not_asked(dialog, asked, qtbot, text):
    dialog.adding.address.setText(text)
    assert not dialog.adding.look.isEnabled()
    dialog.adding.look_at()
    wait(dialog, qtbot)
    assert asked == []
    assert "http" in dialog.adding.said.text()


def test_a_change_of_the_address_calls_for_another_look(dialog, asked, qtbot):
    dialog.adding.address.setText(NEWS)
    dialog.adding.look_at()
    wait(dialog, qtbot)
    assert dialog.adding.follow.isEnabled()
    dialog.adding.address.setText(NEWS + "2")
    assert not dialog.adding.follow.isEnabled()


def test_the_feeds_of_a_list_are_followed_and_none_is_asked(dialog, asked, store, qtbot, tmp_path, monkeypatch):
    path = tmp_path / "feeds.opml"
    path.write_text("<opml><body><outline text='One' xmlUrl='https://a.test/1'/></body></opml>")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    dialog.list_button.click()
    qtbot.waitUntil(lambda: not dialog.adding.is_busy)
    assert dialog.adding.said.text().startswith("Following 1 more, of 1 listed.")
    assert [(f.title, f.url) for f in store.where(Feed)] == [("One", "https://a.test/1")]
    path.write_text("hello")
    dialog.adding.add_list(path)
    qtbot.waitUntil(lambda: not dialog.adding.is_busy)
    assert "not an OPML file" in dialog.adding.said.text()
    dialog.adding.add_list(tmp_path / "gone.opml")
    qtbot.waitUntil(lambda: not dialog.adding.is_busy)
    assert "gone.opml" in dialog.adding.said.text()
    assert asked == []


def test_a_feed_is_renamed_and_put_on_a_schedule(dialog, store, qtbot):
    add_feed(store, NEWS, "News")
    wait(dialog, qtbot)
    dialog.name.setFocus()
    dialog.name.selectAll()
    QTest.keyClicks(dialog.name, "The Ledger")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    dialog.schedule.setCurrentIndex(SCHEDULES.index(6))
    dialog.schedule.activated.emit(SCHEDULES.index(6))
    wait(dialog, qtbot)
    assert [(f.title, f.every_hours) for f in store.where(Feed)] == [("The Ledger", 6)]
    assert cells(dialog, 0)["schedule"] == "Every 6 hours"


def test_a_check_says_what_went_wrong_beside_the_feed(dialog, asked, store, qtbot):
    add_feed(store, GONE)
    wait(dialog, qtbot)
    dialog.check_now()
    wait(dialog, qtbot)
    qtbot.waitUntil(lambda: cells(dialog, 0)["state"] == "gone.test did not answer.")
    assert dialog.problem.text() == "gone.test did not answer."
    assert feed_rows(store.connection)[0].state.checked


@pytest.fixture
def moved(monkeypatch):
    """The feed says that it stands elsewhere from now on."""
    new = "https://news.test/new"

    def answer(url, *_, **__):
        return FeedAnswer(READ, '"1"', "", new, utc_now(), new)

    monkeypatch.setattr(checking_feeds, "check_feed", answer)
    return new


def test_a_feed_that_has_moved_for_good_is_said_and_its_new_address_is_taken_by_a_button(
    dialog, moved, store, session, qtbot
):
    feed = add_feed(store, NEWS, "News")
    wait(dialog, qtbot)
    assert not dialog.take.isVisible()
    with qtbot.waitSignal(session.message) as told:
        dialog.check_now()
    wait(dialog, qtbot)
    assert told.args == [
        f"1 new item. “News” has moved for good to {moved}. “Feeds…” in the Inbox takes the new address.",
        "warning",
    ]
    qtbot.waitUntil(lambda: dialog.take.isVisible())
    assert dialog.problem.text() == f"It has moved for good to {moved}."
    dialog.take.click()
    qtbot.waitUntil(lambda: not dialog.take.isVisible())
    assert store.get(Feed, feed.id).url == moved
    assert [i.feed for i in store.where(InboxItem)] == [moved]
    assert dialog.problem.text() == moved
    session.undo()
    qtbot.waitUntil(lambda: dialog.take.isVisible())
    assert store.get(Feed, feed.id).url == NEWS


def test_on_a_schedule_a_move_is_told_once(checks, moved, store, session, qtbot):
    add_feed(store, NEWS, "News")
    with qtbot.waitSignal(session.message) as told:
        checks._ask(to_ask(store), quietly=True)
    assert "has moved for good" in told.args[0]
    said = []
    session.message.connect(lambda text, _: said.append(text))
    with qtbot.waitSignal(checks.checked):
        checks._ask(to_ask(store), quietly=True)
    assert said == []


def test_a_removed_feed_leaves_what_it_brought(dialog, asked, store, qtbot):
    add_feed(store, NEWS, "News")
    wait(dialog, qtbot)
    dialog.check_now()
    wait(dialog, qtbot)
    QTest.keyClick(dialog.table, Qt.Key.Key_Delete)
    wait(dialog, qtbot)
    assert not store.where(Feed)
    assert len(store.where(InboxItem)) == 1


def test_feeds_on_a_schedule_are_asked_when_it_is_time_and_no_others(checks, asked, store, session, qtbot):
    add_feed(store, NEWS, "News", 6)
    add_feed(store, "https://news.test/other", "Other")
    qtbot.waitUntil(session.reader.is_idle)
    told = []
    session.message.connect(lambda text, severity: told.append((text, severity)))
    checks.check_due()
    qtbot.waitUntil(lambda: len(store.where(InboxItem)) == 1)
    assert asked == [NEWS]
    assert told == [("1 new item.", "message")]
    asked.clear()
    checks.check_due()
    qtbot.waitUntil(session.reader.is_idle)
    assert asked == []


def test_a_check_of_all_feeds_says_what_came_and_what_did_not(checks, asked, store, session, qtbot):
    add_feed(store, NEWS, "News")
    add_feed(store, GONE, "Gone")
    with qtbot.waitSignals([checks.checked, session.message]):
        checks.check()
    told = []
    session.message.connect(lambda text, severity: told.append((text, severity)))
    with qtbot.waitSignal(checks.checked):
        checks.check()
    qtbot.waitUntil(lambda: bool(told))
    assert told == [("Nothing new. Gone: gone.test did not answer.", "warning")]


def test_what_feeds_brought_waits_while_a_long_write_has_the_tracker(checks, asked, store, session, qtbot):
    add_feed(store, NEWS, "News")
    qtbot.waitUntil(session.reader.is_idle)
    go_on = threading.Event()
    rows = to_ask(store)

    def write(opened, *_):
        go_on.wait(20)
        with opened.edit("Long") as edit:
            edit.add(InboxItem(title="Written meanwhile"))

    session.write_in_background("Long", write, lambda _: None, lambda error: pytest.fail(str(error)))
    checks._ask(rows)
    qtbot.waitUntil(lambda: bool(asked) and checks.jobs.job is None)
    with store.reader() as reader:
        assert reader.count(InboxItem) == 0
    go_on.set()
    qtbot.waitUntil(lambda: not session.is_lent)
    qtbot.waitUntil(lambda: len(store.where(InboxItem)) == 2)


@pytest.fixture
def much(monkeypatch):
    """A feed brings more than is written at once."""
    entries = tuple(FeedEntry(f"{n}", f"Item {n}", f"https://news.test/{n}", "", "") for n in range(60))
    read = FeedRead("News", "https://news.test/", entries)
    answer = FeedAnswer(read, '"1"', "", NEWS, utc_now())
    monkeypatch.setattr(checking_feeds, "check_feed", lambda *_, **__: answer)
    # What another test has left open or held down is not this one's.
    monkeypatch.setattr(waiting, "is_pressing", lambda: False)


def test_a_menu_that_is_open_keeps_hands_full(qtbot):
    menu = QMenu()
    qtbot.addWidget(menu)
    menu.addAction("An entry")
    menu.popup(menu.pos())
    assert waiting.is_pressing()
    menu.close()


def writers(monkeypatch):
    """The threads that take in what feeds brought."""
    threads = []
    take = checking_feeds.take_answers

    def taken(*args):
        threads.append(threading.current_thread() is threading.main_thread())
        return take(*args)

    monkeypatch.setattr(checking_feeds, "take_answers", taken)
    return threads


def test_few_entries_are_written_at_once(checks, asked, store, qtbot, monkeypatch):
    on_main = writers(monkeypatch)
    add_feed(store, NEWS, "News")
    with qtbot.waitSignal(checks.checked):
        checks.check()
    assert on_main == [True]


def test_many_entries_are_written_off_the_gui_thread_in_one_edit(checks, much, store, session, qtbot, monkeypatch):
    on_main = writers(monkeypatch)
    add_feed(store, NEWS, "News")
    with qtbot.waitSignal(session.message) as told:
        checks.check()
    assert told.args == ["60 new items.", "message"]
    assert on_main == [False]
    assert len(store.where(InboxItem)) == 60
    assert feed_rows(store.connection)[0].state.etag == '"1"'
    assert QApplication.activeModalWidget() is None
    store.undo()
    assert not store.where(InboxItem)


def test_while_many_entries_are_written_all_windows_are_shut_and_esc_opens_none(
    checks, much, store, qtbot, monkeypatch
):
    go_on = threading.Event()
    take = checking_feeds.take_answers
    monkeypatch.setattr(checking_feeds, "take_answers", lambda *args: go_on.wait(20) and take(*args))
    add_feed(store, NEWS, "News")
    checks.check()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    waiting = QApplication.activeModalWidget()
    QTest.keyClick(waiting, Qt.Key.Key_Escape)
    waiting.close()
    assert QApplication.activeModalWidget() is waiting
    with qtbot.waitSignal(checks.checked):
        go_on.set()
    assert QApplication.activeModalWidget() is None


def test_many_entries_that_are_refused_change_nothing(checks, much, store, session, qtbot, monkeypatch):
    def refuse(*_):
        raise FileError("The disk is full.")

    monkeypatch.setattr(checking_feeds, "take_answers", refuse)
    add_feed(store, NEWS, "News")
    with qtbot.waitSignal(session.message) as told:
        checks.check()
    assert told.args == ["The disk is full.", "error"]
    assert not session.is_lent
    assert QApplication.activeModalWidget() is None
    assert not store.where(InboxItem)


def test_on_a_schedule_many_entries_wait_until_no_dialog_is_open(checks, much, store, session, qtbot):
    add_feed(store, NEWS, "News")
    qtbot.waitUntil(session.reader.is_idle)
    form = QDialog()
    qtbot.addWidget(form)
    form.open()
    checks._ask(to_ask(store), quietly=True)
    qtbot.waitUntil(lambda: checks._waiting)
    assert not store.where(InboxItem)
    with qtbot.waitSignal(checks.checked):
        form.close()
    assert len(store.where(InboxItem)) == 60


def test_with_no_feed_there_is_nothing_to_ask(checks, asked, session, qtbot):
    with qtbot.waitSignal(session.message) as told:
        checks.check()
    assert "No feed" in told.args[0]
    assert asked == []


def test_every_schedule_has_words_of_its_own():
    assert len({schedule_words(hours) for hours in SCHEDULES}) == len(SCHEDULES)
