"""Frozen facts, past tense: the only things that a session writes down.

The log is the truth: plan + log gives back the screen, the results, the history, undo and recovery after a crash.
Events are decisions with a cause and not readings of the rules, so that an old log reads the same under new rules.
All instants are integer milliseconds from the session's first press. In every event `at` is its instant, and `cause`
what made it happen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from trackclock.core.causes import Cause as Cause
from trackclock.core.causes import Reason as Reason

if TYPE_CHECKING:
    from trackclock.core.group_events import GroupEvent


@dataclass(frozen=True, slots=True)
class SessionStarted:
    """The first press, at zero by definition; `go_ms` is when a first step begins: a rep after `get_ready`."""

    at: int
    cause: Cause
    go_ms: int


@dataclass(frozen=True, slots=True)
class SplitMarked:
    """A press inside a rep.

    Attributes:
        mark: index into the step's marks; None in a timed rep, which has no distances.
    """

    at: int
    cause: Cause
    mark: int | None


@dataclass(frozen=True, slots=True)
class RepFinished:
    """The press that ended a distance rep or an open one."""

    at: int
    cause: Cause


@dataclass(frozen=True, slots=True)
class RecoveryCut:
    """A timed recovery or rest was cut short; the next step begins at `go_ms`."""

    at: int
    cause: Cause
    go_ms: int


@dataclass(frozen=True, slots=True)
class StepEnded:
    """A press ended a warm-up, a cool-down, or a recovery that waits for one; the next step begins at `go_ms`."""

    at: int
    cause: Cause
    go_ms: int


@dataclass(frozen=True, slots=True)
class StepSkipped:
    """The current step was given up; its recovery, or whatever comes next, begins at `go_ms`."""

    at: int
    cause: Cause
    go_ms: int


@dataclass(frozen=True, slots=True)
class PressRefused:
    """A press that changed nothing; it can be counted afterwards."""

    at: int
    cause: Cause
    reason: Reason


@dataclass(frozen=True, slots=True)
class Paused:
    """A countdown or an open recovery stands still from here on."""

    at: int
    cause: Cause


@dataclass(frozen=True, slots=True)
class Resumed:
    """A paused step goes on; its deadline has shifted by the length of the pause."""

    at: int
    cause: Cause


@dataclass(frozen=True, slots=True)
class GoTakenBack:
    """The runner was not ready: the GO is void and the recovery goes on, past zero if need be, until a press."""

    at: int
    cause: Cause


@dataclass(frozen=True, slots=True)
class RepAdded:
    """One more rep, with its recovery, was put at the end of the set."""

    at: int
    cause: Cause


@dataclass(frozen=True, slots=True)
class SetAdded:
    """One more set, with its rest, was put behind the last one."""

    at: int
    cause: Cause


@dataclass(frozen=True, slots=True)
class RepsDropped:
    """The reps of the set that had not begun were left out."""

    at: int
    cause: Cause


@dataclass(frozen=True, slots=True)
class SetsDropped:
    """The sets of the block that had not begun were left out."""

    at: int
    cause: Cause


@dataclass(frozen=True, slots=True)
class GoHeld:
    """Part of a repair: the start of one step is a fact and does not follow what was repaired before it.

    Attributes:
        step: uid of the step whose start is held (see `session.RunStep`).
        go_ms: its start.
    """

    at: int
    cause: Cause
    step: int
    go_ms: int


@dataclass(frozen=True, slots=True)
class Repaired:
    """Earlier entries are void; the entries of the same batch stand in their place.

    Attributes:
        masked: the sequence numbers of the entries that no longer count.
        what: the repair in words, for the screen ("400 m mark moved to 1:21.5").
    """

    at: int
    cause: Cause
    masked: tuple[int, ...]
    what: str


@dataclass(frozen=True, slots=True)
class Undone:
    """A batch of entries no longer counts."""

    at: int
    cause: Cause
    batch: int


@dataclass(frozen=True, slots=True)
class Redone:
    """A batch of entries counts again."""

    at: int
    cause: Cause
    batch: int


@dataclass(frozen=True, slots=True)
class Seen:
    """Decides nothing: the session was alive at this instant.

    It is written at each automatic boundary and on leaving, so that a log alone says how far the session got.
    """

    at: int


@dataclass(frozen=True, slots=True)
class DelayDrawn:
    """The time from "set" to the bang that starts a step was drawn, so that the log alone says when that is due.

    `instead_of` is the seq of an earlier draw that no longer counts: the start begins anew, with the same time.
    """

    at: int
    step: int
    delay_ms: int
    instead_of: int | None = None


@dataclass(frozen=True, slots=True)
class SessionStopped:
    """The runner left the session before its end."""

    at: int
    cause: Cause


@dataclass(frozen=True, slots=True)
class RepRestarted:
    """The running rep is void and waits for a press to begin again: the session was interrupted in it."""

    at: int
    cause: Cause


@dataclass(frozen=True, slots=True)
class NoteWritten:
    """The runner's words about the session, replacing the earlier ones."""

    at: int
    cause: Cause
    text: str


