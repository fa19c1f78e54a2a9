"""Titles and headings of a whole message: what only announces the lines below it, and what belongs to a warm-up.

It exists because a session is pasted with its title, which names the same reps once more, and under headings.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.message.blocks import Line
from trackclock.core.notation.placing.units import works_of
from trackclock.core.notation.tree import End, Item, Node, Pause, Remark, Repeat, Work
from trackclock.core.notation.words.quantities import Measure, Quantity
from trackclock.core.plan import RecoveryMode, StepKind

_PARTING = ("then", ".", ";", "+")
"""What stands between pieces of work that are no list of lengths."""


def without_titles(lines: list[Line], context: Context) -> list[Line]:
    """The lines, those that only announce others being notes, and warm-ups under a heading being warm-ups.

    Args:
        lines: the lines in order, each settled in itself.
        context: gets what was assumed.

    Returns:
        The lines that are run.

    Raises:
        NotationError: for reps in the plural whose number nothing says.
    """
    kept = [line for line, below in zip_longest(lines, lines[1:]) if not _is_label_of(line, below)]
    lines = _under_headings(_jogs_as_reps(kept), context)
    warmup = next((index for index, line in enumerate(lines) if _has_warmup(line)), 0)
    for index, line in enumerate(lines):
        others = lines[index + 1 :]
        if (many := _many(line)) is not None:
            context.spend(len(others) + 1, line.place)
            if _is_told_again(line, many):
                line.settled.nodes.remove(many)
                continue
            is_title = len(line.settled.nodes) == 1 and not line.settled.ends and line.settled.multiplier is None
            if not is_title or not any(_has_length(other, many) for other in others if _many(other) is None):
                length = many.place.text
                what = f"'{length}' does not say how often it is run"
                raise failure(many.place, what, f"write the number, such as 6 x {length}", _readings_of(many))
            _as_title(line, context)
        elif index < warmup or (index == 0 and len(lines) > 1 and lines[1].after_gap):
            context.spend(len(others) + 1, line.place)
            if _is_announced(line, others, is_early=index < warmup):
                _as_title(line, context)
    return lines


def _jogs_as_reps(lines: list[Line]) -> list[Line]:
    """The lines with the jogs as what is run, where nothing else is run and somebody walks between them."""
    paused = [item for line in lines for item in line.settled.loose if isinstance(item, Pause) and item.quantities]
    is_both = {RecoveryMode.JOG, RecoveryMode.WALK} <= {pause.mode for pause in paused}
    if not is_both or any(line.settled.nodes for line in lines):
        return lines
    for line in lines:
        for item in line.settled.loose:
            if isinstance(item, Pause) and item.mode is RecoveryMode.JOG and item.quantities:
                line.settled.nodes.append(Work(item.quantities[0], item.place, words=["jog"], is_spoken_for=True))
        if line.settled.nodes:
            line.settled.loose = [item for item in line.settled.loose if not isinstance(item, Pause)]
    return lines


def _readings_of(many: Work) -> tuple[str, ...]:
    """What `4 mile repeats` can mean: so many of one, or one that is so long."""
    number, _, unit = many.place.text.partition(" ")
    is_few = number.isdecimal() and int(number) > 1 and unit in ("mile", "km", "k", "lap", "minute", "min")
    return (f"{number} x 1 {unit}", f"1 x {many.place.text}") if is_few else ()


def _is_label_of(line: Line, below: Line | None) -> bool:
    """Whether a line says "Recovery" alone and the line below it has its length."""
    if below is None or line.settled.nodes or line.settled.ends or len(line.settled.loose) != 1:
        return False
    pause = line.settled.loose[0]
    if not isinstance(pause, Pause) or pause.quantities or pause.relative is not None or pause.mode is not None:
        return False
    return not below.settled.nodes and any(_is_timed(item) for item in below.settled.loose)


def _is_timed(item: Item) -> bool:
    return isinstance(item, Pause) and bool(item.quantities)


def _has_warmup(line: Line) -> bool:
    return any(end.kind is StepKind.WARMUP for end in line.settled.ends)


def _many(line: Line) -> Work | None:
    """The rep of a line that names reps in the plural and not how many: `400m repeats`, `Yasso 800s`."""
    works = [node for node in line.settled.nodes if not isinstance(node, Pause)]
    for index, work in enumerate(works):
        is_listed = index and isinstance(works[index - 1], Work) and work.joint not in _PARTING
        if isinstance(work, Work) and work.is_many and not is_listed:
            return work
    return None


def _is_told_again(line: Line, many: Work) -> bool:
    """Whether a line opens with reps in the plural that it then tells in full: `Yasso 800s: 6 x 800m`."""
    nodes = line.settled.nodes
    others = [work for work in works_of(list[Item](nodes)) if work is not many]
    is_title = len(nodes) > 1 and nodes[0] is many and not isinstance(nodes[1], Pause)
    return is_title and any(_is_equal(work.quantity, many.quantity) for work in others)


def _has_length(line: Line, many: Work) -> bool:
    """Whether a line has reps as long as those."""
    return any(_is_equal(work.quantity, many.quantity) for work in works_of(list[Item](line.settled.nodes)))


def _is_equal(one: Quantity | None, other: Quantity | None) -> bool:
    if one is None or other is None or Measure.BARE in (one.measure, other.measure):
        return False
    return (one.measure, one.low) == (other.measure, other.low)


def _is_announced(line: Line, others: list[Line], *, is_early: bool) -> bool:
    """Whether a line names one repeat, and a line further down names it again; below it, or below the warm-up."""
    nodes = line.settled.nodes
    works = [node for node in nodes if not isinstance(node, Pause)]
    if line.settled.ends or len(works) != 1 or not isinstance(works[0], Repeat) or works[0].high < 2:
        return False
    title = works[0]
    return any(_is_again(node, title, is_early=is_early) for other in others for node in other.settled.nodes)


def _is_again(node: Node, title: Repeat, *, is_early: bool) -> bool:
    """Whether a node is the repeat of a title; where no warm-up stands between them, it has to say more."""
    if not isinstance(node, Repeat) or (node.low, node.high) != (title.low, title.high):
        return False
    mine, theirs = list(works_of([node])), list(works_of([title]))
    if len(mine) != len(theirs) or not all(
        _is_equal(a.quantity, b.quantity) for a, b in zip(mine, theirs, strict=True)
    ):
        return False
    says = bool(node.between) or any(isinstance(inner, Pause) for inner in node.body) or bool(mine[0].target.parts)
    return is_early or (says and not title.between and not any(work.target.parts for work in theirs))


def _as_title(line: Line, context: Context) -> None:
    """Keep a line as a note, having stated so."""
    context.assume(line.place, f"'{line.place.text}' is read as a title")
    line.settled.nodes = []
    line.settled.loose = [Remark(line.place.text, line.place)]


def _under_headings(lines: list[Line], context: Context) -> list[Line]:
    """Let lengths under a heading such as "Warm up" be what it says, up to the heading of the main part."""
    kept: list[Line] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        heading = _heading(line)
        if heading is None:
            kept.append(line)
            index += 1
            continue
        below = list(_section(lines, index + 1, heading))
        told = [other for other in below if any(end.quantity is not None for end in other.settled.ends)]
        is_closed = index + 1 + len(below) < len(lines) and lines[index + 1 + len(below)].is_heading
        if len(below) > 1 and (is_closed or heading.kind is StepKind.COOLDOWN):
            for other in below:
                _as_part(other, heading, context)
            told = [other for other in below if other.settled.ends]
        if not told or told[0] is not below[0]:
            kept.append(line)
        kept.extend(below)
        index += 1 + len(below)
    return kept


def _heading(line: Line) -> End | None:
    """The warm-up or cool-down that a line announces and says nothing else of."""
    ends = line.settled.ends
    is_alone = len(ends) == 1 and ends[0].quantity is None and not ends[0].is_open and not ends[0].notes
    return ends[0] if is_alone and not line.settled.nodes and not line.settled.loose else None


def _section(lines: list[Line], start: int, heading: End) -> Iterator[Line]:
    """The lines under a heading, up to the next one."""
    for line in lines[start:]:
        is_other = any(end.kind is not heading.kind for end in line.settled.ends)
        if line.is_heading or is_other or _heading(line) is not None:
            return
        yield line


def _as_part(line: Line, heading: End, context: Context) -> None:
    """Let the one length of a line be a part of the warm-up that it stands under."""
    items: list[Item] = [*line.settled.nodes, *line.settled.loose]
    only = items[0] if len(items) == 1 and not line.settled.ends else None
    quantity = None
    if isinstance(only, Work) and not only.pattern and not only.target.is_time:
        quantity = only.quantity
    elif isinstance(only, Pause) and only.mode is not None and len(only.quantities) == 1:
        quantity = only.quantities[0]
    if quantity is None or only is None:
        return
    words = [line.place.text] if line.place.text != only.place.text else []
    name = "warm-up" if heading.kind is StepKind.WARMUP else "cool-down"
    context.assume(line.place, f"'{line.place.text}' is read as a part of the {name}")
    line.settled.ends = [End(heading.kind, quantity, line.place, notes=words)]
    line.settled.nodes, line.settled.loose = [], []
