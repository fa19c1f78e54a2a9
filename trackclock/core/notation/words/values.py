"""What a number counts, and how much of it.

It exists apart from the reading of it, since whatever reads a text speaks of it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from trackclock.core.limits import SHORTEST_JOG_MS

_SHORTEST_JOG_MM = 800_000
"""As `SHORTEST_JOG_MS`, of a jog that is told by its distance."""


_SHORTEST_RUN_MS, _SHORTEST_RUN_MM = 900_000, 2_500_000


class Measure(StrEnum):
    """What a quantity counts."""

    DISTANCE = "distance"
    TIME = "time"
    BARE = "bare"


class Quantity(NamedTuple):
    """A number with what it counts, or a range of them.

    Attributes:
        measure: what it counts.
        low: millimetres, milliseconds, or thousandths of a bare number.
        high: the upper end of a range; equal to `low` for one value.
        unit: the unit as it was written; empty for a clock time and a bare number.
        is_plural: whether it stands for several, as in "400s" and "800's".
        is_clock: whether it was written as minutes:seconds.
    """

    measure: Measure
    low: int
    high: int
    unit: str = ""
    is_plural: bool = False
    is_clock: bool = False

    @property
    def is_range(self) -> bool:
        """Whether it is a range."""
        return self.high != self.low

    @property
    def is_count(self) -> bool:
        """Whether it can say how many: a bare whole number."""
        return self.measure is Measure.BARE and not self.is_plural and self.low % 1_000 == 0 and self.high % 1_000 == 0

    @property
    def is_long_jog(self) -> bool:
        """Whether a walk or jog of it is as long as a warm-up."""
        return self.low >= (SHORTEST_JOG_MS if self.measure is Measure.TIME else _SHORTEST_JOG_MM)

    @property
    def is_long_run(self) -> bool:
        """Whether a run of it can have other reps in it, or be the total of those that are told with it."""
        return self.low >= (_SHORTEST_RUN_MS if self.measure is Measure.TIME else _SHORTEST_RUN_MM)


_MUCH_LONGER = 3


def is_jog_of_its_own(jog: Quantity, beside: Quantity) -> bool:
    """Whether a jog is no recovery, being long and so many times what stands beside it: `90s, 10 min jog`."""
    return jog.measure is beside.measure and jog.is_long_jog and jog.low >= _MUCH_LONGER * beside.low


FEWEST_BARE_METRES = 100_000
"""From so many on, in thousandths, a number without a unit can be one of metres."""

ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8}
"""Words for the number of a rep."""
