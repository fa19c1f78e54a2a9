"""A workout as a watch or a service has it: steps and repeats with their numbers in the file.

It exists so that every foreign format ends in the same few words, and refuses a step in the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from trackclock.core.limits import MAX_STEPS, MILE_MM
from trackclock.core.notation.labels import clock_text
from trackclock.core.plan import ByDistance, ByTime, Open, RecoveryMode, StepKind
from trackclock.formats.errors import FileError

KM_MM: Final = 1_000_000

DEEPEST: Final = 8
"""So many repeats in one another at most: watches take two."""


class Pace(NamedTuple):
    """What a step is to be run in, whatever its length.

    Attributes:
        fast_ms: the fastest time wanted.
        slow_ms: the slowest.
        per_mm: the distance that they are told for: a kilometre or a mile.
    """

    fast_ms: int
    slow_ms: int
    per_mm: int = KM_MM

    @property
    def text(self) -> str:
        """`3:28-3:30/km`."""
        fast, slow = clock_text(self.fast_ms), clock_text(self.slow_ms)
        return f"{fast if fast == slow else f'{fast}-{slow}'}/{'mile' if self.per_mm == MILE_MM else 'km'}"


@dataclass(frozen=True, slots=True)
class WorkoutStep:
    """One step of a workout.

    Attributes:
        number: its number in the file, from 1, as a refusal names it.
        kind: what it is for; a recovery and a rest are alike, since what they lie between says which.
        end: how it ends: by time, by distance or on a press.
        pace: what it is to be run in.
        notes: whatever else was said of it, which a stopwatch cannot act on; any text at all.
        mode: how a recovery is spent, where that is known.
    """

    number: int
    kind: StepKind
    end: ByTime | ByDistance | Open
    pace: Pace | None = None
    notes: tuple[str, ...] = ()
    mode: RecoveryMode | None = None


@dataclass(frozen=True, slots=True)
class Loop:
    """So many passes through a body.

    Attributes:
        number: its number in the file, from 1.
        count: how many passes there are.
        body: what one pass consists of.
        skips_last: whether the recovery that a pass ends with is left out of the last one.
        size: how many steps it unrolls to.
        depth: how many repeats are nested in it, itself counted.
    """

    number: int
    count: int
    body: tuple[WorkoutStep | Loop, ...]
    skips_last: bool = False
    size: int = field(init=False, default=0)
    depth: int = field(init=False, default=1)

    def __post_init__(self) -> None:
        """Reckon the size from the sizes of what is inside, so that nothing is unrolled to know it."""
        inner = [item for item in self.body if isinstance(item, Loop)]
        size = self.count * (len(self.body) - len(inner) + sum(item.size for item in inner))
        size -= len(self.body) - len(self.last_pass)
        object.__setattr__(self, "size", size)
        object.__setattr__(self, "depth", 1 + max((item.depth for item in inner), default=0))

    @property
    def last_pass(self) -> tuple[WorkoutStep | Loop, ...]:
        """What the last pass consists of."""
        kept = len(self.body)
        while self.skips_last and kept > 1 and is_pause(self.body[kept - 1]):
            kept -= 1
        return self.body[:kept]


Item: TypeAlias = WorkoutStep | Loop


@dataclass(frozen=True, slots=True)
class Workout:
    """A whole workout.

    Attributes:
        name: what it is called; any text at all, empty where it has no name.
        notes: what is said of it as a whole; any text at all.
        body: its steps and repeats in order.
    """

    name: str
    notes: str
    body: tuple[Item, ...]


def is_pause(item: Item) -> bool:
    """Whether it is a recovery or a rest."""
    return isinstance(item, WorkoutStep) and item.kind in (StepKind.RECOVERY, StepKind.REST)


def refusal(file: str, number: int, what: str, instead: str) -> FileError:
    """The error for one step that no plan can say.

    Args:
        file: the file's name.
        number: the step's, from 1.
        what: what is the matter with it.
        instead: what to do.
    """
    return FileError(file, f"step {number} {what}", instead)


def loop_of(file: str, number: int, count: int, body: Sequence[Item], *, skips_last: bool = False) -> Loop:
    """A repeat, looked at before anything is unrolled.

    Raises:
        FileError: if it has no pass or nothing in it, is nested too deep, or makes more steps than a plan may have.
    """
    if not body or count < 1:
        raise refusal(file, number, "repeats nothing", "give it a number of passes, and steps before it to repeat")
    if count > MAX_STEPS:
        raise too_many_steps(file, number)
    loop = Loop(number, count, tuple(body), skips_last)
    if loop.size > MAX_STEPS:
        raise too_many_steps(file, number)
    if loop.depth > DEEPEST:
        raise refusal(file, number, f"is nested deeper than {DEEPEST} repeats", "write fewer repeats in one another")
    return loop


def too_many_steps(file: str, number: int) -> FileError:
    """The error for a step with which a workout gets more than a plan may have."""
    return refusal(
        file, number, f"makes more than {MAX_STEPS:,} steps", f"a session has at most {MAX_STEPS:,}: repeat less"
    )
