"""A history that is a link, or lies behind one: SQLite keeps its log where the link leads to, so we look there too."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.adapters.past import plan_of, run, session
from trackclock.adapters.store.backup import back_up, restore
from trackclock.adapters.store.history import SqliteHistory
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.core.events import Cause, Entry, NoteWritten

PLAN = plan_of([400, 400], name="quick")
ONE = session(1, PLAN, run(PLAN, [80_000, 79_000]))
TWO = session(2, PLAN, run(PLAN, [81_000]))


def link_to_file(here: Path, there: Path) -> None:
    here.mkdir()
    (here / "history.db").symlink_to(there / "history.db")


def link_of_another_name(here: Path, there: Path) -> None:
    here.mkdir()
    (here / "history.db").symlink_to(there / "running.db")


def relative_link(here: Path, there: Path) -> None:
    here.mkdir()
    (here / "history.db").symlink_to(Path("..") / there.name / "history.db")


def chain_of_links(here: Path, there: Path) -> None:
    here.mkdir()
    first, second = here.with_name("first"), here.with_name("second")
    first.symlink_to(there / "history.db")
    second.symlink_to(first)
    (here / "history.db").symlink_to(second)


def link_to_folder(here: Path, there: Path) -> None:
    here.symlink_to(there, target_is_directory=True)


def chain_of_folders_and_files(here: Path, there: Path) -> None:
    between = here.with_name("between")
    between.mkdir()
    (between / "history.db").symlink_to(there / "history.db")
    here.symlink_to(between, target_is_directory=True)


LINKS = (
    link_to_file,
    link_of_another_name,
    relative_link,
    chain_of_links,
    link_to_folder,
    chain_of_folders_and_files,
)


@pytest.fixture(params=LINKS, ids=lambda link: link.__name__)
def link(request: pytest.FixtureRequest) -> Callable[[Path, Path], None]:
    made: Callable[[Path, Path], None] = request.param
    return made


@pytest.mark.parametrize("is_dangling", [True, False, "folder"])
def test_what_is_saved_behind_a_link_is_saved(
    tmp_path: Path, link: Callable[[Path, Path], None], is_dangling: bool | str
) -> None:
    here, there = tmp_path / "data", tmp_path / "elsewhere"
    if is_dangling != "folder":
        there.mkdir(mode=0o700)
    link(here, there)
    if is_dangling is False:
        with closing(SqliteStore(here)) as store:
            store.begin(TWO.header)
            store.append(TWO.header.id, TWO.log)
            assert store.flush(20), store.fault
    with closing(SqliteStore(here)) as store:
        store.begin(ONE.header)
        for entry in ONE.log:
            store.append(ONE.header.id, [entry])
            assert store.flush(20), store.fault
            assert store.fault is None
        assert {row.id for row in SqliteHistory(here, store).sessions()} >= {"s00001"}
        assert {path.suffix for path in there.glob("*.db*")} == {".db", ".db-wal", ".db-shm"}
        with closing(SqliteStore(there)) as other:
            if other.path == store.path:
                assert not other.hold("s00001"), "whoever comes by another way meets it there"
        assert (store.fault, store.notice) == (None, None)
    names = sorted(path.name for path in there.iterdir())
    assert names in (["history.db", "locks"], ["locks", "running.db"])
    assert here.is_symlink() or [path.name for path in here.iterdir()] == ["history.db"]
    assert here.is_symlink() or (here / "history.db").is_symlink(), "the link stays one"


def test_a_backup_behind_a_link_comes_back_behind_it(tmp_path: Path, link: Callable[[Path, Path], None]) -> None:
    here, there = tmp_path / "data", tmp_path / "elsewhere"
    there.mkdir(mode=0o700)
    link(here, there)
    with closing(SqliteStore(here)) as store:
        store.begin(ONE.header)
        store.append(ONE.header.id, ONE.log)
        assert store.flush(20), store.fault
        back_up(store, tmp_path / "backup.jsonl")
    next(there.glob("*.db")).unlink()
    with closing(SqliteStore(here)) as store:
        assert restore(store, tmp_path / "backup.jsonl").added == 1
        assert store.read("s00001") == ONE


def test_a_damaged_history_behind_a_link_is_moved_aside_there(
    tmp_path: Path, link: Callable[[Path, Path], None]
) -> None:
    here, there = tmp_path / "data", tmp_path / "elsewhere"
    there.mkdir(mode=0o700)
    link(here, there)
    with closing(SqliteStore(here)) as store:
        store.begin(ONE.header)
        store.append(ONE.header.id, ONE.log)
        assert store.flush(20), store.fault
        place = store.path
    content = place.read_bytes()
    place.write_bytes(b"\xee" * 100 + content[100:])
    with closing(SqliteStore(here)) as store:
        assert store.read("s00001") == ONE
        assert store.hold("s00001")
        store.append("s00001", [Entry(len(ONE.log), len(ONE.log), NoteWritten(1, Cause.KEY, "on"))])
        assert store.flush(20), store.fault
        assert store.notice is not None
    assert list(there.glob("*.damaged-*"))


def test_links_that_lead_nowhere_are_one_clear_fault(tmp_path: Path) -> None:
    (tmp_path / "history.db").symlink_to(tmp_path / "round")
    (tmp_path / "round").symlink_to(tmp_path / "history.db")
    with closing(SqliteStore(tmp_path)) as store:
        store.begin(ONE.header)
        store.append(ONE.header.id, ONE.log)
        assert not store.flush(0.3)
        assert store.fault is not None
        assert "links" in store.fault
        assert store.unsaved() == (ONE,)
