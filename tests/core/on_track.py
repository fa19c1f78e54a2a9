"""Plans numbered as the notation numbers them, and a runner who presses keys at instants of the test's choice.

It exists so that a test of the rules reads as what happened on the track.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from trackclock.core.commands import Command, Press
from trackclock.core.events import DelayDrawn, Entry, Event, Log, Seen
from trackclock.core.plan import ByCycle, ByDistance, ByTime, Open, Plan, Step, StepEnd, StepKind, marks_mm
from trackclock.core.results import SessionResults, StepResult
from trackclock.core.session import Accepted, Decision, State, crossings, decide, results_of, state_at
from trackclock.core.session.log import appended

PAUSE_KINDS = (StepKind.RECOVERY, StepKind.REST)


def metres(distance_m: int) -> ByDistance:
    return ByDistance(distance_m * 1_000)


def seconds(count: float) -> ByTime:
    return ByTime(round(count * 1_000))


def cycle(count: float) -> ByCycle:
    return ByCycle(round(count * 1_000))


def rep(end: StepEnd) -> Step:
    marks = marks_mm(end.distance_mm, 400_000) if isinstance(end, ByDistance) else ()
    return Step(StepKind.REP, end, "rep", marks_mm=marks)


def pause(end: StepEnd, kind: StepKind = StepKind.RECOVERY) -> Step:
    return Step(kind, end, kind.value)


def easy(kind: StepKind, end: StepEnd) -> Step:
    return Step(kind, end, kind.value, rep=None, reps=None, set=None, sets=None)


def sets_of(
    count: int, reps: int, end: StepEnd, recovery: StepEnd | None, rest: StepEnd | None = None, block: int = 0
) -> list[Step]:
    """`count` sets of `reps` reps; group numbers are `block * 100` and up, rests have one of their own."""
    steps: list[Step] = []
    for number in range(count):
        if number and rest is not None:
            own = pause(rest, StepKind.REST)
            steps.append(
                replace(own, rep=reps, reps=reps, set=number, sets=count, block=block, group=block * 100 + 50 + number)
            )
        for index in range(reps):
            if index and recovery is not None:
                between = pause(recovery)
                steps.append(_numbered(between, index, reps, number + 1, count, block))
            steps.append(_numbered(rep(end), index + 1, reps, number + 1, count, block))
    return steps


def _numbered(step: Step, number: int, reps: int, set_number: int, sets: int, block: int) -> Step:
    group = block * 100 + set_number
    return replace(step, rep=number, reps=reps, set=set_number, sets=sets, block=block, group=group)


def plan_of(steps: Iterable[Step], **options: object) -> Plan:
    return replace(Plan("test", tuple(steps)), **options)  # type: ignore[arg-type]


class Track:
    """Plays commands at instants, as the recorder would, and keeps the log."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.log: Log = ()
        self.decision: Decision | None = None
        self.is_left = False
        """Whether nobody is there any more, and the session is only mended: no delay is drawn then."""

    def do(self, command: Command, at: float) -> Decision:
        """Give a command at `at` seconds."""
        at_ms = round(at * 1_000)
        self.draw(at_ms)
        decision = decide(self.plan, self.log, command, at_ms)
        events = decision.events
        if events:
            events = (*events, *self._drawn(state_at(self.plan, (*self.log, *appended(self.log, events)), at_ms)))
        self.log = (*self.log, *appended(self.log, events))
        self.decision = decision
        return decision

    def draw(self, until_ms: int) -> Track:
        """Draw the delays that are wanted on the way to an instant, each at the boundary that wants it."""
        while self.log and self.plan.gun is not None:
            state = state_at(self.plan, self.log, max(entry.event.at for entry in self.log))
            on_the_way = (state, *crossings(state, until_ms))
            events = next((drawn for one in on_the_way if (drawn := self._drawn(one))), ())
            if not events:
                break
            self.log = (*self.log, *appended(self.log, events))
        return self

    def _drawn(self, state: State) -> tuple[Event, ...]:
        """A delay that depends on the rep and the instant alone."""
        uid, gun = state.wants_draw(), self.plan.gun
        if uid is None or gun is None or self.is_left:
            return ()
        width_ms = gun.high_ms - gun.low_ms + 1
        return (DelayDrawn(state.now_ms, uid, gun.low_ms + (state.now_ms * 7 + uid * 131) % width_ms),)

    def press(self, *instants: float) -> Track:
        """Press space at each of these seconds; each must be taken."""
        for at in instants:
            decision = self.do(Press(), at)
            assert isinstance(decision, Accepted), (at, decision)
        return self

    def see(self, at: float) -> Track:
        """Be alive at `at` seconds, with a word at every automatic boundary before it."""
        self.draw(round(at * 1_000))
        state = state_at(self.plan, self.log, 0)
        for crossed in crossings(state_at(self.plan, self.log, state.now_ms), round(at * 1_000)):
            self.log = (*self.log, *appended(self.log, (Seen(crossed.boundary_ms),)))
        self.log = (*self.log, *appended(self.log, (Seen(round(at * 1_000)),)))
        return self

    def state(self, at: float) -> State:
        return state_at(self.plan, self.log, round(at * 1_000))

    def results(self, at: float) -> SessionResults:
        """What it has come to at `at` seconds."""
        witnessed: tuple[Entry, ...] = (*self.log, *appended(self.log, (Seen(round(at * 1_000)),)))
        return results_of(self.plan, witnessed)

    def reps(self, at: float) -> list[StepResult]:
        return [step for step in self.results(at).steps if step.step.kind is StepKind.REP]


OPEN = Open()
