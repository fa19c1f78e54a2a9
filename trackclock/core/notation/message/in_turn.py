"""Lines in turn, one to run hard and one to recover on: `1 mile hard`, below it `1/2 mile easy`.

It exists because a line break between two lengths parts them no more than a comma does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from trackclock.core.notation.context import Context
from trackclock.core.notation.message.blocks import Line
from trackclock.core.notation.phrases.times import is_likely
from trackclock.core.notation.placing.aims import give_aim
from trackclock.core.notation.placing.attach import Settled
from trackclock.core.notation.placing.ends import recovered
from trackclock.core.notation.placing.levels import free_level
from trackclock.core.notation.placing.pieces import with_length
from trackclock.core.notation.placing.results import (
    aim_of_time,
    are_results_of_some,
    is_bare_time,
    lone_time,
    results_of,
)
from trackclock.core.notation.placing.roles import LONGEST_REST_MS, in_role
from trackclock.core.notation.placing.totals import length_of, passed, turns_in
from trackclock.core.notation.tree import Item, Lead, Pause, Remark, Repeat, Scope, Work, last_work
from trackclock.core.notation.words.values import Measure, Quantity


def rests_alike(lines: list[Line]) -> list[Line]:
    """The lines, a rest below each of several repeats being what lies between the reps of that.

    `4 x 200m`, below it `60s rest`, and so for `4 x 300m`: behind the last of them there is nothing to rest for.
    """
    told = [line for above, line in pairwise(lines) if _is_waiting(above) and _rest_alone(line) is not None]
    last = max((at for at, line in enumerate(lines) if line.settled.nodes), default=-1)
    is_each = 1 < len(told) == sum(map(_is_waiting, lines)) and told[-1] is lines[last + 1 : last + 2][0]
    for line in told if is_each else ():
        pause = _rest_alone(line)
        if pause is not None:
            pause.lead = Lead.WITH
    return lines


def _is_waiting(line: Line) -> bool:
    """Whether nothing but a repeat without a recovery is run on a line."""
    node = line.settled.nodes[0] if len(line.settled.nodes) == 1 else None
    return node is not None and free_level(node) is not None


def _rest_alone(line: Line) -> Pause | None:
    """The rest that stands alone on a line, with its length and nothing between what it lies."""
    item = line.settled.loose[0] if len(line.settled.loose) == 1 and not line.settled.nodes else None
    is_told = isinstance(item, Pause) and item.is_rest and len(item.quantities) == 1 and item.scope is Scope.UNSAID
    return item if isinstance(item, Pause) and is_told and not line.after_gap else None


def in_turn(lines: Sequence[Line], context: Context) -> list[Line]:
    """The lines of a text, each that tells of the recovery between those around it made one.

    Args:
        lines: the lines in order; those under a header among them.
        context: gets what was assumed.
    """
    found = list(lines)
    for index in range(1, len(found)):
        line, below = found[index], found[index + 1] if index + 1 < len(found) else None
        pause = None if line.after_gap else _recovery(found[index - 1], line, below, context)
        if pause is not None:
            settled = replace(line.settled, nodes=[], loose=[pause, *line.settled.loose])
            found[index] = replace(line, settled=settled)
    return found


def cooled_between(lines: list[Line]) -> list[Line]:
    """The lines, short cool-downs between reps being their recoveries: `400m`, below it `cool down lap`, and `400m`."""
    firsts: list[Item] = [(*line.settled.ends, *line.settled.nodes)[0] for line in lines if _has_one_kind(line)]
    turned = dict(zip(map(id, firsts), recovered(firsts), strict=True))
    for line in lines:
        end = line.settled.ends[0] if len(line.settled.ends) == 1 and not line.settled.nodes else None
        pause = turned.get(id(end))
        if isinstance(pause, Pause):
            line.settled.ends.clear()
            line.settled.loose.insert(0, pause)
    return lines


def _has_one_kind(line: Line) -> bool:
    """Whether reps stand on a line, or a warm-up or cool-down alone."""
    return bool(line.settled.nodes) or len(line.settled.ends) == 1


def between_these(lines: list[Line], context: Context) -> list[Line]:
    """The lines, a recovery told behind one rep to lie between several being that of the lines around it.

    `800m`, below it `600m`, and `400m, 2 min between each`; an empty line ends what it is for.
    """
    start = 0
    while start < len(lines):
        behind = start + 1
        while behind < len(lines) and not lines[behind].after_gap:
            behind += 1
        _spread_in(lines[start:behind], context)
        start = behind
    return lines


def _spread_in(lines: Sequence[Line], context: Context) -> None:
    """Put a recovery that one of some lines tells between all those around it that have one rep and no other pause."""
    told = [_lone(line) for line in lines]
    at = next((at for at, (_, pause) in enumerate(told) if pause is not None), None)
    pause = told[at][1] if at is not None else None
    if at is None or pause is None or "between" not in pause.place.text.lower() or pause.scope is Scope.SETS:
        return
    first = last = at
    while first and told[first - 1][0] is not None and told[first - 1][1] is None:
        first -= 1
    while last + 1 < len(lines) and told[last + 1][0] is not None and told[last + 1][1] is None:
        last += 1
    if first == last:
        return
    context.assume(pause.place, f"'{pause.place.text}' is taken between the reps around it")
    for index in range(first, last + 1):
        work = told[index][0]
        lines[index].settled.nodes[:] = [work] if work is not None else []
        if index < last:
            lines[index].settled.nodes.append(replace(pause))


def with_times_alike(lines: list[Line], context: Context) -> list[Line]:
    """The lines, a time being the rep's where that of another line is: `400m (88)`, below it `400m (1:30)`.

    Both are in brackets, or both are clock times without any, `400m 1:28`.
    """
    told: list[tuple[bool, Line, Pause, Quantity]] = []
    forms: set[bool] = set()
    for line in lines:
        work, behind = _lone(line)
        is_bracketed = line.place.text.endswith(")")
        if work is not None and work.target.is_time and (is_bracketed or line.place.text.endswith(work.target.text)):
            forms.add(is_bracketed)
        time = lone_time(behind) or _clock_of(behind) if behind is not None else None
        if time is not None and not time.is_clock and time.unit:
            return lines
        if work and work.quantity and behind and time and is_likely(time.low, work.quantity.low):
            told.append((is_bracketed, line, behind, time))
    for form, line, behind, time in told:
        if form in forms:
            place = behind.place
            context.forget(place, f"'{place.text}' is read as the recovery")
            context.assume(place, f"'{place.text}' is read as the time of the rep")
            line.settled.nodes.pop()
            give_aim(line.settled.nodes, aim_of_time(time, place), context)
    return lines


def _clock_of(pause: Pause) -> Quantity | None:
    """A clock time that was taken for the recovery, with nothing that says so."""
    time = pause.quantities[0] if len(pause.quantities) == 1 else None
    is_told = pause.joint or pause.words or pause.mode or pause.is_rest or pause.relative or pause.lead is not Lead.LIST
    return time if time is not None and time.is_clock and not is_told else None


def as_results(lines: list[Line]) -> None:
    """Put times that stand on a line each below reps on one line: what those were run in."""
    for index, line in enumerate(lines):
        last = next((node for node in reversed(line.settled.nodes) if not isinstance(node, Pause)), None)
        most = last.high if isinstance(last, Repeat) else 0
        below = list(takewhile(_is_one_time, lines[index + 1 : index + 1 + most]))
        times = [each.settled.nodes[0] for each in below]
        if len(times) > 1 and (results_of(last, times) is not None or are_results_of_some(last, times)):
            below[0].settled.nodes = times
            for each in below[1:]:
                each.settled.nodes = []


def _is_one_time(line: Line) -> bool:
    """Whether nothing but a time is run on a line."""
    return len(line.settled.nodes) == 1 and is_bare_time(line.settled.nodes[0])


def up_to_sum(lines: list[Line], context: Context) -> list[Line]:
    """The lines with those in turn run as often as a total below them says: `1 min hard`, `1 min easy`, `total 20 min`.

    A total of anything else is a note.
    """
    at = next((at for at, line in enumerate(lines) if (told := line.settled.multiplier) and told.is_sum), len(lines))
    told = lines[at].settled.multiplier if at < len(lines) else None
    if told is None or told.until is None:
        return lines
    until, place = told.until, told.place
    turn, others = _turn_of(lines[:at], until)
    passes = turns_in(until, turn) if turn else 0
    note = replace(lines[at], settled=Settled(loose=[Remark(place.text, place)]))
    if passes < 2 or any(line.settled.nodes for line in lines[at + 1 :]):
        return [*lines[:at], note, *lines[at + 1 :]]
    context.assume(place, f"'{place.text}' is filled by passing the lines above it {passes} times")
    run = replace(lines[0], settled=Settled(nodes=[passed(turn, passes, place, context)], loose=others))
    return [run, note, *lines[at + 1 :]]


_TURN = (2, 3, 4)
"""So many lines are run in turn."""


def _turn_of(lines: Sequence[Line], until: Quantity) -> tuple[list[Work | Pause], list[Item]]:
    """What is run on lines of one length each, and the words on them; nothing where more is on them."""
    items = [item for line in lines for item in (*line.settled.nodes, *line.settled.loose)]
    turn = [item for item in items if isinstance(item, Work | Pause) and length_of(item, until.measure)]
    others = [item for item in items if item not in turn]
    is_turn = len(turn) in _TURN and len(turn) == len(lines) and all(isinstance(item, Remark) for item in others)
    return (turn, others) if is_turn else ([], [])


def _recovery(above: Line, line: Line, below: Line | None, context: Context) -> Pause | None:
    """The recovery that a line tells; None where it tells something else."""
    (work, behind), before = _lone(line), _run_on(above, -1)
    if work is None or before is None:
        return None
    if behind is not None:
        return with_length(behind, work, context) if _is_way(behind, work, before) else None
    after = _run_on(below, 0) if below is not None and not below.after_gap else None
    if _is_behind_all(work, before, below):
        role = in_role([before, replace(work, joint=",")], 1, context, is_repeated=False)
        return role if isinstance(role, Pause) else None
    if after is None or not _can_be_recovery(work, before, after):
        return None
    told: list[Item] = list(before.between[:1]) if isinstance(before, Repeat) else []
    items: list[Item] = [before, *told, replace(work, joint=","), after]
    role = in_role(items, len(items) - 2, context, is_repeated=False)
    return role if isinstance(role, Pause) else None


def _is_behind_all(work: Work, before: Work | Repeat, below: Line | None) -> bool:
    """Whether a bare time stands below a repeat without a recovery: one of times, or with no rep below that."""
    is_time = work.is_bare and work.measure is Measure.TIME
    is_free = isinstance(before, Repeat) and free_level(before) is not None
    run, last = work.quantity, last_work(before)
    rep_ms = last.quantity.low if last is not None and last.quantity is not None else 0
    is_short = run is not None and run.low <= max(rep_ms, LONGEST_REST_MS // 4)
    is_over = _is_far(before) and (below is None or not below.settled.nodes)
    return is_time and is_free and (is_over or (is_short and not _is_far(before)))


def _is_way(behind: Pause, work: Work, before: Work | Repeat) -> bool:
    """Whether a pause behind a length only says how that is spent: `2 min - jog to recover`."""
    is_told = behind.is_called_recovery if isinstance(before, Repeat) else not before.is_bare
    is_way = behind.mode is not None and not behind.quantities and behind.scope is Scope.UNSAID
    return is_way and is_told and (work.is_bare or work.is_easy)


def _can_be_recovery(work: Work, before: Work | Repeat, after: Item) -> bool:
    """Whether a length is easy and what follows is not, or is a bare time between two distances or repeats."""
    if work.is_easy:
        return not (isinstance(after, Work) and after.is_easy)
    is_between = (_is_far(before) and _is_far(after)) or (isinstance(before, Repeat) and isinstance(after, Repeat))
    return work.is_bare and not work.notes and work.measure is Measure.TIME and is_between


def _lone(line: Line) -> tuple[Work | None, Pause | None]:
    """The only rep of a line, and the pause behind it; nothing where more is on it."""
    settled = line.settled
    work = settled.nodes[0] if settled.nodes else None
    if isinstance(work, Repeat) and work.is_group and work.high == 1 and len(work.body) == 1:
        work = work.body[0]  # (2 min)
    is_more = bool(settled.ends or settled.multiplier) or not all(isinstance(item, Remark) for item in settled.loose)
    if is_more or not isinstance(work, Work) or work.quantity is None or len(settled.nodes) > 2:
        return None, None
    behind = settled.nodes[1] if len(settled.nodes) > 1 else None
    return (work, behind) if behind is None or isinstance(behind, Pause) else (None, None)


def _is_far(item: Item) -> bool:
    """Whether the last rep of a piece is a distance."""
    work = last_work(item)
    return work is not None and work.measure is Measure.DISTANCE


def _run_on(line: Line, at: int) -> Work | Repeat | None:
    """What is run first, 0, or last, -1, on a line; None where something else stands there."""
    node = line.settled.nodes[at] if line.settled.nodes else None
    return node if isinstance(node, (Work, Repeat)) else None
