"""Filtering and sorting sources."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from tracker import query
from tracker.store.source_list import SourceRow
from tracker.ui.sources.source_model import SourceModel

HEADINGS = ("Title", "Publisher", "Kind", "Issued", "Link", "Events", "Concerns", "Kept", "Accessed")

FOLDED = {1: "facade of privacy tax notes", 2: "letter", 3: "memorandum tax"}


def row(number, **values):
    plain = dict.fromkeys(("title", "publisher", "kind", "issued", "accessed", "url", "number"), "")
    counts = {"events": 1, "concerns": 0, "text": False, "snapshot": False}
    return SourceRow(number, **(plain | counts | values))


@pytest.fixture
def model(qapp):
    return SourceModel()


def show(model, rows, folded=None):
    model.show(rows, folded or {r.id: query.fold(r.title) for r in rows})


def sort(model, heading, *, descending):
    order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
    model.sort(HEADINGS.index(heading), order)


def ids(model):
    return [r.id for r in model.rows]


def test_every_word_of_the_filter_must_be_there_begun_or_whole(model):
    show(model, [row(1), row(2), row(3)], FOLDED)
    for text, found in (("tax", [1, 3]), ("TAX priv", [1]), ("  letter ", [2]), ("lettre", []), ("", [1, 2, 3])):
        model.set_filter(text)
        assert ids(model) == found, text


def test_the_filter_stays_when_the_sources_change(model):
    show(model, [row(1), row(2)], FOLDED)
    model.set_filter("tax")
    show(model, [row(1), row(2), row(3)], FOLDED)
    assert ids(model) == [1, 3]


def test_brackets_and_quotes_before_a_title_do_not_order_it(model):
    show(model, [row(1, title="[Zebra]"), row(2, title="“Apple”"), row(3, title="Émile"), row(4, title="(Banana)")])
    assert ids(model) == [2, 4, 3, 1]


def test_dates_are_ordered_by_when_they_begin_not_by_their_text(model):
    dates = ["2025-04~", "2024", "", "2025-03-31", "../2020"]
    show(model, [row(n, issued=date) for n, date in enumerate(dates, 1)])
    sort(model, "Issued", descending=False)
    assert [r.issued for r in model.rows][-1] == ""
    assert [r.issued for r in model.rows if r.issued and not r.issued.startswith("..")] == [
        "2024",
        "2025-03-31",
        "2025-04~",
    ]
    sort(model, "Issued", descending=True)
    assert model.rows[0].issued == "2025-04~"
    assert model.rows[-1].issued == ""


def test_numbers_are_ordered_as_numbers(model):
    show(model, [row(1, events=2), row(2, events=10), row(3, events=0)])
    sort(model, "Events", descending=True)
    assert ids(model) == [2, 1, 3]


def test_what_is_kept_whole_comes_after_what_is_kept_in_part(model):
    show(model, [row(1, text=True, snapshot=True), row(2, text=True), row(3), row(4, snapshot=True)])
    sort(model, "Kept", descending=False)
    assert ids(model) == [3, 2, 4, 1]


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        ({}, ""),
        ({"text": True}, "✓ text"),
        ({"snapshot": True}, "✓ snapshot"),
        ({"text": True, "snapshot": True}, "✓ text, snapshot"),
    ],
)
def test_what_is_kept_is_said_in_words(model, values, kept):
    show(model, [row(1, **values)])
    assert model.cell(0, HEADINGS.index("Kept")).text == kept


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.lists(
        st.builds(
            lambda title, publisher, events, issued: {
                "title": title,
                "publisher": publisher,
                "events": events,
                "issued": issued,
            },
            st.text(max_size=6),
            st.text(max_size=3),
            st.integers(0, 5),
            st.sampled_from(["", "2024", "2025-01-02", "2025~"]),
        ),
        max_size=8,
    ),
    st.sampled_from(HEADINGS),
    st.booleans(),
    st.text(max_size=2),
)
def test_whatever_is_asked_no_source_is_lost_or_shown_twice(model, drawn, heading, descending, text):
    rows = [row(n, **values) for n, values in enumerate(drawn, 1)]
    show(model, rows)
    model.set_filter("")
    sort(model, heading, descending=descending)
    assert sorted(ids(model)) == list(range(1, len(rows) + 1))
    model.set_filter(text)
    wanted = query.fold(text).split()
    assert set(ids(model)) == {r.id for r in rows if all(word in query.fold(r.title) for word in wanted)}
    for place in range(len(model.rows)):
        for at in range(len(HEADINGS)):
            assert isinstance(model.data(model.index(place, at)), str)


def test_headings_have_names_for_eyes_and_for_screen_readers(model):
    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
        assert tuple(model.headerData(n, Qt.Orientation.Horizontal, role) for n in range(9)) == HEADINGS
    assert model.headerData(0, Qt.Orientation.Vertical) is None
