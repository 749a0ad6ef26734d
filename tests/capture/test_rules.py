"""Rule files: those shipped, and the user's own, which are checked with the file and the key named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tracker import vocabulary
from tracker.capture.rules import rules
from tracker.capture.suggest import suggest
from tracker.errors import FileError

Write = Callable[[str, str], Path]


def test_what_is_shipped_uses_the_tracker_s_own_terms() -> None:
    shipped = rules()
    assert set(shipped.event_types) <= set(vocabulary.OPEN["event_type"])
    assert set(shipped.themes) - {""} == set(vocabulary.OPEN["theme"])
    kinds = set(vocabulary.OPEN["stakeholder_kind"])
    assert {o.kind for o in shipped.organisations} <= kinds
    assert set(shipped.titles) | set(shipped.groups) | set(shipped.organisation_words) <= kinds
    roles = set(vocabulary.OPEN["role"])
    assert {role for parts in shipped.roles.values() for role in parts.values()} <= roles


def test_no_organisation_is_listed_twice() -> None:
    names = [name for o in rules().organisations for name in (o.name, *o.also)]
    assert sorted(names) == sorted(set(names))


def test_a_user_adds_an_organisation_a_theme_and_a_type(user_rules: Write) -> None:
    user_rules(
        "mine.toml",
        """
        [[organisations]]
        name = "Harbor Board"
        kind = "agency"
        also = ["HBX"]

        [themes]
        dredging = ["silt"]

        [event_types]
        zoning = { "variance" = 5 }
        """,
    )
    text = "A variance was granted. HBX worries about silt."
    found = suggest(text, types=("zoning",), themes=("dredging",))
    assert found.type == "zoning"
    assert [(s.name, s.also_known_as) for s in found.stakeholders] == [("Harbor Board", ("HBX",))]
    assert [(c.stakeholder, c.theme) for c in found.concerns] == [("Harbor Board", "dredging")]


def test_the_example_of_the_readme_is_read_and_used(user_rules: Write) -> None:
    readme = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
    example = readme.partition("## What an article suggests")[2].split("```")[1]
    user_rules("mine.toml", example)
    found = suggest(
        "A variance was granted under the Harbor Act. HBX picketed the silt.", types=("zoning",), themes=("dredging",)
    )
    assert found.type == "zoning"
    assert [r.text for r in found.references] == ["33 U.S.C. § 401"]
    assert [(c.stakeholder, c.theme, c.position) for c in found.concerns] == [("Harbor Board", "dredging", "opposes")]


def test_a_file_that_changes_is_read_again(user_rules: Write) -> None:
    user_rules("a.toml", '[themes]\nnoise = ["din"]')
    assert rules().themes["noise"] == ["din"]
    path = user_rules("b.toml", '[themes]\nnoise = ["racket"]')
    assert rules().themes["noise"] == ["din", "racket"]
    path.unlink()
    assert rules().themes["noise"] == ["din"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[themes", "is not a TOML file"),
        ("[colours]\nred = []", "there is no section “colours”"),
        ('[themes]\nnoise = "din"', "“themes.noise” must be a list of words"),
        ("[themes]\nnoise = [1]", "“themes.noise” must be a list of words"),
        ('[positions]\nangry = ["x"]', "“positions.angry” means nothing"),
        ('[event_types]\nzoning = ["x"]', "“event_types.zoning” must give each phrase a number"),
        ('[event_types]\nzoning = { x = "y" }', "“event_types.zoning” must give each phrase a number"),
        ('[roles]\nsued = { during = "x" }', "“roles.sued.during” means nothing"),
        ('[authorities]\n"An Act" = { kind = "statute" }', "“authorities.An Act” has no citation"),
        ('[authorities]\n"An Act" = { citation = "x", kind = "law" }', "“authorities.An Act.kind” must be one of"),
        ('[[organisations]]\nname = "X"', "“organisations[1]” has no kind"),
        ('[organisations]\nname = "X"', "“organisations” must be a list of tables"),
        ("themes = 3", "“themes” must be a table"),
    ],
)
def test_an_error_names_the_file_and_the_key(user_rules: Write, content: str, said: str) -> None:
    path = user_rules("mine.toml", content)
    with pytest.raises(FileError) as refused:
        rules()
    assert str(path) in str(refused.value)
    assert said in str(refused.value)


def test_a_file_that_is_no_text_is_refused(user_rules: Write) -> None:
    path = user_rules("mine.toml", "")
    path.write_bytes(b"[themes]\nnoise = ['\xff']")
    with pytest.raises(FileError, match="is not UTF-8"):
        rules()
