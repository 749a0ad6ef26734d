"""The timeline as the window shows it, in files."""

from __future__ import annotations

import datetime
import xml.etree.ElementTree as ET

import pytest
from PySide6.QtGui import QImage

from tracker.timeline.scale import fitted
from tracker.ui.pictures.making import Wanted
from tracker.ui.pictures.shown import Shown, ShownPicture, make_shown


def texts(path):
    return [element.text or "" for element in ET.parse(path).iter() if element.tag.endswith("}text")]


@pytest.fixture
def canvas(window):
    return window.timeline_page.timeline


def shown(window):
    page = window.timeline_page
    return Shown.by(page.timeline, page.grouping, window.session.search_text)


def test_it_has_the_days_the_lanes_and_the_labels_of_the_window(window, canvas, tmp_path):
    canvas.set_scale(fitted(739_000, 739_400, canvas.plot_area().width()))
    now = shown(window)
    assert now.scene.layout.scale == canvas.scale
    assert now.scene.layout.lanes == canvas.chart.lanes
    seen = {box.item.id for box in canvas.scene().layout.boxes}
    assert seen <= {box.item.id for box in now.scene.layout.boxes}
    make_shown(window.session.store, now, Wanted(), tmp_path / "a.svg")
    written = texts(tmp_path / "a.svg")
    for box in now.scene.layout.boxes:
        # Shortened where the window shortens them.
        beginning = box.item.title[:4]
        assert not box.label_width or any(text.startswith(beginning) for text in written), box.item.title
    assert {lane.lane.label for lane in canvas.chart.lanes} <= set(written)


def test_lanes_scrolled_out_of_view_are_on_it_too(window, canvas, qtbot):
    window.resize(1024, 520)
    qtbot.waitUntil(lambda: canvas.chart.height > canvas.plot_area().height())
    now = shown(window)
    assert now.scene.plot.height() == canvas.chart.height
    lanes = {box.lane for box in now.scene.layout.boxes}
    assert len(canvas.chart.lanes) - 1 in lanes
    assert now.size.height() >= now.scene.plot.bottom()


def test_no_label_is_cut_by_the_edge(window, canvas):
    canvas.set_scale(canvas.scale.zoomed(200, 2.5))
    now = shown(window)
    plot = now.scene.plot.width()
    assert all(0 <= box.label_x <= plot - box.label_width for box in now.scene.layout.boxes if box.label_width)
    assert any(box.label_width for box in now.scene.layout.boxes)


def test_it_counts_the_events_that_are_in_view(window, canvas):
    assert shown(window).events == 49
    april = datetime.date(2025, 4, 1).toordinal()
    canvas.set_scale(fitted(april, april + 29, canvas.plot_area().width()))
    scale = canvas.scale
    events = canvas.events.dated
    there = [item for item in events if item.start < int(scale.last_day) + 1 and item.end >= int(scale.origin_day)]
    assert shown(window).events == len(there)
    assert 0 < len(there) < 49
    arranging = window.timeline_page.arranging
    arranging.use(arranging.current.comparing("court", "court filing"))
    assert shown(window).events == len([item for item in there if item.family in ("court", "court filing")])


def test_what_is_selected_or_under_the_pointer_is_the_windows_own_affair(window, canvas):
    window.session.select(window.session.results.rows[0].id)
    now = shown(window)
    assert (now.scene.chosen, now.scene.hovered, now.scene.focused) == (None, None, False)


def test_without_colour_it_is_all_grey_and_has_letters(window, tmp_path):
    store, now = window.session.store, shown(window)
    make_shown(store, now, Wanted(black_and_white=True), tmp_path / "a.png", scale=1)
    assert QImage(str(tmp_path / "a.png")).allGray()
    make_shown(store, now, Wanted(black_and_white=True), tmp_path / "a.svg")
    assert {"E", "F", "C"} <= set(texts(tmp_path / "a.svg"))


def test_the_page_holds_all_of_it(window):
    now = shown(window)
    picture = ShownPicture(window.session.store, now, Wanted())
    body = picture.painter.body
    assert body.width() == pytest.approx(now.size.width())
    assert body.height() == pytest.approx(now.size.height())


def test_an_empty_timeline_says_so(window, qtbot, tmp_path):
    with qtbot.waitSignal(window.session.searched):
        window.session.search("no-such-word-anywhere")
    qtbot.waitUntil(lambda: len(window.timeline_page.timeline.events) == 0)
    make_shown(window.session.store, shown(window), Wanted(), tmp_path / "a.svg")
    assert any("No event matches this search" in text for text in texts(tmp_path / "a.svg"))
