"""What a line of the history says of a session beyond its figures: its verdict, and what it is against last time.

It exists apart from the list because it needs the log of the session, and is worked out as the line comes into sight.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trackclock.core.progress import AgainstLast
    from trackclock.ports import History


@dataclass(frozen=True, slots=True)
class Judged:
    """What a line says of a session beyond its figures.

    Attributes:
        verdict: in a few signs.
        against: against last time; None where no rep was run before.
    """

    verdict: str
    against: AgainstLast | None


def judge(history: History, session_id: str) -> Judged:
    """Judge one session; "?" where its log cannot be read."""
    from trackclock.core.session import results_of
    from trackclock.errors import TrackclockError
    from trackclock.ui.report import short_verdict

    try:
        stored = history.find(session_id)
        verdict = short_verdict(results_of(stored.header.plan, stored.log))
    except (TrackclockError, ValueError):  # a log that cannot be folded says so when it is opened
        return Judged("?", None)
    return Judged(verdict, history.against_last((session_id,)).get(session_id))
