"""What made an event happen, and why a press was refused.

They exist apart from the events because those of a session and those of a group share them.
"""

from __future__ import annotations

from enum import StrEnum


class Cause(StrEnum):
    """What made an event happen."""

    SPACE = "space"
    ENTER = "enter"
    KEY = "key"
    REPAIR = "repair"
    IMPORTED = "imported"
    PICKED_UP = "picked_up"
    NAMED = "named"
    """Somebody passed, and a coach has said who it was, then or later."""
    GROUP = "group"
    """What a group does together: its starts."""
    SIGNAL = "signal"  # in the first logs: a session that a signal ended is left unfinished now, as after a kill


class Reason(StrEnum):
    """Why a press was refused."""

    GET_READY = "get_ready"
    BOUNDARY = "boundary"
    HELD = "held"
    TOO_FAST = "too_fast"
    GAP = "gap"
    EARLY_CUT = "early_cut"
    NOT_RUNNING = "not_running"
    """A coach has named somebody who was not running then."""
