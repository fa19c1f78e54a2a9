"""The list by last time is what sorting in plain Python makes of the logs, whatever is done in whatever order."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.adapters.past import DAY_MS, FIRST_WALL_MS, plan_of, put, run, session
from tests.oracles import like_history
from trackclock.adapters.store import cache as cache_module
from trackclock.adapters.store.backup import back_up, restore
from trackclock.adapters.store.history import SqliteHistory
from trackclock.adapters.store.likes import NamesOf, only_that
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.core.comparisons import LikeKey, PastRep, past_reps
from trackclock.core.events import AthleteGiven, Cause, Entry, Event, RepExcluded, RepIncluded, SessionDated
from trackclock.core.progress import against_last, local_day
from trackclock.core.session import results_of
from trackclock.errors import StoreError
from trackclock.ports import SortBy, StoredSession

PLANS = (plan_of((400, 400)), plan_of((800, 400, 800)), plan_of((400, 400), 60))
ATHLETES = (None, "Ana", "Anna")
TIMES = (79_990, 80_000, 80_004, 80_300, 82_000, 90_000)
OFFSET_S = 7_200


def names_of(name: str) -> Sequence[str]:
    """Ana was called Anna before."""
    return ("Ana", "Anna") if name in ("Ana", "Anna") else (name,)


def ids_in(store: SqliteStore, query: str = "SELECT id FROM sessions ORDER BY key") -> list[str]:
    nobody: list[str] = []
    return store.reader.ask(lambda connection: [row[0] for row in connection.execute(query)], nobody)


def listed(history: SqliteHistory, *, is_reversed: bool = False) -> list[str]:
    return [row.id for row in history.sessions(sort=SortBy.LAST_TIME, is_reversed=is_reversed)]


def by_definition(history: SqliteHistory, store: SqliteStore, *, is_reversed: bool) -> list[str]:
    """What is gained or lost on last time, reckoned from the logs; what is held against nothing at the end."""
    rows = history.sessions()
    key_of = {session_id: key for key, session_id in enumerate(ids_in(store))}
    stored = sorted(
        (store.read(row.id) for row in rows), key=lambda one: (one.start.wall_ms, key_of[one.header.id]), reverse=True
    )
    run_before: list[tuple[int, PastRep]] = []
    for one in stored:
        day = local_day(one.start.wall_ms, one.start.utc_offset_s)
        reps = past_reps(one.header.id, day, results_of(one.header.plan, one.log))
        run_before += [(one.start.wall_ms, rep) for rep in reps]
    gained: dict[str, int] = {}
    for one in stored:
        earlier: dict[LikeKey, list[PastRep]] = {}
        for wall_ms, rep in run_before:
            if wall_ms < one.start.wall_ms:
                earlier.setdefault(rep.key, []).append(rep)
        like = {key: like_history(reps) for key, reps in earlier.items()}
        if (found := against_last(results_of(one.header.plan, one.log), like)) is not None:
            gained[one.header.id] = found.mean.shown_ms
    held = sorted((row.id for row in rows if row.id in gained), key=lambda one: gained[one], reverse=is_reversed)
    return [*held, *(row.id for row in rows if row.id not in gained)]


def assert_in_order(store: SqliteStore, names: NamesOf) -> None:
    for athlete in ATHLETES:
        history = SqliteHistory(store.path.parent, store, names, athlete)
        ids = [*ids_in(store), "nobody's"]
        means = {key: one.mean for key, one in history.against_last(ids).items()}
        assert history.gained(ids) == means, "whether it is kept or due"
        for is_reversed in (False, True):
            expected = by_definition(history, store, is_reversed=is_reversed)
            assert listed(history, is_reversed=is_reversed) == expected, (athlete, is_reversed)


def made(number: int, plan: int, day: int, athlete: int, times: Sequence[int]) -> StoredSession:
    one = session(day, PLANS[plan], run(PLANS[plan], times))
    return replace(one, header=replace(one.header, id=f"s{number:05}", athlete=ATHLETES[athlete]))


SESSIONS = st.tuples(
    st.integers(0, 2), st.integers(0, 4), st.integers(0, 2), st.lists(st.sampled_from(TIMES), min_size=1, max_size=3)
)
DEEDS = st.tuples(
    st.sampled_from(
        (
            *("record", "record", "record", "exclude", "include", "date", "give", "delete", "undelete", "erase"),
            *("backup", "restore", "merge", "rebuild", "look"),
        )
    ),
    st.integers(0, 5),
    SESSIONS,
)


def grow(store: SqliteStore, session_id: str, event: Event) -> None:
    assert store.hold(session_id)
    seq = store.read(session_id).log[-1].seq + 1
    store.append(session_id, [Entry(seq, seq, event)])
    store.release(session_id)
    assert store.flush(30)


def do(store: SqliteStore, folder: Path, deed: str, number: int, drawn: tuple[int, int, int, list[int]]) -> None:
    """Do something to the history; what is refused changes nothing."""
    ids = ids_in(store)
    session_id = ids[number % len(ids)] if ids else ""
    events: dict[str, Event] = {
        "exclude": RepExcluded(600_000, Cause.KEY, 0, ""),
        "include": RepIncluded(600_000, Cause.KEY, 0),
        "date": SessionDated(600_000, Cause.KEY, FIRST_WALL_MS + drawn[1] * DAY_MS, OFFSET_S),
        "give": AthleteGiven(600_000, Cause.KEY, ATHLETES[drawn[2]]),
    }
    if deed == "record":
        put(store, made(len(ids) + 100 * number, *drawn))
    elif deed in events and ids:
        grow(store, session_id, events[deed])
    elif deed == "delete" and ids:
        store.delete(session_id, number)
    elif deed == "undelete" and ids:
        store.bring_back(session_id, number)
    elif deed == "erase" and ids:
        store.delete(session_id, number)
        store.erase(session_id, number)
    elif deed == "backup" and ids:
        back_up(store, folder / "backup")
    elif deed == "restore" and (folder / "backup").exists():
        restore(store, folder / "backup", with_deleted=bool(number % 2))
    elif deed == "merge":
        with closing(SqliteStore(folder / f"other{len(ids)}-{number}")) as other:
            put(other, made(1_000 + 100 * number + len(ids), *drawn))
            back_up(other, folder / "theirs")
        restore(store, folder / "theirs")
    elif deed == "rebuild":
        SqliteHistory(store.path.parent, store).rebuild()


@settings(max_examples=40, deadline=None)
@given(st.lists(SESSIONS, min_size=2, max_size=8), st.lists(DEEDS, max_size=8), st.permutations((names_of, only_that)))
def test_the_order_is_that_of_the_logs_whatever_is_done(
    tmp_path_factory: pytest.TempPathFactory,
    first: list[tuple[int, int, int, list[int]]],
    deeds: list[tuple[str, int, tuple[int, int, int, list[int]]]],
    names: list[NamesOf],
) -> None:
    folder = tmp_path_factory.mktemp("order")
    with closing(SqliteStore(folder / "data")) as store:
        put(store, *(made(9_000 + number, *drawn) for number, drawn in enumerate(first)))
        assert_in_order(store, names[0])
        for deed, number, drawn in deeds:
            try:
                do(store, folder, deed, number, drawn)
            except StoreError:
                assert deed in ("delete", "undelete", "erase")
            if deed == "look":
                assert_in_order(store, names[0])
        # Other names hold everything of an athlete anew: only what is asked under the same ones has been kept current.
        for one in names:
            assert_in_order(store, one)


# --- only what a change can change ------------------------------------------------------------------------------------


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    made_store = SqliteStore(tmp_path / "data")
    yield made_store
    made_store.close()


def due(store: SqliteStore) -> list[str]:
    return ids_in(store, "SELECT id FROM summaries WHERE NOT is_held ORDER BY id")


def test_a_change_has_only_the_next_like_sessions_held_anew(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, *(made(number, number % 2, 0, 0, [80_000, 81_000]) for number in (0, 1)))
    put(store, *(made(number, 0, number, 0, [80_000 + number, 81_000]) for number in range(2, 40)))
    history = SqliteHistory(store.path.parent, store)
    listed(history)
    assert due(store) == []
    grow(store, "s00020", RepExcluded(600_000, Cause.KEY, 0, ""))
    monkeypatch.setattr(cache_module.Cache, "_hold", lambda *_, **__: None)
    history.sessions()
    assert due(store) == ["s00020", "s00021"]


@pytest.mark.parametrize("changed", range(8))
def test_whichever_is_recorded_last_or_is_gone_the_others_stand_right(store: SqliteStore, changed: int) -> None:
    """Two of them began in one instant; each is faster or slower by another amount."""
    days = (0, 1, 1, 2, 3, 4, 5, 6)
    drawn = [made(n, 0, day, 0, [80_000 + 1_000 * (n * n % 7), 81_000]) for n, day in enumerate(days)]
    put(store, *(one for n, one in enumerate(drawn) if n != changed))
    assert_in_order(store, only_that)
    put(store, drawn[changed])
    assert_in_order(store, only_that)
    store.delete(f"s{changed:05}", 1)
    store.erase(f"s{changed:05}", 2)
    assert_in_order(store, only_that)


def test_other_names_have_only_those_of_the_athlete_held_anew(store: SqliteStore) -> None:
    put(store, *(made(number, 0, number, number % 3, [80_000 + number, 81_000]) for number in range(9)))
    owner, both = (SqliteHistory(store.path.parent, store, names_of, athlete) for athlete in (None, "Ana"))
    listed(owner)
    assert len(listed(both)) == 6
    before = store.reader.ask(lambda connection: connection.total_changes, 0)
    listed(both)
    listed(owner)
    assert store.reader.ask(lambda connection: connection.total_changes, 0) == before, "nothing is held twice"


# --- histories of before ----------------------------------------------------------------------------------------------

_AS_BEFORE = """
    DROP TRIGGER due_before; DROP TRIGGER due_after; DROP INDEX summaries_due; DROP TABLE one_athlete;
    ALTER TABLE summaries DROP COLUMN is_held; ALTER TABLE summaries DROP COLUMN gained_ms;
    ALTER TABLE deleted_summaries DROP COLUMN is_held; ALTER TABLE deleted_summaries DROP COLUMN gained_ms;
    UPDATE cache_info SET version = version - 2000;
