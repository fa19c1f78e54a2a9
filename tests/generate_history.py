"""Believable histories in the real store: `python -m tests.generate_history --sessions N --data-dir DIR`.

It exists because the screens, the caches and the benchmarks must be tried on seasons of running, and nobody has ten
thousand sessions at hand. The same seed gives the same history, to the last millisecond.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from tests.simulated_runner import Form, SimulatedRun
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.core.plan import ByDistance, ByTime, Plan, Step, StepKind, marks_mm
from trackclock.ports import SessionHeader, StoredSession

UNTIL = date(2026, 9, 20)
"""The day of the last session: fixed, so that the history is the same whenever it is made."""

DAYS_BETWEEN = 2.6
LONGEST_DAYS = 3_650
"""Ten years; more sessions than fit in them fall on the same days."""

EVERY = 100
"""Sessions that are handed to the store before it is waited for."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write a history; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.generate_history", description=__doc__)
    parser.add_argument("--sessions", type=int, required=True, metavar="N")
    parser.add_argument("--data-dir", type=Path, required=True, metavar="DIR")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--until", type=date.fromisoformat, default=UNTIL, metavar="YYYY-MM-DD")
    parser.add_argument("--twelve", action="store_true", help="every session has 12 reps of 4 splits")
    options = parser.parse_args(arguments)
    count = write_history(
        options.data_dir, options.sessions, seed=options.seed, until=options.until, is_twelve=options.twelve
    )
    print(f"{count} sessions in {options.data_dir}")
    return 0


def write_history(folder: Path, count: int, *, seed: int = 1, until: date = UNTIL, is_twelve: bool = False) -> int:
    """Write a history into the store of a folder.

    Args:
        folder: the data folder.
        count: how many sessions.
        seed: what every chance comes from.
        until: the day of the newest session.
        is_twelve: whether every session has 12 reps of 4 splits, as the benchmarks have it.

    Returns:
        How many sessions are on disk.

    Raises:
        RuntimeError: if the store does not take them.
    """
    store = SqliteStore(folder)
    written = 0
    try:
        for session in sessions(count, seed=seed, until=until, is_twelve=is_twelve):
            store.begin(session.header)
            store.append(session.header.id, session.log)
            store.release(session.header.id)
            written += 1
            if written % EVERY == 0 and not store.flush(60):
                raise RuntimeError(f"the store is stuck: {store.fault}")
        if not store.flush(60):
            raise RuntimeError(f"the store is stuck: {store.fault}")
        # As it would be in real life, where each session was derived when the history was next looked at.
        store.cache.refresh()
    finally:
        store.close()
    return written


def sessions(count: int, *, seed: int = 1, until: date = UNTIL, is_twelve: bool = False) -> Iterator[StoredSession]:
    """A history, oldest session first; see `write_history`."""
    random = Random(seed)
    plans = twelves() if is_twelve else bundled()
    span = min(count * DAYS_BETWEEN, LONGEST_DAYS)
    for number in range(count):
        share = (number + 1) / count
        day = until - timedelta(days=round(span * (1 - share)))
        name, plan = _choose(plans, day, random)
        is_bad_day = random.random() < 0.07
        form = Form(mile_ms(day, until, random), is_bad_day)
        yield StoredSession(_header(plan, name, day, number, random), SimulatedRun(plan, form, random).run())


def mile_ms(day: date, until: date, random: Random) -> int:
    """What an all-out mile takes on a day.

    A year's curve, slowest in February and fastest in late summer, upon an improvement of 40 s that levels off over
    the years, and a tired week now and then.
    """
    years_to_go = (until - day).days / 365.25
    lasting = 326_000 + 40_000 * (1 - math.exp(-years_to_go / 3))
    season = 9_000 * (1 - math.cos(2 * math.pi * (day.timetuple().tm_yday - 250) / 365.25)) / 2
    return round(lasting + season + random.gauss(0, 1_500))


def bundled() -> list[tuple[str, Plan]]:
    """The bundled session files, by name."""
    from trackclock.formats.bundled import list_bundled, load_bundled  # pydantic comes with it, and only these need it

    return [(name, load_bundled(name)) for name in list_bundled()]


def twelves() -> list[tuple[str, Plan]]:
    """Workouts of 12 reps with 4 splits each, told apart by size and recovery."""
    plans: list[tuple[str, Plan]] = []
    for distance_m, recovery_s in ((400, 60), (800, 90), (800, 120), (1_200, 180), (1_600, 180)):
        end = ByDistance(distance_m * 1_000)
        rep = Step(StepKind.REP, end, f"{distance_m} m", marks_mm=marks_mm(end.distance_mm, end.distance_mm // 4))
        pause = Step(StepKind.RECOVERY, ByTime(recovery_s * 1_000), f"{recovery_s} s recovery")
        steps: list[Step] = []
        for number in range(1, 13):
            steps.append(replace(rep, rep=number, reps=12))
            if number < 12:
                steps.append(replace(pause, rep=number, reps=12))
        name = f"12 x {distance_m} m, {recovery_s} s"
        plans.append(
            (f"12x{distance_m}-{recovery_s}.toml", Plan(name, tuple(steps), split_every_mm=end.distance_mm // 4))
        )
    return plans


def _choose(plans: Sequence[tuple[str, Plan]], day: date, random: Random) -> tuple[str, Plan]:
    """A workout: each is run in blocks of weeks, as training plans have it, with something else in between."""
    favourite = plans[(day.toordinal() // 42) % len(plans)]
    return favourite if random.random() < 0.3 else random.choice(plans)


def _header(plan: Plan, source: str, day: date, number: int, random: Random) -> SessionHeader:
    is_summer = 4 <= day.month <= 10
    offset_s = 7_200 if is_summer else 3_600
    minutes = random.randint(9 * 60, 11 * 60) if day.weekday() >= 5 else random.randint(17 * 60 + 30, 19 * 60 + 30)
    local = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(
        minutes=minutes, seconds=random.randint(0, 59)
    )
    started = local - timedelta(seconds=offset_s)
    return SessionHeader(
        id=f"{started:%Y%m%d-%H%M%S}-{number:04x}",
        plan=plan,
        source=source,
        started_wall_ms=round(started.timestamp()) * 1_000 + random.randint(0, 999),
        utc_offset_s=offset_s,
        clock_ms=random.randint(10**6, 10**9),
        boot_id="simulated",
    )


if __name__ == "__main__":
    sys.exit(main())
