"""A session whose clock was wrong is dated anew: everything that goes by the date follows, and nothing else moves."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.adapters.past import DAY_MS, FIRST_WALL_MS, plan_of, put, run, session
from trackclock.adapters.store import schema
from trackclock.adapters.store.backup import back_up, restore
from trackclock.adapters.store.history import SqliteHistory
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.core import commands as ask
from trackclock.core.comparisons import LikeKey
from trackclock.core.events import Entry, SessionDated
from trackclock.core.progress import local_day
from trackclock.core.session import Accepted, Refused, decide, results_of
from trackclock.core.session.log import appended
from trackclock.ports import SessionFilter, Start, StoredSession

PLAN = plan_of([400, 400], name="quick")
KEY = LikeKey.parse("d400000|-|1")
WRONG = 4_000
"""Days: the clock of that session was eleven years ahead."""

EVER_MS = FIRST_WALL_MS + 2 * WRONG * DAY_MS
EVER_DAY = local_day(EVER_MS, 0)
"""A reader that stands behind them all."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    made = SqliteStore(tmp_path / "data")
    yield made
    made.close()


def history_of(store: SqliteStore) -> SqliteHistory:
    return SqliteHistory(store.path.parent, store)


def append(store: SqliteStore, session_id: str, command: ask.Command) -> None:
    """Decide a command on a stored session, long after, and write what it comes to."""
    stored = store.read(session_id)
    decision = decide(stored.header.plan, stored.log, command, 90_000_000)
    assert isinstance(decision, Accepted)
    assert store.hold(session_id)
    store.append(session_id, appended(stored.log, decision.events))
    store.release(session_id)
    assert store.flush(30)


def three(store: SqliteStore) -> SqliteHistory:
    """Sessions of the days 1 and 3, and one of day 2 whose clock was far ahead."""
    put(
        store,
        session(1, PLAN, run(PLAN, [81_000, 82_000])),
        session(WRONG, PLAN, run(PLAN, [80_000, 79_000])),
        session(3, PLAN, run(PLAN, [78_000, 83_000])),
    )
    return history_of(store)


def mend(store: SqliteStore) -> None:
    append(store, f"s{WRONG:05}", ask.DateSession(FIRST_WALL_MS + 2 * DAY_MS, 7_200))


def everything(history: SqliteHistory) -> list[object]:
    """What the history says, where it goes by dates."""
    like = history.like([KEY], EVER_MS)[KEY]
    return [
        history.sessions(),
        history.find("last").header.id,
        [rep.session_id for rep in like.newest],
        [fall.performance.session_id for fall in history.falls(400_000, is_split=False)],
        history.past_sessions(0),
        history.loads(),
        history.workouts(EVER_DAY),
    ]


def test_all_that_goes_by_the_date_follows(store: SqliteStore) -> None:
    history = three(store)
    wrong = f"s{WRONG:05}"
    assert [row.id for row in history.sessions()] == [wrong, "s00003", "s00001"]
    assert history.find("last").header.id == wrong
    mend(store)
    assert [row.id for row in history.sessions()] == ["s00003", wrong, "s00001"]
    assert history.find("last").header.id == "s00003"
    row = history.row(wrong)
    day = local_day(FIRST_WALL_MS + 2 * DAY_MS, 7_200)
    assert (row.started_wall_ms, row.day) == (FIRST_WALL_MS + 2 * DAY_MS, day)
    assert row.recorded_wall_ms == FIRST_WALL_MS + WRONG * DAY_MS
    assert [rep.session_id for rep in history.like([KEY], EVER_MS)[KEY].newest] == ["s00003", wrong, "s00001"]
    before_third = history.like([KEY], before_wall_ms=FIRST_WALL_MS + 3 * DAY_MS)[KEY]
    assert [rep.session_id for rep in before_third.newest] == [wrong, "s00001"]
    assert [one.session_id for one in history.past_sessions(day, day)] == [wrong]
    assert [one.session_id for one in history.loads()] == ["s00001", wrong, "s00003"]
    assert history.workouts(EVER_DAY)[0].newest_id == "s00003"
    falls = [(fall.performance.session_id, fall.performance.day) for fall in history.falls(400_000, is_split=False)]
    assert list(dict.fromkeys(falls)) == [("s00001", day - 1), (wrong, day), ("s00003", day + 1)]
    assert [row.id for row in history.sessions(SessionFilter(since_day=day + 2))] == []


