"""The house rules that a reviewer should not have to watch for."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "tracker"
MODULES = sorted(PACKAGE.rglob("*.py"))
TOP_LEVEL = {
    ".ci", ".gitattributes", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md", "dev.py",
    "packaging", "pyproject.toml", "resources", "tests", "tracker",
}  # fmt: skip
VAGUE = {"utils", "util", "common", "core", "helpers", "managers", "misc"}


def lint_imports(where: Path) -> subprocess.CompletedProcess[str]:
    """Judge the contracts of `where`'s pyproject.toml on the package that lies beside it."""
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run([sys.executable, "-c", program, "--no-cache"], cwd=where, capture_output=True, text=True)


def imports(path: Path) -> set[str]:
    """Top-level names of everything `path` imports, wherever in the file."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add((node.module or "").split(".")[0])
    return names


def uses_sys_path(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return any(isinstance(node, ast.Attribute) and ast.unparse(node) == "sys.path" for node in ast.walk(tree))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package and its contracts, to be broken."""
    shutil.copytree(PACKAGE, tmp_path / "tracker", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_import_contract_is_kept() -> None:
    judged = lint_imports(ROOT)
    assert judged.returncode == 0, judged.stdout
    assert "0 broken" in judged.stdout


def test_an_import_of_qt_below_the_window_breaks_a_contract(copy: Path) -> None:
    with (copy / "tracker" / "errors.py").open("a", encoding="utf-8") as file:
        file.write("\nimport PySide6.QtCore\n")
    judged = lint_imports(copy)
    assert judged.returncode == 1
    assert "Qt lives in tracker.ui and nowhere else BROKEN" in judged.stdout


def test_an_import_upwards_breaks_a_contract(copy: Path) -> None:
    with (copy / "tracker" / "records.py").open("a", encoding="utf-8") as file:
        file.write("\nimport tracker.store\n")
    judged = lint_imports(copy)
    assert judged.returncode == 1
    assert "Imports go down only BROKEN" in judged.stdout


def test_a_module_that_no_layer_names_breaks_a_contract(copy: Path) -> None:
    (copy / "tracker" / "stray.py").write_text('"""Belongs nowhere."""\n', encoding="utf-8")
    judged = lint_imports(copy)
    assert judged.returncode == 1
    assert "stray" in judged.stdout


def test_qt_is_imported_under_the_window_only() -> None:
    with_qt = {path for path in MODULES if imports(path) & {"PySide6", "shiboken6"}}
    assert with_qt, "the window is there, so some module imports Qt"
    assert [name(path) for path in with_qt if not path.is_relative_to(PACKAGE / "ui")] == []


def test_no_module_changes_where_python_looks_for_modules() -> None:
    assert [name(path) for path in MODULES if uses_sys_path(path)] == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [path for path in MODULES if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert [name(path) for path in silent] == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    parts = {part for path in MODULES for part in path.relative_to(PACKAGE).with_suffix("").parts}
    assert parts & VAGUE == set()


def test_every_folder_of_the_package_is_a_package() -> None:
    folders = {path.parent for path in MODULES}
    assert [name(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_nothing_new_lies_about_at_the_top() -> None:
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("not a git checkout, so there is no telling what belongs to it")
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {line.split("/")[0] for line in listed.splitlines()} <= TOP_LEVEL


def test_every_picture_and_page_that_a_document_points_to_is_there() -> None:
    for document in (ROOT / "README.md", ROOT / "CONTRIBUTING.md"):
        targets = re.findall(r"\]\(([^)#]+)[^)]*\)", document.read_text(encoding="utf-8"))
        assert targets
        assert [each for each in targets if "://" not in each and not (ROOT / each).exists()] == [], document.name


def test_the_readme_shows_every_part_of_the_house() -> None:
    house = (ROOT / "README.md").read_text(encoding="utf-8").split("## The house")[1].split("```")[1]
    parts = {path.name + ("/" if path.is_dir() else "") for path in PACKAGE.iterdir() if path.name != "__pycache__"}
    assert {part for part in parts - {"__init__.py"} if f"\n  {part} " not in house} == set()
