"""Wavelight for the ears: the instants at which a runner at goal pace passes each point of the track.

It exists because a runner hears a tick but cannot read a screen at speed. Every instant comes from the absolute
target, never from a sum of rounded pieces.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from trackclock.core.comparisons import RepContext, previous_rep
from trackclock.core.cues import one_an_instant
from trackclock.core.plan import ByDistance, Plan, Step, StepKind
from trackclock.core.results import StepResult
from trackclock.core.session.state import State
from trackclock.core.sounds import Cue, Sound

FIRST_TICK_MIN_MM = 40_000
"""A tick nearer to the start than this is left out: it would only blur the GO."""


class Ticks(StrEnum):
    """How often the pacer ticks."""

    EVERY_50_M = "50"
    EVERY_100_M = "100"
    EVERY_200_M = "200"
    EVERY_MARK = "marks"


_SPACING_MM = {Ticks.EVERY_50_M: 50_000, Ticks.EVERY_100_M: 100_000, Ticks.EVERY_200_M: 200_000}


@dataclass(frozen=True, slots=True)
class Pacer:
    """How the runner wants to be paced.

    Attributes:
        ticks: how often it ticks.
        margin_ms: how much faster than the rep before a rep "each faster than the last" is paced.
    """

    ticks: Ticks = Ticks.EVERY_100_M
    margin_ms: int = 1_000


def wanted_ms(step: Step, before: Sequence[StepResult], margin_ms: int) -> int | None:
    """The time that a rep is paced at.

    Args:
        step: the rep.
        before: the results of the session before it, in order.
        margin_ms: how much faster than the rep before, where the plan says "each faster".

    Returns:
        The middle of the target; for "each faster" the rep before, as everything else has it (the last of equal size
        that counts), less the margin, where there is one; None where nothing says how fast.
    """
    if step.target is not None and step.target.each_faster:
        last = previous_rep.find(RepContext(step, tuple(before)))
        if last is not None and last.time_ms:
            return max(1, last.time_ms - margin_ms)
    if step.target is None or step.target.low_ms is None or step.target.high_ms is None:
        return None
    return (step.target.low_ms + step.target.high_ms) // 2


def time_at(step: Step, total_ms: int, position_mm: int) -> int:
    """When a runner at goal pace passes a point, in milliseconds from the start of the rep.

    Args:
        step: a distance rep.
        total_ms: the wanted time for all of it; even pace, or the target's lap times scaled to it.
        position_mm: the point, from the start of the rep.
    """
    distance_mm = step.marks_mm[-1]
    laps = step.target.laps_ms if step.target is not None else ()
    if len(laps) != len(step.marks_mm):
        return total_ms * position_mm // distance_mm
    lap_sum = sum(laps)
    before_mm, before_ms = 0, 0
    for mark_mm, lap_ms in zip(step.marks_mm, laps, strict=True):
        if position_mm <= mark_mm:
            passed = before_ms * (mark_mm - before_mm) + lap_ms * (position_mm - before_mm)
            return total_ms * passed // (lap_sum * (mark_mm - before_mm))
        before_mm, before_ms = mark_mm, before_ms + lap_ms
    return total_ms


def position_at(step: Step, total_ms: int, elapsed_ms: int) -> int:
    """Where the runner at goal pace is, in millimetres from the start of the rep; the distance once it is over."""
    low, high = 0, step.marks_mm[-1]
    while low < high:
        middle = (low + high + 1) // 2
        if time_at(step, total_ms, middle) <= elapsed_ms:
            low = middle
        else:
            high = middle - 1
    return low


def pace_cues(state: State, pacer: Pacer, before: Sequence[StepResult]) -> tuple[Cue, ...]:
    """The ticks of the running rep.

    Points are counted back from the finish line as the marks are, so that in a mile, which starts 9.344 m behind
    it, the ticks still fall at the painted hundreds. They are counted anew from each passing of the line, so that in
    lane 4, whose lap is no whole number of hundreds, every lap has them at the same places.

    Args:
        state: the session in a rep; anything else has no ticks.
        pacer: how the runner wants to be paced.
        before: the results of the session so far, in order.

    Returns:
        The cues, ascending: a tick a point, another one a lap, and another where the pattern changes. The finish
        itself has none.
    """
    step = state.step
    if step is None or step.kind is not StepKind.REP or not isinstance(step.end, ByDistance) or not step.marks_mm:
        return ()
    total_ms = wanted_ms(step, before, pacer.margin_ms)
    if total_ms is None or state.is_skipped:
        return ()
    points = [(mm, _sound(step, mm, state.plan)) for mm in _points(step, pacer, state.plan.lap_mm)]
    points += [(mm, Sound.PATTERN) for mm in pattern_changes_mm(step)]
    return one_an_instant(Cue(state.started_ms + time_at(step, total_ms, mm), sound) for mm, sound in points)


def _points(step: Step, pacer: Pacer, lap_mm: int) -> list[int]:
    distance_mm = step.marks_mm[-1]
    spacing = _SPACING_MM.get(pacer.ticks)
    if spacing is None:
        return list(step.marks_mm[:-1])
    lap_mm = max(lap_mm, spacing)
    # What lies so near to the line that it comes just behind the tick there would only blur that one, as at the start.
    in_a_lap = [mm for mm in range(0, lap_mm, spacing) if mm == 0 or lap_mm - mm >= FIRST_TICK_MIN_MM]
    places = (distance_mm - passed - mm for passed in range(0, distance_mm, lap_mm) for mm in in_a_lap)
    return [mm for mm in places if FIRST_TICK_MIN_MM <= mm < distance_mm]


def _sound(step: Step, position_mm: int, plan: Plan) -> Sound:
    is_lap = (step.marks_mm[-1] - position_mm) % plan.lap_mm == 0
    return Sound.PACE_LAP if is_lap else Sound.PACE


def pattern_changes_mm(step: Step) -> tuple[int, ...]:
    """Where the pattern of a rep changes, from its start; without the start and the finish."""
    distance_mm = step.distance_mm
    if not step.pattern or distance_mm is None or sum(part.distance_mm for part in step.pattern) <= 0:
        return ()
    changes: list[int] = []
    position = 0
    while True:
        for part in step.pattern:
            position += part.distance_mm
            if position >= distance_mm:
                return tuple(changes)
            changes.append(position)
