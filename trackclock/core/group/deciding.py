"""decide(group, command) -> what is appended to the group's log, and what is asked of its athletes' sessions.

It exists so that a coach's key is one decision, whatever it touches: nothing is appended unless all of it holds.
"""

from __future__ import annotations

from trackclock.core.group import commands as group_ask
from trackclock.core.group.commands import GroupCommand
from trackclock.core.group.group import Group, GroupDecision, refused
from trackclock.core.group.marks import GroupState
from trackclock.core.group.others import call_all_in, skip, take_back_go, toggle_out
from trackclock.core.group.passing import passes, somebody_passes
from trackclock.core.group.whose import drop, give, redo, swap, undo


def decide(group: Group, command: GroupCommand) -> GroupDecision:
    """Decide a command of a group that has begun.

    Args:
        group: the group at the instant of the command.
        command: what is asked for.
    """
    state = group.state()
    match command:
        case group_ask.SomebodyPasses():
            return somebody_passes(group, state)
        case group_ask.Passes(athlete):
            return passes(group, state, athlete)
        case group_ask.CallAllIn():
            return call_all_in(group, state)
        case group_ask.ToggleOut(athlete):
            return toggle_out(group, state, athlete)
        case group_ask.SkipStep(athlete):
            return skip(group, state, athlete)
        case group_ask.TakeBackGo():
            return take_back_go(group, state)
        case _:
            return _decide_whose(group, state, command)


def _decide_whose(
    group: Group,
    state: GroupState,
    command: group_ask.NameOldest
    | group_ask.GiveMark
    | group_ask.DropMark
    | group_ask.SwapMarks
    | group_ask.SwapLast
    | group_ask.UndoNewest
    | group_ask.RedoNewest,
) -> GroupDecision:
    """Decide what says whose a mark is."""
    match command:
        case group_ask.NameOldest(athlete):
            unnamed = state.unnamed()
            return give(group, state, unnamed[0].number, athlete) if unnamed else refused("every mark has a name")
        case group_ask.GiveMark(number, whose):
            return give(group, state, number, whose)
        case group_ask.DropMark(number):
            return drop(group, state, number)
        case group_ask.SwapMarks(one, other):
            return swap(group, state, one, other)
        case group_ask.SwapLast():
            newest = state.named()[-2:]
            if newest[:-1]:
                return swap(group, state, newest[0].number, newest[-1].number)
            return refused("there are no two marks to swap")
        case group_ask.UndoNewest(is_confirmed):
            return undo(group, state, is_confirmed=is_confirmed)
        case group_ask.RedoNewest():
            return redo(group, state)
