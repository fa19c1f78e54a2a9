"""The lines of a text, let find each other: headers their bodies, recoveries their reps, warm-ups their place.

It exists because a line can be for the lines around it: "Recovery: 200m walk", "3 rounds of:", "repeat 3 times". What
it is for stands in two tables: `LINES`, of the line as a whole, and `LOOSE`, of what no rep on it can have.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from trackclock.core.notation.context import failure
from trackclock.core.notation.message.again import fill_time, repeat_all, repeat_sets, repeat_steps
from trackclock.core.notation.message.between import lies_between_reps, lies_in, place_jog, spread, spread_below
from trackclock.core.notation.message.blocks import Blocks, Line
from trackclock.core.notation.message.early import (
    NAMED_RECOVERY,
    before_reps,
    give_early,
    is_placed,
    no_rep_before,
    refuse_early,
)
from trackclock.core.notation.message.in_turn import as_results
from trackclock.core.notation.placing.aims import add_note, give_aim
from trackclock.core.notation.placing.ends import as_end, is_long_jog, is_rest_of_its_own, is_walk, join_exercises
from trackclock.core.notation.placing.ladders import climbed
from trackclock.core.notation.placing.pauses import between_passes
from trackclock.core.notation.placing.results import are_results_of_some, is_bare_time, results_of
from trackclock.core.notation.placing.told_twice import is_told_of
from trackclock.core.notation.placing.totals import hard_and_easy
from trackclock.core.notation.tree import (
    Aim,
    End,
    Item,
    Lead,
    Multiplier,
    Node,
    Pause,
    Remark,
    Repeat,
    Scope,
    Work,
)
from trackclock.core.notation.words.values import Quantity
from trackclock.core.plan import StepKind

LineCase: TypeAlias = Callable[[Line, Blocks, bool], bool]
"""Joins a line if it is of the case, and tells whether it is; told beside it is whether nothing follows the line."""

LooseCase: TypeAlias = Callable[[Item, Line, Blocks, bool], bool]
"""The same for one thing on a line that no rep there can have: a recovery, a target, a note."""


def join(lines: list[Line], blocks: Blocks) -> Blocks:
    """Let the lines that are for other lines find them.

    Raises:
        NotationError: for a line that is for others which are not there.
    """
    as_results(lines)
    is_numbered = any(line.number for line in lines)
    steps = itertools.accumulate(bool(line.settled.nodes or line.settled.ends or _has_pause(line)) for line in lines)
    last_run = max((index for index, line in enumerate(lines) if line.settled.nodes), default=-1)
    last_told = max((index for index, line in enumerate(lines) if line.settled.multiplier is not None), default=-1)
    for index, (line, step) in enumerate(zip(lines, steps, strict=True)):
        below = lines[index + 1].settled if index + 1 < len(lines) else None
        is_last = below is None or (index > last_run and index >= last_told and all(map(_is_behind_all, below.loose)))
        blocks.is_end = index >= last_run
        _join_line(line, blocks, is_last, line.number if is_numbered else step)
    _close(blocks)
    _settle_early(blocks)
    return blocks


def _settle_early(blocks: Blocks) -> None:
    """Give all reps what stood above them and was for all, or refuse it where there are none."""
    for pause in blocks.for_all:
        spread_below(pause, blocks)
    if blocks.lasting is not None:
        fill_time(*blocks.lasting, blocks.context)
    for item in blocks.early:
        refuse_early(item, blocks)
    if blocks.opening and not blocks.blocks:
        raise no_rep_before(blocks.opening[0])
    blocks.blocks[:0] = [[pause] for pause in blocks.opening]


def _is_behind_all(item: Item) -> bool:
    """Whether a thing below all reps tells nothing of them: words, a rest between sets, a jog as a cool-down."""
    is_apart = isinstance(item, Pause) and (item.scope is Scope.SETS or (bool(item.quantities) and is_long_jog(item)))
    return isinstance(item, Remark) or is_apart


def _has_pause(line: Line) -> bool:
    """Whether a recovery stands on a line by itself."""
    return any(isinstance(item, Pause) for item in line.settled.loose)


def _join_line(line: Line, blocks: Blocks, is_last: bool, number: int) -> None:
    place_jog(line, blocks)
    if blocks.header is not None:
        if not blocks.header.body:
            blocks.is_spaced, blocks.columns = line.after_gap, (blocks.columns[0], line.column)
        elif (line.after_gap and not blocks.is_spaced) or _is_behind_body(line, blocks):
            _close(blocks)
    if blocks.header is not None and line.settled.ends:
        _close(blocks)
    for end in line.settled.ends:
        _take_end(end, blocks)
    blocks.opening.extend(line.settled.opening)
    leading = _leading_pauses(line) if blocks.blocks and blocks.header is None else []
    for pause in leading:
        any(take(pause, line, blocks, False) for take in LOOSE)
    before = len(blocks.blocks)
    any(take(line, blocks, is_last) for take in LINES)
    if number:
        blocks.steps[number] = blocks.blocks[before] if before < len(blocks.blocks) else None
    for item in line.settled.loose:
        if item not in leading:
            any(take(item, line, blocks, is_last) for take in LOOSE)


def _leading_pauses(line: Line) -> list[Pause]:
    """The recoveries that a line begins with before it goes on, `90 s between each, then 8 min rest, then 5k`."""
    first = next((node.place for node in line.settled.nodes if not isinstance(node, Pause)), None)
    pauses = [item for item in line.settled.loose if isinstance(item, Pause)]
    return [pause for pause in pauses if first is not None and pause.place[:2] < first[:2]]


def _take_end(end: End, blocks: Blocks) -> None:
    """Put a warm-up in front and a cool-down behind, wherever they were written."""
    is_warmup = end.kind is StepKind.WARMUP
    if end.is_out_of_order or (is_warmup and blocks.blocks):
        blocks.context.assume(end.place, f"'{end.place.text}' is run {'first' if is_warmup else 'last'}")
    ends = blocks.warmups if is_warmup else blocks.cooldowns
    if ends and not (ends[-1].quantity or ends[-1].is_open or ends[-1].notes) and ends[-1].place.line != end.place.line:
        ends.pop()  # "..., then cool down", and on a line of its own how: it is the same one
    ends.append(end)


def _named_steps(line: Line, blocks: Blocks, _: bool) -> bool:
    """The lines with these numbers are run again."""
    told = line.settled.multiplier
    if told is None or told.steps is None:
        return False
    repeat_steps(blocks, told)
    return True


def _all_above(line: Line, blocks: Blocks, is_last: bool) -> bool:
    """All lines above are run again, where there are any, and no number stands above them as well."""
    told = line.settled.multiplier
    if told is None or line.settled.nodes or not (is_last or (blocks.blocks and not blocks.is_led)):
        return False
    if told.course and blocks.blocks:
        nodes = climbed(list[Item](blocks.nodes()), told)
        blocks.blocks = [[node] for node in nodes if isinstance(node, (Work, Pause, Repeat))]
        return True
    if line.settled.sets is not None:
        repeat_sets(blocks, told, line.settled.sets)
        return True
    if blocks.blocks and (told.is_more or not isinstance(blocks.blocks[-1][-1], Pause)):
        rests = [item for item in line.settled.loose if isinstance(item, Pause)]
        blocks.blocks += [[rest] for rest in rests]
        line.settled.loose = [item for item in line.settled.loose if item not in rests]
    repeat_all(blocks, told)
    return True


def _all_below(line: Line, blocks: Blocks, _: bool) -> bool:
    """The lines below are run so often, since none stands above; and so are those below each later number."""
    told = line.settled.multiplier
    if told is None or line.settled.nodes:
        return False
    header = Repeat(told.low, told.high, [], told.place, is_group=True)
    _open([header], header, blocks)
    blocks.columns = (line.column, 0)
    blocks.is_led = True
    if told.until is not None:
        blocks.lasting = (header, told)
    return True


def _header(line: Line, blocks: Blocks, _: bool) -> bool:
    """The last thing on the line is a number of passes, and the lines below are what is passed; else all above."""
    nodes = line.settled.nodes
    last = nodes[-1] if nodes else None
    if not isinstance(last, Repeat) or last.body:
        return False
    if blocks.is_end and blocks.blocks and len(nodes) == 1:
        repeat_all(blocks, Multiplier(last.low, last.high, last.place, is_all=True))
        return True
    _open(nodes, last, blocks)
    blocks.columns = (line.column, 0)
    return True


def _open(nodes: list[Node], header: Repeat, blocks: Blocks) -> None:
    _close(blocks)
    blocks.header = header
    blocks.blocks.append(list(nodes))


def _is_behind_body(line: Line, blocks: Blocks) -> bool:
    """Whether a line is none of a header's: it is indented no more than that, or the last and told above it as well."""
    above, first = blocks.columns
    if 0 < line.column <= above < first:
        return True
    before = blocks.blocks[-2] if len(blocks.blocks) > 1 else []
    return blocks.is_end and bool(before) and _runs(line.settled.nodes) == _runs(before)


