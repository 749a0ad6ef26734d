import csv
import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tracker import __version__
from tracker.errors import CancelledError, FileError, QueryError, RecordError
from tracker.formats.csv_writing import BOM
from tracker.operations import digest_text
from tracker.operations.exporting import column_names, export
from tracker.operations.exporting_quotes import export_quotes
from tracker.records import Citation, Concern, Event, Record, Source, Stakeholder, Status, id_text
from tracker.store import Store

OneOfEach = Callable[[Store], dict[str, Record]]


def rows_in(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file, strict=True))


@pytest.fixture
def case(store: Store) -> Store:
    """Three events, two with sources, concerns by two stakeholders, and words that a spreadsheet would run."""
    with store.edit("Fill") as edit:
        irs = edit.add(Stakeholder(name="IRS", kind="agency"))
        group = edit.add(Stakeholder(name="Tax Law Center; Yale: Law", kind="advocacy group"))
        paper = edit.add(Source(kind="article-newspaper", title="Agencies agree; staff worry", issued="2025-04-08"))
        court = edit.add(Source(kind="legal_case", title="=HYPERLINK(1)", issued="2025-03"))
        edit.add(Source(kind="report", title="Cited by nobody"))
        late = edit.add(Event(title='-Order, "stayed"', type="order", date="2025-05-12"))
        early = edit.add(Event(title="Agreement signed", type="memorandum of understanding", date="2025-04-07"))
        edit.add(Event(title="Some day", type="report"))
        for source in (court, paper):
            edit.add(Citation(source=source.id, event=early.id))
        edit.add(Citation(source=court.id, event=early.id, exact="once more"))
        concern = edit.add(Concern(event=early.id, stakeholder=group.id, theme="privacy", position="opposes"))
        edit.add(Concern(event=late.id, stakeholder=irs.id, theme="due process", position="neutral"))
        edit.add(Citation(source=paper.id, concern=concern.id, exact="We object; strongly."))
        status = edit.add(Status(event=late.id, axis="litigation", value="stayed", as_of="2025-05"))
        edit.add(Citation(source=court.id, status=status.id))
    return store


def test_one_row_an_event_in_the_order_asked_for(case: Store, tmp_path: Path) -> None:
    report = export(case, tmp_path / "out.csv")
    assert [r["date"] for r in rows_in(report.target)] == ["2025-04-07", "2025-05-12", ""]
    export(case, tmp_path / "desc.csv", order="date-desc")
    assert [r["date"] for r in rows_in(tmp_path / "desc.csv")][:2] == ["2025-05-12", "2025-04-07"]


def test_a_row_carries_all_that_belongs_to_its_event(case: Store, tmp_path: Path) -> None:
    export(case, tmp_path / "out.csv", exact=True)
    first, second, _ = rows_in(tmp_path / "out.csv")
    assert first["sources"] == r"=HYPERLINK(1); Agencies agree\; staff worry"
    assert len(first["source_ids"].split("; ")) == 2
    assert first["concerns"] == r"Tax Law Center\; Yale\: Law: opposes (privacy)"
    assert second["statuses"] == "litigation: stayed (2025-05)"
    assert first["noteworthy"] == "no"
    assert first["id"] == id_text(case.find()[0])


def test_one_row_a_concern_with_its_event_and_its_quotes(case: Store, tmp_path: Path) -> None:
    export(case, tmp_path / "out.csv", rows="concerns", search="concern:privacy")
    (row,) = rows_in(tmp_path / "out.csv")
    assert (row["event_title"], row["event_date"]) == ("Agreement signed", "2025-04-07")
    assert (row["stakeholder"], row["stakeholder_kind"]) == ("Tax Law Center; Yale: Law", "advocacy group")
    assert row["quotes"] == r"We object\; strongly."
    assert row["sources"] == r"Agencies agree\; staff worry"


def test_one_row_a_status_change(case: Store, tmp_path: Path) -> None:
    export(case, tmp_path / "out.csv", rows="statuses")
    (row,) = rows_in(tmp_path / "out.csv")
    assert (row["axis"], row["value"], row["as_of"], row["event_type"]) == ("litigation", "stayed", "2025-05", "order")


