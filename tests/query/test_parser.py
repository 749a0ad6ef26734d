"""Search text to a tree."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.errors import QueryError
from tracker.query import FIELDS, And, Everything, Field, Node, Not, Or, Text, parse

PIECES = ["type:", "is:", ":", "a", "word", " OR ", " AND ", "NOT ", "-", "(", ")", '"', "“", "”", " ", "\t", ",", "*"]
PIECES += ["after:2025-03", "2025-13", "http://x", "1:25-cv-00677", "6103(i)(2)", "is:new", "\u2028", "ẞ", "\x00"]
search_texts = st.one_of(
    st.text(st.characters(), max_size=60), st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
)


def refused(text: str, complete: bool = True) -> tuple[str, str]:
    """What is said of a wrong search, and the part of it that is pointed at."""
    with pytest.raises(QueryError) as caught:
        parse(text, complete)
    error = caught.value
    assert error.text == text
    assert 0 <= error.start <= error.end <= len(text)
    return str(error), text[error.start : error.end]


@settings(max_examples=300)
@given(search_texts, st.booleans())
def test_any_text_is_read_or_refused_with_its_place(text: str, complete: bool) -> None:
    error = None
    try:
        parse(text, complete)
    except QueryError as caught:
        error = caught
    if error:
        assert 0 <= error.start < error.end <= len(text)
        assert str(error)


@settings(max_examples=200)
@given(search_texts)
def test_nodes_stand_inside_the_node_around_them(text: str) -> None:
    def check(node: Node, start: int, end: int) -> None:
        assert start <= node.start <= node.end <= end
        inner = node.nodes if isinstance(node, And | Or) else (node.node,) if isinstance(node, Not) else ()
        for each in inner:
            check(each, node.start, node.end)

    for complete in (True, False):
        try:
            node = parse(text, complete)
        except QueryError:
            continue
        check(node, 0, len(text))


@settings(max_examples=200)
@given(search_texts)
def test_what_is_read_when_complete_is_read_while_typed(text: str) -> None:
    try:
        parse(text)
    except QueryError:
        return
    parse(text, complete=False)


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_no_search_is_everything(text: str) -> None:
    assert parse(text) == Everything()


def test_words_are_wanted_together_and_or_binds_looser() -> None:
    assert parse("a b OR c") == Or((And((Text("a"), Text("b"))), Text("c")))
    assert parse("a AND b OR c") == parse("(a b) OR c")
    assert parse("a (b OR c)") == And((Text("a"), Or((Text("b"), Text("c")))))


def test_the_example_of_the_design_is_read() -> None:
    assert parse('type:"court ruling" concern:privacy after:2025-02 "preliminary injunction"') == And(
        (
            Field("type", ("court ruling",)),
            Field("concern", ("privacy",)),
            Field("after", ("2025-02",)),
            Text("preliminary injunction", phrase=True),
        )
    )


def test_a_minus_or_not_negates_a_word_a_phrase_a_field_or_a_group() -> None:
    assert parse("-a NOT b") == And((Not(Text("a")), Not(Text("b"))))
    assert parse('-"a b"') == Not(Text("a b", phrase=True))
    assert parse("-type:order") == Not(Field("type", ("order",)))
    assert parse("-(a OR b)") == Not(Or((Text("a"), Text("b"))))
    assert parse("--a") == Not(Not(Text("a")))


def test_several_values_with_commas_are_one_field() -> None:
    assert parse('type:order,"court ruling"') == Field("type", ("order", "court ruling"))


def test_positions_cover_brackets_and_quotes() -> None:
    node = parse('  (a OR "b c") -d')
    assert isinstance(node, And)
    assert [(n.start, n.end) for n in node.nodes] == [(2, 14), (15, 17)]


@pytest.mark.parametrize("spec", FIELDS, ids=lambda spec: spec.name)
def test_the_example_of_each_field_is_read(spec: object) -> None:
    parse(spec.example)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "part", "said"),
    [
        ("a typ:order", "typ", "type:"),
        ("stakehodler:IRS", "stakehodler", "stakeholder:"),
        ("qqq:x", "qqq", "Quote it"),
        ("is:unsorced", "unsorced", "unsourced"),
        ("is:un", "un", "unsourced"),
        ("has:quotes", "quotes", "quote"),
        ("position:against", "against", "opposes"),
        ("position:oposes", "oposes", "Did you mean “opposes”?"),
        ("litigation:on", "on", "enjoined"),
        ("date:2025-13", "2025-13", "not a date"),
        ("date:yesterday", "yesterday", "not a date"),
        ('a date:2025,"2025-02-30"', '"2025-02-30"', "not a date"),
        ("after:../2025", "../2025", "first day"),
        ("id:1", "1", "id"),
        ("unreviewed:x", "x", "number of days"),
        ("unreviewed:-1", "-1", "number of days"),
        ("unreviewed:99999999999", "99999999999", "up to 36,500"),
        ("unreviewed:²", "²", "number of days"),
        ("link:broken", "broken", "unreached"),
        ("is:singel-sourced", "singel-sourced", "single-sourced"),
        ("type:", "type:", "executive order"),
        ("type: order", "type:", "straight after"),
        ("type:a,,b", "type:a,,b", "commas"),
        ("type:(a OR b)", "type:", "commas"),
        ('type:""', '""', "nothing between"),
        ('a ""', '""', "nothing between"),
        ('a "b', '"b', "not closed"),
        ('type:"b', '"b', "not closed"),
        ("a (b", "(", "not closed"),
        ("a) b", ")", "closes nothing"),
        ("a () b", "()", "nothing in"),
        ("OR a", "OR", "both sides"),
        ("a OR", "OR", "both sides"),
        ("a OR OR b", "OR", "both sides"),
        ("AND a", "AND", "both sides"),
        ("a AND", "AND", "both sides"),
        ("a AND OR b", "AND", "both sides"),
        ("NOT", "NOT", "not wanted"),
        ("a\x00b", "\x00", "cannot be stored"),
        ("a\udc80b", "\udc80", "cannot be stored"),
    ],
)
def test_a_wrong_search_is_pointed_at_and_explained(text: str, part: str, said: str) -> None:
    message, where = refused(text)
    assert where == part
    assert said in message


@pytest.mark.parametrize("opening", ["(", "-", "-(", "NOT ", "(a OR "])
def test_deep_nesting_is_refused_at_the_place_where_it_is_too_deep(opening: str) -> None:
    message, _where = refused(opening * 500 + "a")
    assert "12 deep" in message


def test_nesting_within_the_limit_is_read() -> None:
    assert parse("(" * 12 + "a" + ")" * 12) == Text("a")


def test_too_many_words_and_too_long_a_search_are_refused() -> None:
    assert "150 words" in refused("a " * 151)[0]
    assert "150 words" in refused("type:" + "a," * 150 + "a")[0]
    assert "4,000 characters" in refused("a" * 4001)[0]
    parse("a " * 150)


def test_the_last_word_may_go_on_while_it_is_typed() -> None:
    assert parse("tax disc", complete=False) == And((Text("tax"), Text("disc", prefix=True)))
    assert parse("tax disc ", complete=False) == parse("tax disc")
    assert parse('"preliminary inj', complete=False) == Text("preliminary inj", phrase=True, prefix=True)
    assert parse('"preliminary inj"', complete=False) == Text("preliminary inj", phrase=True)


@pytest.mark.parametrize("text", ["a", "1", "U.S", "é"])
def test_a_word_is_the_beginning_of_one_from_its_first_letter_on(text: str) -> None:
    """Else the list would be empty for a moment each time a word is begun."""
    assert parse(f"q {text}", complete=False) == And((Text("q"), Text(text, prefix=True)))
    assert parse(f"q {text} ", complete=False) == And((Text("q"), Text(text)))


@pytest.mark.parametrize("text", ["-c", "NOT c", "-(x OR c", '-"c'])
def test_what_is_not_wanted_takes_nothing_away_by_its_first_letters(text: str) -> None:
    assert "prefix=True" not in repr(parse(f"q {text}", complete=False))
    assert parse("q -(x) c", complete=False) == And((Text("q"), Not(Text("x")), Text("c", prefix=True)))


@pytest.mark.parametrize("text", ["§", "a-", "U.S."])
def test_what_ends_in_no_letter_is_looked_for_as_it_is(text: str) -> None:
    assert parse(f"q {text}", complete=False) == And((Text("q"), Text(text)))


def test_a_star_asks_for_words_that_begin_so() -> None:
    assert parse("tax* a*") == And((Text("tax", prefix=True), Text("a", prefix=True)))
    assert parse("§*") == Text("§*")


@pytest.mark.parametrize(
    "unfinished",
    ["type:", "type:order,", 'type:"', "after:2025-0", "is:unsou", "OR", "AND", "-", "NOT", "(", "(b", '"', "-(", "()"],
)
def test_what_is_unfinished_at_the_end_is_passed_over_while_it_is_typed(unfinished: str) -> None:
    refused_or_word = parse(f"a {unfinished}") if unfinished == "-" else refused(f"a {unfinished}")
    assert refused_or_word
    node = parse(f"a {unfinished}", complete=False)
    first = node.nodes[0] if isinstance(node, And) else node
    assert first == Text("a")


@pytest.mark.parametrize("text", ["type: a", "is:nw a", '"" a', "a OR )", "() a", "typ:o"])
def test_what_is_wrong_before_the_end_is_refused_while_it_is_typed_too(text: str) -> None:
    refused(text, complete=False)
