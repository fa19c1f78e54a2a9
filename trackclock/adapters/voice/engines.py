"""Which engine a system has.

It exists apart so that one more is a line here and a module beside it.
"""

from __future__ import annotations

import shutil
import sys

from trackclock.adapters.voice.engine import Engine
from trackclock.adapters.voice.through_espeak import Espeak
from trackclock.adapters.voice.through_say import Say
from trackclock.adapters.voice.through_windows import WindowsSpeech

ENGINES: dict[str, Engine] = {"darwin": Say(), "win32": WindowsSpeech()}
"""The engine of a system, by `sys.platform`; of every other it is espeak-ng."""


def engine_here(platform: str = sys.platform) -> Engine:
    """The engine of this system, whether or not it is there."""
    return ENGINES.get(platform) or Espeak()


def found(engine: Engine) -> str | None:
    """Its program with its folder; None where it is not there."""
    return shutil.which(engine.program)


def lacking(engine: Engine) -> str:
    """What to install so that it can speak; empty where it is there."""
    return "" if found(engine) else f"{engine.name} is not here; {engine.install}"
