"""What a group hears: the cues of all its sessions on their way to one speaker.

It exists because the sessions themselves are silent: twelve of them would count down to one GO.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.cues import cue_of
from trackclock.core.events import Entry, RepFinished, SplitMarked
from trackclock.core.group.cues import group_cues
from trackclock.core.group.marks import GroupState
from trackclock.core.group.starts import Standing
from trackclock.core.plan import Plan
from trackclock.core.sounds import Cue, Sound
from trackclock.ports import ScheduledCue, Speaker
from trackclock.recorder.heard import HORIZON_MS, REFRESH_MS
from trackclock.recorder.recorder import Recorder


class GroupHeard:
    """Sends the cues of one group to the speaker; times count from its first press."""

    def __init__(self, speaker: Speaker) -> None:
        """Take who plays."""
        self.group_id = ""
        """Goes into the keys of the cues; empty before the first press."""
        self.origin_ms = 0
        """The first press, as a reading of the clock."""
        self._speaker = speaker
        self._scheduled_until: int | None = None

    def forget(self) -> None:
        """What was sent holds no longer."""
        self._scheduled_until = None

    def silence(self) -> None:
        """Cancel whatever is due."""
        self._speaker.schedule(())

    def is_behind(self, now: int) -> bool:
        """Whether the speaker has few cues left."""
        return self._scheduled_until is None or now + HORIZON_MS - self._scheduled_until >= REFRESH_MS

    def schedule(self, plan: Plan, state: GroupState, standings: Sequence[Standing], now: int) -> None:
        """Send the next cues."""
        self._scheduled_until = now + HORIZON_MS
        cues = group_cues(plan, state, standings, now, now + HORIZON_MS)
        self._speaker.schedule([self._scheduled(cue) for cue in cues])

    def play(self, at: int, sound: Sound) -> None:
        """Let something be heard now."""
        self._speaker.play(self._scheduled(Cue(at, sound)))

    def play_marks(self, recorder: Recorder, entries: Sequence[Entry], at: int) -> None:
        """Let new marks of an athlete's session be heard, if they are of now: one named later makes no sound."""
        for entry in entries:
            if isinstance(entry.event, SplitMarked | RepFinished) and entry.event.at == at:
                cue = cue_of(entry.event, recorder.state, is_best=recorder.is_best(entry))
                if cue is not None:  # the end of one session is not that of the group
                    self.play(at, Sound.FINISHED if cue.sound is Sound.SESSION_FINISHED else cue.sound)

    def _scheduled(self, cue: Cue) -> ScheduledCue:
        return ScheduledCue(f"{self.group_id}:{cue.key}", self.origin_ms + cue.at, cue.sound)
