"""A recovery on a line of its own: between which of the reps above it lies.

It exists because a coach writes the reps first, a line each, and then once what lies between them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest

from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.message.blocks import Blocks, Line, is_told
from trackclock.core.notation.message.early import is_placed, no_rep_before
from trackclock.core.notation.placing.ends import read_as
from trackclock.core.notation.placing.gaps import between_all
from trackclock.core.notation.placing.levels import free_level, has_sets
from trackclock.core.notation.placing.pauses import place_pauses
from trackclock.core.notation.tree import Lead, Node, Pause, Relative, Repeat, Scope, Work
from trackclock.core.plan import RecoveryMode, StepKind

_SAYS_ALL = re.compile(r"\b(?:each|every|all|throughout)\b", re.IGNORECASE)
_ALL = re.compile(r"\b(?:all|throughout)\b", re.IGNORECASE)
_NEXT = re.compile(r"\b(?:these|the two|next)\b", re.IGNORECASE)


def lies_between_reps(pause: Pause, line: Line, blocks: Blocks, is_last: bool) -> bool:
    """Whether a recovery lies between the reps of lines above, rather than between two lines."""
    if line.is_label or pause.scope is not Scope.UNSAID or pause.selector is not None or pause.lead is Lead.WITH:
        return True
    if pause.numbers:  # 2 min after the 3rd
        return True
    if is_last and len(blocks.nodes()) > 1 and not blocks.has_pause():
        return True
    return _is_free(blocks.blocks[-1]) and (is_last or not pause.is_rest)


def lies_in(body: list[Node], pause: Pause) -> bool:
    """Whether a recovery told behind the lines of a header lies between their reps, and not where it stands."""
    is_list = len(body) > 1 and not any(isinstance(node, Pause) for node in body)
    is_way = is_list and pause.relative is Relative.BACK and not pause.quantities
    return pause.scope is Scope.REPS or is_way or (bool(body) and free_level(body[-1]) is not None)


def _is_free(block: list[Node]) -> bool:
    """Whether a recovery told behind a block can be for its reps: it has several, and none between them so far."""
    is_list = len(block) > 1 and not any(isinstance(node, Pause) for node in block)
    return is_list or any(free_level(node) is not None for node in block)


def spread(pause: Pause, line: Line, blocks: Blocks, is_last: bool) -> None:
    """Put a recovery between the reps above it that have none.

    Raises:
        NotationError: where the reps or sets that it names are not there.
    """
    blocks.context.spend(4 * len(blocks.blocks), pause.place)
    if line.is_label:
        pause.lead = Lead.LABEL
    if pause.scope is Scope.SETS and not any(map(has_sets, blocks.nodes())):
        _between_sets(pause, blocks, is_here=not is_last and _NEXT.search(line.place.text) is not None)
    elif pause.numbers:
        told = [item for item in line.settled.loose if isinstance(item, Pause) and item.numbers]
        if told[0] is pause:  # the others go with it: 3 min after the 1st, 4 min after the 2nd
            block = blocks.blocks[-1]
            block[:], _ = place_pauses([*told], blocks.context, known=block)
    elif pause.scope is Scope.SETS or pause.selector is not None:
        _where_named(pause, blocks)
    else:
        is_all = _ALL.search(line.place.text) is not None and not line.settled.nodes
        is_only = is_last and not blocks.has_pause() and pause.lead is not Lead.WITH
        _between_reps(pause, blocks, is_only=is_only or is_all, is_all=is_all)


def spread_below(pause: Pause, blocks: Blocks) -> None:
    """Put a recovery that stands above all reps between those that have none.

    Between two lines it lies where it is the only one; it has its place in the first of them, if that has one.

    Raises:
        NotationError: where there is but one rep.
    """
    waiting = _waiting(blocks)
    told = [node for node in blocks.nodes() if not isinstance(node, Work) and _is_of(node, pause)]
    if not told and len(blocks.nodes()) < 2:
        raise no_rep_before(pause)
    blocks.context.assume(pause.place, f"'{pause.place.text}' is taken between the reps below it")
    is_only = all(_is_of(node, pause) for node in blocks.nodes() if is_told(node))
    if pause.scope is Scope.SETS:
        if not told:
            _between_sets(pause, blocks)
        return
    _in_blocks(pause, waiting, blocks.context)
    if is_only:
        _between_blocks(pause, blocks)


def _is_of(node: Node, pause: Pause) -> bool:
    """Whether a recovery, or one inside a repeat, is the one that was told at a place."""
    if isinstance(node, Repeat):
        return any(_is_of(inner, pause) for inner in (*node.between, *node.body))
    return isinstance(node, Pause) and node.place == pause.place


def _in_blocks(pause: Pause, blocks: list[list[Node]], context: Context) -> list[list[Node]]:
    """Put a recovery between the reps of each block that has several; those blocks."""
    several = [block for block in blocks if len(block) > 1 or not isinstance(block[0], Work)]
    for block in several:
        is_placed(replace(pause, lead=Lead.LABEL), block, context)
    return several


def _between_sets(pause: Pause, blocks: Blocks, *, is_here: bool = False) -> None:
    """A rest between sets, where no line has sets: each line is one; or it lies where it stands, before the next."""
    last = blocks.blocks[-1]
    if is_here:
        blocks.blocks.append([pause])
        return
    repeats = [node for node in blocks.nodes() if isinstance(node, Repeat)]
    if last == repeats and free_level(repeats[0]) is not None:  # 5 x 15 s, and below it: 1 min jog between sets
        is_placed(replace(pause, scope=Scope.REPS), last, blocks.context)
        return
    if len(blocks.blocks) == 1 and _is_one_set(blocks.nodes()):
        blocks.blocks.append([pause])  # behind the last, and left out there
        return
    if sum(not isinstance(node, Pause) for node in blocks.nodes()) < 2:
        what = f"there are no sets for '{pause.place.text}' to lie between"
        raise failure(pause.place, what, "write the sets, such as 2 x (4 x 200m, 30s), 5 min between sets")
    _between_blocks(pause, blocks)


def _is_one_set(nodes: list[Node]) -> bool:
    """Whether all that is run is a list of reps with a recovery in every gap: there is one set, and it is complete."""
    works = [node for node in nodes if not isinstance(node, Pause)]
    return all(isinstance(work, Work) for work in works) and 1 < len(works) <= len(nodes) - len(works) + 1


def _where_named(pause: Pause, blocks: Blocks) -> None:
    """A recovery for the sets, or for the reps of one length: wherever they stand above."""
    placed = [is_placed(pause, block, blocks.context) for block in blocks.blocks]
    if pause.is_behind:
        _behind_blocks(pause, blocks, placed)
    if not any(placed):
        what = f"there is nothing that '{pause.place.text}' is for"
        raise failure(pause.place, what, "name a length that is run, such as 2 min after the 600s")


def _behind_blocks(pause: Pause, blocks: Blocks, placed: list[bool]) -> None:
    """A recovery after the reps of one length lies behind the last of them as well, where a line follows theirs."""
    for index in range(len(placed) - 1, 0, -1):
        above, below = blocks.blocks[index - 1], blocks.blocks[index]
        if placed[index - 1] and len(above) == 1 and not isinstance(below[0], Pause):
            blocks.blocks.insert(index, [replace(pause, is_spread=True, is_rest=True)])


def _between_reps(pause: Pause, blocks: Blocks, *, is_only: bool, is_all: bool) -> None:
    """A recovery for reps: for those of all lines above if it says so or is the only one, else of the last line."""
    is_said = _is_said(pause, blocks.blocks[-1][-1])
    waiting = _waiting(blocks)
    chosen = waiting if is_said or is_only else waiting[-1:]
    if not is_said or len(chosen) > 1:
        blocks.context.assume(pause.place, f"'{pause.place.text}' is taken between the reps above it")
    several = _in_blocks(pause, chosen, blocks.context)
    if len(chosen) > 1 and (not several or is_only or is_all or _SAYS_ALL.search(pause.place.text)):
        _between_blocks(pause, blocks)
    elif not several:
        blocks.blocks.append([pause])


def _is_said(pause: Pause, last: Node) -> bool:
    """Whether a recovery says that it is for reps; what is brought in by "with" is for a repeat that waits for it."""
    if pause.lead is Lead.WITH and pause.scope is Scope.UNSAID and isinstance(last, Repeat):
        return free_level(last) is None
    return pause.scope is Scope.REPS or pause.lead in (Lead.LABEL, Lead.WITH)


def _waiting(blocks: Blocks) -> list[list[Node]]:
    """The blocks that have a gap without a recovery."""
    return [block for block, below in zip_longest(blocks.blocks, blocks.blocks[1:]) if _is_waiting(block, below)]


def _is_waiting(block: list[Node], below: list[Node] | None) -> bool:
    """Whether a block has a gap that no recovery was named for: inside it, or behind it, before the block below."""
    if isinstance(block[-1], Pause):
        return False
    works = [node for node in block if not isinstance(node, Pause)]
    is_behind = isinstance(block[-1], Work) and not (below and isinstance(below[0], Pause))
    return len(works) > 1 or is_behind or any(free_level(node) is not None for node in block)


def _between_blocks(pause: Pause, blocks: Blocks) -> None:
    """Put a recovery between every two lines that have none between them, and between the repeats of one line."""
    joined: list[list[Node]] = []
    number, is_of_sets = 0, pause.scope is Scope.SETS
    pause.is_spread = pause.is_spread or not is_of_sets
    for block in blocks.blocks:
        if is_of_sets and isinstance(block[0], Pause) and block[0].is_spread:
            continue
        number += not isinstance(block[0], Pause)
        is_meant = not pause.numbers or number - 1 in pause.numbers
        if joined and is_meant and not isinstance(block[0], Pause) and not isinstance(joined[-1][-1], Pause):
            joined.append([pause])
        between_all(block, pause)
        joined.append(block)
    blocks.blocks = joined


def place_jog(line: Line, blocks: Blocks) -> None:
    """Let the jog that a line below reps begins with be no warm-up: it is the rest before others, or the cool-down."""
    settled, context = line.settled, blocks.context
    jog = settled.ends[0] if settled.ends else None
    has_reps = bool(blocks.blocks) or (blocks.header is not None and bool(blocks.header.body))
    if jog is None or not has_reps or (jog.place.line, read_as(jog, StepKind.WARMUP)) not in context.assumptions:
        return
    context.forget(jog.place, read_as(jog, StepKind.WARMUP))
    if blocks.is_end and not settled.nodes:
        context.assume(jog.place, read_as(jog, StepKind.COOLDOWN))
        settled.ends[:] = [replace(end, kind=StepKind.COOLDOWN) for end in settled.ends]
        return
    mode = RecoveryMode.WALK if "walk" in jog.place.text.lower() else RecoveryMode.JOG
    lengths = [jog.quantity] if jog.quantity is not None else []
    settled.nodes[:0] = [Work(None, end.place, words=[end.place.text.lower()]) for end in settled.ends[1:]]
    rest = Pause(lengths, jog.place, mode=mode, words=" ".join(jog.notes))
    if blocks.header is None:
        settled.loose.insert(0, rest)
    else:
        settled.nodes.insert(0, rest)
    settled.ends.clear()
