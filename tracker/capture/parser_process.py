"""The parsing process: bytes from outside are read here, so that what goes wrong goes wrong nowhere else.

`tracker.capture.parsing` starts it (`python -m tracker --parse BYTES`) and speaks with it in frames: lengths, a header
in JSON, and bytes. Nothing is ever unpickled. It opens no window, writes no file, and starts no other program.

What holds where: on Linux the kernel limits its memory (address space) and, of each job, its processor time. Elsewhere
a thread looks at its memory and ends it. The time on the clock is the asking side's matter, and holds everywhere.
"""

from __future__ import annotations

import json
import os
import signal
import struct
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any

from tracker.errors import CaptureError

_LENGTHS = struct.Struct(">QQ")
_REQUEST_MOST = 1 << 20
_DATA_MOST = 1 << 30
_LOOK = 0.05
_JOBS_MOST = 200
"""A process that has done so many jobs gives way to a new one: what leaks, leaks no further."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a job gives back: plain data that JSON can hold, and bytes if there are any (a picture)."""

    value: Any
    data: bytes = b""


Job = Callable[[bytes, dict[str, Any]], Reply]
"""Bytes from outside and options (plain data) to a reply. A CaptureError is a refusal that people are told."""


def job(name: str) -> Job:
    """The jobs there are, by name. Each imports what it needs when first asked for."""
    match name:
        case "warm":
            return _warm
        case "article":
            from tracker.capture.reading import article

            return article
        case "feed":
            from tracker.capture.feeds import feed

            return feed
        case "opml":
            from tracker.capture.opml import opml

            return opml
        case "blocks":
            from tracker.capture.snapshot_pages import page_blocks

            return page_blocks
        case "pdf page":
            from tracker.capture.snapshot_pages import pdf_page_picture

            return pdf_page_picture
        case _:
            raise CaptureError(f"The parsing process knows no job {name!r}.")


def _warm(_: bytes, options: dict[str, Any]) -> Reply:
    """Load what a job needs before it is asked for: `options["job"]`, or an article's if none is named."""
    wanted = str(options.get("job", "article"))
    job(wanted)
    if wanted == "article":
        import trafilatura  # noqa: F401 - a second, better spent before somebody waits
    return Reply(True)


def send(stream: IO[bytes], header: Any, data: bytes = b"") -> None:
    """Write one frame: two lengths (8 bytes each, big-endian), the header as ASCII JSON, the bytes."""
    head = json.dumps(header).encode("ascii")
    stream.write(_LENGTHS.pack(len(head), len(data)))
    stream.write(head)
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes], header_most: int = _REQUEST_MOST) -> tuple[Any, bytes] | None:
    """Read one frame; None at the end of the stream. ValueError for what is not a frame, or has a longer header."""
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    head_length, data_length = _LENGTHS.unpack(lengths)
    if head_length > header_most or data_length > _DATA_MOST:
        raise ValueError(f"a frame of {head_length} and {data_length} bytes")
    head = stream.read(head_length)
    data = stream.read(data_length)
    if len(head) < head_length or len(data) < data_length:
        return None
    return json.loads(head), data


def main(memory: int) -> int:
    """Answer requests from stdin on stdout until stdin ends. `memory`: bytes this process may take."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program; this ends when its stdin does
    requests = sys.stdin.buffer
    # What a library prints must not get between the frames.
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    limit(memory)
    try:
        _serve(requests, replies)
    except MemoryError:
        return MEMORY_EXIT
    return 0


def _serve(requests: IO[bytes], replies: IO[bytes]) -> None:
    done = 0
    while (frame := receive(requests)) is not None:
        request, data = frame
        done += 1
        allow_seconds(float(request["seconds"]))
        header, blob = answer(request, data)
        header["retire"] = done >= _JOBS_MOST or header.pop("worn", False)
        send(replies, header, blob)
        del frame, data, header, blob


def answer(request: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    """Do one job. The header holds `value`, or `refused`, `failed` or `memory` with words that tell why."""
    try:
        reply = job(request["job"])(data, request["options"])
    except CaptureError as error:
        return {"refused": str(error)}, b""
    except MemoryError:
        return {"memory": True, "worn": True}, b""
    except RecursionError:
        return {"failed": "its parts are nested too deeply", "worn": True}, b""
    except Exception as error:  # noqa: BLE001 - whatever bytes do to a library, the asking side is told
        # lxml says so of memory it was not given.
        if "memory" in str(error).lower():
            return {"memory": True, "worn": True}, b""
        return {"failed": f"{type(error).__name__}: {str(error)[:300]}", "worn": True}, b""
    return {"value": reply.value}, reply.data


# --- Limits -------------------------------------------------------------------------------------------------


def limit(memory: int) -> None:
    """Take away what parsing does not need: more memory than `memory` bytes, writing files, other programs."""
    if sys.platform == "win32":
        threading.Thread(target=_watch, args=(memory,), daemon=True).start()
        return
    import resource

    if sys.platform == "darwin":  # it takes RLIMIT_AS and does not hold it
        threading.Thread(target=_watch, args=(memory,), daemon=True).start()
    else:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def allow_seconds(seconds: float) -> None:
    """From now on, `seconds` of processor time (POSIX): the kernel ends the process after that."""
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        limit = int(used.ru_utime + used.ru_stime + seconds) + 2
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _watch(memory: int) -> None:
    while memory_taken() < memory:
        time.sleep(_LOOK)
    os._exit(MEMORY_EXIT)


MEMORY_EXIT = 77
"""The exit code of a process that took too much memory."""


def memory_taken() -> int:
    """The most bytes of memory this process has taken so far."""
    if sys.platform == "win32":
        return _windows_peak()
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _windows_peak() -> int:
    """PeakWorkingSetSize of PROCESS_MEMORY_COUNTERS (psapi.h)."""
    import ctypes

    class Counters(ctypes.Structure):
        _fields_ = (
            ("size", ctypes.c_ulong),
            ("page_faults", ctypes.c_ulong),
            ("peak", ctypes.c_size_t),
            ("others", ctypes.c_size_t * 7),
        )

    counters = Counters()
    counters.size = ctypes.sizeof(Counters)
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    kernel.K32GetProcessMemoryInfo(ctypes.c_void_p(kernel.GetCurrentProcess()), ctypes.byref(counters), counters.size)
    return int(counters.peak)
