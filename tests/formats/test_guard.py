import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.formats.guard import guard, unguard


@pytest.mark.parametrize("text", ["=1+1", "+1", "-x", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert guard(text) == "'" + text
    assert unguard(guard(text)) == text


@pytest.mark.parametrize("text", ["", "a=1", "'", "'tis so", "1-2", " =1", "’=1", "(=1)", "''"])
def test_other_text_is_left_alone(text: str) -> None:
    assert guard(text) == text
    assert unguard(text) == text


@pytest.mark.parametrize("text", ["'=1", "''-x", "'''\t"])
def test_text_that_looks_guarded_already_is_told_apart(text: str) -> None:
    assert guard(text) == "'" + text
    assert unguard(guard(text)) == text


@given(st.text(st.sampled_from("'=+-@\t\r\n＝a"), max_size=6) | st.text(max_size=20))
def test_unguarding_takes_back_just_what_guarding_did(text: str) -> None:
    assert unguard(guard(text)) == text
