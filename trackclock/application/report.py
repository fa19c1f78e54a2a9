"""A session put together for whoever shows it: its results, its reps and its figures.

It exists so that the summary, the session's own screen and what is copied from them start from the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from trackclock.core.comparisons import LikeHistory, LikeKey
from trackclock.core.progress import AgainstLast, SessionSummary, against_last, summary_of
from trackclock.core.progress.oddities import OddLap, odd_laps
from trackclock.core.results import SessionResults
from trackclock.core.view import RepRow


@dataclass(frozen=True, slots=True)
class Report:
    """A session as the screens show it.

    Attributes:
        results: what it came to.
        rows: its reps.
        summary: its figures.
        odd: the laps that are worth a look.
        against: the session against last time; None where no rep of it was run before.
    """

    results: SessionResults
    rows: tuple[RepRow, ...]
    summary: SessionSummary
    odd: tuple[OddLap, ...] = ()
    against: AgainstLast | None = None


def report_of(
    results: SessionResults, rows: tuple[RepRow, ...], history: Mapping[LikeKey, LikeHistory] | None = None
) -> Report:
    """Put a session together for the screens.

    Args:
        results: what it came to.
        rows: its reps.
        history: the like reps of the sessions that were started before it; None for none.
    """
    return Report(results, rows, summary_of(results), odd_laps(results), against_last(results, history or {}))
