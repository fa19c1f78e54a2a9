"""What was run, as watches and services know it: one start, laps, pauses.

It exists between the sessions and the formats of activities (FIT, TCX), so that each of them is written and read apart
from what a session is, and what one of them writes can be held against what another reads.
"""

from __future__ import annotations

from dataclasses import dataclass

from trackclock.core.pauses import Pause
from trackclock.core.plan import StepKind
from trackclock.errors import TrackclockError


class WriteError(TrackclockError):
    """An activity that a format cannot hold."""


@dataclass(frozen=True, slots=True)
class ActivityLap:
    """A piece of an activity: a lap of a rep, a whole rep, a recovery, a rest, a warm-up or a cool-down.

    Attributes:
        start_ms: its start, from that of the activity.
        elapsed_ms: how long it took, pauses counted.
        timer_ms: how long it took, pauses not counted.
        distance_mm: how far it went; None where nobody knows.
        kind: what it was for; None where the file does not say.
        label: what it is called; empty where the file does not say.
    """

    start_ms: int
    elapsed_ms: int
    timer_ms: int
    distance_mm: int | None = None
    kind: StepKind | None = None
    label: str = ""

    @property
    def end_ms(self) -> int:
        """Its end, from the start of the activity."""
        return self.start_ms + self.elapsed_ms


@dataclass(frozen=True, slots=True)
class Covered:
    """A distance that is known of several laps together and of none of them alone.

    Attributes:
        start_ms: the start of the first of them, from that of the activity.
        end_ms: the end of the last of them.
        distance_mm: how far they went together.
    """

    start_ms: int
    end_ms: int
    distance_mm: int


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells one activity from another, as FIT has it: the same twice is one activity.

    Attributes:
        serial: of the device, above zero and below 2**32.
        created_wall_ms: when the file was begun, milliseconds since 1970 in UTC, whole seconds.
    """

    serial: int
    created_wall_ms: int


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity.

    Attributes:
        name: what it is called; empty where the file does not say.
        start_wall_ms: its start, milliseconds since 1970 in UTC.
        utc_offset_s: how far local time was ahead of UTC then; None where the file does not say.
        laps: its laps, in order.
        pauses: while the clock stood still, in order, without overlap.
        covered: distances that are known of several laps together.
        identity: what tells it from others; None where the file does not say.
        note: the runner's words.
    """

    name: str
    start_wall_ms: int
    utc_offset_s: int | None
    laps: tuple[ActivityLap, ...]
    pauses: tuple[Pause, ...] = ()
    covered: tuple[Covered, ...] = ()
    identity: Identity | None = None
    note: str = ""

    @property
    def elapsed_ms(self) -> int:
        """From its start to the end of its last lap."""
        return max((lap.end_ms for lap in self.laps), default=0)

    @property
    def timer_ms(self) -> int:
        """The same, pauses not counted."""
        return sum(lap.timer_ms for lap in self.laps)

    @property
    def distance_mm(self) -> int | None:
        """How far it went, as far as that is known; None where nothing of it is."""
        known = [lap.distance_mm for lap in self.laps if lap.distance_mm is not None]
        known += [part.distance_mm for part in self.covered]
        return sum(known) if known else None
