"""Commands about quotes: do their sources still say so, which have changed, and handing them on: quotes check, ..."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.options import json_option, print_json, progress, reading, say, tracker_option, visible, writing
from tracker.records import id_text
from tracker.vocabulary import CLOSED

if TYPE_CHECKING:
    from tracker.operations.source_text import QuoteOutcome
    from tracker.store import Store
    from tracker.store.source_quotes import QuoteRow

_STATES = CLOSED["anchor"][1:]
_SEARCH_HELP = "Only quotes of these events, as “policy-tracker search” takes it."


@click.group(
    short_help="Check quotes against their sources, and hand them on.",
    epilog="""\b
Examples:
  policy-tracker quotes check
  policy-tracker quotes list --state moved --state orphaned
  policy-tracker quotes export quotes.jsonld --search 'concern:privacy'
""",
)
@tracker_option
def quotes_command() -> None:
    """Quotes: whether their sources still say so, which have changed, and as annotations for other programs."""


@quotes_command.command(
    "check",
    short_help="Look every quote up in the text kept of its source.",
    epilog="""\b
Examples:
  policy-tracker quotes check
  policy-tracker quotes check --search 'is:moved' --preview --json
""",
)
@click.option("--search", default="", help=_SEARCH_HELP)
@click.option("--preview", is_flag=True, help="Say what state they are in and change nothing.")
@tracker_option
@json_option
def check_command(search: str, preview: bool, as_json: bool) -> int:
    """Look quotes up in the texts kept of their sources, and bring their states up to date, as one edit.

    Exit code 1 if any is moved (its words have changed) or orphaned (it is no longer there).
    """
    from tracker.operations.source_text import check_quotes
    from tracker.store.source_quotes import quotes

    with reading() if preview else writing() as store, progress("Checking quotes") as show:
        chosen = None
        if search.strip():
            chosen = [row.citation for row in quotes(store.connection, events=store.find(search))]
        report = check_quotes(store, chosen, write=not preview, progress=show)
        # Those to look at, as they stand after the check or would stand.
        now = {outcome.citation.id: outcome for outcome in report.changed}
        rows = [row for row in quotes(store.connection) if chosen is None or row.citation in set(chosen)]
        state = {row.citation: now[row.citation].state if row.citation in now else row.state for row in rows}
        to_look_at = [row for row in rows if state[row.citation] in ("moved", "orphaned")]
        words = _words(store, to_look_at, now)
    if as_json:
        print_json(
            {
                "preview": preview,
                "states": {name: report.states.get(name, 0) for name in _STATES},
                "changed": [_outcome_data(outcome) for outcome in report.changed],
                "to_look_at": [_data(row, state[row.citation], words[row.citation]) for row in to_look_at],
            }
        )
    else:
        for row in to_look_at:
            click.echo(_line(row, state[row.citation], words[row.citation]))
        click.echo(_summary(report.states))
        if report.changed:
            count = len(report.changed)
            was = "would be" if preview else "was"
            say(f"The state of {count} {'quote' if count == 1 else 'quotes'} {was} brought up to date.")
    return 1 if to_look_at else 0


@quotes_command.command(
    "list",
    short_help="List quotes with their state and what they support.",
    epilog="""\b
Examples:
  policy-tracker quotes list --state orphaned
  policy-tracker quotes list --search 'type:"court ruling"' --json
""",
)
@click.option("--state", "states", multiple=True, type=click.Choice(_STATES), help="Only quotes in this state.")
@click.option("--search", default="", help=_SEARCH_HELP)
@tracker_option
@json_option
def list_command(states: tuple[str, ...], search: str, as_json: bool) -> None:
    """List quotes, by source and in the order of its text, with their state and what they support."""
    from tracker.store.source_quotes import quotes

    with reading() as store:
        rows = quotes(store.connection, states, store.find(search) if search.strip() else None)
        words = _words(store, rows, {})
    if as_json:
        print_json({"search": search, "quotes": [_data(row, row.state, words.get(row.citation, "")) for row in rows]})
        return
    for row in rows:
        click.echo(_line(row, row.state, words.get(row.citation, "")))
    say(f"{len(rows)} {'quote' if len(rows) == 1 else 'quotes'}")


@quotes_command.command(
    "confirm",
    short_help="Quote the words that have replaced those quoted.",
    epilog="""\b
Example:
  policy-tracker quotes confirm 37rwx0b80008f
""",
)
@click.argument("quotes", nargs=-1, required=True, metavar="QUOTE...")
@tracker_option
@json_option
def confirm_command(quotes: tuple[str, ...], as_json: bool) -> None:
    """Quote from now on the words that stand in place of those quoted before. QUOTE is an id that “quotes list” shows.

    For quotes whose words have changed (“moved”); compare the two first.
    """
    from tracker.cli.shown import record_data
    from tracker.operations.source_text import confirm_moved
    from tracker.records import Citation

    with writing() as store:
        confirmed = confirm_moved(store, [store.by_text_id(Citation, text) for text in quotes])
    if as_json:
        print_json({"citations": [record_data(citation) for citation in confirmed]})
        return
    for citation in confirmed:
        click.echo(f"{id_text(citation.id)}  “{_flat(citation.exact)}”")


@quotes_command.command(
    "export",
    short_help="Write quotes as W3C Web Annotations (JSON-LD).",
    epilog="""\b
Example:
  policy-tracker quotes export quotes.jsonld --search 'concern:privacy'
