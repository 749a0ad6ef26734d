"""One writer at a time: a lock the operating system holds on a small file beside the tracker, and drops if we die."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tracker.errors import FileError


class WriterLock:
    """Held from a successful `take` until `release`, or until the process ends however it ends."""

    def __init__(self, tracker: Path) -> None:
        # Beside the file itself, so that two links to one file meet at one lock.
        real = tracker.resolve()
        self.path = real.with_name(real.name + ".lock")
        self._handle: int | None = None

    def take(self) -> bool:
        """True if this process now is the writer; False if another one is. FileError where there can be no lock."""
        try:
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise FileError(
                f"{self.path} cannot be made ({error.strerror}), and it keeps others from writing."
            ) from error
        try:
            if not _lock(handle):
                os.close(handle)
                return False
            os.ftruncate(handle, 0)
            os.write(handle, f"{os.getpid()}\n".encode())
        except OSError as error:
            os.close(handle)
            raise FileError(f"{self.path} cannot be locked ({error.strerror}), so others might write too.") from error
        self._handle = handle
        return True

    @property
    def held(self) -> bool:
        """Whether this process is the writer."""
        return self._handle is not None

    def holder(self) -> str:
        """The process number of the writer, for a message; '' where it cannot be read."""
        try:
            text = self.path.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return ""
        return text if text.isdigit() else ""

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
        except PermissionError:  # what Windows says of a byte that another process has locked
            return False
        return True
else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
