"""An event with something of every kind, the pane that shows it, and what a person does there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton

from tracker.operations.annotate import (
    ConcernDraft,
    add_concern,
    add_disputed_point,
    add_relation,
    add_status,
    cite,
)
from tracker.operations.involve import AuthorityDraft, set_involved
from tracker.operations.log import CitationDraft, DocketDraft, EventDraft, RoleDraft, log_event
from tracker.records import Event, Source
from tracker.ui import theme as themes
from tracker.ui.detail.detail_view import DetailView
from tracker.ui.session import Session

TEXT = "Officials said the IRS may share data. It is narrow."
HOSTILE = "a\r\nb\u2029c\u2028d\u00a0e\x0bf\ufdd0 <b>&amp;</b> \u202egnirts"
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def ids(store):
    """Ids of what the tests name."""
    with store.edit("Sources") as edit:
        kept = edit.add(
            Source(
                kind="article-newspaper",
                title="IRS story",
                publisher="The Paper",
                text=TEXT,
                issued="2025-04-08",
                url="https://www.example.org/story",
            )
        )
        bare = edit.add(Source(kind="legal_case", title="Exhibit A", publisher="D.D.C."))
    parties = (RoleDraft(role="issuer", stakeholder="IRS"), RoleDraft(role="party", stakeholder="ICE"))
    event = log_event(
        store,
        EventDraft(
            title="Treasury and DHS sign memorandum",
            type="memorandum of understanding",
            date="2025-04-07",
            summary="Lets ICE ask.",
            roles=parties,
            topics=("taxes",),
        ),
    ).id
    later = log_event(store, EventDraft(title="Motion for an injunction", type="motion", date="2025-05")).id
    cite(store, CitationDraft(source=kept.id, quote="It is narrow."), event=event)
    cite(store, CitationDraft(source=kept.id, quote="Officials said"), event=event)
    cite(store, CitationDraft(source=bare.id, relation="contradicts"), event=event)
    officials = add_concern(
        store,
        event,
        ConcernDraft(
            stakeholder="Veteran officials",
            theme="statutory scope",
            position="reservations",
            statement="Ask whether it is lawful.",
            citation=CitationDraft(source=kept.id, quote="Officials said"),
        ),
    ).id
    add_concern(store, event, ConcernDraft(stakeholder="Treasury", theme="privacy", position="supports"))
    add_relation(store, later, "challenges", event)
    add_status(store, event, "in effect", "fully", "2025-04-07")
    add_status(store, event, "litigation", "pending", "2025-05-01", citation=CitationDraft(source=bare.id))
    law = [AuthorityDraft(citation="26 U.S.C. § 6103(i)(2)", use="relied on")]
    set_involved(store, event, parties, law, [DocketDraft(docket_number="1:25-cv-00677", court="D.D.C.")])
    add_disputed_point(
        store, event, "How many days", [("Ninety", [CitationDraft(source=kept.id)]), ("Thirty", [])], "number"
    )
    return {"event": event, "later": later, "kept": kept.id, "bare": bare.id, "officials": officials}


@pytest.fixture
def session(ids, store, qtbot):
    made = Session(store)
    made.said = []
    made.message.connect(lambda text, severity: made.said.append((text, severity)))
    yield made
    made.reader.stop()


@pytest.fixture
def window(session, qtbot):
    """A window with the pane, something else to focus, and an Undo of its own."""
    made = QMainWindow()
    qtbot.addWidget(made)
    made.view = DetailView(session, themes.load("light"), made)
    made.elsewhere = QPushButton("Elsewhere", made)
    made.setMenuWidget(made.elsewhere)
    made.setCentralWidget(made.view)
    undo = QAction("Undo", made)
    undo.setShortcut(QKeySequence("Ctrl+Z"))
    undo.triggered.connect(lambda: session.undo())
    made.addAction(undo)
    made.resize(400, 1000)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def view(window, session, ids):
    session.select(ids["event"])
    return window.view


def type_(text):
    QTest.keyClicks(QApplication.focusWidget(), text)


def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def event_now(session, ids):
    return session.store.get(Event, ids["event"])


def texts(section):
    return [card.accessibleName() for card in section.shown_cards()]


def dialog_of(qtbot, kind):
    def there():
        found = QApplication.activeModalWidget()
        assert type(found).__name__ == kind

    qtbot.waitUntil(there)
    return QApplication.activeModalWidget()
