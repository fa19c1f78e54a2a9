"""Every screen and every table with times in it, read as a person reads it: the figures beside each other agree.

It exists because times are kept to the millisecond and shown in fewer digits, so that a difference, a lap or a mean
that is reckoned from anything but those digits contradicts what stands beside it now and then. Here random sessions
are run through the real recorder into a real history, and what is painted and printed is parsed back.
"""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.app import App

from tests.fakes import FakeWorld
from tests.ui.away import AwayApp, services_in, settle
from tests.ui.figures_read import DELTA, TIME, Rep, cells, delta_of, rows_of, signed, text_of, time_of, unitless
from tests.ui.past import mile, next_days, past_clock, pavey, run_session
from tests.ui.track import EIGHTS, begin, on_track
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.application.goal_file import save_goal
from trackclock.cli import run
from trackclock.core.comparisons import workout_key
from trackclock.ui.live.big_clock import BigClock
from trackclock.ui.run.rep_list import RepList
from trackclock.ui.screens.bests import BestsScreen
from trackclock.ui.screens.goal import GoalScreen
from trackclock.ui.screens.mend import MendScreen
from trackclock.ui.screens.preview import PreviewScreen
from trackclock.ui.screens.session import SessionScreen
from trackclock.ui.screens.workout import WorkoutScreen

SEEDS = range(2)
SIZE = (160, 44)
TARGET_MS = 164_000
GOAL_MS = 340_000


# --- the past ---------------------------------------------------------------------------------------------------------


def shaken(rng: random.Random, base_ms: int) -> int:
    """A time near another one: a hair beside it, around what is level, or seconds away."""
    return base_ms + rng.choice((rng.randint(-12, 12), rng.randint(-230, 230), rng.randint(-2_600, 2_600)))


def season_of(folder: Path, seed: int) -> tuple[SqliteStore, list[str]]:
    rng = random.Random(seed)
    clock = past_clock()
    store = SqliteStore(folder)
    ids: list[str] = []
    eights, fours = [TARGET_MS + rng.randint(-900, 900)] * 3, [78_000 + rng.randint(0, 999)] * 3
    for _ in range(4):
        eights = [shaken(rng, time_ms) for time_ms in eights]
        fours = [shaken(rng, time_ms) for time_ms in fours]
        ids.append(run_session(store, clock, pavey(), [*eights, *fours], effort=8))
        next_days(clock, 3)
        run_session(store, clock, mile(), [shaken(rng, 340_000)], effort=10)
        next_days(clock, 4)
    return store, ids


@pytest.fixture(params=SEEDS)
def past(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, SqliteStore, list[str]]]:
    store, ids = season_of(tmp_path, request.param)
    save_goal(tmp_path, "mile 5:40 on 27 September 2026")
    yield tmp_path, store, ids
    store.close()


# --- the rules, over what was read ------------------------------------------------------------------------------------


def check_session(reps: list[Rep], earlier: list[list[Rep]]) -> None:
    """Laps add up, and each delta is that of the two times in sight: before, target, last session, best."""
    before: dict[str, Rep] = {}
    for index, rep in enumerate(reps):
        assert not rep.laps or sum(rep.laps) == rep.time
        like = [session[index].time for session in earlier]
        expected = [
            rep.time - before[rep.label].time if rep.label in before else None,
            rep.time - TARGET_MS if rep.label == "800 m" else None,
            rep.time - like[-1] if like else None,
            rep.time - min(like) if like else None,
        ]
        assert rep.held == expected, rep
        assert rep.is_best == (bool(like) and rep.time < min(like))
        before[rep.label] = rep


def check_sentences(text: str, reps: list[Rep]) -> None:
    """Mean, ends and verdict of the reps in sight."""
    for label in ("800 m", "400 m"):
        times = [rep.time for rep in reps if rep.label == label]
        line = next(line for line in text.splitlines() if f"{label}: mean" in line)
        found = re.search(rf"mean ({TIME}), last (.*) first, all within (.*)", line)
        assert found is not None, line
        assert time_of(found[1]) == sum(times) // len(times) // 10 * 10
        assert delta_of(found[3].split()[0]) == max(times) - min(times)
        fade = times[-1] - times[0]
        if abs(fade) < 200:
            assert found[2] == "as fast as"
        else:
            assert delta_of(found[2].split()[0]) == abs(fade)
            assert ("faster" in found[2]) == (fade < 0)
    work = re.search(rf"({TIME}) of work", text)
    assert work is not None
    assert time_of(work[1]) == sum(rep.time for rep in reps) // 1_000 * 1_000
    unitless(text)


