"""What is known of the way to the goal, read from the goal's file and the history.

It exists apart from what the screen says of it so that it can be reckoned without one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trackclock.application.goal_file import load_goal
from trackclock.application.goal_text import GoalError, RunnersGoal, read_goal
from trackclock.application.services import today_of
from trackclock.application.trends import trend_window
from trackclock.application.whose import goal_of
from trackclock.core.limits import MILE_MM
from trackclock.core.progress import (
    Advice,
    Method,
    Prediction,
    SessionLoad,
    Trend,
    WeekVolume,
    days_since_hard,
    main_trend,
    next_days,
    predictions,
    week_volumes,
)
from trackclock.core.progress.predictions import session_predictions

if TYPE_CHECKING:
    from trackclock.application.services import Services
    from trackclock.core.comparisons import SizeKey
    from trackclock.ports import History

POINTING_DAYS = 182
"""What the sessions pointed to is drawn through half a year."""

WEEKS_SHOWN = 4
DAYS_ADVISED = 4


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
        advice: what the next days should look like; empty where nothing was run to go by.
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


def read_outlook(services: Services) -> Outlook:
    """Read everything that the screen shows; for a thread.

    Raises:
        StoreError: if the history cannot be read.
    """
    today = today_of(services)
    athlete = services.athlete
    text = load_goal(services.config_dir) if athlete is None else goal_of(services.config_dir, athlete)
    try:
        goal = read_goal(text, today) if text else None
    except GoalError:  # written by hand; the screen asks for it again
        goal = None
    distance_mm = goal.goal.distance_mm if goal is not None else MILE_MM
    history = services.history_of(athlete)
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
    trends: list[WorkoutTrend] = []
    for row in history.workouts(today):
        found = main_trend(trend_window(history, row.key, today), today) if row.key in workouts else None
        if found is not None and found[1] is not None:
            trends.append(WorkoutTrend(row.name, found[0], found[1]))
    return tuple(trends)
