"""Looking at real histories while real processes write to them: nothing is changed, and nobody is in the way.

The writer is another process wherever locks matter: those of SQLite belong to a process and not to a connection.
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.adapters.past import plan_of, run, session
from tests.adapters.store_worker import entry, header
from tests.adapters.test_store_processes import acknowledged, worker
from tests.rights import ordinary_rights
from tests.waiting import until
from trackclock.adapters.store.history import SqliteHistory
from trackclock.adapters.store.locks import session_lock_path
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.adapters.store.watching import SqliteWatch
from trackclock.core.comparisons import like_keys
from trackclock.core.events import Log
from trackclock.errors import StoreError
from trackclock.os_lock import is_locked
from trackclock.ports import SessionWatch, Watched

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX")
linux = pytest.mark.skipif(sys.platform != "linux", reason="only there can locks be seen")
HISTORY = "history.db"


def watch_of(folder: Path) -> SessionWatch:
    return SqliteWatch(folder, "boot")


def found(watch: SessionWatch, known: str | None = None) -> tuple[Watched, ...]:
    """What a look finds that is not the first."""
    seen = watch.look(known)
    assert seen is not None
    return seen


def written(folder: Path, *ids: str, count: int = 2) -> None:
    """A history with sessions in it, all in its one file, that no app has open."""
    store = SqliteStore(folder)
    for session_id in ids:
        store.begin(header(session_id))
        store.append(session_id, [entry(seq) for seq in range(count)])
    assert store.flush(10)
    store.close()


@contextmanager
def open_store(folder: Path) -> Iterator[None]:
    """An app that has begun a session, in this process."""
    with closing(SqliteStore(folder)) as store:
        store.begin(header("w"))
        store.append("w", [entry(seq) for seq in range(3)])
        assert store.flush(10)
        yield


def contents(folder: Path) -> dict[str, bytes]:
    """Every file but the index of the log, which SQLite shares as memory."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.endswith("-shm"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_where_there_is_no_history_nothing_is_found_and_nothing_is_made(tmp_path: Path) -> None:
    watch = watch_of(tmp_path / "data")
    assert watch.look(None) == ()
    assert watch.look(None) is None
    assert list(tmp_path.iterdir()) == []


def test_every_entry_that_is_on_the_disk_is_seen_and_no_other(tmp_path: Path) -> None:
    watch = watch_of(tmp_path)
    seen: Log = ()
    with worker(tmp_path, "w", 40) as process:
        for number in range(40):
            assert acknowledged(process, 1) == [number]
            for watched in watch.look(None) or ():
                assert watched.stored.header == header("w")
                seen = watched.stored.log
            assert seen == tuple(entry(seq) for seq in range(len(seen)))
            assert len(seen) > number, "what was acknowledged is seen"
        assert watch.look(None) is None, "nothing has changed"


def test_each_commit_is_noticed(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path)
    store.begin(header("w"))
    watch = watch_of(tmp_path)
    for seq in range(60):  # far more than the kernel tells the times of
        store.append("w", [entry(seq)])
        assert store.flush(10)
        assert len(found(watch)[0].stored.log) == seq + 1
    store.close()


def test_a_log_that_is_begun_anew_is_noticed(tmp_path: Path) -> None:
    """After a checkpoint SQLite writes over its log, whose size stays then, as its time may."""
    with open_store(tmp_path), closing(sqlite3.connect(tmp_path / HISTORY)) as other:
        watch = watch_of(tmp_path)
        found(watch)
        assert other.execute("PRAGMA wal_checkpoint(RESTART)").fetchone()[0] == 0
        for number in range(5):
            watch.look("w")
            other.execute("UPDATE sessions SET source = ?", (f'"{number}"',))
            other.commit()
            assert found(watch, "w")[0].stored.header.source == str(number)


def test_it_changes_no_byte_and_leaves_no_file(tmp_path: Path) -> None:
    with worker(tmp_path, "w", 5) as process:
        acknowledged(process, 5)
        before = contents(tmp_path)
        watch = watch_of(tmp_path)
        assert len(found(watch)) == 1
        watch.like((), 0)
        assert contents(tmp_path) == before
        process.kill()
        process.wait()
        found(watch, "w")
        assert contents(tmp_path) == before, "beside a log that a killed app left"
    store = SqliteStore(tmp_path)
    store.read("w")
    store.close()  # plays the log in and removes it
    before = contents(tmp_path)
    assert len(found(watch, "w")) == 1
    assert contents(tmp_path) == before
    assert not (tmp_path / f"{HISTORY}-wal").exists()


def test_no_checkpoint_and_no_writer_ever_waits_for_it(tmp_path: Path) -> None:
    with open_store(tmp_path):
        watch = watch_of(tmp_path)
        found(watch)
        with closing(sqlite3.connect(tmp_path / HISTORY, timeout=0)) as other:
            assert other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0, "no reader is in the way"
            other.execute("BEGIN EXCLUSIVE")
            assert len(found(watch)) == 1, "nor is a writer in its way"


def test_whoever_closes_the_history_last_leaves_one_file(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path)
    store.begin(header("w"))
    store.append("w", [entry(0)])
    assert store.flush(10)
    with subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"import sys; from pathlib import Path; from trackclock.adapters.store.watching import SqliteWatch\n"
            f"w = SqliteWatch(Path({str(tmp_path)!r}), 'boot'); print(len(w.look(None)), flush=True); sys.stdin.read()",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as watcher:
        assert watcher.stdout is not None
        assert watcher.stdout.readline() == "1\n"
        store.close()
        assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [HISTORY]