def _runs(nodes: list[Node]) -> list[tuple[Quantity | None, str, str]]:
    """What is run, and how."""
    return [(work.quantity, work.target.text, " ".join(work.words)) for work in nodes if isinstance(work, Work)]


def _close(blocks: Blocks) -> None:
    """The lines of a header have ended."""
    header, blocks.header = blocks.header, None
    if header is not None and not header.body:
        what = f"nothing follows '{header.place.text}'"
        raise failure(header.place, what, "write what is repeated on the lines below it")
    if header is not None:
        give_early(blocks)


def _results(line: Line, blocks: Blocks, _: bool) -> bool:
    """The times that the reps of the line above were run in."""
    nodes, block = line.settled.nodes, blocks.blocks[-1] if blocks.blocks else []
    repeat = next((node for node in reversed(block) if not isinstance(node, Pause)), None)
    if repeat is None or not nodes or not all(map(is_bare_time, nodes)):
        return False
    aim = results_of(repeat, nodes)
    if aim is not None:
        give_aim([repeat], aim, blocks.context)
    elif is_some := are_results_of_some(repeat, nodes):
        add_note(repeat, line.place.text)
    return aim is not None or is_some


def _told_again(line: Line, blocks: Blocks, _: bool) -> bool:
    """The reps of the lines above are told of."""
    first = line.settled.nodes[0].place if line.settled.nodes else line.place
    said = line.place.text[: first.column - line.place.column].lower()
    if not said or not blocks.blocks or not is_told_of(blocks.nodes(), line.settled.nodes, said, blocks.context):
        return False
    blocks.context.assume(line.place, f"'{line.place.text}' tells of the reps above")
    return True


