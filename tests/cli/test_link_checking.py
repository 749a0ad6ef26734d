"""Addresses asked from the command line whether they still answer: here of a server of our own."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tracker.records import Event, LinkCheck, Source, id_text
from tracker.store import Store

Run = Callable[..., Result]
Data = Callable[..., Any]
Done = Callable[..., str]


class Answers(http.server.BaseHTTPRequestHandler):
    """/here is there, /away leads to it, nothing else exists."""

    def do_HEAD(self) -> None:
        self.send_response({"/here": 200, "/away": 302}.get(self.path, 404))
        if self.path == "/away":
            self.send_header("Location", "/here")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def address() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def sources(empty: Path, address: str) -> dict[str, str]:
    """Path of the address -> id of the source that has it."""
    ids = {}
    with Store.open(empty) as store, store.edit("Add") as edit:
        for path in ("/here", "/away", "/gone"):
            ids[path] = id_text(edit.add(Source(kind="webpage", title=path, url=address + path)).id)
        edit.add(Source(kind="report", title="On paper"))
        edit.add(Event(title="Later", type="order"))
    return ids


def test_each_address_answers_and_the_answers_are_one_edit(
    data: Data, done: Done, empty: Path, sources: dict[str, str]
) -> None:
    told = data("sources", "check-links", "--allow-private", "--tracker", empty)
    assert told["checked"] == 3
    found = {link["url"].rpartition("/")[2]: link for link in told["links"]}
    assert {name: link["state"] for name, link in found.items()} == {
        "here": "reached", "away": "moved", "gone": "dead",
    }  # fmt: skip
    assert found["away"]["leads_to"].endswith("/here")
    assert found["gone"]["sources"] == [sources["/gone"]]
    assert all(link["changed"] for link in told["links"])
    with Store.open(empty) as store:
        assert store.count(LinkCheck) == 3
        assert store.undo_label() == "Check links"
    done("undo", "--tracker", empty)
    with Store.open(empty) as store:
        assert store.count(LinkCheck) == 0


def test_what_is_wrong_is_listed_for_people(run: Run, empty: Path, sources: dict[str, str]) -> None:
    result = run("sources", "check-links", sources["/gone"], sources["/here"], "--allow-private", "--tracker", empty)
    assert result.exit_code == 0
    (line,) = result.stdout.splitlines()
    assert line.startswith(f"dead         {sources['/gone']}")
    assert result.stderr.strip().startswith("2 sources checked: ")


def test_an_address_inside_is_not_asked_unless_somebody_says_so(
    data: Data, empty: Path, sources: dict[str, str]
) -> None:
    told = data("sources", "check-links", "--tracker", empty)
    assert told["states"] == {"not reached": 3}
    assert all(link["note"] for link in told["links"])


def test_only_those_never_asked_are_asked_and_a_dry_run_asks_none(
    data: Data, empty: Path, sources: dict[str, str], address: str
) -> None:
    data("sources", "check-links", sources["/here"], "--allow-private", "--tracker", empty)
    told = data("sources", "check-links", "--never-checked", "--dry-run", "--tracker", empty)
    assert told == {"addresses": [f"{address}/away", f"{address}/gone"], "hosts": ["127.0.0.1"]}
    with Store.open(empty) as store:
        assert store.count(LinkCheck) == 1


def test_a_source_that_is_not_there_is_refused(run: Run, empty: Path) -> None:
    assert run("sources", "check-links", "37rwx0b80008f", "--tracker", empty).exit_code == 2
