"""Bringing files into a tracker: first a plan that writes nothing, then all of it in one edit, or none."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tracker.errors import CancelledError, FileError, ImportFileError, OutdatedError, RecordError
from tracker.formats import FORMATS, Problem, Table
from tracker.operations.column_names import TARGETS, listed
from tracker.operations.draft import Draft, PreviewRow, RecordChange
from tracker.operations.exporting import FOLDER_SIDECAR, HASH, SIDECAR, SNAPSHOTS, TABLE_OF, Cancelled, Progress
from tracker.operations.own_csv import OwnFile, read_own, recognised
from tracker.operations.people import id_in
from tracker.operations.strangers import Choices, StrangeFile, read_strangers, recognise
from tracker.paths import in_words
from tracker.records import RECORD_TYPES, Id, Record, Source
from tracker.store import ChangeSet, Store
from tracker.store.changes import EditKind
from tracker.store.edit import Edit
from tracker.store.exporting import FILES, columns_of

DEFAULT_TYPE = "report"
"""The type of events from files that give them none."""
_NO_FIELDS = "Status changes of other programs cannot be taken in. Import events first."
_NO_ROWS = {".json", ".jsonld", ".xml", ".html", ".htm", ".pdf", ".docx", ".doc", ".ods", ".xls", ".ris", ".opml"}
"""Suffixes of files that would be taken for CSV, and be thousands of rows that cannot be read."""
_STEP = 2000
"""Records written between looks at whether the user wants no more; a multiple of 200."""


@dataclass(frozen=True, slots=True)
class FilePlan:
    """One file of an import: what a row of it is, whether we wrote it, and which of its columns go where.

    `samples`: the first thing that stands in each column. `unknown` columns are left out, or kept in the summary.
    """

    path: Path
    table: str
    own: bool
    rows: int
    mapping: Mapping[str, str]
    unknown: tuple[str, ...]
    samples: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Count:
    """Records of one table: how many would be made, changed, left as they are."""

    added: int
    changed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do; `apply` does it. Rows with problems are left out of the records listed here.

    `as_of` is the last edit of the tracker when the plan was made: it holds no longer than that.
    """

    files: tuple[FilePlan, ...]
    added: tuple[Record, ...]
    changed: tuple[RecordChange, ...]
    counts: Mapping[str, Count]
    preview: tuple[PreviewRow, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    as_of: int
    snapshots: Mapping[str, tuple[Path, str]] = field(default_factory=dict)
    """SHA-256 -> the file with the bytes of a source's snapshot, and its media type."""
    anchored: frozenset[Id] = frozenset()
    """Citations whose own rows say where they stand; other quotes from texts that change are looked up again."""

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing that it would write."""
        return not (self.added or self.changed or self.snapshots)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. `changes` is None where there was nothing to do; `skipped` says what was left out."""

    changes: ChangeSet | None
    counts: Mapping[str, Count]
    skipped: tuple[Problem, ...]


def target_fields(rows: str = "events") -> dict[str, str]:
    """The fields that columns of other people's files may be mapped to, with what each one is. RecordError if none."""
    table = TABLE_OF.get(rows, "")
    if table not in TARGETS:
        raise RecordError(_NO_FIELDS, "rows")
    return {name: target.help for name, target in TARGETS[table].items()}


def plan(
    store: Store,
    paths: Sequence[Path],
    mapping: Mapping[str, str] | None = None,
    rows: str | None = None,
    day_first: bool | None = None,
    *,
    encoding: str = "",
    default_type: str = DEFAULT_TYPE,
    keep_unknown: bool = False,
    progress: Progress = lambda *_: None,
    cancelled: Cancelled = lambda: False,
) -> ImportPlan:
    """What importing `paths` (files, or a folder that we exported) would do. Nothing is written.

    Our own files are known by their columns. For others: `mapping` is column -> field (see `target_fields`; 'ignore'
    leaves one out), the other columns are known by their names; `rows` says what a row is; `day_first` settles dates
    like 7/4/2025; `default_type` is for events without one; `keep_unknown` puts columns that have no field into the
    summary. Raises FileError and ImportFileError for files that cannot be read at all, RecordError for a mapping
    that cannot be, CancelledError.
    """
    wanted = dict(mapping or {})
    if rows and rows not in TABLE_OF:
        raise RecordError(f"Rows can be {', '.join(TABLE_OF)}, not “{rows}”.", "rows")
    table = TABLE_OF[rows] if rows else ""
    draft = Draft(store)
    own: list[OwnFile] = []
    strange: list[StrangeFile] = []
    plans: list[FilePlan] = []
    for path in _files(paths):
        data = _read(path, encoding)
        draft.problems += data.problems
        ours = "" if set(wanted) & set(data.header) else recognised(data, table)
        if ours:
            own.append(OwnFile(ours, data, _was_guarded(path)))
            known = {c.name for c in columns_of(ours)}
            extra = tuple(h for h in data.header if h not in known)
            plans.append(_file_plan(path, ours, data, {h: h for h in data.header if h in known}, extra, own=True))
        else:
            if table and table not in TARGETS:
                raise RecordError(f"{path.name} is no file of ours. {_NO_FIELDS}", "rows")
            _check_header(data, path)
            file = recognise(data, table, wanted)
            strange.append(file)
            plans.append(_file_plan(path, file.table, data, file.mapping, file.unknown, own=False))
    _check_mapping(wanted, plans)
    steps = _Steps(sum(p.rows for p in plans), "Reading rows", progress, cancelled)
    read_own(draft, own, day_first, steps.tick)
    choices = Choices(
        mapping=wanted, day_first=day_first, default_type=default_type or DEFAULT_TYPE, keep_unknown=keep_unknown
    )
    read_strangers(draft, strange, choices, steps.tick)
    draft.settle_references()
    snapshots = _snapshots(draft, plans)
    texts = sum(table == "source" and "text" in change.values for (table, _), change in draft.changed.items())
    if texts:
        draft.notes["Sources whose text changes, in which their quotes are looked up again"] = texts
    if snapshots:
        draft.notes["Snapshots of sources, which come along"] = len(snapshots)
    return ImportPlan(
        files=tuple(plans),
        added=tuple(draft.in_order()),
        changed=tuple(draft.changed.values()),
        counts=_counts(draft),
        preview=tuple(draft.preview),
        problems=tuple(draft.problems),
        notes=tuple(f"{text}: {count:,}." for text, count in draft.notes.items()),
        as_of=store.last_entry(),
        snapshots=snapshots,
        anchored=_citations_in(own) if texts else frozenset(),
    )


def apply(
    store: Store,
    plan: ImportPlan,
    label: str = "",
    *,
    skip_bad_rows: bool = False,
    kind: EditKind = "edit",
    progress: Progress = lambda *_: None,
    cancelled: Cancelled = lambda: False,
) -> ImportReport:
    """Do what a plan says, in one edit. All of it is done, or nothing. A 'fixed' `kind` is no step to undo.

    Raises ImportFileError if the plan has problems (unless the rows that have them are to be left out), or the
    tracker has changed since; CancelledError; RecordError, ReadOnlyError, FileError as every edit.
    """
    if plan.problems and not skip_bad_rows:
        count = len(plan.problems)
        what = "One thing" if count == 1 else f"{count:,} things"
        first = "" if count == 1 else "The first is: "
        raise ImportFileError(
            f"Nothing was imported. {what} in the files cannot be taken in. {first}{plan.problems[0]}", plan.problems
        )
    if store.last_entry() != plan.as_of:
        raise OutdatedError("Nothing was imported: the tracker has changed since the preview. Look at it once more.")
    changes: ChangeSet | None = None
    if not plan.is_nothing:
        steps = _Steps(len(plan.added) + len(plan.changed), "Writing records", progress, cancelled)
        with store.edit(label or _label(plan), kind) as edit:
            for start in range(0, len(plan.added), _STEP):
                steps.to(start)
                edit.add_all(plan.added[start : start + _STEP])
            for number, change in enumerate(plan.changed):
                steps.to(len(plan.added) + number)
                edit.change(change.record, **change.values)
            _look_up_again(store, edit, plan)
            for digest, (path, media_type) in plan.snapshots.items():
                try:
                    data = path.read_bytes()
                except OSError as error:
                    message = f"Nothing was imported: {path} cannot be read ({error.strerror}). Look at it once more."
                    raise ImportFileError(message) from error
                if store.keep_blob(data, media_type) != digest:
                    raise ImportFileError(f"Nothing was imported: {path} is not what it was when it was exported.")
        changes = edit.done
    return ImportReport(changes, plan.counts, plan.problems)


def _look_up_again(store: Store, edit: Edit, plan: ImportPlan) -> None:
    """Look for quotes in the texts that have changed under them, as wherever else a text is changed."""
    for change in plan.changed:
        if isinstance(change.record, Source) and "text" in change.values:
            # Loaded here: most imports change no text.
            from tracker.operations.source_text import look_up_again

            source = store.get(Source, change.record.id)
            look_up_again(store, edit, change.record.text, source, plan.anchored)


def _citations_in(files: Sequence[OwnFile]) -> frozenset[Id]:
    """The ids of the citations that have rows of their own."""
    rows = [(f.data.header.index("id"), cells) for f in files if f.table == "citation" for _, cells in f.data.rows]
    return frozenset(id_in(cells[place]) for place, cells in rows)


class _Steps:
    """Counts work for the progress callback, and stops when the user wants no more."""

    def __init__(self, total: int, text: str, progress: Progress, cancelled: Cancelled) -> None:
        self._total, self._text, self._progress, self._cancelled = total, text, progress, cancelled
        self._done = 0

    def tick(self) -> None:
        """Count one row."""
        self.to(self._done)
        self._done += 1

    def to(self, done: int) -> None:
        """Say how far the work is, now and then."""
        if done % 200 == 0:
            if self._cancelled():
                raise CancelledError("The import was cancelled. Nothing was changed.")
            self._progress(done, self._total, self._text)


def _files(paths: Sequence[Path]) -> list[Path]:
    """The files meant: those given, and of a folder those that a whole tracker's export has."""
    out: list[Path] = []
    for path in paths:
        # Of os.path, which says no of a name that no file can have, where pathlib raises.
        if os.path.isdir(path):
            inside = [path / name for name in FILES.values() if (path / name).is_file()]
            if not inside:
                raise FileError(f"{path} holds no exported files: expected {FILES['event']} and the like in it.")
            out += inside
        elif not os.path.exists(path):
            raise FileError(f"There is no file {path}. Check the name.")
        else:
            out.append(path)
    if not out:
        raise FileError("Say which file or folder to import.")
    return out


def _read(path: Path, encoding: str) -> Table:
    """The rows of a file, by the format that its suffix says; CSV where it says nothing."""
    suffix = path.suffix.lower()
    if suffix in _NO_ROWS:
        raise FileError(f"{path} is not a file of rows: those are CSV (.csv, .tsv, .txt) and Excel workbooks (.xlsx).")
    chosen = next((f for f in FORMATS if suffix in f.suffixes and f.read), FORMATS[0])
    assert chosen.read is not None
    return chosen.read(path, encoding)


def _check_header(data: Table, path: Path) -> None:
    """Two columns of one name cannot be told apart."""
    twice = [name for name, count in Counter(h for h in data.header if h).items() if count > 1]
    if twice:
        problem = Problem(data.name, 1, twice[0], "", "Several columns have this name. Give each a name of its own.")
        raise ImportFileError(f"{path.name} was not imported. {problem}", (problem,))


def _check_mapping(wanted: Mapping[str, str], plans: Sequence[FilePlan]) -> None:
    """A column to map must be in one of the files at least."""
    known = {column for p in plans for column in p.samples}
    for column in wanted:
        if column not in known:
            columns = listed(list(plans[0].samples))
            raise RecordError(f"There is no column “{column}” to map. The columns are: {columns}.", "mapping")


def _file_plan(
    path: Path, table: str, data: Table, mapping: Mapping[str, str], unknown: tuple[str, ...], *, own: bool
) -> FilePlan:
    samples = {
        name: next((cells[place][:80] for _, cells in data.rows[:200] if cells[place]), "")
        for place, name in enumerate(data.header)
    }
    return FilePlan(path, table, own, len(data.rows), mapping, unknown, samples)


def _was_guarded(path: Path) -> bool:
    """Whether the export put apostrophes before formulas: the sidecar says; where it is lost, the usual is assumed."""
    for sidecar in (path.with_name(path.name + SIDECAR), path.with_name(FOLDER_SIDECAR)):
        if sidecar.is_file():
            try:
                about: Any = json.loads(sidecar.read_text("utf-8"))
            except (ValueError, OSError):
                continue
            if isinstance(about, dict) and "guard" in about:
                return bool(about["guard"] != "none")
    return True


def _snapshots(draft: Draft, plans: Sequence[FilePlan]) -> dict[str, tuple[Path, str]]:
    """The kept bytes of sources that lie in a folder beside the file of sources, those that the tracker lacks.

    Also of sources that are here already: their file may have come before, without the folder.
    """
    folders = [p.path.parent / SNAPSHOTS for p in plans if p.own and p.table == "source"]
    folders = [folder for folder in folders if folder.is_dir()]
    if not folders:
        return {}
    one = draft.store.connection.execute
    wanted: dict[str, str] = dict(one("SELECT sha256, media_type FROM source WHERE sha256 != ''").fetchall())
    wanted |= {s.sha256: s.media_type for s in draft.added["source"].values() if isinstance(s, Source)}
    for (table, _), change in draft.changed.items():
        if table == "source" and "sha256" in change.values:
            wanted[change.values["sha256"]] = change.values.get("media_type", change.record.media_type)  # type: ignore[attr-defined]
    kept = {digest for (digest,) in one("SELECT sha256 FROM blob")}
    out: dict[str, tuple[Path, str]] = {}
    for digest, media_type in wanted.items():
        for folder in folders:
            if digest not in kept and HASH.fullmatch(digest) and (folder / digest).is_file():
                out[digest] = (folder / digest, media_type)
    return out


def _counts(draft: Draft) -> dict[str, Count]:
    changed = Counter(table for table, _ in draft.changed)
    out = {}
    for record_type in RECORD_TYPES:
        table = record_type.TABLE
        count = Count(len(draft.added[table]), changed[table], draft.unchanged[table])
        if count != Count(0, 0, 0):
            out[table] = count
    return out


def _label(plan: ImportPlan) -> str:
    first = plan.files[0].path
    return f"Import {in_words(first.name if len(plan.files) == 1 else first.parent.name)}"


__all__ = [
    "DEFAULT_TYPE",
    "Count",
    "FilePlan",
    "ImportPlan",
    "ImportReport",
    "PreviewRow",
    "Problem",
    "RecordChange",
    "apply",
    "plan",
    "target_fields",
]
