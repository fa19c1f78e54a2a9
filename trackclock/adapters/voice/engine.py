"""An engine as the renderer sees it: a program that reads text and writes a wave file.

It exists so that one more engine is one more small module, which starts nothing by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, Protocol

MOST_FAILURES = 5
"""After so many texts in a row that could not be rendered, or renderers that ended, nobody speaks until the next start:
an engine that only fails must not take the processor."""

NOT_PLAYED = "only miniaudio can play words, and it does not play here"
"""What keeps a voice from being heard whose engine is there."""


class Call(NamedTuple):
    """How a program is run; it reads UTF-8 text from standard input, and ends when its file is written.

    Attributes:
        command: the program and its arguments; no shell reads them, and no text of ours is among them.
        variables: what it wants in its environment besides.
    """

    command: list[str]
    variables: Mapping[str, str] = {}


class Engine(Protocol):
    """A program that speaks."""

    name: str
    """What `trackclock doctor` calls it."""

    program: str
    """What is looked for on the path."""

    install: str
    """What to install where it is missing."""

    def call(self, program: str, voice: str, wave: Path) -> Call:
        """How it is run.

        Args:
            program: the program, with its folder.
            voice: the name of the voice, as the engine has it; empty for an English one, or the system's own.
            wave: where 16-bit samples are to be written, in a RIFF file.
        """
