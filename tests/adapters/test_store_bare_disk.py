"""Disks without shared memory or locks, or that take nothing: what can be done is done, the rest is said first."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.adapters.past import plan_of, run, session
from tests.adapters.test_store_faults import Watched, note
from tests.adapters.test_store_nearly_full import KILLED, ONE, leave, refusal_of
from tests.bare_disk import is_possible
from trackclock.adapters.store import disk, locks, schema
from trackclock.adapters.store.disk import NoLocksError
from trackclock.adapters.store.history import SqliteHistory
from trackclock.adapters.store.locks import FileLock
from trackclock.adapters.store.sqlite_store import SqliteStore

ROOT = Path(__file__).parents[2]
PLAN = plan_of([400, 400], name="quick")
TWO = session(2, PLAN, run(PLAN, [81_000]))

on_linux = pytest.mark.skipif(not is_possible(), reason="needs a filter of system calls (Linux on x86-64 or ARM)")


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test finds out for itself what its disk can do."""
    monkeypatch.setattr(disk, "_known", {})


@pytest.fixture
def killed(tmp_path: Path) -> Path:
    """The folder of an app that was killed: its session lies in the write-ahead log alone."""
    folder = tmp_path / "data"
    subprocess.run([sys.executable, "-c", KILLED, str(folder)], cwd=ROOT, check=False)
    assert (folder / "history.db-wal").stat().st_size > 0
    (folder / "history.db-shm").unlink()
    return folder


@pytest.fixture(params=["unix-none", "unix-dotfile"])
def without_memory(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """SQLite's own file systems that have no shared memory."""
    if os.name != "posix":
        pytest.skip("these file systems are of SQLite on POSIX")
    connect = sqlite3.connect
    name: str = request.param

    def connect_there(database: str, **more: Any) -> sqlite3.Connection:
        is_plain = database.startswith("file:") and "vfs=" not in database
        connection: sqlite3.Connection = connect(f"{database}&vfs={name}" if is_plain else database, **more)
        return connection

    monkeypatch.setattr(sqlite3, "connect", connect_there)
    return name


def journal_mode(folder: Path) -> str:
    with closing(sqlite3.connect(str(folder / "history.db"))) as connection:
        return str(connection.execute("PRAGMA journal_mode").fetchone()[0])


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("history.db*")}


# --- no shared memory -------------------------------------------------------------------------------------------------


def test_without_shared_memory_a_history_is_kept_with_a_rollback_journal(tmp_path: Path, without_memory: str) -> None:
    folder = tmp_path / "data"
    store = leave(folder)
    store.check()
    assert store.fault is None
    history = SqliteHistory(folder, store)
    assert [row.reps for row in history.sessions()] == [2]
    store.append("s00001", [note(len(ONE.log))])
    assert store.flush(20)
    beside = SqliteStore(folder)
    assert not beside.hold("s00001"), "another app has it"
    beside.begin(TWO.header)
    beside.append(TWO.header.id, TWO.log)
    assert beside.flush(20)
    assert [row.id for row in history.sessions()] == ["s00002", "s00001"]
    beside.close()
    store.close()
    assert journal_mode(folder) == "delete"
    assert sorted(path.name for path in folder.glob("history.db*")) == ["history.db"]


def test_a_history_that_comes_from_another_disk_is_read_there_and_written_on(killed: Path, without_memory: str) -> None:
    before = contents(killed)
    with closing(SqliteHistory(killed)) as history:
        assert history.find("last") == ONE
        assert [row.reps for row in history.sessions()] == [2], "summed up in memory"
    assert contents(killed) == before, "to look at it changes nothing"
    watched = Watched(killed)
    assert watched.store.hold("s00001")
    watched.store.append("s00001", [note(len(ONE.log))])
    assert watched.store.flush(20), watched.store.fault
    assert watched.store.read("s00001").log == (*ONE.log, note(len(ONE.log)))
    watched.store.close()
    assert journal_mode(killed) == "delete"


def test_a_history_with_a_rollback_journal_goes_on_on_any_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("trackclock.adapters.store.mending.lacks_shared_memory", lambda _: True)
        leave(tmp_path).close()
    assert journal_mode(tmp_path) == "delete"
    watched = Watched(tmp_path)
    assert watched.store.hold("s00001")
    watched.store.append("s00001", [note(len(ONE.log))])
    assert watched.store.flush(20)
    assert [row.reps for row in SqliteHistory(tmp_path, watched.store).sessions()] == [2]
    watched.store.close()


def test_a_damaged_history_takes_its_rollback_journal_along(tmp_path: Path, without_memory: str) -> None:
    leave(tmp_path).close()
    (tmp_path / "history.db").write_bytes(b"\xee" * 8_192)
    (tmp_path / "history.db-journal").write_bytes(b"its journal")
    store = SqliteStore(tmp_path)
    assert SqliteHistory(tmp_path, store).sessions() == ()
    assert not (tmp_path / "history.db-journal").exists(), "it must never be played back into the new history"
    (moved,) = tmp_path.glob("history.db.*-journal")
    assert moved.read_bytes() == b"its journal"
    store.close()


