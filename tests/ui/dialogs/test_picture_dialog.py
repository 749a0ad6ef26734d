"""Asking for a picture of the timeline: choosing, looking, making."""

from __future__ import annotations

import re
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from tracker.ui.dialogs import picture_dialog
from tracker.ui.dialogs.picture_dialog import PictureDialog
from tracker.ui.pictures.making import make

"""Milliseconds; drawing pages takes its time where much else is under way."""


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "pictures"
    made.mkdir()
    return made


@pytest.fixture
def dialog(window, folder, qtbot):
    window.settings.setValue("exportFolder", str(folder))
    window.actions_.picture.trigger()
    made = window.findChild(PictureDialog)
    settled(made, qtbot)
    return made


def settled(dialog, qtbot):
    """Wait until the preview shows what is chosen now."""
    qtbot.waitUntil(lambda: dialog.seen == (dialog.wanted(), dialog.as_shown) and not dialog._pause.isActive())


def pick(box, value):
    box.setCurrentIndex(box.values.index(value))


def write(dialog, window, qtbot):
    """Press the button; returns what the message bar says at the end."""
    with qtbot.waitSignal(window.session.message) as said:
        QTest.mouseClick(dialog.make_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.status.jobs.job is None)
    return said.args


def test_at_first_it_would_make_a_pdf_of_the_whole_timeline(dialog, folder):
    assert dialog.what.value() == "whole"
    assert dialog.target.path() == folder / "case-timeline.pdf"
    assert re.fullmatch(r"49 events on \d pages\.", dialog.words.text())
    assert not dialog.page._image.isNull()
    assert dialog.page.accessibleDescription() == dialog.words.text()


def test_the_picture_is_made_and_the_message_bar_says_where(dialog, window, folder, qtbot):
    said, severity = write(dialog, window, qtbot)
    assert (said, severity) == (f"The picture is in {folder / 'case-timeline.pdf'}.", "message")
    assert (folder / "case-timeline.pdf").read_bytes().startswith(b"%PDF")


def test_several_pages_of_png_are_several_files(dialog, window, folder, qtbot):
    pick(dialog.kind, "png")
    pick(dialog.scale, "1")
    settled(dialog, qtbot)
    said, _ = write(dialog, window, qtbot)
    count = len(list(folder.iterdir()))
    assert count > 1
    assert f"{count} files" in said
    assert sorted(path.name for path in folder.iterdir()) == [f"case-timeline-{n + 1}.png" for n in range(count)]


def test_as_shown_is_one_page_whatever_the_paper(dialog, window, folder, qtbot):
    pick(dialog.what, "shown")
    pick(dialog.kind, "svg")
    settled(dialog, qtbot)
    assert dialog.words.text() == "49 events on one page, as in the window."
    assert not dialog.paper.isVisible()
    assert not dialog.lanes.isVisible()
    write(dialog, window, qtbot)
    assert "<svg" in (folder / "case-timeline.svg").read_text("utf-8")


def test_some_days_are_typed_as_dates_are(dialog, qtbot):
    pick(dialog.what, "days")
    dialog.first.type_text("April 2025")
    dialog.last.type_text("2025-04-08")
    settled(dialog, qtbot)
    assert dialog.words.text().startswith("7 events on 1 page")
    dialog.last.type_text("2024")
    assert dialog.target.note.text() == "The first day is after the last."
    assert not dialog.make_button.isEnabled()
    dialog.last.type_text("gibberish")
    assert dialog.target.note.text() == "The days cannot be read yet."


def test_the_search_and_the_lanes_of_the_window_are_taken_along(window, folder, qtbot):
    window.timeline_page.group_by("court")
    with qtbot.waitSignal(window.session.searched):
        window.session.search("type:order")
    qtbot.waitUntil(window.session.reader.is_idle)
    dialog = PictureDialog(window.session, window.theme, window)
    dialog.open()
    settled(dialog, qtbot)
    assert (dialog.wanted().search, dialog.wanted().grouping) == ("type:order", "court")
    assert dialog.words.text().startswith(f"{len(window.session.results.ids)} events on")


