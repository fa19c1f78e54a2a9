"""The next pacer of those that one key goes through.

It exists apart from the screen because it is a matter of settings and words.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trackclock.application.settings import PACERS, Settings
from trackclock.core.pacer import Pacer, Ticks

if TYPE_CHECKING:
    from trackclock.recorder import Recorder

_WORDS = {"": "off", "marks": "ticks at each mark"}


def next_pacer(settings: Settings) -> tuple[Settings, str]:
    """The settings with the next pacer, and what is said of it."""
    pacer = PACERS[(PACERS.index(settings.pacer) + 1) % len(PACERS)]
    return replace(settings, pacer=pacer), f"pacer: {_WORDS.get(pacer, f'ticks each {pacer} m')}"


def set_pacer(recorder: Recorder | None, pacer: str) -> None:
    """Have the runner of a session paced as the settings say, once there is one."""
    if recorder is not None:
        recorder.set_pacer(Pacer(Ticks(pacer)) if pacer else None)
