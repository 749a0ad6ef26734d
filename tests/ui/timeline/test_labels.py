"""Labels, drawn once and kept."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from tracker.timeline.marks import Style, TimelineItem, trailing_width
from tracker.ui import theme
from tracker.ui.timeline import labels as timeline_labels
from tracker.ui.timeline.labels import Fonts, Labels, TextWidths, one_line

pytestmark = pytest.mark.usefixtures("qapp")


def item(title: str, **fields: object) -> TimelineItem:
    return TimelineItem(1, 739_000, 739_000, title, ("a",), **fields)  # type: ignore[arg-type]


@pytest.fixture
def labels(qapp) -> Labels:
    return Labels(theme.load("light"), Fonts.of(qapp.font()), Style(), 1.0)


@pytest.mark.parametrize(
    "text", ["Complaint filed", "WAVE Toy, Inc. v. IRS", "", "Überprüfung", "命令", "أمر", "👩‍⚖️ ruling"]
)
def test_a_text_is_measured_about_as_wide_as_it_is_drawn(qapp, text):
    drawn = QFontMetricsF(qapp.font()).horizontalAdvance(text)
    measured = TextWidths(qapp.font()).of(text)
    # Letters added up ignore kerning, which draws some pairs closer.
    assert drawn - 0.5 <= measured <= 1.1 * drawn + 2


def test_line_ends_and_control_characters_are_shown_as_spaces():
    assert one_line("a\nb\tc\x00d\u2028e") == "a b c d e"


def test_joined_characters_and_directions_are_left_alone():
    family = "👩\u200d⚖️ \u200fأمر"
    assert one_line(family) == family


def test_a_title_beyond_all_screens_is_cut():
    assert len(one_line("x" * 100_000)) <= 300


def test_a_label_is_drawn_once(labels):
    first, new = labels.picture(item("Complaint filed"), 200)
    again, newer = labels.picture(item("Complaint filed"), 200)
    assert first is again
    assert (new, newer) == (True, False)


def test_a_label_not_drawn_before_can_be_put_off(labels):
    assert labels.picture(item("Complaint filed"), 200, draw=False) == (None, False)
    labels.picture(item("Complaint filed"), 200)
    assert labels.picture(item("Complaint filed"), 200, draw=False)[0] is not None


def test_room_that_makes_no_difference_gives_the_same_picture(labels):
    wide, _ = labels.picture(item("Short"), 200)
    wider, _ = labels.picture(item("Short"), 400)
    assert wide is wider


def test_states_have_pictures_of_their_own(labels):
    pictures = [
        labels.picture(each, 300, strong)[0]
        for each, strong in (
            (item("Order"), False),
            (item("Order"), True),
            (item("Order", concerns=2, position="opposes"), False),
            (item("Order", concerns=2, position="supports"), False),
            (item("Order", disputed=True), False),
            (item("Order", noteworthy=True), False),
            (item("Order", approximate=True), False),
        )
    ]
    images = [picture.toImage() for picture in pictures]
    assert all(one != other for i, one in enumerate(images) for other in images[:i])


def test_a_label_is_never_wider_than_its_room(labels):
    for room in (60, 90, 150):
        picture, _ = labels.picture(item("A title that is a good deal longer than its room", concerns=3), room)
        assert picture.width() <= room + 4


def test_where_room_is_short_the_title_comes_before_the_badge(labels):
    bare, _ = labels.picture(item("A title that is a good deal longer"), 70)
    with_concerns, _ = labels.picture(item("A title that is a good deal longer", concerns=3), 70)
    assert bare.toImage() == with_concerns.toImage()


def test_a_short_title_keeps_its_badge(labels):
    plain = item("MOU")
    annotated = item("MOU", concerns=3)
    room = labels.plain.of("MOU") + trailing_width(annotated, labels.style)
    assert labels.picture(annotated, room)[0].width() > labels.picture(plain, room)[0].width()


def test_on_a_finer_screen_labels_are_drawn_finer(qapp):
    fine = Labels(theme.load("light"), Fonts.of(qapp.font()), Style(), 2.0)
    picture, _ = fine.picture(item("Complaint filed"), 200)
    assert picture.devicePixelRatio() == 2.0
    assert picture.height() == 2 * Style().row_height


def test_the_labels_used_least_are_forgotten(labels, monkeypatch):
    monkeypatch.setattr(timeline_labels, "KEPT_LABELS", 3)
    for word in "abcd":
        labels.picture(item(word), 100)
    assert labels.picture(item("a"), 100)[1]
    assert not labels.picture(item("d"), 100)[1]


def test_fonts_in_pixels_are_made_smaller_too(qapp):
    font = QFont(qapp.font())
    font.setPixelSize(20)
    assert Fonts.of(font).axis.pixelSize() < 20
    assert Fonts.of(font).strong.bold()


def test_a_written_label_looks_as_its_picture_does(labels):
    event = item("Court stays the policy", concerns=3, position="opposes", disputed=True)
    picture, _ = labels.picture(event, 300)
    drawn = picture.toImage()
    written = QImage(drawn.size(), drawn.format())
    written.setDevicePixelRatio(drawn.devicePixelRatio())
    written.fill(QColor(0, 0, 0, 0))
    with QPainter(written) as painter:
        labels.write(painter, QPointF(0, 0), event, 300)
    assert written == drawn
