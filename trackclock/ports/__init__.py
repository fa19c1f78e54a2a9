"""What the recorder and all above it need of the world, as protocols: a clock, a speaker, a voice, a store, a past.

They exist so that the recorder and all that is above it run the same against the real ones and the fakes.
"""

from trackclock.ports.history import (
    ALL_SESSIONS,
    History,
    MonthRow,
    SessionFilter,
    SessionRow,
    SortBy,
    Totals,
    WorkoutRow,
)
from trackclock.ports.machine import Clock, KeepAwake
from trackclock.ports.speaker import ScheduledCue, Speaker, SpeakerState
from trackclock.ports.store import (
    SessionHeader,
    SessionStore,
    Start,
    StoredGroup,
    StoredSession,
    athlete_of,
    start_of,
)
from trackclock.ports.voice import ScheduledPhrase, Span, Voice
from trackclock.ports.watching import SessionWatch, Watched

__all__ = [
    "ALL_SESSIONS",
    "Clock",
    "History",
    "KeepAwake",
    "MonthRow",
    "ScheduledCue",
    "ScheduledPhrase",
    "SessionFilter",
    "SessionHeader",
    "SessionRow",
    "SessionStore",
    "SessionWatch",
    "SortBy",
    "Span",
    "Speaker",
    "SpeakerState",
    "Start",
    "StoredGroup",
    "StoredSession",
    "Totals",
    "Voice",
    "Watched",
    "WorkoutRow",
    "athlete_of",
    "start_of",
]
