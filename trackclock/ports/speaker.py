"""Who plays the cues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from trackclock.core.sounds import Sound


class SpeakerState(StrEnum):
    """What the screen says about the sound."""

    OK = "ok"
    TRYING = "trying"
    BELL = "bell"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class ScheduledCue:
    """A sound that is due.

    Attributes:
        key: identity; the same cue, sent again, has the same key and is played once.
        at_ms: when, as a reading of the `Clock`.
        sound: which.
    """

    key: str
    at_ms: int
    sound: Sound


class Speaker(Protocol):
    """Plays cues. No method blocks and none raises, whatever happens to the device."""

    @property
    def state(self) -> SpeakerState:
        """How the sound is doing."""

    @property
    def volume(self) -> int:
        """0 to 10."""

    @property
    def is_muted(self) -> bool:
        """Whether nothing is to be heard."""

    def start(self) -> None:
        """Open the sound in the background."""

    def schedule(self, cues: Sequence[ScheduledCue]) -> None:
        """Say everything that is due from now on; what was scheduled before and is not in it is cancelled."""

    def play(self, cue: ScheduledCue) -> None:
        """Play one cue now or at its instant, without touching the schedule."""

    def set_volume(self, volume: int) -> None:
        """Set the volume, 0 to 10."""

    def set_muted(self, is_muted: bool) -> None:
        """Mute or unmute; what is due is neither lost nor played late."""

    def set_offset(self, offset_ms: int) -> None:
        """Say how much later than the machine believes a sound is heard; cues are played that much sooner."""

    def close(self) -> None:
        """Let go of the device; safe to call twice."""
