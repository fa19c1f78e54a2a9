"""The speaker where no sound can be had: it says so, rings the bell in time, and never gets in the way."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from tests.waiting import until
from trackclock.adapters import process
from trackclock.adapters.audio import speaker as speaker_module
from trackclock.adapters.audio.choice import Choice
from trackclock.adapters.audio.probe import settled, words
from trackclock.adapters.audio.speaker import WorkerSpeaker
from trackclock.adapters.clock import SystemClock
from trackclock.core.sounds import Sound
from trackclock.ports import ScheduledCue, Speaker, SpeakerState

pytestmark = pytest.mark.alone

CLOCK = SystemClock()


class Bell:
    """A bell that remembers when it was rung."""

    def __init__(self) -> None:
        self.rung_ms: list[int] = []

    def __call__(self) -> None:
        self.rung_ms.append(CLOCK.now_ms())


@pytest.fixture
def bell() -> Bell:
    return Bell()


@pytest.fixture
def no_device(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    nowhere = tmp_path_factory.mktemp("nowhere")
    nothing = nowhere / "asound.conf"
    nothing.write_text("")
    monkeypatch.setenv("PULSE_SERVER", f"unix:{nowhere}/native")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(nowhere))
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(nothing))


def closing(speaker: WorkerSpeaker) -> None:
    began = time.perf_counter()
    speaker.close()
    speaker.close()
    assert time.perf_counter() - began < 2
    assert speaker.state is SpeakerState.OFF


def test_is_a_speaker_of_the_port() -> None:
    speaker: Speaker = WorkerSpeaker(Choice.OFF)
    speaker.start()
    speaker.schedule([ScheduledCue("a", CLOCK.now_ms(), Sound.GO)])
    speaker.play(ScheduledCue("b", CLOCK.now_ms(), Sound.GO))
    assert speaker.state is SpeakerState.OFF
    speaker.set_volume(11)
    speaker.set_muted(True)
    assert (speaker.volume, speaker.is_muted) == (10, True)
    speaker.close()


@pytest.mark.usefixtures("no_device")
def test_without_a_device_the_bell_is_rung_in_time(bell: Bell) -> None:
    speaker = WorkerSpeaker(Choice.AUTO, bell=bell)
    speaker.start()
    until(lambda: speaker.state is SpeakerState.BELL, 5)
    assert not speaker.can_speak
    assert [name for name, _ in speaker.describe().faults] == ["miniaudio", "simpleaudio"]
    first_ms = CLOCK.now_ms() + 300
    speaker.schedule([ScheduledCue(str(index), first_ms + index * 200, Sound.ONE) for index in range(5)])
    until(lambda: len(bell.rung_ms) == 5, 5)
    assert all(0 <= rung - first_ms - index * 200 < 50 for index, rung in enumerate(bell.rung_ms))
    closing(speaker)


@pytest.mark.usefixtures("no_device")
def test_a_backend_that_was_named_is_not_replaced_by_the_bell(bell: Bell) -> None:
    speaker = WorkerSpeaker(Choice.MINIAUDIO, bell=bell)
    speaker.start()
    report = settled(speaker)
    assert report.state is SpeakerState.TRYING
    assert "no sound device opens" in "\n".join(words(report))
    speaker.play(ScheduledCue("a", CLOCK.now_ms(), Sound.GO))
    closing(speaker)
    assert bell.rung_ms == []


def test_the_bell_alone(bell: Bell) -> None:
    speaker = WorkerSpeaker(Choice.BELL, bell=bell)
    speaker.start()
    assert speaker.state is SpeakerState.BELL
    assert not speaker.can_speak
    assert speaker.worker_pid is None
    now_ms = CLOCK.now_ms()
    speaker.schedule([ScheduledCue("kept", now_ms + 200, Sound.GO), ScheduledCue("moot", now_ms + 400, Sound.ONE)])
    speaker.play(ScheduledCue("press", now_ms, Sound.MARK))
    speaker.schedule([ScheduledCue("kept", now_ms + 200, Sound.GO), ScheduledCue("muted", now_ms + 500, Sound.GO)])
    until(lambda: len(bell.rung_ms) == 2, 2)
    speaker.set_muted(True)
    speaker.schedule([ScheduledCue("muted", now_ms + 500, Sound.GO), ScheduledCue("last", now_ms + 700, Sound.GO)])
    until(lambda: CLOCK.now_ms() > now_ms + 600, 2)
    speaker.set_muted(False)
    until(lambda: len(bell.rung_ms) == 3, 2)
    closing(speaker)
    assert [round(rung - now_ms, -2) for rung in bell.rung_ms] == [0, 200, 700]


def test_a_bell_that_fails_costs_nothing_but_itself() -> None:
    rung = []

    def broken() -> None:
        rung.append(1)
        raise RuntimeError("the terminal is gone")

    speaker = WorkerSpeaker(Choice.BELL, bell=broken)
    speaker.start()
    for index in range(3):
        speaker.play(ScheduledCue(str(index), CLOCK.now_ms() + index * 30, Sound.GO))
    until(lambda: len(rung) == 3, 3)
    closing(speaker)
    assert rung == [1, 1, 1]


def test_a_worker_that_cannot_be_started_is_tried_again_ever_later(monkeypatch: pytest.MonkeyPatch, bell: Bell) -> None:
    monkeypatch.setattr(sys, "executable", "/nonexistent/python")
    speaker = WorkerSpeaker(Choice.AUTO, bell=bell)
    speaker.start()
    until(lambda: speaker.state is SpeakerState.BELL, 5)
    speaker.play(ScheduledCue("a", CLOCK.now_ms(), Sound.GO))
    until(lambda: len(bell.rung_ms) == 1, 3)
    assert speaker.describe().faults[0][0] == "worker"
    assert 2 <= speaker.describe().restarts < 10
    closing(speaker)


def test_no_fault_of_its_own_makes_the_speaker_run_hot(monkeypatch: pytest.MonkeyPatch, bell: Bell) -> None:
    tries = []

    def broken(*_: object) -> None:
        tries.append(1)
        raise TypeError("a mistake")

    monkeypatch.setattr(speaker_module, "WorkerProcess", broken)
    speaker = WorkerSpeaker(Choice.AUTO, bell=bell)
    speaker.start()
    until(lambda: speaker.state is SpeakerState.BELL, 5)
    speaker.play(ScheduledCue("a", CLOCK.now_ms(), Sound.GO))
    until(lambda: len(bell.rung_ms) == 1, 3)
    assert len(tries) < 10
    closing(speaker)


def test_a_worker_that_dies_at_once_is_not_started_without_end(monkeypatch: pytest.MonkeyPatch, bell: Bell) -> None:
    monkeypatch.setattr(process, "_CODE", "import sys; print('boo', file=sys.stderr); sys.exit(1)")
    speaker = WorkerSpeaker(Choice.AUTO, bell=bell)
    speaker.start()
    until(lambda: speaker.state is SpeakerState.BELL, 5)
    time.sleep(1)
    assert speaker.describe().restarts < 10
    assert speaker_module._BACK_OFF_S[-1] >= 5
    closing(speaker)


@pytest.mark.usefixtures("no_device")
def test_nothing_is_ever_written_to_the_terminal() -> None:
    code = """
import time
from trackclock.adapters.audio.speaker import WorkerSpeaker
speaker = WorkerSpeaker()
speaker.start()
time.sleep(1.5)
print(speaker.describe().faults != (), flush=True)
"""
    # left without a close, as by an app that crashes
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=20, check=True)
    assert (done.stdout, done.stderr) == ("True\n", "")


def test_the_worker_loads_nothing_that_it_does_not_play_with() -> None:
    code = "import sys, trackclock.adapters.audio.worker; print(*sys.modules)"
    loaded = set(subprocess.check_output([sys.executable, "-c", code], text=True).split())
    assert not loaded & {"textual", "pydantic", "asyncio", "sqlite3", "platformdirs", "trackclock.ports", "miniaudio"}
