"""What a rep is to be run in: the words of a target -> a `Target` for a rep of a known size.

It exists because one target ("3:30/km", "goal pace minus 2") means another time for every distance of a ladder.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from trackclock.core.notation.goal import RACES_MM, goal_time_ms
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.values import Measure
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
        each_faster: whether every rep is to beat the one before it.
        laps_ms: the wanted laps one by one.
        each: the wishes of the reps one by one.
        is_pace_without_unit: a clock time that says 'pace', but not of what.
    """

    text: str
    times_ms: tuple[int, int] | None = None
    per_mm: int = 0
    race_mm: int = 0
    percent: tuple[int, int] | None = None
    offset_ms: tuple[int, int] = (0, 0)
    offset_per_mm: int = 0
    each_faster: bool = False
    laps_ms: tuple[int, ...] = ()
    each: tuple[TargetPart, ...] = ()
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
        timed = (part for part in self.parts if not (part.per_mm or part.is_pace_without_unit))
        return frozenset(part.times_ms for part in timed if part.times_ms is not None)

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
    wish = _Wish(atoms, text)
    for index, atom in enumerate(atoms):
        if atom.value in _SIGNS:
            wish.sign = _SIGNS[atom.value]
        elif (reader := _READERS.get(atom.part)) is not None:
            reader(wish, index, atom)
    return wish.part


class _Wish:
    """A wish while its atoms are read in their order; each method reads one kind of them."""

    def __init__(self, atoms: Sequence[Atom], text: str) -> None:
        self.atoms = atoms
        self.part = TargetPart(text)
        self.sign = 0  # what is said to be put on or taken off: 1, -1, or 0 for neither

    def say(self, **fields: Any) -> None:
        """Take down what an atom says."""
        self.part = self.part._replace(**fields)

    def paced(self, index: int, atom: Atom) -> None:
        """`3:30/km`, `3:45 pace`, and the `2 s/km` of `5k pace minus 2 s/km`."""
        if not atom.per_mm and self.part.times_ms is None:
            self.say(times_ms=_ends(atom), is_pace_without_unit=True)
        elif self.sign or self._leads_to(index, Part.FASTER, Part.SLOWER):
            self._offset(index, atom)
        elif self.part.times_ms is None:
            self.say(times_ms=_ends(atom), per_mm=atom.per_mm)

    def quantity(self, index: int, atom: Atom) -> None:
        """A race, a time, or the seconds of `5k pace - 2` and `3 s slower than goal pace`."""
        low, high = _ends(atom)
        part = self.part
        is_after_name = part.race_mm or any(before.part is Part.NAMED for before in self.atoms[:index])
        if atom.quantity is not None and atom.quantity.measure is Measure.DISTANCE:
            self.say(race_mm=part.race_mm or high)
        elif self._leads_to(index, Part.FASTER, Part.SLOWER) or (self.sign and is_after_name):
            self._offset(index, atom)
        elif part.times_ms is None and not part.race_mm and low >= 1_000:
            says_pace = self._leads_to(index, Part.PACE) and atom.quantity is not None and not atom.quantity.unit
            self.say(times_ms=(low, high), is_pace_without_unit=says_pace)

    def name(self, _: int, atom: Atom) -> None:
        """`5k pace`, `half marathon pace`, `goal pace`."""
        self.say(race_mm=self.part.race_mm or _race(atom))

    def _offset(self, index: int, atom: Atom) -> None:
        """Put seconds on or take them off."""
        sign = self.sign or (1 if self._leads_to(index, Part.SLOWER) else -1)
        low, high = sorted(sign * value for value in _ends(atom))
        self.say(offset_ms=(low, high), offset_per_mm=atom.per_mm)

    def _leads_to(self, index: int, *wanted: Part) -> bool:
        """Whether one of the parts follows, with nothing but small words between."""
        following = (atom.part for atom in self.atoms[index + 1 : index + 4])
        return next((part for part in following if part not in _SMALL), None) in wanted


_SIGNS = {"-": -1, "minus": -1, "less": -1, "+": 1, "plus": 1}
_SMALL = (Part.FILLER, Part.PER, Part.EACH, Part.REPS)
_READERS: dict[Part, Callable[[_Wish, int, Atom], None]] = {
    Part.PACED: _Wish.paced,
    Part.QUANTITY: _Wish.quantity,
    Part.PERCENT: lambda wish, _, atom: wish.say(percent=_ends(atom)),
    Part.NAMED: _Wish.name,
    Part.NAME: _Wish.name,
    Part.PROGRESS: lambda wish, _, __: wish.say(each_faster=True),
}
"""What reads each kind of atom; any other is told in the wish's text alone."""

_RACES: tuple[tuple[frozenset[str], int], ...] = (
    (frozenset(("half", "hm", "hmp")), RACES_MM["half marathon"]),
    (frozenset(("marathon", "mp", "gmp")), RACES_MM["marathon"]),
)
"""Words for races; the half stands first, since it can be called half a marathon."""


def _ends(atom: Atom) -> tuple[int, int]:
    """The lower and the upper end of what an atom counts."""
    return (atom.quantity.low, atom.quantity.high) if atom.quantity is not None else (0, 0)


def _race(atom: Atom) -> int:
    """The race that a named pace belongs to: -1 for the goal's own, 0 where it is no race."""
    if atom.quantity is not None:
        return atom.quantity.high
    words = frozenset(atom.value.split())
    for names, distance_mm in _RACES:
        if names & words:
            return distance_mm
    return -1 if atom.value.startswith("goal") else 0


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
        return _over(part.times_ms, distance_mm, part.per_mm)
    if goal is None or part.race_mm not in (-1, goal.distance_mm):
        return None
    low = high = goal_time_ms(goal, distance_mm)
    if part.percent is not None:
        slow, fast = part.percent
        low, high = _rounded(high * 100_000, fast), _rounded(high * 100_000, slow)
    offsets = _over(part.offset_ms, distance_mm, part.offset_per_mm)
    return low + offsets[0], high + offsets[1]


def _over(times_ms: tuple[int, int], distance_mm: int, per_mm: int) -> tuple[int, int]:
    """Times for a distance that are told for another; as they are where they are told for none."""
    if not per_mm:
        return times_ms
    return _rounded(times_ms[0] * distance_mm, per_mm), _rounded(times_ms[1] * distance_mm, per_mm)


def _rounded(numerator: int, denominator: int) -> int:
    """The quotient of two integers, rounded half up."""
    return (2 * numerator + denominator) // (2 * denominator)


def resolve(spec: TargetSpec, distance_mm: int | None, goal: Goal | None, rep: int = 0) -> Target | None:
    """The target of one rep.

    Args:
        spec: what was asked.
        distance_mm: the rep's distance; None for one that ends by time or by a press.
        goal: the goal race, if it is known.
        rep: index of the rep among those that a list of wishes is for, from 0.

    Returns:
        The target; None where nothing was asked.
    """
    if not spec.parts:
        return None
    bounds: tuple[int, int] | None = None
    text = spec.text
    laps: tuple[int, ...] = ()
    for said in spec.parts:
        part = said.each[min(rep, len(said.each) - 1)] if said.each else said
        if said.each and len(spec.parts) == 1:
            text = part.text
        if bounds is None and distance_mm is not None and not part.is_pace_without_unit:
            bounds = part_bounds(part, distance_mm, goal)
        laps = laps or part.laps_ms
    low, high = bounds or (None, None)
    each = any(part.each_faster for part in spec.parts)
    return Target(text=text, low_ms=low, high_ms=high, each_faster=each, laps_ms=laps)
