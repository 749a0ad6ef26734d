"""Short sentences about an event: where it stands, what a link and a quote are worth, what an edit did."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale

from tracker.records import Citation, Source, Status
from tracker.store.changes import Change
from tracker.store.dossier import StatusView
from tracker.store.journal import HistoryEntry
from tracker.ui.detail import cards, history, wording
from tracker.ui.widgets.text_layout import Paragraph


@pytest.fixture(autouse=True)
def day_first(qapp):
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


def statuses(**values):
    return [Status(event=1, axis=axis.replace("_", " "), value=value) for axis, value in values.items()]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, ""),
        ({"in_effect": "fully"}, "In effect"),
        ({"lifecycle": "final", "in_effect": "fully"}, "In effect"),
        ({"lifecycle": "final"}, "Final"),
        ({"lifecycle": "rescinded", "in_effect": "not"}, "Rescinded, not in effect"),
        ({"in_effect": "fully", "litigation": "pending"}, "In effect, contested"),
        ({"in_effect": "partially", "litigation": "enjoined"}, "Partly in effect, enjoined"),
        ({"in_effect": "unknown"}, ""),
        ({"litigation": "none known"}, ""),
        ({"lifecycle": "proposed", "litigation": "stayed"}, "Proposed, stayed"),
    ],
)
def test_where_an_event_stands_is_said_in_a_few_words(qapp, values, said):
    assert wording.standing(statuses(**values)) == said


def test_the_latest_status_of_an_axis_is_the_one_that_holds(qapp):
    earlier = statuses(in_effect="fully")
    later = statuses(in_effect="not")
    assert wording.standing(earlier + later) == "Not in effect"


def test_a_status_still_to_come_does_not_hold_yet(qapp):
    now = Status(event=1, axis="in effect", value="not", as_of="2025-04")
    to_come = Status(event=1, axis="in effect", value="fully", as_of="9999")
    assert wording.standing([now, to_come]) == "Not in effect"
    said = [
        "".join(run.text for run in cards.status_blocks(StatusView(status, ()), now=False)[0].runs)
        for status in (now, to_come)
    ]
    assert said[0].endswith(" · earlier")
    assert said[1].endswith(" · to come")


def source(**values):
    return Source(**{"id": 7, "kind": "webpage", "title": "S", **values})


def test_what_is_kept_of_a_source_is_said(qapp):
    assert "snapshot" in wording.kept(source(sha256="0" * 64, text="t"))
    assert "text kept ✓" in wording.kept(source(text="t"))
    assert "no text" in wording.kept(source())


def quoted(anchor, exact="words"):
    return Citation(source=7, event=1, exact=exact, anchor=anchor)


@pytest.mark.parametrize(
    ("anchors", "said", "look"),
    [
        ([], "", "muted"),
        (["matches"], "✓ quote matches", "muted"),
        (["matches", "matches"], "✓ 2 quotes match", "muted"),
        (["matches", "moved"], "the quoted words have changed", "warning"),
        (["orphaned", "moved"], "quote not found in the text", "error"),
        (["orphaned", "orphaned"], "2 quotes not found", "error"),
    ],
)
def test_what_is_wrong_with_a_quote_comes_before_what_is_right(qapp, anchors, said, look):
    assert wording.quotes([quoted(a) for a in anchors], source(text="t")) == (said, look)


def test_nothing_is_said_of_quotes_that_cannot_be_checked(qapp):
    assert wording.quotes([quoted("no text kept")], source()) == ("", "muted")
    assert wording.quotes([quoted("", exact="")], source(text="t")) == ("", "muted")


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ({"title": "a"}, {"title": "b"}, ["Title: “a” → “b”"]),
        ({"date": "2025-04", "date_min": "x"}, {"date": "", "date_min": ""}, ["Date: April 2025 → nothing"]),
        ({"noteworthy": 0}, {"noteworthy": 1}, ["Noteworthy: no → yes"]),
        ({"modified": "x"}, {"modified": "y"}, []),
        ({"summary": ""}, {"summary": "a\nb"}, ["Summary: nothing → “a b”"]),
    ],
)
def test_a_change_says_from_what_to_what(qapp, before, after, lines):
    assert history.change_lines(Change("event", 1, before, after)) == lines


def test_a_change_of_something_that_belongs_to_an_event_names_it(qapp):
    change = Change("concern", 1, {"position": "neutral"}, {"position": "opposes"})
    assert history.change_lines(change) == ["Concern, position: “neutral” → “opposes”"]


def test_what_was_made_and_removed_is_named_by_its_words(qapp):
    row = {"id": 1, "statement": "Says so.", "theme": "privacy"}
    assert history.change_lines(Change("concern", 1, None, row)) == ["Concern added: Says so."]
    assert history.change_lines(Change("concern", 1, row, None)) == ["Concern removed: Says so."]


def test_very_long_values_are_shortened(qapp):
    (line,) = history.change_lines(Change("event", 1, {"summary": "x" * 5000}, {"summary": "y" * 5000}))
    assert len(line) < 400


def entry(edit, change, kind="edit"):
    return HistoryEntry(edit, "Edit title", "2026-11-23T15:24:06.123Z", "ana", kind, change)


def said(blocks):
    return ["".join(run.text for run in block.runs) for block in blocks if isinstance(block, Paragraph)]


def test_changes_of_one_edit_stand_under_one_line(qapp):
    entries = [
        entry(2, Change("event", 1, {"title": "b"}, {"title": "a"}), "undo"),
        entry(1, Change("event", 1, {"title": "a"}, {"title": "b"})),
        entry(1, Change("concern", 3, None, {"statement": "s"})),
    ]
    lines = said(history.blocks(entries))
    assert lines[0].startswith("Undone: Edit title · ")
    assert lines[0].endswith("ana")
    assert lines[1] == "Title: “b” → “a”"
    assert lines[2].startswith("Edit title · ")
    assert lines[3:] == ["Concern added: s", "Title: “a” → “b”"]


def test_an_edit_of_very_many_changes_says_how_many_more(qapp):
    entries = [entry(1, Change("concern", n, None, {"statement": str(n)})) for n in range(20)]
    lines = said(history.blocks(entries))
    assert lines[-1] == "and 15 more changes"
    assert len(lines) == 7


def test_a_time_that_is_none_is_shown_as_it_is(qapp):
    assert history.when("whenever") == "whenever"
    assert "2026" in history.when("2026-11-23T15:24:06.123Z")
