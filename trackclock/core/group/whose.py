"""Whose a mark is: given, given to another, taken away, dropped, swapped; undone and redone at any depth.

It exists as one kind of change: a mark is somebody's or nobody's, and what that means for the sessions of the athletes
is the difference between before and after. So the order in which names are given never matters.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core import commands as ask
from trackclock.core.causes import Cause
from trackclock.core.commands import key_of
from trackclock.core.events import Event, Log, Redone, Undone
from trackclock.core.figures import RUNNING, time_text, with_unit
from trackclock.core.group.group import Group, GroupDecision, Order, refused
from trackclock.core.group.marks import GroupState, Mark, changed_marks, state_of
from trackclock.core.group.starts import wave_at
from trackclock.core.group_events import (
    AllIn,
    AthleteIn,
    AthleteOut,
    GoGiven,
    GroupEnded,
    GroupFormed,
    MarkDropped,
    Named,
    Passed,
    Swapped,
    Told,
    Unnamed,
)
from trackclock.core.session.decide import decide as decide_alone
from trackclock.core.session.decision import Refused
from trackclock.core.session.grouped import has_mark
from trackclock.core.session.log import appended, batch_of, is_undoable, undo_stack


def give(group: Group, state: GroupState, number: int, athlete: int | None) -> GroupDecision:
    """A mark is an athlete's; None: nobody's yet."""
    mark = state.marks.get(number)
    if mark is None:
        return refused("that mark is not in the log any more")
    if athlete is None:
        if mark.athlete is None and not mark.is_dropped:
            return refused("that mark is nobody's already")
        said = f"{when(group, mark)} is nobody's again"
        return moved(group, state, (Unnamed(group.at, Cause.KEY, number),), said)
    if mark.athlete == athlete and not mark.is_dropped:
        return refused(f"that mark is {group.members[athlete].name}'s already")
    said = f"{when(group, mark)}: {group.members[athlete].name}"
    return moved(group, state, (Named(group.at, Cause.KEY, number, athlete),), said)


def drop(group: Group, state: GroupState, number: int) -> GroupDecision:
    """A mark was none."""
    mark = state.marks.get(number)
    if mark is None or mark.is_dropped:
        return refused("that mark is not in the log any more")
    whose = f" of {group.members[mark.athlete].name}" if mark.athlete is not None else ""
    said = f"dropped: the pass{whose} at {when(group, mark)}"
    return moved(group, state, (MarkDropped(group.at, Cause.KEY, number),), said)


def swap(group: Group, state: GroupState, one: int, other: int) -> GroupDecision:
    """Two marks were taken for each other."""
    marks = [state.marks.get(number) for number in (one, other)]
    owners = [mark.athlete for mark in marks if mark is not None and not mark.is_dropped]
    if len(owners) < 2 or owners[0] == owners[1]:
        return refused("there is nothing to swap: both marks are the same athlete's")
    names = ["nobody" if owner is None else group.members[owner].name for owner in owners]
    return moved(group, state, (Swapped(group.at, Cause.KEY, one, other),), f"swapped: {names[0]} and {names[1]}")


def when(group: Group, mark: Mark) -> str:
    """A mark in words: its time since the start that it follows."""
    return with_unit(time_text(mark.at - group.state().start_before(mark.at), RUNNING))


def moved(group: Group, state: GroupState, events: tuple[Event, ...], said: str) -> GroupDecision:
    """Change whose the marks are, unless it gives somebody a mark that can have no place among theirs."""
    after = state_of((*group.log, *appended(group.log, events)))
    changes = changed_marks(state, after, range(len(group.members)))
    orders = orders_between(state, after, len(group.members))
    logs = _tried(group, orders)
    if isinstance(logs, str):
        return refused(logs)
    for athlete, (_, _, new) in changes.items():
        name = group.members[athlete].name
        misfits = [at for at in sorted(new) if not has_mark(logs[athlete], at)]
        if misfits and any(mark.at < misfits[0] for mark in after.unnamed()):
            said = f"{said}, who was not running then as far as the marks before have names"
        elif misfits:
            return refused(f"{name} was not running then")
    return GroupDecision(events, orders, said)


def orders_between(before: GroupState, after: GroupState, members: int) -> tuple[Order, ...]:
    """What brings the sessions to where the group is."""
    return tuple(
        Order(athlete, ask.TakeMarks(since_ms, marks_ms))
        for athlete, (since_ms, marks_ms, _) in changed_marks(before, after, range(members)).items()
    )


def _tried(group: Group, orders: Sequence[Order]) -> dict[int, Log] | str:
    """The logs of the sessions that are asked, with what it comes to; in words why one would not take it."""
    logs = {order.athlete: group.members[order.athlete].log for order in orders}
    for order in orders:
        member = group.members[order.athlete]
        decision = decide_alone(member.plan, logs[order.athlete], order.command, group.at)
        if isinstance(decision, Refused):
            return f"{member.name}: {decision.message}"
        logs[order.athlete] = (*logs[order.athlete], *appended(logs[order.athlete], decision.events))
    return logs


def _can_undo(event: Event) -> bool:
    """Whether a batch of the group's log is taken back: not what all the sessions have begun or ended with."""
    if isinstance(event, GoGiven) and event.cause is Cause.KEY:
        return False
    return not isinstance(event, GroupFormed | GroupEnded) and is_undoable(event)


