"""The published formulas that turn one race into another.

It exists to keep each formula beside its source and its limits, apart from the choice of sessions to feed it with.
"""

from __future__ import annotations

import math

VDOT_LIMITS = (300, 850)
"""The tables of "Oxygen Power" run from VDOT 30 to VDOT 85; in tenths."""

VDOT_DISTANCES_MM = (1_500_000, 42_195_000)
"""Daniels' tables of equivalent races run from 1,500 m to the marathon."""

VDOT_TIMES_MS = (210_000, 14_400_000)
"""The fraction of VO2max that can be held was fitted to races of about 3.5 minutes to 4 hours."""

RIEGEL_EXPONENT = 1.06
"""Riegel's fatigue factor for running."""

RIEGEL_TIMES_MS = (210_000, 13_800_000)
"""Riegel found his law to hold for efforts of 3.5 to 230 minutes."""


def _vdot(distance_mm: int, time_ms: int) -> float:
    minutes = time_ms / 60_000
    velocity = distance_mm / 1_000 / minutes
    cost = -4.60 + 0.182258 * velocity + 0.000104 * velocity * velocity
    fraction = 0.8 + 0.1894393 * math.exp(-0.012778 * minutes) + 0.2989558 * math.exp(-0.1932605 * minutes)
    return cost / fraction


def is_vdot_valid(distance_mm: int, time_ms: int) -> bool:
    """Whether a race lies in the range of the VDOT tables: distance, time and the VDOT itself."""
    return (
        VDOT_DISTANCES_MM[0] <= distance_mm <= VDOT_DISTANCES_MM[1]
        and VDOT_TIMES_MS[0] <= time_ms <= VDOT_TIMES_MS[1]
        and VDOT_LIMITS[0] <= vdot_tenths(distance_mm, time_ms) <= VDOT_LIMITS[1]
    )


def vdot_tenths(distance_mm: int, time_ms: int) -> int:
    """VDOT, the VO2max that a race points to, in tenths of ml/kg/min (594 is 59.4).

    J. Daniels and J. Gilbert, "Oxygen Power: Performance Tables for Distance Runners", 1979. With v in m/min and t
    in min: VDOT = (-4.60 + 0.182258 v + 0.000104 v^2) / (0.8 + 0.1894393 e^(-0.012778 t) + 0.2989558 e^(-0.1932605 t)).

    Args:
        distance_mm: the race's distance, above zero.
        time_ms: its time, above zero.
    """
    return round(_vdot(distance_mm, time_ms) * 10)


def vdot_time_ms(distance_mm: int, time_ms: int, wanted_mm: int) -> int | None:
    """The time over another distance at the same VDOT, found by halving: the first millisecond that needs no more.

    Returns:
        None where the race or the result lies outside the range of the tables (`is_vdot_valid`).
    """
    if not is_vdot_valid(distance_mm, time_ms):
        return None
    vdot = _vdot(distance_mm, time_ms)
    low, high = VDOT_TIMES_MS
    while low < high:
        middle = (low + high) // 2
        if _vdot(wanted_mm, middle) > vdot:
            low = middle + 1
        else:
            high = middle
    return low if VDOT_TIMES_MS[0] < low < VDOT_TIMES_MS[1] and is_vdot_valid(wanted_mm, low) else None


def riegel_time_ms(distance_mm: int, time_ms: int, wanted_mm: int) -> int | None:
    """T2 = T1 (D2 / D1)^1.06 (P. S. Riegel, "Athletic Records and Human Endurance", American Scientist 69, 1981).

    Returns:
        The time in milliseconds; None where either time lies outside 3.5 to 230 minutes.
    """
    shortest, longest = RIEGEL_TIMES_MS
    wanted_ms = round(time_ms * (wanted_mm / distance_mm) ** RIEGEL_EXPONENT)
    return wanted_ms if shortest <= time_ms <= longest and shortest <= wanted_ms <= longest else None
