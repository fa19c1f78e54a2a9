"""What is not installed is never waited for: for every choice, with every set of libraries that a machine may have."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec
from itertools import combinations
from types import ModuleType
from typing import Any

import pytest

from trackclock.adapters.audio import speaker as speaker_module
from trackclock.adapters.audio.choice import Choice
from trackclock.adapters.audio.probe import settled, words
from trackclock.adapters.audio.speaker import WorkerSpeaker
from trackclock.ports import SpeakerState

LIBRARIES = ("miniaudio", "simpleaudio")
INSTALLED = [found for count in range(3) for found in combinations(LIBRARIES, count)]


class Worker:
    """In the place of the process: says which libraries it was told to try, and that none of them has a device."""

    pid = 1

    def __init__(self, _: str, backends: Sequence[str], report: Callable[[Any, list[Any]], None]) -> None:
        self.backends = tuple(backends)
        # As late as a process that has to load its libraries first.
        failed = ["failed", [[name, "no sound device opens"] for name in backends]]
        threading.Timer(0.1, report, (self, failed)).start()

    def send(self, _: list[Any]) -> bool:
        return True

    def end(self, *, politely: bool) -> None:
        pass


def have(monkeypatch: pytest.MonkeyPatch, installed: Sequence[str]) -> None:
    for name in LIBRARIES:
        module = ModuleType(name)
        module.__spec__ = ModuleSpec(name, None)
        monkeypatch.setitem(sys.modules, name, module if name in installed else None)


@pytest.mark.parametrize("installed", INSTALLED, ids=lambda installed: "+".join(installed) or "none")
@pytest.mark.parametrize("choice", [Choice.AUTO, Choice.MINIAUDIO, Choice.SIMPLEAUDIO])
def test_only_what_is_there_is_tried(
    monkeypatch: pytest.MonkeyPatch, choice: Choice, installed: tuple[str, ...]
) -> None:
    started: list[Worker] = []

    def worker(module: str, backends: Sequence[str], report: Callable[[Any, list[Any]], None]) -> Worker:
        started.append(Worker(module, backends, report))
        return started[-1]

    have(monkeypatch, installed)
    monkeypatch.setattr(speaker_module, "WorkerProcess", worker)
    speaker = WorkerSpeaker(choice, bell=lambda: None)
    speaker.start()
    wanted = tuple(name for name in choice.backends if name in installed)
    if not wanted:
        # At once: the first press may come before any process has started.
        assert speaker.state is (SpeakerState.BELL if choice is Choice.AUTO else SpeakerState.TRYING)
    report = settled(speaker)
    speaker.close()
    assert [one.backends for one in started] == [wanted] * bool(wanted)
    faults = dict(report.faults)
    assert tuple(faults) == choice.backends
    for name, why in faults.items():
        assert (name in installed) != (f'pip install "trackclock[{name}]"' in why), why
    assert all(faults[name] in "\n".join(words(report)) for name in faults)
