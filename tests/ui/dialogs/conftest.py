"""A small tracker, its session, and a form shown for a person to type in."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tracker.operations.annotate import ConcernDraft, add_concern, add_disputed_point, cite
from tracker.operations.log import CitationDraft, EventDraft, RoleDraft, log_event
from tracker.records import Source
from tracker.ui import theme as themes
from tracker.ui.session import Session

TEXT = "The IRS may share. Officials said the IRS may share data. It is narrow."


class Story:
    """A few records that tests name: an event with two sources, a concern and a disputed point, and a later event."""

    def __init__(self, store):
        with store.edit("Sources") as edit:
            self.kept = edit.add(
                Source(
                    kind="article-newspaper",
                    title="IRS story",
                    publisher="The Paper",
                    text=TEXT,
                    url="https://example.org/story",
                )
            )
            self.bare = edit.add(Source(kind="legal_case", title="Order of 12 May", publisher="D.D.C."))
        self.event = log_event(
            store,
            EventDraft(
                title="Treasury and DHS sign memorandum on taxpayer data",
                type="memorandum of understanding",
                date="2025-04-07",
                summary="Lets ICE ask.",
                roles=(RoleDraft(role="issuer", stakeholder="IRS", kind="agency"),),
                topics=("taxes",),
            ),
        )
        self.later = log_event(store, EventDraft(title="Motion for an injunction", type="motion", date="2025-05"))
        cite(store, CitationDraft(source=self.kept.id, quote="It is narrow."), event=self.event.id)
        cite(store, CitationDraft(source=self.bare.id), event=self.event.id)
        self.concern = add_concern(
            store,
            self.event.id,
            ConcernDraft(
                stakeholder="Veteran officials",
                kind="officials",
                theme="statutory scope",
                position="reservations",
                statement="Ask whether it is lawful.",
                citation=CitationDraft(source=self.kept.id, quote="Officials said"),
            ),
        )
        self.point = add_disputed_point(
            store,
            self.event.id,
            "How many days",
            [("Ninety", [CitationDraft(source=self.kept.id)]), ("Thirty", [])],
            "number",
        )


@pytest.fixture
def story(store):
    return Story(store)


@pytest.fixture
def session(story, store, qtbot):
    made = Session(store)
    made.said = []
    made.message.connect(lambda text, severity: made.said.append((text, severity)))
    yield made
    made.reader.stop()


@pytest.fixture
def light():
    return themes.load("light")


@pytest.fixture
def show(qtbot):
    """Show a form and wait until it can be typed in."""

    def shown(dialog):
        # Tests look at forms after they are closed.
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(lambda: dialog.isActiveWindow() and dialog.focusWidget() is not None)
        return dialog

    return shown
