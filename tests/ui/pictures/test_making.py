"""Pictures of a timeline in files: all of it is there, as text, and in order."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from tracker.errors import CancelledError, FileError, NotFoundError, QueryError
from tracker.records import Event
from tracker.store import Store
from tracker.timeline.wrapping import plain
from tracker.ui.pictures import files
from tracker.ui.pictures.making import Picture, Wanted, make, outlook

WORDS = (
    "court", "agency", "office", "official", "rule", "filing", "memorandum", "affidavit", "privacy", "review", "of",
    "the", "a", "first", "hearing",
)  # fmt: skip
DATES = ("{0}-{1:02}-{2:02}", "{0}-{1:02}", "{0}-{1:02}-{2:02}~", "{0}-{1:02}-{2:02}?", "{0}-{1:02}-{2:02}/..", "{0}")
STRANGE = (
    "Постановление суда о доступе к сведениям",
    "Απόφαση του δικαστηρίου για τα φορολογικά στοιχεία",
    "Straße, façade, naïve – “quoted” § 6103(i)(2) …",
    "<b>&amp; a tag that is none</b>",
    "Donaudampfschifffahrtsgesellschaft" * 6,
    "Two\nlines and a\ttab",
)
pytestmark = pytest.mark.usefixtures("qapp")


def titles_of(store):
    return [event.title for event in store.where(Event)]


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    """A tracker of 2,000 events over thirty years."""
    chance = random.Random(7)
    path = tmp_path_factory.mktemp("crowd") / "crowd.tracker"
    with Store.create(path, "A long story") as store, store.edit("Log") as edit:
        for number in range(2000):
            form = chance.choice(DATES[:1] * 12 + DATES)
            date = form.format(chance.randint(1996, 2025), chance.randint(1, 12), chance.randint(1, 28))
            title = " ".join(chance.choices(WORDS, k=chance.randint(3, 14))) + f" {number}"
            if number < len(STRANGE):
                title = STRANGE[number]
            kind = chance.choice(("order", "complaint", "guidance", "final rule", "report", "executive order"))
            edit.add(Event(title=title, type=kind, date="" if number % 200 == 7 else date))
    with Store.open(path, read_only=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def font(qapp):
    return qapp.font()


def svg_text(path):
    """All text of an SVG, as it would be read or copied from it."""
    return "".join(element.text or "" for element in ET.parse(path).iter() if element.tag.endswith("}text"))


def pdf_text(path, how="-raw"):
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed: the text of PDF files is not checked")
    return subprocess.run(["pdftotext", how, path, "-"], capture_output=True, text=True, check=True).stdout


def words_of(path):
    """The words of a PDF, page by page: left, top, right, bottom in points, and the word; and each page's size."""
    found = pdf_text(path, "-bbox")
    for page in found.split("<page ")[1:]:
        width, height = map(float, re.search(r'width="([\d.]+)" height="([\d.]+)"', page).groups())
        boxes = re.findall(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</w', page)
        yield (width, height), sorted((*map(float, box[:4]), box[4]) for box in boxes)


def letters(text):
    """A text without its spaces and line ends, which a PDF does not keep."""
    return "".join(text.split())


def test_every_title_of_two_thousand_is_in_the_text_of_an_svg(crowd, tmp_path, font):
    done = make(crowd, Wanted(), tmp_path / "all.svg", font)
    assert (done.files, done.events) == ((tmp_path / "all.svg",), 2000)
    text = svg_text(tmp_path / "all.svg")
    missing = [title for title in titles_of(crowd) if plain(title) not in text]
    assert missing == []


def test_every_title_of_two_thousand_is_in_the_text_of_a_pdf(crowd, tmp_path, font):
    done = make(crowd, Wanted(), tmp_path / "all.pdf", font)
    text = pdf_text(tmp_path / "all.pdf")
    assert text.count("\f") == done.pages
    whole = letters(text)
    missing = [title for title in titles_of(crowd) if letters(title) not in whole]
    assert missing == []


@pytest.mark.parametrize("wanted", [Wanted(), Wanted(grouping="type", paper="letter", landscape=False)])
def test_no_label_of_two_thousand_is_over_another_or_cut_by_a_page(crowd, font, wanted):
    picture = Picture(crowd, wanted, font)
    body, inner = picture.painter.body, picture.painter.size
    assert QRectF(0, 0, inner.width(), inner.height()).contains(body)
    titles, _ = picture.painter.writers
    for sheet in picture.sheets():
        assert sheet.height <= picture.frame.height
        for strip in sheet.strips:
            for one, other in combinations(strip.placed, 2):
                apart = one.right <= other.left or other.right <= one.left
                assert apart or one.y + one.height <= other.y or other.y + other.height <= one.y
            for placed in strip.placed:
                assert placed.left >= 0
                assert placed.right <= picture.frame.width
                assert placed.y + placed.height <= strip.height
                for line in placed.lines:
                    assert titles.measure((line.lead + line.text).rstrip(" ")) <= placed.label_width + 0.01


@pytest.mark.parametrize("wanted", [Wanted(), Wanted(grouping="type", black_and_white=True, paper="letter")])
def test_no_word_of_two_thousand_is_drawn_over_another_or_off_its_page(crowd, tmp_path, font, wanted):
    make(crowd, wanted, tmp_path / "all.pdf", font)
    # Boxes of words are as high as their lines, which come close; half a point is what a letter may lean over.
    beside, above = 0.5, 1.6
    for (width, height), words in words_of(tmp_path / "all.pdf"):
        for place, (left, top, right, bottom, word) in enumerate(words):
            assert 0 <= left < right <= width, word
            assert 0 <= top < bottom <= height, word
            for other in words[place + 1 :]:
                if other[0] >= right - beside:
                    break
                assert min(bottom, other[3]) - max(top, other[1]) < above, (word, other)


def test_each_page_names_its_lanes_its_days_and_the_search(crowd, tmp_path, font):
    search = 'type:order OR type:"final rule"'
    done = make(crowd, Wanted(search=search), tmp_path / "some.pdf", font)
    pages = pdf_text(tmp_path / "some.pdf").split("\f")[: done.pages]
    for number, page in enumerate(pages, 1):
        assert f"Search: {search}" in page
        assert f"page {number} of {done.pages}" in page
        assert "A long story" in page
        assert f"{done.events:,} events" in page
        assert page.count("Rulemaking") >= 1  # as a lane, or in the legend
    assert "continued" in " ".join(pages)


def test_the_example_case_is_whole_in_colour_and_without(case, tmp_path, font):
    for wanted in (Wanted(), Wanted(black_and_white=True, grouping="stakeholder", legend=False)):
        done = make(case, wanted, tmp_path / "case.svg", font, overwrite=True)
        assert done.events == 49
        text = svg_text(tmp_path / "case.svg")
        assert [title for title in titles_of(case) if plain(title) not in text] == []


def test_black_and_white_has_no_colour(case, tmp_path, font):
    (file,) = make(case, Wanted(black_and_white=True, search="type:order"), tmp_path / "a.png", font, scale=1).files
    drawn = QImage(str(file))
    assert drawn.allGray()
    make(case, Wanted(search="type:order"), tmp_path / "b.png", font, scale=1)
    assert not QImage(str(tmp_path / "b.png")).allGray()


def test_without_colour_each_family_has_a_letter_of_its_own(case, tmp_path, font):
    make(case, Wanted(black_and_white=True), tmp_path / "a.svg", font)
    found = [element.text for element in ET.parse(tmp_path / "a.svg").iter() if element.tag.endswith("}text")]
    signs = [text for text in found if text and len(text) == 1 and text.isalpha()]
    assert len(signs) >= 49
    assert len(set(signs)) == 8  # as many as there are families in the case


def test_some_days_are_those_that_lie_in_them(case, tmp_path, font):
    from tracker import dates

    first, last = dates.to_ordinal("2025-04-07"), dates.to_ordinal("2025-04-09")
    done = make(case, Wanted(first=first, last=last), tmp_path / "a.svg", font)
    text = svg_text(tmp_path / "a.svg")
    assert "Treasury and DHS Secretaries sign the IRS-ICE taxpayer-data MOU" in text
    assert "7 April 2025 – 9 April 2025" in text
    assert done.pages == 1
    assert done.events == len([event for event in case.where(Event) if "2025-04-07" <= event.date <= "2025-04-09"])


def test_a_png_is_as_fine_as_asked_and_several_pages_are_several_files(case, tmp_path, font):
    done = make(case, Wanted(), tmp_path / "case.png", font, scale=1)
    assert done.pages == len(done.files) > 1
    assert done.files[0].name == "case-1.png"
    assert not (tmp_path / "case.png").exists()
    one = QImage(str(done.files[0]))
    fine = make(case, Wanted(), tmp_path / "fine.png", font, scale=3)
    assert QImage(str(fine.files[0])).width() == pytest.approx(3 * one.width(), abs=3)


def test_the_outlook_says_what_will_be_made(case, crowd, tmp_path, font):
    for store in (case, crowd):
        seen = outlook(store, Wanted(), font)
        done = make(store, Wanted(), tmp_path / "a.pdf", font, overwrite=True)
        assert (seen.count, seen.events, seen.exact) == (done.pages, done.events, True)


def test_a_very_long_outlook_is_an_estimate(crowd, font, monkeypatch):
    from tracker.ui.pictures import making

    whole = outlook(crowd, Wanted(), font)
    monkeypatch.setattr(making, "FEW", 100)
    seen = outlook(crowd, Wanted(), font)
    assert not seen.exact
    assert whole.count / 2 < seen.count < whole.count * 2


@pytest.mark.parametrize(
    ("name", "wanted", "error", "says"),
    [
        ("a.gif", Wanted(), FileError, "End its name with .pdf, .svg or .png"),
        ("there.pdf", Wanted(), FileError, "already exists"),
        ("folder.pdf", Wanted(), FileError, "is a folder"),
        ("none/a.pdf", Wanted(), FileError, "could not be written"),
        ("a.pdf", Wanted(search="title-that-no-event-has"), NotFoundError, "There is no event to show"),
        ("a.pdf", Wanted(search="type:("), QueryError, "Write a value straight after"),
    ],
)
def test_what_cannot_be_made_is_said_and_nothing_is_left_behind(case, tmp_path, font, name, wanted, error, says):
    (tmp_path / "there.pdf").write_text("mine")
    (tmp_path / "folder.pdf").mkdir()
    before = sorted(tmp_path.iterdir())
    with pytest.raises(error, match=says):
        make(case, wanted, tmp_path / name, font)
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / "there.pdf").read_text() == "mine"


