"""Excel workbooks in: the first sheet with anything on it, as the table that it would be saved as."""

from __future__ import annotations

import datetime
import warnings
import zipfile
from pathlib import Path
from typing import Any

from tracker.errors import FileError, ImportFileError
from tracker.formats.table import Problem, Table

_LARGEST = 512 * 1024 * 1024  # bytes once unpacked: more would be a trap, or no list of events


def read(path: Path, _encoding: str = "") -> Table:
    """The first sheet with cells in it. Dates become ISO days, a link's address stands after its words.

    Raises FileError if the file is not a workbook, ImportFileError if it is empty.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(item.file_size for item in packed.infolist())
    except (OSError, zipfile.BadZipFile) as error:
        raise FileError(f"{path} cannot be read as an Excel workbook (.xlsx). Save it as CSV and try that.") from error
    if size > _LARGEST:
        raise FileError(f"{path} is too large to read as a workbook ({size >> 20} MB unpacked). Save it as CSV.")
    # Loaded here: it takes a fifth of a second.
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and validations, which are none of our business
            book = openpyxl.load_workbook(path, data_only=True)
    except (ValueError, KeyError, TypeError, zipfile.BadZipFile, OSError, SyntaxError) as error:
        raise FileError(
            f"{path} cannot be read as an Excel workbook ({error}). Save it as CSV and try that."
        ) from error
    for sheet in book.worksheets:
        rows = [[_text(cell) for cell in row] for row in sheet.iter_rows()]
        if any(any(row) for row in rows):
            return _table(path.name, rows)
    raise ImportFileError(f"{path.name} was not imported: there is nothing on its sheets.")


def _table(name: str, rows: list[list[str]]) -> Table:
    header: list[str] = []
    out: list[tuple[int, tuple[str, ...]]] = []
    problems: list[Problem] = []
    for number, row in enumerate(rows, 1):
        while row and not row[-1]:
            row.pop()
        if not header:
            header = row
        elif len(row) > len(header):
            message = f"This row has {len(row)} cells, but the header has {len(header)}. Give the last columns a name."
            problems.append(Problem(name, number, "", row[len(header)], message))
        elif row:
            out.append((number, tuple(row + [""] * (len(header) - len(row)))))
    return Table(name, tuple(header), tuple(out), "", tuple(problems))


def _text(cell: Any) -> str:
    """A cell as text: what a person sees in it, near enough."""
    value = cell.value
    if value is None:
        text = ""
    elif isinstance(value, bool):
        text = "yes" if value else "no"
    elif isinstance(value, datetime.datetime):
        text = value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "seconds")
    elif isinstance(value, float) and value.is_integer():
        text = str(int(value))
    else:
        text = str(value)
    link = cell.hyperlink.target if cell.hyperlink is not None else None
    return f"{text} {link}".strip() if link and link not in text else text
