"""On real pages: at least as much is right as trafilatura alone gives in the same run, and nothing is made up."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import trafilatura

from tracker.capture.html_reading import read_html

PAGES = Path(__file__).resolve().parents[3] / "shared" / "data" / "readability"
FIELDS = {"title": "title", "authors": "byline", "issued": "publishedTime"}
THEIRS = {"title": "title", "authors": "author", "issued": "date"}

pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason="the shared test data is not here")


def compared(field: str, value: str | None) -> str | None:
    """A day, or words without their marks, case and a `By` before them."""
    if not value:
        return None
    if field == "issued":
        return value[:10]
    return " ".join(re.findall(r"\w+", re.sub(r"^by\s", "", value.strip(), flags=re.IGNORECASE).casefold()))


def test_at_least_as_much_is_right_as_trafilatura_gives(capsys: pytest.CaptureFixture[str]) -> None:
    ours, theirs, wanted = (dict.fromkeys(FIELDS, 0) for _ in range(3))
    wrong, unexpected = [], []
    for folder in sorted(each for each in PAGES.iterdir() if each.is_dir()):
        data = (folder / "source.html").read_bytes()
        expected = json.loads((folder / "expected-metadata.json").read_text(encoding="utf-8"))
        dates = {"extensive_search": False, "original_date": True}
        other = trafilatura.bare_extraction(data, with_metadata=True, date_extraction_params=dates)
        article = read_html(data)
        for field, name in FIELDS.items():
            want = compared(field, expected.get(name))
            found = getattr(article, field)
            got = compared(field, found.value if found else None)
            wanted[field] += want is not None
            ours[field] += want is not None and got == want
            theirs[field] += want is not None and compared(field, getattr(other, THEIRS[field], None)) == want
            if want is not None and got != want:
                wrong.append((folder.name, field, want, got))
            if want is None and found is not None:
                unexpected.append((folder.name, field, found))
    with capsys.disabled():
        print(f"\nof {wanted}: {ours} right, trafilatura alone {theirs}")
    assert all(ours[field] >= theirs[field] for field in FIELDS), wrong
    assert [entry for entry in unexpected if entry[1] != "issued"] == []
    # Where Mozilla's own reader gives no date, a page may still state one: then it is in the page, word for word.
    for name, _, found in unexpected:
        source = (PAGES / name / "source.html").read_text(encoding="utf-8", errors="replace")
        assert re.search(rf"(?i)(?:date|publish)[^<>]{{0,200}}{found.value}", source), (name, found)
