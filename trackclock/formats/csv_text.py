"""Everything that leaves as comma-separated values (RFC 4180), in one of two shapes.

It exists as the one place that knows them: the long one is for programs, a lap a row with exact milliseconds; the wide
one is for people with a spreadsheet, a rep a row and a lap a column, with the figures that the screens show.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from trackclock.core.comparisons import TABLED, Deltas
from trackclock.core.durations import format_distance, format_duration
from trackclock.core.figures import PAUSE, RESULT, laps_ms
from trackclock.core.plan import StepKind
from trackclock.core.results import SessionResults, SplitResult, StepResult
from trackclock.formats.tables import Cell, Table, metres
from trackclock.safe_text import printable

LONG_HEAD: Final = (
    *("session", "started_at", "name", "step", "kind", "label", "set", "rep", "distance_m", "covered_m"),
    *("started_ms", "time_ms", "lap", "mark_m", "split_ms", "lap_ms", "skipped", "left_out", "doubtful", "edited"),
)
"""The columns of the long shape; it only gains columns, at the end."""


@dataclass(frozen=True, slots=True)
class LongSession:
    """A session for the long shape.

    Attributes:
        id: the session.
        started_at: its first press in UTC, as JSON has it.
        results: what it came to.
    """

    id: str
    started_at: str
    results: SessionResults


def long_csv(sessions: Iterable[LongSession]) -> str:
    """Sessions with a row for each lap; a step without laps, as a recovery is, has one row with none in it.

    It is printed, so that nothing is in it that a terminal would act on.
    """
    rows = (row for session in sessions for row in _long_rows(session))
    return _written([LONG_HEAD, *([printable(cell) for cell in row] for row in rows)])


def wide_csv(results: SessionResults, deltas: Sequence[Deltas]) -> str:
    """The reps of a session with a row for each, as the screens show them.

    Args:
        results: what the session came to.
        deltas: one for each of `results.steps`.
    """
    pairs = [pair for pair in zip(results.steps, deltas, strict=True) if pair[0].step.kind is StepKind.REP]
    laps = [_shown_laps(result) for result, _ in pairs]
    most = max(map(len, laps), default=0)
    against = [f"vs {comparison.short_name.lower()}" for comparison in TABLED]
    lap_heads = [f"Lap {number}" for number in range(1, most + 1)]
    head = ["#", "Rep", "Time", *lap_heads, *against, "Recovery", "Covered", "Left out", "Edited", "Doubted"]
    rows = [
        [
            *(str(number), result.step.label, _shown_time(result)),
            *(shown + [""] * (most - len(shown))),
            *(delta.shown().text if (delta := held.against(comparison)) is not None else "" for comparison in TABLED),
            "" if result.recovery_ms is None else format_duration(result.recovery_ms, PAUSE),
            "" if result.covered_mm is None else format_distance(result.covered_mm),
            "" if result.excluded is None else result.excluded or "yes",
            *("yes" if is_so else "" for is_so in (result.edited, result.doubtful and result.excluded is None)),
        ]
        for number, ((result, held), shown) in enumerate(zip(pairs, laps, strict=True), start=1)
    ]
    return _written([head, *rows])


def table_csv(table: Table) -> str:
    """A list of sessions, workouts or bests: every time a number of seconds, every distance one of metres, exact."""
    rows = [[cell.values if isinstance(cell, Cell) else (cell,) for cell in row] for row in table.rows]
    counts = [max((len(row[index]) for row in rows), default=1) for index in range(len(table.head))]
    heads = zip(table.csv_head or table.head, counts, strict=True)
    lines = [[name.replace("{}", str(number)) for name, count in heads for number in range(1, count + 1)]]
    for row in rows:
        blanks = ((*values, *[""] * (count - len(values))) for values, count in zip(row, counts, strict=True))
        lines.append([value for group in blanks for value in group])
    return _written(lines)


def _long_rows(session: LongSession) -> Iterable[tuple[str, ...]]:
    for result in session.results.steps:
        step = result.step
        begin = (session.id, session.started_at, session.results.plan.name, str(result.position), step.kind.value)
        place = (step.label, _number(step.set), _number(step.rep))
        length = (_metres(step.distance_mm), _metres(result.covered_mm))
        times = (str(result.started_ms), "" if result.skipped else _number(result.time_ms))
        flags = tuple(
            "1" if is_so else "0"
            for is_so in (result.skipped, result.excluded is not None, result.doubtful, result.edited)
        )
        for number, split in enumerate(result.splits, start=1):
            yield (*begin, *place, *length, *times, *_lap(number, split), *flags)
        if not result.splits:
            yield (*begin, *place, *length, *times, "", "", "", "", *flags)


def _lap(number: int, split: SplitResult) -> tuple[str, str, str, str]:
    return str(number), _metres(split.distance_mm), str(split.split_ms), str(split.lap_ms)


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _metres(distance_mm: int | None) -> str:
    return "" if distance_mm is None else metres(distance_mm)


def _shown_time(result: StepResult) -> str:
    if result.skipped:
        return "skipped"
    return "unfinished" if result.time_ms is None else format_duration(result.time_ms, RESULT)


def _shown_laps(result: StepResult) -> list[str]:
    if len(result.splits) < 2:
        return []
    return [format_duration(lap, RESULT) for lap in laps_ms(split.split_ms for split in result.splits)]


def _written(rows: Iterable[Iterable[str]]) -> str:
    """Rows as text, with CRLF at their ends."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue()
