"""The snapshot beside the text: legible, loading nothing, and never in the window's way."""

from __future__ import annotations

import http.server
import io
import threading

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument

from tests.capture.payloads import payloads
from tracker.capture.safe_html import Block, blocks
from tracker.capture.snapshot_pages import Picture
from tracker.records import Source
from tracker.ui import theme as themes
from tracker.ui.reader.pdf_page import PdfPage
from tracker.ui.reader.saved_page import SavedPage
from tracker.ui.reader.snapshot_pane import SnapshotPane

LIGHT = themes.load("light")


def kept(store, data, media_type):
    return Source(kind="webpage", title="A page", sha256=store.keep_blob(data, media_type), media_type=media_type)


def a_pdf(*words):
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    for _ in words:
        document.new_page(300, 200)
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


@pytest.fixture
def pane(session, qtbot):
    made = SnapshotPane(session, LIGHT)
    qtbot.addWidget(made)
    made.resize(500, 400)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.finish()


def show(pane, source, qtbot):
    with qtbot.waitSignal(pane.shown):
        pane.show_source(source)
    qtbot.waitUntil(pane.is_idle)


def test_a_saved_page_is_shown_by_its_words(pane, store, qtbot):
    page = b"<nav>Menu</nav><h1>The agreement</h1><p>It was <b>signed</b>.<ul><li>one<li>two</ul><script>go()</script>"
    show(pane, kept(store, page, "text/html"), qtbot)
    assert pane.stack.currentWidget() is pane.page
    assert pane.page.toPlainText() == "Menu\nThe agreement\nIt was signed.\n•  one\n•  two"


def test_a_pdf_is_shown_page_by_page(pane, store, qtbot):
    show(pane, kept(store, a_pdf("one", "two", "three"), "application/pdf"), qtbot)
    assert pane.stack.currentWidget() is pane.pdf
    assert pane.pdf.label.accessibleName() == "Page 1 of 3"
    assert not pane.pdf.before.isEnabled()
    with qtbot.waitSignal(pane.shown):
        pane.pdf.after.click()
    assert pane.pdf.label.accessibleName() == "Page 2 of 3"
    assert pane.pdf.box.value() == 2
    with qtbot.waitSignal(pane.shown):
        pane.show_place("one\fsigned\fthe end", 12)
    assert pane.pdf.label.accessibleName() == "Page 3 of 3"
    assert not pane.pdf.after.isEnabled()


def test_what_cannot_be_shown_says_why(pane, store, qtbot):
    show(pane, kept(store, b"%PDF-1.7 nothing of the kind", "application/pdf"), qtbot)
    assert pane.stack.currentWidget() is pane.note
    assert "damaged" in pane.note.text()


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (Source(kind="webpage", title="t"), "No snapshot of this source is kept."),
        (
            Source(kind="webpage", title="t", sha256="0" * 64, media_type="text/plain"),
            "The snapshot is plain text: it is what you read beside this.",
        ),
    ],
)
def test_a_source_without_a_page_says_so_and_asks_for_nothing(pane, source, words):
    pane.show_source(source)
    assert pane.note.text() == pane.note.accessibleName() == words
    assert pane.is_idle()


def test_a_newer_source_takes_the_place_of_one_still_being_read(pane, store, qtbot):
    pane.show_source(kept(store, b"<p>The first" + b" of many" * 200_000, "text/html"))
    show(pane, kept(store, b"<p>The second", "text/html"), qtbot)
    qtbot.waitUntil(pane.is_idle)
    assert pane.page.toPlainText() == "The second"


class _Counting(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture
def host():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Counting)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_no_hostile_page_loads_anything(host, qtbot):
    page = SavedPage(LIGHT)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    for hostile in payloads(f"http://127.0.0.1:{host.server_port}"):
        page.show_blocks(blocks(hostile))
        qtbot.waitUntil(page.is_laid_out)
        page.grab()
    assert host.asked == []


def test_a_page_gives_no_resource_whoever_asks(qtbot):
    page = SavedPage(LIGHT)
    qtbot.addWidget(page)
    kind = QTextDocument.ResourceType.ImageResource.value
    assert page.loadResource(kind, QUrl("file:///etc/hostname")) is None
    page.show_blocks([Block("p", '<img src="file:///etc/hostname">words')])
    assert "words" in page.toPlainText()


def test_a_link_is_opened_only_when_it_is_pressed_and_shows_its_host_before(qtbot):
    page = SavedPage(LIGHT)
    qtbot.addWidget(page)
    page.show_blocks([Block("p", '<a href="https://example.org/order?a=1">the order</a>')])
    url = QUrl("https://example.org/order?a=1")
    page.highlighted.emit(url)
    assert page.viewport().toolTip() == "example.org\nhttps://example.org/order?a=1"
    with qtbot.waitSignal(page.link_pressed) as pressed:
        page.anchorClicked.emit(url)
    assert pressed.args == ["https://example.org/order?a=1"]
    assert page.toPlainText() == "the order"


def test_a_long_page_comes_in_parts_and_whole(qtbot):
    page = SavedPage(LIGHT)
    qtbot.addWidget(page)
    page.show_blocks([Block("p", f"Paragraph {n}") for n in range(3_000)])
    assert not page.is_laid_out()
    qtbot.waitUntil(page.is_laid_out)
    assert page.document().blockCount() == 3_000


def test_a_page_begins_at_its_headline_below_the_menus(qtbot):
    page = SavedPage(LIGHT)
    qtbot.addWidget(page)
    page.resize(300, 200)
    with qtbot.waitExposed(page):
        page.show()
    menus = [Block("li", f"Menu {n}", 1, "•") for n in range(40)]
    page.show_blocks([*menus, Block("h1", "The headline"), *[Block("p", "Words") for _ in range(40)]])
    qtbot.waitUntil(page.is_laid_out)
    qtbot.waitUntil(lambda: page.verticalScrollBar().value() > 0)
    top = page.cursorForPosition(page.viewport().rect().topLeft()).block()
    assert "The headline" in (top.text(), top.next().text())


def test_another_theme_shows_the_same_page(qtbot):
    page = SavedPage(LIGHT)
    qtbot.addWidget(page)
    page.show_blocks([Block("h2", "A heading"), Block("quote", "As they said", 1), Block("rule", "")])
    page.set_theme(themes.load("dark"))
    qtbot.waitUntil(page.is_laid_out)
    assert page.toPlainText() == "A heading\nAs they said\n"


def test_page_keys_at_the_end_of_a_page_turn_it(qtbot):
    pdf = PdfPage(LIGHT)
    qtbot.addWidget(pdf)
    with qtbot.waitExposed(pdf):
        pdf.show()
    pdf.show_picture(Picture(0, 2, 10, 10, bytes(400)))
    with qtbot.waitSignal(pdf.wanted) as wanted:
        qtbot.keyClick(pdf.area, Qt.Key.Key_PageDown)
    assert wanted.args[0] == 1
    pdf.show_picture(Picture(1, 2, 10, 10, bytes(400)))
    with qtbot.waitSignal(pdf.wanted) as wanted:
        qtbot.keyClick(pdf.area, Qt.Key.Key_PageUp)
    assert wanted.args[0] == 0