def undo(group: Group, state: GroupState, *, is_confirmed: bool) -> GroupDecision:
    """Take back the newest thing done; what lies before the rep that runs is asked about."""
    stack, _ = undo_stack(group.log, _can_undo)
    if not stack:
        return refused("nothing to undo")
    name = describe(group, stack[-1])
    happened_at = batch_of(group.log, stack[-1])[0].event.at
    wave = wave_at(group.plan, state, group.standings(state), group.at)
    if not is_confirmed and wave is not None and happened_at < wave.go_ms:
        return refused(f"{key_of('undo')} again within 3 s undoes {name}", needs_confirmation=True)
    return _masked(group, state, Undone(group.at, Cause.KEY, stack[-1]), f"undone: {name}")


def redo(group: Group, state: GroupState) -> GroupDecision:
    """Bring back what was undone last."""
    _, undone = undo_stack(group.log, _can_undo)
    if not undone:
        return refused("nothing to redo")
    return _masked(group, state, Redone(group.at, Cause.KEY, undone[-1]), f"redone: {describe(group, undone[-1])}")


def _masked(group: Group, state: GroupState, event: Undone | Redone, said: str) -> GroupDecision:
    after = state_of((*group.log, *appended(group.log, (event,))))
    told = [
        Order(athlete, ask.MaskBatch(batch, counts=(athlete, batch) in after.told))
        for athlete, batch in sorted(state.told ^ after.told)
    ]
    orders = (*told, *orders_between(state, after, len(group.members)))
    tried = _tried(group, orders)
    return refused(tried) if isinstance(tried, str) else GroupDecision((event,), orders, said)


def describe(group: Group, batch: int) -> str:
    """A batch of the group's log in words, for undo."""
    entries = batch_of(group.log, batch)
    before = state_of(tuple(entry for entry in group.log if entry.batch <= batch))
    for entry in entries:
        event = entry.event
        match event:
            case Told(what=what):
                return what
            case Named(_, _, number, athlete) if number in before.marks:
                return f"{group.members[athlete].name} at {when(group, before.marks[number])}"
            case AthleteOut(_, _, athlete) | AthleteIn(_, _, athlete):
                way = "out" if isinstance(event, AthleteOut) else "joined"
                return f"{group.members[athlete].name} {way}"
    return _NAMES.get(type(entries[0].event), "the last change")


_NAMES: dict[type, str] = {
    Passed: "the pass without a name",
    Unnamed: "the name taken away",
    MarkDropped: "the mark dropped",
    Swapped: "the swap",
    AllIn: "that all are in",
    GoGiven: "the cut of the rest",
}
