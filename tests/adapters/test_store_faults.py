"""Disks that fail below the store: it goes on, says so, keeps everything, and writes it when it can."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.adapters.past import plan_of, run, session
from trackclock.adapters.store import rows, schema
from trackclock.adapters.store.history import SqliteHistory
from trackclock.adapters.store.rescue import move_aside
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.core.events import Cause, Entry, NoteWritten
from trackclock.ports import StoredSession

ROOT = Path(__file__).parents[2]
PLAN = plan_of([400, 400], name="quick")
ONE = session(1, PLAN, run(PLAN, [80_000, 79_000]))


class Watched:
    """A store, and a way to wait until it says something."""

    def __init__(self, folder: Path) -> None:
        self._changed = threading.Condition()
        self.store = SqliteStore(folder, self._on_saved)

    def _on_saved(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def wait_for(self, condition: Callable[[], bool]) -> bool:
        """Wait, at most 20 s, for something that the store calls back about."""
        with self._changed:
            return self._changed.wait_for(condition, 20)

    def fault(self) -> str:
        """Wait for a fault and give it."""
        assert self.wait_for(lambda: self.store.fault is not None)
        assert self.store.fault
        return self.store.fault

    def begin(self, one: StoredSession) -> None:
        self.store.begin(one.header)
        self.store.append(one.header.id, one.log)


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    made = Watched(tmp_path / "data")
    yield made
    made.store.close()


def note(seq: int, text: str = "n") -> Entry:
    return Entry(seq, seq, NoteWritten(seq, Cause.KEY, text))


def fill(path: Path) -> None:
    """Write until nothing more fits."""
    with path.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"x" * 1_024):
            pass


def test_a_full_disk_that_gets_room_again(small_disk: Path) -> None:
    watched = Watched(small_disk / "data")
    store = watched.store
    watched.begin(ONE)
    assert store.flush(20)
    fill(small_disk / "filler")
    count = len(ONE.log)
    for seq in range(count, count + 50):
        store.append("s00001", [note(seq, "x" * 500)])
    assert "disk is full" in watched.fault()
    saved = store.saved_through("s00001")
    assert saved < count + 49
    (unsaved,) = store.unsaved()
    assert len(unsaved.log) == count + 50, "all of it can be saved elsewhere"
    assert store.read("s00001") == unsaved
    with closing(SqliteHistory(small_disk / "data")) as history:
        assert history.find("s00001").log == unsaved.log[: saved + 1]
    (small_disk / "filler").unlink()
    assert watched.wait_for(lambda: store.saved_through("s00001") == count + 49), "it recovers by itself"
    assert store.fault is None
    assert store.unsaved() == ()
    store.close()
    with closing(sqlite3.connect(small_disk / "data" / "history.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_disk_that_is_full_from_the_first_press_on(small_disk: Path) -> None:
    fill(small_disk / "filler")
    watched = Watched(small_disk / "data")
    watched.begin(ONE)
    assert watched.fault()
    assert watched.store.unsaved() == (ONE,)
    (small_disk / "filler").unlink()
    assert watched.wait_for(lambda: watched.store.saved_through("s00001") == len(ONE.log) - 1)
    assert watched.store.notice is None
    watched.store.close()


def test_a_full_disk_can_be_read_and_is_called_full_whatever_finds_no_room(small_disk: Path) -> None:
    first = Watched(small_disk / "data")
    first.begin(ONE)
    assert first.store.flush(20)
    first.store.close()
    fill(small_disk / "filler")
    watched = Watched(small_disk / "data")
    history = SqliteHistory(small_disk / "data", watched.store)
    assert history.find("last") == ONE
    assert [row.reps for row in history.sessions()] == [2], "what was not summed up yet is summed up in memory"
    assert watched.store.hold("s00001")
    watched.store.append("s00001", [note(len(ONE.log))])
    assert "disk is full" in watched.fault()
    (small_disk / "filler").unlink()
    assert watched.store.flush(20)
    assert len(history.find("last").log) == len(ONE.log) + 1, "it shows what has been written since"
    assert [row.reps for row in history.sessions()] == [2]
    watched.store.close()


def test_a_read_only_disk_can_be_read_and_says_so(small_disk: Path) -> None:
    first = Watched(small_disk / "data")
    first.begin(ONE)
    assert first.store.flush(20)
    first.store.close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    watched = Watched(small_disk / "data")
    history = SqliteHistory(small_disk / "data", watched.store)
    assert [row.id for row in history.sessions()] == ["s00001"]
    assert history.find("last") == ONE
    two = session(2, PLAN, run(PLAN, [80_000]))
    watched.begin(two)
    assert "cannot write to" in watched.fault()
    assert watched.store.unsaved() == (two,)
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    assert watched.store.flush(20)
    assert watched.store.fault is None
    assert [row.id for row in history.sessions()] == ["s00002", "s00001"]
    watched.store.close()


LIMITED = """
import resource, sys, threading
from pathlib import Path
from tests.adapters.past import plan_of
from tests.adapters.test_store_faults import Watched, note, ONE

