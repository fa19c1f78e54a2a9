"""Real sound, recorded from a null sink: the right cue at the right time, none missing, none twice."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.e2e.pty_process import is_running
from tests.e2e.signals import default_signals
from tests.e2e.sound import SINK, Onset, Recorder, SoundServer, jitter_ms, missing_tools
from tests.waiting import until
from trackclock.adapters.audio.choice import Choice
from trackclock.adapters.audio.speaker import WorkerSpeaker
from trackclock.adapters.clock import SystemClock, now_ns
from trackclock.core.sounds import Sound
from trackclock.ports import ScheduledCue, SpeakerState

REASON = missing_tools()
pytestmark = [pytest.mark.sound, pytest.mark.skipif(REASON is not None, reason=REASON or "")]

ALSA_TO_PULSE = list(Path("/usr").glob("lib*/*/alsa-lib/libasound_module_pcm_pulse.so"))
CLOCK = SystemClock()
TOLERANCE_MS = 30
AT_ONCE_MS = 30
"""How late a GO by press may be; the middle one of three, for on a busy machine a test's own press comes late."""


class Stage:
    """A daemon, its recording and the environment to play there."""

    def __init__(self, server: SoundServer, recorder: Recorder) -> None:
        self.server = server
        self.recorder = recorder

    @contextlib.contextmanager
    def speaker(self, choice: Choice = Choice.MINIAUDIO) -> Iterator[WorkerSpeaker]:
        speaker = WorkerSpeaker(choice)
        speaker.start()
        try:
            until(lambda: speaker.state is SpeakerState.OK, 10)
            time.sleep(0.5)  # the device settles
            yield speaker
        finally:
            speaker.close()

    def heard(self, since_ms: int, apart_ms: int = 255) -> list[Onset]:
        time.sleep(0.5)  # what is due now is still on its way through the recorder
        return self.recorder.onsets(since_ms * 1_000_000, apart_ms=apart_ms)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(SoundServer.start(tmp_path_factory.mktemp("sound")))
        environment = stack.enter_context(pytest.MonkeyPatch.context())
        for name, value in server.variables.items():
            environment.setenv(name, value)
        recorder = stack.enter_context(server.record())
        server.settle()
        yield Stage(server, recorder)


def cues(sounds: Sequence[Sound], first_ms: int, gap_ms: int, name: str = "cue") -> list[ScheduledCue]:
    return [ScheduledCue(f"{name} {index}", first_ms + index * gap_ms, sound) for index, sound in enumerate(sounds)]


def wait_past(planned: Sequence[ScheduledCue]) -> None:
    time.sleep(max(0, planned[-1].at_ms - CLOCK.now_ms()) / 1_000)


def assert_heard(planned: Sequence[ScheduledCue], onsets: Sequence[Onset]) -> list[float]:
    """Each planned cue once, at its instant, and nothing else; the errors in milliseconds."""
    heard = [(onset.name, round(onset.at_ms)) for onset in onsets]
    assert len(onsets) == len(planned), f"planned {len(planned)}, heard {heard}"
    for cue, onset in zip(planned, onsets, strict=True):
        assert onset.is_sound(cue.sound), f"{cue} was heard as {onset.name}"
        assert abs(onset.at_ms - cue.at_ms) < TOLERANCE_MS, f"{cue} was heard {onset.at_ms - cue.at_ms:.1f} ms late"
    return [onset.at_ms - cue.at_ms for cue, onset in zip(planned, onsets, strict=True)]


def skip_without(choice: Choice) -> None:
    """A test that wants simpleaudio is skipped where that cannot be heard."""
    if choice is Choice.SIMPLEAUDIO:
        pytest.importorskip("simpleaudio", reason='needs pip install "trackclock[simpleaudio]"')
        if not ALSA_TO_PULSE:
            pytest.skip("ALSA cannot reach PulseAudio here (apt: libasound2-plugins)")


EITHER = pytest.mark.parametrize("choice", [Choice.MINIAUDIO, Choice.SIMPLEAUDIO])


@pytest.mark.quiet
@EITHER
def test_every_cue_is_itself_and_in_time(stage: Stage, choice: Choice) -> None:
    skip_without(choice)
    with stage.speaker(choice) as speaker:
        start_ms = CLOCK.now_ms()
        planned = cues(list(Sound), start_ms + 400, 297)
        speaker.schedule(planned)
        wait_past(planned)
        errors = assert_heard(planned, stage.heard(start_ms))
    assert jitter_ms(errors)[0] < 5


