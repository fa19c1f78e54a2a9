"""What every trend of a workout is drawn through.

It exists so that a workout has one trend, whichever screen states it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackclock.core.progress import TREND_OF

if TYPE_CHECKING:
    from trackclock.core.progress import PastSession
    from trackclock.ports import History


def trend_window(history: History, workout: str, today: int) -> tuple[PastSession, ...]:
    """The sessions that every trend of a workout is drawn through, wherever it is stated; for a thread.

    Args:
        history: the past.
        workout: its `workout_key`.
        today: the local date, in days since 1970-01-01: no session that a wrong clock has dated ahead bends a trend.

    Raises:
        StoreError: if the history cannot be read.
    """
    return history.workout(workout, limit=TREND_OF, until_day=today)
