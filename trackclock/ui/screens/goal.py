"""The goal: days to go, its pace, what the sessions point to, the trend towards it, and the next days.

It exists because a prediction is only worth reading beside its method, its range and the sessions behind it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from trackclock.core.durations import format_delta, format_distance, format_duration
from trackclock.core.plan import MILE_MM
from trackclock.core.progress import (
    Advice,
    DayKind,
    Method,
    Prediction,
    SessionLoad,
    Trend,
    WeekVolume,
    days_since_hard,
    days_to_race,
    goal_paces,
    local_day,
    next_days,
    predictions,
    trend_of,
    week_volumes,
)
from trackclock.core.progress.predictions import session_predictions
from trackclock.formats.tables import Table
from trackclock.ui.access import services_of
from trackclock.ui.background import Background
from trackclock.ui.goal_text import MAX_LENGTH, PROPOSAL, GoalError, RunnersGoal, load_goal, read_goal, save_goal
from trackclock.ui.screens.sized import SizedScreen
from trackclock.ui.widgets.keys import Key, KeyLine, bindings_of, palette
from trackclock.ui.widgets.rows import Column, RowList
from trackclock.ui.words import MUTED_STYLE, clean, day_text, delta_text, plural, weekday_text

if TYPE_CHECKING:
    from trackclock.ui.services import Services
    from trackclock.ui.widgets.chart import ChartData

TREND_DAYS = 182
"""The trend towards the goal is drawn through half a year."""

_SHORT_NAMES = {
    Method.MILE_PREDICTOR: "4 x 600 m",
    Method.VDOT: "VDOT",
    Method.RIEGEL: "Riegel",
    Method.SUM_OF_BEST: "best laps",
}

WEEKS_SHOWN = 4
DAYS_ADVISED = 4

KEYS = (
    Key("e", "e", "edit", "set the goal", "Set the goal and the day of the race"),
    Key("c", "c", "plot", "chart", "The trend towards the goal as a chart"),
    Key("enter", "enter", "open", "open its session", "Open the session behind the prediction"),
    Key("b", "b", "bests", "bests", "Bests by distance"),
    Key("y", "y", "copy('markdown')", "copy", "Copy the predictions as Markdown"),
    Key("Y", "Y", "copy('csv')", "", "Copy the predictions as CSV"),
    Key("escape", "esc", "back", "back", "Back"),
)
_COLUMNS = (
    Column("Points to", 9, is_right=True),
    Column("To goal", 8, is_right=True),
    Column("From", 10),
    Column("Method", 20, grows=True),
)
_DAY_STYLES = {DayKind.HARD: "bold $behind", DayKind.EASY: "$ahead", DayKind.REST: "$faint", DayKind.RACE: "bold $best"}


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is known of the way to the goal.

    Attributes:
        goal: the runner's; None where none is set.
        today: the date, in days since 1970-01-01.
        distance_mm: the race that is predicted: the goal's, else the mile.
        predictions: what the sessions point to.
        points: by method, day and predicted time of each session that points anywhere, oldest first.
        trends: by method, the line through them; methods with too few sessions are left out.
        advice: what the next days should look like.
        since_hard: days since the last hard session; None if there was none.
        weeks: the volume of the newest weeks, oldest first.
    """

    goal: RunnersGoal | None
    today: int
    distance_mm: int
    predictions: tuple[Prediction, ...]
    points: Mapping[Method, tuple[tuple[int, int], ...]]
    trends: Mapping[Method, Trend]
    advice: tuple[Advice, ...]
    since_hard: int | None
    weeks: tuple[WeekVolume, ...]


