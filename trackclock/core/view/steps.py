"""A step in words, as every screen calls it.

It exists so that a rep or a recovery has one name, whether it runs, comes next or is told of in a message.
"""

from __future__ import annotations

from trackclock.core.durations import format_distance, format_duration
from trackclock.core.plan import ByCycle, ByDistance, ByTime, Open, Step, StepKind
from trackclock.core.session.state import RunStep, State

NAMES = {
    StepKind.WARMUP: "WARM-UP",
    StepKind.REP: "REP",
    StepKind.RECOVERY: "RECOVERY",
    StepKind.REST: "REST",
    StepKind.COOLDOWN: "COOL-DOWN",
}
"""What a step is, at the head of the screen."""


FINISHED = "FINISHED"
"""What stands there once nothing is left to be run."""


def describe_run(state: State, run: RunStep) -> str:
    """A step in words: "REP 2 of 3 · 800 m", "REP · 10 min tempo", "RECOVERY · 2:00 jog"."""
    step = run.step
    if step.kind is not StepKind.REP:
        return f"{NAMES[step.kind]} · {describe_pause(step)}" if step.is_pause else _plain(step)
    count = count_of(state, run)
    return f"{NAMES[step.kind]} · {step.label}" if count is None else f"REP {count[0]} of {count[1]} · {step.label}"


def count_of(state: State, run: RunStep) -> tuple[int, int] | None:
    """Which rep it is of how many: within its set, and of reps that are single all, one after the other, among those.

    Returns:
        None for a single rep with sets around it, and for the only rep of a session: there is nothing to count.
    """
    step = run.step
    if step.kind is not StepKind.REP:
        return None
    if (step.reps or 1) > 1:
        return step.rep or 1, step.reps or 1
    reps = [other for other in state.steps if other.step.kind is StepKind.REP]
    place = next((index for index, other in enumerate(reps) if other.uid == run.uid), None)
    if place is None:
        return None
    first = last = place
    while first > 0 and (reps[first - 1].step.reps or 1) == 1:
        first -= 1
    while last + 1 < len(reps) and (reps[last + 1].step.reps or 1) == 1:
        last += 1
    return (place - first + 1, last - first + 1) if last > first else None


def _plain(step: Step) -> str:
    match step.end:
        case ByTime(duration_ms):
            return f"{NAMES[step.kind]} · {format_duration(duration_ms)}"
        case ByDistance(distance_mm):
            return f"{NAMES[step.kind]} · {format_distance(distance_mm)}"
        case Open() | ByCycle():
            return NAMES[step.kind]


def describe_pause(step: Step) -> str:
    """A recovery or rest in words: "2:00 jog", "200 m walk", "on 2:00", "until you press"."""
    mode = f" {step.mode.value}" if step.mode is not None else ""
    match step.end:
        case ByTime(duration_ms):
            return format_duration(duration_ms) + mode
        case ByDistance(distance_mm):
            return format_distance(distance_mm) + mode
        case ByCycle(cycle_ms):
            return f"on {format_duration(cycle_ms)}{mode}"
        case Open():
            # A rest that is called nothing but a rest is not named twice.
            return "until you press" if step.label in ("", step.kind.value) else f"{step.label}, until you press"
