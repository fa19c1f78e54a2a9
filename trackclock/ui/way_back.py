"""Whether there is a way back from a screen: behind what the app began with lies only the first frame's.

It exists so that the keys, the line at the bottom and the way out of a session mean the same by it.
"""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.screen import Screen

_BOTTOM = 2
"""The first frame's screen, and what the app began with above it: below that there is nothing to go back to."""

NO_WAY_BACK = "there is nothing to go back to; \u27e8leave\u27e9 leaves"
"""What escape says there."""


def is_at_bottom(app: App[Any]) -> bool:
    """Whether what is in front is what the app began with."""
    return len(app.screen_stack) <= _BOTTOM


def has_way_back(screen: Screen[Any]) -> bool:
    """Whether there is a screen to go back to: behind a session that the app began with there is none."""
    return screen in screen.app.screen_stack[_BOTTOM:]
