"""How a trend is put into words and cells.

It exists so that every screen says the same trend in the same words.
"""

from __future__ import annotations

from textual.content import Content

from trackclock.core.progress import Course, Line, Trend
from trackclock.ui.words import (
    FASTER,
    FASTER_STYLE,
    LEVEL,
    MUTED_STYLE,
    SLOWER,
    SLOWER_STYLE,
    clean,
    short_date,
)

RECENT_WORDS = "last 8 weeks"
LEVEL_WORD = "level"

_COURSES = {
    Course.FASTER: (FASTER, FASTER_STYLE),
    Course.LEVEL: (LEVEL, MUTED_STYLE),
    Course.SLOWER: (SLOWER, SLOWER_STYLE),
}


def trend_line(what: str, trend: Trend) -> Content:
    """A trend as a sentence with its windows: `▼ mean 800 m: last 8 weeks -3.1 s, since a year ago -9.0 s`."""
    sign, style = trend_sign(trend)
    parts: list[str | tuple[str, str]] = [(f"{sign} ", style), f"{clean(what)}: "]
    for number, (window, line) in enumerate(_windows(trend)):
        parts += [f"{', ' if number else ''}{window} ", (change_text(line), f"bold {_COURSES[line.course][1]}")]
    counts = " and ".join(str(line.points) for _, line in _windows(trend))
    parts.append((f" ({counts} sessions)", MUTED_STYLE))
    return Content.assemble(*parts)


def change_text(line: Line) -> str:
    """What a line comes to from its first day to its last: `-3.1 s`, or that it is level."""
    return LEVEL_WORD if line.course is Course.LEVEL else line.change.with_unit


def _windows(trend: Trend) -> list[tuple[str, Line]]:
    found: list[tuple[str, Line]] = []
    if trend.recent is not None:
        found.append((RECENT_WORDS, trend.recent))
    if trend.year is not None:
        found.append((year_words(trend), trend.year))
    return found


def year_words(trend: Trend) -> str:
    """Since when the line of the year goes: `since a year ago`, or since the day of its first session."""
    first = trend.year.first_day if trend.year is not None else trend.today
    return "since a year ago" if trend.is_whole_year else f"since {short_date(first)}"


def trend_sign(trend: Trend) -> tuple[str, str]:
    """The arrow and the colour of a trend."""
    return _COURSES[trend.course]


def line_text(line: Line | None) -> Content:
    """A change with its arrow, for a cell under the head of its window: `▼-3.1`; empty without one."""
    if line is None:
        return Content("")
    sign, style = _COURSES[line.course]
    return Content.styled(f"{sign}{line.change.text}", style)
