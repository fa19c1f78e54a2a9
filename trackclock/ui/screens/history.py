"""The list of past sessions, newest first.

It exists as a list that asks for a page when a row of it comes into sight, so that ten thousand sessions open as fast
as ten.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from trackclock.core.commands import key_of
from trackclock.core.durations import format_duration, format_total
from trackclock.keys import Scope, commands_of
from trackclock.ports import SessionFilter, SessionRow, SortBy, Totals
from trackclock.ui import navigation
from trackclock.ui.access import keymap_of, services_of, shell_of
from trackclock.ui.away.copying import Copying
from trackclock.ui.away.deleting import NOTHING_DELETED, Deletes
from trackclock.ui.away.in_sight import PAGE, InSight, Pages
from trackclock.ui.away.listed import Filtered
from trackclock.ui.away.screen import AwayScreen, Reading
from trackclock.ui.widgets.filter import FilterLine
from trackclock.ui.widgets.keys import HELP, KeyLine, bindings_of
from trackclock.ui.widgets.rows import Column, RowList
from trackclock.ui.words import DELETED_STYLE, MUTED_STYLE, SLOWER_STYLE, clean, local_text, plural

if TYPE_CHECKING:
    from trackclock.formats.tables import Table
    from trackclock.ports import History, StoredSession

COPIED = 1_000
"""At most so many lines go to the clipboard."""

_VERDICTS_AT_ONCE = 12

KEYS = commands_of(Scope.HISTORY)

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


class HistoryScreen(AwayScreen[None], Reading, Filtered, Copying, Deletes):
    """Past sessions."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS)]
    # From the width of the last one on there is room for distance and effort.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual's own way
    keys = KEYS

    def __init__(self, text: str = "") -> None:
        """Open the list.

        Args:
            text: words to filter by from the start.
        """
        super().__init__()
        self._text = text
        self._sort = SortBy.NEWEST
        self._totals = Totals()
        self._is_wide = False
        self._pages: Pages[SessionRow] | None = None
        # A verdict needs the log of its session.
        self._verdicts = InSight[str, str](
            self,
            lambda session_id: _verdict_of(self.history, session_id),
            lambda: self.rows.refresh(),
            at_once=_VERDICTS_AT_ONCE,
            unreadable="?",
        )

    def compose(self) -> ComposeResult:
        """Head, list, keys."""
        yield Static(id="head")
        yield RowList(_COLUMNS, id="list")
        yield Static(id="empty")
        yield FilterLine(id="filter")
        yield KeyLine(KEYS, more=(HELP,))

    # --- asking -------------------------------------------------------------------------------------------------------

    @property
    def _filter(self) -> SessionFilter:
        return SessionFilter(text=self.filter_text, is_deleted=self.is_bin, deleted_too=frozenset(self.deleted_here))

    def begin(self) -> None:
        """Ask for the first page."""
        self.query_one(FilterLine).value = self._text
        self.load()

    def load(self) -> None:
        """Read the page that is in sight."""
        self._read(None)

    def show_filtered(self) -> None:
        """Read the first page of those that are wanted."""
        self._read(0)

    def _read(self, cursor: int | None) -> None:
        history, wanted, sort = self.history, self._filter, self._sort
        first = (self.rows.cursor if cursor is None else cursor) // PAGE * PAGE

        def read(offset: int) -> tuple[SessionRow, ...]:
            return history.sessions(wanted, sort=sort, limit=PAGE, offset=offset)

        def then(answer: tuple[Totals, tuple[SessionRow, ...]]) -> None:
            self._totals, page = answer
            self._pages = Pages(self, read, self.rows.refresh)
            self._pages.put(first, page)
            self._verdicts.forget()
            self._show(cursor)

        self.ask(lambda: (history.totals(wanted), read(first)), then, group="reload")

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002
        """Show more columns where there is room; Textual says so to the screen only after this."""
        self.call_later(self._show)

    def _show(self, cursor: int | None = None) -> None:
        if self._pages is not None:
            self._is_wide = self.has_class("-wide")
            columns = _WIDE_COLUMNS if self._is_wide else _COLUMNS
            count = self._totals.sessions + self._totals.deleted
            self.rows.show(count, self._cells, columns=columns, cursor=cursor)
            self._say()

    def _row(self, index: int) -> SessionRow | None:
        return self._pages.row(index) if self._pages is not None else None

    def _verdict(self, row: SessionRow) -> str:
        """The verdict in a few signs."""
        if row.reps < 2 or row.status is None or row.is_deleted:
            return ""
        found = self._verdicts.of(row.id)
        return "…" if found is None else found

    # --- painting -----------------------------------------------------------------------------------------------------

    def _cells(self, index: int) -> Sequence[Content | str]:
        row = self._row(index)
        if row is None:
            return ("…",)
        when = local_text(row.started_wall_ms, row.utc_offset_s)
        if row.is_deleted:
            return (Content.styled(when, DELETED_STYLE), Content.styled(f"deleted: {clean(row.name)}", DELETED_STYLE))
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
        counted = totals.sessions - totals.without_reps
        head: list[str | tuple[str, str]] = [("History", "bold"), f"  {plural(counted, 'session')}"]
        if self.is_bin:
            head[1] = f"  {plural(totals.deleted, 'deleted session')}"
        if totals.without_reps:
            head.append(f", {totals.without_reps} more without a rep")
        head += [(f" · {_SORTS[self._sort]}", MUTED_STYLE), self.filter_in_head]
        if counted:
            head.append(
                f" · {plural(totals.reps, 'rep')} · {_kilometres(totals.work_mm)} in {format_duration(totals.work_ms)}"
            )
            if self._is_wide:
                head.append(f" · {_kilometres(totals.total_mm)} in all")
        self.show_head(*head)
        none_yet = (
            f"No sessions yet.\nPress {key_of('back')}, choose a session and press {key_of('run')} to run it;\n"
            "`trackclock demo` shows how that looks."
        )
        why = self.why_empty("session", NOTHING_DELETED if self.is_bin else none_yet)
        self.show_empty(why, is_empty=not totals.sessions + totals.deleted)

    # --- doing --------------------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> SessionRow | None:
        """The session under the cursor; None where there is none or it has not been read."""
        return self._row(self.rows.cursor) if self.rows.row_count else None

    def action_open(self) -> None:
        """Open the session under the cursor."""
        row = self.chosen
        if row is None:
            return
        if row.is_deleted:
            key = keymap_of(self).key_of("undo")
            self.notify(f"This session is deleted; {key} brings it back.")
            return
        if row.trouble is not None:
            self.notify(clean(row.trouble), severity="error", markup=False)
            return
        self.app.push_screen(navigation.session(row.id))

    def action_run_again(self) -> None:
        """Get ready on the plan of the session under the cursor, as it was on that day."""
        row = self.chosen
        if row is None or row.is_deleted:
            return
        store = services_of(self).store

        def then(stored: StoredSession) -> None:
            shell_of(self).start_run(stored.header.plan, stored.header.source)

        self.ask(lambda: store.read(row.id), then, group="run again")

    def action_sort(self) -> None:
        """Sort by the next thing."""
        sorts = list(_SORTS)
        self._sort = sorts[(sorts.index(self._sort) + 1) % len(sorts)]
        self._read(0)

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

    def to_copy(self) -> tuple[str, Callable[[], Table]]:
        """The list, as it is filtered and sorted, without what was deleted."""
        history, wanted, sort = self.history, replace(self._filter, deleted_too=frozenset()), self._sort

        def make() -> Table:
            from trackclock.formats.session_text import history_table

            return history_table(history.sessions(wanted, sort=sort, limit=COPIED))

        return "sessions", make

    def action_back(self) -> None:
        """Drop the filter, leave the deleted sessions, or else leave."""
        if self.drop_filter():
            return
        if self.is_bin:
            self.action_bin()
        else:
            self.dismiss(None)


def _kilometres(distance_mm: int) -> str:
    """A distance for a column; nothing where there is none."""
    return format_total(distance_mm) if distance_mm else ""


def _verdict_of(history: History, session_id: str) -> str:
    from trackclock.core.session import results_of
    from trackclock.errors import TrackclockError
    from trackclock.ui.report import short_verdict

    try:
        stored = history.find(session_id)
        return short_verdict(results_of(stored.header.plan, stored.log))
    except (TrackclockError, ValueError):  # a log that cannot be folded says so when it is opened
        return "?"
