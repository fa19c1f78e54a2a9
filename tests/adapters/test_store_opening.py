"""Whatever lies where the history should: older, newer, foreign or damaged, nothing of it is overwritten or lost."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.adapters.past import plan_of, run, session
from trackclock.adapters.store import mending, schema
from trackclock.adapters.store.history import SqliteHistory
from trackclock.adapters.store.salvage import Salvage
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.core.events import Cause, NoteWritten
from trackclock.errors import StoreError
from trackclock.ports import StoredSession

PLAN = plan_of([400, 400], name="quick")
OLD = Path(__file__).parent / "old"
ONE = session(1, PLAN, run(PLAN, [80_000, 79_000]))
TWO = session(2, PLAN, run(PLAN, [81_000], NoteWritten(200_000, Cause.KEY, "windy")))
NEW = session(3, PLAN, run(PLAN, [82_000]))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    (tmp_path / "data").mkdir(mode=0o700)
    made = SqliteStore(tmp_path / "data")
    yield made
    made.close()


def put(store: SqliteStore, *sessions: StoredSession) -> bool:
    for one in sessions:
        store.begin(one.header)
        store.append(one.header.id, one.log)
        store.release(one.header.id)
    return store.flush(30)


def ids(store: SqliteStore) -> list[str]:
    return sorted(row.id for row in SqliteHistory(store.path.parent, store).sessions())


def asides(store: SqliteStore) -> list[Path]:
    """What was moved aside, without what SQLite keeps beside a database."""
    found = store.path.parent.glob("history.db.*-20*")
    return sorted(path for path in found if not path.name.endswith(("-wal", "-shm")))


# --- older and newer ------------------------------------------------------------------------------------------------


def build_old(path: Path, version: int) -> None:
    """A database as an older trackclock left it."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((OLD / f"schema_{version}.sql").read_text(encoding="utf-8"))


@pytest.mark.parametrize("version", range(1, schema.VERSION + 1))
def test_every_old_file_is_kept_and_opens(store: SqliteStore, version: int) -> None:
    build_old(store.path, version)
    assert store.read("s00001") == ONE
    assert store.read("s00002") == TWO
    assert ids(store) == ["s00001", "s00002"]
    assert put(store, NEW)
    assert ids(store) == ["s00001", "s00002", "s00003"]
    with closing(sqlite3.connect(store.path)) as connection:
        assert schema.version_of(connection) == schema.VERSION
    assert store.notice is None
    assert asides(store) == []


def test_a_migration_runs_once_and_keeps_everything(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    build_old(store.path, 1)
    runs: list[int] = []

    def add_a_shoe(connection: sqlite3.Connection) -> None:
        runs.append(1)
        connection.execute("ALTER TABLE sessions ADD COLUMN shoe TEXT")

    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, add_a_shoe))
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    assert store.read("s00001") == ONE
    assert put(store, NEW)
    assert runs == [1]
    assert store.reader.ask(lambda c: c.execute("SELECT shoe FROM sessions WHERE key = 1").fetchall(), []) == [(None,)]


def test_a_migration_that_fails_changes_nothing(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    build_old(store.path, 1)

    def stumble(connection: sqlite3.Connection) -> None:
        connection.execute("DROP TABLE events")
        raise sqlite3.OperationalError("disk I/O error")

    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS[:1], stumble))
        patch.setattr(schema, "VERSION", 2)
        patch.setattr(schema, "SAME_TABLES", frozenset[int]())
        with pytest.raises(StoreError, match="disk I/O error"):
            store.read("s00001")
    assert store.read("s00001") == ONE
    assert asides(store) == []


def test_a_newer_history_is_refused_and_not_touched(store: SqliteStore) -> None:
    build_old(store.path, 1)
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
        connection.execute("ALTER TABLE sessions ADD COLUMN shoe TEXT")
    before = store.path.read_bytes()
    with pytest.raises(StoreError, match="update trackclock"):
        store.read("s00001")
    assert not put_briefly(store, NEW)
    assert store.fault is not None
    assert "update trackclock" in store.fault
    assert store.unsaved() == (NEW,)
    store.close()
    assert store.path.read_bytes() == before
    assert {path.name for path in store.path.parent.iterdir()} <= {"history.db", "locks"}


def put_briefly(store: SqliteStore, one: StoredSession) -> bool:
    store.begin(one.header)
    store.append(one.header.id, one.log)
    return store.flush(0.3)


# --- foreign --------------------------------------------------------------------------------------------------------


