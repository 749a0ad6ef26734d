"""The parsing process: what it answers, what it refuses, and how it ends without taking anything with it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tracker.capture import parser_process, parsing
from tracker.capture.article import Snapshot
from tracker.errors import CancelledError, CaptureError

PAGE = b"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>An office shares its records</title></head>
<body><article><h1>An office shares its records</h1>
<p>The office of records said on Monday that it will share its list of addresses with another office.</p>
<p>\xe2\x80\x9cWe keep what the law lets us keep,\xe2\x80\x9d a speaker of the office told reporters.</p>
<p>Two groups said that they will ask a court to look at the agreement before any list is handed over.</p>
</article></body></html>"""


@pytest.fixture(autouse=True, scope="module")
def ended() -> Iterator[None]:
    """No process outlives these tests."""
    yield
    parsing.stop()


def test_a_page_is_read_in_the_process() -> None:
    article = parsing.read(Snapshot(PAGE, "text/html"))
    assert article.title is not None
    assert article.title.value == "An office shares its records"
    assert "“We keep what the law lets us keep,” a speaker" in article.text


def test_a_process_is_used_again() -> None:
    parsing.stop()
    parsing.run("warm", b"")
    (first,) = parsing._idle
    parsing.read(Snapshot(PAGE, "text/html"))
    assert parsing._idle == [first]


def test_work_waits_for_the_process_that_is_being_warmed() -> None:
    parsing.stop()
    parsing.warm()
    parsing.warm()
    assert parsing.read(Snapshot(PAGE, "text/html")).text
    assert len(parsing._idle) == 1


def test_a_refusal_is_told_in_its_own_words_and_the_process_goes_on() -> None:
    parsing.run("warm", b"")
    before = parsing._idle[:]
    with pytest.raises(CaptureError, match="office document"):
        parsing.read(Snapshot(b"PK\x03\x04 and so on", "application/zip"))
    assert parsing._idle == before


def test_a_job_nobody_knows_is_refused() -> None:
    with pytest.raises(CaptureError, match="no job 'dance'"):
        parsing.run("dance", b"")


def test_work_that_is_cancelled_ends_the_process_and_the_next_work_gets_another() -> None:
    parsing.run("warm", b"")
    (first,) = parsing._idle

    def check() -> None:
        if first not in parsing._idle:
            raise CancelledError("no more")

    with pytest.raises(CancelledError):
        parsing.run("article", b" " * 50_000_000, {"media_type": "text/plain"}, check=check)
    assert not first.is_alive()
    assert parsing.read(Snapshot(PAGE, "text/html")).text


def test_work_that_takes_too_long_is_ended_and_the_next_work_gets_another() -> None:
    parsing.stop()
    with pytest.raises(CaptureError, match=r"longer than 0\.01 s"):
        parsing.run("warm", b"", seconds=0.01)
    assert parsing._idle == []
    assert parsing.read(Snapshot(PAGE, "text/html")).text


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel limits memory on Linux only")
def test_work_that_takes_too_much_memory_is_ended() -> None:
    with pytest.raises(CaptureError, match="more than 100 MB of memory"):
        parsing.read(Snapshot(b"word " * 8_000_000, "text/plain"), memory=100 << 20)
    assert parsing.read(Snapshot(PAGE, "text/html")).text


def test_a_process_that_died_while_it_waited_is_replaced() -> None:
    parsing.run("warm", b"")
    (first,) = parsing._idle
    first._process.kill()
    first._process.wait()
    assert parsing.read(Snapshot(PAGE, "text/html")).text
    assert first not in parsing._idle


def test_it_neither_loads_qt_nor_the_store() -> None:
    program = (
        "import sys; from tracker.capture.parser_process import job; job('article'); job('warm')(b'', {});"
        "print([name for name in sys.modules if name.startswith(('PySide6', 'tracker.store', 'tracker.ui'))])"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout.strip() == "[]"


def test_a_module_in_the_working_folder_is_not_taken_for_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsing.stop()
    (tmp_path / "trafilatura.py").write_text("raise SystemExit('taken')")
    monkeypatch.chdir(tmp_path)
    assert parsing.read(Snapshot(PAGE, "text/html")).text


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
def test_the_process_can_write_no_file(tmp_path: Path) -> None:
    target = tmp_path / "file"
    program = (
        "from tracker.capture.parser_process import limit; limit(1 << 30)\n"
        f"try: open({str(target)!r}, 'wb', 0).write(b'x')\nexcept OSError as error: print(error.strerror)"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout
    assert said.strip() == "File too large"


def test_frames_come_as_they_were_sent() -> None:
    stream = io.BytesIO()
    parser_process.send(stream, {"a": "ä\ud800"}, b"\0\1")
    stream.seek(0)
    assert parser_process.receive(stream) == ({"a": "ä\ud800"}, b"\0\1")
    assert parser_process.receive(stream) is None


def test_a_frame_that_claims_too_much_is_not_waited_for() -> None:
    with pytest.raises(ValueError, match="a frame of"):
        parser_process.receive(io.BytesIO(b"\xff" * 16))


@pytest.mark.parametrize(("job", "most"), [("article", 80 << 20), ("feed", 40 << 20), ("pdf page", 1 << 20)])
def test_an_answer_is_read_up_to_what_its_job_may_say(job: str, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def receive(_: object, header_most: int) -> tuple[object, bytes]:
        asked.append(header_most)
        return {"value": None}, b""

    monkeypatch.setattr(parsing, "receive", receive)
    parsing.run(job, b"x", {"media_type": "", "number": 0, "width": 1}, memory=parsing.MEMORY + 1)
    assert asked == [most]


def test_an_answer_longer_than_its_job_may_say_is_refused_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "_OTHER_ANSWER_MOST", 5)
    with pytest.raises(CaptureError, match="gave no valid answer"):
        parsing.run("warm", b"", {"job": "feed"})


@pytest.mark.parametrize(
    ("value", "data"),
    [
        (None, b"a"),
        ([], b"a"),
        ({}, b"a\0b"),
        ({}, b"a\xed\xa0\x80"),
        ({}, b"\xff"),
        ({"title": "b"}, b"a"),
        ({"title": ["b"]}, b"a"),
        ({"title": ["b", 5]}, b"a"),
        ({"title": ["b\0", "c"]}, b"a"),
        ({"notes": "b"}, b"a"),
        ({"notes": [5]}, b"a"),
    ],
)
def test_an_answer_that_is_no_article_is_not_believed(value: object, data: bytes) -> None:
    with pytest.raises(CaptureError, match="gave no valid answer"):
        parsing._article(parser_process.Reply(value, data))
