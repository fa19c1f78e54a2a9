"""What a group's session came to: a row an athlete, a column a rep, and what there is to say of each athlete.

It exists because whoever stands beside the track asks who ran what; each row opens the session that it is made of.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from trackclock.application.group_reopening import ReopenedGroup
from trackclock.application.group_report import GroupReport, group_report, write_group
from trackclock.application.reopening import FLUSH_S
from trackclock.core.durations import format_duration
from trackclock.core.figures import RESULT, time_text
from trackclock.core.group.summary import AthleteSummary, GroupCell
from trackclock.errors import StoreError
from trackclock.keys import Scope, commands_of
from trackclock.ui import navigation
from trackclock.ui.access import keymap_of, services_of
from trackclock.ui.away.copying import Copying
from trackclock.ui.away.exporting import Exporting
from trackclock.ui.away.screen import AwayScreen, Reading
from trackclock.ui.cells import cut
from trackclock.ui.report import aim_lines
from trackclock.ui.widgets.cut_off import CutOff
from trackclock.ui.widgets.keys import HELP, KeyLine, bindings_of
from trackclock.ui.widgets.rows import Column, RowList
from trackclock.ui.words import (
    BEST,
    BEST_STYLE,
    MUTED_STYLE,
    SLOWER_STYLE,
    clean,
    delta_sign,
    delta_style,
    local_text,
    plural,
)

if TYPE_CHECKING:
    from pathlib import Path

    from trackclock.application.exporting import Form
    from trackclock.formats.tables import Table
    from trackclock.recorder.group import GroupRecorder

KEYS = commands_of(Scope.GROUP_SUMMARY)

_NAME_WIDTH = 16
"""A longer name is cut off in the table, and whole below it."""


class Beside(Enum):
    """What stands beside each time."""

    TARGET = auto()
    PLACE = auto()
    NOTHING = auto()


class GroupSummaryScreen(AwayScreen[None], Reading, Copying, Exporting):
    """One past session of a group."""

    DEFAULT_CSS = """
    GroupSummaryScreen > #said { height: auto; max-height: 6; padding: 0 1; }
    GroupSummaryScreen > #note { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS)]
    keys = KEYS

    def __init__(self, group_id: str) -> None:
        """Show a group.

        Args:
            group_id: which.
        """
        super().__init__()
        self.group_id = group_id
        self._report: GroupReport | None = None
        self._beside: Beside | None = None
        """None until it has been read."""

    def compose(self) -> ComposeResult:
        """Head, table, what there is to say of one athlete, the group's note, keys."""
        yield Static(id="head")
        yield RowList(id="list", fixed=1, is_choosable=True)
        yield CutOff(id="said")
        yield Static(id="note")
        yield Static(id="empty")
        yield KeyLine(KEYS, more=(HELP,))

    def load(self) -> None:
        """Read the group and whatever its athletes are held against."""
        services = services_of(self)

        def question() -> GroupReport:
            services.store.flush(FLUSH_S)
            stored = services.history.group(self.group_id)
            if stored is None:
                raise StoreError("there is no such group in the history any more")
            return group_report(stored, services.history)

        def failed(error: Exception) -> None:
            why = f"This group cannot be opened: {clean(str(error))}"
            self.show_empty(f"{why}\n\nPress {keymap_of(self).key_of('back')} to go back.", is_empty=True)

        self.ask(question, self._show, group="load", failed=failed)

    # --- showing ------------------------------------------------------------------------------------------------------

    @property
    def rows(self) -> RowList:
        """The table."""
        return self.query_one(RowList)

    @property
    def chosen(self) -> AthleteSummary | None:
        """The athlete under the cursor."""
        athletes = self._report.summary.athletes if self._report is not None else ()
        return athletes[min(self.rows.cursor, len(athletes) - 1)] if athletes else None

    def _show(self, report: GroupReport) -> None:
        self._report = report
        if self._beside is None:
            self._beside = first_beside(report)
        header, start = report.group.header, report.group.start
        gone = f"  deleted since: {clean(', '.join(report.gone))}" if report.gone else ""
        self.show_head(
            cut(Content.styled(clean(header.plan.name), "bold"), max(12, self.size.width - 40)),
            f"  {local_text(start.wall_ms, start.utc_offset_s)}",
            (f"  {plural(len(report.sessions), 'athlete')}", MUTED_STYLE),
            (gone, "bold"),
        )
        key = keymap_of(self).key_of("note")
        note = clean(report.note) if report.note else Content.styled(f"{key}: write a note", MUTED_STYLE)
        self.query_one("#note", Static).update(note)
        self.show_empty("Every session of this group was deleted.", is_empty=not report.sessions)
        self._show_table()
        self._say()

    def _show_table(self) -> None:
        report, beside = self._report, self._beside
        if report is None or beside is None:
            return
        summary = report.summary
        names = [clean(row.name) for row in summary.athletes]
        cells = [[cell_of(cell, beside) for cell in row.cells] for row in summary.athletes]
        columns = [
            Column("Athlete", max(7, min(_NAME_WIDTH, max(map(cell_len, names), default=0)))),
            Column(clean(summary.mean_title), max(8, len(summary.mean_title)), is_right=True),
        ]
        for index, rep in enumerate(summary.reps):
            widest = max((line[index].cell_length for line in cells), default=0)
            columns.append(Column(clean(rep.title), max(len(rep.title), widest), is_right=True))

        def row(index: int) -> Sequence[Content | str]:
            return (names[index], mean_cell(summary.athletes[index]), *cells[index])

        self.rows.show(len(summary.athletes), row, columns=columns)

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Say what there is to say of the athlete under the cursor."""
        event.stop()
        self._say()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open the session of the athlete that was clicked."""
        event.stop()
        self.action_open()

    def _say(self) -> None:
        row = self.chosen
        if row is not None:
            self.query_one("#said", CutOff).update(Content("\n").join(said_of(row)))

    # --- doing --------------------------------------------------------------------------------------------------------

    def action_open(self) -> None:
        """Open the session of the athlete under the cursor."""
        if (row := self.chosen) is not None:
            self.app.push_screen(navigation.session(row.session))

    def action_marks(self) -> None:
        """Open the marks."""
        report = self._report
        if report is None:
            return
        if report.gone:
            gone = clean(", ".join(report.gone))
            self.notify(f"First bring back what was deleted: {gone}.", severity="warning", markup=False)
        else:
            self.app.push_screen(navigation.group_marks(self.group_id))

    def action_write_note(self) -> None:
        """Write a note about the group."""
        if self._report is None:
            return
        group, note = ReopenedGroup(services_of(self), self.group_id), self._report.note

        def keep(text: str) -> str:
            if text == clean(note):
                return ""
            try:
                group.write_note(text)
            except StoreError as error:
                return clean(str(error))
            return ""

        def then(_: str | None) -> None:
            group.release()
            self.load()

        def write(recorder: GroupRecorder) -> None:
            group.take(recorder)
            title = "A note about the group; each athlete has one of their own on their session."
            self.app.push_screen(navigation.ask_line(title, note, "wind, heat, who was missing", keep), then)

        self.ask(group.read, write, group="note", is_awaited=True)

    def action_beside(self) -> None:
        """Let something else stand beside each time."""
        if self._beside is not None:
            order = list(Beside)
            self._beside = order[(order.index(self._beside) + 1) % len(order)]
            self._show_table()

    def action_aside(self) -> None:
        """Scroll to the other reps."""
        self.rows.action_aside(1)

    # --- taking away --------------------------------------------------------------------------------------------------

    def to_copy(self) -> tuple[str, Callable[[], Table]] | None:
        """The table."""
        report = self._report
        if report is None:
            return None
        from trackclock.formats.group_text import group_table

        return f"group {self.group_id}", lambda: group_table(report.summary)

    def csv_of(self, table: Table) -> str:
        """An athlete a row, a rep a column."""
        from trackclock.formats.csv_text import group_csv

        return group_csv(self._report.summary) if self._report is not None else super().csv_of(table)

    def to_export(self) -> Callable[[Form], Path] | None:
        """One file, or a folder with one for each athlete."""
        report, services = self._report, services_of(self)
        if report is None:
            return None
        return lambda form: write_group(report, form, services.exports_dir, services.history)