# --- where figures are shown ------------------------------------------------------------------------------------------


def read_screen(app: App[None]) -> list[Rep]:
    """The reps of a session's screen."""
    head, *lines = rows_of(app, "#reps")
    names = [name for name in ("#", "Rep before", "Target", "Last session", "Best", "Recov.", "Laps") if name in head]
    found: list[Rep] = []
    for line in lines:
        label, time = line[3:8], line[8 : head.index("Time") + 4].strip()
        against = cells(line[head.index("Time") + 4 :], head[head.index("Time") + 4 :], names[1:])
        held: list[int | None] = []
        for name in ("Rep before", "Target", "Last session", "Best"):
            cell = against.get(name, "–")
            held.append(None if cell == "–" else delta_of(cell))
            if cell != "–" and not (name == "Best" and time.startswith("★")):
                signed(cell)
            if name == "Best" and time.startswith("★"):
                assert cell.startswith("▼-"), line
        laps = [time_of(lap) for lap in against["Laps"].split()]
        found.append(Rep(label.strip(), time_of(time), laps, held, time.startswith("★")))
    return found


async def test_a_session_on_the_screen(past: tuple[Path, SqliteStore, list[str]]) -> None:
    folder, store, ids = past
    sessions: list[list[Rep]] = []
    for session_id in ids:
        app = AwayApp(services_in(folder, past_clock(), store), lambda at=session_id: SessionScreen(at))  # type: ignore[misc]
        async with app.run_test(size=SIZE) as pilot:
            await settle(pilot)
            reps = read_screen(app)
            check_session(reps, sessions)
            check_sentences(text_of(app, "#figures") + "\n" + text_of(app, "#verdicts"), reps)
            for rep in reps:
                check_detail(text_of(app, "#detail"), rep)
                await pilot.press("down")
                await settle(pilot)
            sessions.append(reps)


def check_detail(text: str, rep: Rep) -> None:
    """The lines below the list: halves, deltas, splits, recoveries."""
    unitless(text)
    splits = [time_of(found) for found in re.findall(rf" m: ({TIME})", text)]
    if splits:
        assert splits[-1] == rep.time
        assert [later - earlier for earlier, later in zip([0, *splits], splits, strict=False)] == rep.laps
        halves = re.search(rf"second half ({DELTA}) s (slower|faster)", text)
        apart = rep.laps[1] - rep.laps[0]
        assert (halves is None) == ("even halves" in text) == (abs(apart) < 200)
        if halves is not None:
            assert delta_of(halves[1]) == abs(apart)
            assert (halves[2] == "faster") == (apart < 0)
    held = [delta_of(found) for found in re.findall(rf"[▼▲=]({DELTA}) ", text)]
    assert held == [delta for delta in rep.held if delta is not None]
    recovery = re.search(rf"before it ({TIME})(?: s)?, ({TIME})(?: s)? was planned \(({DELTA})", text)
    if recovery is not None:
        assert delta_of(recovery[3]) == time_of(recovery[1]) - time_of(recovery[2])
        assert len({len(part.partition(".")[2]) for part in recovery.groups()}) == 1