watched = Watched(Path(sys.argv[1]))
store = watched.store
watched.begin(ONE)
assert store.flush(20)
_, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (store.path.with_name("history.db-wal").stat().st_size + 5_000, hard))
count = len(ONE.log)
for seq in range(count, count + 300):
    store.append("s00001", [note(seq, "x" * 200)])
print(watched.fault())
assert len(store.read("s00001").log) == count + 300
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
assert store.flush(20), store.fault
assert store.fault is None
store.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such limits")
def test_a_disk_that_reports_errors(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", LIMITED, str(tmp_path)], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "disk" in done.stdout
    assert len(SqliteStore(tmp_path).read("s00001").log) == len(ONE.log) + 300


def test_a_folder_that_cannot_be_made_until_it_can(watched: Watched, tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    watched.begin(ONE)
    assert "TRACKCLOCK_DATA_DIR" in watched.fault()
    assert watched.store.saved_through("s00001") == -1
    (tmp_path / "data").unlink()
    assert watched.wait_for(lambda: watched.store.saved_through("s00001") == len(ONE.log) - 1)


def test_a_folder_without_the_right_to_write(ordinary_rights: None, watched: Watched, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(mode=0o500)
    watched.begin(ONE)
    assert "make that folder writable" in watched.fault()
    (tmp_path / "data").chmod(0o700)
    assert watched.wait_for(lambda: watched.store.saved_through("s00001") == len(ONE.log) - 1)


def test_another_program_that_keeps_the_history_locked(
    watched: Watched, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "BUSY_MS", 50)
    watched.begin(ONE)
    assert watched.store.flush(20)
    with closing(sqlite3.connect(tmp_path / "data" / "history.db", isolation_level=None)) as hog:
        hog.execute("BEGIN EXCLUSIVE")
        watched.store.append("s00001", [note(len(ONE.log))])
        assert "another program keeps the history locked" in watched.fault()
        assert watched.store.unsaved()
        hog.execute("ROLLBACK")
        assert watched.wait_for(lambda: watched.store.saved_through("s00001") == len(ONE.log))
    assert watched.store.fault is None


@pytest.mark.skipif(sys.platform == "win32", reason="nobody can remove what is open there")
@pytest.mark.parametrize("is_folder", [False, True])
def test_a_history_that_is_removed_while_it_is_used_is_written_once_more(
    watched: Watched, tmp_path: Path, is_folder: bool
) -> None:
    watched.begin(ONE)
    assert watched.store.flush(20)
    if is_folder:
        shutil.rmtree(tmp_path / "data")
    else:
        for path in (tmp_path / "data").glob("history.db*"):
            path.unlink()
    watched.store.append("s00001", [note(len(ONE.log))])
    assert watched.store.flush(20)
    other = SqliteStore(tmp_path / "data")
    assert other.read("s00001").log == (*ONE.log, note(len(ONE.log)))
    other.close()


def test_a_history_that_another_app_moves_aside_in_the_middle_of_a_write(
    watched: Watched, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched.begin(ONE)
    assert watched.store.flush(20)
    put_entries, moved = rows.put_entries, threading.Event()

    def put_and_move(connection: sqlite3.Connection, key: int, entries: Iterable[Entry]) -> None:
        put_entries(connection, key, entries)
        if not moved.is_set():
            moved.set()
            move_aside(tmp_path / "data" / "history.db", "damaged")

    monkeypatch.setattr(rows, "put_entries", put_and_move)
    watched.store.append("s00001", [note(len(ONE.log))])
    assert moved.wait(20)
    assert watched.store.flush(20)
    other = SqliteStore(tmp_path / "data")
    assert other.read("s00001").log == (*ONE.log, note(len(ONE.log)))
    other.close()


def test_leaving_while_the_disk_fails_does_not_hang(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    before = threading.active_count()
    watched = Watched(tmp_path / "data")
    watched.begin(ONE)
    watched.fault()
    assert threading.active_count() == before + 1
    watched.store.close()
    assert watched.store.unsaved() == (ONE,)
    assert threading.active_count() == before
