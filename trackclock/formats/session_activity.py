"""A session of ours as an activity: what it leaves trackclock as."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from itertools import groupby

from trackclock.core.plan import StepKind
from trackclock.core.progress.volume import distance_run_mm
from trackclock.core.stretches import Parted, Stretch
from trackclock.formats.activity import Activity, ActivityLap, Covered, Identity

GET_READY = "get ready"
"""What the countdown before the first step is called: it belongs to no step."""


def activity_of(
    session_id: str, recorded_wall_ms: int, started_wall_ms: int, utc_offset_s: int, session: Parted
) -> Activity:
    """A session as an activity, with every lap to the millisecond.

    What took no time is left out, unless it went somewhere.

    Args:
        session_id: the session.
        recorded_wall_ms: what the machine's clock said at the first press, milliseconds since 1970 in UTC: what the
            runner mends of it does not make another activity of the session.
        started_wall_ms: its first press, as mended.
        utc_offset_s: how far local time was ahead of UTC then.
        session: the session in pieces.
    """
    kept = [one for one in session.stretches if one.elapsed_ms or one.distance_mm or one.split] or session.stretches
    return Activity(
        name=session.results.plan.name,
        start_wall_ms=started_wall_ms,
        utc_offset_s=utc_offset_s,
        laps=tuple(map(_lap, kept)),
        pauses=session.pauses,
        covered=tuple(_covered(kept)),
        identity=Identity(zlib.crc32(session_id.encode()) or 1, recorded_wall_ms // 1_000 * 1_000),
        note=session.results.note,
    )


def label_of(stretch: Stretch) -> str:
    """What a piece of a session is called: "800 m", "800 m lap 2"."""
    if stretch.result is None:
        return GET_READY
    label = stretch.result.step.label
    return f"{label} lap {stretch.lap}" if stretch.lap and len(stretch.result.splits) > 1 else label


def _lap(stretch: Stretch) -> ActivityLap:
    kind = StepKind.REST if stretch.result is None else stretch.result.step.kind
    times = (stretch.started_ms, stretch.elapsed_ms, stretch.timer_ms)
    return ActivityLap(*times, stretch.distance_mm, kind, label_of(stretch))


def _covered(stretches: Iterable[Stretch]) -> Iterator[Covered]:
    """The reps in which laps were pressed of which only the whole distance is known."""
    for _, pieces in groupby(stretches, lambda one: None if one.result is None else one.result.uid):
        own = list(pieces)
        result = own[0].result
        if result is None or any(one.distance_mm is not None for one in own):
            continue
        if (distance_mm := distance_run_mm(result)) is not None:
            yield Covered(own[0].started_ms, own[-1].ended_ms, distance_mm)
