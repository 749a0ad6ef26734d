"""Getting and reading an article off the GUI thread."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject

from tracker.operations import article_reading
from tracker.ui.capture.articles import Articles


def test_no_reading_outlives_its_session(session, monkeypatch):
    begun = threading.Event()

    def endless(store, snapshot, check, **_):
        begun.set()
        while True:
            check()

    monkeypatch.setattr(article_reading, "read", endless)
    owner, told = QObject(), []
    articles = Articles(session, owner)
    articles.refused.connect(told.append)
    articles.read_text("The bureau signs a memorandum.")
    job = articles._job
    assert begun.wait(30)
    session.close()
    assert job.isFinished()
    assert told == []
