"""Several athletes in one history: nobody's are held against anybody else's, and a group's own log is no session."""

from __future__ import annotations

import tempfile
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.adapters.past import DAY_MS, FIRST_WALL_MS, log_of_events, plan_of, put, run, session
from trackclock.adapters.store.backup import back_up, restore
from trackclock.adapters.store.history import SqliteHistory
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.adapters.store.watching import SqliteWatch
from trackclock.core.comparisons import like_keys, workout_key
from trackclock.core.events import AthleteGiven, Cause, Entry, Log, Undone
from trackclock.core.group_events import GroupEnded, GroupFormed, GroupMember, Passed
from trackclock.core.limits import DAY_MS as DAY
from trackclock.core.plan import Plan
from trackclock.errors import StoreError
from trackclock.ports import SessionFilter, SessionHeader, SortBy, StoredSession

PLANS = (plan_of((400, 400)), plan_of((800, 400, 800)), plan_of((200,), name="one"))
EVER = 2**61


def of(
    number: int, athlete: str | None, *, group: str | None = None, times: Sequence[int] = (80_000, 81_000)
) -> StoredSession:
    made = session(number, PLANS[0], run(PLANS[0], times, is_stopped=len(times) < 2))
    return replace(made, header=replace(made.header, athlete=athlete, group=group))


def group_of(group_id: str, members: Iterable[StoredSession], *, is_over: bool) -> StoredSession:
    """A group's own log."""
    they = tuple(members)
    names = tuple(GroupMember(one.header.athlete or "", one.header.id) for one in they)
    events = (GroupFormed(0, Cause.SPACE, names), Passed(80_000, Cause.SPACE))
    more = (GroupEnded(300_000, Cause.KEY),) if is_over else ()
    header = replace(they[0].header, id=group_id, group=group_id, athlete=None)
    return StoredSession(header, log_of_events((*events, *more)))


# --- never mixed ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Run:
    """A session to be drawn."""

    plan: int
    athlete: str | None
    given_to: tuple[str | None, ...]
    times: tuple[int, ...]
    day: int
    is_in_group: bool
    is_deleted: bool

    @property
    def whose(self) -> str | None:
        return self.given_to[-1] if self.given_to else self.athlete


NAMES = (None, "Ana", "Zoë")
ATHLETES = st.sampled_from(NAMES)
RUNS = st.builds(
    Run,
    st.integers(0, len(PLANS) - 1),
    ATHLETES,
    st.lists(ATHLETES, max_size=2).map(tuple),
    st.lists(st.sampled_from((79_990, 80_000, 80_004, 80_300, 82_000, 90_000)), min_size=1, max_size=3).map(tuple),
    st.integers(0, 5),
    st.booleans(),
    st.sampled_from((False, False, False, True)),
)


def stored(number: int, one: Run) -> StoredSession:
    plan = PLANS[one.plan]
    log = run(plan, one.times, *(AthleteGiven(500_000, Cause.KEY, athlete) for athlete in one.given_to))
    header = SessionHeader(
        f"s{number:05}", plan, "x.toml", FIRST_WALL_MS + one.day * DAY_MS, 7_200, 0, "b", one.athlete
    )
    return StoredSession(replace(header, group="g1" if one.is_in_group else None), log)


def history_with(folder: Path, runs: Iterable[tuple[int, Run]]) -> SqliteHistory:
    found = [(stored(number, one), one.is_deleted) for number, one in runs]
    with closing(SqliteStore(folder)) as store:
        put(store, *(each for each, _ in found))
        members = [each for each, _ in found if each.header.group is not None]
        if members:
            put(store, group_of("g1", members, is_over=True))
        for each, is_deleted in found:
            if is_deleted:
                store.delete(each.header.id, 1)
    return SqliteHistory(folder)


def everything(history: SqliteHistory) -> list[object]:
    """What each method says."""
    keys = sorted(
        {key for plan in PLANS for key in like_keys(plan.steps) if key is not None}, key=lambda key: key.as_text()
    )
    workouts = [workout_key(plan) for plan in PLANS]
    ids = [row.id for row in history.sessions()]
    filters = [SessionFilter(), SessionFilter(is_deleted=True), SessionFilter(distance_mm=800_000)]
    day = FIRST_WALL_MS // DAY
    try:
        last: object = history.find("last", day + 3)
    except StoreError as error:
        last = str(error)
    return [
        *(history.sessions(wanted, sort=sort) for wanted in filters for sort in SortBy),
        *(history.totals(wanted) for wanted in filters),
        *(history.months(wanted) for wanted in filters),
        history.sessions(SessionFilter(deleted_too=frozenset(f"s{number:05}" for number in range(9)))),
        history.against_last(ids),
        last,
        [history.row(session_id) for session_id in ids],
        [history.like(keys, before) for before in (FIRST_WALL_MS + 2 * DAY_MS, EVER)],
        history.past_sessions(day, day + 3),
        history.workouts(day + 2),
        [history.workout(key, limit) for key in workouts for limit in (None, 2)],
        [history.workout_bests(key) for key in workouts],
        history.bests(),
        [history.falls(mm, is_split=is_split) for mm in (200_000, 400_000, 800_000) for is_split in (False, True)],
        history.loads(),
        history.loads(day + 2),
    ]


