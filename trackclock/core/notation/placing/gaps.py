"""Pauses put into the gaps of reps: inside a pass, between passes, between all the reps of a run.

It exists so that the rules of where a pause belongs need not know how it gets there.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from trackclock.core.notation.context import failure
from trackclock.core.notation.lazily import Lazily
from trackclock.core.notation.placing.levels import ends_in_pause, free_level, has_own_pause, innermost
from trackclock.core.notation.tree import Node, Pause, Repeat, Scope, Work

_TURNS = Lazily(r"\balternat|\brepeat|\bso on\b", re.IGNORECASE)
"""What says that several recoveries come in turn."""


def several(repeat: Repeat, pause: Pause) -> list[Pause]:
    """One pause for every gap of a repeat.

    Raises:
        NotationError: if there are not as many pauses as gaps.
    """
    if len(pause.quantities) < 2:
        return [pause]
    gaps = repeat.high if pause.is_after else repeat.high - 1
    if _TURNS.search(pause.place.text):
        turns = itertools.islice(itertools.cycle(pause.quantities), gaps)
        return [replace(pause, quantities=[quantity]) for quantity in turns]
    if len(pause.quantities) != gaps:
        what = f"{len(pause.quantities)} recoveries are named for {gaps} gaps"
        raise failure(pause.place, what, "name one for all, or one for each gap")
    return [replace(pause, quantities=[quantity]) for quantity in pause.quantities]


def set_between(repeat: Repeat, pause: Pause) -> None:
    """Let a pause lie between the passes of a repeat."""
    repeat.between = several(repeat, pause)
    repeat.is_after = pause.is_after


def move_inwards(node: Repeat) -> bool:
    """Give the pause of the sets to the reps inside, where they have none: a rest between sets was named after it."""
    told = node.between[0]
    if len(node.between) > 1 or told.scope is Scope.SETS:
        return False
    inner = innermost(node)
    if inner is not node and inner.high > 1 and not inner.between and not ends_in_pause(inner):
        set_between(inner, told)
        return True
    return inner is node and fill_body(node, told)


def between_all(nodes: list[Node], pause: Pause) -> bool:
    """Put a pause between every two pieces that have none; one of sets takes the place of one told for the reps.

    `2 x 500m w/ 5 min; 2 x 300m w/ 3 min [10 min between]`, `4 x 400m, 3 x 300m, 5 min between sets`.
    """
    spaced: list[Node] = []
    for node in nodes:
        if spaced and not isinstance(node, Pause):
            before = spaced[-1]
            if isinstance(before, Pause) and before.is_spread and pause.scope is Scope.SETS:
                spaced[-1] = pause
            elif not isinstance(before, Pause):
                spaced.append(pause)
        spaced.append(node)
    is_put = any(node is pause for node in spaced)
    nodes[:] = spaced
    return is_put


def fill_sets(node: Node, pause: Pause) -> bool:
    """Put a pause between all reps of a set that has repeats in it: `3 x (800m + 2 x 400m), 60s between each rep`."""
    if not isinstance(node, Repeat) or len(node.body) < 2 or len(pause.quantities) > 1:
        return False
    if any(isinstance(inner, Pause) for inner in node.body) or not any(isinstance(n, Repeat) for n in node.body):
        return False
    body: list[Node] = []
    for inner in node.body:
        if (level := free_level(inner, is_for_reps=True)) is not None:
            set_between(level, pause)
        body += [pause, inner] if body else [inner]
    node.body = body
    pause.is_spread = True
    return True


def fill_body(node: Node, pause: Pause) -> bool:
    """Put a pause between the reps inside a repeat of several, where none was named: `3 x (400, 300, 200) w/ 90s`."""
    while isinstance(node, Repeat) and len(node.body) == 1:
        node = node.body[0]
    if not isinstance(node, Repeat) or len(pause.quantities) > 1 or any(isinstance(n, Repeat) for n in node.body):
        return False
    return _fill_gaps(node, pause)


def fill_each(node: Node, pause: Pause) -> bool:
    """Put one pause of several behind each rep inside a repeat: `2 x (400m, 200m) with 60s, 90s recoveries`."""
    is_list = isinstance(node, Repeat) and not node.between and len(pause.quantities) == len(node.body) > 1
    if not isinstance(node, Repeat) or not is_list or not all(isinstance(inner, Work) for inner in node.body):
        return False
    pauses = [replace(pause, quantities=[quantity]) for quantity in pause.quantities]
    node.body = [entry for pair in zip(node.body, pauses, strict=True) for entry in pair]
    return True


def _fill_gaps(node: Repeat, pause: Pause) -> bool:
    """Put a pause into every gap of a body; where some have one already, only if it was said to lie between reps."""
    body: list[Node] = []
    is_said = pause.scope is Scope.REPS or not any(isinstance(inner, Pause) for inner in node.body)
    for inner in node.body:
        if is_said and body and _is_gap(body[-1], inner):
            body.append(pause)
        body.append(inner)
    is_filled = len(body) > len(node.body)
    node.body = body
    pause.is_spread = pause.is_spread or is_filled
    return is_filled


def _is_gap(before: Node, inner: Node) -> bool:
    """Whether there is room for a pause between two reps."""
    return not (isinstance(before, Pause) or isinstance(inner, Pause) or inner.joint == "into")


def run_of(nodes: list[Node]) -> list[int]:
    """Indices of the reps and repeats at the end of a level that have no pause yet.

    A rep that goes on into the next piece is one with it.
    """
    run: list[int] = []
    for index in range(len(nodes) - 1, -1, -1):
        node = nodes[index]
        if isinstance(node, Pause):
            break
        if isinstance(node, Repeat) and has_own_pause(node):
            break
        if not (node.joint == "into" and index and _is_one(nodes[index - 1])):
            run.append(index)
    return list(reversed(run))


def _is_one(node: Node) -> bool:
    """Whether it is one rep, as `1 x 10 min` is."""
    return isinstance(node, Work) or (isinstance(node, Repeat) and node.high == 1 and isinstance(node.body[0], Work))


def to_all(nodes: list[Node], run: list[int], pause: Pause) -> None:
    """Put one pause between all the reps of a run, inside its repeats and between them."""
    gaps = len(run) - 1
    pause.is_spread = True
    several = len(pause.quantities) > 1
    last = replace(pause, quantities=pause.quantities[-1:]) if several and len(pause.quantities) == gaps + 1 else None
    if several and last is None and len(pause.quantities) != gaps:
        what = f"{len(pause.quantities)} recoveries are named for {gaps} gaps"
        raise failure(pause.place, what, "name one for all, or one for each gap")
    for index in run:
        if (level := free_level(nodes[index])) is not None and not several:
            set_between(level, pause)
            level.is_after = level.is_after and level is not nodes[index]
    for count, index in enumerate(reversed(run[1:])):
        quantity = pause.quantities[gaps - 1 - count] if several else None
        nodes.insert(index, replace(pause, quantities=[quantity]) if quantity is not None else pause)
    if pause.is_after or last is not None:
        nodes.append(last or pause)