def test_a_bang_is_as_punctual_as_a_go(stage: Stage) -> None:
    with stage.speaker() as speaker:
        start_ms = CLOCK.now_ms()
        planned = cues([Sound.ON_YOUR_MARKS, Sound.SET, Sound.BANG, Sound.GO] * 4, start_ms + 400, 311)
        speaker.schedule(planned)
        wait_past(planned)
        errors = assert_heard(planned, stage.heard(start_ms))
    bangs, goes = errors[2::4], errors[3::4]
    assert jitter_ms(bangs)[0] < 5
    # A tone is found within its first quarter of a millisecond, and noise within its first whole one.
    assert abs(sorted(bangs)[1] - sorted(goes)[1]) < 1.5


def test_two_hundred_cues_in_a_burst(stage: Stage) -> None:
    with stage.speaker() as speaker:
        start_ms = CLOCK.now_ms()
        planned = cues([Sound.PACE] * 200, start_ms + 400, 51)
        for count in range(len(planned)):
            speaker.schedule(planned[: count + 1])
        wait_past(planned)
        assert_heard(planned, stage.heard(start_ms, apart_ms=44))


def test_moot_cues_are_cancelled_and_the_others_are_played_once(stage: Stage) -> None:
    with stage.speaker() as speaker:
        start_ms = CLOCK.now_ms()
        planned = cues([Sound.THREE, Sound.TWO, Sound.ONE, Sound.GO], start_ms + 400, 400)
        speaker.schedule(planned)
        time.sleep(0.9)
        kept = [*planned[:2], ScheduledCue("cue 3", start_ms + 1_400, Sound.GO)]
        speaker.schedule(kept)
        time.sleep(1.0)
        assert_heard(kept, stage.heard(start_ms))


@EITHER
def test_what_answers_a_press_sounds_at_once(stage: Stage, choice: Choice) -> None:
    skip_without(choice)
    with stage.speaker(choice) as speaker:
        start_ms = CLOCK.now_ms()
        played = []
        for index in range(6):
            sound = Sound.MARK if index % 2 else Sound.GO
            played.append(ScheduledCue(f"press {index}", CLOCK.now_ms(), sound))
            speaker.play(played[-1])
            speaker.play(played[-1])
            speaker.schedule([])
            time.sleep(0.457)
        onsets = stage.heard(start_ms - 50)  # a recording is good to 5 ms
    assert len(onsets) == 6
    assert all(onset.is_sound(cue.sound) for cue, onset in zip(played, onsets, strict=True))
    late_ms = [onset.at_ms - cue.at_ms for cue, onset in zip(played, onsets, strict=True)]
    assert max(late_ms) < 100, late_ms
    assert sorted(late_ms[::2])[1] < AT_ONCE_MS, late_ms


@pytest.mark.slow
def test_simpleaudio_hands_over_from_piece_to_piece_and_begins_another_after_it_stood_still(stage: Stage) -> None:
    skip_without(Choice.SIMPLEAUDIO)
    with stage.speaker(Choice.SIMPLEAUDIO) as speaker:
        start_ms = CLOCK.now_ms()
        planned = cues([Sound.MARK] * 80, start_ms + 400, 571)
        speaker.schedule(planned)
        wait_past(planned)
        worker = speaker.worker_pid
        assert worker is not None
        os.kill(worker, signal.SIGSTOP)
        time.sleep(1)
        os.kill(worker, signal.SIGCONT)
        planned += cues([Sound.MARK] * 3, CLOCK.now_ms() + 1_500, 400, "after")
        speaker.schedule(planned)
        wait_past(planned)
        assert_heard(planned, stage.heard(start_ms))
        assert speaker.worker_pid == worker


def wait_until(at_ms: int) -> None:
    time.sleep(max(0, at_ms - CLOCK.now_ms()) / 1_000)


