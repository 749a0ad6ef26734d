"""A damaged file: cut short, or with bytes changed. It is refused or told of in words, never a crash, never mended."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from tracker.errors import FileError, TrackerError
from tracker.records import TABLES, Event, Source
from tracker.store import Store


@pytest.fixture(scope="module")
def sound(tmp_path_factory, one_of_each):
    """A tracker of a few dozen pages, closed."""
    path = tmp_path_factory.mktemp("sound") / "a.tracker"
    with Store.create(path) as store:
        store.connection.execute("PRAGMA synchronous=OFF")
        for _ in range(3):
            one_of_each(store)
        with store.edit("More") as edit:
            edit.add_all([Event(title=f"Event {n}", type="order", summary=f"words {n} " * 30) for n in range(40)])
            edit.add_all([Source(kind="report", title=f"Source {n}", text="text " * 1_500) for n in range(2)])
        store.keep_blob(b"x" * 100, "text/plain")
        store.undo()
        store.redo()
    return path


@pytest.fixture
def damaged(sound, tmp_path):
    """A copy to damage."""
    return Path(shutil.copy(sound, tmp_path / "a.tracker"))


SIZE_OF_PAGE = 4096


def use(path):
    """Open the tracker and read all of it, as the window and the commands would; what is refused, in words."""
    said: list[str] = []

    def attempt(read):
        try:
            return read()
        except TrackerError as error:
            said.append(str(error))
            return None

    store = attempt(lambda: Store.open(path))
    if store is None:
        return said
    with store:
        ids = attempt(lambda: store.find("")) or []
        attempt(lambda: store.find("words"))
        attempt(lambda: store.find("concern:privacy position:opposes text"))
        attempt(lambda: store.facets(""))
        attempt(lambda: store.event_rows(ids))
        attempt(lambda: store.events(ids))
        for event in ids[:4]:
            attempt(lambda event=event: store.dossier(event))
        for record_type in TABLES.values():
            attempt(lambda record_type=record_type: store.where(record_type))
        attempt(lambda: list(store.journal()))
        attempt(lambda: store.history(*[("event", event) for event in ids[:5]]))
        attempt(store.undo_label)
        attempt(store.content_hash)
        said += [problem.message for problem in store.check()]
    return said


def test_the_undamaged_file_is_sound(damaged):
    before = damaged.read_bytes()
    assert use(damaged) == []
    assert damaged.read_bytes() == before


@pytest.mark.parametrize("part", [1 / 1000, 1 / 10, 1 / 3, 1 / 2, 9 / 10])
def test_a_file_cut_short_is_refused_and_left_as_it_is(damaged, part):
    with damaged.open("r+b") as file:
        file.truncate(int(damaged.stat().st_size * part))
    before = damaged.read_bytes()
    for read_only in (False, True):
        with pytest.raises(FileError) as refused:
            Store.open(damaged, read_only=read_only)
        assert "is damaged" in str(refused.value)
        assert "Leave it as it is, and go back to" in str(refused.value)
    assert damaged.read_bytes() == before


@pytest.mark.parametrize("length", [1, 15, 16, 60, 99, 100, 511, 512, SIZE_OF_PAGE - 1, SIZE_OF_PAGE])
def test_a_file_cut_down_to_its_head_is_refused_and_left_as_it_is(damaged, length):
    with damaged.open("r+b") as file:
        file.truncate(length)
    before = damaged.read_bytes()
    with pytest.raises(FileError) as refused:
        Store.open(damaged)
    assert "damaged" in str(refused.value) or "not a Policy Tracker file" in str(refused.value)
    assert damaged.read_bytes() == before


@pytest.mark.parametrize("missing", [1, 100, SIZE_OF_PAGE - 1, SIZE_OF_PAGE, SIZE_OF_PAGE * 3])
def test_a_file_without_its_end_is_refused_and_left_as_it_is(damaged, missing):
    with damaged.open("r+b") as file:
        file.truncate(damaged.stat().st_size - missing)
    before = damaged.read_bytes()
    with pytest.raises(FileError, match="is damaged"):
        Store.open(damaged)
    assert damaged.read_bytes() == before


def test_a_page_of_rubbish_anywhere_is_told_of_in_words(sound, tmp_path):
    pages = sound.stat().st_size // SIZE_OF_PAGE
    silent = []
    for page in range(pages):
        path = Path(shutil.copy(sound, tmp_path / f"{page}.tracker"))
        with path.open("r+b") as file:
            file.seek(page * SIZE_OF_PAGE)
            file.write(random.Random(page).randbytes(SIZE_OF_PAGE))
        before = path.read_bytes()
        if not use(path):
            silent.append(page)
        assert path.read_bytes() == before, f"page {page}: reading changed the file"
    assert silent == []


@pytest.mark.parametrize("seed", range(40))
def test_a_bit_turned_over_anywhere_is_never_a_crash_and_never_written_back(damaged, seed):
    rng = random.Random(seed)
    content = bytearray(damaged.read_bytes())
    place = rng.randrange(len(content))
    content[place] ^= 1 << rng.randrange(8)
    damaged.write_bytes(content)
    use(damaged)
    assert damaged.read_bytes() == content


@pytest.mark.parametrize("seed", range(20))
def test_a_letter_changed_in_a_record_is_always_found(damaged, sound, seed):
    """In the text of a row, not in the index or the free space: a change that SQLite cannot see."""
    rng = random.Random(seed)
    content = bytearray(damaged.read_bytes())
    needle = f"Event {rng.randrange(40)}".encode()
    places = [n for n in range(len(content)) if content.startswith(needle, n)]
    place = rng.choice(places) + rng.randrange(len(needle))
    content[place] = ord("q")
    damaged.write_bytes(content)
    with Store.open(damaged) as store:
        assert store.check() != []


def test_a_damaged_page_under_a_write_changes_nothing_and_is_told_of(damaged):
    with Store.open(damaged) as store:
        page = store.connection.execute("SELECT rootpage FROM sqlite_master WHERE name='topic'").fetchone()[0]
    with damaged.open("r+b") as file:
        file.seek((page - 1) * SIZE_OF_PAGE)
        file.write(b"\xff" * SIZE_OF_PAGE)
    before = damaged.read_bytes()
    with Store.open(damaged) as store:
        with pytest.raises(FileError, match=r"Nothing was changed\. .* is damaged"), store.edit("Add") as edit:
            edit.add(TABLES["topic"](name="t"))
        assert store.count(Event) > 0
        assert {problem.kind for problem in store.check()} == {"file"}
    assert damaged.read_bytes() == before
