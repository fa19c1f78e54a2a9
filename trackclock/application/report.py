"""A session put together for whoever shows it: its results, its reps and its figures.

It exists so that the summary, the session's own screen and what is copied from them start from the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from trackclock.core.progress import SessionSummary, summary_of
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
    """

    results: SessionResults
    rows: tuple[RepRow, ...]
    summary: SessionSummary
    odd: tuple[OddLap, ...] = ()


def report_of(results: SessionResults, rows: tuple[RepRow, ...]) -> Report:
    """Put a session together for the screens."""
    return Report(results, rows, summary_of(results), odd_laps(results))
