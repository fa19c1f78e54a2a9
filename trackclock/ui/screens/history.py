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
from trackclock.core.durations import format_duration
from trackclock.keys import Scope, commands_of
from trackclock.ports import MonthRow, SessionFilter, SessionRow, SortBy, Totals
from trackclock.ui import navigation
from trackclock.ui.access import keymap_of, services_of, shell_of
from trackclock.ui.away.copying import Copying
from trackclock.ui.away.deleting import NOTHING_DELETED, Deletes
from trackclock.ui.away.in_sight import PAGE, InSight, Pages
from trackclock.ui.away.judged import Judged, judge
from trackclock.ui.away.listed import Filtered
from trackclock.ui.away.months import Months
from trackclock.ui.away.screen import AwayScreen, Reading
from trackclock.ui.away.whose import OfAthlete, shown
from trackclock.ui.widgets.filter import FilterLine
from trackclock.ui.widgets.keys import HELP, KeyLine, bindings_of
from trackclock.ui.widgets.rows import Column, RowList
from trackclock.ui.words import (
    DELETED_STYLE,
    MUTED_STYLE,
    SLOWER_STYLE,
    clean,
    delta_text,
    distance_in_all,
    local_text,
    local_weekday_text,
    month_text,
    plural,
)

if TYPE_CHECKING:
    from trackclock.formats.tables import Table
    from trackclock.ports import StoredSession

COPIED = 1_000
"""At most so many lines go to the clipboard."""

_JUDGED_AT_ONCE = 12

KEYS = commands_of(Scope.HISTORY)

_DATE = Column("Date", 16)
_COLUMNS = (
    _DATE,
    Column("Session", 12, grows=True),
    Column("Reps", 5, is_right=True, rank=2),
    Column("Verdict", 14, rank=3),
    Column("Last time", 10, is_right=True, rank=1),
    Column("Time", 8, is_right=True, rank=4),
)
_WIDE_COLUMNS = (
    *_COLUMNS[:3],
    Column("Verdict", 16, rank=3),
    _COLUMNS[4],
    Column("Distance", 9, is_right=True, rank=5),
    Column("Effort", 7, is_right=True, rank=6),
    _COLUMNS[-1],
)
_SORTS = {
    SortBy.NEWEST: ("Date", "newest first", "oldest first"),
    SortBy.NAME: ("Session", "by name", "by name, from the end"),
    SortBy.REPS: ("Reps", "most reps first", "fewest reps first"),
    SortBy.LAST_TIME: ("Last time", "most gained on last time first", "most lost on last time first"),
    SortBy.DISTANCE: ("Distance", "longest way first", "shortest way first"),
    SortBy.EFFORT: ("Effort", "hardest first", "easiest first"),
    SortBy.TIME: ("Time", "longest time first", "shortest time first"),
}
"""What can be sorted by: the head of its column, and both orders in words."""


_NARROW_HEADS = frozenset(column.title for column in _COLUMNS)


