"""The store on real SQLite files: what is acknowledged is there, in order, whoever else is at it."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import HealthCheck, given, settings

from tests.strategies import stored_sessions
from trackclock.adapters.store import schema
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.core.events import Cause, Entry, Event, Seen, SessionStarted, SessionStopped, SplitMarked
from trackclock.core.plan import ByDistance, Plan, Step, StepKind
from trackclock.errors import StoreError
from trackclock.ports import SessionHeader, SessionStore, StoredSession

PLAN = Plan("one 800", (Step(StepKind.REP, ByDistance(800_000), "800 m", marks_mm=(400_000, 800_000)),))


def header(session_id: str, started_wall_ms: int = 1_800_000_000_000) -> SessionHeader:
    return SessionHeader(session_id, PLAN, "one.toml", started_wall_ms, 7_200, 5_000, "boot-1")


def entries(*events: Event, first: int = 0) -> tuple[Entry, ...]:
    return tuple(Entry(seq, seq, event) for seq, event in enumerate(events, first))


START = SessionStarted(0, Cause.SPACE, 5_000)
SPLIT = SplitMarked(87_100, Cause.SPACE, 0)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    made = SqliteStore(tmp_path / "data")
    yield made
    made.close()


def other(store: SqliteStore) -> SqliteStore:
    return SqliteStore(store.path.parent)


def test_it_is_a_session_store(store: SqliteStore) -> None:
    port: SessionStore = store
    assert port.fault is None


def test_making_one_and_asking_it_opens_and_makes_nothing(store: SqliteStore) -> None:
    assert store.unfinished() == ()
    assert store.saved_through("a") == -1
    with pytest.raises(StoreError, match="no session a"):
        store.read("a")
    store.close()
    assert not store.path.parent.exists()


def test_importing_it_is_cheap() -> None:
    code = (
        "import sys, trackclock.adapters.store; "
        "print([m for m in ('sqlite3', 'platformdirs', 'tempfile', 'json') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_is_flushed_is_on_disk(store: SqliteStore) -> None:
    store.begin(header("a"))
    store.append("a", entries(START))
    store.append("a", entries(SPLIT, first=1))
    assert store.flush(10)
    assert store.saved_through("a") == 1
    assert store.fault is None
    reader = other(store)
    assert reader.read("a") == StoredSession(header("a"), entries(START, SPLIT))
    reader.close()


def test_a_session_can_be_read_before_it_is_saved(store: SqliteStore) -> None:
    store.begin(header("a"))
    store.append("a", entries(START))
    assert store.read("a") == StoredSession(header("a"), entries(START))


def test_each_commit_calls_back_after_it_counts(tmp_path: Path) -> None:
    seen: list[int] = []
    arrived = threading.Event()

    def on_saved() -> None:
        seen.append(made.saved_through("a"))
        if seen[-1] == 1:
            arrived.set()

    made = SqliteStore(tmp_path, on_saved)
    made.begin(header("a"))
    made.append("a", entries(START, SPLIT))
    assert arrived.wait(10)
    made.close()
    assert seen == sorted(seen)


def test_a_callback_that_fails_stops_nothing(tmp_path: Path) -> None:
    def on_saved() -> None:
        raise RuntimeError("the screen is gone")

    store = SqliteStore(tmp_path, on_saved)
    store.begin(header("a"))
    assert store.flush(10)
    store.append("a", entries(START))
    assert store.flush(10)
    assert store.saved_through("a") == 0
    store.close()


def test_closing_writes_what_is_left(store: SqliteStore) -> None:
    store.begin(header("a"))
    for seq in range(200):
        store.append("a", (Entry(seq, seq, Seen(seq)),))
    store.close()
    store.close()
    assert store.unsaved() == ()
    reader = other(store)
    assert len(reader.read("a").log) == 200
    reader.close()


@pytest.mark.parametrize("seqs", [(0,), (2,), (1, 3), (1, 1), (-1,)])
def test_a_gap_in_the_numbers_is_refused_at_once(store: SqliteStore, seqs: tuple[int, ...]) -> None:
    store.begin(header("a"))
    store.append("a", entries(START))
    with pytest.raises(ValueError, match="go on at 1"):
        store.append("a", tuple(Entry(seq, 0, Seen(1)) for seq in seqs))
    assert store.read("a").log == entries(START)


def test_only_a_session_that_is_held_takes_entries(store: SqliteStore) -> None:
    with pytest.raises(StoreError, match="not open"):
        store.append("a", entries(START))
    store.begin(header("a"))
    store.append("a", entries(START))
    assert store.flush(10)
    store.release("a")
    with pytest.raises(StoreError, match="not open"):
        store.append("a", entries(SPLIT, first=1))


@pytest.mark.parametrize("session_id", ["", "../a", "a/b", "a.b", "a" * 65, ".a", "a\n"])
def test_an_id_that_is_no_file_name_is_refused(store: SqliteStore, session_id: str) -> None:
    with pytest.raises(StoreError, match="id"):
        store.begin(header(session_id))
    with pytest.raises(StoreError, match="id"):
        store.hold(session_id)


def test_a_second_session_of_the_same_id_never_replaces_the_first(store: SqliteStore) -> None:
    store.begin(header("a"))
    store.append("a", entries(START, SPLIT))
    with pytest.raises(StoreError, match="open already"):
        store.begin(header("a"))
    assert store.flush(10)
    store.release("a")
    store.begin(header("a", started_wall_ms=1))
    store.begin(header("b"))
    store.append("b", entries(START))
    assert not store.flush(0.3)
    assert store.fault == "the history already holds another session a"
    assert [session.header.id for session in store.unsaved()] == ["a"]
    assert store.saved_through("b") == 0, "the others are saved all the same"
    reader = other(store)
    assert reader.read("a") == StoredSession(header("a"), entries(START, SPLIT))
    reader.close()


def test_going_on_with_a_stored_session(store: SqliteStore) -> None:
    store.begin(header("a"))
    store.append("a", entries(START))
    store.close()
    second = other(store)
    assert second.hold("a")
    assert second.hold("a"), "twice is the same as once"
    assert second.saved_through("a") == 0
    second.append("a", entries(SPLIT, first=1))
    assert second.flush(10)
    second.release("a")
    assert second.read("a").log == entries(START, SPLIT)
    assert second.saved_through("a") == 1
    with pytest.raises(StoreError, match="no session b"):
        second.hold("b")
    second.close()


def test_a_session_is_held_by_one_store_at_a_time(store: SqliteStore) -> None:
    store.begin(header("a"))
    store.append("a", entries(START))
    assert store.flush(10)
    second = other(store)
    assert not second.hold("a")
    assert second.unfinished() == ()
    assert store.unfinished() == ()
    store.release("a")
    assert second.unfinished() == (StoredSession(header("a"), entries(START)),)
    assert second.hold("a")
    assert not store.hold("a")
    second.close()
    assert store.hold("a")


def test_unfinished_are_those_without_a_goodbye_newest_first(store: SqliteStore) -> None:
    for number, session_id in enumerate("abc"):
        store.begin(header(session_id, started_wall_ms=number))
        store.append(session_id, entries(START))
    store.append("b", entries(SessionStopped(9_000, Cause.KEY), first=1))
    store.close()
    second = other(store)
    assert [session.header.id for session in second.unfinished()] == ["c", "a"]
    second.close()


def test_no_more_are_looked_at_than_anybody_wants(store: SqliteStore) -> None:
    for number in range(15):
        store.begin(header(f"s{number}", started_wall_ms=number // 2))
        store.append(f"s{number}", entries(START))
    store.close()
    second = other(store)
    assert [one.header.id for one in second.unfinished()] == [f"s{number}" for number in range(14, 4, -1)]
    second.close()


def test_files_are_the_users_alone(store: SqliteStore) -> None:
    store.begin(header("a"))
    store.append("a", entries(START))
    assert store.flush(10)
    store.unfinished()
    files = list(store.path.parent.rglob("*"))
    assert {"history.db", "history.db-wal", "history.db-shm", "a.lock"} <= {path.name for path in files}
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (store.path.parent, *files)}
    assert modes == {path.name: 0o700 if path.is_dir() else 0o600 for path in (store.path.parent, *files)}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stored_sessions)
def test_any_session_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, session: StoredSession) -> None:
    store = SqliteStore(tmp_path_factory.mktemp("any"))
    store.begin(session.header)
    store.append(session.header.id, session.log)
    store.close()
    reader = other(store)
    assert reader.read(session.header.id) == session
    reader.close()


def test_a_file_name_that_is_no_text_comes_back(store: SqliteStore) -> None:
    strange = SessionHeader("a", PLAN, "caf\udce9.toml", 1, 0, 0, "")
    store.begin(strange)
    assert store.flush(10)
    reader = other(store)
    assert reader.read("a").header == strange
    reader.close()


@pytest.mark.parametrize(("platform", "wanted"), [("darwin", 1), ("linux", 0), ("win32", 0)])
def test_on_a_mac_a_commit_and_a_log_that_is_played_in_reach_the_platter(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, platform: str, wanted: int
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    (tmp_path / "history.db").touch()
    ways = (schema.connect, schema.connect_still, schema.connect_alone)
    for connection in (*(connect(tmp_path / "history.db") for connect in ways), schema.connect_to_memory()):
        with closing(connection):
            for name in ("fullfsync", "checkpoint_fullfsync"):
                assert connection.execute(f"PRAGMA {name}").fetchone() == (wanted,), name


def test_sqlite_finds_a_file_wherever_it_lies(tmp_path: Path) -> None:
    assert schema.uri_of(PureWindowsPath(r"C:\Users\Jo Doe\50%?#\history.db")) == (
        "file:///C:/Users/Jo%20Doe/50%25%3F%23/history.db"
    )
    # A name of a machine in front, as `Path.as_uri` has it, is refused (sqlite.org, "Uniform Resource Identifiers").
    assert schema.uri_of(PureWindowsPath(r"\\nas\jo\history.db")) == "file:////nas/jo/history.db"
    others = () if sys.platform == "win32" else (tmp_path / "a?b.db", Path(f"/{tmp_path}", os.fsdecode(b"l\xe4ufe.db")))
    for path in (tmp_path / "a b%41#é走&.db", *others):
        path.touch()
        with closing(schema.connect(path)) as connection:
            connection.execute("CREATE TABLE found (here)")
        assert path.stat().st_size > 0
