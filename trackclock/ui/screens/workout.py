"""One workout over time: sessions by reps, each cell held against the session before, and the same as a chart.

It exists because it answers the question of the whole project: is the same session getting faster?
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from trackclock.application.services import today_of
from trackclock.application.trends import trend_window
from trackclock.core.commands import key_of
from trackclock.core.comparisons import SizeKey, SizeKind
from trackclock.core.durations import format_distance
from trackclock.core.figures import RESULT, time_text
from trackclock.core.limits import LAP_MM
from trackclock.core.progress import Cell as RepCell
from trackclock.core.progress import Column as RepColumn
from trackclock.core.progress import Line, PastSession, WorkoutTable, workout_table
from trackclock.formats.session_text import delta_cell, time_cell
from trackclock.formats.tables import Cell, Table, metres
from trackclock.keys import Scope, commands_of
from trackclock.ui import navigation
from trackclock.ui.access import services_of
from trackclock.ui.away.copying import Copying
from trackclock.ui.away.listed import Charted
from trackclock.ui.away.screen import AwayScreen, Reading
from trackclock.ui.away.whose import OfAthlete, shown
from trackclock.ui.trends import line_text, trend_line
from trackclock.ui.widgets.chart_place import ChartPlace
from trackclock.ui.widgets.keys import HELP, KeyLine, bindings_of
from trackclock.ui.widgets.rows import Column, RowList
from trackclock.ui.words import (
    BEST,
    BEST_STYLE,
    FASTER,
    MUTED_STYLE,
    clean,
    day_text,
    delta_sign,
    delta_style,
    plural,
)

if TYPE_CHECKING:
    from trackclock.core.comparisons import LikeKey, PastRep
    from trackclock.ports import History
    from trackclock.ui.widgets.chart import ChartData

NEWEST = 120
"""So many of the newest sessions are read at first, twice what a trend is drawn through; the rest at the end of the
list."""

_TIME_WIDTH = 8
"""Columns of a star and a time, and ..."""

_DELTA_WIDTH = 7
"""... of the delta behind it, with a blank: as a rule. Both grow with what they hold, for half a figure is none."""


KEYS = commands_of(Scope.WORKOUT)


@dataclass(frozen=True, slots=True)
class PastWorkout:
    """What was read.

    Attributes:
        sessions: the sessions of the workout, oldest first.
        table: the same, side by side.
        bests: of every column the best rep of all sessions of this workout, also of those that were not read.
        is_all: whether these are all sessions.
        widths: of every column, how wide its times and its deltas are.
    """

    sessions: tuple[PastSession, ...]
    table: WorkoutTable
    bests: Mapping[LikeKey, PastRep]
    is_all: bool
    widths: tuple[tuple[int, int], ...]


class WorkoutScreen(AwayScreen[None], Reading, OfAthlete, Charted, Copying):
    """One workout over time."""

    DEFAULT_CSS = """
    WorkoutScreen > #trends { height: auto; max-height: 5; padding: 0 1; }
    WorkoutScreen > #plot { height: 1fr; display: none; }
    WorkoutScreen.-plot > #list { display: none; }
    WorkoutScreen.-plot > #plot { display: block; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS)]
    keys = KEYS
    no_chart = "A diagram needs two sessions with distance reps."

    def __init__(self, workout: str, name: str) -> None:
        """Show a workout.

        Args:
            workout: its `workout_key`.
            name: what the newest session of it is called.
        """
        super().__init__()
        self._workout, self._called = workout, name
        self._past: PastWorkout | None = None
        self._limit: int | None = NEWEST
        self._windows: list[tuple[str, list[Line | None]]] = []

    def compose(self) -> ComposeResult:
        """Head, trends, the table or the chart, keys."""
        yield Static(id="head")
        yield Static(id="trends")
        yield RowList(id="list", fixed=1)
        yield ChartPlace(id="plot")
        yield Static(id="empty")
        yield KeyLine(shown(KEYS), more=(HELP,))

    def load(self) -> None:
        """Read the history."""
        services = services_of(self)
        workout, limit = self._workout, self._limit
        self.ask(lambda: read_workout(services.history, workout, limit, today_of(services)), self._show, group="load")

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """At the end of the list the older sessions are read as well."""
        event.stop()
        past = self._past
        if past is not None and not past.is_all and self._limit is not None and event.index >= len(past.table.rows) - 1:
            self._limit = None
            self.load()

    # --- showing ------------------------------------------------------------------------------------------------------

    def _show(self, past: PastWorkout) -> None:
        self._past = past
        table = past.table
        count = len(table.rows)
        shown = plural(count, "session") if past.is_all else f"the newest {count} sessions"
        self.show_empty(f"No rep of this workout counts yet.\nPress {key_of('back')} to go back.", is_empty=not count)
        alone = "  run it again, and each rep stands against this one" if count == 1 else ""
        self.show_head((clean(self._called), "bold"), f"  {shown}", (alone, MUTED_STYLE))
        lines = [trend_line(f"mean {size.describe()}", trend) for size, trend in table.trends]
        self.query_one("#trends", Static).update(Content("\n").join(lines))
        self.query_one("#trends").display = bool(lines)
        columns = (
            Column("Date", 10),
            *(
                Column(clean(column.label), sum(widths), is_right=True)
                for column, widths in zip(table.columns, past.widths, strict=True)
            ),
        )
        trends = [column.trend for column in table.columns]
        windows = (
            ("8 weeks", [trend.recent if trend else None for trend in trends]),
            ("a year", [trend.year if trend else None for trend in trends]),
        )
        self._windows = [(name, lines) for name, lines in windows if any(lines)]
        self.rows.show(count + 1 + len(self._windows) if count else 0, self._cells, columns=columns)
        self.draw_chart()

    def _cells(self, index: int) -> Sequence[Content | str]:
        past = self._past
        if past is None:
            return ()
        table, delta_widths = past.table, [delta for _, delta in past.widths]
        if index < len(table.rows):
            row = table.rows[index]
            cells = zip(row.cells, table.columns, delta_widths, strict=True)
            return (day_text(row.day), *(rep_cell(cell, self._best(column), width) for cell, column, width in cells))
        if index == len(table.rows):
            bests = zip(map(self._best, table.columns), delta_widths, strict=True)
            return (Content.styled("best", "bold"), *(_best_cell(best, width) for best, width in bests))
        name, lines = self._windows[index - len(table.rows) - 1]
        return (Content.styled(name, "bold"), *map(line_text, lines))

    def _best(self, column: RepColumn) -> PastRep | None:
        return self._past.bests.get(column.key) if self._past is not None else None

    def chart(self) -> ChartData | None:
        """The sessions over time."""
        return workout_chart(self._past.sessions) if self._past is not None else None

    # --- doing --------------------------------------------------------------------------------------------------------

    def action_open(self) -> None:
        """Open the session under the cursor."""
        if self._past is None or self.has_class("-plot"):
            return
        cursor = self.rows.cursor
        if cursor < len(self._past.table.rows):
            self.app.push_screen(navigation.session(self._past.table.rows[cursor].session_id))

    def to_copy(self) -> tuple[str, Callable[[], Table]] | None:
        """The table."""
        past = self._past
        return (self._called, lambda: plain_table(past.table)) if past is not None else None

    def action_aside(self) -> None:
        """Scroll to the other reps."""
        self.rows.action_aside(1)


