"""Lines that only name the reps of lines further down: `Yasso 800s` above `10 x 800m`, `6 x 400m` above the warm-up.

It exists because a session is pasted with its title, and the reps of a title are not run twice.
"""

from __future__ import annotations

import re

from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.lazily import Lazily
from trackclock.core.notation.message.blocks import Line
from trackclock.core.notation.placing.told_twice import (
    IN_OTHER_WORDS,
    Telling,
    give_pass,
    is_pass_of,
    is_same,
    telling_of,
)
from trackclock.core.notation.placing.totals import fit, is_whole_run
from trackclock.core.notation.tree import Node, Pause, Remark, Repeat, Work, works_of
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.plan import StepKind

_PARTING = ("then", ".", ";", "+")
"""What stands between pieces of work that are no list of lengths."""

_MOST_STEPS = 6
"""On so many lines at most one pass of the reps above them is told."""

_NAMED = Lazily(r"\b(?:session|workout|training|intervals?|track|hills?|speed ?work)\b[^.;]*$", re.IGNORECASE)
"""What names a session, and not one run of it."""

_UNITS = ("mile", "km", "k", "lap", "minute", "min")
"""What a number before reps in the plural may count: `4 mile repeats`."""


def _told_once(lines: list[Line], context: Context) -> None:
    """Make words of what says less of two lines that tell the same reps: `8 x 400m` above `400m, 200m jog`."""
    last = max((index for index, line in enumerate(lines) if line.settled.nodes), default=0)
    for index in range(1, last + 1):
        above, line = lines[index - 1], lines[index]
        if not line.settled.nodes or len(above.settled.nodes) != 1 or not isinstance(above.settled.nodes[0], Repeat):
            continue
        text = line.place.text
        is_said = not text[:1].isdigit() and IN_OTHER_WORDS.match(text.lower().lstrip("(- ")) is not None
        if is_said or not isinstance(line.settled.nodes[0], Repeat):
            less = _says_less(lines[index - 1 : index + _MOST_STEPS], is_said=is_said, is_last=index == last)
            if less is not None:
                _make_words(less, context)


def _says_less(lines: list[Line], *, is_said: bool, is_last: bool) -> Line | None:
    """Which of the first two lines says less, where they tell the same reps; those get what only the other tells."""
    (reps, line), below = ([*one.settled.nodes, *one.settled.loose] for one in lines[:2]), lines[1:]
    short, full = telling_of(reps), telling_of(line)
    if short is None or full is None or lines[1].settled.ends:
        return None
    if is_pass_of(short, full) and (is_said or is_last) and lines[1].settled.multiplier is None:
        give_pass(reps, line)
        return lines[1]
    if is_said and is_same(short, full, is_said=True):
        return lines[0] if full.says_more_than(short) else lines[1]
    return lines[0] if _is_passed_below(short, below) else None


def _is_passed_below(short: Telling, below: list[Line]) -> bool:
    """Whether the lines below reps tell one pass of them, and how often it is run: `400m`, `200m jog`, `8 times`."""
    behind = next((at for at, line in enumerate(below) if line.settled.multiplier is not None), 0)
    told = below[behind].settled.multiplier if behind else None
    full = telling_of([node for line in below[:behind] for node in line.settled.nodes])
    is_one = full is not None and short.is_short and full.face == short.face and not (short.gaps or full.counts)
    return is_one and told is not None and (told.low, told.high) == short.counts[0]


def _make_words(line: Line, context: Context, why: str = "tells the same reps again") -> None:
    """Make a note of a line, whose reps other lines tell as well."""
    context.assume(line.place, f"'{line.place.text}' {why}")
    line.settled.nodes, line.settled.multiplier = [], None
    line.settled.loose = [Remark(line.place.text, line.place)]


def without_titles(lines: list[Line], context: Context) -> list[Line]:
    """The lines, each that only names the reps of others being a note.

    Raises:
        NotationError: for reps in the plural whose number nothing says.
    """
    _told_once(lines, context)
    _without_title_time(lines, context)
    _without_count(lines, context)
    warmup = next((index for index, line in enumerate(lines) if _has_warmup(line)), 0)
    is_apart = len(lines) > 1 and lines[1].after_gap
    for index, line in enumerate(lines):
        below = lines[index + 1 :]
        many = _many(line)
        is_above = index < warmup or (index == 0 and is_apart)
        if many is None and not is_above:
            continue
        context.spend(len(below) + 1, line.place)
        if many is not None and _is_told_again(line, many):
            line.settled.nodes.remove(many)
        elif _names_below(line, many, below) if many is not None else _is_announced(line, below, index < warmup):
            _make_words(line, context, "is read as a title")
        elif many is not None:
            raise _not_how_often(many)
    return lines


def _without_count(lines: list[Line], context: Context) -> None:
    """Make a note of a title whose reps the lines below it share out: `6 x 300m workout` above `2 x 300m`, `4 x 300m`.

    Raises:
        NotationError: where nothing says that it is a title.
    """
    index = next((index for index, line in enumerate(lines[:-1]) if line.settled.nodes), -1)
    nodes = lines[index].settled.nodes if index >= 0 else []
    title, below = nodes[0] if len(nodes) == 1 else None, [node for line in lines[index + 1 :] for node in _works(line)]
    if not isinstance(title, Repeat) or title.between or not _shares(title, below):
        return
    text, targets = lines[index].place.text, [work.target.parts for work in works_of([title, *below])]
    whole = context.line(lines[index].place.line).rstrip(" .")
    if _NAMED.search(whole) or whole.endswith(":") or lines[index].column < lines[index + 1].column:
        _make_words(lines[index], context, "is shared out by the lines below it")
    elif any(targets) and not targets[0]:
        what = f"'{text}' can be what the lines below it come to, or be run before them"
        choices = (f"[note: {text}]", f"{text}, then")
        raise failure(title.place, what, "", choices, lines[index].place)


