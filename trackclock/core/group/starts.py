"""When the group starts: who is in, who is still waited for, and what follows from the rest between two reps.

It exists because the start of a group is nobody's own: the rest counts from the last one in, or from everybody's own
finish, or the send-off is the same for all. What is reckoned here is fixed in the log of the group and in those of its
athletes, whose sessions know no one but themselves. Whoever has passed counts, named or not: a group rests as soon as
as many have passed as were running, whoever they were.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from trackclock.core.causes import Cause
from trackclock.core.cycles import cycle_over_ms
from trackclock.core.group.marks import GroupState, Mark
from trackclock.core.group_events import GoGiven
from trackclock.core.plan import ByCycle, ByTime, Plan, Rests, Step, StepKind
from trackclock.core.session.state import Outcome, Phase, State, send_off_ms


class RestKind(Enum):
    """What the next start hangs on."""

    TOGETHER = "together"
    """The rest counts from the last one in."""
    OWN = "own"
    """From everybody's own finish."""
    SEND_OFF = "send-off"
    """The cycle counts from the start before."""
    PRESS = "press"
    """A press of the coach starts all of them."""
    OWN_PRESS = "own press"
    """A press starts each of them."""


def rest_kind(step: Step) -> RestKind:
    """What the start after a recovery or rest hangs on."""
    if isinstance(step.end, ByCycle):
        return RestKind.SEND_OFF
    is_own = step.rests is Rests.OWN
    if isinstance(step.end, ByTime):
        return RestKind.OWN if is_own else RestKind.TOGETHER
    return RestKind.OWN_PRESS if is_own else RestKind.PRESS


@dataclass(frozen=True, slots=True)
class Standing:
    """One athlete's session at an instant.

    Attributes:
        state: their session, advanced to the instant.
        after_ms: how long after the first they start.
        marks_ms: the instants of the marks that are theirs, ascending.
        is_in: whether they are there.
    """

    state: State
    after_ms: int
    marks_ms: tuple[int, ...]
    is_in: bool

    def began_ms(self, uid: int, given_ms: int | None) -> int | None:
        """When they began a rep: as their session has it, else as the group began it; None if they have not."""
        for outcome in self.state.outcomes:
            if outcome.run.uid == uid:
                return outcome.started_ms
        run = self.state.run
        if run is not None and run.uid == uid and self.state.phase is Phase.RUNNING:
            return self.state.started_ms
        return None if given_ms is None else given_ms + self.after_ms

    def outcome_of(self, uid: int) -> Outcome | None:
        """What they have made of a step that is over for them."""
        return next((outcome for outcome in self.state.outcomes if outcome.run.uid == uid), None)


@dataclass(frozen=True, slots=True)
class Wave:
    """A rep that the group runs, or has run last.

    Attributes:
        rep: its uid.
        go_ms: its first start.
        in_ms: the last one in so far, named or not; None where nobody is.
        first_in_ms: the first one in, likewise.
        missing: how many marks are still to come of those who run it.
        unnamed: the marks of it that are nobody's, oldest first.
    """

    rep: int
    go_ms: int
    in_ms: int | None
    first_in_ms: int | None
    missing: int
    unnamed: tuple[Mark, ...]


def presses_of(step: Step) -> int:
    """How many presses a rep takes from its start to its finish; 0 where the clock ends it."""
    if isinstance(step.end, ByTime):
        return 0
    return max(1, len(step.marks_mm))


def next_rep(plan: Plan, uid: int) -> tuple[int, int] | None:
    """The pause behind a rep and the rep behind that, as uids; None where no rep follows a pause."""
    pause, rep = uid + 1, uid + 2
    if rep >= len(plan.steps) or not plan.steps[pause].is_pause or plan.steps[rep].kind is not StepKind.REP:
        return None
    return pause, rep


def wave_at(plan: Plan, group: GroupState, standings: Sequence[Standing], now: int) -> Wave | None:
    """The rep that the group runs, or has run last; None before the first has begun.

    Args:
        plan: the group's plan.
        group: the group.
        standings: everybody's session, in the order of the keys.
        now: the instant.
    """
    present = [one for one in standings if one.is_in]
    wave: Wave | None = None
    for uid in _reps(plan):
        go_ms = _first_start(group, present, uid, now)
        if go_ms is None or (wave is not None and _is_missed(plan, wave, uid, present, go_ms)):
            continue
        wave = _wave(plan, group, present, uid, go_ms)
    return wave


