"""Capture on the command line: what is read and suggested, what is kept, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.capture.a_site import Site
from tests.capture.conftest import shared
from tests.capture.our_articles import RULING
from tracker import paths
from tracker.capture import saved
from tracker.operations.quoting import anchor_quote
from tracker.records import Concern, Event, InboxItem, Source, Stakeholder, id_number, id_text
from tracker.store import Store

Run = Callable[..., Result]
Data = Callable[..., Any]
Done = Callable[..., str]

PAGE = """<!doctype html><html lang="en"><head><title>Harbor closes</title>
<meta property="og:site_name" content="The Quayside Ledger">
<meta property="article:published_time" content="2025-03-14T08:00:00Z"></head><body><article><h1>Harbor closes</h1>
<p>The Harbor Workers Union opposes the closing, it said on Thursday. The harbor has been open for ninety years, and its
workers have kept it open in storms, in strikes and in two wars.</p>
<p>“We will not go quietly from here,” said Marta Lindqvist, president of the union. The city gave no reason for the
closing, which it announced in a letter of nine lines to all who work there.</p></article></body></html>"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(RULING, encoding="utf-8")
    return path


def words(suggested: dict[str, Any]) -> str:
    return str(suggested["at"]["words"])


def test_a_text_file_gives_all_it_suggests_and_saves_nothing(
    data: Data, empty: Path, article: Path, content: Callable[[Path], str]
) -> None:
    before = content(empty)
    found = data("capture", article, "--issued", "2025-03-14", "--tracker", empty)
    assert found["article"]["title"] == {
        "value": "Judge blocks benefits data transfer to housing agency",
        "origin": "the first line",
    }
    assert found["article"]["issued"] == {"value": "2025-03-14", "origin": "the command line"}
    assert found["article"]["text"] == RULING
    suggested = found["suggestions"]
    assert suggested["type"] == "order"
    assert (suggested["dates"][0]["date"], words(suggested["dates"][0])) == ("2025-03-13", "Thursday")
    assert "Miriam Okafor" in [s["name"] for s in suggested["stakeholders"]]
    for each in (*suggested["quotes"], *suggested["concerns"], *suggested["references"]):
        assert RULING[each["at"]["start"] : each["at"]["end"]] == words(each)
    assert (found["duplicates"], found["saved"]) == ([], None)
    assert content(empty) == before


def test_people_read_it_without_json(done: Done, empty: Path, article: Path) -> None:
    shown = done("capture", article, "--issued", "2025-03-14", "--tracker", empty)
    assert "published 2025-03-14 (from the command line)" in shown
    assert "Event: order" in shown
    assert "Thursday before 2025-03-14" in shown
    assert "Dana Pruitt: “We are confident" in shown


def test_no_tracker_is_needed_to_look(data: Data, article: Path) -> None:
    assert not paths.default_tracker().exists()
    assert data("capture", article)["suggestions"]["type"] == "order"
    assert not paths.default_tracker().exists()


def test_pasted_text_is_kept_as_it_is(data: Data, done: Done, empty: Path) -> None:
    pasted = "A title\n\nSome  words, oddly spaced\u00a0here. \U0001f600\n"
    saved = data("capture", "--paste", "--save", "--tracker", empty, stdin=pasted)["saved"]
    with Store.open(empty, read_only=True) as store:
        source = store.get(Source, id_number(saved["source"]))
        assert (source.title, source.text, source.media_type) == ("A title", pasted, "text/plain")
        assert store.blob(source.sha256) == pasted.encode()


def test_days_are_worked_out_from_the_date_that_pasted_text_states_unless_one_is_given(data: Data, empty: Path) -> None:
    pasted = "A title\n\nPosted March 4, 2026\n\nThe Harbor Board signed the agreement on Tuesday.\n"
    for given, issued, tuesday in (
        ((), "2026-03-04", "2026-03-03"),
        (("--issued", "2025-04-10"), "2025-04-10", "2025-04-08"),
    ):
        found = data("capture", "--paste", "--tracker", empty, *given, stdin=pasted)
        assert found["article"]["issued"]["value"] == issued
        assert {d["date"] for d in found["suggestions"]["dates"] if d["at"]["words"] == "Tuesday"} == {tuesday}


