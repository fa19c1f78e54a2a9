"""The reps of a session as a chart.

It exists apart from the tables because the library behind charts is only imported where one is really shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackclock.application.report import Report
from trackclock.core.comparisons import is_counting
from trackclock.core.durations import format_distance
from trackclock.core.limits import LAP_MM
from trackclock.core.plan import ByTime, StepKind
from trackclock.core.view import RepRow

if TYPE_CHECKING:
    from trackclock.ui.widgets.chart import ChartData


def rep_chart(report: Report) -> ChartData | None:
    """The distance reps that count, one beside the other: their times, or pace per 400 m where sizes differ.

    Returns:
        None where there are fewer than two of them.
    """
    from trackclock.ui.widgets.chart import ChartData, Series, Shape

    run = [
        (row, row.result.time_ms, distance_mm)
        for row in report.rows
        if is_counting(row.result) and row.result.time_ms is not None and (distance_mm := _distance(row)) is not None
    ]
    if len(run) < 2:
        return None
    is_pace = len({distance_mm for *_, distance_mm in run}) > 1
    sizes: dict[int, list[tuple[int, int]]] = {}
    targets: list[tuple[int, int]] = []
    for row, time_ms, distance_mm in run:
        scale = (LAP_MM, distance_mm) if is_pace else (1, 1)
        sizes.setdefault(distance_mm, []).append((row.number, time_ms * scale[0] // scale[1]))
        if (middle_ms := _target_middle_ms(row)) is not None:
            targets.append((row.number, middle_ms * scale[0] // scale[1]))
    is_told_apart = is_pace or bool(targets)
    series = [Series(format_distance(size) if is_told_apart else "", tuple(points)) for size, points in sizes.items()]
    if targets:
        series.append(Series("target", tuple(targets), Shape.LEVEL))
    title = "Pace of each rep" if is_pace else f"{format_distance(run[0][2])}: time of each rep"
    unit = "min:s per 400 m" if is_pace else "min:s"
    ticks = tuple((row.number, str(row.number)) for row, *_ in run)
    return ChartData(title, unit, ticks, tuple(series))


def _target_middle_ms(row: RepRow) -> int | None:
    target = row.result.step.target
    if target is None or target.low_ms is None or target.high_ms is None:
        return None
    return (target.low_ms + target.high_ms) // 2


def _distance(row: RepRow) -> int | None:
    result = row.result
    if result.step.kind is not StepKind.REP:
        return None
    return result.covered_mm if isinstance(result.step.end, ByTime) else result.step.distance_mm