def _is_missed(plan: Plan, wave: Wave, uid: int, present: Sequence[Standing], go_ms: int) -> bool:
    """Whether a send-off fell due while everybody was still running: nobody has left on it."""
    if not _is_send_off_to(plan, wave, uid) or any(one.began_ms(uid, None) is not None for one in present):
        return False
    return wave.first_in_ms is None or wave.first_in_ms > go_ms


def _is_send_off_to(plan: Plan, wave: Wave, uid: int) -> bool:
    """Whether a step is the next rep behind that of a wave, and begins by a send-off."""
    return next_rep(plan, wave.rep) == (uid - 1, uid) and rest_kind(plan.steps[uid - 1]) is RestKind.SEND_OFF


def is_nobody_in_for(plan: Plan, wave: Wave, uid: int) -> bool:
    """Whether a step is to begin by a send-off for which nobody has come in yet."""
    return _is_send_off_to(plan, wave, uid) and wave.first_in_ms is None


def _reps(plan: Plan) -> tuple[int, ...]:
    return tuple(uid for uid, step in enumerate(plan.steps) if step.kind is StepKind.REP)


def _given_ms(group: GroupState, uid: int) -> int | None:
    given = group.given.get(uid)
    return given.go_ms if given is not None else None


def _first_start(group: GroupState, present: Sequence[Standing], uid: int, now: int) -> int | None:
    """When the first of those who are there began a rep; None where nobody has by now."""
    given_ms = _given_ms(group, uid)
    if given_ms is not None:  # not as their sessions have it, which may be behind
        starts = [given_ms + one.after_ms for one in present]
    else:
        starts = [start for one in present if (start := one.began_ms(uid, None)) is not None]
    first_ms = min(starts, default=None)
    return first_ms if first_ms is not None and first_ms <= now else None


def _wave(plan: Plan, group: GroupState, present: Sequence[Standing], rep: int, go_ms: int) -> Wave:
    """Who is in of a rep, and how many marks are missing."""
    step = plan.steps[rep]
    per_rep = presses_of(step)
    ins: list[int] = []
    passed: list[int] = []
    missing = 0
    for one in present:
        came_ms, own, lacks = _progress(one, step, rep, _given_ms(group, rep))
        missing += lacks
        passed += own if lacks else []
        if came_ms is not None:
            ins.append(came_ms)
    unnamed = tuple(mark for mark in group.unnamed() if mark.at >= go_ms)
    # Of the marks that are nobody's as many count as are missing, the first ones: one more was a slip.
    arrived = [mark.at for mark in unnamed[:missing]] if per_rep else []
    passed = sorted([*passed, *arrived])
    first_ms = min(ins, default=None)
    if per_rep:  # by whosever marks: a name that comes later changes nothing
        marks = sorted([*(mark.at for mark in unnamed), *(at for one in present for at in one.marks_ms if at >= go_ms)])
        first_ms = min(marks[per_rep - 1 : per_rep], default=None)
    if missing and len(arrived) == missing:
        ins += passed  # somebody is in with each of them, or has passed before
    return Wave(rep, go_ms, max(ins, default=None), first_ms, missing - len(arrived), unnamed)


def _progress(one: Standing, step: Step, uid: int, given_ms: int | None) -> tuple[int | None, list[int], int]:
    """When one came in, None if they have not; their marks of the rep; and how many are missing."""
    outcome = one.outcome_of(uid)
    if outcome is not None:
        return (None if outcome.is_skipped else outcome.ended_ms), [], 0
    started_ms, presses = one.began_ms(uid, given_ms), presses_of(step)
    if not presses:
        return None, [], 1  # the clock ends it, and no mark does
    if started_ms is None:
        return None, [], presses
    own = [at for at in one.marks_ms if at >= started_ms][:presses]
    return (own[-1] if len(own) == presses else None), own, presses - len(own)


def still_running(plan: Plan, group: GroupState, standings: Sequence[Standing], now: int) -> int:
    """How many presses are still to come of those who are running, if nobody has passed unseen; 0 if nobody runs."""
    lacking, since_ms = 0, now
    for one in standings:
        current = _current(plan, group, one, now) if one.is_in else None
        if current is None:
            continue
        uid, started_ms = current
        if any(at >= started_ms for at in group.all_in_ms):
            continue  # nobody waits for them: their own key still brings them in
        _, _, lacks = _progress(one, plan.steps[uid], uid, _given_ms(group, uid))
        lacking += lacks
        since_ms = min(since_ms, started_ms) if lacks else since_ms
    return max(0, lacking - sum(mark.at >= since_ms for mark in group.unnamed()))


