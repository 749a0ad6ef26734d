"""Text goes into every field of the window as typed, through the file and CSV and into another window, unchanged."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from tracker.records import Citation, Concern, Event, EventTopic, Proceeding, Role, Source, Stakeholder, Topic
from tracker.store import Store
from tracker.ui.app import window_for
from tracker.ui.dialogs.cite_dialog import CiteDialog
from tracker.ui.dialogs.concern_dialog import ConcernDialog
from tracker.ui.dialogs.disputed_dialog import DisputedDialog
from tracker.ui.dialogs.export_dialog import ExportDialog
from tracker.ui.dialogs.import_dialog import ImportDialog
from tracker.ui.dialogs.log_dialog import LogDialog
from tracker.ui.dialogs.relation_dialog import RelationDialog
from tracker.ui.dialogs.source_dialog import SourceDialog
from tracker.ui.dialogs.status_dialog import StatusDialog
from tracker.ui.widgets.plain_text import PlainTextField

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
STRINGS = Path(__file__).resolve().parents[3] / "shared" / "data" / "naughty-strings" / "blns.json"
SEED = 20260407
PARTS = 4
"""In so many trackers the strings are entered, so that tests can run side by side."""
OURS = [
    "no\u00a0break and thin\u202fspace",
    "line\u2028separator, para\u2029graph",
    "\ttab first and\tlast\t",
    "two\nlines and\n\na blank one\n",
    "cr\ronly, crlf\r\nend\r\n",
    " outer spaces ",
    "\ufeffbyte order mark",
    "\ufffeswapped",
    "\ufdd0 noncharacters \uffff",
    "\x01\x02\x1b[31m\x7f\u0085",
    "e\u0301 is not é",
    "\U0001f469\u200d\U0001f52c and 𝔘",
    "\u202eright to left\u202c עברית",
    "=1+1",
    "'quoted already",
    "a; b \\; c\\",
    'she said "no"',
    "<b>bold</b> &amp; <script>alert(1)</script>",
    "https://example.org/?a=1&b=%20",
    "2025-04~",
    "&File &&",
    "%1 {0} %s",
]


def strings():
    """200 of the list, by chance but the same each time, and our own."""
    if not STRINGS.is_file():
        return OURS
    listed = json.loads(STRINGS.read_text("utf-8"))
    return list(dict.fromkeys([*random.Random(SEED).sample([s for s in listed if s.strip()], 200), *OURS]))


def test_there_are_200_of_the_list():
    if not STRINGS.is_file():
        pytest.skip(f"the list of naughty strings is not at {STRINGS}: only {len(OURS)} strings of our own are tried")
    assert len(strings()) >= 200 + len(OURS) - 2


@pytest.fixture
def path(blank, tmp_path):
    """Where the tracker is; nothing in this file needs each commit to reach the disk."""
    return Path(shutil.copy(blank, tmp_path / "naughty.tracker"))


@pytest.fixture
def open_window(settings, qtbot, monkeypatch):
    """Opens a window on a tracker."""
    made = []

    def opened(path):
        store = Store.open(path)
        store.connection.execute("PRAGMA synchronous=OFF")
        window = window_for(store, settings)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is window and window.session.reader.is_idle())
        made.append(window)
        return window

    yield opened
    for window in made:
        window.close() or window.close()


class Typist:
    """Puts text into fields and saves forms, as a person does with the mouse and the clipboard."""

    def __init__(self, window, person, qtbot):
        self.window, self.person, self.qtbot = window, person, qtbot

    def enter(self, field, text):
        """Click into a field and paste over what is there."""
        self.person.click(field.viewport())
        assert self.person.focus is field
        QGuiApplication.clipboard().setText(text)
        if QGuiApplication.clipboard().text() == text:
            self.person.control(Key.Key_A)
            self.person.control(Key.Key_V)
        else:
            # A byte order mark at the start is lost on every way to Qt's clipboard; an input method can type it.
            field.type_text(text)
        assert field.text() == text

    def dialog(self, kind, act):
        """Do what opens a dialog; the dialog."""
        act()
        return self.person.dialog(kind)

    def save(self, dialog):
        self.person.control(Key.Key_Return)
        assert self.faults(dialog) == []
        self.person.sees_closed(dialog)

    @staticmethod
    def faults(dialog):
        if not isValid(dialog) or not dialog.isVisible():
            return []
        said = [label.text() for label in dialog._faults.values() if label.isVisible()]
        return said + ([dialog.problem.text()] if dialog.problem.isVisible() else [])

    # The forms, each with the text in every field that takes any

    def log(self, text, number):
        """Log an event; its id. What must be told from what is there already gets a number at both ends."""
        dialog = self.dialog(LogDialog, lambda: self.person.control(Key.Key_N))
        named = f"{number}{text}{number}"
        self.enter(dialog.title, text)
        self.enter(dialog.type, named)
        source = dialog.sources.rows[0].source
        self.enter(source.pick, text)
        self.enter(dialog.summary, text)
        self.enter(source.publisher, text)
        if source.title.isVisible():  # what was typed is an address
            self.enter(source.title, text)
        else:
            self.enter(source.url, text)
        self.enter(dialog.roles.rows[0].role, named)
        self.enter(dialog.roles.rows[0].who.who, named)
        self.enter(dialog.topics.adder, named)
        self.enter(dialog.docket.number, named)
        self.enter(dialog.docket.court, text)
        logged = []
        dialog.logged.connect(logged.append)
        self.save(dialog)
        self.qtbot.waitUntil(lambda: self.window.detail.event_id == logged[0])
        return logged[0]

    def describe_source(self, text, number):
        """Open the event's source and put the text into all its fields."""
        card = self.window.detail.sources.shown_cards()[0]
        self.person.click(card)
        reader, cited = (
            self.window.pages.page("reader"),
            self.window.session.store.dossier(self.window.detail.event_id).citations[0].source.id,
        )
        self.qtbot.waitUntil(lambda: reader.reading is not None and reader.reading.source.id == cited)
        dialog = self.dialog(SourceDialog, lambda: self.person.click(reader.header.details_button))
        for name, field in dialog.texts.items():
            self.enter(field, f"⸨{text}⸩" if name == "text" else text)
        self.save(dialog)

    def annotate(self, text, number):
        """Add a concern with its quote."""
        dialog = self.dialog(ConcernDialog, lambda: self.person.control(Key.Key_C, SHIFT))
        named = f"{number}{text}{number}"
        self.enter(dialog.stakeholder.who, named)
        self.enter(dialog.theme_field, named)
        self.enter(dialog.statement, text)
        self.enter(dialog.quote.words, text)
        assert dialog.quote.state.text() == "Found once ✓", ascii(text)
        self.save(dialog)

    def edit_in_place(self, text, number):
        """Write the title and the summary anew in the detail pane: the text twice."""
        header, summary = self.window.detail.header, self.window.detail.summary
        self.enter(header.title, text + text)
        self.enter(summary, text + text)
        self.person.tab()


