"""Searches against plain Python that reads the records and follows the help of each field, on a file made at random."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker import dates, query
from tracker.query import And, Everything, Field, Node, Not, Or
from tracker.records import (
    Citation,
    Claim,
    Concern,
    DisputedPoint,
    Event,
    EventProceeding,
    EventTopic,
    LinkCheck,
    Proceeding,
    Role,
    Source,
    Stakeholder,
    Status,
    Topic,
)
from tracker.store.facets import facets
from tracker.store.search import compile_query
from tracker.store.store import Store

NOW = "2025-11-23T12:00:00.000Z"
SEEN = "2025-11-18T00:00:00.000Z"

TYPES = ["order", "executive order", "court ruling", "Ordre spécial", "complaint"]
NAMES = ["IRS", "IRS Criminal Investigation", "Veteran IRS officials", "Públic Citizen", "NTEU"]
THEMES = ["privacy", "due process", "tax compliance and revenue", "Own theme"]
POSITIONS = ["supports", "neutral", "reservations", "opposes"]
ROLES = ["issuer", "plaintiff", "scribe"]
TOPICS = ["data sharing", "staff", "Shared data"]
COURTS = ["D.D.C.", "D.C. Cir.", "N.D. Cal."]
DATES = ["", "2025", "2025-03", "2025-03-31", "2025-04-01", "2025-04~", "2025-03/2025-05", "../2025-04", "2025-04/.."]
AXES = {"lifecycle": ["proposed", "final"], "in effect": ["fully", "not"], "litigation": ["pending", "enjoined"]}


class World:
    """All records of a store, in lists."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.events = store.where(Event)
        self.roles = store.where(Role)
        self.concerns = store.where(Concern)
        self.statuses = store.where(Status)
        self.citations = store.where(Citation)
        self.people = {s.id: s for s in store.where(Stakeholder)}
        self.topics = {t.id: t.name for t in store.where(Topic)}
        self.event_topics = store.where(EventTopic)
        self.courts = {p.id: p.court for p in store.where(Proceeding)}
        self.event_courts = store.where(EventProceeding)
        self.sources = {s.id: s for s in store.where(Source)}
        self.points = {p.id: p for p in store.where(DisputedPoint)}
        self.claims = {c.id: c for c in store.where(Claim)}
        self.checks = sorted(store.where(LinkCheck), key=lambda c: (c.at, c.id))


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    rng = random.Random(6103)
    with Store.create(tmp_path_factory.mktemp("oracle") / "random.tracker") as store:
        with store.edit("Fill") as edit:
            people = [
                edit.add(
                    Stakeholder(
                        name=name,
                        kind=rng.choice(["agency", "union"]),
                        also_known_as="Internal Revenue Service\nthe Service" if name == "IRS" else "",
                    )
                )
                for name in NAMES
            ]
            topics = [edit.add(Topic(name=name)) for name in TOPICS]
            cases = [edit.add(Proceeding(court=court, docket_number=f"25-{n}")) for n, court in enumerate(COURTS)]
            source = edit.add(Source(kind="report", title="Report"))
            sealed = edit.add(Source(kind="document", title="Sealed", url="https://court.example/1"))
            redacted = edit.add(
                Source(kind="document", title="Redacted", previous=sealed.id, sha256="ab" * 32, url="u")
            )
            opened = edit.add(
                Source(kind="document", title="Open", previous=redacted.id, url="u", archive_url="https://a.example/1")
            )
            paper = edit.add(Source(kind="article-newspaper", title="Paper", url="https://paper.example/1"))
            for of, state, at in [
                (sealed, "dead", "2025-11-02"), (sealed, "moved", "2025-11-01"), (redacted, "dead", "2025-11-01"),
                (redacted, "reached", "2025-11-01"), (opened, "not reached", "2025-11-03"),
            ]:  # fmt: skip
                edit.add(LinkCheck(source=of.id, state=state, at=f"{at}T00:00:00.000Z"))
            for n in range(80):
                event = edit.add(
                    Event(
                        title=f"Event {n}",
                        type=rng.choice(TYPES),
                        date=rng.choice(DATES),
                        noteworthy=rng.random() < 0.3,
                        created=f"2025-11-{rng.randint(10, 25)}T0{rng.randint(0, 9)}:00:00.000Z",
                        reviewed=rng.choice(["", f"2025-11-{rng.randint(10, 25)}T0{rng.randint(0, 9)}:00:00.000Z"]),
                        summary=rng.choice(["", " ", "What happened.", "More."]),
                    )
                )
                for _ in range(rng.randint(0, 3)):
                    edit.add(
                        Concern(
                            event=event.id,
                            stakeholder=rng.choice(people).id,
                            theme=rng.choice(THEMES),
                            position=rng.choice(POSITIONS),
                            state=rng.choice(["open", "answered", "moot"]),
                        )
                    )
                for _ in range(rng.randint(0, 2)):
                    edit.add(Role(event=event.id, stakeholder=rng.choice(people).id, role=rng.choice(ROLES)))
                for axis, values in AXES.items():
                    for _ in range(rng.choice([0, 0, 1, 2])):
                        as_of = rng.choice(
                            ["", "2025", "2025-03-01", "2025-11~", "2025-22", "../2025-03", "2026-01-01"]
                        )
                        edit.add(Status(event=event.id, axis=axis, value=rng.choice(values), as_of=as_of))
                for topic in rng.sample(topics, rng.randint(0, 2)):
                    edit.add(EventTopic(event=event.id, topic=topic.id))
                if rng.random() < 0.4:
                    edit.add(EventProceeding(event=event.id, proceeding=rng.choice(cases).id))
                if rng.random() < 0.5:
                    edit.add(Citation(source=source.id, event=event.id, exact=rng.choice(["", "a quote"])))
                for cited in rng.sample([sealed, redacted, opened, paper], rng.choice([0, 0, 1, 2])):
                    relation = rng.choice(["supports", "supports", "contradicts", "context"])
                    edit.add(Citation(source=cited.id, event=event.id, relation=relation))
                for kind in rng.sample(["date", "number", "Own kind"], rng.choice([0, 0, 1, 2])):
                    point = edit.add(DisputedPoint(event=event.id, kind=kind, question="Which?"))
                    claim = edit.add(Claim(disputed_point=point.id, text="This."))
                    edit.add(Citation(source=paper.id, claim=claim.id))
                    if rng.random() < 0.5:
                        edit.change(point, chosen=claim.id, reason="It says so.")
        yield World(store)


