"""Lines in turn, one to run hard and one to recover on: `1 mile hard`, below it `1/2 mile easy`.

It exists because a line break between two lengths parts them no more than a comma does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trackclock.core.notation.context import Context
from trackclock.core.notation.message.blocks import Line
from trackclock.core.notation.placing.beside import last_work
from trackclock.core.notation.placing.pieces import is_bare, with_length
from trackclock.core.notation.placing.roles import in_role
from trackclock.core.notation.tree import Item, Pause, Remark, Repeat, Scope, Work
from trackclock.core.notation.words.values import Measure


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


def _recovery(above: Line, line: Line, below: Line | None, context: Context) -> Pause | None:
    """The recovery that a line tells; None where it tells something else."""
    (work, behind), before = _lone(line), _run_above(above)
    if work is None or before is None:
        return None
    if behind is not None:
        return with_length(behind, work, context) if _is_way(behind, work, before) else None
    after = _run_below(below) if below is not None and not below.after_gap else None
    if after is None or not _can_be_recovery(work, before, after):
        return None
    told: list[Item] = list(before.between[:1]) if isinstance(before, Repeat) else []
    items: list[Item] = [before, *told, replace(work, joint=","), after]
    role = in_role(items, len(items) - 2, context, is_repeated=False)
    return role if isinstance(role, Pause) else None


def _is_way(behind: Pause, work: Work, before: Work | Repeat) -> bool:
    """Whether a pause behind a length only says how that is spent: `2 min - jog to recover`."""
    is_told = "rec" in behind.place.text.lower() if isinstance(before, Repeat) else not is_bare(before)
    is_way = behind.mode is not None and not behind.quantities and behind.scope is Scope.UNSAID
    return is_way and is_told and (is_bare(work) or work.is_easy)


def _can_be_recovery(work: Work, before: Work | Repeat, after: Item) -> bool:
    """Whether a length is easy and what follows is not, or is a bare time between two distances."""
    if work.is_easy:
        return not (isinstance(after, Work) and after.is_easy)
    is_time = is_bare(work) and work.quantity is not None and work.quantity.measure is Measure.TIME
    return is_time and _is_far(before) and _is_far(after)


def _lone(line: Line) -> tuple[Work | None, Pause | None]:
    """The only rep of a line, and the pause behind it; nothing where more is on it."""
    settled = line.settled
    work = settled.nodes[0] if settled.nodes else None
    is_more = bool(settled.ends or settled.multiplier) or not all(isinstance(item, Remark) for item in settled.loose)
    if is_more or not isinstance(work, Work) or work.quantity is None or len(settled.nodes) > 2:
        return None, None
    behind = settled.nodes[1] if len(settled.nodes) > 1 else None
    return (work, behind) if behind is None or isinstance(behind, Pause) else (None, None)


def _is_far(item: Item) -> bool:
    """Whether the last rep of a piece is a distance."""
    work = last_work(item)
    return work is not None and work.quantity is not None and work.quantity.measure is Measure.DISTANCE


def _run_above(line: Line) -> Work | Repeat | None:
    """The rep or repeat that a line ends in; None where it ends in something else."""
    last = line.settled.nodes[-1] if line.settled.nodes else None
    return last if isinstance(last, (Work, Repeat)) else None


def _run_below(line: Line) -> Item | None:
    """What is run first on a line."""
    first = line.settled.nodes[0] if line.settled.nodes else None
    return first if isinstance(first, (Work, Repeat)) else None
