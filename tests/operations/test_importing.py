"""Our own files brought back, by people who may have worked on them meanwhile."""

import csv
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tracker.errors import CancelledError, FileError, ImportFileError, NotFoundError, ReadOnlyError, RecordError
from tracker.operations import importing
from tracker.operations.exporting import export
from tracker.records import (
    Citation,
    Claim,
    Concern,
    Event,
    EventProceeding,
    Feed,
    InboxItem,
    Proceeding,
    Record,
    Relation,
    Role,
    SavedSearch,
    Source,
    Stakeholder,
    Term,
    Topic,
    id_text,
)
from tracker.store import Store

OneOfEach = Callable[[Store], dict[str, Record]]


@pytest.fixture
def other(blank: Path, tmp_path: Path) -> Iterator[Store]:
    with Store.open(Path(shutil.copy(blank, tmp_path / "other.tracker"))) as opened:
        opened.connection.execute("PRAGMA synchronous=OFF")
        yield opened


@pytest.fixture
def exported(one_of_each: OneOfEach, store: Store, tmp_path: Path) -> Path:
    """A folder with everything of `store`, which holds one record of each kind."""
    one_of_each(store)
    return export(store, tmp_path / "all", rows="everything").target


def bring_in(store: Store, *paths: Path) -> importing.ImportReport:
    return importing.apply(store, importing.plan(store, paths))


