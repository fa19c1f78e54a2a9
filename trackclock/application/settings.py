"""What the app remembers between two starts: theme, volume, mute, pacer, voice and the latency of the sound.

It exists because nobody wants to unmute a laptop beside the track twice; a lost or broken file costs only that.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from trackclock.safe_text import is_harmful

FILE = "settings.json"
"""The file's name in the folder of the settings."""

MAX_VOLUME = 10
MAX_LATENCY_MS = 2_000
MOST_IN_GROUP = 12

PACERS = ("", "100", "50", "200", "marks")
"""How often the sound pacer ticks, in metres or at each mark, in the order in which one key cycles through them."""

VOICES = ("", "all", "times", "starts")
"""How much a voice says, as `core.speech.Telling` has it, in the order in which one key cycles through them."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What is remembered.

    Attributes:
        theme: the name of a theme.
        volume: 0 to 10.
        muted: whether nothing is to be heard.
        pacer: how often the sound pacer ticks, one of `PACERS`; empty for off.
        voice: how much a voice says, one of `VOICES`; empty for nothing.
        voice_name: the voice as its engine calls it; empty for an English one. Only written by hand.
        group: who was in the last group, in the order of their keys.
        stagger: how they started one after the other, as a session file has it; empty for together.
        latency_ms: how long the sound takes from the machine to the ear, 0 to 2000; cues are sent earlier by it.
    """

    theme: str = "dark"
    volume: int = 8
    muted: bool = False
    pacer: str = ""
    voice: str = ""
    voice_name: str = ""
    latency_ms: int = 0
    group: tuple[str, ...] = ()
    stagger: str = ""

    @classmethod
    def load(cls, folder: Path) -> Settings:
        """Read the settings; whatever is missing, unreadable or out of range stays as it comes from the factory."""
        try:
            found = json.loads((folder / FILE).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return cls()
        return cls()._updated(found) if isinstance(found, dict) else cls()

    def save(self, folder: Path) -> bool:
        """Write the settings whole or not at all.

        Returns:
            False where the folder cannot be written; the app goes on without.
        """
        partial = folder / f".{FILE}.{os.getpid()}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            partial.write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")
            partial.replace(folder / FILE)
        except OSError:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
            return False
        return True

    def _updated(self, found: dict[str, Any]) -> Settings:
        settings = self
        theme, volume = found.get("theme"), found.get("volume")
        muted, latency_ms, pacer = found.get("muted"), found.get("latency_ms"), found.get("pacer")
        if isinstance(theme, str):
            settings = replace(settings, theme=theme)
        if type(volume) is int and 0 <= volume <= MAX_VOLUME:  # a bool is an int as well
            settings = replace(settings, volume=volume)
        if isinstance(muted, bool):
            settings = replace(settings, muted=muted)
        if pacer in PACERS:
            settings = replace(settings, pacer=pacer)
        if found.get("voice") in VOICES:
            settings = replace(settings, voice=found["voice"])
        name = found.get("voice_name")
        if isinstance(name, str) and not is_harmful(name):
            settings = replace(settings, voice_name=name)
        names = found.get("group")
        if isinstance(names, list) and all(isinstance(name, str) and not is_harmful(name) for name in names):
            settings = replace(settings, group=tuple(names[:MOST_IN_GROUP]))
        if isinstance(found.get("stagger"), str) and not is_harmful(found["stagger"]):
            settings = replace(settings, stagger=found["stagger"])
        if type(latency_ms) is int and 0 <= latency_ms <= MAX_LATENCY_MS:
            settings = replace(settings, latency_ms=latency_ms)
        return settings
