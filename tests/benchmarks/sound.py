"""How evenly the beeps come, idle and with every core loaded, and what an open, silent device costs.

It exists because a beep is the start of a rep. What is played is recorded from a null sink and held against the
instants that were asked for; trackclock's way and simpleaudio's own play in turn, in the same recording.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path

from tests.benchmarks.apps.beeps import OURS, THEIRS
from tests.benchmarks.table import Row
from tests.benchmarks.watch import Watched, anything
from tests.benchmarks.world import World
from tests.e2e.sound import Onset, SoundServer, jitter_ms, missing_tools
from tests.waiting import until
from trackclock.adapters.audio.choice import Choice
from trackclock.adapters.audio.speaker import WorkerSpeaker
from trackclock.adapters.clock import SystemClock
from trackclock.core.sounds import Sound
from trackclock.ports import ScheduledCue, SpeakerState

GAP_MS = 700
ANSWER = Sound.GO
CLOCK = SystemClock()


def rows(world: World) -> list[Row]:
    """The section."""
    if reason := missing_tools():
        return [Row("not measured", reason)]
    home = world.folder("sound")
    count = world.pick(12, 40)
    with ExitStack() as stack:
        server = stack.enter_context(SoundServer.start(home))
        recorder = stack.enter_context(server.record())
        server.settle()
        idle, idle_presses = _beeps(server, home, count), _presses(server, count)
        with _every_core_loaded():
            loaded, loaded_presses = _beeps(server, home, count), _presses(server, count)
        time.sleep(1)
        onsets = recorder.onsets(apart_ms=255)
        share = _silent_share(server, world.pick(5, 15))
    return [
        *_rows("idle", onsets, idle, (1, 5)),
        *_answer_rows("idle", onsets, idle_presses),
        *_rows("every core loaded", onsets, loaded, (5, None)),
        *_answer_rows("every core loaded", onsets, loaded_presses),
        Row("an open, silent device", f"{share:.1f} %", aim="<= 2 % of a core", is_met=share <= 2),
    ]


def _rows(company: str, onsets: Sequence[Onset], instants_ms: Sequence[int], aims: tuple[int, int | None]) -> list[Row]:
    ours = _errors_ms(onsets, instants_ms, OURS)
    theirs = _errors_ms(onsets, [at_ms + GAP_MS // 2 for at_ms in instants_ms], THEIRS)
    if not ours:
        return [Row(f"beeps, {company}", "none heard", aim="all", is_met=False)]
    mine, other = jitter_ms(ours), jitter_ms(theirs) if theirs else None
    lines = [
        Row(
            f"beeps heard, {company}",
            f"{len(ours)} of {len(instants_ms)}",
            is_met=len(ours) == len(instants_ms),
            aim="all",
        )
    ]
    for index, (name, aim) in enumerate(zip(("95th percentile", "worst"), aims, strict=True)):
        lines.append(
            Row(
                f"jitter, {company}, {name}",
                f"{mine[index]:.2f} ms",
                f"simpleaudio, a device a beep {other[index]:.1f} ms" if other else "simpleaudio is not installed",
                mine[index] / other[index] if other else None,
                f"<= {aim} ms" if aim else "",
                mine[index] <= aim if aim else None,
            )
        )
    worst = max(ours, key=abs)
    beside = f"simpleaudio, a device a beep {max(theirs, key=abs):+.1f} ms" if theirs else ""
    aim_text, is_met = ("<= 30 ms", abs(worst) <= 30) if company == "idle" else ("", None)
    lines.append(Row(f"GO against its instant, {company}, worst", f"{worst:+.1f} ms", beside, None, aim_text, is_met))
    return lines


def _answer_rows(company: str, onsets: Sequence[Onset], presses_ms: Sequence[int]) -> list[Row]:
    late = sorted(_errors_ms(onsets, presses_ms, ANSWER))
    if not late:
        return [Row(f"a GO by press, {company}", "none heard", aim="all", is_met=False)]
    middle, most = late[len(late) // 2], late[int(0.95 * (len(late) - 1))]
    is_idle = company == "idle"
    return [
        Row(f"a GO by press, {company}, median", f"{middle:+.1f} ms"),
        Row(
            f"a GO by press, {company}, 95th percentile",
            f"{most:+.1f} ms",
            aim="<= 30 ms" if is_idle else "",
            is_met=most <= 30 if is_idle else None,
        ),
    ]


def _errors_ms(onsets: Sequence[Onset], instants_ms: Sequence[int], sound: Sound) -> list[float]:
    """For each instant how much later its sound was heard; what is not heard within 150 ms is left out."""
    heard = [onset.at_ms for onset in onsets if onset.is_sound(sound)]
    nearest = [min((at - wanted for at in heard), key=abs, default=1_000.0) for wanted in instants_ms]
    return [error for error in nearest if abs(error) < 150]


def _beeps(server: SoundServer, home: Path, count: int) -> list[int]:
    """Let both ways beep in turn, each in an app of its own; returns the instants of trackclock's."""
    first_ms = CLOCK.now_ms() + 6_000
    with ExitStack() as stack:
        for way, start_ms in (("worker", first_ms), ("simpleaudio", first_ms + GAP_MS // 2)):
            if way == "simpleaudio" and find_spec("simpleaudio") is None:
                continue
            words = ("-m", "tests.benchmarks.apps.beeps", way, str(start_ms), str(GAP_MS), str(count))
            app = stack.enter_context(Watched(words, home, environment=server.variables))
            until(lambda app=app: anything(app.screen()), 10)  # type: ignore[misc]
        time.sleep((first_ms - CLOCK.now_ms() + count * GAP_MS) / 1_000 + 0.5)
    return [first_ms + index * GAP_MS for index in range(count)]


def _presses(server: SoundServer, count: int) -> list[int]:
    """Let a speaker answer presses that are the GO themselves; returns their instants."""
    pressed: list[int] = []
    with _speaker(server) as speaker:
        for index in range(count):
            time.sleep((400 + index * 37 % 97) / 1_000)  # at any point of the device's own rhythm
            pressed.append(CLOCK.now_ms())
            speaker.play(ScheduledCue(f"press {index}", pressed[-1], ANSWER))
        time.sleep(0.5)
    return pressed


@contextmanager
def _speaker(server: SoundServer) -> Iterator[WorkerSpeaker]:
    """A speaker that is heard through the server."""
    os.environ.update(server.variables)
    speaker = WorkerSpeaker(Choice.MINIAUDIO)
    speaker.start()
    try:
        until(lambda: speaker.state is SpeakerState.OK, 10)
        time.sleep(2)
        yield speaker
    finally:
        speaker.close()
        for name in server.variables:
            os.environ.pop(name, None)


@contextmanager
def _every_core_loaded() -> Iterator[None]:
    loads = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(os.cpu_count() or 1)]
    try:
        yield
    finally:
        for load in loads:
            load.kill()
            load.wait()


def _silent_share(server: SoundServer, seconds: int) -> float:
    """Per cent of a core that the worker takes while it plays nothing."""
    with _speaker(server) as speaker:
        before, began_ns = _busy_ns(speaker.worker_pid), time.monotonic_ns()
        time.sleep(seconds)
        return (_busy_ns(speaker.worker_pid) - before) / (time.monotonic_ns() - began_ns) * 100


def _busy_ns(pid: int | None) -> int:
    """How long its threads have been on a processor, from the scheduler's own count."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks)