def first_beside(report: GroupReport) -> Beside:
    """What stands beside the times at first: the targets, or the places where nobody has one."""
    cells = (cell for row in report.summary.athletes for cell in row.cells if cell is not None)
    return Beside.TARGET if any(cell.on_target is not None for cell in cells) else Beside.PLACE


def cell_of(cell: GroupCell | None, beside: Beside) -> Content:
    """One rep: its time, and what is to stand beside it."""
    if cell is None:
        return Content("")
    result = cell.result
    if result.skipped or result.time_ms is None:
        return Content.styled("skipped" if result.skipped else "…", MUTED_STYLE)
    text = time_text(result.time_ms, RESULT)
    if result.excluded is not None:
        time = Content.styled(text, f"{MUTED_STYLE} strike")
    elif cell.is_doubted:
        time = Content.styled(f"{text}?", SLOWER_STYLE if result.doubtful else MUTED_STYLE)
    else:
        time = Content.styled(f"{BEST}{text}", BEST_STYLE) if cell.deltas.is_best else Content(text)
    return Content.assemble(time, *_beside(cell, beside))


def _beside(cell: GroupCell, beside: Beside) -> Sequence[tuple[str, str]]:
    if beside is Beside.PLACE and cell.place is not None:
        return ((f" {cell.place}.", ""),)
    delta = cell.on_target
    if beside is Beside.TARGET and delta is not None:
        shown = delta.shown()
        return ((f" {delta_sign(shown)}{shown.text}", delta_style(shown)),)
    return ()


def mean_cell(row: AthleteSummary) -> Content:
    """An athlete's mean."""
    return Content("" if row.mean_ms is None else time_text(row.mean_ms, RESULT))


def said_of(row: AthleteSummary) -> list[Content]:
    """What there is to say of one athlete."""
    summary, results = row.summary, row.results
    facts = [plural(summary.reps, "rep"), f"{format_duration(summary.work_shown_ms)} of work"]
    if summary.skipped:
        facts.append(f"{summary.skipped} skipped")
    if summary.excluded:
        facts.append(f"{summary.excluded} left out of comparisons")
    if results.effort is not None:
        facts.append(f"effort {results.effort} of 10")
    lines = [Content.assemble((clean(row.name), "bold"), (f"  {' · '.join(facts)}", MUTED_STYLE))]
    lines += aim_lines(summary.verdicts)
    return [*lines, Content(clean(results.note))] if results.note else lines
