"""Splits that are worth a look: a press at the wrong moment leaves a lap that nobody runs.

It exists because a press that was late, early or forgotten is found at home or never; nothing is dropped for it.
"""

from __future__ import annotations

from dataclasses import dataclass

from trackclock.core.comparisons import SizeKey, is_counting, size_key
from trackclock.core.comparisons.model import distance_splits
from trackclock.core.comparisons.rounding import divide
from trackclock.core.progress.trends import median
from trackclock.core.results import SessionResults

ODD_PERCENT = 15
"""A lap is odd whose pace differs by more than this from the others: between reps of one size run in one session few
differ by half of it, and a mark pressed 100 m early or late in a lap of 400 m differs by 25."""

FEWEST_LAPS = 3
"""Against fewer others nothing can be called odd."""


@dataclass(frozen=True, slots=True)
class OddLap:
    """A lap to look at.

    Attributes:
        position: number of the rep's step in the session, from 1.
        distance_mm: the mark at its end, from the start of the rep.
        percent: by how much more or less time a metre took than usual; negative is faster.
    """

    position: int
    distance_mm: int
    percent: int


def odd_laps(results: SessionResults) -> tuple[OddLap, ...]:
    """The laps whose pace is implausible beside the others of the session's reps of equal size.

    Each lap's time a kilometre is held against the median over all other laps of the reps of its size, the one lap of a
    rep without marks included. Reps with a pattern have sprints in them and take no part, nor do timed and open ones.

    Args:
        results: what the session came to.

    Returns:
        The odd ones, in order; none where fewer than `FEWEST_LAPS` others are known.
    """
    laps: dict[SizeKey, list[tuple[int, int, int]]] = {}
    for result in results.steps:
        if not is_counting(result) or result.step.pattern:
            continue
        before_mm = before_ms = 0
        for distance_mm, split_ms in distance_splits(result):
            pace = divide((split_ms - before_ms) * 1_000_000, max(1, distance_mm - before_mm))
            laps.setdefault(size_key(result.step), []).append((result.position, distance_mm, pace))
            before_mm, before_ms = distance_mm, split_ms
    found: list[OddLap] = []
    for several in laps.values():
        for index, (position, distance_mm, pace) in enumerate(several):
            others = [other for number, (_, _, other) in enumerate(several) if number != index]
            if len(others) < FEWEST_LAPS:
                continue
            usual = median(others)
            percent = divide((pace - usual) * 100, max(1, usual))
            if abs(percent) > ODD_PERCENT:
                found.append(OddLap(position, distance_mm, percent))
    return tuple(sorted(found, key=lambda lap: (lap.position, lap.distance_mm)))
