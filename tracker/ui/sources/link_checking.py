"""Asking addresses whether they still answer, as background work of the window; what they say is one edit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer

from tracker.errors import CancelledError
from tracker.operations import link_checks
from tracker.operations.link_checks import Address, Answered, LinksChecked, Reach
from tracker.ui import waiting
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

    def done(_: object) -> None:
        _keep(window, answers, "", "message")

    def failed(error: Exception) -> None:
        _keep(window, answers, str(error), "message" if isinstance(error, CancelledError) else "error")

    if addresses:
        window.status.jobs.start(_tr("Checking links"), work, done, failed)


def _keep(window: MainWindow, answers: Sequence[Answered], before: str, severity: str) -> None:
    """Keep what was answered, and say what came of it after the words `before`. While a long write has the tracker, or
    before one that is to begin while hands are full, it waits."""
    session = window.session

    def tell(found: LinksChecked) -> None:
        session.message.emit(f"{before} {outcome(found)}".strip(), severity)

    if not answers:
        session.message.emit(before, severity)
    elif session.is_lent or (len(answers) > waiting.FEW and waiting.is_pressing()):
        QTimer.singleShot(waiting.PATIENCE_MS, window, lambda: _keep(window, answers, before, severity))
    elif len(answers) > waiting.FEW:
        waiting.write_while_waiting(
            session,
            window,
            _tr("Keeping what links answered"),
            lambda store, *_: link_checks.record(store, answers),
            tell,
            session.fail,
        )
    else:
        found = session.attempt(lambda: link_checks.record(session.store, answers))
        if found is not None:
            tell(found)


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
