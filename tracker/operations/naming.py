"""Names that people type, to the records they mean: found by any of their names, or made. Used inside an edit."""

from __future__ import annotations

from tracker.errors import NotFoundError, RecordError
from tracker.query import fold
from tracker.records import Authority, Event, Proceeding, Source, Stakeholder, Topic, id_text
from tracker.store import Store
from tracker.store.edit import Edit


def names_of(stakeholder: Stakeholder) -> list[str]:
    """All names of a stakeholder, the chief one first."""
    return [stakeholder.name, *(n for n in stakeholder.also_known_as.split("\n") if n)]


def find_stakeholder(store: Store, name: str) -> Stakeholder | None:
    """Who goes by this name (accents and case aside); None if nobody.

    A chief name goes before a name also known as. RecordError if several are equally meant.
    """
    wanted = fold(name.strip())
    everyone = store.where(Stakeholder)
    for found in (
        [s for s in everyone if s.name == name],
        [s for s in everyone if fold(s.name.strip()) == wanted],
        [s for s in everyone if any(fold(n.strip()) == wanted for n in names_of(s))],
    ):
        if len(found) > 1:
            several = ", ".join(f"{s.name} ({id_text(s.id)})" for s in found)
            raise RecordError(f"“{name}” is the name of several stakeholders: {several}. Give another of their names.")
        if found:
            return found[0]
    return None


def stakeholder_named(store: Store, edit: Edit, name: str, kind: str = "") -> Stakeholder:
    """Who goes by this name, made if there is nobody (of `kind`, 'other' if not said)."""
    if not name.strip():
        raise RecordError("A stakeholder needs a name.", "name")
    return find_stakeholder(store, name) or edit.add(Stakeholder(name=name, kind=kind or "other"))


def topic_named(store: Store, edit: Edit, name: str) -> Topic:
    """The topic of this name (case aside), made if there is none."""
    if not name.strip():
        raise RecordError("A topic needs a name.", "name")
    wanted = fold(name.strip())
    topics = store.where(Topic)
    same = [t for t in topics if t.name == name] or [t for t in topics if fold(t.name.strip()) == wanted]
    return same[0] if same else edit.add(Topic(name=name))


def authority_named(store: Store, edit: Edit, citation: str, kind: str = "statute") -> Authority:
    """The authority with this citation, made if there is none."""
    if not citation.strip():
        raise RecordError("An authority needs a citation, such as 26 U.S.C. § 6103.", "citation")
    same = store.where(Authority, citation=citation)
    return same[0] if same else edit.add(Authority(citation=citation, kind=kind))


def proceeding_numbered(
    store: Store, edit: Edit, docket_number: str, court: str = "", case_name: str = ""
) -> Proceeding:
    """The proceeding with this docket number, made if there is none, for which `court` must be given.

    RecordError if the number is that of several proceedings and `court` does not say which.
    """
    if not docket_number.strip():
        raise RecordError("A proceeding needs a docket number.", "docket_number")
    same = store.where(Proceeding, docket_number=docket_number)
    if court:
        same = [p for p in same if fold(p.court) == fold(court)]
    if len(same) > 1:
        courts = "; ".join(p.court for p in same)
        raise RecordError(f"{docket_number} is a docket number in several courts: {courts}. Say which court.", "court")
    if same:
        return same[0]
    if not court:
        raise RecordError(
            f"There is no proceeding with docket number {docket_number} yet. Give its court as well to add it.",
            "court",
        )
    return edit.add(Proceeding(court=court, docket_number=docket_number, case_name=case_name))


def source_meant(store: Store, edit: Edit, source: Source | int) -> Source:
    """A source by its id, or as given: written if it is new (its id is 0)."""
    if isinstance(source, int):
        return store.get(Source, source)
    return store.get(Source, source.id) if source.id else edit.add(source)


def event_there(store: Store, event: int) -> Event:
    """The event with this id. NotFoundError, in words, if it is gone."""
    found = store.many(Event, [event])
    if not found:
        raise NotFoundError("This event is no longer in the tracker.")
    return found[0]
