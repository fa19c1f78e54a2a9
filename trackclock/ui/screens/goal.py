"""The goal: days to go, its pace, what the sessions point to, the trend towards it, and the next days.

It exists because a prediction is only worth reading beside its method, its range and the sessions behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from trackclock.application.config_file import FILE
from trackclock.application.goal_file import load_goal, save_goal
from trackclock.application.goal_text import MAX_LENGTH, PROPOSAL, GoalError, with_year
from trackclock.application.outlook import Outlook, read_outlook
from trackclock.application.services import today_of
from trackclock.core.figures import ESTIMATE, difference, time_text
from trackclock.keys import Scope, commands_of
from trackclock.ui import navigation
from trackclock.ui.access import keymap_of, services_of
from trackclock.ui.away.copying import Copying
from trackclock.ui.away.listed import Charted
from trackclock.ui.away.screen import AwayScreen, Reading
from trackclock.ui.away.whose import OfAthlete, shown
from trackclock.ui.outlook import days_text, head_text, outlook_chart, pace_text, predictions_table
from trackclock.ui.widgets.chart_place import ChartPlace
from trackclock.ui.widgets.keys import HELP, KeyLine, bindings_of
from trackclock.ui.widgets.rows import Column, RowList
from trackclock.ui.words import clean, day_text, delta_text, plural

if TYPE_CHECKING:
    from trackclock.formats.tables import Table
    from trackclock.ui.widgets.chart import ChartData

KEYS = commands_of(Scope.GOAL)
_COLUMNS = (
    Column("Points to", 9, is_right=True),
    Column("To goal", 10, is_right=True),
    Column("From", 10),
    Column("Method", 20, grows=True),
)


class GoalScreen(AwayScreen[None], Reading, OfAthlete, Charted, Copying):
    """The way to the goal."""

    DEFAULT_CSS = """
    GoalScreen > #all { height: 1fr; }
    GoalScreen #paces { height: auto; padding: 0 1; }
    GoalScreen #list { height: 6; padding: 0 1; }
    GoalScreen #facts { height: auto; padding: 0 1; color: $faint; }
    GoalScreen #plot { height: 55vh; min-height: 10; display: none; }
    GoalScreen.-plot #plot { display: block; }
    GoalScreen #days { height: auto; padding: 0 1; margin-top: 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS)]
    keys = KEYS
    no_chart = "A diagram needs two sessions that point to a time."

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self._outlook: Outlook | None = None

    def compose(self) -> ComposeResult:
        """Head, paces, predictions, chart, days, keys."""
        yield Static(Content.styled("Goal", "bold"), id="head")
        with VerticalScroll(id="all", can_focus=False):
            yield Static(id="paces")
            yield RowList(_COLUMNS, id="list")
            yield Static(id="facts")
            yield ChartPlace(id="plot")
            yield Static(id="days")
        yield KeyLine(shown(KEYS), more=(HELP,))

    def load(self) -> None:
        """Read the history."""
        services = services_of(self)
        self.ask(lambda: read_outlook(services), self._show, group="load")

    # --- showing ------------------------------------------------------------------------------------------------------

    def _show(self, outlook: Outlook) -> None:
        self._outlook = outlook
        self.show_head(head_text(outlook, keymap_of(self).key_of("edit")))
        self.query_one("#paces", Static).update(pace_text(outlook))
        found = outlook.predictions
        rows = self.rows
        rows.styles.height = len(found) + 1 if found else 0
        rows.display = bool(found)
        rows.show(len(found), self._cells)
        if not found:
            self.query_one("#facts", Static).update(
                "Nothing of the last six weeks points to it. Run 4 x 600 m with 5 min (the mile predictor), or a time "
                "trial: one rep of 1,500 m or more, rated 7 or harder."
            )
        self.query_one("#days", Static).update(days_text(outlook))
        self.draw_chart()

    def _cells(self, index: int) -> Sequence[Content | str]:
        outlook = self._outlook
        if outlook is None:
            return ()
        found = outlook.predictions[index]
        against: Content | str = ""
        if outlook.goal is not None:
            against = delta_text(difference(found.time_ms, outlook.goal.goal.time_ms, ESTIMATE))
        return (
            Content.styled(time_text(found.time_ms, ESTIMATE), "bold"),
            against,
            day_text(found.day),
            found.facts.name,
        )

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Say where the method comes from and where it holds."""
        event.stop()
        if self._outlook is not None and event.index < len(self._outlook.predictions):
            found = self._outlook.predictions[event.index]
            parts = [f"{found.facts.name}: {found.facts.source}", f"holds for {found.facts.validity}"]
            parts.append(f"from {plural(len(found.sessions), 'session')} of the last six weeks")
            self.query_one("#facts", Static).update(Content("\n".join(parts)))

    def chart(self) -> ChartData | None:
        """What the sessions pointed to, over time."""
        return outlook_chart(self._outlook) if self._outlook is not None else None

    # --- doing --------------------------------------------------------------------------------------------------------

    def action_edit(self) -> None:
        """Set the goal."""
        services = services_of(self)
        today = today_of(services)
        if services.athlete is not None:
            where = f'goal = "5k 19:30" below the name in {services.config_dir / FILE}'
            self.notify(f"The goal of {clean(services.athlete)} is {clean(where)}.", markup=False)
            return

        def keep(text: str) -> str:
            if len(text) > MAX_LENGTH:
                return f"That is too long; {PROPOSAL}"
            try:
                save_goal(services.config_dir, with_year(text, today) if text else "")
            except GoalError as error:
                return clean(str(error))
            return ""

        def then(text: str | None) -> None:
            if text is not None:
                self.load()

        title, value = "What do you train for? Empty for nothing.", load_goal(services.config_dir)
        self.app.push_screen(navigation.ask_line(title, value, "mile 5:30 on 27 September", keep), then)

    def action_open(self) -> None:
        """Open the newest session behind the prediction under the cursor."""
        cursor = self.rows.cursor
        if self._outlook is None or cursor >= len(self._outlook.predictions):
            return
        self.app.push_screen(navigation.session(self._outlook.predictions[cursor].sessions[-1]))

    def to_copy(self) -> tuple[str, Callable[[], Table]] | None:
        """The predictions."""
        outlook = self._outlook
        return ("predictions", lambda: predictions_table(outlook)) if outlook is not None else None
