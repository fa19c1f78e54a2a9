"""What a runner can ask of a session: imperatives, before anybody has decided whether they hold.

They exist as data so that the keys, the palette, the demo and the tests all say the same thing to the recorder.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

from trackclock.core.events import Cause

NAMED_KEY: Final = "⟨([a-z0-9_]+)⟩"
"""In the messages of the core: where the key of a command stands, by the command's id; a regular expression."""


def key_of(command_id: str) -> str:
    """The place of a key in a message, which the screen fills in: the core knows commands, not keys.

    Args:
        command_id: the id of the command in the registry of keys.
    """
    return f"⟨{command_id}⟩"


@dataclass(frozen=True, slots=True)
class Press:
    """The one big key: start, split, finish, cut, end, resume, whatever is due."""

    cause: Cause = Cause.SPACE


@dataclass(frozen=True, slots=True)
class FinishRep:
    """The rep is finished: a press of the last 15 s becomes the finish, else now is."""


@dataclass(frozen=True, slots=True)
class CountAsNextMark:
    """The last press was the mark after the one it was taken for: one was missed."""


@dataclass(frozen=True, slots=True)
class CountRefused:
    """The press that was refused last was meant."""


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back the newest thing done.

    Attributes:
        is_confirmed: whether the runner knows that it lies before the current step.
    """

    is_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Redo:
    """Bring back what was undone last."""


@dataclass(frozen=True, slots=True)
class MoveLastMark:
    """The last mark was earlier or later.

    Attributes:
        by_ms: negative for earlier.
    """

    by_ms: int


@dataclass(frozen=True, slots=True)
class NotReady:
    """Take back the GO; the recovery goes on past zero."""


@dataclass(frozen=True, slots=True)
class Skip:
    """Give up the current step."""


@dataclass(frozen=True, slots=True)
class AddRep:
    """One more rep with its recovery."""


@dataclass(frozen=True, slots=True)
class AddSet:
    """One more set."""


@dataclass(frozen=True, slots=True)
class DropReps:
    """Leave out the remaining reps of the set."""


@dataclass(frozen=True, slots=True)
class DropSets:
    """Leave out the remaining sets."""


@dataclass(frozen=True, slots=True)
class TogglePause:
    """Stop the countdown, or let it go on."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Leave the session; it is kept as stopped."""

    cause: Cause = Cause.KEY


@dataclass(frozen=True, slots=True)
class KeepRunning:
    """Pick up an interrupted session as if nothing had happened."""


@dataclass(frozen=True, slots=True)
class CarryOn:
    """Pick up an interrupted session from where it stopped: paused, or with its running rep waiting to begin again."""


@dataclass(frozen=True, slots=True)
class MoveMark:
    """A mark was taken at another instant.

    Attributes:
        seq: the log entry of the mark.
        to_ms: the instant, from the session's first press.
    """

    seq: int
    to_ms: int


@dataclass(frozen=True, slots=True)
class DeletePress:
    """A press was none: whatever came after it is decided again.

    Attributes:
        seq: the log entry of the press.
    """

    seq: int


@dataclass(frozen=True, slots=True)
class InsertPress:
    """A press was missed: whatever came after it is decided again.

    Attributes:
        at_ms: the instant, from the session's first press.
    """

    at_ms: int


@dataclass(frozen=True, slots=True)
class ShortenStep:
    """A step was left running: it took only so long, and what came after it keeps its times.

    Attributes:
        step: its uid.
        time_ms: how long it took, pauses not counted.
    """

    step: int
    time_ms: int


@dataclass(frozen=True, slots=True)
class DateSession:
    """Say when the session really began, where the machine's clock was wrong.

    Attributes:
        started_wall_ms: the first press, milliseconds since 1970 in UTC.
        utc_offset_s: how far local time was ahead of UTC then.
    """

    started_wall_ms: int
    utc_offset_s: int


@dataclass(frozen=True, slots=True)
class GiveAthlete:
    """Say whose session it is.

    Attributes:
        athlete: who ran it; None for whoever the history belongs to.
    """

    athlete: str | None


@dataclass(frozen=True, slots=True)
class WriteNote:
    """Put down words about the session."""

    text: str


@dataclass(frozen=True, slots=True)
class RateEffort:
    """Say how hard it was, 1 to 10; None takes it back."""

    effort: int | None


@dataclass(frozen=True, slots=True)
class ExcludeRep:
    """Leave a rep out of comparisons and bests.

    Attributes:
        step: its uid.
        reason: why.
    """

    step: int
    reason: str


@dataclass(frozen=True, slots=True)
class IncludeRep:
    """Let an excluded rep count again."""

    step: int


@dataclass(frozen=True, slots=True)
class ConfirmReps:
    """Say that reps which somebody may doubt were run as they stand here: they may be bests.

    Attributes:
        steps: their uids; at least one.
    """

    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GiveDistance:
    """Say how far a timed rep went; None takes it back."""

    step: int
    distance_mm: int | None


@dataclass(frozen=True, slots=True)
class TakeMarks:
    """A coach says when this athlete passed: from an instant on then and at no other time.

    Attributes:
        since_ms: from when on, from the session's first press.
        marks_ms: the instants, ascending, none before that.
    """

    since_ms: int
    marks_ms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FixGo:
    """A step begins when the group begins it.

    Attributes:
        step: its uid.
        go_ms: its start; None lets it wait again.
    """

    step: int
    go_ms: int | None


@dataclass(frozen=True, slots=True)
class LeadTo:
    """What now waits for a press is over, or the session begins: the next step begins with the group.

    Attributes:
        go_ms: the start of the next step.
    """

    go_ms: int


@dataclass(frozen=True, slots=True)
class MaskBatch:
    """Something that the group has asked of this session counts no longer, or counts again.

    Attributes:
        batch: the batch of the log.
        counts: whether it counts from now on.
    """

    batch: int
    counts: bool


Command: TypeAlias = (
    Press
    | FinishRep
    | CountAsNextMark
    | CountRefused
    | Undo
    | Redo
    | MoveLastMark
    | NotReady
    | Skip
    | AddRep
    | AddSet
    | DropReps
    | DropSets
    | TogglePause
    | Stop
    | KeepRunning
    | CarryOn
    | MoveMark
    | DeletePress
    | InsertPress
    | ShortenStep
    | DateSession
    | GiveAthlete
    | WriteNote
    | RateEffort
    | ExcludeRep
    | IncludeRep
    | ConfirmReps
    | GiveDistance
    | TakeMarks
    | FixGo
    | LeadTo
    | MaskBatch
)