# --- the kernel's own word --------------------------------------------------------------------------------------------

WITHOUT_MEMORY = """
import sys
from pathlib import Path
from tests.bare_disk import lack
lack("memory")
from tests.adapters.test_store_bare_disk import ONE, TWO, Watched, note
from trackclock.adapters.store.history import SqliteHistory

watched = Watched(Path(sys.argv[1]))
store = watched.store
store.check()
assert store.fault is None, store.fault
watched.begin(TWO)
assert store.flush(20), store.fault
if len(sys.argv) > 2:
    assert store.hold("s00001")
    store.append("s00001", [note(len(ONE.log))])
    assert store.flush(20), store.fault
print([row.id for row in SqliteHistory(Path(sys.argv[1]), store).sessions()])
store.close()
"""

WITHOUT_LOCKS = """
import sys
from pathlib import Path
from tests.bare_disk import lack
lack("locks")
from tests.adapters.test_store_bare_disk import TWO, Watched
from trackclock.adapters.store.history import SqliteHistory
from trackclock.errors import StoreError

watched = Watched(Path(sys.argv[1]))
store = watched.store
store.check()
print("before:", store.fault)
print("past:", [row.reps for row in SqliteHistory(Path(sys.argv[1]), store).sessions()], len(store.unfinished()))
watched.begin(TWO)
watched.wait_for(lambda: store.unsaved() != () and store.fault is not None)
print("after:", store.fault)
for change in (lambda: store.hold("s00001"), store.cache.rebuild):
    try:
        change()
    except StoreError as error:
        print("refused:", error)
store.close()
assert store.unsaved() == (TWO,)
"""


def in_a_process(code: str, *arguments: str) -> list[str]:
    """Run a piece of code to its end; returns the lines that it prints."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@on_linux
def test_a_kernel_without_shared_memory_for_files(tmp_path: Path, killed: Path) -> None:
    assert in_a_process(WITHOUT_MEMORY, str(tmp_path / "new")) == ["['s00002']"]
    assert journal_mode(tmp_path / "new") == "delete"
    assert in_a_process(WITHOUT_MEMORY, str(killed), "both") == ["['s00002', 's00001']"]
    assert len(SqliteStore(killed).read("s00001").log) == len(ONE.log) + 1


@on_linux
@pytest.mark.parametrize("is_there", [True, False])
def test_a_kernel_without_locks_writes_nothing_and_names_what_to_do_before_the_first_press(
    tmp_path: Path, killed: Path, is_there: bool
) -> None:
    folder = killed if is_there else tmp_path / "new"
    before = contents(folder)
    lines = in_a_process(WITHOUT_LOCKS, str(folder))
    words = "has no locks, without which two apps could spoil the history; name a folder on another disk in"
    assert lines[0].startswith("before: the disk of")
    assert lines[1] == f"past: {[2] if is_there else []} 0"
    for line in (line for line in lines if not line.startswith("past")):
        assert words in line
    assert len([line for line in lines if line.startswith("refused")]) == (2 if is_there else 1)
    assert contents(folder) == before


# --- disks that take nothing ------------------------------------------------------------------------------------------


def test_a_read_only_disk_shows_what_lies_in_the_log_alone(small_disk: Path, killed: Path) -> None:
    folder = Path(shutil.copytree(killed, small_disk / "data"))
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    watched = Watched(folder)
    with closing(SqliteHistory(folder, watched.store)) as history:
        assert history.find("last") == ONE
        assert [row.reps for row in history.sessions()] == [2]
        assert [best.time_ms for best in history.bests() if not best.is_split] == [79_000]
    watched.store.check()
    assert watched.fault().startswith(f"cannot write to {folder}: Read-only")
    assert "TRACKCLOCK_DATA_DIR" in watched.fault()
    assert watched.store.unfinished() == ()
    why = refusal_of(watched.store.cache.rebuild)
    assert why == watched.store.fault


def add_a_table(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE later (id INTEGER)")


@pytest.mark.parametrize("way", ["read-only", "full"])
def test_an_older_history_on_a_disk_that_takes_nothing_is_brought_up_to_date_in_memory(
    small_disk: Path, killed: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    folder = Path(shutil.copytree(killed, small_disk / "data"))
    before = contents(folder)
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, add_a_table))
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    filler = small_disk / "filler"
    if way == "full":
        filler.write_bytes(bytes(shutil.disk_usage(small_disk).free))
    else:
        subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    store = SqliteStore(folder)
    history = SqliteHistory(folder, store)
    assert history.find("last") == ONE
    assert [row.reps for row in history.sessions()] == [2]
    assert contents(folder).items() >= before.items()
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    filler.unlink(missing_ok=True)
    store.begin(TWO.header)
    store.append(TWO.header.id, TWO.log)
    assert store.flush(20), store.fault
    assert [row.id for row in history.sessions()] == ["s00002", "s00001"]
    store.close()


AS_NOBODY = """
import os, sys
from pathlib import Path
from tests.adapters.test_store_bare_disk import TWO, ONE, Watched
from trackclock.adapters.store.history import SqliteHistory

