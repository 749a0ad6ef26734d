"""A concern as text to hand on."""

from __future__ import annotations

import pytest

from tracker.operations.concern_text import concern_text, quote_state
from tracker.records import Citation, Concern, Event, Source
from tracker.store.dossier import Cited
from tracker.store.matrix import ConcernSaid

EVENT = Event(title="Memorandum\nsigned", type="notice", date="2025-04")
CONCERN = Concern(event=1, stakeholder=2, theme="privacy", position="opposes", statement="It goes too far.")


def test_it_has_who_holds_what_of_which_event_with_the_words_and_their_source():
    source = Source(
        kind="report", title="A report", publisher="Ledger", issued="2025-04-08", url="https://x.org", text="t"
    )
    quote = Citation(source=3, concern=4, exact="too far", anchor="matches", locator="p. 3", relation="contradicts")
    assert concern_text(ConcernSaid(CONCERN, EVENT, (Cited(quote, source),)), "Union") == (
        "Union, privacy: opposes (Memorandum signed, April 2025)\n"
        "It goes too far.\n"
        "“too far” (as in the text kept)\n"
        "— A report, Ledger, 8 April 2025 <https://x.org>, p. 3 (contradicts)"
    )


def test_what_has_no_source_says_so():
    assert concern_text(ConcernSaid(CONCERN, EVENT, ()), "Union").endswith("\nno source")


@pytest.mark.parametrize(
    ("anchor", "text", "state"),
    [
        ("matches", "kept", "as in the text kept"),
        ("moved", "kept", "the words have changed in the text kept"),
        ("orphaned", "kept", "not found in the text kept"),
        ("", "kept", "not checked"),
        ("no text kept", "", "not checked: no text kept"),
        ("", "", "not checked: no text kept"),
    ],
)
def test_whether_the_words_are_still_there_is_said(anchor, text, state):
    assert quote_state(anchor, Source(kind="report", title="A report", text=text)) == state