def read_workout(history: History, workout: str, limit: int | None, today: int) -> PastWorkout:
    """Read the sessions of a workout; for a thread.

    Args:
        history: the past.
        workout: its `workout_key`.
        limit: how many of the newest; None for all.
        today: the local date, in days since 1970-01-01.

    Raises:
        StoreError: if the history cannot be read.
    """
    sessions = history.workout(workout, limit=limit)
    table = workout_table(sessions, trend_window(history, workout, today), today)
    widths = tuple(
        _widths([cell for row in table.rows if (cell := row.cells[index])]) for index in range(len(table.columns))
    )
    is_all = limit is None or len(sessions) < limit
    return PastWorkout(sessions, table, history.workout_bests(workout), is_all=is_all, widths=widths)


def _widths(cells: Sequence[RepCell]) -> tuple[int, int]:
    """How wide the times and the deltas of a column are; the longest are those of the largest numbers."""
    slowest = max((cell.rep for cell in cells), key=lambda rep: (rep.covered_mm or 0, rep.time_ms))
    deltas = [cell.delta.shown() for cell in cells if cell.delta is not None]
    widest = max(deltas, key=lambda delta: abs(delta.shown_ms), default=None)
    delta_width = 0 if widest is None else len(f" {FASTER}{widest.text}")
    return max(_TIME_WIDTH, len(f"{BEST}{_time(slowest)}")), max(_DELTA_WIDTH, delta_width)


