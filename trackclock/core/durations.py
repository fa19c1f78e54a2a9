"""Integer milliseconds in and out of text; no float anywhere.

It exists because `59.996` must never be printed as `60.00`: as on every stopwatch, a time is cut off.
"""

from __future__ import annotations

import re

from trackclock.core.limits import MILE_MM

_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})(?:[.,](\d{1,3}))?")
_UNITS = re.compile(
    r"(\d{1,6})(?:[.,](\d{1,3}))?\s*(ms|h|hours?|hrs?|min|mins|minutes?|s|sec|secs|seconds?)(?![a-z])\.?\s*"
)
_BARE = re.compile(r"(\d{1,6})(?:[.,](\d{1,3}))?")
MAX_DISTANCE_M = 100_000
"""Nobody covers more in a rep."""

_UNIT_MS = {"h": 3_600_000, "m": 60_000, "s": 1_000}


def _decimal_ms(whole: str, fraction: str | None, unit_ms: int) -> int:
    """`whole.fraction` units in milliseconds, cut off below one."""
    digits = (fraction or "").ljust(3, "0")
    return int(whole) * unit_ms + int(digits) * unit_ms // 1_000


def parse_duration(text: str) -> int:
    """Read a time such as `2:44`, `1:02:03.5`, `90s`, `1.5 min`, `1h 30min` or `0.3s`.

    Args:
        text: the time; a number without a unit is seconds.

    Returns:
        The time in milliseconds.

    Raises:
        ValueError: if it is not a time.
    """
    stripped = text.strip().lower()
    if match := _CLOCK.fullmatch(stripped):
        hours, minutes, seconds, fraction = match.groups()
        if int(seconds) >= 60 or (hours is not None and int(minutes) >= 60):
            raise ValueError(f"{text!r} is not a time")
        return (int(hours or 0) * 60 + int(minutes)) * 60_000 + _decimal_ms(seconds, fraction, 1_000)
    if match := _BARE.fullmatch(stripped):
        return _decimal_ms(match[1], match[2], 1_000)
    total, position = 0, 0
    while match := _UNITS.match(stripped, position):
        unit_ms = 1 if match[3] == "ms" else _UNIT_MS[match[3][0]]
        total += _decimal_ms(match[1], match[2], unit_ms)
        position = match.end()
    if position == 0 or position != len(stripped):
        raise ValueError(f"{text!r} is not a time")
    return total


def format_duration(ms: int, decimals: int = 0) -> str:
    """A time as a stopwatch shows it, cut off and never rounded up.

    Args:
        ms: the time; a negative one gets a leading minus.
        decimals: digits behind the point, 0 to 3.

    Returns:
        `0:07`, `2:44`, `1:02:03`; with decimals `2:44.2`.
    """
    sign = "-" if ms < 0 else ""
    seconds, rest = divmod(abs(ms), 1_000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    clock = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    fraction = f".{rest:03}"[: decimals + 1] if decimals else ""
    return f"{sign}{clock}{fraction}"


def format_countdown(ms: int, decimals: int = 0) -> str:
    """What is left of a countdown: it reads zero only when nothing is left.

    Args:
        ms: what is left, zero or more.
        decimals: digits behind the point, 0 to 3.

    Returns:
        As `format_duration`, rounded up to the last digit shown.
    """
    unit_ms: int = 10 ** (3 - decimals)
    return format_duration(-(-ms // unit_ms) * unit_ms, decimals)


def format_paused(ms: int) -> str:
    """What a recovery was paused for, which is part of how long it took: `+1:01 paused`; empty under a second."""
    return f"+{format_duration(ms)} paused" if ms >= 1_000 else ""


def parse_metres(text: str) -> int:
    """Read a distance in metres, or in kilometres where that is said.

    Args:
        text: such as `310`, `310 m`, `310.5m`, `1.2 km`.

    Returns:
        The distance in millimetres.

    Raises:
        ValueError: if it is none.
    """
    stripped = text.strip().lower().replace(",", ".")
    unit_mm = 1_000
    for ending, mm in (("km", 1_000_000), ("metres", 1_000), ("meters", 1_000), ("m", 1_000)):
        if stripped.endswith(ending):
            stripped, unit_mm = stripped.removesuffix(ending).strip(), mm
            break
    whole, _, fraction = stripped.partition(".")
    if not whole.isascii() or not whole.isdecimal() or len(whole) > 6:
        raise ValueError(f"{text!r} is not a distance")
    if fraction and not (fraction.isascii() and fraction.isdecimal() and len(fraction) <= 6):
        raise ValueError(f"{text!r} is not a distance")
    distance_mm = int(whole) * unit_mm + int(fraction.ljust(6, "0")) * unit_mm // 1_000_000
    if not 0 < distance_mm <= MAX_DISTANCE_M * 1_000:
        raise ValueError(f"{text!r} is not a distance")
    return distance_mm


def format_distance(distance_mm: int) -> str:
    """A distance as runners say it.

    Args:
        distance_mm: the distance, zero or more.

    Returns:
        `800 m`, `409.344 m`; whole miles as `1 mile`, `3 miles`.
    """
    miles, rest = divmod(distance_mm, MILE_MM)
    if miles and not rest:
        return "1 mile" if miles == 1 else f"{miles} miles"
    metres, millimetres = divmod(distance_mm, 1_000)
    return f"{metres}.{millimetres:03}".rstrip("0").rstrip(".") + " m" if millimetres else f"{metres} m"


def format_total(distance_mm: int) -> str:
    """How far something goes in all: `11.2 km` from a kilometre on, below that whole metres; cut off, never rounded."""
    if distance_mm >= 1_000_000:
        return f"{distance_mm // 1_000_000}.{distance_mm // 100_000 % 10} km"
    return f"{distance_mm // 1_000} m"
