"""Finds out how the sound is doing and plays every cue by name, for `trackclock doctor` and the help screen.

It exists so that a runner hears before the session, and not in it, what each sound means and whether it can be heard.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from trackclock.adapters.audio.speaker import SpeakerReport, WorkerSpeaker
from trackclock.adapters.audio.tones import NAMES
from trackclock.ports import Clock, ScheduledCue, SpeakerState

GAP_MS = 800
"""Between two cues of the demonstration: time enough to read the name."""


def settled(speaker: WorkerSpeaker, timeout_s: float = 4.0) -> SpeakerReport:
    """Wait until a speaker knows what it has; not for the thread of a screen.

    Args:
        speaker: one that was started.
        timeout_s: how long to wait at the most.

    Returns:
        What it has by then.
    """
    give_up_s = time.monotonic() + timeout_s
    while time.monotonic() < give_up_s:
        report = speaker.describe()
        if report.state is not SpeakerState.TRYING or report.faults:
            break
        time.sleep(0.02)
    return speaker.describe()


def words(report: SpeakerReport) -> list[str]:
    """A speaker's report as lines for a person.

    Args:
        report: from `describe` or `settled`.

    Returns:
        What plays, or why nothing does, one thing a line.
    """
    match report.state:
        case SpeakerState.OK:
            lines = [f"sound: {report.backend} {report.detail}"]
        case SpeakerState.BELL:
            lines = ["sound: the terminal's bell"]
        case SpeakerState.OFF:
            lines = ["sound: off"]
        case SpeakerState.TRYING:
            lines = ["sound: none so far"]
    lines += [f"  {name}: {why}" for name, why in report.faults]
    if report.restarts:
        lines.append(f"  the sound's process was restarted {report.restarts} times")
    return lines


def demonstration(first_ms: int, gap_ms: int = GAP_MS) -> list[tuple[str, ScheduledCue]]:
    """Every cue once, one after the other.

    Args:
        first_ms: when the first is due, on the session's clock.
        gap_ms: from one to the next.

    Returns:
        For each what a person calls it, and the cue.
    """
    return [
        (name, ScheduledCue(f"demonstration {first_ms} {sound}", first_ms + index * gap_ms, sound))
        for index, (sound, name) in enumerate(NAMES.items())
    ]


def play_all(speaker: WorkerSpeaker, clock: Clock, say: Callable[[str], None]) -> None:
    """Play every cue and say its name when it is due; takes as long as that takes.

    Args:
        speaker: one that was started.
        clock: the session's clock.
        say: prints a line.
    """
    cues = demonstration(clock.now_ms() + 500)
    speaker.schedule([cue for _, cue in cues])
    for name, cue in cues:
        time.sleep(max(0, cue.at_ms - clock.now_ms()) / 1_000)
        say(name)
    time.sleep(GAP_MS / 1_000)
