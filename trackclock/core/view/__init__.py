"""What the screens show of a session, as plain data that can be tested without a screen."""

from trackclock.core.view.band import BandPiece
from trackclock.core.view.flash import Done, Flash, MarkFigure, flash_at, flashes_of, newest_mark
from trackclock.core.view.picture import (
    Counting,
    LiveView,
    Tone,
    Urgency,
    coming_index,
    live_view,
    space_of,
    title_of,
    tone_of,
)
from trackclock.core.view.reps import RepRow, rep_rows
from trackclock.core.view.steps import describe_pause, describe_run

__all__ = [
    "BandPiece",
    "Counting",
    "Done",
    "Flash",
    "LiveView",
    "MarkFigure",
    "RepRow",
    "Tone",
    "Urgency",
    "coming_index",
    "describe_pause",
    "describe_run",
    "flash_at",
    "flashes_of",
    "live_view",
    "newest_mark",
    "rep_rows",
    "space_of",
    "title_of",
    "tone_of",
]
