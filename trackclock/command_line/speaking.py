"""The voice of the app, and what `trackclock doctor` says of it.

It exists because both ask the same question: which engine is here, and does the sound let it speak.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from trackclock.adapters.audio.choice import SPEAKS_THROUGH
from trackclock.adapters.voice.engine import NOT_PLAYED
from trackclock.adapters.voice.engines import engine_here, found, lacking

if TYPE_CHECKING:
    from trackclock.adapters.audio.choice import Choice
    from trackclock.adapters.voice.engine_voice import EngineVoice, Teller


def voice_through(speaker: Teller, choice: Choice, config_dir: Path) -> EngineVoice | None:
    """Who speaks, with the voice that the settings name.

    Args:
        speaker: whose process plays the words.
        choice: the backend that it was told to play through.
        config_dir: where the settings are.

    Returns:
        None where that backend cannot play words.
    """
    if SPEAKS_THROUGH not in choice.backends:
        return None
    from trackclock.adapters.voice.engine_voice import EngineVoice
    from trackclock.application.settings import Settings

    return EngineVoice(speaker, Settings.load(config_dir).voice_name)


def voice_words(backend: str) -> str:
    """The engine and where it is, or what to install so that somebody speaks.

    Args:
        backend: what plays the sounds; empty if nothing does.
    """
    engine = engine_here()
    if lacks := lacking(engine):
        return f"none: {lacks}"
    where = f"{engine.name} ({found(engine)})"
    if backend != SPEAKS_THROUGH:
        return f"none: {where} is here, but {NOT_PLAYED}"
    return where
