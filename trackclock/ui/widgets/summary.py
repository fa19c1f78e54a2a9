"""The summary of a session: verdict, reps, recoveries, a plot, the runner's note.

It exists as a widget of its own because the run screen shows it after the last rep and the history shows it for good.
"""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from trackclock.application.report import Report
from trackclock.core.view import RepRow
from trackclock.ui.access import keymap_of
from trackclock.ui.key_figures import key_figures
from trackclock.ui.once_shown import once_shown
from trackclock.ui.rep_chart import rep_chart
from trackclock.ui.report import (
    brief_verdict_lines,
    rep_cells,
    rep_columns,
    rep_detail,
    verdict_lines,
)
from trackclock.ui.widgets.chart_place import ChartPlace
from trackclock.ui.widgets.rows import RowList
from trackclock.ui.words import MUTED_STYLE, clean

_BESIDE_WIDTH = 136
"""From this width on the plot stands beside the reps."""

_LOW = 16
"""With fewer rows there are only the reps, the verdicts in a word and the note."""

_PLOT_ROWS = 8
"""The plot stands below the reps where at least so many rows are left."""


class NoteLine(Static):
    """The note and the effort in one line; a click on it asks to write them."""

    class Wanted(Message):
        """The runner wants to write a note."""

    def show(self, note: str, effort: int | None, key: str) -> None:
        """Show what is written.

        Args:
            note: the runner's words.
            effort: 1 to 10, or None.
            key: the key that writes them.
        """
        parts: list[str | tuple[str, str]] = []
        if effort is not None:
            parts.append((f"Effort {effort} of 10  ", "bold"))
        if note:
            parts.append(clean(note))
        if not parts:
            parts.append((f"{key}: write a note and rate the effort", MUTED_STYLE))
        self.update(Content.assemble(*parts))

    def on_click(self, event: events.Click) -> None:
        """Ask for the note's dialog."""
        event.stop()
        self.post_message(self.Wanted())


class SummaryView(Vertical):
    """A report on the screen: what both the run screen and the history show."""

    class Arranged(Message):
        """Whether the plot can be shown or hidden is another now."""

    DEFAULT_CSS = """
    SummaryView {
        height: 1fr;
        & > #figures { height: auto; max-height: 2; }
        & > #verdicts { height: auto; max-height: 34%; }
        & > #body { height: 1fr; min-height: 4; }
        & > #body > #reps { width: 1fr; }
        & > #body > #plot { width: 1fr; height: 1fr; display: none; }
        & > #detail { height: auto; max-height: 4; color: $foreground; }
        & > NoteLine { height: 1; }
        & > #below { height: 1fr; display: none; }
        &.-beside > #body > #plot { display: block; }
        &.-beside > #body > #reps { width: 3fr; }
        &.-beside > #body > #plot { width: 2fr; }
        &.-below > #below { display: block; }
        &.-only-plot > #body > #reps { display: none; }
        &.-only-plot > #body > #plot { display: block; }
        &.-only-plot > #below { display: none; }
        &.-low > #verdicts { max-height: 2; text-wrap: nowrap; text-overflow: ellipsis; }
        &.-low > #body > #reps { scrollbar-size-horizontal: 0; }
        &.-low > #detail, &.-low > #figures { display: none; }
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        """Make it empty.

        Args:
            id: as for any widget.
            classes: as for any widget.
        """
        super().__init__(id=id, classes=classes)
        self._report: Report | None = None
        self._wants_plot = False
        self._has_plot = False
        self._could_toggle = False

    def compose(self) -> ComposeResult:
        """Three figures, reps with the plot beside or below them, sentences, details of one rep, note."""
        yield Static(id="figures")
        with Horizontal(id="body"):
            yield RowList(id="reps", is_choosable=False)
            yield ChartPlace(id="plot")
        yield ChartPlace(id="below")
        yield Static(id="verdicts")
        yield Static(id="detail")
        yield NoteLine(id="note")

    @property
    def reps(self) -> RowList:
        """The list of reps."""
        return self.query_one("#reps", RowList)

    @property
    def chosen(self) -> RepRow | None:
        """The rep that the cursor is on."""
        if self._report is None or not self._report.rows:
            return None
        return self._report.rows[min(self.reps.cursor, len(self._report.rows) - 1)]

    def show(self, report: Report, day: int | None = None) -> None:
        """Show a session.

        Args:
            report: it.
            day: its local date, in days since 1970-01-01; None where it has just been run.
        """
        self._report = report
        rows = report.rows
        self.query_one("#figures", Static).update(key_figures(report, day))
        self._show_verdicts()
        key = keymap_of(self).key_of("note")
        self.query_one("#note", NoteLine).show(report.results.note, report.results.effort, key)
        self._show_reps()
        if not rows:
            self.query_one("#detail", Static).update("")
        self._arrange()

    def _show_reps(self) -> None:
        report = self._report
        if report is not None:
            rows, room = report.rows, self.reps.size.width or None
            self.reps.show(len(rows), lambda index: rep_cells(rows[index], report), columns=rep_columns(report, room))

    def _show_verdicts(self) -> None:
        report = self._report
        if report is None:
            return
        lines = brief_verdict_lines(report) if self.has_class("-low") else verdict_lines(report)
        if not report.rows:
            lines = [Content.styled("No rep was started.", MUTED_STYLE)]
        self.query_one("#verdicts", Static).update(Content("\n").join(lines))

    def toggle_plot(self) -> None:
        """Show the plot in place of the reps where there is no room for both, or put it away."""
        self._wants_plot = not self._wants_plot
        self._arrange()

    @property
    def has_room_for_plot(self) -> bool:
        """Whether the plot is shown anyway."""
        return self.has_class("-beside") or self.has_class("-below")

    @property
    def can_toggle_plot(self) -> bool:
        """Whether there is something to plot that is not shown anyway."""
        return self._has_plot and not self.has_room_for_plot

    def on_resize(self) -> None:
        """Find room for the plot; where there are few rows the reps come first."""
        self.set_class(self.size.height < _LOW, "-low")
        self._show_verdicts()
        self._arrange()

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Say all about the rep under the cursor."""
        event.stop()
        if self._report is not None and (row := self.chosen) is not None:
            self.query_one("#detail", Static).update(rep_detail(row, self._report))

    def _arrange(self) -> None:
        report = self._report
        if report is None or not self.size.width:
            return
        data = rep_chart(report)
        self._has_plot = data is not None
        is_wide = self.size.width >= _BESIDE_WIDTH
        taken = 8 + len(report.rows) + len(verdict_lines(report))
        fits_below = not is_wide and self.size.height - taken >= _PLOT_ROWS
        self.set_class(data is not None and is_wide, "-beside")
        self.set_class(data is not None and fits_below, "-below")
        only = data is not None and self._wants_plot and not self.has_room_for_plot
        self.set_class(only, "-only-plot")
        shows_below = self.has_class("-below")
        body = self.query_one("#body")
        body.styles.height = len(report.rows) + 1 if shows_below else "1fr"
        # The sentences follow on the last rep; a row is left for a scrollbar.
        shows_reps_only = not (shows_below or only or self.has_class("-beside"))
        body.styles.max_height = len(report.rows) + 2 if shows_reps_only else None
        once_shown(self, self._show_reps)  # once the list has its width
        if self.can_toggle_plot is not self._could_toggle:
            self._could_toggle = self.can_toggle_plot
            self.post_message(self.Arranged())
        if data is None:
            return
        if is_wide or only:
            self.query_one("#plot", ChartPlace).draw(data)
        elif fits_below:
            self.query_one("#below", ChartPlace).draw(data)
