"""How soon a time is heard after its press, and whether the beeps come as evenly while words are said.

It exists because a lap that is told late is taken for the next one, and because no word is worth a beep that comes at
another instant. Both are read from one recording of a null sink.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from tests.benchmarks.table import Row
from tests.benchmarks.world import World
from tests.e2e.sound import Recorder, SoundServer, find_onsets, found_in, jitter_ms, missing_tools
from tests.waiting import until
from trackclock.adapters.audio.agenda import NS_PER_MS
from trackclock.adapters.audio.choice import Choice
from trackclock.adapters.audio.speaker import DEFAULT_VOLUME, WorkerSpeaker
from trackclock.adapters.audio.tones import RATE_HZ, all_samples
from trackclock.adapters.clock import SystemClock
from trackclock.adapters.voice.engine_voice import EngineVoice
from trackclock.core.sounds import Sound
from trackclock.ports import ScheduledCue, ScheduledPhrase, SpeakerState

CLOCK = SystemClock()
APART_MS = 3_600
"""Between two marks: a whole phrase is said."""

LOOKED_FOR_MS = 1_500
TICK_MS = len(all_samples(DEFAULT_VOLUME)[Sound.MARK]) * 1_000 // RATE_HZ + 5
GAP_MS = 700
ROOM_MS = 20
"""A beep is looked for so long before and behind its instant."""


def rows(world: World) -> list[Row]:
    """The section."""
    if reason := missing_tools() or (None if shutil.which("espeak-ng") else "needs espeak-ng (apt: espeak-ng)"):
        return [Row("not measured", reason)]
    count, beeps = world.pick(10, 100), world.pick(12, 60)
    with ExitStack() as stack:
        server = stack.enter_context(SoundServer.start(world.folder("voice")))
        recorder = stack.enter_context(server.record())
        server.settle()
        speaker, voice = stack.enter_context(_voice(server))
        late = sorted(_late_ms(recorder, at_ms) for at_ms in _marks(speaker, voice, count))
        alone = _jitter_ms(recorder, _beeps(speaker, None, beeps))
        beside = _jitter_ms(recorder, _beeps(speaker, voice, beeps))
    middle, most = late[len(late) // 2], late[int(0.95 * (len(late) - 1))]
    return [
        Row("a time is heard after its press, median", f"{middle:.0f} ms"),
        Row(
            f"a time is heard after its press, 95th percentile of {count}",
            f"{most:.0f} ms",
            aim="<= 400 ms",
            is_met=most <= 400,
        ),
        Row(
            "jitter of beeps while words are said, 95th percentile",
            f"{beside:.2f} ms",
            f"without words {alone:.2f} ms",
            beside / alone if alone else None,
            "<= 1 ms",
            beside <= 1,
        ),
    ]


@contextmanager
def _voice(server: SoundServer) -> Iterator[tuple[WorkerSpeaker, EngineVoice]]:
    """A speaker that is heard through the server, and a voice that has every piece of a time."""
    os.environ.update(server.variables)
    speaker = WorkerSpeaker(Choice.MINIAUDIO)
    voice = EngineVoice(speaker)
    try:
        speaker.start()
        until(lambda: speaker.state is SpeakerState.OK, 10)
        voice.get_ready(())
        until(lambda: voice.is_ready, 60)
        time.sleep(2)
        yield speaker, voice
    finally:
        voice.close()
        speaker.close()
        for name in server.variables:
            os.environ.pop(name, None)


def _marks(speaker: WorkerSpeaker, voice: EngineVoice, count: int) -> list[int]:
    """Press so often, at any point of the device's own rhythm; returns the instants."""
    pressed: list[int] = []
    for index in range(count):
        time.sleep((APART_MS + index * 37 % 97) / 1_000)
        pressed.append(CLOCK.now_ms())
        speaker.play(ScheduledCue(f"press {index}", pressed[-1], Sound.MARK))
        text = f"1:{10 + index % 50}.{index % 10}, minus 0.{index * 7 % 10}"
        voice.say(ScheduledPhrase(f"mark {index}", pressed[-1], pressed[-1] + 1_500, 4, text))
    time.sleep(APART_MS / 1_000)
    return pressed


def _late_ms(recorder: Recorder, pressed_ms: int) -> float:
    """How long after a press the first word begins, its tick left out; what is never said counts as all the time."""
    heard = recorder.samples(pressed_ms * NS_PER_MS, (pressed_ms + LOOKED_FOR_MS) * NS_PER_MS)
    onsets = find_onsets(heard, TICK_MS)
    return onsets[1] * 1_000 / RATE_HZ if len(onsets) > 1 else float(LOOKED_FOR_MS)


def _beeps(speaker: WorkerSpeaker, voice: EngineVoice | None, count: int) -> list[int]:
    """Let it beep, between words where there is a voice; returns the instants."""
    first_ms = CLOCK.now_ms() + 1_000
    instants = [first_ms + index * GAP_MS for index in range(count)]
    speaker.schedule([ScheduledCue(f"beep {at_ms}", at_ms, Sound.HALF) for at_ms in instants])
    for at_ms in range(first_ms - 500, instants[-1], 1_500):
        time.sleep(max(0, at_ms - CLOCK.now_ms()) / 1_000)
        if voice is not None:
            voice.say(ScheduledPhrase(f"beside {at_ms}", at_ms, at_ms + 1_500, 4, "59.9, minus 59.9, plus 59.9"))
    time.sleep(max(0, instants[-1] + 1_000 - CLOCK.now_ms()) / 1_000)
    return instants


def _jitter_ms(recorder: Recorder, instants_ms: list[int]) -> float:
    """The 95th percentile of how unevenly the beeps came."""
    # All of it: of a part of one tone a shift by a period is as good as none.
    tone = all_samples(DEFAULT_VOLUME)[Sound.HALF]
    length_ms = len(tone) * 1_000 // RATE_HZ
    # In one piece: where each piece is taken from is known less exactly than how far the beeps are apart in it.
    heard = recorder.samples((instants_ms[0] - 500) * NS_PER_MS, (instants_ms[-1] + 500) * NS_PER_MS)
    errors = []
    for at_ms in instants_ms:
        from_ms = at_ms - instants_ms[0] + 500 - ROOM_MS
        piece = heard[from_ms * RATE_HZ // 1_000 : (from_ms + length_ms + 2 * ROOM_MS) * RATE_HZ // 1_000]
        errors.append(found_in(piece, tone)[0] - ROOM_MS)
    return jitter_ms(errors)[0]
