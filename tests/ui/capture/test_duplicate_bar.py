"""Which source it may be and what is to be done are chosen, the likeliest to begin with, and a choice made stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tracker.operations.duplicates import Duplicate
from tracker.ui.capture.duplicate_bar import DuplicateBar

SAME = Duplicate(1, "Bureau signs", "The Daily Ledger", "2025-04-08", "", "same text", 1.0, True)
COPY = Duplicate(2, "A copy", "The Times", "", "", "nearly the same text, other outlet", 0.9, True)


@pytest.fixture
def bar(qtbot):
    made = DuplicateBar()
    qtbot.addWidget(made)
    return made


def test_without_a_duplicate_it_is_not_there_and_both_are_kept(bar):
    assert not bar.isVisibleTo(None)
    assert (bar.duplicate(), bar.choice()) == (None, "both")


def test_the_likeliest_is_chosen_to_begin_with(bar):
    bar.set_duplicates([SAME, COPY])
    assert (bar.duplicate(), bar.choice()) == (SAME, "link")
    assert bar.which.isVisibleTo(bar)
    bar.which.setCurrentIndex(1)
    bar.which.committed.emit("1")
    assert (bar.duplicate(), bar.choice()) == (COPY, "both")
    assert "90 %" in bar.words.text()


def test_of_one_there_is_nothing_to_choose_from_and_it_is_named(bar):
    bar.set_duplicates([SAME])
    assert not bar.which.isVisibleTo(bar)
    assert "Bureau signs" in bar.words.text()
    assert "The Daily Ledger" in bar.words.text()


def test_that_a_text_will_be_kept_with_it_is_said(bar):
    bar.set_duplicates([replace(SAME, why="same address", alike=-1.0, has_text=False)])
    assert "Its text is not kept yet" in bar.words.text()


def test_a_choice_stands_while_the_same_sources_are_found(bar):
    bar.set_duplicates([SAME])
    bar.buttons["version"].setChecked(True)
    assert not bar.follow([SAME])
    assert bar.follow([replace(SAME, alike=0.9, why="nearly the same text")])
    assert bar.choice() == "version"
    assert bar.follow([COPY])
    assert bar.choice() == "both"
    assert bar.follow([])
    assert bar.duplicate() is None


def test_what_was_chosen_is_chosen_again(bar, qtbot):
    bar.set_duplicates([SAME, COPY])
    bar.which.setCurrentIndex(1)
    bar.buttons["version"].setChecked(True)
    draft = bar.draft()
    other = DuplicateBar()
    qtbot.addWidget(other)
    other.set_draft(draft)
    assert (other.duplicate(), other.choice()) == (COPY, "version")
