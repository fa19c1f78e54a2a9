"""How the screens put times, deltas, dates and other people's text.

It exists so that every screen says the same thing the same way, in signs and arrows as well as in colour, and so that
no name, note or file name can ever send an escape code to the terminal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from trackclock.application.dates import axis_date as axis_date
from trackclock.application.dates import date_text as date_text
from trackclock.application.dates import day_text as day_text
from trackclock.application.dates import local_text as local_text
from trackclock.application.dates import local_weekday_text as local_weekday_text
from trackclock.application.dates import month_text as month_text
from trackclock.application.dates import short_date as short_date
from trackclock.application.dates import weekday_text as weekday_text
from trackclock.core.durations import format_total
from trackclock.safe_text import clean as clean
from trackclock.safe_text import clean_lines as clean_lines

if TYPE_CHECKING:
    from trackclock.core.figures import Difference

FASTER_STYLE = "$ahead"
SLOWER_STYLE = "$behind"
LEVEL_STYLE = "$faint"
BEST_STYLE = "bold $best"
MUTED_STYLE = "$faint"
DELETED_STYLE = "$faint strike"

FASTER, SLOWER, LEVEL, BEST = "▼", "▲", "=", "★"
"""The signs that stand beside every coloured delta: a time that goes down is faster."""


def delta_style(delta: Difference) -> str:
    """The colour of a delta."""
    if delta.is_level:
        return LEVEL_STYLE
    return FASTER_STYLE if delta.is_faster else SLOWER_STYLE


def delta_sign(delta: Difference) -> str:
    """The arrow of a delta: down is faster, an equals sign is level (under 0.2 s)."""
    if delta.is_level:
        return LEVEL
    return FASTER if delta.is_faster else SLOWER


def delta_text(delta: Difference | None) -> Content:
    """A delta with its arrow, sign and colour: `▼-1.20`; a dash where there is none."""
    if delta is None:
        return Content.styled("–", MUTED_STYLE)
    return Content.styled(f"{delta_sign(delta)}{delta.text}", delta_style(delta))


def plural(count: int, one: str, many: str = "") -> str:
    """A count and its noun: `1 rep`, `3 reps`."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def distance_in_all(distance_mm: int) -> str:
    """What distances come to, for a column or a head: `11.2 km`; nothing where there is none."""
    return format_total(distance_mm) if distance_mm else ""
