"""Asking addresses whether they still answer, as background work of the window; what they say is one edit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from tracker.errors import CancelledError
from tracker.operations import link_checks
from tracker.operations.link_checks import Address, Answered, LinksChecked, Reach
from tracker.ui.network import allows_private

if TYPE_CHECKING:
    from tracker.ui.main_window import MainWindow

SECONDS = 15.0
"""How long one address may take."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("LinkChecking", text)


def check_links(window: MainWindow, addresses: list[Address], reach: Reach | None = None) -> None:
    """Ask these addresses with progress and Cancel; what was answered until then is kept. `reach` is for tests."""
    answers: list[Answered] = []
    inside = allows_private(window.settings)

    def work(progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> None:
        from tracker.capture import fetch

        def check() -> None:
            if cancelled():
                raise CancelledError(_tr("The check of links was stopped."))

        each = reach or partial(fetch.reach, allow_private=inside, check=check, seconds=SECONDS)
        link_checks.ask(addresses, each, progress, check, answers.append)

    def keep() -> LinksChecked | None:
        session = window.session
        return session.attempt(lambda: link_checks.record(session.store, answers)) if answers else None

    def done(_: object) -> None:
        found = keep()
        if found is not None:
            window.session.message.emit(outcome(found), "message")

    def failed(error: Exception) -> None:
        found = keep()
        kept = f" {outcome(found)}" if found is not None else ""
        severity = "message" if isinstance(error, CancelledError) else "error"
        window.session.message.emit(f"{error}{kept}", severity)

    if addresses:
        window.status.jobs.start(_tr("Checking links"), work, done, failed)


def outcome(found: LinksChecked) -> str:
    """What came of it, in a sentence."""
    words = {
        "reached": _tr("{0} reached"),
        "moved": _tr("{0} moved"),
        "dead": _tr("{0} dead"),
        "not reached": _tr("{0} not reached"),
    }
    parts = [words[state].format(f"{found.states[state]:,}") for state in words if found.states.get(state)]
    return _tr("Links checked: {0}.").format(", ".join(parts))
