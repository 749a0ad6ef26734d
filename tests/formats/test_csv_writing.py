import csv
import hashlib
import io

from hypothesis import given
from hypothesis import strategies as st

from tracker.formats.csv_writing import BOM, CsvWriter

CELL = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=10)
TRICKY = st.text(st.sampled_from('a,"\r\n;\u2028\u0085 '), max_size=6) | CELL


def written(header: list[str], rows: list[list[str]], words: tuple[int, ...] = (), **settings: bool) -> bytes:
    out = io.BytesIO()
    CsvWriter(out, header, words, **settings).write(rows)
    return out.getvalue()


def by_the_module(rows: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode()


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(TRICKY, min_size=n, max_size=n), min_size=1, max_size=5)))
def test_the_bytes_are_those_of_the_csv_module(rows: list[list[str]]) -> None:
    assert written(rows[0], rows[1:]) == by_the_module(rows)


def test_a_lone_empty_cell_still_makes_a_row() -> None:
    assert written(["a"], [[""], ["x"]]) == b'a\r\n""\r\nx\r\n'


def test_only_columns_of_words_are_guarded_and_counted() -> None:
    out = io.BytesIO()
    writer = CsvWriter(out, ["order", "title", "note"], (1, 2))
    writer.write([["-1", "=x", "fine"], ["2", "plain", "+y"], ["3", "plain", "plain"]])
    assert out.getvalue() == b"order,title,note\r\n-1,'=x,fine\r\n2,plain,'+y\r\n3,plain,plain\r\n"
    assert (writer.rows, writer.guarded) == (3, 2)


def test_exact_guards_nothing() -> None:
    assert written(["title"], [["=x"]], (0,), exact=True) == b"title\r\n=x\r\n"


def test_a_risky_first_cell_is_seen_when_it_stands_alone() -> None:
    assert written(["title"], [["@x"]], (0,)) == b"title\r\n'@x\r\n"


def test_a_byte_order_mark_comes_first_and_is_part_of_the_hash() -> None:
    out = io.BytesIO()
    writer = CsvWriter(out, ["a"], bom=True)
    writer.write([["é"]])
    assert out.getvalue() == BOM + "a\r\né\r\n".encode()
    assert writer.sha256 == hashlib.sha256(out.getvalue()).hexdigest()
