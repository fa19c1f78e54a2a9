"""The delta of a rep that is being run, at its marks and between them.

It exists because "two seconds up at the first lap" is only half of the news: the other half is whether that is growing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from trackclock.core.comparisons.model import Band, Comparison
from trackclock.core.figures import LEVEL_MS, RUNNING, Delta, Difference, cut, difference, laps_ms
from trackclock.core.results import SplitResult


class Pace(StrEnum):
    """How a delta stands and where it is going: LiveSplit's four states, and level."""

    AHEAD_GAINING = "ahead_gaining"
    AHEAD_LOSING = "ahead_losing"
    BEHIND_GAINING = "behind_gaining"
    BEHIND_LOSING = "behind_losing"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class LiveDelta:
    """The delta of a running rep, in the digits of a running clock.

    Attributes:
        delta: the delta so far, negative is faster.
        pace: how it stands and where it is going.
        is_running: whether it grows with the clock: the runner is later at the next mark than at the last one.
    """

    delta: Difference
    pace: Pace
    is_running: bool


def pace_of(delta: Difference, before: Difference) -> Pace:
    """How a delta stands against the one before it.

    Args:
        delta: the delta now.
        before: the delta at the mark before, 0 at the start.

    Returns:
        Level under 0.2 s. Ahead is losing, and behind is gaining, only where the change is itself no longer level:
        a smaller one cannot be told from the hand on the key.
    """
    if delta.is_level:
        return Pace.LEVEL
    change_ms = delta.shown_ms - before.shown_ms
    if delta.shown_ms < 0:
        return Pace.AHEAD_LOSING if change_ms >= LEVEL_MS else Pace.AHEAD_GAINING
    return Pace.BEHIND_GAINING if change_ms <= -LEVEL_MS else Pace.BEHIND_LOSING


_AT_THE_START = Difference(0, RUNNING)


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
    known = [_AT_THE_START]
    last_mm = 0
    for split in splits:
        if split.distance_mm is not None and (band := comparison.band_at(split.distance_mm)):
            known.append(band.delta(split.split_ms).shown(RUNNING))
            last_mm = split.distance_mm
    due_ms = _due_ms(comparison, marks_mm, last_mm)
    if due_ms is not None:
        running = difference(elapsed_ms, due_ms, RUNNING)
        if running.shown_ms > known[-1].shown_ms:
            return LiveDelta(running, pace_of(running, known[-1]), is_running=True)
    if len(known) == 1:
        return None
    return LiveDelta(known[-1], pace_of(known[-1], known[-2]), is_running=False)


def lap_delta(comparison: Comparison | None, splits: Sequence[SplitResult]) -> Difference | None:
    """The newest lap beside the one that the comparison has there, in the digits of a running clock.

    Args:
        comparison: what the rep is held against.
        splits: the marks taken so far, at least one.

    Returns:
        None without a comparison, and where the newest mark, or the one before it, has no place on the track.
    """
    if comparison is None or comparison.covered_mm is not None or splits[-1].distance_mm is None:
        return None
    there = comparison.band_at(splits[-1].distance_mm)
    before = Band(0, 0)
    if len(splits) > 1:
        found = None if splits[-2].distance_mm is None else comparison.band_at(splits[-2].distance_mm)
        if found is None:
            return None
        before = found
    if there is None:
        return None
    lap = laps_ms((split.split_ms for split in splits), RUNNING)[-1]
    low, high = (
        cut(one, RUNNING) - cut(other, RUNNING)
        for one, other in ((there.low_ms, before.low_ms), (there.high_ms, before.high_ms))
    )
    return Delta(lap, min(low, high), max(low, high)).shown(RUNNING)


def _due_ms(comparison: Comparison, marks_mm: Sequence[int], last_mm: int) -> int | None:
    """When the comparison passes the next mark, at its slowest; None if none is left."""
    if not marks_mm:
        return comparison.finish.high_ms
    following = [mark for mark in marks_mm if mark > last_mm]
    if not following:
        return None
    band = comparison.band_at(following[0])
    return band.high_ms if band else None
