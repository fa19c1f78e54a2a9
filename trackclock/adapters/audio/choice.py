"""Which backend is wanted: the word in TRACKCLOCK_AUDIO, read in one place.

It exists so that a bad word is one clear error before anything opens, wherever it came from.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from trackclock.errors import UsageError

VARIABLE = "TRACKCLOCK_AUDIO"
"""The environment variable that picks the backend."""

SPEAKS_THROUGH = "miniaudio"
"""The one backend that knows which sample is heard when, so that words can give way to beeps."""


class Choice(StrEnum):
    """A way of making sound, or `auto`: the first of miniaudio, simpleaudio and bell that works."""

    AUTO = "auto"
    MINIAUDIO = "miniaudio"
    SIMPLEAUDIO = "simpleaudio"
    BELL = "bell"
    OFF = "off"

    @property
    def backends(self) -> tuple[str, ...]:
        """What the worker is to try, in order; empty where no worker is needed."""
        if self is Choice.AUTO:
            return (Choice.MINIAUDIO.value, Choice.SIMPLEAUDIO.value)
        return (self.value,) if self in (Choice.MINIAUDIO, Choice.SIMPLEAUDIO) else ()

    @property
    def has_bell(self) -> bool:
        """Whether the terminal bell is rung where nothing else can be heard."""
        return self in (Choice.AUTO, Choice.BELL)


def choose(environment: Mapping[str, str], setting: str | None = None) -> Choice:
    """Read the choice.

    Args:
        environment: the environment variables; `TRACKCLOCK_AUDIO` goes before the setting.
        setting: what the user's settings say.

    Returns:
        The choice, `auto` where nobody chose.

    Raises:
        UsageError: if the word is none of the backends.
    """
    word = environment.get(VARIABLE) or setting or Choice.AUTO.value
    try:
        return Choice(word.strip().lower())
    except ValueError:
        known = ", ".join(choice.value for choice in Choice)
        raise UsageError(f"{VARIABLE}: {word!r} is not a way of making sound; write one of {known}") from None
