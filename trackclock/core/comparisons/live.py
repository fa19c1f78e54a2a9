"""The delta of a rep that is being run, at its marks and between them.

It exists because "two seconds up at the first lap" is only half of the news: the other half is whether that is growing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from trackclock.core.comparisons.model import Comparison
from trackclock.core.results import SplitResult

LEVEL_MS = 200
"""Differences under this are level: it is what a hand on a space bar can tell (DESIGN.md, 5)."""


class Pace(StrEnum):
    """How a delta stands and where it is going: LiveSplit's four states, and level."""

    AHEAD_GAINING = "ahead_gaining"
    AHEAD_LOSING = "ahead_losing"
    BEHIND_GAINING = "behind_gaining"
    BEHIND_LOSING = "behind_losing"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class LiveDelta:
    """The delta of a running rep.

    Attributes:
        delta_ms: the delta so far, negative is faster.
        pace: how it stands and where it is going.
        is_running: whether it grows with the clock: the runner is later at the next mark than at the last one.
    """

    delta_ms: int
    pace: Pace
    is_running: bool


def is_level(delta: int) -> bool:
    """Whether a difference in milliseconds is too small to tell."""
    return abs(delta) < LEVEL_MS


def pace_of(delta_ms: int, before_ms: int) -> Pace:
    """How a delta stands against the one before it.

    Args:
        delta_ms: the delta now.
        before_ms: the delta at the mark before, 0 at the start.

    Returns:
        Level under 0.2 s. Ahead is losing, and behind is gaining, only where the change is itself no longer level:
        a smaller one cannot be told from the hand on the key.
    """
    if is_level(delta_ms):
        return Pace.LEVEL
    change_ms = delta_ms - before_ms
    if delta_ms < 0:
        return Pace.AHEAD_LOSING if change_ms >= LEVEL_MS else Pace.AHEAD_GAINING
    return Pace.BEHIND_GAINING if change_ms <= -LEVEL_MS else Pace.BEHIND_LOSING


def live_delta(
    comparison: Comparison | None, marks_mm: Sequence[int], splits: Sequence[SplitResult], elapsed_ms: int
) -> LiveDelta | None:
    """The delta of a rep at this instant, by LiveSplit's rule.

    Where the runner is between two marks nobody knows, so the delta of the last mark stands, until the comparison,
    that far ahead or behind, must have passed the next mark: from then on the delta is at least the time since, and
    it runs with the clock. At a mark that the comparison itself lacks, its time is interpolated linearly.

    Args:
        comparison: what the rep is held against.
        marks_mm: the marks of the step, ascending; empty for an open rep.
        splits: the marks taken so far.
        elapsed_ms: time since the start of the rep.

    Returns:
        None without a comparison, for a timed rep, and before the first mark as long as it is not overdue: nothing
        is known yet.
    """
    if comparison is None or comparison.covered_mm is not None:
        return None
    known: list[int] = []
    last_mm = 0
    for split in splits:
        if split.distance_mm is not None and (band := comparison.band_at(split.distance_mm)):
            known.append(band.delta_ms(split.split_ms))
            last_mm = split.distance_mm
    last_delta = known[-1] if known else 0
    due = _due_ms(comparison, marks_mm, last_mm)
    if due is not None and elapsed_ms - due > last_delta:
        running_ms = elapsed_ms - due
        return LiveDelta(running_ms, pace_of(running_ms, last_delta), is_running=True)
    if not known:
        return None
    return LiveDelta(last_delta, pace_of(last_delta, known[-2] if len(known) > 1 else 0), is_running=False)


def _due_ms(comparison: Comparison, marks_mm: Sequence[int], last_mm: int) -> int | None:
    """When the comparison passes the next mark, at its slowest; None if none is left."""
    if not marks_mm:
        return comparison.finish.high_ms
    following = [mark for mark in marks_mm if mark > last_mm]
    if not following:
        return None
    band = comparison.band_at(following[0])
    return band.high_ms if band else None