@linux
def test_whether_an_app_has_it_is_seen_without_locking_it(tmp_path: Path) -> None:
    watch = watch_of(tmp_path)
    with worker(tmp_path, "w", 2) as process:
        acknowledged(process, 2)
        assert [watched.is_held for watched in found(watch)] == [True]
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert [watched.is_held for watched in found(watch)] == [False], "its lock went with it"
    assert session_lock_path(tmp_path / HISTORY, "w").exists()
    store = SqliteStore(tmp_path)
    assert store.hold("w"), "nobody else has it"
    assert [watched.is_held for watched in found(watch)] == [True]
    store.release("w")
    until(lambda: not session_lock_path(tmp_path / HISTORY, "w").exists())
    assert watch.look(None) == ()
    assert [watched.is_held for watched in found(watch, "w")] == [False]
    store.close()


@linux
def test_the_lock_of_another_machine_cannot_be_seen(tmp_path: Path) -> None:
    written(tmp_path, "w")
    lock = session_lock_path(tmp_path / HISTORY, "w")
    assert [watched.is_held for watched in found(SqliteWatch(tmp_path, "another"), "w")] == [False], "there is none"
    lock.touch()
    assert [watched.is_held for watched in found(SqliteWatch(tmp_path, "boot"))] == [False]
    assert [watched.is_held for watched in found(SqliteWatch(tmp_path, "another"))] == [None]


@linux
def test_a_file_is_locked_or_not_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "a"
    assert is_locked(path) is False
    path.touch()
    assert is_locked(path) is False
    with path.open() as file:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX)
        assert is_locked(path) is True


def test_a_deleted_and_a_replaced_history_are_noticed(tmp_path: Path) -> None:
    written(tmp_path / "one", "w")
    written(tmp_path / "two", "w", count=3)
    watch = watch_of(tmp_path / "one")
    assert len(found(watch, "w")[0].stored.log) == 2
    (tmp_path / "one" / HISTORY).unlink()
    assert found(watch, "w") == ()
    shutil.copy(tmp_path / "two" / HISTORY, tmp_path / "one" / HISTORY)
    assert len(found(watch, "w")[0].stored.log) == 3


def test_a_damaged_history_is_said_and_left_as_it_is(tmp_path: Path) -> None:
    written(tmp_path, "w")
    path, watch = tmp_path / HISTORY, watch_of(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    before = contents(tmp_path)
    for _ in range(2):
        with pytest.raises(StoreError, match="the history cannot be read"):
            watch.look("w")
    assert contents(tmp_path) == before
    path.write_bytes(b"what is this?" * 400)
    with pytest.raises(StoreError, match="the history cannot be read"):
        watch.look("w")
    path.write_bytes(whole)
    assert len(found(watch, "w")) == 1


def test_a_session_that_cannot_be_read_is_in_nobodys_way(tmp_path: Path) -> None:
    written(tmp_path, "a", "b")
    with closing(sqlite3.connect(tmp_path / HISTORY)) as connection:
        connection.execute("UPDATE sessions SET plan = '{' WHERE id = 'b'")
        connection.commit()
    for name in ("a", "b"):
        session_lock_path(tmp_path / HISTORY, name).touch()
    watch = watch_of(tmp_path)
    assert [watched.stored.header.id for watched in found(watch)] == ["a"]
    with pytest.raises(StoreError, match="session b cannot be read"):
        watch.look("b")


def test_an_older_history_is_read_as_it_is_and_a_newer_one_refused(tmp_path: Path) -> None:
    written(tmp_path, "w")
    for version, is_known in ((3, True), (99, False)):
        with closing(sqlite3.connect(tmp_path / HISTORY)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute(f"PRAGMA user_version = {version}")
            connection.commit()
        before = contents(tmp_path)
        watch = watch_of(tmp_path)
        if is_known:
            assert len(found(watch, "w")[0].stored.log) == 2
        else:
            with pytest.raises(StoreError, match="a newer trackclock wrote the history"):
                watch.look("w")
        assert contents(tmp_path) == before


def test_a_folder_that_cannot_be_written_can_be_watched(tmp_path: Path) -> None:
    store, folder = SqliteStore(tmp_path / "data"), tmp_path / "copy"
    store.begin(header("w"))
    store.append("w", [entry(0), entry(1)])
    assert store.flush(10)
    folder.mkdir()
    for name in (HISTORY, f"{HISTORY}-wal"):  # as a killed app leaves it
        shutil.copy(tmp_path / "data" / name, folder / name)
        (folder / name).chmod(0o400)
    store.close()
    folder.chmod(0o500)
    try:
        with ordinary_rights():
            assert len(found(watch_of(folder), "w")[0].stored.log) == 2
    finally:
        folder.chmod(0o700)


def test_like_reps_are_those_of_the_history_as_far_as_they_are_derived(tmp_path: Path) -> None:
    plan = plan_of([400, 400])
    store = SqliteStore(tmp_path)
    for number in range(3):
        past = session(number, plan, run(plan, [80_000 + number, 81_000]))
        store.begin(past.header)
        store.append(past.header.id, past.log)
    assert store.flush(10)
    keys = [key for key in like_keys(plan.steps) if key is not None]
    watch = watch_of(tmp_path)
    before = contents(tmp_path)
    assert watch.like(keys, 1 << 50) == {}, "nothing was derived, and nothing is"
    assert contents(tmp_path) == before
    history = SqliteHistory(tmp_path, store)
    whole = history.like(keys, 1 << 50)
    assert set(whole) == set(keys)
    assert watch.like(keys, 1 << 50) == whole
    store.close()
