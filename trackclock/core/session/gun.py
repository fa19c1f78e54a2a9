"""When a start by gun says what: "on your marks", "set", and the bang, which is the start.

It exists apart from the state because a start is reckoned in two directions: from the end of the recovery on, and back
from a start that a repair has fixed (ARCHITECTURE.md, "The gun").
"""

from __future__ import annotations

from dataclasses import dataclass

from trackclock.core.plan import Gun


@dataclass(frozen=True, slots=True)
class Drawn:
    """The delay of one start.

    Attributes:
        step: uid of the rep that starts.
        at: when it was drawn.
        delay_ms: from "set" to the bang.
    """

    step: int
    at: int
    delay_ms: int


@dataclass(frozen=True, slots=True)
class GunTimes:
    """A start that is to come.

    Attributes:
        marks_ms: "on your marks".
        set_ms: "set"; None until the delay is drawn.
        bang_ms: the bang; None until then.
    """

    marks_ms: int
    set_ms: int | None = None
    bang_ms: int | None = None


def lead_ms(gun: Gun | None, drawn: Drawn | None) -> int:
    """How long it takes from "on your marks" to the bang: 0 without a gun, the longest while nothing is drawn."""
    if gun is None:
        return 0
    return gun.marks_ms + (gun.high_ms if drawn is None else drawn.delay_ms)


def times_of(gun: Gun, drawn: Drawn | None, zero_ms: int, held_ms: int | None) -> GunTimes:
    """The instants of a start.

    Args:
        gun: how it is started.
        drawn: its delay; None until it is drawn.
        zero_ms: when the recovery or the countdown before it is over. "On your marks" is said then, or if the delay was
            drawn only later, when it was: nobody was there to say it before.
        held_ms: the start itself where a repair has fixed it; else None.
    """
    if held_ms is not None:
        marks_ms = held_ms - lead_ms(gun, drawn)
        return GunTimes(marks_ms, marks_ms + gun.marks_ms, held_ms)
    if drawn is None:
        return GunTimes(zero_ms)
    marks_ms = max(zero_ms, drawn.at)
    return GunTimes(marks_ms, marks_ms + gun.marks_ms, marks_ms + lead_ms(gun, drawn))
