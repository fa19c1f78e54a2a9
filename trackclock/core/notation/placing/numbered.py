"""Pauses told for reps by their number: `60s rest, 2 min after the 3rd`, `90s after 4/5/6`.

It exists because such a pause takes the place of the one that was told for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from trackclock.core.notation.context import failure
from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.placing.levels import has_sets
from trackclock.core.notation.tree import Node, Pause, Repeat, Scope, Work


@dataclass(frozen=True, slots=True)
class _Gap:
    """What lies behind one rep.

    Attributes:
        node: the rep, or the repeat that it is in.
        index: which gap of the repeat it is, from 0; the last pass has none in it.
        passes: how many passes are counted.
    """

    node: Work | Repeat
    index: int = 0
    passes: int = 1

    @property
    def is_inside(self) -> bool:
        """Whether it lies between two passes."""
        return self.index + 1 < self.passes


_EVERY = 50
"""Numbers up to here are those of every so many reps, however many there are."""


def at_their_numbers(nodes: list[Node], pauses: Sequence[Pause]) -> None:
    """Put pauses behind the reps whose numbers they name.

    Args:
        nodes: a level, which is changed; what was told for all of its reps is in its place.
        pauses: those with numbers.

    Raises:
        NotationError: if there is no such rep, or if a repeat has a gap that none is named for.
    """
    for is_of_sets in (False, True):
        several = [pause for pause in pauses if (pause.scope is Scope.SETS) is is_of_sets]
        if several:
            _fill(nodes, list(_gaps(nodes, is_of_sets=is_of_sets)), several)


def _fill(nodes: list[Node], gaps: Sequence[_Gap], pauses: Sequence[Pause]) -> None:
    """Put pauses into those of the gaps whose numbers they name."""
    told = {_number(number, len(gaps)): pause for pause in pauses for number in pause.numbers}
    for number, pause in [*told.items()]:
        if not 0 < number <= len(gaps) and pause.numbers[-1] >= _EVERY:
            del told[number]  # after every 4th
        elif not 0 < number <= len(gaps):
            raise _nothing_there(pause)
    for node in nodes:
        if isinstance(node, Repeat):
            _fill_inside(
                node, [number for number, gap in enumerate(gaps, 1) if gap.node is node and gap.is_inside], told
            )
    for number in sorted(told, reverse=True):
        gap = gaps[number - 1]
        if not gap.is_inside:
            behind = next(index for index, node in enumerate(nodes) if node is gap.node) + 1
            is_told = behind < len(nodes) and isinstance(nodes[behind], Pause)
            nodes[behind : behind + is_told] = [told[number]]


def _fill_inside(repeat: Repeat, own: Sequence[int], told: Mapping[int, Pause]) -> None:
    """Put pauses between the passes of a repeat, whose gaps have these numbers."""
    named = [told[number] for number in own if number in told]
    if not named:
        return
    if not repeat.between and len(named) < len(own):
        raise _nothing_there(named[0])
    known = repeat.between
    repeat.between = [
        told[number] if number in told else known[min(index, len(known) - 1)] for index, number in enumerate(own)
    ]
    repeat.is_between_sets = named[0].scope is Scope.SETS


def _number(number: int, reps: int) -> int:
    """The number of a rep, where it was told from the end, or as the middle of all."""
    if number == 0:
        return reps // 2 if reps % 2 == 0 else -1
    return number if number > 0 else number + reps


def _gaps(nodes: Sequence[Node], *, is_of_sets: bool) -> Iterator[_Gap]:
    """The gaps behind the reps of a level in order, or behind its sets; none behind reps that are in sets."""
    for node in nodes:
        if is_of_sets:
            passes = range(node.high) if isinstance(node, Repeat) and has_sets(node) else range(1)
            yield from (_Gap(node, index, len(passes)) for index in passes if isinstance(node, Repeat))
        elif isinstance(node, Work):
            yield _Gap(node)
        elif isinstance(node, Repeat):
            if len(node.body) != 1 or not isinstance(node.body[0], Work):
                return
            yield from (_Gap(node, index, node.high) for index in range(node.high))


def _nothing_there(pause: Pause) -> NotationError:
    what = f"there is nothing that '{pause.place.text}' is for"
    instead = "name a recovery for each gap, or a length, such as 2 min after the 600s"
    return failure(pause.place, what, instead)
