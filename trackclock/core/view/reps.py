"""The reps so far, a row each.

It exists so that the live screen, the summary and the past draw a rep from the same data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trackclock.core.comparisons import Deltas
from trackclock.core.plan import StepKind
from trackclock.core.results import StepResult


@dataclass(frozen=True, slots=True)
class RepRow:
    """One rep in the list of reps so far.

    Attributes:
        number: its number among the reps of the session, from 1.
        result: what it came to; its `time_ms` is None while it runs.
        deltas: against the comparisons, once it is over.
        is_best: whether it beats every like rep of earlier sessions (`Deltas.is_best`), and nobody has to confirm it.
        is_saved: whether everything of it is on disk.
        ghost_ms: what the same rep took in the last session that has it; None without one.
    """

    number: int
    result: StepResult
    deltas: Deltas
    is_best: bool
    is_saved: bool
    ghost_ms: int | None = None


def rep_rows(
    results: Sequence[StepResult],
    deltas: Sequence[Deltas],
    bests: Sequence[bool],
    ghosts: Sequence[int | None],
    saved_through: int,
) -> tuple[RepRow, ...]:
    """The reps begun so far, in order.

    Args:
        results: every step begun.
        deltas: one for each.
        bests: one for each, whether it is a new best.
        ghosts: one for each, what the same rep took in the last session that has it.
        saved_through: the highest log entry that is on disk.
    """
    rows: list[RepRow] = []
    for result, delta, is_best, ghost_ms in zip(results, deltas, bests, ghosts, strict=True):
        if result.step.kind is not StepKind.REP:
            continue
        newest = max((split.seq or 0 for split in result.splits), default=-1)
        rows.append(RepRow(len(rows) + 1, result, delta, is_best, newest <= saved_through, ghost_ms))
    return tuple(rows)
