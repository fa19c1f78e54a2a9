"""How far the runner was at an instant of an activity, as far as that is known.

It exists because watches write a distance a second and a stopwatch a distance a mark: what lies between two marks is
taken from both, and where nothing is known nothing is said.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from trackclock.core.limits import DAY_MS
from trackclock.core.pauses import Pause
from trackclock.formats.activity import Activity, WriteError

MOST_RUNNING_MS = DAY_MS * 3 // 2
"""Longer than this a clock runs by mistake only, and a point a second would fill memory and disk."""


@dataclass(frozen=True, slots=True)
class _Known:
    """Between two instants of which the distance is known, from the start of the activity."""

    start_ms: int
    end_ms: int
    from_mm: int
    to_mm: int


class Way:
    """The distance that was covered, instant by instant."""

    def __init__(self, activity: Activity) -> None:
        self._activity = activity
        parts = [(lap.start_ms, lap.end_ms, lap.distance_mm) for lap in activity.laps if lap.distance_mm is not None]
        parts += [(part.start_ms, part.end_ms, part.distance_mm) for part in activity.covered]
        known = [_Known(0, 0, 0, 0)]
        for start_ms, end_ms, distance_mm in sorted(parts):
            known.append(_Known(start_ms, end_ms, known[-1].to_mm, known[-1].to_mm + distance_mm))
        self._known = known
        self._starts_ms = [one.start_ms for one in known]

    def at(self, ms: int, lately_ms: int = 0) -> int | None:
        """The distance from the start of the activity to an instant of it, in millimetres; None where nobody knows.

        Between two marks the runner is held to be at an even pace, and to stand still in a pause.

        Args:
            ms: the instant, from the start of the activity.
            lately_ms: a distance that was known so long before is one.
        """
        found = self._known[bisect_right(self._starts_ms, ms) - 1]
        if ms >= found.end_ms:
            return found.to_mm if ms <= found.end_ms + lately_ms else None
        run_ms = self._running_ms(found.start_ms, ms)
        whole_ms = self._running_ms(found.start_ms, found.end_ms) or 1
        return found.from_mm + (found.to_mm - found.from_mm) * run_ms // whole_ms

    def _running_ms(self, start_ms: int, end_ms: int) -> int:
        """How long the clock ran between two instants."""
        within = (min(end_ms, one.end_ms) - max(start_ms, one.start_ms) for one in self._activity.pauses)
        return end_ms - start_ms - sum(ms for ms in within if ms > 0)


def running_seconds(activity: Activity) -> Iterator[int]:
    """Every whole second of an activity at which its clock ran, in milliseconds from its start, both ends included.

    Where it does not end on a whole second, the end itself is the last one.

    Raises:
        WriteError: if its clock ran for more than 36 hours.
    """
    if activity.timer_ms > MOST_RUNNING_MS:
        raise WriteError("its clock ran for more than 36 hours; shorten the step that was left running first")
    begin_ms, last_ms, end_ms = 0, -1, activity.elapsed_ms
    for pause in (*activity.pauses, Pause(end_ms, 0)):
        for ms in range(-(-begin_ms // 1_000) * 1_000, pause.start_ms + 1, 1_000):
            if ms > last_ms:  # two pauses may meet
                yield ms
                last_ms = ms
        begin_ms = pause.end_ms
    if end_ms > last_ms:
        yield end_ms