class GoalScreen(SizedScreen[None], Background):
    """The way to the goal."""

    DEFAULT_CSS = """
    GoalScreen { layout: vertical; }
    GoalScreen > #head { height: 1; padding: 0 1; background: $panel; text-wrap: nowrap; text-overflow: ellipsis; }
    GoalScreen > #all { height: 1fr; }
    GoalScreen #paces { height: auto; padding: 0 1; }
    GoalScreen #list { height: 6; padding: 0 1; }
    GoalScreen #facts { height: auto; padding: 0 1; color: $faint; }
    GoalScreen #plot { height: 12; display: none; }
    GoalScreen.-plot #plot { display: block; }
    GoalScreen #days { height: auto; padding: 0 1; margin-top: 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS)]
    AUTO_FOCUS = "#list"
    COMMANDS = {palette}  # noqa: RUF012 - Textual\'s own way
    keys = KEYS

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
            yield Vertical(id="plot")
            yield Static(id="days")
        yield KeyLine(KEYS)

    def on_mount(self) -> None:
        """Read the history."""
        self._load()

    def on_screen_resume(self) -> None:
        """A session may have been mended on the screen that was above this one."""
        if self._outlook is not None:
            self._load()

    def _load(self) -> None:
        services = services_of(self)
        self.ask(lambda: read_outlook(services), self._show, group="load")

    # --- showing ------------------------------------------------------------------------------------------------------

    def _show(self, outlook: Outlook) -> None:
        self._outlook = outlook
        self.query_one("#head", Static).update(head_text(outlook))
        self.query_one("#paces", Static).update(pace_text(outlook))
        found = outlook.predictions
        rows = self.query_one("#list", RowList)
        rows.styles.height = len(found) + 1 if found else 0
        rows.display = bool(found)
        rows.show(len(found), self._cells)
        if not found:
            self.query_one("#facts", Static).update(
                "Nothing of the last six weeks points to it. Run 4 x 600 m with 5 min (the mile predictor), or a time "
                "trial: one rep of 1,500 m or more, rated 7 or harder."
            )
        self.query_one("#days", Static).update(days_text(outlook))
        if self.has_class("-plot"):
            self._show_plot()

    def _cells(self, index: int) -> Sequence[Content | str]:
        outlook = self._outlook
        if outlook is None:
            return ()
        found = outlook.predictions[index]
        against: Content | str = ""
        if outlook.goal is not None:
            against = delta_text(found.time_ms - outlook.goal.goal.time_ms)
        return (
            Content.styled(format_duration(found.time_ms, 1), "bold"),
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

    def action_plot(self) -> None:
        """Show or hide the chart."""
        self.toggle_class("-plot")
        if self.has_class("-plot"):
            self._show_plot()

    def _show_plot(self) -> None:
        from trackclock.ui.widgets.chart import TimeChart

        data = outlook_chart(self._outlook) if self._outlook is not None else None
        if data is None:
            self.notify("A chart needs two sessions that point to a time.")
            self.remove_class("-plot")
            return
        place = self.query_one("#plot", Vertical)
        charts = place.query(TimeChart)
        if charts:
            charts.first().show(data)
        else:
            place.mount(TimeChart(data))

    # --- doing --------------------------------------------------------------------------------------------------------

    def action_edit(self) -> None:
        """Set the goal."""
        from trackclock.ui.screens.ask import AskScreen

        services = services_of(self)
        today = today_of(services)

        def wrong(text: str) -> str:
            if not text:
                return ""
            if len(text) > MAX_LENGTH:
                return f"That is too long; {PROPOSAL}"
            try:
                read_goal(text, today)
            except GoalError as error:
                return clean(str(error))
            return ""

        def then(text: str | None) -> None:
            if text is None:
                return
            try:
                from trackclock.ui.goal_text import with_year

                save_goal(services.config_dir, with_year(text, today) if text else "")
            except GoalError as error:
                self.notify(clean(str(error)), severity="error", markup=False)
                return
            self._load()

        value = load_goal(services.config_dir)
        self.app.push_screen(
            AskScreen("What do you train for? Empty for nothing.", value, "mile 5:30 on 27 September", wrong), then
        )

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open the session."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Open the newest session behind the prediction under the cursor."""
        cursor = self.query_one("#list", RowList).cursor
        if self._outlook is None or cursor >= len(self._outlook.predictions):
            return
        from trackclock.ui.screens.session import SessionScreen

        self.app.push_screen(SessionScreen(self._outlook.predictions[cursor].sessions[-1]))

    def action_bests(self) -> None:
        """Show the bests."""
        from trackclock.ui.screens.bests import BestsScreen

        self.app.push_screen(BestsScreen())

    def action_copy(self, form: str) -> None:
        """Put the predictions on the clipboard."""
        from trackclock.ui.copying import copy_table

        if self._outlook is not None:
            copy_table(self, predictions_table(self._outlook), form)

    def action_back(self) -> None:
        """Leave."""
        self.dismiss(None)


# --- reading ----------------------------------------------------------------------------------------------------------


def today_of(services: Services) -> int:
    """The local date, in days since 1970-01-01."""
    return local_day(services.clock.wall_ms(), services.clock.utc_offset_s())


def read_outlook(services: Services) -> Outlook:
    """Read everything that the screen shows; for a thread.

    Raises:
        StoreError: if the history cannot be read.
    """
    today = today_of(services)
    text = load_goal(services.config_dir)
    try:
        goal = read_goal(text, today) if text else None
    except GoalError:  # written by hand; the screen asks for it again
        goal = None
    distance_mm = goal.goal.distance_mm if goal is not None else MILE_MM
    history = services.history
    sessions = history.past_sessions(today - TREND_DAYS, today)
    points: dict[Method, list[tuple[int, int]]] = {}
    for session in sessions:
        for found in session_predictions(session, distance_mm):
            points.setdefault(found.method, []).append((session.day, found.time_ms))
    trends = {method: trend for method, values in points.items() if (trend := trend_of(values))}
    loads: tuple[SessionLoad, ...] = history.loads(since_day=today - TREND_DAYS)
    race_day = goal.race_day if goal is not None else None
    return Outlook(
        goal=goal,
        today=today,
        distance_mm=distance_mm,
        predictions=predictions(sessions, today, distance_mm),
        points={method: tuple(values) for method, values in points.items()},
        trends=trends,
        advice=next_days(loads, today, DAYS_ADVISED, race_day),
        since_hard=days_since_hard(loads, today),
        weeks=week_volumes(loads, today)[-WEEKS_SHOWN:] if loads else (),
    )


