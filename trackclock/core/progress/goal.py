"""The race that the runner trains for: days to go, and its pace on the track.

It exists because "a mile in 5:30" is run as 82.0 s a lap, and that is the number to know by heart.
"""

from __future__ import annotations

from trackclock.core.comparisons.rounding import divide
from trackclock.core.plan import Goal

PACE_DISTANCES_MM = (100_000, 200_000, 400_000)
"""The distances that a pace is given for."""


def days_to_race(race_day: int, today: int) -> int | None:
    """Days to go, 0 on the day itself; None once it is over. Days are counted since 1970-01-01."""
    return race_day - today if race_day >= today else None


def time_at_pace(goal: Goal, distance_mm: int) -> int:
    """What a distance takes at the goal's even pace, in milliseconds, rounded to the nearest."""
    return divide(goal.time_ms * distance_mm, goal.distance_mm)


def goal_paces(goal: Goal) -> tuple[tuple[int, int], ...]:
    """The goal's pace: distance in millimetres and its time in milliseconds, for 100, 200 and 400 m."""
    return tuple((distance_mm, time_at_pace(goal, distance_mm)) for distance_mm in PACE_DISTANCES_MM)
