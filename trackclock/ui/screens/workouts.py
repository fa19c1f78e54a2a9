"""Every workout that was run: how often, when last, its best and where it is going.

It exists because one workout over time is the question of the whole project, and it must not take a session to ask it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from trackclock.application.services import today_of
from trackclock.application.trends import trend_window
from trackclock.core.comparisons import SizeKey, describe_workout
from trackclock.core.durations import format_duration
from trackclock.core.figures import ESTIMATE, RESULT, difference
from trackclock.core.progress import Trend, main_trend
from trackclock.formats.session_text import time_cell
from trackclock.formats.tables import Cell, Table, seconds
from trackclock.keys import Scope, commands_of
from trackclock.ports import WorkoutRow
from trackclock.ui import navigation
from trackclock.ui.access import services_of
from trackclock.ui.past_screen import PastScreen
from trackclock.ui.trends import trend_line, trend_text, window_text
from trackclock.ui.widgets.filter import FilterLine
from trackclock.ui.widgets.keys import HELP, KeyLine, bindings_of
from trackclock.ui.widgets.rows import Column, RowList
from trackclock.ui.words import BEST_STYLE, MUTED_STYLE, clean, day_text, plural

if TYPE_CHECKING:
    from trackclock.errors import TrackclockError
    from trackclock.ports import History

KEYS = commands_of(Scope.WORKOUTS)
_COLUMNS = (
    Column("Workout", 14, grows=True),
    Column("Sessions", 8, is_right=True, rank=3),
    Column("Last run", 10, rank=2),
    Column("Rep", 10, is_right=True, rank=1),
    Column("Best", 10, is_right=True, rank=1),
    Column("A week", 14),
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


class WorkoutsScreen(PastScreen):
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
        self._text = ""
        self._sort = 0
        self._outlines: dict[str, Outline] = {}
        self._wanted: dict[str, None] = {}
        self._reading: frozenset[str] = frozenset()

    def compose(self) -> ComposeResult:
        """Head, list, the workout under the cursor in words, keys."""
        yield Static(Content.styled("Workouts", "bold"), id="head")
        yield RowList(_COLUMNS, id="list")
        yield Static(id="what")
        yield Static(id="empty")
        yield FilterLine(id="filter")
        yield KeyLine(KEYS, more=(HELP,))

    @property
    def _history(self) -> History:
        return services_of(self).history

    @property
    def _today(self) -> int:
        return today_of(services_of(self))

    def load(self) -> None:
        """Read the history."""

        def then(found: tuple[WorkoutRow, ...]) -> None:
            self._all = found
            self._outlines = {}
            self._show()

        self.ask(lambda: self._history.workouts(self._today), then, group="load")

    # --- showing ------------------------------------------------------------------------------------------------------

    def _show(self, cursor: int | None = None) -> None:
        words = self._text.casefold().split()
        rows = [row for row in self._all or () if _has(row, words)]
        if self._sort == 1:
            rows.sort(key=lambda row: row.name.casefold())
        elif self._sort == 2:
            rows.sort(key=lambda row: -row.sessions)
        self._rows = tuple(rows)
        self.set_class(not rows, "-empty")
        head: list[str | tuple[str, str]] = [("Workouts", "bold"), f"  {plural(len(rows), 'workout')}"]
        head.append((f" · {_SORTS[self._sort]}", MUTED_STYLE))
        if self._text:
            head.append((f' · "{clean(self._text)}"', "bold"))
        self.query_one("#head", Static).update(Content.assemble(*head))
        self.query_one("#empty", Static).update(
            Content(f'No workout has "{clean(self._text)}" in it.\nPress esc to see them all.')
            if self._text
            else "No workout yet: run a session with reps.\nPress esc to go back."
        )
        self.query_one("#list", RowList).show(len(rows), self._cells, cursor=cursor)

    def _cells(self, index: int) -> Sequence[Content | str]:
        row = self._rows[index]
        outline = self._outlines.get(row.key)
        cells = (clean(row.name), str(row.sessions), day_text(row.newest_day))
        if outline is None:
            if row.key not in self._reading:
                self._wanted[row.key] = None
                self.call_later(self._ask_outlines)
            return (*cells, "…", "", "")
        if outline.size is None:
            return (*cells, "", "", "")
        best = "" if outline.best_ms is None else format_duration(outline.best_ms, RESULT)
        return (*cells, clean(outline.size.describe()), Content.styled(best, BEST_STYLE), _trend_cell(outline.trend))

    def _ask_outlines(self) -> None:
        # Not `is_asking`: the answer may be here before its worker has ended, and nobody would ask again.
        if not self._wanted or self._reading:
            return
        keys = list(self._wanted)[-_AT_ONCE:]
        self._reading = frozenset(keys)
        for key in keys:
            del self._wanted[key]

        def then(found: dict[str, Outline]) -> None:
            self._reading = frozenset()
            self._outlines.update(found)
            self.query_one("#list", RowList).refresh()
            self._say_what()
            self.call_later(self._ask_outlines)

        def failed(error: TrackclockError) -> None:
            then({key: Outline() for key in keys})
            self.notify(clean(str(error)), severity="error", markup=False)

        question = partial(_read_outlines, self._history, keys, self._today)
        self.ask(question, then, group="outlines", failed=failed)

    @property
    def chosen(self) -> WorkoutRow | None:
        """The workout under the cursor."""
        cursor = self.query_one("#list", RowList).cursor
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
        outline = self._outlines.get(row.key)
        if outline is not None and outline.size is not None and outline.trend is not None:
            lines.append(trend_line(f"mean {outline.size.describe()}", outline.trend))
        self.query_one("#what", Static).update(Content("\n").join(lines))

    # --- doing --------------------------------------------------------------------------------------------------------

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open the workout."""
        event.stop()
        self.action_open()

    def on_filter_line_changed(self, event: FilterLine.Changed) -> None:
        """Narrow the list down with each letter."""
        event.stop()
        self._text = event.value.strip()
        self._show(cursor=0)

    def on_filter_line_left(self, event: FilterLine.Left) -> None:
        """Back to the list."""
        event.stop()
        self.query_one("#list", RowList).focus()

    def action_open(self) -> None:
        """Show the workout under the cursor over time."""
        if (row := self.chosen) is not None:
            self.app.push_screen(navigation.workout(row.key, row.name))

    async def action_filter(self) -> None:
        """Open the line to type in."""
        await self.query_one(FilterLine).open()

    def action_sort(self) -> None:
        """Sort by the next thing."""
        self._sort = (self._sort + 1) % len(_SORTS)
        self._show(cursor=0)

    def action_copy(self, form: str) -> None:
        """Put the list, as it is filtered and sorted, on the clipboard."""
        rows, known, today = self._rows, dict(self._outlines), self._today

        def question() -> Table:
            return workouts_table(
                [(row, known.get(row.key) or read_outline(self._history, row.key, today)) for row in rows]
            )

        self.ask(question, lambda table: self.copy_table(table, form, "workouts"), group="copy")

    def action_back(self) -> None:
        """Drop the filter, or else leave."""
        if self._text:
            self.query_one(FilterLine).clear()
        else:
            self.dismiss(None)


