"""Handing a tracker on: what a search finds, or everything, as CSV with a sidecar that says how it was made."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from tracker import __version__
from tracker.dates import utc_now
from tracker.errors import CancelledError, FileError, NotFoundError, RecordError
from tracker.formats import CsvWriter
from tracker.store import Store
from tracker.store.connection import is_tracker
from tracker.store.exporting import FILES, Column, columns_of, ids_of, rows_of

Rows = Literal["events", "sources", "concerns", "statuses", "everything"]
Progress = Callable[[int, int, str], None]
Cancelled = Callable[[], bool]

TABLE_OF: dict[str, str] = {"events": "event", "sources": "source", "concerns": "concern", "statuses": "status"}
"""What one row of an export is -> its table."""
SIDECAR = ".json"
FOLDER_SIDECAR = "export.json"
SNAPSHOTS = "snapshots"
"""The folder, in that of everything, with the kept bytes of sources, each file named by its SHA-256."""
HASH = re.compile("[0-9a-f]{64}")
"""What such a file is called."""


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """One CSV of an export. `guarded` counts cells that got an apostrophe before them."""

    path: Path
    rows: int
    sha256: str
    guarded: int


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export wrote: one file, or all of a folder (`target`), and the sidecar beside or in it."""

    target: Path
    sidecar: Path
    files: tuple[WrittenFile, ...]

    @property
    def rows(self) -> int:
        """Rows written, headers aside."""
        return sum(f.rows for f in self.files)


def column_names(rows: Rows) -> tuple[str, ...]:
    """The columns that an export of one kind of rows may have, in order."""
    return tuple(c.name for c in columns_of(TABLE_OF[rows]))


def export(
    store: Store,
    target: Path,
    *,
    search: str = "",
    order: str = "date",
    rows: Rows = "events",
    columns: Sequence[str] | None = None,
    bom: bool = False,
    exact: bool = False,
    overwrite: bool = False,
    progress: Progress = lambda *_: None,
    cancelled: Cancelled = lambda: False,
) -> ExportReport:
    """Write what `search` finds, in `order`, to `target`: one row an event, source, concern or status change.

    'everything' makes `target` a folder with a file for each table, from which an import restores every record.
    `columns` picks columns by name; `exact` leaves cells that a spreadsheet would run as formulas as they are.
    The same content gives the same bytes; what was asked for and the file's hash go to a sidecar, `<target>.json` or
    `export.json` in the folder. Nothing is left behind when it fails or is cancelled.
    Raises FileError, QueryError (the search), RecordError (columns), CancelledError.
    """
    target = target.absolute()
    about: dict[str, Any] = {
        "program": f"Policy Tracker {__version__}",
        "tracker": store.title,
        "exported": utc_now(),
        "rows": rows,
        "search": search,
        "order": order,
        "bom": bom,
        "guard": "none" if exact else "apostrophe before = + - @ (full-width too), TAB, CR and LF",
    }
    writing = _Writing(store, bom, exact, progress, cancelled)
    if rows == "everything":
        if search or columns is not None:
            raise RecordError("Everything is exported without a search and with all columns. Leave them out.", "search")
        return _folder(writing, target, about, overwrite)
    table = TABLE_OF[rows]
    chosen = _chosen(table, columns)
    if os.path.isdir(target):  # unlike pathlib, it says no of a name that no file can have
        raise FileError(f"{target} is a folder. Give the name of a file in it, such as {target / FILES[table]}.")
    sidecar = target.with_name(target.name + SIDECAR)
    _check_free(target, sidecar, overwrite)
    events = store.find(search, order)
    ids = ids_of(store.connection, table, None if table == "source" and not search.strip() else events, order)
    with temporary_file(target) as path:
        written = writing.file(path, table, chosen, ids)
        done = WrittenFile(target, written.rows, written.sha256, written.guarded)
        about |= {"columns": [c.name for c in chosen]} | _facts(done)
        with temporary_file(sidecar) as beside:
            _write_json(beside, about)
            os.replace(path, target)
            os.replace(beside, sidecar)
    return ExportReport(target, sidecar, (done,))


class _Writing:
    """The settings of one export, and the one function that writes a file of it."""

    def __init__(self, store: Store, bom: bool, exact: bool, progress: Progress, cancelled: Cancelled) -> None:
        self.store, self.bom, self.exact = store, bom, exact
        self.progress, self.cancelled = progress, cancelled

    def stop_if_cancelled(self) -> None:
        """CancelledError if the user wants no more."""
        if self.cancelled():
            raise CancelledError("The export was cancelled. Nothing was written.")

    def file(self, path: Path, table: str, chosen: Sequence[Column], ids: Sequence[int]) -> WrittenFile:
        """Write one CSV, and see it safe on the disk."""
        words = [place for place, column in enumerate(chosen) if column.words]
        text = f"Writing {table.replace('_', ' ')} rows"
        with path.open("wb") as file:
            writer = CsvWriter(file, [c.name for c in chosen], words, bom=self.bom, exact=self.exact)
            self.progress(0, len(ids), text)
            for page in rows_of(self.store.connection, table, ids, chosen):
                self.stop_if_cancelled()
                writer.write(page)
                self.progress(writer.rows, len(ids), text)
            file.flush()
            os.fsync(file.fileno())
        return WrittenFile(path, writer.rows, writer.sha256, writer.guarded)


