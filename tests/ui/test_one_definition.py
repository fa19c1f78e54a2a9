"""Trends, bests, weeks and "last" have one definition each: every screen that states one says what a second count says.

The histories are random, in the real store: whole sessions, broken-off ones, some in which nothing was run, some that a
wrong clock has dated ahead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.widgets import Static

from tests.adapters.past import DAY_MS, FIRST_WALL_MS, plan_of, run, session
from tests.fakes import FakeClock
from tests.ui.away import AwayApp, services_in, settle
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.application.outlook import read_outlook
from trackclock.application.services import Services, today_of
from trackclock.core.comparisons import like_keys, workout_key
from trackclock.core.durations import parse_duration
from trackclock.core.plan import Plan
from trackclock.core.progress import AgainstLast, Trend, against_last
from trackclock.core.session import results_of
from trackclock.ports import SessionRow, SortBy, StoredSession
from trackclock.ui.outlook import days_text, head_text, pace_text
from trackclock.ui.screens.goal import GoalScreen
from trackclock.ui.screens.workout import NEWEST, WorkoutScreen, read_workout
from trackclock.ui.screens.workouts import WorkoutsScreen, read_outline
from trackclock.ui.trends import line_text, trend_line
from trackclock.ui.widgets.rows import RowList
from trackclock.ui.words import date_text, month_text

PLANS: dict[str, tuple[Plan, tuple[int, ...]]] = {
    "predictor": (plan_of([600] * 4, 300, "4 x 600 m"), (600,) * 4),
    "trial": (plan_of([1_600], name="trial"), (1_600,)),
    "quick": (plan_of([600, 400], 300, "quick"), (600, 400)),
    "fours": (plan_of([400] * 3, 60, "fours"), (400,) * 3),
}
KEYS = {name: workout_key(plan) for name, (plan, _) in PLANS.items()}
NOW = 250
"""The day of the history that is today; what lies beyond it was dated by a wrong clock."""

ROUNDED_MS = 1
"""What whole nanoseconds a day in a slope may come to over a year."""

_WINDOW = r"level|(?P<{0}>[-+](?:\d+:)?\d+\.\d)(?: s)?"
_SENTENCE = re.compile(
    r"^(?P<sign>[▼▲=]) .*: (?:last 8 weeks (?P<recent_said>"
    + _WINDOW.format("recent")
    + r"))?(?:, )?(?:since (?P<since>a year ago|\d+ \w+) (?P<year_said>"
    + _WINDOW.format("year")
    + r"))? \((?P<points>\d+(?: and \d+)?) sessions\)$"
)


@dataclass(frozen=True)
class Drawn:
    """A session: its day, what was run and the times of the reps that were."""

    day: int
    name: str
    times_ms: tuple[int, ...]

    @property
    def key(self) -> str:
        return KEYS[self.name]

    def of_size(self, distance_m: int) -> list[int]:
        sizes = PLANS[self.name][1]
        return [time_ms for time_ms, size in zip(self.times_ms, sizes, strict=False) if size == distance_m]

    def stored(self) -> StoredSession:
        plan, sizes = PLANS[self.name]
        return session(self.day, plan, run(plan, self.times_ms, is_stopped=len(self.times_ms) < len(sizes)))


@st.composite
def histories(draw: st.DrawFn) -> list[Drawn]:
    days = sorted(draw(st.sets(st.integers(90, 258), min_size=4, max_size=11)))
    found: list[Drawn] = []
    for day in days:
        name = draw(st.sampled_from(["predictor", "predictor", *PLANS]))
        sizes = PLANS[name][1]
        whole = draw(st.sampled_from([True, True, True, False]))
        count = len(sizes) if whole else draw(st.integers(0, len(sizes)))
        times = (200 * size + 10 * draw(st.integers(-300, 300)) for size in sizes[:count])
        found.append(Drawn(day, name, tuple(times)))
    return found


def world(folder: Path, drawn: Sequence[Drawn]) -> tuple[Services, SqliteStore]:
    store = SqliteStore(folder)
    for one in drawn:
        stored = one.stored()
        store.begin(stored.header)
        store.append(stored.header.id, stored.log)
        store.release(stored.header.id)
    assert store.flush(30)
    clock = FakeClock(wall_ms=FIRST_WALL_MS + NOW * DAY_MS + 3_600_000)
    services = services_in(folder, clock, store)
    return services, store


def epoch_day(services: Services, day: int) -> int:
    return today_of(services) - NOW + day


# --- a second count ---------------------------------------------------------------------------------------------------


def window(drawn: Sequence[Drawn], key: str) -> list[Drawn]:
    return [one for one in drawn if one.key == key and one.times_ms and one.day <= NOW][-60:]


def points(drawn: Sequence[Drawn], key: str, distance_m: int) -> list[tuple[int, Fraction]]:
    found = [(one.day, one.of_size(distance_m)) for one in window(drawn, key)]
    return [(day, Fraction((2 * sum(times) + len(times)) // (2 * len(times)))) for day, times in found if times]


Points = Sequence[tuple[int, Fraction]]


def change_ms(line: Points) -> Fraction | None:
    """The median slope of all pairs, from the first day to the last."""
    if len(line) < 3:
        return None
    slopes = [(later[1] - earlier[1]) / (later[0] - earlier[0]) for earlier, later in combinations(line, 2)]
    return median(slopes) * (line[-1][0] - line[0][0])


def check_trend(trend: Trend | None, line: Points, services: Services) -> None:
    """A trend, and the sentence and the cells in which it is said, against the second count."""
    year = [point for point in line if point[0] > NOW - 365]
    recent = [point for point in year if point[0] > NOW - 56]
    wanted = {"recent": recent, "year": year if len(year) > len(recent) else []}
    changes = {name: change_ms(points) for name, points in wanted.items()}
    assert (trend is None) == (set(changes.values()) == {None})
    if trend is None:
        return
    said = _SENTENCE.match(trend_line("x", trend).plain)
    assert said is not None, trend_line("x", trend).plain
    for name, change in changes.items():
        cell = line_text(trend.recent if name == "recent" else trend.year).plain
        assert (said[f"{name}_said"] is None) == (change is None) == (not cell)
        if change is None:
            continue
        shown = said[name]
        if abs(change) >= 200 + ROUNDED_MS:
            assert shown is not None, "a curve that falls or climbs is never level"
            assert cell == ("▼" if change < 0 else "▲") + shown
            assert abs(Fraction(parse_duration(shown.lstrip("+-")), 1_000) - abs(change) / 1_000) < Fraction(12, 100)
        elif abs(change) <= 200 - ROUNDED_MS:
            assert said[f"{name}_said"] == "level"
            assert cell.startswith("=")
    counts = [str(len(points)) for name, points in wanted.items() if changes[name] is not None]
    assert said["points"] == " and ".join(counts)
    if said["since"]:
        first = year[0][0]
        assert (said["since"] == "a year ago") == (NOW - first > 334)
        assert said["since"] in ("a year ago", " ".join(date_text(epoch_day(services, first)).split()[:2]))


# --- properties -------------------------------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(histories())
def test_every_place_that_states_a_trend_says_the_same(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[Drawn]
) -> None:
    services, store = world(tmp_path_factory.mktemp("trends"), drawn)
    today, history = today_of(services), services.history
    said: dict[tuple[str, str], Trend] = {}
    for name, key in KEYS.items():
        outline = read_outline(history, key, today)
        for limit in (NEWEST, None):
            table = read_workout(history, key, limit, today).table
            trends = dict(table.trends)
            for distance_m in {*PLANS[name][1]}:
                trend = next((found for size, found in trends.items() if size.amount == distance_m * 1_000), None)
                check_trend(trend, points(drawn, key, distance_m), services)
            assert outline.trend == (trends.get(outline.size) if outline.size else None)
            for column in table.columns:
                line = [
                    (one.day, Fraction(one.times_ms[place]))
                    for one in window(drawn, key)
                    if (place := _place(name, column.label)) < len(one.times_ms)
                ]
                check_trend(column.trend, line, services)
        if outline.size is not None and outline.trend is not None:
            said[PLANS[name][0].name, outline.size.describe()] = outline.trend
    outlook = read_outlook(services)
    for found in outlook.trends:
        assert said[found.name, found.size.describe()] == found.trend
    lines = [line for line in pace_text(outlook).plain.splitlines() if _SENTENCE.match(line)]
    assert len(lines) == len(outlook.trends)
    store.close()


def _place(name: str, label: str) -> int:
    """Which rep of a session a column is: `600 m 2` is the second 600."""
    size, _, number = label.partition(" m")
    places = [place for place, distance_m in enumerate(PLANS[name][1]) if distance_m == int(size)]
    return places[int(number or 1) - 1]


@settings(max_examples=25, deadline=None)
@given(histories())
def test_a_best_of_a_workout_was_run_in_it(tmp_path_factory: pytest.TempPathFactory, drawn: list[Drawn]) -> None:
    services, store = world(tmp_path_factory.mktemp("bests"), drawn)
    today, history = today_of(services), services.history
    for name, key in KEYS.items():
        own = [one for one in drawn if one.key == key and one.times_ms]
        ids = {one.stored().header.id for one in own}
        seen = read_workout(history, key, NEWEST, today)
        for column in seen.table.columns:
            place = _place(name, column.label)
            times = [one.times_ms[place] for one in own if place < len(one.times_ms)]
            assert seen.bests[column.key].time_ms == min(times)
            assert seen.bests[column.key].session_id in ids
        outline = read_outline(history, key, today)
        if outline.size is not None:
            of_size = [time_ms for one in own for time_ms in one.of_size(outline.size.amount // 1_000)]
            assert outline.best_ms == min(of_size)
    store.close()


@settings(max_examples=25, deadline=None)
@given(histories())
def test_what_nobody_ran_and_what_lies_ahead_changes_nothing_that_is_said_of_today(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[Drawn]
) -> None:
    folder = tmp_path_factory.mktemp("today")
    services, store = world(folder / "all", drawn)
    real, real_store = world(folder / "real", [one for one in drawn if one.times_ms and one.day <= NOW])
    today = today_of(services)
    outlook = read_outlook(services)
    assert outlook == read_outlook(real)
    assert days_text(outlook).plain == days_text(read_outlook(real)).plain
    assert head_text(outlook, "e").plain == head_text(read_outlook(real), "e").plain
    keys = [key for plan, _ in PLANS.values() for key in like_keys(plan.steps) if key]
    now_ms = services.clock.wall_ms()
    assert services.history.like(keys, now_ms) == real.history.like(keys, now_ms)
    rows, real_rows = services.history.workouts(today), real.history.workouts(today)
    assert [replace(row, sessions=0) for row in rows[: len(real_rows)]] == [
        replace(row, sessions=0) for row in real_rows
    ]
    assert {row.key: row.sessions for row in rows} == {
        key: count for key in KEYS.values() if (count := sum(one.key == key and bool(one.times_ms) for one in drawn))
    }
    totals, everything = services.history.totals(), [one for one in drawn if one.times_ms]
    assert (totals.sessions, totals.without_reps) == (len(drawn), len(drawn) - len(everything))
    assert totals.reps == sum(len(one.times_ms) for one in everything)
    store.close()
    real_store.close()


@settings(max_examples=15, deadline=None)
@given(histories())
def test_last_is_the_newest_up_to_today(tmp_path_factory: pytest.TempPathFactory, drawn: list[Drawn]) -> None:
    services, store = world(tmp_path_factory.mktemp("last"), drawn)
    until = [one.stored().header.id for one in drawn if one.day <= NOW]
    # Where all of them lie ahead, it is the clock of today that is wrong.
    expected = until[-1] if until else drawn[-1].stored().header.id
    assert services.history.find("last", today_of(services)).header.id == expected
    listed = [row.id for row in services.history.sessions()]
    assert listed == [one.stored().header.id for one in drawn][::-1], "the list stays by date"
    store.close()


@settings(max_examples=15, deadline=None)
@given(histories())
def test_the_list_says_of_last_time_and_of_the_months_what_the_sessions_say(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[Drawn]
) -> None:
    services, store = world(tmp_path_factory.mktemp("against"), drawn)
    history, rows = services.history, services.history.sessions()
    listed = history.against_last(row.id for row in rows)
    for row in rows:
        stored = history.find(row.id)
        results = results_of(stored.header.plan, stored.log)
        keys = [key for key in like_keys(results.plan.steps) if key is not None]
        found = against_last(results, history.like(keys, stored.start.wall_ms))
        assert _plain(listed.get(row.id)) == _plain(found)
    for is_reversed in (False, True):
        ordered = [row.id for row in history.sessions(sort=SortBy.LAST_TIME, is_reversed=is_reversed)]
        means = [listed[one].mean.shown_ms for one in ordered if one in listed]
        assert means == sorted(means, reverse=is_reversed)
        assert [one in listed for one in ordered] == sorted((one in listed for one in ordered), reverse=True)
        assert sorted(ordered) == sorted(row.id for row in rows)
    hard = {load.session_id for load in history.loads() if load.is_hard}
    months: dict[str, list[SessionRow]] = {}
    for row in rows:
        months.setdefault(month_text(row.day), []).append(row)
    assert [
        (month_text(month.day), month.sessions, month.reps, month.work_mm, month.hard) for month in history.months()
    ] == [
        (
            name,
            len(own),
            sum(row.reps for row in own),
            sum(row.work_mm for row in own),
            len({row.id for row in own} & hard),
        )
        for name, own in months.items()
    ]
    store.close()


def _plain(against: AgainstLast | None) -> object:
    """All of it but what only a rep that was read whole has."""
    if against is None:
        return None
    last = {place: (rep.session_id, rep.position, rep.time_ms, rep.session) for place, rep in against.last.items()}
    return against.reps, against.mean, against.mean_ms, last


# --- as it is seen ----------------------------------------------------------------------------------------------------

SEEN = [
    *(Drawn(100 + 7 * week, "predictor", (120_000 - 500 * week,) * 4) for week in range(5)),
    # Not one that predicts anything (a recovery was cut, a rep is missing), but run all the same.
    *(Drawn(135 + 7 * week, "predictor", (117_500 + 300 * week,) * 3) for week in range(5)),
    Drawn(190, "quick", (90_000, 70_000)),
    Drawn(300, "predictor", (60_000,) * 4),
]


async def test_the_goal_the_list_and_the_workout_say_the_same(tmp_path: Path) -> None:
    services, store = world(tmp_path, SEEN)
    said: list[str] = []
    app = AwayApp(services, WorkoutsScreen)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        rows = app.screen.query_one("#list", RowList)
        shown = {line.split()[0]: line for y in (1, 2) if (line := rows.render_line(y).text.strip())}
        assert "1:00.00" in shown["4"], "its own best, though a wrong clock has dated it ahead"
        await pilot.press("down")
        await settle(pilot)
        what = str(app.screen.query_one("#what", Static).content)
        assert "600 m after 5:00" in what
        said.append(what.splitlines()[-1])
        assert said[0].removeprefix("▼ ") in trend_sentences(services)
    for make in (lambda: WorkoutScreen(KEYS["predictor"], "4 x 600 m"), GoalScreen):
        app = AwayApp(services, make)
        async with app.run_test(size=(140, 36)) as pilot:
            await settle(pilot)
            selector = "#paces" if isinstance(app.screen, GoalScreen) else "#trends"
            text = str(app.screen.query_one(selector, Static).content)
            said += [line for line in text.splitlines() if _SENTENCE.match(line)]
    assert len(said) == 3
    assert len({line[line.index("mean 600 m") :] for line in said}) == 1
    store.close()


def trend_sentences(services: Services) -> str:
    table = read_workout(services.history, KEYS["predictor"], NEWEST, today_of(services)).table
    return "\n".join(trend_line(f"mean {size.describe()}", trend).plain for size, trend in table.trends)
