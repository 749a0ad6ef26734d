import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.errors import EncodingError, FileError, ImportFileError, TrackerError
from tracker.formats.csv_reading import parse, read
from tracker.formats.csv_writing import CsvWriter

DATA = Path(__file__).parents[3] / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the shared test data is not here")


def cells(text: str) -> list[tuple[str, ...]]:
    table = parse(text, "x.csv")
    assert not table.problems
    return [table.header, *(row for _, row in table.rows)]


@given(st.integers(1, 3).flatmap(lambda n: st.lists(st.lists(st.text(st.sampled_from('a,"\r\n;\t\u2028\x0b '), max_size=5), min_size=n, max_size=n), max_size=4)))  # fmt: skip  # noqa: E501
def test_what_was_written_is_read_again(rows: list[list[str]]) -> None:
    header = ["name", "second", "third"][: len(rows[0]) if rows else 1]
    out = io.BytesIO()
    CsvWriter(out, header).write(rows)
    assert cells(out.getvalue().decode()) == [tuple(header), *map(tuple, rows)]


@pytest.mark.parametrize(
    ("mark", "text"), [(",", "a,b;c\n1,2\n"), (";", "a;b\n1,5;2\n"), ("\t", "a\tb\n1\t2,3\n"), ("|", "a|b\n1|2,3\n")]
)
def test_the_delimiter_is_found_out(mark: str, text: str) -> None:
    table = parse(text, "x.csv")
    assert table.delimiter == mark
    assert len(table.header) == 2
    assert not table.problems


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_end_of_line_will_do(end: str) -> None:
    assert cells(end.join(["a,b", "1,2", "3,4"])) == [("a", "b"), ("1", "2"), ("3", "4")]


def test_a_lone_return_inside_quotes_is_kept() -> None:
    assert cells('a,b\r\n"x\ry","p\r\nq\u2028r"\r\n')[1] == ("x\ry", "p\r\nq\u2028r")


def test_ragged_rows_are_reported_with_their_number_and_the_rest_is_read() -> None:
    table = parse("a,b\n1,2\n3\n4,5,6\n7,8\n", "list.csv")
    assert [row for _, row in table.rows] == [("1", "2"), ("7", "8")]
    assert [(p.row, p.file) for p in table.problems] == [(3, "list.csv"), (4, "list.csv")]
    assert "1 cells, but the header has 2" in table.problems[0].message


def test_empty_lines_count_as_a_spreadsheet_counts_them() -> None:
    assert parse("a,b\n\n1,2\n", "x.csv").rows == ((3, ("1", "2")),)


def test_an_open_quote_says_where_it_is() -> None:
    (problem,) = parse('a,b\n1,2\n"3,4\n', "x.csv").problems
    assert problem.row == 3
    assert "quote that is not closed" in problem.message


@pytest.mark.parametrize("text", ["", "\n\n", ",,\n"])
def test_an_empty_file_is_refused(text: str) -> None:
    with pytest.raises(ImportFileError, match="it is empty"):
        parse(text, "x.csv")


def test_a_file_with_nul_is_no_csv() -> None:
    with pytest.raises(EncodingError, match="NUL character in line 2"):
        parse("a,b\n1,\x002\n", "x.csv")


def test_utf_16_that_does_not_say_so_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes("a,b\r\n1,É\r\n".encode("utf-16-le"))
    with pytest.raises(EncodingError, match="choose the encoding utf-16") as caught:
        read(path)
    assert len(caught.value.problems) == 1
    assert read(path, "utf-16").rows == ((2, ("1", "É")),)


@pytest.mark.parametrize("line", ["sep=;\r\n", "SEP=;\r", '"sep=;"\n', "\ufeffsep=;\n"])
def test_a_line_that_says_the_delimiter_is_no_header(tmp_path: Path, line: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(f"{line}a,b;c\n1,5;2\n".encode())
    table = read(path)
    assert (table.delimiter, table.header, table.rows) == (";", ("a,b", "c"), ((2, ("1,5", "2")),))


def test_a_first_column_that_is_called_so_stays_a_header() -> None:
    assert parse("sep=x and more,b\n1,2\n", "x.csv").header == ("sep=x and more", "b")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_that_say_so_are_known(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes("title\r\nÉtat\r\n".encode(encoding))
    table = read(path)
    assert table.header == ("title",)
    assert table.rows == ((2, ("État",)),)


def test_another_encoding_is_refused_with_the_place_and_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes("title\r\nÉtat\r\n".encode("cp1252"))
    with pytest.raises(EncodingError, match=r"offset 7 \(line 2\) is not utf-8.*choose the encoding cp1252") as caught:
        read(path)
    assert len(caught.value.problems) == 1
    assert "--" not in str(caught.value)  # it is read in the window too
    assert read(path, "cp1252").rows == ((2, ("État",)),)


@pytest.mark.parametrize("encoding", ["latin-99", "hex", "no such thing"])
def test_an_encoding_nobody_knows_is_refused(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a\n1\n")
    with pytest.raises(FileError, match="is not an encoding"):
        read(path, encoding)


@settings(max_examples=60)
@given(st.binary(max_size=60) | st.text(st.sampled_from('a,";\t\r\n\x00é'), max_size=30).map(str.encode))
def test_any_bytes_are_a_table_or_a_message(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(data)
    try:
        table = read(path)
    except TrackerError:
        return  # anything else is our fault
    assert all(len(row) == len(table.header) for _, row in table.rows)


def test_a_folder_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be read"):
        read(tmp_path)


def test_cells_longer_than_the_module_allows_by_itself_are_read() -> None:
    long = "x" * 300_000
    assert cells(f'a\n"{long}"\n')[1] == (long,)


@needs_data
def test_the_spectrum_of_csv_is_read_as_its_authors_say() -> None:
    folder = DATA / "csv-spectrum"
    compared = 0
    for path in sorted((folder / "csvs").glob("*.csv")):
        if path.stem in ("location_coordinates", "newlines_crlf"):
            continue  # what is expected is not what is in these: another telephone number, other ends of lines
        wanted = json.loads((folder / "json" / f"{path.stem}.json").read_text("utf-8"))
        table = read(path)
        assert not table.problems, path.name
        found = [dict(zip(table.header, row, strict=True)) for _, row in table.rows]
        assert found == wanted, path.name
        compared += 1
    assert compared > 8


@needs_data
def test_csvlint_files_are_read_or_refused_in_words() -> None:
    for path in sorted((DATA / "csvlint").glob("*.csv")):
        if path.stem == "invalid-byte-sequence":
            with pytest.raises(ImportFileError, match="choose the encoding"):
                read(path)
            continue
        problems = read(path).problems
        assert bool(problems) == path.stem.startswith("invalid"), path.name


@needs_data
def test_what_can_be_read_is_read_as_the_module_reads_it() -> None:
    path = DATA / "nyc-executive-orders" / "nyc_eo.csv"
    with path.open(newline="", encoding="utf-8") as file:
        wanted = [tuple(row) for row in csv.reader(file)]
    assert [row for _, row in read(path).rows] == wanted[1:]
