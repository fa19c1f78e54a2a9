"""What was run in a session: reps, distance and running time, whether or not it counts for anything.

It exists so that each total has one definition, and the session, the list, the week and the JSON print the same one.
"""

from __future__ import annotations

from dataclasses import dataclass

from trackclock.core.comparisons import is_exercise
from trackclock.core.figures import total_ms
from trackclock.core.plan import StepKind
from trackclock.core.results import SessionResults, StepResult


@dataclass(frozen=True, slots=True)
class Volume:
    """What was run.

    A step was run if it came to its end: skipped and unfinished ones are in none of these, whereas a rep that the
    runner has left out of comparisons is in all of them, since the legs have run it.

    Attributes:
        reps: reps that were run, exercises too.
        work_mm: distance of the reps that were run, in millimetres: the prescribed one, or what was covered in a timed
            rep, as far as it is known.
        total_mm: the same of every step, warm-up and recoveries too.
        work_ms: running time: the time of the reps that were run, exercises not counted. Where exercises outnumber
            the other reps it was a day in the gym, and what is timed there (foam rolling) is no running either: 0.
        work_shown_ms: the same of the times as they are shown beside it.
    """

    reps: int = 0
    work_mm: int = 0
    total_mm: int = 0
    work_ms: int = 0
    work_shown_ms: int = 0


def was_run(result: StepResult) -> bool:
    """Whether a step came to its end; one that was left out of comparisons did."""
    return result.time_ms is not None and not result.skipped


def is_rep_run(result: StepResult) -> bool:
    """Whether it is a rep that came to its end."""
    return result.step.kind is StepKind.REP and was_run(result)


def volume_of(results: SessionResults) -> Volume:
    """What was run in a session."""
    run = [result for result in results.steps if was_run(result)]
    reps = [result for result in run if is_rep_run(result)]
    runs = [result for result in reps if not is_exercise(result.step)]
    is_running = len(runs) * 2 >= len(reps)
    times_ms = [result.time_ms or 0 for result in runs] if is_running else []
    return Volume(
        reps=len(reps),
        work_mm=sum(distance_run_mm(result) or 0 for result in reps),
        total_mm=sum(distance_run_mm(result) or 0 for result in run),
        work_ms=sum(times_ms),
        work_shown_ms=total_ms(times_ms),
    )


def distance_run_mm(result: StepResult) -> int | None:
    """How far a step that came to its end went; None where it did not, or nobody knows."""
    return (result.step.distance_mm or result.covered_mm) if was_run(result) else None
