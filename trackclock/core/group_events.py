"""What a group's own log says: who is in it, who passed, and who that was.

A group is several sessions on one clock. Each has its own log; this one ties them together, and keeps what belongs to
nobody yet. Times count from the first press, which is the same for all of them. A mark is called by the seq of its
`Passed`, an athlete by the place in `GroupFormed.members`, from 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from trackclock.core.causes import Cause


@dataclass(frozen=True, slots=True)
class GroupMember:
    """One athlete of a group.

    Attributes:
        name: of the athlete.
        session: the id of the session that is theirs.
        after_ms: how long after the first they start: whoever starts together has the same.
    """

    name: str
    session: str
    after_ms: int = 0


@dataclass(frozen=True, slots=True)
class GroupFormed:
    """The first press: who is there, in the order of their keys."""

    at: int
    cause: Cause
    members: tuple[GroupMember, ...]


@dataclass(frozen=True, slots=True)
class Passed:
    """Somebody passed: a mark, nobody's until it is named."""

    at: int
    cause: Cause


@dataclass(frozen=True, slots=True)
class Named:
    """A mark is an athlete's, whosever it was before."""

    at: int
    cause: Cause
    mark: int
    athlete: int


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A mark is nobody's again, and somebody's it has to be."""

    at: int
    cause: Cause
    mark: int


@dataclass(frozen=True, slots=True)
class Swapped:
    """Two marks were taken for each other."""

    at: int
    cause: Cause
    one: int
    other: int


@dataclass(frozen=True, slots=True)
class MarkDropped:
    """A mark was none: nobody passed."""

    at: int
    cause: Cause
    mark: int


@dataclass(frozen=True, slots=True)
class AllIn:
    """Whoever has not passed by now is not waited for."""

    at: int
    cause: Cause


@dataclass(frozen=True, slots=True)
class GoGiven:
    """When a step begins for the group, or that its start is not fixed any more.

    Attributes:
        step: uid of the step.
        go_ms: its start for those who start first; None takes an earlier one back.
    """

    at: int
    cause: Cause
    step: int
    go_ms: int | None


@dataclass(frozen=True, slots=True)
class Told:
    """Something was asked of one athlete's session.

    Attributes:
        athlete: of whom.
        batch: what came of it, as a batch of that session's log.
        what: in words, as it is said when it is undone ("Ana's rep skipped").
    """

    at: int
    cause: Cause
    athlete: int
    batch: int
    what: str


@dataclass(frozen=True, slots=True)
class AthleteOut:
    """An athlete did not start, or has stopped."""

    at: int
    cause: Cause
    athlete: int


@dataclass(frozen=True, slots=True)
class AthleteIn:
    """An athlete who was out is there (again)."""

    at: int
    cause: Cause
    athlete: int


@dataclass(frozen=True, slots=True)
class GroupEnded:
    """The group was left: all of its sessions are over or stopped."""

    at: int
    cause: Cause


GroupEvent: TypeAlias = (
    GroupFormed
    | Passed
    | Named
    | Unnamed
    | Swapped
    | MarkDropped
    | AllIn
    | GoGiven
    | Told
    | AthleteOut
    | AthleteIn
    | GroupEnded
)
"""What stands in the log of a group; none of it moves a session."""
