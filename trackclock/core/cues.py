"""Which cues fall in a half-open window (after, until]."""

from __future__ import annotations

from enum import StrEnum


class Sound(StrEnum):
    """A sound by its meaning; adapters decide what it is made of."""

    GO = "go"
    LAST_REP = "last_rep"
    RECOVERY = "recovery"
    REST = "rest"
    TEN_SECONDS = "ten_seconds"
    THREE = "three"
    TWO = "two"
    ONE = "one"
    HALF = "half"
    MARK = "mark"
    REFUSED = "refused"
    FINISHED = "finished"
    BEST = "best"
    SESSION_FINISHED = "session_finished"
    PACE = "pace"
    PACE_LAP = "pace_lap"
    PATTERN = "pattern"
