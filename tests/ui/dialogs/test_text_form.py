"""A long text is written off the GUI thread, by every form that takes one."""

from __future__ import annotations

import threading
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QApplication

from tracker.errors import FileError, RecordError
from tracker.operations.annotate import cite
from tracker.operations.log import CitationDraft
from tracker.records import Citation, Source
from tracker.ui.dialogs import new_version_dialog, paste_text_dialog, source_dialog
from tracker.ui.dialogs.new_version_dialog import NewVersionDialog
from tracker.ui.dialogs.paste_text_dialog import PasteTextDialog
from tracker.ui.dialogs.source_dialog import SourceDialog
from tracker.ui.dialogs.text_form import QUOTE, SHORT

LONG = "The IRS may share. Officials said so. It is narrow. " * (SHORT // 50)
assert SHORT < len(LONG) < source_dialog.LONGEST
FORMS = {
    "paste": (paste_text_dialog, "correct_text"),
    "version": (new_version_dialog, "new_version"),
    "source": (source_dialog, "revise_source"),
}


def fields(form):
    return form.texts["text"] if isinstance(form, SourceDialog) else form.text


@pytest.fixture(params=FORMS)
def kind(request):
    return request.param


@pytest.fixture
def make(kind, session, story, light, show):
    def made():
        if kind == "paste":
            return show(PasteTextDialog(session, story.bare.id, light))
        if kind == "version":
            return show(NewVersionDialog(session, light, story.kept.id))
        return show(SourceDialog(session, light, story.kept.id))

    return made


@pytest.fixture
def form(make):
    return make()


@pytest.fixture
def writing(kind, monkeypatch):
    """Holds what writes until `go_on` is set, and tells whether it was on the GUI thread."""

    told = SimpleNamespace(go_on=threading.Event(), on_main=[], refusal=None)
    module, name = FORMS[kind]
    write = getattr(module, name)

    def held(*args, **values):
        told.on_main.append(threading.current_thread() is threading.main_thread())
        if not told.on_main[-1]:
            told.go_on.wait(20)
        if told.refusal is not None:
            raise told.refusal
        return write(*args, **values)

    monkeypatch.setattr(module, name, held)
    return told


def written(kind, session, story):
    """The text that a form wrote."""
    if kind == "version":
        return [source.text for source in session.store.where(Source, previous=story.kept.id)]
    source = session.store.get(Source, story.bare.id if kind == "paste" else story.kept.id)
    return [source.text]


def test_a_short_text_is_written_at_once(form, kind, session, story, writing):
    fields(form).type_text("Short. It is narrow.")
    assert form.save()
    assert writing.on_main == [True]
    assert written(kind, session, story) == ["Short. It is narrow."]


def test_a_short_text_with_many_quotes_is_written_on_a_thread_of_its_own(kind, make, session, story, writing, qtbot):
    quoted = story.kept if kind == "source" else story.bare
    draft = CitationDraft(source=quoted.id, quote="It is narrow." if kind == "source" else "Short.")
    for _ in range(SHORT // QUOTE):
        cite(session.store, draft, event=story.event.id)
    form = make()
    fields(form).type_text("Short. It is narrow.")
    writing.go_on.set()
    with qtbot.waitSignal(form.saved):
        assert form.save()
    assert writing.on_main == [kind == "version"]  # none are looked up in another version
    assert written(kind, session, story) == ["Short. It is narrow."]


def test_a_long_text_is_written_on_a_thread_of_its_own(form, kind, session, story, writing, qtbot):
    fields(form).type_text(LONG)
    with qtbot.waitSignal(form.saved):
        assert form.save()
        assert session.is_lent
        writing.go_on.set()
    assert writing.on_main == [False]
    assert written(kind, session, story) == [LONG]
    assert not form.isVisible()
    assert not session.is_lent


def test_while_it_writes_the_form_is_shut_and_stays(form, session, writing, qtbot):
    fields(form).type_text(LONG)
    form.save()
    assert not form.isEnabled()
    assert not form.save()
    form.reject()
    form.close()
    assert form.isVisible()
    with qtbot.waitSignal(form.saved):
        writing.go_on.set()
    assert len(writing.on_main) == 1
    assert not form.isVisible()


@pytest.mark.parametrize("error", [FileError("The disk is full."), RecordError("Not this text.", "text")])
def test_what_is_refused_is_said_in_the_form_and_kept(form, make, session, writing, qtbot, error):
    before = session.store.content_hash()
    writing.refusal = error
    writing.go_on.set()
    fields(form).type_text(LONG)
    fields(form).setFocus()
    form.save()
    qtbot.waitUntil(form.isEnabled)
    said = form.problem if isinstance(error, FileError) else form._faults["text"]
    assert said.text() == str(error)
    assert said.isVisible()
    assert form.isVisible()
    assert fields(form).text() == LONG
    assert QApplication.focusWidget() is fields(form)
    assert session.store.content_hash() == before
    form.reject()
    assert fields(make()).text() == LONG


def test_what_became_of_quotes_is_said_of_a_long_text_too(session, story, light, show, qtbot):
    form = show(SourceDialog(session, light, story.kept.id))
    fields(form).type_text(LONG.replace("It is narrow.", "It is wide."))
    with qtbot.waitSignal(form.saved):
        form.save()
    assert "not found" in session.said[-1][0]
    assert "matches" not in {c.anchor for c in session.store.where(Citation, source=story.kept.id) if c.exact}
