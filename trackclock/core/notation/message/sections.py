"""Lines that are there for the lines below them: a label above its recovery, "Warm up" above what it consists of.

It exists because a session is pasted under headings. What only names the reps of other lines is in `titles`.
"""

from __future__ import annotations

from collections.abc import Iterator

from trackclock.core.notation.context import Context
from trackclock.core.notation.message.blocks import Line
from trackclock.core.notation.message.sources import split_lines
from trackclock.core.notation.message.titles import without_titles
from trackclock.core.notation.placing.doubts import told_of_something_else
from trackclock.core.notation.placing.totals import fit, is_whole_run, passed
from trackclock.core.notation.tree import Aim, End, Item, Node, Pause, Remark, Repeat, Scope, Whole, Work
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.plan import RecoveryMode, StepKind

_OTHERS = frozenset(("my", "his", "her", "their", "was", "were", "tomorrow", "yesterday", "ago"))
"""Words of whoever tells of another run."""

_MOST_PARTS = 12
"""The pieces of a total stand on so many lines at most."""

_WALK_AND_JOG = frozenset((RecoveryMode.JOG, RecoveryMode.WALK))


def arranged(lines: list[Line], context: Context) -> list[Line]:
    """The lines that are run, each with what the heading above it says.

    Raises:
        NotationError: for reps in the plural whose number nothing says.
    """
    under = _under_headings(_jogs_as_reps(_under_labels(lines)), context)
    _refuse_told(under, context)
    return without_titles(_under_totals(under, context), context)


def _under_labels(lines: list[Line]) -> list[Line]:
    """Let a line that says "Recovery" alone be one with the line below it, which has its length."""
    kept: list[Line] = []
    for line in lines:
        label = _label(kept[-1]) if kept else None
        length = _bare_time(line) if label is not None else None
        if label is not None and length is not None:
            label.quantities = [length]
            continue
        if label is not None and not line.settled.nodes and _timed(line):
            kept.pop()
        kept.append(line)
    return kept


def _label(line: Line) -> Pause | None:
    """The recovery that a line names and says nothing of."""
    settled = line.settled
    pause = settled.loose[0] if len(settled.loose) == 1 and not settled.nodes and not settled.ends else None
    if not isinstance(pause, Pause) or pause.quantities or pause.relative is not None or pause.mode is not None:
        return None
    return pause


def _bare_time(line: Line) -> Quantity | None:
    """The time without a word to it that stands alone on a line: a rep only where no label stands above it."""
    item, quantity = _only_length(line)
    is_bare = isinstance(item, Work) and not item.words and not item.target.parts
    return quantity if is_bare and quantity is not None and quantity.measure is Measure.TIME else None


def _timed(line: Line) -> list[Pause]:
    """The recoveries of a line without reps that have a length."""
    return [item for item in line.settled.loose if isinstance(item, Pause) and item.quantities]


def _jogs_as_reps(lines: list[Line]) -> list[Line]:
    """The lines with the jogs as what is run, where nothing else is run and somebody walks between them."""
    modes = {pause.mode for line in lines for pause in _timed(line)}
    if not modes >= _WALK_AND_JOG or any(line.settled.nodes for line in lines):
        return lines
    for line in lines:
        jogs = [pause for pause in _timed(line) if pause.mode is RecoveryMode.JOG]
        for jog in jogs:
            line.settled.nodes.append(Work(jog.quantities[0], jog.place, words=["jog"], is_spoken_for=True))
        if jogs:
            line.settled.loose = [item for item in line.settled.loose if not isinstance(item, Pause)]
    return lines


def _under_headings(lines: list[Line], context: Context) -> list[Line]:
    """Let lengths under a heading such as "Warm up" be what it says: all up to the next heading, else the first."""
    kept: list[Line] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        heading = _heading(line)
        below = list(_section(lines, index, heading)) if heading is not None else []
        index += len(below)
        if heading is None or not below:
            kept.append(line)
            continue
        is_closed = heading.kind is StepKind.COOLDOWN or (index < len(lines) and lines[index].is_heading)
        if len(below) > 1 and is_closed:
            for other in below:
                _as_part(other, heading, context)
        if not any(end.quantity is not None for end in below[0].settled.ends):
            kept.append(line)
            below = below[_take_length(heading, below[0], context) :]
        kept.extend(below)
    return kept


def _refuse_told(lines: list[Line], context: Context) -> None:
    """Ask about a line with one length that tells of another day or runner, beside lines with the session.

    Raises:
        NotationError: for `My time for 5k was 19:45` below `6 x 400m`.
    """
    if not any(isinstance(node, Repeat) for line in lines for node in line.settled.nodes):
        return
    written = split_lines(context.source)
    for line in lines:
        only = line.settled.nodes[0] if len(line.settled.nodes) == 1 else None
        text = written[line.place.line - 1]
        if isinstance(only, Work) and not _OTHERS.isdisjoint(text.lower().split()):
            raise told_of_something_else(text.strip(), only)


