"""Try out a packaged build: `python packaging/smoke.py dist/policy-tracker`.

Runs the command line on the example case, then opens the window on an X server of its own (Xvfb) and reads that
server's screen until something is drawn; the picture is kept as `build/smoke.png`. Standard library only: it must
not lean on the environment that the build has to do without. Exit code 0 is a build that works.
"""

from __future__ import annotations

import json
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

CASE = {"events": 49, "sources": 128, "concerns": 84, "relations": 69, "disputed": 27}
PAGE = (
    "<!DOCTYPE html><title>Records are shared</title><article><h1>Records are shared</h1>"
    + "<p>The office said on Monday that it will share its list of addresses with another office.</p>" * 5
    + "</article>"
)
SCREEN = (1440, 900)
# A first paint on a loaded machine can take a while; a window that never comes is told by this.
PATIENCE = 120.0
# An empty X screen has one or two colours; text with smoothed edges in one window has hundreds.
DRAWN = 60
UNWANTED = (
    "Qml", "Quick", "Sql", "Designer", "Multimedia", "WebEngine", "Qt3D", "Pdf", "Test",
    "numpy", "pip", "setuptools", "wheel", "tkinter", "_tkinter", "pytest", "mypy", "hypothesis", "hatchling",
)  # fmt: skip


@dataclass(frozen=True)
class Screen:
    """A picture of the screen: 32-bit pixels, row by row, as `0x00RRGGBB`."""

    width: int
    height: int
    pixels: tuple[memoryview, ...]

    def colours(self) -> int:
        return len(set().union(*map(set, self.pixels)))


def read_xwd(data: bytes) -> Screen:
    """Read an X window dump (version 7, 32 bits a pixel), as Xvfb keeps it. ValueError for anything else."""
    header = struct.unpack_from(">25I", data)
    header_size, version, width, height, order = header[0], header[1], header[4], header[5], header[7]
    bits, stride, colormap = header[11], header[12], header[19]
    if version != 7 or bits != 32:
        raise ValueError(f"not an X window dump that can be read: version {version}, {bits} bits a pixel")
    start = header_size + colormap * 12
    rows = []
    for y in range(height):
        row = data[start + y * stride : start + y * stride + width * 4]
        if (order == 1) != (sys.byteorder == "big"):
            row = struct.pack(f"={width}I", *struct.unpack(f"{'>' if order else '<'}{width}I", row))
        rows.append(memoryview(row).cast("I"))
    return Screen(width, height, tuple(rows))


def png(screen: Screen) -> bytes:
    """The picture as a PNG file (8 bits a channel, no alpha)."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    lines = []
    for row in screen.pixels:
        big = struct.pack(f">{screen.width}I", *row)
        line = bytearray(screen.width * 3)
        line[0::3], line[1::3], line[2::3] = big[1::4], big[2::4], big[3::4]
        lines.append(b"\0" + bytes(line))
    head = struct.pack(">2I5B", screen.width, screen.height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"".join(lines), 6)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def unwanted(paths: Iterable[Path]) -> list[str]:
    """Names among `paths` that a build should have left out."""
    found = set()
    for path in paths:
        bare = path.name.removeprefix("lib").removeprefix("Qt6").removeprefix("Qt").split(".")[0].split("-")[0]
        if any(bare == each or (each[0].isupper() and bare.startswith(each)) for each in UNWANTED):
            found.add(path.name)
    return sorted(found)


def check_command_line(program: Path, home: Path) -> None:
    """`demo --json` must count the whole example case, `check` must find it sound, and `picture` must draw it, which
    takes parts of Qt that nothing else needs."""
    environment = surroundings(home)
    tracker = home / "case.tracker"
    ask = [str(program), "demo", "--tracker", str(tracker), "--json"]
    said = subprocess.run(ask, env=environment, capture_output=True, text=True, check=True).stdout
    counts = json.loads(said)
    wrong = {name: counts.get(name) for name, number in CASE.items() if counts.get(name) != number}
    if wrong:
        raise SystemExit(f"The packaged example case is not whole: {wrong} where {CASE} was expected.")
    subprocess.run([program, "check", "--tracker", tracker], env=environment, stdout=2, check=True)
    for name in ("case.pdf", "case.svg", "case.png"):
        subprocess.run([program, "picture", home / name, "--tracker", tracker], env=environment, stdout=2, check=True)


def check_capture(program: Path, home: Path) -> None:
    """A page and a PDF must be read, which the program does by starting itself once more."""
    page = home / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    for file, words in ((page, "share its list of addresses"), (home / "case.pdf", "IRS")):
        ask = [str(program), "capture", str(file), "--json", "--tracker", str(home / "case.tracker")]
        said = subprocess.run(ask, env=surroundings(home), capture_output=True, text=True)
        if said.returncode or words not in said.stdout:
            raise SystemExit(f"The packaged program could not read {file.name}: {said.stderr or said.stdout[:500]}")


def check_window(program: Path, home: Path, picture: Path) -> int:
    """Open the example case on a screen of our own; returns the number of colours drawn and keeps the picture."""
    server, display = start_screen(home)
    environment = {**surroundings(home), "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    window = subprocess.Popen([program, "--tracker", home / "case.tracker", "open"], env=environment, stdout=2)
    try:
        screen = await_drawing(home / "Xvfb_screen0", window)
    finally:
        window.terminate()
        window.wait(30)
        server.terminate()
        server.wait(30)
    picture.parent.mkdir(exist_ok=True)
    picture.write_bytes(png(screen))
    return screen.colours()


def start_screen(folder: Path) -> tuple[subprocess.Popen[bytes], str]:
    """An X server without hardware that keeps its screen in `folder`, and the display it answers to."""
    read, write = os.pipe()
    size = "{}x{}x24".format(*SCREEN)
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-fbdir", str(folder), "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as pipe:
        number = pipe.readline().strip()
    if not number:
        raise SystemExit("Xvfb did not start, so the window could not be tried.")
    return server, f":{number}"


def await_drawing(framebuffer: Path, window: subprocess.Popen[bytes]) -> Screen:
    """The screen once something is drawn and two looks in a row agree; SystemExit if that never comes."""
    last = b""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if window.poll() is not None:
            raise SystemExit(f"The window closed by itself, with exit code {window.returncode}.")
        time.sleep(0.5)
        now = framebuffer.read_bytes()
        if now == last and read_xwd(now).colours() >= DRAWN:
            return read_xwd(now)
        last = now
    raise SystemExit(f"Nothing was drawn within {PATIENCE:.0f} s.")


def surroundings(home: Path) -> dict[str, str]:
    """An environment with a home of its own and nothing of ours for Python or Qt to find."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "QT_", "VIRTUAL"))}
    return {**kept, "HOME": str(home), "POLICY_TRACKER_DATA": str(home / "data")}


def main(folder: Path) -> int:
    files = [path for path in folder.rglob("*") if path.is_file() or path.is_dir()]
    extra = unwanted(files)
    if extra:
        raise SystemExit(f"The build carries what it should not: {', '.join(extra)}")
    size = sum(path.stat().st_size for path in files if path.is_file() and not path.is_symlink())
    program = (folder / "policy-tracker").resolve()
    home = Path(tempfile.mkdtemp(prefix="policy-tracker-"))
    try:
        check_command_line(program, home)
        check_capture(program, home)
        colours = check_window(program, home, Path("build/smoke.png"))
    finally:
        shutil.rmtree(home)
    print(
        f"{folder}: {size / 1e6:.0f} MB, the example case whole, articles read, the window drawn ({colours} colours)."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
