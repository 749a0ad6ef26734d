"""The errors a person may see, and whose matter each one is.

Every message is one or two plain sentences: what is wrong, where, and what to do about it. Anything raised
that is not a `TrackerError` is our own fault, and is shown and logged as such.
"""

from __future__ import annotations


class TrackerError(Exception):
    """Something the user can mend. `str(error)` is the message to show."""


class DateError(TrackerError):
    """A date that cannot be read. `text` is what was given."""

    def __init__(self, message: str, text: str = "") -> None:
        super().__init__(message)
        self.text = text


class QueryError(TrackerError):
    """A search that cannot be read: `text[start:end]` is the part at fault (`start <= end <= len(text)`)."""

    def __init__(self, message: str, text: str, start: int, end: int) -> None:
        super().__init__(message)
        self.text = text
        self.start = start
        self.end = end


class FileError(TrackerError):
    """A file that cannot be used: missing, locked, foreign, newer, damaged or not writable."""


class ReadOnlyError(TrackerError):
    """A write to a tracker that is open for reading only."""


class RecordError(TrackerError):
    """A record that may not be written as given. `field` names the field at fault, or is empty."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class NotFoundError(TrackerError):
    """No record answers to what was asked for."""


class UndoError(TrackerError):
    """An edit that cannot be undone or redone, and which later edit stands in its way."""


class ImportFileError(TrackerError):
    """An import that was refused whole. `problems` says file, row (1 = header), column and what is wrong."""

    def __init__(self, message: str, problems: tuple[object, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


class OutdatedError(ImportFileError):
    """An import planned before the tracker changed: what it would do is to be looked at once more."""


class EncodingError(ImportFileError):
    """A file whose bytes are not text in the encoding chosen or found out: another one may read it."""


class CaptureError(TrackerError):
    """Something that could not be fetched or read: an address refused, a page not there, a file that is not whole."""


class CancelledError(TrackerError):
    """The user stopped work under way; nothing of it was kept."""
