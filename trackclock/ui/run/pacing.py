"""The next pacer of those that one key goes through.

It exists apart from the screen because it is a matter of settings and words.
"""

from __future__ import annotations

from dataclasses import replace

from trackclock.application.settings import PACERS, Settings

_WORDS = {"": "off", "marks": "ticks at each mark"}


def next_pacer(settings: Settings) -> tuple[Settings, str]:
    """The settings with the next pacer, and what is said of it."""
    pacer = PACERS[(PACERS.index(settings.pacer) + 1) % len(PACERS)]
    return replace(settings, pacer=pacer), f"pacer: {_WORDS.get(pacer, f'ticks each {pacer} m')}"
