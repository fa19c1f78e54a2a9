"""The laps of an activity on one clock: each begins where the one before it ended, to the millisecond.

It exists because files say a lap's start in whole seconds and its length exactly: only the lengths add up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trackclock.core.pauses import Pause
from trackclock.core.plan import StepKind

WHOLE_SECONDS_MS = 1_500
"""Starts in whole seconds are off by up to a second, two of them by up to this; what is more was time between laps."""


@dataclass(frozen=True, slots=True)
class RecordedLap:
    """A lap as a watch has recorded it.

    Attributes:
        number: which of the file, from 1.
        start_ms: its start, from that of the activity.
        elapsed_ms: how long it took, pauses counted.
        timer_ms: how long it took, pauses not counted.
        distance_mm: how far it went as it was measured; None where nobody knows.
        kind: what it was for; None where the file does not say.
        pauses: while the watch stood still in it; together `elapsed_ms - timer_ms`.
    """

    number: int
    start_ms: int
    elapsed_ms: int
    timer_ms: int
    distance_mm: int | None = None
    kind: StepKind | None = None
    pauses: tuple[Pause, ...] = ()

    @property
    def end_ms(self) -> int:
        """Its end, from the start of the activity."""
        return self.start_ms + self.elapsed_ms


@dataclass(frozen=True, slots=True)
class Correction:
    """What the runner knows better than the rules.

    Attributes:
        reps: numbers of the laps that were reps, each by itself; None leaves it to the rules.
        distance_mm: how long every rep was; None leaves it to the rules.
    """

    reps: frozenset[int] | None = None
    distance_mm: int | None = None


def on_one_clock(laps: Sequence[RecordedLap], pauses: Sequence[Pause]) -> tuple[RecordedLap, ...]:
    """The laps one behind the other, each with its pauses; a lap of no length is left out.

    A time between two laps in which nothing was recorded is a pause of the lap before it. The pauses that a file names
    are whole seconds as well: the last of a lap is made as long as the lap's two times say. Where they are off by more,
    or there are none, what the watch stood still is one pause at the end of the lap.

    Args:
        laps: as the file has them, in order.
        pauses: those that the file names, in order, without overlap; their instants are those of the laps' starts.
    """
    found: list[RecordedLap] = []
    now_ms = 0
    for index, lap in enumerate(laps):
        elapsed_ms = max(lap.elapsed_ms, lap.timer_ms, 0)
        timer_ms = min(max(lap.timer_ms, 0), elapsed_ms)
        following = laps[index + 1] if index + 1 < len(laps) else None
        gap_ms = following.start_ms - (lap.start_ms + elapsed_ms) if following is not None else 0
        if gap_ms > WHOLE_SECONDS_MS:
            elapsed_ms += gap_ms
        if not elapsed_ms:
            continue
        named = _exact(_within(pauses, lap.start_ms, now_ms, elapsed_ms), now_ms + elapsed_ms, elapsed_ms - timer_ms)
        distance_mm = lap.distance_mm if lap.distance_mm is None or lap.distance_mm >= 0 else None
        found.append(RecordedLap(lap.number, now_ms, elapsed_ms, timer_ms, distance_mm, lap.kind, named))
        now_ms += elapsed_ms
    return tuple(found)


def _exact(pauses: tuple[Pause, ...], end_ms: int, stood_ms: int) -> tuple[Pause, ...]:
    """The pauses of a lap that ends at `end_ms`, so that they come to `stood_ms` and nothing else of them changes."""
    at_the_end = (Pause(end_ms - stood_ms, stood_ms),) if stood_ms else ()
    off_ms = stood_ms - sum(pause.length_ms for pause in pauses)
    if not pauses or abs(off_ms) > WHOLE_SECONDS_MS * len(pauses):
        return at_the_end
    *before, last = pauses
    length_ms = last.length_ms + off_ms
    start_ms = min(last.start_ms, end_ms - length_ms)
    if length_ms <= 0 or (before and start_ms < before[-1].end_ms):
        return at_the_end
    return (*before, Pause(start_ms, length_ms))


def _within(pauses: Sequence[Pause], from_ms: int, to_ms: int, length_ms: int) -> tuple[Pause, ...]:
    """The pauses of one lap, cut to it and moved from the file's clock (`from_ms`) to ours (`to_ms`)."""
    found: list[Pause] = []
    for pause in pauses:
        start_ms = max(pause.start_ms - from_ms, 0)
        end_ms = min(pause.end_ms - from_ms, length_ms)
        if start_ms < end_ms:
            found.append(Pause(to_ms + start_ms, end_ms - start_ms))
    return tuple(found)
