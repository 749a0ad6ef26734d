"""The matrix of concerns: what it shows, and how it narrows the search."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest

from tracker.dates import to_ordinal
from tracker.records import Citation, Concern, Event, Source, Stakeholder
from tracker.ui import theme as themes
from tracker.ui.matrix.matrix_view import MatrixView
from tracker.ui.matrix.model import SORTS

NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
UNION = "National Union of Treasury Employees with quite a long name"


@pytest.fixture
def filled(store):
    with store.edit("Example", "fixed") as edit:
        early = edit.add(Event(title="Memorandum signed", type="memorandum of understanding", date="2025-04-07"))
        late = edit.add(Event(title="Injunction denied", type="order", date="2025-05-12"))
        union = edit.add(Stakeholder(name=UNION, kind="union")).id
        agency = edit.add(Stakeholder(name="Treasury", kind="agency")).id
        edit.add_all(
            [
                Concern(event=early.id, stakeholder=union, theme="privacy", position="opposes"),
                Concern(event=late.id, stakeholder=union, theme="privacy", position="reservations"),
                Concern(event=late.id, stakeholder=union, theme="due process", position="neutral"),
                Concern(event=early.id, stakeholder=agency, theme="privacy", position="supports"),
            ]
        )
    return store


def search(session, qtbot, text):
    with qtbot.waitSignal(session.searched):
        session.search(text)
    qtbot.waitUntil(session.reader.is_idle)


@pytest.fixture
def view(session, qtbot):
    made = MatrixView(session, themes.load("light"))
    qtbot.addWidget(made)
    made.resize(800, 400)
    made.show()
    search(session, qtbot, "")
    qtbot.waitUntil(lambda: bool(made.model.rows))
    return made


def names(view):
    return [row.name for row in view.model.rows]


def at(view, name, theme):
    return view.model.index(names(view).index(name), view.model.matrix.themes.index(theme))


def click(view, name, theme, held=NONE):
    where = view.grid.visualRect(at(view, name, theme)).center()
    QTest.mouseClick(view.grid.viewport(), Qt.MouseButton.LeftButton, held, where)


def said(view, name, theme):
    return view.model.data(at(view, name, theme), Qt.ItemDataRole.AccessibleTextRole)


def test_a_cell_shows_the_latest_position_and_the_count(view):
    cell = view.model.cell(at(view, UNION, "privacy").row(), at(view, UNION, "privacy").column())
    assert (cell.position, cell.concerns) == ("reservations", 2)
    assert view.model.data(at(view, UNION, "privacy")) == "2"
    assert said(view, UNION, "privacy") == f"{UNION}, Privacy: Reservations (2 concerns), latest 12 May 2025"
    assert said(view, "Treasury", "privacy") == "Treasury, Privacy: Supports (1 concern), latest 7 Apr 2025"
    assert said(view, "Treasury", "due process") == "Treasury, Due process: no concern"


def test_a_click_with_control_narrows_the_search_and_another_takes_it_back(view, session, qtbot):
    with qtbot.waitSignal(session.searched) as caught:
        click(view, "Treasury", "privacy", CONTROL)
    assert session.search_text == "concern:privacy raised-by:Treasury"
    assert [row.title for row in caught.args[0].rows] == ["Memorandum signed"]
    qtbot.waitUntil(lambda: view.model.search == session.search_text)
    assert view.model.is_in_search(at(view, "Treasury", "privacy").row(), at(view, "Treasury", "privacy").column())
    click(view, "Treasury", "privacy", CONTROL)
    assert session.search_text == ""
    assert not view.panel.isVisible()


def test_a_name_of_several_words_is_quoted_and_the_rest_of_the_search_stays(view, session, qtbot):
    search(session, qtbot, "after:2025-05")
    qtbot.waitUntil(lambda: names(view) == [UNION])
    click(view, UNION, "due process", CONTROL)
    assert session.search_text == f'after:2025-05 concern:"due process" raised-by:"{UNION}"'
    qtbot.waitUntil(lambda: [row.title for row in session.results.rows] == ["Injunction denied"])


def test_an_empty_cell_does_nothing(view, session):
    click(view, "Treasury", "due process")
    click(view, "Treasury", "due process", CONTROL)
    assert session.search_text == ""
    assert not view.panel.isVisible()


def test_headings_narrow_by_one_thing_alone(view, session):
    header = view.across
    column = view.model.matrix.themes.index("privacy")
    where = QPoint(header.sectionViewportPosition(column) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, NONE, where)
    assert session.search_text == "concern:privacy"
    down = view.down
    where = QPoint(30, down.sectionViewportPosition(names(view).index("Treasury")) + 5)
    QTest.mouseClick(down.viewport(), Qt.MouseButton.LeftButton, NONE, where)
    assert session.search_text == "concern:privacy raised-by:Treasury"


def test_arrows_walk_the_cells_and_enter_with_control_narrows(view, session):
    view.grid.setFocus()
    view.grid.setCurrentIndex(view.model.index(0, 0))
    QTest.keyClick(view.grid, Qt.Key.Key_Down)
    assert (view.grid.currentIndex().row(), view.grid.currentIndex().column()) == (1, 0)
    QTest.keyClick(view.grid, Qt.Key.Key_Return, CONTROL)
    assert session.search_text == "concern:privacy raised-by:Treasury"


def test_the_cell_one_stands_on_stays_when_the_search_is_narrowed(view, session, qtbot):
    view.grid.setCurrentIndex(at(view, "Treasury", "privacy"))
    search(session, qtbot, "Memorandum")
    qtbot.waitUntil(lambda: view.model.search == "Memorandum")
    assert view.grid.currentIndex() == at(view, "Treasury", "privacy")


def test_rows_are_sorted_by_number_by_kind_or_by_name(view):
    assert names(view) == [UNION, "Treasury"]
    by = {action.data(): action for action in view.sort_button.menu().actions()}
    assert tuple(by) == SORTS
    by["kind"].trigger()
    assert names(view) == ["Treasury", UNION]  # agencies before unions
    assert view.sort_button.text().startswith("Kind")
    by["concerns"].trigger()
    assert names(view) == [UNION, "Treasury"]
    by["name"].trigger()
    assert names(view) == [UNION, "Treasury"]


def test_it_reads_only_while_it_is_looked_at(session, qtbot):
    hidden = MatrixView(session, themes.load("light"))
    qtbot.addWidget(hidden)
    search(session, qtbot, "")
    assert not hidden.model.rows
    hidden.show()
    qtbot.waitUntil(lambda: len(hidden.model.rows) == 2)


def test_a_change_shows_at_once(view, session, qtbot):
    with session.store.edit("Add concern") as edit:
        event = session.results.rows[-1].id
        person = edit.add(Stakeholder(name="Scholars", kind="scholars"))
        edit.add(Concern(event=event, stakeholder=person.id, theme="transparency", position="opposes"))
    qtbot.waitUntil(lambda: "Scholars" in names(view))
    assert "transparency" in view.model.matrix.themes


def test_an_empty_matrix_says_what_to_do(view, session, qtbot, store):
    search(session, qtbot, "nowhere")
    qtbot.waitUntil(lambda: not view.model.rows)
    assert "No concern" in view.grid.empty_text
    search(session, qtbot, "")
    qtbot.waitUntil(lambda: len(view.model.rows) == 2)
    with store.edit("Delete") as edit:
        for concern in store.where(Concern):
            edit.remove(concern)
    qtbot.waitUntil(lambda: not view.model.rows)
    assert "Ctrl+Shift+C" in view.grid.empty_text
    assert view.grid.grab().width() > 0


def test_names_are_shortened_but_whole_in_the_tooltip_and_never_read_as_marks(view, session, qtbot):
    with session.store.edit("Add") as edit:
        person = edit.add(Stakeholder(name="<b>Bold</b> & Co", kind="press"))
        edit.add(Concern(event=session.results.rows[0].id, stakeholder=person.id, theme="privacy"))
    qtbot.waitUntil(lambda: len(view.model.rows) == 3)
    role = Qt.ItemDataRole.ToolTipRole
    row = names(view).index("<b>Bold</b> & Co")
    assert (
        view.model.headerData(row, Qt.Orientation.Vertical, role) == "<p>&lt;b&gt;Bold&lt;/b&gt; &amp; Co (Press)</p>"
    )
    assert view.down.sizeHint().width() <= 240
    assert UNION in view.model.headerData(names(view).index(UNION), Qt.Orientation.Vertical, role)


def test_themes_turn_upright_where_there_is_no_room_to_lie(view, session, qtbot):
    assert not view.across.upright
    with session.store.edit("Add") as edit:
        event, person = session.results.rows[0].id, session.store.where(Stakeholder)[0].id
        edit.add_all(
            Concern(event=event, stakeholder=person, theme=f"misidentification {n}", position="opposes")
            for n in range(9)
        )
    qtbot.waitUntil(lambda: len(view.model.matrix.themes) == 11)
    assert view.across.upright
    assert view.across.height() > 60
    assert view.grab().width() == 800
    view.resize(2000, 400)
    assert not view.across.upright


def test_headings_are_measured_once_until_they_or_their_font_are_others(view, session, qtbot, monkeypatch):
    asked = []
    there = view.model.headerData
    monkeypatch.setattr(view.model, "headerData", lambda *args: asked.append(args) or there(*args))
    view.down.widest = 10_000
    before = view.down.sizeHint().width()
    asked.clear()
    for _ in range(3):
        assert view.down.sizeHint().width() == before
        assert view.across.needed_width() > 0
    assert not asked
    with session.store.edit("Rename") as edit:
        for person in session.store.where(Stakeholder):
            edit.change(person, name=f"{person.name} of the whole united country")
    qtbot.waitUntil(lambda: any("united" in row.name for row in view.model.rows))
    view.down.widest = 10_000
    longer = view.down.sizeHint().width()
    assert longer > before
    font = view.grid.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    view.down.setFont(font)
    assert view.down.sizeHint().width() > 1.5 * longer


def test_the_legend_names_every_position(view):
    assert view.legend.accessibleName() == "Supports, Neutral, Reservations, Opposes"
    assert view.legend.sizeHint().width() <= 500


def test_it_can_be_drawn_in_the_dark(view):
    view.set_theme(themes.load("dark"))
    image = view.grid.viewport().grab().toImage()
    rect = view.grid.visualRect(at(view, "Treasury", "privacy"))
    colours = {image.pixelColor(x, rect.center().y()).name() for x in range(rect.left(), rect.right())}
    assert themes.load("dark").positions["supports"].name() in colours


# Over time


def drag(view, day):
    """Bring the slider to a day by hand."""
    slider = view.days.slider
    x = round(slider._x(to_ordinal(day)))
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, NONE, QPoint(x, 8))


def test_the_slider_reaches_over_the_days_from_which_concerns_count(view):
    slider = view.days.slider
    assert (slider.minimum(), slider.maximum()) == (to_ordinal("2025-04-07"), to_ordinal("2025-05-12") + 1)
    assert (view.days.day, slider.accessibleDescription()) == ("", "All time")


def test_as_of_a_day_cells_show_what_was_said_by_then(view):
    before = names(view)
    QTest.keyClick(view.days.slider, Qt.Key.Key_Home)
    assert view.days.day == "2025-04-07"
    assert said(view, UNION, "privacy") == f"{UNION}, Privacy: Opposes (1 concern), latest 7 Apr 2025"
    assert said(view, UNION, "due process") == f"{UNION}, Due process: no concern by 7 Apr 2025"
    assert names(view) == before
    QTest.keyClick(view.days.slider, Qt.Key.Key_End)
    assert view.days.day == ""
    assert "2 concerns" in said(view, UNION, "privacy")


def test_a_drag_redraws_without_reading_anything(view, session, monkeypatch):
    monkeypatch.setattr(session.reader, "request", lambda *_, **__: pytest.fail("it read"))
    for day in ("2025-04-20", "2025-05-11", "2025-05-12"):
        drag(view, day)
        assert view.days.day == day
    assert "Reservations (2" in said(view, UNION, "privacy")


def test_a_typed_day_and_a_day_to_compare_with(view):
    view.days.field.type_text("12 May 2025")
    view.days.field.commit()
    view.days.since_field.type_text("April 2025")
    view.days.since_field.commit()
    assert (view.days.day, view.days.since) == ("2025-05-12", "2025-04-30")
    assert said(view, UNION, "privacy").endswith("1 more since 30 Apr 2025, was opposes")
    assert said(view, UNION, "due process").endswith("; new since 30 Apr 2025")
    assert said(view, "Treasury", "privacy").endswith("latest 7 Apr 2025")


def test_what_changed_is_seen_and_not_by_colour_alone(view):
    def grey(name, theme):
        view.grid.setCurrentIndex(view.model.index(-1, -1))
        picture = view.grid.viewport().grab(view.grid.visualRect(at(view, name, theme))).toImage()
        return picture.convertToFormat(QImage.Format.Format_Grayscale8)

    row = view.down.defaultSectionSize()
    view.days.compare_with("2025-05-12")
    assert view.down.defaultSectionSize() > row, "what changed has a line of its own"
    nothing = [grey(UNION, "privacy"), grey(UNION, "due process"), grey("Treasury", "privacy")]
    view.days.compare_with("2025-04-30")
    changed = [grey(UNION, "privacy"), grey(UNION, "due process"), grey("Treasury", "privacy")]
    assert [a == b for a, b in zip(nothing, changed, strict=True)] == [False, False, True]
    view.days.compare_with("")
    assert view.down.defaultSectionSize() == row


def test_the_day_stays_when_the_search_is_another(view, session, qtbot):
    view.days.slider.step(-1)
    assert view.days.day == "2025-05-12"
    search(session, qtbot, "Memorandum")
    qtbot.waitUntil(lambda: view.model.search == "Memorandum")
    assert (view.days.day, view.model.day) == ("2025-05-12", "2025-05-12")


# From a cell to its words, their source and the event


@pytest.fixture
def quoted(view, session, qtbot):
    store = session.store
    with store.edit("Quote") as edit:
        source = edit.add(
            Source(kind="report", title="A <b>report</b>", publisher="Ledger", url="https://example.org/r")
        )
        about = next(c for c in store.where(Concern) if c.position == "opposes")
        edit.add(Citation(source=source.id, concern=about.id, exact="goes too far", anchor="no text kept"))
    qtbot.waitUntil(lambda: len(view.model.rows) == 2 and session.reader.is_idle())
    return source


def cards(view, qtbot, number):
    qtbot.waitUntil(lambda: len(view.panel.section.shown_cards()) == number and view.session.reader.is_idle())
    return view.panel.section.shown_cards()


def test_a_click_shows_the_words_their_source_and_the_event_in_order_of_time(view, quoted, session, qtbot):
    click(view, UNION, "privacy")
    first, second = (card.plain_text() for card in cards(view, qtbot, 2))
    assert first.startswith("7 Apr 2025, Opposes")
    assert "goes too far" in first
    assert "A <b>report</b> · Ledger · Report · not checked: no text kept · example.org\u00a0↗" in first
    assert "On: Memorandum signed" in first
    assert second.startswith("12 May 2025, Reservations")
    assert "No source is cited for this." in second
    assert session.search_text == ""
    assert view.panel.heading.text() == f"{UNION}: Privacy · 2 concerns"


def test_enter_goes_to_the_words_and_escape_comes_back_to_the_cell(view, quoted, session, qtbot):
    view.activateWindow()
    view.grid.setFocus()
    view.grid.setCurrentIndex(at(view, UNION, "privacy"))
    QTest.keyClick(view.grid, Qt.Key.Key_Return)
    first, second = cards(view, qtbot, 2)
    qtbot.waitUntil(first.hasFocus)
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    QTest.keyClick(second, Qt.Key.Key_Return)
    assert session.store.get(Event, session.selection).title == "Injunction denied"
    QTest.keyClick(second, Qt.Key.Key_Escape)
    assert not view.panel.isVisible()
    assert view.grid.hasFocus()
    assert view.grid.currentIndex() == at(view, UNION, "privacy")


def test_the_words_are_those_up_to_the_day_and_follow_the_cell(view, quoted, qtbot):
    click(view, UNION, "privacy")
    cards(view, qtbot, 2)
    view.days.slider.setFocus()
    QTest.keyClick(view.days.slider, Qt.Key.Key_Home)
    assert "7 Apr 2025" in cards(view, qtbot, 1)[0].plain_text()
    assert view.panel.heading.text().endswith("1 concern as of 7 April 2025")
    view.grid.setCurrentIndex(at(view, "Treasury", "privacy"))
    qtbot.waitUntil(lambda: "Supports" in view.panel.section.shown_cards()[0].plain_text())
    view.grid.setCurrentIndex(at(view, UNION, "due process"))
    cards(view, qtbot, 0)
    assert "0 concerns" in view.panel.heading.text()


def test_a_concern_is_copied_with_its_citation(view, quoted, session, qtbot):
    click(view, UNION, "privacy")
    first = cards(view, qtbot, 2)[0]
    first.setFocus()
    with qtbot.waitSignal(session.message):
        QTest.keyClick(first, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == (
        f"{UNION}, privacy: opposes (Memorandum signed, 7 April 2025)\n"
        "“goes too far” (not checked: no text kept)\n"
        "— A <b>report</b>, Ledger <https://example.org/r>"
    )


def test_a_card_opens_its_source_and_its_link(view, quoted, qtbot, monkeypatch):
    opened = []
    monkeypatch.setattr(view.panel.acts, "open_source", lambda source, citation: opened.append(source))
    monkeypatch.setattr(view.panel.acts, "open_url", opened.append)
    click(view, UNION, "privacy")
    menu = dict(cards(view, qtbot, 2)[0].content.menu)
    assert list(menu) == ["Show event", "Open source", "Open link at example.org", "Copy with citation"]
    menu["Open source"]()
    menu["Open link at example.org"]()
    assert opened == [quoted.id, "https://example.org/r"]


def test_the_search_can_be_narrowed_from_the_words_and_the_panel_goes_with_its_cell(view, quoted, session, qtbot):
    click(view, "Treasury", "privacy")
    cards(view, qtbot, 1)
    view.panel.link.click()
    assert session.search_text == "concern:privacy raised-by:Treasury"
    qtbot.waitUntil(lambda: view.model.search == session.search_text)
    assert view.panel.isVisible()
    search(session, qtbot, "Injunction")
    qtbot.waitUntil(lambda: not view.panel.isVisible())
