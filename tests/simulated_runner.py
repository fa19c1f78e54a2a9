"""A runner who runs whole sessions in no time, with good days, bad days and a thumb that slips.

It exists so that a history for tests and benchmarks is made of the same decisions and the same log as a real one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from trackclock.core import commands as ask
from trackclock.core.comparisons.rounding import divide
from trackclock.core.events import Annotation, Cause, Entry, Event, Log, RepFinished, Seen, SplitMarked
from trackclock.core.limits import MILE_MM
from trackclock.core.plan import ByDistance, Plan, RecoveryMode, Step, StepKind
from trackclock.core.progress.formulas import RIEGEL_EXPONENT
from trackclock.core.session import Accepted, Phase, advance, crossings, decide, evolve, initial_state, state_at
from trackclock.core.session.log import appended
from trackclock.core.session.presses import decide_press

JOG_MS_PER_M = 400
WALK_MS_PER_M = 750
REASONS = ("started a lap late", "stopped to let a child cross", "shoe came undone", "wrong line")
BAD_NOTES = ("heavy legs, slept badly", "strong wind on the back straight", "calf tight, took it easy", "28 degrees")
GOOD_NOTES = ("felt smooth", "with the group", "negative splits at last", "new spikes", "cool evening, no wind")


@dataclass(frozen=True)
class Form:
    """How a runner is on one day.

    Attributes:
        mile_ms: what an all-out mile would take on a good day.
        is_bad_day: whether everything goes three per cent slower, and may be given up.
    """

    mile_ms: int
    is_bad_day: bool = False


class SimulatedRun:
    """One session, run to its end or to where the runner leaves it."""

    def __init__(self, plan: Plan, form: Form, random: Random) -> None:
        """Get ready.

        Args:
            plan: what to run.
            form: how the runner is.
            random: where every chance comes from; the same seed gives the same log.
        """
        self.plan = plan
        self._entries: list[Entry] = []
        self._state = initial_state(plan)
        self._form = form
        self._random = random
        self._day = random.gauss(1.0, 0.006) * (random.uniform(1.025, 1.05) if form.is_bad_day else 1.0)
        self._reps = sum(step.kind is StepKind.REP for step in plan.steps)
        self._done = 0

    @property
    def log(self) -> Log:
        """Everything that happened."""
        return tuple(self._entries)

    def run(self) -> Log:
        """Run the session, rate it, mend what went wrong, and return its log."""
        self._press(0)
        gives_up_after = None
        if self._form.is_bad_day and self._reps > 2 and self._random.random() < 0.3:
            gives_up_after = self._random.randint(2, self._reps - 1)
        vanishes_after = self._random.randint(1, self._reps) if self._random.random() < 0.01 else None
        while self._state.phase is Phase.RUNNING:
            self._one_step()
            if self._done == vanishes_after:
                return self.log
            if self._done == gives_up_after:
                self._command(ask.Stop(), self._state.now_ms + 20_000)
                break
        self._afterwards()
        return self.log

    def _one_step(self) -> None:
        """Take the current step to its end, by waiting or by pressing."""
        state = self._state
        deadline = state.next_deadline()
        step = state.step
        if deadline is not None and (step is None or step.kind is not StepKind.REP or not step.marks_mm):
            self._cross(deadline)
            self._done += step is not None and step.kind is StepKind.REP
        elif step is None:
            self._press(state.now_ms + 5_000)
        elif step.kind is StepKind.REP:
            self._rep(step)
            self._done += 1
            self._choose()
        else:
            self._press(state.started_ms + self._pause_ms(step))

    def _rep(self, step: Step) -> None:
        started = self._state.started_ms
        if not step.marks_mm:
            self._press(started + self._random.randint(22_000, 55_000))
            return
        time_ms = self._rep_time_ms(step)
        at = started
        for mark_mm, lap_ms in zip(step.marks_mm, self._laps_ms(step, time_ms), strict=True):
            at += lap_ms
            if mark_mm != step.marks_mm[-1] and self._random.random() < 0.004:
                continue  # a mark that the runner forgot; whatever is pressed next counts as this one
            self._press(at)
        if self._state.run is not None and self._state.step is step and self._state.started_ms == started:
            self._command(ask.FinishRep(), at + 1_500)
        if self._random.random() < 0.02:
            self._press(at + 900)  # a thumb that slips: refused, and in the log

    def _rep_time_ms(self, step: Step) -> int:
        """All-out time by Riegel, slower for repeats and patterns, faded over the session, with a last effort."""
        distance_mm = step.distance_mm or MILE_MM
        time: float = self._form.mile_ms * (distance_mm / MILE_MM) ** RIEGEL_EXPONENT * self._day
        if self._reps > 1 and not self._is_trial(step):
            share = self._done / (self._reps - 1)
            time *= 1.035 + 0.02 * share + (-0.025 if share == 1.0 else 0.0)
        if step.pattern:
            time *= 1.4
        return round(time * self._random.gauss(1.0, 0.005))

    def _is_trial(self, step: Step) -> bool:
        """Whether it is the only rep beyond a stride: a race against the clock, after strides to warm up."""
        distances = [other.distance_mm or 0 for other in self.plan.steps if other.kind is StepKind.REP]
        return (step.distance_mm or 0) > 200_000 and sum(distance > 200_000 for distance in distances) == 1

    def _laps_ms(self, step: Step, time_ms: int) -> list[int]:
        """The time shared out over the marks, the first lap quick and the third quarter slow."""
        bounds = (0, *step.marks_mm)
        weights = []
        for number, (start, end) in enumerate(pairwise(bounds)):
            lean = 0.988 if number == 0 else 1.012 if end < bounds[-1] else 1.0
            weights.append(round((end - start) * lean * self._random.gauss(1.0, 0.006)))
        total, laps, run_mm, at = sum(weights), [], 0, 0
        for weight in weights:
            run_mm += weight
            split = divide(time_ms * run_mm, total)
            laps.append(split - at)
            at = split
        return laps

    def _pause_ms(self, step: Step) -> int:
        """How long a pause, a warm-up or a cool-down that waits for a press takes."""
        if step.duration_ms is not None:
            return step.duration_ms + self._random.randint(2_500, 40_000)
        if isinstance(step.end, ByDistance):
            pace = WALK_MS_PER_M if step.mode is RecoveryMode.WALK else JOG_MS_PER_M
            return 2_500 + round(step.end.distance_mm * pace / 1_000 * self._random.gauss(1.0, 0.04))
        return self._random.randint(50_000, 95_000)

    def _choose(self) -> None:
        """Behind a rep: leave out what is optional, or add one more."""
        following = next((run.step for run in self._state.steps[self._state.index + 1 :]), None)
        at = self._state.now_ms + 3_000
        if self._state.phase is not Phase.RUNNING or following is None:
            return
        if following.optional and self._random.random() < 0.35:
            self._command(ask.DropReps(), at)
        elif self._random.random() < 0.004:
            self._command(ask.AddRep(), at)

    def _afterwards(self) -> None:
        """Rate it, write something down, and put right what a review shows to be wrong."""
        random, at = self._random, self._state.now_ms + 60_000
        if random.random() < 0.7:
            effort = (9 if self._form.is_bad_day else 7) + random.choice((-1, 0, 0, 1))
            self._command(ask.RateEffort(effort), at)
        if random.random() < (0.8 if self._form.is_bad_day else 0.15):
            self._command(ask.WriteNote(random.choice(BAD_NOTES if self._form.is_bad_day else GOOD_NOTES)), at + 20_000)
        marks = [entry for entry in self._entries if isinstance(entry.event, SplitMarked | RepFinished)]
        if marks and random.random() < 0.05:
            entry = random.choice(marks)
            self._command(ask.MoveMark(entry.seq, entry.event.at - random.randint(200, 700)), at + 40_000)
        reps = [outcome.run for outcome in self._state.outcomes if outcome.run.step.kind is StepKind.REP]
        if len(reps) > 1 and random.random() < 0.03:
            self._command(ask.ExcludeRep(random.choice(reps).uid, random.choice(REASONS)), at + 50_000)
        for run in reps:
            if run.step.duration_ms is not None and random.random() < 0.2:
                metres = round(run.step.duration_ms / 1_000 * 4.4 * random.gauss(1.0, 0.02))
                self._command(ask.GiveDistance(run.uid, metres * 1_000), at + 55_000)

    def _press(self, at: int) -> None:
        """Press the one big key; decided on the folded state, which is what the log says anyway."""
        self._cross(at)
        self._append(decide_press(self._state, at, Cause.SPACE).events)

    def _command(self, command: ask.Command, at: int) -> None:
        """Anything that is decided from the whole log."""
        self._cross(at)
        decision = decide(self.plan, self.log, command, at)
        if isinstance(decision, Accepted):
            self._entries.extend(appended(self._entries, decision.events))
            if not all(isinstance(event, Annotation) for event in decision.events):
                self._state = state_at(self.plan, self.log, at)

    def _cross(self, at: int) -> None:
        """Let time pass, with word at each automatic boundary that the session was alive."""
        for crossed in crossings(self._state, at):
            self._append((Seen(crossed.boundary_ms),))
        self._state = advance(self._state, at)

    def _append(self, events: Iterable[Event]) -> None:
        entries = appended(self._entries, events)
        self._entries.extend(entries)
        for entry in entries:
            self._state = evolve(self._state, entry)
