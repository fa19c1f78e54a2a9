"""What is known of the way to the goal, read and put into words.

It exists apart from the goal's screen so that the same sentences can be tested and copied without one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from trackclock.core.durations import format_distance, format_duration
from trackclock.core.figures import ESTIMATE, difference
from trackclock.core.limits import MILE_MM
from trackclock.core.progress import (
    Advice,
    DayKind,
    Method,
    Prediction,
    SessionLoad,
    Trend,
    WeekVolume,
    days_since_hard,
    days_to_race,
    goal_paces,
    main_trend,
    next_days,
    predictions,
    week_volumes,
)
from trackclock.core.progress.predictions import session_predictions
from trackclock.formats.session_text import time_cell
from trackclock.formats.tables import Cell, Table, seconds
from trackclock.ui.access import today_of
from trackclock.ui.goal_text import GoalError, RunnersGoal, load_goal, read_goal
from trackclock.ui.words import MUTED_STYLE, clean, day_text, plural, weekday_text

if TYPE_CHECKING:
    from trackclock.core.comparisons import SizeKey
    from trackclock.ports import History
    from trackclock.ui.services import Services
    from trackclock.ui.widgets.chart import ChartData

POINTING_DAYS = 182
"""What the sessions pointed to is drawn through half a year."""

_SHORT_NAMES = {
    Method.MILE_PREDICTOR: "4 x 600 m",
    Method.VDOT: "VDOT",
    Method.RIEGEL: "Riegel",
    Method.SUM_OF_BEST: "best laps",
}

WEEKS_SHOWN = 4
DAYS_ADVISED = 4

_DAY_STYLES = {DayKind.HARD: "bold $behind", DayKind.EASY: "$ahead", DayKind.REST: "$faint", DayKind.RACE: "bold $best"}


@dataclass(frozen=True, slots=True)
class WorkoutTrend:
    """Where a workout is going that points to the goal, as the list of workouts says it.

    Attributes:
        name: what its newest session is called.
        size: what it is about.
        trend: of the mean of that size per session.
    """

    name: str
    size: SizeKey
    trend: Trend


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is known of the way to the goal.

    Attributes:
        goal: the runner's; None where none is set.
        today: the date, in days since 1970-01-01.
        distance_mm: the race that is predicted: the goal's, else the mile.
        predictions: what the sessions point to.
        points: by method, day and predicted time of each session that points anywhere, oldest first.
        trends: of the workouts that these sessions are of, the one run last first; those with too few are left out.
        advice: what the next days should look like.
        since_hard: days since the last hard session; None if there was none.
        weeks: the volume of the newest weeks, oldest first.
    """

    goal: RunnersGoal | None
    today: int
    distance_mm: int
    predictions: tuple[Prediction, ...]
    points: Mapping[Method, tuple[tuple[int, int], ...]]
    trends: tuple[WorkoutTrend, ...]
    advice: tuple[Advice, ...]
    since_hard: int | None
    weeks: tuple[WeekVolume, ...]


# --- reading ----------------------------------------------------------------------------------------------------------


def read_outlook(services: Services) -> Outlook:
    """Read everything that the screen shows; for a thread.

    Raises:
        StoreError: if the history cannot be read.
    """
    today = today_of(services)
    text = load_goal(services.config_dir)
    try:
        goal = read_goal(text, today) if text else None
    except GoalError:  # written by hand; the screen asks for it again
        goal = None
    distance_mm = goal.goal.distance_mm if goal is not None else MILE_MM
    history = services.history
    sessions = history.past_sessions(today - POINTING_DAYS, today)
    points: dict[Method, list[tuple[int, int]]] = {}
    pointing: set[str] = set()
    for session in sessions:
        for found in session_predictions(session, distance_mm):
            points.setdefault(found.method, []).append((session.day, found.time_ms))
            pointing.add(session.workout)
    loads: tuple[SessionLoad, ...] = history.loads(since_day=today - POINTING_DAYS)
    race_day = goal.race_day if goal is not None else None
    return Outlook(
        goal=goal,
        today=today,
        distance_mm=distance_mm,
        predictions=predictions(sessions, today, distance_mm),
        points={method: tuple(values) for method, values in points.items()},
        trends=_workout_trends(history, pointing, today) if pointing else (),
        advice=next_days(loads, today, DAYS_ADVISED, race_day),
        since_hard=days_since_hard(loads, today),
        weeks=week_volumes(loads, today)[-WEEKS_SHOWN:],
    )


