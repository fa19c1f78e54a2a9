"""The speaker's own thread, without any sound: what goes wrong in it is borne and never becomes a busy loop."""

from __future__ import annotations

import threading
import time
from types import SimpleNamespace

import pytest

from trackclock.adapters.audio import speaker as speaker_module
from trackclock.adapters.audio.choice import Choice
from trackclock.adapters.audio.speaker import WorkerSpeaker


@pytest.mark.parametrize("choice", [Choice.BELL, Choice.AUTO])
def test_a_fault_that_comes_at_each_turn_is_followed_by_a_pause_each_time(
    monkeypatch: pytest.MonkeyPatch, choice: Choice
) -> None:
    turns, pauses = 0, 0
    is_over = threading.Event()

    def turn(_: WorkerSpeaker) -> bool:
        nonlocal turns
        turns += 1
        if turns > 50:
            is_over.set()
            return False
        raise RuntimeError("again")

    def pause(seconds: float) -> None:
        nonlocal pauses
        assert seconds >= 0.05
        pauses += 1

    monkeypatch.setattr(WorkerSpeaker, "_turn", turn)
    monkeypatch.setattr(speaker_module, "time", SimpleNamespace(sleep=pause, monotonic=time.monotonic))
    speaker = WorkerSpeaker(choice, bell=lambda: None)
    speaker.start()
    assert is_over.wait(20)
    speaker.close()
    assert (turns, pauses) == (51, 50)
    assert speaker.describe().faults == ((choice.value, "RuntimeError('again')"),)
