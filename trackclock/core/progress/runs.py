"""The run of reps that are each faster than the last: how far it went, and where it broke.

It exists because this one sentence is what the sessions of this project were written around. Whether anybody asked for
such a run is another question (`verdict.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from trackclock.core.comparisons import PastRep, SizeKey, delta_between, past_reps
from trackclock.core.figures import LEVEL_MS, Delta, Difference
from trackclock.core.plan import StepKind
from trackclock.core.results import SessionResults


class Outcome(StrEnum):
    """What a rep is against the ones before it."""

    FIRST = "first"
    FASTER = "faster"
    LEVEL = "level"
    SLOWER = "slower"


class RunState(StrEnum):
    """What the reps of one size came to.

    Kept: each rep faster than the last. Held: none slower, but not each clearly faster. Broken: one was slower.
    """

    KEPT = "kept"
    HELD = "held"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class RepOutcome:
    """What one rep is against the ones before it.

    Attributes:
        position: number of the step in the session, from 1.
        outcome: what it is.
        delta: against the rep before, as both are shown; None for the first.
        number: its number among all reps begun in the session, from 1, as the list of reps has it.
        judged_against: place in `FasterRun.reps`, from 0, of the rep that it is judged against where that can break the
            run: the fastest of the run before it; None for the first.
        judged: against that one.
    """

    position: int
    outcome: Outcome
    delta: Difference | None
    number: int = 0
    judged_against: int | None = None
    judged: Delta | None = None


@dataclass(frozen=True, slots=True)
class FasterRun:
    """The reps of one size, each beside the ones before it.

    Attributes:
        size: their size.
        state: kept, held or broken.
        reps: one outcome a rep, in order.
        run: how many reps, from the first on, kept or held it.
        broke_at: position of the first rep that was slower; None if there is none.
        longest: the longest run anywhere among them.

    Reps that do not count (`comparisons.is_counting`) are in none of these.
    """

    size: SizeKey
    state: RunState
    reps: tuple[RepOutcome, ...]
    run: int
    broke_at: int | None
    longest: int

    @property
    def broken_by(self) -> RepOutcome | None:
        """The first rep that was slower; its `judged` is what broke the run. None if there is none."""
        return None if self.broke_at is None else self.reps[self.run]


def faster_runs(results: SessionResults) -> tuple[FasterRun, ...]:
    """The run of every size of which at least two reps count, in order of their first rep.

    Timed reps take part once their distances are known, by pace; exercises and other open reps do not: hurrying a
    squat is nothing to be praised for.

    The rule: a rep is *faster* if it beats the rep before by 0.2 s or more. It is *slower*, and breaks the run, if it
    is 0.2 s or more slower than the fastest of the run so far, which is the rep before unless that one was level (held
    against the rep before alone, five reps, each 0.15 s slower, would pass). Anything else is *level*: it neither
    breaks the run nor lets it count as "each faster"; the run is then held, not kept. After a break a new run begins
    with the rep that broke it. All of it goes by the figures that are shown (`figures`).
    """
    return tuple(run_of(results, reps) for reps in comparable_reps(results).values() if len(reps) > 1)


def comparable_reps(results: SessionResults) -> dict[SizeKey, list[PastRep]]:
    """The reps of a session that count and can be held against each other, size by size, in order of their first."""
    groups: dict[SizeKey, list[PastRep]] = {}
    for rep in past_reps("", 0, results):
        if rep.is_comparable:
            groups.setdefault(rep.key.size, []).append(rep)
    return groups


def run_of(results: SessionResults, reps: Sequence[PastRep]) -> FasterRun:
    """The run of some reps of a session, by the rule of `faster_runs`.

    Args:
        results: the session.
        reps: two or more of its reps, all of one size, in order.
    """
    begun = [result.position for result in results.steps if result.step.kind is StepKind.REP]
    numbers = {position: number for number, position in enumerate(begun, start=1)}
    outcomes = [RepOutcome(reps[0].position, Outcome.FIRST, None, numbers[reps[0].position])]
    fastest = 0
    runs = [1]
    for place in range(1, len(reps)):
        rep = reps[place]
        delta = _shown(delta_between(rep, reps[place - 1]))
        judged = delta_between(rep, reps[fastest])
        against_fastest = _shown(judged)
        if delta.is_faster:
            outcome = Outcome.FASTER
        else:
            outcome = Outcome.SLOWER if against_fastest.shown_ms >= LEVEL_MS else Outcome.LEVEL
        outcomes.append(RepOutcome(rep.position, outcome, delta, numbers[rep.position], fastest, judged))
        if outcome is Outcome.SLOWER:
            runs.append(1)
        else:
            runs[-1] += 1
        if outcome is Outcome.SLOWER or rep.is_better_than(reps[fastest]):
            fastest = place
    broke_at = next((one.position for one in outcomes if one.outcome is Outcome.SLOWER), None)
    if broke_at is not None:
        state = RunState.BROKEN
    elif any(one.outcome is Outcome.LEVEL for one in outcomes):
        state = RunState.HELD
    else:
        state = RunState.KEPT
    return FasterRun(reps[0].key.size, state, tuple(outcomes), runs[0], broke_at, max(runs))


def _shown(delta: Delta | None) -> Difference:
    return delta.shown() if delta is not None else Difference(0)
