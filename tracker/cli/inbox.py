"""Feeds and the inbox: inbox feeds, add, import, edit, remove, fetch, read, list, dismiss, back, link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli import inbox_shown
from tracker.cli.options import json_option, print_json, progress, reading, say, tracker_option, visible, writing
from tracker.records import Event, Id, id_text
from tracker.vocabulary import CLOSED

if TYPE_CHECKING:
    from tracker.store import Store

private_option = click.option(
    "--allow-private", is_flag=True, help="Also ask addresses inside your own network, which are otherwise refused."
)


@click.group(
    short_help="Follow feeds, and sort what they bring.",
    epilog="""\b
Examples:
  policy-tracker inbox add https://ecf.cadc.uscourts.gov/cgi-bin/rss_outside.pl --title "D.C. Circuit"
  policy-tracker inbox fetch
  policy-tracker inbox list --state new
  policy-tracker inbox link 3a1c0f2b9k8x7 37rwx0b80008f
""",
)
@tracker_option
def inbox_command() -> None:
    """Follow RSS and Atom feeds (agencies, courts, newsrooms), and sort what they bring.

    A feed's host is asked only by “fetch” and “add”. Each new entry becomes an item, matched to the tracker's cases by
    docket number and to saved searches by its words; link it to an event, or dismiss it.
    """


@inbox_command.command("feeds", short_help="List the feeds that are followed.")
@tracker_option
@json_option
def feeds_command(as_json: bool) -> None:
    """List the feeds that are followed, how each answered last, and how many items it brought."""
    from tracker.store.inbox import feed_rows

    with reading() as store:
        rows = feed_rows(store.connection)
    if as_json:
        print_json({"feeds": [inbox_shown.feed_data(row) for row in rows]})
        return
    for row in rows:
        click.echo(f"{id_text(row.id)}  {visible(row.name)}")
        details = [
            row.url if row.title else "",
            f"{row.items:,} {'item' if row.items == 1 else 'items'}, {row.new:,} new",
            f"checked {row.state.checked[:16].replace('T', ' ')} UTC" if row.state.checked else "never checked",
            f"every {row.every_hours} h while the window is open" if row.every_hours else "",
        ]
        click.echo(f"               {visible(' · '.join(d for d in details if d))}")
        if row.state.problem:
            click.echo(f"               ! {visible(row.state.problem)}")
    say(f"{len(rows)} {'feed' if len(rows) == 1 else 'feeds'}")


@inbox_command.command("add", short_help="Follow a feed.")
@click.argument("url")
@click.option("--title", default="", help="What to call it; without it, what it calls itself.")
@click.option(
    "--every", default=0, metavar="HOURS", help="Hours between checks while the window is open; 0: only when you ask."
)
@click.option("--unchecked", is_flag=True, help="Follow it without checking it first.")
@private_option
@tracker_option
@json_option
def add_command(url: str, title: str, every: int, unchecked: bool, allow_private: bool, as_json: bool) -> None:
    """Follow the feed at URL. It is asked at once, and refused if it is not a feed; what it has comes with the next
    “fetch”."""
    from tracker.capture.feed_checking import check_feed
    from tracker.operations.inbox import add_feed

    with writing() as store:
        found = None if unchecked else check_feed(url.strip(), allow_private=allow_private).read
        made = add_feed(store, url, title or (found.title if found else ""), every)
    if as_json:
        print_json(inbox_shown.made_data(made))
        return
    click.echo(id_text(made.id))
    has = f", which has {inbox_shown.counted(len(found.entries), 'entry', 'entries')}" if found else ""
    say(f"Following {visible(made.title or made.url)}{has}. “inbox fetch” brings them.")
    for note in found.notes if found else ():
        say(visible(note))


@inbox_command.command("import", short_help="Follow the feeds that an OPML file lists.")
@click.argument("file", type=click.Path(path_type=Path))
@tracker_option
@json_option
def import_command(file: Path, as_json: bool) -> None:
    """Follow the feeds that an OPML file lists, as feed readers export it. None of them is asked; “fetch” does."""
    from tracker.capture.feed_checking import read_list
    from tracker.operations.inbox import add_feeds

    data = _bytes_of(file)
    with writing() as store:
        found = read_list(data)
        made = add_feeds(store, found)
    if as_json:
        print_json({"listed": len(found), "added": [inbox_shown.made_data(feed) for feed in made]})
        return
    for feed in made:
        click.echo(f"{id_text(feed.id)}  {visible(feed.title or feed.url)}")
    say(f"Following {inbox_shown.counted(len(made), 'feed', 'feeds')} more, of {len(found):,} listed.")


@inbox_command.command("edit", short_help="Change a feed: its address, title, schedule.")
@click.argument("feed", metavar="FEED")
@click.option("--url", metavar="URL", help="Its new address, such as the one it has moved to; it is not checked now.")
@click.option("--title", help="What to call it.")
@click.option(
    "--every", type=int, metavar="HOURS", help="Hours between checks while the window is open; 0: only when you ask."
)
@tracker_option
@json_option
def edit_command(feed: str, url: str | None, title: str | None, every: int | None, as_json: bool) -> None:
    """Change a feed; what it brought moves with it to a new address. FEED is an id, address or title, as “inbox feeds”
    lists it."""
    from tracker.operations.inbox import change_feed, feed_named

    if (url, title, every) == (None, None, None):
        raise click.UsageError("Say what to change: --url, --title, --every.")
    with writing() as store:
        changed = change_feed(store, feed_named(store, feed).id, url=url, title=title, every_hours=every)
    if as_json:
        print_json(inbox_shown.made_data(changed))
        return
    click.echo(id_text(changed.id))
    say(f"Changed {visible(changed.title or changed.url)}. “undo” takes it back.")


@inbox_command.command("remove", short_help="Stop following feeds.")
@click.argument("feeds", nargs=-1, required=True, metavar="FEED...")
@tracker_option
@json_option
def remove_command(feeds: tuple[str, ...], as_json: bool) -> None:
    """Stop following feeds; what they brought stays. FEED is an id, address or title, as “inbox feeds” lists it."""
    from tracker.operations.inbox import feed_named, remove_feeds

    with writing() as store:
        count = remove_feeds(store, [feed_named(store, feed).id for feed in feeds])
    if as_json:
        print_json({"removed": count})
        return
    say(f"Removed {inbox_shown.counted(count, 'feed', 'feeds')}. What was brought stays; “undo” brings the feeds back.")


@inbox_command.command("fetch", short_help="Ask the feeds what is new.")
@click.option("--feed", "feeds", multiple=True, metavar="FEED", help="Only this feed: its id, address or title.")
@private_option
@tracker_option
@json_option
def fetch_command(feeds: tuple[str, ...], allow_private: bool, as_json: bool) -> None:
    """Ask every feed, or those named, what is new, and put it into the inbox. Nothing comes in twice.

    A feed that has moved for good is read where it is now, and that is said: “inbox edit” takes the new address.

    Exit code 1 if a feed could not be fetched or read; the others were, and what it brought before stays.
    """
    from tracker.operations.checking_feeds import ask_feeds, take_answers, to_ask
    from tracker.operations.inbox import feed_named

    with writing() as store:
        wanted = to_ask(store, [feed_named(store, feed).id for feed in feeds])
        with progress("Checking feeds") as show:
            checked = ask_feeds(wanted, allow_private=allow_private, progress=show)
        taken = take_answers(store, checked)
    if as_json:
        told = [inbox_shown.checked_data(each, counts) for each, counts in zip(checked, taken, strict=True)]
        print_json({"added": sum(counts.added for counts in taken), "feeds": told})
    else:
        for each, counts in zip(checked, taken, strict=True):
            click.echo(f"{visible(each.feed.name)}: {visible(inbox_shown.told(each, counts))}")
        for each in checked:
            if each.moved:
                say(f"“inbox edit {id_text(each.feed.id)} --url {visible(each.moved)}” takes the new address.")
        if not wanted:
            say("No feed is followed yet: “inbox add URL” adds one.")
    if any(each.problem for each in checked):
        click.get_current_context().exit(1)


@inbox_command.command("read", short_help="Take in a feed that was saved as a file.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--feed", default="", metavar="FEED", help="The feed it is of: its id, address or title.")
@tracker_option
@json_option
def read_command(file: Path, feed: str, as_json: bool) -> None:
    """Take in what a saved RSS or Atom file has. Without --feed its items are of the feed's own address."""
    from tracker.capture.feed_checking import read
    from tracker.operations.inbox import feed_named, take_in
    from tracker.records import Feed

    data = _bytes_of(file)
    with writing() as store:
        known = feed_named(store, feed) if feed else None
        found = read(data, url=known.url if known else "")
        of = known or Feed(url=found.link or file.absolute().as_uri(), title=found.title)
        taken = take_in(store, [(of, found)])
    if as_json:
        print_json({"title": found.title, **asdict(taken), "notes": found.notes})
        return
    click.echo(f"{visible(found.title or file.name)}: {inbox_shown.counts(taken)}")
    for note in found.notes:
        say(visible(note))


