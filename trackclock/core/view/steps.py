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


def describe_run(state: State, run: RunStep) -> str:
    """A step in words: "REP 2 of 3 · 800 m", "RECOVERY · 2:00 jog"."""
    step = run.step
    if step.kind is not StepKind.REP:
        return f"{NAMES[step.kind]} · {describe_pause(step)}" if step.is_pause else _plain(step)
    if (step.reps or 1) > 1:
        return f"REP {step.rep} of {step.reps} · {step.label}"
    reps = [other.uid for other in state.steps if other.step.kind is StepKind.REP]
    if len(reps) > 1 and run.uid in reps:
        return f"REP {reps.index(run.uid) + 1} of {len(reps)} · {step.label}"
    return step.label


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
