"""What the first two atoms of a phrase can be, found out from its tests.

It exists so that a line asks only the few phrases that can begin at an atom, and none of them has to say so itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from trackclock.core.notation.words.values import Measure
from trackclock.core.notation.words.vocabulary import Part

ANY: frozenset[str] = frozenset((*Part, *Measure)) - {Part.QUANTITY}
"""Every atom has one of these: its part, or what it measures if it is a quantity."""

_MORE = 2
"""Of so many atoms or more; it matters no further."""


class Head(NamedTuple):
    """What the first two atoms of something can be, and what it cannot be without.

    Attributes:
        first: parts, measures, values and texts; the first atom has one of them.
        then: the same of the second.
        widths: of how many atoms it can be.
        needs: sets of them; of each set the line has one somewhere.
    """

    first: frozenset[str]
    then: frozenset[str]
    widths: frozenset[int]
    needs: tuple[frozenset[str], ...] = ()


ANYTHING = Head(ANY, ANY, frozenset((_MORE,)))
_NOTHING = Head(frozenset(), frozenset(), frozenset((0,)))
_HEADS: dict[Callable[..., Any], Head] = {}


def head_of(test: Callable[..., Any]) -> Head:
    """What a test can begin with: anything, if nobody told."""
    return _HEADS.get(test, ANYTHING)


def told(test: Callable[..., Any], head: Head) -> None:
    """Tell what a test can begin with."""
    _HEADS[test] = head


def one_atom(looks: Iterable[str]) -> Head:
    """One atom that has one of some looks."""
    first = frozenset(looks)
    first = first | set(Measure) if Part.QUANTITY in first else first
    return Head(first, frozenset(), frozenset((1,)), (first,))


def in_a_row(heads: Iterable[Head]) -> Head:
    """Several behind each other."""
    first, then, widths, needs = _NOTHING
    for head in heads:
        then |= (head.first if 1 in widths else frozenset()) | (head.then if 0 in widths else frozenset())
        first |= head.first if 0 in widths else frozenset()
        widths = frozenset(min(one + other, _MORE) for one in widths for other in head.widths)
        needs += head.needs
    return Head(first, then, widths, needs)


def one_of(heads: Iterable[Head]) -> Head:
    """Any of several."""
    first, then, widths, needs = zip(*heads, strict=True)
    least = [min(each, key=_how_many) for each in needs if each]
    is_needed = len(least) == len(needs)
    by_all = frozenset(needs[0]).intersection(*needs[1:])
    nothing = frozenset[str]()
    return Head(
        nothing.union(*first),
        nothing.union(*then),
        frozenset[int]().union(*widths),
        (*by_all, nothing.union(*least)) if is_needed else (),
    )


def _how_many(looks: frozenset[str]) -> tuple[int, int]:
    """How many atoms can have one of some looks, roughly: a part has more than a word."""
    return len(looks & ANY), len(looks)


def repeated(head: Head, least: int, most: int) -> Head:
    """The same several times, or not at all."""
    often = (head,) if most == 1 else (head, in_a_row((head, head)))
    return one_of((*often, _NOTHING) if least == 0 else often)


def ahead(head: Head) -> Head:
    """What only has to follow; whatever is said of the same atoms behind it is not looked at."""
    if 0 in head.widths:
        return ANYTHING
    return head._replace(then=ANY if 1 in head.widths else head.then, widths=ANYTHING.widths)
