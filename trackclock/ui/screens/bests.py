"""The bests by distance, reps and splits apart, and how each of them fell.

It exists because a 400 on the way to a mile and a 400 run on its own are different feats.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from trackclock.core.durations import format_distance, format_duration
from trackclock.core.figures import RESULT, cut
from trackclock.core.limits import LAP_MM
from trackclock.core.progress import Fall, Performance
from trackclock.errors import StoreError
from trackclock.formats.session_text import time_cell
from trackclock.formats.tables import Cell, Table, metres
from trackclock.keys import Scope, commands_of
from trackclock.ui import navigation
from trackclock.ui.access import services_of
from trackclock.ui.past_screen import PastScreen
from trackclock.ui.widgets.keys import HELP, KeyLine, bindings_of
from trackclock.ui.widgets.rows import Column, RowList
from trackclock.ui.words import FASTER, FASTER_STYLE, MUTED_STYLE, clean, day_text, plural

if TYPE_CHECKING:
    from trackclock.ports import History
    from trackclock.ui.widgets.chart import ChartData

KEYS = commands_of(Scope.BESTS)
_COLUMNS = (
    Column("Distance", 11, is_right=True),
    Column("As", 5),
    Column("Best", 10, is_right=True),
    Column("Per 400 m", 9, is_right=True),
    Column("Date", 10),
    Column("Session", 12, grows=True),
)
_LOW = 20
_FALLS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Best:
    """A best that stands.

    Attributes:
        performance: the best.
        session: what its session is called.
    """

    performance: Performance
    session: str


class BestsScreen(PastScreen):
    """What the runner has run fastest."""

    DEFAULT_CSS = """
    BestsScreen > #falls { height: 7; padding: 0 1; border-top: solid $faint 50%; }
    BestsScreen > #plot { height: 12; display: none; }
    BestsScreen.-low > #falls { height: 3; }
    BestsScreen.-plot > #falls { display: none; }
    BestsScreen.-plot > #plot { display: block; }
    BestsScreen.-empty > #falls { display: none; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS)]
    keys = KEYS

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self._bests: tuple[Best, ...] = ()
        self._falls: tuple[Fall, ...] = ()

    def compose(self) -> ComposeResult:
        """Head, table, how the best under the cursor fell, keys."""
        yield Static(Content.styled("Bests", "bold"), id="head")
        yield RowList(_COLUMNS, id="list")
        yield Static(id="falls")
        yield Vertical(id="plot")
        yield Static("No best yet: run a session with reps over a distance.\nPress esc to go back.", id="empty")
        yield KeyLine(KEYS, more=(HELP,))

    def on_resize(self, event: events.Resize) -> None:
        """Where there are few rows the bests come first."""
        super().on_resize(event)
        self.set_class(event.size.height < _LOW, "-low")

    def load(self) -> None:
        """Read the history."""
        history = services_of(self).history
        self.ask(lambda: read_bests(history), self._show, group="load")

    def _show(self, bests: tuple[Best, ...]) -> None:
        self._bests = bests
        self.set_class(not bests, "-empty")
        distances = len({best.performance.distance_mm for best in bests})
        note = "  a split is a mark on the way to more"
        self.query_one("#head", Static).update(
            Content.assemble(("Bests", "bold"), f"  {plural(distances, 'distance')}", (note, MUTED_STYLE))
        )
        self.query_one("#list", RowList).show(len(bests), self._cells)

    def _cells(self, index: int) -> Sequence[Content | str]:
        best = self._bests[index].performance
        return (
            format_distance(best.distance_mm),
            Content.styled("split", MUTED_STYLE) if best.is_split else "rep",
            Content.styled(format_duration(best.time_ms, RESULT), MUTED_STYLE if best.is_split else "bold"),
            format_duration(cut(best.time_ms) * LAP_MM // best.distance_mm, RESULT),
            day_text(best.day),
            Content.assemble(("edited: " if best.edited else "", MUTED_STYLE), self._bests[index].session),
        )

    @property
    def chosen(self) -> Best | None:
        """The best under the cursor."""
        rows = self.query_one("#list", RowList)
        return self._bests[rows.cursor] if rows.cursor < len(self._bests) else None

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Read how the best under the cursor fell."""
        event.stop()
        best = self.chosen
        if best is None:
            return
        history = services_of(self).history
        performance = best.performance

        def question() -> tuple[Fall, ...]:
            return history.falls(performance.distance_mm, is_split=performance.is_split)

        self.ask(question, self._show_falls, group="falls")

    def _show_falls(self, falls: tuple[Fall, ...]) -> None:
        self._falls = falls
        best = self.chosen
        if best is None:
            return
        what = f"{format_distance(best.performance.distance_mm)} as a {'split' if best.performance.is_split else 'rep'}"
        lines = [Content.assemble((what, "bold"), f" fell {plural(len(falls) - 1, 'time')}")]
        for fall in falls[::-1][:_FALLS_SHOWN]:
            gained = ("  the first", MUTED_STYLE)
            if fall.gained is not None:
                gained = (f"  {FASTER}{fall.gained.with_unit}", FASTER_STYLE)
            lines.append(
                Content.assemble(
                    f"  {day_text(fall.performance.day)}  {format_duration(fall.performance.time_ms, RESULT):>8}",
                    gained,
                )
            )
        self.query_one("#falls", Static).update(Content("\n").join(lines))
        if self.has_class("-plot"):
            self._show_plot()

    def action_plot(self) -> None:
        """Change between the list of falls and the chart."""
        self.toggle_class("-plot")
        if self.has_class("-plot"):
            self._show_plot()

    def _show_plot(self) -> None:
        from trackclock.ui.widgets.chart import TimeChart

        data = falls_chart(self._falls)
        if data is None:
            self.notify("This best has not fallen yet: there is nothing to draw.")
            self.remove_class("-plot")
            return
        place = self.query_one("#plot", Vertical)
        charts = place.query(TimeChart)
        if charts:
            charts.first().show(data)
        else:
            place.mount(TimeChart(data))

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open the session."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Open the session in which the best under the cursor was set."""
        if (best := self.chosen) is not None:
            self.app.push_screen(navigation.session(best.performance.session_id))

    def action_goal(self) -> None:
        """Show the goal."""
        self.app.push_screen(navigation.goal())

    def action_copy(self, form: str) -> None:
        """Put the table on the clipboard."""
        self.copy_table(bests_table(self._bests), form, "bests")


def read_bests(history: History) -> tuple[Best, ...]:
    """The bests with the names of their sessions; for a thread.

    Raises:
        StoreError: if the history cannot be read.
    """
    names: dict[str, str] = {}
    bests = history.bests()
    for performance in bests:
        if performance.session_id not in names:
            try:
                names[performance.session_id] = clean(history.row(performance.session_id).name)
            except StoreError:
                names[performance.session_id] = performance.session_id
    return tuple(Best(performance, names[performance.session_id]) for performance in bests)


def bests_table(bests: Sequence[Best]) -> Table:
    """The bests for the clipboard."""
    rows = tuple(
        (
            Cell(format_distance(best.performance.distance_mm), (metres(best.performance.distance_mm),)),
            "split" if best.performance.is_split else "rep",
            time_cell(best.performance.time_ms),
            day_text(best.performance.day),
            best.session,
            "edited" if best.performance.edited else "",
        )
        for best in bests
    )
    head = ("Distance", "As", "Best", "Date", "Session", "Remarks")
    return Table(head, rows, frozenset({0, 2}), ("Distance (m)", "As", "Best (s)", *head[3:]))


def falls_chart(falls: Sequence[Fall]) -> ChartData | None:
    """How a best fell, over days.

    Returns:
        None where it has not fallen yet.
    """
    from trackclock.ui.widgets.chart import ChartData, Series

    if len(falls) < 2:
        return None
    points = tuple((fall.performance.day, fall.performance.time_ms) for fall in falls)
    ticks = tuple((day, day_text(day)[2:]) for day in sorted({day for day, _ in points}))
    title = f"Best over {format_distance(falls[-1].performance.distance_mm)}"
    return ChartData(title, "date", "min:s", ticks, (Series("", points),))
