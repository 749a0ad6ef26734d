"""Events on the clipboard: readable, with their sources, and nothing in a record is taken for a mark or a formula."""

from __future__ import annotations

import csv
import io

import pytest

from tracker.operations.annotate import ConcernDraft, add_concern
from tracker.operations.copying import as_citations, as_markdown, as_table, source_citation
from tracker.operations.exporting import column_names
from tracker.operations.log import CitationDraft, DocketDraft, EventDraft, log_event
from tracker.records import Source


@pytest.fixture
def ruling(store):
    source = Source(
        kind="legal_case",
        title="Memorandum opinion",
        publisher="D.D.C.",
        issued="2025-05-12",
        number="Doc. 30",
        url="https://example.org/op_(1)",
        text="The motion is denied. So ordered.",
    )
    draft = EventDraft(
        title="Court denies *the* motion",
        type="order",
        date="2025-05-12",
        citations=[CitationDraft(source=source, quote="The motion is denied.")],
        dockets=[DocketDraft(docket_number="1:25-cv-00677", court="D.D.C.", case_name="Group v. Bessent")],
    )
    return log_event(store, draft).id


def test_a_citation_line_has_title_case_date_and_sources(store, ruling):
    copied = as_citations(store, [ruling])
    assert copied.text == (
        "“Court denies *the* motion”, Group v. Bessent, No. 1:25-cv-00677 (D.D.C.), 12 May 2025 (order). "
        "Source: “Memorandum opinion,” D.D.C., Doc. 30, 12 May 2025, https://example.org/op_(1)."
    )
    assert copied.html.startswith("<p>“Court denies *the* motion”")
    assert copied.rows == 1


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (Source(kind="report", title="A report"), "“A report.”"),
        (Source(kind="report", title="Why?", publisher="Ledger"), "“Why?” Ledger."),
        (
            Source(kind="report", title="A report", authors="R. Reporter", issued="2025-04~", accessed="2025-05-01"),
            "R. Reporter, “A report,” about April 2025, accessed 1 May 2025.",
        ),
        (Source(kind="report", title="", url="https://example.org/"), "https://example.org/."),
        (
            Source(kind="report", title="A\nb", url="https://x.org", archive_url="https://archive.org/x"),
            "“A b,” https://x.org, archived at https://archive.org/x.",
        ),
    ],
)
def test_a_source_is_cited_with_what_is_known_of_it(source, said):
    assert source_citation(source) == said


def test_markdown_has_a_heading_links_quotes_and_concerns(store, ruling):
    draft = ConcernDraft(stakeholder="Tax <Law> Center", theme="privacy", position="opposes", statement="No.")
    add_concern(store, ruling, draft)
    copied = as_markdown(store, [ruling])
    assert copied.markdown == copied.text
    assert copied.text.splitlines() == [
        r"## Court denies \*the\* motion",
        "",
        "12 May 2025 · Order · 1:25-cv-00677 (D.D.C.)",
        "",
        "**Sources**",
        "",
        "- [Memorandum opinion](https://example.org/op_%281%29), D.D.C., Doc. 30, 12 May 2025",
        "  > The motion is denied.",
        "",
        "**Concerns**",
        "",
        r"- Tax \<Law\> Center, opposes (privacy): No.",
    ]
    assert "Tax &lt;Law&gt; Center" in copied.html


def test_a_link_is_made_to_the_web_and_to_nothing_else(store):
    source = Source(kind="report", title="<b>", url="javascript:alert(1)")
    event = log_event(store, EventDraft(title="A", type="order", citations=[CitationDraft(source=source)])).id
    copied = as_markdown(store, [event])
    assert (r"- \<b\>" in copied.text, "javascript" in copied.text + copied.html) == (True, False)


def test_a_table_has_the_columns_of_the_export_one_line_an_event_and_no_formula(store, ruling):
    event = log_event(store, EventDraft(title="=1+1\tand\nmore", type="order", summary="a\r\nb")).id
    copied = as_table(store, [event, ruling])
    rows = list(csv.reader(io.StringIO(copied.text), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert (tuple(rows[0]), copied.rows, len(rows)) == (column_names("events"), 2, 3)
    first = dict(zip(*rows[:2], strict=True))
    assert (first["title"], first["summary"]) == ("'=1+1 and more", "a b")
    assert copied.html.count("<tr>") == 3


def test_events_that_are_gone_are_left_out(store, ruling):
    assert as_citations(store, [12345, ruling]).rows == as_table(store, [12345, ruling]).rows == 1