def _shares(title: Repeat, below: list[Node]) -> bool:
    """Whether several nodes, each of one rep as long as those of a title, are as many as those."""
    reps, shares = list(works_of([title])), list(works_of(below))
    count = sum(node.high if isinstance(node, Repeat) else 1 for node in below)
    is_one_each = len(reps) == 1 and len(shares) == len(below) > 1 and count == title.high
    return is_one_each and all(_is_equal(share.quantity, reps[0].quantity) for share in shares)


def _without_title_time(lines: list[Line], context: Context) -> None:
    """Make a note of a time behind a title that the lines below it come to: `Session 1 - 34 min`.

    Raises:
        NotationError: where they do not come to it, and the title is that of a session.
    """
    index = next((index for index, line in enumerate(lines[:-1]) if line.settled.nodes), -1)
    works = _works(lines[index]) if index >= 0 else []
    work = works[0] if len(works) == 1 and not (lines[index].settled.ends or lines[index].settled.multiplier) else None
    if not isinstance(work, Work) or work.quantity is None or not is_whole_run(work):
        return
    before = context.line(work.place.line)[: work.place.column - 1]
    if work.is_easy or work.target.parts or not any(char.isalpha() for char in before):
        return
    below = [
        item for line in lines[index + 1 :] for item in (*line.settled.ends, *line.settled.nodes, *line.settled.loose)
    ]
    if fit(work.quantity, below) == 1:
        _make_words(lines[index], context, "is read as the length of the lines below it")
    elif _NAMED.search(before) and any(isinstance(item, Repeat) for item in below):
        what = f"'{work.place.text}' can be how long all of it takes, or be run before the lines below it"
        choices = (f"[note: {work.place.text}]", f"1 x {work.place.text}")
        raise failure(work.place, what, "", choices)


def _not_how_often(many: Work) -> Exception:
    """The question how often `4 mile repeats` are run: so many of one, or one that is so long."""
    text = many.place.text
    number, _, unit = text.partition(" ")
    is_few = number.isdecimal() and int(number) > 1 and unit in _UNITS
    readings = (f"{number} x 1 {unit}", f"1 x {text}") if is_few else ()
    return failure(
        many.place, f"'{text}' does not say how often it is run", f"write the number, such as 6 x {text}", readings
    )


def _has_warmup(line: Line) -> bool:
    return any(end.kind is StepKind.WARMUP for end in line.settled.ends)


def _works(line: Line) -> list[Node]:
    return [node for node in line.settled.nodes if not isinstance(node, Pause)]


def _many(line: Line) -> Work | None:
    """The rep of a line that names reps in the plural and not how many: `400m repeats`, `Yasso 800s`."""
    works = _works(line)
    for index, work in enumerate(works):
        is_listed = index and isinstance(works[index - 1], Work) and work.joint not in _PARTING
        if isinstance(work, Work) and work.is_many and not is_listed:
            return work
    return None


def _is_told_again(line: Line, many: Work) -> bool:
    """Whether a line opens with reps in the plural that it then tells in full: `Yasso 800s: 6 x 800m`."""
    nodes = line.settled.nodes
    is_title = len(nodes) > 1 and nodes[0] is many and not isinstance(nodes[1], Pause)
    return is_title and any(_is_equal(work.quantity, many.quantity) for work in works_of(nodes[1:]))


def _names_below(line: Line, many: Work, below: list[Line]) -> bool:
    """Whether a line says no more than its reps in the plural, and one below it has reps as long."""
    settled = line.settled
    if len(settled.nodes) != 1 or settled.ends or settled.multiplier is not None:
        return False
    told = (work for other in below if _many(other) is None for work in works_of([*other.settled.nodes]))
    return any(_is_equal(work.quantity, many.quantity) for work in told)


def _is_equal(one: Quantity | None, other: Quantity | None) -> bool:
    if one is None or other is None or Measure.BARE in (one.measure, other.measure):
        return False
    return (one.measure, one.low) == (other.measure, other.low)


def _is_announced(line: Line, below: list[Line], is_early: bool) -> bool:
    """Whether a line names one repeat, and a line further down names it again; below it, or below the warm-up."""
    works = _works(line)
    title = works[0] if len(works) == 1 and not line.settled.ends else None
    if not isinstance(title, Repeat) or title.high < 2:
        return False
    return any(_is_again(node, title, is_early) for other in below for node in other.settled.nodes)


def _is_again(node: Node, title: Repeat, is_early: bool) -> bool:
    """Whether a node is the repeat of a title; where no warm-up stands between them, it has to say more."""
    if not isinstance(node, Repeat) or (node.low, node.high) != (title.low, title.high):
        return False
    mine, theirs = list(works_of([node])), list(works_of([title]))
    is_same = all(_is_equal(a.quantity, b.quantity) for a, b in zip(mine, theirs, strict=False))
    if not mine or len(mine) != len(theirs) or not is_same:
        return False
    has_pause = bool(node.between) or any(isinstance(inner, Pause) for inner in node.body)
    says_more = has_pause or bool(mine[0].target.parts)
    return is_early or (says_more and not title.between and not any(work.target.parts for work in theirs))
