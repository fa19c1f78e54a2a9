"""What a measured distance was meant to be: a watch on a track measures 396 or 407 m where the lap has 400.

The table is what is run on tracks and in intervals; nearer than 3 % to one of them it is that one (a watch is off by
1 to 2 % on a track). What is near to none stays as it was measured, in whole metres.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median_low
from typing import Final

from trackclock.core.limits import MILE_MM

KNOWN_MM: Final = (
    *(metres * 1_000 for metres in (100, 150, 200, 250, 300, 350, 400, 500, 600, 700, 800, 900, 1_000, 1_200, 1_400)),
    *(metres * 1_000 for metres in (1_500, 1_600)),
    MILE_MM,
    *(metres * 1_000 for metres in (1_800, 2_000, 2_400, 3_000, 3_200, 4_000, 5_000, 6_000, 8_000, 10_000)),
)

SNAP_PERCENT: Final = 3

_NEARLY_A_MILE_MM: Final = 1_600_000
"""Nearer to the mile than a watch can tell."""

_EXACT_PER_MILLE: Final = 1
"""Nearer than a watch measures, a centimetre in ten metres."""


def snapped(measured_mm: int) -> int | None:
    """The known distance that a measured one was meant to be; None if it is near to none."""
    nearest = min(KNOWN_MM, key=lambda known: abs(known - measured_mm))
    return nearest if abs(nearest - measured_mm) * 100 <= nearest * SNAP_PERCENT else None


def taken(measured_mm: int) -> int:
    """A measured distance as it is taken: a known one, else whole metres."""
    return snapped(measured_mm) or whole_metres(measured_mm)


def whole_metres(measured_mm: int) -> int:
    """The nearest whole metres; at least one."""
    return max(1, (measured_mm + 500) // 1_000) * 1_000


def is_known(measured_mm: int) -> bool:
    """Whether a distance was not measured by a watch, but said by whoever knew it."""
    known = snapped(measured_mm)
    return known is not None and abs(known - measured_mm) * 1_000 <= known * _EXACT_PER_MILLE


def taken_together(measured_mm: Sequence[int]) -> tuple[int, ...]:
    """The marks of a rep of one or more laps, from its start; the last is its distance.

    The laps of a rep are counted back from its finish, where the marks lie (ARCHITECTURE.md, "Marks are counted back
    from the finish"): of a mile the first lap is the one with the 9 m more. A rep whose laps are all near to a known
    distance is as long as those together, unless its own sum is exactly a known distance.

    Args:
        measured_mm: what each lap measured, above zero.
    """
    laps = [taken(one) for one in measured_mm]
    whole_mm, sum_mm = sum(laps), sum(measured_mm)
    known = snapped(sum_mm)
    if known is not None and (is_known(sum_mm) or None in map(snapped, measured_mm)):
        whole_mm = known
    marks = [whole_mm]
    for lap in reversed(laps[1:]):
        marks.append(marks[-1] - lap)
    return tuple(reversed(marks)) if marks[-1] > 0 else scaled(measured_mm, whole_mm)


def scaled(measured_mm: Sequence[int], whole_mm: int) -> tuple[int, ...]:
    """The marks of a rep whose distance is known and whose laps are not: in proportion to what they measured."""
    sum_mm, before_mm, marks = sum(measured_mm), 0, []
    for one in measured_mm[:-1]:
        before_mm += one
        marks.append(before_mm * whole_mm // sum_mm)
    return (*marks, whole_mm)


def mile_or_not(distances_mm: Sequence[int], measured_mm: Sequence[int]) -> tuple[int, ...]:
    """Of 1600 m and the mile, which a watch cannot tell apart, one for all reps: the nearer to their median.

    Args:
        distances_mm: as the reps were taken.
        measured_mm: as they were measured.
    """
    between = (_NEARLY_A_MILE_MM, MILE_MM)
    measured = [one for taken_mm, one in zip(distances_mm, measured_mm, strict=True) if taken_mm in between]
    if not measured:
        return tuple(distances_mm)
    middle_mm = median_low(measured)
    nearer = min(between, key=lambda known: abs(known - middle_mm))
    return tuple(nearer if taken_mm in between else taken_mm for taken_mm in distances_mm)
