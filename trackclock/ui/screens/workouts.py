"""Every workout that was run: how often, when last, its best and where it is going.

It exists because one workout over time is the question of the whole project, and it must not take a session to ask it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from trackclock.application.services import today_of
from trackclock.application.trends import trend_window
from trackclock.core.commands import key_of
from trackclock.core.comparisons import SizeKey, describe_workout
from trackclock.core.figures import RESULT, time_text
from trackclock.core.progress import Line, Trend, main_trend
from trackclock.formats.session_text import time_cell
from trackclock.formats.tables import Cell, Table, seconds
from trackclock.keys import Scope, commands_of
from trackclock.ports import WorkoutRow
from trackclock.ui import navigation
from trackclock.ui.access import services_of
from trackclock.ui.away.copying import Copying
from trackclock.ui.away.in_sight import InSight
from trackclock.ui.away.listed import Filtered
from trackclock.ui.away.screen import AwayScreen, Reading
from trackclock.ui.away.whose import OfAthlete, shown
from trackclock.ui.trends import line_text, trend_line
from trackclock.ui.widgets.filter import FilterLine
from trackclock.ui.widgets.keys import HELP, KeyLine, bindings_of
from trackclock.ui.widgets.rows import Column, RowList
from trackclock.ui.words import BEST_STYLE, MUTED_STYLE, clean, day_text, plural

if TYPE_CHECKING:
    from trackclock.ports import History

KEYS = commands_of(Scope.WORKOUTS)
_COLUMNS = (
    Column("Workout", 14, grows=True),
    Column("Sessions", 8, is_right=True, rank=3),
    Column("Last run", 10, rank=2),
    Column("Rep", 8, is_right=True, rank=1),
    Column("Best", 8, is_right=True, rank=1),
    Column("8 weeks", 7, is_right=True),
    Column("A year", 7, is_right=True),
)
_SORTS = ("last run first", "by name", "most often first")
_AT_ONCE = 2
"""The best and the trend of a workout need its sessions, so only those in sight are read, a few at a time."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What a line says of a workout beyond how often it was run.

    Attributes:
        size: what it is about (`main_size`); None where no rep goes by distance, and there is nothing to say.
        best_ms: the best rep of that size in the sessions of the workout.
        trend: of the mean of that size per session, as the workout's own screen and the goal have it.
    """

    size: SizeKey | None = None
    best_ms: int | None = None
    trend: Trend | None = None


class WorkoutsScreen(AwayScreen[None], Reading, OfAthlete, Filtered, Copying):
    """Every workout that was run."""

    DEFAULT_CSS = """
    WorkoutsScreen > #what { height: 2; padding: 0 1; color: $faint; text-wrap: nowrap; text-overflow: ellipsis; }
    WorkoutsScreen.-empty > #what { display: none; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS)]
    keys = KEYS

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self._all: tuple[WorkoutRow, ...] | None = None
        self._rows: tuple[WorkoutRow, ...] = ()
        self._sort = 0
        self._outlines = InSight[str, Outline](
            self,
            lambda workout: read_outline(self.history, workout, self._today),
            self._show_outlines,
            at_once=_AT_ONCE,
            unreadable=Outline(),
        )

    def compose(self) -> ComposeResult:
        """Head, list, the workout under the cursor in words, keys."""
        yield Static(Content.styled("Workouts", "bold"), id="head")
        yield RowList(_COLUMNS, id="list")
        yield Static(id="what")
        yield Static(id="empty")
        yield FilterLine(id="filter")
        yield KeyLine(shown(KEYS), more=(HELP,))

    @property
    def _today(self) -> int:
        return today_of(services_of(self))

    def load(self) -> None:
        """Read the history."""

        def then(found: tuple[WorkoutRow, ...]) -> None:
            self._all = found
            self._outlines.forget()
            self._show()

        self.ask(lambda: self.history.workouts(self._today), then, group="load")

    # --- showing ------------------------------------------------------------------------------------------------------

    def _show(self, cursor: int | None = None) -> None:
        words = self.filter_text.casefold().split()
        rows = [row for row in self._all or () if _has(row, words)]
        if self._sort == 1:
            rows.sort(key=lambda row: row.name.casefold())
        elif self._sort == 2:
            rows.sort(key=lambda row: -row.sessions)
        self._rows = tuple(rows)
        count, order = f"  {plural(len(rows), 'workout')}", (f" · {_SORTS[self._sort]}", MUTED_STYLE)
        self.show_head(("Workouts", "bold"), count, order, self.filter_in_head)
        none_yet = f"No workout yet: run a session with reps.\nPress {key_of('back')} to go back."
        self.show_empty(self.why_empty("workout", none_yet), is_empty=not rows)
        self.rows.show(len(rows), self._cells, cursor=cursor)

    def _cells(self, index: int) -> Sequence[Content | str]:
        row = self._rows[index]
        outline = self._outlines.of(row.key)
        cells = (clean(row.name), str(row.sessions), day_text(row.newest_day))
        if outline is None:
            return (*cells, "…", "", "", "")
        if outline.size is None:
            return (*cells, "", "", "", "")
        best = "" if outline.best_ms is None else time_text(outline.best_ms, RESULT)
        size, trend = clean(outline.size.describe()), outline.trend
        lines = (trend.recent, trend.year) if trend is not None else (None, None)
        return (*cells, size, Content.styled(best, BEST_STYLE), *map(line_text, lines))

    def _show_outlines(self) -> None:
        self.rows.refresh()
        self._say_what()

    @property
    def chosen(self) -> WorkoutRow | None:
        """The workout under the cursor."""
        cursor = self.rows.cursor
        return self._rows[cursor] if cursor < len(self._rows) else None

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Say what the workout under the cursor is, for several may go by one name, and where it is going."""
        event.stop()
        self._say_what()

    def _say_what(self) -> None:
        row = self.chosen
        if row is None:
            return
        lines = [Content(clean(describe_workout(row.key)))]
        outline = self._outlines.known.get(row.key)
        if outline is not None and outline.size is not None and outline.trend is not None:
            lines.append(trend_line(f"mean {outline.size.describe()}", outline.trend))
        self.query_one("#what", Static).update(Content("\n").join(lines))

    # --- doing --------------------------------------------------------------------------------------------------------

    def show_filtered(self) -> None:
        """Show the workouts that are wanted."""
        self._show(cursor=0)

    def action_open(self) -> None:
        """Show the workout under the cursor over time."""
        if (row := self.chosen) is not None:
            self.app.push_screen(navigation.workout(row.key, row.name))

    def action_sort(self) -> None:
        """Sort by the next thing."""
        self._sort = (self._sort + 1) % len(_SORTS)
        self._show(cursor=0)

    def to_copy(self) -> tuple[str, Callable[[], Table]]:
        """The list, as it is filtered and sorted."""
        rows, known, history, today = self._rows, dict(self._outlines.known), self.history, self._today

        def make() -> Table:
            return workouts_table([(row, known.get(row.key) or read_outline(history, row.key, today)) for row in rows])

        return "workouts", make

    def action_back(self) -> None:
        """Drop the filter, or else leave."""
        if not self.drop_filter():
            self.dismiss(None)


def read_outline(history: History, workout: str, today: int) -> Outline:
    """What the line of a workout says; for a thread.

    Args:
        history: the past.
        workout: its `workout_key`.
        today: the local date, in days since 1970-01-01.

    Raises:
        StoreError: if the history cannot be read.
    """
    found = main_trend(trend_window(history, workout, today), today)
    if found is None:
        return Outline()
    size, trend = found
    bests = [best.time_ms for key, best in history.workout_bests(workout).items() if key.size == size]
    return Outline(size, min(bests, default=None), trend)


def workouts_table(rows: Sequence[tuple[WorkoutRow, Outline]]) -> Table:
    """The list for the clipboard."""
    head = ("Workout", "Sessions", "Last run", "Rep", "Best", "8 weeks", "A year", "Reps")
    return Table(
        head,
        tuple(
            (
                row.name,
                str(row.sessions),
                day_text(row.newest_day),
                outline.size.describe() if outline.size is not None else "",
                time_cell(outline.best_ms) if outline.best_ms is not None else "",
                *map(_change_cell, (outline.trend.recent, outline.trend.year) if outline.trend else (None, None)),
                describe_workout(row.key),
            )
            for row, outline in rows
        ),
        frozenset({1, 4, 5, 6}),
        (*head[:4], "Best (s)", "8 weeks (s)", "A year (s)", "Reps"),
    )


def _change_cell(line: Line | None) -> str | Cell:
    return "" if line is None else Cell(line.change.text, (seconds(line.change_ms),))


def _has(row: WorkoutRow, words: Sequence[str]) -> bool:
    """Whether all words occur in the name, the sizes and recoveries or the date."""
    text = f"{row.name} {describe_workout(row.key)} {day_text(row.newest_day)}".casefold() if words else ""
    return all(word in text for word in words)
