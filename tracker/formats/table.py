"""What a file of rows is once read: a header, numbered rows, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that cannot be taken in. `row` counts from 1, the header; 0 is the file as a whole."""

    file: str
    row: int
    column: str
    value: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file}, row {self.row}" if self.row else self.file
        what = f", column “{self.column}”" if self.column else ""
        value = f" (“{self.value}”)" if self.value else ""
        return f"{where}{what}{value}: {self.message}"


@dataclass(frozen=True, slots=True)
class Table:
    """A file of rows. Each row has its number (the header is 1) and as many cells as the header."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    delimiter: str
    problems: tuple[Problem, ...]
