"""The example case: a tracker made from the files that the program ships, by the importer that a user has."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from tracker.errors import FileError
from tracker.operations import importing
from tracker.paths import resource
from tracker.records import Concern, DisputedPoint, Event, Relation, Source
from tracker.store import Store

TITLE = "IRS–ICE data sharing"
LABEL = "Example case"
Progress = Callable[[int, int, str], None]


def make(path: Path, progress: Progress = lambda *_: None) -> Store:
    """Make the example case at `path`, which must not exist, and open it for writing.

    It appears whole or not at all. Undo stops at the case as it was made. Raises FileError.
    """
    if os.path.exists(path):  # unlike pathlib, it says no of a name that no file can have
        raise FileError(f"{path} already exists. Choose another name for the example case, or open that file.")
    try:
        with tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.absolute().parent) as folder:
            with Store.create(Path(folder) / path.name, TITLE) as store:
                plan = importing.plan(store, [resource("case")], progress=progress)
                importing.apply(store, plan, LABEL, kind="fixed")
                made = store.path
            os.rename(made, path)
    except OSError as error:
        raise FileError(
            f"{path} could not be made ({error.strerror}). Check that you may write to its folder."
        ) from error
    return Store.open(path)


def is_example(store: Store) -> bool:
    """Whether a tracker began as the example case, whatever has been done to it since."""
    begun = "SELECT EXISTS (SELECT 1 FROM edit WHERE kind='fixed' AND label=?)"
    return bool(store.connection.execute(begun, (LABEL,)).fetchone()[0])


def report(store: Store) -> dict[str, int]:
    """How much a tracker holds, by what people call it."""
    return {
        "events": store.count(Event),
        "sources": store.count(Source),
        "concerns": store.count(Concern),
        "relations": store.count(Relation),
        "disputed": store.count(DisputedPoint),
    }
