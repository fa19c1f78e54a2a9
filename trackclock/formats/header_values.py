"""What the values of a session file's header can be; each says what is wrong, and behind a semicolon what to write.

They exist apart from the header so that they need no pydantic.
"""

from __future__ import annotations

from trackclock.core.durations import parse_duration
from trackclock.core.limits import LONGEST_WAIT_MS
from trackclock.safe_text import clean, has_controls, printable


def words(text: str) -> str:
    """Text without control characters; marks that turn its direction are left out of the plan, as in the workout."""
    if has_controls(text):
        raise ValueError("it holds control characters; delete them")
    return text


def name_of_one_line(text: str) -> str:
    """A name of one line."""
    stripped = clean(text)
    if not stripped:
        raise ValueError("it is empty; write what the session is called, or leave the key out")
    return stripped


def duration_ms(text: str) -> int:
    """A time of the header in milliseconds."""
    try:
        return parse_duration(text)
    except ValueError:
        raise ValueError(f'\'{printable(text[:40])}\' is not a time; write one such as "5s" or "0.3s"') from None


def short_time(text: str) -> str:
    """A time that a runner can be asked to wait."""
    if duration_ms(text) > LONGEST_WAIT_MS:
        raise ValueError('it is too long; write at most "10 min"')
    return text


def auto_or_time(text: str) -> str:
    """`auto` or a time."""
    return text if text == "auto" else short_time(text)


def a_lap(metres: float) -> float:
    """Metres of a lap."""
    if metres < 50:
        raise ValueError("a lap is at least 50 m; write metres, such as lap = 400")
    return metres


def a_split(metres: float) -> float:
    """Metres between marks, 0 for the finish only."""
    if metres < 0 or 0 < metres < 10:
        raise ValueError("marks lie at least 10 m apart; write metres, or 0 for the finish only")
    return metres
