"""The one big key of a group, and the key of each athlete: who passes, and what a press means while nobody runs.

It exists because these are the presses that must never be misread.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core import commands as ask
from trackclock.core.causes import Cause
from trackclock.core.commands import key_of
from trackclock.core.durations import format_duration
from trackclock.core.events import Event, PressRefused
from trackclock.core.group.group import Group, GroupDecision, Member, Order, refused
from trackclock.core.group.held import held_repeats
from trackclock.core.group.marks import GroupState, state_of
from trackclock.core.group.starts import RestKind, Standing, is_running, next_rep, rest_kind, still_running, wave_at
from trackclock.core.group_events import GoGiven, MarkDropped, Named, Passed
from trackclock.core.plan import StepKind
from trackclock.core.session.decide import decide as decide_alone
from trackclock.core.session.decision import Refused
from trackclock.core.session.guard import ASKED_AGAIN_MS, BOUNDARY_GUARD_MS, FIRST_REPEAT_MS
from trackclock.core.session.state import Phase, State


def somebody_passes(group: Group, state: GroupState) -> GroupDecision:
    """The one big key: a mark while anybody runs, else the start of what comes next."""
    standings = group.standings(state)
    if not still_running(group.plan, state, standings, group.at):
        return _lead(group, state, standings)
    number = group.log[-1].seq + 1
    presses = [entry for entry in group.log if isinstance(entry.event, Passed) and entry.event.cause is Cause.SPACE]
    instants = [entry.event.at for entry in presses] + [group.at]
    held = held_repeats(instants)
    numbers = [*(entry.seq for entry in presses), number]
    still = [numbers[place] for place in held if numbers[place] == number or _is_open(state, numbers[place])]
    events: tuple[Event, ...] = (
        Passed(group.at, Cause.SPACE),
        *(MarkDropped(group.at, Cause.SPACE, one) for one in still),
    )
    return GroupDecision(events, message="the key was held down: its repeats are no passes" if held else "")


def _is_open(state: GroupState, number: int) -> bool:
    mark = state.marks.get(number)
    return mark is not None and not mark.is_dropped and mark.athlete is None


def _lead(group: Group, state: GroupState, standings: Sequence[Standing]) -> GroupDecision:
    """Nobody runs: begin what comes next, or bring it nearer."""
    present = [(number, one) for number, one in enumerate(standings) if one.is_in]
    running = [(number, one) for number, one in present if one.state.phase is Phase.RUNNING]
    if not running:
        return refused("the session is over" if present else f"nobody is there; {key_of('out')} lets somebody join")
    go_ms = group.at + group.plan.get_ready_ms
    waiting = [(number, one) for number, one in running if _waits_for_press(one.state)]
    if waiting and len(waiting) == len(running):
        if group.at - _newest_boundary_ms(waiting) < BOUNDARY_GUARD_MS:
            return _refused_press(group, "too soon after the last change")
        orders = tuple(
            Order(number, ask.LeadTo(go_ms + one.after_ms if one.state.leads_to_rep else group.at))
            for number, one in waiting
        )
        uids = {one.state.next_run.uid for _, one in waiting if one.state.leads_to_rep and one.state.next_run}
        events = tuple(GoGiven(group.at, Cause.KEY, uid, go_ms) for uid in sorted(uids))
        return GroupDecision(events, orders)
    return _cut_rest(group, state, standings, go_ms)


def _waits_for_press(state: State) -> bool:
    """Whether nothing but a press ends the current step, and no start is fixed behind it."""
    step = state.step
    if state.go_ms is not None:
        return False
    if step is None or state.waits:
        return True
    if step.kind in (StepKind.WARMUP, StepKind.COOLDOWN):
        return True
    return step.is_pause and not state.leads_to_rep and state.next_deadline() is None


def _newest_boundary_ms(standings: Sequence[tuple[int, Standing]]) -> int:
    return max(one.state.boundary_ms for _, one in standings)


def _cut_rest(group: Group, state: GroupState, standings: Sequence[Standing], go_ms: int) -> GroupDecision:
    """A press while the group rests: twice cuts it short, once begins what waits for a press."""
    wave = wave_at(group.plan, state, standings, group.at)
    following = next_rep(group.plan, wave.rep) if wave is not None else None
    if wave is None or following is None:
        return _refused_press(group, "get ready: the start is already counting down")
    kind = rest_kind(group.plan.steps[following[0]])
    if kind in (RestKind.OWN, RestKind.OWN_PRESS):
        return _refused_press(group, "everybody has their own rest; their key starts who waits")
    given = state.given.get(following[1])
    is_fixed = given is not None and given.go_ms is not None
    if given is not None and given.go_ms is not None and given.go_ms <= go_ms:
        return _refused_press(group, "get ready: the start is already counting down")
    if wave.in_ms is not None and group.at - wave.in_ms < BOUNDARY_GUARD_MS:
        return _refused_press(group, "everybody is in")
    if is_fixed and not _was_asked(group):
        return _refused_press(group, f"everybody is in; {key_of('mark')} again cuts the rest short")
    return GroupDecision(
        (GoGiven(group.at, Cause.SPACE, following[1], go_ms),), message="cut short" if is_fixed else ""
    )


def _was_asked(group: Group) -> bool:
    """Whether a press was refused so shortly before that this one says that it was meant."""
    newest = next((e for e in reversed(group.log) if isinstance(e.event, Passed | MarkDropped)), None)
    if newest is None or not isinstance(newest.event, MarkDropped) or newest.seq != newest.batch + 1:
        return False
    return FIRST_REPEAT_MS < group.at - newest.event.at <= ASKED_AGAIN_MS


def _refused_press(group: Group, why: str) -> GroupDecision:
    """A press that means nothing is a fact all the same: its stamp is kept as a mark that was none."""
    number = group.log[-1].seq + 1
    events = (Passed(group.at, Cause.GROUP), MarkDropped(group.at, Cause.GROUP, number))
    return GroupDecision(events, message=f"press refused: {why}", is_accepted=False)


def passes(group: Group, state: GroupState, athlete: int) -> GroupDecision:
    """One athlete's own key."""
    member = group.members[athlete]
    if not state.is_in(athlete):
        return refused(f"{member.name} is out; {key_of('out')} lets them join")
    now = member.state_at(group.at)
    is_in_rep = now.phase is Phase.RUNNING and now.step is not None and now.step.kind is StepKind.REP
    if not is_in_rep or now.go_ms is not None:
        return _passes_by_the_group(group, state, athlete, now)
    alone = decide_alone(member.plan, member.log, ask.Press(Cause.NAMED), group.at)
    if isinstance(alone, Refused):
        is_fact = any(isinstance(event, PressRefused) for event in alone.events)
        orders = (Order(athlete, ask.Press(Cause.NAMED)),) if is_fact else ()
        why = alone.message.removeprefix("press refused: ").split(";")[0]
        return GroupDecision((), orders, f"{member.name}: press refused: {why}", is_accepted=False)
    return _marked(group, athlete)


