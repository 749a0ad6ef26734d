"""Kill a process that logs events, at a moment left to chance, and see that nothing it acknowledged is lost.

`python tests/faults/kill_rounds.py [ROUNDS] [SEED]`: 100 rounds unless told otherwise. Each round feeds titles to
`policy-tracker log --from-lines -`, which prints each id after its commit, reads some of the ids and ends the process
with SIGKILL while it goes on writing. Every id read must then be an event of the title that was sent, in order, and
`check` must find nothing wrong. Exit code 1 if anything is lost.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tracker.records import Event, id_number
from tracker.store import Store

LINES = 5000  # more than any round gets to


@dataclass(frozen=True)
class Round:
    """One round: ids printed before the end, events that outlived it, and what was wrong."""

    printed: int
    kept: int
    problems: tuple[str, ...]


def _feed(pipe: IO[bytes], prefix: str) -> None:
    try:
        with pipe:
            for n in range(LINES):
                pipe.write(f"{prefix} {n} – “title”\n".encode())
    except BrokenPipeError:
        return  # it was killed


def one_round(tracker: Path, prefix: str, chance: random.Random) -> Round:
    """Log to `tracker`, kill, and look."""
    with Store.open(tracker, read_only=True) as store:
        before = store.count(Event)
    command = [
        sys.executable,
        "-m",
        "tracker",
        "log",
        "--type",
        "report",
        "--from-lines",
        "-",
        "--tracker",
        str(tracker),
    ]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as logging:
        assert logging.stdin is not None
        assert logging.stdout is not None
        feeder = threading.Thread(target=_feed, args=(logging.stdin, prefix))
        feeder.start()
        wanted = chance.randrange(40)
        printed = [logging.stdout.readline() for _ in range(wanted)]
        # It writes on while we count to a number: the moment falls anywhere in a transaction.
        for _ in range(chance.randrange(200_000)):
            pass
        logging.kill()
        printed += logging.stdout.readlines()
        logging.wait()
        feeder.join()
    ids = [line.decode().strip() for line in printed if line.endswith(b"\n")]
    problems = []
    with Store.open(tracker) as store:
        for n, text in enumerate(ids):
            found = store.many(Event, [id_number(text)])
            if not found:
                problems.append(f"{text}, which was printed, is not in the file")
            elif found[0].title != f"{prefix} {n} – “title”":
                problems.append(f"{text} has another title than was sent: {found[0].title}")
        problems += [f"{p.table} {p.id} {p.message}" for p in store.check()]
        kept = store.count(Event) - before
    if kept - len(ids) not in (0, 1):
        problems.append(f"{len(ids)} ids were printed and {kept} events kept: at most one may be unannounced")
    return Round(len(ids), kept, tuple(problems))


def rounds(count: int, tracker: Path, seed: int) -> Iterator[Round]:
    """So many rounds on one tracker, which must exist."""
    chance = random.Random(seed)
    for n in range(count):
        yield one_round(tracker, f"round {n}", chance)


def main(count: int = 100, seed: int = 1) -> int:
    """Run the rounds and tell; returns the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        tracker = Path(folder) / "killed.tracker"
        Store.create(tracker).close()
        done = list(rounds(count, tracker, seed))
    for n, each in enumerate(done):
        for problem in each.problems:
            print(f"round {n}: {problem}")
    lost = sum(bool(each.problems) for each in done)
    printed, kept = sum(r.printed for r in done), sum(r.kept for r in done)
    print(f"{count} rounds: {printed} ids printed, {kept} events kept, {lost} rounds with something wrong")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
