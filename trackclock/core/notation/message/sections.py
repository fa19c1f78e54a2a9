"""Lines that are there for the lines below them: a label above its recovery, "Warm up" above what it consists of.

It exists because a session is pasted under headings. What only names the reps of other lines is in `titles`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from trackclock.core.notation.context import Context
from trackclock.core.notation.message.blocks import Line
from trackclock.core.notation.message.in_turn import (
    between_these,
    cooled_between,
    in_turn,
    rests_alike,
    up_to_sum,
    with_times_alike,
)
from trackclock.core.notation.message.titles import without_titles
from trackclock.core.notation.placing.ends import exercises_of, is_exercises, is_long_jog, is_walk, walk_of
from trackclock.core.notation.placing.jogs import jog_as_rep
from trackclock.core.notation.placing.totals import fit, is_whole_run, passed, turns_in
from trackclock.core.notation.tree import Aim, End, Item, Node, Pause, Remark, Repeat, Scope, Whole, Work
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.plan import RecoveryMode, StepKind

_MOST_PARTS = 12
"""The pieces of a total stand on so many lines at most."""

_WALK_AND_JOG = frozenset((RecoveryMode.JOG, RecoveryMode.WALK))


def arranged(lines: list[Line], context: Context) -> list[Line]:
    """The lines that are run, each with what the heading above it says.

    Raises:
        NotationError: for reps in the plural whose number nothing says.
    """
    lines = in_turn(
        up_to_sum(between_these(with_times_alike(cooled_between(rests_alike(lines)), context), context), context),
        context,
    )
    _whole_ends(lines, context)
    headed = _under_headings(_with_first_walk(_jogs_as_reps(_under_labels(lines))), context)
    return without_titles(_beside_ends(_under_totals(headed, context), context), context)


def _whole_ends(lines: list[Line], context: Context) -> None:
    """Take the length from a warm-up that the lines below it come to: `Warm-up (10 minutes)` above walks and drills."""
    for index, line in enumerate(lines):
        end = line.settled.ends[0] if len(line.settled.ends) == 1 and not line.settled.nodes else None
        if end is None or end.quantity is None or not line.place.text.rstrip(" .:)").endswith(end.quantity.unit or "0"):
            continue
        pieces: list[Item] = []
        for below in lines[index + 1 : index + 1 + _MOST_PARTS]:
            told: list[Item] = [*below.settled.ends, *_exercises_on(below)]
            piece = _walk_on(below) or (told[0] if told else None)
            if piece is None:
                break
            pieces.append(piece)
            if len(pieces) > 1 and fit(end.quantity, pieces) == 1:
                context.assume(end.place, f"'{end.place.text}' is read as the total of the lines below it")
                end.quantity = None
                break


def _beside_ends(lines: list[Line], context: Context) -> list[Line]:
    """Let exercises and walks on lines of their own be a part of the warm-up or cool-down that they stand beside."""
    _jogs_beside(lines, context)
    holder: End | None = None
    is_content = True
    for line in lines:
        works = _exercises_on(line) if holder is not None else []
        if holder is not None and works:
            ends = [end for work in works for end in exercises_of(work, holder, is_content=is_content)]
            line.settled.ends, line.settled.nodes = ends, []
            is_content = is_content and not ends
        elif holder is not None and holder.kind is StepKind.COOLDOWN and _walk_on(line):
            _make_part(line, StepKind.COOLDOWN)
        elif not _is_words(line):
            holder = _holder(line)
            is_content = holder is not None and not holder.notes
    return lines


def _jogs_beside(lines: list[Line], context: Context) -> None:
    """Make walks above the warm-up parts of it, and long jogs above exercises a warm-up or cool-down."""
    runs = [index for index, line in enumerate(lines) if any(not is_exercises(node) for node in line.settled.nodes)]
    first, last = (runs[0], runs[-1]) if runs else (len(lines), -1)
    _walks_before(lines[:first])
    for index in range(1, len(lines)):
        if _exercises_on(lines[index]) and not first < index < last:
            _jog_above(lines[index - 1], StepKind.COOLDOWN if first < index else StepKind.WARMUP, context)


def _is_words(line: Line) -> bool:
    """Whether a line has neither reps, nor pauses, nor a warm-up or cool-down."""
    settled = line.settled
    return not (settled.nodes or settled.ends or any(isinstance(item, Pause) for item in settled.loose))


def _holder(line: Line) -> End | None:
    """The warm-up or cool-down that a line ends with, so that what stands below can be a part of it."""
    end = line.settled.ends[-1] if line.settled.ends else None
    return end if end is not None and (end.kind is StepKind.COOLDOWN or not line.settled.nodes) else None


def _walks_before(lines: list[Line]) -> None:
    """Make walks and exercises on lines above the warm-up its first parts; the lines are those above all reps."""
    warmups = [index for index, line in enumerate(lines) if line.settled.ends[:1] and _is_warmup(line.settled.ends[0])]
    for line in lines[: warmups[-1] if warmups else 0]:
        works = _exercises_on(line)
        if _walk_on(line):
            _make_part(line, StepKind.WARMUP)
        elif works:
            holder = lines[warmups[-1]].settled.ends[0]
            line.settled.ends = [end for work in works for end in exercises_of(work, holder, is_content=False)]
            line.settled.nodes = []


def _is_warmup(end: End) -> bool:
    return end.kind is StepKind.WARMUP


def _exercises_on(line: Line) -> list[Work]:
    """The exercises of a line that has nothing else to run."""
    nodes = line.settled.nodes
    works = [node for node in nodes if isinstance(node, Work) and is_exercises(node)]
    return works if len(works) == len(nodes) and line.settled.multiplier is None and not line.settled.ends else []


def _jog_above(line: Line, kind: StepKind, context: Context) -> None:
    """Make a long jog right above exercises the warm-up or the cool-down that they are a part of."""
    pause = _walk_on(line)
    if pause is not None and is_long_jog(pause):
        name = "warm-up" if kind is StepKind.WARMUP else "cool-down"
        context.assume(pause.place, f"'{pause.place.text}' is read as the {name}")
        _make_part(line, kind)


def _walk_on(line: Line) -> Pause | None:
    """The walk or jog of a length that a line has, and nothing else but words."""
    told = [item for item in line.settled.loose if not isinstance(item, Remark)]
    pause = told[0] if len(told) == 1 and not line.settled.nodes and not line.is_label else None
    return pause if isinstance(pause, Pause) and is_walk(pause) else None


def _make_part(line: Line, kind: StepKind) -> None:
    """Make the walk of a line a part of a warm-up or cool-down."""
    settled = line.settled
    settled.ends = [walk_of(item, kind) for item in settled.loose if isinstance(item, Pause)]
    settled.ends[0].notes += [item.text for item in settled.loose if isinstance(item, Remark)]
    settled.loose = []


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
    return quantity if isinstance(item, Work) and item.is_bare and item.measure is Measure.TIME else None


def _timed(line: Line) -> list[Pause]:
    """The recoveries of a line without reps that have a length."""
    return [item for item in line.settled.loose if isinstance(item, Pause) and item.quantities]


def _jogs_as_reps(lines: list[Line]) -> list[Line]:
    """The lines with the jogs as what is run, where nothing else is run and somebody walks between them."""
    modes = {pause.mode for line in lines for pause in _timed(line)}
    nodes = (node for line in lines for node in line.settled.nodes)
    if not modes >= _WALK_AND_JOG or any(not (isinstance(node, Repeat) and not node.body) for node in nodes):
        return lines
    for line in lines:
        jogs = [pause for pause in _timed(line) if pause.mode is RecoveryMode.JOG]
        line.settled.nodes += map(jog_as_rep, jogs)
        if jogs:
            line.settled.loose = [item for item in line.settled.loose if not isinstance(item, Pause)]
    return lines


def _with_first_walk(lines: list[Line]) -> list[Line]:
    """The lines, a walk before the first rep being of each pass where that has no other, and is repeated below."""
    first = next((index for index, line in enumerate(lines) if line.settled.nodes), len(lines))
    told = lines[first + 1].settled.multiplier if first + 1 < len(lines) else None
    if told is None or not told.is_all or told.steps or isinstance(lines[first].settled.nodes[-1], Pause | Repeat):
        return lines
    settled, above = lines[first].settled, _walk_on(lines[first - 1]) if first else None
    own = next(
        (item for item in settled.loose if isinstance(item, Pause) and item.place < settled.nodes[0].place), None
    )
    walk = above or own
    if walk is None or not is_walk(walk) or is_long_jog(walk):
        return lines
    settled.nodes = [Repeat(1, 1, [walk, *settled.nodes], lines[first].place, is_group=True)]
    settled.loose = [item for item in settled.loose if item is not walk]
    return lines if above is None else [*lines[: first - 1], *lines[first:]]


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


def _under_totals(lines: list[Line], context: Context) -> list[Line]:
    """Let the lines below `24 min, rotating:` be run as often as they fit; a longer run that they are in is a note."""
    kept: list[Line] = []
    behind = 0
    for index, line in enumerate(lines):
        if index < behind:
            continue
        whole = line.settled.nodes[0] if len(line.settled.nodes) == 1 and not line.settled.loose else None
        kept.append(line)
        if isinstance(whole, Repeat) and (made := _made_of(whole, line, list(_lines_of(lines, index + 1)), context)):
            context.assume(whole.place, f"'{line.place.text}' repeats the lines below it, which it is made of")
            behind = index + 1 + len(made)
            nodes = [node for one in made for node in _items(one) if isinstance(node, Work | Pause)]
            line.settled.nodes = [replace(passed(nodes, whole.low, whole.place, context), high=whole.high)]
            line.settled.loose = [item for one in made for item in one.settled.loose if isinstance(item, Remark | Aim)]
        elif isinstance(whole, Work) and whole.whole:
            line.settled.nodes, count = _filled(whole, list(_lines_of(lines, index + 1)), context)
            line.settled.loose += [Remark(whole.place.text, whole.place)] if not line.settled.nodes else []
            behind = index + 1 + count
    return kept


def _made_of(whole: Repeat, line: Line, below: list[Line], context: Context) -> list[Line]:
    """The lines below `4 x 1 mile as:` whose reps come to its one rep, so that this is not run beside them."""
    work = whole.body[0] if len(whole.body) == 1 and not whole.between else None
    is_led = line.place.text.lower().endswith((":", "as")) or (below and below[0].column > line.column)
    if not is_led or not isinstance(work, Work) or work.quantity is None or work.target.parts:
        return []
    context.spend(len(below) ** 2, whole.place)
    for count in range(len(below), 1, -1):
        pieces = [item for one in below[:count] for item in _items(one) if not isinstance(item, Remark | Aim)]
        works = [item for item in pieces if isinstance(item, Work)]
        rests = sum(isinstance(item, Pause) and item.scope is not Scope.SETS for item in pieces)
        is_pass = len(works) > 1 and len(works) + rests == len(pieces)
        if is_pass and 1 in (fit(work.quantity, pieces), fit(work.quantity, works)):
            return below[:count]
    return []


def _lines_of(lines: list[Line], start: int) -> Iterator[Line]:
    """The lines below a total that its pieces can be on: up to the next gap."""
    for index in range(start, min(start + _MOST_PARTS, len(lines))):
        line = lines[index]
        if (line.after_gap and index > start) or line.settled.ends or line.settled.multiplier is not None:
            return
        yield line


def _passes(whole: Work, nodes: Sequence[Item]) -> int:
    """How often the pieces below a total fit into it."""
    if whole.quantity is None:
        return 0
    return fit(whole.quantity, nodes) or (turns_in(whole.quantity, nodes) if whole.whole is Whole.TURNS else 0)


def _filled(whole: Work, below: list[Line], context: Context) -> tuple[list[Node], int]:
    """What is run where a total stands above lines, and how many of them are its pieces."""
    pieces = [[item for item in _items(line) if not isinstance(item, Remark | Aim)] for line in below]
    context.spend(len(pieces) ** 2, whole.place)
    for count in range(len(pieces), 1, -1):
        nodes = [node for line in pieces[:count] for node in line]
        passes = _passes(whole, nodes)
        body = [node for node in nodes if isinstance(node, Work | Pause)]
        if passes > 1 and len(body) == len(nodes):
            context.assume(whole.place, f"'{whole.place.text}' is filled by passing the lines below it {passes} times")
            return [passed(body, passes, whole.place, context)], count
    if whole.whole is Whole.HOLDING and is_whole_run(whole):
        context.assume(whole.place, f"'{whole.place.text}' is the whole run; the rest of it is left to you")
        return [], 0
    if whole.whole in (Whole.MADE, Whole.TURNS):
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
    if isinstance(only, Work) and not (only.pattern or _is_raced(only) or only.is_many or is_exercises(only)):
        return (only, only.quantity) if only.quantity is not None else (None, None)
    if isinstance(only, Pause) and only.mode is not None and only.scope is Scope.UNSAID and len(only.quantities) == 1:
        return only, only.quantities[0]
    return None, None


def _is_raced(work: Work) -> bool:
    """Whether a rep is run in a time, or in the pace of a race or faster."""
    return work.target.is_time or any(part.race_mm and part.offset_ms[1] <= 0 for part in work.target.parts)


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
