"""How a trend is put into words and cells.

It exists so that every screen says the same trend in the same words.
"""

from __future__ import annotations

from textual.content import Content

from trackclock.core.figures import ESTIMATE, difference
from trackclock.core.progress import Course, Trend
from trackclock.ui.words import (
    FASTER,
    FASTER_STYLE,
    LEVEL,
    MUTED_STYLE,
    SLOWER,
    SLOWER_STYLE,
    clean,
    date_text,
    plural,
)

_COURSES = {
    Course.FASTER: (FASTER, FASTER_STYLE),
    Course.LEVEL: (LEVEL, MUTED_STYLE),
    Course.SLOWER: (SLOWER, SLOWER_STYLE),
}


def trend_line(what: str, trend: Trend) -> Content:
    """A trend as a sentence with its sign and its window."""
    week_ms = trend.per_week_ms
    sign, style = trend_sign(trend)
    words = "level"
    if sign != LEVEL:
        words = f"{difference(week_ms, 0, ESTIMATE).size} a week {'faster' if week_ms < 0 else 'slower'}"
    return Content.assemble(
        (f"{sign} ", style),
        f"{clean(what)}: ",
        (words, f"bold {style}"),
        (f" ({window_text(trend)})", MUTED_STYLE),
    )


def window_text(trend: Trend) -> str:
    """What a trend was drawn through: `last 10 sessions, 3 Aug to 12 Nov 2026`."""
    last = date_text(trend.last_day)
    first = date_text(trend.first_day)
    if first[-4:] == last[-4:]:
        first = first[:-5]
    return f"last {plural(trend.points, 'session')}, {first} to {last}"


def trend_sign(trend: Trend) -> tuple[str, str]:
    """The arrow and the colour of a trend."""
    return _COURSES[trend.course]


def trend_text(trend: Trend | None) -> Content:
    """The change a week with its arrow and over how many sessions, for a cell: `▼-0.8 last 10`; empty without one."""
    if trend is None:
        return Content("")
    sign, style = trend_sign(trend)
    change = difference(trend.per_week_ms, 0, ESTIMATE).text
    return Content.assemble((f"{sign}{change}", style), (f" last {trend.points}", MUTED_STYLE))