@inbox_command.command("list", short_help="List items, and what each is about.")
@click.option(
    "--state",
    type=click.Choice([*CLOSED["inbox_state"], "all"]),
    default="new",
    show_default=True,
    help="Only items in this state.",
)
@click.option("--matching", is_flag=True, help="Only those that match a case or a saved search.")
@click.option("--limit", type=click.IntRange(min=0), help="List at most this many; the count is of all.")
@tracker_option
@json_option
def list_command(state: str, matching: bool, limit: int | None, as_json: bool) -> None:
    """List the items in the inbox, the newest first, with the cases whose docket number they name and the saved
    searches they match."""
    from tracker.operations.inbox_matches import Matcher
    from tracker.store.inbox import bodies, item_rows

    with reading() as store:
        rows = item_rows(store.connection, "" if state == "all" else state)
        matches = Matcher().match(store, rows)
        rows = [row for row in rows if matches[row.id]] if matching else rows
        count, rows = len(rows), rows if limit is None else rows[:limit]
        titles = inbox_shown.event_titles(store, [c.event for row in rows for c in matches[row.id].cases if c.event])
        texts = bodies(store.connection, [row.id for row in rows]) if as_json else {}
    if as_json:
        items = [inbox_shown.item_data(row, texts[row.id], matches[row.id]) for row in rows]
        print_json({"state": state, "count": count, "items": items})
        return
    for row in rows:
        day = (row.published or row.created)[:10]
        shown = f"  [{row.state}]" if state == "all" else ""
        click.echo(f"{id_text(row.id)}  {day}  {visible(row.title)}{shown}")
        click.echo(f"               {visible(' · '.join(p for p in (row.feed, row.url) if p))}")
        for line in inbox_shown.match_lines(matches[row.id], titles):
            click.echo(f"               → {visible(line)}")
    say(inbox_shown.counted(count, "item", "items"))


