"""Every control can be reached with Tab, has a name for those who cannot see it, and Esc leaves every dialog."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QComboBox, QMenu
from shiboken6 import isValid

from tracker.capture.feeds import FeedEntry, FeedRead
from tracker.formats.table import Problem
from tracker.operations.annotate import add_source, cite
from tracker.operations.inbox import take_in
from tracker.operations.log import CitationDraft
from tracker.operations.source_text import correct_text, new_version
from tracker.records import Citation, Claim, Feed, Source
from tracker.ui import theme as themes
from tracker.ui.dialogs.capture_dialog import CaptureDialog
from tracker.ui.dialogs.check_dialog import CheckDialog
from tracker.ui.dialogs.choose_event_dialog import ChooseEventDialog
from tracker.ui.dialogs.cite_dialog import CiteDialog
from tracker.ui.dialogs.concern_dialog import ConcernDialog
from tracker.ui.dialogs.disputed_dialog import DisputedDialog
from tracker.ui.dialogs.export_dialog import ExportDialog
from tracker.ui.dialogs.feeds_dialog import FeedsDialog
from tracker.ui.dialogs.import_dialog import ImportDialog
from tracker.ui.dialogs.involved_dialog import InvolvedDialog
from tracker.ui.dialogs.keyboard_map import KeyboardMap
from tracker.ui.dialogs.lanes_dialog import LanesDialog
from tracker.ui.dialogs.left_out_dialog import LeftOutDialog
from tracker.ui.dialogs.link_item_dialog import LinkItemDialog
from tracker.ui.dialogs.links_dialog import LinksDialog
from tracker.ui.dialogs.log_dialog import LogDialog
from tracker.ui.dialogs.multi_edit_dialog import MultiEditDialog
from tracker.ui.dialogs.paste_text_dialog import PasteTextDialog
from tracker.ui.dialogs.picture_dialog import PictureDialog
from tracker.ui.dialogs.point_version_dialog import PointVersionDialog
from tracker.ui.dialogs.quotes_dialog import QuotesDialog
from tracker.ui.dialogs.relation_dialog import RelationDialog
from tracker.ui.dialogs.search_help import SearchHelp
from tracker.ui.dialogs.settle_dialog import SettleDialog
from tracker.ui.dialogs.side_dialog import SideDialog
from tracker.ui.dialogs.source_dialog import SourceDialog
from tracker.ui.dialogs.status_dialog import StatusDialog
from tracker.ui.dialogs.version_dialog import VersionDialog
from tracker.ui.pages import TABS
from tracker.ui.palette import Palette
from tracker.ui.reader.reader_acts import ReaderActs
from tracker.ui.theme import Theme
from tracker.ui.widgets.quote_field import Selected

Key = Qt.Key
NAME, DESCRIPTION = QAccessible.Text.Name, QAccessible.Text.Description
WHOLE = (QAccessible.Role.Table, QAccessible.Role.List, QAccessible.Role.Tree)
MEMORANDUM = "Treasury and DHS Secretaries sign"


def pick(window, qtbot, beginning=MEMORANDUM):
    window.session.select(next(r.id for r in window.session.results.rows if r.title.startswith(beginning)))
    qtbot.waitUntil(window.session.reader.is_idle)
    return window.detail


def settle(window):
    """Open the dialog that settles a disputed point, by its card."""
    card = window.detail.disputed.shown_cards()[0]
    card.setFocus()
    card.content.open()


def a_version(window):
    return window.session.store.where(Claim)[0]


def add_version(window):
    window.detail.acts.add_version(a_version(window).disputed_point)


def cite_version(window):
    window.detail.acts.cite_version(a_version(window).id)


def check_links(window):
    window.show_tab("sources")
    window.pages.page("sources").check_shown()


def quotes(window):
    """Open the dialog of quotes to look at, with one that has changed and one that is gone."""
    source, first, second = quoted_source(window)
    text = source.text.replace(first.exact, f"{first.exact[:9]}, it is said,{first.exact[9:]}").replace(
        second.exact, ""
    )
    correct_text(window.session.store, source, text)
    window.actions_.quotes.trigger()


def left_out(window):
    """Open the list of annotations that cannot be taken in, where others can."""
    problems = [Problem("notes.jsonld, annotation 3", 0, "target", "7", "It has no target.")]
    LeftOutDialog("notes.jsonld", problems, 2, window).open()


def versions(window):
    """Open the versions of a source of which there are two."""
    source, first, _ = quoted_source(window)
    new_version(window.session.store, source, replace(source, id=0, text=source.text.replace(first.exact, "")))
    VersionDialog(window.session, window.theme, source.id, window).open()


def quoted_source(window):
    """A source with its text, and two of the quotes from it."""
    store = window.session.store
    for source in store.where(Source):
        quoted = [c for c in store.where(Citation, source=source.id) if c.exact and source.text]
        if len(quoted) > 1:
            return source, *quoted[:2]
    raise AssertionError("No source of the case has its text.")


ARTICLE = """The bureau signs a memorandum

