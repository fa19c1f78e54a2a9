"""A bracket that no number of passes stands before: what stands beside the line of reps.

It exists because a bracket may hold a recovery, a target, a remark, an optional rep, a breakdown or a set: all that it
can be stands in one table, in order.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace

from trackclock.core.notation.context import failure
from trackclock.core.notation.line.asides import Bracket, has_level_left, is_restated, is_said_again, lone_length
from trackclock.core.notation.line.level import PAUSE_LEADS, Found, Level
from trackclock.core.notation.line.totals import held_in, is_plain_time, parts_of
from trackclock.core.notation.placing.attach import settle
from trackclock.core.notation.placing.ends import is_exercises, is_manner
from trackclock.core.notation.placing.jogs import run_and_walk
from trackclock.core.notation.placing.results import is_bare_time, results_of
from trackclock.core.notation.placing.roles import pause_from
from trackclock.core.notation.placing.totals import fit
from trackclock.core.notation.tree import (
    Aim,
    End,
    Item,
    Lead,
    Multiplier,
    Pause,
    Remark,
    Repeat,
    Scope,
    Work,
    last_work,
    levels_of,
)
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import LAP_UNITS, Part

_MOST_SUMMED = 30
"""A sum in brackets is of so many pieces at most."""

_MOST_OF_SUM = 3
"""A sum has fewer numbers: its length, and the time that it took."""


def bracket(level: Level, index: int) -> Found:
    """Read a bracket."""
    close = level.closing[index]
    beside = (item for item in reversed(level.items[-2:]) if not isinstance(item, Multiplier))
    last = next(beside, None) if not level.joint else None
    inside = level.parts[index:close]
    is_result = inside.count(Part.QUANTITY) < _MOST_OF_SUM and PAUSE_LEADS.isdisjoint(inside)
    if level.items and Part.TOTAL in inside and (is_result or inside.count(Part.QUANTITY) == 1):
        return Bracket(level, index, close, [], last, []).remark(), close + 1
    near = level.items[-3:] if not level.joint else []
    inner = level.inside(index + 1, close, next((it for it in reversed(near) if isinstance(it, (Work, Repeat))), None))
    inner = _all_pauses(
        level, inner, is_passed=level.part(close + 1) is Part.TIMES and level.joint in (".", ";", "then")
    )
    works = [item for item in inner if isinstance(item, (Work, Repeat))]
    whole = Bracket(level, index, close, inner, last, works)
    for reading in _READINGS:
        if (items := reading(whole)) is not None:
            return items, close + 1
    return [Repeat(1, 1, settle(whole.inner, level.context), whole.place, is_group=True)], close + 1


def _all_pauses(level: Level, inner: list[Item], *, is_passed: bool) -> list[Item]:
    """`400m (100m jog / 3 min)`: where one length of a bracket is a pause, the bare times beside it are pauses too.

    Where nothing is run before it, `(90s walk, 1 min jog) x 8`, the jog is what is run.
    """
    if not any(isinstance(item, Pause) for item in inner):
        return inner
    if is_passed or not level.has_work:
        return list(run_and_walk(inner))
    if not all(isinstance(item, (Pause, Remark)) or is_plain_time(item) for item in inner):
        return inner
    return [pause_from(item) if isinstance(item, Work) else item for item in inner]


def _times(whole: Bracket) -> list[Item] | None:
    """`3 x 4 x 400 (1'30 / 4')`: a recovery for each level; `3 x 1 mile (6:05, 6:02, 6:00)`: times of the reps."""
    last = next((item for item in reversed(whole.level.items[-3:]) if not isinstance(item, Pause)), None)
    if isinstance(last, Work):
        return _one_each(whole)
    if not isinstance(last, Repeat):
        return None
    times: list[Item] = []
    others: list[Item] = []
    for item in whole.inner:
        (times if is_bare_time(item) or is_plain_time(item) else others).append(item)
    if len(times) < 2 or not all(isinstance(item, Remark) for item in others):
        return None
    if last is whole.last and len(times) == levels_of(last):
        whole.assume("the recoveries")
        return [replace(pause_from(time), lead=Lead.PAREN) for time in times if isinstance(time, Work)]
    aim = results_of(last, times)
    if aim is None and last is whole.last and all(map(is_plain_time, times)):
        raise whole.doubt("'{}' does not say which recovery is for which reps", "write each recovery behind its reps")
    if aim is not None:
        whole.assume("the times of the reps")
    return [aim, *others] if aim is not None else None


def _one_each(whole: Bracket) -> list[Item] | None:
    """`350m, 300m, 250m (8 min, 7 min)`: a recovery for each gap of the list before it."""
    reps = list(itertools.takewhile(lambda item: isinstance(item, Work), reversed(whole.level.items)))
    times = [item for item in whole.inner if is_plain_time(item)]
    if len(times) < 2 or len(times) != len(whole.inner) or len(reps) != len(times) + 1:
        return None
    whole.assume("the recoveries")
    told = [time.quantity for time in times if isinstance(time, Work) and time.quantity is not None]
    return [Pause(told, whole.place, lead=Lead.PAREN)]


def _came_to(whole: Bracket) -> list[Item] | None:
    """`5 x 1k, 60s (5k in 20:10)`: the sum of what stands before it."""
    only, before = whole.only, whole.level.items
    if only is None or only.quantity is None or len(whole.works) != 1 or len(before) > _MOST_SUMMED:
        return None
    reps = sum(item.low if isinstance(item, Repeat) else isinstance(item, Work) for item in before)
    return whole.remark() if reps > 1 and fit(only.quantity, before) == 1 else None


def _all_of_line(whole: Bracket) -> list[Item] | None:
    """`Threshold run (10 min warm-up, 3 x 5 min)`: the whole session behind its title."""
    level = whole.level
    is_titled = whole.first > 0 and all(isinstance(item, Remark) for item in level.items)
    return whole.inner if is_titled and level.depth == 1 and whole.close + 1 == level.end else None


def _reps_of_name(whole: Bracket) -> list[Item] | None:
    """`6 strides (6 x 100m)`: how long they are; of other numbers, `7 hills (14 x 400m)`, is asked.

    Raises:
        NotationError: where reps without a length stand before a repeat of others.
    """
    last, first = whole.last, whole.inner[0] if whole.inner else None
    work = last.body[0] if isinstance(last, Repeat) and len(last.body) == 1 else None
    if not isinstance(work, Work) or work.quantity is not None or work.is_exercise or not isinstance(first, Repeat):
        return None
    told = last_work(first)
    is_same = isinstance(last, Repeat) and (first.low, first.high) == (last.low, last.high) and len(first.body) == 1
    if is_same and told is not None and told.quantity is not None:
        work.quantity = told.quantity
        return [*whole.remark(), *whole.inner[1:]]
    what = f"'{whole.text}' can be what '{work.place.text}' consist of, or be run behind them"
    raise whole.doubt(what, "", (f", then {whole.text}", f"[note: {whole.text}]"))


def _refuse_other_number(whole: Bracket) -> None:
    """Refuse the bracket of `800m twice (x 3)`."""
    other = next((item for item in whole.inner if isinstance(item, Multiplier)), None)
    if other is not None and not whole.works and any(isinstance(item, Multiplier) for item in whole.level.items[-2:]):
        what = f"'{other.place.text}' is another number of passes"
        raise failure(other.place, what, "leave one of the two out, or write a range, such as 4-5 x 800m")


def _same_pause(whole: Bracket) -> list[Item] | None:
    """`60s rest (100m walk)`: the recovery before it in other units."""
    last, inner = whole.last, whole.inner
    only = inner[0] if len(inner) == 1 else None
    if not isinstance(last, Pause) or not last.quantities:
        return None
    if whole.only is not None and all(isinstance(item, (Work, Remark)) and not item.joint for item in inner):
        length, is_told = whole.only.quantity, bool(whole.only.target.parts or whole.only.words)
        if length is not None and length.measure is last.quantities[0].measure is Measure.DISTANCE and not is_told:
            last.quantities[:1] = [_in_metres(last.quantities[0], length)]
            return whole.remark()
    if not isinstance(only, Pause) or not only.quantities:
        return None
    is_other = last.quantities[0].measure is not only.quantities[0].measure
    is_free = only.scope is Scope.UNSAID and not only.is_fixed and not only.numbers
    return whole.remark() if is_other and is_free and not has_level_left(whole.level) else None


def _in_metres(laps: Quantity, told: Quantity) -> Quantity:
    """The length of a recovery: `a lap (200m)` is so long on that track, whatever a lap is on this one."""
    return told if laps.unit in LAP_UNITS and not is_restated(laps, told) else laps


def _same_length(whole: Bracket) -> list[Item] | None:
    """`1600m (4 laps / 1.0 mile)`: the length before it in several other units."""
    own, lengths = whole.length, [work.quantity for work in whole.works if isinstance(work, Work)]
    if own is None or own.measure is not Measure.DISTANCE or len(lengths) < 2 or len(lengths) < len(whole.works):
        return None
    is_same = all(
        length is not None and length.measure is own.measure and length.unit != own.unit and is_said_again(own, length)
        for length in lengths
    )
    return whole.remark() if is_same else None


def _each_pause(whole: Bracket) -> list[Item] | None:
    """`1 mile of jogging (400m jog between each)`: what all the recoveries come to, and what each is."""
    last, only = whole.last, whole.inner[0] if len(whole.inner) == 1 else None
    if not isinstance(last, Pause) or not isinstance(only, Pause) or only.scope is not Scope.REPS:
        return None
    if len(last.quantities) != 1 or len(only.quantities) != 1 or last.quantities[0].low < 2 * only.quantities[0].low:
        return None
    whole.level.items.pop()
    whole.level.context.assume(last.place, f"'{last.place.text}' is read as the total of the recoveries")
    return [only]


def _is_beside(item: Item) -> bool:
    """Whether an item tells of a rep and is none: a recovery, or a time that can be one."""
    return isinstance(item, (Pause, Aim, Remark)) or is_plain_time(item)


def _same_repeat(whole: Bracket) -> list[Item] | None:
    """`3 x 400 (3 x 1 lap)`: the repeat before it in other units."""
    before = (item for item in reversed(whole.level.items[-4:]) if not isinstance(item, (Pause, Aim, Remark)))
    last, only = next(before, None), whole.inner[0] if whole.inner else None
    rest = whole.inner[1:]
    if not isinstance(last, Repeat) or not isinstance(only, Repeat) or not all(map(_is_beside, rest)):
        return None
    if rest and whole.last is last:
        return None
    one, other = last_work(last), last_work(only)
    if one is None or other is None or one.quantity is None or other.quantity is None:
        return None
    if (last.low, last.high) != (only.low, only.high) or len(only.body) != 1:
        return None
    lengths = (one.quantity, other.quantity)
    is_run = all(quantity.measure is not Measure.TIME for quantity in lengths)
    if is_run and not is_restated(*lengths):
        what = f"'{one.place.text}' and '{other.place.text}' are not as long"
        raise failure(only.place, what, "leave one of them out, or set the lap of the track")
    return whole.remark()


def _without_work(whole: Bracket) -> list[Item] | None:
    """`400m (with 90 s jog)`: all but reps are what they are outside."""
    if whole.works:
        return None
    is_last = whole.level.depth > 1 and whole.close + 1 == whole.level.end
    for item in whole.inner:
        if isinstance(item, Pause) and item.lead is Lead.LIST and not (item.is_rest and is_last):
            item.lead = Lead.PAREN  # the rest at the end of a set is one without brackets too
    return whole.inner


def _length_of_end(whole: Bracket) -> list[Item] | None:
    """`warm up (2 km on the grass)`, `warm up (drills)`: the length of the warm-up before it, or what it is."""
    last, only = whole.last, whole.only
    if whole.works and all(map(is_exercises, whole.works)) and _is_beside_end(whole):
        return whole.remark()
    if not isinstance(last, End):
        return None
    if last.quantity is not None and len(whole.inner) > 1 and fit(last.quantity, whole.inner) == 1:
        return whole.remark()
    if last.quantity is not None or last.is_open or only is None:
        return None
    remarks = [item.text for item in whole.inner if isinstance(item, Remark)]
    if only.quantity is None or len(remarks) + 1 < len(whole.inner):
        return None
    last.quantity = only.quantity
    last.notes.extend(remarks)
    return []


def _is_beside_end(whole: Bracket) -> bool:
    """Whether a bracket stands behind exercises, or behind a warm-up and how it is run."""
    items = reversed(whole.level.items) if not whole.level.joint else iter(())
    before = next((item for item in items if not (isinstance(item, Remark) or is_manner(item))), None)
    return isinstance(before, End) or (before is not None and is_exercises(before))


def _name_of_end(whole: Bracket) -> list[Item] | None:
    """`5 min brisk walk (warm up)`: what the length before it is."""
    last, end = whole.last, whole.inner[0] if len(whole.inner) == 1 else None
    if not isinstance(end, End) or end.quantity is not None or not isinstance(last, (Work, Pause)):
        return None
    lengths = last.quantities if isinstance(last, Pause) else [last.quantity] if last.quantity is not None else []
    if len(lengths) != 1:
        return None
    said = [last.words] if isinstance(last, Pause) else [*last.words, last.target.text]
    whole.level.items.pop()
    return [End(end.kind, lengths[0], last.place, notes=[words for words in said if words], joint=last.joint)]


def _easy_length(whole: Bracket) -> list[Item] | None:
    """`7 x 3' hard (2' easy)`: an easy length is the recovery."""
    last, only, inner = whole.last, whole.only, whole.inner
    if not isinstance(last, (Work, Repeat, Aim)) or only is None or only.quantity is None or only.words:
        return None
    if only.is_easy and len(inner) == 1:
        whole.assume("the recovery")
        return [Pause([only.quantity], whole.place, lead=Lead.PAREN, words=only.target.text.lower())]
    if len(inner) == 2 and isinstance(inner[1], Remark) and inner[1].joint == "" and not only.target.parts:
        if whole.length is not None and is_said_again(whole.length, only.quantity):
            return whole.remark()
        choices = (f"[{only.place.text} recovery]", f"[note: {whole.text}]")
        raise whole.doubt("'{}' can be the recovery or a remark", "", choices)
    return None


def _optional(whole: Bracket) -> list[Item] | None:
    """`400m, 300m, (200m)`: a rep that may be left out."""
    only = whole.only
    is_listed = whole.level.joint in (",", "/", "-", "+", "and", ";")
    if only is None or not is_listed or not all(isinstance(item, (Work, Aim, Remark)) for item in whole.inner):
        return None
    only.is_optional = True
    return whole.inner


_READINGS: tuple[Callable[[Bracket], list[Item] | None], ...] = (
    *(
        _came_to,
        _times,
        _reps_of_name,
        _refuse_other_number,
        _same_pause,
        _same_length,
        _each_pause,
        _same_repeat,
        _name_of_end,
        _without_work,
    ),
    *(_length_of_end, lone_length),
    *(_easy_length, lambda whole: held_in(whole.last, whole.text, whole.inner)),
    *(lambda whole: parts_of(whole.level, whole.last, whole.inner), _optional, _all_of_line),
)
"""What a bracket can be; the first that says so has it, and what none has is a set that is run once."""
