"""Random edits: no quote is ever tied to words that are not its own, and unchanged words are found again.

`tests/faults/random_edits.py` is the same on 10,000 edits.
"""

from __future__ import annotations

import importlib.util
import random
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "faults" / "random_edits.py"
spec = importlib.util.spec_from_file_location("random_edits", SCRIPT)
assert spec is not None
assert spec.loader is not None
random_edits = importlib.util.module_from_spec(spec)
sys.modules["random_edits"] = random_edits
spec.loader.exec_module(random_edits)

_SUBJECTS = ("The office", "An agency", "Two officials", "The union", "A judge", "Counsel for the county")
_ACTS = ("may disclose", "announced", "asked for", "will keep", "declined to confirm", "has published")
_THINGS = ("an address on request", "the list of names", "its agreement of April", "the number of cases", "a notice")


def own_texts() -> list[str]:
    """Articles of our own making, in which words and whole sentences come back as they do in notices."""
    rng = random.Random(5)
    texts = []
    for _ in range(6):
        paragraphs = []
        for number in range(20):
            sentences = [
                f"{rng.choice(_SUBJECTS)} {rng.choice(_ACTS)} {rng.choice(_THINGS)}"
                f"{rng.choice(('', f' on {rng.randrange(1, 29)} May', f', case {rng.randrange(90)}'))}."
                for _ in range(rng.randrange(2, 7))
            ]
            paragraphs.append(f"{number + 1}. " + " ".join(sentences))
        texts.append("\n\n".join(paragraphs))
    return texts


def test_no_random_edit_ties_a_quote_to_other_words() -> None:
    report = random_edits.run(own_texts(), 250, seed=11)
    assert not report.wrong, report.wrong[:5]
    assert report.unchanged > 3000
    assert report.is_good(), report.missed[:5]
    for state in ("touched moved", "touched lost", "unchanged found"):
        assert report.outcomes[state], state


@pytest.mark.skipif(not (random_edits.SHARED / "data").is_dir(), reason="the shared test data is not here")
def test_nor_does_one_of_real_texts() -> None:
    report = random_edits.run(random_edits.real_texts(), 250, seed=12)
    assert not report.wrong, report.wrong[:5]
    assert report.is_good(), report.missed[:5]


def test_what_a_splice_may_slide_over_is_known() -> None:
    splice = random_edits.Splice(1, 1, "X")
    assert splice.made_in("aXb") == "aXXb"
    assert splice.slack("aXb") == (1, 2)
    assert random_edits.Splice(0, 1, "c").slack("ab") == (0, 0)
    assert random_edits.Splice(1, 3, "").slack("abcbcd") == (1, 5)
    assert random_edits.Splice(5, 5, "cd").slack("ab\ncd") == (3, 5)  # but for white space