def _workout_trends(history: History, workouts: Collection[str], today: int) -> tuple[WorkoutTrend, ...]:
    """Not of the predictions: a second trend of the same sessions, by another measure, would contradict the first."""
    from trackclock.ui.screens.workout import trend_window

    trends: list[WorkoutTrend] = []
    for row in history.workouts(today):
        found = main_trend(trend_window(history, row.key, today)) if row.key in workouts else None
        if found is not None and found[1] is not None:
            trends.append(WorkoutTrend(row.name, found[0], found[1]))
    return tuple(trends)


# --- saying -----------------------------------------------------------------------------------------------------------


def head_text(outlook: Outlook) -> Content:
    """The goal and the days to go."""
    goal = outlook.goal
    if goal is None:
        return Content.assemble(
            ("Goal", "bold"), "  none set: press e and write one, such as mile 5:30 on 27 September"
        )
    parts: list[str | tuple[str, str]] = [("Goal", "bold"), f"  {clean(goal.goal.text)}"]
    if goal.race_day is not None:
        days = days_to_race(goal.race_day, outlook.today)
        parts.append(f" on {weekday_text(goal.race_day)} {day_text(goal.race_day)[:4]}")
        if days is None:
            parts.append(("  the day is past: press e for the next one", MUTED_STYLE))
        else:
            parts.append((f"  {plural(days, 'day')} to go" if days else "  today", "bold $best"))
    return Content.assemble(*parts)


def pace_text(outlook: Outlook) -> Content:
    """The goal's pace on the track, and where the workouts go that point to it."""
    lines: list[Content] = []
    if outlook.goal is not None:
        paces = "  ".join(
            f"{format_distance(distance)} {format_duration(time, ESTIMATE)}"
            for distance, time in goal_paces(outlook.goal.goal)
        )
        lines.append(Content.assemble(("Goal pace  ", "bold"), paces))
    if outlook.trends:
        from trackclock.ui.screens.workout import trend_line

        lines += [trend_line(f"{found.name} · mean {found.size.describe()}", found.trend) for found in outlook.trends]
    lines.append(Content.styled(f"What your sessions point to over {format_distance(outlook.distance_mm)}", "bold"))
    return Content("\n").join(lines)


def days_text(outlook: Outlook) -> Content:
    """The next days with the rule behind each, and the volume of the last weeks."""
    lines = [Content.styled("The next days", "bold")]
    if outlook.since_hard is not None:
        words = "today" if outlook.since_hard == 0 else f"{plural(outlook.since_hard, 'day')} ago"
        lines[0] = Content.assemble(lines[0], (f"  the last hard session was {words}", MUTED_STYLE))
    lines += [
        Content.assemble(
            f"  {weekday_text(advice.day):<10}",
            (f"  {advice.kind.value:<5}", _DAY_STYLES[advice.kind]),
            (f"  {advice.rule}", MUTED_STYLE),
        )
        for advice in outlook.advice
    ]
    if outlook.weeks:
        lines.append(Content.styled("The last weeks", "bold"))
        lines += [Content(_week_text(week)) for week in outlook.weeks[::-1]]
    return Content("\n").join(lines)


def _week_text(week: WeekVolume) -> str:
    kilometres = f"{week.work_mm // 1_000_000}.{week.work_mm // 100_000 % 10} km"
    counts = f"{plural(week.sessions, 'session')}, {week.hard} hard"
    return f"  from {weekday_text(week.monday):<10}  {counts}, {kilometres} of reps in {format_duration(week.work_ms)}"


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
    from trackclock.ui.widgets.chart import ChartData, Series

    days = sorted({day for points in outlook.points.values() for day, _ in points})
    if len(days) < 2:
        return None
    series = [Series(_SHORT_NAMES[method], points) for method, points in outlook.points.items()]
    if outlook.goal is not None:
        time_ms = outlook.goal.goal.time_ms
        series.insert(0, Series("goal", ((days[0], time_ms), (days[-1], time_ms))))
    ticks = tuple((day, day_text(day)[2:]) for day in days)
    return ChartData(f"The way to {format_distance(outlook.distance_mm)}", "date", "min:s", ticks, tuple(series))
