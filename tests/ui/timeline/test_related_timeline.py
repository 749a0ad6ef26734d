"""Arrows for the relations of the selected event, and following a policy through its chain."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QHelpEvent, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolTip

from tracker import query
from tracker.records import Event, Relation, id_text
from tracker.timeline.arrows import Arrow, Drawing, Link, Rect
from tracker.ui import theme as themes
from tracker.ui.timeline.arrows import ArrowPainter
from tracker.ui.timeline.follow_bar import chain_of
from tracker.ui.timeline.labels import Fonts
from tracker.ui.timeline.related_timeline import Relations, read_relations

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def view(page):
    page.timeline.setFocus()
    return page.timeline


@pytest.fixture
def motion(window):
    return window.session.store.find('"Center for Taxpayer Rights asks the court"')[0]


@pytest.fixture
def select(window, view, qtbot):
    """Selects an event and waits for its relations."""

    def chosen(event):
        window.session.select(event)
        qtbot.waitUntil(lambda: any(event in (link.source, link.target) for link in view.relations.links))

    return chosen


def settled(window, qtbot):
    qtbot.waitUntil(window.session.reader.is_idle)


# Arrows.


def test_the_relations_of_the_selected_event_are_drawn_over_the_marks(window, view, motion, select, qtbot):
    plain = view.grab().toImage()
    select(motion)
    kinds = sorted(arrow.word for arrow in view.drawing().arrows)
    assert kinds == ["challenges", "cites", "rules on", "rules on"]
    with_arrows = view.grab().toImage()
    window.timeline_page.show_relations(False)
    assert view.grab().toImage() != with_arrows != plain


def test_another_event_has_other_arrows_and_none_has_none(window, view, motion, select, qtbot):
    select(motion)
    window.session.select(0)
    assert view.relations == Relations()
    assert view.drawing().arrows == ()


def test_a_relation_just_added_is_drawn(window, view, motion, select, qtbot):
    select(motion)
    before = len(view.relations.links)
    other = window.session.store.find("type:report")[0]
    with window.session.store.edit("Relate") as edit:
        edit.add(Relation(from_event=other, to_event=motion, kind="delays"))
    qtbot.waitUntil(lambda: len(view.relations.links) == before + 1)
    window.session.undo()
    qtbot.waitUntil(lambda: len(view.relations.links) == before)


def test_what_is_out_of_view_is_named_at_the_edge_and_a_click_goes_there(window, view, motion, select, qtbot):
    select(motion)
    item = view.walk.item(motion)
    view.show_days(item.start - 30, item.start + 60)
    stub = next(stub for stub in view.drawing().stubs if "cites" in stub.text)
    assert stub.text == "◂ cites · 17 February 2025"
    plot = view.plot_area()
    place = QPointF(plot.left() + stub.place.x + 5, plot.top() + stub.place.y + 5 - view.scrolled).toPoint()
    QApplication.sendEvent(view, QHelpEvent(QHelpEvent.Type.ToolTip, place, view.mapToGlobal(place)))
    assert "Center for Taxpayer Rights, a business group" in QToolTip.text()
    QTest.mouseMove(view, place)
    QTest.mouseClick(view, LEFT, pos=place)
    assert window.session.selection == stub.other
    assert view.place_of(stub.other) is not None


def test_a_relation_to_an_event_the_search_leaves_out_is_named_too(window, view, motion, select, qtbot):
    window.session.search(f"id:{id_text(motion)}")
    qtbot.waitUntil(lambda: len(view.events) == 1)
    select(motion)
    assert sorted(stub.text for stub in view.drawing().stubs)[-1].startswith("◂ cites")


def test_all_relations_are_listed_with_r(window, view, motion, select):
    select(motion)
    QTest.keyClick(view, Qt.Key.Key_R)
    menu = next(menu for menu in view.findChildren(QMenu) if menu.isVisible())
    texts = [action.text() for action in menu.actions()]
    assert sorted(text.split(":")[0] for text in texts) == ["challenges", "cites", "ruled on in", "ruled on in"]
    ruled = next(action for action in menu.actions() if action.text().startswith("ruled on in"))
    ruled.trigger()
    menu.close()
    assert window.session.selection != motion
    assert view.selection == window.session.selection


def test_no_arrows_cover_two_lanes_that_are_compared(page, view, motion, select, qtbot):
    select(motion)
    assert view.drawing().arrows
    one, other = (each.lane.key for each in view.events.lanes[:2])
    page.arranging.use(page.arranging.current.comparing(one, other))
    assert view.drawing().arrows == view.drawing().stubs == ()
    page.arranging.stop_comparing()
    assert view.drawing().arrows


def test_relations_are_switched_off_and_stay_off(window, page, view, motion, select, settings, qtbot):
    page.controls.lanes_menu.relations.trigger()
    window.session.select(motion)
    settled(window, qtbot)
    assert view.drawing().arrows == ()
    assert settings.value("relations", True, bool) is False
    page.controls.lanes_menu.relations.trigger()
    qtbot.waitUntil(lambda: view.drawing().arrows != ())


def test_relations_of_an_event_that_is_gone_are_none(store):
    assert read_relations(store, 12345) == Relations()


# Following.


def test_following_shows_the_chain_alone_and_escape_leads_back(window, view, motion, select, qtbot):
    bar = window.pages.follow_bar
    select(motion)
    window.actions_.follow.trigger()
    qtbot.waitUntil(bar.isVisible)
    title = "Center for Taxpayer Rights asks the court to halt the data policy"
    assert bar.label.text() == f"Following: {title} · 9 events"
    assert window.session.search_text == f"chain:{id_text(motion)}"
    qtbot.waitUntil(lambda: len(view.events) == 9)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(view.events) == 49)
    assert not bar.isVisible()


def test_all_links_of_the_chain_are_drawn_without_what_only_cites(window, view, motion, select, qtbot):
    select(motion)
    window.actions_.follow.trigger()
    store = window.session.store
    chain = set(store.find(f"chain:{id_text(motion)}"))
    wanted = {
        Link(r.kind, r.from_event, r.to_event)
        for event in chain
        for r in store.where(Relation, from_event=event)
        if r.to_event in chain and r.kind not in ("cites", "reports on")
    }
    qtbot.waitUntil(lambda: set(view.relations.links) == wanted)
    window.session.select(0)
    qtbot.waitUntil(lambda: set(view.relations.links) == wanted)


def test_leaving_leads_back_to_the_search_before(window, view, motion, qtbot):
    window.session.search("type:motion")
    qtbot.waitUntil(lambda: len(view.events) < 49)
    window.session.select(motion)
    window.actions_.follow.trigger()
    bar = window.pages.follow_bar
    qtbot.waitUntil(bar.isVisible)
    assert bar.button.text() == "Back to the search (Esc)"
    QTest.mouseClick(bar.button, LEFT)
    qtbot.waitUntil(lambda: window.session.results.text == "type:motion")
    assert not bar.isVisible()


def test_a_chain_that_is_typed_is_followed_too(window, motion, qtbot):
    window.session.search(f"chain:{id_text(motion)} type:order")
    bar = window.pages.follow_bar
    qtbot.waitUntil(bar.isVisible)
    assert "Center for Taxpayer Rights asks" in bar.label.text()


def test_a_chain_typed_letter_by_letter_leads_back_to_all(window, view, motion, qtbot):
    text = f"chain:{id_text(motion)}"
    for end in range(1, len(text) + 1):
        window.session.search(text[:end], while_typing=True)
    qtbot.waitUntil(window.pages.follow_bar.isVisible)
    assert window.pages.follow_bar.button.text() == "Show all (Esc)"
    window.pages.follow_bar.leave()
    qtbot.waitUntil(lambda: len(view.events) == 49)


def test_an_unknown_id_says_so(window, qtbot):
    window.session.search(f"chain:{id_text(1)}")
    qtbot.waitUntil(window.pages.follow_bar.isVisible)
    assert window.pages.follow_bar.label.text() == "No event has this id."


def test_escape_leaves_the_comparison_before_the_chain(window, page, view, motion, qtbot):
    window.session.select(motion)
    window.actions_.follow.trigger()
    qtbot.waitUntil(window.pages.follow_bar.isVisible)
    settled(window, qtbot)
    page.arranging.use(page.arranging.current.comparing("court", "court filing"))
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not page.arranging.current.compared
    assert window.pages.follow_bar.following == motion
    QTest.keyClick(view, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.pages.follow_bar.following)


@pytest.mark.parametrize("tab", ["table", "concerns"])
def test_escape_leads_back_from_every_page(window, motion, tab, qtbot):
    window.session.select(motion)
    window.actions_.follow.trigger()
    qtbot.waitUntil(window.pages.follow_bar.isVisible)
    window.show_tab(tab)
    settled(window, qtbot)
    window.pages.main_view().setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.pages.follow_bar.following)


def test_only_an_event_that_is_selected_can_be_followed(window):
    assert not window.actions_.follow.isEnabled()
    window.session.select(window.session.results.ids[0])
    assert window.actions_.follow.isEnabled()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("chain:000000000001x", True),
        ("chain:000000000001x type:order", True),
        ("-chain:000000000001x", False),
        ("chain:000000000001x OR type:order", False),
        ("chain:000000000001x,000000000001y", False),
        ("type:order", False),
        ("", False),
    ],
)
def test_a_search_follows_one_chain_or_none(text, found):
    assert bool(chain_of(query.parse(text))) is found


def test_a_title_is_said_as_plain_text(store, qtbot):
    from tracker.ui.session import Session
    from tracker.ui.timeline.follow_bar import FollowBar

    with store.edit("Log") as edit:
        event = edit.add(Event(title="<b>R&D</b>", type="order", date="2025"))
    session = Session(store)
    bar = FollowBar(session)
    qtbot.addWidget(bar)
    bar.follow(event.id)
    qtbot.waitUntil(bar.isVisible)
    assert bar.label.text() == "Following: <b>R&D</b> · 1 event"
    assert bar.label.textFormat() == Qt.TextFormat.PlainText
    session.close()


# What the arrows leave of titles.


@pytest.fixture
def drawn(qapp):
    """Draws an arrow from the foot of a picture to its top, across a title in the middle, and tells how much of the
    accent's colour is there, and where no title is."""
    theme = themes.load("light")
    title, view = Rect(0, 80, 100, 40), Rect(0, 0, 100, 200)
    arrow = Arrow(Link("amends", 1, 2), (50.5, 200), (50.5, 150), (50.5, 50), (50.5, 0), "", None)

    def draw(chosen=2, named=None):
        picture = QImage(100, 200, QImage.Format.Format_RGB32)
        picture.fill(theme.window)
        painter = ArrowPainter(theme, Fonts.of(QApplication.font()))
        with QPainter(picture) as on:
            painter.draw_lines(on, Drawing((arrow,)), chosen, view, [title], named)

        def strong(rows):
            return sum(picture.pixelColor(50, y).rgb() == theme.accent.rgb() for y in rows)

        return strong(range(82, 118)), strong(range(130, 190)), picture.pixelColor(50, 100) != theme.window

    return draw


def test_an_arrow_is_faint_where_a_title_stands_over_it_but_still_there(drawn):
    assert drawn() == (0, 60, True)


def test_the_arrow_of_the_event_pointed_at_is_as_strong_everywhere(drawn):
    assert drawn(named=1) == (36, 60, True)
    assert drawn(named=2) == (0, 60, True)  # all arrows are the selected event's own