""",
)
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--search", default="", help=_SEARCH_HELP)
@click.option("--overwrite", is_flag=True, help="Replace TARGET if it exists.")
@tracker_option
@json_option
def export_command(target: Path, search: str, overwrite: bool, as_json: bool) -> None:
    """Write quotes, with their sources and what they support, to a file that annotation tools read."""
    from tracker.operations.exporting_quotes import export_quotes

    with reading() as store:
        count = export_quotes(store, target, search=search, overwrite=overwrite)
    if as_json:
        print_json({"target": str(target), "quotes": count})
    else:
        click.echo(f"{target}: {count} {'quote' if count == 1 else 'quotes'}")


@quotes_command.command(
    "import",
    short_help="Take in W3C Web Annotations: all of them, or nothing.",
    epilog="""\b
Examples:
  policy-tracker quotes import quotes.jsonld --preview
  policy-tracker quotes import theirs.json --event 37rwx0b80008f
""",
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--event", "event", default="", help="The event supported by annotations that name none in this tracker.")
@click.option("--skip-bad", is_flag=True, help="Take in the rest even if some cannot be.")
@click.option("--preview", is_flag=True, help="Say what would be done and change nothing; exit code 1 if some are bad.")
@tracker_option
@json_option
def import_command(file: Path, event: str, skip_bad: bool, preview: bool, as_json: bool) -> int:
    """Take in annotations: ours, of other tools, or what Hypothesis gives. Quotes are looked up in the texts kept.

    What supports nothing in this tracker waits in the inbox, unless --event names what it supports.
    """
    from tracker.operations.importing_quotes import import_quotes, plan_quotes
    from tracker.records import Event

    with reading() if preview else writing() as store:
        chosen = store.by_text_id(Event, event).id if event else None
        plan = plan_quotes(store, file, event=chosen)
        if not preview:
            import_quotes(store, plan, skip_bad=skip_bad)
    numbers = {
        "quotes": len(plan.citations),
        "orphaned": plan.orphaned,
        "sources": len(plan.sources),
        "waiting": len(plan.waiting),
        "unchanged": plan.unchanged,
    }
    if as_json:
        print_json({"preview": preview, **numbers, "problems": [asdict(problem) for problem in plan.problems]})
    else:
        verb = "Would add" if preview else "Added"
        click.echo(f"{verb}: quotes {numbers['quotes']}, sources {numbers['sources']}, inbox {numbers['waiting']}.")
        if plan.orphaned:
            say(f"{plan.orphaned} of them are not found, or not certainly, in the text kept of their source.")
        if plan.unchanged:
            say(f"{plan.unchanged} are in the tracker already.")
        for problem in plan.problems:
            say(visible(str(problem)))
    return 1 if preview and plan.problems else 0


# Showing


def _words(store: Store, rows: list[QuoteRow], now: dict[int, QuoteOutcome]) -> dict[int, str]:
    """What stands in the place of each quote that is moved; '' for others."""
    from tracker.records import Source

    out, text, of = {}, "", 0
    for row in rows:
        out[row.citation] = now[row.citation].words if row.citation in now else ""
        if row.citation not in now and row.state == "moved":
            if of != row.source:
                text, of = store.get(Source, row.source).text, row.source
            out[row.citation] = text[row.start : row.end]
    return out


def _summary(states: Any) -> str:
    total = sum(states.values())
    parts = [f"{states[name]} {name}" for name in _STATES if states.get(name)]
    return f"{total} {'quote' if total == 1 else 'quotes'}" + (f": {', '.join(parts)}" if parts else "")


def _line(row: QuoteRow, state: str, words: str) -> str:
    """Several lines: the id and state, the words (with what became of them), the source, what it supports."""
    shown = marked(row.exact, words) if state == "moved" else f"“{_flat(row.exact)}”"
    source = f"    {_flat(row.source_title)}" + (f", {_flat(row.locator)}" if row.locator else "")
    return "\n".join(
        [f"{id_text(row.citation)}  {state or 'not checked'}", f"    {shown}", source, f"    {for_what(row)}"]
    )


def for_what(row: QuoteRow) -> str:
    """What a citation supports, in one line."""
    event = f"{_flat(row.event_title)}" + (f" ({row.event_date})" if row.event_date else "")
    what = {
        "concern": f"{_flat(row.stakeholder)}, {row.theme}: {row.position}",
        "status": f"{row.axis}: {row.value}",
        "claim": f"{_flat(row.question)} {_flat(row.claim)}",
    }.get(row.target, "")
    return f"{row.relation}: {f'{what} – ' if what else ''}{event}"


def marked(old: str, new: str) -> str:
    """Words with what went in [-brackets-] and what came in {+braces+}."""
    from tracker.capture.difference import by_words

    form = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    return visible("".join(form[piece.kind].format(piece.text) for piece in by_words(old, new))).replace("\n", "↵")


def _data(row: QuoteRow, state: str, words: str) -> dict[str, Any]:
    ids = {name: id_text(getattr(row, name)) for name in ("citation", "source", "target_id", "event")}
    return {**asdict(row), **ids, "state": state, "words_now": words}


def _outcome_data(outcome: QuoteOutcome) -> dict[str, Any]:
    citation = outcome.citation
    return {
        "citation": id_text(citation.id),
        "exact": citation.exact,
        "before": citation.anchor,
        "state": outcome.state,
        "start": outcome.anchor.start,
        "end": outcome.anchor.end,
        "words_now": outcome.words,
        "candidates": list(outcome.candidates),
    }


def _flat(text: str) -> str:
    return visible(" ".join(text.split()))
