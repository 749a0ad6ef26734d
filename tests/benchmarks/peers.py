"""What vis-timeline and TimelineJS take for the same events, to stand beside our own figures.

    python tests/benchmarks/peers.py [NUMBER ...]

Both run in Chromium without a screen, driven by node. Their packages are installed, once, into a folder of the
temporary directory; where node, npm or Chromium is missing, that is said and nothing is measured. A frame is what it
costs the page's main thread, without rasterising; ours, in bench_timeline.py, is the whole of it.
"""

from __future__ import annotations

import datetime
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

NUMBERS = (1_000, 10_000, 100_000)
PEERS = {"vis-timeline": "vis.html", "TimelineJS": "timelinejs.html"}
PACKAGES = {"vis-timeline": "7.7.4", "@knight-lab/timelinejs": "3.9.11", "playwright-core": "1.65.1"}
FRAMES = 40
PATIENCE = 180
"""Seconds after which a page is given up."""
PAGES = Path(__file__).parent / "peer_pages"
GROUPS = ("executive", "agreement", "agency", "court filing", "court", "data")


@dataclass(frozen=True)
class Figures:
    """Milliseconds until the first picture, and for each frame of a course; or `why` there are none."""

    opened: float = 0.0
    frames: dict[str, list[float]] = field(default_factory=dict)
    why: str = ""


def events(number: int) -> list[dict[str, object]]:
    """Events over thirty years, denser towards the end; one in ten is a span of weeks or months."""
    chance = random.Random(7)
    first = (datetime.date(1995, 1, 1) - datetime.date(1970, 1, 1)).days
    made = []
    for n in range(number):
        day = first + int(chance.random() ** 0.6 * 11_000)
        end = day + chance.choice((0,) * 18 + (30, 120))
        title = f"Notice {n} on the exchange of records between agencies"
        made.append({"id": n, "start": day, "end": end, "title": title, "group": chance.choice(GROUPS)})
    return made


def lacking() -> str:
    """What this machine lacks for it; '' if nothing."""
    missing = [name for name in ("node", "npm") if shutil.which(name) is None]
    missing += [] if chromium() else ["Chromium"]
    return f"not measured: {', '.join(missing)} not found here" if missing else ""


def chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for name in names if (path := shutil.which(name))), None)


def installed() -> Path:
    """The folder with the pages and the packages they need. CalledProcessError if npm could not install them."""
    folder = Path(tempfile.gettempdir()) / "policy-tracker-peers"
    folder.mkdir(exist_ok=True)
    for page in PAGES.iterdir():
        shutil.copy(page, folder)
    wanted = json.dumps({"private": True, "dependencies": PACKAGES}, indent=1)
    stamp = folder / "installed.json"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        (folder / "package.json").write_text(wanted, encoding="utf-8")
        # vis-timeline names its own parts as peers, which its page does not need: it has them all in one file.
        npm = ["npm", "install", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(npm, cwd=folder, check=True)
        stamp.write_text(wanted, encoding="utf-8")
    return folder


def measured(folder: Path, page: str, number: int) -> Figures:
    """One page with so many events, in a browser of its own."""
    given = folder / f"events-{number}.json"
    given.write_text(json.dumps(events(number)), encoding="utf-8")
    command = ["node", "run.mjs", page, given.name, str(FRAMES), chromium() or ""]
    # A group of its own, so that a browser that does not answer goes with it.
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as running:
        try:
            out, error = running.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, 9)
            running.communicate()
            return Figures(why=f"given up after {PATIENCE} s")
    if running.returncode:
        return Figures(why=f"failed: {(error.strip().splitlines() or ['it gave no reason'])[-1]}")
    found = json.loads(out)
    return Figures(found["opened"], found["frames"])


def lines(numbers: tuple[int, ...] = NUMBERS) -> Iterator[str]:
    """The report, line by line as it is measured."""
    why = lacking()
    if why:
        yield f"vis-timeline and TimelineJS {why}"
        return
    try:
        folder = installed()
    except subprocess.CalledProcessError as error:
        yield f"vis-timeline and TimelineJS not measured: npm could not install them ({error})"
        return
    yield f"{'peer':13} {'events':>9}  {'course':10} {'median':>9} {'p99':>9}  ms a frame   shown after"
    for peer, page in PEERS.items():
        for number in numbers:
            found = measured(folder, page, number)
            if found.why:
                yield f"{peer:13} {number:>9,}  {found.why}"
            for course, taken in found.frames.items():
                p99 = sorted(taken)[int(len(taken) * 0.99)]
                yield (
                    f"{peer:13} {number:>9,}  {course:10} {statistics.median(taken):9.1f} {p99:9.1f}"
                    f"               {found.opened:8.0f} ms"
                )


def main(numbers: list[int]) -> None:
    for line in lines(tuple(numbers) or NUMBERS):
        print(line, flush=True)


if __name__ == "__main__":
    main([int(word.replace(",", "")) for word in sys.argv[1:]])