# The oracle


def names_meant(value: str, names: dict[int, list[str]]) -> set[int]:
    whole = {key for key, each in names.items() if any(query.fold(n) == query.fold(value) for n in each)}
    return whole or {key for key, each in names.items() if any(query.has_words(n, value) for n in each)}


def terms_meant(value: str, used: set[str], known: tuple[str, ...]) -> set[str]:
    if any(query.fold(term) == query.fold(value) for term in known):
        return {term for term in used if query.fold(term) == query.fold(value)}
    return set(query.meant(value, used))


def known(field: str) -> tuple[str, ...]:
    return query.BY_NAME[field].values


def people_meant(world: World, value: str, kind: str = "") -> set[int]:
    return names_meant(
        value,
        {s.id: [s.name, *s.also_known_as.split("\n")] for s in world.people.values() if not kind or s.kind == kind},
    )


def current(world: World, event: Event, day: str = NOW[:10]) -> dict[str, str]:
    """Axis -> value that stands on a day, today for example."""
    come = [s for s in world.statuses if s.event == event.id and dates.first_known_day(s.as_of) <= day]
    return {s.axis: s.value for s in sorted(come, key=lambda s: (dates.first_known_day(s.as_of), s.as_of, s.id))}


def concern_has(world: World, concern: Concern, field: Field) -> bool:
    for value in field.values:
        if field.name == "concern":
            if concern.theme in terms_meant(value, {c.theme for c in world.concerns}, known("concern")):
                return True
        elif field.name == "position":
            if concern.position in query.meant(value, known("position")):
                return True
        elif concern.stakeholder in people_meant(world, value):
            return True
    return False


