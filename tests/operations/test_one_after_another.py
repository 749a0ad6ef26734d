"""The four files of a tracker, taken in one by one in any order or all at once, say the same when exported again."""

import csv
import itertools
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tracker.operations import demo, importing
from tracker.operations.exporting import Rows, export
from tracker.records import Concern, Event, Role, Stakeholder, id_text
from tracker.store import Store

KINDS: tuple[Rows, ...] = ("events", "sources", "concerns", "statuses")
ORDERS = list(itertools.permutations(KINDS))


def export_four(store: Store, folder: Path) -> dict[str, bytes]:
    """Export the four files into `folder`; gives their bytes."""
    folder.mkdir()
    for kind in KINDS:
        export(store, folder / f"{kind}.csv", rows=kind)
    return {kind: (folder / f"{kind}.csv").read_bytes() for kind in KINDS}


def take(store: Store, *paths: Path) -> importing.ImportPlan:
    plan = importing.plan(store, list(paths))
    importing.apply(store, plan)
    return plan


@pytest.fixture
def other(blank: Path, tmp_path: Path) -> Iterator[Store]:
    with Store.open(Path(shutil.copy(blank, tmp_path / "other.tracker"))) as opened:
        opened.connection.execute("PRAGMA synchronous=OFF")
        yield opened


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, bytes]]]:
    folder = tmp_path_factory.mktemp("case")
    with demo.make(folder / "case.tracker") as store:
        yield folder / "four", export_four(store, folder / "four")


# Six of the 24 orders, each file first at least once; all of them are tried on a smaller case.
@pytest.mark.parametrize("order", [*ORDERS[::5], KINDS[::-1]], ids="-".join)
def test_the_example_case_in_any_order(
    case: tuple[Path, dict[str, bytes]], other: Store, tmp_path: Path, order: Sequence[str]
) -> None:
    folder, wanted = case
    for kind in order:
        assert take(other, folder / f"{kind}.csv").problems == ()
    assert export_four(other, tmp_path / "again") == wanted
    assert other.check() == []


def test_the_example_case_all_at_once(case: tuple[Path, dict[str, bytes]], other: Store, tmp_path: Path) -> None:
    folder, wanted = case
    take(other, *(folder / f"{kind}.csv" for kind in KINDS))
    assert export_four(other, tmp_path / "again") == wanted


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
def test_one_of_each_in_any_order(
    one_of_each, store: Store, other: Store, tmp_path: Path, order: Sequence[str]
) -> None:
    one_of_each(store)
    namesakes(store)
    wanted = export_four(store, tmp_path / "four")
    for kind in order:
        assert take(other, tmp_path / "four" / f"{kind}.csv").problems == ()
    assert export_four(other, tmp_path / "again") == wanted
    for kind in order:
        again = importing.plan(other, [tmp_path / "four" / f"{kind}.csv"])
        assert (again.added, again.changed) == ((), ())


def namesakes(store: Store) -> list[Stakeholder]:
    """Two people of one name, with parts in one event: a court's judge, and an advocate with a concern."""
    with store.edit("Add") as edit:
        judge, advocate = edit.add_all([Stakeholder(name="Ann: Lee; Jr", kind=k) for k in ("court", "advocacy group")])
        event = edit.add(Event(title="Heard", type="hearing", date="2025-05-01", day_order=2))
        edit.add(Role(event=event.id, stakeholder=advocate.id, role="counsel"))
        edit.add(Role(event=event.id, stakeholder=judge.id, role="judge", place=1))
        edit.add(Concern(event=event.id, stakeholder=advocate.id, theme="privacy", position="opposes"))
    return [judge, advocate]


@pytest.mark.parametrize("order", [("events", "concerns"), ("concerns", "events")])
def test_namesakes_stay_two(store: Store, other: Store, tmp_path: Path, order: Sequence[str]) -> None:
    judge, advocate = namesakes(store)
    export_four(store, tmp_path / "four")
    for kind in order:
        take(other, tmp_path / "four" / f"{kind}.csv")
    assert [(r.role, r.stakeholder) for r in other.where(Role)] == [("counsel", advocate.id), ("judge", judge.id)]
    assert [(s.id, s.kind) for s in other.where(Stakeholder)] == [(judge.id, "other"), (advocate.id, advocate.kind)]


def test_the_kind_is_filled_in_but_never_changed(store: Store, other: Store, tmp_path: Path) -> None:
    _, advocate = namesakes(store)
    export_four(store, tmp_path / "four")
    take(other, tmp_path / "four" / "events.csv")
    plan = take(other, tmp_path / "four" / "concerns.csv")
    assert [(c.record.id, dict(c.values)) for c in plan.changed if isinstance(c.record, Stakeholder)] == [
        (advocate.id, {"kind": "advocacy group"})
    ]
    with other.edit("Change") as edit:
        edit.change(other.get(Stakeholder, advocate.id), kind="union", name="Ann Lee")
    assert importing.plan(other, [tmp_path / "four" / "concerns.csv"]).changed == ()
    assert importing.plan(other, [tmp_path / "four" / "events.csv"]).added == ()


def test_one_of_the_same_name_here_is_taken_for_one_of_the_files(store: Store, other: Store, tmp_path: Path) -> None:
    namesakes(store)
    with other.edit("Add") as edit:
        here = edit.add(Stakeholder(name="Ann: Lee; Jr", kind="court"))
    four = tmp_path / "four"
    export_four(store, four)
    take(other, four / "events.csv", four / "concerns.csv")
    assert other.count(Stakeholder) == 2
    assert other.where(Concern)[0].stakeholder == here.id


def rewritten(path: Path, **cells: str) -> Path:
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row.update(cells)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_roles_added_by_hand_go_by_their_names(store: Store, tmp_path: Path) -> None:
    judge, _ = namesakes(store)
    export_four(store, tmp_path / "four")
    roles = "judge=Ann: Lee\\; Jr; clerk=B. Clerk; reporter=C. Reporter"
    assert take(store, rewritten(tmp_path / "four" / "events.csv", roles=roles)).problems == ()
    names = {s.id: s.name for s in store.where(Stakeholder)}
    assert {(r.role, names[r.stakeholder]) for r in store.where(Role)} == {
        ("counsel", judge.name),
        ("judge", judge.name),
        ("clerk", "B. Clerk"),
        ("reporter", "C. Reporter"),
    }
    assert len(store.where(Role)) == 4


def test_an_id_that_is_none_is_no_help_and_no_harm(store: Store, other: Store, tmp_path: Path) -> None:
    _, advocate = namesakes(store)
    export_four(store, tmp_path / "four")
    ids = f"{id_text(advocate.id)}; what is this"
    take(other, rewritten(tmp_path / "four" / "events.csv", role_stakeholder_ids=ids))
    assert [r.stakeholder for r in other.where(Role)] == [advocate.id, advocate.id]
