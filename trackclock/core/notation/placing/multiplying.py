"""What a number of passes behind it repeats: "x 3", "twice", "repeat 3 times".

It exists because such a number can be for the last piece or for all that stands before it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.lazily import Lazily
from trackclock.core.notation.placing.ladders import climbed
from trackclock.core.notation.placing.levels import has_sets
from trackclock.core.notation.tree import Item, Multiplier, Node, Pause, Place, Remark, Repeat, Scope, Work
from trackclock.core.notation.words.values import Measure

_MOST_MULTIPLIERS = 40
_RUN = (Work, Repeat)

Settle: TypeAlias = Callable[[Sequence[Item], Context], list[Node]]
"""What makes the nodes of a pass from its items."""


def multiplied(items: list[Item], context: Context, settle: Settle) -> list[Item]:
    """The items of a level, every number of passes made a repeat.

    Args:
        items: the items in the order of the text.
        context: gets what was assumed.
        settle: what makes the nodes of a pass from its items.

    Raises:
        NotationError: for one that has nothing to repeat, or can be for the last piece or for all.
    """
    multipliers = [item for item in items if isinstance(item, Multiplier)]
    if not multipliers:
        return items
    if len(multipliers) > _MOST_MULTIPLIERS:
        what = "there are too many repeats on one line"
        raise failure(multipliers[-1].place, what, "write them on lines of their own")
    has_metres = any(isinstance(item, Work) and item.measure is Measure.DISTANCE for item in items)
    last_work = max((index for index, item in enumerate(items) if _is_run(item, has_metres=has_metres)), default=-1)
    result: list[Item] = []
    again: Repeat | None = None
    for index, item in enumerate(items):
        later = items[index + 1 :] if isinstance(item, Multiplier) else []
        if not isinstance(item, Multiplier):
            result.append(item)
        elif not (item.is_more and _is_told_later(later)) and not (again and once_more(again, result, item)):
            is_last = last_work < index
            is_only = len(multipliers) == 1 and (is_last or _is_set(result, later))
            _multiply(result, later, item, context, settle, is_last=is_last, is_only=is_only)
            again = result[-1] if item.is_more and isinstance(result[-1], Repeat) else None
    return result


def _is_told_later(later: Sequence[Item]) -> bool:
    """Whether the next thing of weight says how often all is run: `..., rest 40 s and repeat. Do 8 in all`."""
    follows = next((item for item in later if isinstance(item, (Work, Repeat, Multiplier))), None)
    return isinstance(follows, Multiplier) and follows.is_all and not follows.is_more and not follows.course


def _list_of_sets(items: Sequence[Item], later: Sequence[Item]) -> int | None:
    """Where the list begins that a number of passes is for, if what lies between its sets is told behind the number."""
    behind = itertools.takewhile(lambda item: not isinstance(item, (Repeat, Multiplier)), later)
    if not any(isinstance(item, Pause) and item.scope is Scope.SETS for item in behind):
        return None
    start = len(items)
    while start and isinstance(items[start - 1], (Work, Pause)):
        start -= 1
        if isinstance(items[start], Work) and items[start].joint in _APART:
            break
    return start if sum(isinstance(item, Work) for item in items[start:]) > 1 else None


def _is_run(item: Item, *, has_metres: bool) -> bool:
    """Whether it is a rep or repeat, and no bare time beside metres, which is a recovery."""
    if not isinstance(item, Work):
        return isinstance(item, Repeat)
    return not (has_metres and item.is_bare and item.measure is Measure.TIME)


def _is_set(items: Sequence[Item], later: Sequence[Item]) -> bool:
    """Whether single reps each have their recovery, the last as well, and what comes later is parted from them."""
    turns = [isinstance(item, Work) for item in items if not isinstance(item, Remark)]
    joint = next((item.joint for item in later if isinstance(item, (Work, Repeat))), "")
    return joint in _PARTING and turns == [True, False] * (len(turns) // 2)


def once_more(again: Repeat, nodes: list[Item], times: Multiplier) -> bool:
    """Let what has just been run again be run once more: `..., 3 min, repeat, 3 min, repeat`.

    Args:
        again: what has been run again.
        nodes: all that stands before the number of passes; the pause behind `again` is taken from it.
        times: how often.

    Returns:
        Whether it stands right before the number, with a recovery between or not.
    """
    at = next((at for at, node in enumerate(nodes) if node is again), None)
    behind = [node for node in nodes[at + 1 :] if isinstance(node, Pause)] if at is not None else []
    if not times.is_more or at is None or len(behind) > 1 or at + 1 + len(behind) < len(nodes):
        return False
    own = again.body[-1]
    if behind and again.low > 2 and isinstance(own, Pause) and own.quantities != behind[0].quantities:
        return False  # a longer rest, and all of it again: a set
    if again.low == again.high and isinstance(pause := again.body[-1], Pause):
        again.body.pop()
        again.between = [pause] * (again.low - 1)
    again.between += behind * (times.low - 1)
    again.low, again.high = again.low + times.low - 1, again.high + times.high - 1
    del nodes[at + 1 :]
    return True


def _multiply(
    items: list[Item],
    later: Sequence[Item],
    times: Multiplier,
    context: Context,
    settle: Settle,
    *,
    is_last: bool,
    is_only: bool,
) -> None:
    """Repeat what stands before a number of passes: the sets, the last pair, the list or the last piece."""
    if times.course:
        items[:] = climbed(items, times)
        return
    works = [item for item in items if isinstance(item, (Work, Repeat))]
    if not works:
        raise _nothing_to_repeat(times)
    if times.low == times.high == 1:
        return
    _refuse_other_sets(works, times)
    rest = items[-1]
    start = _start_of(items, later, times, context, is_last=is_last)
    if start is None and (times.is_all or (is_only and not _is_parted(works) and _is_list(items, works))):
        if not times.is_all and len(works) > 1:
            context.assume(times.place, f"'{times.place.text}' is read as so many times the whole list")
        start = 0
    if start is None:
        _repeat_last(items, works, times, context, settle)
    else:
        items[start:] = [_all_of(items[start:], times, context, settle)]
    if later and isinstance(later[0], _RUN) and isinstance(rest, Pause) and rest.quantities and not is_last:
        items.append(replace(rest, is_fixed=True))  # what comes later is told as one more pass is


def _refuse_other_sets(works: Sequence[Work | Repeat], times: Multiplier) -> None:
    """Ask which number of sets is run: `3 sets of 4 x 200m. The fit ones run 4 sets`.

    Raises:
        NotationError: for sets of what is in sets already.
    """
    told = next((work for work in works if isinstance(work, Repeat) and has_sets(work)), None)
    if told is not None and times.place.text.lower().endswith(_SETS) and not times.is_more:
        what = f"'{times.place.text}' is one more number of sets, beside '{told.place.text}'"
        raise failure(times.place, what, "keep the one that is run")


def _start_of(
    items: Sequence[Item], later: Sequence[Item], times: Multiplier, context: Context, *, is_last: bool
) -> int | None:
    """Where the sets or the pair begin that are repeated; None where it is the list or the last piece."""
    if not times.is_all and (start := _list_of_sets(items, later)) is not None:
        return start
    if _is_of_sets(times):
        return max((at for at, item in enumerate(items) if isinstance(item, Repeat)), default=0)
    begun = _begun_anew(items, context)
    if begun and (times.joint not in _APART or all(map(_is_long_or_word, items[:begun]))):
        return begun
    return (_last_pair(items) or None) if times.is_all or is_last else None


_ANEW = Lazily(r"[.;!]\s*(?:and )?then,?(?:\s+[^\W\d]+){0,3}\s*$", re.IGNORECASE)
"""What stands before the first rep of a sentence that begins with "then"."""


def _begun_anew(items: Sequence[Item], context: Context) -> int:
    """Where the sentence begins that a number at its end is for; 0 where it is the first of its line, or one rep.

    `10 min easy. Then 1 min hard, 1 min jog, repeat 3 times`.
    """
    for at in reversed(range(1, len(items))):
        if isinstance(items[at], (*_RUN, Remark)) and items[at].joint in _PARTING:
            place = next((item for item in items[at:] if isinstance(item, _RUN)), items[at]).place
            before = context.line(place.line)[: place.column - 1]
            return at if _ANEW.search(before) is not None and len(items) - at >= _PAIR else 0
    return 0


def _is_long_or_word(item: Item) -> bool:
    """Whether it is a run before the reps or no run at all, so that it is not repeated with them."""
    is_run = isinstance(item, Work) and item.quantity is not None and (item.is_easy or item.quantity.is_long_run)
    return is_run or isinstance(item, Remark)


_APART = (".", ";", "then", ":")
_PARTING = (".", ";", "then", "+")
"""What parts the last piece from the list before it, so that a number behind it is its own."""


def _is_parted(works: Sequence[Work | Repeat]) -> bool:
    """Whether a stronger sign stands before the last piece than between those before it."""
    return works[-1].joint in _PARTING and any(work.joint != works[-1].joint for work in works[1:-1] or works[:1])


def _last_pair(items: Sequence[Item]) -> int:
    """Where a rep and its recovery begin that stand apart from what is run before them, 0 if they do not.

    `10 x 400m w/ 60s. Run 2 min, walk 1 min. Repeat 5 times`; `8k tempo, then 3 min hard, 1 min easy, repeat 6 times`.
    """
    starts = [
        at for at, item in enumerate(items) if isinstance(item, (Work, Repeat, Remark)) and item.joint in _PARTING
    ]
    start = next((at for at in reversed(starts) if any(isinstance(item, Work) for item in items[at:])), 0)
    block, before = items[start:], items[:start]
    if not start or _is_chain(before, block) or any(isinstance(item, Repeat) for item in block):
        return 0
    is_turn = any(_is_easy(item) for item in block) and sum(isinstance(item, (Work, Pause)) for item in block) == _PAIR
    if is_turn and not any(_is_easy(item) for item in before):
        return start
    return start if any(isinstance(item, Repeat) and item.high > 1 for item in before) else 0


_PAIR = 2
"""A rep and its recovery."""


def _is_chain(before: Sequence[Item], block: Sequence[Item]) -> bool:
    """Whether a rep and its recovery are the end of a pass, `700m, then 300m, then 2 min jog`: no long run is in it."""
    is_long = any(isinstance(item, Work) and item.quantity and item.quantity.is_long_run for item in before)
    return not is_long and block[-1].joint == "then" == block[0].joint and isinstance(block[-1], Pause)


def _is_easy(item: Item) -> bool:
    """Whether it is a length that is run easily, or a time that is jogged or walked."""
    if isinstance(item, Pause):
        return item.mode is not None and any(quantity.measure is Measure.TIME for quantity in item.quantities)
    return isinstance(item, Work) and item.is_easy


_SETS = ("set", "sets", "rounds", "round", "times through", "circuits", "blocks", "series", "cycles", "passes")


def _is_of_sets(times: Multiplier) -> bool:
    """Whether it is said to be a number of sets, which are made of reps with their recoveries."""
    return not times.is_all and times.place.text.lower().endswith(_SETS)


def _all_of(items: Sequence[Item], times: Multiplier, context: Context, settle: Settle) -> Repeat:
    """So many passes of all the items."""
    joint = items[0].joint
    body = settle(items, context)
    if not any(isinstance(node, (Work, Repeat)) for node in body):
        raise _nothing_to_repeat(times)
    return Repeat(times.low, times.high, body, times.place, is_group=True, joint=joint)


def _nothing_to_repeat(times: Multiplier) -> NotationError:
    return failure(times.place, f"'{times.place.text}' has nothing to repeat", "write it behind what is repeated")


def _is_list(items: Sequence[Item], works: Sequence[Work | Repeat]) -> bool:
    """Whether single reps, or one with its recovery, stand before the number: `200m, 400m x 3`."""
    has_pause = any(isinstance(entry, Pause) for entry in items[_place_of(items, works[0]) :])
    return all(isinstance(entry, Work) for entry in works) and (len(works) > 1 or has_pause)


def _place_of(items: Sequence[Item], wanted: Item) -> int:
    return next(index for index, entry in enumerate(items) if entry is wanted)


def _repeat_last(
    items: list[Item], works: Sequence[Work | Repeat], times: Multiplier, context: Context, settle: Settle
) -> None:
    """Repeat the last piece with its recovery, in its place.

    Raises:
        NotationError: if a repeat stands there that the number is parted from by a dash.
    """
    last = works[-1]
    position = _place_of(items, last)
    if isinstance(last, Repeat) and last.is_group and last.low == last.high == 1:
        items[position] = replace(last, low=times.low, high=times.high, place=times.place)
        return
    if len(works) > 1 and isinstance(last, Repeat) and times.joint == "-":
        raise _for_all_or_last(works[0].place, last.place, times, context)
    if len(works) > 1:
        context.assume(times.place, f"'{times.place.text}' is read as so many times the last one")
    start = _pass_start(items, position)
    if start < position:
        items[start:] = [_all_of(items[start:], times, context, settle)]
    else:
        items[position] = Repeat(times.low, times.high, [last], times.place, joint=last.joint)


def _for_all_or_last(first: Place, last: Place, times: Multiplier, context: Context) -> NotationError:
    """Ask what `3 x 400m, 2 x 200m - twice` repeats, with both ways to write it."""
    start, middle, end = (place.column - 1 for place in (first, last, times.place))
    before, piece = (
        text.rstrip(" -\u2013\u2014") for text in (context.source[start:middle], context.source[middle:end])
    )
    count = times.low if times.low == times.high else f"{times.low}-{times.high}"
    what = f"'{times.place.text}' can be for all from '{first.text}' on, or for the last piece"
    instead = "write what is repeated in brackets, as in 2 x (3 x 400m, 2 x 200m)"
    choices = (f"{count} x ({before} {piece})", f"{before} {count} x ({piece})")
    whole = Place(first.line, first.column, end - start + times.place.width, "")
    return failure(times.place, what, instead, choices, whole)


def _pass_start(items: Sequence[Item], position: int) -> int:
    """Where a pass begins whose last length is at a position: a hard length and the easy one behind it are one."""
    last, before = items[position], items[position - 1] if position else None
    is_pair = isinstance(last, Work) and last.is_easy and isinstance(before, Work) and not before.is_easy
    return position - 1 if is_pair and last.joint in ("", ",", "/", "-", "+", "and") else position