class HistoryScreen(AwayScreen[None], Reading, OfAthlete, Filtered, Copying, Deletes):
    """Past sessions."""

    DEFAULT_CSS = """
    HistoryScreen > #what { height: 1; padding: 0 1; color: $faint; text-wrap: nowrap; text-overflow: ellipsis; }
    HistoryScreen.-empty > #what { display: none; }
    """

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
        self._is_reversed = False
        self._months = Months()
        # A verdict needs the log of its session.
        self._judged = InSight[str, Judged](
            self,
            lambda session_id: judge(self.history, session_id),
            self._show_judged,
            at_once=_JUDGED_AT_ONCE,
            unreadable=Judged("?", None),
        )

    def compose(self) -> ComposeResult:
        """Head, list, keys."""
        yield Static(id="head")
        yield RowList(_COLUMNS, id="list")
        yield Static(id="what")
        yield Static(id="empty")
        yield FilterLine(id="filter")
        yield KeyLine(shown(KEYS), more=(HELP,))

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

    show_athlete = show_filtered

    def others_known(self) -> None:
        """Whoever has no session of their own is told where those of the others are."""
        self._show()

    def _read(self, cursor: int | None) -> None:
        history, wanted, sort, is_reversed = self.history, self._filter, self._sort, self._is_reversed
        first = self._months.place(self.rows.cursor if cursor is None else cursor) // PAGE * PAGE

        def read(offset: int) -> tuple[SessionRow, ...]:
            return history.sessions(wanted, sort=sort, is_reversed=is_reversed, limit=PAGE, offset=offset)

        def question() -> tuple[Totals, tuple[MonthRow, ...], tuple[SessionRow, ...]]:
            months = history.months(wanted) if sort is SortBy.NEWEST and not wanted.is_deleted else ()
            return history.totals(wanted), months[::-1] if is_reversed else months, read(first)

        def then(answer: tuple[Totals, tuple[MonthRow, ...], tuple[SessionRow, ...]]) -> None:
            self._totals, months, page = answer
            self._months = Months(months)
            self._pages = Pages(self, read, self.rows.refresh)
            self._pages.put(first, page)
            self._judged.forget()
            self._show(cursor)

        # Another question: enter must not open a row of the one before.
        self.ask(question, then, group="load", is_awaited=cursor is not None)

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002
        """Show more columns where there is room; Textual says so to the screen only after this."""
        self.call_later(self._show)

    def _show(self, cursor: int | None = None) -> None:
        if self._pages is not None:
            self._is_wide = self.has_class("-wide")
            headings = self._months.headings
            count = self._totals.sessions + self._totals.deleted + len(headings)
            self.rows.show(count, self._cells, columns=self._columns(), cursor=cursor, headings=headings)
            self._say()
            self._say_what()

    def _columns(self) -> tuple[Column, ...]:
        """The columns, that which is sorted by with an arrow at its head."""
        head, (up, down) = _SORTS[self._sort][0], ("↑", "↓")
        # The largest, the newest and the end of the alphabet stand on top where the arrow points down.
        is_down = (self._sort in (SortBy.NAME, SortBy.LAST_TIME)) is self._is_reversed
        return tuple(
            replace(column, title=f"{column.title}{down if is_down else up}") if column.title == head else column
            for column in (_WIDE_COLUMNS if self._is_wide else _COLUMNS)
        )

    def _show_judged(self) -> None:
        self.rows.refresh()
        self._say_what()

    def _row(self, index: int) -> SessionRow | None:
        return self._pages.row(self._months.place(index)) if self._pages is not None else None

    def _judgement(self, row: SessionRow) -> Judged | None:
        """The verdict and last time; None while they are worked out."""
        if not row.reps or row.status is None or row.is_deleted:
            return Judged("", None)
        return self._judged.of(row.id)

    # --- painting -----------------------------------------------------------------------------------------------------

    def _cells(self, index: int) -> Sequence[Content | str]:
        if (month := self._months.month(index)) is not None:
            return (_month_line(month),)
        row = self._row(index)
        if row is None:
            return ("…",)
        # Below the line of its month a date needs no year.
        is_by_month = self._sort is SortBy.NEWEST and not self.is_bin
        when = (local_weekday_text if is_by_month else local_text)(row.started_wall_ms, row.utc_offset_s)
        if row.is_deleted:
            return (Content.styled(when, DELETED_STYLE), Content.styled(f"deleted: {clean(row.name)}", DELETED_STYLE))
        if row.trouble is not None:
            return (when, Content.styled(f"{clean(row.name)}: {clean(row.trouble)}", SLOWER_STYLE))
        name: list[str | tuple[str, str]] = [clean(row.name)]
        said = [str(row.status)] if row.status is not None and row.status != "finished" else []
        said += ["imported"] if row.is_imported else []
        if said:
            name.insert(0, (f"{', '.join(said)}: ", MUTED_STYLE))
        total = format_duration(row.ended_ms)
        judged = self._judgement(row)
        verdict, against = ("…", None) if judged is None else (judged.verdict, judged.against)
        last: Content | str = delta_text(against.mean) if against is not None else ""
        cells = (when, Content.assemble(*name), str(row.reps), verdict, last)
        if not self._is_wide:
            return (*cells, total)
        return (*cells, distance_in_all(row.work_mm), str(row.effort or ""), total)

    def _say(self) -> None:
        totals = self._totals
        counted = totals.sessions - totals.without_reps
        head: list[str | tuple[str, str]] = [("History", "bold"), f"  {plural(counted, 'session')}"]
        if self.is_bin:
            head[1] = f"  {plural(totals.deleted, 'deleted session')}"
        if totals.without_reps:
            head.append(f", {totals.without_reps} more without a rep")
        head += [(f" · {_SORTS[self._sort][1 + self._is_reversed]}", MUTED_STYLE), self.filter_in_head]
        if counted:
            run = f"{distance_in_all(totals.work_mm)} in {format_duration(totals.work_ms)}"
            head.append(f" · {plural(totals.reps, 'rep')} · {run}")
            if self._is_wide:
                head.append(f" · {distance_in_all(totals.total_mm)} in all")
        self.show_head(*head)
        none_yet = (
            f"No sessions yet.\nPress {key_of('back')}, choose a session and press {key_of('run')} to run it;\n"
            "`trackclock demo` shows how that looks."
        )
        why = self.why_empty("session", NOTHING_DELETED if self.is_bin else self.none_of(none_yet))
        self.show_empty(why, is_empty=not totals.sessions + totals.deleted)

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Say of the session under the cursor what it is held against, for several sessions can be the last one."""
        event.stop()
        self._say_what()

    def _say_what(self) -> None:
        row = self.chosen
        judged = self._judged.known.get(row.id) if row is not None else None
        words = ""
        if row is not None and judged is not None and judged.against is not None:
            from trackclock.formats.sentences import describe_against  # the list is painted before it is wanted

            words = describe_against(judged.against, row.day)
        self.query_one("#what", Static).update(Content(clean(words)))

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

        self.ask(lambda: store.read(row.id), then, group="run again", is_awaited=True)

    def action_sort(self) -> None:
        """Sort by the next thing."""
        sorts = [sort for sort, (head, *_) in _SORTS.items() if self._is_wide or head in _NARROW_HEADS]
        after = sorts.index(self._sort) + 1 if self._sort in sorts else 0
        self._sort_by(sorts[after % len(sorts)], is_reversed=False)

    def action_reverse(self) -> None:
        """Turn the order round."""
        self._sort_by(self._sort, is_reversed=not self._is_reversed)

    def on_row_list_head_chosen(self, event: RowList.HeadChosen) -> None:
        """Sort by the column whose head was clicked; the second click turns it round."""
        event.stop()
        title = (_WIDE_COLUMNS if self._is_wide else _COLUMNS)[event.index].title
        sort = next((sort for sort, (head, *_) in _SORTS.items() if head == title), None)
        if sort is None:
            self.notify(f"{title} is worked out as it comes into sight: there is no order by it.")
        else:
            self._sort_by(sort, is_reversed=sort is self._sort and not self._is_reversed)

    def _sort_by(self, sort: SortBy, *, is_reversed: bool) -> None:
        self._sort, self._is_reversed = sort, is_reversed
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

    def action_volume(self) -> None:
        """Show weeks, months and the calendar of the year."""
        self.app.push_screen(navigation.volume())

    def to_copy(self) -> tuple[str, Callable[[], Table]]:
        """The list, as it is filtered and sorted, without what was deleted."""
        history, wanted = self.history, replace(self._filter, deleted_too=frozenset())
        sort, is_reversed = self._sort, self._is_reversed

        def make() -> Table:
            from trackclock.formats.session_text import history_table

            rows = history.sessions(wanted, sort=sort, is_reversed=is_reversed, limit=COPIED)
            return history_table(rows, history.against_last(row.id for row in rows))

        return "sessions", make

    def action_back(self) -> None:
        """Drop the filter, leave the deleted sessions, or else leave."""
        if self.drop_filter():
            return
        if self.is_bin:
            self.action_bin()
        else:
            self.dismiss(None)


def _month_line(month: MonthRow) -> Content:
    """What a month came to, above its sessions: `June 2026 · 7 sessions · 28 reps · 12.30 km · 5 hard`."""
    parts = [plural(month.sessions, "session"), plural(month.reps, "rep")]
    if month.work_mm:
        parts.append(distance_in_all(month.work_mm))
    if month.hard:
        parts.append(f"{month.hard} hard")
    return Content.assemble((month_text(month.day), "bold"), (f"  {' · '.join(parts)}", MUTED_STYLE))
