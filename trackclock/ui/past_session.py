"""A session of the past, read whole: its recorder, with the like reps of those before it.

It exists apart from its screen because it is the part that runs in a thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trackclock.errors import StoreError
from trackclock.ui.report import Report, report_of

if TYPE_CHECKING:
    from trackclock.recorder import Recorder
    from trackclock.ui.services import Services

_FLUSH_S = 1.0
"""So long a change just made may take to reach the disk before the past is read again."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A session that was read.

    Attributes:
        recorder: holds its log.
        report: what is shown of it.
    """

    recorder: Recorder
    report: Report


def read_session(services: Services, session_id: str) -> Opened:
    """Read a session and the like reps of those before it; for a thread.

    Raises:
        StoreError: if it cannot be read or its log cannot have happened.
    """
    from trackclock.core.comparisons import like_keys
    from trackclock.recorder import Recorder
    from trackclock.ui.silent import SilentSpeaker

    services.store.flush(_FLUSH_S)  # the tables that the past is read from go by what is on the disk
    stored = services.history.find(session_id)
    try:
        recorder = Recorder.pick_up(stored, services.clock, services.store, SilentSpeaker())
        results = recorder.results()
    except (ValueError, IndexError) as error:
        raise StoreError(f"its log does not fit its plan ({error})") from error
    keys = {key for key in like_keys(results.plan.steps) if key is not None}
    recorder.set_history(services.history.like(keys, before_wall_ms=stored.start.wall_ms))
    return Opened(recorder, report_of(recorder.results(), recorder.rows()))
