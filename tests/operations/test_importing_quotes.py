"""Quotes to a file of annotations and back: nothing altered, nothing doubled, and what has no place here waits."""

from __future__ import annotations

import json

import pytest

from tracker.errors import FileError, ImportFileError
from tracker.operations.annotate import ConcernDraft, add_concern, add_disputed_point, add_status, cite
from tracker.operations.exporting_quotes import export_quotes
from tracker.operations.importing_quotes import import_quotes, plan_quotes
from tracker.operations.log import CitationDraft, EventDraft, log_event
from tracker.records import Citation, Event, InboxItem, Source
from tracker.store import Store

TEXT = "The office announced it on Monday. Two officials said so. A judge asked; two officials said so."


def fill(store, text=TEXT, *, quoted=True):
    """A tracker in which each kind of thing is quoted; the same again is the same but for ids."""
    event = log_event(store, EventDraft(title="Agreement", type="order", date="2025-04-07")).id
    log_event(store, EventDraft(title="Ruling", type="order", date="2025-05-12"))
    with store.edit("Source") as edit:
        source = edit.add(
            Source(kind="webpage", title="Story", text=text, url="https://example.org/story", accessed="2025-05-02",
                   archive_url="https://archive.example.org/story")
        )  # fmt: skip

    def words(quote, prefix=""):
        return CitationDraft(source=source.id, quote=quote, prefix=prefix, locator="p. 2") if quoted else None

    add_concern(
        store, event, ConcernDraft(stakeholder="Union", theme="privacy", position="opposes", statement="Too much.",
                                   citation=words("Two officials said so"))
    )  # fmt: skip
    add_status(store, event, "lifecycle", "final", "2025-04", citation=words("announced it"))
    claims = [words("A judge asked")] if quoted else []
    add_disputed_point(store, event, "Who?", [("A judge", claims), ("Nobody", [])])
    if quoted:
        cite(store, words("officials said so", "two "), event=event)
    return event, source


@pytest.fixture
def file(store, tmp_path):
    fill(store)
    path = tmp_path / "quotes.jsonld"
    assert export_quotes(store, path) == 4
    return path


def said(store):
    """What is quoted for what, whatever the ids."""
    targets = ("event", "status", "concern", "claim")
    return sorted(
        (c.exact, c.start, c.end, c.anchor, c.prefix, c.locator, next(t for t in targets if getattr(c, t)))
        for c in store.where(Citation)
    )


@pytest.fixture
def other(tmp_path):
    with Store.create(tmp_path / "other.tracker") as made:
        yield made


def test_in_its_own_tracker_everything_is_there_already(store, file):
    before = store.content_hash()
    plan = plan_quotes(store, file)
    assert (plan.citations, plan.waiting, plan.unchanged, plan.problems) == ((), (), 4, ())
    assert import_quotes(store, plan) is None
    assert store.content_hash() == before


def test_what_was_deleted_comes_back_as_it_was(store, file):
    before, held = said(store), store.where(Citation)
    with store.edit("Delete") as edit:
        for citation in held:
            edit.remove(citation)
    import_quotes(store, plan_quotes(store, file))
    assert said(store) == before
    assert {c.id for c in store.where(Citation)} == {c.id for c in held}
    assert store.check() == []
    assert store.undo_label() == "Import quotes.jsonld"
    store.undo()
    assert store.where(Citation) == []


def test_another_tracker_of_the_same_events_gets_the_same_quotes(store, file, other):
    fill(other, quoted=False)
    plan = plan_quotes(other, file)
    assert (len(plan.citations), plan.sources, plan.orphaned) == (4, (), 0)
    import_quotes(other, plan)
    assert said(other) == said(store)
    assert plan_quotes(other, file).unchanged == 4


def test_quotes_are_looked_up_in_the_text_kept_there(file, other):
    fill(other, "New. " + TEXT.replace("announced it", "announced nothing"), quoted=False)
    import_quotes(other, plan_quotes(other, file))
    states = {c.exact: (c.anchor, c.start) for c in other.where(Citation)}
    assert states["announced it"] == ("orphaned", -1)
    assert states["A judge asked"] == ("matches", 5 + TEXT.index("A judge asked") + 5)
    assert other.check() == []


def test_a_source_that_is_not_there_is_made_without_a_text(file, other):
    log_event(other, EventDraft(title="Agreement", type="order", date="2025-04-07"))
    plan = plan_quotes(other, file)
    (source,) = plan.sources
    assert (source.title, source.url, source.accessed) == ("Story", "https://example.org/story", "2025-05-02")
    assert source.archive_url == "https://archive.example.org/story"
    assert [(c.exact, c.anchor) for c in plan.citations] == [("officials said so", "no text kept")]
    import_quotes(other, plan)
    assert other.check() == []


