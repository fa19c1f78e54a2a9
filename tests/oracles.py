"""What the queries of the store must come to, in plain Python over the reps of whole sessions.

It exists because the app never sums up all of its history in memory: the database does, and this says what is right.
"""

from __future__ import annotations

from collections.abc import Iterable

from trackclock.core.comparisons import AVERAGE_OF, LikeHistory, PastRep
from trackclock.core.progress import Fall, Performance, SessionLoad, fell, performances_of, volume_of
from trackclock.core.results import SessionResults


def like_history(earlier: Iterable[PastRep]) -> LikeHistory:
    """Sum up the like reps of earlier sessions.

    Args:
        earlier: all of one key, newest session first. Open reps, and timed ones without a distance, are passed over:
            nothing can be held against them.
    """
    newest: list[PastRep] = []
    best: PastRep | None = None
    for rep in earlier:
        if not rep.is_comparable:
            continue
        if len(newest) < AVERAGE_OF:
            newest.append(rep)
        if best is None or not best.is_better_than(rep):
            best = rep
    return LikeHistory(tuple(newest), best)


def falls_of(reps: Iterable[PastRep]) -> dict[tuple[int, bool], tuple[Fall, ...]]:
    """When and how each best fell.

    Args:
        reps: the reps that count, oldest first.

    Returns:
        For every (distance in millimetres, whether it is a split) the bests one after the other, each one faster
        than the one before (`fell`); the last one stands. In ascending order of distance, the rep before the split.
    """
    run: dict[tuple[int, bool], list[Performance]] = {}
    for rep in reps:
        for performance in performances_of(rep):
            run.setdefault((performance.distance_mm, performance.is_split), []).append(performance)
    return {key: fell(run[key]) for key in sorted(run)}


def bests_of(reps: Iterable[PastRep]) -> tuple[Performance, ...]:
    """The bests that stand, reps and splits apart, by distance.

    Args:
        reps: the reps that count, oldest first; of two times that are shown alike the earlier one is the best.
    """
    return tuple(falls[-1].performance for falls in falls_of(reps).values())


def load_of(session_id: str, day: int, results: SessionResults) -> SessionLoad | None:
    """What a session cost: what was run in it (`volume_of`), and how hard that was.

    Args:
        session_id: the session.
        day: its local date, in days since 1970-01-01.
        results: what it came to.

    Returns:
        None where not a single rep was done: it is a file that was looked at, or a warm-up before the rain, and counts
        in no week, total or advice.
    """
    volume = volume_of(results)
    if not volume.reps:
        return None
    return SessionLoad(session_id, day, volume.work_mm, volume.total_mm, volume.work_ms, results.effort, volume.reps)
