"""What a coach can ask of a group, as data: imperatives, before anybody has decided whether they hold.

A mark is called by the seq of its `Passed` in the group's log, an athlete by the place in it, from 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class SomebodyPasses:
    """The one big key: somebody passes, or, while nobody is running, the group starts what comes next."""


@dataclass(frozen=True, slots=True)
class Passes:
    """That athlete passes now."""

    athlete: int


@dataclass(frozen=True, slots=True)
class NameOldest:
    """The oldest mark that is nobody's was that athlete."""

    athlete: int


@dataclass(frozen=True, slots=True)
class GiveMark:
    """A mark was that athlete, whosever it was before; None: nobody's yet."""

    mark: int
    athlete: int | None


@dataclass(frozen=True, slots=True)
class DropMark:
    """A mark was none."""

    mark: int


@dataclass(frozen=True, slots=True)
class SwapMarks:
    """Two marks were taken for each other."""

    one: int
    other: int


@dataclass(frozen=True, slots=True)
class SwapLast:
    """The two newest marks that are somebody's were taken for each other."""


@dataclass(frozen=True, slots=True)
class CallAllIn:
    """Whoever has not passed is not waited for: the rest counts from the last one in."""


@dataclass(frozen=True, slots=True)
class ToggleOut:
    """An athlete does not start or stops early; one who is out joins."""

    athlete: int


@dataclass(frozen=True, slots=True)
class SkipStep:
    """One athlete gives up the current step."""

    athlete: int


@dataclass(frozen=True, slots=True)
class TakeBackGo:
    """The group was not ready: the start to come, or the one just heard, is void until the next press."""


@dataclass(frozen=True, slots=True)
class UndoNewest:
    """Take back the newest thing done.

    Attributes:
        is_confirmed: whether the coach knows that it lies before the current step.
    """

    is_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class RedoNewest:
    """Bring back what was undone last."""


GroupCommand: TypeAlias = (
    SomebodyPasses
    | Passes
    | NameOldest
    | GiveMark
    | DropMark
    | SwapMarks
    | SwapLast
    | CallAllIn
    | ToggleOut
    | SkipStep
    | TakeBackGo
    | UndoNewest
    | RedoNewest
)
