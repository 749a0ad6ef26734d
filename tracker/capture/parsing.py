"""Reading bytes from outside in a process of its own, with limits on memory and time.

`warm()` starts it before it is needed; `read()` gives the article in a snapshot; `run()` does any job of
`tracker.capture.parser_process.job`. Nothing here blocks for good: a process that overruns, or whose work is cancelled,
is killed and replaced by the next call. What comes back is plain data, and is checked before it is believed.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tracker.capture.article import Article, Found, Snapshot
from tracker.capture.parser_process import MEMORY_EXIT, Reply, receive, send
from tracker.errors import CaptureError

MEMORY = 1 << 30
"""Bytes a parsing process may take. Python with all that reads articles takes about 0.2 GB of address space."""

SECONDS = 20.0
"""On the clock, for one job."""

_ANSWER_MOST = {"article": 80 << 20, "feed": 40 << 20, "blocks": 40 << 20, "opml": 8 << 20}
_OTHER_ANSWER_MOST = 1 << 20
"""Bytes of JSON that a job may answer with: what claims more is not read. Far more than any job of ours says."""

_AT_ONCE = 2
"""So many jobs run beside each other; others wait."""

_PATIENCE = 0.05
"""Seconds between two looks at whether the work is still wanted."""


def _wanted() -> None:
    """The `check` of work that nobody can cancel."""


def read(
    snapshot: Snapshot, *, check: Callable[[], None] = _wanted, seconds: float = SECONDS, memory: int = MEMORY
) -> Article:
    """The article in what was captured. CaptureError with the reason if there is none to read.

    `check` is called some twenty times a second and may raise CancelledError.
    """
    options = {"media_type": snapshot.media_type, "charset": snapshot.charset, "url": snapshot.url}
    reply = run("article", snapshot.data, options, check=check, seconds=seconds, memory=memory)
    return _article(reply)


def warm(job: str = "article") -> None:
    """Start a process and let it load what `job` needs, without waiting for it. Call when somebody may capture soon."""
    global _warming
    with _lock:
        if _idle or (_warming is not None and _warming.is_alive()):
            return
        _warming = threading.Thread(target=_warm, args=(job,), name="warm the parsing process", daemon=True)
        _warming.start()


def _warm(job: str) -> None:
    # Nobody waits for this: the job itself will say what is wrong.
    with contextlib.suppress(CaptureError):
        run("warm", b"", {"job": job})


def run(
    job: str,
    data: bytes,
    options: dict[str, Any] | None = None,
    *,
    check: Callable[[], None] = _wanted,
    seconds: float = SECONDS,
    memory: int = MEMORY,
) -> Reply:
    """Do a job of `parser_process.job` on `data`. `options` are plain data that JSON can hold.

    CaptureError where the job refuses (its own words), overruns, takes too much memory, or breaks down. Whoever takes
    `Reply.value` checks its shape: it was made by a process that reads hostile bytes.
    """
    # One that is being warmed is ready sooner than another would be.
    warming = _warming
    while warming is not None and warming is not threading.current_thread() and warming.is_alive():
        warming.join(_PATIENCE)
        check()
    end = time.monotonic() + seconds
    while not _places.acquire(timeout=_PATIENCE):
        check()
        if time.monotonic() > end + seconds * _AT_ONCE:
            raise CaptureError("Other documents are still being read. Try again when they are done.")
    try:
        check()
        worker = _take(memory)
        try:
            header, blob = worker.ask(job, data, options or {}, check, seconds)
        except BaseException:
            worker.kill()
            raise
        if header.get("retire") or memory != MEMORY:
            worker.kill()
        else:
            _give_back(worker)
        if "refused" in header:
            raise CaptureError(str(header["refused"]))
        return Reply(header["value"], blob)
    finally:
        _places.release()


def stop() -> None:
    """End the processes that wait for work. Called by itself when the program ends."""
    with _lock:
        workers = _idle[:]
        _idle.clear()
    for worker in workers:
        worker.kill()


# --- The processes ------------------------------------------------------------------------------------------


class _Worker:
    """One parsing process."""

    def __init__(self, memory: int) -> None:
        self.memory = memory
        self._process = subprocess.Popen(
            command(memory),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        """End it now, whatever it does."""
        process = self._process
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                # A request half written stays in the pipe's buffer, and has nowhere to go.
                with contextlib.suppress(OSError):
                    pipe.close()

    def ask(
        self, job: str, data: bytes, options: dict[str, Any], check: Callable[[], None], seconds: float
    ) -> tuple[dict[str, Any], bytes]:
        """The header of its answer, with `refused` or `value`, and the bytes. CaptureError for any other end."""
        request = {"job": job, "options": options, "seconds": seconds}
        answers: queue.SimpleQueue[tuple[Any, bytes] | None] = queue.SimpleQueue()
        talk = threading.Thread(target=self._talk, args=(request, data, answers), daemon=True)
        talk.start()
        end = time.monotonic() + seconds
        while True:
            try:
                answer = answers.get(timeout=_PATIENCE)
                break
            except queue.Empty:
                check()
                if time.monotonic() > end:
                    raise _overrun(seconds) from None
        if answer is None:
            raise self._breakdown(seconds)
        header, blob = answer
        if isinstance(header, dict) and header.get("memory"):
            raise _too_large(self.memory)
        if not isinstance(header, dict) or not ({"refused", "value"} & header.keys()):
            raise _broken(str(header.get("failed", "")) if isinstance(header, dict) else "")
        return header, blob

    def _talk(self, request: Any, data: bytes, answers: queue.SimpleQueue[tuple[Any, bytes] | None]) -> None:
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            send(process.stdin, request, data)
            answers.put(receive(process.stdout, _ANSWER_MOST.get(request["job"], _OTHER_ANSWER_MOST)))
        except ValueError:  # no frame, or one that claims too much
            answers.put(({"failed": "the reading process gave no valid answer"}, b""))
        except (OSError, RecursionError):  # it died, or was killed, or nests its answer beyond reason
            answers.put(None)

    def _breakdown(self, seconds: float) -> CaptureError:
        try:
            code = self._process.wait(5)
        except subprocess.TimeoutExpired:
            code = 0
        # Libraries in C abort where they are given no memory.
        if code == MEMORY_EXIT or (sys.platform != "win32" and code == -signal.SIGABRT):
            return _too_large(self.memory)
        if sys.platform != "win32" and code == -signal.SIGXCPU:
            return _overrun(seconds)
        return _broken(f"the process that reads it ended with code {code}")


def command(memory: int) -> list[str]:
    """What starts a parsing process: this program, packaged or not."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--parse", str(memory)]
    # -P: nothing that happens to lie in the working folder is taken for a module.
    return [sys.executable, "-P", "-m", "tracker", "--parse", str(memory)]


