"""What belongs to the warm-ups and cool-downs of a line: lengths, how they are run, walks and exercises beside them.

It exists because a coach names the end of a session and says what it consists of before, behind or in brackets.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.tree import Aim, End, Item, Multiplier, Pause, Place, Remark, Repeat, Scope, Work
from trackclock.core.notation.words.values import Measure
from trackclock.core.plan import RecoveryMode, StepKind

_SHORTEST_END_MM, _SHORTEST_END_MS = 400_000, 180_000


def with_ends(items: Sequence[Item], context: Context) -> tuple[Sequence[Item], list[Pause]]:
    """Give the warm-ups and cool-downs of a line what belongs to them.

    Args:
        items: the pieces of the line in order; the warm-ups and cool-downs among them are changed.
        context: gets what was assumed.

    Returns:
        The pieces that are left, and the rests that lie between a warm-up and the first rep.

    Raises:
        NotationError: for a length that can be that of a warm-up or one of its own.
    """
    if not any(isinstance(item, End) for item in items):
        return items, []
    items = recovered(items)
    lone = _lone_rep(items)
    kept: list[Item] = []
    opening: list[Pause] = []
    for spot in _spots(items):
        if isinstance(spot.item, Work):
            kept.extend([spot.item] if spot.item is lone else _beside(spot, spot.item, context))
        elif isinstance(spot.item, Pause) and _is_opening(spot, spot.item) and not _is_passed(spot.item, items):
            opening.append(spot.item)
        else:
            kept.extend(_parts_of(spot))
    kept = _without_names(kept)
    kept = _with_notes(kept)
    _order_of_ends(kept)
    return kept, opening


def recovered(items: Sequence[Item]) -> Sequence[Item]:
    """The pieces with the short cool-downs between reps as their recoveries: `400m, cool down lap, 400m`."""
    reps = [index for index, item in enumerate(items) if _is_rep(item)]
    between = [item for item in items[reps[0] : reps[-1]] if _is_short_cool_down(item)] if reps else []
    if not between or (len(between) < 2 and not any(isinstance(end, End) and end.quantity for end in between)):
        return items
    return [_recovery_from(item) if isinstance(item, End) and item in between else item for item in items]


_LONGEST_RECOVERY = {Measure.TIME: 300_000, Measure.DISTANCE: 800_000}
"""A longer cool-down is one, wherever it stands."""


def _is_short_cool_down(item: Item) -> bool:
    if not isinstance(item, End) or item.kind is not StepKind.COOLDOWN:
        return False
    return item.quantity is None or item.quantity.high <= _LONGEST_RECOVERY.get(item.quantity.measure, 0)


def _recovery_from(end: End) -> Pause:
    """The recovery that a cool-down between reps is."""
    lengths = [end.quantity] if end.quantity is not None else []
    return Pause(lengths, end.place, mode=RecoveryMode.JOG, joint=end.joint, notes=end.notes, is_fixed=True)


def _lone_rep(items: Sequence[Item]) -> Item | None:
    """What is run between a warm-up and a cool-down where nothing else is: `warm up, 3 miles easy, cool down`."""
    reps = [item for item in items if _is_rep(item)]
    has_both = len({item.kind for item in items if isinstance(item, End)}) > 1
    return reps[0] if has_both and len(reps) == 1 else None


def _parts_of(spot: _Spot) -> Sequence[Item]:
    """What comes of a piece that is no rep: what tells how a warm-up is run is a note of that."""
    item = spot.item
    if isinstance(item, Pause):
        parts = _walked(spot, item)
        return [item] if parts is None else parts
    if isinstance(item, Aim) and isinstance(spot.left, End) and _is_pace_of(spot, spot.left, item):
        spot.left.notes.append(item.place.text)
        return []
    return [item]


def _without_names(items: Sequence[Item]) -> list[Item]:
    """The pieces without warm-ups that are only the name of one told beside them: `(warm-up) 10 min warm-up`."""
    told = {item.kind for item in items if isinstance(item, End) and item.quantity is not None}
    return [item for item in items if not (isinstance(item, End) and item.kind in told and _says_nothing(item))]


@dataclass(frozen=True, slots=True)
class _Spot:
    """A piece of a line and what stands around it, looked up once for all of them.

    Attributes:
        item: the piece.
        left: the piece right before it.
        right: the piece right behind it.
        before: the nearest before it that is run or a rest, words and exercises aside.
        behind: the nearest behind it, pauses aside as well.
        is_early: whether nothing but warm-ups, cool-downs, exercises and words stands before it.
        is_late: whether no rep stands behind it.
    """

    item: Item
    left: Item | None
    right: Item | None
    before: Item | None
    behind: Item | None
    is_early: bool
    is_late: bool


def _spots(items: Sequence[Item]) -> list[_Spot]:
    """All pieces of a line with what stands around them."""
    behind: list[tuple[Item | None, bool]] = []
    nearest, is_late = None, True
    for item in reversed(items):
        behind.append((nearest, is_late))
        nearest = item if _is_run_or_rest(item) and not isinstance(item, Pause) else nearest
        is_late = is_late and not _is_rep(item)
    spots: list[_Spot] = []
    before, is_early = None, True
    for index, (item, (follows, last)) in enumerate(zip(items, reversed(behind), strict=True)):
        left, right = items[index - 1] if index else None, items[index + 1] if index + 1 < len(items) else None
        spots.append(_Spot(item, left, right, before, follows, is_early, last))
        before = item if _is_run_or_rest(item) else before
        is_early = is_early and (isinstance(item, End) or not _is_run_or_rest(item))
    return spots


def _is_pace_of(spot: _Spot, end: End, aim: Aim) -> bool:
    """Whether a target behind a warm-up or cool-down is for that: `3 miles warm-up (8:00 pace)`."""
    is_behind_all = end.kind is StepKind.COOLDOWN or spot.is_late
    is_joined = aim.joint in ("", ":") or (aim.joint == "," and is_behind_all)
    return is_joined and aim.selector is None and not aim.is_label


def _says_nothing(end: End) -> bool:
    """Whether a warm-up is but a name."""
    return end.quantity is None and not end.is_open and not end.notes


def _beside(spot: _Spot, work: Work, context: Context) -> Sequence[Item]:
    """What a rep beside a warm-up or cool-down is: its length, exercises that are a part of it, or a rep."""
    left, right = spot.left, spot.right
    if isinstance(left, End) and _is_length_of(work, left):
        return _as_length(work, left, context, is_behind=True)
    if isinstance(right, End) and right.kind is StepKind.COOLDOWN and _is_length_of(work, right):
        is_recovery = isinstance(left, Repeat) and not left.between and len(left.body) == 1
        return [work] if is_recovery else _as_length(work, right, context, is_behind=False)
    holder = _holder(spot) if is_exercises(work) else None
    return [work] if holder is None else exercises_of(work, holder, is_content=work.joint in ("", ":"))


def _is_length_of(work: Work, end: End) -> bool:
    """Whether a rep is the length of the warm-up or cool-down beside it, being easy."""
    if work.quantity is None or end.quantity is not None or end.is_open or work.pattern:
        return False
    shortest = _SHORTEST_END_MS if work.quantity.measure is Measure.TIME else _SHORTEST_END_MM
    return work.quantity.low >= shortest and work.is_easy


def _as_length(work: Work, end: End, context: Context, *, is_behind: bool) -> list[Item]:
    """Give a warm-up or cool-down its length.

    Raises:
        NotationError: if it does not say that it is easy: steady running is work as well.
    """
    spec, run, name = work.target, work.place, end.place
    if work.joint not in ("", ":") and spec.text.lower() == "steady" and run.line == name.line:
        text = f"{run.text} {spec.text}"
        first, last = min(run.column, name.column), max(spec.column + spec.width, name.column + name.width)
        choices = (f"{name.text} {text}", f"{name.text}, 1 x {text}" if is_behind else f"1 x {text}, {name.text}")
        what = f"'{text}' can be the length of '{name.text}', or be run beside it"
        raise failure(run, what, "", choices, Place(run.line, first, last - first, ""))
    context.assume(run, f"'{run.text}' is read as the length of '{name.text}'")
    end.quantity = work.quantity
    end.notes.extend(note for note in (spec.text, *work.notes) if note)
    return []


def _holder(spot: _Spot) -> End | None:
    """The warm-up or cool-down that exercises beside it are a part of; None where they stand among the reps."""
    if isinstance(spot.before, End):
        return spot.before
    is_first = spot.before is None and isinstance(spot.behind, End) and spot.behind.kind is StepKind.WARMUP
    return spot.behind if is_first and isinstance(spot.behind, End) else None


def _is_run_or_rest(item: Item) -> bool:
    return not isinstance(item, (Remark, Aim)) and not is_exercises(item) and not is_manner(item)


def is_manner(item: Item) -> bool:
    """Whether a walk or a jog has no length, so that beside a warm-up it says how that is run."""
    is_told = isinstance(item, Pause) and item.mode is not None and not item.is_rest and item.selector is None
    return is_told and isinstance(item, Pause) and not item.quantities and item.scope is Scope.UNSAID


def is_exercises(item: Item) -> bool:
    """Whether a piece is exercises for a time or until a press, and not drills over a distance."""
    return isinstance(item, Work) and item.is_exercise and not is_run(item)


def join_exercises(items: Sequence[Item]) -> None:
    """Let the exercises of a pass follow what stands before them without a rest: `5 x (400m, 10 squats)`."""
    for before, item in itertools.pairwise(items):
        if isinstance(before, Work) and isinstance(item, Work) and (is_exercises(before) or is_exercises(item)):
            item.joint = "into"


def is_run(work: Work) -> bool:
    """Whether a piece has a distance."""
    return work.measure not in (None, Measure.TIME)


def _is_rep(item: Item) -> bool:
    return isinstance(item, Repeat) or (isinstance(item, Work) and not is_exercises(item))


def exercises_of(work: Work, holder: End, *, is_content: bool) -> list[End]:
    """Exercises as a part of a warm-up or cool-down of its own: they begin and end on a press.

    Args:
        work: the exercises.
        holder: the warm-up or cool-down.
        is_content: whether they are what it consists of, so that one that says nothing else has no part of its own.
    """
    said = [*work.words, *work.notes]
    if is_content and holder.quantity is None and not holder.is_open and work.quantity is None:
        holder.notes.extend(said)
        return []
    return [End(holder.kind, work.quantity, work.place, notes=said, joint=work.joint, is_open=work.quantity is None)]


def _walked(spot: _Spot, pause: Pause) -> list[Item] | None:
    """What of a warm-up a walk or a jog tells: how it is run, or its first part; None where it is a recovery."""
    if isinstance(spot.before, End) and is_manner(pause):
        spot.before.notes.append(pause.place.text)
        return []
    is_first = isinstance(spot.behind, End) and spot.behind.kind is StepKind.WARMUP and spot.is_early
    is_last = isinstance(spot.before, End) and spot.before.kind is StepKind.COOLDOWN and spot.is_late
    kind = StepKind.WARMUP if is_first else StepKind.COOLDOWN
    return [walk_of(pause, kind)] if (is_first or is_last) and is_walk(pause) else None


def is_walk(pause: Pause) -> bool:
    """Whether a pause is a walk or jog of one length, and not said to be a rest or between what it lies."""
    return pause.mode is not None and not pause.is_rest and is_rest_of_its_own(pause)


def walk_of(pause: Pause, kind: StepKind) -> End:
    """A walk or jog as a part of the warm-up or cool-down: `2 min walk, 5 min jog warm-up`."""
    return End(kind, pause.quantities[0], pause.place, notes=[pause.words] if pause.words else [], joint=pause.joint)


def as_end(pause: Pause, kind: StepKind, context: Context) -> End:
    """A walk or jog as the warm-up or cool-down that nobody called it."""
    context.assume(pause.place, read_as(pause, kind))
    return walk_of(pause, kind)


def read_as(jog: Pause | End, kind: StepKind) -> str:
    """What is assumed of a jog that nobody called a warm-up or cool-down."""
    return f"'{jog.place.text}' is read as the {'warm-up' if kind is StepKind.WARMUP else 'cool-down'}"


def is_long_jog(pause: Pause) -> bool:
    """Whether a walk or jog is as long as a warm-up."""
    return pause.quantities[0].is_long_jog


def _is_opening(spot: _Spot, pause: Pause) -> bool:
    """Whether a rest lies between the warm-up and the first rep: `10 min warm-up, 3 min rest, 6 x 400m`."""
    is_behind = isinstance(spot.before, End) and spot.before.kind is StepKind.WARMUP
    return is_behind and spot.is_early and not spot.is_late and is_rest_of_its_own(pause)


def is_rest_of_its_own(pause: Pause) -> bool:
    """Whether a pause has one length and says that it is a rest or a walk, and not between what it lies."""
    is_told = pause.is_rest or pause.mode is not None
    return is_told and len(pause.quantities) == 1 and pause.scope is Scope.UNSAID and pause.selector is None


def _is_passed(pause: Pause, items: Sequence[Item]) -> bool:
    """Whether a walk before the first rep is one of each pass: `warm up. Walk 2 min, jog 1 min, repeat 4 times`."""
    is_repeated = any(isinstance(item, Multiplier) for item in items)
    return is_repeated and pause.mode is not None and not is_before_passes(items)


def is_before_passes(items: Sequence[Item]) -> bool:
    """Whether a pass ends in a walk or jog of its own: nobody walks twice on end, so the first one is no part of it."""
    at = next((index for index, item in enumerate(items) if isinstance(item, Multiplier)), 0)
    told = [item for item in items[:at] if not isinstance(item, Remark)]
    last = told[-1] if told else None
    return isinstance(last, Pause) and last.mode is not None and bool(last.quantities)


def _with_notes(items: Sequence[Item]) -> list[Item]:
    """The items without the words and the pace beside a warm-up, which are its own: `2 mile warm-up: 8:30 pace`."""
    kept: list[Item] = []
    for item in items:
        before = kept[-1] if kept else None
        if isinstance(before, End) and isinstance(item, Remark) and item.joint in ("", "raw"):
            before.notes.append(item.text)
        elif isinstance(before, End) and isinstance(item, Aim) and item.joint in ("", ":") and item.selector is None:
            before.notes.append(item.target.text)
        else:
            kept.append(item)
    return kept


def _order_of_ends(items: Sequence[Item]) -> None:
    """Mark a warm-up that stands behind reps, and a cool-down that stands before them; one told with the other does."""
    works = [index for index, item in enumerate(items) if isinstance(item, (Work, Repeat))]
    for index, item in enumerate(items):
        if isinstance(item, End) and works:
            near = [other.kind for other in items[max(index - 1, 0) : index + 2] if isinstance(other, End)]
            is_behind = index > works[0] if item.kind is StepKind.WARMUP else index < works[-1]
            item.is_out_of_order = is_behind and len(set(near)) < 2
