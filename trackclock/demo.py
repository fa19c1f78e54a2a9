"""A simulated runner and a clock that runs many times as fast.

It exists so that a newcomer sees a whole session in two minutes, through the very recorder and screens that a real
one uses: nothing here decides what happens, it only presses keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from trackclock.core import commands as ask
from trackclock.core.estimates import step_estimate_ms
from trackclock.core.plan import ByTime, Plan, StepKind
from trackclock.core.session import Phase, State
from trackclock.core.sounds import Sound
from trackclock.ports import Clock, ScheduledCue, SessionStore, Speaker, SpeakerState
from trackclock.recorder import Recorder, SilentSpeaker

SPEED = 30
"""How many times as fast the demo runs."""

_HEARD = frozenset({Sound.GO, Sound.BANG, Sound.MARK, Sound.FINISHED, Sound.BEST, Sound.SESSION_FINISHED})


class FastClock:
    """Another clock, sped up."""

    def __init__(self, clock: Clock, speed: int = SPEED) -> None:
        """Start as fast as `speed` from the other clock's reading now."""
        self._clock = clock
        self._speed = speed
        self._start_ms = clock.now_ms()
        self._start_wall_ms = clock.wall_ms()

    @property
    def boot_id(self) -> str:
        """The other clock's boot."""
        return self._clock.boot_id

    def now_ms(self) -> int:
        """The reading now."""
        return self._fast(self._clock.now_ms())

    def stamp_ms(self, event_time: float) -> int:
        """A message's time as a reading of this clock."""
        return self._fast(self._clock.stamp_ms(event_time))

    def wall_ms(self) -> int:
        """The wall clock, sped up too."""
        return self._start_wall_ms + (self._clock.wall_ms() - self._start_wall_ms) * self._speed

    def utc_offset_s(self, wall_ms: int | None = None) -> int:
        """The other clock's."""
        return self._clock.utc_offset_s(wall_ms)

    def real_ms(self, reading_ms: int) -> int:
        """A reading of this clock as one of the other."""
        return self._start_ms + (reading_ms - self._start_ms) // self._speed

    def _fast(self, reading_ms: int) -> int:
        return self._start_ms + (reading_ms - self._start_ms) * self._speed


class FastSpeaker:
    """Another speaker, on a fast clock: only what is still worth hearing is played."""

    def __init__(self, speaker: Speaker, clock: FastClock) -> None:
        """Play through `speaker` what is due on `clock`."""
        self._speaker = speaker
        self._clock = clock

    @property
    def state(self) -> SpeakerState:
        """The other speaker's."""
        return self._speaker.state

    @property
    def volume(self) -> int:
        """The other speaker's."""
        return self._speaker.volume

    @property
    def is_muted(self) -> bool:
        """The other speaker's."""
        return self._speaker.is_muted

    def start(self) -> None:
        """Open the sound."""
        self._speaker.start()

    def schedule(self, cues: Sequence[ScheduledCue]) -> None:
        """Pass on the cues that are worth it at this speed."""
        self._speaker.schedule([self._real(cue) for cue in cues if cue.sound in _HEARD])

    def play(self, cue: ScheduledCue) -> None:
        """Pass on a cue if it is worth it at this speed."""
        if cue.sound in _HEARD:
            self._speaker.play(self._real(cue))

    def set_volume(self, volume: int) -> None:
        """Set the other speaker's."""
        self._speaker.set_volume(volume)

    def set_muted(self, is_muted: bool) -> None:
        """Set the other speaker's."""
        self._speaker.set_muted(is_muted)

    def set_offset(self, offset_ms: int) -> None:
        """Set the other speaker's, which plays in real time."""
        self._speaker.set_offset(offset_ms)

    def close(self) -> None:
        """Close the other speaker."""
        self._speaker.close()

    def _real(self, cue: ScheduledCue) -> ScheduledCue:
        return replace(cue, at_ms=self._clock.real_ms(cue.at_ms))