def test_a_session_as_text(
    past: tuple[Path, SqliteStore, list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _, ids = past
    monkeypatch.setenv("TRACKCLOCK_DATA_DIR", str(folder))
    sessions: list[list[Rep]] = []
    names = ("Time", "Laps", "Rep before", "Target", "Last session", "Best", "Recovery")
    for session_id in ids:
        assert run(["show", session_id]) == 0
        text = capsys.readouterr().out
        lines = text.splitlines()
        at = next(index for index, line in enumerate(lines) if line.startswith("#"))
        shown = [name for name in names if name in lines[at]]
        reps: list[Rep] = []
        for line in lines[at + 1 : lines.index("", at)]:
            time = lines[at].index("Time") + 4
            laps = re.findall(TIME, line[time : lines[at].index("Rep before")])
            found = cells(line[lines[at].index("Rep before") :], lines[at][lines[at].index("Rep before") :], shown[2:])
            held: list[int | None] = []
            for name in ("Rep before", "Target", "Last session", "Best"):
                cell = found.get(name, "")
                held.append(delta_of(cell) if cell else None)
                is_new_best = name == "Best" and cell.startswith("-")
                if cell and not is_new_best:
                    assert cell.endswith("=") == (abs(delta_of(cell)) < 200), line
            best = held[3]
            reps.append(
                Rep(
                    line[3:8].strip(),
                    time_of(line[:time].split()[-1]),
                    list(map(time_of, laps)),
                    held,
                    bool(best and best < 0),
                )
            )
        check_session(reps, sessions)
        check_sentences(text, reps)
        sessions.append(reps)


async def test_a_workout_over_time(past: tuple[Path, SqliteStore, list[str]]) -> None:
    folder, store, _ = past
    key = workout_key(pavey())
    app = AwayApp(services_in(folder, past_clock(), store), lambda: WorkoutScreen(key, "Jo Pavey"))
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        _, *lines = rows_of(app, "#list")
        found = [re.findall(rf"(★?)({TIME}) *([▼▲=]{DELTA})?", line[12:]) for line in lines[:4]]
        assert [len(row) for row in found] == [6] * 4
        best_line = re.findall(rf"★({TIME})", lines[4])
        for column in range(6):
            times = [time_of(row[column][1]) for row in found]  # newest first
            for place, row in enumerate(found):
                _, _, delta = row[column]
                assert bool(delta) == (place < 3)
                if delta:
                    signed(delta)
                    assert delta_of(delta) == times[place] - times[place + 1]
            oldest_best = max(place for place, time in enumerate(times) if time == min(times))
            assert [row[column][0] for row in found].index("★") == oldest_best
            assert sum(bool(row[column][0]) for row in found) == 1
            assert time_of(best_line[column]) == min(times)
        unitless(text_of(app, "#trends"))
        await pilot.press("y")
        for line, row in zip(app.copied.splitlines()[2:], found, strict=True):
            plain = [cell.strip() for cell in line.strip("|").split("|")][1:]
            assert plain == [part for _, time, delta in row for part in (time, delta.lstrip("▼▲="))]


async def test_how_bests_fell(past: tuple[Path, SqliteStore, list[str]]) -> None:
    folder, store, _ = past
    app = AwayApp(services_in(folder, past_clock(), store), BestsScreen)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        _, *lines = rows_of(app, "#list")
        for line in lines:
            text = text_of(app, "#falls")
            unitless(text)
            falls = re.findall(rf"\d{{4}}-\d\d-\d\d +({TIME})  (▼{DELTA}|the first)", text)
            times = [time_of(time) for time, _ in falls]
            best, pace = re.findall(TIME, line)[:2]
            assert times[0] == time_of(best)
            if line.split()[:2] == ["400", "m"]:
                assert pace == best
            for (_, gained), time, older in zip(falls, times, times[1:], strict=False):
                assert delta_of(gained) == time - older < 0
            await pilot.press("down")
            await settle(pilot)


async def test_what_points_to_the_goal(past: tuple[Path, SqliteStore, list[str]]) -> None:
    folder, store, _ = past
    clock = past_clock()
    next_days(clock, 28)
    app = AwayApp(services_in(folder, clock, store), GoalScreen)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        _, *lines = rows_of(app, "#list")
        assert lines
        for line in lines:
            time, delta = line.split()[:2]
            signed(delta)
            assert delta_of(delta) == time_of(time) - GOAL_MS
        await pilot.press("y")
        for line in app.copied.splitlines()[2:]:
            time, delta = (cell.strip() for cell in line.split("|")[2:4])
            assert delta_of(delta) == time_of(time) - GOAL_MS


async def test_what_a_repair_would_come_to(past: tuple[Path, SqliteStore, list[str]]) -> None:
    folder, store, ids = past
    app = AwayApp(services_in(folder, past_clock(), store), lambda: SessionScreen(ids[-1]))
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("e")
        await settle(pilot)
        assert isinstance(app.screen, MendScreen)
        await pilot.press("down", "d")
        await settle(pilot)
        assert isinstance(app.screen, PreviewScreen)
        found = re.findall(rf"({TIME}) \(((?:{TIME} ?)+)\)", text_of(app, "#changes"))
        assert found
        for time, laps in found:
            assert sum(map(time_of, laps.split())) == time_of(time)


async def test_every_number_of_the_csv_of_a_list_is_one_and_exact(past: tuple[Path, SqliteStore, list[str]]) -> None:
    folder, store, _ = past
    numbers = {WorkoutScreen: {"Date"}, BestsScreen: {"As", "Date", "Session", "Remarks"}}
    for make in (lambda: WorkoutScreen(workout_key(pavey()), "Jo Pavey"), BestsScreen):
        app = AwayApp(services_in(folder, past_clock(), store), make)
        async with app.run_test(size=SIZE) as pilot:
            await settle(pilot)
            kind = type(app.screen)
            await pilot.press("comma")
            await settle(pilot)
        head, *rows = csv.reader(io.StringIO(app.copied, newline=""))
        assert all(head)
        assert len(set(head)) == len(head)
        assert rows
        for row in rows:
            for name, value in zip(head, row, strict=True):
                assert value == value.strip()
                assert name in numbers[kind] or re.fullmatch(r"(-?\d+(\.\d{3})?)?", value), (name, value)


async def test_the_csv_of_a_session_has_the_figures_that_are_shown(past: tuple[Path, SqliteStore, list[str]]) -> None:
    folder, store, ids = past
    app = AwayApp(services_in(folder, past_clock(), store), lambda: SessionScreen(ids[-1]))
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("comma")
        await settle(pilot)
    head, *rows = csv.reader(io.StringIO(app.copied, newline=""))
    cells = [dict(zip(head, row, strict=True)) for row in rows]
    laps = [name for name in head if name.startswith("Lap ")]
    assert laps == ["Lap 1", "Lap 2"]
    for before, cell in zip([None, *cells], cells, strict=False):
        assert re.fullmatch(TIME, cell["Time"])
        run = [time_of(cell[name]) for name in laps if cell[name]]
        assert sum(run) in (0, time_of(cell["Time"])), "laps add up to their time"
        if before is not None and cell["Rep"] == before["Rep"]:
            assert delta_of(cell["vs rep before"]) == time_of(cell["Time"]) - time_of(before["Time"])


# --- while it runs ----------------------------------------------------------------------------------------------------


def read_live(line: str) -> tuple[str, list[str]]:
    """Time and laps in a line of the live list."""
    found = re.search(rf" m +({TIME}|running)", line)
    assert found is not None, line
    return found[1], re.findall(rf"(?<=  )({TIME})(?=  |$)", line[found.end() :])


@pytest.mark.parametrize("seed", SEEDS)
async def test_a_session_while_it_runs(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    async with on_track(tmp_path, EIGHTS, size=(140, 40), world=FakeWorld(tmp_path)) as track:

        def lines() -> list[str]:
            return track.screen.query_one(RepList).render().plain.splitlines()

        def second() -> str:
            return track.screen.query_one("#second", BigClock).text

        await begin(track)
        finished: list[int] = []
        first_ms = 82_000
        for number in range(2):  # after the third its summary stands here
            first_ms = max(80_000, shaken(rng, first_ms))
            await track.after(first_ms, "space")
            running, (lap,) = read_live(lines()[-1])
            assert running == "running"
            # The clock runs in tenths, and so do the lap and the delta beside it.
            at_mark = time_of(lap) - TARGET_MS // 2
            assert delta_of(second()) == at_mark
            assert track.line("facts").split("  ")[1].startswith("=") == (abs(at_mark) < 200)
            await track.after(rng.randint(83_000, 84_999))
            assert delta_of(second()) == max(at_mark, time_of(track.clock) - TARGET_MS)
            await track.press("space")
            time, laps = read_live(lines()[-1])
            assert sum(map(time_of, laps)) == time_of(time)
            finished.append(time_of(time))
            facts = track.line("facts")
            expected = {"vs target": finished[-1] - TARGET_MS}
            if number:
                expected["vs rep before"] = finished[-1] - finished[-2]
            against = re.findall(rf"[▼▲=] ({DELTA}) (vs rep before|vs target)", facts)
            assert {name: delta_of(delta) for delta, name in against} == expected
            assert time_of(facts.split()[1]) == finished[-1]
            listed = re.search(rf"({DELTA}) vs target", lines()[-1])
            assert listed is not None
            assert delta_of(listed[1]) == finished[-1] - TARGET_MS
            await track.after(120_000)