def test_a_picture_larger_than_programs_open_is_refused(monkeypatch, case, tmp_path, font):
    monkeypatch.setattr(files, "MOST_SIDE", 3000)
    with pytest.raises(FileError, match="smaller scale, or PDF or SVG"):
        make(case, Wanted(), tmp_path / "a.png", font, scale=4)


@pytest.mark.parametrize("kind", ["pdf", "svg", "png"])
def test_it_can_be_cancelled_at_any_page(kind, case, tmp_path, font):
    seen = []

    def progress(done, total, what):
        seen.append((done, total))

    with pytest.raises(CancelledError, match="Nothing was written"):
        make(
            case,
            Wanted(),
            tmp_path / f"a.{kind}",
            font,
            progress=progress,
            cancelled=lambda: any(done == 2 for done, _ in seen),
        )
    assert [path.name for path in tmp_path.iterdir() if not path.name.startswith("case")] == []


def test_nothing_is_drawn_that_was_not_asked_for(case, tmp_path, font):
    make(case, Wanted(legend=False, title="Mine & <theirs>"), tmp_path / "a.svg", font)
    text = svg_text(tmp_path / "a.svg")
    assert "That day" not in text
    assert "Mine & <theirs>" in text
    assert "IRS–ICE data sharing" in text  # at the foot


def test_an_svg_names_a_font_and_what_will_do_where_it_is_not_there(case, tmp_path, font):
    make(case, Wanted(), tmp_path / "a.svg", font)
    families = set(re.findall('<text [^>]*font-family="(.*?)"', (tmp_path / "a.svg").read_text("utf-8")))
    assert families
    assert all(family.endswith(", Verdana, sans-serif") for family in families), families
    assert not any(family.startswith("Sans Serif") for family in families)


def test_an_svg_says_what_it_is(case, tmp_path, font):
    make(case, Wanted(search="type:order"), tmp_path / "a.svg", font)
    root = ET.parse(tmp_path / "a.svg").getroot()
    title, description = (root.find(f"{{http://www.w3.org/2000/svg}}{name}").text for name in ("title", "desc"))
    assert title == "IRS–ICE data sharing"
    assert description.startswith("Search: type:order. ")