def test_sources_are_those_of_the_events_found_or_all(case: Store, tmp_path: Path) -> None:
    export(case, tmp_path / "all.csv", rows="sources")
    assert [r["title"] for r in rows_in(tmp_path / "all.csv")] == [
        "'=HYPERLINK(1)",
        "Agencies agree; staff worry",
        "Cited by nobody",
    ]
    # The order's own source is cited by its status change, not by the event.
    export(case, tmp_path / "some.csv", rows="sources", search="type:order")
    (row,) = rows_in(tmp_path / "some.csv")
    assert row["title"] == "'=HYPERLINK(1)"
    assert row["events"] == "Agreement signed"


def test_a_search_gives_as_many_rows_as_it_finds(case: Store, tmp_path: Path) -> None:
    report = export(case, tmp_path / "out.csv", search="position:opposes after:2025-03")
    assert report.rows == len(case.find("position:opposes after:2025-03")) == 1


def test_a_search_that_finds_nothing_gives_just_the_header(case: Store, tmp_path: Path) -> None:
    report = export(case, tmp_path / "out.csv", search="type:proclamation", columns=["title", "date"])
    assert report.target.read_bytes() == b"title,date\r\n"


def test_columns_are_those_chosen_in_that_order(case: Store, tmp_path: Path) -> None:
    export(case, tmp_path / "out.csv", columns=["topics", "date", "title", "concern_ids"], order="title")
    header = (tmp_path / "out.csv").read_text("utf-8").splitlines()[0]
    assert header == "topics,date,title,concern_ids"


@pytest.mark.parametrize("columns", [["nonsense"], [], ["title", "title"]])
def test_columns_that_are_not_there_are_refused(case: Store, tmp_path: Path, columns: list[str]) -> None:
    with pytest.raises(RecordError) as caught:
        export(case, tmp_path / "out.csv", columns=columns)
    assert caught.value.field == "columns"
    assert not list(tmp_path.glob("out*"))


def test_every_field_of_a_record_has_its_column() -> None:
    assert set(column_names("events")) > {"id", "title", "date_min", "day_order", "created", "modified", "reviewed"}
    assert set(column_names("sources")) > {"text", "sha256", "previous_id", "archived_at"}


def test_cells_that_would_run_are_guarded_and_counted(case: Store, tmp_path: Path) -> None:
    report = export(case, tmp_path / "out.csv")
    assert [f.guarded for f in report.files] == [2]
    titles = {r["title"] for r in rows_in(report.target)}
    assert '\'-Order, "stayed"' in titles
    about = json.loads(report.sidecar.read_text("utf-8"))
    assert about["guarded_cells"] == 2
    assert about["guard"].startswith("apostrophe")


def test_exact_leaves_them_and_says_so(case: Store, tmp_path: Path) -> None:
    report = export(case, tmp_path / "out.csv", exact=True)
    assert '-Order, "stayed"' in {r["title"] for r in rows_in(report.target)}
    assert json.loads(report.sidecar.read_text("utf-8"))["guard"] == "none"