def foreign_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
        connection.execute("INSERT INTO recipes VALUES ('porridge')")
        connection.commit()


FOREIGN = {
    "text": lambda path: path.write_text("dear diary\n" * 500, encoding="utf-8"),
    "random": lambda path: path.write_bytes(random.Random(1).randbytes(20_000)),
    "one byte": lambda path: path.write_bytes(b"S"),
    "only the magic": lambda path: path.write_bytes(b"SQLite format 3\0"),
    "another app's database": foreign_database,
}


@pytest.mark.parametrize("kind", FOREIGN)
@pytest.mark.parametrize("is_read_first", [True, False])
def test_a_foreign_file_is_moved_aside(store: SqliteStore, kind: str, is_read_first: bool) -> None:
    FOREIGN[kind](store.path)
    before = store.path.read_bytes()
    if is_read_first:
        assert store.unfinished() == ()
    assert put(store, NEW)
    assert store.read("s00003") == NEW
    (aside,) = asides(store)
    assert aside.read_bytes() == before
    assert store.notice is not None
    assert str(aside) in store.notice


@pytest.mark.parametrize("content", [b"", None])
def test_an_empty_file_or_none_is_simply_filled(store: SqliteStore, content: bytes | None) -> None:
    if content is not None:
        store.path.write_bytes(content)
    assert put(store, NEW)
    assert (asides(store), store.notice) == ([], None)


def test_zeros_are_damage(store: SqliteStore) -> None:
    store.path.write_bytes(bytes(8_192))
    assert put(store, NEW)
    assert [path.name[:18] for path in asides(store)] == ["history.db.damaged"]


def test_a_folder_in_the_way_is_one_clear_fault(store: SqliteStore) -> None:
    store.path.mkdir()
    assert not put_briefly(store, NEW)
    assert store.fault is not None
    assert store.unsaved() == (NEW,)
    with pytest.raises(StoreError, match=r"history\.db"):
        SqliteHistory(store.path.parent).sessions()


def test_what_is_left_of_a_removed_history_is_not_played_into_a_new_one_but_taken_in(store: SqliteStore) -> None:
    assert put(store, ONE)
    wal = store.path.with_name("history.db-wal")
    left = wal.read_bytes()
    store.close()
    store.path.unlink()
    wal.write_bytes(left)
    second = SqliteStore(store.path.parent)
    assert put(second, NEW)
    assert ids(second) == ["s00001", "s00003"]
    (kept,) = store.path.parent.glob("history.db.strange-*.log")
    assert kept.read_bytes() == left
    assert second.notice is not None
    assert str(kept) in second.notice
    second.close()


@pytest.mark.parametrize("left", [b"", b"\0" * 5_000])
def test_an_empty_log_of_a_removed_history_is_nothing(store: SqliteStore, left: bytes) -> None:
    wal = store.path.with_name("history.db-wal")
    wal.write_bytes(left)
    assert store.unfinished() == ()
    assert put(store, NEW)
    assert ids(store) == ["s00003"]
    assert store.notice is None


# --- damaged --------------------------------------------------------------------------------------------------------

