"""What the screen calls a step, and how lengths and times are written in tidy notation.

It exists so that a label follows from the length and the words alone: the same text gives the same label everywhere.
"""

from __future__ import annotations

from trackclock.core.durations import format_distance
from trackclock.core.plan import ByCycle, ByDistance, ByTime, StepEnd


def time_text(ms: int) -> str:
    """A time in the notation, exact to the millisecond.

    Args:
        ms: the time, zero or more.

    Returns:
        `10 min`, `90 s`, `1:45`, `0.5 s`; the notation reads each back as the same time.
    """
    seconds, rest = divmod(ms, 1_000)
    fraction = f".{rest:03}".rstrip("0") if rest else ""
    if seconds >= 60 and not rest and seconds % 60 == 0:
        return f"{seconds // 60} min"
    if seconds < 100:
        return f"{seconds}{fraction} s"
    if seconds >= 36_000_000:
        return f"{seconds} s"
    return clock_text(ms)


def clock_text(ms: int) -> str:
    """A time under ten hours as a clock shows it, exact to the millisecond: `2:00`, `0:45`, `1:00:00.5`."""
    seconds, rest = divmod(ms, 1_000)
    fraction = f".{rest:03}".rstrip("0") if rest else ""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    clock = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    return clock + fraction


def length_text(end: StepEnd) -> str:
    """A length in the notation, or a send-off; empty for a step that ends on a press."""
    if isinstance(end, ByDistance):
        return format_distance(end.distance_mm)
    if isinstance(end, ByCycle):
        return f"on {clock_text(end.cycle_ms)}"
    return time_text(end.duration_ms) if isinstance(end, ByTime) else ""


def label(end: StepEnd, words: str, nameless: str) -> str:
    """What the screen calls a step.

    Args:
        end: how it ends.
        words: the words beside its length.
        nameless: what it is called where there are neither.

    Returns:
        `800 m`, `10 min tempo`, `5 squats`, `jog back`.
    """
    return f"{length_text(end)} {words}".strip() or nameless
