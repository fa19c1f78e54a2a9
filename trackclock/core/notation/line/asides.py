"""A lone length in brackets: what was run before, the same length again, the time of the rep, or the recovery.

It exists apart from the other brackets because nothing but what it stands behind says which.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.line.level import PAUSE_LEADS, Level
from trackclock.core.notation.phrases.counts import is_bare_metres
from trackclock.core.notation.phrases.times import REST_STEP_MS, is_never_rested
from trackclock.core.notation.phrases.times import is_likely as is_time_of
from trackclock.core.notation.placing.results import aim_of_time
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
    last_work,
    levels_of,
)
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import LAP_UNITS, Part

_RESTATED_PERMILLE = 50
"""A length in brackets that differs by less says the same length again: `6 laps (1.5 miles)`."""

_FURTHEST_PAUSE = 16
"""How many atoms behind a bracket the recovery is looked for that makes its time that of the rep."""

_ROUGHLY = frozenset(("about", "approx", "approximately", "around", "roughly", "ca", "circa", "~", "c .", "ca ."))
_SHORTEST_RUN_MS = 240_000
"""A rough time in brackets from this on says how long the rep takes, and is no recovery."""

_SHORTEST_LONG_MM, _FASTEST_PACE_MS, _LONGEST_REST_MS = 5_000_000, 180_000, 540_000
_MOST_PASSES = 60_000
_SHORTEST_RACE_MM = 3_000_000
"""A distance in brackets behind a time is that of a race from this on."""


class Bracket(NamedTuple):
    """A bracket and what stands in it and before it.

    Attributes:
        level: the level that it stands on.
        first: its opening sign.
        close: its closing sign.
        inner: what was read of it.
        last: what stands directly before it; None where a sign or a word parts them.
        works: the reps in it.
    """

    level: Level
    first: int
    close: int
    inner: list[Item]
    last: Item | None
    works: list[Work | Repeat]

    @property
    def place(self) -> Place:
        """Where it stands, its signs among it."""
        return self.level.place(self.first, self.close)

    @property
    def text(self) -> str:
        """What was written in it."""
        return self.level.text(self.first + 1, self.close - 1)

    @property
    def only(self) -> Work | None:
        """Its one rep; None for a repeat, several or none."""
        works = self.works
        return works[0] if len(works) == 1 and isinstance(works[0], Work) else None

    @property
    def length(self) -> Quantity | None:
        """The length of the rep before it, the last of a repeat."""
        work = last_work(self.last)
        return work.quantity if work is not None else None

    def remark(self) -> list[Item]:
        """Its words as a note."""
        return [Remark(self.text, self.place)]

    def doubt(self, what: str, instead: str, choices: tuple[str, ...] = ()) -> NotationError:
        """The error for it, as `Level.doubt`."""
        return self.level.doubt(self.first, self.close, what, instead, choices)

    def assume(self, read_as: str) -> None:
        """Write down what it is taken for."""
        self.level.context.assume(self.place, f"'{self.place.text}' is read as {read_as}")


def is_likely(ms: int, length: Quantity | None) -> bool:
    """Whether a runner may take so long for a distance."""
    if length is None or not (length.measure is Measure.DISTANCE or is_bare_metres(length)):
        return False
    return is_time_of(ms, length.low)


def is_restated(one: Quantity, other: Quantity) -> bool:
    """Whether two lengths are nearly the same."""
    return abs(one.low - other.low) * 1_000 <= one.low * _RESTATED_PERMILLE


def is_said_again(one: Quantity, other: Quantity) -> bool:
    """Whether two distances are nearly the same, told in different units."""
    return one.measure is other.measure is Measure.DISTANCE and one.unit != other.unit and is_restated(one, other)


def has_level_left(level: Level) -> bool:
    """Whether a repeat is waiting for the pause of its outer level."""
    pauses = 0
    for item in reversed(level.items):
        if isinstance(item, (Work, Repeat)):
            return pauses < levels_of(item)
        pauses += isinstance(item, Pause)
    return False


def lone_length(said: Bracket) -> list[Item] | None:
    """What a lone length in brackets says of what stands before; None where it says nothing of it."""
    only, last = said.only, said.last
    if last is None or only is None or only.quantity is None or isinstance(last, Multiplier):
        return None
    if len(said.inner) > 1:
        is_other = isinstance(last, Pause) and bool(last.quantities) and only.quantity.measure is not Measure.BARE
        is_words = all(item is only or isinstance(item, Remark) for item in said.inner)
        return said.remark() if is_other and is_words else None  # 400m jog (one lap of the track)
    if not isinstance(last, (End, Remark, Pause)) and (only.is_spoken_for or only.words):
        return None if only.words or only.target.parts else _same(said, only.quantity)
    for reading in _READINGS[type(last)]:
        if (items := reading(said, only.quantity)) is not None:
            return items
    return None


def _rest_between_sets(said: Bracket, quantity: Quantity) -> list[Item] | None:
    """`3 x 4 x 400 with 90 s (4 min)`."""
    if quantity.measure is not Measure.TIME or not has_level_left(said.level):
        return None
    said.assume("the rest between sets")
    return [Pause([quantity], said.place)]


def _refuse_number(said: Bracket, quantity: Quantity) -> None:
    """Ask what the number of `800m with 2 min (4)` counts."""
    if quantity.is_count and quantity.high <= _MOST_PASSES:
        raise said.doubt("'{}' can say how often, or be a remark", "", (f"x {said.text}", f"[note: {said.text}]"))


def _rough(said: Bracket, quantity: Quantity) -> list[Item] | None:
    """`2 km (about 8 min)`: how long, or how far, the rep is."""
    if said.length is None or said.level.value(said.first + 1) not in _ROUGHLY:
        return None
    is_rest = quantity.measure is Measure.TIME and quantity.high < _SHORTEST_RUN_MS
    is_other = {said.length.measure, quantity.measure} == {Measure.DISTANCE, Measure.TIME}
    return said.remark() if is_other and not is_rest else None


def _pace_of_time(said: Bracket, quantity: Quantity) -> list[Item] | None:
    """`5 min steady (4:56)`: nobody rests 4:56, and the time that is run is told."""
    is_timed = said.length is not None and said.length.measure is Measure.TIME
    return said.remark() if is_timed and quantity.is_clock and is_never_rested(quantity) else None


def _named(said: Bracket, quantity: Quantity) -> list[Item] | None:
    """`6 hill sprints (60m)`: the length of the rep."""
    work = last_work(said.last)
    if work is None or work.quantity is not None or not work.words or quantity.measure is Measure.BARE:
        return None
    work.quantity = quantity
    return []


def _race(said: Bracket, quantity: Quantity) -> list[Item] | None:
    """`2 min (3k)`: a race that the pace is of, since nobody recovers over so far."""
    is_far = quantity.measure is Measure.DISTANCE and quantity.low >= _SHORTEST_RACE_MM
    return said.remark() if is_far and said.length is not None and said.length.measure is Measure.TIME else None


def _same(said: Bracket, quantity: Quantity) -> list[Item] | None:
    """`6 laps (1.5 miles)`: the length in other units. In the same unit it is the recovery.

    Laps that are not as long as the track's may be those of a park.
    """
    length = said.length
    if length is None or {length.measure, quantity.measure} != {Measure.DISTANCE} or length.unit == quantity.unit:
        return None
    is_far = quantity.unit in LAP_UNITS and quantity.low > said.level.context.options.lap_mm
    if is_far and not is_restated(length, quantity) and isinstance(said.last, Work):
        choices = (f"[{said.text} recovery]", f"[note: {said.text}]")
        raise said.doubt("'{}' can be a recovery, or laps of another course", "", choices)
    return said.remark() if is_said_again(length, quantity) else None


def _time(said: Bracket, quantity: Quantity) -> list[Item] | None:
    """`4 x 1000m (3:15), 2 min rest`: what the rep is run in."""
    if not is_likely(quantity.low, said.length) or not _is_time(said, quantity):
        return None
    said.assume("the time of the rep")
    return [aim_of_time(quantity, said.place)]


def _is_time(said: Bracket, quantity: Quantity) -> bool:
    """Whether a time in brackets is what the rep is run in: a range of bare seconds, or a pause follows anyway."""
    level, follows = said.level, said.close + 1
    if quantity.measure is Measure.DISTANCE:
        return False
    behind = range(follows, min(level.end, follows + _FURTHEST_PAUSE))
    if quantity.is_range and any(level.part(at) is Part.QUANTITY and level.is_pause(at) for at in behind):
        return True
    if quantity.unit and not quantity.is_clock:
        return is_never_rested(quantity)
    if quantity.is_clock and (quantity.is_range or is_never_rested(quantity)):
        return True
    if quantity.is_clock and quantity.low % REST_STEP_MS and level.part(follows) is Part.QUANTITY:
        return level.length(follows).measure is Measure.TIME  # 2 x 1 mile (5:10) 3'
    if quantity.measure is Measure.BARE and (quantity.is_range or quantity.low % REST_STEP_MS):
        return True
    if quantity.is_clock and _is_among_times(said):
        return True
    follows += level.is_sign(follows, ",", "-", "/")
    if level.part(follows) is Part.QUANTITY:
        return level.is_pause(follows)
    return level.part(follows) in PAUSE_LEADS | {Part.WITH}


def _is_among_times(said: Bracket) -> bool:
    """Whether another bracket near it has a time that nobody rests: `800 (2:30), 400 (70), 200 (32)`."""
    level = said.level
    places = range(max(said.first - _FURTHEST_PAUSE, 0), min(level.end, said.close + _FURTHEST_PAUSE))
    lone = (level.quantity(at + 1) for at in places if level.is_sign(at, "(") and level.is_sign(at + 2, ")"))
    near = [quantity for quantity in lone if quantity is not None]
    has_rest = any(quantity.measure is Measure.TIME and not quantity.is_clock for quantity in near)
    return not has_rest and any(map(is_never_rested, near))


def _time_of_pace(said: Bracket, quantity: Quantity) -> list[Item] | None:
    """`3 x 1 mile at 10k pace (6:45) with 400 jog`: what it comes to, where it is odd or the rest told."""
    run = next((work for item in reversed(said.level.items[-3:]) if (work := last_work(item)) is not None), None)
    length = run.quantity if run is not None else None
    follows = said.close + 1 + said.level.is_sign(said.close + 1, ",", "-", "/")
    is_told = said.level.part(follows) in (Part.WITH, Part.OFF) or said.level.is_pause(follows)
    is_time = (quantity.is_clock and is_told) or is_never_rested(quantity)
    return said.remark() if is_time and is_likely(quantity.low, length) else None


def _of_long_run(said: Bracket, quantity: Quantity) -> list[Item] | None:
    """`6 miles (9:40)`, `10k (48:30)`: the pace of a long run, or its time; a rest would be short, or whole minutes."""
    length = said.length
    if length is None or length.measure is not Measure.DISTANCE or length.low < _SHORTEST_RACE_MM:
        return None
    is_pace = length.low >= _SHORTEST_LONG_MM and quantity.low >= _FASTEST_PACE_MS
    is_time = quantity.low >= _LONGEST_REST_MS
    is_told = is_time or (quantity.low % 60_000 > 0 and (is_pace or is_likely(quantity.low, length)))
    return said.remark() if is_told and quantity.is_clock and getattr(said.last, "low", 1) == 1 else None


def _refuse_either(said: Bracket, quantity: Quantity) -> None:
    """Ask whether `600m hard (1:45)` is a recovery or a time."""
    last, is_time, choice = said.last, False, f"[note: {said.text}]"
    if isinstance(last, Work):
        is_time, choice = last.is_spoken_for and is_likely(quantity.low, said.length), f"@ {said.text}"
    elif isinstance(last, Aim):
        is_time = any(part.times_ms is None for part in last.target.parts)
    if is_time and quantity.is_clock:
        choices = (f"[{said.text} recovery]", choice)
        raise said.doubt("'{}' can be a recovery or a time", "", choices)


def _recovery(said: Bracket, quantity: Quantity) -> list[Item]:
    """`400m (90 s)`."""
    said.assume("the recovery")
    return [Pause([quantity], said.place, lead=Lead.PAREN)]


def _behind_aside(said: Bracket, quantity: Quantity) -> list[Item] | None:
    """`2 min (3k) [90s]`: the recovery, though another bracket stands between it and the rep."""
    near = said.level.items[-2:]
    is_aside = len(near) > 1 and near[1].place.text[:1] in ("(", "[") and isinstance(near[0], (Work, Repeat))
    return _recovery(said, quantity) if is_aside and quantity.measure is Measure.TIME else None


_SAID_AGAIN = (lambda said, _quantity: said.remark(),)
_BEHIND_REP = (_rough, _named, _race, _same, _time, _of_long_run)
_READINGS: dict[type[Item], tuple[Callable[[Bracket, Quantity], list[Item] | None], ...]] = {
    Pause: (_rest_between_sets, _refuse_number, *_SAID_AGAIN),
    End: _SAID_AGAIN,
    Remark: (_behind_aside, *_SAID_AGAIN),
    Work: (*_BEHIND_REP, _pace_of_time, _refuse_either, _recovery),
    Repeat: (*_BEHIND_REP, _pace_of_time, _recovery),
    Aim: (_time_of_pace, _refuse_either, _recovery),
}
"""What a length can be behind each kind of item; the first that says so has it."""
