"""What every test stands on: no screen, a data folder of its own, a tracker to write in."""

from __future__ import annotations

import os

# Before any Qt import: the platform cannot be changed afterwards.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

import gc
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tracker.records import (
    Authority,
    Citation,
    Claim,
    Concern,
    DisputedPoint,
    Event,
    EventAuthority,
    EventProceeding,
    EventTopic,
    Feed,
    InboxItem,
    LinkCheck,
    Proceeding,
    Record,
    Relation,
    Role,
    SavedSearch,
    Source,
    Stakeholder,
    Status,
    Term,
    Topic,
)
from tracker.store import Store
from tracker.ui.garbage import collect_due

_PATIENCE_MS = 60_000

# As in the window (tracker.ui.garbage): left to Python, objects of Qt would be freed on whichever thread happens to
# allocate, that of pytest-xdist included, and the tests would crash now and then.
gc.disable()

# How long an example takes depends on what else the machine does.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing a test does reaches the user's own trackers or settings."""
    monkeypatch.setenv("POLICY_TRACKER_DATA", str(tmp_path_factory.mktemp("data")))


@pytest.fixture(autouse=True)
def garbage_collected_here() -> Iterator[None]:
    """What is garbage goes on this thread, between two tests."""
    yield
    collect_due()


@pytest.fixture
def qtbot(qtbot: Any) -> Any:
    """pytest-qt's, that waits as long as a busy machine may take; what is waited for ends it at once."""
    for name in ("waitUntil", "waitSignal", "waitSignals", "waitExposed"):
        setattr(qtbot, name, partial(getattr(qtbot, name), timeout=_PATIENCE_MS))
    return qtbot


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new, empty tracker, closed: copy it, do not change it."""
    path = tmp_path_factory.mktemp("blank") / "blank.tracker"
    Store.create(path).close()
    return path


@pytest.fixture
def store(blank: Path, tmp_path: Path) -> Iterator[Store]:
    """A new, empty tracker, open for writing."""
    with Store.open(Path(shutil.copy(blank, tmp_path / "test.tracker"))) as opened:
        # Only tests of opening and of being killed need each commit to reach the disk; they open their own.
        opened.connection.execute("PRAGMA synchronous=OFF")
        yield opened


@pytest.fixture(scope="session")
def one_of_each() -> Callable[[Store], dict[str, Record]]:
    """Writes one record of each kind in one edit, linked together; gives them by table."""
    return write_one_of_each


def write_one_of_each(store: Store) -> dict[str, Record]:
    with store.edit("Add one of each") as edit:
        who = edit.add(Stakeholder(name="Office of Records", kind="agency", also_known_as="OoR\nRecords Office"))
        source = edit.add(
            Source(
                kind="report",
                title="A report on the agreement",
                publisher="The Daily Ledger",
                authors="R. Reporter",
                issued="2025-04-08",
                text="The agreement was signed on Monday, two officials said.",
            )
        )
        proceeding = edit.add(Proceeding(court="D.D.C.", docket_number="1:25-cv-00001", case_name="Group v. Office"))
        authority = edit.add(Authority(citation="26 U.S.C. § 6103(i)(2)"))
        topic = edit.add(Topic(name="data sharing"))
        event = edit.add(Event(title="Agreement signed", type="memorandum of understanding", date="2025-04-07"))
        suit = edit.add(Event(title="Group sues", type="complaint", date="2025-04"))
        status = edit.add(Status(event=event.id, axis="litigation", value="pending", as_of="2025-04"))
        role = edit.add(Role(event=event.id, stakeholder=who.id, role="signatory"))
        concern = edit.add(
            Concern(
                event=event.id, stakeholder=who.id, theme="privacy", position="opposes", statement="It goes too far."
            )
        )
        relation = edit.add(Relation(from_event=suit.id, to_event=event.id, kind="challenges"))
        stands_in = edit.add(EventProceeding(event=suit.id, proceeding=proceeding.id))
        relies_on = edit.add(EventAuthority(event=event.id, authority=authority.id, use="relied on"))
        bears = edit.add(EventTopic(event=event.id, topic=topic.id))
        point = edit.add(DisputedPoint(event=event.id, kind="date", question="When was it signed?"))
        claim = edit.add(Claim(disputed_point=point.id, text="On Monday"))
        point = edit.change(point, chosen=claim.id, reason="The document says so.", settled="2025-05")
        citation = edit.add(
            Citation(source=source.id, claim=claim.id, exact="signed on Monday", start=18, end=34, anchor="matches")
        )
        search = edit.add(SavedSearch(name="Privacy", text="concern:privacy"))
        term = edit.add(Term(vocabulary="theme", name="press freedom"))
        feed = edit.add(Feed(url="https://example.org/feed.xml", title="News of an office", every_hours=6))
        item = edit.add(InboxItem(title="Something met", url="https://example.org/a", feed=feed.url, key="a"))
        link = edit.add(LinkCheck(source=source.id, state="dead", at="2025-05-01T08:00:00.000Z", note="404"))
    made: list[Record] = [
        who, source, proceeding, authority, topic, event, status, role, concern, relation, stands_in, relies_on,
        bears, point, claim, citation, search, term, feed, item, link,
    ]  # fmt: skip
    return {record.TABLE: record for record in made}
