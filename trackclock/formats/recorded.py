"""A past activity as a file has it: what was run, what recorded it, and what tells it from every other one.

It exists between the formats and the history, so that a FIT and a TCX of one activity are one session here.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

from trackclock.core.limits import DAY_MS, MAX_STEPS
from trackclock.formats.activity import Activity
from trackclock.formats.errors import FileError
from trackclock.safe_text import clean

LONGEST_TEXT: Final = 80
"""Names of devices and of activities are cut off here; they are another's."""

LONGEST_NOTE: Final = 2_000
LONGEST_MS: Final = 2 * DAY_MS
"""Nobody runs on a track for more than two days; a watch that was left on does."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a file says of an activity.

    Attributes:
        activity: what was run.
        format: "fit" or "tcx".
        device: what recorded it; empty where the file does not say.
        serial: of that device, in digits; empty where the file does not say.
        created: when the file was begun, in UTC ("2026-05-01T17:30:00Z"); empty where it does not say.
    """

    activity: Activity
    format: str
    device: str = ""
    serial: str = ""
    created: str = ""

    @property
    def key(self) -> str:
        """The same for the same activity, whatever the file is called: its device and when it was begun.

        A file that says neither is told by when and how long it ran.
        """
        if self.created and (self.serial or self.device):
            return f"{self.serial or self.device} {self.created}"
        laps = [(lap.start_ms, lap.elapsed_ms, lap.timer_ms, lap.distance_mm) for lap in self.activity.laps]
        return f"{self.activity.start_wall_ms} {laps}"

    @property
    def digest(self) -> str:
        """The key in twelve characters."""
        return hashlib.sha256(self.key.encode("utf-8", "backslashreplace")).hexdigest()[:12]


def text(raw: str, longest: int = LONGEST_TEXT) -> str:
    """Another's words: in one line, without what a terminal would act on, and not too long."""
    return clean(" ".join(raw.split()))[:longest].strip()


def checked(recorded: Recorded, file: str) -> Recorded:
    """The activity, if it is one that a session can be made of.

    Raises:
        FileError: if it has no laps, too many, or is longer than anybody runs.
    """
    activity = recorded.activity
    if not any(lap.elapsed_ms for lap in activity.laps):
        raise FileError(file, "nothing was recorded in this activity: it has no lap of any length")
    if len(activity.laps) > MAX_STEPS:
        raise FileError(file, f"this activity has more than {MAX_STEPS:,} laps, which is no session on a track")
    if activity.elapsed_ms > LONGEST_MS or sum(lap.elapsed_ms for lap in activity.laps) > LONGEST_MS:
        raise FileError(file, "this activity is longer than two days, which is no session on a track")
    return recorded
