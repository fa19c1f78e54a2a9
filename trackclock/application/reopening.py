"""A stored session that is opened again: read anew, held before the first change, followed until changes are on disk.

It exists apart from the screens so that whoever goes on with a session, mends it or says goodbye for it does so by the
same rules: nothing is written to a log that somebody else holds, or that is not the one that was read.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from trackclock.errors import StoreError

if TYPE_CHECKING:
    from trackclock.application.preview import Preview
    from trackclock.application.services import Services
    from trackclock.core.commands import Command
    from trackclock.ports import StoredSession
    from trackclock.recorder import Recorder, Submitted

KEEP_RUNNING_MS = 6 * 3_600_000
"""After this long the clock of a session can no longer be kept running, only carried on with or left (ARCHITECTURE.md,
"Unfinished sessions")."""

FLUSH_S = 1.0
"""So long a change just made may take to reach the disk before the past is read again."""


class ChangedMeanwhileError(StoreError):
    """Another app wrote to a session between our reading and our holding it; it has to be read again."""


def can_keep_running(gone_ms: int) -> bool:
    """Whether the clock of a session may be kept running.

    Args:
        gone_ms: how long ago its log ends; below 0 where the clock was set back meanwhile.
    """
    return 0 <= gone_ms <= KEEP_RUNNING_MS


def log_end_ms(recorder: Recorder, now_ms: int) -> int:
    """Where the log of a session ends, as a reading of the clock; `now_ms` is the reading now."""
    from trackclock.core.session.log import newest_ms

    return now_ms - recorder.session_ms(now_ms) + newest_ms(recorder.log)


def pick_up(services: Services, stored: StoredSession) -> Recorder:
    """A recorder of a stored session that makes no sound.

    Raises:
        ValueError: if its log does not fit its plan.
    """
    from trackclock.recorder import Recorder, SilentSpeaker

    return Recorder.pick_up(stored, services.clock, services.store, SilentSpeaker())


@contextmanager
def held(services: Services, session_id: str) -> Iterator[StoredSession | None]:
    """Hold a session for a while, and read it anew under the lock: another app may have gone on with it.

    Yields:
        The session as it is now; None where another app has it.

    Raises:
        StoreError: if it cannot be held or read.
    """
    store = services.store
    if not store.hold(session_id):
        yield None
        return
    try:
        yield store.read(session_id)
    finally:
        store.release(session_id)


class Reopened:
    """A stored session while a screen looks at it and mends it.

    Attributes:
        session_id: which.
        recorder: what was read last; None before that.
        is_held: whether nobody else can write to it.
    """

    def __init__(self, services: Services, session_id: str) -> None:
        """Choose a session; nothing is read yet.

        Args:
            services: for the store, the history and the clock.
            session_id: which.
        """
        self._services = services
        self.session_id = session_id
        self.recorder: Recorder | None = None
        self.is_held = False

    def read(self) -> Recorder:
        """Read the session and the like reps of those before it; for a thread. What is shown is not changed by it.

        Raises:
            StoreError: if it cannot be read or its log cannot have happened.
        """
        from trackclock.core.comparisons import like_keys

        services = self._services
        services.store.flush(FLUSH_S)  # the tables that the past is read from go by what is on the disk
        stored = services.history.find(self.session_id)
        try:
            recorder = pick_up(services, stored)
            results = recorder.results()
        except (ValueError, IndexError) as error:
            raise StoreError(f"its log does not fit its plan ({error})") from error
        keys = {key for key in like_keys(results.plan.steps) if key is not None}
        recorder.set_history(services.history_of(stored.athlete).like(keys, before_wall_ms=stored.start.wall_ms))
        return recorder

    def take(self, recorder: Recorder) -> bool:
        """Go on with what was read; False where it was read before the newest change: a log only ever grows."""
        if self.recorder is not None and len(recorder.log) < len(self.recorder.log):
            return False
        self.recorder = recorder
        return True

    def hold(self) -> None:
        """Take hold of the session, so that nobody else writes to it.

        Raises:
            ChangedMeanwhileError: if it is not as it was read.
            StoreError: if it cannot be held.
        """
        if self.recorder is None:
            raise StoreError("The session has not been read yet.")
        if self.is_held:
            return
        store = self._services.store
        try:
            self.is_held = store.hold(self.session_id)
            if not self.is_held:
                raise StoreError("Another running trackclock has this session.")
            is_changed = store.read(self.session_id).log != self.recorder.log
        except StoreError:
            self.release()
            raise
        if is_changed:
            raise ChangedMeanwhileError("This session was changed elsewhere meanwhile; look at it again.")

    def release(self) -> None:
        """Let go of the session if it was taken hold of. Safe to call twice."""
        if self.is_held:
            self._services.store.release(self.session_id)
            self.is_held = False

    def give_back(self) -> StoredSession:
        """Let go of the session and read it, for whoever goes on with it.

        Raises:
            StoreError: if it cannot be read.
        """
        self.release()
        return self._services.store.read(self.session_id)

    def at_ms(self) -> int:
        """When a change is said to have been made: now, or where the log of an unfinished session ends.

        A change made to a session that nobody stopped must not say that it went on until today.
        """
        from trackclock.core.results import Status

        now_ms = self._services.clock.now_ms()
        recorder = self.recorder
        if recorder is None or recorder.results().status is not Status.UNFINISHED:
            return now_ms
        return log_end_ms(recorder, now_ms)

    def gone_ms(self) -> int:
        """How long ago the session ended, or was last seen."""
        recorder = self.recorder
        if recorder is None:
            return 0
        return recorder.session_ms(self._services.clock.now_ms()) - recorder.results().ended_ms

    def preview(self, command: Command) -> Preview | None:
        """What a change would come to; None before the session was read."""
        from trackclock.application.preview import preview_of

        recorder = self.recorder
        return preview_of(recorder, command, recorder.session_ms(self.at_ms())) if recorder is not None else None

    def submit(self, command: Command) -> Submitted:
        """Change the session.

        Raises:
            StoreError: if it cannot be held; ChangedMeanwhileError where it has to be read again first.
        """
        self.hold()
        assert self.recorder is not None  # noqa: S101 - held, so it was read
        return self.recorder.submit(command, self.at_ms())

    @property
    def is_saved(self) -> bool:
        """Whether all of it is on the disk."""
        recorder = self.recorder
        if recorder is None or not recorder.log:
            return True
        return self._services.store.saved_through(self.session_id) >= recorder.log[-1].seq
