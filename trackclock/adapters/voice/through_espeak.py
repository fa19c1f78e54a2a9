"""Speaks through espeak-ng, as a program: its library would bring its licence into the process."""

from __future__ import annotations

from pathlib import Path

from trackclock.adapters.voice.engine import Call


class Espeak:
    """espeak-ng, 2 ms for a phrase and 20 to start."""

    name = "espeak-ng"
    program = "espeak-ng"
    install = "apt install espeak-ng (dnf, pacman, zypper: the same name)"

    def call(self, program: str, voice: str, wave: Path) -> Call:
        """Text on standard input, so that nothing in it can be an option."""
        return Call([program, "-v", voice or "en", "-w", str(wave), "--stdin"])
