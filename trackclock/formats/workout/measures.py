"""What watches and services measure in -> what a plan does: miles that were cut off, speeds that were meant as paces.

It exists because a mile comes as 1609 m and 3:28/km as 4.808 m/s, and the runner meant the round one.
"""

from __future__ import annotations

from itertools import product
from typing import Final

from trackclock.core.limits import MILE_MM
from trackclock.formats.workout.model import KM_MM, Pace

_QUARTER_MILE_MM: Final = MILE_MM // 4
_ROUND_MM: Final = 50_000
_OFF_BY_MM_S: Final = (0.5, 1.0)
"""How much a speed in whole millimetres a second is off that was rounded, or else cut off."""


def exact_distance_mm(distance_mm: int) -> int:
    """A distance with its mile made whole.

    Args:
        distance_mm: as a file tells it, in whole metres or centimetres.

    Returns:
        The miles, in quarters, that it was cut off or rounded from (1609 m, 1609.34 m and 804.7 m are), else itself.
        What is a multiple of 50 m is metres.
    """
    if distance_mm <= 0 or distance_mm % _ROUND_MM == 0:
        return distance_mm
    quarters = (2 * distance_mm + _QUARTER_MILE_MM) // (2 * _QUARTER_MILE_MM)
    exact_mm = quarters * _QUARTER_MILE_MM
    told = {
        cut for unit in (1_000, 100, 10) for cut in (exact_mm // unit * unit, (exact_mm + unit // 2) // unit * unit)
    }
    return exact_mm if distance_mm in told else distance_mm


def pace_of_speeds(slow_mm_s: int, fast_mm_s: int) -> Pace | None:
    """The pace that two speeds were made from.

    Args:
        slow_mm_s: the slower speed, in millimetres a second.
        fast_mm_s: the faster one; they may be told the other way round.

    Returns:
        Whole seconds a kilometre where both speeds are some, else whole seconds a mile, else tenths a kilometre; None
        where a speed is none.
    """
    slow, fast = sorted((slow_mm_s, fast_mm_s))
    if slow <= 0:
        return None
    for off_mm_s, per_mm in product(_OFF_BY_MM_S, (KM_MM, MILE_MM)):
        times = _whole_seconds(fast, per_mm, off_mm_s), _whole_seconds(slow, per_mm, off_mm_s)
        if times[0] is not None and times[1] is not None:
            return Pace(times[0], times[1], per_mm)
    return Pace(*(round(KM_MM * 10 / speed) * 100 for speed in (fast, slow)))


def _whole_seconds(speed_mm_s: int, per_mm: int, off_mm_s: float) -> int | None:
    """The whole seconds, in milliseconds, that a speed was made from; None where no whole second makes it."""
    seconds = round(per_mm / speed_mm_s)
    if seconds <= 0 or abs(per_mm / seconds - speed_mm_s) > off_mm_s:
        return None
    return seconds * 1_000


def pace_of_times(first_ms: int, second_ms: int, per_mm: int = KM_MM) -> Pace:
    """The pace between two times for one distance, told in either order."""
    fast, slow = sorted((first_ms, second_ms))
    return Pace(fast, slow, per_mm)


def between(low: int | float, high: int | float, unit: str) -> str:
    """Two bounds in words: `150-160 bpm`, `150 bpm`."""
    low, high = min(low, high), max(low, high)
    return f"{low} {unit}" if low == high else f"{low}-{high} {unit}"
