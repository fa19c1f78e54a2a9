"""A small past for the screens: sessions that a simulated runner ran through the real recorder into a real store.

It exists so that the tests of the history look at logs and tables as they really come to be.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.fakes import FakeClock, FakeSpeaker
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.core import commands as ask
from trackclock.core.plan import (
    ByDistance,
    ByTime,
    Open,
    Plan,
    RecoveryMode,
    Step,
    StepKind,
    Target,
    marks_mm,
)
from trackclock.core.session import Phase
from trackclock.recorder import Recorder

START_MS = 1_777_654_800_000
"""1 May 2026, 17:00 UTC."""

DAY_MS = 86_400_000


def past_clock() -> FakeClock:
    return FakeClock(wall_ms=START_MS)


def put(clock: FakeClock, reading_ms: int) -> None:
    clock.advance(reading_ms - clock.now_ms())


def rep(distance_m: int, number: int = 1, of: int = 1, target_ms: int | None = None, block: int = 0) -> Step:
    from trackclock.core.durations import format_duration

    target = Target(format_duration(target_ms), target_ms, target_ms) if target_ms is not None else None
    distance_mm = distance_m * 1_000
    return Step(
        StepKind.REP,
        ByDistance(distance_mm),
        f"{distance_m} m",
        number,
        of,
        block=block,
        group=block,
        target=target,
        marks_mm=marks_mm(distance_mm, 400_000),
    )


def reps(count: int, distance_m: int, recovery_s: int, target_ms: int | None = None, block: int = 0) -> list[Step]:
    steps: list[Step] = []
    for number in range(1, count + 1):
        steps.append(rep(distance_m, number, count, target_ms, block))
        if number < count:
            recovery = ByTime(recovery_s * 1_000)
            steps.append(Step(StepKind.RECOVERY, recovery, "recovery", number, count, block=block, group=block))
    return steps


def pavey() -> Plan:
    rest = Step(StepKind.REST, ByTime(180_000), "rest", block=1, group=1)
    steps = [*reps(3, 800, 120, 164_000), rest, *reps(3, 400, 90, block=2)]
    return Plan("Jo Pavey: 800s and 400s", tuple(steps))


def six_hundreds() -> Plan:
    return Plan("4 x 600 m, a mile predictor", tuple(reps(4, 600, 300)))


def mile() -> Plan:
    step = Step(StepKind.REP, ByDistance(1_609_344), "1 mile", marks_mm=marks_mm(1_609_344, 400_000))
    return Plan("Mile time trial", (step,))


def timed() -> Plan:
    minute = Step(StepKind.REP, ByTime(60_000), "60 s", 1, 2)
    jog = Step(StepKind.RECOVERY, Open(), "jog back", 1, 2, mode=RecoveryMode.JOG)
    return Plan("2 x 60 s", (minute, jog, Step(StepKind.REP, ByTime(60_000), "60 s", 2, 2)))


def run_session(
    store: SqliteStore,
    clock: FakeClock,
    plan: Plan,
    rep_ms: Sequence[int],
    *,
    note: str = "",
    effort: int | None = None,
    source: str = "session.toml",
    finish: bool = True,
) -> str:
    """Run a plan: each rep takes its time, at even pace, each timed recovery what is prescribed, each open one 60 s.

    Returns:
        The session's id.
    """
    recorder = Recorder(plan, source, clock, store, FakeSpeaker())
    recorder.submit(ask.Press(), clock.now_ms())
    left = list(rep_ms)
    while recorder.phase is Phase.RUNNING:
        state = recorder.state
        deadline = recorder.next_deadline_ms()
        step = state.step
        is_rep = step is not None and step.kind is StepKind.REP and not state.is_getting_ready
        if is_rep and not left:
            break
        if is_rep and step is not None and step.marks_mm:
            time_ms = left.pop(0)
            begin_ms = clock.now_ms()
            for mark in step.marks_mm:
                put(clock, begin_ms + time_ms * mark // step.marks_mm[-1])
                recorder.submit(ask.Press(), clock.now_ms())
        elif deadline is not None:
            if is_rep:
                left.pop(0)
            put(clock, deadline)
            recorder.poll(deadline)
        else:
            clock.advance(60_000)
            recorder.submit(ask.Press(), clock.now_ms())
    if note:
        recorder.submit(ask.WriteNote(note), clock.now_ms())
    if effort is not None:
        recorder.submit(ask.RateEffort(effort), clock.now_ms())
    assert recorder.header is not None
    if finish:
        recorder.leave(clock.now_ms())
    else:
        store.release(recorder.header.id)
    assert store.flush(10)
    return recorder.header.id


def next_days(clock: FakeClock, days: int) -> None:
    clock.advance(days * DAY_MS)


def season(folder: Path, clock: FakeClock) -> tuple[SqliteStore, list[str]]:
    """Seven sessions over five weeks, two of each workout that repeats; returns their ids, oldest first."""
    store = SqliteStore(folder)
    ids = [run_session(store, clock, pavey(), [168_400, 169_100, 167_900, 78_300, 77_900, 78_000], effort=8)]
    next_days(clock, 4)
    ids.append(run_session(store, clock, six_hundreds(), [122_000, 121_500, 121_200, 122_400], effort=8))
    next_days(clock, 5)
    ids.append(run_session(store, clock, mile(), [345_300], note="windy", effort=10))
    next_days(clock, 6)
    ids.append(
        run_session(store, clock, pavey(), [166_200, 165_300, 164_100, 77_300, 76_500, 75_800], note="rain", effort=9)
    )
    next_days(clock, 7)
    ids.append(run_session(store, clock, six_hundreds(), [120_100, 119_800, 119_300, 118_900], effort=7))
    next_days(clock, 7)
    ids.append(run_session(store, clock, mile(), [338_700], effort=10))
    next_days(clock, 6)
    ids.append(run_session(store, clock, pavey(), [165_210, 163_900, 164_050, 76_900, 75_700, 74_600], effort=8))
    return store, ids