@dataclass(frozen=True, slots=True)
class EffortRated:
    """How hard the session was.

    Attributes:
        effort: 1 (very easy) to 10 (all out); None takes the rating back.
    """

    at: int
    cause: Cause
    effort: int | None


@dataclass(frozen=True, slots=True)
class RepExcluded:
    """A rep no longer counts in comparisons and bests.

    Attributes:
        step: uid of the step.
        reason: the runner's reason.
    """

    at: int
    cause: Cause
    step: int
    reason: str


@dataclass(frozen=True, slots=True)
class RepIncluded:
    """An excluded rep counts again."""

    at: int
    cause: Cause
    step: int


@dataclass(frozen=True, slots=True)
class DistanceGiven:
    """The distance that was covered in a timed rep, measured afterwards.

    Attributes:
        step: uid of the step.
        distance_mm: the distance covered; None takes it back.
    """

    at: int
    cause: Cause
    step: int
    distance_mm: int | None


@dataclass(frozen=True, slots=True)
class SessionDated:
    """The session began at another wall time than its header says: that clock was wrong.

    It moves no instant of the session: its own clock counts from the first press as before.

    Attributes:
        started_wall_ms: the wall clock at the first press as it should have been, milliseconds since 1970 in UTC.
        utc_offset_s: how far local time was ahead of UTC then.
    """

    at: int
    cause: Cause
    started_wall_ms: int
    utc_offset_s: int


@dataclass(frozen=True, slots=True)
class AthleteGiven:
    """The session was run by somebody else than its header says: None is whoever the history belongs to."""

    at: int
    cause: Cause
    athlete: str | None


@dataclass(frozen=True, slots=True)
class SessionImported:
    """The session was run elsewhere: this log was made of what another device has recorded.

    Attributes:
        file: the name of the file that it was made of, without its folder.
        format: what kind of file that was ("fit", "tcx").
        device: what recorded it, as the file says; empty where it does not.
        serial: of that device; empty where the file does not say.
        created: when the file was begun, as it says, in UTC ("2026-05-01T17:30:00Z"); empty where it does not.
    """

    at: int
    cause: Cause
    file: str
    format: str
    device: str = ""
    serial: str = ""
    created: str = ""


TimingEvent: TypeAlias = (
    SessionStarted
    | SplitMarked
    | RepFinished
    | RecoveryCut
    | StepEnded
    | StepSkipped
    | PressRefused
    | Paused
    | Resumed
    | GoTakenBack
    | RepAdded
    | SetAdded
    | RepsDropped
    | SetsDropped
    | RepRestarted
    | SessionStopped
    | DelayDrawn
    | Seen
)
"""Events that happened while the session ran: the newest of them says how far it got."""

Annotation: TypeAlias = (
    NoteWritten
    | EffortRated
    | RepExcluded
    | RepIncluded
    | DistanceGiven
    | SessionDated
    | AthleteGiven
    | SessionImported
)
"""Events that say something about the session, at any time afterwards, and move no clock."""

Correction: TypeAlias = Repaired | GoHeld | Undone | Redone
"""Events that decide which other entries count."""

SessionEvent: TypeAlias = TimingEvent | Annotation | Correction
"""What stands in the log of a session."""

Event: TypeAlias = "SessionEvent | GroupEvent"
"""What stands in any log: those of a group have a module of their own, which a session alone never needs."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log.

    Attributes:
        seq: its number, from 0, without gaps.
        batch: the seq of the first entry that was appended together with it; a batch is undone as one.
        event: what happened.
    """

    seq: int
    batch: int
    event: Event


Log: TypeAlias = tuple[Entry, ...]
