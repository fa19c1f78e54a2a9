"""Where the pauses of a level belong: between which reps, which sets, or at a place of their own.

It exists apart from `attach` because these are the rules that decide most of what a session looks like.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.placing.aims import matches
from trackclock.core.notation.placing.cuts import Ahead, cuts_of
from trackclock.core.notation.placing.gaps import between_all, move_inwards, run_of, several
from trackclock.core.notation.placing.levels import ends_in_pause, has_sets, innermost
from trackclock.core.notation.placing.numbered import at_their_numbers
from trackclock.core.notation.placing.places import between_reps
from trackclock.core.notation.tree import Item, Lead, Node, Pause, Repeat, Scope, Work, first_work, last_work
from trackclock.core.notation.words.values import Quantity

_HIGHEST_NUMBER = 60_000
"""A bare number up to this, in thousandths, can be that of a rep."""


def place_pauses(
    items: list[Node], context: Context, *, is_repeated: bool = False, known: list[Node] | None = None
) -> tuple[list[Node], list[Item]]:
    """Put every pause of a level where it belongs.

    Args:
        items: reps, repeats and pauses in the order of the text.
        context: gets what was assumed.
        is_repeated: whether they are the body of a repeat.
        known: reps that stand before the level, for lines that hold nothing but pauses.

    Returns:
        The level with its pauses placed, and the pauses that no place was found for.
    """
    nodes: list[Node] = list(known or [])
    loose: list[Item] = []
    items = _with_rests(items)
    numbered = [item for item in items if isinstance(item, Pause) and item.numbers]
    items = [item for item in items if not (isinstance(item, Pause) and item.numbers)]
    last_work = max((index for index, item in enumerate(items) if not isinstance(item, Pause)), default=-1)
    cuts = frozenset(() if is_repeated else cuts_of(items))
    last_cut = max(cuts, default=-1)
    done: list[Node] = []
    for index, item in enumerate(items):
        if index in cuts:
            done, nodes = [*done, *nodes], []
        if not isinstance(item, Pause):
            nodes.append(item)
            continue
        if done and _is_for_all_blocks(nodes, item):
            done, nodes = [], [*done, *nodes]
        is_rep = last_work > index and isinstance(items[index + 1], Work)
        ahead = Ahead(last_work > index, last_cut > index, is_rep)
        if not _place(nodes, item, context, ahead, is_repeated=is_repeated):
            loose.append(item)
    nodes = [*done, *nodes]
    if not nodes:
        return nodes, [*loose, *numbered]
    if numbered:
        at_their_numbers(nodes, numbered)
    return nodes, loose


def _with_rests(items: Sequence[Node]) -> list[Node]:
    """The pieces with `60s, 3 min rest` behind a repeat as its recovery and a rest, unless it has two gaps for them."""
    parted: list[Node] = []
    for index, item in enumerate(items):
        before = parted[-1] if parted else None
        is_pair = isinstance(item, Pause) and len(item.quantities) == 2 and item.scope is not Scope.SETS
        if (
            isinstance(item, Pause)
            and is_pair
            and isinstance(before, Repeat)
            and _has_rest(item, before, items[index:])
        ):
            mode = item.mode if item.is_rest else None
            first = replace(item, quantities=item.quantities[:1], is_rest=False, mode=mode, words="", numbers=())
            parted += [first, replace(item, quantities=item.quantities[1:], lead=Lead.LIST)]
        else:
            parted.append(item)
    return parted


def _has_rest(pair: Pause, before: Repeat, items: Sequence[Node]) -> bool:
    """Whether of two lengths behind a repeat the second is the rest behind it; the items begin with the two."""
    first, second = pair.quantities
    is_longer = first.measure is second.measure and second.low > first.low
    if len(items) > 1 and not isinstance(items[1], Pause) and is_longer:
        return pair.is_rest or pair.mode is not None or before.high != 3
    return bool(pair.numbers) or (pair.is_rest and before.high != 3)


def _is_for_all_blocks(block: Sequence[Node], pause: Pause) -> bool:
    """Whether a pause is for the blocks before its own too: one between sets where its own has none, or told of all."""
    if pause.scope is Scope.SETS:
        return not any(has_sets(node) for node in block)
    is_left = pause.scope is Scope.REPS and not run_of(list(block))
    return is_left or pause.lead is Lead.LABEL or pause.selector is not None


def _place(nodes: list[Node], pause: Pause, context: Context, ahead: Ahead, *, is_repeated: bool) -> bool:
    """Put one pause where it belongs; False if there is no such place."""
    if pause.is_fixed and pause.is_last and nodes and isinstance(nodes[-1], Pause):
        context.assume(pause.place, f"'{pause.place.text}' takes the place of '{nodes[-1].place.text}'")
        nodes.pop()
    if (first := _first_for_reps(nodes, pause)) is not None:
        between_reps(nodes, first, context, ahead, is_repeated=is_repeated)
    if pause.selector is None and pause.scope is not Scope.SETS:
        return between_reps(nodes, pause, context, ahead, is_repeated=is_repeated)
    context.spend(len(nodes), pause.place)
    if pause.selector is None:
        return _between_sets(nodes, pause, context)
    is_found = _for_selected(nodes, pause)
    is_number = pause.selector.is_count and pause.selector.low <= _HIGHEST_NUMBER
    if is_found or not (is_number and pause.is_behind and nodes):
        return is_found
    at_their_numbers(nodes, [replace(pause, numbers=(pause.selector.low // 1_000,))])
    return True


def _first_for_reps(nodes: list[Node], pause: Pause) -> Pause | None:
    """Of `w/ 60s, 3 min between sets` the first is for the reps, where those have none; taken out of the list."""
    is_pair = pause.scope is Scope.SETS and len(pause.quantities) == 2
    is_pair = is_pair and (pause.quantities[0].unit != "" or pause.quantities[0].is_clock)
    if not is_pair:
        return None
    repeats = [node for node in nodes if isinstance(node, Repeat)]
    if not repeats or not (has_sets(repeats[-1]) or len(repeats) > 1):
        return None
    first = replace(pause, quantities=pause.quantities[:1], scope=Scope.REPS)
    pause.quantities = pause.quantities[1:]
    return first


def _matches(pause: Pause, quantity: Quantity | None) -> bool:
    """Whether a pause was told for reps of a length."""
    told = () if pause.selector is None or quantity is None else (pause.selector, *pause.others)
    return any(quantity is not None and matches(selector, quantity) for selector in told)


def _between_two(nodes: list[Node], pause: Pause) -> bool:
    """A pause for wherever a rep of one length meets one of another: "2 minutes between the 600 and the 400"."""
    found, following = False, None
    for index in range(len(nodes) - 1, -1, -1):
        if isinstance(node := nodes[index], Pause):
            continue
        found |= isinstance(node, Repeat) and _between_two(node.body, pause)
        sizes = [work.quantity for work in (last_work(node), first_work(following)) if work is not None]
        if len(sizes) == 2 and sizes[0] != sizes[1] and all(_matches(pause, size) for size in sizes):
            is_way_back = not matches(pause.others[0], sizes[1] or pause.others[0])  # which may have its own
            _insert_behind(nodes, index, replace(pause, is_spread=is_way_back))
            found = True
        following = node
    return found


def _for_selected(nodes: list[Node], pause: Pause) -> bool:
    """A pause for the reps of one length: "2 minutes after the 600s"."""
    if pause.others and not pause.is_behind:
        return _between_two(nodes, pause)
    found = False
    for index in range(len(nodes) - 1, -1, -1):
        node = nodes[index]
        if isinstance(node, Work) and _matches(pause, node.quantity):
            _insert_behind(nodes, index, pause)
            found = True
        elif isinstance(node, Repeat):
            inner = innermost(node)
            works = [entry for entry in inner.body if isinstance(entry, Work)]
            if len(works) == 1 and _matches(pause, works[0].quantity):
                inner.between, found = several(inner, pause), True
                if inner.high == 1 or pause.is_behind:
                    _insert_behind(nodes, index, pause if inner.high == 1 else replace(pause, is_spread=True))
            elif len(inner.body) > 1 and _for_selected(inner.body, pause):
                found = True
                between_passes(inner, pause)
    return found


def between_passes(repeat: Repeat, pause: Pause) -> None:
    """Let a pause told for the reps of a length lie between the passes as well, where each ends with such a rep."""
    last = last_work(repeat)
    is_last = last is not None and _matches(pause, last.quantity)
    if is_last and pause.is_behind and not repeat.between and repeat.high > 1:
        repeat.between = [pause]


def _insert_behind(nodes: list[Node], index: int, pause: Pause) -> None:
    """Put a pause between a piece and the one behind it, if there is one; one told for all gaps gives way to it."""
    behind = nodes[index + 1 : index + 2]
    if any(not isinstance(node, Pause) or node.is_spread for node in behind):
        nodes[index + 1 : index + 1 + isinstance(behind[0], Pause)] = [pause]


def _between_sets(nodes: list[Node], pause: Pause, context: Context) -> bool:
    """A rest between sets: the passes of the outermost repeat that has sets, else the repeats of the line."""
    with_sets = [node for node in nodes if isinstance(node, Repeat) and has_sets(node)]
    for node in with_sets:
        if node.between and not move_inwards(node):
            what = f"two rests are named between the sets: '{node.between[0].place.text}' is the other"
            raise failure(pause.place, what, "leave one out")
        node.between, node.is_after, node.is_between_sets = several(node, pause), pause.is_after, True
    return bool(with_sets) or _between_pieces(nodes, pause) or _between_only(nodes, pause, context)


def _between_pieces(nodes: list[Node], pause: Pause) -> bool:
    """`4 x 400m, 3 x 300m, 5 min between sets`: the repeats of the line are the sets."""
    is_of_sets = sum(isinstance(node, Repeat) for node in nodes) > 1
    if is_of_sets:
        between_all(nodes, pause)
    return is_of_sets


def _between_only(nodes: list[Node], pause: Pause, context: Context) -> bool:
    """`4 x 400m, 2 min between sets`: there are no sets, so the reps are meant."""
    works = [node for node in nodes if not isinstance(node, Pause)]
    only = works[0] if len(works) == 1 else None
    if not isinstance(only, Repeat) or only.between or ends_in_pause(only):
        return False
    context.assume(pause.place, f"'{pause.place.text}' is taken between the reps: there are no sets")
    only.between, only.is_after = [pause], pause.is_after
    return True
