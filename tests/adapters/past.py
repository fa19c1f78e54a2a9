"""Sessions of the past for the tests of the store: plans of reps, and logs of how they were run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.core.events import Cause, Entry, Event, Log, RepFinished, SessionStarted, SessionStopped, SplitMarked
from trackclock.core.plan import ByDistance, ByTime, Plan, Step, StepKind, marks_mm
from trackclock.ports import SessionHeader, StoredSession

DAY_MS = 86_400_000
FIRST_WALL_MS = 1_780_000_000_000
GET_READY_MS = 5_000


def plan_of(distances_m: Iterable[int], recovery_s: int = 90, name: str = "session") -> Plan:
    """Reps over these distances, with a recovery by time between them."""
    steps: list[Step] = []
    for distance_m in distances_m:
        if steps:
            steps.append(Step(StepKind.RECOVERY, ByTime(recovery_s * 1_000), "recovery"))
        distance_mm = distance_m * 1_000
        steps.append(
            Step(StepKind.REP, ByDistance(distance_mm), f"{distance_m} m", marks_mm=marks_mm(distance_mm, 400_000))
        )
    return Plan(name, tuple(steps))


def log_of_events(events: Sequence[Event]) -> Log:
    """Events as a log, each a batch of its own."""
    return tuple(Entry(seq, seq, event) for seq, event in enumerate(events))


def run(plan: Plan, times_ms: Sequence[int], *more: Event, is_stopped: bool = False) -> Log:
    """The log of a session whose reps took these times, at an even pace; left or unfinished if there are fewer."""
    events: list[Event] = [SessionStarted(0, Cause.SPACE, GET_READY_MS)]
    now, times = GET_READY_MS, iter(times_ms)
    for step in plan.steps:
        if step.kind is not StepKind.REP:
            now += step.duration_ms or 0
            continue
        time_ms = next(times, None)
        if time_ms is None or step.distance_mm is None:
            break
        for index, mark in enumerate(step.marks_mm[:-1]):
            events.append(SplitMarked(now + time_ms * mark // step.distance_mm, Cause.SPACE, index))
        now += time_ms
        events.append(RepFinished(now, Cause.SPACE))
    if is_stopped:
        events.append(SessionStopped(now + 1_000, Cause.KEY))
    return log_of_events([*events, *more])


def session(number: int, plan: Plan, log: Log, utc_offset_s: int = 7_200) -> StoredSession:
    """A stored session; the number is its day and makes its id."""
    started = FIRST_WALL_MS + number * DAY_MS
    return StoredSession(SessionHeader(f"s{number:05}", plan, f"{plan.name}.toml", started, utc_offset_s, 0, "b"), log)


def put(store: SqliteStore, *sessions: StoredSession) -> None:
    """Write whole sessions as an app does that leaves each of them."""
    for one in sessions:
        store.begin(one.header)
        store.append(one.header.id, one.log)
        store.release(one.header.id)
    assert store.flush(30)