def _best_cell(best: PastRep | None, delta_width: int) -> Content | str:
    return "" if best is None else Content.styled(f"{BEST}{_time(best)}{' ' * delta_width}", BEST_STYLE)


def rep_cell(cell: RepCell | None, best: PastRep | None, delta_width: int = _DELTA_WIDTH) -> Content | str:
    """One rep: its time, its delta against the session before, a star where it is the best of its column."""
    if cell is None:
        return ""
    time = _time(cell.rep)
    shown = cell.delta.shown() if cell.delta is not None else None
    delta = "" if shown is None else f"{delta_sign(shown)}{shown.text}"
    style = "" if shown is None else delta_style(shown)
    is_best = best is not None and (best.session_id, best.position) == (cell.rep.session_id, cell.rep.position)
    if is_best:
        return Content.assemble((f"{BEST}{time}", BEST_STYLE), (delta.rjust(delta_width), style))
    return Content.styled(f"{time}{delta:>{delta_width}}", style)  # one piece: there are hundreds of these


def _time(rep: PastRep) -> str:
    """The time of a rep; of a timed one the distance it went, which is what it is compared by."""
    return time_text(rep.time_ms, RESULT) if rep.covered_mm is None else format_distance(rep.covered_mm)


def plain_table(table: WorkoutTable) -> Table:
    """The table for the clipboard: times and deltas in columns of their own."""
    head, csv_head = ["Date"], ["Date"]
    for column in table.columns:
        head += [column.label, "+/-"]
        unit = "m" if column.key.size.kind is SizeKind.TIME else "s"
        csv_head += [f"{column.label} ({unit})", f"{column.label} +/- (s)"]
    rows: list[tuple[str | Cell, ...]] = []
    for row in table.rows:
        line: list[str | Cell] = [day_text(row.day)]
        for cell in row.cells:
            line += ["", ""] if cell is None else [_plain_time(cell.rep), delta_cell(cell.delta)]
        rows.append(tuple(line))
    return Table(tuple(head), tuple(rows), frozenset(range(1, len(head))), tuple(csv_head))


def _plain_time(rep: PastRep) -> Cell:
    """As `_time`; a timed rep without a distance has no number in a column of metres."""
    if rep.key.size.kind is SizeKind.TIME:
        return Cell(_time(rep), ("" if rep.covered_mm is None else metres(rep.covered_mm),))
    return time_cell(rep.time_ms)


def workout_chart(sessions: Sequence[PastSession]) -> ChartData | None:
    """The mean of each size of rep per session, over days; where there is one size, the best rep of each as well.

    Returns:
        None for fewer than two sessions with distance reps.
    """
    from trackclock.ui.widgets.chart import ChartData, Series, day_ticks

    times: dict[SizeKey, list[tuple[int, list[int]]]] = {}
    for session in sessions:
        of_size: dict[SizeKey, list[int]] = {}
        for rep in session.reps:
            if rep.key.size.kind is SizeKind.DISTANCE:
                of_size.setdefault(rep.key.size, []).append(rep.time_ms)
        for size, run in of_size.items():
            times.setdefault(size, []).append((session.day, run))
    days = sorted({day for runs in times.values() for day, _ in runs})
    if len(days) < 2:
        return None
    ticks = day_ticks(days)
    if len(times) == 1:
        size, runs = next(iter(times.items()))
        mean = Series("mean", tuple((day, sum(run) // len(run)) for day, run in runs))
        best = Series("fastest", tuple((day, min(run)) for day, run in runs))
        series = (mean, best) if any(len(run) > 1 for _, run in runs) else (Series("", mean.points),)
        return ChartData(f"{size.describe()} over time", "min:s", ticks, series)
    several = tuple(
        Series(size.describe(), tuple((day, sum(run) // len(run) * LAP_MM // size.amount) for day, run in runs))
        for size, runs in times.items()
    )
    return ChartData("Mean pace over time", "min:s per 400 m", ticks, several)
