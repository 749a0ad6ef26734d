"""Kill a program while it logs events, again and again, and see whether anything it had acknowledged is gone.

    python tests/faults/killing.py [ROUNDS] [FOLDER]      100 rounds, in a folder of its own, unless told otherwise

Each round starts a process that logs events in one tracker and prints the id of each once it is committed, kills it
with SIGKILL at a random moment, and then checks the file: every id ever printed is there, with all that belongs to
it, and `Store.check` finds nothing.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

LOGGER = """
import sys
from pathlib import Path
from tracker.records import Citation, Event, Source, Status
from tracker.store import Store
store = Store.open(Path(sys.argv[1]))
assert not store.read_only, store.why_read_only
number = 0
while True:
    number += 1
    with store.edit(f"Log {number}") as edit:
        event = edit.add(Event(title=f"Event {number}", type="order", date="2025-04-07", summary="words " * 200))
        source = edit.add(Source(kind="report", title="A report", text="text " * 500))
        edit.add(Citation(source=source.id, event=event.id))
        edit.add(Status(event=event.id, axis="lifecycle", value="final"))
    print(event.id, flush=True)
    if number % 5 == 0:
        store.undo()
        print(-event.id, flush=True)
        store.redo()
        print(event.id, flush=True)
"""


def killed_while_logging(path: Path, wanted: int) -> list[int]:
    """Log events in `path`, kill the process once it has printed `wanted` lines; gives all that it printed.

    A line is the id of an event that is in the file from then on, or its negative: it was undone.
    """
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-c", LOGGER, str(path)], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(wanted)]
    os.kill(process.pid, signal.SIGKILL)
    # What it managed to print before the signal came; a line cut short was not acknowledged.
    rest = process.stdout.read().splitlines(keepends=True)
    process.stdout.close()
    process.wait()
    return [int(line) for line in lines + rest if line.endswith("\n")]


def faults(path: Path, printed: list[int]) -> Iterator[str]:
    """What is wrong with the file after its writer was killed."""
    from tracker.records import Citation, Event, Status
    from tracker.store import Store

    there = {abs(line): line > 0 for line in printed}  # the last line about an event counts
    with Store.open(path) as store:
        if store.read_only:
            yield store.why_read_only
        events = {event.id for event in store.where(Event)}
        # What was under way when the signal came may have happened or not.
        unsure = abs(printed[-1]) if printed else 0
        for event, stands in there.items():
            if event != unsure and stands != (event in events):
                yield f"event {event} was acknowledged {'and is gone' if stands else 'as undone and is there'}"
        for part in (Citation, Status):
            if {record.event for record in store.where(part)} != events:
                yield f"an event has lost its {part.TABLE}"
        yield from (f"{problem.kind}: {problem.message}" for problem in store.check())


def run(rounds: int, folder: Path, seed: int = 0) -> Iterator[tuple[int, int, list[str]]]:
    """After each round: its number, how many ids were printed so far, and what was found wrong."""
    from tracker.store import Store

    rng = random.Random(seed)
    path = folder / "killed.tracker"
    Store.create(path).close()
    printed: list[int] = []
    for number in range(1, rounds + 1):
        printed += killed_while_logging(path, rng.randrange(1, 8))
        yield number, len(printed), list(faults(path, printed))


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    folder = Path(sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp(prefix="killing-"))
    wrong = 0
    for number, printed, found in run(rounds, folder):
        wrong += len(found)
        print(f"round {number}: {printed} lines printed so far, {len(found)} wrong", *found, sep="\n  ", flush=True)
    print("Nothing acknowledged was lost." if not wrong else f"{wrong} faults.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
