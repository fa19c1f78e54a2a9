"""The gaps of a tree, filled: every two reps get a pause between them, named or assumed.

It exists before the unrolling so that the number of steps is known, and refused, before a single step is made.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.limits import MAX_STEPS
from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.message.blocks import Blocks
from trackclock.core.notation.placing.send_offs import beside_send_off
from trackclock.core.notation.steps.apart import refuse_again, refuse_apart, refuse_told
from trackclock.core.notation.tree import Lead, Node, Pause, Relative, Repeat, Work
from trackclock.core.notation.words.quantities import in_unit
from trackclock.core.notation.words.values import Quantity
from trackclock.core.notation.words.vocabulary import LAP_UNITS


def finish(blocks: Blocks, context: Context) -> list[list[Node]]:
    """Fill the gaps that no pause was named for, inside repeats, within lines and between them.

    Raises:
        NotationError: for more steps than a plan may have, and for a send-off that no rep starts after.
    """
    refuse_told([node for nodes in blocks.blocks for node in nodes], context)
    tree: list[list[Node]] = []
    last: Node | None = None
    _same_again(blocks.nodes(), context)
    for nodes in blocks.blocks:
        filled = _filled(nodes, context)
        gap = _gap(tree[-1][-1], filled[0], context) if tree else []
        if gap and last is not None:
            refuse_apart(last, nodes[0], context)
            refuse_again(last, nodes[0], context)
        tree += [gap, filled] if gap else [filled]
        last = nodes[-1]
    if tree and not blocks.cooldowns:
        _check_last(tree[-1])
        _refuse_lone(tree, context)
        _leave_out_last(tree, context)
    _check_size(tree)
    return tree


def _same_again(nodes: Sequence[Node], context: Context) -> None:
    """Give reps without a recovery that of the same reps before them: `3 x 300m with 60s, 4 min, 3 x 300m`."""
    known: dict[Quantity, Pause] = {}
    for node in nodes:
        while isinstance(node, Repeat) and node.high == 1 and len(node.body) == 1:
            node = node.body[0]
        work = node.body[0] if isinstance(node, Repeat) and node.high > 1 else None
        if not isinstance(node, Repeat) or not isinstance(work, Work) or work.quantity is None:
            continue
        told = [*node.body[1:], *node.between]
        only = told[0] if len(told) == 1 else None
        if isinstance(only, Pause) and only.quantities and not only.is_cycle:
            known[work.quantity] = only
        elif not told and work.quantity in known:
            node.between = [known[work.quantity]]
            context.assume(work.place, f"'{node.between[0].place.text}' is taken between these as well")


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
    beside_send_off(nodes[:-1], last)


def _refuse_lone(tree: Sequence[Sequence[Node]], context: Context) -> None:
    """Ask whether several laps, miles or kilometres with a recovery are so many reps: `6 laps with 90 s rest`.

    Raises:
        NotationError: where nothing else is run.
    """
    nodes = [node for nodes in tree for node in nodes]
    work, pause = nodes if len(nodes) == _REP_AND_PAUSE else (None, None)
    if not isinstance(work, Work) or not isinstance(pause, Pause) or work.quantity is None or work.quantity.is_range:
        return
    run = work.quantity
    if not pause.quantities or pause.lead is Lead.LIST or pause.is_after or run.unit not in _CUT or work.pattern:
        return
    one_mm = in_unit(1_000, run, context.options.lap_mm).low
    times = run.low // one_mm if one_mm and not run.low % one_mm else 0
    if not 1 < times <= _MOST_CUT:
        return
    text, told = work.place.text, pause.place.text
    choices = (f"{times} x 1 {run.unit.removesuffix('s')} with {told}", text)
    whole = work.place._replace(width=pause.place.column + pause.place.width - work.place.column)
    raise failure(pause.place, f"'{told}' lies between two reps, and '{text}' is one", "", choices, whole)


_REP_AND_PAUSE = 2
_MOST_CUT = 30
_CUT = frozenset((*LAP_UNITS, "mile", "miles", "k", "km", "mi"))


def _leave_out_last(tree: list[list[Node]], context: Context) -> None:
    """Leave out the recovery behind the last rep, unless it was listed there or said to follow each."""
    while tree and isinstance(last := tree[-1][-1], Pause) and last.lead is not Lead.LIST and not last.is_after:
        context.assume(last.place, f"'{last.place.text}' after the last rep is left out")
        tree[-1].pop()
        if not tree[-1]:
            tree.pop()


def _filled(nodes: Sequence[Node], context: Context, *, is_repeated: bool = False) -> list[Node]:
    """The nodes with a pause in every gap, but where one rep goes on into the next piece.

    A bracket that is passed once is what stands in it.
    """
    result: list[Node] = []
    last: Node | None = None
    for node in nodes:
        inside = [node]
        if isinstance(node, Repeat):
            _fill_repeat(node, context)
            inside = node.body if node.high == 1 and not node.is_after else inside
        if result and inside and not (node.joint == "into" and isinstance(result[-1], Work)):
            gap = _gap(result[-1], inside[0], context, is_repeated=is_repeated)
            if gap and last is not None:
                refuse_apart(last, node, context)
                refuse_again(last, node, context)
            result += gap
        result += inside
        last = node
    return result


def _gap(before: Node, after: Node, context: Context, *, is_repeated: bool = False) -> list[Node]:
    """The pause for a gap that none was named for; none where one was."""
    if isinstance(before, Pause) or isinstance(after, Pause) or (isinstance(before, Repeat) and before.is_after):
        return []
    if isinstance(before, Work) and isinstance(after, Work) and after.joint == "then" and is_repeated:
        context.assume(after.place, f"'{after.place.text}' follows without a recovery")
        return []
    return [_assumed(before, after, context)]


def _fill_repeat(repeat: Repeat, context: Context) -> None:
    """Give a repeat the pause between its passes, and fill its body."""
    repeat.body = _without_bracket(repeat.body)
    last = repeat.body[-1]
    if isinstance(last, Pause) and len(repeat.body) > 1 and repeat.high > 1 and not repeat.between:
        repeat.body = repeat.body[:-1]
        repeat.between, repeat.is_after = [last], last.is_after
    repeat.body = _never_resting(repeat)
    told = [node for node in repeat.body if isinstance(node, Pause)]
    works = [node for node in repeat.body if not isinstance(node, Pause)]
    is_led = bool(repeat.body) and isinstance(repeat.body[0], Pause)
    repeat.body = _filled(repeat.body, context, is_repeated=True)
    if repeat.between or repeat.high < 2 or is_led or works[0].joint == "into":
        return
    if told and len(told) == len(works) - 1 and _is_one_for_all(told):
        context.assume(repeat.place, f"'{told[0].place.text}' is taken between the passes as well")
        repeat.between = told[:1]
    else:
        repeat.between = [_assumed(works[-1], works[0], context)]


def _never_resting(repeat: Repeat) -> list[Node]:
    """What is passed, without a rest anywhere where the passes have none: `3 x (1 mile, 1 mile) without stopping`."""
    none = repeat.between[0] if len(repeat.between) == 1 and repeat.between[0].relative is Relative.NONE else None
    if none is None or any(isinstance(node, Pause) for node in repeat.body):
        return repeat.body
    return [piece for node in repeat.body for piece in (node, none)][:-1]


def _without_bracket(body: list[Node]) -> list[Node]:
    """What is passed without a bracket around all of it that is passed once."""
    only = body[0] if len(body) == 1 else None
    return only.body if isinstance(only, Repeat) and only.high == 1 and not only.is_after else body


def _is_one_for_all(told: Sequence[Pause]) -> bool:
    """Whether one recovery was told for all gaps of a repeat."""
    first = told[0]
    return all(pause is first for pause in told) and (first.lead is not Lead.LIST or first.is_spread)


def _assumed(before: Node, after: Node, context: Context) -> Pause:
    """The open pause for a gap that none was named for."""
    gap = f"between '{_named(before)}' and '{_named(after)}'"
    context.assume(after.place, f"no recovery is named {gap}; an open one is taken")
    is_rest = isinstance(before, Repeat) or isinstance(after, Repeat)
    return Pause([], after.place, is_rest=is_rest, lead=Lead.ASSUMED)


def _named(node: Node) -> str:
    while isinstance(node, Repeat):
        node = next((inner for inner in node.body if not isinstance(inner, Pause)), node.body[0])
    return node.place.text


def _check_size(tree: list[list[Node]]) -> None:
    """Refuse a plan with too many steps before any is made."""
    total = 0
    for node in (node for nodes in tree for node in nodes):
        total += _size(node)
        if total > MAX_STEPS:
            what = f"this makes {total:,} steps" if total < 10**9 else "this makes more than a billion steps"
            raise failure(node.place, what, f"a session has at most {MAX_STEPS:,} steps")


def _size(node: Node) -> int:
    if not isinstance(node, Repeat):
        return 1
    return node.high * sum(map(_size, node.body)) + (node.high if node.is_after else node.high - 1)
