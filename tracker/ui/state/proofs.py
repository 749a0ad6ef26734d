"""What proves how a policy stands: a card for each axis, with every citation."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from tracker.operations.state_text import axis_text, policy_text
from tracker.store.state_of_play import Policy, Proof, Stand
from tracker.ui.detail.acts import Acts
from tracker.ui.detail.cards import OpenSource, OpenUrl
from tracker.ui.session import Session
from tracker.ui.state.model import COLUMNS, change_words, since_words, tr, value_words
from tracker.ui.strings import term
from tracker.ui.theme import Theme
from tracker.ui.web_links import host_of
from tracker.ui.widgets.card import Act, CardContent
from tracker.ui.widgets.card_panel import CardPanel
from tracker.ui.widgets.date_field import short_date
from tracker.ui.widgets.text_layout import Block, Heading, Paragraph, Run, shown


class ProofPanel(CardPanel):
    """The standing of one policy. Enter on a card opens the source of the latest citation."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("Copy with citations"), theme, parent, self._follow, tr("How the policy stands"))
        self.session = session
        self.acts = Acts(session, theme, self)
        self._policy: Policy | None = None
        self._since = ""
        self.link.clicked.connect(self.copy)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.acts.theme = theme
        super().set_theme(theme)

    def show_policy(self, policy: Policy, since: str) -> None:
        """Show how a policy stands, compared with an earlier day."""
        self._policy, self._since = policy, since
        self.heading.setText(shown(policy.title, one_line=True, longest=200))
        self.set_cards([self._card(policy, axis, policy.stands[axis]) for axis in COLUMNS[1:] if axis in policy.stands])

    def copy(self) -> None:
        """Copy all of it, with its citations."""
        if self._policy is not None:
            self._copy(policy_text(self._policy, self._since))

    def _card(self, policy: Policy, axis: str, stand: Stand) -> CardContent:
        changed = change_words(axis, stand)
        name = f"{term(axis)}: {value_words(axis, stand.value).lower()}"
        since = since_words(stand)
        blocks: list[Block] = [Heading(name, changed, "accent")]
        blocks.append(Paragraph((Run(since[:1].upper() + since[1:], "warning" if stand.may_be_later else "muted"),)))
        if stand.note:
            blocks.append(Paragraph((Run(stand.note),), most_lines=5))
        menu: list[tuple[str, Act]] = [(tr("Show event"), lambda: self.acts.select(policy.event))]
        for proof in stand.proofs:
            blocks += self._proof(proof)
            words = tr("Open source: {0}").format(shown(proof.title, one_line=True, longest=40))
            menu.append((words, partial(self.acts.open_source, proof.source, proof.citation)))
            host = host_of(proof.url)
            if host:
                said = tr("Open link at {0}").format(host)
                menu.append((said, lambda proof=proof: self.acts.open_url(proof.url)))  # type: ignore[misc]
        if not stand.proofs:
            blocks.append(Paragraph((Run(tr("No source is cited for this."), "warning"),), gap=4))
        text = axis_text(policy, axis, self._since)
        menu.append((tr("Copy with citation"), lambda: self._copy(text)))
        first = stand.proofs[0] if stand.proofs else None
        act = partial(self.acts.open_source, first.source, first.citation) if first is not None else None
        return CardContent(tuple(blocks), open=act, menu=menu)

    def _proof(self, proof: Proof) -> list[Block]:
        line = [Run(shown(proof.title, one_line=True, longest=160), "link", OpenSource(proof.source, proof.citation))]
        about = " · ".join(x for x in (proof.publisher, short_date(proof.issued) if proof.issued else "") if x)
        if about:
            line.append(Run(f" · {shown(about, one_line=True)}", "muted"))
        if proof.relation != "supports":
            line.append(Run(f" · {term(proof.relation).lower()}", "warning"))
        host = host_of(proof.url)
        if host:
            line += [Run(" · ", "muted"), Run(f"{host}\u00a0↗", "link", OpenUrl(proof.url))]
        blocks: list[Block] = []
        if proof.quote:
            blocks.append(Paragraph((Run(proof.quote, "quote"),), bar=True, most_lines=5, gap=4))
            if proof.anchor == "orphaned":
                line.append(Run(f" · {tr('quote not found in the text')}", "error"))
            elif proof.anchor == "no text kept":
                line.append(Run(f" · {tr('not checked: no text kept')}", "muted"))
        blocks.append(Paragraph(tuple(line), most_lines=3, gap=4))
        return blocks

    def _follow(self, target: object) -> None:
        self.acts.follow(target)

    def _copy(self, text: str) -> None:
        self.acts.copy(text)
        self.session.message.emit(tr("Copied with its citations."), "message")
