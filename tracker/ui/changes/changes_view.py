"""What changed since the person here last looked: a card an event, newest first, and a digest to hand on."""

from __future__ import annotations

import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QFileDialog, QScrollArea, QVBoxLayout, QWidget

from tracker.dates import style_for
from tracker.operations import digest_text
from tracker.operations.copying import Copied
from tracker.operations.digest import By, Digest, Group, digest
from tracker.store import Store
from tracker.store.person import local_name
from tracker.ui import clipboard, undoing
from tracker.ui.changes import change_cards
from tracker.ui.changes.change_cards import UndoEdit, tr
from tracker.ui.detail.acts import Acts
from tracker.ui.session import Session
from tracker.ui.theme import Theme
from tracker.ui.widgets.card import CardContent
from tracker.ui.widgets.choice_box import ChoiceBox
from tracker.ui.widgets.flow import FlowLayout
from tracker.ui.widgets.plain_label import plain_label
from tracker.ui.widgets.read_when_seen import ReadWhenSeen
from tracker.ui.widgets.restyle import restyle
from tracker.ui.widgets.section import Section
from tracker.ui.widgets.side_button import side_button

_PAGE = 60
"""Cards shown at first, and how many more at a time."""
_DAYS = {"day": 1, "week": 7, "month": 31}