@settings(max_examples=12, deadline=None)
@given(st.lists(RUNS, min_size=2, max_size=9))
def test_nobody_s_answers_change_by_what_anybody_else_has_run(runs: list[Run]) -> None:
    """A mixed history says of each athlete what a history says that has no other sessions."""
    numbered = list(enumerate(runs))
    with tempfile.TemporaryDirectory() as folder, closing(history_with(Path(folder), numbered)) as mixed:
        for athlete in NAMES:
            own = [(number, one) for number, one in numbered if one.whose == athlete]
            with tempfile.TemporaryDirectory() as other, closing(history_with(Path(other), own)) as alone:
                assert everything(mixed.of(athlete)) == everything(alone.of(athlete))
        there = {one.whose for one in runs if one.whose is not None and not one.is_deleted}
        assert mixed.athletes() == tuple(sorted(there))


def test_a_name_is_the_same_however_it_is_written_and_whatever_it_was(tmp_path: Path) -> None:
    """Case, the way an accent is put together, blanks; and a name that somebody had before."""
    spelt = ("Zoë", unicodedata.normalize("NFD", "zoë"), "ZOË", " Zoë ", "Zoe-Marie")

    def names_of(name: str) -> tuple[str, ...]:
        return ("Zoë", "Zoe-Marie") if name in spelt else (name,)

    with closing(SqliteStore(tmp_path)) as store:
        put(store, *(of(number, name) for number, name in enumerate(spelt)), of(9, "Bo"), of(10, " "))
        history = SqliteHistory(tmp_path, store, names_of)
        assert history.athletes() == ("Bo", "Zoë")
        for name in spelt:
            assert [row.id for row in history.of(name).sessions()] == [f"s{number:05}" for number in (4, 3, 2, 1, 0)]
            assert history.of(name).find("last").header.id == "s00004"
            assert len(history.of(name).bests()) == 1
        assert [row.id for row in history.sessions()] == ["s00010"], "no name is whoever the history belongs to"
        assert len(SqliteHistory(tmp_path, store).of("Zoë").sessions()) == 4


def test_a_session_that_is_given_away_counts_there_and_undone_where_it_was(tmp_path: Path) -> None:
    def whose(store: SqliteStore) -> list[list[str]]:
        history = SqliteHistory(tmp_path, store)
        return [[row.id for row in history.of(athlete).sessions()] for athlete in (None, "Ana")]

    with closing(SqliteStore(tmp_path)) as store:
        put(store, of(1, None), of(2, None))
        assert whose(store) == [["s00002", "s00001"], []]
        assert store.hold("s00001")
        seq = store.read("s00001").log[-1].seq + 1
        store.append("s00001", (Entry(seq, seq, AthleteGiven(500_000, Cause.KEY, "Ana")),))
        assert store.flush(30)
        assert whose(store) == [["s00002"], ["s00001"]]
        assert (store.read("s00001").athlete, store.read("s00002").athlete) == ("Ana", None)
        store.append("s00001", (Entry(seq + 1, seq + 1, Undone(500_001, Cause.KEY, seq)),))
        assert store.flush(30)
        assert whose(store) == [["s00002", "s00001"], []]


def test_whoever_watches_holds_a_session_against_those_of_its_athlete(tmp_path: Path) -> None:
    keys = [key for key in like_keys(PLANS[0].steps) if key is not None]
    with closing(SqliteStore(tmp_path)) as store:
        put(store, of(1, None), of(2, "Ana", times=(70_000, 71_000)))
        history = SqliteHistory(tmp_path, store)
        for athlete in (None, "Ana"):
            whole = history.of(athlete).like(keys, EVER)
            assert whole
            assert SqliteWatch(tmp_path, "b").like(keys, EVER, athlete) == whole


