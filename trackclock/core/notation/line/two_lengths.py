"""Two lengths with a sign between them: a rep and its recovery, `20 x 30s/30s`, `8 x 2 min:1 min`, or a question.

It exists apart from the repeats because only here the size of two numbers says what they are.
"""

from __future__ import annotations

from dataclasses import replace

from trackclock.core.notation.line.describe import tail
from trackclock.core.notation.line.level import Level
from trackclock.core.notation.placing.roles import pause_from
from trackclock.core.notation.tree import Lead, Node, Place, Work
from trackclock.core.notation.words.quantities import in_unit
from trackclock.core.notation.words.values import FEWEST_BARE_METRES, Measure, Quantity
from trackclock.core.notation.words.vocabulary import Part

_LONGEST_ON_OFF = 60_000
_ON_OFF = frozenset(Quantity(Measure.BARE, ms, ms) for ms in range(10_000, _LONGEST_ON_OFF + 1, 5_000))
"""Milliseconds of the on and off that are known by their numbers alone, 30/30, 15/15, 40/20: no rep of so few metres
is run."""

_BEHIND_RATIO = (None, Part.SIGN, Part.THEN)


def is_ratio(level: Level, index: int, close: int = 0) -> bool:
    """Whether two times with a sign between them are work and rest, `8 x 2 min:1 min`, and nothing else is listed."""
    times = (level.quantity(index), level.quantity(index + 2))
    is_listed = level.is_sign(index + 3, "+", "/", "-", ":")
    is_alone = index + 3 == close or (level.part(index + 3) in _BEHIND_RATIO and not is_listed)
    return is_alone and all(time is not None and time.measure is Measure.TIME and not time.is_clock for time in times)


def pair(level: Level, count: Place, works: list[Work], index: int) -> tuple[list[Node], int]:
    """`20 x 30s/30s`, `8 x 2 min:1 min`, `10 x 30/30`: a rep and its recovery."""
    first, second = (work.quantity for work in works)
    is_slash = level.is_sign(index + 1, "/", ":")
    if first is not None and second is not None:
        is_same = level.is_sign(index + 1, "-") and first == second and first.high <= _LONGEST_ON_OFF
        if first.measure is Measure.BARE and second.measure is Measure.TIME and second.unit:
            works[0].quantity = first = _beside_time(level, first, second, index)
        if second.measure is Measure.TIME and (is_slash or is_same):
            return rep_and_recovery(level, works, index)
        if is_slash and first in _ON_OFF and second in _ON_OFF:
            for work, quantity in zip(works, (first, second), strict=True):
                work.quantity = quantity._replace(measure=Measure.TIME, unit="sec")
            return rep_and_recovery(level, works, index, "seconds run and seconds of recovery")
    one, two = (work.place.text for work in works)
    choices = (f"({one}, {two})", f"{one} with {two} recovery", f"{one}, 1 x {two}")
    what = f"'{count.text} x {{}}' can be read in more than one way"
    instead = "write " + " or ".join(f"{count.text} x {choice}" for choice in choices)
    raise level.doubt(index, index + 2, what, instead, choices)


def _beside_time(level: Level, bare: Quantity, time: Quantity, index: int) -> Quantity:
    """What a number before a time with a unit counts: `30/30s`, but `1000/3'` is metres.

    Raises:
        NotationError: where it can be either, as in `120/60s`.
    """
    if bare.low < FEWEST_BARE_METRES:
        return in_unit(bare.low, time, level.context.options.lap_mm)
    if bare.low % FEWEST_BARE_METRES and bare.low < 3 * FEWEST_BARE_METRES:
        choices = (f"{level.text(index)}m", f"{level.text(index)} sec")
        raise level.doubt(index, index, "'{}': metres or seconds?", "", choices)
    return bare._replace(measure=Measure.DISTANCE, unit="metres")


def rep_and_recovery(
    level: Level, works: list[Work], index: int, read_as: str = "a rep and its recovery"
) -> tuple[list[Node], int]:
    """A rep and its recovery with nothing but a sign between them."""
    whole = level.place(index, index + 2)
    level.context.assume(whole, f"'{whole.text}' is read as {read_as}")
    work, other = works
    return [work, replace(pause_from(other), lead=Lead.WITH)], tail(level, work, index + 3)
