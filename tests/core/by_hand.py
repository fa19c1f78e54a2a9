"""Sessions built by hand, so that each expected number of a test can be worked out on paper.

It exists because comparisons and progress are pure functions of results and need no log to be tried.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trackclock.core.comparisons import past_reps, workout_key
from trackclock.core.plan import (
    ByDistance,
    ByTime,
    Open,
    PatternPart,
    Plan,
    RecoveryMode,
    Step,
    StepEnd,
    StepKind,
    Target,
    marks_mm,
)
from trackclock.core.progress import PastSession
from trackclock.core.results import SessionResults, SplitResult, Status, StepResult


def rep(distance_m: int, target: Target | None = None, pattern: tuple[PatternPart, ...] = (), lap_m: int = 400) -> Step:
    distance = distance_m * 1_000
    marks = marks_mm(distance, lap_m * 1_000)
    return Step(StepKind.REP, ByDistance(distance), f"{distance_m} m", target=target, marks_mm=marks, pattern=pattern)


def timed_rep(seconds: int) -> Step:
    return Step(StepKind.REP, ByTime(seconds * 1_000), f"{seconds} s")


def exercise(label: str) -> Step:
    return Step(StepKind.REP, Open(), label)


def pause(end: StepEnd | int, mode: RecoveryMode | None = None, kind: StepKind = StepKind.RECOVERY) -> Step:
    """A recovery; a whole number is seconds."""
    return Step(kind, ByTime(end * 1_000) if isinstance(end, int) else end, "recovery", mode=mode)


def warmup() -> Step:
    return Step(StepKind.WARMUP, ByTime(600_000), "warm up", rep=None, reps=None, set=None, sets=None)


def repeats(count: int, step: Step, recovery: Step) -> list[Step]:
    """`count` reps with the recovery between them."""
    steps = [step]
    for _ in range(count - 1):
        steps += [recovery, step]
    return steps


@dataclass(frozen=True)
class Run:
    """What a rep came to, in milliseconds; `splits` are the times at its inner marks."""

    time_ms: int | None
    splits: tuple[int, ...] = ()
    skipped: bool = False
    excluded: str | None = None
    covered_m: int | None = None
    doubtful: bool = False


def results_of_runs(steps: Sequence[Step], runs: Sequence[Run | int], effort: int | None = None) -> SessionResults:
    """Results in which every pause took exactly what was prescribed (60 s where that is open)."""
    left = list(runs)
    results: list[StepResult] = []
    at = 0
    recovered = 0
    had_rep = False
    for index, step in enumerate(steps):
        if step.kind is not StepKind.REP:
            time_ms = 60_000 if step.duration_ms is None else step.duration_ms
            results.append(StepResult(index + 1, index, step, at, time_ms))
            recovered += time_ms if step.is_pause else 0
            at += time_ms
            continue
        if not left:
            break
        run = left.pop(0)
        run = Run(run) if isinstance(run, int) else run
        results.append(
            StepResult(
                index + 1,
                index,
                step,
                at,
                run.time_ms,
                _splits(step, run),
                skipped=run.skipped,
                excluded=run.excluded,
                covered_mm=None if run.covered_m is None else run.covered_m * 1_000,
                recovery_ms=recovered if had_rep else None,
                doubtful=run.doubtful,
            )
        )
        at += run.time_ms or 0
        recovered, had_rep = 0, True
    return SessionResults(Plan("By hand", tuple(steps)), Status.FINISHED, tuple(results), at, effort=effort)


def session(
    name: str, day: int, steps: Sequence[Step], runs: Sequence[Run | int], effort: int | None = None
) -> PastSession:
    """An earlier session, as the cache of the history gives it back."""
    results = results_of_runs(steps, runs, effort)
    return PastSession(name, day, workout_key(results.plan), past_reps(name, day, results), effort)


def _splits(step: Step, run: Run) -> tuple[SplitResult, ...]:
    times = [*run.splits, *([run.time_ms] if run.time_ms is not None else [])]
    marks = step.marks_mm[-len(times) :] if len(times) > len(step.marks_mm) else step.marks_mm
    if len(times) == 1 and len(marks) > 1:
        marks = marks[-1:]
    befores = [0, *times]
    return tuple(
        SplitResult(mark, time, time - before) for mark, time, before in zip(marks, times, befores, strict=False)
    )
