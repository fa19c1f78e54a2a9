"""The list of past sessions, newest first.

It exists as a list that asks for a page when a row of it comes into sight, so that ten thousand sessions open as fast
as ten.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from trackclock.core.durations import format_distance, format_duration
from trackclock.keys import Scope, commands_of
from trackclock.ports import SessionFilter, SessionRow, SortBy, Totals
from trackclock.ui import navigation
from trackclock.ui.access import services_of
from trackclock.ui.copying import Copying
from trackclock.ui.sized import SizedScreen
from trackclock.ui.widgets.filter import FilterLine
from trackclock.ui.widgets.keys import HELP, KeyLine, bindings_of
from trackclock.ui.widgets.rows import Column, RowList
from trackclock.ui.words import MUTED_STYLE, SLOWER_STYLE, clean, local_text, plural

if TYPE_CHECKING:
    from trackclock.formats.tables import Table
    from trackclock.ports import History

PAGE = 100
"""So many sessions are read at once."""

COPIED = 1_000
"""At most so many lines go to the clipboard."""

_VERDICTS_AT_ONCE = 12

KEYS = commands_of(Scope.HISTORY)

_WIDE = 100
"""From this width on there is room for distance and effort."""

_COLUMNS = (
    Column("Date", 16),
    Column("Session", 14, grows=True),
    Column("Reps", 4, is_right=True, rank=1),
    Column("Verdict", 14, rank=2),
    Column("Time", 7, is_right=True, rank=3),
)
_WIDE_COLUMNS = (
    *_COLUMNS[:3],
    Column("Verdict", 20),
    Column("Distance", 8, is_right=True),
    Column("Effort", 6, is_right=True),
    _COLUMNS[-1],
)
_SORTS = {
    SortBy.NEWEST: "newest first",
    SortBy.OLDEST: "oldest first",
    SortBy.NAME: "by name",
    SortBy.DISTANCE: "longest first",
    SortBy.EFFORT: "hardest first",
}


class HistoryScreen(SizedScreen[None], Copying):
    """Past sessions."""

    DEFAULT_CSS = """
    HistoryScreen { layout: vertical; }
    HistoryScreen > #head { height: 1; padding: 0 1; background: $panel; text-wrap: nowrap; text-overflow: ellipsis; }
    HistoryScreen > #list { padding: 0 1; }
    HistoryScreen > #empty { height: 1fr; content-align: center middle; text-align: center; display: none; }
    HistoryScreen.-empty > #list { display: none; }
    HistoryScreen.-empty > #empty { display: block; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS)]
    AUTO_FOCUS = "#list"
    COMMANDS = {navigation.palette}  # noqa: RUF012 - Textual\'s own way
    keys = KEYS

    def __init__(self, text: str = "") -> None:
        """Open the list.

        Args:
            text: words to filter by from the start.
        """
        super().__init__()
        self._wanted = SessionFilter(text=text)
        self._sort = SortBy.NEWEST
        self._totals = Totals()
        self._pages: dict[int, tuple[SessionRow, ...]] = {}
        self._pending: set[int] = set()
        self._verdicts: dict[str, str] = {}
        self._verdicts_wanted: dict[str, None] = {}
        self._judging: frozenset[str] = frozenset()

    def compose(self) -> ComposeResult:
        """Head, list, keys."""
        yield Static(id="head")
        yield RowList(_COLUMNS, id="list")
        yield Static(id="empty")
        yield FilterLine(id="filter")
        yield KeyLine(KEYS, more=(HELP,))

    def on_mount(self) -> None:
        """Ask for the first page."""
        self.query_one(FilterLine).value = self._wanted.text
        self._reload()

    def on_screen_resume(self) -> None:
        """A session may have been mended on the screen that was above this one."""
        if self._pages:
            self._reload(keeps_cursor=True)

    # --- asking -------------------------------------------------------------------------------------------------------

    @property
    def _history(self) -> History:
        return services_of(self).history

    def _reload(self, *, keeps_cursor: bool = False) -> None:
        rows = self.query_one("#list", RowList)
        first = rows.cursor // PAGE if keeps_cursor else 0
        wanted, sort = self._wanted, self._sort

        def question() -> tuple[Totals, tuple[SessionRow, ...]]:
            return self._history.totals(wanted), self._history.sessions(
                wanted, sort=sort, limit=PAGE, offset=first * PAGE
            )

        def then(answer: tuple[Totals, tuple[SessionRow, ...]]) -> None:
            self._totals, page = answer
            self._pages, self._pending = {first: page}, set()
            self._verdicts = {}
            self._show_rows(rows.cursor if keeps_cursor else 0)
            self._say()

        self.ask(question, then, group="reload")

    def on_resize(self, event: events.Resize) -> None:
        """Show more columns where there is room."""
        super().on_resize(event)
        if self._pages:
            self._show_rows(None)
            self._say()

    @property
    def _is_wide(self) -> bool:
        return self.size.width >= _WIDE

    def _show_rows(self, cursor: int | None) -> None:
        columns = _WIDE_COLUMNS if self._is_wide else _COLUMNS
        self.query_one("#list", RowList).show(self._totals.sessions, self._cells, columns=columns, cursor=cursor)

    def _row(self, index: int) -> SessionRow | None:
        """A row, if its page has been read; else its page is asked for."""
        number, offset = divmod(index, PAGE)
        page = self._pages.get(number)
        if page is not None:
            return page[offset] if offset < len(page) else None
        if number not in self._pending:
            self._pending.add(number)
            wanted, sort = self._wanted, self._sort

            def question() -> tuple[SessionRow, ...]:
                return self._history.sessions(wanted, sort=sort, limit=PAGE, offset=number * PAGE)

            def then(answer: tuple[SessionRow, ...]) -> None:
                if (wanted, sort) == (self._wanted, self._sort):
                    self._pages[number] = answer
                    self._pending.discard(number)
                    self.query_one("#list", RowList).refresh()

            self.ask(question, then, group=f"page {number}")
        return None

    def _verdict(self, row: SessionRow) -> str:
        """The verdict in a few signs; it needs the log, so only those in sight are worked out, a few at a time."""
        if row.id not in self._verdicts:
            if row.reps < 2 or row.status is None:
                return ""
            if row.id not in self._judging:
                self._verdicts_wanted[row.id] = None
                self.call_later(self._ask_verdicts)
            return "…"
        return self._verdicts[row.id]

    def _ask_verdicts(self) -> None:
        # Not `is_asking`: the answer may be here before its worker has ended, and nobody would ask again.
        if not self._verdicts_wanted or self._judging:
            return
        ids = list(self._verdicts_wanted)[-_VERDICTS_AT_ONCE:]
        self._judging = frozenset(ids)
        for session_id in ids:
            del self._verdicts_wanted[session_id]

        def then(found: dict[str, str]) -> None:
            self._judging = frozenset()
            self._verdicts.update(found)
            self.query_one("#list", RowList).refresh()
            self.call_later(self._ask_verdicts)

        self.ask(lambda: _verdicts_of(self._history, ids), then, group="verdicts")

    # --- painting -----------------------------------------------------------------------------------------------------

    def _cells(self, index: int) -> Sequence[Content | str]:
        row = self._row(index)
        if row is None:
            return ("…",)
        when = local_text(row.started_wall_ms, row.utc_offset_s)
        if row.trouble is not None:
            return (when, Content.styled(f"{clean(row.name)}: {clean(row.trouble)}", SLOWER_STYLE))
        name: list[str | tuple[str, str]] = [clean(row.name)]
        if row.status is not None and row.status != "finished":
            name.insert(0, (f"{row.status}: ", MUTED_STYLE))
        total = format_duration(row.ended_ms)
        cells = (when, Content.assemble(*name), str(row.reps), self._verdict(row))
        if not self._is_wide:
            return (*cells, total)
        return (*cells, _kilometres(row.work_mm), str(row.effort or ""), total)

    def _say(self) -> None:
        totals = self._totals
        self.set_class(not totals.sessions, "-empty")
        head: list[str | tuple[str, str]] = [("History", "bold"), f"  {plural(totals.sessions, 'session')}"]
        head.append((f" · {_SORTS[self._sort]}", MUTED_STYLE))
        if self._wanted.text:
            head.append((f' · "{clean(self._wanted.text)}"', "bold"))
        if totals.without_reps:
            head[1] = f"{head[1]}, {totals.without_reps} without a rep"
        if totals.sessions:
            head.append(
                f" · {plural(totals.reps, 'rep')} · {_kilometres(totals.work_mm)} in {format_duration(totals.work_ms)}"
            )
            if self._is_wide:
                head.append(f" · {_kilometres(totals.total_mm)} in all")
        self.query_one("#head", Static).update(Content.assemble(*head))
        if self._wanted.text:
            words = f'No session has "{clean(self._wanted.text)}" in it.\nPress esc to see them all.'
        else:
            words = (
                "No sessions yet.\nPress esc, choose a session and press enter to run it;\n"
                "`trackclock demo` shows how that looks."
            )
        self.query_one("#empty", Static).update(Content(words))

    # --- doing --------------------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> SessionRow | None:
        """The session under the cursor; None where there is none or it has not been read."""
        rows = self.query_one("#list", RowList)
        return self._row(rows.cursor) if rows.row_count else None

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open the session."""
        event.stop()
        self.action_open()

    def on_filter_line_changed(self, event: FilterLine.Changed) -> None:
        """Narrow the list down with each letter."""
        event.stop()
        self._wanted = SessionFilter(text=event.value.strip())
        self._reload()

    def on_filter_line_left(self, event: FilterLine.Left) -> None:
        """Back to the list."""
        event.stop()
        self.query_one("#list", RowList).focus()

    def action_open(self) -> None:
        """Open the session under the cursor."""
        row = self.chosen
        if row is None:
            return
        if row.trouble is not None:
            self.notify(clean(row.trouble), severity="error", markup=False)
            return
        self.app.push_screen(navigation.session(row.id))

    async def action_filter(self) -> None:
        """Open the line to type in."""
        await self.query_one(FilterLine).open()

    def action_sort(self) -> None:
        """Sort by the next thing."""
        sorts = list(_SORTS)
        self._sort = sorts[(sorts.index(self._sort) + 1) % len(sorts)]
        self._reload()

    def action_workout(self) -> None:
        """Show the workout of the session under the cursor over time."""
        row = self.chosen
        if row is None or not row.workout:
            self.notify("A session without reps has nothing to compare.")
            return
        self.app.push_screen(navigation.workout(row.workout, row.name))

    def action_workouts(self) -> None:
        """Show all workouts."""
        self.app.push_screen(navigation.workouts())

    def action_bests(self) -> None:
        """Show the bests."""
        self.app.push_screen(navigation.bests())

    def action_goal(self) -> None:
        """Show the goal."""
        self.app.push_screen(navigation.goal())

    def action_copy(self, form: str) -> None:
        """Put the list, as it is filtered and sorted, on the clipboard."""
        wanted, sort = self._wanted, self._sort

        def question() -> Table:
            from trackclock.formats.session_text import history_table

            return history_table(self._history.sessions(wanted, sort=sort, limit=COPIED))

        self.ask(question, lambda table: self.copy_table(table, form, "sessions"), group="copy")

    def action_back(self) -> None:
        """Drop the filter, or else leave."""
        if self._wanted.text:
            self.query_one(FilterLine).clear()
        else:
            self.dismiss(None)


def _kilometres(distance_mm: int) -> str:
    """A distance for a column: `8.20 km` from a kilometre on."""
    if distance_mm >= 1_000_000:
        return f"{distance_mm // 1_000_000}.{distance_mm // 10_000 % 100:02} km"
    return format_distance(distance_mm // 1_000 * 1_000) if distance_mm else ""


def _verdicts_of(history: History, ids: Sequence[str]) -> dict[str, str]:
    from trackclock.core.session import results_of
    from trackclock.errors import TrackclockError
    from trackclock.ui.report import short_verdict

    found: dict[str, str] = {}
    for session_id in ids:
        try:
            stored = history.find(session_id)
            found[session_id] = short_verdict(results_of(stored.header.plan, stored.log))
        except (TrackclockError, ValueError):  # a log that cannot be folded says so when it is opened
            found[session_id] = "?"
    return found
