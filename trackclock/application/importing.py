"""A past activity of a file as a session of the history: what it would be, before anything is kept.

It exists so that a preview and what is taken in are one and the same, made once.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from trackclock.core.imported import (
    Correction,
    Origin,
    Piece,
    RecordedLap,
    Rule,
    on_one_clock,
    pieces_of,
    session_of,
)
from trackclock.errors import UsageError
from trackclock.formats.recorded import Recorded
from trackclock.ports import Clock, SessionHeader, StoredSession


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a past activity would be in the history.

    Attributes:
        recorded: what the file says.
        pieces: what its laps are taken for.
        rule: what that was told by.
        session: the session that it would be.
    """

    recorded: Recorded
    pieces: tuple[Piece, ...]
    rule: Rule
    session: StoredSession


def proposal_of(recorded: Recorded, source: str, clock: Clock, correction: Correction) -> Proposal:
    """Make a session of an activity.

    Its id is made of what tells the activity from others, so that the same file, from whatever folder and in whatever
    process, is the same session, and a decision to delete it holds for the next time.

    Args:
        recorded: what was recorded.
        source: the name of the file, without its folder.
        clock: tells the local time where the file does not.
        correction: what the runner knows better.

    Raises:
        UsageError: if that does not fit the laps.
    """
    activity = recorded.activity
    laps = on_one_clock(
        [
            RecordedLap(number, lap.start_ms, lap.elapsed_ms, lap.timer_ms, lap.distance_mm, lap.kind)
            for number, lap in enumerate(activity.laps, start=1)
        ],
        activity.pauses,
    )
    missing = sorted((correction.reps or frozenset()) - {lap.number for lap in laps})
    if missing:
        raise UsageError(f"{source} has no lap {missing[0]}; it has {len(laps)}, from 1 on")
    pieces, rule = pieces_of(laps, correction)
    origin = Origin(source, recorded.format, recorded.device, recorded.serial, recorded.created)
    made = session_of(pieces, origin, activity.name, activity.note)
    offset_s = activity.utc_offset_s
    header = SessionHeader(
        id=id_of(recorded),
        plan=made.plan,
        source=source,
        started_wall_ms=activity.start_wall_ms,
        utc_offset_s=clock.utc_offset_s(activity.start_wall_ms) if offset_s is None else offset_s,
        clock_ms=0,
        boot_id="",
    )
    return Proposal(recorded, pieces, rule, StoredSession(header, made.log))


def id_of(recorded: Recorded) -> str:
    """The id of the session that an activity is: sortable by its start, and the same for the same activity."""
    from trackclock.formats.session_json import instant

    began = recorded.created or instant(recorded.activity.start_wall_ms)
    digits = "".join(sign for sign in began if sign.isascii() and sign.isdigit())[:14]
    return f"{digits[:8]}-{digits[8:]}-{recorded.digest}"


def is_own(recorded: Recorded, session_id: str) -> bool:
    """Whether an activity was exported from a session of this history (`formats.session_activity`)."""
    return recorded.serial == str(zlib.crc32(session_id.encode()) or 1)
