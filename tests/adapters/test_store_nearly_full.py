"""Disks that are nearly full, a step at a time: the past is read, what is unsaved is said, nothing goes on for ever.

Where room runs out decides what fails: the index of the log, the log, the derived tables, or the file itself when the
log is played into it. Each has its own range of some ten kilobytes, so that all of them are tried.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.adapters.past import plan_of, run, session
from tests.adapters.test_store_faults import Watched, note
from trackclock.adapters.store import cache as cache_module
from trackclock.adapters.store import opening, rows
from trackclock.adapters.store import writer as writer_module
from trackclock.adapters.store.cache import CHUNK
from trackclock.adapters.store.derived import Derived
from trackclock.adapters.store.history import SqliteHistory
from trackclock.adapters.store.reader import Reader
from trackclock.adapters.store.rescue import SIDE_FILES
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.errors import StoreError
from trackclock.ports import SortBy

ROOT = Path(__file__).parents[2]
PLAN = plan_of([400, 400], name="quick")
ONE = session(1, PLAN, run(PLAN, [80_000, 79_000]))
SIZES_KB = range(0, 264, 8)

KILLED = """
import os, signal, sys
from pathlib import Path
from tests.adapters.test_store_nearly_full import ONE, leave

leave(Path(sys.argv[1]))
os.kill(os.getpid(), signal.SIGKILL)
"""


def leave(folder: Path) -> SqliteStore:
    """Save a session; the store is still open."""
    store = SqliteStore(folder)
    store.begin(ONE.header)
    store.append(ONE.header.id, ONE.log)
    assert store.flush(20)
    return store


@pytest.fixture(params=["closed", "killed", "killed, and without the index of its log"])
def left_behind(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A history of one session that was never summed up, as an app has left it."""
    folder = tmp_path / "left"
    if request.param == "closed":
        leave(folder).close()
        return folder
    subprocess.run([sys.executable, "-c", KILLED, str(folder)], cwd=ROOT, check=False)
    assert (folder / "history.db-wal").stat().st_size > 0
    if request.param != "killed":
        (folder / "history.db-shm").unlink()
    return folder


