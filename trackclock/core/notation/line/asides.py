"""A lone length in brackets: what was run before, the same length again, the time of the rep, or the recovery.

It exists apart from the other brackets because nothing but what it stands behind says which.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from trackclock.core.limits import LIKELY_FASTEST_MS_PER_M, LIKELY_SLOWEST_MS_PER_M
from trackclock.core.notation.context import failure
from trackclock.core.notation.line.level import PAUSE_LEADS, Level
from trackclock.core.notation.targets import TargetPart, TargetSpec
from trackclock.core.notation.tree import (
    Aim,
    End,
    Item,
    Lead,
    Multiplier,
    Pause,
    Place,
    Remark,
    Repeat,
    Work,
    levels_of,
)
from trackclock.core.notation.words.quantities import Measure, Quantity
from trackclock.core.notation.words.vocabulary import Part

_RESTATED_PERMILLE = 50
"""A length in brackets that differs by less says the same length again: `6 laps (1.5 miles)`."""

_FURTHEST_PAUSE = 16
"""How many atoms behind a bracket the recovery is looked for that makes its time that of the rep."""

_ROUGHLY = frozenset(("about", "approx", "approximately", "around", "roughly", "ca", "circa", "~", "c .", "ca ."))
_SHORTEST_RUN_MS = 240_000
"""A rough time in brackets from this on says how long the rep takes, and is no recovery."""

_USUAL_REST_MS = 15_000
"""A bare number of seconds that is a multiple of this is rather a recovery than a time."""


class _Aside(NamedTuple):
    """A lone length in brackets.

    Attributes:
        level: the level that the bracket stands on.
        first: its opening sign.
        close: its closing sign.
        last: what stands before it.
        work: the rep that stands before it, the last of a repeat; None if none does.
        quantity: the length.
    """

    level: Level
    first: int
    close: int
    last: Item
    work: Work | None
    quantity: Quantity

    @property
    def place(self) -> Place:
        """Where the bracket stands."""
        return self.level.place(self.first, self.close)

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.level.text(self.first + 1, self.close - 1)

    @property
    def length(self) -> Quantity | None:
        """The length of the rep before it."""
        return self.work.quantity if self.work is not None else None

    def recovery(self, read_as: str, lead: Lead) -> list[Item]:
        """The length as a pause."""
        self.level.context.assume(self.place, f"'{self.place.text}' is read as {read_as}")
        return [Pause([self.quantity], self.place, lead=lead)]


def aside(level: Level, index: int, last: Item, only: Work) -> list[Item] | None:
    """What a lone length in brackets says; None where it says nothing of what stands before.

    Args:
        level: the level.
        index: the opening bracket.
        last: what stands before it.
        only: the length.

    Raises:
        NotationError: where it can be a recovery or a time.
    """
    is_run = not isinstance(last, (End, Remark, Pause))
    if only.quantity is None or (is_run and (only.is_spoken_for or only.words)) or isinstance(last, Multiplier):
        return None
    said = _Aside(level, index, level.closing[index], last, last_work(last), only.quantity)
    for reading in _READINGS[type(last)]:
        if (items := reading(said)) is not None:
            return items
    return None


def last_work(item: Item) -> Work | None:
    """The last rep inside an item."""
    while isinstance(item, Repeat) and item.body:
        item = item.body[-1]
    return item if isinstance(item, Work) else None


def is_likely(ms: int, length: Quantity | None) -> bool:
    """Whether a runner may take so long for a distance."""
    metres = length.low // 1_000 if length is not None and length.measure is not Measure.TIME else 0
    return metres > 0 and LIKELY_FASTEST_MS_PER_M <= ms // metres <= LIKELY_SLOWEST_MS_PER_M


def has_level_left(level: Level) -> bool:
    """Whether a repeat is waiting for the pause of its outer level."""
    pauses = 0
    for item in reversed(level.items):
        if isinstance(item, (Work, Repeat)):
            return pauses < levels_of(item)
        pauses += isinstance(item, Pause)
    return False


def _rest_between_sets(said: _Aside) -> list[Item] | None:
    """`3 x 4 x 400 with 90 s (4 min)`."""
    if said.quantity.measure is not Measure.TIME or not has_level_left(said.level):
        return None
    return said.recovery("the rest between sets", Lead.LIST)


def _remark(said: _Aside) -> list[Item]:
    """`warm up 10 min (2 km)`."""
    return [Remark(said.text, said.place)]


def _rough(said: _Aside) -> list[Item] | None:
    """`2 km (about 8 min)`: how long, or how far, the rep is."""
    length, quantity = said.length, said.quantity
    if length is None or said.level.value(said.first + 1) not in _ROUGHLY:
        return None
    is_rest = quantity.measure is Measure.TIME and quantity.high < _SHORTEST_RUN_MS
    is_other = {length.measure, quantity.measure} == {Measure.DISTANCE, Measure.TIME}
    return _remark(said) if is_other and not is_rest else None


def _named(said: _Aside) -> list[Item] | None:
    """`6 hill sprints (60m)`: the length of the rep."""
    work = said.work
    if work is None or work.quantity is not None or not work.words or said.quantity.measure is Measure.BARE:
        return None
    work.quantity = said.quantity
    return []


def _same(said: _Aside) -> list[Item] | None:
    """`6 laps (1.5 miles)`: the length in other units. In the same unit it is the recovery."""
    one, other = said.length, said.quantity
    if one is None or {one.measure, other.measure} != {Measure.DISTANCE} or one.unit == other.unit:
        return None
    return _remark(said) if abs(one.low - other.low) * 1_000 <= one.low * _RESTATED_PERMILLE else None


def _time(said: _Aside) -> list[Item] | None:
    """`4 x 1000m (3:15), 2 min rest`: what the rep is run in."""
    if not is_likely(said.quantity.low, said.length) or not _is_time(said):
        return None
    place = said.place
    said.level.context.assume(place, f"'{place.text}' is read as the time of the rep")
    wish = TargetPart(said.text, times_ms=(said.quantity.low, said.quantity.high))
    return [Aim(TargetSpec((wish,), place.line, place.column, place.width), place)]


def _is_time(said: _Aside) -> bool:
    """Whether a time in brackets is what the rep is run in: a range of bare seconds, or a pause follows anyway."""
    level, quantity = said.level, said.quantity
    behind = range(said.close + 1, min(level.end, said.close + _FURTHEST_PAUSE))
    is_rough = quantity.is_range and any(level.part(at) is Part.QUANTITY and level.is_pause(at) for at in behind)
    if quantity.measure is Measure.DISTANCE or is_rough:
        return quantity.measure is not Measure.DISTANCE
    if quantity.unit and not quantity.is_clock:
        return False
    if quantity.measure is Measure.BARE and (quantity.is_range or quantity.low % _USUAL_REST_MS):
        return True
    follows = said.close + 1
    follows += level.is_sign(follows, ",", "-", "/")
    if level.part(follows) is Part.QUANTITY:
        return level.is_pause(follows)
    return level.part(follows) in PAUSE_LEADS | {Part.WITH}


def _refuse_either(said: _Aside) -> None:
    """Ask whether `600m hard (1:45)` is a recovery or a time.

    Raises:
        NotationError: if a runner may take so long, or a target that is no time stands before it.
    """
    last, is_time, choice = said.last, False, f"[note: {said.text}]"
    if isinstance(last, Work):
        is_time, choice = last.is_spoken_for and is_likely(said.quantity.low, said.length), f"@ {said.text}"
    elif isinstance(last, Aim):
        is_time = any(part.times_ms is None for part in last.target.parts)
    if is_time and said.quantity.is_clock:
        choices = (f"[{said.text} recovery]", choice)
        what = f"'{said.place.text}' can be a recovery or a time"
        raise failure(said.place, what, "write " + " or ".join(choices), choices)


def _recovery(said: _Aside) -> list[Item]:
    """`400m (90 s)`."""
    return said.recovery("the recovery", Lead.PAREN)


_BEHIND_REP = (_rough, _named, _same, _time)
_READINGS: dict[type[Item], tuple[Callable[[_Aside], list[Item] | None], ...]] = {
    Pause: (_rest_between_sets, _remark),
    End: (_remark,),
    Remark: (_remark,),
    Work: (*_BEHIND_REP, _refuse_either, _recovery),
    Repeat: (*_BEHIND_REP, _recovery),
    Aim: (_refuse_either, _recovery),
}
"""What a length can be behind each kind of item; the first that says so has it."""