def _environment() -> dict[str, str]:
    if getattr(sys, "frozen", False):
        return dict(os.environ)
    places = [str(Path(__file__).resolve().parents[2]), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, places))}


_lock = threading.Lock()
_idle: list[_Worker] = []
_warming: threading.Thread | None = None
_places = threading.BoundedSemaphore(_AT_ONCE)


def _take(memory: int) -> _Worker:
    """A process that waits for work, else a new one."""
    with _lock:
        while _idle and memory == MEMORY:
            worker = _idle.pop()
            if worker.is_alive():
                return worker
            worker.kill()
    try:
        return _Worker(memory)
    except OSError as error:
        raise CaptureError(f"The process that reads documents did not start: {error.strerror}.") from error


def _give_back(worker: _Worker) -> None:
    with _lock:
        _idle.append(worker)


atexit.register(stop)


# --- What it comes to ---------------------------------------------------------------------------------------


def _overrun(seconds: float) -> CaptureError:
    return CaptureError(f"Reading this took longer than {seconds:g} s, so it was stopped. Paste its text instead.")


def _too_large(memory: int) -> CaptureError:
    return CaptureError(
        f"Reading this would take more than {memory >> 20} MB of memory, so it was stopped. Paste its text instead."
    )


def _broken(why: str) -> CaptureError:
    reason = f" ({why})" if why else ""
    return CaptureError(f"This could not be read{reason}. Paste its text instead.")


_FOUND = ("title", "authors", "publisher", "issued", "language", "url", "kind", "number")


def _article(reply: Reply) -> Article:
    """An article from plain data; CaptureError where its shape is not an article's."""
    value = reply.value
    try:
        text = reply.data.decode("utf-8")
    except UnicodeDecodeError:
        raise _broken("the reading process gave no valid answer") from None
    if not isinstance(value, dict) or not _is_text(text):
        raise _broken("the reading process gave no valid answer")
    found = {name: _found(value[name]) for name in _FOUND if value.get(name) is not None}
    notes = value.get("notes", [])
    if not isinstance(notes, list) or not all(map(_is_text, notes)):
        raise _broken("the reading process gave no valid answer")
    return Article(text=text, notes=tuple(notes), **found)


def _found(value: Any) -> Found:
    if isinstance(value, list) and len(value) == 2 and all(map(_is_text, value)):
        return Found(value[0], value[1])
    raise _broken("the reading process gave no valid answer")


def _is_text(value: Any) -> bool:
    """Text that a record may hold: no NUL, no lone surrogates."""
    if not isinstance(value, str) or "\0" in value:
        return False
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
