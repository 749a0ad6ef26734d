"""Bringing files into a tracker: first a plan that writes nothing, then all of it in one edit, or none."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tracker.errors import CancelledError, FileError, ImportFileError
from tracker.formats import Problem, Table, csv_reading
from tracker.operations.draft import Draft, RecordChange
from tracker.operations.exporting import FOLDER_SIDECAR, SIDECAR, TABLE_OF, Cancelled, Progress
from tracker.operations.own_csv import OwnFile, read_own, recognised
from tracker.records import RECORD_TYPES, REFERENCES, Record
from tracker.store import ChangeSet, Store
from tracker.store.changes import EditKind
from tracker.store.edit import Edit
from tracker.store.exporting import FILES


@dataclass(frozen=True, slots=True)
class FilePlan:
    """One file of an import: what it holds, and which of its columns go where."""

    path: Path
    table: str
    own: bool
    rows: int
    mapping: Mapping[str, str]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """Records of one table: how many would be made, changed, left as they are."""

    added: int
    changed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do. `apply` does it. Rows with problems are left out of the records listed here."""

    files: tuple[FilePlan, ...]
    added: tuple[Record, ...]
    changed: tuple[RecordChange, ...]
    counts: Mapping[str, Count]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    as_of: int
    """The last edit of the tracker when the plan was made: it holds no longer than that."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. `changes` is None where there was nothing to do."""

    changes: ChangeSet | None
    counts: Mapping[str, Count]
    skipped: tuple[Problem, ...]


def plan(
    store: Store,
    paths: Sequence[Path],
    mapping: Mapping[str, str] | None = None,
    rows: str | None = None,
    day_first: bool | None = None,
    *,
    encoding: str = "",
    progress: Progress = lambda *_: None,
    cancelled: Cancelled = lambda: False,
) -> ImportPlan:
    """What importing `paths` (files, or one folder that we exported) would do. Nothing is written.

    Raises FileError and ImportFileError for files that cannot be read at all, CancelledError.
    """
    files = _files(paths)
    draft = Draft(store)
    own: list[OwnFile] = []
    plans: list[FilePlan] = []
    for path in files:
        data = csv_reading.read(path, encoding)
        draft.problems += data.problems
        table = recognised(data, TABLE_OF.get(rows or "", ""))
        if not table:
            raise ImportFileError(f"{path.name} was not imported: its columns are not those of an export.")
        own.append(OwnFile(table, data, _was_guarded(path)))
        plans.append(FilePlan(path, table, True, len(data.rows), {h: h for h in data.header}, ()))
    total, done = sum(len(f.data.rows) for f in own), 0

    def tick() -> None:
        nonlocal done
        done += 1
        if done % 500 == 0:
            if cancelled():
                raise CancelledError("The import was cancelled. Nothing was changed.")
            progress(done, total, "Reading rows")

    read_own(draft, own, tick)
    draft.settle_references()
    return ImportPlan(
        tuple(plans),
        tuple(draft.in_order()),
        tuple(draft.changed.values()),
        _counts(draft),
        tuple(draft.problems),
        tuple(f"{text} ({count} times)" for text, count in draft.notes.items()),
        _last_edit(store),
    )


def apply(
    store: Store, plan: ImportPlan, label: str = "", *, skip_bad_rows: bool = False, kind: EditKind = "edit"
) -> ImportReport:
    """Do what a plan says, in one edit. All of it is done, or nothing. A 'fixed' `kind` is no step to undo.

    Raises ImportFileError if the plan has problems (unless the rows that have them are to be left out), or the
    tracker has changed since; RecordError, ReadOnlyError, FileError as every edit.
    """
    if plan.problems and not skip_bad_rows:
        count = len(plan.problems)
        raise ImportFileError(
            f"Nothing was imported: {count} {'thing' if count == 1 else 'things'} in the files cannot be read, "
            f"first this: {plan.problems[0]}",
            plan.problems,
        )
    if _last_edit(store) != plan.as_of:
        raise ImportFileError("Nothing was imported: the tracker has changed since the preview. Look at it once more.")
    made: list[ChangeSet] = []
    if plan.added or plan.changed:
        with store.edit(label or _label(plan), kind) as edit:
            _write(edit, plan)
        made += list(_newest(store))
    return ImportReport(made[0] if made else None, plan.counts, plan.problems)


def _write(edit: Edit, plan: ImportPlan) -> None:
    """Add and change. A record that names one that comes later (a ring of versions) gets that name at the end."""
    own = {r.table: r.column for r in REFERENCES if r.table == r.target}
    pending = {r.id for r in plan.added if r.TABLE in own}
    ready: list[Record] = []
    late: list[tuple[Record, dict[str, Any]]] = []
    for record in plan.added:
        column = own.get(record.TABLE)
        if column and getattr(record, column) in pending:
            values: dict[str, Any] = {column: getattr(record, column)}
            if hasattr(record, "modified"):
                values["modified"] = record.modified
            late.append((record, values))
            nothing: dict[str, Any] = {column: None}
            record = replace(record, **nothing)
        pending.discard(record.id)
        ready.append(record)
    edit.add_all(ready)
    for record, values in late:
        edit.change(record, **values)
    for change in plan.changed:
        edit.change(change.record, **change.values)


def _newest(store: Store) -> Sequence[ChangeSet]:
    return [next(iter(store.journal(1)))]


def _label(plan: ImportPlan) -> str:
    names = [f.path.name for f in plan.files]
    return f"Import {names[0]}" if len(names) == 1 else f"Import {plan.files[0].path.parent.name}"


def _files(paths: Sequence[Path]) -> list[Path]:
    """The files meant: those given, and of a folder those that a whole tracker's export has."""
    out: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = [path / name for name in FILES.values() if (path / name).is_file()]
            if not inside:
                raise FileError(f"{path} holds no exported files: expected {FILES['event']} and the like in it.")
            out += inside
        elif not path.exists():
            raise FileError(f"There is no file {path}. Check the name.")
        else:
            out.append(path)
    if not out:
        raise FileError("Say which file or folder to import.")
    return out


def _was_guarded(path: Path) -> bool:
    """Whether the export put apostrophes before formulas: the sidecar says; where it is lost, the usual is assumed."""
    for sidecar in (path.with_name(path.name + SIDECAR), path.with_name(FOLDER_SIDECAR)):
        if sidecar.is_file():
            try:
                return bool(json.loads(sidecar.read_text("utf-8")).get("guard") != "none")
            except (ValueError, AttributeError, OSError):
                continue
    return True


def _counts(draft: Draft) -> dict[str, Count]:
    changed = [table for table, _ in draft.changed]
    out = {}
    for record_type in RECORD_TYPES:
        table = record_type.TABLE
        count = Count(len(draft.added[table]), changed.count(table), draft.unchanged[table])
        if count != Count(0, 0, 0):
            out[table] = count
    return out


def _last_edit(store: Store) -> int:
    return int(store.connection.execute("SELECT coalesce(max(id), 0) FROM edit").fetchone()[0])


__all__ = ["Count", "FilePlan", "ImportPlan", "ImportReport", "Problem", "Table", "apply", "plan"]