def field_holds(world: World, event: Event, name: str, value: str, day: str = NOW[:10]) -> bool:
    involved = {r.stakeholder for r in world.roles if r.event == event.id}
    involved |= {c.stakeholder for c in world.concerns if c.event == event.id}
    cited = [c for c in world.citations if c.event == event.id]
    first, last = event.date_min or "0000", event.date_max or "9999"
    dated = bool(event.date)
    if name == "type":
        used = {e.type for e in world.events}
        if value == "ruling" or query.fold(value) == "court ruling":
            return event.type in {"court ruling", "order"}
        return event.type in terms_meant(value, used, known("type"))
    if name in ("stakeholder", "agency"):
        return bool(involved & people_meant(world, value, "agency" if name == "agency" else ""))
    if name == "role":
        used = {r.role for r in world.roles}
        return any(r.event == event.id and r.role in terms_meant(value, used, known("role")) for r in world.roles)
    if name == "topic":
        meant = names_meant(value, {key: [topic] for key, topic in world.topics.items()})
        return any(x.event == event.id and x.topic in meant for x in world.event_topics)
    if name == "court":
        meant = set(query.meant(value, set(world.courts.values())))
        return any(x.event == event.id and world.courts[x.proceeding] in meant for x in world.event_courts)
    if name == "as-of":
        return bool(current(world, event, DAYS[value]))
    if name == "status":
        return bool(set(current(world, event, day).values()) & set(query.meant(value, known("status"))))
    if name in ("in-effect", "litigation"):
        return current(world, event, day).get(name.replace("-", " ")) in query.meant(value, known(name))
    if name in ("before", "after"):
        begins = event.date_min or event.date_max
        day = {"2025": "2025-01-01", "2025-04": "2025-04-01", "2025-03-31": "2025-03-31"}[value]
        return dated and (begins < day if name == "before" else begins >= day)
    if name in ("date", "during"):
        begin, end = {
            "2025": ("2025-01-01", "2025-12-31"),
            "2025-04": ("2025-04-01", "2025-04-30"),
            "2025-03-31": ("2025-03-31", "2025-03-31"),
        }[value]
        return dated and first <= end and last >= begin
    if name == "added":
        return event.created.startswith(value)
    if name == "unreviewed":
        since = {"0": "2025-11-23T12", "5": "2025-11-18T12", "9": "2025-11-14T12"}[value]
        return (event.reviewed if event.reviewed > event.created else event.created) < since
    points = [p for p in world.points.values() if p.event == event.id]
    if name == "disputed":
        meant = terms_meant(value, {p.kind for p in world.points.values()}, known("disputed"))
        return any((p.chosen is None) if value == "open" else p.kind in meant for p in points)
    from_claims = {c.id for c in world.claims.values() if c.disputed_point in {p.id for p in points}}
    cites = [world.sources[c.source] for c in world.citations if c.event == event.id or c.claim in from_claims]
    if name == "link":
        return any(link_is(world, source, value) for source in cites)
    supporting = {first_version(world, world.sources[c.source]) for c in cited if c.relation == "supports"}
    holds = {
        "is:noteworthy": event.noteworthy,
        "is:new": event.created > SEEN,
        "is:undated": not dated,
        "is:unsourced": not cited,
        "is:draft": not dated or not event.summary.strip() or not cited,
        "is:single-sourced": bool(cited) and len(supporting) <= 1,
        "is:unanswered": any(c.event == event.id and c.state == "open" for c in world.concerns),
        "is:reviewed": bool(event.reviewed),
        "is:unreviewed": not event.reviewed,
        "is:disputed": any(p.chosen is None for p in points),
        "has:archive": any(s.archive_url for s in cites),
        "has:source": bool(cited),
        "has:quote": any(c.exact for c in cited),
        "has:snapshot": any(s.sha256 for s in cites),
        "has:concern": any(c.event == event.id for c in world.concerns),
        "has:status": any(s.event == event.id for s in world.statuses),
    }
    return holds[f"{name}:{value}"]