def of_event(store, event):
    """Every field with text of an event and of what belongs to it, as kept."""
    dossier = store.dossier(event)
    source = store.get(Source, dossier.citations[0].source.id)
    view = dossier.concerns[0]
    return {
        "title": dossier.event.title,
        "summary": dossier.event.summary,
        "type": dossier.event.type,
        **{f"source {n}": getattr(source, n) for n in SOURCE_FIELDS},
        "text": source.text,
        "role": dossier.roles[0].role.role,
        "party": dossier.roles[0].stakeholder.name,
        "topic": dossier.topics[0].name,
        "docket": dossier.proceedings[0].docket_number,
        "court": dossier.proceedings[0].court,
        "stakeholder": view.stakeholder.name,
        "theme": view.concern.theme,
        "statement": view.concern.statement,
        "quote": view.citations[0].citation.exact,
    }


SOURCE_FIELDS = ("title", "publisher", "authors", "url", "archive_url", "number", "language", "note")


def wanted(text, number):
    """What must be kept."""
    named = f"{number}{text}{number}"
    return {
        "title": text + text,
        "summary": text + text,
        "type": named,
        **{f"source {n}": text for n in SOURCE_FIELDS},
        "text": f"⸨{text}⸩",
        "role": named,
        "party": named,
        "topic": named,
        "docket": named,
        "court": text,
        "stakeholder": named,
        "theme": named,
        "statement": text,
        "quote": text,
    }


