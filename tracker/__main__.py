"""`python -m tracker`, and what the installed `policy-tracker` starts."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line, or the parsing process that the program starts for itself; returns the exit code."""
    if sys.argv[1:2] == ["--parse"] and len(sys.argv) == 3 and sys.argv[2].isdecimal():
        from tracker.capture.parser_process import main as parse

        return parse(int(sys.argv[2]))
    from tracker.cli.main import run

    return run()


if __name__ == "__main__":
    sys.exit(main())
