"""The right pane: everything about the selected event, edited in place, nothing lost and nothing altered."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QPushButton

from tracker.operations.annotate import (
    ConcernDraft,
    add_concern,
    add_disputed_point,
    add_relation,
    add_status,
    cite,
    settle,
)
from tracker.operations.change import change, delete_event
from tracker.operations.involve import AuthorityDraft, set_involved
from tracker.operations.log import CitationDraft, DocketDraft, EventDraft, RoleDraft, log_event
from tracker.records import Citation, Concern, Event, Source
from tracker.store import Store
from tracker.ui import theme as themes
from tracker.ui.detail_view import DetailView
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


# What is shown


def test_without_a_selection_it_teaches_the_next_step(window):
    assert window.view.empty.isVisible()
    assert "Ctrl+N" in " ".join(label.text() for label in window.view.empty.findChildren(QLabel))
    assert window.view.event_id == 0


def test_it_gets_ready_before_it_is_needed_and_still_shows_that_nothing_is_selected(window, qtbot):
    qtbot.waitUntil(lambda: window.view._built)
    assert window.view.empty.isVisible()


def test_an_event_is_shown_whole(view, ids):
    assert view.event_id == ids["event"]
    assert view.header.type.text() == "Memorandum of understanding"
    assert view.header.title.text() == "Treasury and DHS sign memorandum"
    assert view.header.standing.text().endswith("In effect, contested")
    assert view.facts.date.edtf() == "2025-04-07"
    assert view.facts.parties.plain_text() == "IRS (issuer), ICE (party)"
    assert view.facts.authority.plain_text() == "26 U.S.C. § 6103(i)(2) (relied on)"
    assert view.facts.docket.plain_text() == "1:25-cv-00677 (D.D.C.)"
    assert view.facts.topics.topics() == ("taxes",)
    assert view.summary.text() == "Lets ICE ask."


def test_a_source_is_one_card_however_often_it_is_cited(view):
    kept, bare = texts(view.sources)
    assert view.sources.count.text() == "2"
    assert kept.startswith("IRS story\nThe Paper · 8 Apr 2025 · News article · text kept ✓ · ✓ 2 quotes match")
    assert "It is narrow." in kept
    assert "Officials said" in kept
    assert "no text kept" in bare
    assert "contradicts" in bare


def test_a_link_shows_its_host_and_never_the_rest(view):
    assert "www.example.org\u00a0↗" in texts(view.sources)[0]
    assert "/story" not in texts(view.sources)[0]


def test_concerns_say_who_where_they_stand_and_on_what(view):
    officials, treasury = texts(view.concerns)
    assert officials.startswith(
        "Veteran officials, Reservations, Statutory scope\nAsk whether it is lawful.\nOfficials said"
    )
    assert officials.endswith("The Paper ✓")
    assert treasury == "Treasury, Supports, Privacy"


def test_statuses_say_as_of_when_and_the_latest_come_first(view):
    assert texts(view.statuses) == [
        "Litigation: pending as of 1 May 2025 · D.D.C.",
        "In effect: fully as of 7 April 2025",
    ]


def test_an_earlier_status_on_an_axis_is_marked_as_such(view, session, ids):
    add_status(session.store, ids["event"], "in effect", "not", "2025-12-01")
    assert texts(view.statuses)[0] == "In effect: no as of 1 December 2025"
    assert texts(view.statuses)[2].endswith("earlier")
    assert view.header.standing.text().endswith("Not in effect, contested")


def test_related_events_are_read_from_this_end(view, session, ids):
    assert texts(view.related) == ["Challenged by Motion for an injunction · May 2025"]
    session.select(ids["later"])
    assert texts(view.related)[0].startswith("Challenges Treasury and DHS sign")


def test_a_disputed_point_shows_its_versions_and_how_it_was_settled(view, session, ids):
    (card,) = texts(view.disputed)
    assert card.startswith("How many days, Open, Number")
    assert "• Ninety" in card
    assert "The Paper" in card
    point = session.store.dossier(ids["event"]).disputed[0]
    settle(session.store, point.point, point.claims[0].claim, "So the text says.", "2025-06")
    (card,) = texts(view.disputed)
    assert "Settled" in card
    assert "✓ Ninety" in card
    assert "So the text says. (June 2025)" in card


def test_what_an_event_does_not_have_takes_no_room(view, session, ids):
    session.select(ids["later"])
    assert not view.facts.parties.isVisible()
    assert not view.facts.docket.isVisible()
    assert view.sources.shown_cards() == []
    assert view.sources.count.text() == ""
    assert not view.header.standing.isVisible()


def test_the_order_in_a_day_is_asked_for_only_where_it_matters(view, session, ids):
    assert not view.facts.order.isVisible()
    log_event(session.store, EventDraft(title="Same day", type="report", date="2025-04-07"))
    change(session.store, event_now(session, ids), noteworthy=True)
    assert view.facts.order.isVisible()


def test_hostile_text_is_shown_as_text(view, session, ids):
    store = session.store
    change(store, event_now(session, ids), title=HOSTILE, summary=HOSTILE)
    change(store, store.get(Concern, ids["officials"]), statement="<img src='http://x'>" + HOSTILE)
    assert view.header.title.text() == HOSTILE
    assert view.summary.text() == HOSTILE
    assert "<img src='http://x'>" in texts(view.concerns)[0]
    view.grab()


# Editing in place


def test_a_title_is_edited_in_place_as_one_edit(view, window, session, ids):
    view.header.title.setFocus()
    view.header.title.selectAll()
    type_("Memorandum signed")
    press(Qt.Key.Key_Return)
    assert event_now(session, ids).title == "Memorandum signed"
    assert session.store.undo_label() == "Edit title"
    assert view.header.title.hasFocus()
    session.undo()
    assert view.header.title.text() == "Treasury and DHS sign memorandum"


def test_leaving_a_field_writes_it(view, window, session, ids):
    view.summary.setFocus()
    press(Qt.Key.Key_End, CONTROL)
    type_(" And more.")
    window.elsewhere.setFocus()
    assert event_now(session, ids).summary == "Lets ICE ask. And more."
    assert session.store.undo_label() == "Edit summary"


def test_leaving_without_a_change_writes_nothing(view, window, session):
    before = session.store.undo_label()
    for field in (view.header.title, view.header.type, view.facts.date.line, view.summary, view.facts.order):
        field.setFocus()
        window.elsewhere.setFocus()
    assert session.store.undo_label() == before


def test_escape_brings_back_what_is_kept(view, window, session, ids):
    view.header.title.setFocus()
    type_("Not ")
    press(Qt.Key.Key_Escape)
    window.elsewhere.setFocus()
    assert event_now(session, ids).title == "Treasury and DHS sign memorandum"


def test_a_hostile_title_edited_at_its_end_keeps_every_character(view, window, session, ids):
    change(session.store, event_now(session, ids), title=HOSTILE, summary=HOSTILE)
    for field in (view.header.title, view.summary):
        field.setFocus()
        press(Qt.Key.Key_End, CONTROL)
        type_("!")
        window.elsewhere.setFocus()
    assert event_now(session, ids).title == HOSTILE + "!"
    assert event_now(session, ids).summary == HOSTILE + "!"


def test_an_empty_title_is_refused_and_marked_and_can_be_taken_back(view, window, session, ids):
    view.header.title.setFocus()
    view.header.title.selectAll()
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Return)
    assert event_now(session, ids).title == "Treasury and DHS sign memorandum"
    assert session.said[-1][1] == "error"
    assert view.header.title.property("fault") is True
    press(Qt.Key.Key_Escape)
    assert view.header.title.text() == "Treasury and DHS sign memorandum"


def test_a_type_is_completed_and_written_as_the_vocabulary_has_it(view, session, ids):
    view.header.type.setFocus()
    view.header.type.selectAll()
    type_("Settle")
    press(Qt.Key.Key_Return)
    assert event_now(session, ids).type == "settlement"
    assert session.store.undo_label() == "Change type"
    assert view.header.type.text() == "Settlement"


def test_a_date_is_edited_as_people_type_it(view, window, session, ids):
    view.facts.date.setFocus()
    assert view.facts.date.line.text() == "2025-04-07"
    view.facts.date.line.selectAll()
    type_("about May 2025")
    press(Qt.Key.Key_Return)
    assert event_now(session, ids).date == "2025-05~"
    window.elsewhere.setFocus()
    assert view.facts.date.line.text() == "about May 2025"


def test_a_date_that_cannot_be_read_writes_nothing_and_says_so(view, window, session, ids):
    view.facts.date.setFocus()
    view.facts.date.line.selectAll()
    type_("7/4/25")
    window.elsewhere.setFocus()
    assert event_now(session, ids).date == "2025-04-07"
    assert "2 ways" in view.facts.date.hint.text()
    assert view.facts.date.hint.isVisible()


def test_basis_and_evidence_are_picked(view, session, ids, qtbot):
    view.facts.basis.setFocus()
    qtbot.keyClick(view.facts.basis, Qt.Key.Key_S)
    assert event_now(session, ids).date_basis == "signed"
    view.facts.evidence.setFocus()
    qtbot.keyClick(view.facts.evidence, Qt.Key.Key_A)
    assert event_now(session, ids).evidence == "anonymous reporting"
    session.undo()
    assert view.facts.evidence.value() == ""


def test_the_star_marks_an_event(view, session, ids, qtbot):
    qtbot.mouseClick(view.header.star, Qt.MouseButton.LeftButton)
    assert event_now(session, ids).noteworthy is True
    assert view.header.star.text() == "★"
    session.undo()
    assert view.header.star.text() == "☆"
    assert not view.header.star.isChecked()


def test_topics_are_added_and_removed(view, session, ids, qtbot):
    view.facts.topics.adder.setFocus()
    type_("privacy law; and more")
    press(Qt.Key.Key_Return)
    assert [t.name for t in session.store.dossier(ids["event"]).topics] == ["taxes", "privacy law; and more"]
    chip = view.facts.topics._chips[0]
    chip.setFocus()
    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    assert [t.name for t in session.store.dossier(ids["event"]).topics] == ["privacy law; and more"]
    session.undo()
    assert view.facts.topics.topics() == ("taxes", "privacy law; and more")


def test_the_order_in_a_day_is_typed(view, session, ids):
    log_event(session.store, EventDraft(title="Same day", type="report", date="2025-04-07"))
    change(session.store, event_now(session, ids), noteworthy=True)
    view.facts.order.setFocus()
    view.facts.order.selectAll()
    type_("2")
    press(Qt.Key.Key_Return)
    assert event_now(session, ids).day_order == 2
    view.facts.order.selectAll()
    type_("first")
    press(Qt.Key.Key_Return)
    assert event_now(session, ids).day_order == 2
    assert view.facts.order.property("fault") is True
    press(Qt.Key.Key_Escape)
    assert view.facts.order.text() == "2"


def test_undo_takes_back_typing_before_it_takes_back_edits(view, session, ids):
    change(session.store, event_now(session, ids), "Mark", noteworthy=True)
    view.header.title.setFocus()
    press(Qt.Key.Key_End)
    type_("x")
    press(Qt.Key.Key_Z, CONTROL)
    assert view.header.title.text() == "Treasury and DHS sign memorandum"
    assert session.store.undo_label() == "Mark"
    press(Qt.Key.Key_Z, CONTROL)
    assert event_now(session, ids).noteworthy is False


def test_undo_in_a_field_just_written_takes_back_the_edit_there(view, session, ids):
    view.header.title.setFocus()
    press(Qt.Key.Key_End)
    type_("x")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Z, CONTROL)
    assert event_now(session, ids).title == "Treasury and DHS sign memorandum"
    assert view.header.title.text() == "Treasury and DHS sign memorandum"
    assert view.header.title.hasFocus()


def test_a_change_from_elsewhere_leaves_typing_and_cursor_alone(view, session, ids):
    view.header.title.setFocus()
    press(Qt.Key.Key_Home)
    type_("New: ")
    at = view.header.title.textCursor().position()
    change(session.store, event_now(session, ids), summary="Changed elsewhere", title="Also changed")
    assert view.summary.text() == "Changed elsewhere"
    assert view.header.title.text() == "New: Treasury and DHS sign memorandum"
    assert view.header.title.textCursor().position() == at
    assert view.header.title.hasFocus()


def test_another_selection_writes_what_was_typed_to_the_event_it_was_typed_for(view, session, ids):
    view.header.title.setFocus()
    press(Qt.Key.Key_End)
    type_(" in April")
    session.select(ids["later"])
    assert event_now(session, ids).title == "Treasury and DHS sign memorandum in April"
    assert session.store.get(Event, ids["later"]).title == "Motion for an injunction"
    assert view.header.title.text() == "Motion for an injunction"


def test_a_deleted_event_is_no_longer_shown(view, session, ids):
    delete_event(session.store, ids["event"])
    assert view.empty.isVisible()
    assert view.event_id == 0
    session.undo()
    session.select(ids["event"])
    assert view.header.title.text() == "Treasury and DHS sign memorandum"


def test_a_request_to_edit_goes_to_the_title(view, session, ids):
    session.edit_requested.emit(ids["event"])
    assert view.header.title.hasFocus()


def test_changes_of_other_events_rebuild_nothing(view, session, ids, monkeypatch):
    shown = []
    monkeypatch.setattr(view, "_show", lambda *a, **k: shown.append(1))
    log_event(session.store, EventDraft(title="Other", type="report", date="2020"))
    assert shown == []
    change(session.store, event_now(session, ids), noteworthy=True)
    assert shown == [1]


# Cards


def test_delete_on_a_concern_removes_it_and_says_how_to_undo(view, session, ids, qtbot):
    card = view.concerns.cards[0]
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Delete)
    assert texts(view.concerns) == ["Treasury, Supports, Privacy"]
    assert session.store.undo_label() == "Delete concern"
    assert "Concern removed" in session.said[-1][0]
    assert "Ctrl+Z" in session.said[-1][0]
    assert view.concerns.cards[0].hasFocus()
    session.undo()
    assert len(texts(view.concerns)) == 2


def test_removing_a_source_leaves_the_source_itself(view, session, ids, qtbot):
    view.sources.cards[0].setFocus()
    qtbot.keyClick(view.sources.cards[0], Qt.Key.Key_Delete)
    assert len(texts(view.sources)) == 1
    assert session.store.where(Citation, event=ids["event"], source=ids["kept"]) == []
    assert session.store.get(Source, ids["kept"]).title == "IRS story"
    session.undo()
    assert len(texts(view.sources)) == 2


@pytest.mark.parametrize("name", ["statuses", "related", "disputed"])
def test_every_kind_of_card_can_be_removed_and_brought_back(view, session, qtbot, name):
    section = getattr(view, name)
    before = texts(section)
    section.cards[0].setFocus()
    qtbot.keyClick(section.cards[0], Qt.Key.Key_Delete)
    assert texts(section) == before[1:]
    session.undo()
    assert texts(section) == before


def test_a_related_event_is_a_click_away(view, session, ids, qtbot):
    qtbot.mouseClick(view.related.cards[0], Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert session.selection == ids["later"]
    assert view.header.title.text() == "Motion for an injunction"


def test_enter_on_a_related_event_selects_it(view, session, ids, qtbot):
    view.related.cards[0].setFocus()
    qtbot.keyClick(view.related.cards[0], Qt.Key.Key_Return)
    assert session.selection == ids["later"]


def test_a_quote_is_copied_exactly(view):
    menu = view.concerns.cards[0].make_menu()
    next(action for action in menu.actions() if action.text() == "Copy quote").trigger()
    assert QGuiApplication.clipboard().text() == "Officials said"
    menu.deleteLater()


def test_a_link_is_opened_by_a_click_on_its_host_only(view, monkeypatch, qtbot):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    card = view.sources.cards[0]
    link = next(p for p in card.arranged().texts if any(run.text.endswith("↗") for _, _, run in p.runs))
    run = next(run for _, _, run in link.runs if run.text.endswith("↗"))
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=next(iter(link.boxes(run))).center().toPoint())
    assert opened == ["https://www.example.org/story"]


@pytest.mark.parametrize(
    "url", ["file:///etc/hosts", "javascript:alert(1)", "data:text/html,x", "ftp://example.org", "x"]
)
def test_only_addresses_of_the_web_are_links(view, session, ids, monkeypatch, url):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda to: opened.append(to))
    change(session.store, session.store.get(Source, ids["kept"]), url=url)
    assert "↗" not in texts(view.sources)[0]
    assert not any("link" in text.lower() for text, _ in view.sources.cards[0].content.menu)
    view.acts.open_url(url)
    assert opened == []


def dialog_of(qtbot, kind):
    def there():
        found = QApplication.activeModalWidget()
        assert type(found).__name__ == kind

    qtbot.waitUntil(there)
    return QApplication.activeModalWidget()


@pytest.mark.parametrize(
    ("section", "kind"),
    [
        ("sources", "CiteDialog"),
        ("concerns", "ConcernDialog"),
        ("statuses", "StatusDialog"),
        ("related", "RelationDialog"),
        ("disputed", "DisputedDialog"),
    ],
)
def test_each_section_has_a_link_that_adds_to_it(view, qtbot, section, kind):
    qtbot.mouseClick(getattr(view, section).add, Qt.MouseButton.LeftButton)
    dialog_of(qtbot, kind).reject()


def test_parties_and_law_have_a_link_of_their_own(view, session, ids, qtbot):
    assert view.facts.involved.accessibleName() == "Edit parties and law…"
    qtbot.mouseClick(view.facts.involved, Qt.MouseButton.LeftButton)
    dialog_of(qtbot, "InvolvedDialog").reject()
    session.select(ids["later"])
    assert view.facts.involved.accessibleName() == "Add parties and law…"


@pytest.mark.parametrize(("section", "kind"), [("concerns", "ConcernDialog"), ("disputed", "SettleDialog")])
def test_enter_on_a_card_opens_it(view, qtbot, section, kind):
    card = getattr(view, section).cards[0]
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Return)
    dialog_of(qtbot, kind).reject()


def test_enter_on_a_source_reads_it_at_the_words_quoted_from_it(view, session, qtbot, ids):
    card = view.sources.cards[0]
    card.setFocus()
    with qtbot.waitSignal(session.source_asked) as asked:
        qtbot.keyClick(card, Qt.Key.Key_Return)
    source, citation = asked.args
    first = session.store.get(Citation, citation)
    assert (first.source, first.event) == (source, session.selection)


def test_a_source_is_edited_from_the_menu_of_its_card(view, qtbot):
    dict(view.sources.cards[0].content.menu)["Edit source…"]()
    dialog_of(qtbot, "SourceDialog").reject()


def test_a_source_named_on_a_concern_is_read_from_there(view, session, qtbot, ids):
    card = view.concerns.cards[0]
    placed = card.arranged().texts[-1]
    run = placed.runs[0][2]
    with qtbot.waitSignal(session.source_asked) as asked:
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=next(iter(placed.boxes(run))).center().toPoint())
    source, citation = asked.args
    assert session.store.get(Source, source).title == "IRS story"
    assert session.store.get(Citation, citation).concern == ids["officials"]


def test_an_orphaned_quote_is_said_to_be_one(view, session, ids):
    citation = session.store.where(Citation, concern=ids["officials"])[0]
    change(session.store, citation, anchor="orphaned", start=-1, end=-1)
    assert "quote not found in the text" in texts(view.concerns)[0]


# History


def test_history_is_read_when_it_is_opened(view, session, ids, qtbot):
    change(session.store, event_now(session, ids), "Edit title", title="Memorandum signed")
    assert not view.history.text.isVisible()
    assert view.history.text.plain_text() == ""
    qtbot.mouseClick(view.history.toggle, Qt.MouseButton.LeftButton)
    said = view.history.text.plain_text()
    assert view.history.text.isVisible()
    assert said.startswith("Edit title · ")
    assert "Title: “Treasury and DHS sign memorandum” → “Memorandum signed”" in said
    assert "Event added: Treasury and DHS sign memorandum" in said
    assert "Concern added: Ask whether it is lawful." in said


def test_open_history_follows_edits_and_says_what_was_undone(view, session, ids):
    view.history.toggle.setChecked(True)
    change(session.store, event_now(session, ids), "Change date", date="2025-04-08")
    assert "Date: 7 April 2025 → 8 April 2025" in view.history.text.plain_text()
    session.undo()
    assert view.history.text.plain_text().startswith("Undone: Change date")


def test_another_event_comes_with_its_history_closed(view, session, ids):
    view.history.toggle.setChecked(True)
    session.select(ids["later"])
    assert not view.history.text.isVisible()


# The pane itself


def test_a_read_only_tracker_can_be_read_and_not_changed(store, ids, qtbot):
    with Store.open(store.path, read_only=True) as other:
        session = Session(other)
        view = DetailView(session, themes.load("light"))
        qtbot.addWidget(view)
        view.resize(400, 900)
        view.show()
        session.select(ids["event"])
        assert view.header.title.isReadOnly()
        assert view.summary.isReadOnly()
        assert not view.facts.basis.isEnabled()
        assert not view.header.star.isEnabled()
        assert not view.facts.topics.adder.isVisible()
        assert not any(section.add.isEnabled() for section in view.sections)
        assert all(card.content.remove is None for section in view.sections for card in section.shown_cards())
        qtbot.keyClicks(view.header.title, "x")
        assert view.header.title.text() == "Treasury and DHS sign memorandum"
        session.reader.stop()


@pytest.mark.parametrize("width", [250, 300, 392, 700])
def test_nothing_is_wider_than_the_pane(view, window, session, ids, width, qtbot):
    change(session.store, event_now(session, ids), title="x" * 300, summary="y" * 900)
    change(session.store, session.store.get(Source, ids["kept"]), title="z" * 300, publisher="w" * 200)
    window.resize(width, 900)
    QApplication.processEvents()
    room = view.area.viewport().width()
    assert view.area.widget().width() == room
    for section in view.sections:
        for card in section.shown_cards():
            assert card.mapTo(view.area.widget(), QPoint(card.width(), 0)).x() <= room
            assert card.height() >= card.heightForWidth(card.width()) - 1


def test_text_of_twice_the_size_fits_the_pane(session, ids, qtbot, qapp):
    before = qapp.font()
    large = qapp.font()
    large.setPointSizeF(before.pointSizeF() * 2)
    qapp.setFont(large)
    try:
        view = DetailView(session, themes.load("light"))
        qtbot.addWidget(view)
        view.resize(392, 900)
        view.show()
        session.select(ids["event"])
        view.facts.date.setFocus()
        view.facts.date.type_text("7/4/25")
        QApplication.processEvents()
        assert view.area.widget().width() == view.area.viewport().width()
    finally:
        qapp.setFont(before)


def test_dark_colours_reach_every_part(view):
    dark = themes.load("dark")
    view.set_theme(dark)
    assert view.header.mark.theme is dark
    assert all(card.theme is dark for section in view.sections for card in section.cards)
    view.grab()


def test_another_event_begins_at_its_top(view, window, session, ids):
    window.resize(400, 300)
    QApplication.processEvents()
    bar = view.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    change(session.store, event_now(session, ids), noteworthy=True)
    QApplication.processEvents()
    assert bar.value() > 0
    session.select(ids["later"])
    assert bar.value() == 0


def test_every_field_has_a_name(view):
    fields = [view.header.type, view.header.title, view.header.star, view.facts.date.line, view.facts.order]
    fields += [view.facts.basis, view.facts.evidence, view.facts.topics.adder, view.summary]
    assert all(field.accessibleName() for field in fields)
