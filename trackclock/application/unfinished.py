"""The session that nobody said goodbye to: what is offered of it at the next start.

It exists because after a crash, a closed terminal or a flat battery the runner still stands on the track.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trackclock.application.dates import local_text
from trackclock.application.reopening import can_keep_running, held, log_end_ms, pick_up
from trackclock.core.commands import Stop
from trackclock.core.durations import format_duration
from trackclock.core.events import Cause
from trackclock.core.plan import StepKind
from trackclock.safe_text import clean

if TYPE_CHECKING:
    from trackclock.application.services import Services
    from trackclock.core.results import StepResult
    from trackclock.ports import StoredGroup, StoredSession
    from trackclock.recorder import Recorder

_MOST_NAME = 32
"""The offer is one line, so that the list stays in sight."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An unfinished session, or a group that nobody has left.

    Attributes:
        stored: the session, or the group's own log.
        text: what the line says of it.
        seen: the end of that: how far it got, and when.
        can_keep: whether its clock may be kept running.
        group: the whole group, where it is one.
    """

    stored: StoredSession
    text: str
    seen: str
    can_keep: bool
    group: StoredGroup | None = None

    @property
    def answers(self) -> frozenset[str]:
        """The commands that answer it. A group's clock goes on or does not: nobody can say where each of them stood."""
        keep = frozenset({"keep_running"} if self.can_keep else ())
        return keep | ({"file_away"} if self.group is not None else {"carry_on", "file_away"})


def find_offer(services: Services) -> Offer | None:
    """The newest unfinished session, or group as a whole, that no running app holds; for a thread.

    Raises:
        StoreError: if the history cannot be read.
    """
    groups = [(one.group, one) for one in services.store.unfinished_groups()]
    alone = [(stored, None) for stored in services.store.unfinished()]
    for stored, group in sorted((*groups, *alone), key=lambda one: one[0].start.wall_ms, reverse=True):
        try:
            return _offer(services, stored) if group is None else _group_offer(services, group)
        except ValueError:  # a log that does not fit its plan; the history says so
            continue
    return None


def _offer(services: Services, stored: StoredSession) -> Offer:
    recorder = pick_up(services, stored)
    now_ms = services.clock.now_ms()
    return _made(stored, recorder, _reps(recorder), now_ms - log_end_ms(recorder, now_ms))


def _group_offer(services: Services, group: StoredGroup) -> Offer:
    """A group is as far as the one who is furthest, and was seen when any of its logs was last written."""
    recorders = [pick_up(services, member) for member in group.members]
    first = max(recorders, key=lambda one: sum(_is_run(step) for step in one.results().steps))
    newest_ms = max(entry.event.at for one in (group.group, *group.members) for entry in one.log)
    gone_ms = first.session_ms(services.clock.now_ms()) - newest_ms
    made = _made(group.group, first, f"{len(group.members)} athletes, {_reps(first)}", gone_ms)
    return replace(made, group=group)


def _made(stored: StoredSession, recorder: Recorder, how_far: str, gone_ms: int) -> Offer:
    name = clean(stored.header.plan.name)
    if len(name) > _MOST_NAME:
        name = name[: _MOST_NAME - 1].rstrip() + "…"
    if can_keep_running(gone_ms):
        seen = f"{how_far}, last seen {format_duration(gone_ms)} ago"
        if recorder.is_by_wall_clock:
            seen += " by the wall clock (the machine was restarted)"
        return Offer(stored, f"{name}, {seen}", seen, can_keep=True)
    seen = f"{how_far}, begun {local_text(stored.start.wall_ms, stored.start.utc_offset_s)}"
    return Offer(stored, f"{name}, {seen}", seen, can_keep=False)


def _reps(recorder: Recorder) -> str:
    results = recorder.results()
    planned = sum(step.kind is StepKind.REP for step in results.plan.steps)
    return f"{sum(_is_run(step) for step in results.steps)} of {planned} reps"


def _is_run(step: StepResult) -> bool:
    return step.step.kind is StepKind.REP and step.time_ms is not None and not step.skipped


def group_left(services: Services, group_id: str) -> Offer | None:
    """A group that can be gone on with, by its id; None where it is not whole any more. For a thread.

    Raises:
        StoreError: if the history cannot be read.
    """
    from trackclock.core.group.left import members_of

    group = services.history.group(group_id)
    is_whole = group is not None and len(group.members) == len(members_of(group.group.log))
    return _group_offer(services, group) if group is not None and is_whole else None


def save_as_it_is(services: Services, offer: Offer) -> bool:
    """Say goodbye where the log of a session, or of each of a group, ends, so that it is not offered; for a thread.

    Returns:
        False if another app has it.

    Raises:
        StoreError: if it cannot be read or held.
    """
    if offer.group is not None:
        return _save_group(services, offer.group)
    with held(services, offer.stored.header.id) as session:
        if session is None:
            return False
        _stop(services, session)
    return True


def _stop(services: Services, session: StoredSession) -> None:
    recorder = pick_up(services, session)
    recorder.submit(Stop(Cause.PICKED_UP), log_end_ms(recorder, services.clock.now_ms()))


def _save_group(services: Services, group: StoredGroup) -> bool:
    from trackclock.core.group_events import GroupEnded
    from trackclock.core.session.log import appended

    store = services.store
    if not store.hold_all(group.ids):
        return False
    try:
        log, *logs = (store.read(session_id) for session_id in group.ids)
        with store.together():
            for session in logs:
                _stop(services, session)
            ended = GroupEnded(max(entry.event.at for entry in log.log), Cause.PICKED_UP)
            store.append(log.header.id, appended(log.log, (ended,)))
    finally:
        for session_id in group.ids:
            store.release(session_id)
    return True