MANY = [session(n, PLAN, run(PLAN, [80_000 + n, 79_000])) for n in range(60)]
PAGE = 4_096
OTHER = session(99, PLAN, run(PLAN, [82_000]))


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a history of many sessions."""
    store = SqliteStore(tmp_path_factory.mktemp("sound"))
    assert put(store, *MANY)
    SqliteHistory(store.path.parent, store).totals()
    store.close()
    return store.path.read_bytes()


def use_it_all(store: SqliteStore) -> list[str]:
    """Everything that an app does with a history; only StoreError may come of it. Returns the readable sessions."""
    history = SqliteHistory(store.path.parent, store)
    for ask in (history.sessions, history.totals, history.bests, lambda: history.workouts(30_000), store.unfinished):
        try:
            ask()
        except StoreError:
            continue
    whole: list[str] = []
    for one in MANY:
        try:
            if store.read(one.header.id) == one:
                whole.append(one.header.id)
        except StoreError:
            continue
    return whole


@pytest.mark.parametrize("junk", [b"\xff", b"\x00", b"\x5a\x01"], ids=["ones", "zeros", "pattern"])
def test_one_bad_page_anywhere_costs_only_what_was_on_it(tmp_path: Path, sound: bytes, junk: bytes) -> None:
    pages = len(sound) // PAGE
    assert pages > 20
    left: list[int] = []
    for page in range(1, pages, 1 if junk == b"\xff" else 5):
        folder = tmp_path / str(page)
        folder.mkdir(mode=0o700)
        damaged = bytearray(sound)
        damaged[page * PAGE : (page + 1) * PAGE] = junk * (PAGE // len(junk))
        (folder / "history.db").write_bytes(damaged)
        store = SqliteStore(folder)
        whole = use_it_all(store)
        left.append(len(whole))
        assert put(store, OTHER), f"page {page}: {store.fault}"
        assert store.read("s00099") == OTHER
        for aside in asides(store):
            assert sorted(aside.read_bytes()) == sorted(bytes(damaged)), "what was damaged is kept as it was"
            assert store.notice is not None
            assert aside.name in store.notice
        store.close()
    assert min(left) >= len(MANY) // 2, "one page never costs more than the sessions that had a part of it"
    assert sum(left) >= len(left) * len(MANY) * 8 // 10


@pytest.mark.parametrize("length", [16, 100, PAGE])
def test_a_damaged_beginning_costs_nothing(store: SqliteStore, sound: bytes, length: int) -> None:
    damaged = b"\xff" * length + sound[length:]
    store.path.write_bytes(damaged)
    assert use_it_all(store) == [one.header.id for one in MANY]
    assert put(store, OTHER)
    (aside,) = asides(store)
    assert aside.read_bytes() == damaged
    assert store.notice is not None
    assert "60 sessions" in store.notice


def test_what_only_the_log_of_the_damaged_file_holds_is_found(store: SqliteStore) -> None:
    assert put(store, *MANY)
    wal = store.path.with_name("history.db-wal").read_bytes()
    store.close()
    store.path.write_bytes(b"\xff" * PAGE)
    store.path.with_name("history.db-wal").write_bytes(wal)
    second = SqliteStore(store.path.parent)
    assert use_it_all(second) == [one.header.id for one in MANY]
    second.close()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 200_000), st.binary(min_size=1, max_size=8)), max_size=40))
def test_no_damage_breaks_the_reading_of_pages(tmp_path: Path, sound: bytes, changes: list[tuple[int, bytes]]) -> None:
    damaged = bytearray(sound)
    for at, junk in changes:
        damaged[at % len(sound) : at % len(sound) + len(junk)] = junk
    path = tmp_path / "damaged.db"
    path.write_bytes(damaged)
    found = Salvage.of(path)
    assert len(found.sessions) + len(changes) * len(MANY) >= len(MANY)
    assert all(len(found.log_rows(key)) <= 3 for key in found.sessions if key <= len(MANY) and not changes)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
def test_a_history_that_was_cut_off_gives_what_is_left(store: SqliteStore, sound: bytes, share: float) -> None:
    store.path.write_bytes(sound[: int(len(sound) * share)])
    use_it_all(store)
    assert put(store, OTHER)
    assert store.read("s00099") == OTHER


def test_damage_that_shows_only_while_writing_is_mended(store: SqliteStore) -> None:
    assert put(store, ONE)
    store.begin(NEW.header)
    store.append(NEW.header.id, NEW.log[:1])
    assert store.flush(10)
    store.reader.close()
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = connection.execute("PRAGMA page_count").fetchone()[0]
    with store.path.open("r+b") as file:
        file.seek(PAGE)
        file.write(b"\xff" * PAGE * (size - 1))
    store.append(NEW.header.id, NEW.log[1:])
    assert store.flush(10), store.fault
    assert store.read("s00003") == NEW
    second = SqliteStore(store.path.parent)
    assert second.read("s00003") == NEW, "what the app had in memory is in the new history, whole"
    second.close()
    assert len(asides(store)) == 1


@pytest.mark.parametrize("is_log_spoiled", [False, True])
def test_damage_of_the_new_history_while_the_old_one_is_brought_over_costs_nothing(
    store: SqliteStore, sound: bytes, monkeypatch: pytest.MonkeyPatch, is_log_spoiled: bool
) -> None:
    store.path.write_bytes(b"\xff" * PAGE + sound[PAGE:])

    def cut_short(*_: Any) -> Any:
        raise OSError("the power went")

    with monkeypatch.context() as patch:
        patch.setattr(mending, "rescue", cut_short)
        assert use_it_all(store) == []
        store.reader.close()
    assert mending.is_being_rescued(store.path)
    store.path.write_bytes(b"\xff" * 3 * PAGE)
    if is_log_spoiled:
        store.path.with_name("history.db-wal").write_bytes(b"\xff" * PAGE)
    assert use_it_all(store) == [one.header.id for one in MANY]
    assert put(store, OTHER), store.fault
    assert len(asides(store)) == 2