@inbox_command.command("dismiss", short_help="Put items aside.")
@click.argument("items", nargs=-1, required=True, metavar="ITEM...")
@tracker_option
@json_option
def dismiss_command(items: tuple[str, ...], as_json: bool) -> None:
    """Put items aside; they do not come again. ITEM is an id, as “inbox list” shows it."""
    from tracker.operations.inbox import dismiss

    with writing() as store:
        count = dismiss(store, _ids(store, items))
    if as_json:
        print_json({"dismissed": count})
        return
    say(f"Dismissed {inbox_shown.counted(count, 'item', 'items')}.")


@inbox_command.command("back", short_help="Make items new again.")
@click.argument("items", nargs=-1, required=True, metavar="ITEM...")
@tracker_option
@json_option
def back_command(items: tuple[str, ...], as_json: bool) -> None:
    """Make items new again that were dismissed, linked or captured."""
    from tracker.operations.inbox import put_back

    with writing() as store:
        count = put_back(store, _ids(store, items))
    if as_json:
        print_json({"new": count})
        return
    say(f"Put {inbox_shown.counted(count, 'item', 'items')} back into the inbox.")


@inbox_command.command("link", short_help="Cite an item as a source for an event.")
@click.argument("item")
@click.argument("event")
@click.option(
    "--relation",
    type=click.Choice(CLOSED["citation_relation"]),
    default="supports",
    show_default=True,
    help="What the item does for the event.",
)
@tracker_option
@json_option
def link_command(item: str, event: str, relation: str, as_json: bool) -> None:
    """Cite an item as a source for an event: the source with its address, or else a new one."""
    from tracker.operations.inbox import link, read_item

    with writing() as store:
        found = store.by_text_id(Event, event)
        cited = link(store, read_item(store, item).id, found.id, relation)
    if as_json:
        print_json({"citation": id_text(cited.id), "source": id_text(cited.source), "event": id_text(found.id)})
        return
    click.echo(id_text(cited.source))
    say(f"“{visible(found.title)}” cites it now.")


def _bytes_of(file: Path) -> bytes:
    from tracker.errors import FileError

    try:
        return file.read_bytes()
    except OSError as error:
        raise FileError(f"{file} cannot be read ({error.strerror or error}).") from error


def _ids(store: Store, items: Sequence[str]) -> list[Id]:
    from tracker.operations.inbox import read_item

    return [read_item(store, item).id for item in items]