"""


@pytest.fixture
def older(store: SqliteStore) -> SqliteStore:
    """A history of more sessions than are held at once, whose tables are those of the last version that held none."""
    put(store, *(made(number, number % 3, number, 0, [80_000 + number * 7 % 50, 81_000]) for number in range(90)))
    SqliteHistory(store.path.parent, store).sessions()
    store.close()
    with closing(sqlite3.connect(store.path)) as connection:
        connection.executescript(_AS_BEFORE)
    return SqliteStore(store.path.parent)


def test_an_older_history_is_not_derived_anew_and_its_list_waits_for_nothing(
    older: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(cache_module, "_derive", None)
        history = SqliteHistory(older.path.parent, older)
        assert len(history.sessions()) == 90
        assert len(due(older)) == 90 - cache_module.CHUNK
        assert listed(history) == by_definition(history, older, is_reversed=False)
        assert due(older) == []
    older.close()


def test_what_is_killed_while_it_is_held_goes_on_where_it_was(older: SqliteStore, tmp_path: Path) -> None:
    SqliteHistory(older.path.parent, older).sessions()
    older.close()
    shutil.copytree(older.path.parent, tmp_path / "copy")
    with closing(SqliteStore(tmp_path / "copy")) as store:
        assert len(due(store)) == 90 - cache_module.CHUNK
        history = SqliteHistory(store.path.parent, store)
        assert listed(history) == by_definition(history, store, is_reversed=False)


def test_a_rebuild_holds_everything_anew(store: SqliteStore) -> None:
    put(store, *(made(number, 0, number, 0, [80_000 + number, 81_000]) for number in range(50)))
    history = SqliteHistory(store.path.parent, store)
    before = listed(history)
    store.reader.write(lambda connection: connection.execute("UPDATE summaries SET gained_ms = session").rowcount)
    assert listed(history) != before
    history.rebuild()
    assert due(store) == []
    assert listed(history) == before
