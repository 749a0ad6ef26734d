"""CSV in, ours or anybody's: the encoding and the delimiter found out, every row that does not fit reported."""

from __future__ import annotations

import codecs
import csv
import io
import re
import sys
from pathlib import Path

from tracker.errors import EncodingError, FileError, ImportFileError
from tracker.formats.table import Problem, Table

# The text kept of a source is longer than the 128 KiB the module would allow.
csv.field_size_limit(min(sys.maxsize, 2**31 - 1))

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_MAYBE_UTF_16 = "Spreadsheets' “Unicode text” is utf-16: choose the encoding utf-16 if it may be that."
_DELIMITERS = ",;\t|"
# The line by which some spreadsheets say what they put between cells. They don't count it, and so don't we.
_SAID = re.compile('"?sep=([^"\r\n])"?(?:\r\n?|\n)', re.IGNORECASE)


def read(path: Path, encoding: str = "") -> Table:
    """A CSV file as a table. `encoding` '' finds out: UTF-8, or what a byte order mark says.

    Raises FileError if it cannot be read at all, EncodingError if it is not text in that encoding, ImportFileError if
    it has no header or no rows.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"{path} cannot be read ({error.strerror}). Check the name and that you may read it."
        raise FileError(message) from error
    return parse(_decoded(data, encoding, path.name), path.name)


def _decoded(data: bytes, encoding: str, name: str) -> str:
    chosen = encoding or next((name for bom, name in _BOMS if data.startswith(bom)), "utf-8")
    try:
        return data.decode(chosen)
    except LookupError as error:
        message = f"“{encoding}” is not an encoding that text is kept in. Try utf-8, cp1252 or utf-16."
        raise FileError(message) from error
    except UnicodeError as error:
        place = getattr(error, "start", 0)
        line = data.count(b"\n", 0, place) + 1
        message = f"The byte at offset {place} (line {line}) is not {chosen}. "
        if encoding:
            message += "Choose another encoding, or leave it to be found out."
        elif b"\x00" in data:
            message += _MAYBE_UTF_16
        else:
            message += "Older spreadsheets often write cp1252: choose the encoding cp1252."
        problem = Problem(name, 0, "", repr(data[place : place + 1])[2:-1], message)
        raise EncodingError(f"{name} was not imported. {message}", (problem,)) from error


def _delimiter(text: str) -> str:
    """The mark that divides the header into most cells, quotes respected; a comma if none does."""
    counts = {}
    for mark in _DELIMITERS:
        try:
            header = next(csv.reader(io.StringIO(text, newline=""), delimiter=mark), [])
        except csv.Error:
            header = []
        counts[mark] = len(header)
    return max(_DELIMITERS, key=lambda mark: counts[mark])


def parse(text: str, name: str) -> Table:
    """The table in `text`; `name` is what the problems call the file."""
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        message = (
            f"There is a NUL character in line {line}, so it is not a CSV file, or not in the encoding it was read in. "
            + _MAYBE_UTF_16
        )
        raise EncodingError(f"{name} was not imported. {message}", (Problem(name, 0, "", "", message),))
    said = _SAID.match(text)
    text = text[said.end() :] if said else text
    delimiter = said[1] if said else _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: tuple[str, ...] = ()
    rows: list[tuple[int, tuple[str, ...]]] = []
    problems: list[Problem] = []
    number = 0
    try:
        for cells in reader:
            number += 1
            if not header:
                if any(c.strip() for c in cells):
                    header = tuple(cells)
                continue
            if not cells:
                continue  # an empty line
            if len(cells) != len(header):
                message = f"This row has {len(cells)} cells, but the header has {len(header)}. "
                message += f"Look for a stray or missing {_name(delimiter)} or quote."
                problems.append(Problem(name, number, "", delimiter.join(cells)[:80], message))
                continue
            rows.append((number, tuple(cells)))
    except csv.Error as error:
        message = f"The file cannot be read from here on ({error}). "
        message += f"Look for a quote that is not closed or not doubled, near line {reader.line_num}."
        problems.append(Problem(name, number + 1, "", "", message))
    if not header and problems:
        raise ImportFileError(f"{name} was not imported. {problems[0]}", tuple(problems))
    if not header:
        raise ImportFileError(f"{name} was not imported: it is empty. The first row must name the columns.")
    return Table(name, header, tuple(rows), delimiter, tuple(problems))


def _name(delimiter: str) -> str:
    return {",": "comma", ";": "semicolon", "\t": "tab"}.get(delimiter, delimiter)
