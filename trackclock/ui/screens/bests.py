"""The bests by distance, reps and splits apart, and how each of them fell.

It exists because a 400 on the way to a mile and a 400 run on its own are different feats.
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
from trackclock.core.commands import key_of
from trackclock.core.durations import format_distance
from trackclock.core.figures import RESULT, cut, time_text
from trackclock.core.limits import LAP_MM
from trackclock.core.progress import Fall, Performance
from trackclock.errors import StoreError
from trackclock.formats.session_text import time_cell
from trackclock.formats.tables import Cell, Table, metres
from trackclock.keys import Scope, commands_of
from trackclock.ui import navigation
from trackclock.ui.access import services_of
from trackclock.ui.away.copying import Copying
from trackclock.ui.away.listed import Charted
from trackclock.ui.away.screen import AwayScreen, Reading
from trackclock.ui.away.whose import OfAthlete, shown
from trackclock.ui.widgets.chart_place import ChartPlace
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


class BestsScreen(AwayScreen[None], Reading, OfAthlete, Charted, Copying):
    """What the runner has run fastest."""

    DEFAULT_CSS = """
    BestsScreen > #falls { height: 7; padding: 0 1; border-top: solid $faint 50%; }
    BestsScreen > #plot { height: 60%; display: none; }
    BestsScreen.-low > #falls { height: 3; }
    BestsScreen.-plot > #falls { display: none; }
    BestsScreen.-plot > #plot { display: block; }
    BestsScreen.-empty > #falls { display: none; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS)]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high")]  # noqa: RUF012 - Textual's own way
    keys = KEYS
    no_chart = "This best has not fallen yet: there is nothing to draw."

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self._bests: tuple[Best, ...] = ()
        self._falls: tuple[Fall, ...] | None = None

    def compose(self) -> ComposeResult:
        """Head, table, how the best under the cursor fell, keys."""
        yield Static(Content.styled("Bests", "bold"), id="head")
        yield RowList(_COLUMNS, id="list")
        yield Static(id="falls")
        yield ChartPlace(id="plot")
        yield Static(id="empty")
        yield KeyLine(shown(KEYS), more=(HELP,))

    def load(self) -> None:
        """Read the history."""
        self.ask(lambda: read_bests(self.history), self._show, group="load")

    def _show(self, bests: tuple[Best, ...]) -> None:
        self._bests = bests
        self.show_empty(
            f"No best yet: run a session with reps over a distance.\nPress {key_of('back')} to go back.",
            is_empty=not bests,
        )
        distances = len({best.performance.distance_mm for best in bests})
        note = "  a split is a mark on the way to more"
        self.show_head(("Bests", "bold"), f"  {plural(distances, 'distance')}", (note, MUTED_STYLE))
        self.rows.show(len(bests), self._cells)

    def _cells(self, index: int) -> Sequence[Content | str]:
        best = self._bests[index].performance
        return (
            format_distance(best.distance_mm),
            Content.styled("split", MUTED_STYLE) if best.is_split else "rep",
            Content.styled(time_text(best.time_ms, RESULT), MUTED_STYLE if best.is_split else "bold"),
            time_text(cut(best.time_ms) * LAP_MM // best.distance_mm, RESULT),
            day_text(best.day),
            Content.assemble(("edited: " if best.edited else "", MUTED_STYLE), self._bests[index].session),
        )

    @property
    def chosen(self) -> Best | None:
        """The best under the cursor."""
        return self._bests[self.rows.cursor] if self.rows.cursor < len(self._bests) else None

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Read how the best under the cursor fell."""
        event.stop()
        best = self.chosen
        self._falls = None
        if best is None:
            return
        performance = best.performance

        def question() -> tuple[Fall, ...]:
            return self.history.falls(performance.distance_mm, is_split=performance.is_split)

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
                    f"  {day_text(fall.performance.day)}  {time_text(fall.performance.time_ms, RESULT):>8}",
                    gained,
                )
            )
        self.query_one("#falls", Static).update(Content("\n").join(lines))
        self.draw_chart()

    @property
    def is_chart_known(self) -> bool:
        """Whether it is known how the best under the cursor fell."""
        return self._falls is not None or self.chosen is None

    def chart(self) -> ChartData | None:
        """How the best under the cursor fell."""
        return falls_chart(self._falls or (), today_of(services_of(self)))

    def action_open(self) -> None:
        """Open the session in which the best under the cursor was set."""
        if (best := self.chosen) is not None:
            self.app.push_screen(navigation.session(best.performance.session_id))

    def to_copy(self) -> tuple[str, Callable[[], Table]]:
        """The table."""
        bests = self._bests
        return "bests", lambda: bests_table(bests)


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


def falls_chart(falls: Sequence[Fall], today: int | None = None) -> ChartData | None:
    """How a best fell, over days, and how long each of them stood.

    Args:
        falls: of one distance, oldest first.
        today: until when the last one stands, in days since 1970-01-01; None for the day on which it was set.

    Returns:
        None where it has not fallen yet.
    """
    from trackclock.ui.widgets.chart import ChartData, Series, Shape, day_ticks

    if len(falls) < 2:
        return None
    points = tuple((fall.performance.day, fall.performance.time_ms) for fall in falls)
    if today is not None and today > points[-1][0]:  # it stands until today
        points = (*points, (today, points[-1][1]))
    ticks = day_ticks(day for day, _ in points)
    title = f"Best over {format_distance(falls[-1].performance.distance_mm)}"
    return ChartData(title, "min:s", ticks, (Series("", points, Shape.STEPS),))
