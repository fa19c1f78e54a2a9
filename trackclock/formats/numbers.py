"""A number that stands in another's file -> a whole number of smaller units.

It exists because such a number can be anything at all, and because no float ever holds a length of ours.
"""

from __future__ import annotations

import math
from typing import Final

_MOST: Final = 10**12
"""Whatever is counted in milliseconds or millimetres is refused long before this; beyond it a number is no number."""


def whole(value: object, per_unit: int = 1) -> int | None:
    """A number of another's file as a whole number of smaller units.

    Args:
        value: what stands there.
        per_unit: how many of the smaller ones make one.

    Returns:
        The number, rounded; None for what is no number: text, true, NaN, infinity, or more than anybody runs.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if not math.isfinite(value) or abs(value) > _MOST:
        return None
    return round(value * per_unit)
