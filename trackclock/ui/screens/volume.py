"""How much was run: week by week or month by month as bars, under a calendar of the year.

It exists because the list of sessions says what was run on a day, and nothing of the gaps between.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from trackclock.application.services import today_of
from trackclock.core.commands import key_of
from trackclock.core.progress import SessionLoad, week_volumes
from trackclock.core.progress.calendar import DayMark, year_calendar
from trackclock.keys import Scope, commands_of
from trackclock.ports import MonthRow
from trackclock.ui.access import services_of
from trackclock.ui.away.listed import Listed
from trackclock.ui.away.screen import AwayScreen, Reading
from trackclock.ui.away.whose import OfAthlete, shown
from trackclock.ui.widgets.bars import bar
from trackclock.ui.widgets.keys import HELP, KeyLine, bindings_of
from trackclock.ui.widgets.rows import Column, RowList
from trackclock.ui.words import BEST_STYLE, FASTER_STYLE, MUTED_STYLE, date_text, distance_in_all, month_text, plural

KEYS = commands_of(Scope.VOLUME)

_MARKS = {
    DayMark.AHEAD: (" ", ""),
    DayMark.NONE: ("·", MUTED_STYLE),
    DayMark.SESSION: ("▒", FASTER_STYLE),
    DayMark.HARD: ("█", BEST_STYLE),
}
_WEEKDAYS = ("Mon", "", "Wed", "", "Fri", "", "Sun")
_LABEL = 5
_WIDE = 116
"""From this width on a week of the calendar has two columns, and the bars are longer."""


@dataclass(frozen=True, slots=True)
class Period:
    """A week or a month.

    Attributes:
        name: how its line begins.
        sessions: how many sessions.
        hard: how many of them were hard.
        reps: reps that were run.
        work_mm: their distance.
    """

    name: str
    sessions: int
    hard: int
    reps: int
    work_mm: int


class VolumeScreen(AwayScreen[None], Reading, OfAthlete, Listed):
    """Weeks, months and the calendar of the year."""

    DEFAULT_CSS = """
    VolumeScreen > #calendar { height: 9; padding: 0 1; text-wrap: nowrap; }
    VolumeScreen.-low > #calendar { display: none; }
    VolumeScreen.-empty > #calendar { display: none; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS)]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high")]  # noqa: RUF012 - Textual's own way
    keys = KEYS

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self._loads: tuple[SessionLoad, ...] = ()
        self._months: tuple[MonthRow, ...] = ()
        self._periods: tuple[Period, ...] = ()
        self._is_monthly = False
        self._is_read = False
        self._today = 0

    def compose(self) -> ComposeResult:
        """Head, calendar, bars, keys."""
        yield Static(Content.styled("Calendar", "bold"), id="head")
        yield Static(id="calendar")
        yield RowList(id="list", is_choosable=False)
        yield Static(id="empty")
        yield KeyLine(shown(KEYS), more=(HELP,))

    def load(self) -> None:
        """Read the history."""
        today = today_of(services_of(self))

        def then(found: tuple[tuple[SessionLoad, ...], tuple[MonthRow, ...]]) -> None:
            loads, months = found
            self._today, self._is_read = today, True
            self._loads = tuple(load for load in loads if load.day <= today)
            self._months = tuple(month for month in months if month.reps and month.day <= today)
            self._show()

        self.ask(lambda: (self.history.loads(), self.history.months()), then, group="load")

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002 - Textual's own name
        """Draw it for the new width."""
        self.call_later(self._show)

    # --- showing ------------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        if not self._is_read:  # nothing is said of a history that is still being read
            return
        self.show_head(("Calendar", "bold"))
        none_yet = f"Nothing was run yet: run a session with reps.\nPress {key_of('back')} to go back."
        self.show_empty(none_yet, is_empty=not self._loads)
        if not self._loads:
            return
        self._periods = self._by_month() if self._is_monthly else self._by_week()
        of_year = [load for load in self._loads if load.day > self._today - 365]
        self.show_head(
            ("Calendar", "bold"),
            f"  {'months' if self._is_monthly else 'weeks'}",
            (
                f" · the last year: {plural(len(of_year), 'session')}, {sum(load.is_hard for load in of_year)} hard, "
                f"{plural(sum(load.reps for load in of_year), 'rep')}, "
                f"{distance_in_all(sum(load.work_mm for load in of_year))}",
                MUTED_STYLE,
            ),
        )
        is_wide = self.size.width >= _WIDE
        self.query_one("#calendar", Static).update(calendar_text(self._loads, self._today, self.size.width - 2))
        length = 24 if is_wide else 10
        columns = (
            Column("Month" if self._is_monthly else "Week from", 14),
            Column("Sessions", 8, is_right=True, rank=2),
            Column("Hard", 4, is_right=True),
            Column("", length // 2, rank=3),
            Column("Reps", 5, is_right=True),
            Column("", length, rank=1),
            Column("Distance", 9, is_right=True),
            Column("", length),
        )
        most = [max(getattr(one, name) for one in self._periods) for name in ("hard", "reps", "work_mm")]
        self.rows.show(len(self._periods), lambda index: self._cells(index, most, length), columns=columns)

    def _cells(self, index: int, most: Sequence[int], length: int) -> Sequence[Content | str]:
        one = self._periods[index]
        return (
            one.name,
            str(one.sessions) if one.sessions else "",
            str(one.hard) if one.hard else "",
            Content.styled(bar(one.hard, most[0], length // 2), BEST_STYLE),
            str(one.reps) if one.reps else "",
            Content.styled(bar(one.reps, most[1], length), FASTER_STYLE),
            distance_in_all(one.work_mm),
            Content.styled(bar(one.work_mm, most[2], length), "$primary"),
        )

    def _by_week(self) -> tuple[Period, ...]:
        weeks = week_volumes(self._loads, self._today)[::-1]
        return tuple(
            Period(date_text(week.monday), week.sessions, week.hard, week.reps, week.work_mm) for week in weeks
        )

    def _by_month(self) -> tuple[Period, ...]:
        return tuple(
            Period(month_text(month.day), month.sessions, month.hard, month.reps, month.work_mm)
            for month in self._months
        )

    # --- doing --------------------------------------------------------------------------------------------------------

    def action_period(self) -> None:
        """Show months in place of weeks, or weeks again."""
        self._is_monthly = not self._is_monthly
        self._show()

    def action_open(self) -> None:
        """Nothing to open."""


def calendar_text(loads: Sequence[SessionLoad], today: int, width: int) -> Content:
    """The last year, a column or two a week, with the months above and what the signs mean below.

    Args:
        loads: the sessions.
        today: the date, in days since 1970-01-01.
        width: in cells; where a year does not fit, its newest weeks are shown.
    """
    weeks = year_calendar(loads, today)
    cell = 2 if width >= _WIDE - 2 else 1
    weeks = weeks[-max(1, (width - _LABEL) // cell) :]
    first = today - (today + 3) % 7 - 7 * (len(weeks) - 1)
    lines = [Content.styled(" " * _LABEL + _months_line(first, len(weeks), cell), MUTED_STYLE)]
    for row, name in enumerate(_WEEKDAYS):
        parts: list[str | tuple[str, str]] = [(name.ljust(_LABEL), MUTED_STYLE)]
        parts += [(sign * cell, style) for sign, style in (_MARKS[week[row]] for week in weeks)]
        lines.append(Content.assemble(*parts))
    keys = ((DayMark.SESSION, "a session"), (DayMark.HARD, "a hard one"), (DayMark.NONE, "none"))
    legend = [part for mark, words in keys for part in (_MARKS[mark], (f" {words}   ", MUTED_STYLE))]
    lines.append(Content.assemble(" " * _LABEL, *legend))
    return Content("\n").join(lines)


def _months_line(first: int, count: int, cell: int) -> str:
    """The name of each month above the week that its first day lies in."""
    line = ""
    for number in range(count):
        monday = first + 7 * number
        name = month_text(monday + 6)[:3]
        is_new = number == 0 or name != month_text(monday - 1)[:3]
        if is_new and len(line) <= number * cell:
            line = line.ljust(number * cell) + name + " "
    return line[: count * cell].rstrip()
