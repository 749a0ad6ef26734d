"""What the commands share: dates as typed, progress for who can see it, JSON that is whole."""

from __future__ import annotations

import json
import sys

import pytest

from tracker.cli.options import print_json, progress, say, typed_date
from tracker.errors import DateError


def test_a_typed_date_is_kept_as_edtf() -> None:
    assert typed_date("about April 2025", None) == "2025-04~"
    assert typed_date("7/4/25", True) == "2025-04-07"


def test_an_ambiguous_date_names_both_readings_and_what_was_typed() -> None:
    with pytest.raises(DateError, match=r"“7/4/25” may mean .*2025-07-04.* or .*2025-04-07.*") as caught:
        typed_date("7/4/25", None)
    assert caught.value.text == "7/4/25"


def test_progress_is_shown_where_a_person_looks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with progress("Working") as show:
        show(0, 1000, "Reading rows")
        show(1000, 1000, "Reading rows")
        show(0, 0, "")
    said = capsys.readouterr()
    assert said.out == ""
    assert "Reading rows: 1,000 of 1,000" in said.err
    assert "Working" in said.err
    last = said.err.split("\r")[-2]
    assert last.strip() == ""
    assert len(last) >= len("Working")


def test_the_same_progress_is_not_drawn_twice(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with progress("Working") as show:
        for _ in range(5):
            show(1, 2, "Reading")
    assert capsys.readouterr().err.count("Reading") == 1


def test_a_pipe_gets_no_progress(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("Working") as show:
        show(1, 2, "Reading")
    assert capsys.readouterr().err == ""


def test_json_is_data_on_stdout_with_real_characters(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"title": "Café – “x” \u2028"})
    say("for people")
    said = capsys.readouterr()
    assert json.loads(said.out) == {"title": "Café – “x” \u2028"}
    assert "Café" in said.out
    assert said.err == "for people\n"
