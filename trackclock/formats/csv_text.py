"""Everything that leaves as comma-separated values (RFC 4180), in one of two shapes.

It exists as the one place that knows them: the long one is for programs, a lap a row with exact milliseconds; the wide
one is for people with a spreadsheet, a rep a row and a lap a column, of a group an athlete a row and a rep a column,
with the figures that the screens show.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from trackclock.core.comparisons import TABLED, Deltas
from trackclock.core.durations import format_distance, format_duration
from trackclock.core.figures import PAUSE, RESULT, laps_ms
from trackclock.core.group.summary import AthleteSummary, GroupCell, GroupRep, GroupSummary
from trackclock.core.plan import StepKind
from trackclock.core.results import SessionResults, StepResult
from trackclock.core.stretches import Parted, Stretch
from trackclock.formats.session_activity import GET_READY
from trackclock.formats.session_json import exact_instant, instant, local_instant
from trackclock.formats.tables import Cell, Table, metres, seconds
from trackclock.safe_text import printable

_STEP_HEAD: Final = (
    *("step", "kind", "label", "set", "rep", "distance_m", "covered_m", "started_ms", "time_ms"),
    *("lap", "mark_m", "split_ms", "lap_ms", "skipped", "left_out", "doubtful", "edited"),
)

LONG_HEAD: Final = (
    *("session", "started_at", "name"),
    *_STEP_HEAD,
    *("started_at_local", "begins_at", "begins_ms", "elapsed_ms", "timer_ms", "elapsed_s", "timer_s", "length_m"),
)
"""The columns of the long shape; it only gains columns, at the end. The last six are about the row itself: when it
begins, how long it took with and without pauses, and how far it went, where that is known."""


@dataclass(frozen=True, slots=True)
class LongSession:
    """A session for the long shape.

    Attributes:
        id: the session.
        started_wall_ms: its first press, milliseconds since 1970 in UTC.
        utc_offset_s: how far local time was ahead of UTC then.
        session: what it came to, in pieces.
    """

    id: str
    started_wall_ms: int
    utc_offset_s: int
    session: Parted


def long_csv(sessions: Iterable[LongSession]) -> str:
    """Sessions with a row for each lap; a step without laps, as a recovery is, has one row with none in it.

    So has what followed the last mark of a rep, and the countdown before the first step, which belongs to none: the
    rows of a session add up to it. It is printed, so that nothing is in it that a terminal would act on.
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
            *(str(number), result.step.label, shown_time(result)),
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


def group_csv(summary: GroupSummary) -> str:
    """A group with a row for each athlete and a column for each rep, with the figures that are shown.

    Behind the times stand the same reps against each athlete's own target, and the places, where anybody has one. It
    is printed as well, so that nothing is in it that a terminal would act on.
    """
    blocks: tuple[tuple[str, Callable[[GroupCell], str]], ...] = (
        ("{}", lambda cell: shown_time(cell.result)),
        ("{} vs target", lambda cell: "" if cell.on_target is None else cell.on_target.shown().text),
        ("{} place", lambda cell: "" if cell.place is None else str(cell.place)),
    )
    columns: list[tuple[str, list[str]]] = []
    for title, say in blocks:
        found = [
            (title.format(rep.title), ["" if cell is None else say(cell) for cell in summary.column(index)])
            for index, rep in enumerate(summary.reps)
        ]
        if say is blocks[0][1] or any(any(values) for _, values in found):
            columns += found
    head = ["Athlete", summary.mean_title, *(name for name, _ in columns), "Remarks"]
    rows = (
        [
            row.name,
            "" if row.mean_ms is None else format_duration(row.mean_ms, RESULT),
            *(values[number] for _, values in columns),
            "; ".join(_remarks(row, summary.reps)),
        ]
        for number, row in enumerate(summary.athletes)
    )
    return _written([printable(cell) for cell in line] for line in (head, *rows))


def _remarks(row: AthleteSummary, reps: Sequence[GroupRep]) -> Iterable[str]:
    """What is the matter with single reps."""
    for rep, cell in zip(reps, row.cells, strict=True):
        if cell is None:
            continue
        if cell.result.excluded is not None:
            yield f"rep {rep.number} left out{f': {cell.result.excluded}' if cell.result.excluded else ''}"
        elif cell.is_doubted:
            yield f"rep {rep.number} not confirmed"
        if cell.result.edited:
            yield f"rep {rep.number} edited"


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
    started_at = instant(session.started_wall_ms)
    started_at_local = local_instant(session.started_wall_ms, session.utc_offset_s)
    for stretch in session.session.stretches:
        begins_at = exact_instant(session.started_wall_ms + stretch.started_ms)
        times_ms = (stretch.started_ms, stretch.elapsed_ms, stretch.timer_ms)
        yield (
            *(session.id, started_at, session.session.results.plan.name),
            *(_of_no_step() if stretch.result is None else _of_step(stretch.result, stretch)),
            *(started_at_local, begins_at, *map(str, times_ms)),
            *(seconds(stretch.elapsed_ms), seconds(stretch.timer_ms), _metres(stretch.distance_mm)),
        )


def _of_no_step() -> tuple[str, ...]:
    """What the row of the countdown before the first step says in the columns of a step."""
    return tuple(GET_READY if column == "label" else "" for column in _STEP_HEAD)


def _of_step(result: StepResult, stretch: Stretch) -> tuple[str, ...]:
    """What a row says of its step, and of its lap if it is one."""
    step, split = result.step, stretch.split
    lap = (
        ("", "", "", "")
        if split is None
        else (str(stretch.lap), _metres(split.distance_mm), str(split.split_ms), str(split.lap_ms))
    )
    flags = (result.skipped, result.excluded is not None, result.doubtful, result.edited)
    return (
        *(str(result.position), step.kind.value, step.label, _number(step.set), _number(step.rep)),
        *(_metres(step.distance_mm), _metres(result.covered_mm)),
        *(str(result.started_ms), "" if result.skipped else _number(result.time_ms)),
        *lap,
        *("1" if is_so else "0" for is_so in flags),
    )


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _metres(distance_mm: int | None) -> str:
    return "" if distance_mm is None else metres(distance_mm)


def shown_time(result: StepResult) -> str:
    """The time of a rep, or why it has none."""
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
