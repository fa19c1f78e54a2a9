"""The running session as somebody sees it who only watches: made from its log on the disk and the clock.

It exists so that a second screen shows the very picture that the first one shows, by the same recorder, and so that
which session that is, and whether it still runs, is decided without a screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from trackclock.application.reopening import can_keep_running
from trackclock.application.unwritten import UnwrittenStore
from trackclock.core.commands import Command
from trackclock.core.comparisons import LikeHistory, LikeKey, like_keys_to_come
from trackclock.core.session import Phase
from trackclock.core.session.log import newest_ms
from trackclock.errors import StoreError
from trackclock.ports import Clock, SessionWatch, StoredSession, Watched
from trackclock.recorder import Recorder, SilentSpeaker

SILENT_MS = 10_000
"""An app that runs writes down each automatic boundary: so long after one without a word it runs no more, where the
system cannot tell."""

_CANNOT_BE = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What a log that cannot have happened may raise, wherever it is folded."""

_OVER = (Phase.FINISHED, Phase.STOPPED)


class Kind(StrEnum):
    """What there is to be seen."""

    NOTHING = "nothing"
    """No session has been seen to run yet."""
    RUNNING = "running"
    OVER = "over"
    """The session came to its end or was left, and the next one has not begun."""
    GONE = "gone"
    """Nobody has ended it, and no app runs it any more."""


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """What there is to be seen.

    Attributes:
        kind: of what.
        recorder: the session, up to the end of its log or beyond it; whoever is given it may let time pass. None for
            nothing.
        end_ms: where its log ends, as a reading of the clock: there one that is gone stands still.
        due_ms: the first automatic boundary behind that, likewise; None where only a press brings one.
        trouble: why the history cannot be read, so that what was read before stands; empty while it can.
    """

    kind: Kind = Kind.NOTHING
    recorder: Recorder | None = None
    end_ms: int = 0
    due_ms: int | None = None
    trouble: str = ""

    @property
    def session_id(self) -> str | None:
        """Which session it is; None for nothing."""
        return self.recorder.header.id if self.recorder is not None and self.recorder.header is not None else None


class _WatchedRecorder(Recorder):
    """A recorder that is only looked at."""

    def offered(self) -> frozenset[Command]:
        """Nothing: no key counts, and to find out what one would do takes longer than all else in a picture."""
        return frozenset()


class Watching:
    """Looks at the store again and again, and says when there is something else to be seen; for one thread."""

    def __init__(self, watch: SessionWatch, clock: Clock) -> None:
        """Begin with nothing.

        Args:
            watch: looks at the store.
            clock: of this machine; a session that began in this boot is shown by it, any other by the wall clock.
        """
        self._watch = watch
        self._clock = clock
        self._sight = Sight()
        self._shown: Watched | None = None
        """What was read of the session that is shown."""
        self._known: str | None = None
        """The session that was shown last, also where one look did not find it: its app was just closing the store."""
        self._history: Mapping[LikeKey, LikeHistory] = {}
        """What its reps are held against."""

    def look(self) -> Sight | None:
        """Look once; None while there is nothing else to be seen than before."""
        try:
            found = self._watch.look(self._known)
        except StoreError as error:
            return self._become(replace(self._sight, trouble=str(error)))
        if found is not None:
            return self._become(self._seen_in(found))
        shown, sight = self._shown, self._sight
        if shown is None or sight.kind is not Kind.RUNNING or self._is_alive(sight, shown.is_held):
            return None
        return self._become(self._with_history(self._sight_of(shown)))

    def _become(self, sight: Sight) -> Sight | None:
        before, self._sight = self._sight, sight
        is_same = (sight.kind, sight.trouble, sight.recorder) == (before.kind, before.trouble, before.recorder)
        return None if is_same else sight

    def _seen_in(self, found: tuple[Watched, ...]) -> Sight:
        """What there is to be seen of what was found: of the sessions that run that begun last, else the known one."""
        sights = {watched.stored.header.id: (watched, self._sight_of(watched)) for watched in found}
        running = [pair for pair in sights.values() if pair[1].kind is Kind.RUNNING]
        known = self._known
        if running:
            watched, sight = max(running, key=lambda pair: pair[0].stored.header.started_wall_ms)
        elif known in sights:
            watched, sight = sights[known]
        else:
            return self._without_store()
        if sight.recorder is None:  # its log is not to be understood
            return replace(self._sight, trouble=sight.trouble)
        if watched.stored.header.id != known:
            self._history = self._like(watched.stored)
        self._shown, self._known = watched, watched.stored.header.id
        return self._with_history(sight)

    def _with_history(self, sight: Sight) -> Sight:
        if sight.recorder is not None:
            sight.recorder.set_history(self._history)
        return sight

    def _without_store(self) -> Sight:
        """A session that runs goes on on the screen while its history is gone: its app writes all of it once more."""
        known = self._sight.session_id
        if self._sight.kind is Kind.RUNNING and known is not None and self._watch.is_held(known) is not False:
            return replace(self._sight, trouble="the history is gone")
        self._shown = None
        return Sight()

    def _sight_of(self, watched: Watched) -> Sight:
        try:
            recorder = _WatchedRecorder.pick_up(watched.stored, self._clock, UnwrittenStore(), SilentSpeaker())
            end_ms = recorder.clock_ms(newest_ms(watched.stored.log))
            sight = Sight(Kind.OVER, recorder, end_ms, recorder.next_deadline_ms())
            if recorder.phase in _OVER:
                return sight
            if not self._is_alive(sight, watched.is_held):
                return replace(sight, kind=Kind.GONE)
            recorder.view(self._clock.now_ms())
        except _CANNOT_BE as error:
            return Sight(trouble=f"its log does not fit its plan ({error})")
        return sight if recorder.phase in _OVER else replace(sight, kind=Kind.RUNNING)

    def _is_alive(self, sight: Sight, is_held: bool | None) -> bool:
        """Whether an app runs a session that nobody has ended; one that is only mended, days after, is held as well."""
        now_ms = self._clock.now_ms()
        if is_held is False or not can_keep_running(max(0, now_ms - sight.end_ms)):
            return False
        return bool(is_held) or sight.due_ms is None or now_ms - sight.due_ms < SILENT_MS

    def _like(self, stored: StoredSession) -> Mapping[LikeKey, LikeHistory]:
        try:
            return self._watch.like(like_keys_to_come(stored.header.plan.steps), stored.start.wall_ms, stored.athlete)
        except StoreError:
            return {}