@contextmanager
def room(disk: Path, left_behind: Path, free_kb: int) -> Iterator[Path]:
    """The history on a disk with so much room; gives its folder."""
    folder = disk / "data"
    folder.mkdir(mode=0o700)
    for path in left_behind.glob("history.db*"):
        shutil.copy(path, folder)
    filler = disk / "filler"
    filler.write_bytes(bytes(shutil.disk_usage(disk).free - free_kb * 1_024))
    assert shutil.disk_usage(disk).free == free_kb * 1_024
    try:
        yield folder
    finally:
        filler.unlink(missing_ok=True)
        shutil.rmtree(folder)
        device = disk.stat().st_dev
        for identity in [found for found in opening._heads if found[0] == device]:
            os.close(opening._heads.pop(identity))  # else the room of what was removed stays taken


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Let no look at the past put more than a hundred questions to the history; call it before each."""
    asked = 0
    ask = Reader.ask

    def counting(self: Reader, *arguments: Any, **more: Any) -> Any:
        nonlocal asked
        asked += 1
        assert asked <= 100, "it goes on for ever"
        return ask(self, *arguments, **more)

    def again() -> None:
        nonlocal asked
        asked = 0

    monkeypatch.setattr(Reader, "ask", counting)
    return again


def refusal_of(question: Callable[[], object]) -> str | None:
    """Why it cannot be done; None if it was."""
    try:
        question()
    except StoreError as error:
        return str(error)
    return None


def test_whatever_room_there_is_the_past_is_read(
    small_disk: Path, left_behind: Path, counted: Callable[[], None]
) -> None:
    for free_kb in SIZES_KB:
        counted()
        with room(small_disk, left_behind, free_kb) as folder:
            store = SqliteStore(folder)
            with closing(SqliteHistory(folder, store)) as history:
                assert [row.reps for row in history.sessions()] == [2], free_kb
                assert [row.reps for row in history.sessions(sort=SortBy.LAST_TIME)] == [2], free_kb
                assert history.find("last") == ONE, free_kb
                assert [best.time_ms for best in history.bests() if not best.is_split] == [79_000], free_kb
                assert store.unfinished() == (), free_kb
            assert store.notice is None, free_kb


def is_settled(store: SqliteStore) -> bool:
    """Whether what was to be saved is saved, or a reason was found why not."""
    return store.fault is not None or store.unsaved() == ()


def test_whatever_room_there_is_a_mark_is_saved_or_called_unsaved_and_saved_once_there_is_more(
    small_disk: Path, left_behind: Path, counted: Callable[[], None]
) -> None:
    outcomes: list[bool] = []
    for free_kb in SIZES_KB:
        counted()
        with room(small_disk, left_behind, free_kb) as folder:
            watched = Watched(folder)
            store = watched.store
            assert store.hold("s00001"), free_kb
            store.append("s00001", [note(len(ONE.log), "x" * 500)])
            assert watched.wait_for(partial(is_settled, store)), free_kb
            outcomes.append(store.fault is None)
            assert store.fault is None or "the disk is full" in store.fault, free_kb
            history = SqliteHistory(folder, store)
            assert [row.reps for row in history.sessions()] == [2], free_kb
            (small_disk / "filler").unlink()
            assert store.flush(20), free_kb
            assert len(history.find("last").log) == len(ONE.log) + 1
            assert history.sessions()[0].note == "x" * 500, free_kb
            assert store.notice is None, free_kb
            store.close()
            with closing(sqlite3.connect(folder / "history.db")) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert outcomes[0] is False
    assert outcomes[-1] is True


def test_whatever_room_there_is_to_derive_all_anew_is_done_or_refused(
    small_disk: Path, left_behind: Path, counted: Callable[[], None]
) -> None:
    for free_kb in SIZES_KB:
        counted()
        with room(small_disk, left_behind, free_kb) as folder:
            history = SqliteHistory(folder)
            refusal = refusal_of(history.rebuild)
            assert refusal is None or "the disk is full" in refusal, free_kb
            history.close()
            (small_disk / "filler").unlink()
            if refusal is None:
                with closing(sqlite3.connect(folder / "history.db")) as connection:
                    assert connection.execute("SELECT reps FROM summaries").fetchall() == [(2,)], free_kb
            with closing(SqliteHistory(folder)) as history:
                assert [row.reps for row in history.sessions()] == [2], free_kb


# --- nothing is tried for ever, whatever the disk does ----------------------------------------------------------------


@pytest.fixture
def many(tmp_path: Path) -> Iterator[SqliteStore]:
    """A history of more sessions than are derived at once."""
    store = SqliteStore(tmp_path / "data")
    for number in range(2 * CHUNK + 5):
        one = session(number, PLAN, run(PLAN, [80_000 + number]))
        store.begin(one.header)
        store.append(one.header.id, one.log)
    assert store.flush(20)
    yield store
    store.close()


def forget(write: Callable[..., Any], self: Reader, change: Callable[[sqlite3.Connection], Any], **more: Any) -> Any:
    """A disk that takes everything and keeps nothing."""
    answers: list[Any] = []

    def undone(connection: sqlite3.Connection) -> None:
        connection.execute("SAVEPOINT forgotten")
        answers.append(change(connection))
        connection.execute("ROLLBACK TO forgotten")

    write(self, undone, **more)
    return answers[0]


def skip_every_other(write: Callable[..., Any], self: Reader, change: Any, **more: Any) -> Any:
    """A disk that keeps the tables and none of their rows."""
    return write(self, change, **more) if getattr(change, "func", None) is not cache_module._put else 0


@pytest.mark.parametrize("answer", [0, 1, CHUNK, None], ids=str)
@pytest.mark.parametrize(
    "how", [forget, skip_every_other, "make, then answer"], ids=lambda how: getattr(how, "__name__", how)
)
def test_summing_up_ends_whatever_becomes_of_what_is_written(
    many: SqliteStore,
    monkeypatch: pytest.MonkeyPatch,
    counted: Callable[[], None],
    how: Callable[..., Any] | str,
    answer: int | None,
) -> None:
    counted()
    write = Reader.write
    if callable(how):
        monkeypatch.setattr(Reader, "write", lambda self, change, **more: (how(write, self, change, **more), answer)[1])
    else:
        many.cache.refresh(at_most=1)
        monkeypatch.setattr(Reader, "write", lambda *_, **__: answer)
    refusal = refusal_of(SqliteHistory(many.path.parent, many).sessions)
    assert refusal is None or "try again" in refusal


def test_a_session_that_grows_all_the_time_keeps_no_other_from_being_summed_up(
    many: SqliteStore, monkeypatch: pytest.MonkeyPatch, counted: Callable[[], None]
) -> None:
    counted()
    derive, seq = cache_module._derive, len(run(PLAN, [80_000]))
    last = f"s{2 * CHUNK + 4:05}"

    def derive_and_grow(*arguments: Any) -> Derived:
        nonlocal seq
        found = derive(*arguments)
        if found.summary and found.summary[0] == last:
            many.append(last, [note(seq)])
            assert many.flush(20)
            seq += 1
        return found

    monkeypatch.setattr(cache_module, "_derive", derive_and_grow)
    assert len(SqliteHistory(many.path.parent, many).sessions()) == 2 * CHUNK + 5


def test_a_disk_that_damages_every_history_gets_one_more_and_no_third(
    many: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: sqlite3.Connection) -> bool:
        error = sqlite3.DatabaseError("database disk image is malformed")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error

    monkeypatch.setattr(cache_module, "is_current", broken)
    with pytest.raises(StoreError, match="the history is damaged"):
        many.cache.refresh()
    asides = [path.name for path in many.path.parent.glob("history.db.damaged-*") if not path.name.endswith(SIDE_FILES)]
    assert len(asides) == 1


def test_an_app_whose_disk_damages_every_history_begins_a_few_and_then_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> int:
        error = sqlite3.DatabaseError("database disk image is malformed")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error

    monkeypatch.setattr(rows, "put_header", broken)
    monkeypatch.setattr(writer_module, "FIRST_RETRY_S", 0.001)
    monkeypatch.setattr(writer_module, "LAST_RETRY_S", 0.001)
    watched = Watched(tmp_path)
    watched.begin(ONE)
    assert watched.wait_for(lambda: "the disk damages every history" in str(watched.store.fault))
    assert "TRACKCLOCK_DATA_DIR" in str(watched.store.fault)
    asides = [path.name for path in tmp_path.glob("history.db.damaged-*") if not path.name.endswith(SIDE_FILES)]
    assert len(asides) == 5
    assert watched.store.unsaved() == (ONE,)
    watched.store.close()
