"""Which mark the digits name while a coach is naming.

It exists apart from the screen because it is a place in a list that grows and shrinks while one looks: what was chosen
stays chosen as long as it is there.
"""

from __future__ import annotations

from dataclasses import dataclass

from trackclock.core.group.picture import GroupView


@dataclass(frozen=True, slots=True)
class InReach:
    """A mark that can be named.

    Attributes:
        mark: its number.
        at: its instant.
        athlete: whose it is; None for nobody's.
        split_ms: since the start that it follows.
    """

    mark: int
    at: int
    athlete: int | None
    split_ms: int


def in_reach(view: GroupView) -> list[InReach]:
    """The marks that can be named: those that are nobody's, and everybody's newest; in the order in which they came."""
    found = [InReach(one.mark, one.at, None, one.split_ms) for one in view.unnamed]
    found += [
        InReach(row.last.mark, row.last.at, row.athlete, row.last.split_ms)
        for row in view.rows
        if row.last is not None and row.last.mark >= 0
    ]
    return sorted(found, key=lambda one: (one.at, one.mark))


def first_to_name(view: GroupView) -> int | None:
    """The mark with which naming begins: the oldest that is nobody's, else the newest of all; None without any."""
    if view.unnamed:
        return view.unnamed[0].mark
    marks = in_reach(view)
    return marks[-1].mark if marks else None


def beside(view: GroupView, mark: int, by: int) -> int:
    """The mark before or after one; the same at either end.

    Args:
        view: the picture.
        mark: the chosen one.
        by: -1 or 1.
    """
    numbers = [one.mark for one in in_reach(view)]
    if mark not in numbers:
        return mark
    return numbers[max(0, min(len(numbers) - 1, numbers.index(mark) + by))]


def still_named(view: GroupView, mark: int) -> int | None:
    """What is to be named now that time has passed: the same while it is there, else as at the beginning."""
    if any(one.mark == mark for one in in_reach(view)):
        return mark
    return next_to_name(view)


def next_to_name(view: GroupView) -> int | None:
    """What is named next once one has its name: the oldest that is nobody's; None: naming is over."""
    return view.unnamed[0].mark if view.unnamed else None
