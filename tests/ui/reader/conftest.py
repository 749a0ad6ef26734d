"""A source with a text of our own words, and the page that shows it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tracker.operations.annotate import ConcernDraft, add_concern, add_disputed_point, add_source, add_status, cite
from tracker.operations.log import CitationDraft, EventDraft, log_event
from tracker.records import Source
from tracker.ui import theme as themes

TEXT = (
    "What was said\n\n"
    "The two offices signed the agreement on Monday, said two officials. “It goes further than the law allows,” said "
    "the president of a union, “and it breaks a promise of privacy.”\r\n\r\n"
    "A memorandum speaks of 700,000 people 🏛, a later request of 7 million. Said\u00a0so, and said so again.\n\n"
    + "\n".join(f"Paragraph {n} of what follows, which nobody has quoted yet." for n in range(60))
    + "\n\nThe last words are these."
)


@pytest.fixture
def story(store):
    """Two events; a source with quotes of every kind, one without a text, and one that nothing cites."""
    signed = log_event(
        store, EventDraft(title="Agreement signed", type="memorandum of understanding", date="2025-04-07")
    )
    asked = log_event(store, EventDraft(title="Addresses asked for", type="data request", date="2025-03"))
    source = add_source(
        store,
        Source(
            kind="article-newspaper",
            title="What was said",
            publisher="The Daily Ledger",
            authors="R. Reporter",
            issued="2025-04-08",
            url="https://ledger.example/a",
            text=TEXT,
        ),
    )
    bare = add_source(store, Source(kind="report", title="A report without its text"))

    def quoted(words, of=source, **more):
        return CitationDraft(source=of.id, quote=words, **more)

    first = cite(store, quoted("The two offices signed the agreement on Monday"), event=signed.id)
    union = add_concern(
        store,
        signed.id,
        ConcernDraft(
            stakeholder="Union",
            theme="statutory scope",
            position="opposes",
            statement="Beyond the law.",
            citation=quoted("“It goes further than the law allows,” said the president of a union"),
        ),
    )
    inner = cite(store, quoted("further than the law", relation="context"), event=asked.id)
    point = add_disputed_point(
        store, asked.id, "How many?", [("700,000", [quoted("speaks of 700,000 people 🏛")]), ("7 million", [])], "number"
    )
    add_status(store, signed.id, "litigation", "pending", "2025-05", "", quoted("The last words are these."))
    cite(store, quoted("", of=source), event=asked.id)
    cite(store, quoted("words nobody can check", of=bare), event=signed.id)
    return SimpleNamespace(
        store=store, signed=signed, asked=asked, source=source, bare=bare, first=first, union=union, inner=inner,
        point=point,
    )  # fmt: skip


@pytest.fixture
def filled(story):
    return story.store


@pytest.fixture
def page(session, story, qtbot):
    """The page, reading the source."""
    from tracker.ui.reader.reader_view import ReaderView

    made = ReaderView(session, themes.load("light"))
    qtbot.addWidget(made)
    made.resize(900, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.open_source(story.source.id, 0, "Sources")
    qtbot.waitUntil(lambda: made.reading is not None and session.reader.is_idle())
    qtbot.waitUntil(made.text.is_loaded)
    return made
