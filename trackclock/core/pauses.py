"""A time in which the clock stood still, as what is taken to a file and what comes from one tell it.

It exists on its own because a session, an activity and a file's laps have the same pauses.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pause:
    """While the clock stood still.

    Attributes:
        start_ms: from when on, from the start of the session or activity.
        length_ms: how long.
    """

    start_ms: int
    length_ms: int

    @property
    def end_ms(self) -> int:
        """Until when."""
        return self.start_ms + self.length_ms
