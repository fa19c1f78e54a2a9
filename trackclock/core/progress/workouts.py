"""One workout over time: sessions by reps, each cell against the session before, with trend and best.

It exists because this table is the question of the whole project: is the same session getting faster?
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from trackclock.core.comparisons import LikeKey, PastRep, SizeKey, SizeKind, delta_between
from trackclock.core.comparisons.rounding import divide
from trackclock.core.figures import Delta
from trackclock.core.progress.predictions import PastSession
from trackclock.core.progress.runs import Outcome
from trackclock.core.progress.trends import TREND_OF, Trend, trend_of


@dataclass(frozen=True, slots=True)
class Cell:
    """One rep in the table.

    Attributes:
        rep: the rep.
        delta: against the like rep of the nearest earlier session that has one; None if there is none.
        outcome: first, faster, level or slower than that, by what is shown of both.
        is_best: whether it is the best of its column.
    """

    rep: PastRep
    delta: Delta | None
    outcome: Outcome
    is_best: bool


@dataclass(frozen=True, slots=True)
class Column:
    """The like reps of all sessions.

    Attributes:
        key: what they have in common.
        label: what the head of the column says: `800 m 2` is the second 800.
        best: the best of them; None where none can be (open reps, timed ones without distances, unconfirmed ones).
        times: day and time in milliseconds of each of them in the window; empty for reps that are no distance.
        today: the day at which its trend ends, in days since 1970-01-01.
    """

    key: LikeKey
    label: str
    best: PastRep | None
    times: tuple[tuple[int, int], ...]
    today: int

    @property
    def trend(self) -> Trend | None:
        """Where they go in the window; None where there are too few. Reckoned when asked for."""
        return trend_of(self.times, self.today)


@dataclass(frozen=True, slots=True)
class Row:
    """One session.

    Attributes:
        session_id: the session.
        day: its local date, in days since 1970-01-01.
        cells: one for each column; None where it lacks the rep.
    """

    session_id: str
    day: int
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class WorkoutTable:
    """One workout over time.

    Attributes:
        columns: the reps, in the order in which they are run.
        rows: the sessions, newest first.
        trends: for each size of rep the trend of its mean per session in the window, where there are enough sessions.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    trends: tuple[tuple[SizeKey, Trend], ...]


def workout_table(
    sessions: Sequence[PastSession], window: Sequence[PastSession] | None = None, today: int | None = None
) -> WorkoutTable:
    """Put the sessions of one workout side by side.

    Args:
        sessions: all of one `workout_key`, oldest first.
        window: those that its trends are drawn through: the newest `TREND_OF` up to today; None for the newest of
            `sessions`. Whoever states a trend of a workout, in whatever place, takes it from this window.
        today: the day at which its trends end, in days since 1970-01-01; None for that of the newest session.
    """
    if window is None:
        window = sessions[-TREND_OF:]
    if today is None:
        today = max((session.day for session in window), default=0)
    places: dict[LikeKey, int] = {}
    for session in sessions:
        for rep in session.reps:
            # The last place: where one session has a fourth 800, it stands after the third and before the 400s.
            places[rep.key] = max(rep.position, places.get(rep.key, 0))
    keys = sorted(places, key=lambda key: (places[key], key.place))
    by_key = [{rep.key: rep for rep in session.reps} for session in sessions]
    labels = _labels(keys)
    in_window: dict[LikeKey, list[PastRep]] = {}
    for session in window:
        for rep in session.reps:
            in_window.setdefault(rep.key, []).append(rep)
    columns: list[Column] = []
    cells: list[list[Cell | None]] = [[] for _ in sessions]
    for key in keys:
        reps = [reps.get(key) for reps in by_key]
        best = _best([rep for rep in reps if rep])
        columns.append(Column(key, labels[key], best, _times(in_window.get(key, ())), today))
        for row, cell in zip(cells, _column_cells(reps, best), strict=True):
            row.append(cell)
    rows = tuple(Row(session.session_id, session.day, tuple(row)) for session, row in zip(sessions, cells, strict=True))
    return WorkoutTable(tuple(columns), rows[::-1], size_trends(window, today))


def size_trends(window: Sequence[PastSession], today: int) -> tuple[tuple[SizeKey, Trend], ...]:
    """The trend of a workout: for each size of rep, the line through the mean time of its reps in each session.

    Sizes are kept apart, since a mean over 800s and 200s would follow how many of each were run. Timed and open reps
    have none.

    Args:
        window: as for `workout_table`.
        today: likewise.
    """
    points: dict[SizeKey, list[tuple[int, int]]] = {}
    for session in window:
        times: dict[SizeKey, list[int]] = {}
        for rep in session.reps:
            if rep.key.size.kind is SizeKind.DISTANCE:
                times.setdefault(rep.key.size, []).append(rep.time_ms)
        for size, values in times.items():
            points.setdefault(size, []).append((session.day, divide(sum(values), len(values))))
    return tuple((size, trend) for size, values in points.items() if (trend := trend_of(values, today)))


def main_size(sessions: Sequence[PastSession]) -> SizeKey | None:
    """What a workout is about, where a list has one line for it: the size over which most metres were run.

    Args:
        sessions: of one workout, in any order.

    Returns:
        Of equal ones the first; None where no rep goes by distance.
    """
    metres: Counter[SizeKey] = Counter()
    for session in sessions:
        for rep in session.reps:
            if rep.key.size.kind is SizeKind.DISTANCE:
                metres[rep.key.size] += rep.key.size.amount
    return max(metres, key=lambda size: metres[size], default=None)


def main_trend(window: Sequence[PastSession], today: int) -> tuple[SizeKey, Trend | None] | None:
    """Where a workout is going, for whoever has one line for it: the trend of what it is about.

    Args:
        window: as for `workout_table`.
        today: likewise.

    Returns:
        What it is about (`main_size`) and its trend, None where there are too few sessions; None where no rep goes by
        distance.
    """
    size = main_size(window)
    return None if size is None else (size, dict(size_trends(window, today)).get(size))


def _labels(keys: Sequence[LikeKey]) -> dict[LikeKey, str]:
    sizes = Counter(key.size for key in keys)
    numbers: Counter[SizeKey] = Counter()
    labels: dict[LikeKey, str] = {}
    for key in keys:
        numbers[key.size] += 1
        labels[key] = key.size.describe() + (f" {numbers[key.size]}" if sizes[key.size] > 1 else "")
    return labels


def _times(reps: Sequence[PastRep]) -> tuple[tuple[int, int], ...]:
    return tuple((rep.day, rep.time_ms) for rep in reps if rep.key.size.kind is SizeKind.DISTANCE)


def _best(reps: Sequence[PastRep]) -> PastRep | None:
    best: PastRep | None = None
    for rep in reps:
        if not rep.is_comparable or rep.unconfirmed:
            continue
        if best is None or rep.is_better_than(best):
            best = rep
    return best


def _column_cells(reps: Sequence[PastRep | None], best: PastRep | None) -> list[Cell | None]:
    cells: list[Cell | None] = []
    before: PastRep | None = None
    for rep in reps:
        if rep is None:
            cells.append(None)
            continue
        delta = delta_between(rep, before) if before else None
        if delta is None:
            outcome = Outcome.FIRST
        elif (shown := delta.shown()).is_level:
            outcome = Outcome.LEVEL
        else:
            outcome = Outcome.FASTER if shown.is_faster else Outcome.SLOWER
        cells.append(Cell(rep, delta, outcome, rep is best))
        before = rep
    return cells
