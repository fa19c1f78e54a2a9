"""What a rep is to be run in: the words of a target -> a `Target` for a rep of a known size.

It exists because one target ("3:30/km", "goal pace minus 2") means another time for every distance of a ladder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from trackclock.core.notation.goal import RACES_MM, goal_time_ms
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.quantities import Measure
from trackclock.core.notation.words.vocabulary import Part
from trackclock.core.plan import Goal, Target

SLOWEST_MS_PER_M = 450
"""A time slower than 7:30 a kilometre is rather a pace that was told without its unit."""


class TargetPart(NamedTuple):
    """One wish: a time, a pace, a name, an effort.

    Attributes:
        text: as it was written.
        times_ms: lower and upper bound for the whole rep, where it is a time.
        per_mm: the distance that `times_ms` is told for, where it is a pace; 0 for the whole rep.
        race_mm: the race whose pace it is; 0 where it names none; -1 for the goal race.
        percent: thousandths of a percent of that pace's speed, low and high.
        offset_ms: what is added to the time, low and high; negative is faster.
        offset_per_mm: the distance that the offset is told for; 0 for the whole rep.
        bound: "faster" or "slower" than the pace named; empty for the pace itself.
        each_faster: whether every rep is to beat the one before it.
        laps_ms: the wanted laps one by one.
        list_ms: the wanted times of the reps one by one.
        list_texts: the same as they were written.
        is_pace_without_unit: a clock time that says 'pace', but not of what.
    """

    text: str
    times_ms: tuple[int, int] | None = None
    per_mm: int = 0
    race_mm: int = 0
    percent: tuple[int, int] | None = None
    offset_ms: tuple[int, int] = (0, 0)
    offset_per_mm: int = 0
    bound: str = ""
    each_faster: bool = False
    laps_ms: tuple[int, ...] = ()
    list_ms: tuple[int, ...] = ()
    list_texts: tuple[str, ...] = ()
    is_pace_without_unit: bool = False


@dataclass(frozen=True, slots=True)
class TargetSpec:
    """Everything that was asked of a rep, in the order in which it was said.

    Attributes:
        parts: the wishes.
        line: line of the first of them, from 1.
        column: its column, from 1.
        width: how many characters it takes.
    """

    parts: tuple[TargetPart, ...] = field(default=())
    line: int = 0
    column: int = 0
    width: int = 1

    def joined(self, other: TargetSpec) -> TargetSpec:
        """Both wishes; a wish that is there already is not said twice."""
        if not self.parts:
            return other
        new = tuple(part for part in other.parts if part not in self.parts)
        return TargetSpec(self.parts + new, self.line, self.column, self.width)

    @property
    def text(self) -> str:
        """The target as a person reads it."""
        return " and ".join(part.text for part in self.parts)

    @property
    def times(self) -> frozenset[tuple[int, int]]:
        """The times of one rep alone, shortest and longest in milliseconds; a pace or a name fits any."""
        return frozenset(part.times_ms for part in self.parts if part.times_ms is not None and not part.per_mm)

    @property
    def is_time(self) -> bool:
        """Whether it gives a time for one rep alone, and not a pace or a name that fits any."""
        return bool(self.times)


NO_TARGET = TargetSpec()
"""What is asked of a rep where nothing was said."""


def read_part(atoms: Sequence[Atom], text: str) -> TargetPart:
    """Read the atoms of one wish.

    Args:
        atoms: what stands between the word that leads to it and the next wish.
        text: the same as it was written.

    Returns:
        The wish; words without a meaning for a clock stay in its text.
    """
    part = TargetPart(text)
    bound, sign = "", 0
    for index, atom in enumerate(atoms):
        quantity = atom.quantity
        if atom.part is Part.PACED and quantity is not None:
            if not atom.per_mm and part.times_ms is None:
                part = part._replace(times_ms=(quantity.low, quantity.high), is_pace_without_unit=True)
            elif sign or _leads_to(atoms, index, (Part.FASTER, Part.SLOWER)):
                part = _with_offset(part, (quantity.low, quantity.high), sign, atoms, index, atom.per_mm)
            elif part.times_ms is None:
                part = part._replace(times_ms=(quantity.low, quantity.high), per_mm=atom.per_mm)
        elif atom.part is Part.PERCENT and quantity is not None:
            part = part._replace(percent=(quantity.low, quantity.high))
        elif atom.part is Part.PROGRESS:
            part = part._replace(each_faster=True)
        elif atom.part in (Part.FASTER, Part.SLOWER):
            bound = "faster" if atom.part is Part.FASTER else "slower"
        elif atom.value in ("-", "minus", "less") and atom.part in (Part.SIGN, Part.WORD):
            sign = -1
        elif atom.value in ("+", "plus") and atom.part in (Part.SIGN, Part.WORD, Part.AND):
            sign = 1
        elif atom.part is Part.QUANTITY and quantity is not None:
            value = (quantity.low, quantity.high)
            after_named = part.race_mm != 0 or any(before.part is Part.NAMED for before in atoms[:index])
            leads = _leads_to(atoms, index, (Part.FASTER, Part.SLOWER))
            if quantity.measure is Measure.DISTANCE:
                part = part if part.race_mm else part._replace(race_mm=quantity.high)
            elif leads or (sign and after_named):
                part = _with_offset(part, value, sign, atoms, index, 0)
            elif part.times_ms is None and not part.race_mm and quantity.low >= 1_000:
                says_pace = _leads_to(atoms, index, (Part.PACE,)) and not quantity.unit
                part = part._replace(times_ms=value, is_pace_without_unit=says_pace)
        elif atom.part in (Part.NAMED, Part.NAME) and not part.race_mm:
            part = part._replace(race_mm=_race(atom, text))
    if bound and part.offset_ms == (0, 0):
        part = part._replace(bound=bound)
    return part


def _leads_to(atoms: Sequence[Atom], index: int, wanted: tuple[Part, ...]) -> bool:
    """Whether one of the parts follows, with nothing but small words between."""
    for atom in atoms[index + 1 : index + 4]:
        if atom.part in wanted:
            return True
        if atom.part not in (Part.FILLER, Part.PER, Part.EACH, Part.REPS):
            return False
    return False


def _with_offset(
    part: TargetPart, value: tuple[int, int], sign: int, atoms: Sequence[Atom], index: int, per_mm: int
) -> TargetPart:
    """The part with seconds put on or taken off."""
    if not sign:
        sign = 1 if _leads_to(atoms, index, (Part.SLOWER,)) else -1
    low, high = sorted((sign * value[0], sign * value[1]))
    return part._replace(offset_ms=(low, high), offset_per_mm=per_mm)


def _race(atom: Atom, text: str) -> int:
    """The race that a named pace belongs to: -1 for the goal's own, 0 where it is no race."""
    quantity = atom.quantity
    if quantity is not None:
        return quantity.high
    words = (atom.value or text).lower()
    for name, distance in RACES_MM.items():
        if name in words.split() or (" " in name and name in words):
            return distance
    if words in ("mp", "gmp"):
        return RACES_MM["marathon"]
    if words in ("hmp",):
        return RACES_MM["hm"]
    return -1 if words.startswith("goal") else 0