folder = Path(sys.argv[1])
if os.geteuid() == 0:  # root may write anywhere
    os.setgroups([])
    os.setgid(65_534)
    os.setuid(65_534)
watched = Watched(folder)
watched.store.check()
print(watched.fault())
print([row.reps for row in SqliteHistory(folder, watched.store).sessions()])
watched.begin(TWO)
print(watched.fault())
assert watched.store.unsaved() == (TWO,)
"""


@pytest.mark.skipif(os.name != "posix", reason="rights are of POSIX")
def test_a_folder_that_this_user_may_not_write_is_read_and_named(tmp_path: Path) -> None:
    place = Path(tempfile.mkdtemp(dir="/tmp"))  # others may not enter the test's own folder
    try:
        leave(place / "data").close()
        for path in (place, *place.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        place.chmod(0o777)
        lines = in_a_process(AS_NOBODY, str(place / "data"))
        why = f"cannot write to {place / 'data'}: Permission denied; make that folder writable, or name another one in "
        assert lines == [f"{why}TRACKCLOCK_DATA_DIR", "[2]", f"{why}TRACKCLOCK_DATA_DIR"]
    finally:
        for path in place.rglob("*"):
            path.chmod(0o700)
        shutil.rmtree(place)


def test_looking_whether_it_could_be_saved_makes_no_history_and_says_what_is_wrong(
    tmp_path: Path, small_disk: Path
) -> None:
    store = SqliteStore(small_disk / "data")
    store.check()
    assert store.fault is None
    assert not store.path.exists()
    (small_disk / "filler").write_bytes(bytes(shutil.disk_usage(small_disk).free))
    store.check()
    assert store.fault == "the disk is full"
    (small_disk / "filler").unlink()
    store.check()
    assert store.fault is None, "it looks again"
    (tmp_path / "file").touch()
    other = SqliteStore(tmp_path / "file")
    other.check()
    assert "TRACKCLOCK_DATA_DIR" in str(other.fault)


def test_a_history_that_somebody_writes_to_right_now_is_no_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "BUSY_MS", 50)
    store = leave(tmp_path)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        store.check()
        assert store.fault is None
        other.execute("ROLLBACK")
    store.close()


# --- locks ------------------------------------------------------------------------------------------------------------


def test_a_lock_whose_file_never_keeps_its_number_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = 0

    def never(_: int, __: Path) -> bool:
        nonlocal tried
        tried += 1
        assert tried <= 1_000, "it goes on for ever"
        return False

    monkeypatch.setattr(locks, "_is_at", never)
    with pytest.raises(NoLocksError, match="TRACKCLOCK_DATA_DIR"):
        FileLock.take(tmp_path / "a.lock")


def test_a_disk_is_probed_without_a_trace(tmp_path: Path) -> None:
    assert not disk.lacks_shared_memory(tmp_path)
    assert not list(tmp_path.iterdir())
    assert not disk.lacks_shared_memory(tmp_path / "nowhere"), "it cannot be told"


def test_a_disk_is_probed_before_the_first_press_and_only_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    probed: list[str] = []
    can_keep = disk._can_keep

    def can_keep_and_tell(path: Path, mode: str) -> bool:
        probed.append(mode)
        return can_keep(path, mode)

    monkeypatch.setattr(disk, "_can_keep", can_keep_and_tell)
    store = SqliteStore(tmp_path)
    store.check()
    assert probed == ["wal"]
    store.begin(ONE.header)
    store.append(ONE.header.id, ONE.log)
    assert store.flush(20)
    assert probed == ["wal"]
    store.close()


def test_a_probe_that_found_no_room_is_made_again(small_disk: Path) -> None:
    (small_disk / "filler").write_bytes(bytes(shutil.disk_usage(small_disk).free))
    assert not disk.lacks_shared_memory(small_disk)
    assert disk._known == {}
    (small_disk / "filler").unlink()
    assert not disk.lacks_shared_memory(small_disk)
    assert list(disk._known.values()) == [False]


@pytest.mark.parametrize("without_memory", ["unix-dotfile"], indirect=True)
def test_a_lock_that_a_kill_left_behind_is_named(
    tmp_path: Path, without_memory: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert without_memory == "unix-dotfile"
    monkeypatch.setattr(schema, "BUSY_MS", 50)
    leave(tmp_path).close()
    (tmp_path / "history.db.lock").mkdir()
    said: Callable[[], object] = SqliteHistory(tmp_path).sessions
    assert f"if none does, remove the folder {tmp_path / 'history.db.lock'}" in str(refusal_of(said))
    (tmp_path / "history.db.lock").rmdir()
    assert refusal_of(said) is None
