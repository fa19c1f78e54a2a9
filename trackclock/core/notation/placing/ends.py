"""What belongs to the warm-ups and cool-downs of a line: lengths, how they are run, walks and exercises beside them.

It exists because a coach names the end of a session and says what it consists of before, behind or in brackets.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.tree import End, Item, Pause, Place, Remark, Repeat, Scope, Work
from trackclock.core.notation.words.values import Measure
from trackclock.core.plan import StepKind

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
    kept: list[Item] = []
    opening: list[Pause] = []
    for index, item in enumerate(items):
        if isinstance(item, Work):
            kept.extend(_beside(items, index, item, context))
        elif isinstance(item, Pause) and (parts := _walked(items, index, item)) is not None:
            kept.extend(parts)
        elif isinstance(item, Pause) and _is_opening(items, index, item):
            opening.append(item)
        elif not _is_told_again(items, item):
            kept.append(item)
    _notes_of_ends(kept)
    _order_of_ends(kept)
    return kept, opening


def _is_told_again(items: Sequence[Item], item: Item) -> bool:
    """Whether a warm-up that says nothing is only the name of one that does: `(warm-up) 10 min warm-up`."""
    if not isinstance(item, End) or item.quantity is not None or item.is_open or item.notes:
        return False
    return any(isinstance(other, End) and other.kind is item.kind and other.quantity is not None for other in items)


def _beside(items: Sequence[Item], index: int, work: Work, context: Context) -> Sequence[Item]:
    """What a rep beside a warm-up or cool-down is: its length, exercises that are a part of it, or a rep."""
    near = [item for item in items[max(index - 1, 0) : index + 2] if isinstance(item, End)]
    end = next((one for one in near if _is_length_of(work, one, items)), None)
    if end is not None:
        _refuse_steady(work, end, is_behind=items.index(end) < index)
        context.assume(work.place, f"'{work.place.text}' is read as the length of '{end.place.text}'")
        end.quantity = work.quantity
        end.notes.extend(note for note in (work.target.text, *work.notes) if note)
        return []
    holder = _holder(items, index) if work.is_exercise else None
    return [work] if holder is None else exercises_of(work, holder, is_content=work.joint in ("", ":"))


def _is_length_of(work: Work, end: End, items: Sequence[Item]) -> bool:
    """Whether a rep is the length of the warm-up or cool-down beside it, being easy."""
    if work.quantity is None or end.quantity is not None or end.is_open or work.pattern:
        return False
    is_all = not any(_is_rep(item) for item in items if item is not work)
    if is_all and len({item.kind for item in items if isinstance(item, End)}) > 1:
        return False  # `warm up, 3 miles easy, cool down`: something is run between them
    position = items.index(work)
    is_behind = position > items.index(end)
    if end.kind is StepKind.WARMUP and not is_behind:
        return False
    before = items[position - 1] if position else None
    if end.kind is StepKind.COOLDOWN and isinstance(before, Repeat) and not before.between and len(before.body) == 1:
        return False  # the recovery of the repeat before it, rather
    shortest = _SHORTEST_END_MS if work.quantity.measure is Measure.TIME else _SHORTEST_END_MM
    return work.quantity.low >= shortest and work.is_easy


def _refuse_steady(work: Work, end: End, *, is_behind: bool) -> None:
    """Ask whether `warm up, 20 min steady` tells how the warm-up is run: steady running is work as well.

    Raises:
        NotationError: if it does not say that it is easy.
    """
    spec, run, name = work.target, work.place, end.place
    if work.joint in ("", ":") or spec.text.lower() != "steady" or run.line != name.line:
        return
    text = f"{run.text} {spec.text}"
    first, last = min(run.column, name.column), max(spec.column + spec.width, name.column + name.width)
    choices = (f"{name.text} {text}", f"{name.text}, 1 x {text}" if is_behind else f"1 x {text}, {name.text}")
    what = f"'{text}' can be the length of '{name.text}', or be run beside it"
    raise failure(run, what, "write " + " or ".join(choices), choices, Place(run.line, first, last - first, ""))


def _holder(items: Sequence[Item], index: int) -> End | None:
    """The warm-up or cool-down that exercises beside it are a part of; None where they stand among the reps."""
    before = next(filter(_is_run_or_rest, reversed(items[:index])), None)
    behind = next(filter(_is_run_or_rest, items[index + 1 :]), None)
    if isinstance(before, End):
        return before
    return behind if before is None and isinstance(behind, End) and behind.kind is StepKind.WARMUP else None


def _is_run_or_rest(item: Item) -> bool:
    return not isinstance(item, Remark) and not (isinstance(item, Work) and item.is_exercise)


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


def _walked(items: Sequence[Item], index: int, pause: Pause) -> list[Item] | None:
    """What of a warm-up a walk or a jog tells: how it is run, or its first part; None where it is a recovery."""
    if pause.mode is None or pause.scope is not Scope.UNSAID or pause.selector is not None or pause.is_rest:
        return None
    before = next(filter(_is_run_or_rest, reversed(items[:index])), None)
    if isinstance(before, End) and not pause.quantities:
        before.notes.append(pause.place.text)
        return []
    behind = next((item for item in items[index + 1 :] if not isinstance(item, (Pause, Remark))), None)
    is_first = all(isinstance(item, (End, Remark)) for item in items[:index])
    if is_first and isinstance(behind, End) and behind.kind is StepKind.WARMUP and len(pause.quantities) == 1:
        return [walk_in(pause)]
    return None


def walk_in(pause: Pause) -> End:
    """A walk or jog before the warm-up as its first part: `2 min walk, 5 min jog warm-up`."""
    notes = [pause.words] if pause.words else []
    return End(StepKind.WARMUP, pause.quantities[0], pause.place, notes=notes, joint=pause.joint)


def _is_opening(items: Sequence[Item], index: int, pause: Pause) -> bool:
    """Whether a rest lies between the warm-up and the first rep: `10 min warm-up, 3 min rest, 6 x 400m`."""
    before = next(filter(_is_run_or_rest, reversed(items[:index])), None)
    is_behind = isinstance(before, End) and before.kind is StepKind.WARMUP and not before.is_out_of_order
    is_early = not any(isinstance(item, (Repeat, Pause)) or _is_rep(item) for item in items[:index])
    return is_behind and is_early and is_rest_of_its_own(pause) and any(map(_is_rep, items[index + 1 :]))


def _is_rep(item: Item) -> bool:
    return isinstance(item, Repeat) or (isinstance(item, Work) and not item.is_exercise)


def is_rest_of_its_own(pause: Pause) -> bool:
    """Whether a pause has one length and says that it is a rest or a walk, and not between what it lies."""
    is_told = pause.is_rest or pause.mode is not None
    return is_told and len(pause.quantities) == 1 and pause.scope is Scope.UNSAID and pause.selector is None


def _notes_of_ends(items: Sequence[Item]) -> None:
    """Words beside a warm-up belong to it."""
    for before, item in itertools.pairwise(items):
        if isinstance(item, Remark) and isinstance(before, End) and item.joint in ("", "raw"):
            before.notes.append(item.text)
            item.text = ""


def _order_of_ends(items: Sequence[Item]) -> None:
    """Mark a warm-up that stands behind reps, and a cool-down that stands before them; one told with the other does."""
    works = [index for index, item in enumerate(items) if isinstance(item, (Work, Repeat))]
    for index, item in enumerate(items):
        if isinstance(item, End) and works:
            near = [other.kind for other in items[max(index - 1, 0) : index + 2] if isinstance(other, End)]
            is_behind = index > works[0] if item.kind is StepKind.WARMUP else index < works[-1]
            item.is_out_of_order = is_behind and len(set(near)) < 2
