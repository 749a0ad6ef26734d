"""export and import: what a search finds is what is written, and what was written comes back as it was."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tracker.operations.draft import Draft, Place
from tracker.records import Event, Record
from tracker.store import Store
from tracker.store.edit import Edit

ASKED = "concern:privacy after:2025-03 position:opposes"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_rows_of_an_export_are_the_events_that_search_finds(
    done: Callable[..., str], data: Callable[..., Any], tmp_path: Path
) -> None:
    case, out = tmp_path / "case.tracker", tmp_path / "out.csv"
    done("demo", "--tracker", case)
    said = done("export", out, "--tracker", case, "--search", ASKED)
    found = data("search", ASKED, "--tracker", case)
    written = rows(out)
    assert [r["id"] for r in written] == [e["id"] for e in found["events"]]
    assert len(written) == found["count"] == 8
    assert said == f"{out}: 8 rows"
    for row, event in zip(written, found["events"], strict=True):
        titles = [c["source"]["title"] for c in data("show", event["id"], "--tracker", case)["citations"]]
        assert titles
        assert row["sources"] == "; ".join(t.replace("\\", "\\\\").replace(";", "\\;") for t in titles)


def test_the_sidecar_says_how_it_was_made(data: Callable[..., Any], case: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    told = data("export", out, "--search", ASKED, "--tracker", case)
    about = json.loads((tmp_path / "out.csv.json").read_text("utf-8"))
    digest = hashlib.sha256(out.read_bytes()).hexdigest()
    assert (about["search"], about["row_count"], about["sha256"]) == (ASKED, 8, digest)
    assert told == {
        "target": str(out),
        "sidecar": str(tmp_path / "out.csv.json"),
        "rows": 8,
        "files": [{"path": str(out), "rows": 8, "sha256": digest, "guarded": 0}],
    }


@pytest.mark.parametrize(("kind", "count"), [("events", 49), ("sources", 128), ("concerns", 84), ("statuses", 48)])
def test_one_row_may_be_another_thing(
    done: Callable[..., str], case: Path, tmp_path: Path, kind: str, count: int
) -> None:
    done("export", tmp_path / "out.csv", "--rows", kind, "--tracker", case)
    assert len(rows(tmp_path / "out.csv")) == count


def test_columns_and_order_are_as_chosen(done: Callable[..., str], case: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    done("export", out, "--columns", "title, date", "--order", "date-desc", "--tracker", case)
    written = rows(out)
    assert list(written[0]) == ["title", "date"]
    assert written[0]["date"] == "2026-06-08"


def test_a_byte_order_mark_is_written_when_asked_for(done: Callable[..., str], case: Path, tmp_path: Path) -> None:
    done("export", tmp_path / "with.csv", "--bom", "--tracker", case)
    done("export", tmp_path / "without.csv", "--tracker", case)
    mark = "\ufeff".encode()
    assert (tmp_path / "with.csv").read_bytes() == mark + (tmp_path / "without.csv").read_bytes()


def test_formulas_are_made_safe_and_said_to_be_or_left_exact(
    run: Callable[..., Any], done: Callable[..., str], empty: Path, tmp_path: Path
) -> None:
    done("log", "--type", "order", "--title", "=1+1", "--tracker", empty)
    safe = run("export", tmp_path / "safe.csv", "--tracker", empty)
    assert "An apostrophe was put before 1 cell" in safe.stderr
    assert rows(tmp_path / "safe.csv")[0]["title"] == "'=1+1"
    exact = run("export", tmp_path / "exact.csv", "--exact", "--tracker", empty)
    assert exact.stderr == ""
    assert rows(tmp_path / "exact.csv")[0]["title"] == "=1+1"


def test_a_file_is_replaced_only_when_asked(run: Callable[..., Any], case: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("mine", encoding="utf-8")
    refused = run("export", out, "--tracker", case)
    assert (refused.exit_code, "already exists" in refused.stderr, out.read_text()) == (2, True, "mine")
    assert run("export", out, "--overwrite", "--tracker", case).exit_code == 0
    assert len(rows(out)) == 49


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--columns", "title,colour"], "no column “colour”"),
        (["--order", "colour"], "“colour”"),
        (["--search", "colour:red"], "colour"),
        (["--search", '"open'], "not closed"),
        (["--rows", "everything", "--search", "x"], "without a search"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_exported_is_refused_and_nothing_is_written(
    run: Callable[..., Any], case: Path, tmp_path: Path, args: list[str], says: str
) -> None:
    result = run("export", tmp_path / "out", *args, "--tracker", case)
    assert result.exit_code == 2
    assert says in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_not_there_is_said_to_be(run: Callable[..., Any], case: Path, tmp_path: Path) -> None:
    result = run("export", tmp_path / "no" / "out.csv", "--tracker", case)
    assert (result.exit_code, "could not be written" in result.stderr) == (2, True)


# --- Back again ---------------------------------------------------------------------------------------------


def test_everything_out_in_and_out_again_is_the_same_byte_for_byte(
    done: Callable[..., str], content: Callable[[Path], str], case: Path, empty: Path, tmp_path: Path
) -> None:
    done("export", tmp_path / "first", "--rows", "everything", "--tracker", case)
    done("import", tmp_path / "first", "--tracker", empty)
    assert content(empty) == content(case)
    done("export", tmp_path / "second", "--rows", "everything", "--tracker", empty)
    first = {p.name: p.read_bytes() for p in (tmp_path / "first").glob("*.csv")}
    assert len(first) >= 17
    assert {p.name: p.read_bytes() for p in (tmp_path / "second").glob("*.csv")} == first
    for kind in ("events", "sources", "concerns", "statuses"):
        done("export", tmp_path / "a.csv", "--rows", kind, "--overwrite", "--tracker", case)
        done("export", tmp_path / "b.csv", "--rows", kind, "--overwrite", "--tracker", empty)
        assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_importing_it_twice_changes_nothing(
    run: Callable[..., Any], done: Callable[..., str], content: Callable[[Path], str], case: Path, tmp_path: Path
) -> None:
    done("export", tmp_path / "all", "--rows", "everything", "--tracker", case)
    before = content(case)
    result = run("import", tmp_path / "all", "--tracker", case)
    assert result.exit_code == 0
    assert "are there already" in result.stdout
    assert "Added" not in result.stdout
    assert content(case) == before
    assert run("undo", "--tracker", case).exit_code == 2


def test_an_import_is_one_step_to_undo(
    done: Callable[..., str], content: Callable[[Path], str], case: Path, empty: Path, tmp_path: Path
) -> None:
    before = content(empty)
    done("export", tmp_path / "all", "--rows", "everything", "--tracker", case)
    done("import", tmp_path / "all", "--tracker", empty)
    assert done("undo", "--tracker", empty) == "Undone: Import all"
    assert content(empty) == before


# --- Other people's files -----------------------------------------------------------------------------------

THEIRS = 'Headline,When,Link,Mood\r\n"One, two",7 April 2025,https://example.org/1,calm\r\nThree,May 2025,,\r\n'


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    path = tmp_path / "theirs.csv"
    path.write_bytes(THEIRS.encode())
    return path


def test_a_preview_says_what_would_be_done_and_changes_nothing(
    run: Callable[..., Any], data: Callable[..., Any], empty: Path, theirs: Path
) -> None:
    before = empty.read_bytes()
    result = run("import", theirs, "--preview", "--tracker", empty)
    assert result.exit_code == 0
    for piece in ("Headline → title", "When → date", "left out: Mood", "row 2, new", "One, two", "Would add records:"):
        assert piece in result.stdout, piece
    told = data("import", theirs, "--preview", "--tracker", empty)
    assert told["preview"] is True
    assert told["records"]["event"] == {"added": 2, "changed": 0, "unchanged": 0}
    assert told["files"][0]["mapping"]["Headline"] == "title"
    assert [r["what"] for r in told["rows"]] == ["new", "new"]
    assert empty.read_bytes() == before


def test_their_columns_are_known_by_name(
    data: Callable[..., Any], done: Callable[..., str], empty: Path, theirs: Path
) -> None:
    done("import", theirs, "--type", "order", "--tracker", empty)
    first, second = data("search", "--tracker", empty)["events"]
    assert (first["title"], first["date"], first["type"], first["sources"]) == ("One, two", "2025-04-07", "order", 1)
    assert (second["title"], second["date"], second["sources"]) == ("Three", "2025-05", 0)


def test_or_by_a_mapping(data: Callable[..., Any], done: Callable[..., str], empty: Path, theirs: Path) -> None:
    mapping = ("--map", "Mood=topic", "--map", "Headline=summary", "--map", "Link=title")
    done("import", theirs, *mapping, "--skip-bad-rows", "--tracker", empty)
    (event,) = data("search", "--tracker", empty)["events"]
    assert event["title"] == "https://example.org/1"
    shown = data("show", event["id"], "--tracker", empty)
    assert (shown["summary"], shown["topics"]) == ("One, two", ["calm"])


def test_the_fields_of_a_mapping_are_listed(done: Callable[..., str]) -> None:
    text = done("import", "--fields")
    for name in ("title", "date", "summary", "docket number"):
        assert f"\n{name} " in f"\n{text}"
    assert done("import", "--fields", "--rows", "sources") != text


@pytest.mark.parametrize(
    ("content_of", "args", "says"),
    [
        (b"Headline,When\r\nOne,7/4/25\r\n", [], "row 2, column “When” (“7/4/25”)"),
        (b"Headline,When\r\nOne,2025-02-30\r\n", [], "row 2, column “When” (“2025-02-30”)"),
        (b"Headline,When\r\nOne,2025,extra\r\n", [], "row 2"),
        (b"Headline,When\r\nOne\r\n", [], "row 2"),
        (b'Headline,When\r\n"One,2025\r\n', [], "quote that is not closed"),
        ("Headline,When\r\nCafé,2025\r\n".encode("utf-16-le"), [], "not utf-8"),
        ("Headline,When\r\nCafé,2025\r\n".encode("latin-1"), [], "--encoding cp1252"),
        (b"Headline,When\r\nOne,2025\r\n", ["--encoding", "no-such"], "no-such"),
        (b"Headline,When\r\nOne,2025\r\n", ["--map", "Title=title"], "no column “Title”"),
        (b"Headline,When\r\nOne,2025\r\n", ["--map", "Headline=colour"], "colour"),
        (b"Headline,Headline\r\nOne,Two\r\n", [], "Headline"),
        (b"Colour,Taste\r\nred,sweet\r\n", [], "theirs.csv"),
        (b"Headline,When\r\nOne\x00,2025\r\n", [], "NUL"),
        (b"", [], "theirs.csv"),
    ],
    ids=[
        "ambiguous date", "impossible date", "too many cells", "too few cells", "open quote", "UTF-16", "Latin-1",
        "unknown encoding", "unknown column", "unknown field", "two columns of a name", "nothing known", "NUL", "empty",
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_taken_in_is_refused_whole_with_what_and_where(
    run: Callable[..., Any],
    content: Callable[[Path], str],
    case: Path,
    tmp_path: Path,
    content_of: bytes,
    args: list[str],
    says: str,
) -> None:
    theirs = tmp_path / "theirs.csv"
    theirs.write_bytes(content_of)
    before = content(case)
    result = run("import", theirs, *args, "--tracker", case)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert says in result.stderr
    assert "Traceback" not in result.stderr
    assert content(case) == before
    assert run("undo", "--tracker", case).exit_code == 2


def test_bad_rows_are_skipped_when_asked_and_told(
    run: Callable[..., Any], data: Callable[..., Any], empty: Path, tmp_path: Path
) -> None:
    theirs = tmp_path / "theirs.csv"
    theirs.write_bytes(b"Headline,When\r\nGood,2025\r\nBad,sometime\r\nAlso good,2026\r\n")
    preview = run("import", theirs, "--preview", "--tracker", empty)
    assert preview.exit_code == 1
    assert "row 3, column “When” (“sometime”)" in preview.stderr
    result = run("import", theirs, "--skip-bad-rows", "--tracker", empty)
    assert result.exit_code == 0
    assert "row 3" in result.stderr
    assert [e["title"] for e in data("search", "--tracker", empty)["events"]] == ["Good", "Also good"]


def test_the_order_of_day_and_month_may_be_said(
    data: Callable[..., Any], done: Callable[..., str], empty: Path
) -> None:
    theirs = empty.with_name("theirs.csv")
    theirs.write_bytes(b"Headline,When\r\nOne,7/4/25\r\n")
    done("import", theirs, "--day-first", "--tracker", empty)
    assert data("search", "--tracker", empty)["events"][0]["date"] == "2025-04-07"


def test_the_type_of_events_that_give_none_may_be_said(
    data: Callable[..., Any], done: Callable[..., str], empty: Path
) -> None:
    theirs = empty.with_name("theirs.csv")
    theirs.write_bytes(b"Headline,When,Type\r\nOne,2025,\r\nTwo,2026,order\r\n")
    done("import", theirs, "--type", "court filing", "--tracker", empty)
    assert [e["type"] for e in data("search", "--tracker", empty)["events"]] == ["court filing", "order"]


@pytest.mark.parametrize("keep", [True, False])
def test_columns_that_are_not_known_are_kept_when_asked(done: Callable[..., str], empty: Path, keep: bool) -> None:
    theirs = empty.with_name("theirs.csv")
    theirs.write_bytes(b"Headline,When,Shoe size\r\nOne,2025,forty-two\r\n")
    done("import", theirs, *["--keep-unknown"] * keep, "--tracker", empty)
    with Store.open(empty, read_only=True) as store:
        summary = store.where(Event)[0].summary
    assert ("Shoe size" in summary and "forty-two" in summary) == keep


@pytest.mark.parametrize("where", ["reading", "writing"])
def test_ctrl_c_while_importing_leaves_nothing_written(
    run: Callable[..., Any], content: Callable[[Path], str], case: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    theirs = case.with_name("theirs.csv")
    theirs.write_text("Headline,When\n" + "".join(f"Event {n},2025\n" for n in range(5000)))
    before, written = content(case), []
    add_all = Edit.add_all

    def stopped_in_writing(edit: Edit, records: Iterable[Record]) -> Sequence[Record]:
        if written:
            raise KeyboardInterrupt
        written.extend(add_all(edit, records))
        return written

    def stopped_in_reading(draft: Draft, record: Record, place: Place) -> int:
        raise KeyboardInterrupt

    if where == "writing":
        monkeypatch.setattr(Edit, "add_all", stopped_in_writing)
    else:
        monkeypatch.setattr(Draft, "add", stopped_in_reading)
    result = run("import", theirs, "--tracker", case)
    assert bool(written) == (where == "writing")
    assert (result.exit_code, result.stdout) == (130, "")
    assert "stopped" in result.stderr
    monkeypatch.undo()
    assert content(case) == before
    with Store.open(case) as store:
        assert not store.read_only
        assert store.check() == []
        assert store.undo_label() == ""


def test_an_encoding_may_be_said(done: Callable[..., str], empty: Path) -> None:
    theirs = empty.with_name("theirs.csv")
    theirs.write_bytes("Headline,When\r\nCafé,2025\r\n".encode("cp1252"))
    done("import", theirs, "--encoding", "cp1252", "--tracker", empty)
    with Store.open(empty, read_only=True) as store:
        assert store.where(Event)[0].title == "Café"


@pytest.mark.parametrize("args", [["none.csv"], ["."], []], ids=["no such file", "a folder of other things", "nothing"])
def test_files_that_are_not_there_are_said_to_be(
    run: Callable[..., Any], empty: Path, monkeypatch: pytest.MonkeyPatch, args: list[str]
) -> None:
    monkeypatch.chdir(empty.parent)
    result = run("import", *args, "--tracker", empty)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr


def test_what_is_written_reads_as_csv_with_crlf(done: Callable[..., str], case: Path, tmp_path: Path) -> None:
    done("export", tmp_path / "out.csv", "--tracker", case)
    written = (tmp_path / "out.csv").read_bytes()
    assert b"\n" not in written.replace(b"\r\n", b"")
    again = io.StringIO(newline="")
    csv.writer(again).writerows(csv.reader(io.StringIO(written.decode(), newline="")))
    assert again.getvalue().encode() == written


def test_fields_are_data_too(data: Callable[..., Any], run: Callable[..., Any]) -> None:
    assert data("import", "--fields")["title"].startswith("what happened")
    assert "type" in [field["name"] for field in data("search", "--fields")]
    assert run("import", "--fields", "--rows", "statuses").exit_code == 2


def test_statuses_of_others_are_refused_in_words(run: Callable[..., Any], empty: Path, theirs: Path) -> None:
    result = run("import", theirs, "--rows", "statuses", "--tracker", empty)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Import events first" in result.stderr


def test_what_stands_in_a_file_cannot_drive_the_terminal(run: Callable[..., Any], empty: Path) -> None:
    path = empty.with_name("theirs.csv")
    path.write_bytes(b"Headline,When,\x1b[31mred\r\nOne,\x1b[2Jsoon,\x1b[2J\r\n")
    result = run("import", path, "--preview", "--tracker", empty)
    assert result.exit_code == 1
    assert "\x1b" not in result.stdout + result.stderr
    assert "\\x1b[2Jsoon" in result.stderr
    assert "\\x1b[31mred" in result.stdout


@pytest.mark.parametrize("suffix", [".json", ".JSONLD", ".xls", ".pdf"])
def test_a_file_that_is_no_rows_is_refused_with_what_are(run: Callable[..., Any], empty: Path, suffix: str) -> None:
    path = empty.with_name("theirs" + suffix)
    path.write_bytes(b'{\n"a": [1, 2]\n}\n')
    result = run("import", path, "--preview", "--tracker", empty)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "CSV (.csv, .tsv, .txt) and Excel workbooks (.xlsx)" in result.stderr


def test_a_preview_is_a_line_a_row_and_says_what_is_kept(done: Callable[..., str], empty: Path) -> None:
    path = empty.with_name("theirs.csv")
    path.write_bytes(b'Headline,Text,Mood\r\nOne,"two\r\nlines, ' + b"x" * 5000 + b'",fine\r\n')
    lines = done("import", path, "--preview", "--tracker", empty).splitlines()
    (row,) = [line for line in lines if "row 2" in line]
    assert "summary: two lines, xxx" in row
    assert len(row) < 300
    assert "    left out: Mood" in lines
    assert "    kept in the summary: Mood" in done("import", path, "--keep-unknown", "--tracker", empty).splitlines()