class SimulatedRunner:
    """Presses space as a runner of some form would; the same seed runs the same session."""

    def __init__(self, seed: int = 1, form: float = 1.0) -> None:
        """Choose a runner.

        Args:
            seed: of the small differences from rep to rep.
            form: 1 runs at the estimate of each rep, 1.02 two hundredths slower.
        """
        self._seed = seed
        self._form = form

    def next_press_ms(self, state: State) -> int | None:
        """When this runner presses next, from the session's first press; None if only time can pass."""
        if state.phase is Phase.READY:
            return 0
        if state.phase is not Phase.RUNNING or state.is_getting_ready:
            return None
        step, run = state.step, state.run
        if step is None or run is None:
            return state.now_ms + 1_000
        if step.kind is not StepKind.REP:
            if step.kind is StepKind.WARMUP or not step.is_ended_by_clock or state.waits:
                return state.started_ms + max(2_500, step_estimate_ms(step, state.plan) // 2)
            return None
        if isinstance(step.end, ByTime):
            return None
        whole_ms = self._rep_ms(state, run.uid)
        mark = state.next_mark()
        if mark is None:
            return self.finish_ms(state)
        share = step.marks_mm[mark] / step.marks_mm[-1]
        bend = self._random(run.uid, mark).uniform(-0.012, 0.012) * (1 - share)
        return state.started_ms + round(whole_ms * (share + bend))

    def finish_ms(self, state: State) -> int:
        """When this runner finishes the rep that is run, from the session's first press."""
        run = state.run
        return state.started_ms + (self._rep_ms(state, run.uid) if run is not None else 0)

    def _rep_ms(self, state: State, uid: int) -> int:
        """A little faster than the rep before, now and then not."""
        step = state.steps[state.index].step
        drift = -0.006 * ((step.rep or 1) - 1)
        noise = self._random(uid).uniform(-0.006, 0.006)
        behind = state.next_run.step if state.next_run is not None else None
        return max(2_500, round(step_estimate_ms(step, state.plan, behind) * (self._form + drift + noise)))

    def _random(self, *place: int) -> Random:
        return Random(f"{self._seed}:{place}")  # noqa: S311 - a runner, not a secret


class _Hand:
    """A clock that stands where it is put."""

    boot_id = "demo"

    def __init__(self, wall_ms: int, utc_offset_s: int) -> None:
        self._wall_ms = wall_ms
        self._utc_offset_s = utc_offset_s
        self.reading_ms = 0

    def now_ms(self) -> int:
        return self.reading_ms

    def stamp_ms(self, event_time: float) -> int:
        return round(event_time * 1_000)

    def wall_ms(self) -> int:
        return self._wall_ms + self.reading_ms

    def utc_offset_s(self, wall_ms: int | None = None) -> int:  # noqa: ARG002
        return self._utc_offset_s


def run_through(
    plan: Plan, source: str, runner: SimulatedRunner, store: SessionStore, wall_ms: int, utc_offset_s: int = 0
) -> str:
    """Let a simulated runner run a whole session at once, and store it.

    Args:
        plan: the session.
        source: the name of the file that it came from.
        runner: who runs it.
        store: where the log goes.
        wall_ms: when it was started, milliseconds since 1970 in UTC.
        utc_offset_s: how far local time was ahead of UTC then.

    Returns:
        The id of the session.
    """
    clock = _Hand(wall_ms, utc_offset_s)
    recorder = Recorder(plan, source, clock, store, SilentSpeaker())
    recorder.submit(ask.Press(), 0)
    while recorder.phase is Phase.RUNNING:
        due = runner.next_press_ms(recorder.state)
        deadline = recorder.state.next_deadline()
        if due is not None and (deadline is None or due < deadline):
            clock.reading_ms = max(due, clock.reading_ms)
            if not recorder.submit(ask.Press(), clock.reading_ms).is_accepted:
                recorder.poll(clock.reading_ms + 2_500)
        elif deadline is not None:
            clock.reading_ms = deadline
            recorder.poll(deadline)
    recorder.leave(clock.reading_ms)
    return recorder.header.id if recorder.header is not None else ""
