"""Bests per distance, reps and splits apart, and how each of them fell.

It exists because a 400 m split on the way to a mile and a 400 m run on its own are different feats.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from trackclock.core.comparisons import PastRep
from trackclock.core.figures import Difference, difference, is_shorter


@dataclass(frozen=True, slots=True)
class Performance:
    """A distance and the time that it took.

    Attributes:
        distance_mm: the distance from the start of the rep.
        is_split: whether it was on the way to more (a mark before the finish).
        time_ms: the time.
        session_id: the session.
        day: its local date, in days since 1970-01-01.
        position: number of the step in the session, from 1.
        edited: whether a repair has changed the rep.
    """

    distance_mm: int
    is_split: bool
    time_ms: int
    session_id: str
    day: int
    position: int
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Fall:
    """A best at the moment when it was set.

    Attributes:
        performance: the new best.
        gained: its time minus that of the one before, as both are shown; None for the first ever.
    """

    performance: Performance
    gained: Difference | None


def performances_of(rep: PastRep) -> tuple[Performance, ...]:
    """The rep and the splits on the way to it.

    Empty for a rep without a plain distance (timed, open, a pattern, a hill), and for an imported one that nobody has
    confirmed.
    """
    size_mm = rep.key.size.distance_mm
    if size_mm is None or rep.unconfirmed:
        return ()
    return tuple(
        Performance(distance_mm, distance_mm < size_mm, time_ms, rep.session_id, rep.day, rep.position, rep.edited)
        for distance_mm, time_ms in rep.splits
    )


def fell(performances: Iterable[Performance]) -> tuple[Fall, ...]:
    """How the best over one distance fell: where a time beats it by what is shown of both (`figures.is_shorter`).

    Args:
        performances: of one distance, reps or splits, oldest first.
    """
    falls: list[Fall] = []
    for performance in performances:
        if not falls:
            falls.append(Fall(performance, None))
        elif is_shorter(performance.time_ms, standing_ms := falls[-1].performance.time_ms):
            falls.append(Fall(performance, difference(performance.time_ms, standing_ms)))
    return tuple(falls)
