"""Sessions as they leave, for the tests of the formats: any track as an activity, and a FIT file read by another."""

from __future__ import annotations

import io
from typing import Any

import fitdecode

from tests.core.on_track import OPEN, Track, easy, metres, plan_of, sets_of
from trackclock.core import commands as ask
from trackclock.core.plan import StepKind
from trackclock.core.stretches import parted
from trackclock.formats.activity import Activity
from trackclock.formats.session_activity import activity_of

WALL_MS = 1_777_656_600_750
"""2026-05-01 17:30:00.750 in UTC."""


def stopped() -> Track:
    """Laps, pauses in a warm-up and in a recovery, a rep given up, and the end in a pause."""
    plan = plan_of([easy(StepKind.WARMUP, OPEN), *sets_of(1, 3, metres(800), metres(200))], get_ready_ms=0)
    track = Track(plan).press(0)
    for at in (50.0, 70.125):
        track.do(ask.TogglePause(), at)
    track.press(80.25, 160.5, 240)
    for at in (250, 251.5):
        track.do(ask.TogglePause(), at)
    track.press(300, 380)
    track.do(ask.Skip(), 400)
    track.do(ask.TogglePause(), 410.75)
    track.do(ask.Stop(), 500.5)
    return track


def activity(track: Track, wall_ms: int = WALL_MS, offset_s: int = 3_600) -> Activity:
    """What a session leaves as."""
    return activity_of("20260501T173000-abcd", wall_ms, wall_ms, offset_s, parted(track.plan, track.log))


def fit_messages(data: bytes) -> list[tuple[str, dict[str, Any]]]:
    """The messages of a FIT file as fitdecode reads them, which refuses what is wrong; nothing is None."""
    with fitdecode.FitReader(
        io.BytesIO(data), check_crc=fitdecode.CrcCheck.RAISE, error_handling=fitdecode.ErrorHandling.RAISE
    ) as reader:
        frames = [frame for frame in reader if isinstance(frame, fitdecode.FitDataMessage)]
    return [(frame.name, {field.name: field.value for field in frame.fields}) for frame in frames]