class ChangesView(ReadWhenSeen):
    """Read off the GUI thread when it is looked at. Nothing here is marked as seen but by its button."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.theme = theme
        self.acts = Acts(session, theme, self)
        self.digest: Digest | None = None
        self._shown = _PAGE
        self._style = style_for(QLocale().name())
        self.since = ChoiceBox(self._times(), self)
        self.since.setAccessibleName(self.tr("Changes since"))
        self.by = ChoiceBox(self._people(), self)
        self.by.setAccessibleName(self.tr("Changes by"))
        for box in (self.since, self.by):
            box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
            box.committed.connect(lambda _: self.read())
        self.copy_button = side_button(self, self.tr("Copy"), self.copy)
        self.copy_button.setToolTip(self.tr("Put what is shown on the clipboard, as text and as Markdown"))
        self.save_button = side_button(self, self.tr("Save…"), self.save)
        self.copy_button.setAccessibleName(self.tr("Copy digest"))
        self.save_button.setAccessibleName(self.tr("Save digest"))
        self.save_button.setToolTip(self.tr("Write what is shown to a file, as Markdown or plain text"))
        self.seen_button = side_button(self, self.tr("Mark as seen"), self.mark_as_seen)
        self.seen_button.setToolTip(self.tr("From now on, only what changes later is shown here"))
        self.said = plain_label(self, "muted")
        self.section = Section("", "", theme, self, follow=self._follow)
        self.section.setAccessibleName(self.tr("Changes, event by event"))
        self.more = side_button(self, "", self._show_more)
        self.area = QScrollArea(self)
        self._build()
        session.changed.connect(self.renew)

    def _build(self) -> None:
        bar = FlowLayout(gap=8, row_gap=6)
        for widget in (self.since, self.by, self.copy_button, self.save_button, self.seen_button):
            bar.addWidget(widget)
        bar.setContentsMargins(12, 4, 12, 6)
        body = QWidget(self.area)
        cards = QVBoxLayout(body)
        cards.setContentsMargins(7, 0, 7, 12)
        cards.setSpacing(8)
        cards.addWidget(self.said)
        cards.addWidget(self.section)
        cards.addWidget(self.more, 0, Qt.AlignmentFlag.AlignHCenter)
        cards.addStretch(1)
        self.area.setWidget(body)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.said.setContentsMargins(5, 0, 5, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self.area, 1)
        self.more.hide()

    @property
    def main_view(self) -> QWidget:
        """What the keyboard is for: the first card, or the button that begins."""
        cards = self.section.shown_cards()
        return cards[0] if cards else self.seen_button if self.seen_button.isEnabled() else self.since

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.theme = self.acts.theme = theme
        self.section.set_theme(theme)

    def _times(self) -> list[tuple[str, str]]:
        return [
            ("seen", self.tr("Since marked as seen")),
            ("day", self.tr("In the last day")),
            ("week", self.tr("In the last 7 days")),
            ("month", self.tr("In the last 31 days")),
            ("made", self.tr("Since it was made")),
        ]

    def _people(self) -> list[tuple[str, str]]:
        name = local_name()
        me = self.tr("By me ({0})").format(name[:30]) if name else self.tr("By me")
        return [("anyone", self.tr("By anyone")), ("others", self.tr("By others")), ("me", me)]

    def name_me(self) -> None:
        """The person here goes by another name now."""
        chosen = self.by.value()
        self.by.set_entries(self._people())
        self.by.set_value(chosen)
        self.renew()

    # Reading

    def read(self) -> None:
        """Read anew what changed."""
        self._stale = False
        chosen, by, style = self.since.value(), self.by.value(), self._style
        whose: By = "others" if by == "others" else "me" if by == "me" else "anyone"

        def read(store: Store) -> Digest | None:
            if chosen == "seen":
                seen = store.seen()
                if seen is None:
                    return None
                return digest(store, seen.edit, seen.at, by=whose, tr=tr, style=style)
            if chosen == "made":
                return digest(store, 0, "", by=whose, tr=tr, style=style)
            moment = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=_DAYS[chosen])
            at = moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")
            return digest(store, store.entry_at(at), at, by=whose, tr=tr, style=style)

        self.session.read("changes", read, self._show)

    def _show(self, found: Digest | None) -> None:
        self.digest = found
        self._shown = _PAGE
        any_there = found is not None and not found.is_empty
        self.copy_button.setEnabled(any_there)
        self.save_button.setEnabled(any_there)
        store = self.session.store
        self.seen_button.setEnabled(not store.read_only)
        self.seen_button.setToolTip(
            store.why_read_only or self.tr("From now on, only what changes later is shown here")
        )
        restyle(self.seen_button, look="primary" if any_there or found is None else "")
        self.said.setText(self._words(found))
        self._fill()
        self.area.verticalScrollBar().setValue(0)

    def _words(self, found: Digest | None) -> str:
        if found is None:
            return self.tr(
                "You have not marked this tracker as seen yet, so there is nothing to compare with. Mark it as seen, "
                "and this page tells what changes from then on: what is added, edited or removed, statuses that move, "
                "quotes that are no longer found. Closing the window does not mark it. Or choose another time above."
            )
        since = (
            self.tr("Since {0}").format(change_cards.when(found.start, self._style))
            if found.start
            else self.tr("Since it was made")
        )
        if found.is_empty:
            return self.tr("{0}: nothing has changed.").format(since)
        return f"{since}: {digest_text.summary(found, tr)}"

    def _fill(self) -> None:
        found = self.digest
        groups = found.groups if found is not None else ()
        counted = found.counted if found is not None else ()
        writable = not self.session.store.read_only
        contents = [CardContent(change_cards.counted_blocks(line, self._style)) for line in counted]
        contents += [self._content(group, writable=writable) for group in groups[: self._shown]]
        self.section.heading.setText(self.tr("Newest first") if contents else "")
        self.section.set_contents(contents)
        left = len(groups) - self._shown + (found.left_out if found is not None else 0)
        self.more.setVisible(left > 0)
        self.more.setEnabled(len(groups) > self._shown)
        self.more.setText(
            self.tr("Show more ({0} left)").format(f"{left:,}")
            if len(groups) > self._shown
            else self.tr("And {0} more, which are not listed").format(f"{left:,}")
        )

    def _content(self, group: Group, *, writable: bool) -> CardContent:
        blocks = change_cards.blocks(group, self._style, writable=writable)
        removed = [line.edit for line in group.lines if line.kind == "removed"]
        if group.verb == "removed" or not group.row:
            return CardContent(blocks, menu=self._undo_menu(removed))
        if group.table == "source":
            go = partial(self.acts.open_source, group.row)
            return CardContent(blocks, go, menu=[(self.tr("Open source…"), go)])
        show = partial(self.session.select, group.row)
        edit = partial(self._edit, group.row)
        menu = [(self.tr("Show event"), show), (self.tr("Edit event"), edit), *self._undo_menu(removed)]
        return CardContent(blocks, show, menu=menu)

    def _undo_menu(self, edits: list[int]) -> list[tuple[str, partial[None]]]:
        if self.session.store.read_only or not edits:
            return []
        return [(self.tr("Undo this edit"), partial(self._undo, edits[0]))]

    def _show_more(self) -> None:
        self._shown += _PAGE
        self._fill()

    # Doing

    def _edit(self, event: int) -> None:
        self.session.select(event)
        self.session.edit_requested.emit(event)

    def _follow(self, target: object) -> None:
        if isinstance(target, UndoEdit):
            self._undo(target.edit)
        else:
            self.acts.follow(target)

    def _undo(self, edit: int) -> None:
        """Take one edit back; refused, with the reason, where later edits stand on it."""
        undoing.undo(self.session, self, edit)

    def mark_as_seen(self) -> None:
        """What is shown has been seen: the page begins anew from here."""
        if self.session.mark_as_seen(self.digest.last if self.digest is not None else 0):
            self.since.set_value("seen")
            self.session.message.emit(self.tr("Marked as seen. What changes from now on is shown here."), "message")
            self.read()

    def copy(self) -> None:
        """The digest to the clipboard."""
        if self.digest is not None:
            clipboard.put(Copied(digest_text.as_text(self.digest, tr), "", digest_text.as_markdown(self.digest, tr)))
            self.session.message.emit(self.tr("The digest is on the clipboard."), "message")

    def save(self) -> None:
        """The digest to a file that the person names."""
        if self.digest is None:
            return
        kinds = (self.tr("Markdown (*.md)"), self.tr("Plain text (*.txt)"))
        day = datetime.date.today().isoformat()
        folder = self.session.store.path.absolute().parent
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save digest"), str(folder / f"digest-{day}.md"), ";;".join(kinds)
        )
        if name:
            self.session.attempt(lambda: self._write(Path(name)))

    def _write(self, path: Path) -> None:
        assert self.digest is not None
        words = digest_text.as_text if path.suffix == ".txt" else digest_text.as_markdown
        digest_text.write(path, words(self.digest, tr), overwrite=True)  # the dialog has asked
        self.session.message.emit(self.tr("The digest was written to {0}.").format(path), "message")
