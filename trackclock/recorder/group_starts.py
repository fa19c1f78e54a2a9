"""The starts that a group has fixed, on their way into the sessions of its athletes.

It exists because a session that is behind, as marks without names leave it, has to be told of more than its next start.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core import commands as ask
from trackclock.core.group.marks import GroupState
from trackclock.core.group.starts import Standing, Wave, wanted_starts
from trackclock.core.plan import StepKind
from trackclock.core.session import Phase
from trackclock.core.session.grouped import held_go
from trackclock.recorder.recorder import Recorder


def bring_starts(
    members: Sequence[Recorder], standings: Sequence[Standing], group: GroupState, now: int, now_ms: int
) -> bool:
    """Fix in each session the starts that it is to have.

    Args:
        members: one recorder an athlete.
        standings: their sessions, in the same order.
        group: the group.
        now: the instant, from the first press.
        now_ms: the same as a reading of the clock.

    Returns:
        Whether anything has changed.
    """
    has_changed = False
    for one, standing in zip(members, standings, strict=True):
        if not standing.is_in or standing.state.waits:
            continue
        for uid, go_ms in wanted_starts(standing, group, now):
            held = held_go(one.log, uid)
            if held == go_ms or (go_ms is None and (held is None or held <= now)):
                continue
            one.submit(ask.FixGo(uid, go_ms), now_ms)
            has_changed = True
            # Whoever has passed behind a start that is another one now has passed in another rep.
            since_ms = min(ms for ms in (held, go_ms) if ms is not None)
            if behind := tuple(at for at in standing.marks_ms if at >= since_ms):
                one.submit(ask.TakeMarks(since_ms, behind), now_ms)
    return has_changed


def keep_running(members: Sequence[Recorder], present: Sequence[int], now_ms: int) -> None:
    """Let those go on who are there and were stopped with the group, as if nothing had happened."""
    for athlete in present:
        if members[athlete].phase is Phase.STOPPED:
            members[athlete].submit(ask.KeepRunning(), now_ms)


def is_behind(one: Recorder, wave: Wave) -> bool:
    """Whether somebody who joins stands in a rep that the others have run, or are running."""
    run = one.state.run
    if run is None or one.phase is not Phase.RUNNING or one.state.go_ms is not None:
        return False
    return run.step.kind is StepKind.REP and run.uid <= wave.rep


def with_late_starts(message: str, names: Sequence[str], members: Sequence[Recorder], now: int) -> str:
    """What is said of a change of marks, and who starts with it: their own rest was over before they had a name."""
    late = [
        name
        for name, one in zip(names, members, strict=True)
        if (run := one.state.run) is not None and run.step.kind is StepKind.REP and one.state.started_ms == now > 0
    ]
    return f"{message}; {' and '.join(late)} starts now: the rest was over" if message and late else message
