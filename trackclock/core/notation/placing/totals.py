"""What is told twice: a sum before the pieces that it is made of, and the same reps again in sets.

It exists because a message often opens with how much is run, which must not be run beside what it is made of.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from trackclock.core.limits import SHORTEST_TOTAL_MM, SHORTEST_TOTAL_MS
from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.placing.units import works_of
from trackclock.core.notation.tree import Item, Node, Pause, Place, Repeat, Work
from trackclock.core.notation.words.values import Measure, Quantity

_NAMES = ("fartlek", "ladder", "pyramid")
"""What a session is called whose total is told before its pieces."""

_ADDED = ("then", "and", "+", "into", "&")
"""What parts work that is run from the work that is run after it, and not the same work told again."""


def without_totals(nodes: list[Node], context: Context) -> list[Node]:
    """The nodes of a line without the first, where it only says what the others come to.

    Args:
        nodes: what is run on a line, in order; the pauses of the first go to the second where that has none.
        context: gets what was assumed.

    Returns:
        What is left to run.

    Raises:
        NotationError: if a time is as long as all that follows it, and nothing says that it is their sum.
    """
    works = [node for node in nodes if not isinstance(node, Pause)]
    if len(works) < 2 or works[1].joint in _ADDED:
        return nodes
    first, second = works[0], works[1]
    behind = nodes[nodes.index(second) :]
    if isinstance(first, Repeat) and isinstance(second, Repeat) and len(works) == 2 and _is_in_sets(first, second):
        inner = second.body[0]
        if isinstance(inner, Repeat) and not inner.between:
            inner.between = first.between
        context.assume(first.place, f"'{first.place.text}' is read as the number of all reps that follow")
        return behind
    if isinstance(first, Work) and _is_told_again(first, second, behind, context):
        return behind
    return _without_fartleks(nodes, context)


def _is_told_again(first: Work, second: Node, behind: Sequence[Node], context: Context) -> bool:
    """Whether a length is the sum of what stands behind it, or a title of the reps behind its colon.

    Raises:
        NotationError: if it can be a sum and nothing says so; or is none, and stands before a colon.
    """
    is_stated = isinstance(second, Repeat) and second.joint == ":"
    if _is_plain_total(first) and _comes_to(first.quantity, behind):
        if not is_stated and not any(name in context.source.lower() for name in _NAMES):
            what = f"'{first.place.text}' can be the total of what follows, or be run before it"
            instead = f"leave the total out, or write '{first.place.text}, then {second.place.text} ...'"
            raise failure(first.place, what, instead)
        context.assume(first.place, f"'{first.place.text}' is read as the total of what follows")
        return True
    if not is_stated:
        return False
    if first.quantity is None or not any(_is_as_long(first.quantity, work) for work in works_of([second])):
        raise not_made_of(first.place, f"{second.place.text} x ...")
    context.assume(first.place, f"'{first.place.text}' is read as a title")
    return True


def _is_as_long(quantity: Quantity, work: Work) -> bool:
    return work.quantity is not None and work.quantity[:3] == quantity[:3]


def not_made_of(total: Place, text: str) -> NotationError:
    """The error for a total that what stands behind its colon does not come to."""
    what = f"'{total.text}' is not made of '{text}'"
    return failure(total, what, "leave the total out, or write how often the rest is run")


def _without_fartleks(nodes: list[Node], context: Context) -> list[Node]:
    """The nodes without a fartlek of so long behind other reps, where the repeat behind it is what it consists of."""
    kept: list[Node] = []
    for node, follows in zip_longest(nodes, nodes[1:]):
        is_fartlek = isinstance(node, Work) and _is_fartlek(node) and _is_plain_total(node)
        if (
            is_fartlek
            and isinstance(node, Work)
            and isinstance(follows, Repeat)
            and _comes_to(node.quantity, [follows])
        ):
            context.assume(node.place, f"'{node.place.text}' is read as the total of what follows")
        else:
            kept.append(node)
    return kept


def _is_in_sets(whole: Repeat, sets: Repeat) -> bool:
    """Whether a repeat has the very reps of another one, put into sets: `12 x 300m: 3 sets of 4 x 300m`."""
    inner = sets.body[0] if len(sets.body) == 1 else None
    if not isinstance(inner, Repeat) or whole.low != whole.high or sets.low * inner.low != whole.low:
        return False
    mine, theirs = list(works_of([whole])), list(works_of(list[Item](sets.body)))
    if len(whole.body) != 1 or len(mine) != 1 or len(theirs) != 1 or sets.low < 2:
        return False
    one, other = mine[0].quantity, theirs[0].quantity
    return one is not None and other is not None and (one.measure, one.low) == (other.measure, other.low)


def _is_plain_total(work: Work) -> bool:
    """Whether a rep says nothing of how it is run, unless it is a fartlek, and is long enough to be a whole session."""
    quantity = work.quantity
    is_time = quantity is not None and quantity.measure is Measure.TIME and not quantity.is_range
    is_told = work.target.is_time or work.is_easy if _is_fartlek(work) else bool(work.target.parts or work.words)
    is_long = quantity is not None and quantity.low >= SHORTEST_TOTAL_MS
    return is_time and is_long and not (is_told or work.pattern)


def _is_fartlek(work: Work) -> bool:
    return "fartlek" in " ".join([*work.words, work.target.text]).lower()


def is_whole_run(work: Work) -> bool:
    """Whether a rep is long enough to be a run with the reps of a list in it, and says nothing of how it is run."""
    quantity = work.quantity
    if quantity is None or quantity.is_range or work.target.parts or work.pattern:
        return False
    return quantity.low >= (SHORTEST_TOTAL_MS if quantity.measure is Measure.TIME else SHORTEST_TOTAL_MM)


def _comes_to(total: Quantity | None, nodes: Sequence[Node]) -> bool:
    """Whether the nodes take as long as a time says, the last recovery counted or not."""
    lengths = [length_of(node, Measure.TIME) for node in nodes]
    if total is None or any(length is None for length in lengths):
        return False
    whole = sum(length for length in lengths if length is not None)
    last = nodes[-1]
    gap = length_of(last.between[-1], Measure.TIME) if isinstance(last, Repeat) and last.between else None
    return total.low in (whole, whole + (gap or 0))


def length_of(node: Node, measure: Measure) -> int | None:
    """How long a node is in time or distance, pauses between its passes included; None where that is not told."""
    if isinstance(node, Pause | Work):
        several = node.quantities if isinstance(node, Pause) else [node.quantity]
        quantity = several[0] if len(several) == 1 else None
        return quantity.low if quantity is not None and quantity.measure is measure else None
    parts = [length_of(inner, measure) for inner in node.body]
    gaps = [length_of(pause, measure) for pause in node.between]
    if any(part is None for part in parts) or any(gap is None for gap in gaps) or len(gaps) > 1:
        return None
    body = sum(part for part in parts if part is not None)
    return node.low * body + (node.low - 1) * sum(gap for gap in gaps if gap is not None)
