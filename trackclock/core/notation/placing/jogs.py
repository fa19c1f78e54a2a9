"""Long jogs at the two ends of a line: the warm-up and the cool-down, though nobody called them so.

It exists because a jog is a recovery between reps and something else before the first and behind the last.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.notation.context import Context
from trackclock.core.notation.placing.ends import as_end, is_before_passes, is_long_jog, is_walk
from trackclock.core.notation.placing.levels import ends_in_pause
from trackclock.core.notation.tree import Item, Lead, Pause, Repeat, Work, levels_of
from trackclock.core.plan import RecoveryMode, StepKind


def run_and_walk(items: Sequence[Item]) -> Sequence[Item]:
    """The pieces with the jogs as what is run, where nothing else is run and somebody walks between them.

    Args:
        items: the pieces of a line or bracket in order.
    """
    pauses = [item for item in items if isinstance(item, Pause)]
    modes = {item.mode for item in pauses if item.quantities}
    is_run = any(isinstance(item, (Work, Repeat)) for item in items)
    if is_run or not {RecoveryMode.JOG, RecoveryMode.WALK} <= modes:
        return items
    return [
        jog_as_rep(item) if isinstance(item, Pause) and item.mode is RecoveryMode.JOG and item.quantities else item
        for item in items
    ]


def jog_as_rep(jog: Pause) -> Work:
    """A jog as what is run."""
    return Work(jog.quantities[0], jog.place, words=["jog"], joint=jog.joint, is_spoken_for=True)


def leading_jogs(items: Sequence[Item], context: Context, *, is_passed_on: bool = False) -> list[Item]:
    """The pieces of a line with a long jog before its first rep being the warm-up: `10 min jog, 4 x 400m`.

    Args:
        items: the pieces of the line in order.
        context: gets what was assumed.
        is_passed_on: whether what is run is run again, so that its last jog is no cool-down.

    Returns:
        The pieces, warm-ups in the place of such jogs.
    """
    first = next((index for index, item in enumerate(items) if isinstance(item, (Work, Repeat))), 0)
    kept = list(items)
    for index, item in enumerate(items[:first]):
        if not isinstance(item, Pause) or not is_walk(item):
            continue
        follows = items[index + 1] if index + 1 < len(items) else None
        is_parted = follows is not None and (follows.joint not in ("", ":") or isinstance(follows, Repeat))
        is_plain = item.lead is Lead.LIST and not item.is_called_recovery
        if is_plain and is_parted and (is_long_jog(item) or is_before_passes(items)):
            kept[index] = as_end(item, StepKind.WARMUP, context)
    if kept != list(items) and not is_passed_on:
        _last_jog(kept, context)
    return kept


def _last_jog(items: list[Item], context: Context) -> None:
    """Let the last jog of `10 min jog, 6 x 300m (60s), 10 min jog` be the cool-down: the first was the warm-up."""
    last = items[-1]
    if not isinstance(last, Pause) or not is_walk(last):
        return
    told = 0
    for item in reversed(items[:-1]):
        if isinstance(item, (Work, Repeat)):
            if told + (isinstance(item, Repeat) and ends_in_pause(item)) >= levels_of(item):
                items[-1] = as_end(last, StepKind.COOLDOWN, context)
            return
        told += isinstance(item, Pause)
