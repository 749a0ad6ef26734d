"""What stands behind a cell of the matrix: each concern with its words, their source, the event, in order of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from tracker.operations.concern_text import concern_text, quote_state
from tracker.store import Store
from tracker.store.dossier import Cited
from tracker.store.matrix import ConcernSaid, concerns_said
from tracker.ui.detail import wording
from tracker.ui.detail.acts import Acts
from tracker.ui.detail.cards import OpenSource, OpenUrl, SelectEvent, by_source, first_quoted
from tracker.ui.session import Session
from tracker.ui.strings import term
from tracker.ui.theme import Theme
from tracker.ui.web_links import host_of
from tracker.ui.widgets.card import Act, CardContent
from tracker.ui.widgets.card_panel import CardPanel
from tracker.ui.widgets.date_field import date_words, short_date
from tracker.ui.widgets.text_layout import Block, Heading, Paragraph, Run, shown

MOST = 100
"""Concerns shown of one cell, the latest; the others are a search away."""


@dataclass(frozen=True, slots=True)
class _Copy:
    """A link that copies one concern with its citations."""

    text: str


class CellPanel(CardPanel):
    """The concerns of one cell as cards. Enter on a card shows its event. `narrow_asked`: the search is to be narrowed
    to the cell."""

    narrow_asked = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        self.acts: Acts
        words = QCoreApplication.translate("CellPanel", "Show these events")
        name = QCoreApplication.translate("CellPanel", "Concerns of the cell")
        super().__init__(words, theme, parent, self._follow, name)
        self.session = session
        self.acts = Acts(session, theme, self)
        self._who = ""
        self.link.setToolTip(self.tr("Narrow the search to this cell, or take it back (Ctrl+Enter in the matrix)"))
        self.link.clicked.connect(self.narrow_asked)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.acts.theme = theme
        super().set_theme(theme)

    # Reading

    def show_cell(self, who: str, theme: str, day: str, concerns: Sequence[int], *, focus: bool = False) -> None:
        """Show the concerns of these ids, in this order. With `focus`, the keyboard goes to the first."""
        self._who = who
        if focus:
            self.focus_when_shown()
        title = self.tr("{0}: {1}").format(shown(who, one_line=True, longest=80), term(theme))
        count = self.tr("1 concern") if len(concerns) == 1 else self.tr("{0} concerns").format(f"{len(concerns):,}")
        if day:
            count = self.tr("{0} as of {1}").format(count, date_words(day))
        if len(concerns) > MOST:
            count += self.tr(", the latest {0} shown").format(MOST)
        self.heading.setText(f"{title} · {count}")
        wanted = list(concerns[-MOST:])

        def read(store: Store) -> tuple[ConcernSaid, ...]:
            return concerns_said(store.connection, wanted)

        self.session.read("cell", read, self._show)

    def _show(self, said: tuple[ConcernSaid, ...]) -> None:
        self.set_cards([self._content(one) for one in said])

    # One concern

    def _content(self, said: ConcernSaid) -> CardContent:
        concern, event = said.concern, said.event
        text = concern_text(said, self._who)
        right = term(concern.state) if concern.state != "open" else ""
        blocks: list[Block] = [Heading(short_date(event.date), term(concern.position), concern.position, right)]
        if concern.statement:
            blocks.append(Paragraph((Run(concern.statement),), most_lines=6, gap=4))
        for cited in said.citations:
            blocks += self._quoted(cited)
        if not said.citations:
            blocks.append(Paragraph((Run(self.tr("No source is cited for this."), "warning"),), gap=4))
        about = shown(event.title, one_line=True, longest=200)
        blocks.append(Paragraph((Run(self.tr("On: "), "muted"), Run(about)), most_lines=2, gap=5))
        separator = Run(" · ", "muted")
        actions = [Run(self.tr("Show event"), "link", SelectEvent(event.id))]
        menu: list[tuple[str, Act]] = [(self.tr("Show event"), lambda: self.acts.select(event.id))]
        sources = by_source(said.citations)
        for source, cites in sources:
            at = first_quoted(cites)
            words = self.tr("Open source")
            if len(sources) > 1:
                words = self.tr("Open source: {0}").format(shown(source.title, one_line=True, longest=40))
            actions += [separator, Run(words, "link", OpenSource(source.id, at))]
            menu.append((words, partial(self.acts.open_source, source.id, at)))
            host = host_of(source.url)
            if host:
                said_host = self.tr("Open link at {0}").format(host)
                menu.append((said_host, lambda source=source: self.acts.open_url(source.url)))  # type: ignore[misc]
        actions += [separator, Run(self.tr("Copy with citation"), "link", _Copy(text))]
        menu.append((self.tr("Copy with citation"), lambda: self._copy(text)))
        blocks.append(Paragraph(tuple(actions), gap=5))
        return CardContent(tuple(blocks), open=lambda: self.acts.select(event.id), menu=menu)

    def _quoted(self, cited: Cited) -> list[Block]:
        source, citation = cited.source, cited.citation
        blocks: list[Block] = []
        if citation.exact:
            blocks.append(Paragraph((Run(citation.exact, "quote"),), bar=True, most_lines=8, gap=5))
        line = [Run(shown(source.title, one_line=True, longest=160), "link", OpenSource(source.id, citation.id))]
        about = wording.about(source)
        line.append(Run(f" · {shown(about, one_line=True)}", "muted"))
        if citation.exact:
            state = quote_state(citation.anchor, source)
            look = citation.anchor if source.has_text else ""
            line.append(
                Run(
                    f" · {self.tr(state)}", "error" if look == "orphaned" else "warning" if look == "moved" else "muted"
                )
            )
        if citation.relation != "supports":
            line.append(Run(f" · {term(citation.relation).lower()}", "warning"))
        host = host_of(source.url)
        if host:
            line += [Run(" · ", "muted"), Run(f"{host}\u00a0↗", "link", OpenUrl(source.url))]
        blocks.append(Paragraph(tuple(line), most_lines=3, gap=3))
        return blocks

    def _follow(self, target: object) -> None:
        if isinstance(target, _Copy):
            self._copy(target.text)
        else:
            self.acts.follow(target)

    def _copy(self, text: str) -> None:
        self.acts.copy(text)
        self.session.message.emit(self.tr("Copied with its citation."), "message")
