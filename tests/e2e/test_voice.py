"""Real words beside real beeps, recorded: the engine's own, in their place, and no beep is another for them."""

from __future__ import annotations

import json
import shutil
import time
from array import array
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.sound import Recorder, SoundServer, found_in, missing_tools
from tests.e2e.terminal import SPACE, AppInPty
from tests.e2e.test_app_sound import last_session
from tests.waiting import until
from trackclock.adapters.audio.agenda import NS_PER_MS
from trackclock.adapters.audio.choice import Choice
from trackclock.adapters.audio.speaker import DEFAULT_VOLUME, WorkerSpeaker
from trackclock.adapters.audio.tones import RATE_HZ, all_samples
from trackclock.adapters.clock import SystemClock
from trackclock.adapters.voice.engine_voice import EngineVoice
from trackclock.adapters.voice.engines import engine_here
from trackclock.adapters.voice.rendering import render
from trackclock.core.figures import RUNNING, time_text
from trackclock.core.pronunciation import PAUSE, pieces_of
from trackclock.core.session import results_of
from trackclock.core.sounds import Sound
from trackclock.ports import ScheduledCue, ScheduledPhrase, SpeakerState

REASON = missing_tools() or (None if shutil.which("espeak-ng") else "needs espeak-ng (apt: espeak-ng)")
pytestmark = [pytest.mark.sound, pytest.mark.skipif(REASON is not None, reason=REASON or "")]

CLOCK = SystemClock()
IN_TIME_MS = 30
ALIKE = 0.95
LATE_MS = 1_500
"""So much later at the most words are looked for: a busy machine may still be rendering them."""

COMING = "rep 4 of 8, 400 in 78"


class Passing:
    """Passes on what the voice tells the speaker, and keeps in mind which words have been there."""

    def __init__(self, speaker: WorkerSpeaker) -> None:
        self._speaker = speaker
        self.words: set[str] = set()

    @property
    def can_speak(self) -> bool:
        return self._speaker.can_speak

    def tell(self, order: list[Any]) -> None:
        self._speaker.tell(order)
        if order[0] == "words":
            self.words.add(order[1])


class Stage:
    """A daemon, its recording, a speaker that plays there, and a voice."""

    def __init__(self, recorder: Recorder, speaker: WorkerSpeaker) -> None:
        self.recorder = recorder
        self.speaker = speaker
        self.passing = Passing(speaker)
        self.voice = EngineVoice(self.passing)

    def has(self, *words: str) -> None:
        until(lambda: set(words) <= self.passing.words, 20)
        time.sleep(0.2)  # the process that plays reads them


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with ExitStack() as stack:
        server = stack.enter_context(SoundServer.start(tmp_path_factory.mktemp("sound")))
        environment = stack.enter_context(pytest.MonkeyPatch.context())
        for name, value in server.variables.items():
            environment.setenv(name, value)
        recorder = stack.enter_context(server.record())
        server.settle()
        speaker = WorkerSpeaker(Choice.MINIAUDIO)
        stack.callback(speaker.close)
        speaker.start()
        until(lambda: speaker.state is SpeakerState.OK, 10)
        assert speaker.can_speak
        time.sleep(0.5)  # the device settles
        found = Stage(recorder, speaker)
        stack.callback(found.voice.close)
        yield found


def spoken(text: str, folder: Path) -> array[int]:
    """The engine's own rendering of a text, as this test asks for it."""
    return render(engine_here(), "", text, folder / "x.wav", patience_s=20)


