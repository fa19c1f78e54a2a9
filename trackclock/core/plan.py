"""The session as intended: an ordered list of steps, repeats already unrolled.

Every other module speaks in these words. Distances are integer millimetres and times integer milliseconds,
so that no float can ever decide a result.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from trackclock.core.limits import LAP_MM

FIRST_MARK_MIN_MM = 100_000
"""A first mark nearer to the start than this is left out: nobody looks at the clock there."""

WISHED_MARK_MIN_MM = 10_000
"""Where the distance between marks is written down, a first mark is wanted even nearer to the start, down to this."""


class StepKind(StrEnum):
    """What a step is for. Recovery lies between reps, rest between sets or blocks."""

    WARMUP = "warmup"
    REP = "rep"
    RECOVERY = "recovery"
    REST = "rest"
    COOLDOWN = "cooldown"


class RecoveryMode(StrEnum):
    """How a recovery is spent."""

    JOG = "jog"
    WALK = "walk"
    STAND = "stand"


class StartMode(StrEnum):
    """What happens when the time of a recovery that leads to a rep is over."""

    AUTO = "auto"
    PRESS = "press"
    GUN = "gun"


class Rests(StrEnum):
    """From when on a pause counts for the athletes of a group; of somebody alone it says nothing."""

    TOGETHER = "together"
    """From the last one in."""
    OWN = "own"
    """From everybody's own finish."""


class Late(StrEnum):
    """When the next rep starts after one that took longer than its cycle."""

    NEXT = "next"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class ByTime:
    """The step ends when this much time has passed.

    Attributes:
        duration_ms: how long it lasts; zero or more.
    """

    duration_ms: int


@dataclass(frozen=True, slots=True)
class ByDistance:
    """The step ends on the press at the end of this distance.

    Attributes:
        distance_mm: its length; above zero.
    """

    distance_mm: int


@dataclass(frozen=True, slots=True)
class Open:
    """The step ends on a press, whenever that comes."""


@dataclass(frozen=True, slots=True)
class ByCycle:
    """The pause ends when this much time has passed since the start of the rep before it: a send-off.

    What becomes of a rep that takes longer is the plan's to say (`Plan.late`).

    Attributes:
        cycle_ms: from the start of one rep to the start of the next; above zero.
    """

    cycle_ms: int


StepEnd: TypeAlias = ByTime | ByDistance | Open | ByCycle


