"""What a runner can hear, by meaning.

It exists apart from the rules of when: who plays sounds needs their names and nothing else of the core.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sound(StrEnum):
    """A sound by its meaning; adapters decide what it is made of."""

    GO = "go"
    ON_YOUR_MARKS = "on_your_marks"
    SET = "set"
    BANG = "bang"
    LAST_REP = "last_rep"
    RECOVERY = "recovery"
    REST = "rest"
    TIME_UP = "time_up"
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


@dataclass(frozen=True, slots=True)
class Cue:
    """A sound that is due.

    Attributes:
        at: the instant, in milliseconds from the session's first press.
        sound: which.
    """

    at: int
    sound: Sound

    @property
    def key(self) -> str:
        """Identity: the same sound at the same instant is the same cue."""
        return f"{self.at}:{self.sound.value}"
