"""What came from elsewhere in the history: once, whole or not at all, no best unasked; and whose session it is."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.adapters.past import plan_of, put, run, session
from tests.adapters.test_store_opening import build_old
from trackclock.adapters.store import schema
from trackclock.adapters.store.backup import back_up, restore
from trackclock.adapters.store.history import SqliteHistory
from trackclock.adapters.store.rescue import rescue
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.adapters.store.taking_in import Known, known_of, take_in
from trackclock.core import commands as ask
from trackclock.core.comparisons import like_keys
from trackclock.core.imported import Origin, RecordedLap, on_one_clock, pieces_of, session_of
from trackclock.core.session import Accepted, decide, results_of
from trackclock.core.session.log import appended, newest_ms
from trackclock.ports import ALL_SESSIONS, SessionFilter, SessionHeader, StoredSession

ROOT = Path(__file__).parents[2]
WALL_MS = 1_780_000_000_000
DAY_MS = 86_400_000
PLAN = plan_of([400, 400], name="quick")


def imported(day: int = 1, times_s: tuple[float, ...] = (70.5, 71.25)) -> StoredSession:
    """Two 400s with 90 s between them, from a watch."""
    seconds = [time for rep in times_s for time in (rep, 90)][:-1]
    laps = [
        RecordedLap(number, 0, round(s * 1_000), round(s * 1_000), 400_000 if number % 2 else 120_000)
        for number, s in enumerate(seconds, start=1)
    ]
    pieces, _ = pieces_of(on_one_clock(laps, ()))
    made = session_of(pieces, Origin("run.fit", "fit", "garmin", "3948", "2026-05-01T16:30:00Z"))
    header = SessionHeader(f"i{day:05}", made.plan, "run.fit", WALL_MS + day * DAY_MS, 7_200, 0, "")
    return StoredSession(header, made.log)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with closing(SqliteStore(tmp_path / "data")) as made:
        yield made


def ids(store: SqliteStore, wanted: SessionFilter = ALL_SESSIONS) -> list[str]:
    return [row.id for row in SqliteHistory(store.path.parent, store).sessions(wanted)]


# --- once -------------------------------------------------------------------------------------------------------------


def test_it_is_taken_in_once_and_a_deletion_holds(store: SqliteStore) -> None:
    one = imported()
    assert known_of(store, one.header.id) is Known.NEW
    assert take_in(store, one, 1) is Known.NEW
    assert store.read(one.header.id) == one
    assert take_in(store, one, 2) is Known.THERE
    store.delete(one.header.id, 3)
    assert (take_in(store, one, 4), ids(store)) == (Known.DELETED, [])
    assert take_in(store, one, 5, with_deleted=True) is Known.DELETED
    assert ids(store) == [one.header.id]
    store.delete(one.header.id, 6)
    store.erase(one.header.id, 7)
    assert (take_in(store, one, 8), ids(store)) == (Known.ERASED, [])
    assert take_in(store, one, 9, with_deleted=True) is Known.ERASED
    assert (ids(store), store.read(one.header.id)) == ([one.header.id], one)


def test_what_was_mended_since_stays_as_it_is(store: SqliteStore) -> None:
    one = imported()
    take_in(store, one, 1)
    confirm(store, one.header.id)
    mended = store.read(one.header.id)
    assert len(mended.log) > len(one.log)
    assert take_in(store, one, 2) is Known.THERE
    assert store.read(one.header.id) == mended


_IMPORTS = """
import sys
from pathlib import Path
from tests.adapters.test_store_imports import imported
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.adapters.store.taking_in import take_in
store = SqliteStore(Path(sys.argv[1]))
sys.stdin.readline()
for day in range(1, int(sys.argv[2]) + 1):
    print(take_in(store, imported(day, (70.5,) * 20), 1), flush=True)