def joined(text: str, folder: Path) -> array[int]:
    """The same of a time, from its pieces."""
    result = array("h")
    for piece in pieces_of(text):
        result += array("h", bytes(2 * RATE_HZ * 120 // 1_000)) if piece == PAUSE else spoken(piece, folder)
    return result


def test_words_are_the_engines_own_and_no_beep_is_another_for_them(stage: Stage, tmp_path: Path) -> None:
    words = spoken(COMING, tmp_path)
    start_ms = CLOCK.now_ms() + 2_500
    beeps = [(0, Sound.TEN_SECONDS), (700, Sound.PACE), (1_300, Sound.MARK), (3_600, Sound.THREE), (4_000, Sound.GO)]
    stage.speaker.schedule([ScheduledCue(f"voice {at}", start_ms + at, sound) for at, sound in beeps])
    quiet = (start_ms + 3_500, start_ms + 4_000)
    due = [
        ScheduledPhrase("coming", start_ms + 300, start_ms + 1_000, 3, COMING),
        ScheduledPhrase("too long", start_ms + 3_200, start_ms + 3_900, 4, "last one, 400 in 78"),
    ]
    stage.voice.schedule(due, [quiet])
    stage.has(COMING, "last one, 400 in 78")
    time.sleep((start_ms - CLOCK.now_ms()) / 1_000 + 5)

    def found(at_ms: int, wanted: array[int]) -> float:
        """How late a sound is that is due behind so many milliseconds, all of it, and nothing else beside it."""
        until_ms = at_ms + len(wanted) * 1_000 // RATE_HZ
        heard = stage.recorder.samples((start_ms + at_ms - 60) * NS_PER_MS, (start_ms + until_ms + 60) * NS_PER_MS)
        late_ms, alike = found_in(heard, wanted)
        assert alike > ALIKE, (at_ms, alike, late_ms - 60)
        return late_ms - 60

    sounds = all_samples(DEFAULT_VOLUME)
    late = [found(at, sounds[sound]) for at, sound in beeps]
    # Words are as they were rendered, stand still while a beep sounds, and go on behind it.
    first, second = (at * RATE_HZ // 1_000 for at in (400, 1_000 - len(sounds[Sound.PACE]) * 1_000 // RATE_HZ))
    late += [found(300, words[: first - 200]), found(700 + 35, words[first + 200 : second - 200]) - 200 / RATE_HZ]
    late.append(found(1_300 + 60, words[second + 200 :]))
    assert max(map(abs, late)) < IN_TIME_MS, late
    calm = stage.recorder.samples((start_ms + 3_200) * NS_PER_MS, (start_ms + 3_560) * NS_PER_MS)
    assert max(map(abs, calm)) < 20, "what does not fit before the countdown is not begun"


def test_a_time_is_said_behind_the_beep_of_its_press(stage: Stage, tmp_path: Path) -> None:
    text = "58.2, minus 0.6"
    stage.voice.get_ready(())
    stage.voice.say(ScheduledPhrase("early", 0, 1, 4, text))  # long stale: it is dropped, and its pieces are there
    stage.has(*(piece for piece in pieces_of(text) if piece != PAUSE))
    pressed_ms = CLOCK.now_ms()
    stage.speaker.play(ScheduledCue("pressed", pressed_ms, Sound.MARK))
    stage.voice.say(ScheduledPhrase("mark", pressed_ms, pressed_ms + 1_500, 4, text))
    wanted = joined(text, tmp_path)
    until_ms = pressed_ms + len(wanted) * 1_000 // RATE_HZ + LATE_MS
    time.sleep(max(0, until_ms + 200 - CLOCK.now_ms()) / 1_000)
    heard = stage.recorder.samples(pressed_ms * NS_PER_MS, until_ms * NS_PER_MS)
    at_ms, alike = found_in(heard, wanted)
    assert alike > ALIKE, (alike, at_ms)
    assert at_ms > 0


@pytest.mark.slow
@pytest.mark.pty
def test_the_app_says_the_time_that_its_log_has(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.json").write_text(json.dumps({"voice": "times"}))
    path = tmp_path / "voice.toml"
    path.write_text(
        'name = "Told"\nget_ready = "1s"\nworkout = "2 x 200m with 60 sec recoveries"\npress_guard = "0.2s"\n'
    )
    with SoundServer.start(tmp_path / "sound") as server, server.record() as recorder:
        server.settle()
        environment = {**server.variables, "TRACKCLOCK_AUDIO": "miniaudio"}
        with AppInPty("run", str(path), home=tmp_path, environment=environment) as app:
            app.wait_for("READY", "♪ 8")
            time.sleep(1.0)
            app.press(SPACE)
            app.wait_for_title("REP 1 of 2")
            time.sleep(0.6)
            app.press(SPACE)
            app.wait_for_title("RECOVERY")
            time.sleep(LATE_MS / 1_000 + 1.5)
        session = last_session(tmp_path)
        finish = results_of(session.header.plan, session.log).steps[0]
        assert finish.time_ms is not None
        pressed_ms = session.header.clock_ms + finish.started_ms + finish.time_ms
        wanted = joined(time_text(finish.time_ms, RUNNING), tmp_path)
        until_ms = pressed_ms + len(wanted) * 1_000 // RATE_HZ + LATE_MS
        heard = recorder.samples(pressed_ms * NS_PER_MS, until_ms * NS_PER_MS)
    at_ms, alike = found_in(heard, wanted)
    assert alike > ALIKE, (alike, at_ms)
    assert at_ms > 0