def part_bounds(part: TargetPart, distance_mm: int, goal: Goal | None) -> tuple[int, int] | None:
    """The fastest and the slowest time that a wish allows for a distance, in milliseconds.

    Args:
        part: the wish.
        distance_mm: length of the rep.
        goal: the goal race, if it is known.

    Returns:
        The bounds, None where it gives no time. "Faster than goal pace" gives the goal's time twice: that is the
        bound to be beaten, and there is no fastest time.
    """
    if part.times_ms is not None:
        low, high = part.times_ms
        if part.per_mm:
            low, high = (_rounded(value * distance_mm, part.per_mm) for value in (low, high))
        return low, high
    is_goal_race = goal is not None and part.race_mm in (-1, goal.distance_mm)
    if goal is None or not is_goal_race:
        return None
    low = high = goal_time_ms(goal, distance_mm)
    if part.percent is not None:
        slow, fast = part.percent
        low, high = _rounded(high * 100_000, fast), _rounded(high * 100_000, slow)
    offsets = part.offset_ms
    if part.offset_per_mm:
        offsets = (
            _rounded(offsets[0] * distance_mm, part.offset_per_mm),
            _rounded(offsets[1] * distance_mm, part.offset_per_mm),
        )
    return low + offsets[0], high + offsets[1]


def _rounded(numerator: int, denominator: int) -> int:
    """The quotient of two integers, rounded half up."""
    return (2 * numerator + denominator) // (2 * denominator)


def resolve(spec: TargetSpec, distance_mm: int | None, goal: Goal | None, rep: int = 0) -> Target | None:
    """The target of one rep.

    Args:
        spec: what was asked.
        distance_mm: the rep's distance; None for one that ends by time or by a press.
        goal: the goal race, if it is known.
        rep: index of the rep among those that a list of times is for, from 0.

    Returns:
        The target; None where nothing was asked.
    """
    if not spec.parts:
        return None
    bounds: tuple[int, int] | None = None
    text = spec.text
    laps: tuple[int, ...] = ()
    for part in spec.parts:
        if part.list_ms:
            value = part.list_ms[min(rep, len(part.list_ms) - 1)]
            bounds = bounds or (value, value)
            if len(spec.parts) == 1 and len(part.list_texts) == len(part.list_ms):
                text = part.list_texts[min(rep, len(part.list_texts) - 1)]
        elif bounds is None and distance_mm is not None and not part.is_pace_without_unit:
            bounds = part_bounds(part, distance_mm, goal)
        laps = laps or part.laps_ms
    low, high = bounds or (None, None)
    each = any(part.each_faster for part in spec.parts)
    return Target(text=text, low_ms=low, high_ms=high, each_faster=each, laps_ms=laps)
