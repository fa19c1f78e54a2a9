"""What is told twice: a sum before the pieces that it is made of, and the same reps again in sets.

It exists because a message often opens with how much is run, which must not be run beside what it is made of. That a
length is such a sum is said by words (`Whole`), or by the name of a session beside it; whether it is one, and how often
its pieces fit into it, is reckoned here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import TypeVar

from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.lazily import Lazily
from trackclock.core.notation.placing.multiplying import Settle
from trackclock.core.notation.placing.roles import pause_from
from trackclock.core.notation.tree import (
    Aim,
    End,
    Item,
    Node,
    Pause,
    Place,
    Remark,
    Repeat,
    Whole,
    Work,
    last_work,
    works_of,
)
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.plan import StepKind

ADDED = ("then", "and", "+", "into")
"""What parts work that is run from the work that is run after it, and not the same work told again."""

_HOLDS = Lazily(r"\b(?:with|includ\w+|incl|comprising|consisting)\b|w/|:")
"""What stands between a run and its parts."""

_ENDS = (".", ";")
_PARTED = ("then", *_ENDS)
"""Where what a total is made of may be over."""

_FEWEST_PARTS = 2
"""A distance in a sentence of its own is made of at least so many pieces."""

_NEARLY_PERMILLE = 50
"""The parts of a total may come to so much more or less."""

_NAMES = ("fartlek", "interval", "session", "workout", "ladder", "pyramid", "drill", "circuit")
"""Words that call a length that of a whole session."""

_INSIDE = ("within", "in the middle", "inside", "during", "in it", "in there", "along the way")
"""Words that say that what is run is a part of a longer run."""

_Piece = TypeVar("_Piece", bound=Item)


def hard_and_easy(nodes: Sequence[_Piece], context: Context | None = None) -> list[_Piece | Pause]:
    """What is repeated of several pieces: an easy rep behind a hard one is the recovery, as is a time behind metres."""
    found: list[_Piece | Pause] = []
    for node in nodes:
        before = found[-1] if found else None
        is_easy = isinstance(node, Work) and isinstance(before, Work) and node.is_easy and not before.is_easy
        if isinstance(node, Work) and node.joint != "into" and (is_easy or is_time_behind_metres(node, before)):
            if context is not None:
                context.assume(node.place, f"'{node.place.text}' is read as the recovery")
            found.append(pause_from(node))
        else:
            found.append(node)
    return found


def is_time_behind_metres(only: Work, before: Item | None) -> bool:
    """Whether a line has a time and nothing else, behind a line with a distance."""
    last = last_work(before)
    return only.is_bare and only.measure is Measure.TIME and last is not None and last.measure is Measure.DISTANCE


# -- a sum before its pieces ---------------------------------------------------------------------------------------


def without_whole(items: list[Item], context: Context, settle: Settle) -> list[Item]:
    """The pieces of a line without a length before them that is said to be made of them.

    Args:
        items: the pieces in order.
        context: gets what was assumed.
        settle: what makes the nodes of a pass from its items.

    Returns:
        The pieces without it, run as often as fits; as they were where it is no total of theirs.

    Raises:
        NotationError: where it is said to be a total and is none.
    """
    at = next((index for index, item in enumerate(items) if isinstance(item, (Work, Repeat))), len(items))
    whole, behind = items[at] if at < len(items) else None, items[at + 1 :]
    works = [item for item in behind if isinstance(item, (Work, Repeat, End))]
    if not isinstance(whole, Work) or whole.quantity is None or whole.pattern or not works:
        return items
    if isinstance(behind[0], Aim) and behind[0].target.is_time:
        return items  # 400m: 71, 200m jog, 400m: 72
    told = _text_before(works[0], context)
    if whole.whole is Whole.UNSAID and (works[0].joint in ADDED or not _is_named(whole, told)):
        return items
    filled = filled_by(whole, whole.quantity, behind, context, settle)
    if filled is None:
        return [*items[:at], *_not_made_of(whole, behind, context)]
    return [*items[:at], *filled]


def without_sum_first(items: Sequence[Item], context: Context) -> Sequence[Item]:
    """The pieces of a line without a length before the warm-up that reps follow: nobody runs before he warms up.

    `9 miles: 2 miles warm-up, 3 x 2k, 2 miles cool-down`, `6 miles with a warm-up, 4 x 800m and a cool-down`.
    """
    if len(items) < _FEWEST_PARTS:
        return items
    at = next((index for index, item in enumerate(items) if not isinstance(item, Remark)), len(items))
    whole, behind = items[at] if at < len(items) else None, items[at + 1 :]
    end = next((item for item in behind if isinstance(item, End | Work | Repeat)), None)
    if not isinstance(end, End) or end.kind is not StepKind.WARMUP or end.joint in ADDED:
        return items
    has_reps = any(isinstance(item, (Work, Repeat)) for item in behind)
    if not has_reps or not isinstance(whole, Work) or not is_whole_run(whole):
        return items
    between = context.line(whole.place.line)[whole.place.column - 1 : end.place.column - 1]
    if _says_how(whole) and (end.place.line != whole.place.line or _HOLDS.search(between) is None):
        return items
    context.assume(whole.place, f"'{whole.place.text}' is read as the total of what follows")
    return [*items[:at], Remark(whole.place.text, whole.place, joint=whole.joint), *behind]


def without_sum_last(items: Sequence[Item], context: Context) -> Sequence[Item]:
    """The pieces of a line without the sum in a sentence behind them: `2 miles, 4 miles tempo, 2 miles. 8 miles`."""
    at = next((at for at in reversed(range(len(items))) if not isinstance(items[at], Remark | Aim)), 0)
    before, last = items[:at], items[at] if items else None
    parts = [item for item in before if isinstance(item, Work | Repeat | End)]
    if not isinstance(last, Work) or last.quantity is None or last.joint not in _ENDS or len(parts) < _FEWEST_PARTS:
        return items
    if not is_whole_run(last) or _says_how(last) or fit(last.quantity, before) != 1:
        return items
    context.assume(last.place, f"'{last.place.text}' is read as the total of what stands before it")
    told = [item.place for item in items[at:]]
    return [*before, *(Remark(place.text, place, joint=".") for place in told)]


def _says_how(work: Work) -> bool:
    """Whether a run is told to be easy, or how fast it is."""
    return bool(work.is_easy or work.words or work.target.parts or work.is_exercise)


def filled_by(
    whole: Work, quantity: Quantity, behind: Sequence[Item], context: Context, settle: Settle
) -> list[Item] | None:
    """The pieces that a length is made of, run as often as fits, with all that follows; None where it is no total."""
    ends = _ends_in(behind)
    found = next(((end, passes) for end in ends if (passes := fit(quantity, behind[:end]))), None)
    if found is None and whole.whole is Whole.TURNS:
        found = (ends[-1], turns_in(quantity, behind[: ends[-1]]))
    end, passes = found or (0, 0)
    parts, rest = list(behind[:end]), behind[end:]
    if not passes:
        return None
    if passes == 1:
        context.assume(whole.place, f"'{whole.place.text}' is read as the total of what follows")
    else:
        context.assume(whole.place, f"'{whole.place.text}' is filled by passing what follows {passes} times")
        parts = [passed(settle(parts, context), passes, whole.place, context)]
    parts[0].joint = whole.joint
    for work in works_of(parts):
        work.words = work.words or list(whole.words)
    return [*parts, *rest]


def passed(nodes: Sequence[Node], passes: int, place: Place, context: Context) -> Repeat:
    """What fills a length without a gap, run so often: an easy rep behind a hard one is the recovery."""
    body = hard_and_easy(nodes, context)
    for node in body:
        node.joint = "into" if isinstance(node, Work) else node.joint
    return Repeat(passes, passes, body, place, is_group=True)


def _ends_in(items: Sequence[Item]) -> list[int]:
    """Where the pieces of a total may be over, the last place first."""
    parted = [at for at in range(len(items) - 1, 1, -1) if items[at].joint in _PARTED]
    is_behind = isinstance(items[-1], Pause | End) and items[-1].joint == ","
    return [len(items), *([len(items) - 1] if is_behind and len(items) > 2 else []), *parted]


def _text_before(item: Item, context: Context) -> str:
    """What was written on a line before a piece, in small letters."""
    return context.source[: item.place.column - 1].lower() if "\n" not in context.source else ""


def _is_named(whole: Work, told: str) -> bool:
    """Whether a time bears the name of a session: words behind it, or the one word that is said before it."""
    behind = told[whole.place.column - 1 + whole.place.width :].partition("[")[0]
    return (
        whole.measure is Measure.TIME
        and not whole.is_easy
        and ("fartlek" in told or any(name in behind for name in _NAMES))
    )


def _not_made_of(whole: Work, behind: list[Item], context: Context) -> list[Item]:
    """A length that does not agree with what follows: the run that this is a part of, or one more rep.

    Raises:
        NotationError: where a sign or a word leaves open which.
    """
    place = whole.place
    first = next(item for item in behind if isinstance(item, (Work, Repeat, End)))
    remark = Remark(place.text, place, joint=whole.joint)
    if whole.whole is Whole.OF:
        what = f"'{place.text} of {first.place.text}' does not say how often it is run"
        raise failure(place, what, "write the number, such as 10 x (300m fast, 100m jog)")
    if whole.whole in (Whole.MADE, Whole.TURNS):
        context.assume(place, f"'{place.text}' is read as the total of what follows")
        return [remark, *behind]
    told = context.source.lower()
    is_inside = whole.whole is Whole.HOLDING or (whole.whole is Whole.WITH and any(word in told for word in _INSIDE))
    if is_inside and is_whole_run(whole):
        context.assume(place, f"'{place.text}' is the whole run; the rest of it is left to you")
        return [remark, *behind]
    if whole.whole is Whole.WITH and is_whole_run(whole):
        what = f"'{place.text}' can be the total with what follows, or be run before it"
        raise failure(place, what, f"write '{place.text}, then {first.place.text} ...', or leave the total out")
    if whole.whole is Whole.COLON and isinstance(first, Repeat) and _is_title_of(whole, first):
        context.assume(place, f"'{place.text}' is read as a title")
        return [remark, *behind]
    if whole.whole is Whole.COLON and first is behind[0]:
        raise not_made_of(place, f"{first.place.text} ...")
    return [whole, *behind]


def not_made_of(total: Place, text: str) -> NotationError:
    """The error for a total that what stands behind its colon does not come to."""
    what = f"'{total.text}' is not made of '{text}'"
    return failure(total, what, "leave the total out, or write how often the rest is run")


def _is_title_of(work: Work, reps: Repeat) -> bool:
    """Whether a length is that of the reps behind it: `800m: 4 x 800m`."""
    return any(work.quantity and rep.quantity and work.quantity[:3] == rep.quantity[:3] for rep in works_of([reps]))


def is_whole_run(work: Work) -> bool:
    """Whether a rep is long enough to be a run with other reps in it."""
    return work.quantity is not None and not work.pattern and work.quantity.is_long_run


# -- the reckoning -------------------------------------------------------------------------------------------------


def fit(total: Quantity, items: Sequence[Item]) -> int:
    """How often pieces fit into a length: once where it is their sum, as often as a pass fills it; 0 where it is not.

    The recoveries of a distance may be counted or not, and the last recovery of a time as well.
    """
    pieces = [item for item in items if isinstance(item, (Work, Repeat, End, Pause))]
    sums = _sums(pieces, total.measure)
    slack = 0 if total.measure is Measure.TIME else total.low * _NEARLY_PERMILLE // 1_000
    if any(total.low - slack <= found <= total.high + slack for found in sums):
        return 1
    is_pass = total.measure is not Measure.BARE and len(pieces) > 1
    if not is_pass or any(isinstance(piece, (Repeat, End)) for piece in pieces):
        return 0
    whole = max(sums, default=0)
    if total.is_range:  # 10-15 min: as often as fits
        return turns_in(total, items) if whole * 2 <= total.high else 0
    return total.low // whole if whole and total.low % whole == 0 else 0


def turns_in(total: Quantity, items: Sequence[Item]) -> int:
    """How often pieces in turn fit into a length at most, without the last recovery; 0 where that is not known."""
    pieces = [item for item in items if isinstance(item, (Work, Repeat, End, Pause))]
    whole = max(_sums(pieces, total.measure), default=0)
    last = pieces[-1] if len(pieces) > 1 and all(isinstance(piece, (Work, Pause)) for piece in pieces) else None
    if not whole or last is None:
        return 0
    is_pause = isinstance(last, Pause) or (isinstance(last, Work) and last.is_easy)
    return (total.high + (length_of(last, total.measure) or 0) * is_pause) // whole


def _sums(pieces: Sequence[Item], measure: Measure) -> set[int]:
    """What pieces may come to: their reps alone, or with a recovery told once behind each, or between every two."""
    works, reps = 0, 1
    gaps = (0, 0, 0)
    for piece in pieces:
        is_rest = isinstance(piece, Pause)
        length = length_of(piece, measure) if is_rest else _works_alone(piece, measure)
        if length is None and measure is Measure.DISTANCE and (is_rest or (works and isinstance(piece, Work))):
            continue  # a time behind reps is their recovery
        if length is None:
            return set()
        one, two, three = _gaps_of(piece, length, reps, measure)
        gaps = (gaps[0] + one, gaps[1] + two, gaps[2] + three)
        if not is_rest:
            works += length
            reps = piece.low if isinstance(piece, Repeat) else 1
    sums = {works + gap for gap in gaps}
    return sums | {works} if measure is Measure.DISTANCE else sums


def _gaps_of(piece: Item, length: int, reps: int, measure: Measure) -> tuple[int, int, int]:
    """How long the recoveries of a piece are behind so many reps: told once, between every two, and behind each."""
    if isinstance(piece, Pause):
        return length, length * max(reps - 1, 1), length * reps
    if isinstance(piece, Repeat):
        gaps = (length_of(piece, measure) or length) - length
        return gaps, gaps, gaps + (gaps // (piece.low - 1) if piece.low > 1 else 0)
    if isinstance(piece, Work) and piece.is_easy and reps > 1:  # behind a repeat, an easy length is its recovery
        return 0, length * (reps - 2), length * (reps - 1)
    return 0, 0, 0


def _works_alone(piece: Item, measure: Measure) -> int | None:
    """How long the reps of a piece are without their recoveries; None where that is not told."""
    if isinstance(piece, Repeat):
        parts = [_works_alone(node, measure) for node in piece.body if not isinstance(node, Pause)]
        return None if None in parts else piece.low * sum(part or 0 for part in parts)
    quantity = piece.quantity if isinstance(piece, (Work, End)) else None
    return quantity.low if quantity is not None and quantity.measure is measure else None


def length_of(node: Item, measure: Measure) -> int | None:
    """How long a node is in time or distance, pauses between its passes included; None where that is not told."""
    if isinstance(node, Pause | Work):
        several = node.quantities if isinstance(node, Pause) else [node.quantity]
        quantity = several[0] if len(several) == 1 else None
        return quantity.low if quantity is not None and quantity.measure is measure else None
    if not isinstance(node, Repeat):
        return None
    parts = [length_of(inner, measure) for inner in node.body]
    gaps = [length_of(pause, measure) for pause in node.between]
    if any(part is None for part in parts) or any(gap is None for gap in gaps) or len(gaps) > 1:
        return None
    body = sum(part for part in parts if part is not None)
    return node.low * body + (node.low - 1) * sum(gap for gap in gaps if gap is not None)


# -- the same again ------------------------------------------------------------------------------------------------


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
    if len(works) < 2 or works[1].joint in ADDED:
        return nodes
    first, second = works[0], works[1]
    behind = nodes[nodes.index(second) :]
    is_sentence = second.joint == "." and len(works) > _FEWEST_PARTS
    if isinstance(first, Work) and is_sentence and first.measure is Measure.DISTANCE and _comes_to(first, behind):
        context.assume(first.place, f"'{first.place.text}' is read as the total of what follows")
        return behind
    if isinstance(first, Work) and _is_plain_total(first) and _comes_to(first, behind):
        what = f"'{first.place.text}' can be the total of what follows, or be run before it"
        instead = f"leave the total out, or write '{first.place.text}, then {second.place.text} ...'"
        raise failure(first.place, what, instead)
    return _without_fartleks(nodes, context)


def _without_fartleks(nodes: list[Node], context: Context) -> list[Node]:
    """The nodes without a fartlek of so long behind other reps, where the repeat behind it is what it consists of."""
    kept: list[Node] = []
    for node, follows in zip_longest(nodes, nodes[1:]):
        is_fartlek = isinstance(node, Work) and "fartlek" in " ".join([*node.words, node.target.text]).lower()
        if is_fartlek and isinstance(node, Work) and isinstance(follows, Repeat) and _comes_to(node, [follows]):
            context.assume(node.place, f"'{node.place.text}' is read as the total of what follows")
        else:
            kept.append(node)
    return kept


def _comes_to(whole: Work, nodes: Sequence[Node]) -> bool:
    return whole.quantity is not None and fit(whole.quantity, nodes) == 1


def _is_plain_total(work: Work) -> bool:
    """Whether a rep is a time that says nothing of how it is run, and is long enough to be a whole session."""
    quantity = work.quantity
    is_time = quantity is not None and quantity.measure is Measure.TIME and not quantity.is_range
    is_told = work.pattern or work.target.parts or work.words
    return quantity is not None and is_time and not is_told and quantity.is_long_run