def _reps(line: Line, blocks: Blocks, _: bool) -> bool:
    """What is run on a line is of the header that it stands under, else a block of its own."""
    if not line.settled.nodes:
        return False
    if blocks.header is not None:
        _into_header(blocks.header, line.settled.nodes, blocks)
    else:
        nodes = list(line.settled.nodes)
        is_first = not (blocks.blocks or blocks.warmups) and len(nodes) > 1
        if is_first and isinstance(first := nodes[0], Pause) and first.mode is not None and not first.is_rest:
            before_reps(first, blocks, None)  # 400m jog, 4 x 200m w/ 60s
            nodes = nodes[1:]
        blocks.blocks.append(nodes)
        give_early(blocks)
    return True


def _into_header(header: Repeat, nodes: list[Node], blocks: Blocks) -> None:
    if not header.body:
        blocks.context.assume(header.place, f"'{header.place.text}' repeats the lines below it")
    join_exercises([*header.body[-1:], *nodes])
    header.body[-1:] = hard_and_easy([*header.body[-1:], *nodes], blocks.context)


def _long_jog(item: Item, _: Line, blocks: Blocks, is_last: bool) -> bool:
    """A long jog above all reps is the warm-up, and one on the last line the cool-down."""
    if not isinstance(item, Pause) or not is_walk(item) or not is_long_jog(item) or (blocks.blocks and not is_last):
        return False
    if item.lead is not Lead.LIST or NAMED_RECOVERY.search(item.place.text):
        return False
    kind = StepKind.COOLDOWN if blocks.blocks else StepKind.WARMUP
    _take_end(as_end(item, kind, blocks.context), blocks)
    return True


