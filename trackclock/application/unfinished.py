"""The session that nobody said goodbye to: what is offered of it at the next start.

It exists because after a crash, a closed terminal or a flat battery the runner still stands on the track.
"""

from __future__ import annotations

from dataclasses import dataclass
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
    from trackclock.ports import StoredSession

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
    recorder = pick_up(services, stored)
    reps = sum(
        step.step.kind is StepKind.REP and step.time_ms is not None and not step.skipped
        for step in recorder.results().steps
    )
    planned = sum(step.kind is StepKind.REP for step in recorder.results().plan.steps)
    now_ms = services.clock.now_ms()
    gone_ms = now_ms - log_end_ms(recorder, now_ms)
    header = stored.header
    name = clean(header.plan.name)
    if len(name) > _MOST_NAME:
        name = name[: _MOST_NAME - 1].rstrip() + "…"
    seen = f"{reps} of {planned} reps, "
    if can_keep_running(gone_ms):
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
    with held(services, stored.header.id) as session:
        if session is None:
            return False
        recorder = pick_up(services, session)
        recorder.submit(Stop(Cause.PICKED_UP), log_end_ms(recorder, services.clock.now_ms()))
    return True
