"""The group of commands: which module each is in, what is done when none is given, and how errors are told.

Exit codes, for scripts: 0 done; 1 `check`, `quotes check` or `import --preview` found problems; 2 refused, with one
message on stderr and nothing changed; 130 stopped with Ctrl+C; 141 nobody read on. Data goes to stdout, all else to
stderr.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any

import click

from tracker import __version__
from tracker.cli.options import tracker_option, visible
from tracker.errors import ImportFileError, QueryError, TrackerError

_COMMANDS = {
    "new": "files",
    "demo": "files",
    "open": "files",
    "search": "looking",
    "show": "looking",
    "state": "playing",
    "log": "entering",
    "annotate": "entering",
    "status": "relating",
    "link": "relating",
    "role": "relating",
    "capture": "capturing",
    "sources": "sources",
    "points": "disputing",
    "edit": "altering",
    "delete": "altering",
    "undo": "altering",
    "redo": "altering",
    "history": "looking",
    "inbox": "inbox",
    "digest": "digesting",
    "quotes": "quotes",
    "import": "exchange",
    "export": "exchange",
    "picture": "picturing",
    "check": "files",
    "backup": "files",
}
"""Command -> its module, in the order of the help."""

_PROBLEMS_SHOWN = 20


def _module(name: str) -> ModuleType:
    # Spelt out, so that packaging sees them; within, so that a command loads only what it uses.
    match name:
        case "altering":
            import tracker.cli.altering as altering

            return altering
        case "capturing":
            import tracker.cli.capturing as capturing

            return capturing
        case "digesting":
            import tracker.cli.digesting as digesting

            return digesting
        case "disputing":
            import tracker.cli.disputing as disputing

            return disputing
        case "entering":
            import tracker.cli.entering as entering

            return entering
        case "exchange":
            import tracker.cli.exchange as exchange

            return exchange
        case "inbox":
            import tracker.cli.inbox as inbox

            return inbox
        case "looking":
            import tracker.cli.looking as looking

            return looking
        case "picturing":
            import tracker.cli.picturing as picturing

            return picturing
        case "playing":
            import tracker.cli.playing as playing

            return playing
        case "quotes":
            import tracker.cli.quotes as quotes

            return quotes
        case "relating":
            import tracker.cli.relating as relating

            return relating
        case "sources":
            import tracker.cli.sources as sources

            return sources
        case _:
            import tracker.cli.files as files

            return files


class Refused(click.ClickException):
    """A TrackerError on its way to the terminal."""

    exit_code = 2

    def __init__(self, error: TrackerError) -> None:
        super().__init__(str(error))
        self.error = error

    def show(self, file: Any = None) -> None:
        """One message; under a search its fault is underlined, after a refused import its problems are listed."""
        click.echo(f"policy-tracker: {visible(str(self.error))}", file=file, err=True)
        if isinstance(self.error, QueryError) and self.error.text:
            for line in pointed_at(self.error):
                click.echo(f"  {line}", file=file, err=True)
        if isinstance(self.error, ImportFileError) and len(self.error.problems) > 1:
            for problem in self.error.problems[:_PROBLEMS_SHOWN]:
                click.echo(f"  {visible(str(problem))}", file=file, err=True)
            if len(self.error.problems) > _PROBLEMS_SHOWN:
                click.echo(f"  and {len(self.error.problems) - _PROBLEMS_SHOWN} more", file=file, err=True)


def pointed_at(error: QueryError) -> tuple[str, str]:
    """The search, and a line below it that marks the part at fault."""
    flat = "".join(" " if c.isspace() or not c.isprintable() else c for c in error.text)
    return flat, " " * error.start + "^" * max(1, error.end - error.start)


class Commands(click.Group):
    """A group whose commands are loaded when they are asked for, and whose errors are told in one message."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """All commands, in the order of the help."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of this name, loaded now; None if there is none."""
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(_module(_COMMANDS[cmd_name]), f"{cmd_name}_command")
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a TrackerError becomes a message and exit code 2."""
        try:
            return super().invoke(ctx)
        except TrackerError as error:
            raise Refused(error) from None
        except BrokenPipeError:
            # Who read our output has gone, as `head` does. What is still to be flushed goes nowhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(141)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """As click's, but with our exit codes: exits with one, or returns it if `standalone_mode` is False."""
        try:
            code = super().main(args, prog_name or "policy-tracker", complete_var, False, **extra)
        except click.ClickException as error:
            error.show()
            code = error.exit_code
        except click.Abort:
            click.echo("\npolicy-tracker: stopped.", err=True)
            code = 130
        code = code if isinstance(code, int) else 0
        if standalone_mode:
            sys.exit(code)
        return code


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""Start with “policy-tracker demo --open”, which opens an example case that you may change.
    “policy-tracker COMMAND --help” has examples. Exit codes: 0 done, 1 problems were found (check, import --preview),
    2 refused with a message, 130 stopped.""",
)
@tracker_option
@click.version_option(__version__, "--version", prog_name="Policy Tracker", message="%(prog)s %(version)s")
@click.pass_context
def commands(ctx: click.Context) -> None:
    """Chronologies of policy events, every line tied to the words that prove it.

    Without a command, opens the window on the tracker shown last, the first time on the default tracker, which is made.
    """
    if ctx.invoked_subcommand is None:
        from tracker.cli.files import open_window, tracker_shown_last

        ctx.exit(open_window(tracker_shown_last()))


def run(args: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    # Of what is printed only a file's name may be no UTF-8: a program gets its bytes back, a person sees them.
    for stream, unwritable in ((sys.stdout, "surrogateescape"), (sys.stderr, "backslashreplace")):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if stream.isatty():
            stream.reconfigure(errors="replace")
        else:
            # What is piped is data, and data is UTF-8 whatever the terminal speaks.
            stream.reconfigure(encoding="utf-8", errors=unwritable)
    code: int = commands.main(args, standalone_mode=False)
    return code