def test_a_byte_order_mark_only_on_request(case: Store, tmp_path: Path) -> None:
    export(case, tmp_path / "a.csv")
    export(case, tmp_path / "b.csv", bom=True)
    assert BOM + (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_the_sidecar_says_how_the_file_was_made(case: Store, tmp_path: Path) -> None:
    case.set_setting("title", "IRS and ICE")
    report = export(case, tmp_path / "out.csv", search="is:noteworthy OR type:order", order="title", columns=["title"])
    assert report.sidecar == tmp_path / "out.csv.json"
    about = json.loads(report.sidecar.read_text("utf-8"))
    assert about["search"] == "is:noteworthy OR type:order"
    assert (about["order"], about["rows"], about["columns"]) == ("title", "events", ["title"])
    assert (about["row_count"], about["bom"], about["tracker"]) == (1, False, "IRS and ICE")
    assert about["sha256"] == hashlib.sha256(report.target.read_bytes()).hexdigest() == report.files[0].sha256
    assert about["program"] == f"Policy Tracker {__version__}"
    assert about["exported"].endswith("Z")


def test_the_same_content_gives_the_same_bytes(case: Store, tmp_path: Path) -> None:
    for kind in ("events", "sources", "concerns", "statuses"):
        one = export(case, tmp_path / f"{kind}1.csv", rows=kind)
        two = export(case, tmp_path / f"{kind}2.csv", rows=kind)
        assert one.target.read_bytes() == two.target.read_bytes()


def test_an_existing_file_is_left_alone_unless_told(case: Store, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("mine")
    with pytest.raises(FileError, match="already exists"):
        export(case, target)
    assert target.read_text() == "mine"
    export(case, target, overwrite=True)
    assert target.read_text().startswith("id,title")


@pytest.mark.parametrize("harm", ["none", "newer", "damaged"])
def test_no_export_is_ever_written_over_a_tracker(case: Store, tmp_path: Path, harm: str) -> None:
    for other in (case.path, Path(shutil.copy(case.path, tmp_path / "other.tracker"))):
        if harm == "newer" and other != case.path:
            connection = sqlite3.connect(other)
            connection.execute("PRAGMA user_version=99")
            connection.close()
        elif harm == "damaged" and other != case.path:
            os.truncate(other, other.stat().st_size // 2)
        size = other.stat().st_size
        with pytest.raises(FileError, match="is a tracker"):
            export(case, other, overwrite=True)
        with pytest.raises(FileError, match="is a tracker"):
            export_quotes(case, other, overwrite=True)
        with pytest.raises(FileError, match="is a tracker"):
            digest_text.write(other, "A digest", overwrite=True)
        assert other.stat().st_size == size
    assert case.check() == []
    assert not list(tmp_path.glob(".*part"))


def test_nor_is_its_sidecar(case: Store, tmp_path: Path) -> None:
    other = Path(shutil.copy(case.path, tmp_path / "out.csv.json"))
    before = other.read_bytes()
    with pytest.raises(FileError, match="is a tracker"):
        export(case, tmp_path / "out.csv", overwrite=True)
    assert other.read_bytes() == before
    assert not (tmp_path / "out.csv").exists()


def test_an_existing_sidecar_is_left_alone_too(case: Store, tmp_path: Path) -> None:
    (tmp_path / "out.csv.json").write_text("mine")
    with pytest.raises(FileError, match=r"out\.csv\.json already exists"):
        export(case, tmp_path / "out.csv")


def test_a_search_that_cannot_be_read_writes_nothing(case: Store, tmp_path: Path) -> None:
    with pytest.raises(QueryError):
        export(case, tmp_path / "out.csv", search="type:(")
    with pytest.raises(QueryError):
        export(case, tmp_path / "out.csv", order="sideways")
    assert not list(tmp_path.glob("*out*"))


@pytest.mark.parametrize(("kind", "pages"), [("events", 0), ("everything", 2)])
def test_cancelling_leaves_nothing_behind(case: Store, tmp_path: Path, kind: str, pages: int) -> None:
    before = sorted(os.listdir(tmp_path))
    calls = iter([False] * pages)
    with pytest.raises(CancelledError, match="Nothing was written"):
        export(case, tmp_path / "out", rows=kind, cancelled=lambda: next(calls, True))  # type: ignore[arg-type]
    assert sorted(os.listdir(tmp_path)) == before


@pytest.mark.parametrize("kind", ["events", "everything"])
def test_a_folder_that_is_not_there_is_named(case: Store, tmp_path: Path, kind: str) -> None:
    with pytest.raises(FileError, match="Check that its folder exists"):
        export(case, tmp_path / "nowhere" / "out", rows=kind)  # type: ignore[arg-type]


def test_failing_halfway_keeps_the_old_file(case: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "out.csv"
    export(case, target)
    before = target.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileError, match="No space left on device"):
        export(case, target, search="type:order", overwrite=True)
    assert target.read_bytes() == before
    assert not list(tmp_path.glob(".*part"))


def test_a_folder_is_no_target_for_one_file(case: Store, tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"events\.csv"):
        export(case, tmp_path)


def test_progress_is_told_up_to_the_last_row(case: Store, tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    export(case, tmp_path / "out.csv", progress=lambda *step: told.append(step))
    assert told[0][:2] == (0, 3)
    assert told[-1][:2] == (3, 3)
    assert "event" in told[-1][2]


def test_everything_is_a_file_a_table(one_of_each: OneOfEach, store: Store, tmp_path: Path) -> None:
    made = one_of_each(store)
    report = export(store, tmp_path / "all", rows="everything")
    counts = store.counts()
    for file in report.files:
        assert file.rows == len(rows_in(file.path))
        assert file.sha256 == hashlib.sha256(file.path.read_bytes()).hexdigest()
    assert report.rows == sum(n for table, n in counts.items() if table != "setting")
    assert set(made) == {t for t, n in counts.items() if n}
    about = json.loads(report.sidecar.read_text("utf-8"))
    assert about["files"]["events.csv"]["row_count"] == 2
    assert set(about["files"]) == {f.path.name for f in report.files}


def test_everything_takes_the_kept_bytes_of_sources_along(store: Store, tmp_path: Path) -> None:
    digest = store.keep_blob(b"<html>kept</html>", "text/html")
    with store.edit("Add") as edit:
        edit.add(Source(kind="webpage", title="A page", sha256=digest, media_type="text/html"))
        edit.add(Source(kind="webpage", title="Lost", sha256="0" * 64))
    export(store, tmp_path / "all", rows="everything")
    assert (tmp_path / "all" / "snapshots" / digest).read_bytes() == b"<html>kept</html>"
    assert os.listdir(tmp_path / "all" / "snapshots") == [digest]


def test_a_folder_is_replaced_only_if_it_is_an_export(case: Store, tmp_path: Path) -> None:
    folder = tmp_path / "all"
    export(case, folder, rows="everything")
    with pytest.raises(FileError, match="already holds an export"):
        export(case, folder, rows="everything")
    with case.edit("Add") as edit:
        edit.add(Event(title="New", type="report"))
    export(case, folder, rows="everything", overwrite=True)
    assert len(rows_in(folder / "events.csv")) == 4
    (folder / "diary.txt").write_text("mine")
    with pytest.raises(FileError, match=r"other files \(diary\.txt\)"):
        export(case, folder, rows="everything", overwrite=True)
    assert (folder / "diary.txt").read_text() == "mine"
    assert not list(tmp_path.glob(".*"))


def test_a_folder_with_files_of_others_by_our_names_is_left_alone(case: Store, tmp_path: Path) -> None:
    mine = tmp_path / "mine" / "sources.csv"
    mine.parent.mkdir()
    mine.write_text("mine")
    with pytest.raises(FileError, match=r"other files \(sources\.csv\)"):
        export(case, mine.parent, rows="everything", overwrite=True)
    export(case, tmp_path / "all", rows="everything")
    (tmp_path / "all" / "snapshots").mkdir()
    (tmp_path / "all" / "snapshots" / "note.txt").write_text("mine")
    with pytest.raises(FileError, match=r"other files \(snapshots/note\.txt\)"):
        export(case, tmp_path / "all", rows="everything", overwrite=True)


def test_an_empty_folder_may_be_filled(case: Store, tmp_path: Path) -> None:
    (tmp_path / "all").mkdir()
    assert export(case, tmp_path / "all", rows="everything").rows > 0


def test_a_file_is_no_target_for_everything(case: Store, tmp_path: Path) -> None:
    (tmp_path / "all").write_text("mine")
    with pytest.raises(FileError, match="is a file"):
        export(case, tmp_path / "all", rows="everything", overwrite=True)


def test_everything_takes_no_search(case: Store, tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="without a search"):
        export(case, tmp_path / "all", rows="everything", search="type:order")


def test_a_tracker_open_for_reading_only_can_be_exported(case: Store, tmp_path: Path) -> None:
    with case.reader() as reader:
        assert export(reader, tmp_path / "out.csv").rows == 3
