"""Reading and writing other programs' files: one module a format, all of them in one list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tracker.formats import csv_reading, xlsx_reading
from tracker.formats.csv_writing import CsvWriter
from tracker.formats.table import Problem, Table


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its name, the suffixes it goes by, how it is read into a table and by what it is written."""

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Path, str], Table] | None
    write: type[CsvWriter] | None


FORMATS: tuple[Format, ...] = (
    Format("CSV", (".csv", ".tsv", ".txt"), csv_reading.read, CsvWriter),
    Format("Excel workbook", (".xlsx",), xlsx_reading.read, None),
)

__all__ = ["FORMATS", "CsvWriter", "Format", "Problem", "Table"]
