"""What is heard: the cues of a running session on their way to the speaker.

It exists because what time causes is sent ahead, and has to be sent anew whenever the log says otherwise.
"""

from __future__ import annotations

from trackclock.core.cues import cue_of, cues_between
from trackclock.core.durations import format_duration
from trackclock.core.events import Entry
from trackclock.core.limits import STALE_GO_MS
from trackclock.core.pacer import Pacer, pace_cues
from trackclock.core.plan import StepKind
from trackclock.core.session import Phase, State
from trackclock.core.sounds import Cue
from trackclock.core.view import describe_run
from trackclock.ports import ScheduledCue, Speaker
from trackclock.recorder.running_log import RunningLog
from trackclock.recorder.standing import Standing

HORIZON_MS = 30_000
"""Cues are sent to the speaker this far ahead, so that a busy app cannot make one late."""

REFRESH_MS = 10_000
"""The cues are sent anew at least this often."""


class Heard:
    """Sends the cues of one session to the speaker; times count from its first press."""

    def __init__(self, speaker: Speaker, running: RunningLog, standing: Standing) -> None:
        """Take who plays, the session, and what its reps are held against."""
        self.session_id = ""
        """Goes into the keys of the cues, to tell apart those of two sessions; empty before the first press."""
        self._pacer: Pacer | None = None
        self._speaker = speaker
        self._running = running
        self._standing = standing
        self._scheduled_until: int | None = None
        self._late_go = ""

    @property
    def pacer(self) -> Pacer | None:
        """How the runner is paced; None for silence. It is heard from the next poll on."""
        return self._pacer

    @pacer.setter
    def pacer(self, pacer: Pacer | None) -> None:
        self._pacer = pacer
        self._scheduled_until = None

    def silence(self) -> None:
        """Cancel whatever is due."""
        self._speaker.schedule(())

    def play(self, entries: tuple[Entry, ...], now: int) -> None:
        """Play what new entries cause, and tell the speaker anew what is due."""
        for entry in entries:
            cue = cue_of(entry.event, self._running.state_after(entry), is_best=self._standing.is_best(entry))
            if cue is not None and now - cue.at <= STALE_GO_MS:
                self._speaker.play(self._scheduled(cue, f"{entry.seq}:{cue.sound.value}"))
        self._schedule(self._running.state.now_ms)

    def keep_ahead(self, now: int) -> None:
        """Send the next cues where the speaker has few left."""
        if self._scheduled_until is None or now + HORIZON_MS - self._scheduled_until >= REFRESH_MS:
            self._schedule(now)

    def note_late_go(self, crossed: State, now: int) -> None:
        """Keep it in mind, as words for the screen, if a rep began at a boundary that is found too late to sound."""
        late_ms = now - crossed.boundary_ms
        run = crossed.run
        if run is None or run.step.kind is not StepKind.REP or late_ms <= STALE_GO_MS:
            return
        self._late_go = f"{describe_run(crossed, run)} began {format_duration(late_ms)} ago"

    def take_late_go(self) -> str:
        """The words of `note_late_go`, once; else empty."""
        late, self._late_go = self._late_go, ""
        return late

    def _schedule(self, now: int) -> None:
        self._scheduled_until = now + HORIZON_MS
        state, pacer = self._running.state, self._pacer
        if state.phase is not Phase.RUNNING:
            self.silence()
            return
        pace = (lambda state: pace_cues(state, pacer, self._standing.results().steps)) if pacer is not None else None
        cues = cues_between(state, now, now + HORIZON_MS, pace)
        self._speaker.schedule([self._scheduled(cue, cue.key) for cue in cues])

    def _scheduled(self, cue: Cue, key: str) -> ScheduledCue:
        return ScheduledCue(f"{self.session_id}:{key}", cue.at + self._running.origin_ms, cue.sound)
