"""Every kind of date in EDTF level 1, painted: told apart by form alone, on paper without colours too."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from tracker import dates
from tracker.errors import DateError
from tracker.timeline.layout import Box
from tracker.timeline.marks import Style, TimelineItem, extent
from tracker.ui import theme as themes
from tracker.ui.screenshots import DATE_KINDS, date_kinds_picture
from tracker.ui.timeline.legend import Legend, dated_item, entries, legend_keys, sample
from tracker.ui.timeline.marks import MarkPainter

pytestmark = pytest.mark.usefixtures("qapp")

STYLE = Style()
ALL = list(itertools.chain.from_iterable(DATE_KINDS.values()))
COLLECTED = Path(__file__).parents[3] / "shared" / "data" / "edtf-validate" / "edtf-strings.json"


def painted(box: Box, grey: QImage.Format, wide: int = 110) -> list[int]:
    """The lightness of every pixel of a mark on white paper, in black ink of a light theme."""
    image = QImage(wide, 24, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        MarkPainter(themes.load("light"), STYLE).draw(painter, [box._replace(x0=box.x0 + 4, x1=box.x1 + 4)])
    plain = image.convertToFormat(grey, Qt.ImageConversionFlag.ThresholdDither).convertToFormat(
        QImage.Format.Format_Grayscale8
    )
    return [plain.pixelColor(x, y).lightness() for y in range(plain.height()) for x in range(wide)]


def differing(one: list[int], other: list[int]) -> int:
    """How many pixels are clearly lighter in one than in the other."""
    return sum(abs(a - b) > 60 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("wide", [44.0, STYLE.least_span], ids=["near", "far out"])
@pytest.mark.parametrize("paper", [QImage.Format.Format_Grayscale8, QImage.Format.Format_Mono], ids=["grey", "ink"])
def test_any_two_kinds_of_date_are_told_apart_without_colour(wide, paper):
    pictures = {text: painted(sample(text, wide, STYLE), paper) for text in ALL}
    for (one, a), (other, b) in itertools.combinations(pictures.items(), 2):
        assert differing(a, b) >= 6, f"{one} and {other} look alike"


def test_every_kind_of_the_list_is_there():
    parsed = [dates.describe(text) for text in ALL]
    assert {shape.kind for shape in parsed} == {
        "day", "month", "season", "year", "decade", "century", "interval", "undated",
    }  # fmt: skip
    singles = {(s.kind, s.approximate, s.uncertain) for s in parsed if s.kind in ("day", "month", "season", "year")}
    assert singles == set(itertools.product(("day", "month", "season", "year"), (True, False), (True, False)))
    assert {s.unspecified for s in parsed} == {0, 1, 2}
    sides = {dates.ends(text) for text in ALL if "/" in text}
    for place in (0, 1):
        assert {side[place].precision for side in sides} >= {"day", "month", "open", "unknown"}
        assert any(side[place].approximate for side in sides)
        assert any(side[place].uncertain for side in sides)


def test_each_kind_is_drawn_where_its_days_are():
    for text in ALL:
        item = dated_item(text)
        if item.undated:
            continue
        x0, x1 = extent(item, 3.0, STYLE)
        assert x0 <= item.start * 3.0
        assert x1 >= item.start * 3.0 + STYLE.mark_width


def test_the_collected_dates_of_level_1_can_all_be_painted():
    if not COLLECTED.exists():
        pytest.skip(f"nothing painted: the collected EDTF strings are not at {COLLECTED}")
    strings = json.loads(COLLECTED.read_text(encoding="utf-8"))
    done = 0
    for text in strings["L0_Intervals"] + strings["L1_Intervals"]:
        try:
            dates.check(text)
        except DateError:
            continue  # a year that is not kept, or no end at all
        assert min(painted(sample(text, 44.0, STYLE), QImage.Format.Format_Grayscale8)) < 200, text
        assert legend_keys([dated_item(text)]) <= entries().keys()
        done += 1
    assert done >= 30


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_reference_picture_shows_them_all(scheme):
    picture = date_kinds_picture(scheme)
    ground = themes.load(scheme).window
    rows = picture.height() // len(ALL)
    assert rows > 0
    inked = sum(
        any(picture.pixelColor(x, y) != ground for x in range(0, picture.width(), 3)) for y in range(picture.height())
    )
    assert inked > 0.4 * picture.height()


def test_the_legend_names_every_mark_and_says_how_high_it_is(qapp):
    legend = Legend(themes.load("light"), qapp.font(), STYLE)
    image = QImage(900, 900, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        used = legend.draw(painter, QRectF(0, 0, 900, 900))
    assert used == legend.height(900) > 0
    assert legend.height(400) > legend.height(1400)
    below = {image.pixelColor(x, y).name() for x in range(0, 900, 7) for y in range(int(used) + 3, 900, 7)}
    assert below == {"#ffffff"}


def test_a_picture_s_legend_has_only_the_kinds_that_occur(qapp):
    items = [dated_item("2025-04-07"), dated_item("2025-04~"), dated_item("2025-04-07/"), dated_item("")]
    keys = legend_keys(items, also=["today"])
    assert keys == {"day", "month", "approximate", "unknown end", "undated", "today"}
    legend = Legend(themes.load("light"), qapp.font(), STYLE, keys)
    assert set(legend.shown) == keys
    assert Legend(themes.load("light"), qapp.font(), STYLE, ()).height(500) == 0


def test_the_legend_tells_the_positions_of_concerns_from_each_other():
    item = TimelineItem(1, 5, 5, "A", (), concerns=2, position="opposes", disputed=True, noteworthy=True)
    assert legend_keys([item]) == {"day", "opposes", "disputed", "noteworthy"}


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_a_mark_kept_as_a_picture_is_the_mark_as_drawn(ratio):
    colours = themes.load("light")
    kept, direct = MarkPainter(colours, STYLE, ratio), MarkPainter(colours, STYLE)
    for text in ALL:
        box = sample(text, 44.0, STYLE, "court")
        box = box._replace(x0=20.3, x1=20.3 + box.x1, y=4.0)
        images = []
        for painter_of_marks in (direct, kept, kept):
            image = QImage(round(160 * ratio), round(40 * ratio), QImage.Format.Format_RGB32)
            image.setDevicePixelRatio(ratio)
            image.fill(Qt.GlobalColor.white)
            with QPainter(image) as painter:
                painter_of_marks.draw(painter, [box])
            images.append([image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())])
        far = max(
            abs(a.red() - b.red()) + abs(a.green() - b.green()) + abs(a.blue() - b.blue())
            for a, b in zip(images[0], images[1], strict=True)
        )
        assert far <= 24, text  # what lets its ground through is rounded twice
        assert images[1] == images[2]