@pytest.mark.parametrize("part", range(PARTS))
def test_every_string_in_every_field_reaches_another_tracker_s_window_unchanged(
    open_window, path, tmp_path, person, qtbot, part
):
    window = open_window(path)
    window.resize(720, 480)  # what is painted meanwhile matters little
    typist = Typist(window, person, qtbot)
    entered = {}
    for number, text in enumerate(strings()[part::PARTS], 1):
        event = typist.log(text, number)
        typist.describe_source(text, number)
        typist.annotate(text, number)
        typist.edit_in_place(text, number)
        entered[event] = (text, number)
        assert of_event(window.session.store, event) == wanted(text, number), ascii(text)
    qtbot.waitUntil(window.session.reader.is_idle)
    assert window.session.store.check() == []

    export_everything(window, person, qtbot, tmp_path / "out")
    Store.create(tmp_path / "again.tracker").close()
    again = open_window(tmp_path / "again.tracker")
    import_folder(again, person, qtbot, tmp_path / "out")
    assert again.session.store.content_hash() == window.session.store.content_hash()
    qtbot.waitUntil(lambda: len(again.session.results.ids) == len(entered) and again.session.reader.is_idle())
    for event, (text, number) in entered.items():
        assert of_event(again.session.store, event) == wanted(text, number), ascii(text)
        look_at(again, event, text, number)
    export_everything(again, person, qtbot, tmp_path / "out again")
    for file in (tmp_path / "out").glob("*.csv"):
        assert (tmp_path / "out again" / file.name).read_bytes() == file.read_bytes(), file.name


def look_at(window, event, text, number):
    """The fields of the detail pane hold the very text, and its cards say it; the table's row has it too."""
    window.session.select(event)
    detail = window.detail
    assert detail.header.title.text() == text + text, ascii(text)
    assert detail.summary.text() == text + text, ascii(text)
    assert detail.header.type.term() == f"{number}{text}{number}"
    row = window.session.results.rows[list(window.session.results.ids).index(event)]
    assert row.title == text + text
    for card in (detail.sources.shown_cards()[0], detail.concerns.shown_cards()[0]):
        assert bare(text) in bare(card.accessibleName()), ascii(text)


def bare(text):
    """What of a text can be seen, white space aside: a card keeps its direction to itself with marks nobody sees."""
    return "".join(c for c in text if c.isprintable() and not c.isspace())


def export_everything(window, person, qtbot, folder):
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    qtbot.waitUntil(lambda: window.status.jobs.job is None and "backup" in window.status.saved.text())
    person.control(Key.Key_E)
    dialog = person.dialog(ExportDialog)
    person.press(Key.Key_End)
    assert dialog.rows.value() == "everything"
    person.press(Key.Key_F, Qt.KeyboardModifier.AltModifier)
    person.paste(str(folder))
    person.press(Key.Key_Return)
    person.sees_closed(dialog)
    qtbot.waitUntil(lambda: window.status.jobs.job is None and (folder / "export.json").exists())


def import_folder(window, person, qtbot, folder):
    person.control(Key.Key_I)
    dialog = person.dialog(ImportDialog)
    person.paste(str(folder))
    person.press(Key.Key_Return)
    qtbot.waitUntil(dialog.import_button.isEnabled)
    person.press(Key.Key_I, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: "Imported" in window.messages.label.text())
    person.sees_closed(dialog)


# What no file can keep


def new_source(window):
    """One that nothing cites: of a selected event it would be a source of that."""
    window.session.select(0)
    window.actions_.source.trigger()


FORMS = {
    "log": (LogDialog, lambda window: window.actions_.log.trigger()),
    "concern": (ConcernDialog, lambda window: window.actions_.concern.trigger()),
    "source": (SourceDialog, new_source),
    "cite": (CiteDialog, lambda window: window.detail.acts.add_source()),
    "status": (StatusDialog, lambda window: window.detail.acts.add_status()),
    "relation": (RelationDialog, lambda window: window.detail.acts.add_relation()),
    "disputed": (DisputedDialog, lambda window: window.detail.acts.add_disputed()),
}
# Dates, and an event picked from a list, are read, not kept as typed: their own refusal is as good.
NOT_KEPT = ("date", "as of", "other event", "published", "issued", "accessed")


def fill(dialog):
    """Something sensible in what a form cannot do without."""
    fields = dialog._fields
    if isinstance(dialog, LogDialog):
        dialog.title.type_text("Title")
        dialog.type.type_text("report")
    elif isinstance(dialog, ConcernDialog):
        dialog.stakeholder.who.type_text("Public Citizen")
        dialog.theme_field.type_text("privacy")
        dialog.source.pick.type_text("A source without text")
    elif isinstance(dialog, SourceDialog):
        dialog.texts["title"].type_text("Title")
    elif isinstance(dialog, CiteDialog | StatusDialog):
        fields["source"].pick.type_text("A source without text")
        if isinstance(dialog, StatusDialog):
            dialog.value.set_value("final")
    elif isinstance(dialog, RelationDialog):
        dialog.kind.type_text("cites")
        dialog.other.type_text("Plaintiffs move for a preliminary injunction")
    elif isinstance(dialog, DisputedDialog):
        dialog.question.type_text("Which day")
        for row, words in zip(dialog.versions.rows, ("Monday", "Tuesday"), strict=False):
            row.words.type_text(words)


