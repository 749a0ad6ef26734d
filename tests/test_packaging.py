"""What leaves the checkout: the wheel, the desktop's files, the icon, and the parts of the packaging that decide.

No network: the wheel is built with the installed hatchling and put beside the installed dependencies.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import shutil
import struct
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from tracker.store.connection import APPLICATION_ID

ROOT = Path(__file__).resolve().parent.parent
LINUX = ROOT / "packaging" / "linux"
ICON = ROOT / "resources" / "icons" / "policy-tracker.svg"
SHIPPED = ("icons", "themes", "i18n", "case", "capture")
CASE = {"events": 49, "sources": 128, "concerns": 84, "relations": 69, "disputed": 27}


@pytest.fixture(scope="module")
def smoke() -> ModuleType:
    spec = importlib.util.spec_from_file_location("policy_tracker_smoke", ROOT / "packaging" / "smoke.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


# --- The wheel ----------------------------------------------------------------------------------------------


def quiet_pip(*args: str | Path) -> None:
    command = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check", "--no-input", *map(str, args)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    quiet_pip("wheel", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", folder, ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel installed in a folder of its own, far from the checkout."""
    folder = tmp_path_factory.mktemp("elsewhere")
    quiet_pip("install", "--no-deps", "--no-index", "--no-compile", "--target", folder, wheel)
    return folder


def run_installed(elsewhere: Path, *args: str | Path) -> subprocess.CompletedProcess[str]:
    """Run Python on the installed package, the dependencies of this environment and nothing of the checkout.

    `-S` leaves out the .pth files by which an editable installation would lead back here.
    """
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(elsewhere), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]),
        "POLICY_TRACKER_DATA": str(elsewhere / "data"),
    }
    command = [sys.executable, "-S", *map(str, args)]
    return subprocess.run(command, cwd=elsewhere, env=environment, capture_output=True, text=True)


def test_the_wheel_carries_every_shipped_file(wheel: Path) -> None:
    carried = set(zipfile.ZipFile(wheel).namelist())
    shipped = [path for folder in SHIPPED for path in (ROOT / "resources" / folder).rglob("*") if path.is_file()]
    assert shipped
    assert {f"tracker/{path.relative_to(ROOT).as_posix()}" for path in shipped} <= carried


def test_the_wheel_carries_the_package_and_nothing_else(wheel: Path) -> None:
    carried = zipfile.ZipFile(wheel).namelist()
    assert {each.split("/")[0] for each in carried} == {"tracker", wheel.name.rsplit("-", 3)[0] + ".dist-info"}
    assert not [
        each
        for each in carried
        if "resources/screenshots" in each or "__pycache__" in each or each.endswith(".tracker")
    ]


def test_the_installed_program_finds_its_resources_inside_the_package(elsewhere: Path) -> None:
    ask = "from tracker.paths import resource; print(resource('case'))"
    found = run_installed(elsewhere, "-c", ask)
    assert found.stdout.strip() == str(elsewhere / "tracker" / "resources" / "case")


def test_the_installed_program_makes_the_whole_example_case(elsewhere: Path, tmp_path: Path) -> None:
    made = run_installed(elsewhere, "-m", "tracker", "demo", "--tracker", tmp_path / "case.tracker", "--json")
    assert made.returncode == 0, made.stderr
    counts = json.loads(made.stdout)
    assert {name: counts[name] for name in CASE} == CASE


def test_the_installed_program_has_a_command_of_its_name() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    module, function = project["scripts"]["policy-tracker"].split(":")
    assert callable(getattr(importlib.import_module(module), function))


def test_the_project_names_no_place_to_install_from() -> None:
    for path in (ROOT / "pyproject.toml", ROOT / "dev.py", ROOT / ".ci" / "run"):
        text = path.read_text(encoding="utf-8")
        assert not [word for word in ("index-url", "index_url", "find-links", "https://", "http://") if word in text]


# --- What Linux desktops want to know -----------------------------------------------------------------------


def desktop_entry() -> dict[str, str]:
    lines = (LINUX / "policy-tracker.desktop").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "[Desktop Entry]"
    return dict(line.split("=", 1) for line in lines[1:])


def test_the_desktop_entry_is_valid() -> None:
    program = shutil.which("desktop-file-validate")
    if program is None:
        pytest.skip("desktop-file-validate (desktop-file-utils) is not installed")
    judged = subprocess.run([program, LINUX / "policy-tracker.desktop"], capture_output=True, text=True)
    assert (judged.returncode, judged.stdout, judged.stderr) == (0, "", "")


def test_the_desktop_entry_names_what_there_is() -> None:
    entry = desktop_entry()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert entry["Exec"].split()[0] in project["scripts"]
    assert entry["Icon"] == ICON.stem
    assert entry["Comment"] + "." == project["description"]


def test_the_file_type_is_told_by_name_and_by_content() -> None:
    space = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}
    kind = ElementTree.parse(LINUX / "policy-tracker-mime.xml").getroot().find("m:mime-type", space)
    assert kind is not None
    assert kind.attrib["type"] + ";" == desktop_entry()["MimeType"]
    glob, mark = kind.find("m:glob", space), kind.find("m:magic/m:match/m:match", space)
    assert glob is not None
    assert mark is not None
    assert glob.attrib["pattern"] == "*.tracker"
    # SQLite keeps the application id as four bytes, most significant first, from byte 68.
    assert (mark.attrib["type"], mark.attrib["offset"]) == ("big32", "68")
    assert int(mark.attrib["value"], 16) == APPLICATION_ID


