"""A stored group that is opened again to say whose its marks were: held as a whole, mended, followed to the disk.

It exists beside `reopening` because here several logs are one: nobody else may write to any of them meanwhile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackclock.application.preview import REOPENED, Change, Preview, changes_between
from trackclock.application.reopening import FLUSH_S, ChangedMeanwhileError, log_end_ms
from trackclock.core.group.left import members_of
from trackclock.core.results import Status
from trackclock.errors import StoreError

if TYPE_CHECKING:
    from trackclock.application.services import Services
    from trackclock.core.group.commands import GroupCommand
    from trackclock.ports import SessionStore, StoredGroup, StoredSession
    from trackclock.recorder import Submitted
    from trackclock.recorder.group import GroupRecorder


class ReopenedGroup:
    """A stored group while a screen looks at it and mends it.

    Attributes:
        group_id: which.
        recorder: what was read last; None before that.
        is_held: whether nobody else can write to any of its logs.
    """

    def __init__(self, services: Services, group_id: str) -> None:
        """Choose a group; nothing is read yet.

        Args:
            services: for the store, the history and the clock.
            group_id: which.
        """
        self._services = services
        self.group_id = group_id
        self.recorder: GroupRecorder | None = None
        self.is_held = False

    def read(self) -> GroupRecorder:
        """Read the group with all of its sessions; for a thread. What is shown is not changed by it.

        Raises:
            StoreError: if it cannot be read, a session of it is deleted, or its logs cannot have happened.
        """
        services = self._services
        services.store.flush(FLUSH_S)
        stored = services.history.group(self.group_id)
        if stored is None:
            raise StoreError("there is no such group in the history any more")
        there = {member.header.id for member in stored.members}
        gone = [member.name for member in members_of(stored.group.log) if member.session not in there]
        if gone:
            raise StoreError(f"sessions of it are deleted: {', '.join(gone)}; bring them back first")
        try:
            recorder = _picked_up(services, stored, services.store)
            for member in recorder.members:
                member.results()
        except (ValueError, IndexError) as error:
            raise StoreError(f"its logs do not fit its plan ({error})") from error
        return recorder

    def take(self, recorder: GroupRecorder) -> bool:
        """Go on with what was read; False where it was read before the newest change: a log only ever grows."""
        if self.recorder is not None and len(recorder.log) < len(self.recorder.log):
            return False
        self.recorder = recorder
        return True

    def hold(self) -> GroupRecorder:
        """Take hold of all of its logs, so that nobody else writes to any.

        Returns:
            The group as it was read.

        Raises:
            ChangedMeanwhileError: if one is not as it was read.
            StoreError: if one cannot be held.
        """
        recorder = self.recorder
        if recorder is None:
            raise StoreError("The group has not been read yet.")
        if self.is_held:
            return recorder
        store, taken = self._services.store, list[str]()
        try:
            for one in _logs_of(recorder):
                if not store.hold(one.header.id):
                    raise StoreError("Another running trackclock has this group.")
                taken.append(one.header.id)
                if store.read(one.header.id).log != one.log:
                    raise ChangedMeanwhileError("This group was changed elsewhere meanwhile; look at it again.")
        except StoreError:
            for session_id in taken:
                store.release(session_id)
            raise
        self.is_held = True
        return recorder

    def release(self) -> None:
        """Let go of what was taken hold of. Safe to call twice."""
        if self.is_held and self.recorder is not None:
            for one in _logs_of(self.recorder):
                self._services.store.release(one.header.id)
        self.is_held = False

    def at_ms(self) -> int:
        """When a change is said to have been made: now, or where the logs of an unfinished group end.

        A change made to a session that nobody stopped must not say that it went on until today.
        """
        now_ms = self._services.clock.now_ms()
        recorder = self.recorder
        if recorder is None or all(one.results().status is not Status.UNFINISHED for one in recorder.members):
            return now_ms
        return max(log_end_ms(one, now_ms) for one in recorder.members)

    def preview(self, command: GroupCommand) -> Preview | None:
        """What a change would come to in the sessions of the athletes; None before the group was read."""
        from trackclock.application.unwritten import UnwrittenStore
        from trackclock.ports import StoredGroup

        recorder = self.recorder
        if recorder is None:
            return None
        group, *members = _logs_of(recorder)
        trial = _picked_up(self._services, StoredGroup(group, tuple(members)), UnwrittenStore())
        outcome = trial.submit(command, self.at_ms())
        if not outcome.is_accepted:
            return Preview("", refusal=outcome.message or "that changes nothing")
        changes: list[Change] = []
        is_reopened = False
        for name, was, is_now in zip(recorder.names, recorder.members, trial.members, strict=True):
            before, after = was.results(), is_now.results()
            changes += [Change(f"{name}: {one.what}", one.before, one.after) for one in changes_between(before, after)]
            is_reopened |= before.status is not Status.UNFINISHED and after.status is Status.UNFINISHED
        return Preview(outcome.message or "the change", tuple(changes), warning=REOPENED if is_reopened else "")

    def submit(self, command: GroupCommand) -> Submitted:
        """Change the group.

        Raises:
            StoreError: if it cannot be held; ChangedMeanwhileError where it has to be read again first.
        """
        return self.hold().submit(command, self.at_ms())

    def write_note(self, text: str) -> None:
        """Put down words about the group.

        Raises:
            StoreError: as `submit`.
        """
        self.hold().write_note(text, self.at_ms())

    @property
    def is_saved(self) -> bool:
        """Whether all of it is on the disk."""
        recorder, store = self.recorder, self._services.store
        if recorder is None:
            return True
        return all(store.saved_through(one.header.id) >= one.log[-1].seq for one in _logs_of(recorder))


def _picked_up(services: Services, stored: StoredGroup, store: SessionStore) -> GroupRecorder:
    from trackclock.recorder import SilentSpeaker
    from trackclock.recorder.group import GroupRecorder

    return GroupRecorder.pick_up(stored.group, stored.members, services.clock, store, SilentSpeaker())


def _logs_of(recorder: GroupRecorder) -> list[StoredSession]:
    """The group's own log, then those of its athletes."""
    from trackclock.ports import StoredSession

    logs = [(recorder.header, recorder.log), *((one.header, one.log) for one in recorder.members)]
    return [StoredSession(header, log) for header, log in logs if header is not None]