def put(field, bad):
    """Leave what cannot be kept in a field."""
    if bad == "NUL":
        field.type_text("a\x00b")
        return
    # No way into Qt takes half a character, but deleting the other half leaves one.
    field.type_text("a👩b")
    cursor = field.textCursor()
    cursor.setPosition(1)
    cursor.setPosition(2, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()


def leave(dialog, person):
    """Esc; once more if the first has closed a list of completions."""
    person.press(Key.Key_Escape)
    if isValid(dialog) and dialog.isVisible():
        person.press(Key.Key_Escape)
    person.sees_closed(dialog)


@pytest.mark.parametrize("bad", ["NUL", "surrogate"])
@pytest.mark.parametrize("form", FORMS)
def test_what_cannot_be_kept_is_refused_in_every_field_of_every_form(window, person, qtbot, form, bad):
    kind, trigger = FORMS[form]
    window.session.select(next(r.id for r in window.session.results.rows if r.title.startswith("Treasury and DHS")))
    before = window.session.store.content_hash()
    tried = 0
    number = 0
    while True:
        trigger(window)
        dialog = person.dialog(kind)
        if dialog.banner.isVisible():
            person.click(dialog.banner.button)  # what was typed before is offered again: start afresh
        fill(dialog)
        fields = [f for f in dialog.findChildren(PlainTextField) if f.isVisible()]
        if number == len(fields):
            break
        field = fields[number]
        number += 1
        if field.accessibleName().lower() not in NOT_KEPT and not any(
            name in field.accessibleName().lower() for name in ("published", "accessed")
        ):
            put(field, bad)
            person.control(Key.Key_Return)
            said = " ".join(Typist.faults(dialog))
            assert dialog.isVisible(), field.accessibleName()
            assert bad in said or "not in the text kept" in said or "Give the" in said or "Say " in said, (
                field.accessibleName(), said,
            )  # fmt: skip
            assert window.session.store.content_hash() == before, field.accessibleName()
            tried += 1
        leave(dialog, person)
    leave(dialog, person)
    assert tried >= 2
    assert not window.actions_.undo.isEnabled()


@pytest.mark.parametrize("bad", ["NUL", "surrogate"])
@pytest.mark.parametrize("name", ["title", "type", "summary", "topic"])
def test_what_cannot_be_kept_is_refused_in_the_detail_pane(window, person, qtbot, name, bad):
    window.session.select(next(r.id for r in window.session.results.rows if r.title.startswith("Treasury and DHS")))
    before = window.session.store.content_hash()
    detail = window.detail
    fields = {
        "title": detail.header.title,
        "type": detail.header.type,
        "summary": detail.summary,
        "topic": detail.facts.topics.adder,
    }
    field = fields[name]
    person.click(field.viewport())
    put(field, bad)
    person.tab()
    assert window.messages.isVisible()
    assert window.messages.property("look") == "error"
    assert bad in window.messages.label.text()
    assert window.session.store.content_hash() == before
    assert not window.actions_.undo.isEnabled()


def test_a_nul_that_is_pasted_is_refused(window, person, qtbot):
    before = window.session.store.content_hash()
    person.control(Key.Key_N)
    dialog = person.dialog(LogDialog)
    person.paste("a\x00b")
    person.tab(2)
    person.type("report")
    person.control(Key.Key_Return)
    assert "NUL character at position 2" in " ".join(Typist.faults(dialog))
    assert person.focus is dialog.title
    person.paste("ab")
    person.control(Key.Key_Return)
    person.sees_closed(dialog)
    assert window.session.store.content_hash() != before
    assert window.session.store.count(Event) == 50


def test_nothing_else_was_written_on_the_way(open_window, path, person, qtbot):
    """One event, one source, one concern: no record twice, none too many."""
    window = open_window(path)
    typist = Typist(window, person, qtbot)
    typist.log(" naughty ", 1)
    typist.describe_source(" naughty ", 1)
    typist.annotate(" naughty ", 1)
    store = window.session.store
    counts = {t: store.count(t) for t in (Event, Source, Concern, Role, EventTopic, Topic, Proceeding, Citation)}
    assert set(counts.values()) == {1, 2}
    assert counts[Citation] == 2
    assert store.count(Stakeholder) == 1
