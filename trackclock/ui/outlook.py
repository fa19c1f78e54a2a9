"""What is known of the way to the goal, put into words.

It exists apart from the goal's screen so that the same sentences can be tested and copied without one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from trackclock.application.outlook import Outlook
from trackclock.core.durations import format_distance, format_duration
from trackclock.core.figures import ESTIMATE, difference, time_text
from trackclock.core.progress import (
    Advice,
    DayKind,
    Method,
    WeekVolume,
    days_to_race,
    goal_paces,
)
from trackclock.formats.session_text import time_cell
from trackclock.formats.tables import Cell, Table, seconds
from trackclock.ui.trends import trend_line
from trackclock.ui.words import MUTED_STYLE, clean, day_text, distance_in_all, plural, weekday_text

if TYPE_CHECKING:
    from trackclock.ui.widgets.chart import ChartData

_SHORT_NAMES = {
    Method.MILE_PREDICTOR: "4 x 600 m",
    Method.VDOT: "VDOT",
    Method.RIEGEL: "Riegel",
    Method.SUM_OF_BEST: "best laps",
}

_DAY_STYLES = {DayKind.HARD: "bold $behind", DayKind.EASY: "$ahead", DayKind.REST: "$faint", DayKind.RACE: "bold $best"}


def head_text(outlook: Outlook, key: str) -> Content:
    """The goal and the days to go.

    Args:
        outlook: what there is to tell.
        key: the key that sets a goal, as a person reads it.
    """
    goal = outlook.goal
    if goal is None:
        return Content.assemble(
            ("Goal", "bold"), f"  none set: press {key} and write one, such as mile 5:30 on 27 September"
        )
    parts: list[str | tuple[str, str]] = [("Goal", "bold"), f"  {clean(goal.goal.text)}"]
    if goal.race_day is not None:
        days = days_to_race(goal.race_day, outlook.today)
        parts.append(f" on {weekday_text(goal.race_day)} {day_text(goal.race_day)[:4]}")
        if days is None:
            parts.append((f"  the day is past: press {key} for the next one", MUTED_STYLE))
        else:
            parts.append((f"  {plural(days, 'day')} to go" if days else "  today", "bold $best"))
    return Content.assemble(*parts)


def pace_text(outlook: Outlook) -> Content:
    """The goal's pace on the track, and where the workouts go that point to it."""
    lines: list[Content] = []
    if outlook.goal is not None:
        paces = "  ".join(
            f"{format_distance(distance)} {time_text(time, ESTIMATE)}"
            for distance, time in goal_paces(outlook.goal.goal)
        )
        lines.append(Content.assemble(("Goal pace  ", "bold"), paces))
    if outlook.trends:
        lines += [trend_line(f"{found.name} · mean {found.size.describe()}", found.trend) for found in outlook.trends]
    lines.append(Content.styled(f"What your sessions point to over {format_distance(outlook.distance_mm)}", "bold"))
    return Content("\n").join(lines)


def days_text(outlook: Outlook) -> Content:
    """The next days, each with its rule and what that comes from, and the volume of the last weeks."""
    lines: list[Content] = []
    if outlook.advice:
        lines.append(Content.styled("The next days", "bold"))
    if outlook.advice and outlook.since_hard is not None:
        words = "today" if outlook.since_hard == 0 else f"{plural(outlook.since_hard, 'day')} ago"
        lines[0] = Content.assemble(lines[0], (f"  the last hard session was {words}", MUTED_STYLE))
    lines += [
        Content.assemble(
            f"  {weekday_text(advice.day):<10}",
            (f"  {advice.kind.value:<5}", _DAY_STYLES[advice.kind]),
            (f"  {advice.rule}: {_because(advice)}", MUTED_STYLE),
        )
        for advice in outlook.advice
    ]
    if outlook.weeks:
        lines.append(Content.styled("The last weeks", "bold"))
        lines += [Content(_week_text(week)) for week in outlook.weeks[::-1]]
    return Content("\n").join(lines)


def _because(advice: Advice) -> str:
    """What a rule was applied to, with its days as they are said."""
    return "".join(weekday_text(piece) if isinstance(piece, int) else piece for piece in advice.because)


def _week_text(week: WeekVolume) -> str:
    start = f"  from {weekday_text(week.monday):<10}"
    if not week.sessions:
        return f"{start}  no session"
    run = f", {distance_in_all(week.work_mm)} of reps in {format_duration(week.work_ms)}" if week.work_mm else ""
    return f"{start}  {plural(week.sessions, 'session')}, {week.hard} hard{run}"


def predictions_table(outlook: Outlook) -> Table:
    """The predictions for the clipboard."""
    rows = tuple(
        (
            found.facts.name,
            time_cell(found.time_ms, ESTIMATE),
            _to_goal(found.time_ms, outlook.goal.goal.time_ms) if outlook.goal is not None else "",
            day_text(found.day),
            found.facts.source,
            found.facts.validity,
        )
        for found in outlook.predictions
    )
    head = ("Method", "Points to", "To goal", "From", "Source", "Holds for")
    return Table(head, rows, frozenset({1, 2}), (head[0], "Points to (s)", "To goal (s)", *head[3:]))


def _to_goal(time_ms: int, goal_ms: int) -> Cell:
    return Cell(difference(time_ms, goal_ms, ESTIMATE).text, (seconds(time_ms - goal_ms),))


def outlook_chart(outlook: Outlook) -> ChartData | None:
    """What each session pointed to, over days, with the goal as a line.

    Returns:
        None for fewer than two sessions that point anywhere.
    """
    from trackclock.ui.widgets.chart import ChartData, Series, Shape, day_ticks

    days = sorted({day for points in outlook.points.values() for day, _ in points})
    if len(days) < 2:
        return None
    series = [Series(_SHORT_NAMES[method], points) for method, points in outlook.points.items()]
    if outlook.goal is not None:
        time_ms = outlook.goal.goal.time_ms
        goal = f"goal {format_duration(time_ms)}"
        series.append(Series(goal, tuple((day, time_ms) for day in days), Shape.LEVEL))
    title = f"The way to {format_distance(outlook.distance_mm)}"
    return ChartData(title, "min:s", day_ticks(days), tuple(series))
