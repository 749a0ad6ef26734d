"""The state of play as text to hand on: lines for a terminal, Markdown, or a table with tabs between its cells."""

from __future__ import annotations

from collections.abc import Iterator

from tracker import dates, vocabulary
from tracker.dates import DAY_MONTH, DateStyle
from tracker.operations.plain_markdown import escaped, link
from tracker.records import id_text
from tracker.store.state_of_play import Policy, Proof, Stand, StateOfPlay

NO_SOURCE = "no source"


def since_words(stand: Stand, style: DateStyle = DAY_MONTH) -> str:
    """'since 7 April 2025', with what is not certain of it."""
    if not stand.since:
        words = "no date given"
    elif stand.may_be_later:
        words = f"since {dates.display(stand.since, style)}, perhaps after this day"
    else:
        words = f"since {dates.display(stand.since, style)}"
    return words + (f", again {dates.display(stand.again, style)}" if stand.again else "")


def change_words(stand: Stand, since: str, style: DateStyle = DAY_MONTH) -> str:
    """How it stood on the day compared with: 'was pending on 1 April 2025'; '' if it stood as it does now."""
    if stand.was is None:
        return ""
    day = dates.display(since, style)
    return f"was {stand.was} on {day}" if stand.was else f"nothing was recorded on {day}"


def proof_words(proof: Proof, style: DateStyle = DAY_MONTH) -> str:
    """A citation in one line: title, publisher, date, address, and whether it speaks against."""
    parts = (one_line(proof.title), one_line(proof.publisher), dates.display(proof.issued, style) * bool(proof.issued))
    against = "" if proof.relation == "supports" else f" ({proof.relation})"
    return ", ".join(part for part in parts if part) + (f" <{one_line(proof.url)}>" if proof.url else "") + against


def state_lines(state: StateOfPlay) -> Iterator[str]:
    """For a terminal: a heading for each group, under it each policy with its standing and what proves it."""
    for group, policies in state.grouped():
        yield f"{vocabulary.label(group)} ({len(policies)})"
        for policy in policies:
            yield f"  {id_text(policy.event)}  {_titled(policy)}"
            for axis, stand in policy.stands.items():
                yield f"      {_standing(axis, stand, state.since)}{f'. {one_line(stand.note)}' * bool(stand.note)}"
                for proof in stand.proofs:
                    yield f"          {proof_words(proof)}"
                if not stand.proofs:
                    yield f"          {NO_SOURCE}"
        yield ""


def state_markdown(state: StateOfPlay) -> str:
    """As Markdown: headings for the groups, a list item for each policy."""
    out = [f"# State of play on {dates.display(state.day)}", ""]
    for group, policies in state.grouped():
        out += [f"## {vocabulary.label(group)} ({len(policies)})", ""]
        for policy in policies:
            date = f" ({dates.display(policy.date)})" if policy.date else ""
            out.append(f"- **{escaped(policy.title)}**{date}")
            for axis, stand in policy.stands.items():
                proofs = "; ".join(map(_linked, stand.proofs)) or NO_SOURCE
                note = f" {escaped(stand.note)}" if stand.note else ""
                out.append(f"  - {_standing(axis, stand, state.since)}.{note} Source: {proofs}")
        out.append("")
    if not state.policies:
        out.append("No status is recorded as of this day.")
    return "\n".join(out)


def state_tsv(state: StateOfPlay) -> str:
    """As a table: one row for each policy and axis."""
    out = ["\t".join(("day", "event", "date", "title", "groups", "axis", "value", "since", "was", "sources", "links"))]
    for policy in state.policies:
        for axis, stand in policy.stands.items():
            cells = (
                state.day,
                id_text(policy.event),
                policy.date,
                policy.title,
                "; ".join(policy.groups),
                axis,
                stand.value,
                stand.since,
                stand.was or "",
                "; ".join(proof.title for proof in stand.proofs) or NO_SOURCE,
                "; ".join(proof.url for proof in stand.proofs if proof.url),
            )
            out.append("\t".join(map(one_line, cells)))
    return "\n".join(out) + "\n"


def policy_text(policy: Policy, since: str) -> str:
    """One policy as plain text with its citations."""
    return "\n".join([_titled(policy), *(_axis_line(policy, axis, since) for axis in policy.stands)])


def axis_text(policy: Policy, axis: str, since: str) -> str:
    """How one policy stands on one axis, with its citations."""
    return f"{_titled(policy)}\n{_axis_line(policy, axis, since)}"


def _axis_line(policy: Policy, axis: str, since: str) -> str:
    stand = policy.stands[axis]
    proofs = "; ".join(map(proof_words, stand.proofs)) or NO_SOURCE
    note = f" {one_line(stand.note)}" if stand.note else ""
    return f"{_standing(axis, stand, since)}.{note} Source: {proofs}"


def _titled(policy: Policy) -> str:
    return one_line(policy.title) + (f" ({dates.display(policy.date)})" if policy.date else "")


def _standing(axis: str, stand: Stand, since: str) -> str:
    changed = change_words(stand, since)
    return f"{vocabulary.label(axis)}: {stand.value}, {since_words(stand)}" + (f" ({changed})" if changed else "")


def _linked(proof: Proof) -> str:
    more = ", ".join(x for x in (proof.publisher, dates.display(proof.issued) if proof.issued else "") if x)
    against = "" if proof.relation == "supports" else f" ({proof.relation})"
    return link(proof.title, proof.url) + (f", {escaped(more)}" if more else "") + against


def one_line(text: str) -> str:
    """Text on one line, without tabs."""
    return " ".join(text.split())
