"""What tests of capturing stand on."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.capture.a_site import Site
from tracker import paths
from tracker.records import Stakeholder

SHARED = Path(__file__).resolve().parents[3] / "shared"


def shared(*parts: str) -> Path:
    """A file of the shared data; the test is skipped where that is absent."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"the shared data is not here: {path}")
    return path


@pytest.fixture
def site() -> Iterator[Site]:
    """A site on loopback that stands for the open internet."""
    made = Site()
    yield made
    made.close()


@pytest.fixture(scope="session")
def case_article() -> str:
    """The article that the issue is about."""
    return shared("case", "article-irs-dhs-partnership.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def case_stakeholders() -> list[Stakeholder]:
    """Those of the example case."""
    with paths.resource("case", "stakeholders.csv").open(encoding="utf-8", newline="") as file:
        return [
            Stakeholder(id=n, name=row["name"], kind=row["kind"], also_known_as=row["also_known_as"])
            for n, row in enumerate(csv.DictReader(file), 1)
        ]


@pytest.fixture
def user_rules(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a rule file of the user's own: its name and what is in it."""
    monkeypatch.setenv("POLICY_TRACKER_DATA", str(tmp_path))
    folder = tmp_path / "capture"
    folder.mkdir()

    def write(name: str, content: str) -> Path:
        (folder / name).write_text(content, encoding="utf-8")
        return folder / name

    return write
