"""What a session comes to, and what a total is made of.

It exists because a total is said before its parts, behind them, in brackets and with a colon, and is never run twice.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.notation.context import failure
from trackclock.core.notation.line.level import Found, Level
from trackclock.core.notation.placing.attach import settle
from trackclock.core.notation.placing.totals import not_made_of
from trackclock.core.notation.placing.units import works_of
from trackclock.core.notation.tree import Aim, End, Item, Node, Pause, Remark, Repeat, Work
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import Part

_MADE_OF = frozenset(("consisting", "consists", "comprising", "comprises", "comprised", "made"))
"""What parts a total from the pieces that it is made of."""

_BREAKDOWN_PERMILLE = 50
"""The parts of a total may come to so much more or less."""

_SUM = frozenset((Part.TOTAL, Part.FILLER, Part.OF))


def made_of(level: Level, index: int) -> Found | None:
    """`12 miles, consisting of:` is the total of what follows; None if it is none."""
    if level.items or level.depth > 1 or level.length(index).is_count:
        return None
    position = index + 1
    while level.value(position) not in _MADE_OF:
        if not (level.is_sign(position, ",", ":", "-") or level.part(position) is Part.FILLER):
            return None
        position += 1
    remark = level.remark(index, index)
    level.context.assume(remark.place, f"'{remark.text}' is read as the total of what follows")
    while position < level.end and level.part(position) not in (Part.OF, Part.QUANTITY):
        if level.is_sign(position, ":"):
            break
        position += 1
    is_length = level.part(position) is Part.QUANTITY
    return [remark], position if is_length else min(position + 1, level.end)


def stated_total(level: Level, index: int) -> Found:
    """`= 5,600 metres`, `total 10 miles`: a sum, which is kept as a note; in `= 2 x 800m` the sign says nothing."""
    if level.is_sign(index, "=") and level.part(index + 1) is Part.QUANTITY and level.part(index + 2) is Part.TIMES:
        return [], index + 1
    position = index
    while level.part(position) in _SUM or level.is_sign(position, ":", "~", "=", "-"):
        position += 1
    quantity = level.quantity(position)
    if quantity is not None:
        says_total = any(level.part(at) is Part.TOTAL for at in range(index, position + 2))
        if quantity.measure is Measure.TIME and not says_total:
            instead = "write R = 90s for a recovery, or total 40 min"
            raise level.no_meaning(index, position, instead)
        position = level.past(position + 1, _SUM | {Part.KIND})
    place = level.place(index, position - 1)
    return [Remark(place.text.lstrip("= "), place)], position


def colon(level: Level, index: int) -> Found:
    """`40 min: 10 min easy, 20 min tempo, 10 min easy`: a total and what it is made of."""
    total = level.items[-1]
    inner = level.inside(index + 1, level.end)
    if not any(isinstance(item, (Work, Repeat)) for item in inner):
        return inner, level.end
    is_run = isinstance(total, Work) and total.quantity is not None and total.quantity.measure is not Measure.TIME
    if is_plain_time(inner[0]) and (len(inner) == 1 or is_run):
        inner[0].joint = "," if len(inner) == 1 and is_run else ":"
        return inner, level.end
    if (parts := parts_of(level, total, inner)) is not None:
        return parts, level.end
    if isinstance(total, Work) and isinstance(inner[0], Repeat) and inner[0].body:
        inner[0].joint = ":"  # what it comes to is known where its recoveries are
        return inner, level.end
    raise not_made_of(total.place, level.place(index + 1, level.end - 1).text)


def parts_of(level: Level, total: Item | None, inner: list[Item]) -> list[Item] | None:
    """The parts of a total, which take its place; None if they are none."""
    whole, work = total, total
    while isinstance(work, Repeat) and len(work.body) == 1 and not work.between:
        whole, work = work, work.body[0]
    quantity = work.quantity if isinstance(work, Work) and len(inner) > 1 else None
    if quantity is None or not isinstance(work, Work) or quantity.is_range:
        return None
    if isinstance(whole, Repeat) and not _fits(inner, quantity):
        return None
    parts = _broken_down(level, work, quantity, inner) or _filled(level, work, quantity, inner)
    if parts is None:
        return None
    level.items.pop()
    parts[0].joint = parts[0].joint or work.joint
    if not isinstance(whole, Repeat) or not isinstance(total, Repeat):
        return parts
    if len(parts) > 1:
        _run_on(parts[1:])
    whole.body, whole.is_group = settle(parts, level.context), True
    _run_on(whole.body[1:])
    return [total]


def _fits(inner: list[Item], quantity: Quantity) -> bool:
    """Whether the pieces go into a length without a rest."""
    lengths = _lengths_of(inner, quantity.measure)
    once = sum(length or 0 for length in lengths)
    return None not in lengths and once > 0 and quantity.low % once == 0


def _lengths_of(inner: list[Item], measure: Measure) -> list[int | None]:
    """How long each rep and recovery is; targets and words have no length."""
    return [_length_of(item, measure) for item in inner if not isinstance(item, (Aim, Remark))]


def _run_on(nodes: Sequence[Node | Item]) -> None:
    """Let reps go on into one another."""
    for node in nodes:
        if isinstance(node, Work):
            node.joint = "into"


def _broken_down(level: Level, total: Work, quantity: Quantity, inner: list[Item]) -> list[Item] | None:
    """`Fartlek 4 miles (1 mile warm-up, 2 miles fartlek, 1 mile warm down)`: the parts come to the total."""
    parts = [item.quantity for item in inner if isinstance(item, (Work, End))]
    lengths = [part.low for part in parts if part is not None and part.measure is quantity.measure]
    if not 2 <= len(parts) == len(lengths):
        return None
    if abs(sum(lengths) - quantity.low) * 1_000 > quantity.low * _BREAKDOWN_PERMILLE:
        return None
    level.context.assume(total.place, f"'{total.place.text}' is the total of what stands in brackets")
    for item in inner:
        if isinstance(item, Work):
            item.words = item.words or list(total.words)
    return inner


def _filled(level: Level, total: Work, quantity: Quantity, inner: list[Item]) -> list[Item] | None:
    """`20 min fartlek (1 min fast / 1 min easy)`: the bracket is passed as often as the total has room for it."""
    lengths = _lengths_of(inner, quantity.measure)
    times = [length for length in lengths if length is not None]
    if quantity.measure is Measure.BARE or len(times) < len(lengths):
        return None
    once, place = sum(times), total.place
    if not once or quantity.low % once or quantity.low == once:
        what = f"'{place.text}' is no whole number of times what stands in brackets"
        raise failure(place, what, "write how often it is run, such as 10 x (1 min hard, 1 min easy)")
    passes = quantity.low // once
    level.context.assume(place, f"'{place.text}' is filled by passing the bracket {passes} times")
    body = settle(inner, level.context)
    for work in works_of(list[Item](body)):
        work.words = work.words or list(total.words)
    if not any(isinstance(node, Pause) for node in body):
        _run_on(body)
    return [Repeat(passes, passes, body, place, is_group=True)]


def _length_of(item: Item, measure: Measure) -> int | None:
    """How long a rep or a recovery is; None for what is none, and where it is not known."""
    lengths = item.quantities[:1] if isinstance(item, Pause) else [item.quantity] if isinstance(item, Work) else []
    quantity = lengths[0] if lengths else None
    return quantity.low if quantity is not None and quantity.measure is measure else None


def is_plain_time(item: Item) -> bool:
    """Whether an item is a bare time, which behind a distance is its recovery."""
    is_plain = isinstance(item, Work) and not (item.is_spoken_for or item.words or item.target.parts)
    return is_plain and _length_of(item, Measure.TIME) is not None