def test_lanes_hidden_in_the_window_are_not_in_the_picture(window, folder, qtbot):
    arranging = window.timeline_page.arranging
    arranging.use(arranging.current.with_hidden("court"))
    dialog = PictureDialog(window.session, window.theme, window)
    dialog.open()
    settled(dialog, qtbot)
    count = int(dialog.words.text().split()[0])
    assert 0 < count < 49
    pick(dialog.lanes, "type")  # what is hidden is so for one grouping
    settled(dialog, qtbot)
    assert dialog.words.text().startswith("49 events")


def test_a_search_that_finds_nothing_leaves_nothing_to_make(window, qtbot):
    with qtbot.waitSignal(window.session.searched):
        window.session.search("no-such-word-anywhere")
    dialog = PictureDialog(window.session, window.theme, window)
    dialog.open()
    qtbot.waitUntil(lambda: "There is no event to show" in dialog.words.text())
    assert not dialog.make_button.isEnabled()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Give the name"),
        ("/no/such/folder/a.pdf", "There is no folder"),
        ("{folder}", "is a folder"),
        ("{folder}/a.txt", "End the name with .pdf"),
    ],
)
def test_a_name_that_will_not_do_is_said_at_once(dialog, folder, typed, says):
    dialog.target.clear()
    QTest.keyClicks(dialog.target, typed.format(folder=folder))
    assert says in dialog.target.note.text()
    assert not dialog.make_button.isEnabled()


def test_a_file_that_exists_is_replaced_only_after_saying_so(dialog, folder):
    (folder / "case-timeline.pdf").write_text("mine")
    dialog._judge()
    assert dialog.target.note.text() == "case-timeline.pdf exists and will be replaced."
    assert dialog.make_button.text() == "Replace"


def test_one_of_several_files_that_exists_is_noticed_too(dialog, folder, qtbot):
    (folder / "case-timeline-2.png").write_text("mine")
    pick(dialog.kind, "png")
    settled(dialog, qtbot)
    assert dialog.make_button.text() == "Replace"


def test_the_end_of_a_name_and_the_kind_of_file_go_together(dialog, folder):
    dialog.target.clear()
    QTest.keyClicks(dialog.target, str(folder / "mine.svg"))
    assert dialog.kind.value() == "svg"
    pick(dialog.kind, "png")
    assert dialog.target.path() == folder / "mine.png"


def test_a_png_that_would_be_too_large_is_refused_with_what_to_do(dialog, qtbot, monkeypatch):
    from tracker.ui.pictures import files

    monkeypatch.setattr(files, "MOST_SIDE", 2000)
    pick(dialog.kind, "png")
    pick(dialog.scale, "4")
    settled(dialog, qtbot)
    assert "Choose a smaller scale, or PDF or SVG" in dialog.target.note.text()
    assert not dialog.make_button.isEnabled()
    pick(dialog.scale, "1")
    assert dialog.make_button.isEnabled()


def test_the_file_can_be_chosen_with_the_systems_dialog(dialog, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "chosen"), ""))
    QTest.mouseClick(dialog.target.choose_button, Qt.MouseButton.LeftButton)
    assert dialog.target.path() == tmp_path / "chosen.pdf"


def test_while_other_work_is_under_way_it_stays_open(dialog, window, qtbot):
    class Busy:
        title = "Backup"

    window.status.jobs.job = Busy()
    with qtbot.waitSignal(window.session.message) as said:
        QTest.mouseClick(dialog.make_button, Qt.MouseButton.LeftButton)
    window.status.jobs.job = None
    assert said.args[1] == "warning"
    assert dialog.isVisible()


def test_cancel_in_the_status_bar_leaves_nothing_behind(dialog, window, folder, qtbot, monkeypatch):
    pressed = threading.Event()

    def waits_for_it(*args, **settings):
        assert pressed.wait(20)
        return make(*args, **settings)

    monkeypatch.setattr(picture_dialog, "make", waits_for_it)
    with qtbot.waitSignal(window.session.message) as said:
        QTest.mouseClick(dialog.make_button, Qt.MouseButton.LeftButton)
        window.status.jobs.cancel()
        pressed.set()
    assert "cancelled" in said.args[0]
    assert list(folder.iterdir()) == []


def test_the_paper_chosen_last_is_offered_again(dialog, window, qtbot):
    pick(dialog.paper, "letter")
    settled(dialog, qtbot)
    write(dialog, window, qtbot)
    assert PictureDialog(window.session, window.theme, window).paper.value() == "letter"
