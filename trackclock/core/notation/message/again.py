"""Lines above that are run again: all of them, the steps of a list by their numbers, as often as fits into a time."""

from __future__ import annotations

from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.message.blocks import Blocks
from trackclock.core.notation.message.passes import passes_until
from trackclock.core.notation.placing.roles import pause_from
from trackclock.core.notation.tree import Multiplier, Node, Repeat, Work

_MOST_LEVELS = 40


def repeat_all(result: Blocks, multiplier: Multiplier, context: Context) -> None:
    """Read "repeat 3 times" on a line of its own: everything before it is one set."""
    nodes = [node for block in result.blocks for node in block]
    if not nodes:
        raise failure(multiplier.place, "there is nothing to repeat above", "write this below what is repeated")
    nodes = _in_turn(nodes, context)
    count = passes_until(nodes, multiplier, context)
    if multiplier.until is not None:
        multiplier.low = multiplier.high = count
    else:
        context.assume(multiplier.place, f"'{multiplier.place.text}' repeats all the lines above it")
    _deepen(result, multiplier)
    result.blocks = [[Repeat(multiplier.low, multiplier.high, nodes, multiplier.place, is_group=True)]]


def _deepen(result: Blocks, multiplier: Multiplier) -> None:
    """Count one more repeat of what stands above."""
    result.levels += 1
    if result.levels > _MOST_LEVELS:
        what = f"repeats are nested more than {_MOST_LEVELS} deep"
        raise failure(multiplier.place, what, "multiply some of them out")


def _in_turn(nodes: list[Node], context: Context) -> list[Node]:
    """What is repeated of lines above, an easy one behind a hard one being the recovery."""
    found: list[Node] = []
    for node in nodes:
        before = found[-1] if found else None
        if isinstance(node, Work) and isinstance(before, Work) and node.is_easy and not before.is_easy:
            context.assume(node.place, f"'{node.place.text}' is read as the recovery")
            node = pause_from(node)
        found.append(node)
    return found


def repeat_steps(result: Blocks, multiplier: Multiplier, context: Context) -> None:
    """Read "repeat steps 2 and 3 five times": what the lines with these numbers say is one set."""
    first, last = multiplier.steps or (0, 0)
    if first < 0:
        _repeat_last(result, -first, multiplier, context)
        return
    numbers = sorted(result.steps)
    last = last or (numbers[-1] if numbers else 0)
    missing = next((number for number in (first, last) if number not in result.steps), None)
    if missing is not None or first > last:
        what = f"there is no step {missing} above" if missing is not None else f"step {first} stands behind step {last}"
        raise failure(multiplier.place, what, "number the lines, and name the first and the last that are repeated")
    context.spend(len(result.blocks), multiplier.place)
    start = _index_of(result, result.steps[first])
    later = next((number for number in numbers if number > last and result.steps[number] is not None), None)
    end = _index_of(result, result.steps[later]) if later is not None else len(result.blocks)
    if start is None or end is None or start >= end:
        what = f"'{multiplier.place.text}' begins with a line that cannot be repeated"
        raise failure(multiplier.place, what, "begin with a line that has a rep on it")
    _deepen(result, multiplier)
    nodes = _in_turn([node for block in result.blocks[start:end] for node in block], context)
    again = [Repeat(multiplier.low, multiplier.high, list[Node](nodes), multiplier.place, is_group=True)]
    result.blocks[start:end] = [list[Node](again)]
    for number in range(first, last + 1):
        result.steps[number] = result.blocks[start]


def _repeat_last(result: Blocks, several: int, multiplier: Multiplier, context: Context) -> None:
    """Read "repeat the above two steps 5 times": what the last lines say is one set."""
    if several > len(result.blocks):
        what = f"there are no {several} steps above '{multiplier.place.text}'"
        raise failure(multiplier.place, what, "write each step on a line of its own, above this")
    _deepen(result, multiplier)
    nodes = _in_turn([node for block in result.blocks[-several:] for node in block], context)
    result.blocks[-several:] = [[Repeat(multiplier.low, multiplier.high, nodes, multiplier.place, is_group=True)]]


def _index_of(result: Blocks, block: list[Node] | None) -> int | None:
    """Where a block stands by now; None where it is gone."""
    return next((index for index, other in enumerate(result.blocks) if other is block), None)


def fill_time(header: Repeat, told: Multiplier, context: Context) -> None:
    """Give a header the number of passes of its lines that fit into the length that it tells."""
    body = _in_turn(header.body, context)
    header.body = body
    header.low = header.high = passes_until(body, told, context)