@dataclass(frozen=True, slots=True)
class Target:
    """What a rep is to be run in.

    Attributes:
        text: the target as a person reads it ("2:44", "80 % effort", "each faster").
        low_ms: the fastest time wanted for the whole rep; None where the target is an effort without a time.
        high_ms: the slowest time wanted; equal to `low_ms` for a single time; None together with it.
        each_faster: whether the rep is to beat the one before it.
        laps_ms: the wanted times of the laps one by one, empty for even pace.
    """

    text: str
    low_ms: int | None = None
    high_ms: int | None = None
    each_faster: bool = False
    laps_ms: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PatternPart:
    """One piece of the pattern inside a rep, such as the sprint of "100 m sprint, 100 m jog".

    Attributes:
        distance_mm: its length.
        label: what is done over it ("sprint").
    """

    distance_mm: int
    label: str


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of the plan.

    Attributes:
        kind: what it is for.
        end: how it ends.
        label: what the screen calls it ("800 m", "10 min tempo", "5 squats").
        rep: number within the innermost repeat, from 1; a plain step is 1 of 1; None for warm-up and cool-down.
            A recovery or rest bears the numbers of the rep before it.
        reps: how many there are in that repeat; None for warm-up and cool-down.
        set: number within the next repeat out (deeper levels multiplied in); None like `rep`.
        sets: how many there are; None like `reps`.
        block: which block the step belongs to, from 0: each top-level piece of the workout is one.
        group: which pass of the innermost repeat it belongs to, from 0 and unique in the plan. The reps of one
            set share it with the recoveries between them; a rest between sets has a group of its own.
        optional: whether it lies above the low end of a range ("4-6 x").
        mode: how a recovery is spent; None where nothing is said, and for every other kind.
        target: what a rep is to be run in.
        marks_mm: the points of a distance step where a press is expected, ascending; the last is its end.
            Empty for every other end.
        pattern: what changes inside the rep, repeated until the distance is full.
        notes: the coach's words that a stopwatch cannot act on, shown with the step.
        planned: False for a step that was added during the session.
        rests: of a pause, from when on it counts in a group; None is together.
    """

    kind: StepKind
    end: StepEnd
    label: str
    rep: int | None = 1
    reps: int | None = 1
    set: int | None = 1
    sets: int | None = 1
    block: int = 0
    group: int = 0
    optional: bool = False
    mode: RecoveryMode | None = None
    target: Target | None = None
    marks_mm: tuple[int, ...] = ()
    pattern: tuple[PatternPart, ...] = ()
    notes: tuple[str, ...] = ()
    planned: bool = True
    rests: Rests | None = None

    @property
    def is_pause(self) -> bool:
        """Whether the runner recovers in it: a recovery or a rest."""
        return self.kind in (StepKind.RECOVERY, StepKind.REST)

    @property
    def distance_mm(self) -> int | None:
        """Its distance in millimetres, None unless it ends by distance."""
        return self.end.distance_mm if isinstance(self.end, ByDistance) else None

    @property
    def duration_ms(self) -> int | None:
        """Its duration in milliseconds, None unless it ends by time."""
        return self.end.duration_ms if isinstance(self.end, ByTime) else None

    @property
    def cycle_ms(self) -> int | None:
        """Of a pause its cycle in milliseconds, None unless it ends by one."""
        return self.end.cycle_ms if isinstance(self.end, ByCycle) else None

    @property
    def is_ended_by_clock(self) -> bool:
        """Whether it is over at an instant, and not at a press."""
        return isinstance(self.end, ByTime | ByCycle)


@dataclass(frozen=True, slots=True)
class Goal:
    """The race that the runner trains for ("mile 5:30").

    Attributes:
        text: as it was written.
        distance_mm: the race's distance.
        time_ms: the time wanted for it.
    """

    text: str
    distance_mm: int
    time_ms: int


@dataclass(frozen=True, slots=True)
class Gun:
    """How a rep is started by gun (ARCHITECTURE.md, "The gun").

    Attributes:
        marks_ms: from "on your marks" to "set".
        low_ms: the shortest time from "set" to the bang.
        high_ms: the longest.
    """

    marks_ms: int = 10_000
    low_ms: int = 1_600
    high_ms: int = 2_400

    @property
    def usual_ms(self) -> int:
        """How long it is likely to take from "on your marks" to the bang."""
        return self.marks_ms + (self.low_ms + self.high_ms) // 2


@dataclass(frozen=True, slots=True)
class PlanAthlete:
    """Somebody whom the plan names: an athlete of a group, or all of a pace group.

    Attributes:
        name: what they are called.
        aim: what they are to run in place of what the plan asks for, as it is written behind a rep's `@`; empty where
            nothing of their own was said.
    """

    name: str
    aim: str = ""


@dataclass(frozen=True, slots=True)
class Stagger:
    """How the athletes of a group start one after the other.

    Attributes:
        gap_ms: from one start to the next; above zero.
        by_group: whether all of a pace group start as one.
    """

    gap_ms: int
    by_group: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole session as intended.

    Attributes:
        name: what the session is called.
        steps: what is done, in order; never empty.
        assumptions: every reading of the text that was not written there, as sentences.
        notes: the header's notes.
        goal: the race trained for, if one is named.
        lap_mm: one lap in the lane that is run in (`lanes.lane_of` says which that is).
        split_every_mm: distance between marks, counted back from the finish; 0 for the finish only.
        get_ready_ms: the countdown after a press that leads to a rep; 0 makes the press itself the GO.
        start: what happens when a timed recovery that leads to a rep is over.
        press_guard_ms: the least gap between any two presses; None for the automatic guard.
        late: when the next rep starts after one that took longer than its cycle; None in a plan without cycles, where
            it says nothing, and never in one with them.
        gun: how the reps are started; None in a plan that does not start them by gun, and never in one that does.
        athletes: who runs it, in the order of their keys; empty for somebody alone, or for whoever is chosen.
        stagger: how they start one after the other; None for together.
    """

    name: str
    steps: tuple[Step, ...]
    assumptions: tuple[str, ...] = ()
    notes: str = ""
    goal: Goal | None = None
    lap_mm: int = LAP_MM
    split_every_mm: int = LAP_MM
    get_ready_ms: int = 5_000
    start: StartMode = StartMode.AUTO
    press_guard_ms: int | None = None
    late: Late | None = None
    gun: Gun | None = None
    athletes: tuple[PlanAthlete, ...] = ()
    stagger: Stagger | None = None
    total_distance_mm: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        """Sum the distances of the steps, and let `late` and `gun` stand just where they say something."""
        total = sum(step.distance_mm or 0 for step in self.steps)
        object.__setattr__(self, "total_distance_mm", total)
        has_cycles = any(step.cycle_ms is not None for step in self.steps)
        object.__setattr__(self, "late", (self.late or Late.NEXT) if has_cycles else None)
        object.__setattr__(self, "gun", (self.gun or Gun()) if self.start is StartMode.GUN else None)


def marks_mm(distance_mm: int, split_every_mm: int, first_min_mm: int = FIRST_MARK_MIN_MM) -> tuple[int, ...]:
    """The points of a distance rep where a press is expected, counted back from the finish line.

    The laptop stands at the finish line, so every mark is a whole number of laps before the end (ARCHITECTURE.md,
    "Marks are counted back from the finish"): 800 m gives 400, 800; 1000 m gives 200, 600, 1000; a mile starts 9.344 m
    behind the line and gives 409.344 and so on. A first mark nearer than 100 m is left out, unless the distance between
    marks was wished for.

    Args:
        distance_mm: length of the rep, above zero.
        split_every_mm: distance between marks; 0 for the finish only.
        first_min_mm: the finish apart, no mark lies nearer to the start than this.

    Returns:
        The marks in millimetres from the start, ascending; the last is `distance_mm`.
    """
    if split_every_mm <= 0:
        return (distance_mm,)
    marks = range(distance_mm, 0, -split_every_mm)
    return tuple(mark for mark in reversed(marks) if mark >= first_min_mm or mark == distance_mm)
