"""A speaker that says nothing.

It exists because a session that is opened from the history is mended through the recorder, which beeps.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.ports import ScheduledCue, SpeakerState


class SilentSpeaker:
    """Takes every cue and plays none."""

    state = SpeakerState.OFF
    volume = 0
    is_muted = True

    def start(self) -> None:
        """Nothing to open."""

    def schedule(self, cues: Sequence[ScheduledCue]) -> None:
        """Nothing is due."""

    def play(self, cue: ScheduledCue) -> None:
        """Play nothing."""

    def set_volume(self, volume: int) -> None:
        """There is none."""

    def set_muted(self, is_muted: bool) -> None:
        """It always is."""

    def set_offset(self, offset_ms: int) -> None:
        """There is nothing to be late."""

    def close(self) -> None:
        """Nothing to let go of."""
