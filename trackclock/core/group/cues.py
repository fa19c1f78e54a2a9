"""What a group hears: one GO a wave, and never two sounds at one instant.

It exists because twelve sessions on one clock would each count down by themselves. What one runner hears is asked of
each session as far as its next boundary, and the starts of the group are heard whoever is named by then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trackclock.core.cues import COUNTDOWN, cues_between, one_an_instant, ten_seconds_before
from trackclock.core.group.marks import GroupState
from trackclock.core.group.starts import Standing, is_nobody_in_for, wave_at
from trackclock.core.plan import Plan, StepKind
from trackclock.core.session.state import Phase
from trackclock.core.sounds import Cue, Sound


def group_cues(plan: Plan, group: GroupState, standings: Sequence[Standing], after: int, until: int) -> tuple[Cue, ...]:
    """What time alone makes sound in (after, until], if nobody presses anything.

    Args:
        plan: the group's plan.
        group: the group.
        standings: everybody's session at or before `after`.
        after: the last instant that has been dealt with.
        until: the last instant wanted.

    Returns:
        The cues, ascending, at most one for each instant.
    """
    cues = (*_to_starts(plan, group, standings, after), *_of_sessions(standings, after, until))
    return one_an_instant(cue for cue in cues if after < cue.at <= until)


def _to_starts(plan: Plan, group: GroupState, standings: Sequence[Standing], after: int) -> Iterator[Cue]:
    """What leads to the starts that are fixed for the group; nobody leaves on a send-off that nobody is in for."""
    wave = wave_at(plan, group, standings, after)
    offsets = {one.after_ms for one in standings if one.is_in}
    for uid, given in group.given.items():
        if given.go_ms is None or (wave is not None and is_nobody_in_for(plan, wave, uid)):
            continue
        for start in {given.go_ms + after_ms for after_ms in offsets}:
            yield ten_seconds_before(start, plan.steps, uid)
            yield from (Cue(start - before, sound) for before, sound in COUNTDOWN)
            yield Cue(start, Sound.GO)


def _of_sessions(standings: Sequence[Standing], after: int, until: int) -> Iterator[Cue]:
    """What everybody's own session has to be heard of, up to its next boundary."""
    for one in standings:
        boundary = one.state.next_deadline()
        if not one.is_in:
            continue
        if boundary is not None and one.state.phase is Phase.RUNNING:
            yield from cues_between(one.state, after, min(until, boundary))
        elif one.state.step is not None and one.state.step.kind is StepKind.WARMUP:
            yield from cues_between(one.state, after, until)