On 14 May 2025 the Bureau of Household Records signed a memorandum of understanding with the district.

“This breaks a promise made to every household,” said Dana Roe of the Register Privacy League.
The case is 1:25-cv-00677 under 26 U.S.C. § 6103.
"""


def read_article(window):
    """Open the dialog that captures an article, with one read."""
    dialog = window.capture(text=ARTICLE)
    while dialog.reading is None or not window.session.reader.is_idle():
        QApplication.processEvents()


def of_words(window, name):
    """Ask for what is made of selected words, in a source that has a text."""
    store = window.session.store
    source = next(source for source in store.where(Source) if source.text)
    acts = ReaderActs(window.session, window.theme, window)
    acts.act(name, Selected(source, 0, 20))


def paste_text(window):
    """Ask for the text of a source that has none."""
    source = next(source for source in window.session.store.where(Source) if not source.text)
    PasteTextDialog(window.session, source.id, window.theme, window).open()


def new_source(window):
    """Ask for a source that nothing cites: of a selected event it would be a source of that."""
    window.session.select(0)
    window.actions_.source.trigger()


DIALOGS = {
    "cite selected words": (ChooseEventDialog, lambda window: of_words(window, "cite other")),
    "concern of selected words": (ConcernDialog, lambda window: of_words(window, "concern")),
    "event of selected words": (LogDialog, lambda window: of_words(window, "event")),
    "side of selected words": (SideDialog, lambda window: of_words(window, "disputed")),
    "status of selected words": (StatusDialog, lambda window: of_words(window, "status")),
    "paste text": (PasteTextDialog, paste_text),
    "log": (LogDialog, lambda window: window.actions_.log.trigger()),
    "capture": (CaptureDialog, lambda window: window.actions_.capture.trigger()),
    "captured": (CaptureDialog, read_article),
    "concern": (ConcernDialog, lambda window: window.actions_.concern.trigger()),
    "source": (SourceDialog, new_source),
    "source of the event": (CiteDialog, lambda window: window.actions_.source.trigger()),
    "import": (ImportDialog, lambda window: window.actions_.import_.trigger()),
    "export": (ExportDialog, lambda window: window.actions_.export.trigger()),
    "picture": (PictureDialog, lambda window: window.actions_.picture.trigger()),
    "check": (CheckDialog, lambda window: window.actions_.check.trigger()),
    "quotes": (QuotesDialog, quotes),
    "left out": (LeftOutDialog, left_out),
    "versions": (VersionDialog, versions),
    "help": (SearchHelp, lambda window: window.actions_.help_search.trigger()),
    "keys": (KeyboardMap, lambda window: window.actions_.keys.trigger()),
    "palette": (Palette, lambda window: window.actions_.palette.trigger()),
    "cite": (CiteDialog, lambda window: window.detail.acts.add_source()),
    "status": (StatusDialog, lambda window: window.detail.acts.add_status()),
    "relation": (RelationDialog, lambda window: window.detail.acts.add_relation()),
    "disputed": (DisputedDialog, lambda window: window.detail.acts.add_disputed()),
    "involved": (InvolvedDialog, lambda window: window.detail.acts.edit_involved()),
    "settle": (SettleDialog, settle),
    "version": (PointVersionDialog, add_version),
    "cite version": (CiteDialog, cite_version),
    "change several": (MultiEditDialog, lambda window: window.actions_.change.trigger()),
    "links": (LinksDialog, check_links),
    "feeds": (FeedsDialog, lambda window: window.pages.page("inbox").show_feeds()),
    "lanes": (LanesDialog, lambda window: window.timeline_page.arrange_lanes()),
}


def stops(top):
    """What Tab should visit in a window: all that can be used, one of each group of which one is chosen."""
    found = []
    widget = top.nextInFocusChain()
    while widget is not top:
        if (
            widget.isVisibleTo(top)
            and widget.isEnabled()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.focusProxy() is None
            and widget.window() is top
        ):
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def grouped(button):
    if not isinstance(button, QAbstractButton) or not button.isCheckable():
        return False
    return button.autoExclusive() or (button.group() is not None and button.group().exclusive())


def tabbed(person, top, key=Key.Key_Tab):
    """What Tab visits, from where the focus is until it comes round."""
    seen = []
    for _ in range(400):
        person.press(key)
        seen.append(person.focus)
        assert seen[-1].window() is top, f"Tab led out of the window, to {seen[-1]}"
        if seen.count(seen[0]) == 2:
            return seen[:-1]
    raise AssertionError(f"Tab does not come round: {seen[-10:]}")


def check_chain(person, top):
    wanted, visited = stops(top), tabbed(person, top)
    # Of buttons of which one is chosen, Tab comes to one; the arrows go to the others.
    groups = {widget.parent() for widget in wanted if grouped(widget)}
    assert {widget.parent() for widget in visited if grouped(widget)} == groups
    wanted = [widget for widget in wanted if not grouped(widget)]
    visited = [widget for widget in visited if not grouped(widget)]
    assert [described(w) for w in wanted if w not in visited] == []
    assert [described(w) for w in visited if w not in wanted] == []
    back = tabbed(person, top, Key.Key_Backtab)
    assert {widget for widget in back if not grouped(widget)} == set(visited)
    return visited


def described(widget):
    return f"{type(widget).__name__} “{widget.accessibleName()}” in {type(widget.parent()).__name__}"


def interfaces(top):
    """The tree that assistive technology sees, down to the cells of lists and tables."""
    found = [QAccessible.queryAccessibleInterface(top)]
    for interface in found:
        if interface.role() in WHOLE:
            continue
        children = (interface.child(number) for number in range(interface.childCount()))
        found += [child for child in children if child is not None and child.isValid()]
    return found


def names_of(interface):
    """Its own name, and that of the label beside it."""
    labels = [other.text(NAME) for other, _ in interface.relations(QAccessible.RelationFlag.Label)]
    return [interface.text(NAME), *labels]


def nameless(top):
    """What can have the focus, and says neither by itself nor by a label what it is."""
    out = []
    for interface in interfaces(top):
        state = interface.state()
        if state.focusable and not state.invisible and not any(name.strip() for name in names_of(interface)):
            widget = interface.object()
            out.append(f"{interface.role().name} {described(widget) if widget else ''}")
    return out


def unlabelled_lists(top):
    """Lists to choose from whose label is nowhere: on some systems their name is what is chosen in them."""
    boxes = [box for box in top.findChildren(QComboBox) if box.isVisibleTo(top)]
    return [
        described(box)
        for box in boxes
        if not QAccessible.queryAccessibleInterface(box).relations(QAccessible.RelationFlag.Label)
        and not box.accessibleName()
    ]


@pytest.mark.parametrize("tab", TABS)
def test_tab_reaches_every_control_of_the_window_and_comes_round(window, person, qtbot, tab):
    pick(window, qtbot)
    window.show_tab(tab)
    qtbot.waitUntil(window.session.reader.is_idle)
    window.search_bar.focus()
    visited = check_chain(person, window)
    assert len(visited) > 25


def test_tab_follows_the_eye(window, person, qtbot):
    detail = pick(window, qtbot)
    page = window.timeline_page
    for tab in TABS[1:]:
        window.show_tab(tab)  # what is made late has its place too
    window.show_tab("timeline")
    qtbot.waitUntil(window.session.reader.is_idle)
    window.search_bar.focus()
    visited = tabbed(person, window)
    order = [
        window.log_button, window.export_button, window.sidebar.list, window.tabs.button(0), page.controls.lanes_button,
        page.timeline, page.overview, page.table, detail.header.title, detail.facts.date.line,
        detail.facts.topics.adder, detail.summary, detail.sources.add, detail.sources.shown_cards()[0],
        detail.concerns.add, detail.concerns.shown_cards()[0], detail.disputed.shown_cards()[0], detail.history.toggle,
    ]  # fmt: skip
    places = [visited.index(widget) for widget in order]
    assert places == sorted(places)


def test_the_page_in_front_comes_before_the_pane(window, person, qtbot):
    detail = pick(window, qtbot)
    for tab in TABS[1:]:
        window.show_tab(tab)
        qtbot.waitUntil(window.session.reader.is_idle)
        window.search_bar.focus()
        visited = tabbed(person, window)
        inside = [n for n, widget in enumerate(visited) if window.stack.currentWidget().isAncestorOf(widget)]
        assert inside
        assert max(inside) < visited.index(detail.header.title), tab
        assert min(inside) > visited.index(window.sidebar.list), tab
        middles = [visited[n].mapTo(window, visited[n].rect().center()).y() for n in inside]
        # What comes next stands below, or beside: of one row the middles are level, give or take a pixel or two.
        assert all(following > middle - 3 for middle, following in pairwise(middles)), tab


@pytest.mark.parametrize("tab", TABS)
def test_everything_in_the_window_that_can_be_focused_has_a_name(window, qtbot, tab):
    pick(window, qtbot)
    window.show_tab(tab)
    qtbot.waitUntil(window.session.reader.is_idle)
    assert nameless(window) == []
    assert unlabelled_lists(window) == []


@pytest.mark.parametrize("tab", ["concerns", "state"])
def test_what_stands_behind_a_cell_is_reached_and_named_too(window, person, qtbot, tab):
    pick(window, qtbot)
    window.show_tab(tab)
    qtbot.waitUntil(window.session.reader.is_idle)
    page = window.pages.page(tab)
    if tab == "concerns":
        row, column = next((r, c) for r in range(9) for c in range(9) if page.model.cell(r, c) is not None)
        page.grid.setCurrentIndex(page.model.index(row, column))
        page.grid.opened.emit(row, column, False)
    else:
        page.table.setCurrentIndex(page.model.index(1, 0))
        page.table.opened.emit(False)
    qtbot.waitUntil(lambda: bool(page.panel.section.shown_cards()) and window.session.reader.is_idle())
    assert nameless(window) == []
    window.search_bar.focus()
    visited = check_chain(person, window)
    assert page.panel.section.shown_cards()[0] in visited


def test_a_source_that_is_read_is_reached_and_named_too(window, person, qtbot):
    pick(window, qtbot)
    store = window.session.store
    text = "Words that are quoted, and words that are not."
    source = add_source(store, Source(kind="report", title="A report", url="https://example.org/", text=text))
    quoted = cite(store, CitationDraft(source=source.id, quote="are quoted"), event=window.session.selection)
    cite(store, CitationDraft(source=source.id), event=window.session.selection)
    window.session.source_asked.emit(source.id, quoted.id)
    page = window.pages.page("reader")
    qtbot.waitUntil(lambda: page.quotes.current == quoted.id and window.session.reader.is_idle())
    assert "Quote 1 of 1. Event: Treasury" in QAccessible.queryAccessibleInterface(page.text).text(DESCRIPTION)
    page.text.selectAll()
    page.finder.open()
    assert nameless(window) == []
    window.search_bar.focus()
    visited = check_chain(person, window)
    for widget in (page.text, page.margin, page.find_bar.line, page.bar.buttons["cite"], page.header.link_button):
        assert widget in visited
    page.text.setFocus()
    person.press(Key.Key_Escape)
    assert not page.find_bar.isVisible()
    person.press(Key.Key_Escape)
    assert window.tab == "timeline"


def test_an_inbox_with_something_in_it_is_reached_and_named_too(window, person, qtbot):
    pick(window, qtbot)
    entry = FeedEntry("1", "Ruling in 1:25-cv-00677", "https://news.example/1", "", "Words of it")
    take_in(window.session.store, [(Feed(url="https://news.example/feed"), FeedRead("", "", (entry,)))])
    window.show_tab("inbox")
    inbox = window.pages.page("inbox")
    qtbot.waitUntil(lambda: inbox.pane.isVisible() and bool(inbox.items.matches) and window.session.reader.is_idle())
    assert nameless(window) == []
    assert unlabelled_lists(window) == []
    window.search_bar.focus()
    visited = check_chain(person, window)
    order = [
        window.sidebar.list,
        inbox.filter,
        inbox.state,
        inbox.bar.matching,
        inbox.bar.feeds,
        inbox.table,
        inbox.pane.capture,
    ]
    places = [visited.index(widget) for widget in [*order, inbox.pane.open, window.detail.header.title]]
    assert places == sorted(places)
    inbox.table.setFocus()
    person.press(Key.Key_L)
    dialog = person.dialog(LinkItemDialog)
    assert nameless(dialog) == []
    assert check_chain(person, dialog)


def test_an_empty_pane_and_a_message_are_reached_and_named_too(window, person, qtbot):
    window.session.message.emit("Something that went wrong.", "error")
    assert nameless(window) == []
    window.search_bar.focus()
    visited = check_chain(person, window)
    assert "Close this message" in [widget.accessibleName() for widget in visited]
    (label,) = [i for i in interfaces(window) if i.text(NAME) == "Something that went wrong."]
    assert not label.state().invisible


@pytest.mark.parametrize("name", DIALOGS)
def test_tab_reaches_every_control_of_a_dialog_each_has_a_name_and_esc_closes_it(window, person, qtbot, name):
    kind, open_it = DIALOGS[name]
    pick(window, qtbot)
    open_it(window)
    before = window.session.store.content_hash()
    dialog = person.dialog(kind)
    qtbot.waitUntil(lambda: window.session.reader.is_idle() and dialog.focusWidget() is not None)
    if isinstance(dialog, CheckDialog):
        qtbot.waitUntil(lambda: not dialog.progress.isVisible())
    assert dialog.windowTitle()
    assert nameless(dialog) == []
    assert unlabelled_lists(dialog) == []
    visited = check_chain(person, dialog)
    assert visited
    if kind is not Palette:  # it has no border to drag
        dialog.resize(1, 1)
        assert dialog.width() >= 320
        assert dialog.height() >= 150
    person.press(Key.Key_Escape)
    if isValid(dialog) and dialog.isVisible():  # the first Esc closed a list that Tab had come by
        person.press(Key.Key_Escape)
    person.sees_closed(dialog)
    assert window.session.store.content_hash() == before


def test_all_that_a_dialog_draws_follows_the_colours(window, person, qtbot, monkeypatch):
    monkeypatch.setattr(themes, "apply", lambda *_: None)  # it dresses all windows anew, which takes long
    look = window.actions_.appearance
    for number, (kind, open_it) in enumerate(DIALOGS.values()):
        look.set_scheme(("light", "dark")[number % 2])
        pick(window, qtbot)
        open_it(window)
        dialog = person.dialog(kind)
        qtbot.waitUntil(window.session.reader.is_idle)
        look.set_scheme(("dark", "light")[number % 2])
        parts = [dialog, *dialog.findChildren(QObject)]
        stale = [part for part in parts for theme in themes_of(part) if theme is not window.theme]
        assert [type(part).__name__ for part in stale] == []
        dialog.reject()
        person.sees_closed(dialog)


def themes_of(part):
    """The themes that a part of a window keeps for drawing."""
    return [value for value in vars(part).values() if isinstance(value, Theme)] if hasattr(part, "__dict__") else []


def test_the_samples_of_lane_colours_follow_the_colours(window, person, qtbot):
    window.timeline_page.arrange_lanes()
    dialog = person.dialog(LanesDialog)
    before = dialog.colour.itemIcon(1).pixmap(16).toImage()
    dark = themes.load("dark")
    window.actions_.appearance.set_scheme("dark")
    for icon in (dialog.colour.itemIcon(1), dialog.list.item(0).icon()):
        assert icon.pixmap(16).toImage() != before
    assert dialog.colour.itemIcon(0).pixmap(16).toImage().pixelColor(0, 0) == dark.base


def test_tables_and_lists_say_what_is_in_their_cells(window, qtbot):
    pick(window, qtbot)
    for tab in TABS:
        window.show_tab(tab)
        qtbot.waitUntil(window.session.reader.is_idle)
        views = [v for v in window.stack.currentWidget().findChildren(QAbstractItemView) if v.isVisible()]
        for view in [window.sidebar.list, *(v for v in views if type(v).__name__ != "QHeaderView")]:
            model = view.model()
            assert model.rowCount() > 0
            columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
            said = [
                str(model.index(row, column).data(role) or "")
                for row in range(min(8, model.rowCount()))
                for column in range(columns)
                for role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole)
            ]
            assert any(text.strip() for text in said), described(view)


def menus_of(menu):
    """A menu and all that open from it, as they stand when shown."""
    menu.aboutToShow.emit()
    yield menu
    for action in menu.actions():
        if isinstance(action.menu(), QMenu):
            yield from menus_of(action.menu())


def places(top):
    """Where each thing stands in the order in which a screen reader goes through a window, by its name."""
    found = {}

    def go(interface):
        found.setdefault(interface.text(NAME), len(found))
        for number in range(interface.childCount()):
            child = interface.child(number)
            if child is not None and child.isValid() and interface.role() not in WHOLE:
                go(child)

    go(QAccessible.queryAccessibleInterface(top))
    return found


def test_a_screen_reader_goes_through_the_window_as_the_eye_does(window, qtbot):
    pick(window, qtbot)
    at = places(window)
    order = ["File", "Search", "Views, saved searches and facets", "Overview", "Events", "Title", "49 events"]
    assert sorted(order, key=at.__getitem__) == order
    tab = QAccessible.queryAccessibleInterface(window.tabs.button(0))
    assert tab.role() == QAccessible.Role.RadioButton
    facts = {interface.text(NAME) for interface in interfaces(window.detail)}
    assert "Parties: Scott Bessent (signatory), Kristi Noem (signatory), IRS (party), ICE (party)" in facts


def test_a_screen_reader_meets_the_label_of_a_field_before_the_field(window, person, qtbot):
    pick(window, qtbot)
    window.actions_.concern.trigger()
    dialog = person.dialog(ConcernDialog)
    at = places(dialog)
    order = ["Who", "Stakeholder", "Position", "Position: Supports", "Attribution", "Named", "Save"]
    assert sorted(order, key=at.__getitem__) == order


def test_every_menu_entry_has_words_and_no_two_in_a_menu_share_a_letter(window):
    for entry in window.menuBar().actions():
        for menu in menus_of(entry.menu()):
            texts = [action.text() for action in menu.actions() if not action.isSeparator()]
            assert all(texts)
            letters = [
                text.replace("&&", "")[text.replace("&&", "").index("&") + 1].lower() for text in texts if "&" in text
            ]
            assert len(letters) == len(texts), texts
            assert len(set(letters)) == len(letters), texts


def test_no_two_actions_share_a_key(window):
    keys = [key.toString() for action in window.actions() for key in action.shortcuts()]
    assert len(keys) == len(set(keys)), keys


def test_the_timeline_says_in_words_what_is_selected(window, qtbot):
    pick(window, qtbot)
    said = QAccessible.queryAccessibleInterface(window.timeline_page.timeline).text(DESCRIPTION)
    assert MEMORANDUM in said
    assert "2025" in said


def test_everything_stays_reachable_at_twice_the_text_size(window, person, qtbot):
    app = QApplication.instance()
    font = app.font()
    big = app.font()
    big.setPointSizeF(font.pointSizeF() * 2)
    app.setFont(big)
    try:
        pick(window, qtbot)
        qtbot.waitUntil(window.session.reader.is_idle)
        window.search_bar.focus()
        check_chain(person, window)
        for button in (window.log_button, window.export_button, window.timeline_page.controls.lanes_button):
            words = button.fontMetrics().horizontalAdvance(button.text().replace("&", ""))
            assert button.width() >= words, button.text()
    finally:
        app.setFont(font)
