"""The gaps of a tree, filled: every two reps get a pause between them, named or assumed.

It exists before the unrolling so that the number of steps is known, and refused, before a single step is made.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.limits import MAX_STEPS
from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.message.blocks import Blocks
from trackclock.core.notation.placing.send_offs import refuse_beside_send_off
from trackclock.core.notation.tree import Lead, Node, Pause, Repeat, Work


def finish(blocks: Blocks, context: Context) -> list[list[Node]]:
    """Fill the gaps that no pause was named for, inside repeats, within lines and between them."""
    tree: list[list[Node]] = []
    for nodes in blocks.blocks:
        finished = _fill(nodes, context)
        if tree and not isinstance(tree[-1][-1], Pause) and finished and not isinstance(finished[0], Pause):
            tree.append([_assumed(tree[-1][-1], finished[0], context)])
        tree.append(finished)
    if tree and not blocks.cooldowns:
        _check_last(tree[-1])
    while (
        tree
        and not blocks.cooldowns
        and isinstance(tree[-1][-1], Pause)
        and tree[-1][-1].lead is not Lead.LIST
        and not tree[-1][-1].is_after
    ):
        context.assume(tree[-1][-1].place, f"'{tree[-1][-1].place.text}' after the last rep is left out")
        tree[-1] = tree[-1][:-1]
        if not tree[-1]:
            tree.pop()
    return tree


def _check_last(nodes: Sequence[Node]) -> None:
    """Refuse a send-off that no rep starts after, and a recovery told beside one.

    Raises:
        NotationError: for either behind the last rep.
    """
    last = nodes[-1]
    if not isinstance(last, Pause):
        return
    if last.is_cycle:
        what = f"no rep starts after '{last.place.text}'"
        raise failure(last.place, what, "write how many there are, such as 10 x 400m on 2:00")
    refuse_beside_send_off(nodes[:-1], last)


def _fill(nodes: Sequence[Node], context: Context, *, is_repeated: bool = False) -> list[Node]:
    """The nodes with a pause in every gap."""
    result: list[Node] = []
    for node in nodes:
        if isinstance(node, Repeat):
            _fill_repeat(node, context)
            if node.high == 1 and not node.is_after:
                result.extend(_spliced(node, result, context, is_repeated=is_repeated))
                continue
        if result and not isinstance(node, Pause) and not isinstance(result[-1], Pause):
            joint = node.joint if isinstance(node, (Work, Repeat)) else ""
            is_straight_on = joint == "into" or (joint == "then" and is_repeated and isinstance(node, Work))
            if is_straight_on and isinstance(result[-1], Work):
                if joint != "into":
                    context.assume(node.place, f"'{node.place.text}' follows without a recovery")
            else:
                result.append(_assumed(result[-1], node, context))
        result.append(node)
    return result


def _spliced(node: Repeat, before: list[Node], context: Context, *, is_repeated: bool) -> list[Node]:
    """The body of a bracket that is passed once, with a pause before it where one is missing."""
    if not before or not node.body:
        return node.body
    filled = _fill([before[-1], node.body[0]], context, is_repeated=is_repeated)
    return [*filled[1:], *node.body[1:]]


def _fill_repeat(repeat: Repeat, context: Context) -> None:
    """Give a repeat the pause between its passes, and fill its body."""
    if repeat.high > 1 and not repeat.between and len(repeat.body) > 1 and isinstance(repeat.body[-1], Pause):
        pause = repeat.body[-1]
        repeat.body = repeat.body[:-1]
        repeat.between, repeat.is_after = [pause], pause.is_after
    told = [node for node in repeat.body if isinstance(node, Pause)]
    works = [node for node in repeat.body if not isinstance(node, Pause)]
    is_led = bool(repeat.body) and isinstance(repeat.body[0], Pause)
    repeat.body = _fill(repeat.body, context, is_repeated=True)
    if repeat.between or repeat.high < 2 or is_led:
        return
    same = told and len(told) == len(works) - 1 and all(pause is told[0] for pause in told)
    if same and (told[0].lead is not Lead.LIST or told[0].is_spread):
        context.assume(repeat.place, f"'{told[0].place.text}' is taken between the passes as well")
        repeat.between = [told[0]]
        return
    repeat.between = [_assumed(works[-1], works[0], context)]


def _assumed(before: Node, after: Node, context: Context) -> Pause:
    """The open pause for a gap that none was named for."""
    place = after.place
    context.assume(
        place, f"no recovery is named between '{_named(before)}' and '{_named(after)}'; an open one is taken"
    )
    is_rest = isinstance(before, Repeat) or isinstance(after, Repeat)
    return Pause([], place, is_rest=is_rest, lead=Lead.ASSUMED)


def _named(node: Node) -> str:
    while isinstance(node, Repeat):
        node = next((inner for inner in node.body if not isinstance(inner, Pause)), node.body[0])
    return node.place.text


def check_size(tree: list[list[Node]]) -> None:
    """Refuse a plan with too many steps before any is made."""
    total = 0
    for nodes in tree:
        for node in nodes:
            total += _size(node)
            if total > MAX_STEPS:
                what = f"this makes {total:,} steps" if total < 10**9 else "this makes more than a billion steps"
                raise failure(node.place, what, f"a session has at most {MAX_STEPS:,} steps")


def _size(node: Node) -> int:
    if not isinstance(node, Repeat):
        return 1
    inner = sum(_size(child) for child in node.body)
    return node.high * inner + (node.high if node.is_after else node.high - 1)
