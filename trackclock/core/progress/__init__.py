"""Progress: verdicts, summaries, trends, bests, load, advice and predictions, all of them pure functions.

It exists so that every statistic has one definition, which can be checked by hand and against published tables.
"""

from trackclock.core.progress.advice import Advice, DayKind, next_days
from trackclock.core.progress.against import AgainstLast, against_last, against_of
from trackclock.core.progress.bests import Fall, Performance, fell, performances_of
from trackclock.core.progress.goal import days_to_race, goal_paces, time_at_pace
from trackclock.core.progress.load import (
    SessionLoad,
    WeekVolume,
    days_since_hard,
    local_day,
    monday_of,
    week_volumes,
)
from trackclock.core.progress.predictions import METHODS, Method, PastSession, Prediction, predictions
from trackclock.core.progress.runs import FasterRun, Outcome, RepOutcome, RunState, faster_runs
from trackclock.core.progress.summary import (
    RecoveryTaken,
    RepSplits,
    SessionSummary,
    SizeSummary,
    SplitShape,
    main_summary,
    recoveries_of,
    rep_splits,
    summary_of,
)
from trackclock.core.progress.trends import TREND_OF, Course, Line, Trend, line_of, trend_of
from trackclock.core.progress.verdict import Aim, TargetTally, Verdict, VerdictState, verdicts_of
from trackclock.core.progress.volume import Volume, is_rep_run, volume_of
from trackclock.core.progress.workouts import (
    Cell,
    Column,
    Row,
    WorkoutTable,
    main_size,
    main_trend,
    size_trends,
    workout_table,
)

__all__ = [
    "METHODS",
    "TREND_OF",
    "Advice",
    "AgainstLast",
    "Aim",
    "Cell",
    "Column",
    "Course",
    "DayKind",
    "Fall",
    "FasterRun",
    "Line",
    "Method",
    "Outcome",
    "PastSession",
    "Performance",
    "Prediction",
    "RecoveryTaken",
    "RepOutcome",
    "RepSplits",
    "Row",
    "RunState",
    "SessionLoad",
    "SessionSummary",
    "SizeSummary",
    "SplitShape",
    "TargetTally",
    "Trend",
    "Verdict",
    "VerdictState",
    "Volume",
    "WeekVolume",
    "WorkoutTable",
    "against_last",
    "against_of",
    "days_since_hard",
    "days_to_race",
    "faster_runs",
    "fell",
    "goal_paces",
    "is_rep_run",
    "line_of",
    "local_day",
    "main_size",
    "main_summary",
    "main_trend",
    "monday_of",
    "next_days",
    "performances_of",
    "predictions",
    "recoveries_of",
    "rep_splits",
    "size_trends",
    "summary_of",
    "time_at_pace",
    "trend_of",
    "verdicts_of",
    "volume_of",
    "week_volumes",
    "workout_table",
]