def is_running(plan: Plan, group: GroupState, one: Standing, now: int) -> bool:
    """Whether one is running as far as the group knows: their session may be behind while marks have no names."""
    current = _current(plan, group, one, now) if one.is_in else None
    if current is None or not presses_of(plan.steps[current[0]]):
        return False
    return _progress(one, plan.steps[current[0]], current[0], _given_ms(group, current[0]))[2] > 0


def _current(plan: Plan, group: GroupState, one: Standing, now: int) -> tuple[int, int] | None:
    """The rep that one has begun last, as (uid, start)."""
    begun = [(uid, at) for uid in _reps(plan) if (at := one.began_ms(uid, _given_ms(group, uid))) is not None]
    return max(((uid, at) for uid, at in begun if at <= now), default=None)


def given_after(plan: Plan, group: GroupState, wave: Wave, now: int) -> int | None:
    """When the next rep starts for those who start first, as the rest between has it.

    Args:
        plan: the group's plan.
        group: the group.
        wave: the rep before.
        now: the instant.

    Returns:
        The start; None where it cannot be known yet, or hangs on a press or on everybody's own finish.
    """
    following = next_rep(plan, wave.rep)
    if following is None:
        return None
    pause = plan.steps[following[0]]
    if isinstance(pause.end, ByCycle):
        since_ms = wave.first_in_ms if wave.first_in_ms is not None else now + 1
        return wave.go_ms + cycle_over_ms(pause.end.cycle_ms, max(0, since_ms - wave.go_ms), None)
    if rest_kind(pause) is not RestKind.TOGETHER or not isinstance(pause.end, ByTime):
        return None
    if wave.missing:
        called = [at for at in group.all_in_ms if at >= wave.go_ms]
        if not called:
            return None
        passed = [mark.at for mark in wave.unnamed] + ([wave.in_ms] if wave.in_ms is not None else [])
        return max(passed, default=called[0]) + pause.end.duration_ms
    return wave.in_ms + pause.end.duration_ms if wave.in_ms is not None else None


def go_to_give(plan: Plan, group: GroupState, standings: Sequence[Standing], now: int) -> GoGiven | None:
    """What is to be said of the next start of the group: when it is, or that it waits again; None for nothing new."""
    wave = wave_at(plan, group, standings, now)
    following = next_rep(plan, wave.rep) if wave is not None else None
    if wave is None or following is None:
        return None
    known = group.given.get(following[1])
    if known is not None and known.by_coach:
        return None
    go_ms = given_after(plan, group, wave, now)
    known_ms = known.go_ms if known is not None else None
    if go_ms is not None and go_ms < now and go_ms != known_ms:
        go_ms = now + plan.get_ready_ms  # so late was it said that all are in
    return None if go_ms == known_ms else GoGiven(now, Cause.GROUP, following[1], go_ms)


def wanted_starts(one: Standing, group: GroupState, now: int) -> tuple[tuple[int, int | None], ...]:
    """The starts that one athlete's session is to have fixed, as (uid, start); None for a start waits for a press.

    Those of the group are fixed ahead, also for somebody who is still running as far as the marks have names: once they
    have, the session follows.
    """
    state = one.state
    if state.phase is not Phase.RUNNING:
        return ()
    wanted: dict[int, int | None] = {}
    for uid, given in group.given.items():
        go_ms = None if given.go_ms is None else given.go_ms + one.after_ms
        before = one.outcome_of(uid - 2)
        if uid > 0 and (go_ms is None or before is None or before.ended_ms <= go_ms):
            wanted[uid] = go_ms
    if (own := _own_start(one, group, now)) is not None:
        wanted[own[0]] = own[1]
    return tuple(sorted(wanted.items()))


def _own_start(one: Standing, group: GroupState, now: int) -> tuple[int, int] | None:
    """The next start of somebody who rests by themselves; None for nobody such."""
    state = one.state
    following, pause = state.next_run, state.step
    if following is None or pause is None or not pause.is_pause or following.step.kind is not StepKind.REP:
        return None
    if rest_kind(pause) is RestKind.OWN and isinstance(pause.end, ByTime):
        return following.uid, max(state.started_ms + pause.end.duration_ms, now)
    given = group.given.get(following.uid)
    is_late = given is not None and given.go_ms is not None and given.go_ms + one.after_ms < state.started_ms
    if is_late and isinstance(pause.end, ByCycle) and given is not None and not given.by_coach:
        return following.uid, send_off_ms(state.plan, pause.end, state.outcomes, state.started_ms)
    return None
