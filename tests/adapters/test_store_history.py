"""The derived tables say what the pure functions say about the same logs, however the logs came there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.adapters.past import DAY_MS, FIRST_WALL_MS, log_of_events, plan_of, put, run, session
from tests.oracles import bests_of, falls_of, like_history, load_of
from trackclock.adapters.store import cache as cache_module
from trackclock.adapters.store.history import SqliteHistory
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.core.comparisons import LikeHistory, LikeKey, PastRep, like_keys, past_reps, workout_key, workout_of
from trackclock.core.events import (
    Cause,
    DistanceGiven,
    EffortRated,
    Entry,
    Event,
    NoteWritten,
    RepExcluded,
    RepFinished,
    RepIncluded,
    SessionStarted,
    Undone,
)
from trackclock.core.plan import ByTime, Open, Plan, Step, StepKind
from trackclock.core.progress import PastSession, local_day
from trackclock.core.results import Status
from trackclock.core.session import results_of
from trackclock.errors import StoreError
from trackclock.ports import History, SessionFilter, SortBy, StoredSession, Totals

PLAN_800 = plan_of([800, 800, 800], name="Jo's 800s")
PLAN_400 = plan_of([400, 400], recovery_s=60, name="quick")
FIRST_DAY = local_day(FIRST_WALL_MS, 7_200)
TODAY = FIRST_DAY + 1_000
EVER_MS = FIRST_WALL_MS + 1_000 * DAY_MS


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    made = SqliteStore(tmp_path / "data")
    yield made
    made.close()


def history_of(store: SqliteStore) -> SqliteHistory:
    return SqliteHistory(store.path.parent, store)


def reps_of(one: StoredSession) -> tuple[PastRep, ...]:
    day = local_day(one.header.started_wall_ms, one.header.utc_offset_s)
    return past_reps(one.header.id, day, results_of(one.header.plan, one.log))


def past_session(one: StoredSession) -> PastSession:
    results = results_of(one.header.plan, one.log)
    day = local_day(one.header.started_wall_ms, one.header.utc_offset_s)
    return PastSession(one.header.id, day, workout_of(one.header.plan, results.plan), reps_of(one), results.effort)


def test_an_empty_history_answers_everything(store: SqliteStore) -> None:
    history: History = history_of(store)
    assert history.sessions() == ()
    assert history.totals() == Totals()
    assert history.like([LikeKey.parse("d800000|-|1")], EVER_MS) == {}
    assert history.past_sessions(0) == ()
    assert history.workouts(TODAY) == ()
    assert history.workout("") == ()
    assert history.bests() == ()
    assert history.falls(400_000, is_split=False) == ()
    assert history.loads() == ()
    with pytest.raises(StoreError, match="no session in the history yet"):
        history.find("last")
    with pytest.raises(StoreError, match="no session 'a'"):
        history.row("a")
    assert not store.path.parent.exists(), "asking makes nothing"


def test_the_list_of_sessions(store: SqliteStore) -> None:
    put(
        store,
        session(1, PLAN_800, run(PLAN_800, [170_000, 165_000, 160_000])),
        session(2, PLAN_800, run(PLAN_800, [170_000], is_stopped=True)),
        session(3, PLAN_400, run(PLAN_400, [80_000])),
    )
    third, second, first = history_of(store).sessions()
    assert [third.status, second.status, first.status] == [Status.UNFINISHED, Status.STOPPED, Status.FINISHED]
    assert (first.id, first.name, first.source, first.day) == ("s00001", "Jo's 800s", "Jo's 800s.toml", FIRST_DAY + 1)
    assert (first.reps, first.work_mm, first.work_ms) == (3, 2_400_000, 495_000)
    assert (second.reps, third.reps) == (1, 1)
    assert first.ended_ms == 5_000 + 495_000 + 2 * 90_000
    assert first.workout == second.workout == "d800000|-; d800000|t90000"


def test_pages_and_orders(store: SqliteStore) -> None:
    put(store, *(session(n, PLAN_400, run(PLAN_400, [80_000] * (n % 3))) for n in range(7)))
    history = history_of(store)
    assert [row.id for row in history.sessions(limit=2, offset=1)] == ["s00005", "s00004"]
    assert [row.id for row in history.sessions(sort=SortBy.OLDEST, limit=2)] == ["s00000", "s00001"]
    assert [row.id for row in history.sessions(sort=SortBy.DISTANCE, limit=3)] == ["s00005", "s00002", "s00004"]
    for sort in SortBy:
        assert len(history.sessions(sort=sort)) == 7


def test_a_rep_that_nobody_runs_counts_for_nothing_until_it_is_confirmed(store: SqliteStore) -> None:
    slow, absurd = session(1, PLAN_400, run(PLAN_400, [80_000, 79_000])), run(PLAN_400, [3_000, 81_000])
    confirmed = Entry(len(absurd), len(absurd), RepIncluded(0, Cause.KEY, 0))
    put(store, slow, session(2, PLAN_400, absurd))
    history, key = history_of(store), LikeKey.parse("d400000|-|1")
    found = history.like([key], EVER_MS)[key]
    assert found.last is not None
    assert found.best is not None
    assert (found.last.time_ms, found.best.time_ms) == (80_000, 80_000)
    assert [len(past.reps) for past in history.past_sessions(0)] == [2, 1]
    assert [best.time_ms for best in history.bests()] == [79_000]
    assert [fall.performance.time_ms for fall in history.falls(400_000, is_split=False)] == [80_000, 79_000]
    assert store.hold("s00002")
    store.append("s00002", [confirmed])
    assert store.flush(30)
    again = history.like([key], EVER_MS)[key]
    assert again.last is not None
    assert again.last == again.best
    assert again.last.time_ms == 3_000
    assert [best.time_ms for best in history.bests()] == [3_000]


def test_of_times_that_are_shown_alike_the_earliest_is_the_best(store: SqliteStore) -> None:
    plan = plan_of([400])
    put(store, *(session(n, plan, run(plan, [ms])) for n, ms in enumerate([80_019, 80_014, 80_010, 80_009, 80_001])))
    history, key = history_of(store), LikeKey.parse("d400000|-|1")
    best = history.like([key], EVER_MS)[key].best
    assert best is not None
    assert (best.session_id, best.time_ms) == ("s00003", 80_009)
    assert [(one.session_id, one.time_ms) for one in history.bests()] == [("s00003", 80_009)]
    falls = history.falls(400_000, is_split=False)
    assert [(fall.performance.session_id, fall.gained and fall.gained.text) for fall in falls] == [
        ("s00000", None),
        ("s00003", "-0.01"),
    ]


def test_where_all_are_doubtful_there_is_nothing_to_be_held_against(store: SqliteStore) -> None:
    put(store, session(1, PLAN_400, run(PLAN_400, [3_000])))
    assert history_of(store).like([LikeKey.parse("d400000|-|1")], EVER_MS) == {}
    assert history_of(store).bests() == ()


def test_open_reps_are_kept_but_held_against_nothing(store: SqliteStore) -> None:
    plan = Plan("gym", (Step(StepKind.REP, Open(), "5 squats"),))
    log = log_of_events([SessionStarted(0, Cause.SPACE, 0), RepFinished(20_000, Cause.SPACE)])
    put(store, session(1, plan, log))
    history, key = history_of(store), LikeKey.parse("o0:5 squats|-|1")
    assert history.like([key], EVER_MS) == {}
    [past] = history.workout(workout_key(plan))
    assert [(one.key, one.time_ms, one.is_comparable) for one in past.reps] == [(key, 20_000, False)]
    [row] = history.sessions()
    assert (row.reps, row.work_ms) == (1, 0)


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (SessionFilter(), "210"),
        (SessionFilter(text="JO'S"), "20"),
        (SessionFilter(text="800 m"), "20"),
        (SessionFilter(text="800m"), "20"),
        (SessionFilter(text="hot windy"), "2"),
        (SessionFilter(text="2026-05-29"), "1"),
        (SessionFilter(text="stopped"), "2"),
        (SessionFilter(text="100% _"), ""),
        (SessionFilter(since_day=FIRST_DAY + 1), "21"),
        (SessionFilter(until_day=FIRST_DAY + 1), "10"),
        (SessionFilter(distance_mm=400_000), "1"),
        (SessionFilter(distance_mm=800_000, text="finished"), "0"),
        (SessionFilter(workout="d400000|-; d400000|t60000"), "1"),
    ],
)
def test_filters(store: SqliteStore, wanted: SessionFilter, ids: str) -> None:
    put(
        store,
        session(0, PLAN_800, run(PLAN_800, [170_000] * 3)),
        session(1, PLAN_400, run(PLAN_400, [80_000] * 2)),
        session(2, PLAN_800, run(PLAN_800, [1], NoteWritten(99, Cause.KEY, "Windy and HOT"), is_stopped=True)),
    )
    assert str(FIRST_DAY) == "20601"
    history = history_of(store)
    found = history.sessions(wanted)
    assert "".join(row.id[-1] for row in found) == ids
    assert history.totals(wanted) == Totals(
        len(found),
        sum(row.reps for row in found),
        sum(row.work_mm for row in found),
        sum(row.total_mm for row in found),
        sum(row.work_ms for row in found),
    )


def test_finding_a_session_by_name(store: SqliteStore) -> None:
    sessions = [session(n, PLAN_400, run(PLAN_400, [80_000])) for n in (1, 2, 30)]
    put(store, *sessions)
    history = history_of(store)
    assert history.find("last") == sessions[2]
    assert history.find("s00001") == sessions[0]
    assert history.find("s0003") == sessions[2]
    assert history.row("s00002").id == "s00002"
    for name, words in (
        ("s0000", "more than one"),
        ("x", "no session 'x'"),
        ("", "no session ''"),
        ("%", "no session"),
        ("s0000\udce9", "no session"),  # a name from a terminal that is not UTF-8
    ):
        with pytest.raises(StoreError, match=words):
            history.find(name)


def test_a_log_that_grows_is_derived_anew(store: SqliteStore) -> None:
    one = session(1, PLAN_400, run(PLAN_400, [80_000, 75_000]))
    put(store, one)
    history = history_of(store)
    assert [best.time_ms for best in history.bests()] == [75_000]
    assert store.hold("s00001")
    end = len(one.log)
    more: list[Event] = [RepExcluded(200_000, Cause.KEY, 2, "a gust"), EffortRated(200_000, Cause.KEY, 9)]
    store.append("s00001", [Entry(end + n, end + n, event) for n, event in enumerate(more)])
    assert store.flush(10)
    assert [best.time_ms for best in history.bests()] == [80_000], "an excluded rep is no best"
    assert history.row("s00001").effort == 9
    store.append("s00001", [Entry(end + 2, end + 2, Undone(200_001, Cause.KEY, end))])
    assert store.flush(10)
    assert [best.time_ms for best in history.bests()] == [75_000]


def test_another_app_sees_it_as_well(store: SqliteStore) -> None:
    put(store, session(1, PLAN_400, run(PLAN_400, [80_000])))
    other = SqliteStore(store.path.parent)
    assert len(history_of(other).sessions()) == 1
    put(store, session(2, PLAN_400, run(PLAN_400, [70_000])))
    assert [best.time_ms for best in history_of(other).bests()] == [70_000]
    other.close()


def test_one_unreadable_session_blocks_no_other(store: SqliteStore) -> None:
    put(store, *(session(n, PLAN_400, run(PLAN_400, [80_000])) for n in range(6)))

    def spoil(connection: sqlite3.Connection) -> None:
        connection.execute("UPDATE events SET body = '{' WHERE session = 1 AND seq = 1")
        connection.execute("UPDATE sessions SET plan = '[]' WHERE key = 2")
        connection.execute("DELETE FROM events WHERE session = 3 AND seq = 0")
        connection.execute("UPDATE events SET at = 9223372036854775807 WHERE session = 4 AND seq = 1")
        connection.execute("UPDATE events SET type = 'rep_finished' WHERE session = 5 AND seq = 0")

    store.reader.write(spoil)
    history = history_of(store)
    rows = history.sessions(sort=SortBy.OLDEST)
    assert [row.id[-1] for row in rows if row.status is not None] == ["5"]
    assert [row.id[-1] for row in rows if row.trouble] == ["0", "1", "2", "3", "4"]
    assert [row.name for row in rows] == ["quick", "(unreadable)", *["quick"] * 4]
    assert [past.session_id for past in history.past_sessions(0)] == ["s00005"]
    assert history.totals().work_ms == 80_000
    assert [one.header.id for one in store.unfinished()] == ["s00005"]
    with pytest.raises(StoreError, match="s00000 cannot be read"):
        history.find("s00000")
    assert history.find("last") == session(5, PLAN_400, run(PLAN_400, [80_000]))


def test_rebuilding_and_other_versions_give_the_same(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, *(session(n, PLAN_800, run(PLAN_800, [170_000 - n, 169_000, 168_000])) for n in range(50)))
    history = history_of(store)
    before = (history.sessions(), history.bests(), history.workouts(TODAY), history.past_sessions(0))
    store.reader.write(lambda connection: connection.execute("UPDATE summaries SET name = 'wrong'").rowcount)
    assert history.sessions() != before[0]
    seen: list[tuple[int, int]] = []
    assert store.cache.rebuild(lambda done, of: seen.append((done, of))) == 50
    assert (seen[0], seen[-1]) == ((0, 50), (50, 50))
    assert (history.sessions(), history.bests(), history.workouts(TODAY), history.past_sessions(0)) == before
    store.reader.write(lambda connection: connection.execute("UPDATE summaries SET name = 'wrong'").rowcount)
    monkeypatch.setattr(cache_module, "VERSION", cache_module.VERSION + 1)
    assert history.sessions() == before[0], "tables of another version are made anew"
    store.reader.write(lambda connection: connection.execute("DROP TABLE past_reps").rowcount)
    assert (history.sessions(), history.bests(), history.workouts(TODAY), history.past_sessions(0)) == before


def test_like_for_like_looks_only_at_earlier_sessions(store: SqliteStore) -> None:
    put(store, *(session(n, PLAN_800, run(PLAN_800, [170_000 + n, 169_000 - n, 168_000])) for n in range(15)))
    history = history_of(store)
    first, _, second, *_ = like_keys(PLAN_800.steps)
    assert first
    assert second
    found = history.like([first, second], FIRST_WALL_MS + 12 * DAY_MS)
    assert [rep.session_id for rep in found[first].newest] == [f"s{number:05}" for number in range(11, 1, -1)]
    best = {key: past.best.session_id for key, past in found.items() if past.best}
    assert best == {first: "s00000", second: "s00011"}, "the best may be beyond the ten newest"
    assert history.like([first], EVER_MS)[first].newest[0].session_id == "s00014"
    assert history.like([LikeKey(first.size, "t1", 1)], EVER_MS) == {}
    assert history.like([first], FIRST_WALL_MS) == {}


def test_a_timed_rep_counts_once_its_distance_is_given(store: SqliteStore) -> None:
    plan = Plan("tempo", (Step(StepKind.REP, ByTime(600_000), "10 min"),))
    finished = run(plan, [])
    assert len(finished) == 1
    log = (*finished, Entry(1, 1, DistanceGiven(700_000, Cause.KEY, 0, 2_500_000)))
    ended: list[StoredSession] = []
    for number, entries in enumerate((log, finished)):
        ended.append(session(number, plan, entries))
    put(store, *ended)
    (key,) = like_keys(plan.steps)
    assert key
    history = history_of(store).like([key], EVER_MS)
    expected = like_history([rep for one in reversed(ended) for rep in reps_of(one)])
    assert history.get(key, LikeHistory()) == expected


PLANS: Sequence[Plan] = (PLAN_800, PLAN_400, plan_of([1_600], name="mile"), plan_of([400, 800, 400], 60, "ladder"))


@st.composite
def pasts(draw: st.DrawFn) -> list[StoredSession]:
    """Some sessions, oldest first: whole and broken off, with reps excluded, level and equal times among them."""
    found: list[StoredSession] = []
    for number in range(draw(st.integers(1, 7))):
        plan = draw(st.sampled_from(PLANS))
        times = draw(st.lists(st.integers(100_000, 100_006), max_size=3))
        uids = draw(st.lists(st.sampled_from([0, 2, 4]), max_size=2))
        excluded = [RepExcluded(900_000, Cause.KEY, uid, "wind") for uid in uids]
        found.append(session(number, plan, run(plan, times, *excluded, is_stopped=len(times) < 1)))
    return found


@settings(max_examples=40, deadline=None)
@given(pasts())
def test_the_tables_agree_with_the_pure_functions(
    tmp_path_factory: pytest.TempPathFactory, sessions: list[StoredSession]
) -> None:
    store = SqliteStore(tmp_path_factory.mktemp("past"))
    put(store, *sessions)
    history = history_of(store)
    reps = [rep for one in sessions for rep in reps_of(one)]
    assert history.bests() == bests_of(reps)
    falls = falls_of(reps)
    for distance_mm in (400_000, 800_000, 1_200_000, 1_600_000):
        for is_split in (False, True):
            assert history.falls(distance_mm, is_split=is_split) == falls.get((distance_mm, is_split), ())
    before_ms = sessions[len(sessions) // 2].header.started_wall_ms
    earlier = [one for one in sessions if one.header.started_wall_ms < before_ms]
    keys = {key for plan in PLANS for key in like_keys(plan.steps) if key}
    expected = {
        key: like_history([rep for one in reversed(earlier) for rep in reps_of(one) if rep.key == key]) for key in keys
    }
    assert history.like(keys, before_ms) == {key: past for key, past in expected.items() if past.newest}
    pasts = [past_session(one) for one in sessions]
    both = list(zip(pasts, sessions, strict=True))
    assert history.past_sessions(FIRST_DAY + 1) == tuple(pasts[1:])
    loads = [load_of(past.session_id, past.day, results_of(one.header.plan, one.log)) for past, one in both]
    trained = {load.session_id for load in loads if load}
    for row in history.workouts(TODAY):
        same = [past for past in pasts if past.workout == row.key and past.session_id in trained]
        assert history.workout(row.key) == tuple(same)
        assert history.workout(row.key, limit=1) == tuple(same[-1:])
        assert (row.sessions, row.newest_id, row.newest_day) == (len(same), same[-1].session_id, same[-1].day)
    assert history.loads() == tuple(load for load in loads if load)
    store.close()
