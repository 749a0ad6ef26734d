import datetime
from pathlib import Path

import openpyxl
import pytest

from tracker.errors import FileError, ImportFileError
from tracker.formats.xlsx_reading import read


def workbook(path: Path, rows: list[list[object]], *, on: int = 0) -> Path:
    book = openpyxl.Workbook()
    for _ in range(on):
        book.create_sheet()
    for row in rows:
        book.worksheets[on].append(row)
    book.save(path)
    return path


def test_cells_become_the_text_that_people_see(tmp_path: Path) -> None:
    day = datetime.datetime(2025, 4, 7)
    path = workbook(tmp_path / "x.xlsx", [["title", "date", "n", "b"], ["MOU", day, 3.0, True], ["é", None, 2.5, "x"]])
    table = read(path)
    assert table.header == ("title", "date", "n", "b")
    assert table.rows == ((2, ("MOU", "2025-04-07", "3", "yes")), (3, ("é", "", "2.5", "x")))


def test_short_rows_are_filled_and_empty_ones_passed_over(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", [["a", "b"], ["1"], [], ["2", "3"]])
    assert read(path).rows == ((2, ("1", "")), (4, ("2", "3")))


def test_cells_beyond_the_header_are_a_problem(tmp_path: Path) -> None:
    (problem,) = read(workbook(tmp_path / "x.xlsx", [["a"], ["1", "stray"]])).problems
    assert (problem.row, problem.value) == (2, "stray")


def test_a_link_keeps_its_address(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["title", "moa"])
    book.active.append(["MOU", "link"])
    book.active["B2"].hyperlink = "https://example.org/moa.pdf"
    book.save(tmp_path / "x.xlsx")
    assert read(tmp_path / "x.xlsx").rows[0][1] == ("MOU", "link https://example.org/moa.pdf")


def test_the_first_sheet_with_anything_on_it_counts(tmp_path: Path) -> None:
    assert read(workbook(tmp_path / "x.xlsx", [["a"], ["1"]], on=1)).header == ("a",)


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportFileError, match="nothing on its sheets"):
        read(workbook(tmp_path / "x.xlsx", []))


@pytest.mark.parametrize("content", [b"", b"title,date\r\n", b"PK\x03\x04 not really"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    with pytest.raises(FileError, match="cannot be read as an Excel workbook"):
        read(path)
