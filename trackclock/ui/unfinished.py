"""The session that nobody said goodbye to: what is offered of it at the next start.

It exists because after a crash, a closed terminal or a flat battery the runner still stands on the track.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trackclock.core.commands import Stop
from trackclock.core.durations import format_duration
from trackclock.core.events import Cause
from trackclock.core.limits import KEEP_RUNNING_MS
from trackclock.core.plan import StepKind
from trackclock.core.session.log import newest_ms
from trackclock.recorder import Recorder
from trackclock.ui.silent import SilentSpeaker
from trackclock.ui.words import clean, local_text

if TYPE_CHECKING:
    from trackclock.ports import StoredSession
    from trackclock.ui.services import Services

_MOST_NAME = 32
"""The offer is one line, so that the list stays in sight."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An unfinished session.

    Attributes:
        stored: the session.
        text: what the line says of it.
        seen: the end of that: how far it got, and when.
        can_keep: whether its clock may be kept running.
    """

    stored: StoredSession
    text: str
    seen: str
    can_keep: bool


def find_offer(services: Services) -> Offer | None:
    """The newest unfinished session that no running app holds; for a thread.

    Raises:
        StoreError: if the history cannot be read.
    """
    for stored in services.store.unfinished():
        try:
            return _offer(services, stored)
        except ValueError:  # a log that does not fit its plan; the history says so
            continue
    return None


def _offer(services: Services, stored: StoredSession) -> Offer:
    recorder = Recorder.pick_up(stored, services.clock, services.store, SilentSpeaker())
    reps = sum(
        step.step.kind is StepKind.REP and step.time_ms is not None and not step.skipped
        for step in recorder.results().steps
    )
    planned = sum(step.kind is StepKind.REP for step in recorder.results().plan.steps)
    gone_ms = recorder.session_ms(services.clock.now_ms()) - newest_ms(stored.log)
    header = stored.header
    name = clean(header.plan.name)
    if len(name) > _MOST_NAME:
        name = name[: _MOST_NAME - 1].rstrip() + "…"
    seen = f"{reps} of {planned} reps, "
    if 0 <= gone_ms <= KEEP_RUNNING_MS:
        seen += f"last seen {format_duration(gone_ms)} ago"
        if recorder.is_by_wall_clock:
            seen += " by the wall clock (the machine was restarted)"
        return Offer(stored, f"{name}, {seen}", seen, can_keep=True)
    seen += f"begun {local_text(stored.start.wall_ms, stored.start.utc_offset_s)}"
    return Offer(stored, f"{name}, {seen}", seen, can_keep=False)


def save_as_it_is(services: Services, stored: StoredSession) -> bool:
    """Say goodbye for a session where its log ends, so that it is not offered again; for a thread.

    Returns:
        False if another app has it.
    """
    store = services.store
    if not store.hold(stored.header.id):
        return False
    try:
        # Read anew under the lock: another app may have gone on with it since it was offered.
        stored = store.read(stored.header.id)
        recorder = Recorder.pick_up(stored, services.clock, store, SilentSpeaker())
        now_ms = services.clock.now_ms()
        end_ms = now_ms - recorder.session_ms(now_ms) + newest_ms(stored.log)
        recorder.submit(Stop(Cause.PICKED_UP), end_ms)
    finally:
        store.release(stored.header.id)
    return True