def _folder(writing: _Writing, target: Path, about: dict[str, Any], overwrite: bool) -> ExportReport:
    if os.path.exists(target):
        _check_ours(target, overwrite)
    store = writing.store
    about["files"] = {}
    files = []
    with _temporary_folder(target) as folder:
        for table, name in FILES.items():
            events = store.find() if table in TABLE_OF.values() and table != "source" else None
            written = writing.file(folder / name, table, columns_of(table), ids_of(store.connection, table, events))
            done = WrittenFile(target / name, written.rows, written.sha256, written.guarded)
            files.append(done)
            about["files"][name] = _facts(done)
        about["snapshots"] = _write_snapshots(writing, folder / SNAPSHOTS)
        _write_json(folder / FOLDER_SIDECAR, about)
        aside = folder.with_name(folder.name + ".old")
        if target.exists():
            os.replace(target, aside)
        os.replace(folder, target)
        if aside.exists():
            shutil.rmtree(aside)
    return ExportReport(target, target / FOLDER_SIDECAR, tuple(files))


def _write_snapshots(writing: _Writing, folder: Path) -> int:
    """Write the kept bytes of sources; returns how many files that makes."""
    found = writing.store.connection.execute("SELECT DISTINCT sha256 FROM source WHERE sha256 != '' ORDER BY sha256")
    hashes = [row[0] for row in found]
    written = 0
    for digest in hashes:
        writing.stop_if_cancelled()
        try:
            data = writing.store.blob(digest)
        except NotFoundError:
            continue  # the source says what it was, but the bytes are not kept here
        folder.mkdir(exist_ok=True)
        (folder / digest).write_bytes(data)
        written += 1
        writing.progress(written, len(hashes), "Writing snapshots")
    return written


def _chosen(table: str, names: Sequence[str] | None) -> tuple[Column, ...]:
    known = {c.name: c for c in columns_of(table)}
    if names is None:
        return tuple(known.values())
    for name in names:
        if name not in known:
            raise RecordError(f"There is no column “{name}” here. The columns are: {', '.join(known)}.", "columns")
    if not names or len(set(names)) < len(names):
        raise RecordError("Choose at least one column, and each only once.", "columns")
    return tuple(known[name] for name in names)


def _facts(file: WrittenFile) -> dict[str, Any]:
    return {"row_count": file.rows, "sha256": file.sha256, "guarded_cells": file.guarded}


def _check_free(target: Path, sidecar: Path, overwrite: bool) -> None:
    for path in (target, sidecar):
        if os.path.exists(path) and not overwrite:
            raise FileError(f"{path} already exists. Choose another name, or say that it may be overwritten.")


def _check_ours(folder: Path, overwrite: bool) -> None:
    """A folder may be replaced only if nothing would be lost with it but an earlier export."""
    if not folder.is_dir():
        raise FileError(f"{folder} is a file; everything is exported to a folder. Choose another name.")
    names = {p.name for p in folder.iterdir()}
    ours = set(FILES.values()) | {FOLDER_SIDECAR, SNAPSHOTS} if FOLDER_SIDECAR in names else set()
    others = sorted(names - ours)
    if SNAPSHOTS in ours & names:
        others += [f"{SNAPSHOTS}/{p.name}" for p in (folder / SNAPSHOTS).iterdir() if not HASH.fullmatch(p.name)]
    if others:
        raise FileError(f"{folder} holds other files ({', '.join(others[:3])}). Choose a new folder.")
    if names and not overwrite:
        raise FileError(f"{folder} already holds an export. Choose another name, or say that it may be overwritten.")


@contextmanager
def temporary_file(target: Path) -> Iterator[Path]:
    """A file beside `target` to write to and rename; gone afterwards, whatever happens.

    FileError if it cannot be written, or `target` is a tracker: no export replaces one, whatever was said.
    """
    if is_tracker(target):
        raise FileError(f"{target} is a tracker, which nothing else is written over. Choose another name.")
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    except OSError as error:
        raise _not_written(target, error) from error
    os.close(handle)
    path = Path(name)
    try:
        path.chmod(0o666 & ~_umask())
        yield path
    except OSError as error:
        raise _not_written(target, error) from error
    finally:
        path.unlink(missing_ok=True)


@contextmanager
def _temporary_folder(target: Path) -> Iterator[Path]:
    """A folder beside `target` to fill and rename; gone afterwards, whatever happens."""
    try:
        path = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent))
    except OSError as error:
        raise _not_written(target, error) from error
    try:
        path.chmod(0o777 & ~_umask())
        yield path
    except OSError as error:
        raise _not_written(target, error) from error
    finally:
        shutil.rmtree(path, ignore_errors=True)


def _not_written(target: Path, error: OSError) -> FileError:
    return FileError(
        f"{target} could not be written ({error.strerror or error}). Check that its folder exists, that you may write "
        "there and that the disk has room."
    )


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _write_json(path: Path, about: dict[str, Any]) -> None:
    path.write_text(json.dumps(about, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