def test_of_several_sources_with_one_title_none_is_taken_for_the_one_quoted(store, tmp_path):
    event, source = fill(store, quoted=False)
    path = tmp_path / "theirs.jsonld"
    target = {"source": "urn:uuid:7", "selector": {"type": "TextQuoteSelector", "exact": "A judge asked"}}
    theirs = {"id": "x", "target": target, "tracker:evidence": {"tracker:source_title": "Story"}}
    other = {"type": "TextQuoteSelector", "exact": "announced it"}
    sure = {"id": "y", "target": {"source": "https://example.org/story", "selector": other}}
    path.write_text(json.dumps([theirs, sure]))
    assert [c.source for c in plan_quotes(store, path, event=event).citations] == [source.id, source.id]

    with store.edit("Source") as edit:
        edit.add(Source(kind="webpage", title="Story", text=TEXT, url="https://example.org/another"))
    plan = plan_quotes(store, path, event=event)
    (problem,) = plan.problems
    assert "annotation 1" in str(problem)
    assert "2 sources here have the title “Story”" in str(problem)
    assert [c.source for c in plan.citations] == [source.id]
    with pytest.raises(ImportFileError, match="2 sources here have the title"):
        import_quotes(store, plan)
    assert store.where(Citation) == []
    import_quotes(store, plan, skip_bad=True)
    assert [c.source for c in store.where(Citation)] == [source.id]


def test_of_two_versions_at_one_address_the_one_that_alone_holds_the_words_is_quoted(store, tmp_path):
    event, source = fill(store, quoted=False)
    with store.edit("Version") as edit:
        later = edit.add(Source(kind="webpage", title="Story", text=TEXT + " It was updated.", url=source.url))
    path = tmp_path / "theirs.jsonld"

    def quoting(words):
        selector = {"type": "TextQuoteSelector", "exact": words}
        return {"id": words, "target": {"source": source.url, "selector": selector}}

    path.write_text(json.dumps([quoting("It was updated"), quoting("A judge asked"), quoting("nowhere at all")]))
    plan = plan_quotes(store, path, event=event)
    assert [(c.exact, c.source, c.anchor) for c in plan.citations] == [("It was updated", later.id, "matches")]
    told = [str(problem) for problem in plan.problems]
    assert ["annotation 2" in told[0], "annotation 3" in told[1]] == [True, True]
    assert f"2 sources here have the address {source.url}" in told[0]


def test_what_supports_nothing_here_waits_in_the_inbox_once(file, other):
    plan = plan_quotes(other, file)
    assert (plan.citations, plan.sources, len(plan.waiting)) == ((), (), 4)
    import_quotes(other, plan)
    items = other.where(InboxItem)
    assert {item.url for item in items} == {"https://example.org/story"}
    assert any("Two officials said so" in item.title and "Too much." in item.body for item in items)
    again = plan_quotes(other, file)
    assert (again.waiting, again.unchanged) == ((), 4)


def test_annotations_of_others_support_the_event_that_is_named(store, tmp_path):
    event, _ = fill(store, quoted=False)
    path = tmp_path / "theirs.json"
    selector = {"type": "TextQuoteSelector", "exact": "A judge asked", "prefix": "so. ", "suffix": "; two"}
    path.write_text(json.dumps({"id": "x", "target": {"source": "https://example.org/story", "selector": selector}}))
    assert len(plan_quotes(store, path).waiting) == 1
    (citation,) = plan_quotes(store, path, event=event).citations
    assert (citation.event, citation.anchor, citation.start) == (event, "matches", TEXT.index("A judge"))


def test_a_bad_annotation_refuses_all_or_is_left_out(store, file):
    value = json.loads(file.read_text("utf-8"))
    value["first"]["items"][0]["target"] = 7
    with store.edit("Delete") as edit:
        for citation in store.where(Citation):
            edit.remove(citation)
    file.write_text(json.dumps(value))
    plan = plan_quotes(store, file)
    before = store.content_hash()
    with pytest.raises(ImportFileError, match=r"One thing in quotes.jsonld .*annotation 1"):
        import_quotes(store, plan)
    assert store.content_hash() == before
    import_quotes(store, plan, skip_bad=True)
    assert len(store.where(Citation)) == 3


@pytest.mark.parametrize("part", ["exact", "locator"])
def test_text_that_no_record_may_hold_is_reported(store, file, part):
    value = json.loads(file.read_text("utf-8"))
    item = value["first"]["items"][0]
    item["id"] = "urn:x:1"
    if part == "exact":
        item["target"]["selector"][0]["exact"] = "a\x00b"
    else:
        item["tracker:evidence"]["tracker:locator"] = "\ud800"
    file.write_text(json.dumps(value))
    with store.edit("Delete") as edit:
        for citation in store.where(Citation):
            edit.remove(citation)
    (problem,) = plan_quotes(store, file).problems
    assert "annotation 1" in str(problem)


def test_a_plan_does_not_outlive_a_change(store, file):
    plan = plan_quotes(store, file)
    log_event(store, EventDraft(title="Another", type="order"))
    with pytest.raises(ImportFileError, match="changed since"):
        import_quotes(store, plan)


def test_an_export_of_a_search_has_its_quotes_and_overwrites_nothing_unasked(store, file, tmp_path):
    assert export_quotes(store, tmp_path / "none.jsonld", search="Ruling") == 0
    with pytest.raises(FileError, match="already exists"):
        export_quotes(store, file)
    assert export_quotes(store, file, overwrite=True) == 4
    assert store.count(Event) == 2


def test_files_that_are_none_are_refused(store, tmp_path):
    path = tmp_path / "x.jsonld"
    with pytest.raises(FileError, match="cannot be read"):
        plan_quotes(store, path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(FileError, match="UTF-8"):
        plan_quotes(store, path)
    path.write_text("[]")
    with pytest.raises(ImportFileError, match="no annotations"):
        plan_quotes(store, path)
