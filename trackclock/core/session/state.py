"""One instant of a session as plain data, and what can be read off it.

It exists apart from `session` so that whoever only looks at a session cannot reach the rules that change it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from trackclock.core.cycles import cycle_over_ms
from trackclock.core.events import Reason
from trackclock.core.plan import ByCycle, ByTime, Plan, StartMode, Step, StepKind


class Phase(StrEnum):
    """How far a session is."""

    READY = "ready"
    RUNNING = "running"
    FINISHED = "finished"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class RunStep:
    """A step of the plan as it is run.

    Attributes:
        uid: its lasting identity: the index in the plan as loaded, or the next free number for an added step.
        step: the step.
    """

    uid: int
    step: Step


@dataclass(frozen=True, slots=True)
class Taken:
    """A mark that was taken.

    Attributes:
        mark: index into the step's marks; None in a rep without distances.
        at: the instant.
        seq: the log entry that says so.
        paused_ms: how long the step had stood still by then.
    """

    mark: int | None
    at: int
    seq: int
    paused_ms: int = 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """A press that was refused.

    Attributes:
        at: the instant.
        reason: why.
        seq: the log entry that says so.
    """

    at: int
    reason: Reason
    seq: int


@dataclass(frozen=True, slots=True)
class Hold:
    """A start that is a fact, whatever a repair did to what came before it.

    Attributes:
        step: uid of the step that starts.
        go_ms: its start.
        made_ms: when the repair was made: presses and pauses from then on count as always.
        after_ms: a rep that begins anew starts twice: this one is the start behind the start taken back then; 0 where
            none was taken back before it.
    """

    step: int
    go_ms: int
    made_ms: int
    after_ms: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """A step that is over.

    Attributes:
        run: the step.
        started_ms: its start.
        ended_ms: its end, which is the start of whatever came next.
        paused_ms: how long it stood still in between.
        taken: the marks taken in it, the finish included.
        is_skipped: whether it was given up.
    """

    run: RunStep
    started_ms: int
    ended_ms: int
    paused_ms: int
    taken: tuple[Taken, ...]
    is_skipped: bool

    @property
    def time_ms(self) -> int | None:
        """What it came to, pauses not counted; None where it was skipped."""
        return None if self.is_skipped else self.ended_ms - self.started_ms - self.paused_ms

    @property
    def rested_ms(self) -> int:
        """How long it lasted, whatever the clock did meanwhile: a runner rests on while it stands still."""
        return self.ended_ms - self.started_ms


@dataclass(frozen=True)  # without slots: see `changing.changed`
class State:
    """One instant of a session.

    Attributes:
        plan: the plan as loaded.
        steps: the plan as it is run, added and dropped steps included.
        phase: how far the session is.
        now_ms: the instant.
        index: the current step; -1 before the first one has begun.
        started_ms: start of the current step.
        go_ms: when the step after this one begins, where a press or a countdown has fixed it; else None.
        waits: whether the pause goes on past zero until a press.
        is_skipped: whether the current step was given up and only waits for its end.
        paused_since: start of the running pause; None while the clock runs.
        pauses: the earlier pauses within the current step, as (start, length).
        taken: the marks taken in the current step.
        outcomes: the steps that are over, in order.
        boundary_ms: the newest boundary between steps, pressed or automatic.
        last_press_ms: the newest press, refused or not; None before the first.
        last_refusal: the refused press that can be counted now; None where the newest press was taken, or refused
            because the start was counting down.
        asked_ms: the presses of the current step that were refused for the boundary before it or as too early a cut:
            the next one may say that they were meant (`guard.is_early_cut`).
        holds: starts of steps that are facts.
        taken_back_ms: when a start was last taken back; 0 if none ever was.
        counts: how many reps a set or sets a block has, where some were added, as ((block, group), reps) and
            ((block, None), sets).
    """

    plan: Plan
    steps: tuple[RunStep, ...]
    phase: Phase = Phase.READY
    now_ms: int = 0
    index: int = -1
    started_ms: int = 0
    go_ms: int | None = None
    waits: bool = False
    is_skipped: bool = False
    paused_since: int | None = None
    pauses: tuple[tuple[int, int], ...] = ()
    taken: tuple[Taken, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    boundary_ms: int = 0
    last_press_ms: int | None = None
    last_refusal: Refusal | None = None
    asked_ms: tuple[int, ...] = ()
    holds: tuple[Hold, ...] = ()
    taken_back_ms: int = 0
    counts: tuple[tuple[tuple[int, int | None], int], ...] = ()

    @property
    def run(self) -> RunStep | None:
        """The current step; None before the first and after the last."""
        return self.steps[self.index] if self.phase is not Phase.READY and 0 <= self.index < len(self.steps) else None

    @property
    def step(self) -> Step | None:
        """The current step's plan; None before the first and after the last."""
        run = self.run
        return run.step if run else None

    @property
    def next_run(self) -> RunStep | None:
        """The step after the current one; None at the end."""
        return self.steps[self.index + 1] if self.index + 1 < len(self.steps) else None

    @property
    def leads_to_rep(self) -> bool:
        """Whether the step after the current one is a rep."""
        following = self.next_run
        return following is not None and following.step.kind is StepKind.REP

    @property
    def paused_ms(self) -> int:
        """Length of the earlier pauses within the current step."""
        return sum(length_ms for _, length_ms in self.pauses) if self.pauses else 0

    @property
    def hold(self) -> Hold | None:
        """The hold on the start of the next step, if there is one; of several the newest.

        One before the start of this step is none: a press was deleted since, and the runner ran on past that GO.
        """
        following = self.next_run if self.holds else None
        if following is None:
            return None
        of_it = (hold for hold in reversed(self.holds) if hold.step == following.uid)
        since_ms = max(self.taken_back_ms, self.started_ms)
        return next((hold for hold in of_it if hold.after_ms <= self.taken_back_ms and since_ms <= hold.go_ms), None)

    @property
    def is_paused(self) -> bool:
        """Whether the clock stands still."""
        return self.paused_since is not None

    @property
    def is_getting_ready(self) -> bool:
        """Whether the countdown to the next step runs."""
        return self.phase is Phase.RUNNING and self.go_ms is not None

    @property
    def takes_presses(self) -> bool:
        """Whether a press that is not too early does something: while the start counts down none does."""
        return self.phase is Phase.RUNNING and (self.is_paused or not self.is_getting_ready)

    def elapsed_ms(self) -> int:
        """Time spent in the current step up to now, pauses not counted."""
        until = self.paused_since if self.paused_since is not None else self.now_ms
        return max(0, until - self.started_ms - self.paused_ms)

    def deadline_ms(self) -> int | None:
        """When the current step's time is over; None where it has none.

        A held start of the next rep replaces the deadline of the pause before it: a GO that has sounded is a fact. No
        step ends while the clock stands still, though another one may have taken its place meanwhile that is shorter.
        """
        due_ms = self._due_ms()
        if due_ms is None or not self.pauses:
            return due_ms
        since_ms, length_ms = self.pauses[-1]
        return max(due_ms, since_ms + length_ms)

    def _due_ms(self) -> int | None:
        step = self.step
        if step is None:
            return None
        standing_ms = max(0, self.now_ms - self.paused_since) if self.paused_since is not None else 0
        hold = self.hold if step.is_pause else None
        if hold is not None:
            later_ms = sum(length_ms for since, length_ms in self.pauses if since >= hold.made_ms)
            return hold.go_ms + later_ms + standing_ms
        if isinstance(step.end, ByCycle):
            over_ms = send_off_ms(self.plan, step.end, self.outcomes, self.started_ms)
            return over_ms + self.paused_ms + standing_ms
        if not isinstance(step.end, ByTime):
            return None
        return self.started_ms + step.end.duration_ms + self.paused_ms + standing_ms

    def next_deadline(self) -> int | None:
        """When the next automatic boundary between steps is due; None if only a press brings one.

        A warm-up never ends by itself: nobody is at the line yet (ARCHITECTURE.md, "The table of states").
        """
        step = self.step
        if self.phase is not Phase.RUNNING or self.is_paused:
            return None
        if self.go_ms is not None:
            return self.go_ms
        if step is None or self.waits or step.kind is StepKind.WARMUP:
            return None
        if step.is_pause and self.leads_to_rep and self.plan.start is StartMode.PRESS and self.hold is None:
            return None
        return self.deadline_ms()

    def taken_metres_mm(self) -> int:
        """How far into the current rep the last mark taken lies; 0 before the first."""
        step = self.step
        if step is None or not self.taken or self.taken[-1].mark is None:
            return 0
        return step.marks_mm[self.taken[-1].mark]

    def next_mark(self) -> int | None:
        """Index of the mark that the next press would take; None in a step without marks."""
        step = self.step
        if step is None or not step.marks_mm:
            return None
        last = self.taken[-1].mark if self.taken else None
        return 0 if last is None else min(last + 1, len(step.marks_mm) - 1)