def test_every_question_of_an_athlete_is_a_walk_along_an_index(tmp_path: Path) -> None:
    """However many sessions others have; the questions as they are asked, so that none can be forgotten here."""
    with closing(SqliteStore(tmp_path)) as store:
        put(store, *(of(number, NAMES[number % 3]) for number in range(9)))
        history = SqliteHistory(tmp_path, store).of("Ana")
        history.totals()
        asked: list[str] = []

        def trace(connection: object) -> None:
            connection.set_trace_callback(asked.append)  # type: ignore[attr-defined]

        store.reader.ask(trace, None)
        everything(history)
        store.reader.ask(lambda connection: connection.set_trace_callback(None), None)
        nothing: dict[str, list[str]] = {}
        plans = store.reader.ask(
            lambda c: {
                sql: [row[3] for row in c.execute(f"EXPLAIN QUERY PLAN {sql}")] for sql in asked if "whose " in sql
            },
            nothing,
        )
    assert len(plans) > 20
    for sql, steps in plans.items():
        # What is scanned is only the answer of a query within, which has been found along an index, or the few deleted.
        within = {step.split()[1] for step in steps if step.startswith(("CO-ROUTINE", "MATERIALIZE"))}
        scanned = {step.split()[1] for step in steps if step.startswith("SCAN")}
        assert scanned <= {*within, "json_each", "j", "deleted_summaries"}, (sql, steps)


# --- a group's own log is no session ----------------------------------------------------------------------------------


def formed(store: SqliteStore, *, is_over: bool, first: int = 1, group_id: str = "g1") -> tuple[str, ...]:
    """Two athletes and their group; gives back its id and theirs."""
    members = [of(first, "Ana", group=group_id, times=(80_000,)), of(first + 1, "Ben", group=group_id, times=(82_000,))]
    if not is_over:
        members = [replace(one, log=one.log[:-1]) for one in members]
    put(store, group_of(group_id, members, is_over=is_over), *members)
    return (group_id, *(one.header.id for one in members))


@pytest.mark.parametrize("is_over", [True, False])
def test_a_group_s_log_is_in_no_list_and_no_total(tmp_path: Path, *, is_over: bool) -> None:
    with closing(SqliteStore(tmp_path)) as store:
        formed(store, is_over=is_over)
        put(store, of(5, None))
        history = SqliteHistory(tmp_path, store)
        assert [row.id for row in history.sessions()] == ["s00005"]
        assert history.totals().sessions == 1
        assert [(row.id, row.group) for row in history.of("Ben").sessions()] == [("s00002", "g1")]
        assert history.athletes() == ("Ana", "Ben")
        assert history.find("last").header.id == "s00005"
        assert history.rebuild() == 3
        with pytest.raises(StoreError, match=r"g1 is a group, whose sessions are s00001 \(Ana\), s00002 \(Ben\)"):
            history.find("g1")
        with pytest.raises(StoreError, match="there is no session 'g'"):
            history.find("g")
        assert store.read("g1").header.is_group


def test_the_last_one_is_no_group_even_before_anything_is_derived(tmp_path: Path) -> None:
    """On a disk that takes nothing more the tables are behind."""
    from trackclock.adapters.store.listing import ids_of

    with closing(SqliteStore(tmp_path)) as store:
        put(store, of(1, None))
        formed(store, is_over=True, first=2)
        put(store, of(7, "Ana"))
        store.cache.ask(lambda connection: None, None)
        put(store, of(8, "ANA"))
        nothing: list[list[str]] = []
        found = store.reader.ask(lambda c: [ids_of(c, "last", None, whose) for whose in (("",), ("ana",))], nothing)
        assert found == [["s00001"], ["s00008"]]


def test_a_backup_carries_groups_and_counts_sessions(tmp_path: Path) -> None:
    with closing(SqliteStore(tmp_path / "one")) as store, closing(SqliteStore(tmp_path / "two")) as other:
        ids = formed(store, is_over=True)
        assert back_up(store, tmp_path / "backup").sessions == 2
        assert restore(other, tmp_path / "backup").added == 2
        assert restore(other, tmp_path / "backup").unchanged == 2
        assert [other.read(one) for one in ids] == [store.read(one) for one in ids]


def test_another_group_of_the_same_id_is_a_group_beside_it(tmp_path: Path) -> None:
    with closing(SqliteStore(tmp_path / "one")) as store, closing(SqliteStore(tmp_path / "two")) as other:
        formed(store, is_over=True)
        put(other, group_of("g1", [of(7, "Cai", group="g1")], is_over=True))
        back_up(store, tmp_path / "backup")
        restored = restore(other, tmp_path / "backup")
        assert (restored.added, restored.beside) == (2, ())
        assert SqliteHistory(tmp_path / "two", other).sessions() == ()


