"""One writer at a time: a lock the operating system holds on a small file beside the tracker, and drops if we die."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tracker.errors import FileError


class WriterLock:
    """Held from a successful `take` until `release`, or until the process ends however it ends."""

    def __init__(self, tracker: Path) -> None:
        self.path = tracker.with_name(tracker.name + ".lock")
        self._handle: int | None = None

    def take(self) -> bool:
        """True if this process now is the writer; False if another one is."""
        try:
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise FileError(f"{self.path.parent} cannot be written to ({error.strerror}).") from error
        if not _lock(handle):
            os.close(handle)
            return False
        os.ftruncate(handle, 0)
        os.write(handle, f"{os.getpid()}\n".encode())
        self._handle = handle
        return True

    def holder(self) -> str:
        """The process number of the writer, for a message; '' where it cannot be read."""
        try:
            return self.path.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return ""

    def release(self) -> None:
        """Let another process write. The file stays: removing it would let two processes lock two files."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        try:
            # One byte far past the text, so that others can still read who holds it.
            os.lseek(handle, 1 << 20, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            os.lseek(handle, 0, os.SEEK_SET)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
