"""Commands about the file itself: new, demo, open, check, backup."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from tracker import paths
from tracker.cli.options import (
    json_option,
    named_tracker,
    print_json,
    progress,
    reading,
    say,
    tracker_option,
    tracker_path,
)
from tracker.errors import FileError, TrackerError


@click.command(
    short_help="Make a new, empty tracker.",
    epilog="""\b
Example:
  policy-tracker new asylum.tracker --title "Asylum rules 2026"
""",
)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--title", default="", help="What the tracker is about; shown at the top of its window.")
@tracker_option
@json_option
def new_command(file: Path | None, title: str, as_json: bool) -> None:
    """Make a new, empty tracker. FILE is its name; without it, the default tracker is made."""
    from tracker.store import Store

    path = _one_file(file)
    with Store.create(_with_folder(path), title):
        if as_json:
            print_json({"tracker": str(path)})
        else:
            say(f"Made {path}.")


@click.command(
    short_help="Make the example case and say what it holds.",
    epilog="""\b
Examples:
  policy-tracker demo --open
  policy-tracker demo --tracker case.tracker --json
""",
)
@tracker_option
@click.option("--open", "open_it", is_flag=True, help="Open it in the window.")
@json_option
def demo_command(open_it: bool, as_json: bool) -> int:
    """Make the example case, IRS–ICE data sharing 2025–2026, and say how much it holds.

    Without --tracker it is kept in your data folder. A copy that is there already is left as it is, with all that
    you have changed in it.
    """
    from tracker.operations import demo
    from tracker.store import Store

    path = named_tracker() or paths.demo_tracker()
    if open_it:
        _check_display()
    if os.path.exists(path):  # unlike pathlib, it says no of a name that no file can have
        with Store.open(path, read_only=True) as store:
            if not demo.is_example(store):
                raise FileError(f"{path} already exists and is not the example case. Choose another name for it.")
            counts = demo.report(store)
    else:
        with progress("Making the example case") as show, demo.make(_with_folder(path), show) as store:
            counts = demo.report(store)
    if as_json:
        print_json({**counts, "tracker": str(path.absolute())})
    else:
        names = {"relations": "links between events", "disputed": "disputed points"}
        held = ", ".join(f"{count} {names.get(what, what)}" for what, count in counts.items())
        click.echo(f"{path}: {held}.")
    return open_window(path) if open_it else 0


@click.command(
    short_help="Open a tracker in the window.",
    epilog="""\b
Example:
  policy-tracker open asylum.tracker
""",
)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@tracker_option
def open_command(file: Path | None) -> int:
    """Open a tracker in the window. Without FILE, the default one, which is made the first time."""
    return open_window(tracker_to_open(file))


@click.command(
    short_help="Check that a tracker is sound.",
    epilog="""\b
Example:
  policy-tracker check --tracker asylum.tracker || echo "look into it"
""",
)
@tracker_option
@json_option
def check_command(as_json: bool) -> int:
    """Check that a tracker is sound: the file, the journal, references, quotes.

    Names the first record of each kind that is not as it should be. Exit code 1 if anything was found.
    """
    with reading() as store, progress("Checking") as show:
        found = store.check(lambda what: show(0, 0, what))
    if as_json:
        listed = [{"kind": p.kind, "table": p.table, "id": p.id, "message": p.message} for p in found]
        print_json({"tracker": str(tracker_path()), "sound": not found, "problems": listed})
    elif not found:
        click.echo(f"{tracker_path()} is sound.")
    else:
        for problem in found:
            record = f"{problem.table.replace('_', ' ')} {problem.id} " if problem.table else ""
            click.echo(f"{record}{problem.message}")
        say(
            f"{tracker_path()}: {len(found)} {'problem' if len(found) == 1 else 'problems'}. Keep this file as it is, "
            f"and look for a sound copy in {paths.backups_folder(tracker_path())}."
        )
    return 1 if found else 0


@click.command(
    short_help="Make a verified copy of a tracker now.",
    epilog="""\b
Example:
  policy-tracker backup --tracker asylum.tracker
""",
)
@tracker_option
@json_option
def backup_command(as_json: bool) -> None:
    """Make a verified copy of a tracker now, beside it, and print its path."""
    with reading() as store:
        copy = str(store.backup())
    if as_json:
        print_json({"tracker": str(tracker_path()), "backup": copy})
    else:
        click.echo(copy)


def tracker_to_open(file: Path | None = None) -> Path:
    """The tracker that the window is to show; the default one is made the first time. FileError if there is none."""
    from tracker.store import Store

    _check_display()
    path = _one_file(file)
    if path == paths.default_tracker() and not path.exists():
        with Store.create(_with_folder(path)):
            say(f"Made {path}, your default tracker. “policy-tracker --help” lists what else there is.")
    Store.open(path, read_only=True).close()
    return path


def tracker_shown_last() -> Path:
    """The tracker named; if none is, the one a window showed last, if it can still be opened; else the default one."""
    if named_tracker() is None:
        _check_display()
        from tracker.ui.app import last_opened

        last = last_opened()
        if last is not None:
            try:
                return tracker_to_open(last)
            except TrackerError as error:
                say(f"{error} It was open last; here is the default tracker.")
    return tracker_to_open()


def open_window(path: Path) -> int:
    """Show the window until it is closed; returns the exit code. FileError if there is no display to show it on."""
    _check_display()
    from tracker.ui.app import run

    return run(path)


def _check_display() -> None:
    """Qt would end the process with a core dump, and no word of what to do."""
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if sys.platform == "linux" and not platform and not {"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ):
        raise FileError(
            "There is no display to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set). "
            "The other commands work without one: see “policy-tracker --help”."
        )


def _one_file(file: Path | None) -> Path:
    named = named_tracker()
    if file is not None and named not in (None, file):
        raise click.UsageError(f"Two trackers are named: {named} and {file}. Name one.")
    return file or tracker_path()


def _with_folder(path: Path) -> Path:
    """`path`; the program's own data folder, in which it may be, is made the first time."""
    if path.parent == paths.data_folder():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FileError(f"The data folder {path.parent} cannot be made ({error.strerror}).") from error
    return path
