"""Times behind a repeat that are what its reps were run in: as many as there are reps, each of which a runner may take.

It exists because who tells of a session writes the times behind the recovery, in a sentence or on a line of their own,
and what was run is never run again.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from trackclock.core.limits import SHORTEST_JOG_MS
from trackclock.core.notation.context import Context
from trackclock.core.notation.phrases.counts import is_bare_metres
from trackclock.core.notation.phrases.times import LISTED_REST_MS, REST_STEP_MS, is_jog_home, is_likely
from trackclock.core.notation.targets import TargetPart, TargetSpec
from trackclock.core.notation.tree import Aim, Item, Lead, Node, Pause, Place, Remark, Repeat, Scope, Work, levels_of
from trackclock.core.notation.words.values import FEWEST_BARE_METRES, Measure, Quantity
from trackclock.core.notation.words.vocabulary import MS_UNITS
from trackclock.core.plan import RecoveryMode

_MOST_RESTS = 3
"""So many round times behind a repeat can be its rests, those between its sets among them."""

_SECONDS = frozenset(unit for unit, ms in MS_UNITS.items() if ms == 1_000)


def with_results(items: Sequence[Item]) -> list[Item]:
    """Make targets of the times that stand behind what was run in them.

    Args:
        items: the items of a level in order, before missing units are found.

    Returns:
        The items, with the times of a repeat as one target.
    """
    items = _with_logged(items)
    kept: list[Item] = []
    run: Work | Repeat | None = None
    left = 0
    for index, item in enumerate(items):
        if left:
            left -= 1
            continue
        times = _times_behind(run, items, index) if run is not None and isinstance(item, Work) else []
        aim = results_of(run, times) if times else None
        if aim is not None:
            kept.append(aim)
            run, left = None, len(times) - 1
            continue
        if isinstance(item, (Work, Repeat)):
            run = item
        elif not isinstance(item, Remark) and not (isinstance(run, Repeat) and isinstance(item, (Pause, Aim))):
            run = None
        kept.append(item)
    return kept


def _with_logged(items: Sequence[Item]) -> Sequence[Item]:
    """Make targets and notes of the times that a log tells behind what was run, and behind what was jogged.

    `400m - 1:15, 200m jog - 1:30`; `400m/400m jog - 1:15/2:42`, of which each length has its time.
    """
    if _TELLING.isdisjoint([item.joint for item in items]):
        return items
    listed = [_listed_at(items, index) for index in range(len(items))]
    is_log = any(_are_times_of(lengths, items[index:]) for index, lengths in enumerate(listed))
    kept: list[Item] = []
    index = 0
    while index < len(items):
        lengths = listed[index]
        if not _are_times_of(lengths, items[index:], is_log=is_log):
            kept.append(items[index])
            index += 1
            continue
        for item in lengths:
            time = items[index + len(lengths)]
            told = time.quantity if isinstance(time, Work) and isinstance(item, Work) else None
            kept += [item, aim_of_time(told, time.place) if told else Remark(time.place.text, time.place)]
            index += 1
        index += len(lengths)
    return kept


_TELLING = frozenset(("-", ":"))
"""What stands between a length and the time that it was run in."""

_MOST_LISTED = 2
"""A rep and its recovery."""


def _listed_at(items: Sequence[Item], index: int) -> Sequence[Item]:
    """The lengths from an index on whose times stand behind them: a rep, a jog, or both with a stroke between them."""
    for behind in range(index + 1, min(index + _MOST_LISTED, len(items) - 1) + 1):
        if isinstance(items[behind - 1], Work | Pause) and items[behind].joint in _TELLING:
            return items[index:behind]
        if items[behind].joint != "/":
            break
    return ()


def _are_times_of(listed: Sequence[Item], items: Sequence[Item], *, is_log: bool = False) -> bool:
    """Whether each length has a time behind them that a runner may take for it.

    A number behind a lone rep can be its rest, unless that follows or others are told their times so.
    """
    times = items[len(listed) : 2 * len(listed)]
    far = [_far_of(item) for item in listed]
    told = [time.quantity for time in times if is_bare_time(time) and isinstance(time, Work) and time.quantity]
    joints = [item.joint for item in times[1:]]
    if not listed or len(told) != len(far) or 0 in far or joints != ["/"] * len(joints):
        return False
    is_walked = [isinstance(item, Pause) for item in listed]
    fastest = [time.low // (1 + is_slow) for time, is_slow in zip(told, is_walked, strict=True)]
    if not all(map(is_likely, fastest, far)):
        return False
    behind = items[2 * len(listed) :]
    is_lone = told[0].measure is Measure.BARE and (is_log or (bool(behind) and _is_rested(behind[0])))
    return len(listed) > 1 or is_walked[0] or is_lone


def _is_rested(item: Item) -> bool:
    """Whether a piece is a recovery of some length, or a time that can be nothing else behind another one."""
    if isinstance(item, Pause):
        return bool(item.quantities)
    is_alone = isinstance(item, Work) and item.joint == "," and not (item.words or item.target.parts)
    return is_alone and isinstance(item, Work) and item.quantity is not None and item.quantity.measure is Measure.TIME


def _far_of(item: Item) -> int:
    """The millimetres of a rep or jog; 0 where it has none."""
    lengths = item.quantities if isinstance(item, Pause) else [item.quantity] if isinstance(item, Work) else []
    length = lengths[0] if len(lengths) == 1 else None
    is_far = length is not None and (length.measure is Measure.DISTANCE or is_bare_metres(length))
    return length.low if length is not None and is_far and not length.is_range else 0


def with_times_before_recoveries(items: Sequence[Item], context: Context) -> list[Item]:
    """Make a target of the time between reps and what is called their recovery: `6 x 600m (2:00), 60s rest`.

    Args:
        items: the items of a level in order.
        context: gets what was assumed.

    Returns:
        The items; of two times of which only one can be the recovery the other is what the reps are run in.
    """
    kept = list(items)
    if len(items) < 3:
        return kept
    told = [index for index, item in enumerate(items) if not isinstance(item, Remark)]
    last = max((index for index in told if isinstance(items[index], (Work, Repeat))), default=-1)
    for before, index, behind in zip(told, told[1:], told[2:], strict=False):
        item, run, pause = items[index], items[before], items[behind]
        time = lone_time(item)
        if time is None or not isinstance(run, (Work, Repeat)) or levels_of(run) > 1 or not isinstance(pause, Pause):
            continue
        is_last = last <= index
        is_beside = pause.lead is Lead.PAREN and not isinstance(item, Pause)  # `60s (100m walk)` tells one pause
        if _is_run_in(run, time, pause) and not is_beside and _is_called_recovery(pause, is_last=is_last):
            place = item.place
            context.forget(place, f"'{place.text}' is read as the recovery")
            context.assume(place, f"'{place.text}' is read as the time of the reps: their recovery stands behind it")
            kept[index] = aim_of_time(time, place)
    return kept


def aim_of_time(time: Quantity, place: Place) -> Aim:
    """The target of a time in brackets."""
    wish = TargetPart(place.text.strip("()[]"), times_ms=(time.low, time.high))
    return Aim(TargetSpec((wish,), place.line, place.column, place.width), place)


def lone_time(item: Item) -> Quantity | None:
    """A time of which nothing else is said, in brackets or not."""
    if isinstance(item, Pause):
        is_told = (
            item.lead is not Lead.PAREN or item.words or item.mode or item.is_rest or item.relative or item.numbers
        )
        quantity = item.quantities[0] if len(item.quantities) == 1 and not is_told else None
        is_bare = item.scope is Scope.UNSAID and not item.is_called_recovery
        return quantity if quantity is not None and is_bare and quantity.measure is Measure.TIME else None
    is_bare = isinstance(item, Work) and is_bare_time(item) and item.joint in ("", ",", "-", ":")
    quantity = item.quantity if isinstance(item, Work) and is_bare else None
    return quantity if quantity is not None and quantity.measure is Measure.TIME else None


def _is_run_in(run: Work | Repeat, time: Quantity, pause: Pause) -> bool:
    """Whether a time before a pause can be that of the reps; before a jog home it is their recovery."""
    length, _ = _run_of(run) if isinstance(run, Work) or run.low == run.high else (None, 0)
    if length is None or length.measure is not Measure.DISTANCE or not is_likely(time.low, length.low):
        return False
    is_listed_jog = pause.mode is RecoveryMode.JOG and pause.lead is Lead.LIST
    return not (is_listed_jog and any(is_jog_home(jog, time, length) for jog in pause.quantities))


def _is_called_recovery(pause: Pause, *, is_last: bool) -> bool:
    """Whether a pause is the recovery between reps by what brings it in, or by its words where no rep follows it."""
    if pause.scope is Scope.SETS or lone_time(pause) is not None or pause.is_last:
        return False
    is_named = pause.mode is not None or pause.scope is Scope.REPS or pause.is_called_recovery
    is_told = is_last and (is_named or (pause.is_rest and pause.joint == "."))
    return pause.lead in (Lead.WITH, Lead.PAREN, Lead.LABEL) or is_told


def _times_behind(run: Work | Repeat, items: Sequence[Item], index: int) -> Sequence[Item]:
    """The times from an index on: all in a row behind a repeat, one bare number behind a rep."""
    first = items[index]
    if not isinstance(run, Repeat):
        is_bare = isinstance(first, Work) and first.measure is Measure.BARE
        return [first] if is_bare and is_bare_time(first) else []
    return list(itertools.takewhile(is_bare_time, items[index : index + run.low + 1]))


def is_bare_time(item: Item) -> bool:
    """Whether a piece is a time and nothing else, with its unit or as a bare number of seconds."""
    if not isinstance(item, Work) or item.quantity is None or not item.is_bare:
        return False
    quantity = item.quantity
    is_seconds = quantity.measure is Measure.BARE or quantity.unit in _SECONDS
    return (is_seconds or quantity.is_clock) and not (quantity.is_range or quantity.is_plural)


def is_seconds_behind(number: Quantity, length: Quantity) -> bool:
    """Whether a bare number behind a distance can only be seconds: the 82 of `500m - 82`."""
    is_short = number.measure is Measure.BARE and number.low < FEWEST_BARE_METRES
    return is_short and length.measure is not Measure.TIME and length.low >= FEWEST_BARE_METRES


def results_of(run: Node | None, times: Sequence[Item]) -> Aim | None:
    """The target that gives each rep one of the times behind it; None where they are none.

    A few times of a round number can be recoveries and rests as well, and are not taken for results.
    """
    told = [(item.quantity, item.place) for item in times if isinstance(item, Work) and item.quantity is not None]
    length, passes = _run_of(run)
    if length is None or len(told) != passes or not told or not _are_results([time for time, _ in told], length, times):
        return None
    first, last = told[0][1], told[-1][1]
    if passes == 1:
        is_lone = is_seconds_behind(told[0][0], length) and times[0].joint in ("", "-", ":")
        return aim_of_time(told[0][0], first) if is_lone else None
    place = first._replace(width=last.column + last.width - first.column)
    wishes = [TargetPart(where.text, times_ms=(time.low, time.low)) for time, where in told]
    return aim_of_each(wishes, ", ".join(at.text for _, at in told), place)


def are_results_of_some(run: Node | None, times: Sequence[Item]) -> bool:
    """Whether times are what some of the reps were run in, of which nobody says which: `5-6 x 1k`, and five times."""
    if (
        not isinstance(run, Repeat)
        or not _FEWEST_RESULTS <= len(times) <= run.high
        or not all(map(is_bare_time, times))
    ):
        return False
    length, _ = _run_of(replace(run, low=run.high))
    told = [item.quantity for item in times if isinstance(item, Work) and item.quantity is not None]
    return length is not None and _are_results(told, length, times)


_FEWEST_RESULTS = 3
"""Fewer times are no list of results, unless there are as many as reps."""


def _are_results(told: Sequence[Quantity], length: Quantity, items: Sequence[Item]) -> bool:
    """Whether a runner may take each of the times for a length, and one of them at least is no rest."""
    is_run = length.measure is Measure.DISTANCE or is_bare_metres(length)
    if not is_run or not all(is_likely(time.low, length.low) for time in told):
        return False
    if all(time.measure is Measure.BARE and time.low % 10_000 == 0 for time in told):
        return False  # a list of metres
    step_ms = LISTED_REST_MS if items[0].joint == "," else REST_STEP_MS
    is_odd = any(time.low % step_ms for time in told)
    return is_odd or len(told) > _MOST_RESTS or all(time.low > SHORTEST_JOG_MS for time in told)


def _run_of(run: Node | None) -> tuple[Quantity | None, int]:
    """The length of what is run and how often it is; no length where it is a list, or how often is left open."""
    if not isinstance(run, Repeat):
        return (run.quantity, 1) if isinstance(run, Work) else (None, 0)
    body = [node for node in run.body if not isinstance(node, Pause)]
    work = body[0] if len(body) == 1 and run.low == run.high else None
    return (work.quantity, run.low) if isinstance(work, Work) else (None, 0)


def aim_of_each(wishes: Sequence[TargetPart], text: str, place: Place) -> Aim:
    """The target that gives each rep a wish of its own."""
    return Aim(TargetSpec((TargetPart(text, each=tuple(wishes)),), place.line, place.column, place.width), place)