def test_the_file_type_is_valid(tmp_path: Path) -> None:
    program = shutil.which("update-mime-database")
    if program is None:
        pytest.skip("update-mime-database (shared-mime-info) is not installed")
    (tmp_path / "packages").mkdir()
    shutil.copy(LINUX / "policy-tracker-mime.xml", tmp_path / "packages")
    judged = subprocess.run([program, tmp_path], capture_output=True, text=True)
    assert judged.returncode == 0, judged.stderr
    assert (tmp_path / "application" / "x-policy-tracker.xml").exists()


# --- The icon -----------------------------------------------------------------------------------------------


def drawn(size: int, ground: str) -> QImage:
    renderer = QSvgRenderer(QByteArray(ICON.read_bytes()))
    assert renderer.isValid()
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(QColor(ground))
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image


@pytest.mark.parametrize("ground", ["#ffffff", "#1c1f24"])
@pytest.mark.parametrize("size", [16, 24, 32, 48, 64, 128, 256])
def test_the_icon_shows_its_three_parts_on_light_and_dark_at_every_size(size: int, ground: str) -> None:
    image = drawn(size, ground)
    inside = [image.pixelColor(x, y) for x in range(size // 8, size * 7 // 8) for y in range(size // 8, size * 7 // 8)]
    assert any(c.blue() > c.red() + 100 for c in inside), "the blue ground"
    assert any(min(c.red(), c.green(), c.blue()) > 220 for c in inside), "the white quotation marks and timeline"
    assert any(c.red() > 200 and c.blue() < 140 for c in inside), "the one yellow mark"


def test_the_icon_leaves_its_corners_free() -> None:
    for ground in ("#ffffff", "#1c1f24"):
        image = drawn(64, ground)
        corners = [image.pixelColor(x, y).name() for x in (0, 63) for y in (0, 63)]
        assert corners == [ground] * 4


# --- The packaged build's own trial -------------------------------------------------------------------------


def xwd(width: int, height: int, pixels: list[int], order: int = 0, colormap: int = 2) -> bytes:
    """An X window dump as Xvfb writes it: a header of 25 numbers and a name, a colour map, and the pixels."""
    header = [0] * 25
    header[0], header[1], header[2], header[3] = 104, 7, 2, 24
    header[4], header[5], header[7], header[11], header[12], header[19] = width, height, order, 32, width * 4, colormap
    body = struct.pack(f"{'>' if order else '<'}{width * height}I", *pixels)
    return struct.pack(">25I", *header) + b"xvf\0" + bytes(12 * colormap) + body


@pytest.mark.parametrize("order", [0, 1])
def test_a_screen_is_read_in_either_byte_order(smoke: ModuleType, order: int) -> None:
    screen = smoke.read_xwd(xwd(3, 2, [0x112233, 0, 0, 0xFF8000, 0, 0x112233], order))
    assert [list(row) for row in screen.pixels] == [[0x112233, 0, 0], [0xFF8000, 0, 0x112233]]
    assert screen.colours() == 3


def test_a_dump_of_another_kind_is_refused(smoke: ModuleType) -> None:
    other = bytearray(xwd(1, 1, [0]))
    other[7] = 6
    with pytest.raises(ValueError, match="version 6"):
        smoke.read_xwd(bytes(other))


def test_the_picture_kept_is_what_was_on_the_screen(smoke: ModuleType) -> None:
    picture = QImage.fromData(smoke.png(smoke.read_xwd(xwd(2, 2, [0x112233, 0xFF8000, 0x000001, 0xFFFFFF]))))
    assert [picture.pixelColor(x, y).name() for y in (0, 1) for x in (0, 1)] == [
        "#112233",
        "#ff8000",
        "#000001",
        "#ffffff",
    ]


@pytest.mark.parametrize(
    ("name", "left_out"),
    [
        ("libQt6Qml.so.6", True),
        ("libQt6QuickWidgets.so.6", True),
        ("QtSql.abi3.so", True),
        ("numpy", True),
        ("pip", True),
        ("setuptools-65.5.0.dist-info", True),
        ("_tkinter.cpython-311-x86_64-linux-gnu.so", True),
        ("libQt6Widgets.so.6", False),
        ("libQt6Svg.so.6", False),
        ("libsqlite3.so.0", False),
        ("pipes.py", False),
        ("libpixman-1.so.0", False),
    ],
)
def test_what_a_build_should_not_carry_is_told_by_its_name(smoke: ModuleType, name: str, left_out: bool) -> None:
    assert smoke.unwanted([Path("dist") / name]) == ([name] if left_out else [])


def test_the_trial_gives_the_build_a_home_of_its_own(
    smoke: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    monkeypatch.setenv("QT_PLUGIN_PATH", "/somewhere")
    given = smoke.surroundings(tmp_path)
    assert given["HOME"] == str(tmp_path)
    assert not [name for name in given if name.startswith(("PYTHON", "QT_"))]


def test_the_trial_counts_the_same_case(smoke: ModuleType) -> None:
    assert smoke.CASE == CASE
