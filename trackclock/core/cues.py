"""Which cues fall in a half-open window (after, until].

A cue is due exactly once however time is sliced, because windows abut and each instant lies in one of them. What a
press causes sounds at once (`cue_of`); what time causes is known ahead (`cues_between`) and can be sent ahead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from trackclock.core.events import (
    DelayDrawn,
    Event,
    GoTakenBack,
    PressRefused,
    RecoveryCut,
    RepFinished,
    SessionStarted,
    SplitMarked,
    StepEnded,
    StepSkipped,
)
from trackclock.core.plan import ByTime, Step, StepKind
from trackclock.core.session.gun import GunTimes
from trackclock.core.session.state import Phase, State
from trackclock.core.session.transitions import crossings
from trackclock.core.sounds import Cue, Sound

_RANK = (
    Sound.GO,
    Sound.BANG,
    Sound.SESSION_FINISHED,
    Sound.BEST,
    Sound.FINISHED,
    Sound.SET,
    Sound.ON_YOUR_MARKS,
    Sound.TIME_UP,
    Sound.RECOVERY,
    Sound.REST,
    Sound.THREE,
    Sound.TWO,
    Sound.ONE,
    Sound.HALF,
    Sound.LAST_REP,
    Sound.TEN_SECONDS,
    Sound.PATTERN,
    Sound.PACE_LAP,
    Sound.PACE,
)
COUNTDOWN = ((3_000, Sound.THREE), (2_000, Sound.TWO), (1_000, Sound.ONE))
"""What leads to a start, and how long before it."""

_BEGIN = {
    StepKind.REP: Sound.GO,
    StepKind.RECOVERY: Sound.RECOVERY,
    StepKind.REST: Sound.REST,
    StepKind.COOLDOWN: Sound.REST,
    StepKind.WARMUP: Sound.REST,
}

_TO_THE_MARKS = (SessionStarted, RecoveryCut, StepEnded, StepSkipped, DelayDrawn)
"""What may be followed by "on your marks" at once."""


def cues_between(
    state: State, after: int, until: int, pace: Callable[[State], Iterable[Cue]] | None = None
) -> tuple[Cue, ...]:
    """What time alone makes sound in (after, until], if nobody presses anything.

    Args:
        state: the session at or before `after`.
        after: the last instant that has been dealt with.
        until: the last instant wanted.
        pace: the ticks of the rep that a state is in, where the runner is paced (`pacer.pace_cues`).

    Returns:
        The cues, ascending, at most one for each instant.
    """
    return one_an_instant(cue for cue in _timeline(state, until, pace) if after < cue.at <= until)


def one_an_instant(cues: Iterable[Cue]) -> tuple[Cue, ...]:
    """Of cues at one instant the foremost, ascending (ARCHITECTURE.md, "Cues fall in half-open windows")."""
    best: dict[int, Cue] = {}
    for cue in cues:
        other = best.get(cue.at)
        if other is None or _RANK.index(cue.sound) < _RANK.index(other.sound):
            best[cue.at] = cue
    return tuple(best[at] for at in sorted(best))


def _timeline(state: State, until: int, pace: Callable[[State], Iterable[Cue]] | None) -> Iterator[Cue]:
    yield from _within(state)
    yield from pace(state) if pace else ()
    for before, crossed in _pairs(state, crossings(state, until)):
        yield from _at_boundary(before, crossed)
        yield from _within(crossed)
        yield from pace(crossed) if pace else ()


def _pairs(first: State, states: Iterable[State]) -> Iterator[tuple[State, State]]:
    before = first
    for state in states:
        yield before, state
        before = state


def _at_boundary(before: State, crossed: State) -> Iterator[Cue]:
    at = crossed.boundary_ms
    if before.step is not None and before.step.kind is StepKind.REP:
        yield Cue(at, Sound.FINISHED)
    if crossed.step is None:
        yield Cue(at, Sound.SESSION_FINISHED)
    elif before.gun_times() is not None:
        yield Cue(at, Sound.BANG)
    else:
        yield Cue(at, _BEGIN[crossed.step.kind])


def _within(state: State) -> Iterator[Cue]:
    """The cues of one step on its way to its end, boundaries themselves left out."""
    times = state.gun_times()
    if state.is_paused:
        return
    if times is not None:
        yield from _to_the_bang(state, times)
    elif state.go_ms is None:
        yield from _to_the_deadline(state)
    elif state.leads_to_rep:
        yield from (Cue(state.go_ms - before, sound) for before, sound in COUNTDOWN)


def _to_the_deadline(state: State) -> Iterator[Cue]:
    """What leads to the end of a step that the clock ends."""
    step, deadline = state.step, state.deadline_ms()
    if step is None or deadline is None:
        return
    cues: list[Cue] = []
    if step.is_pause and state.leads_to_rep:
        cues.append(_ten_seconds_before(deadline, state))
    if step.kind is StepKind.REP and isinstance(step.end, ByTime):
        cues.append(Cue(deadline - step.end.duration_ms // 2, Sound.HALF))
    if step.kind is StepKind.REP or (step.is_pause and state.leads_to_rep):
        cues.extend(Cue(deadline - before, sound) for before, sound in COUNTDOWN)
    if state.next_deadline() is None:
        # Nothing ends here, but the runner should know that the time is up.
        cues.append(Cue(deadline, Sound.TIME_UP))
    yield from (cue for cue in cues if cue.at > state.started_ms)


def _to_the_bang(state: State, times: GunTimes) -> Iterator[Cue]:
    """What leads to a bang: no 3-2-1, at whose end a runner would leave."""
    cues = [Cue(times.marks_ms, Sound.ON_YOUR_MARKS)]
    if state.go_ms is None:
        cues.insert(0, _ten_seconds_before(times.marks_ms, state))
    if times.set_ms is not None:
        cues.append(Cue(times.set_ms, Sound.SET))
    yield from (cue for cue in cues if cue.at > state.started_ms)


def _ten_seconds_before(at: int, state: State) -> Cue:
    return ten_seconds_before(at, [run.step for run in state.steps], state.index + 1)


def ten_seconds_before(at: int, steps: Sequence[Step], index: int) -> Cue:
    """What is heard ten seconds before the start of the step at `index`, which lies at `at`: the last rep is said."""
    reps = [place for place, step in enumerate(steps) if step.kind is StepKind.REP]
    is_last = len(reps) > 1 and reps[-1] == index
    return Cue(at - 10_000, Sound.LAST_REP if is_last else Sound.TEN_SECONDS)


def cue_of(event: Event, after: State, *, is_best: bool = False) -> Cue | None:
    """What an event makes sound at its own instant.

    Args:
        event: what happened.
        after: the session right after it.
        is_best: whether it finished a rep faster than any like it before.

    Returns:
        The cue; None for events that nobody needs to hear.
    """
    if isinstance(event, _TO_THE_MARKS) and _is_on_marks(event, after):
        # Where the delay was drawn for this very press, it is the draw that sounds.
        drawn = after.next_drawn()
        is_said = not isinstance(event, DelayDrawn) and drawn is not None and drawn.at == event.at
        return None if is_said else Cue(event.at, Sound.ON_YOUR_MARKS)
    has_begun = after.started_ms == event.at and after.step is not None
    starts_rep = has_begun and after.step is not None and after.step.kind is StepKind.REP
    match event:
        case PressRefused():
            return Cue(event.at, Sound.REFUSED)
        case SplitMarked():
            return Cue(event.at, Sound.MARK)
        case RepFinished():
            if after.phase is Phase.FINISHED:
                return Cue(event.at, Sound.SESSION_FINISHED)
            if starts_rep:
                return Cue(event.at, Sound.GO)
            return Cue(event.at, Sound.BEST if is_best else Sound.FINISHED)
        case SessionStarted() | RecoveryCut() | StepEnded():
            if after.phase is Phase.FINISHED:
                return Cue(event.at, Sound.SESSION_FINISHED)
            return Cue(event.at, Sound.GO if starts_rep else Sound.MARK)
        case GoTakenBack():
            return Cue(event.at, Sound.MARK)
        case _:
            return None


def _is_on_marks(event: Event, after: State) -> bool:
    """Whether "on your marks" is due at the very instant of an event."""
    times = after.gun_times()
    return times is not None and times.marks_ms == event.at