@pytest.mark.slow
def test_answers_and_cues_after_their_sink_was_taken_away(stage: Stage) -> None:
    module = stage.server.control("load-module", "module-null-sink", "sink_name=gone", "rate=44100")
    assert module is not None
    stage.server.control("set-default-sink", "gone")
    with stage.speaker() as speaker:
        speaker.play(ScheduledCue("unheard", CLOCK.now_ms(), Sound.MARK))
        time.sleep(0.5)
        stage.server.control("unload-module", module.strip())
        stage.server.control("set-default-sink", SINK)
        time.sleep(4)  # the device finds the new sink's pace
        start_ms = CLOCK.now_ms()
        planned = cues([Sound.MARK] * 3, start_ms + 400, 700)
        speaker.schedule(planned)
        answers = []
        for cue in planned:
            wait_until(cue.at_ms + 350)
            answers.append(ScheduledCue(f"press {cue.key}", CLOCK.now_ms(), Sound.GO))
            speaker.play(answers[-1])
        assert_heard(sorted([*planned, *answers], key=lambda cue: cue.at_ms), stage.heard(start_ms))


@pytest.mark.slow
@pytest.mark.parametrize("rate_hz", [44_100, 96_000])
def test_two_minutes_on_a_sink_of_another_rate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rate_hz: int) -> None:
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(SoundServer.start(tmp_path / "sound", rate_hz))
        for name, value in server.variables.items():
            monkeypatch.setenv(name, value)
        stage = Stage(server, stack.enter_context(server.record()))
        server.settle()
        speaker = stack.enter_context(stage.speaker())
        start_ms = CLOCK.now_ms()
        planned = cues([Sound.GO] * 130, start_ms + 400, 1_000)
        speaker.schedule(planned)
        wait_past(planned)
        errors = assert_heard(planned, stage.heard(start_ms))
    drift_ms = sorted(errors[-21:])[10] - sorted(errors[:21])[10]
    assert abs(drift_ms) < 1, errors


def test_late_cues(stage: Stage) -> None:
    with stage.speaker() as speaker:
        start_ms = CLOCK.now_ms()
        late = [ScheduledCue("pip", start_ms - 400, Sound.ONE), ScheduledCue("go", start_ms - 300, Sound.GO)]
        speaker.schedule([ScheduledCue("old go", start_ms - 2_000, Sound.GO), *late])
        [onset] = stage.heard(start_ms)
    assert onset.is_sound(Sound.GO)
    assert onset.at_ms - start_ms < 100


def test_muted_is_silent_and_nothing_is_made_up_for(stage: Stage) -> None:
    with stage.speaker() as speaker:
        start_ms = CLOCK.now_ms()
        planned = cues([Sound.THREE, Sound.TWO, Sound.ONE, Sound.GO], start_ms + 300, 400)
        speaker.schedule(planned)
        time.sleep(0.5)
        speaker.set_muted(True)
        time.sleep(0.9)
        speaker.set_muted(False)
        time.sleep(0.3)
        assert_heard([planned[0], planned[3]], stage.heard(start_ms))


def test_volume_changes_what_is_heard_and_zero_is_silent(stage: Stage) -> None:
    with stage.speaker() as speaker:
        start_ms = CLOCK.now_ms()
        planned = cues([Sound.GO, Sound.MARK], start_ms + 300, 500)
        speaker.schedule(planned)
        time.sleep(0.5)
        speaker.set_volume(0)
        time.sleep(0.5)
        assert_heard(planned[:1], stage.heard(start_ms))


def test_an_offset_makes_sounds_leave_earlier(stage: Stage) -> None:
    with stage.speaker() as speaker:
        speaker.set_offset(120)
        start_ms = CLOCK.now_ms()
        planned = cues([Sound.GO, Sound.MARK], start_ms + 500, 400)
        speaker.schedule(planned)
        wait_past(planned)
        onsets = stage.heard(start_ms)
    assert [round(onset.at_ms - cue.at_ms, -1) for cue, onset in zip(planned, onsets, strict=True)] == [-120, -120]


def test_a_sink_that_wants_a_deep_buffer_is_made_up_for(stage: Stage) -> None:
    server = stage.server.variables["PULSE_SERVER"]
    slow = ["module-tunnel-sink", "sink_name=slow", f"server={server}", f"sink={SINK}", "latency_msec=200"]
    module = stage.server.control("load-module", *slow)
    if module is None:
        pytest.skip("this pulseaudio has no module-tunnel-sink")
    stage.server.control("set-default-sink", "slow")
    try:
        with stage.speaker() as speaker:
            start_ms = CLOCK.now_ms()
            planned = cues([Sound.GO] * 4, start_ms + 400, 400)
            speaker.schedule(planned)
            wait_past(planned)
            assert_heard(planned, stage.heard(start_ms))
    finally:
        stage.server.control("unload-module", module.strip())
        stage.server.control("set-default-sink", SINK)