def cycle_began_ms(outcomes: Sequence[Outcome]) -> int | None:
    """When the cycle of the newest rep that is over began: its start, later by as long as the clock has stood since.

    A rep that was skipped has a cycle as well: its runner started on it. None where no rep is over.
    """
    stood_ms = 0
    for outcome in reversed(outcomes):
        stood_ms += outcome.paused_ms
        if outcome.run.step.kind is StepKind.REP:
            return outcome.started_ms + stood_ms
    return None


def send_off_ms(plan: Plan, end: ByCycle, outcomes: Sequence[Outcome], ready_ms: int) -> int:
    """When the next rep starts after a pause that ends with a cycle (ARCHITECTURE.md, "Send-offs").

    Args:
        plan: the plan, which says what becomes of whoever is late.
        end: the end of the pause.
        outcomes: the steps before it; without a rep among them, which no plan means, the cycle counts from `ready_ms`.
        ready_ms: the instant before which it cannot start, pauses within the step not counted: the start of the pause.
    """
    began_ms = cycle_began_ms(outcomes)
    if began_ms is None:
        return ready_ms + end.cycle_ms
    return began_ms + cycle_over_ms(end.cycle_ms, ready_ms - began_ms, plan.late)


def initial_state(plan: Plan) -> State:
    """The session before its first press."""
    return State(plan=plan, steps=tuple(RunStep(uid, step) for uid, step in enumerate(plan.steps)))