def test_a_saved_page_is_read_and_its_bytes_are_kept(data: Data, done: Done, empty: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    found = data("capture", page, "--save", "--tracker", empty)
    assert found["article"]["publisher"]["value"] == "The Quayside Ledger"
    assert found["article"]["issued"]["value"] == "2025-03-14"
    assert found["suggestions"]["dates"][0]["date"] == "2025-03-13"
    copy = tmp_path / "copy.html"
    done("sources", "snapshot", found["saved"]["source"], "-o", copy, "--tracker", empty)
    assert copy.read_bytes() == page.read_bytes()


def test_a_page_may_come_by_a_pipe(data: Data, empty: Path) -> None:
    found = data("capture", "-", "--tracker", empty, stdin=PAGE)
    assert found["article"]["media_type"] == "text/html"
    assert found["suggestions"]["quotes"][0]["speaker"] == "Marta Lindqvist"


def test_a_page_is_fetched_only_where_addresses_inside_are_allowed(run: Run, empty: Path) -> None:
    refused = run("capture", "http://127.0.0.1:9/page", "--tracker", empty)
    assert refused.exit_code == 2
    assert "127.0.0.1" in refused.stderr
    assert refused.stdout == ""


def test_an_address_is_fetched_and_where_it_led_is_kept(data: Data, empty: Path) -> None:
    site = Site()
    try:
        site.page("/page", PAGE.encode(), content_type="text/html; charset=utf-8")
        url = f"http://127.0.0.1:{site.port}/page"
        found = data("capture", url, "--allow-private", "--save", "--tracker", empty)
    finally:
        site.close()
    assert found["article"]["address"] == url
    with Store.open(empty, read_only=True) as store:
        source = store.get(Source, id_number(found["saved"]["source"]))
        assert (source.title, source.url, source.issued) == ("Harbor closes", url, "2025-03-14")
        assert store.blob(source.sha256) == PAGE.encode()


def test_the_event_is_logged_with_all_that_is_accepted(run: Run, empty: Path, article: Path) -> None:
    result = run("capture", article, "--issued", "2025-03-14", "--save", "--event", "--tracker", empty)
    assert result.exit_code == 0
    source_id, event_id = result.stdout.split()
    with Store.open(empty, read_only=True) as store:
        event = store.get(Event, id_number(event_id))
        assert (event.title, event.type, event.date) == (
            "Judge blocks benefits data transfer to housing agency",
            "order",
            "2025-03-13",
        )
        dossier = store.dossier(event.id)
        assert {(r.role.role, r.stakeholder.name, r.stakeholder.kind) for r in dossier.roles} == {
            ("agency", "Department of Housing and Urban Development", "agency"),
            ("agency", "Social Security Administration", "agency"),
            ("judge", "Miriam Okafor", "court"),
            ("speaker", "Jonas Weller", "other"),
            ("speaker", "Dana Pruitt", "officials"),
        }
        assert [a.authority.citation for a in dossier.authorities][:2] == [
            "Tenants United v. Turner",
            "5 U.S.C. § 552a",
        ]
        source = store.get(Source, id_number(source_id))
        cited = [*dossier.citations, *(c for concern in dossier.concerns for c in concern.citations)]
        assert len(cited) == len(dossier.concerns) + 1
        for each in cited:
            anchor = anchor_quote(source, each.citation.exact, start=each.citation.start)
            assert (anchor.start, each.citation.anchor) == (each.citation.start, "matches")
        assert len(list(store.journal())) == 1  # one edit, which one undo takes back
    assert "is named, and the text gives no part in the event" in result.stderr


def test_an_event_that_the_article_may_tell_of_is_named(data: Data, done: Done, empty: Path, article: Path) -> None:
    title = "A judge blocks the benefits data transfer to the housing agency"
    event = done("log", "--type", "order", "--date", "2025-03-13", "--title", title, "--tracker", empty)
    options = ("capture", article, "--issued", "2025-03-14", "--tracker", empty)
    assert [e["id"] for e in data(*options)["events"]] == [event]
    assert f"may be {event} “{title}” (2025-03-13): --into cites it for that one" in done(*options)


def test_only_what_is_accepted_is_taken(data: Data, empty: Path, article: Path) -> None:
    options = ("--issued", "2025-03-14", "--save", "--event", "--tracker", empty)
    data("capture", article, *options, "--accept", "dates", "--role", "author=Rita Calloway", "--type", "opinion")
    with Store.open(empty, read_only=True) as store:
        (event,) = store.where(Event)
        assert (event.date, event.type) == ("2025-03-13", "opinion")
        assert [s.name for s in store.where(Stakeholder)] == ["Rita Calloway"]
        assert store.where(Concern) == []


def test_an_event_needs_a_type_that_the_text_or_the_user_gives(run: Run, empty: Path) -> None:
    given = ("capture", "--paste", "--save", "--event", "--tracker", empty)
    refused = run(*given, stdin="Notes\n\nThe beans are in.")
    assert refused.exit_code == 2
    assert "Give its type" in refused.stderr
    with Store.open(empty, read_only=True) as store:
        assert store.where(Source) == []
    assert run(*given, "--type", "report", stdin="Notes\n\nThe beans are in.").exit_code == 0


def test_an_article_that_is_there_is_refused_and_named(run: Run, done: Done, empty: Path, article: Path) -> None:
    first = done("capture", article, "--save", "--tracker", empty)
    refused = run("capture", article, "--save", "--tracker", empty)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert first in refused.stderr
    assert "same text" in refused.stderr
    with Store.open(empty, read_only=True) as store:
        assert len(store.where(Source)) == 1


def test_it_can_be_linked_kept_as_a_version_or_kept_besides(done: Done, empty: Path, article: Path) -> None:
    again = ("capture", article, "--save", "--tracker", empty)
    first = done(*again)
    assert done(*again, "--link", first) == first
    version = done(*again, "--as-version-of", first)
    other = done(*again, "--keep-both")
    assert len({first, version, other}) == 3
    with Store.open(empty, read_only=True) as store:
        assert store.get(Source, id_number(version)).previous == id_number(first)
        assert store.get(Source, id_number(other)).previous is None


def test_it_can_be_cited_for_an_event_of_the_tracker(done: Done, empty: Path, article: Path) -> None:
    event = done("log", "--type", "order", "--title", "A judge blocks it", "--tracker", empty)
    lines = done("capture", article, "--save", "--into", event, "--tracker", empty).split()
    assert lines[1] == event
    with Store.open(empty, read_only=True) as store:
        assert [c.source.title for c in store.dossier(id_number(event)).citations] == [
            "Judge blocks benefits data transfer to housing agency"
        ]


def test_an_item_of_the_inbox_is_then_captured(done: Done, empty: Path, article: Path) -> None:
    with Store.open(empty) as store, store.edit("Add") as edit:
        item = edit.add(InboxItem(title="Judge blocks benefits data transfer"))
    done("capture", article, "--save", "--inbox-item", id_text(item.id), "--tracker", empty)
    with Store.open(empty, read_only=True) as store:
        assert store.get(InboxItem, item.id).state == "captured"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "Name a URL or FILE"),
        (("x.txt", "--paste"), "Name a URL or FILE"),
        (("x.txt", "--event"), "Nothing is saved without --save"),
        (("x.txt", "--save", "--keep-both", "--link", "1"), "Give only one of"),
        (("x.txt", "--save", "--event", "--into", "1"), "Give either --event"),
    ],
)
def test_options_that_contradict_are_refused(run: Run, empty: Path, options: tuple[str, ...], said: str) -> None:
    refused = run("capture", *options, "--tracker", empty)
    assert refused.exit_code == 2
    assert said in refused.stderr


