"""The marks of a group as a list, in order of arrival: when, whose, and what they were.

It exists so that whoever mends a group afterwards sees each mark with what it did in the session of its athlete.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trackclock.core.durations import format_distance
from trackclock.core.events import Log
from trackclock.core.group.marks import GroupState, Mark
from trackclock.core.plan import StepKind
from trackclock.core.results import SessionResults, StepResult


@dataclass(frozen=True, slots=True)
class MarkLine:
    """One mark.

    Attributes:
        mark: it.
        split_ms: since the start of the athlete's rep where it is in one, else since the group's start before it.
        what: what it was: "rep 2, 400 m", "rep 2, finish"; empty where it is nobody's, or in no result of theirs.
    """

    mark: Mark
    split_ms: int
    what: str = ""


def mark_lines(state: GroupState, members: Sequence[tuple[SessionResults, Log]]) -> tuple[MarkLine, ...]:
    """Every mark, dropped ones too, in order of arrival.

    Args:
        state: the group.
        members: of each athlete, in the order of their keys, what their session came to, and its log.
    """
    known = [_splits_of(results, log) for results, log in members]

    def line(mark: Mark) -> MarkLine:
        found = known[mark.athlete].get(mark.at) if mark.athlete is not None and not mark.is_dropped else None
        return MarkLine(mark, *(found or (mark.at - state.start_before(mark.at), "")))

    return tuple(line(mark) for mark in sorted(state.marks.values(), key=lambda mark: (mark.at, mark.number)))


def _splits_of(results: SessionResults, log: Log) -> Mapping[int, tuple[int, str]]:
    """What each press of a session was, by its instant."""
    reps = [result for result in results.steps if result.step.kind is StepKind.REP]
    at = {entry.seq: entry.event.at for entry in log}
    return {
        at[split.seq]: (split.split_ms, f"rep {number}, {_name_of(result, split.distance_mm, split.split_ms)}")
        for number, result in enumerate(reps, start=1)
        for split in result.splits
        if split.seq is not None
    }


def _name_of(result: StepResult, distance_mm: int | None, split_ms: int) -> str:
    if result.time_ms == split_ms:
        return "finish"
    return "split" if distance_mm is None else format_distance(distance_mm)
