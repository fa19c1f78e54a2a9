"""What the steps of a session came to: log -> results."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from trackclock.core.events import SessionImported
from trackclock.core.plan import Plan, Step


class Status(StrEnum):
    """How a session ended."""

    FINISHED = "finished"
    STOPPED = "stopped"
    UNFINISHED = "unfinished"


@dataclass(frozen=True, slots=True)
class SplitResult:
    """One mark of a rep.

    Attributes:
        distance_mm: where it lies, from the start of the rep; None in a timed rep.
        split_ms: time from the start of the rep.
        lap_ms: the difference from the mark before it, or from the start.
        seq: the log entry of the press, for repairs; None for the end of a rep that ended by itself.
    """

    distance_mm: int | None
    split_ms: int
    lap_ms: int
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class StepResult:
    """What one started step came to.

    Attributes:
        position: number of the step in the plan as it was run, from 1.
        uid: the step's lasting identity within the session.
        step: the step itself.
        started_ms: its start, from the session's first press.
        time_ms: how long it took; None while it runs. Of a recovery or rest it is how long the runner really rested:
            what it was paused for and what was taken of one that was then skipped are in it. Of everything else
            pauses are not counted, and there is none where it was skipped.
        splits: the marks taken, the finish included; empty for anything but a rep.
        paused_ms: how long it was paused.
        deserted_ms: how long it was left running with nobody there, as a repair says; in neither of the two.
        skipped: whether it was given up.
        excluded: the runner's reason for leaving it out of comparisons; None where it counts.
        edited: whether a repair has changed it after it happened.
        covered_mm: the distance covered in a timed rep, given afterwards.
        recovery_ms: how long the runner rested between the rep before it and its start, what that was paused for
            included; None for the first rep of a session and for every other kind.
        recovery_paused_ms: what that was paused for.
        doubtful: whether the rep, or a lap of it, is faster than anybody runs and nobody has said that it was so: it
            is marked for a look and counts for nothing until then (`comparisons.is_counting`).
        unconfirmed: whether the rep was imported and nobody has said that it was so: it is compared like any other, but
            what a watch has measured is no best until then.
    """

    position: int
    uid: int
    step: Step
    started_ms: int
    time_ms: int | None
    splits: tuple[SplitResult, ...] = ()
    paused_ms: int = 0
    skipped: bool = False
    excluded: str | None = None
    edited: bool = False
    covered_mm: int | None = None
    recovery_ms: int | None = None
    recovery_paused_ms: int = 0
    deserted_ms: int = 0
    doubtful: bool = False
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class SessionResults:
    """What a whole session came to, folded to its newest timing event.

    Attributes:
        plan: the plan as it was run: added steps in their places, dropped ones gone.
        status: how it ended.
        steps: every step that was started, in order, recoveries too.
        ended_ms: the newest instant that the log knows of, from the session's first press.
        note: the runner's words.
        effort: 1 to 10, or None.
        origin: where it came from, if it was imported; None where it was run here.
    """

    plan: Plan
    status: Status
    steps: tuple[StepResult, ...]
    ended_ms: int
    note: str = ""
    effort: int | None = None
    origin: SessionImported | None = None
