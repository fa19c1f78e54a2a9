"""Lines above that are run again: all of them, the steps of a list by their numbers, as often as fits into a time."""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.message.blocks import Blocks
from trackclock.core.notation.placing.multiplying import once_more
from trackclock.core.notation.placing.totals import hard_and_easy, length_of
from trackclock.core.notation.tree import Item, Multiplier, Node, Pause, Repeat

_MOST_LEVELS = 40

_REPS = ("reps", "efforts", "repeats", "repetitions")
_HOW_OFTEN = "write the number of passes, such as repeat 5 times"


def repeat_all(blocks: Blocks, told: Multiplier) -> None:
    """Read "repeat 3 times" on a line of its own: everything before it is one set.

    Raises:
        NotationError: if there is nothing before it.
    """
    if not blocks.blocks:
        raise failure(told.place, "there is nothing to repeat above", "write this below what is repeated")
    runs = [node for node in blocks.nodes() if not isinstance(node, Pause)]
    counts = [(node.low, node.high) for node in runs if isinstance(node, Repeat)]
    is_same = len(runs) == 1 and counts == [(told.low, told.high)]
    if is_same and told.place.text.lower().removesuffix(" in total").endswith(_REPS):
        blocks.context.assume(told.place, f"'{told.place.text}' tells the same number again")
        return
    if told.until is None:
        blocks.context.assume(told.place, f"'{told.place.text}' repeats all the lines above it")
    if blocks.opening and blocks.opening[-1].mode not in (None, getattr(blocks.blocks[-1][-1], "mode", None)):
        blocks.blocks.insert(0, [blocks.opening.pop()])  # nobody walks twice on end
    again, nodes = blocks.again, list[Item](blocks.nodes())
    if again is not None and once_more(again, nodes, told):
        del blocks.blocks[1:]
        return
    _repeat(blocks, 0, len(blocks.blocks), told)


def repeat_sets(blocks: Blocks, reps: Multiplier, sets: Multiplier) -> None:
    """Read "x 4, 3 sets" on a line of its own: so many reps of what stands before it, and so many sets of those."""
    repeat_all(blocks, reps)
    for node in blocks.nodes():
        if isinstance(node, Repeat) and len(node.body) == 1:
            node.is_group = False  # so many reps, and not as many sets of one
    repeat_all(blocks, sets)


def repeat_steps(blocks: Blocks, told: Multiplier) -> None:
    """Read "repeat steps 2 and 3 five times": what the lines with these numbers say is one set.

    Raises:
        NotationError: if there are no such lines, or nothing is run on the first.
    """
    first, last = told.steps or (0, 0)
    if first < 0:
        _repeat_last(blocks, -first, told)
        return
    numbers = sorted(blocks.steps)
    last = last or (numbers[-1] if numbers else 0)
    missing = next((number for number in (first, last) if number not in blocks.steps), None)
    if missing is not None or first > last:
        what = f"there is no step {missing} above" if missing is not None else f"step {first} stands behind step {last}"
        raise failure(told.place, what, "number the lines, and name the first and the last that are repeated")
    blocks.context.spend(len(blocks.blocks), told.place)
    later = next((block for number in numbers if number > last and (block := blocks.steps[number]) is not None), None)
    start = _index_of(blocks.steps[first], blocks)
    behind = _index_of(later, blocks) if later is not None else len(blocks.blocks)
    if start is None or behind is None or start >= behind:
        what = f"'{told.place.text}' begins with a line that cannot be repeated"
        raise failure(told.place, what, "begin with a line that has a rep on it")
    _repeat(blocks, start, behind, told)
    blocks.steps.update(dict.fromkeys(range(first, last + 1), blocks.blocks[start]))


def _repeat_last(blocks: Blocks, several: int, told: Multiplier) -> None:
    """Read "repeat the above two steps 5 times": what the last lines say is one set."""
    if several > len(blocks.blocks):
        what = f"there are no {several} steps above '{told.place.text}'"
        raise failure(told.place, what, "write each step on a line of its own, above this")
    _repeat(blocks, len(blocks.blocks) - several, len(blocks.blocks), told)


def _index_of(block: list[Node] | None, blocks: Blocks) -> int | None:
    """Where a block stands by now; None where it is gone."""
    return next((index for index, other in enumerate(blocks.blocks) if other is block), None)


def _repeat(blocks: Blocks, start: int, behind: int, told: Multiplier) -> None:
    """Make one repeat of the blocks from one to another."""
    blocks.levels += 1
    if blocks.levels > _MOST_LEVELS:
        what = f"repeats are nested more than {_MOST_LEVELS} deep"
        raise failure(told.place, what, "multiply some of them out")
    nodes = hard_and_easy([node for block in blocks.blocks[start:behind] for node in block], blocks.context)
    again = Repeat(told.low, told.high, nodes, told.place, is_group=True)
    if told.until is not None:
        again.low = again.high = passes_until(nodes, told, blocks.context)
    blocks.blocks[start:behind] = [[again]]
    blocks.again = again if told.is_more and not start else None


def fill_time(header: Repeat, told: Multiplier, context: Context) -> None:
    """Give a header the number of passes of its lines that fit into the length that it tells: they are run through."""
    for node in header.body if not isinstance(header.body[-1], Pause) else []:
        node.joint = "into"
    header.low = header.high = passes_until(header.body, told, context)


def passes_until(nodes: Sequence[Node], told: Multiplier, context: Context) -> int:
    """How many passes fit into a length.

    Raises:
        NotationError: where a pass does not tell how long it is, or is longer than that.
    """
    until, place = told.until, told.place
    if until is None:
        return told.low
    lengths = [length_of(node, until.measure) for node in nodes]
    whole = sum(length or 0 for length in lengths)
    if not whole or None in lengths:
        what = f"'{place.text}' does not say how often, and how long one pass is is not told"
        raise failure(place, what, _HOW_OFTEN)
    gap = lengths[-1] if isinstance(nodes[-1], Pause) else None
    count = (until.high + (gap or 0)) // whole
    if not count:
        raise failure(place, f"one pass is longer than '{place.text}'", _HOW_OFTEN)
    context.assume(place, f"'{place.text}' is read as {count} passes, which is as many as fit")
    return count