def _passes_by_the_group(group: Group, state: GroupState, athlete: int, now: State) -> GroupDecision:
    """The key of somebody whose session has them in no rep: it may be behind while marks have no names."""
    member = group.members[athlete]
    if state.unnamed() and is_running(group.plan, state, group.standings(state)[athlete], group.at):
        if group.at - max(state.of(athlete), default=0) < BOUNDARY_GUARD_MS:
            return refused(f"{member.name}: press refused: within 2 s of the last one")
        return _marked(group, athlete)
    if now.phase is not Phase.RUNNING:
        return refused(f"{member.name} is done")
    if now.step is None or now.step.is_pause or now.go_ms is not None:
        return _starts_alone(group, member, athlete, now)
    return refused(f"{key_of('mark')} ends this for all")


def _marked(group: Group, athlete: int) -> GroupDecision:
    """That athlete passes."""
    number = group.log[-1].seq + 1
    events = (Passed(group.at, Cause.KEY), Named(group.at, Cause.KEY, number, athlete))
    return GroupDecision(events, (Order(athlete, ask.TakeMarks(group.at, (group.at,))),))


def _starts_alone(group: Group, member: Member, athlete: int, now: State) -> GroupDecision:
    """The key of somebody who rests: it starts who waits for nothing but a press."""
    deadline = now.next_deadline()
    if deadline is not None:
        left = format_duration(max(0, deadline - group.at))
        return refused(f"{member.name} is in: {left} to the start")
    given = state_of(group.log).given.get(now.next_run.uid) if now.next_run is not None else None
    is_left = given is not None and given.go_ms is not None and given.go_ms + member.after_ms <= group.at
    is_own = now.step is not None and rest_kind(now.step) is RestKind.OWN_PRESS
    if not (is_left or is_own) or not now.leads_to_rep or now.next_run is None:
        return refused(f"{member.name} is in and waits for the others")
    if group.at - now.boundary_ms < BOUNDARY_GUARD_MS:
        return refused(f"{member.name} has only just come in")
    order = ask.LeadTo(group.at + group.plan.get_ready_ms)
    return GroupDecision((), (Order(athlete, order),), f"{member.name}: get ready", told=f"{member.name}'s start")