"""


def importing(folder: Path, count: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", _IMPORTS, str(folder), str(count)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def test_two_processes_that_import_the_same_make_one_session(tmp_path: Path) -> None:
    with importing(tmp_path, 5) as one, importing(tmp_path, 5) as other:
        for process in (one, other):
            assert process.stdin is not None
            process.stdin.write(b"go\n")
            process.stdin.flush()
        said = [process.communicate()[0].split() for process in (one, other)]
    assert [sorted(pair) for pair in zip(*said, strict=True)] == [[b"new", b"there"]] * 5
    with closing(SqliteStore(tmp_path)) as store:
        assert len(ids(store)) == 5


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX")
@pytest.mark.parametrize("count", [0, 3])
def test_a_kill_leaves_a_session_whole_or_not_at_all(tmp_path: Path, count: int) -> None:
    with importing(tmp_path, 50) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"go\n")
        process.stdin.flush()
        for _ in range(count):
            assert process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        done = count + len([line for line in process.stdout if line.endswith(b"\n")])
    with closing(SqliteStore(tmp_path)) as store:
        found = sorted(ids(store))
        assert done <= len(found) <= done + 1
        for day, session_id in enumerate(found, start=1):
            assert store.read(session_id) == imported(day, (70.5,) * 20)
        assert store.notice is None


# --- compared, and no best --------------------------------------------------------------------------------------------


def confirm(store: SqliteStore, session_id: str) -> None:
    stored = store.read(session_id)
    reps = results_of(stored.header.plan, stored.log).steps
    command = ask.ConfirmReps(tuple(step.uid for step in reps if step.unconfirmed))
    decision = decide(stored.header.plan, stored.log, command, newest_ms(stored.log) + 1)
    assert isinstance(decision, Accepted)
    assert store.hold(session_id)
    store.append(session_id, appended(stored.log, decision.events))
    store.release(session_id)
    assert store.flush(30)


def test_it_is_compared_with_others_and_a_best_only_once_it_is_confirmed(store: SqliteStore) -> None:
    own = session(1, PLAN, run(PLAN, [80_000, 79_000]))
    one, later = imported(2), session(30, PLAN, run(PLAN, [78_000, 77_000]))
    for stored in (own, later):
        put(store, stored)
    take_in(store, one, 1)
    history = SqliteHistory(store.path.parent, store)
    keys = [key for key in like_keys(PLAN.steps) if key is not None]
    assert ids(store, SessionFilter(text="imported")) == [one.header.id]
    assert [row.is_imported for row in history.sessions()] == [False, True, False]
    assert set(ids(store, SessionFilter(distance_mm=400_000))) == {"s00001", "i00002", "s00030"}

    def bests() -> tuple[list[int], list[int | None]]:
        like = history.like(keys, later.header.started_wall_ms)
        held = [like[key].best for key in keys]
        return [one.time_ms for one in history.bests()], [best.time_ms if best else None for best in held]

    # Whoever runs it next is held against it: it was the last time.
    assert [history.like(keys, later.header.started_wall_ms)[key].last.session_id for key in keys] == [  # type: ignore[union-attr]
        "i00002",
        "i00002",
    ]
    assert bests() == ([77_000], [80_000, 79_000])
    confirm(store, one.header.id)
    assert bests() == ([70_500], [70_500, 71_250])
    assert history.against_last([one.header.id]).keys() == {one.header.id}


# --- whose it is ------------------------------------------------------------------------------------------------------

OURS = replace(imported(3), header=replace(imported(3).header, athlete="Ann Ä", group="Tuesday"))


def test_athlete_and_group_go_through_store_and_backup(store: SqliteStore, tmp_path: Path) -> None:
    take_in(store, OURS, 1)
    put(store, replace(OURS, header=replace(OURS.header, id="s9", group=None)))
    back_up(store, tmp_path / "backup")
    with closing(SqliteStore(tmp_path / "other")) as other:
        assert restore(other, tmp_path / "backup").added == 2
        assert restore(other, tmp_path / "backup").unchanged == 2
        assert other.read(OURS.header.id) == OURS
        assert (other.read("s9").header.athlete, other.read("s9").header.group) == ("Ann Ä", None)


def spoil(path: Path) -> None:
    """Nothing can be reached any more but page by page."""
    content = bytearray(path.read_bytes())
    content[100:4096] = bytes(3_996)
    path.write_bytes(content)


def test_they_are_found_in_a_damaged_history(store: SqliteStore) -> None:
    take_in(store, OURS, 1)
    take_in(store, imported(4), 1)
    store.close()
    spoil(store.path)
    with closing(SqliteStore(store.path.parent)) as again:
        assert ids(again) == ["i00004"]
        assert [row.id for row in SqliteHistory(store.path.parent, again).of("Ann Ä").sessions()] == ["i00003"]
        assert (again.read("i00003"), again.read("i00004")) == (OURS, imported(4))
        assert "damaged" in (again.notice or "")


@pytest.mark.parametrize("version", range(1, schema.VERSION + 1))
def test_a_damaged_history_of_any_version_is_rescued(tmp_path: Path, version: int) -> None:
    """By its rows alone, and where SQLite still reaches them."""
    build_old(tmp_path / "history.db", version)
    with closing(schema.connect_to_memory()) as target:
        schema.migrate(target)
        reached = rescue(tmp_path / "history.db", target, lambda session_id: tmp_path / session_id)
        assert (reached.whole, reached.partly, reached.lost) == (2, 0, 0)
    spoil(tmp_path / "history.db")
    with closing(SqliteStore(tmp_path)) as store:
        assert sorted(ids(store)) == ["s00001", "s00002"]
        assert "damaged" in (store.notice or "")


def test_an_older_history_is_only_brought_up_to_date_when_it_is_written(tmp_path: Path) -> None:
    """And then the build before refuses it in words, as it refuses whatever is newer."""
    path = tmp_path / "history.db"
    build_old(path, 3)
    with closing(SqliteStore(tmp_path)) as store:
        assert ids(store) == ["s00002", "s00001"]
        before = store.read("s00001")
        with closing(sqlite3.connect(path)) as connection:
            assert schema.version_of(connection) == 3
        take_in(store, imported(200), 1)
        with closing(sqlite3.connect(path)) as connection:
            assert schema.version_of(connection) == schema.VERSION
        assert (store.read("s00001"), before.header.athlete) == (before, None)
        assert ids(store) == ["i00200", "s00002", "s00001"]
