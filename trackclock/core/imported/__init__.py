"""A past activity as a session: laps that a watch has recorded -> a plan and a log of ordinary events.

It exists so that what was run elsewhere is a session like any other: replayed, compared, mended and deleted by the same
code. The rules by which laps become reps stand in `kinds`, those for distances in `distances`.
"""

from __future__ import annotations

from trackclock.core.imported.kinds import Rule
from trackclock.core.imported.laps import Correction, RecordedLap, on_one_clock
from trackclock.core.imported.pieces import Piece, pieces_of
from trackclock.core.imported.session import ImportedSession, Origin, session_of

__all__ = [
    "Correction",
    "ImportedSession",
    "Origin",
    "Piece",
    "RecordedLap",
    "Rule",
    "on_one_clock",
    "pieces_of",
    "session_of",
]
