"""The state of play as text to hand on."""

from __future__ import annotations

from tracker.operations.state_text import policy_text, state_lines, state_markdown, state_tsv
from tracker.records import id_text
from tracker.store.state_of_play import Policy, Proof, Stand, StateOfPlay

OPINION = Proof(7, "Opinion [sealed]\n*Case*", "D.D.C.", "2025-11-21", "https://example.org/a b>", "supports", "", "")
REPORT = Proof(8, "Report", "", "", "", "contradicts", "", "")
STAYED = Stand(
    "stayed", "2025-11-21", "2025-12-01", "How far it reaches is disputed.", False, "pending", (OPINION, REPORT)
)
MONTH = Stand("partially", "2025-12", "", "", True, "", ())
PLAY = StateOfPlay.of(
    "2025-12-05",
    "2025-11-01",
    (Policy(5, "Memorandum\tsigned", "2025-04-07", "notice", {"in effect": MONTH, "litigation": STAYED}),),
)


def test_a_terminal_shows_each_standing_with_what_proves_it():
    assert list(state_lines(PLAY))[:9] == [
        "In effect, partially (1)",
        f"  {id_text(5)}  Memorandum signed (7 April 2025)",
        "      In effect: partially, since December 2025, perhaps after this day"
        " (nothing was recorded on 1 November 2025)",
        "          no source",
        "      Litigation: stayed, since 21 November 2025, again 1 December 2025 (was pending on 1 November 2025)."
        " How far it reaches is disputed.",
        "          Opinion [sealed] *Case*, D.D.C., 21 November 2025 <https://example.org/a b>>",
        "          Report (contradicts)",
        "",
        "Blocked by a court (1)",
    ]


def test_markdown_has_headings_links_and_no_marks_of_the_records_own():
    text = state_markdown(PLAY)
    assert text.startswith(
        "# State of play on 5 December 2025\n\n## In effect, partially (1)\n\n- **Memorandum signed**"
    )
    linked = "[Opinion \\[sealed\\] \\*Case\\*](https://example.org/a%20b%3E), D.D.C., 21 November 2025"
    assert f"Source: {linked}; Report (contradicts)" in text
    assert "December 2025, perhaps after this day (nothing was recorded on 1 November 2025). Source: no source" in text


def test_an_empty_state_says_so_in_markdown():
    assert "No status is recorded as of this day." in state_markdown(StateOfPlay.of("2025-12-05", "", ()))


def test_a_table_has_one_row_for_each_axis_and_no_cell_spills():
    rows = [line.split("\t") for line in state_tsv(PLAY).splitlines()]
    assert {len(row) for row in rows} == {11}
    head, effect, litigation = (dict(zip(rows[0], row, strict=True)) for row in rows)
    assert head["day"] == "day"
    assert (effect["value"], effect["since"], effect["was"], effect["sources"]) == (
        "partially",
        "2025-12",
        "",
        "no source",
    )
    assert (litigation["title"], litigation["was"]) == ("Memorandum signed", "pending")
    assert litigation["groups"] == "in effect, partially; blocked by a court"


def test_one_policy_is_told_with_its_citations():
    text = policy_text(PLAY.policies[0], "")
    assert text.splitlines()[0] == "Memorandum signed (7 April 2025)"
    assert "Source: no source" in text
    assert "Source: Opinion [sealed] *Case*, D.D.C., 21 November 2025" in text


def test_a_status_without_a_date_says_so():
    undated = Stand("pending", "", "", "", False, None, ())
    lines = list(
        state_lines(StateOfPlay.of("2025-12-05", "", (Policy(5, "Suit", "", "notice", {"litigation": undated}),)))
    )
    assert lines[2] == "      Litigation: pending, no date given"
