"""The levels of a repeat: which passes are sets, which have a pause of their own, which are free for one.

It exists because both the role of a length and the place of a pause depend on it.
"""

from __future__ import annotations

from trackclock.core.notation.tree import Node, Pause, Repeat, Work


def has_sets(node: Node) -> bool:
    """Whether a repeat has passes that can be called sets: a repeat or several reps inside."""
    if not isinstance(node, Repeat) or node.high < 2:
        return False
    works = sum(isinstance(inner, Work) for inner in node.body)
    return works > 1 or any(isinstance(inner, Repeat) for inner in node.body)


def innermost(node: Repeat) -> Repeat:
    """The repeat deepest inside, as long as each holds nothing else."""
    while len(node.body) == 1 and isinstance(node.body[0], Repeat):
        node = node.body[0]
    return node


def ends_in_pause(repeat: Repeat) -> bool:
    """Whether the last thing of a pass is a pause; one that it begins with lies behind the pass before as well."""
    return bool(repeat.body) and (isinstance(repeat.body[-1], Pause) or isinstance(repeat.body[0], Pause))


def free_level(node: Node, *, is_for_reps: bool = False) -> Repeat | None:
    """The repeat inside a node that a pause told behind it belongs to: the innermost one without a pause of its own.

    Where brackets were written, a pause outside them belongs to their passes first, unless it is said to be for reps.
    """
    if not isinstance(node, Repeat):
        return None
    levels = [node]
    while len(levels[-1].body) == 1 and isinstance(levels[-1].body[0], Repeat):
        levels.append(levels[-1].body[0])
    bracket = next((index for index, level in enumerate(levels) if level.is_group), None)
    order = list(reversed(levels)) if bracket is None or is_for_reps else list(reversed(levels[: bracket + 1]))
    for level in order:
        if not level.between and not ends_in_pause(level) and level.high > 1:
            return level
    return None


def has_own_pause(node: Repeat) -> bool:
    """Whether a pause was named for a repeat, on any level, and none is free."""
    if free_level(node) is not None:
        return False
    inner: Node = node
    while isinstance(inner, Repeat):
        if inner.between or ends_in_pause(inner) or len(inner.body) != 1:
            return True
        inner = inner.body[0]
    return False
