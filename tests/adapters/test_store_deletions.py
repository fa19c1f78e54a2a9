"""A deleted session is out of sight and out of every total, nothing of it is lost until that is asked for, and nothing
brings it back unasked: whatever is recorded, deleted, undone, backed up, restored and rebuilt, in whatever order.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.adapters.past import DAY_MS, FIRST_WALL_MS, plan_of, put, run, session
from trackclock import cli
from trackclock.adapters.store import schema
from trackclock.adapters.store.backup import BackedUp, Restored, back_up, restore
from trackclock.adapters.store.backup_file import read_backup, write_backup
from trackclock.adapters.store.deletions import Deletion, Fate
from trackclock.adapters.store.history import SqliteHistory
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.adapters.unsaved_places import waiting
from trackclock.core.comparisons import LikeKey, workout_key
from trackclock.core.events import Cause, Entry, NoteWritten
from trackclock.core.progress import local_day
from trackclock.errors import StoreError
from trackclock.ports import SessionFilter, StoredSession

ROOT = Path(__file__).parents[2]
PLAN = plan_of([400, 400], name="quick")
KEY = LikeKey.parse("d400000|-|1")
EVER_MS = FIRST_WALL_MS + 10_000 * DAY_MS
EVER_DAY = local_day(EVER_MS, 0)
DELETED = SessionFilter(is_deleted=True)


def made(number: int) -> StoredSession:
    """A session that is faster the later it is, so that the newest has all the bests."""
    return session(number, PLAN, run(PLAN, [90_000 - 500 * number, 91_000 - 500 * number]))


def id_of(number: int) -> str:
    return f"s{number:05}"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    made_store = SqliteStore(tmp_path / "data")
    yield made_store
    made_store.close()


def grow(store: SqliteStore, session_id: str) -> None:
    log = store.read(session_id).log
    assert store.hold(session_id)
    store.append(session_id, [Entry(len(log), len(log), NoteWritten(10_000_000 + len(log), Cause.KEY, "more"))])
    store.release(session_id)
    assert store.flush(30)


def history_of(store: SqliteStore) -> SqliteHistory:
    return SqliteHistory(store.path.parent, store)


def told(store: SqliteStore) -> list[object]:
    """Everything that the history says of what is in sight."""
    history = history_of(store)
    like = history.like([KEY], EVER_MS)
    try:
        last = history.find("last", EVER_DAY).header.id
    except StoreError as error:
        last = str(error)
    return [
        history.sessions(),
        history.totals(),
        last,
        [(one.newest, one.best) for one in like.values()],
        history.bests(),
        history.falls(400_000, is_split=False),
        history.past_sessions(0),
        history.loads(),
        history.workouts(EVER_DAY),
        history.workout(workout_key(PLAN)),
        history.workout_bests(workout_key(PLAN)),
        [one.header.id for one in store.unfinished()],
    ]


# --- any order of anything --------------------------------------------------------------------------------------------


@dataclass
class World:
    """What there has to be, in plain Python.

    Attributes:
        logs: how long the log of each session is that is there.
        fates: what was decided of each about which anything was.
        backups: the same, of each backup that was made.
    """

    logs: dict[int, int] = field(default_factory=dict)
    fates: dict[int, Fate] = field(default_factory=dict)
    backups: list[tuple[dict[int, int], dict[int, Fate]]] = field(default_factory=list)

    def fate(self, number: int) -> Fate:
        return self.fates.get(number, Fate.KEPT)

    def restore(self, number: int, *, with_deleted: bool) -> None:
        logs, fates = self.backups[number]
        for one, length in logs.items():
            if self.fate(one) is not Fate.KEPT:
                if not with_deleted:
                    continue
                self.fates[one] = Fate.KEPT
            if one not in self.logs and fates.get(one) is Fate.DELETED and not with_deleted:
                self.fates[one] = Fate.DELETED
            self.logs[one] = max(self.logs.get(one, 0), length)
        for one, fate in fates.items():
            if fate is Fate.ERASED and one not in self.logs and one not in self.fates:
                self.fates[one] = Fate.ERASED

    def in_sight(self) -> list[int]:
        return sorted((one for one in self.logs if self.fate(one) is Fate.KEPT), reverse=True)

    def deleted(self) -> list[int]:
        return sorted((one for one in self.logs if self.fate(one) is Fate.DELETED), reverse=True)


DEEDS = ("record", "grow", "delete", "bring back", "erase", "back up", "restore", "restore all", "rebuild", "again")
NUMBERS = range(1, 4)


def do(world: World, store: SqliteStore, deed: str, number: int, folder: Path) -> SqliteStore:
    """Do something to the history and to what it has to be; returns the store from then on."""
    session_id, there = id_of(number), world.logs.get(number)
    try:
        if deed == "record" and there is None and world.fate(number) is Fate.KEPT:
            put(store, made(number))
            world.logs[number] = len(made(number).log)
        elif deed == "grow" and there is not None:
            grow(store, session_id)  # a screen that was open when it was deleted
            world.logs[number] += 1
        elif deed in ("delete", "bring back", "erase"):
            fate = {"delete": Fate.DELETED, "bring back": Fate.KEPT, "erase": Fate.ERASED}[deed]
            getattr(store, deed.replace(" ", "_"))(session_id, number)
            world.fates[number] = fate
            if fate is Fate.ERASED:
                world.logs.pop(number, None)
        elif deed == "back up":
            back_up(store, folder / str(len(world.backups)))
            world.backups.append((dict(world.logs), dict(world.fates)))
        elif deed.startswith("restore") and world.backups:
            which = number % len(world.backups)
            restore(store, folder / str(which), with_deleted=deed == "restore all")
            world.restore(which, with_deleted=deed == "restore all")
        elif deed == "rebuild":
            assert history_of(store).rebuild() == len(world.in_sight())
        elif deed == "again":
            store.close()
            store = SqliteStore(store.path.parent)
    except StoreError:
        # Refused, and for a reason: there is no such session, or it is not deleted.
        assert deed in ("delete", "bring back", "erase")
        assert there is None or (deed == "erase" and world.fate(number) is Fate.KEPT)
    return store


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(DEEDS), st.sampled_from(NUMBERS)), max_size=14))
def test_whatever_is_done_in_whatever_order(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[tuple[str, int]]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    world, store = World(), SqliteStore(folder / "data")
    for deed, number in (("record", 1), ("record", 2), ("back up", 0)):
        store = do(world, store, deed, number, folder)
    for deed, number in deeds:
        store = do(world, store, deed, number, folder)
        history = history_of(store)
        assert [row.id for row in history.sessions()] == [id_of(one) for one in world.in_sight()], deed
        assert [row.id for row in history.sessions(DELETED)] == [id_of(one) for one in world.deleted()], deed
    for one, length in world.logs.items():
        assert store.read(id_of(one)).log[: len(made(one).log)] == made(one).log
        assert len(store.read(id_of(one)).log) == length
    # All that is said is what a history says that has only those in sight; and derived anew it is the same.
    alone = SqliteStore(folder / "alone")
    put(alone, *(store.read(id_of(one)) for one in world.in_sight()))
    assert told(store) == told(alone)
    history_of(store).rebuild()
    assert told(store) == told(alone)
    # A backup brings it all to another laptop as it is here.
    back_up(store, folder / "last")
    other = SqliteStore(folder / "other")
    restore(other, folder / "last")
    assert told(other) == told(alone)
    assert [row.id for row in history_of(other).sessions(DELETED)] == [id_of(one) for one in world.deleted()]
    for which in range(len(world.backups)):
        restore(other, folder / str(which))
    assert [row.id for row in history_of(other).sessions()] == [id_of(one) for one in world.in_sight()]
    for each in (store, alone, other):
        each.close()


# --- one by one -------------------------------------------------------------------------------------------------------


def test_a_deleted_session_is_in_sight_only_where_that_is_asked_for(store: SqliteStore) -> None:
    put(store, *map(made, (1, 2, 3)))
    history = history_of(store)
    whole = history.totals()
    store.delete(id_of(2), 7)
    store.delete(id_of(2), 8)
    too = SessionFilter(deleted_too=frozenset({id_of(2)}))
    assert [(row.id, row.is_deleted) for row in history.sessions(too)] == [
        (id_of(3), False),
        (id_of(2), True),
        (id_of(1), False),
    ]
    assert history.totals(too) == replace(history.totals(), deleted=1)
    assert (history.totals().sessions, history.totals().reps) == (2, whole.reps - 2)
    assert history.totals(DELETED) == replace(history.totals(SessionFilter(text="nothing")), deleted=1)
    assert history.totals(replace(too, text="nothing")).deleted == 0
    with pytest.raises(StoreError, match=r"s00002 was deleted; .*history --deleted"):
        history.find(id_of(2))
    with pytest.raises(StoreError, match="there is no session 's00002'"):
        history.row(id_of(2))


def test_what_another_app_runs_or_mends_cannot_be_deleted(store: SqliteStore) -> None:
    put(store, made(1))
    other = SqliteStore(store.path.parent)
    assert other.hold(id_of(1))
    with pytest.raises(StoreError, match="in another trackclock"):
        store.delete(id_of(1), 1)
    with pytest.raises(StoreError, match="still being written"):
        other.delete(id_of(1), 1)
    assert [row.id for row in history_of(store).sessions()] == [id_of(1)]
    other.release(id_of(1))
    other.delete(id_of(1), 1)
    assert history_of(store).sessions() == ()
    other.close()


def test_who_looks_at_a_session_that_is_deleted_for_good_meanwhile_brings_nothing_back(store: SqliteStore) -> None:
    put(store, made(1))
    other = SqliteStore(store.path.parent)
    assert other.read(id_of(1)) == made(1)
    store.delete(id_of(1), 1)
    store.erase(id_of(1), 2)
    with pytest.raises(StoreError, match="no session"):
        other.hold(id_of(1))
    assert history_of(other).sessions() == ()
    other.close()


def test_of_what_is_deleted_for_good_nothing_is_left_in_the_files(store: SqliteStore) -> None:
    secret = plan_of([300, 300], name="Zanzibar")
    put(store, made(1), session(2, secret, run(secret, [50_000, 51_000])))
    history_of(store).sessions()
    store.delete(id_of(2), 1)
    store.erase(id_of(2), 2)
    assert [row.id for row in history_of(store).sessions()] == [id_of(1)]
    store.close()
    for path in store.path.parent.rglob("*"):
        assert not path.is_file() or b"Zanzibar" not in path.read_bytes(), path
    put(store := SqliteStore(store.path.parent), made(3))
    nothing: list[tuple[int]] = []
    keys = store.reader.ask(lambda c: c.execute("SELECT key FROM sessions ORDER BY key").fetchall(), nothing)
    assert keys == [(1,), (3,)], "a key is never given twice"
    store.close()


def test_what_cannot_be_read_can_be_deleted(store: SqliteStore) -> None:
    put(store, made(1), made(2))
    store.reader.write(lambda c: c.execute("UPDATE events SET body = 'x' WHERE session = 1 AND seq = 1").rowcount)
    history_of(store).rebuild()
    store.delete(id_of(1), 1)
    assert [row.id for row in history_of(store).sessions()] == [id_of(2)]
    (row,) = history_of(store).sessions(DELETED)
    assert row.trouble is not None
    store.erase(id_of(1), 2)
    assert history_of(store).sessions(DELETED) == ()


def test_a_backup_says_what_is_deleted_and_restoring_says_what_it_left_alone(
    store: SqliteStore, tmp_path: Path
) -> None:
    put(store, *map(made, (1, 2, 3)))
    back_up(store, tmp_path / "before")
    store.delete(id_of(1), 10)
    store.delete(id_of(2), 11)
    store.erase(id_of(2), 12)
    path = tmp_path / "backup"
    assert back_up(store, path) == BackedUp(2, deleted=1)
    assert read_backup(path).deletions == (
        Deletion(id_of(1), Fate.DELETED, 10),
        Deletion(id_of(2), Fate.ERASED, 12),
    )
    assert restore(store, tmp_path / "before") == Restored(unchanged=1, deleted=(id_of(1), id_of(2)))
    assert restore(store, tmp_path / "before", with_deleted=True) == Restored(added=1, unchanged=2, brought_back=2)
    assert [row.id for row in history_of(store).sessions()] == [id_of(3), id_of(2), id_of(1)]


def test_the_commands_say_what_is_deleted(
    store: SqliteStore, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def said(*arguments: str, code: int = 0) -> str:
        assert cli.run(arguments) == code
        printed = capsys.readouterr()
        return printed.err if code else printed.out

    monkeypatch.setenv("TRACKCLOCK_DATA_DIR", str(store.path.parent))
    path = str(tmp_path / "backup")
    put(store, *map(made, (1, 2)))
    assert said("history", "--deleted") == "No session is deleted.\n"
    said("backup", path)
    store.delete(id_of(2), 1)
    assert [(row["id"], row["deleted"]) for row in json.loads(said("history", "--json"))] == [(id_of(1), False)]
    deleted = json.loads(said("history", "--json", "--deleted"))
    assert [(row["id"], row["deleted"]) for row in deleted] == [(id_of(2), True)]
    assert "'trackclock history --deleted' lists what was" in said("show", id_of(2), code=1)
    assert "1 session deleted here and left so; with --deleted they come back" in said("restore", path)
    assert said("backup", str(tmp_path / "b")) == f"2 sessions written to {tmp_path / 'b'}, 1 of them deleted\n"
    assert "1 session of them had been deleted" in said("restore", path, "--deleted")
    assert len(json.loads(said("history", "--json"))) == 2


def test_a_file_of_unsaved_sessions_is_not_missed_where_they_were_deleted(
    store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    write_backup(tmp_path / "trackclock-x.jsonl", [made(1)])
    assert [*waiting(store)] == [tmp_path / "trackclock-x.jsonl"]
    put(store, made(1))
    store.delete(id_of(1), 1)
    store.erase(id_of(1), 2)
    assert [*waiting(store)] == []


def test_what_a_backup_says_is_gone_for_good_comes_to_another_laptop_from_no_older_one(
    store: SqliteStore, tmp_path: Path
) -> None:
    put(store, *map(made, (1, 2)))
    back_up(store, tmp_path / "before")
    store.delete(id_of(2), 1)
    store.erase(id_of(2), 2)
    back_up(store, tmp_path / "after")
    other = SqliteStore(tmp_path / "other")
    assert restore(other, tmp_path / "after") == Restored(added=1)
    assert restore(other, tmp_path / "before") == Restored(unchanged=1, deleted=(id_of(2),))
    other.close()
    third = SqliteStore(tmp_path / "third")
    restore(third, tmp_path / "before")
    assert restore(third, tmp_path / "after") == Restored(unchanged=1), "what is here stays as it is"
    assert len(history_of(third).sessions()) == 2
    third.close()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b'{"erased": "../x", "wall_ms": 1}', "id of a session"),
        (b'{"erased": "s00001", "wall_ms": 1}', "stands here, and as deleted for good"),
        (b'{"erased": "s00009", "wall_ms": true}', "wall_ms"),
        (b'{"erased": "s00009"}', "expected a session"),
    ],
)
def test_a_damaged_line_of_a_deletion_is_one_clear_error(
    store: SqliteStore, tmp_path: Path, line: bytes, words: str
) -> None:
    put(store, made(1))
    path = tmp_path / "backup"
    back_up(store, path)
    lines = path.read_bytes().splitlines()
    path.write_bytes(b"\n".join([*lines[:-1], line, lines[-1], b""]))
    with pytest.raises(StoreError, match=rf"backup:\d+: .*{words}"):
        restore(store, path)


def test_a_damaged_history_is_rescued_with_its_deletions(store: SqliteStore) -> None:
    put(store, *map(made, (1, 2, 3)))
    store.delete(id_of(1), 1)
    store.delete(id_of(2), 2)
    store.erase(id_of(2), 3)
    store.close()
    content = bytearray(store.path.read_bytes())
    content[100:4096] = bytes(3996)  # the root of the tables: nothing can be reached but page by page
    store.path.write_bytes(content)
    again = SqliteStore(store.path.parent)
    assert [row.id for row in history_of(again).sessions()] == [id_of(3)]
    assert "damaged" in (again.notice or "")
    assert [row.id for row in history_of(again).sessions(DELETED)] == [id_of(1)]
    again.bring_back(id_of(1), 4)
    assert again.read(id_of(1)) == made(1)
    with pytest.raises(StoreError, match="any more"):
        again.delete(id_of(2), 5)
    again.close()


def test_an_older_trackclock_refuses_such_a_history_and_looking_alone_makes_none(tmp_path: Path) -> None:
    path = tmp_path / "data" / "history.db"
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((Path(__file__).parent / "old" / "schema_2.sql").read_text(encoding="utf-8"))
    with closing(SqliteStore(path.parent)) as store:
        assert len(history_of(store).sessions()) == 2
        with closing(sqlite3.connect(path)) as connection:
            # What the build before this reads first, before it looks at any table: it knows versions 1 and 2.
            assert schema.version_of(connection) == 2
        store.delete(id_of(1), 1)
        assert len(history_of(store).sessions()) == 1
    with closing(sqlite3.connect(path)) as connection:
        assert schema.version_of(connection) == schema.VERSION


_DELETES = """
import sys
from pathlib import Path
from trackclock.adapters.store.sqlite_store import SqliteStore
store = SqliteStore(Path(sys.argv[1]))
for number in range(1, 21):
    store.delete(f"s{number:05}", number)
    if number % 3 == 0:
        store.erase(f"s{number:05}", number)
    print(number, flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX")
@pytest.mark.parametrize("count", [1, 7, 12])
def test_a_deletion_that_was_said_to_be_done_survives_a_kill(tmp_path: Path, count: int) -> None:
    with closing(SqliteStore(tmp_path)) as store:
        put(store, *map(made, range(1, 21)))
    with subprocess.Popen(
        [sys.executable, "-c", _DELETES, str(tmp_path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        for _ in range(count):
            assert process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        done = count + len([line for line in process.stdout if line.endswith(b"\n")])
    with closing(SqliteStore(tmp_path)) as store:
        left = [int(row.id[1:]) for row in history_of(store).sessions()]
        deleted = [int(row.id[1:]) for row in history_of(store).sessions(DELETED)]
        # The one that was being written may have been done or not; all before it were, and none after it.
        assert left in ([*range(20, done, -1)], [*range(20, done + 1, -1)])
        assert [one for one in deleted if one <= done] == [one for one in range(done, 0, -1) if one % 3]
        assert store.notice is None