def test_a_damaged_history_says_how_many_sessions_came_over(tmp_path: Path) -> None:
    from tests.adapters.test_store_imports import spoil

    with closing(SqliteStore(tmp_path)) as store:
        ids = formed(store, is_over=True)
        logs = [store.read(one) for one in ids]
    spoil(store.path)
    with closing(SqliteStore(tmp_path)) as again:
        assert [again.read(one) for one in ids] == logs
        assert "2 sessions read from it" in (again.notice or "")


def test_the_last_session_of_a_group_takes_its_log_with_it(tmp_path: Path) -> None:
    """Deleted for good, nothing is left that names who ran; until then the others keep what ties them together."""
    with closing(SqliteStore(tmp_path)) as store:
        group_id, *members = formed(store, is_over=True)
        for number, session_id in enumerate(members):
            assert store.read(group_id)
            store.delete(session_id, number)
            store.erase(session_id, number)
        with pytest.raises(StoreError, match="there is no session"):
            store.read(group_id)
        assert store.deleted() == {group_id, *members}
    assert b"Ana" not in store.path.read_bytes()


# --- unfinished -------------------------------------------------------------------------------------------------------


def left(store: SqliteStore) -> tuple[list[tuple[str, ...]], list[str]]:
    return [one.ids for one in store.unfinished_groups()], [one.header.id for one in store.unfinished()]


def test_a_group_is_left_as_a_whole_and_never_one_by_one(tmp_path: Path) -> None:
    with closing(SqliteStore(tmp_path)) as store:
        ids = formed(store, is_over=False)
        formed(store, is_over=True, first=3, group_id="g2")
        alone = of(9, None, times=(80_000,))
        put(store, replace(alone, log=alone.log[:-1]))
        assert left(store) == ([ids], ["s00009"])
        (found,) = store.unfinished_groups()
        assert [found.group, *found.members] == [store.read(one) for one in ids]
        with closing(SqliteStore(tmp_path)) as other:
            assert other.hold(ids[2])
            assert left(store) == ([], ["s00009"]), "another app has one of them"
            assert not store.hold_all(ids)
            other.release(ids[2])
            assert other.flush(5)
            assert store.hold_all(ids)
            assert left(other) == ([], ["s00009"])
        for one in ids:
            store.release(one)


def test_what_another_app_holds_keeps_nobody_from_the_others(tmp_path: Path) -> None:
    """None of them is held after a hold that failed."""
    with closing(SqliteStore(tmp_path)) as store, closing(SqliteStore(tmp_path)) as other:
        ids = formed(store, is_over=False)
        assert other.hold(ids[-1])
        assert not store.hold_all(ids)
        assert store.flush(5)
        assert other.hold_all(ids[:-1])


@pytest.mark.parametrize("how", ["deleted", "missing", "unreadable"])
def test_what_is_left_of_a_group_that_is_not_whole_is_offered_by_itself(tmp_path: Path, how: str) -> None:
    with closing(SqliteStore(tmp_path)) as store:
        members = [of(number, name, group="g1", times=(80_000,)) for number, name in ((1, "Ana"), (2, "Ben"))]
        members = [replace(one, log=one.log[:-1]) for one in members]
        put(store, group_of("g1", members, is_over=False), *members[: 1 if how == "missing" else 2])
        if how == "deleted":
            store.delete("s00002", 1)
        elif how == "unreadable":
            sql = "UPDATE events SET body = 'x' WHERE session = (SELECT key FROM sessions WHERE id = 's00002')"
            store.reader.write(lambda connection: connection.execute(sql))
        assert left(store) == ([], ["s00001"])


def test_a_group_is_over_only_while_its_end_counts(tmp_path: Path) -> None:
    def taken_back(log: Log) -> Log:
        return (*log, Entry(len(log), len(log), Undone(400_000, Cause.KEY, len(log) - 1)))

    with closing(SqliteStore(tmp_path)) as store:
        member = of(1, "Ana", group="g1")
        group = group_of("g1", [member], is_over=True)
        put(store, replace(group, log=taken_back(group.log)), member)
        assert left(store) == ([("g1", "s00001")], [])


def test_a_plan_without_others_is_as_it_was(tmp_path: Path) -> None:
    """Nothing of athletes is written into the header of a session alone."""
    plan: Plan = PLANS[0]
    with closing(SqliteStore(tmp_path)) as store:
        put(store, session(1, plan, run(plan, (80_000, 81_000))))
        (row,) = SqliteHistory(tmp_path, store).sessions()
        assert (row.athlete, row.group) == (None, None)
        assert SqliteHistory(tmp_path, store).athletes() == ()
