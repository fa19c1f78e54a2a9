"""Speaks through `say`, which every macOS has."""

from __future__ import annotations

from pathlib import Path

from trackclock.adapters.voice.engine import Call


class Say:
    """`say` of macOS; without a name it speaks with the voice of the system's settings."""

    name = "say"
    program = "say"
    install = "nothing: it comes with macOS, and is missing from the PATH"

    def call(self, program: str, voice: str, wave: Path) -> Call:
        """Sixteen-bit samples in a RIFF file; the text is read from standard input (say(1))."""
        named = ["-v", voice] if voice else []
        form = ("--file-format=WAVE", "--data-format=LEI16@22050")
        return Call([program, *named, "-o", str(wave), *form, "-f", "-"])
