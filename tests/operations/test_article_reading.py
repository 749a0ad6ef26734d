"""Reading an article for capturing it: the same facts and suggestions for the window as for the command line."""

from __future__ import annotations

from tracker.operations import article_reading
from tracker.store import Store


def test_days_in_pasted_text_are_worked_out_from_the_date_that_it_states(store: Store) -> None:
    text = "A title\n\nBy Jane Roe\nMarch 4, 2026\n\nThe Harbor Board signed the agreement on Tuesday.\n"
    read = article_reading.read(store, article_reading.from_text(text), pasted=text)
    assert (read.source.issued, read.source.authors, read.source.text) == ("2026-03-04", "Jane Roe", text)
    assert {d.date for d in read.suggestions.dates if text[d.at.start : d.at.end] == "Tuesday"} == {"2026-03-03"}
