"""What else a coach asks of a group: all are in, one is out or joins, one skips, nobody was ready.

It exists apart from the presses because these may refuse in words without leaving a trace.
"""

from __future__ import annotations

from trackclock.core import commands as ask
from trackclock.core.causes import Cause
from trackclock.core.commands import key_of
from trackclock.core.group.group import Group, GroupDecision, Order, refused
from trackclock.core.group.marks import GroupState
from trackclock.core.group.starts import RestKind, next_rep, rest_kind, wave_at
from trackclock.core.group_events import AllIn, AthleteIn, AthleteOut, GoGiven
from trackclock.core.plan import StepKind
from trackclock.core.session.decide import decide as decide_alone
from trackclock.core.session.decision import Accepted
from trackclock.core.session.state import Phase


def call_all_in(group: Group, state: GroupState) -> GroupDecision:
    """Nobody else is waited for."""
    wave = wave_at(group.plan, state, group.standings(state), group.at)
    following = next_rep(group.plan, wave.rep) if wave is not None else None
    if wave is None or following is None:
        return refused("there is no rest to come that could begin")
    if rest_kind(group.plan.steps[following[0]]) is not RestKind.TOGETHER:
        return refused("the next start does not wait for the others")
    given = state.given.get(following[1])
    if not wave.missing or (given is not None and given.go_ms is not None):
        return refused("everybody is in already")
    if wave.in_ms is None and not wave.unnamed:
        return refused("nobody is in yet")
    return GroupDecision((AllIn(group.at, Cause.KEY),), message="the rest counts from the last one in")


def toggle_out(group: Group, state: GroupState, athlete: int) -> GroupDecision:
    """Somebody is out, or joins."""
    name = group.members[athlete].name
    if state.is_in(athlete):
        now = group.members[athlete].state_at(group.at)
        if now.phase is not Phase.RUNNING:
            return refused(f"{name} is done")
        return GroupDecision((AthleteOut(group.at, Cause.KEY, athlete),), message=f"{name} is out")
    return GroupDecision((AthleteIn(group.at, Cause.KEY, athlete),), message=f"{name} joins")


def skip(group: Group, state: GroupState, athlete: int) -> GroupDecision:
    """One athlete gives up the rep."""
    member = group.members[athlete]
    now = member.state_at(group.at)
    is_running = now.phase is Phase.RUNNING and now.step is not None and now.step.kind is StepKind.REP
    if not state.is_in(athlete) or not is_running or now.step is None:
        return refused(f"{member.name} runs no rep that could be skipped")
    said = f"{member.name} skips {now.step.label}"
    return GroupDecision((), (Order(athlete, ask.Skip()),), said, told=said)


def take_back_go(group: Group, state: GroupState) -> GroupDecision:
    """Not ready: the start to come waits for a press, and so does one that was just heard."""
    standings = group.standings(state)
    coming = sorted(uid for uid, given in state.given.items() if given.go_ms is not None and given.go_ms > group.at)
    asked = ask.NotReady()
    orders = tuple(
        Order(number, asked)
        for number, one in enumerate(standings)
        if one.is_in
        and isinstance(decide_alone(group.members[number].plan, group.members[number].log, asked, group.at), Accepted)
    )
    wave = wave_at(group.plan, state, standings, group.at)
    if coming:
        events = tuple(GoGiven(group.at, Cause.KEY, uid, None) for uid in coming)
        return GroupDecision(events, orders, f"not ready: {key_of('mark')} when you are")
    has_marks = wave is not None and (wave.unnamed or any(at >= wave.go_ms for one in standings for at in one.marks_ms))
    if wave is None or has_marks or not orders:
        return refused("no start to take back")
    events = (GoGiven(group.at, Cause.KEY, wave.rep, None),)
    return GroupDecision(events, orders, f"not ready: {key_of('mark')} when you are")