# --- saying -----------------------------------------------------------------------------------------------------------


def head_text(outlook: Outlook) -> Content:
    """The goal and the days to go."""
    goal = outlook.goal
    if goal is None:
        return Content.assemble(
            ("Goal", "bold"), "  none set: press e and write one, such as mile 5:30 on 27 September"
        )
    parts: list[str | tuple[str, str]] = [("Goal", "bold"), f"  {clean(goal.goal.text)}"]
    if goal.race_day is not None:
        days = days_to_race(goal.race_day, outlook.today)
        parts.append(f" on {weekday_text(goal.race_day)} {day_text(goal.race_day)[:4]}")
        if days is None:
            parts.append(("  the day is past: press e for the next one", MUTED_STYLE))
        else:
            parts.append((f"  {plural(days, 'day')} to go" if days else "  today", "bold $best"))
    return Content.assemble(*parts)


def pace_text(outlook: Outlook) -> Content:
    """The goal's pace on the track, and the trend towards it."""
    lines: list[Content] = []
    if outlook.goal is not None:
        paces = "  ".join(
            f"{format_distance(distance)} {format_duration(time, 1)}"
            for distance, time in goal_paces(outlook.goal.goal)
        )
        lines.append(Content.assemble(("Goal pace  ", "bold"), paces))
    if outlook.trends:
        from trackclock.ui.screens.workout import trend_line

        lines += [trend_line(_SHORT_NAMES[method], trend) for method, trend in outlook.trends.items()]
    lines.append(Content.styled(f"What your sessions point to over {format_distance(outlook.distance_mm)}", "bold"))
    return Content("\n").join(lines)


def days_text(outlook: Outlook) -> Content:
    """The next days with the rule behind each, and the volume of the last weeks."""
    lines = [Content.styled("The next days", "bold")]
    if outlook.since_hard is not None:
        words = "today" if outlook.since_hard == 0 else f"{plural(outlook.since_hard, 'day')} ago"
        lines[0] = Content.assemble(lines[0], (f"  the last hard session was {words}", MUTED_STYLE))
    lines += [
        Content.assemble(
            f"  {weekday_text(advice.day):<10}",
            (f"  {advice.kind.value:<5}", _DAY_STYLES[advice.kind]),
            (f"  {advice.rule}", MUTED_STYLE),
        )
        for advice in outlook.advice
    ]
    if outlook.weeks:
        lines.append(Content.styled("The last weeks", "bold"))
        lines += [Content(_week_text(week)) for week in outlook.weeks[::-1]]
    return Content("\n").join(lines)


def _week_text(week: WeekVolume) -> str:
    kilometres = f"{week.work_mm // 1_000_000}.{week.work_mm // 100_000 % 10} km"
    counts = f"{plural(week.sessions, 'session')}, {week.hard} hard"
    return f"  from {weekday_text(week.monday):<10}  {counts}, {kilometres} of reps in {format_duration(week.work_ms)}"


def predictions_table(outlook: Outlook) -> Table:
    """The predictions for the clipboard."""
    rows = tuple(
        (
            found.facts.name,
            format_duration(found.time_ms, 1),
            format_delta(found.time_ms - outlook.goal.goal.time_ms) if outlook.goal is not None else "",
            day_text(found.day),
            found.facts.source,
            found.facts.validity,
        )
        for found in outlook.predictions
    )
    return Table(("Method", "Points to", "To goal", "From", "Source", "Holds for"), rows, frozenset({1, 2}))


def outlook_chart(outlook: Outlook) -> ChartData | None:
    """What each session pointed to, over days, with the goal as a line.

    Returns:
        None for fewer than two sessions that point anywhere.
    """
    from trackclock.ui.widgets.chart import ChartData, Series

    days = sorted({day for points in outlook.points.values() for day, _ in points})
    if len(days) < 2:
        return None
    series = [Series(_SHORT_NAMES[method], points) for method, points in outlook.points.items()]
    if outlook.goal is not None:
        time_ms = outlook.goal.goal.time_ms
        series.insert(0, Series("goal", ((days[0], time_ms), (days[-1], time_ms))))
    ticks = tuple((day, day_text(day)[2:]) for day in days)
    return ChartData(f"The way to {format_distance(outlook.distance_mm)}", "date", "min:s", ticks, tuple(series))
