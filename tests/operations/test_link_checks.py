"""Addresses asked whether they still lead somewhere, and the answers kept."""

from __future__ import annotations

import threading

import pytest

from tracker.capture.fetch import Reached
from tracker.errors import CancelledError
from tracker.operations import link_checks
from tracker.operations.change import delete
from tracker.operations.link_checks import Address, addresses, ask, check_links, record
from tracker.operations.revise import revise_source
from tracker.records import Event, LinkCheck, Source

ANSWERS = {
    "https://b.example/gone": Reached("dead", note="b.example answers that the page is not there (404)."),
    "https://a.example/1": Reached("reached"),
    "https://a.example/2": Reached("moved", "https://c.example/", "Leads to https://c.example/ now."),
}


def reach(url):
    return ANSWERS[url]


@pytest.fixture
def sources(store):
    urls = ["https://b.example/gone", "https://a.example/2", "https://a.example/1", "https://a.example/1"]
    urls += ["", "ftp://a.example/x", "javascript:alert(1)", "https://[broken"]
    with store.edit("Add") as edit:
        return [edit.add(Source(kind="webpage", title=f"S{n}", url=url)) for n, url in enumerate(urls)]


def test_only_addresses_of_the_web_are_asked_each_once(store, sources):
    found = addresses(store)
    assert [(a.url, a.host) for a in found] == [
        ("https://a.example/1", "a.example"),
        ("https://a.example/2", "a.example"),
        ("https://b.example/gone", "b.example"),
    ]
    assert found[0].sources == (sources[2].id, sources[3].id)
    assert [a.url for a in addresses(store, [sources[0].id, sources[4].id])] == ["https://b.example/gone"]


def test_answers_are_kept_as_one_edit_a_check_for_each_source(store, sources):
    told = []
    found = check_links(store, None, reach, lambda *step: told.append(step))
    assert found.states == {"dead": 1, "moved": 1, "reached": 2}
    assert found.sources == 4
    assert set(found.changed) == {s.id for s in sources[:4]}
    checks = {c.source: c for c in store.where(LinkCheck)}
    assert checks[sources[1].id].note == "Leads to https://c.example/ now."
    assert all(c.at.endswith("Z") for c in checks.values())
    assert sorted(step[0] for step in told) == [1, 2, 3]
    assert {step[1] for step in told} == {3}
    assert store.undo_label() == "Check links"
    store.undo()
    assert store.count(LinkCheck) == 0
    assert store.check() == []


def test_a_second_check_says_what_changed_and_the_first_stays(store, sources):
    check_links(store, None, reach)
    again = check_links(store, [sources[0].id, sources[1].id], lambda _: Reached("dead"))
    assert again.changed == (sources[1].id,)
    assert store.count(LinkCheck) == 6
    assert link_checks.last_states(store)[sources[1].id] == "dead"


def test_of_older_checks_the_latest_few_stay_and_the_last_that_reached_it(store, sources):
    source, other = sources[0], sources[1]
    check_links(store, [other.id], reach)
    states = ["reached", "reached", "dead", "not reached", "dead", "not reached", "dead", "not reached"]
    for number, state in enumerate(states):
        answer = Reached(state, note=f"{number}")
        check_links(store, [source.id], {source.url: answer}.__getitem__)
    kept = store.where(LinkCheck, "at, id", source=source.id)
    assert [c.note for c in kept] == ["1", "3", "4", "5", "6", "7"]
    assert store.count(LinkCheck) == 7  # another source's are its own
    assert link_checks.last_states(store)[source.id] == "not reached"
    # Undo has the check back that went with the edit.
    store.undo()
    assert [c.note for c in store.where(LinkCheck, "at, id", source=source.id)] == ["1", "2", "3", "4", "5", "6"]
    assert store.check() == []


def test_a_search_finds_events_by_how_the_links_of_their_sources_stand(store, sources):
    from tracker.operations.annotate import cite
    from tracker.operations.log import CitationDraft

    with store.edit("Log") as edit:
        events = [edit.add(Event(title=f"E{n}", type="order")) for n in range(3)]
    for event, source in zip(events, sources, strict=False):
        cite(store, CitationDraft(source=source.id), event=event.id)
    assert len(store.find("link:unchecked")) == 3
    check_links(store, None, reach)
    assert [store.find(f"link:{state}") for state in ("dead", "moved", "reached", "unchecked")] == [
        [events[0].id], [events[1].id], [events[2].id], [],
    ]  # fmt: skip


def test_one_host_is_asked_one_address_after_the_other():
    wanted = [Address(f"https://{host}/{n}", host, (n,)) for n in range(4) for host in ("a", "b", "c")]
    asked: dict[str, list[tuple[str, int]]] = {}

    def noting(url):
        asked.setdefault(url.split("/")[2], []).append((url, threading.get_ident()))
        return Reached("reached")

    assert len(ask(wanted, noting)) == 12
    for host, errands in asked.items():
        assert [url for url, _ in errands] == [f"https://{host}/{n}" for n in range(4)]
        assert len({thread for _, thread in errands}) == 1


def test_who_stops_it_keeps_what_was_answered(store, sources):
    heard = []

    def check():
        if heard:
            raise CancelledError("Stopped.")

    with pytest.raises(CancelledError):
        ask([Address(f"https://a/{n}", "a", (n,)) for n in range(5)], lambda _: Reached("reached"),
            check=check, heard=heard.append)  # fmt: skip
    assert len(heard) == 1
    assert record(store, [a for a in heard if a.address.sources[0] in {s.id for s in sources}]).sources == 0


def test_a_source_deleted_meanwhile_is_passed_over(store, sources):
    answers = ask(addresses(store), reach)
    delete(store, sources[0])
    assert record(store, answers).sources == 3
    assert store.check() == []


def test_what_an_address_answered_says_nothing_of_another_one(store, sources):
    check_links(store, None, reach)
    revise_source(store, store.get(Source, sources[0].id), title="Renamed")
    assert store.where(LinkCheck, source=sources[0].id) != []
    revise_source(store, store.get(Source, sources[0].id), url="https://b.example/here")
    assert store.where(LinkCheck, source=sources[0].id) == []
    store.undo()
    assert store.where(LinkCheck, source=sources[0].id) != []


def test_a_source_goes_with_its_checks(store, sources):
    check_links(store, None, reach)
    delete(store, store.get(Source, sources[2].id))
    assert store.where(LinkCheck, source=sources[2].id) == []
    assert store.check() == []