def _under_totals(lines: list[Line], context: Context) -> list[Line]:
    """Let the lines below `24 min, rotating:` be run as often as they fit; a longer run that they are in is a note."""
    kept: list[Line] = []
    behind = 0
    for index, line in enumerate(lines):
        if index < behind:
            continue
        whole = line.settled.nodes[0] if len(line.settled.nodes) == 1 and not line.settled.loose else None
        kept.append(line)
        if isinstance(whole, Work) and whole.whole:
            line.settled.nodes, count = _filled(whole, list(_lines_of(lines, index + 1)), context)
            line.settled.loose += [Remark(whole.place.text, whole.place)] if not line.settled.nodes else []
            behind = index + 1 + count
    return kept


def _lines_of(lines: list[Line], start: int) -> Iterator[Line]:
    """The lines below a total that its pieces can be on: up to the next gap."""
    for index in range(start, min(start + _MOST_PARTS, len(lines))):
        line = lines[index]
        if (line.after_gap and index > start) or line.settled.ends or line.settled.multiplier is not None:
            return
        yield line


def _filled(whole: Work, below: list[Line], context: Context) -> tuple[list[Node], int]:
    """What is run where a total stands above lines, and how many of them are its pieces."""
    pieces = [[item for item in _items(line) if not isinstance(item, Remark | Aim)] for line in below]
    context.spend(len(pieces) ** 2, whole.place)
    for count in range(len(pieces), 1, -1):
        nodes = [node for line in pieces[:count] for node in line]
        passes = fit(whole.quantity, nodes) if whole.quantity is not None else 0
        body = [node for node in nodes if isinstance(node, Work | Pause)]
        if passes > 1 and len(body) == len(nodes):
            context.assume(whole.place, f"'{whole.place.text}' is filled by passing the lines below it {passes} times")
            return [passed(body, passes, whole.place, context)], count
    if whole.whole is Whole.HOLDING and is_whole_run(whole):
        context.assume(whole.place, f"'{whole.place.text}' is the whole run; the rest of it is left to you")
        return [], 0
    if whole.whole is Whole.MADE:
        context.assume(whole.place, f"'{whole.place.text}' is read as the total of what follows")
        return [], 0
    return [whole], 0


def _heading(line: Line) -> End | None:
    """The warm-up or cool-down that a line announces without a length."""
    ends = line.settled.ends
    is_alone = len(ends) == 1 and ends[0].quantity is None and not ends[0].is_open
    return ends[0] if is_alone and not line.settled.nodes and not line.settled.loose else None


def _section(lines: list[Line], start: int, heading: End) -> Iterator[Line]:
    """The lines under a heading, up to the next one."""
    for line in lines[start:]:
        is_other = any(end.kind is not heading.kind for end in line.settled.ends)
        if line.is_heading or is_other or _heading(line) is not None:
            return
        yield line


def _take_length(heading: End, line: Line, context: Context) -> bool:
    """Give a heading the length that stands alone below it, and all words there; whether there is one."""
    item, quantity = _only_length(line)
    if item is None:
        return False
    heading.quantity = quantity
    others = [other for other in _items(line) if other is not item]
    heading.notes += [words for other in (item, *others) for words in _words_of(other) if words]
    context.assume(heading.place, f"'{item.place.text}' is read as the length of '{heading.place.text}'")
    return True


def _as_part(line: Line, heading: End, context: Context) -> None:
    """Let the one length of a line be a part of the warm-up that it stands under."""
    item, quantity = _only_length(line)
    if item is None:
        return
    words = [line.place.text] if line.place.text != item.place.text else []
    name = "warm-up" if heading.kind is StepKind.WARMUP else "cool-down"
    context.assume(line.place, f"'{line.place.text}' is read as a part of the {name}")
    line.settled.ends = [End(heading.kind, quantity, line.place, notes=words)]
    line.settled.nodes, line.settled.loose = [], []


def _only_length(line: Line) -> tuple[Item | None, Quantity | None]:
    """The one easy rep or jog that a line holds, and its length; neither where it holds anything else but words."""
    items = [item for item in _items(line) if not isinstance(item, Remark)]
    only = items[0] if len(items) == 1 and not line.settled.ends else None
    if isinstance(only, Work) and not (only.pattern or only.target.is_time or only.is_many):
        return (only, only.quantity) if only.quantity is not None else (None, None)
    if isinstance(only, Pause) and only.mode is not None and only.scope is Scope.UNSAID and len(only.quantities) == 1:
        return only, only.quantities[0]
    return None, None


def _items(line: Line) -> list[Item]:
    return [*line.settled.nodes, *line.settled.loose]


def _words_of(item: Item) -> list[str]:
    """What was said of a length, as notes."""
    if isinstance(item, Remark):
        return [item.text]
    if isinstance(item, Pause):
        return [item.words, *item.notes]
    if isinstance(item, Work):
        return [" ".join([*item.words, item.target.text]).strip(), *item.notes]
    return []