def _read_outlines(history: History, keys: Sequence[str], today: int) -> dict[str, Outline]:
    return {key: read_outline(history, key, today) for key in keys}


def read_outline(history: History, workout: str, today: int) -> Outline:
    """What the line of a workout says; for a thread.

    Args:
        history: the past.
        workout: its `workout_key`.
        today: the local date, in days since 1970-01-01.

    Raises:
        StoreError: if the history cannot be read.
    """
    found = main_trend(trend_window(history, workout, today))
    if found is None:
        return Outline()
    size, trend = found
    bests = [best.time_ms for key, best in history.workout_bests(workout).items() if key.size == size]
    return Outline(size, min(bests, default=None), trend)


def workouts_table(rows: Sequence[tuple[WorkoutRow, Outline]]) -> Table:
    """The list for the clipboard."""
    head = ("Workout", "Sessions", "Last run", "Rep", "Best", "A week", "Over", "Reps")
    return Table(
        head,
        tuple(
            (
                row.name,
                str(row.sessions),
                day_text(row.newest_day),
                outline.size.describe() if outline.size is not None else "",
                time_cell(outline.best_ms) if outline.best_ms is not None else "",
                _change_cell(outline.trend.per_week_ms) if outline.trend is not None else "",
                window_text(outline.trend) if outline.trend is not None else "",
                describe_workout(row.key),
            )
            for row, outline in rows
        ),
        frozenset({1, 4, 5}),
        (*head[:4], "Best (s)", "A week (s)", "Over", "Reps"),
    )


def _change_cell(per_week_ms: int) -> Cell:
    return Cell(difference(per_week_ms, 0, ESTIMATE).text, (seconds(per_week_ms),))


def _has(row: WorkoutRow, words: Sequence[str]) -> bool:
    """Whether all words occur in the name, the sizes and recoveries or the date."""
    text = f"{row.name} {describe_workout(row.key)} {day_text(row.newest_day)}".casefold() if words else ""
    return all(word in text for word in words)


def _trend_cell(trend: Trend | None) -> Content:
    return Content("") if trend is None else trend_text(trend)