def first_version(world: World, source: Source) -> int:
    while source.previous is not None:
        source = world.sources[source.previous]
    return source.id


def link_is(world: World, source: Source, value: str) -> bool:
    checks = [c.state for c in world.checks if c.source == source.id]
    if value == "unchecked":
        return bool(source.url) and not checks
    if value == "unarchived":
        return bool(source.url) and not source.archive_url and not source.sha256
    return checks[-1:] == ["not reached" if value == "unreached" else value]


DAYS = {"2025": "2025-12-31", "2025-02": "2025-02-28", "2024-12-31": "2024-12-31"}
"""What as-of: with these means."""
CONCERN_FIELDS = ("concern", "position", "raised-by")


def holds(world: World, event: Event, node: Node, day: str = NOW[:10]) -> bool:
    if isinstance(node, Everything):
        return True
    if isinstance(node, Not):
        return not holds(world, event, node.node, day)
    if isinstance(node, Or):
        return any(holds(world, event, each, day) for each in node.nodes)
    parts = flattened(node)
    days = [n for n in parts if is_day(n)]
    if days:
        rest = And(tuple(n for n in parts if not is_day(n)))
        return all(
            any(current(world, event, DAYS[v]) and all_hold(world, event, rest, DAYS[v]) for v in n.values)
            for n in days
        )
    return all_hold(world, event, And(tuple(parts)), day)


def is_day(node: Node) -> bool:
    return isinstance(node, Field) and node.name == "as-of"


def all_hold(world: World, event: Event, node: And, day: str) -> bool:
    parts = node.nodes
    about = [n for n in parts if isinstance(n, Field) and n.name in CONCERN_FIELDS]
    own = [c for c in world.concerns if c.event == event.id]
    count = {name: sum(f.name == name for f in about) for name in CONCERN_FIELDS}
    once = [f for f in about if count[f.name] == 1]
    for group in [[f, *once] for f in about if count[f.name] > 1] or ([once] if once else []):
        if not any(all(concern_has(world, c, f) for f in group) for c in own):
            return False
    for part in parts:
        if isinstance(part, Field):
            if part.name not in CONCERN_FIELDS and not any(
                field_holds(world, event, part.name, value, day) for value in part.values
            ):
                return False
        elif not holds(world, event, part, day):
            return False
    return True


def flattened(node: Node) -> list[Node]:
    """The parts of an And, and those of one in it, unless that has a day of its own."""
    if not isinstance(node, And):
        return [node]
    own_day = [isinstance(each, And) and any(map(is_day, each.nodes)) for each in node.nodes]
    return [p for each, own in zip(node.nodes, own_day, strict=True) for p in ([each] if own else flattened(each))]


# Random searches

CHOICES: dict[str, list[str]] = {
    "type": ["order", "Order", "ruling", "Court ruling", "ordre", "special", "xyz", "Executive Order"],
    "stakeholder": [
        "irs",
        "IRS",
        "internal revenue service",
        "the service",
        "investigation",
        "public",
        "officials",
        "x",
    ],
    "agency": ["IRS", "service", "nteu", "citizen"],
    "role": ["issuer", "plaintiff", "scrib", "judge"],
    "concern": ["privacy", "tax", "own", "Own theme", "process"],
    "position": ["opposes", "supports", "neutral", "reserv"],
    "raised-by": ["IRS", "citizen", "investigation"],
    "topic": ["DATA sharing", "staff", "data"],
    "court": ["D.D.C.", "D.C. Cir.", "cir"],
    "status": ["final", "pending", "fully", "not"],
    "as-of": ["2025", "2025-02", "2024-12-31"],
    "in-effect": ["fully", "not"],
    "litigation": ["pending", "enjoined"],
    **{name: ["2025", "2025-04", "2025-03-31"] for name in ("date", "during", "before", "after")},
    "added": ["2025-11-20", "2025-11", "2025"],
    "unreviewed": ["0", "5", "9"],
    "disputed": ["date", "number", "own", "open", "scope"],
    "link": ["reached", "moved", "dead", "unreached", "unchecked", "unarchived"],
    "is": [
        "noteworthy", "new", "undated", "unsourced", "draft", "single-sourced", "unanswered", "reviewed", "unreviewed",
        "disputed",
    ],
    "has": ["source", "quote", "concern", "status", "snapshot", "archive"],
}  # fmt: skip
fields = st.sampled_from(sorted(CHOICES)).flatmap(
    lambda name: st.lists(st.sampled_from(CHOICES[name]), min_size=1, max_size=2).map(
        lambda values: Field(name, tuple(values))
    )
)
nodes = st.recursive(
    fields,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=2, max_size=4).map(lambda each: And(tuple(each))),
        st.lists(inner, min_size=2, max_size=3).map(lambda each: Or(tuple(each))),
    ),
    max_leaves=8,
)