def test_the_clock_of_the_session_and_its_original_stay(store: SqliteStore) -> None:
    three(store)
    wrong = f"s{WRONG:05}"
    before = store.read(wrong)
    mend(store)
    after = store.read(wrong)
    assert (after.header, after.log[:-1]) == (before.header, before.log)
    assert results_of(PLAN, after.log) == results_of(PLAN, before.log)
    assert after.start == Start(FIRST_WALL_MS + 2 * DAY_MS, 7_200, FIRST_WALL_MS + WRONG * DAY_MS)


def test_undone_it_is_where_it_was_and_redone_where_it_belongs(store: SqliteStore) -> None:
    history = three(store)
    before = everything(history)
    mend(store)
    mended = everything(history)
    append(store, f"s{WRONG:05}", ask.Undo(is_confirmed=True))
    assert everything(history) == before
    append(store, f"s{WRONG:05}", ask.Redo())
    assert everything(history) == mended


def test_rebuilt_and_restored_it_says_the_same(store: SqliteStore, tmp_path: Path) -> None:
    history = three(store)
    mend(store)
    mended = everything(history)
    assert history.rebuild() == 3
    assert everything(history) == mended
    back_up(store, tmp_path / "backup")
    other = SqliteStore(tmp_path / "other")
    restore(other, tmp_path / "backup")
    # Numbers within the database differ, and so may the order of what is equal; the sessions are the same.
    assert everything(history_of(other)) == mended
    assert other.read(f"s{WRONG:05}") == store.read(f"s{WRONG:05}")
    other.close()


def test_the_last_session_is_found_where_nothing_has_been_derived(store: SqliteStore) -> None:
    history = three(store)
    mend(store)
    history.sessions()
    put(store, session(5, PLAN, run(PLAN, [80_000])))
    assert history.find("last").header.id == "s00005"


@pytest.mark.parametrize(("wall_ms", "offset_s"), [(-1, 0), (253_402_300_800_000, 0), (0, 86_401), (2**62, 0)])
def test_what_is_no_date_is_refused_and_in_a_file_passed_over(wall_ms: int, offset_s: int) -> None:
    one = session(1, PLAN, run(PLAN, [81_000, 82_000]))
    assert isinstance(decide(PLAN, one.log, ask.DateSession(wall_ms, offset_s), 1), Refused)
    if abs(offset_s) <= 86_400:
        event = SessionDated(1, one.log[0].event.cause, wall_ms, offset_s)  # type: ignore[union-attr]
        forged = StoredSession(one.header, (*one.log, Entry(len(one.log), len(one.log), event)))
        assert forged.start == one.start


@pytest.mark.parametrize("version", [1, 2])
def test_a_backup_of_an_earlier_version_is_still_read(store: SqliteStore, tmp_path: Path, version: int) -> None:
    three(store)
    path = tmp_path / "backup"
    back_up(store, path)
    path.write_bytes(path.read_bytes().replace(b'{"trackclock_backup": 3}', b'{"trackclock_backup": %d}' % version, 1))
    other = SqliteStore(tmp_path / "other")
    assert restore(other, path).added == 3
    other.close()


def test_an_older_history_is_read_as_it_is_and_brought_up_to_date_when_it_is_written(tmp_path: Path) -> None:
    old = Path(__file__).parent / "old" / "schema_1.sql"
    path = tmp_path / "data" / "history.db"
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(old.read_text(encoding="utf-8"))
    store = SqliteStore(path.parent)
    assert len(history_of(store).sessions()) == 2
    with closing(sqlite3.connect(path)) as connection:
        assert schema.version_of(connection) == 1
    put(store, session(9, PLAN, run(PLAN, [81_000])))
    assert len(history_of(store).sessions()) == 3
    with closing(sqlite3.connect(path)) as connection:
        assert schema.version_of(connection) == schema.VERSION
    store.close()