def test_what_is_nothing_to_accept_is_named(run: Run, empty: Path, article: Path) -> None:
    refused = run("capture", article, "--save", "--event", "--accept", "dates,moods", "--tracker", empty)
    assert (refused.exit_code, "“moods” cannot be accepted" in refused.stderr) == (2, True)


def test_input_that_is_no_text_is_refused(run: Run, empty: Path) -> None:
    refused = run("capture", "--paste", "--tracker", empty, stdin=b"\xff\xfe\x00")
    assert (refused.exit_code, "is not UTF-8" in refused.stderr) == (2, True)
    refused = run("capture", "-", "--tracker", empty, stdin=b"  ")
    assert (refused.exit_code, "is empty" in refused.stderr) == (2, True)


@pytest.mark.parametrize("way", ["--paste", "-"])
def test_input_that_is_too_large_is_refused_and_never_cut(
    run: Run, empty: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setattr(saved, "MOST", 1 << 20)
    text = "A title\n\n" + "The harbor is closed. " * 50_000
    refused = run("capture", way, "--save", "--tracker", empty, stdin=text)
    assert (refused.exit_code, "has more than 1 MB" in refused.stderr) == (2, True)
    with Store.open(empty, read_only=True) as store:
        assert store.where(Source) == []


def test_a_faulty_rule_file_is_named(run: Run, empty: Path, article: Path) -> None:
    folder = paths.config_folder() / "capture"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text("[themes]\nnoise = 3\n", encoding="utf-8")
    refused = run("capture", article, "--tracker", empty)
    assert refused.exit_code == 2
    assert "mine.toml" in refused.stderr
    assert "themes.noise" in refused.stderr


def test_the_case_s_article_from_paste_to_event(data: Data, case: Path) -> None:
    """The first line that the issue says must be shown."""
    pasted = shared("case", "article-irs-dhs-partnership.txt").read_text(encoding="utf-8")
    options = ("--paste", "--issued", "2025-04-08", "--save", "--event", "--keep-both", "--tracker", case)
    found = data("capture", *options, stdin=pasted)
    assert found["article"]["text"] == pasted
    assert found["article"]["title"]["value"] == "IRS and DHS partnership targets deportable immigrants"
    suggested = found["suggestions"]
    assert suggested["type"] == "memorandum of understanding"
    assert suggested["dates"][0]["date"] == "2025-04-07"
    named = {s["name"] for s in suggested["stakeholders"] if s["known"]}
    assert {"IRS", "ICE", "DHS", "Treasury Department"} <= named
    assert [q["speaker"] for q in suggested["quotes"]] == [
        "Treasury spokesperson",
        "Treasury Department",
        "Senior Treasury official",
    ]
    bullets = pasted.index("•")
    assert sum(c["at"]["start"] > bullets for c in suggested["concerns"]) >= 3
    assert len(found["saved"]["concerns"]) == 8
    with Store.open(case, read_only=True) as store:
        for concern in store.dossier(id_number(found["saved"]["event"])).concerns:
            assert [c.citation.anchor for c in concern.citations] == ["matches"]