def rewritten(path: Path, change: Callable[[dict[str, str]], None], target: Path | None = None) -> Path:
    """The file with each row changed as a person would in a spreadsheet."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        change(row)
    target = target or path
    with target.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return target


def test_a_folder_restores_all_in_one_step_to_undo(exported: Path, store: Store, other: Store) -> None:
    report = bring_in(other, exported)
    assert other.content_hash() == store.content_hash()
    assert report.changes is not None
    assert report.changes.label == "Import all"
    assert report.counts["event"] == importing.Count(2, 0, 0)
    assert other.check() == []
    other.undo()
    assert sum(other.counts().values()) == 0
    other.redo()
    assert other.content_hash() == store.content_hash()


def test_importing_again_changes_nothing(exported: Path, store: Store) -> None:
    before = store.content_hash()
    plan = importing.plan(store, [exported])
    assert (plan.added, plan.changed, plan.problems) == ((), (), ())
    assert plan.counts["event"] == importing.Count(0, 0, 2)
    assert importing.apply(store, plan).changes is None
    assert store.content_hash() == before


def test_a_plan_writes_nothing(exported: Path, other: Store) -> None:
    importing.plan(other, [exported])
    assert sum(other.counts().values()) == 0
    assert not list(other.journal())


def test_what_was_changed_in_a_spreadsheet_is_changed_and_no_more(exported: Path, store: Store) -> None:
    path = exported / "events.csv"

    def change(row: dict[str, str]) -> None:
        if row["title"] == "Group sues":
            row["title"], row["date"], row["noteworthy"] = "A group sues", "9 April 2025", "TRUE"

    plan = importing.plan(store, [rewritten(path, change)])
    assert plan.counts["event"] == importing.Count(0, 1, 1)
    (changed,) = plan.changed
    assert changed.values == {"title": "A group sues", "date": "2025-04-09", "noteworthy": True}
    importing.apply(store, plan)
    event = store.get(Event, changed.record.id)
    assert (event.title, event.date_min, event.noteworthy) == ("A group sues", "2025-04-09", True)


def test_what_an_older_file_would_set_back_is_said(
    exported: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert importing.plan(store, [exported]).notes == ()
    event = store.where(Event)[0]
    monkeypatch.setattr("tracker.dates.utc_now", lambda: "2099-01-01T00:00:00.000Z")
    with store.edit("Mend") as edit:
        edit.change(event, title="Mended since")
    plan = importing.plan(store, [exported])
    assert plan.notes == ("Records changed here since the files were exported, which they set back: 1.",)
    assert [c.values["title"] for c in plan.changed] == [event.title]


def test_a_row_without_an_id_is_a_new_record(exported: Path, store: Store, tmp_path: Path) -> None:
    lines = (exported / "events.csv").read_text("utf-8").splitlines(keepends=True)
    header = lines[0].strip().split(",")
    cells = {"title": "Third", "type": "report", "date": "2025-06", "topics": "data sharing; courts"}
    (exported / "events.csv").write_text(
        "".join([*lines, ",".join(cells.get(h, "") for h in header) + "\r\n"]), "utf-8"
    )
    report = bring_in(store, exported / "events.csv")
    assert report.counts["event"] == importing.Count(1, 0, 2)
    (new,) = store.where(Event, title="Third")
    assert [t.name for t in store.dossier(new.id).topics] == ["data sharing", "courts"]
    assert store.count(Topic) == 2


def test_columns_left_out_stay_as_they_are(exported: Path, store: Store, tmp_path: Path) -> None:
    before = store.where(Event)
    export(store, tmp_path / "few.csv", columns=["id", "title"])
    rewritten(tmp_path / "few.csv", lambda row: row.update(title=row["title"].upper()))
    bring_in(store, tmp_path / "few.csv")
    after = store.where(Event)
    assert after == [replace(e, title=e.title.upper(), modified=a.modified) for e, a in zip(before, after, strict=True)]


def test_a_new_record_needs_the_columns_that_it_cannot_do_without(
    exported: Path, store: Store, other: Store, tmp_path: Path
) -> None:
    export(store, tmp_path / "few.csv", columns=["id", "title"])
    plan = importing.plan(other, [tmp_path / "few.csv"])
    assert [(p.row, p.column) for p in plan.problems] == [(2, "type"), (3, "type")]


def test_columns_that_somebody_added_are_left_out_and_named(exported: Path, store: Store, tmp_path: Path) -> None:
    with (exported / "events.csv").open(newline="", encoding="utf-8") as file:
        rows = [row | {"my remarks": "x"} for row in csv.DictReader(file)]
    with (exported / "events.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    plan = importing.plan(store, [exported / "events.csv"])
    (file_plan,) = plan.files
    assert file_plan.own
    assert file_plan.unknown == ("my remarks",)
    assert not plan.added


def test_a_semicolon_and_a_byte_order_mark_from_a_spreadsheet_do_no_harm(
    exported: Path, store: Store, other: Store
) -> None:
    for path in exported.glob("*.csv"):
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.reader(file))
        with path.open("w", newline="", encoding="utf-8-sig") as file:
            csv.writer(file, delimiter=";").writerows(rows)
    bring_in(other, exported)
    assert other.content_hash() == store.content_hash()


def test_exact_files_are_not_unguarded(store: Store, other: Store, tmp_path: Path) -> None:
    with store.edit("Add") as edit:
        edit.add(Event(title="'=x", type="=y"))
    for name, exact in (("exact", True), ("guarded", False)):
        export(store, tmp_path / name, rows="everything", exact=exact)
        bring_in(other, tmp_path / name)
        assert other.content_hash() == store.content_hash()
    export(store, tmp_path / "one.csv", exact=True)
    assert importing.plan(store, [tmp_path / "one.csv"]).changed == ()


def test_without_its_sidecar_a_file_counts_as_guarded(store: Store, tmp_path: Path) -> None:
    with store.edit("Add") as edit:
        edit.add(Event(title="=x", type="report"))
    for damage in (Path.unlink, lambda path: path.write_text("{ not json")):
        export(store, tmp_path / "one.csv", overwrite=True)
        damage(tmp_path / "one.csv.json")
        assert importing.plan(store, [tmp_path / "one.csv"]).changed == ()
        (tmp_path / "one.csv.json").unlink(missing_ok=True)


def test_one_file_after_the_other_completes_what_the_first_only_named(
    exported: Path, store: Store, other: Store, tmp_path: Path
) -> None:
    for rows in ("events", "concerns", "statuses", "sources"):
        export(store, tmp_path / f"{rows}.csv", rows=rows)  # type: ignore[arg-type]
        bring_in(other, tmp_path / f"{rows}.csv")
    for record_type in (Event, Concern, Source):
        assert other.where(record_type)[0].id == store.where(record_type)[0].id
    assert other.where(Concern)[0].statement == "It goes too far."
    assert other.where(Source) == store.where(Source)
    assert len(other.where(Stakeholder)) == 1
    bring_in(other, exported)
    counts = other.counts()
    assert counts == store.counts()


def test_the_same_name_under_another_id_is_taken_for_the_same(exported: Path, store: Store, other: Store) -> None:
    with other.edit("Add") as edit:
        office = edit.add(Stakeholder(name="Office of Records", note="known here"))
    plan = importing.plan(other, [exported])
    importing.apply(other, plan)
    assert [s.id for s in other.where(Stakeholder)] == [office.id]
    assert other.where(Role)[0].stakeholder == office.id
    assert other.where(Stakeholder)[0].also_known_as == "OoR\nRecords Office"
    assert any("another id" in note for note in plan.notes)


def test_a_relation_to_an_event_that_is_not_here_is_left_out_and_said(
    one_of_each: OneOfEach, store: Store, other: Store, tmp_path: Path
) -> None:
    one_of_each(store)
    export(store, tmp_path / "suits.csv", search="type:complaint")
    plan = importing.plan(other, [tmp_path / "suits.csv"])
    importing.apply(other, plan)
    assert (other.count(Event), other.count(Relation)) == (1, 0)
    assert plan.notes == ("Relations to events that are not here, left out: 1.",)


def test_a_reference_to_nothing_is_a_problem_with_its_place(exported: Path, other: Store) -> None:
    (exported / "sources.csv").unlink()
    plan = importing.plan(other, [exported])
    assert [(p.file, p.row, p.column) for p in plan.problems] == [
        ("link_checks.csv", 2, "source_id"),
        ("citations.csv", 2, "source_id"),
    ]
    with pytest.raises(ImportFileError) as caught:
        importing.apply(other, plan)
    assert caught.value.problems == plan.problems
    assert sum(other.counts().values()) == 0


def test_bad_rows_may_be_left_out_with_what_hangs_on_them(exported: Path, other: Store) -> None:
    for name in ("stakeholders.csv", "concerns.csv", "proceedings.csv", "disputed_points.csv"):
        (exported / name).unlink()
    report = importing.apply(other, importing.plan(other, [exported]), skip_bad_rows=True)
    assert {p.file for p in report.skipped} == {"event_proceedings.csv", "claims.csv", "citations.csv"}
    assert other.count(EventProceeding) == other.count(Claim) == 0
    # A concern that events.csv names is made from it, and its stakeholder with it, under the id that roles.csv knows.
    assert other.where(Concern)[0].stakeholder == other.where(Role)[0].stakeholder
    assert other.check() == []


def test_an_earlier_version_that_is_not_here_is_let_go(store: Store, other: Store, tmp_path: Path) -> None:
    with store.edit("Add") as edit:
        first = edit.add(Source(kind="report", title="Redacted"))
        second = edit.add(Source(kind="report", title="Unsealed", previous=first.id))
        event = edit.add(Event(title="E", type="opinion"))
        edit.add(Citation(source=second.id, event=event.id))
    export(store, tmp_path / "some.csv", rows="sources", search="type:opinion")
    plan = importing.plan(other, [tmp_path / "some.csv"])
    assert "name as their previous" in plan.notes[0]
    importing.apply(other, plan)
    assert other.where(Source)[0].previous is None


def test_versions_come_in_whatever_their_order(store: Store, other: Store, tmp_path: Path) -> None:
    with store.edit("Add") as edit:
        rows = [edit.add(Source(kind="report", title="v0"))]
        for n in range(1, 4):
            rows.append(edit.add(Source(kind="report", title=f"v{n}", previous=rows[-1].id)))
    export(store, tmp_path / "down.csv", rows="sources", order="title-desc")
    bring_in(other, tmp_path / "down.csv")
    assert other.content_hash() == store.content_hash()


def test_versions_that_go_round_in_a_ring_are_a_problem(store: Store, other: Store, tmp_path: Path) -> None:
    with store.edit("Add") as edit:
        a, b = edit.add_all([Source(kind="report", title="a"), Source(kind="report", title="b")])
    export(store, tmp_path / "ring.csv", rows="sources")
    ring = {id_text(a.id): id_text(b.id), id_text(b.id): id_text(a.id)}
    rewritten(tmp_path / "ring.csv", lambda row: row.update(previous_id=ring[row["id"]]))
    plan = importing.plan(other, [tmp_path / "ring.csv"])
    assert {p.column for p in plan.problems} == {"previous_id"}
    assert not plan.added


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("id", "not-an-id", "is not an id"),
        ("date", "31 February 2025", "2025"),
        ("date", "7/4/2025", "Say whether the day or the month"),
        ("noteworthy", "perhaps", "yes or no"),
        ("day_order", "first", "whole number"),
        ("date_basis", "guessed", "cannot be"),
        ("title", "", "needs a title"),
        ("concerns", "somebody; somebody else", "they go together"),
        ("statuses", "weather: fine", "weather"),
    ],
)
def test_what_cannot_be_taken_in_is_reported_with_row_and_column(
    exported: Path, store: Store, other: Store, column: str, value: str, message: str
) -> None:
    for name in ("concerns.csv", "statuses.csv"):
        (exported / name).unlink()
    path = rewritten(
        exported / "events.csv", lambda row: row.update({column: value} if row["sources"] or row["concerns"] else {})
    )
    plan = importing.plan(other, [path])
    problem = plan.problems[0]
    assert message in problem.message
    assert (problem.file, problem.row) == ("events.csv", 3)
    assert problem.column in (column, "concern_ids", "axis")
    with pytest.raises(ImportFileError, match="Nothing was imported"):
        importing.apply(other, plan)
    assert sum(other.counts().values()) == 0


def test_an_id_that_stands_twice_is_a_problem(exported: Path, other: Store) -> None:
    path = exported / "topics.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines, lines[1]]), "utf-8")
    plan = importing.plan(other, [exported])
    assert [(p.row, p.column) for p in plan.problems] == [(3, "id")]
    assert "row 2 of topics.csv" in plan.problems[0].message


def test_a_plan_holds_only_as_long_as_the_tracker_stays_as_it_was(exported: Path, other: Store) -> None:
    plan = importing.plan(other, [exported])
    with other.edit("Add") as edit:
        edit.add(Event(title="Meanwhile", type="report"))
    with pytest.raises(ImportFileError, match="changed since the preview"):
        importing.apply(other, plan)
    assert other.count(Event) == 1


def test_a_tracker_open_for_reading_only_gets_a_plan_but_no_import(exported: Path, store: Store, other: Store) -> None:
    with other.reader() as reader:
        plan = importing.plan(reader, [exported])
        assert plan.added
        with pytest.raises(ReadOnlyError):
            importing.apply(reader, plan)


def test_the_preview_shows_what_becomes_of_each_row(exported: Path, store: Store, other: Store) -> None:
    shown = importing.plan(other, [exported / "events.csv"]).preview
    assert [(row.row, row.what, row.values["title"]) for row in shown] == [
        (2, "new", "Group sues"),
        (3, "new", "Agreement signed"),
    ]
    assert {row.what for row in importing.plan(store, [exported]).preview} == {"unchanged"}


def test_snapshots_come_along(store: Store, other: Store, tmp_path: Path) -> None:
    digest = store.keep_blob(b"%PDF-1.7 kept", "application/pdf")
    with store.edit("Add") as edit:
        edit.add(Source(kind="document", title="Memo", sha256=digest, media_type="application/pdf"))
    export(store, tmp_path / "all", rows="everything")
    bring_in(other, tmp_path / "all")
    assert other.blob(digest) == b"%PDF-1.7 kept"


def test_snapshots_of_sources_that_came_without_them_follow(store: Store, other: Store, tmp_path: Path) -> None:
    digest = store.keep_blob(b"%PDF-1.7", "application/pdf")
    with store.edit("Add") as edit:
        edit.add(Source(kind="document", title="Kept", sha256=digest, media_type="application/pdf"))
    export(store, tmp_path / "all", rows="everything")
    bring_in(other, Path(shutil.copy(tmp_path / "all" / "sources.csv", tmp_path / "sources.csv")))
    with pytest.raises(NotFoundError):
        other.blob(digest)
    plan = importing.plan(other, [tmp_path / "all"])
    assert (plan.added, plan.changed, plan.is_nothing) == ((), (), False)
    assert "Snapshots of sources, which come along: 1." in plan.notes
    importing.apply(other, plan)
    assert other.blob(digest) == b"%PDF-1.7"
    assert importing.plan(other, [tmp_path / "all"]).is_nothing


def test_a_snapshot_gone_since_it_was_planned_is_said(store: Store, other: Store, tmp_path: Path) -> None:
    digest = store.keep_blob(b"%PDF-1.7", "application/pdf")
    with store.edit("Add") as edit:
        edit.add(Source(kind="document", title="Kept", sha256=digest, media_type="application/pdf"))
    export(store, tmp_path / "all", rows="everything")
    plan = importing.plan(other, [tmp_path / "all"])
    (tmp_path / "all" / "snapshots" / digest).unlink()
    with pytest.raises(ImportFileError, match=r"Nothing was imported.*cannot be read"):
        importing.apply(other, plan)
    assert sum(other.counts().values()) == 0


def test_no_file_but_a_snapshot_is_read_as_one(store: Store, other: Store, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    with store.edit("Add") as edit:
        edit.add(Source(kind="document", title="Sly", sha256="../../secret"))
    export(store, tmp_path / "all", rows="everything")
    (tmp_path / "all" / "snapshots").mkdir()
    assert importing.plan(other, [tmp_path / "all"]).snapshots == {}


def test_an_altered_snapshot_is_refused_and_nothing_is_imported(store: Store, other: Store, tmp_path: Path) -> None:
    digest = store.keep_blob(b"kept", "text/plain")
    with store.edit("Add") as edit:
        edit.add(Source(kind="document", title="Memo", sha256=digest, media_type="text/plain"))
    export(store, tmp_path / "all", rows="everything")
    (tmp_path / "all" / "snapshots" / digest).write_bytes(b"altered")
    with pytest.raises(ImportFileError, match="is not what it was"):
        bring_in(other, tmp_path / "all")
    assert other.count(Source) == 0


def test_progress_is_told_and_cancelling_changes_nothing(exported: Path, other: Store) -> None:
    told: list[tuple[int, int, str]] = []
    importing.plan(other, [exported], progress=lambda *step: told.append(step))
    total = sum(len((exported / p.name).read_bytes().splitlines()) > 1 for p in exported.glob("*.csv"))
    assert told[0][0] == 0
    assert told[0][1] >= total
    with pytest.raises(CancelledError, match="Nothing was changed"):
        importing.plan(other, [exported], cancelled=lambda: True)


def test_a_fixed_import_is_no_step_to_undo(exported: Path, other: Store) -> None:
    importing.apply(other, importing.plan(other, [exported]), "Example case", kind="fixed")
    assert other.undo_label() == ""


@pytest.mark.parametrize("make", [lambda p: p / "nothing.csv", lambda p: p])
def test_files_that_are_not_there_are_named(other: Store, tmp_path: Path, make: Callable[[Path], Path]) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(FileError, match=r"There is no file|holds no exported files"):
        importing.plan(other, [make(tmp_path / "empty")])


def test_an_import_of_no_files_says_so(other: Store) -> None:
    with pytest.raises(FileError, match="Say which file"):
        importing.plan(other, [])


def test_rows_are_of_known_kinds(exported: Path, other: Store) -> None:
    with pytest.raises(RecordError, match="Rows can be events"):
        importing.plan(other, [exported / "events.csv"], rows="diaries")


def test_the_sidecar_of_a_folder_speaks_for_each_file_in_it(store: Store, tmp_path: Path) -> None:
    with store.edit("Add") as edit:
        edit.add(Event(title="'=x", type="report"))
    export(store, tmp_path / "all", rows="everything", exact=True)
    assert json.loads((tmp_path / "all" / "export.json").read_text("utf-8"))["guard"] == "none"
    assert importing.plan(store, [tmp_path / "all" / "events.csv"]).changed == ()


def test_writing_can_be_cancelled_and_takes_all_of_it_back(store: Store, other: Store, tmp_path: Path) -> None:
    with store.edit("Add") as edit:
        edit.add_all(Event(title=f"E{n}", type="report") for n in range(2500))
    export(store, tmp_path / "many.csv")
    plan = importing.plan(other, [tmp_path / "many.csv"])
    told: list[int] = []
    with pytest.raises(CancelledError):
        importing.apply(other, plan, progress=lambda done, *_: told.append(done), cancelled=lambda: bool(told))
    assert told == [0]
    assert other.count(Event) == 0
    importing.apply(other, plan, progress=lambda done, *_: told.append(done))
    assert told == [0, 0, 2000]
    assert other.count(Event) == 2500


def test_a_date_that_a_spreadsheet_rewrote_may_be_settled(exported: Path, store: Store) -> None:
    path = rewritten(exported / "events.csv", lambda row: row.update(date="7/4/2025"))
    assert len(importing.plan(store, [path]).problems) == 2
    plan = importing.plan(store, [path], day_first=True)
    assert plan.problems == ()
    assert [c.values for c in plan.changed] == [{"date": "2025-04-07"}]


def test_the_kind_of_rows_does_not_go_against_the_columns(exported: Path, store: Store) -> None:
    (file,) = importing.plan(store, [exported / "concerns.csv"], rows="events").files
    assert (file.table, file.unknown) == ("concern", ())


def test_what_is_taken_for_the_same_is_filled_in_and_never_overwritten(
    store: Store, other: Store, tmp_path: Path
) -> None:
    with store.edit("Add") as edit:
        here = edit.add(Stakeholder(name="IRS", kind="agency", note="ours"))
        edit.add(Proceeding(court="D.D.C.", docket_number="1:25-cv-1", case_name="A v. B", judge="Kelly"))
        edit.add(SavedSearch(name="mine", text="privacy"))
        edit.add(Term(vocabulary="event_type", name="zoning", family="agency"))
        edit.add(Feed(url="https://example.org/feed", title="Ours", every_hours=4))
        edit.add(InboxItem(feed="https://example.org/feed", key="1", title="An entry"))
    with other.edit("Add") as edit:
        edit.add(Stakeholder(name="IRS", also_known_as="Internal Revenue Service", note="theirs"))
        edit.add(Proceeding(court="D.D.C.", docket_number="1:25-cv-1", filed="2025-02-01"))
        edit.add(SavedSearch(name="mine", text="type:order"))
        edit.add(Term(vocabulary="event_type", name="zoning"))
        edit.add(Feed(url="https://example.org/feed", title="Theirs"))
        edit.add(InboxItem(feed="https://example.org/feed", key="1", title="An entry", state="dismissed"))
        edit.add(InboxItem(title="Not of a feed"))
    export(other, tmp_path / "all", rows="everything")
    plan = importing.plan(store, [tmp_path / "all"])
    assert "Records here under another id that are taken for the same: 5." in plan.notes
    assert any("what is here stays: 2." in note for note in plan.notes)
    importing.apply(store, plan)
    (irs,) = store.where(Stakeholder)
    assert irs == replace(here, also_known_as="Internal Revenue Service")
    (case,) = store.where(Proceeding)
    assert (case.case_name, case.judge, case.filed) == ("A v. B", "Kelly", "2025-02-01")
    assert [s.text for s in store.where(SavedSearch)] == ["privacy", "type:order"]
    assert [t.family for t in store.where(Term)] == ["agency"]
    assert [(f.title, f.every_hours) for f in store.where(Feed)] == [("Ours", 4)]
    assert [(i.title, i.state) for i in store.where(InboxItem)] == [("An entry", "new"), ("Not of a feed", "new")]
    assert importing.plan(store, [tmp_path / "all"]).is_nothing


def test_of_two_of_one_name_in_a_file_one_is_taken_for_that_here_each_time(
    store: Store, other: Store, tmp_path: Path
) -> None:
    with other.edit("Add") as edit:
        edit.add_all([Topic(name="x"), Topic(name="x")])
    with store.edit("Add") as edit:
        edit.add(Topic(name="x"))
    export(other, tmp_path / "all", rows="everything")
    for added in (1, 0):
        plan = importing.plan(store, [tmp_path / "all"])
        assert len(plan.added) == added
        importing.apply(store, plan)
    assert store.count(Topic) == 2


def test_quotes_from_a_text_that_a_file_changes_are_looked_up_again(store: Store, tmp_path: Path) -> None:
    with store.edit("Add") as edit:
        source = edit.add(Source(kind="document", title="S", text="The order was stayed on Friday. It stands."))
        event = edit.add(Event(title="E", type="order"))
        kept, gone = (
            edit.add(
                Citation(source=source.id, event=event.id, exact=words, start=at, end=at + len(words), anchor="matches")
            )
            for words, at in (("stayed", 14), ("It stands", 32))
        )
    export(store, tmp_path / "s.csv", rows="sources")
    rewritten(tmp_path / "s.csv", lambda row: row.update(text="On Monday the order was stayed on Friday."))
    plan = importing.plan(store, [tmp_path / "s.csv"])
    assert "Sources whose text changes, in which their quotes are looked up again: 1." in plan.notes
    importing.apply(store, plan)
    after = store.get(Citation, kept.id)
    assert (after.exact, after.start, after.anchor) == ("stayed", 24, "matches")
    assert store.get(Citation, gone.id).anchor == "orphaned"
    assert store.check() == []
    store.undo()
    assert store.get(Citation, kept.id) == kept


@pytest.mark.parametrize("text", ["x" * 40_000, "🎉" * 20_000, "x" + "🎉" * 20_000])
def test_a_text_that_a_spreadsheet_has_cut_short_is_refused(store: Store, tmp_path: Path, text: str) -> None:
    with store.edit("Add") as edit:
        source = edit.add(Source(kind="document", title="S", text=text))
    export(store, tmp_path / "s.csv", rows="sources")
    cut = text.encode("utf-16-le")[: 2 * 32_767].decode("utf-16-le", "ignore")
    rewritten(tmp_path / "s.csv", lambda row: row.update(text=cut, title="Renamed"))
    (problem,) = importing.plan(store, [tmp_path / "s.csv"]).problems
    assert (problem.row, problem.column) == (2, "text")
    assert "Take the column “text” out" in problem.message
    rewritten(tmp_path / "s.csv", lambda row: row.pop("text"))
    importing.apply(store, importing.plan(store, [tmp_path / "s.csv"]))
    assert (store.get(Source, source.id).title, store.get(Source, source.id).text) == ("Renamed", text)