def test_two_apps_at_once(stage: Stage) -> None:
    with stage.speaker() as one, stage.speaker() as other:
        start_ms = CLOCK.now_ms()
        pips = cues([Sound.ONE] * 6, start_ms + 400, 600)
        ticks = cues([Sound.MARK] * 6, start_ms + 700, 600)
        one.schedule(pips)
        other.schedule(ticks)
        wait_past(ticks)
        assert_heard(sorted([*pips, *ticks], key=lambda cue: cue.at_ms), stage.heard(start_ms))


def test_a_worker_that_dies_hangs_or_takes_nothing_is_replaced_and_the_next_told_what_is_still_due(
    stage: Stage,
) -> None:
    def kill(worker: int) -> None:
        os.kill(worker, signal.SIGKILL)

    def hang(worker: int) -> None:
        os.kill(worker, signal.SIGSTOP)

    def take_nothing(worker: int) -> None:
        os.kill(worker, signal.SIGSTOP)
        for index in range(100):
            # More than a pipe holds, and all of it still to come when this test is over.
            speaker.schedule([*planned, *cues([Sound.ONE] * 200, start_ms + 60_000, 500, f"far {index}")])

    with stage.speaker() as speaker:
        start_ms = CLOCK.now_ms()
        sounds = {300: Sound.ONE, 2_300: Sound.MARK, 7_800: Sound.GO, 11_300: Sound.HALF}
        planned = [ScheduledCue(sound, start_ms + at_ms, sound) for at_ms, sound in sounds.items()]
        speaker.schedule(planned)
        workers = [speaker.worker_pid]
        for cue, fault in zip(planned, (kill, hang, take_nothing), strict=False):
            wait_past([cue])
            time.sleep(0.3)
            began = time.perf_counter()
            assert workers[-1] is not None
            fault(workers[-1])
            # A call that waited for the worker would wait for ever: any bound tells, however busy the machine is.
            assert time.perf_counter() - began < 1
            until(lambda: speaker.worker_pid not in (None, *workers), 5)
            workers.append(speaker.worker_pid)
        wait_past(planned)
        assert_heard(planned, stage.heard(start_ms))
        assert speaker.state is SpeakerState.OK
        assert speaker.describe().restarts == 3


PLAYS = """
import time
from trackclock.adapters.audio.choice import Choice
from trackclock.adapters.audio.speaker import WorkerSpeaker
from trackclock.ports import SpeakerState
speaker = WorkerSpeaker(Choice.MINIAUDIO)
speaker.start()
while speaker.state is not SpeakerState.OK:
    time.sleep(0.01)
print(speaker.worker_pid, flush=True)
time.sleep(60)
"""


@pytest.mark.usefixtures("stage")
def test_the_worker_ends_with_the_app_however_that_ends() -> None:
    endings = (signal.SIGKILL, signal.SIGTERM, signal.SIGHUP)
    with contextlib.ExitStack() as stack:
        apps = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", PLAYS],
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                    preexec_fn=default_signals,
                )
            )
            for _ in endings
        ]
        workers = [int(app.stdout.readline()) for app in apps if app.stdout is not None]
        assert all(map(is_running, workers))
        for app, ending in zip(apps, endings, strict=True):
            app.send_signal(ending)
            _, complaints = app.communicate(timeout=10)
            assert (app.returncode, complaints) == (-ending, "")
        until(lambda: not any(map(is_running, workers)), 3)


def test_a_silent_device_stays_awake_and_costs_next_to_nothing(stage: Stage) -> None:
    with stage.speaker() as speaker:
        pid = speaker.worker_pid
        began_ns, before = now_ns(), _cpu_s(pid)
        time.sleep(2)
        used, passed = _cpu_s(pid) - before, (now_ns() - began_ns) / 1e9
    assert used / passed < 0.05


def _cpu_s(pid: int | None) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
