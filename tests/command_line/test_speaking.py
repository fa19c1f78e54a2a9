"""What `doctor` says of the voice: who speaks, or in one line why nobody does."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from trackclock.adapters.audio.choice import Choice
from trackclock.adapters.audio.speaker import WorkerSpeaker
from trackclock.adapters.voice.engines import ENGINES, engine_here
from trackclock.application.settings import Settings
from trackclock.command_line.speaking import voice_through, voice_words


@pytest.mark.skipif(sys.platform == "win32", reason="a program there has another name")
def test_one_line_names_the_engine_or_what_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    engine = engine_here()
    assert voice_words("miniaudio") == f"none: {engine.name} is not here; {engine.install}"
    program = tmp_path / engine.program
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    assert voice_words("miniaudio") == f"{engine.name} ({program})"
    assert voice_words("simpleaudio").startswith(f"none: {engine.name}")
    assert "only miniaudio" in voice_words("")
    assert all("\n" not in one.install for one in (*ENGINES.values(), engine))


@pytest.mark.parametrize("choice", Choice)
def test_nobody_speaks_through_what_cannot_place_a_word(choice: Choice, tmp_path: Path) -> None:
    Settings(voice_name="nobody").save(tmp_path)
    speaker = WorkerSpeaker(choice)
    voice = voice_through(speaker, choice, tmp_path)
    assert (voice is not None) is (choice in (Choice.AUTO, Choice.MINIAUDIO))
    if voice is not None:
        voice.close()
