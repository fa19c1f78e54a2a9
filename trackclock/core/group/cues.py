"""What a group hears: one GO a wave, and never two sounds at one instant.

It exists because twelve sessions on one clock would each count down by themselves. What one runner hears is asked of
each session as far as its next boundary, and the starts of the group are heard whoever is named by then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from trackclock.core.cues import cues_between, one_an_instant
from trackclock.core.group.marks import GroupState
from trackclock.core.group.starts import Standing
from trackclock.core.plan import StepKind
from trackclock.core.session.state import Phase
from trackclock.core.sounds import Cue, Sound

_TO_GO = ((10_000, Sound.TEN_SECONDS), (3_000, Sound.THREE), (2_000, Sound.TWO), (1_000, Sound.ONE), (0, Sound.GO))
"""What leads to a start, and how long before it."""


def group_cues(group: GroupState, standings: Sequence[Standing], after: int, until: int) -> tuple[Cue, ...]:
    """What time alone makes sound in (after, until], if nobody presses anything.

    Args:
        group: the group.
        standings: everybody's session at or before `after`.
        after: the last instant that has been dealt with.
        until: the last instant wanted.

    Returns:
        The cues, ascending, at most one for each instant.
    """
    return one_an_instant(cue for cue in _all(group, standings, after, until) if after < cue.at <= until)


def _all(group: GroupState, standings: Sequence[Standing], after: int, until: int) -> Iterator[Cue]:
    present = [one for one in standings if one.is_in]
    for given in group.given.values():
        if given.go_ms is not None:
            yield from _to_go(given.go_ms + one.after_ms for one in present)
    for one in present:
        boundary = one.state.next_deadline()
        if boundary is not None and one.state.phase is Phase.RUNNING:
            yield from cues_between(one.state, after, min(until, boundary))
        elif one.state.step is not None and one.state.step.kind is StepKind.WARMUP:
            yield from cues_between(one.state, after, until)


def _to_go(starts: Iterable[int]) -> Iterator[Cue]:
    for go_ms in set(starts):
        yield from (Cue(go_ms - before, sound) for before, sound in _TO_GO)
