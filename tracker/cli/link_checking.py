"""sources check-links: whether the addresses of sources still answer. The only command of its group that asks the
web."""

from __future__ import annotations

from functools import partial

import click

from tracker.cli.options import json_option, print_json, progress, say, tracker_option, visible, writing
from tracker.records import Source, id_text

_PROBLEMS = ("dead", "moved", "not reached")


@click.command(
    "check-links",
    short_help="Ask addresses whether they still answer.",
    epilog="""\b
Examples:
  policy-tracker sources check-links
  policy-tracker sources check-links --never-checked --json
  policy-tracker sources check-links 37rwx0b800040
""",
)
@click.argument("sources", nargs=-1, metavar="[SOURCE...]")
@click.option("--search", default="", help="Only sources cited for these events, as “policy-tracker search” takes it.")
@click.option("--never-checked", is_flag=True, help="Only sources whose address was never asked.")
@click.option("--dry-run", is_flag=True, help="Say which hosts would be asked, and ask none.")
@click.option("--allow-private", is_flag=True, help="Also ask addresses inside your own network.")
@click.option("--seconds", type=click.FloatRange(1, 300), default=15.0, show_default=True, help="For one address.")
@json_option
@tracker_option
def check_links_command(
    sources: tuple[str, ...],
    search: str,
    never_checked: bool,
    dry_run: bool,
    allow_private: bool,
    seconds: float,
    as_json: bool,
) -> None:
    """Ask the addresses of all sources, or of those named, whether they still answer, and note it as one edit.

    Nothing of a page is kept. A site that refuses programs is “not reached”, not dead. Exit code 0 whatever they
    answer: “search link:dead” lists the events that rest on dead ones.
    """
    from tracker.capture.fetch import reach
    from tracker.operations import link_checks
    from tracker.store.source_list import sources_of

    with writing() as store:
        wanted = {store.by_text_id(Source, text).id for text in sources} if sources else None
        if search.strip():
            cited = set(sources_of(store.connection, store.find(search)))
            wanted = cited if wanted is None else wanted & cited
        if never_checked:
            known = link_checks.last_states(store)
            every = {s for a in link_checks.addresses(store, wanted) for s in a.sources}
            wanted = every - known.keys()
        asked = link_checks.addresses(store, wanted)
        hosts = sorted({address.host for address in asked})
        if dry_run:
            if as_json:
                print_json({"addresses": [a.url for a in asked], "hosts": hosts})
            else:
                click.echo("\n".join(visible(host) for host in hosts))
                say(f"{len(asked):,} addresses of {len(hosts):,} hosts would be asked.")
            return
        with progress("Checking links") as show:
            answers = link_checks.ask(asked, partial(reach, allow_private=allow_private, seconds=seconds), show)
        found = link_checks.record(store, answers)
    changed = set(found.changed)
    if as_json:
        links = [
            {
                "url": each.address.url,
                "sources": [id_text(source) for source in each.address.sources],
                "state": each.reached.state,
                "leads_to": each.reached.url,
                "note": each.reached.note,
                "at": each.at,
                "changed": bool(changed & set(each.address.sources)),
            }
            for each in answers
        ]
        print_json({"checked": found.sources, "states": dict(found.states), "links": links})
        return
    for each in answers:
        if each.reached.state in _PROBLEMS:
            ids = " ".join(id_text(source) for source in each.address.sources)
            click.echo(visible(f"{each.reached.state:<11}  {ids}  {each.address.url}  {each.reached.note}".rstrip()))
    counts = ", ".join(f"{count:,} {state}" for state, count in found.states.items())
    say(f"{found.sources:,} sources checked{': ' + counts if counts else ''}.")
