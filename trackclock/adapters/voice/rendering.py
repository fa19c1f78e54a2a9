"""One phrase through an engine: text in, samples out, within a time; whatever the engine does.

It exists apart from the process that does so again and again so that a test, and `doctor`, can do it once.
"""

from __future__ import annotations

import contextlib
import subprocess
from array import array
from pathlib import Path

from trackclock.adapters.process import spawn
from trackclock.adapters.voice.engine import Engine
from trackclock.adapters.voice.engines import found
from trackclock.adapters.voice.samples import RubbishError, read_speech
from trackclock.safe_text import safe

PATIENCE_S = 4.0
"""An engine that takes longer hangs: a phrase that comes so late is stale."""

MOST_LETTERS = 200
"""No phrase of ours is longer; a name in a session file may be."""


class EngineError(Exception):
    """An engine has not spoken; the text says why."""


def render(engine: Engine, voice: str, text: str, wave: Path, patience_s: float = PATIENCE_S) -> array[int]:
    """Have a phrase spoken.

    Args:
        engine: what speaks.
        voice: the name of its voice; empty for an English one.
        text: the words.
        wave: a file that may be written, and is gone afterwards.
        patience_s: after this time the engine is killed.

    Returns:
        16-bit samples, see `read_speech`.

    Raises:
        EngineError: if it is missing, too slow, fails, or writes no speech.
    """
    program = found(engine)
    if program is None:
        raise EngineError(f"{engine.name} is not here; {engine.install}")
    try:
        _run(engine, program, voice, text, wave, patience_s)
        return read_speech(wave)
    except RubbishError as problem:
        raise EngineError(f"{engine.name} wrote no speech: {problem}") from problem
    except OSError as problem:
        raise EngineError(f"{engine.name} cannot be run: {problem}") from problem
    finally:
        with contextlib.suppress(OSError):
            wave.unlink(missing_ok=True)


def _run(engine: Engine, program: str, voice: str, text: str, wave: Path, patience_s: float) -> None:
    call = engine.call(program, voice, wave)
    process = spawn(call.command, output=subprocess.DEVNULL, variables=call.variables, is_of_ours=True)
    try:
        process.communicate(_plain(text).encode(), timeout=patience_s)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise EngineError(f"{engine.name} did not speak within {patience_s:g} s") from None
    if process.returncode:
        raise EngineError(f"{engine.name} ended with exit code {process.returncode}")


_NO_ORDERS = str.maketrans(dict.fromkeys("[]<>|", " "))


def _plain(text: str) -> str:
    """Nothing that an engine takes for an order: no control characters, no brackets."""
    words = safe(text, " ").translate(_NO_ORDERS)
    return words[:MOST_LETTERS].strip() + "\n"
