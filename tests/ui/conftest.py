"""The window on the example case, as the tests of whole flows use it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings

from tracker.operations import demo


@pytest.fixture
def settings(tmp_path):
    """Where the window keeps its state, for this test alone."""
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def case(tmp_path):
    """A copy of the example case, open."""
    with demo.make(tmp_path / "case.tracker") as made:
        yield made


@pytest.fixture
def window(case, settings, qtbot):
    """The window on the example case, shown, its first search answered."""
    from tracker.ui.app import window_for

    made = window_for(case, settings)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: len(made.timeline_page.timeline._items) == 49 and made.session.reader.is_idle())
    yield made
    made.close()