def sql_finds(world: World, node: Node) -> set[int]:
    where, params = compile_query(node, now=NOW, last_seen=SEEN)
    return {row[0] for row in world.store.connection.execute(f"SELECT e.id FROM event e WHERE {where}", params)}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in CHOICES for value in CHOICES[name]])
def test_a_field_finds_what_its_help_says(world: World, name: str, value: str) -> None:
    node = Field(name, (value,))
    assert sql_finds(world, node) == {e.id for e in world.events if holds(world, e, node)}


@settings(max_examples=150)
@given(nodes)
def test_a_search_finds_what_plain_python_finds(world: World, node: Node) -> None:
    assert sql_finds(world, node) == {e.id for e in world.events if holds(world, e, node)}


@settings(max_examples=60)
@given(nodes)
def test_a_search_and_its_negation_part_all_events(world: World, node: Node) -> None:
    found, others = sql_finds(world, node), sql_finds(world, Not(node))
    assert not found & others
    assert len(found) + len(others) == len(world.events)


SEARCHES = [
    "",
    "type:order",
    "position:opposes",
    "position:opposes,neutral after:2025-04",
    "raised-by:IRS is:noteworthy",
]
SEARCHES += [
    "is:new OR -has:concern",
    "concern:privacy position:opposes",
    "(position:opposes is:noteworthy)",
    "type:xyz",
    "as-of:2025-02",
    "as-of:2025-02 type:order",
]


@pytest.mark.parametrize("text", SEARCHES)
def test_a_facet_counts_what_picking_it_finds(world: World, text: str) -> None:
    found = facets(world.store.connection, query.parse(text), now=NOW, last_seen=SEEN)
    assert list(found) == ["type", "concern", "stakeholder", "topic", "court", "status"]
    for field, values in found.items():
        for facet in values:
            narrowed = query.with_term(text, field, facet.value)
            assert facet.count == len(sql_finds(world, query.parse(narrowed))), narrowed


def test_facets_name_every_value_that_the_found_events_have(world: World) -> None:
    found = facets(world.store.connection, query.parse(""), now=NOW, last_seen=SEEN)
    assert {f.value for f in found["type"]} == set(TYPES)
    assert {f.value for f in found["stakeholder"]} == set(NAMES)
    assert {f.value for f in found["concern"]} == set(THEMES)
    assert {f.value for f in found["topic"]} == set(TOPICS)
    assert {f.value for f in found["court"]} == set(COURTS)
    assert {f.label for f in found["status"]} >= {"Final", "In effect: fully", "Litigation: pending"}


def test_facets_are_those_most_had_and_no_more_than_asked_for(world: World) -> None:
    found = facets(world.store.connection, query.parse(""), now=NOW, last_seen=SEEN, most=2)
    for values in found.values():
        assert len(values) <= 2
        assert [f.count for f in values] == sorted((f.count for f in values), reverse=True)
    everything = facets(world.store.connection, query.parse(""), now=NOW, last_seen=SEEN)
    assert found["concern"] == everything["concern"][:2]


def test_the_store_gives_the_facets_of_a_text(world: World) -> None:
    assert world.store.facets("type:complaint")["type"][0].label == "Complaint"
    assert all(values == [] for values in world.store.facets("type:xyz").values())
