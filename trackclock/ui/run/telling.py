"""How much the voice says: what comes next with one key, and what is said of it.

It exists apart from the screen because it is a matter of settings and words.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trackclock.application.settings import VOICES, Settings

if TYPE_CHECKING:
    from trackclock.application.services import Services
    from trackclock.recorder import Recorder

_WORDS = {
    "": "off",
    "all": "all that it can say",
    "times": "laps, times and the mean",
    "starts": "what comes before each start",
}


def next_voice(settings: Settings) -> Settings:
    """The settings with the next choice of how much is said."""
    return replace(settings, voice=VOICES[(VOICES.index(settings.voice) + 1) % len(VOICES)])


def speak(recorder: Recorder | None, services: Services, settings: Settings) -> str:
    """Have so much said as the settings want.

    Returns:
        What is said of it on the screen: what to install, where nobody can speak.
    """
    if not settings.voice:
        if recorder is not None:
            recorder.set_voice(None)
        return "voice: off"
    from trackclock.core.speech import Telling  # the first frame is painted without it

    voice = services.voice
    if recorder is not None:
        recorder.set_voice(voice, Telling(settings.voice))
    lacks = "nobody speaks here; trackclock doctor says why" if voice is None else voice.lacks
    return f"voice: {lacks or _WORDS[settings.voice]}"
