"""Long jogs at the two ends of a line: the warm-up and the cool-down, though nobody called them so.

It exists because a jog is a recovery between reps and something else before the first and behind the last.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.notation.context import Context
from trackclock.core.notation.placing.ends import is_before_passes, is_long_jog
from trackclock.core.notation.tree import End, Item, Lead, Pause, Repeat, Scope, Work, levels_of
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
        Work(item.quantities[0], item.place, words=["jog"], joint=item.joint, is_spoken_for=True)
        if isinstance(item, Pause) and item.mode is RecoveryMode.JOG and item.quantities
        else item
        for item in items
    ]


def warm_up_from(pause: Pause) -> End:
    """The warm-up that a jog or walk turned out to be."""
    notes = [pause.words] if pause.words else []
    return End(StepKind.WARMUP, pause.quantities[0], pause.place, notes=notes, joint=pause.joint)


def as_warm_up(jog: Pause | End) -> str:
    """What is assumed of a jog that is read as the warm-up."""
    return f"'{jog.place.text}' is read as the warm-up"


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
        if not isinstance(item, Pause) or item.mode is None or len(item.quantities) != 1 or item.is_rest:
            continue
        follows = items[index + 1] if index + 1 < len(items) else None
        is_parted = follows is not None and (follows.joint not in ("", ":") or isinstance(follows, Repeat))
        is_plain = item.scope is Scope.UNSAID and item.lead is Lead.LIST and "rec" not in item.place.text.lower()
        if is_plain and is_parted and (is_long_jog(item) or is_before_passes(items)):
            context.assume(item.place, as_warm_up(item))
            kept[index] = warm_up_from(item)
    if kept != list(items) and not is_passed_on:
        _last_jog(kept, context)
    return kept


def _has_own_pause(item: Work | Repeat) -> bool:
    """Whether a recovery stands inside the passes of a repeat, `8 x (1 min run, 90 s walk)`."""
    return isinstance(item, Repeat) and bool(item.body) and isinstance(item.body[-1], Pause)


def _last_jog(items: list[Item], context: Context) -> None:
    """Let the last jog of `10 min jog, 6 x 300m (60s), 10 min jog` be the cool-down: the first was the warm-up."""
    last = items[-1]
    if not isinstance(last, Pause) or last.mode is None or len(last.quantities) != 1 or last.scope is not Scope.UNSAID:
        return
    told = 0
    for item in reversed(items[:-1]):
        if isinstance(item, (Work, Repeat)):
            if told + _has_own_pause(item) >= levels_of(item):
                context.assume(last.place, f"'{last.place.text}' is read as the cool-down")
                notes = [last.words] if last.words else []
                items[-1] = End(StepKind.COOLDOWN, last.quantities[0], last.place, notes=notes, joint=last.joint)
            return
        told += isinstance(item, Pause)
