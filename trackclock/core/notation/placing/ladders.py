"""Ladders that are told by their ends: `200m, 400m, up to 1000m and back down`.

It exists because nobody writes all the steps of a pyramid.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from trackclock.core.limits import LAP_MM
from trackclock.core.notation.context import failure
from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.phrases.lists import MOST_STEPS
from trackclock.core.notation.tree import Item, Multiplier, Pause, Repeat, Work
from trackclock.core.notation.words.quantities import in_unit
from trackclock.core.notation.words.values import Measure, Quantity


def climbed(items: Sequence[Item], told: Multiplier) -> list[Item]:
    """The steps of a ladder with those that were left out.

    Args:
        items: the steps, each with its recovery or not; what is no step before them stays as it is.
        told: where it goes from the last of them.

    Raises:
        NotationError: where no ladder stands there, or it does not come to the length that was told.
    """
    steps = [at for at, item in enumerate(items) if _is_step(item, items)]
    if len(steps) < 2:
        raise _no_ladder(told)
    shared: Sequence[Item] = ()
    if steps[-1] - steps[0] == len(steps) - 1:  # with one recovery behind them all
        items, shared = items[: steps[-1] + 1], items[steps[-1] + 1 :]
    before, last = (_length(items[at]) for at in steps[-2:])
    until = _same_unit(told.until, last)
    is_on = until is not None and (until - last.low) * (last.low - before.low) > 0  # down to 300m behind 500m, 400m
    missing = _on(items, steps, told) if told.course == "on" or is_on else _back(items, steps, told)
    return [*items, *missing, *shared]


def _is_step(item: Item, items: Sequence[Item]) -> bool:
    """Whether it is a rep of the ladder, or so many of them, no easy one behind a hard one nor a time behind metres."""
    first = next((work for other in items if (work := _work_of(other)) is not None), None)
    work = _work_of(item)
    if first is None or work is None:
        return False
    is_time, is_first_time = (_length(one).measure is Measure.TIME for one in (work, first))
    return work.is_easy == first.is_easy and is_time == is_first_time


def _work_of(item: Item) -> Work | None:
    """The rep that an item is, or that it repeats; None where it has no length or is more than that."""
    if isinstance(item, Repeat):
        works = [node for node in item.body if not isinstance(node, Pause)]
        return _work_of(works[0]) if len(works) == 1 else None
    return item if isinstance(item, Work) and item.quantity is not None else None


def _as_step(like: Item, length: Quantity) -> Item:
    """A step like another one, of a length of its own."""
    if isinstance(like, Repeat):
        body = [node if isinstance(node, Pause) else _as_step(node, length) for node in like.body]
        return replace(like, body=[node for node in body if isinstance(node, Work | Pause | Repeat)], joint=",")
    return replace(like, quantity=length, joint=",", notes=[], words=[]) if isinstance(like, Work) else like


def _no_ladder(told: Multiplier) -> NotationError:
    what = f"'{told.place.text}' does not say what is run: there is no ladder before it that leads there"
    return failure(told.place, what, "write all of its steps, such as 200m, 400m, 600m, 400m, 200m")


def _gap(items: Sequence[Item], steps: Sequence[int], number: int) -> list[Item]:
    """What lies behind a step, up to the next one: its recovery."""
    return [replace(item) for item in items[steps[number] + 1 : steps[number + 1]] if isinstance(item, (Work, Pause))]


def _climbing(items: Sequence[Item], steps: Sequence[int], number: int) -> list[Item]:
    """What lies behind the step so many behind the last but one: it grows as those before it did."""
    gap = _gap(items, steps, -2)
    behind = [item for item in items[steps[-1] + 1 :] if isinstance(item, (Work, Pause))]
    return [_grown(first, second, number) for first, second in zip(gap, behind, strict=False)] if behind else gap


def _grown(first: Item, second: Item, number: int) -> Item:
    """A recovery that goes on from two of them, which may be as long as each other."""
    one, other = (item.quantities if isinstance(item, Pause) else [_length(item)] for item in (first, second))
    if len(one) != 1 or len(other) != 1 or one[0].measure is not other[0].measure:
        return first
    low = one[0].low + number * (other[0].low - one[0].low)
    length = other[0]._replace(low=low, high=low)
    return replace(second, quantities=[length]) if isinstance(second, Pause) else _as_step(second, length)


def _on(items: Sequence[Item], steps: Sequence[int], told: Multiplier) -> Iterator[Item]:
    """The steps up, or down, to the length that was told, each as far from the one before as the last two are."""
    before, last = _length(items[steps[-2]]), _length(items[steps[-1]])
    top = _same_unit(told.until, last)
    wide = abs(last.low - before.low)
    if top is None or not wide or abs(top - last.low) % wide:
        raise _no_ladder(told)
    count = abs(top - last.low) // wide
    if not 0 < count <= MOST_STEPS:
        raise _no_ladder(told)
    for number in range(1, count + 1):
        if number > 1 or steps[-1] == len(items) - 1:
            yield from _climbing(items, steps, number)
        low = last.low + (wide if top > last.low else -wide) * number
        yield _as_step(items[steps[-1]], last._replace(low=low, high=low))


def _back(items: Sequence[Item], steps: Sequence[int], told: Multiplier) -> Iterator[Item]:
    """The way back from the last step, down or up, to the first or to the length that was told."""
    sizes = [_length(items[at]).low for at in steps]
    start, is_falling = len(sizes) - 1, sizes[-1] < sizes[-2]
    while start and sizes[start - 1] != sizes[start] and (sizes[start] < sizes[start - 1]) is is_falling:
        start -= 1
    target = _same_unit(told.until, _length(items[steps[-1]])) if told.until is not None else sizes[start]
    if target not in sizes[start:-1]:
        raise _no_ladder(told)
    has_own = steps[-1] < len(items) - 1
    for number in range(len(sizes) - 2, start - 1, -1):
        step = items[steps[number]]
        if not has_own:
            yield from _gap(items, steps, number)
        if isinstance(step, Work | Repeat):
            yield replace(step, joint=",")
        if sizes[number] == target:
            return
        if has_own:
            yield from _gap(items, steps, number)


def _length(item: Item) -> Quantity:
    work = _work_of(item)
    if work is None or work.quantity is None:
        raise ValueError("no step of a ladder")
    return work.quantity


def _same_unit(told: Quantity | None, like: Quantity) -> int | None:
    """The length that was told, in the unit of the steps where it has none."""
    if told is None or told.is_range:
        return None
    if told.measure is not Measure.BARE:
        return told.low if told.measure is like.measure else None
    return in_unit(told.low, like, LAP_MM).low