def _above_reps(item: Item, line: Line, blocks: Blocks, is_last: bool) -> bool:
    """What stands above the first rep waits for it; words below a warm-up are told of that."""
    if blocks.blocks:
        return False
    if isinstance(item, Remark) and blocks.warmups and not is_last:
        blocks.warmups[-1].notes.append(item.text)
    elif isinstance(item, Pause) and blocks.warmups and is_rest_of_its_own(item) and not line.is_label:
        blocks.opening.append(item)
    else:
        blocks.early.append(item)
    return True


def _words(item: Item, _: Line, blocks: Blocks, __: bool) -> bool:
    """Words are a note of the rep above them."""
    if not isinstance(item, Remark):
        return False
    add_note(blocks.blocks[-1][-1], item.text)
    return True


def _target(item: Item, _: Line, blocks: Blocks, __: bool) -> bool:
    """A target is for all reps above that have none."""
    if not isinstance(item, Aim):
        return False
    blocks.context.spend(2 * len(blocks.blocks), item.place)
    give_aim(blocks.nodes(), item, blocks.context)
    return True


def _beside_header(item: Item, _: Line, blocks: Blocks, __: bool) -> bool:
    """A recovery beside a number of passes lies between the passes of the lines below; all else is for their reps."""
    header = blocks.header
    if header is None or header.body:
        return False
    if not isinstance(item, Pause):
        blocks.early.append(item)
    elif not header.between:
        blocks.context.assume(item.place, f"'{item.place.text}' is taken between the passes")
        header.between, header.is_between_sets = [item], item.scope is Scope.SETS
    elif item.quantities:  # else it is the word for the first: `2 min rest:`
        what = f"'{header.between[0].place.text}' and '{item.place.text}' are both told between the passes"
        raise failure(item.place, what, "leave one of them out, or write it on a line of its own")
    return True


def _under_header(item: Item, _: Line, blocks: Blocks, __: bool) -> bool:
    """A recovery under a header is one of its lines, or lies between its passes where it is one of sets."""
    header = blocks.header
    if not isinstance(item, Pause) or header is None:
        return False
    if item.scope is Scope.SETS and header.between:
        return False
    is_one = len(header.body) == 1 and isinstance(header.body[0], Work)
    if item.scope is Scope.SETS or (item.scope is Scope.REPS and is_one):
        header.between, header.is_between_sets = [item], item.scope is Scope.SETS
    elif item.selector is None and lies_in(header.body, item):
        header.body += [] if is_placed(replace(item, lead=Lead.LABEL), header.body, blocks.context) else [item]
    elif item.selector is None:
        header.body.append(item)
    else:
        header.body += [] if is_placed(item, header.body, blocks.context) else [item]
        between_passes(header, item)
    return True


def _between_reps(item: Item, line: Line, blocks: Blocks, is_last: bool) -> bool:
    """A recovery that says so, or that no other was named beside, lies between the reps above it."""
    if not isinstance(item, Pause) or not lies_between_reps(item, line, blocks, is_last):
        return False
    spread(item, line, blocks, is_last)
    return True


def _between_lines(item: Item, _: Line, blocks: Blocks, __: bool) -> bool:
    """Any other recovery lies where it stands: between the line above it and the one below."""
    if isinstance(item, Pause):
        blocks.blocks.append([item])
    return isinstance(item, Pause)


LINES: tuple[LineCase, ...] = (
    _named_steps,  # repeat steps 2 and 3 five times
    _all_above,  # repeat 3 times
    _all_below,  # repeat 3 times:
    _header,  # 3 rounds of:
    _results,  # 1:31, 1:30, 1:29, below 3 x 500m
    _told_again,  # run the 3 x 1k at 10k pace
    _reps,  # 4 x 400m
)
"""What a line is for the lines around it: the first case that takes it, in this order."""

LOOSE: tuple[LooseCase, ...] = (
    _long_jog,  # 15 min jog
    _above_reps,  # Pace: 5k effort
    _beside_header,  # repeat 3 times, 2 min rest:
    _words,  # run tall
    _target,  # all @ 5k pace
    _under_header,  # 200m jog, below `3 rounds of:`
    _between_reps,  # Recovery: 90s
    _between_lines,  # 5 min rest
)
"""What a thing is for that no rep on its line can have: the first case that takes it, in this order."""
