"""W3C Web Annotations, out and in: what the model asks for is there, and what others write is read or reported."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.capture.anchors import Found, find_again
from tracker.formats.web_annotation import Annotation, Comment, read, write

HYPOTHESIS = Path(__file__).parents[3] / "shared" / "data" / "hypothesis" / "html-baselines"
WHOLE = Annotation(
    id="urn:policy-tracker:citation:37rwx0b80008f",
    source="https://example.org/story",
    title="Story",
    exact="said “so”\u00a0there",
    prefix="Officials ",
    suffix=" twice",
    start=10,
    end=25,
    source_date="2025-05-02T00:00:00Z",
    cached="https://archive.example.org/story",
    created="2025-05-03T00:00:00Z",
    comments=(Comment("describing", "supports: Agreement"), Comment("tagging", "privacy")),
    evidence={"of": "event", "event_title": "Agreement"},
)


def written(*annotations):
    return write(annotations, "Case", "Policy Tracker", "2025-06-01T00:00:00Z")


def test_an_annotation_has_the_parts_of_the_model():
    collection = json.loads(written(WHOLE))
    assert collection["type"] == "AnnotationCollection"
    assert collection["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert (collection["total"], collection["first"]["type"]) == (1, "AnnotationPage")
    (item,) = collection["first"]["items"]
    assert (item["type"], item["id"], item["motivation"]) == ("Annotation", WHOLE.id, "describing")
    assert [(b["type"], b["purpose"], b["value"]) for b in item["body"]] == [
        ("TextualBody", "describing", "supports: Agreement"),
        ("TextualBody", "tagging", "privacy"),
    ]
    target = item["target"]
    assert target["source"] == "https://example.org/story"
    assert target["selector"] == [
        {"type": "TextQuoteSelector", "exact": WHOLE.exact, "prefix": "Officials ", "suffix": " twice"},
        {"type": "TextPositionSelector", "start": 10, "end": 25},
    ]
    assert target["state"] == {"type": "TimeState", "sourceDate": WHOLE.source_date, "cached": WHOLE.cached}


def test_what_is_written_is_read_as_it_was():
    bare = Annotation(id="urn:x:1", source="urn:x:source")
    assert read(written(WHOLE, bare), "case.jsonld") == ([(1, WHOLE), (2, bare)], [])


texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)


@given(exact=texts, prefix=texts, suffix=texts, title=texts, comment=texts, start=st.integers(-1, 5000))
def test_no_text_is_altered_on_the_way(exact, prefix, suffix, title, comment, start):
    quoted = {"exact": exact, "prefix": prefix, "suffix": suffix} if exact else {}
    comments = (Comment("commenting", comment),) if comment else ()
    made = Annotation(id="urn:x:1", source="urn:x:s", title=title, start=start, end=start, comments=comments, **quoted)
    assert read(written(made), "case.jsonld") == ([(1, made)], [])


@pytest.mark.parametrize(
    "value",
    [
        {"id": "a", "target": "https://example.org/"},
        [{"id": "a", "target": "https://example.org/"}],
        {"type": "AnnotationPage", "items": [{"id": "a", "target": {"source": "https://example.org/"}}]},
        {"id": "a", "target": [{"source": "https://example.org/"}]},
        {"total": 1, "rows": [{"id": "a", "uri": "https://example.org/", "target": [{"selector": []}]}]},
    ],
)
def test_annotations_are_found_in_whatever_holds_them(value):
    ((number, found),), problems = read(json.dumps(value), "x.json")
    assert (number, found.id, found.source, found.exact) == (1, "a", "https://example.org/", "")
    assert problems == []


def test_what_hypothesis_gives_is_read():
    row = {
        "id": "abc", "uri": "https://example.org/", "text": "A note", "tags": ["privacy"], "created": "2025-01-01",
        "document": {"title": ["A page"]},
        "target": [{"selector": [
            {"type": "RangeSelector", "startContainer": "/div[1]"},
            {"type": "TextPositionSelector", "start": 4, "end": 7},
            {"type": "TextQuoteSelector", "exact": "Two", "prefix": "One ", "suffix": " Three"},
        ]}],
    }  # fmt: skip
    ((_, found),), _ = read(json.dumps({"rows": [row]}), "x.json")
    assert (found.exact, found.prefix, found.start, found.title) == ("Two", "One ", 4, "A page")
    assert found.comments == (Comment("commenting", "A note"), Comment("tagging", "privacy"))


def test_a_selector_that_refines_another_is_found():
    selector = {"type": "FragmentSelector", "refinedBy": {"type": "TextQuoteSelector", "exact": "Two"}}
    ((_, found),), _ = read(json.dumps({"target": {"source": "u:x", "selector": selector}}), "x.json")
    assert found.exact == "Two"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "not JSON (line 1)"),
        ("[" * 100_000, "not JSON"),
        ("[]", "no annotations"),
        ('["a"]', "annotation 1"),
        ('{"id": "a"}', "no target"),
        ('{"target": ["u:a", "u:b"]}', "one target"),
        ('{"target": {"source": 3}}', "must be text"),
        ('{"target": {"source": "u:a", "selector": {"type": "TextPositionSelector", "start": "x"}}}', "number"),
        ('{"target": {"source": "u:a", "selector": {"type": "TextQuoteSelector", "exact": null}}}', "must be text"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(text, says):
    found, problems = read(text, "x.json")
    assert found == []
    assert any(says in str(problem) for problem in problems)
    assert all("x.json" in str(problem) for problem in problems)


def test_one_bad_annotation_leaves_the_others():
    found, problems = read('[{"target": "u:a"}, 7, {"target": "u:b"}]', "x.json")
    assert [number for number, _ in found] == [1, 3]
    assert str(problems[0]).startswith("x.json, annotation 2")


@pytest.mark.skipif(not HYPOTHESIS.is_dir(), reason="the shared test data is not here")
@pytest.mark.parametrize("name", ["minimal", "wikipedia-regression-testing"])
def test_the_annotations_that_hypothesis_tests_itself_with_are_read(name):
    data = json.loads((HYPOTHESIS / f"{name}.json").read_text("utf-8"))
    found, problems = read(json.dumps(data), name)
    assert problems == []
    assert len(found) == len(data["rows"])
    assert all(annotation.exact and annotation.start >= 0 for _, annotation in found)


class BodyText(HTMLParser):
    """The text of a page's body, as a browser has it."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.inside = False
        self.out = []

    def handle_starttag(self, tag, _attributes):
        self.inside |= tag == "body"

    def handle_endtag(self, tag):
        self.inside &= tag != "body"

    def handle_data(self, data):
        if self.inside:
            self.out.append(data)


@pytest.mark.skipif(not HYPOTHESIS.is_dir(), reason="the shared test data is not here")
@pytest.mark.parametrize("name", ["minimal", "wikipedia-regression-testing"])
def test_their_quotes_are_found_in_their_pages_where_they_say(name):
    page = BodyText()
    page.feed((HYPOTHESIS / f"{name}.html").read_text("utf-8"))
    text = "".join(page.out)
    found, _ = read((HYPOTHESIS / f"{name}.json").read_text("utf-8"), name)
    for _, annotation in found:
        again = find_again("", text, annotation)
        assert isinstance(again, Found), annotation.exact
        assert text[again.start : again.end] == annotation.exact
        if text[annotation.start : annotation.end] == annotation.exact:  # their scripts count into the last places
            assert again == Found(annotation.start, annotation.end)
