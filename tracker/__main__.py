"""`python -m tracker`, and what the installed `policy-tracker` starts."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; returns the exit code."""
    from tracker.cli.main import run

    return run()


if __name__ == "__main__":
    sys.exit(main())
