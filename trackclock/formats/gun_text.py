"""The times of a start by gun as they are written in a header: `gun = "1.6-2.4s"`, `on_your_marks = "10s"`.

It exists apart from the header so that both directions stand beside each other.
"""

from __future__ import annotations

import re
from typing import Final

from trackclock.core.durations import parse_duration
from trackclock.core.notation.labels import time_text
from trackclock.core.plan import Gun

_SHORTEST_MS: Final = 500
_LONGEST_MS: Final = 10_000
_SHORTEST_ON_MARKS_MS: Final = 2_000
"""Less would let "set" cut off "on your marks"."""

_RANGE = re.compile(r"\s*(.+?)\s*(?:[-\u2013\u2014]|\bto\b)\s*(.+?)\s*")


def parse_delay(text: str) -> tuple[int, int]:
    """From "set" to the bang: the shortest and the longest time in milliseconds.

    Args:
        text: such as `1.6-2.4s`, or `2s` for one that is always the same.

    Raises:
        ValueError: if it is none; what is wrong and, behind a semicolon, what to write instead.
    """
    found = _RANGE.fullmatch(text)
    try:
        low_ms, high_ms = (parse_duration(part) for part in (found.groups() if found else (text, text)))
    except ValueError:
        raise ValueError('it is no time and no two of them; write gun = "1.6-2.4s"') from None
    if low_ms > high_ms:
        raise ValueError('the longer time stands first; write gun = "1.6-2.4s"')
    if low_ms < _SHORTEST_MS or high_ms > _LONGEST_MS:
        raise ValueError('from "set" to the bang it is 0.5 to 10 s; write gun = "1.6-2.4s"')
    return low_ms, high_ms


def delay_text(low_ms: int, high_ms: int) -> str:
    """The same as it is written."""
    return time_text(low_ms) if low_ms == high_ms else f"{time_text(low_ms).removesuffix(' s')}-{time_text(high_ms)}"


def check_on_marks(ms: int) -> None:
    """Refuse a time on the marks that is none.

    Raises:
        ValueError: if it is so short that nobody has heard where to go.
    """
    if ms < _SHORTEST_ON_MARKS_MS:
        raise ValueError('from "on your marks" to "set" it is 2 s at least; write on_your_marks = "10s"')


def gun_of(delay: str | None, on_marks: str | None) -> Gun:
    """The start that two values of a header make; what is left out is the usual."""
    usual = Gun()
    low_ms, high_ms = (usual.low_ms, usual.high_ms) if delay is None else parse_delay(delay)
    return Gun(usual.marks_ms if on_marks is None else parse_duration(on_marks), low_ms, high_ms)


def describe_gun(gun: Gun) -> str:
    """A start by gun in a line, for `check`."""
    delay = delay_text(gun.low_ms, gun.high_ms)
    return f'by gun: "on your marks", {time_text(gun.marks_ms)} later "set", {delay} later the bang'
