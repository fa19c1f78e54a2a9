"""The marks of a group in order of arrival, to say whose they were: after the finish, or years later.

It exists because a name that was pressed in the rain is wrong now and then; what is said here is decided by the group's
recorder as on the day, and lands in the same logs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from trackclock.application.group_reopening import ReopenedGroup
from trackclock.application.reopening import ChangedMeanwhileError
from trackclock.core.durations import format_duration
from trackclock.core.figures import RESULT, RUNNING, time_text
from trackclock.core.group import commands as group_ask
from trackclock.core.group.commands import GroupCommand
from trackclock.core.group.mark_list import MarkLine, mark_lines
from trackclock.errors import StoreError
from trackclock.keys import Scope, commands_of
from trackclock.ui import navigation
from trackclock.ui.access import keymap_of, services_of
from trackclock.ui.away.on_disk import OnDisk
from trackclock.ui.away.screen import AwayScreen, Reading
from trackclock.ui.cells import cut
from trackclock.ui.spoken import words_of
from trackclock.ui.widgets.cut_off import CutOff
from trackclock.ui.widgets.keys import HELP, KeyLine, bindings_of
from trackclock.ui.widgets.rows import Column, RowList
from trackclock.ui.words import DELETED_STYLE, MUTED_STYLE, SLOWER_STYLE, clean, local_text, plural

if TYPE_CHECKING:
    from trackclock.recorder.group import GroupRecorder

KEYS = commands_of(Scope.MARKS)

_COLUMNS = (
    Column("At", 9, is_right=True),
    Column("Split", 9, is_right=True),
    Column("Who", 16),
    Column("What", 12, grows=True),
)


class GroupMarksScreen(AwayScreen[None], Reading, OnDisk):
    """The marks of one group."""

    DEFAULT_CSS = """
    GroupMarksScreen > #who { height: auto; max-height: 3; padding: 0 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS)]
    keys = KEYS

    def __init__(self, group_id: str) -> None:
        """Show the marks of a group.

        Args:
            group_id: which.
        """
        super().__init__()
        self.group_id = group_id
        self._group: ReopenedGroup
        self._lines: tuple[MarkLine, ...] = ()

    def compose(self) -> ComposeResult:
        """Head, marks, whose key is which, keys."""
        yield Static(id="head")
        yield RowList(_COLUMNS, id="list", is_choosable=False)
        yield CutOff(id="who")
        yield Static(id="empty")
        yield KeyLine(KEYS, more=(HELP,))

    def begin(self) -> None:
        """Read the group."""
        self._group = ReopenedGroup(services_of(self), self.group_id)
        self.load()

    def on_unmount(self) -> None:
        """Let go of the group if it was taken hold of to mend it."""
        self._group.release()

    def may_load_again(self) -> bool:
        """While it is mended, it is what is here."""
        return not self._group.is_held

    def load(self) -> None:
        """Read the group."""

        def failed(error: Exception) -> None:
            why = f"The marks cannot be opened: {clean(str(error))}"
            self.show_empty(f"{why}\n\nPress {keymap_of(self).key_of('back')} to go back.", is_empty=True)

        def taken(recorder: GroupRecorder) -> None:
            if self._group.take(recorder):
                self._show()

        self.ask(self._group.read, taken, group="load", failed=failed)

    # --- showing ------------------------------------------------------------------------------------------------------

    @property
    def rows(self) -> RowList:
        """The marks."""
        return self.query_one(RowList)

    @property
    def chosen(self) -> MarkLine | None:
        """The mark under the cursor."""
        return self._lines[min(self.rows.cursor, len(self._lines) - 1)] if self._lines else None

    def _show(self) -> None:
        recorder = self._group.recorder
        header = recorder.header if recorder is not None else None
        if recorder is None or header is None:
            return
        self._lines = mark_lines(recorder.state, [(one.results(), one.log) for one in recorder.members])
        unnamed = len(recorder.state.unnamed())
        self.show_head(
            *self.not_saved(),
            cut(Content.styled(clean(header.plan.name), "bold"), max(12, self.size.width - 46)),
            f"  {local_text(header.started_wall_ms, header.utc_offset_s)}",
            (f"  {plural(len(self._lines), 'mark')}", MUTED_STYLE),
            (f"  {unnamed} without a name" if unnamed else "", "bold"),
        )
        keymap = keymap_of(self)
        keys = [(keymap.key_of(f"athlete_{number}"), name) for number, name in enumerate(recorder.names, start=1)]
        # A key is not torn from its name, nor a name in two.
        who = Content("  ").join(
            Content.assemble((key, "bold $accent"), f" {clean(name)}".replace(" ", "\N{NO-BREAK SPACE}"))
            for key, name in keys
        )
        self.query_one("#who", CutOff).update(who)
        self.show_empty("Nobody has passed.", is_empty=not self._lines)
        self.rows.show(len(self._lines), self._cells)

    def _cells(self, index: int) -> Sequence[Content | str]:
        line, recorder = self._lines[index], self._group.recorder
        mark = line.mark
        at, split = format_duration(mark.at, RUNNING), time_text(line.split_ms, RESULT)
        if recorder is None or mark.is_dropped:
            return tuple(Content.styled(text, DELETED_STYLE) for text in (at, split, "nobody", "dropped"))
        if mark.athlete is None:
            return at, split, Content.styled("?", f"bold {SLOWER_STYLE}"), ""
        return at, split, clean(recorder.names[mark.athlete]), line.what

    # --- changing -----------------------------------------------------------------------------------------------------

    def action_give(self, athlete: int) -> None:
        """Say that the mark under the cursor was an athlete; -1: nobody's yet."""
        recorder, line = self._group.recorder, self.chosen
        if recorder is None or line is None:
            return
        if athlete >= len(recorder.names):
            self.notify(f"There are {plural(len(recorder.names), 'athlete')}.")
            return
        command = group_ask.GiveMark(line.mark.number, athlete if athlete >= 0 else None)
        if line.mark.athlete is None and not line.mark.is_dropped and athlete >= 0:
            # It takes nothing from anybody, and there may be many of them.
            if self._submit(command):
                self._go_to_unnamed()
        else:
            self._propose(command)

    def action_drop(self) -> None:
        """Say that the mark under the cursor was none."""
        if (line := self.chosen) is not None:
            self._propose(group_ask.DropMark(line.mark.number))

    def action_swap(self) -> None:
        """Swap the mark under the cursor with the next one of somebody else."""
        line = self.chosen
        if line is None:
            return
        after = self._lines[self._lines.index(line) + 1 :]
        others = (one.mark for one in after if not one.mark.is_dropped and one.mark.athlete != line.mark.athlete)
        if line.mark.is_dropped or (other := next(others, None)) is None:
            self.notify("There is no mark of somebody else behind it to swap it with.", severity="warning")
            return
        self._propose(group_ask.SwapMarks(line.mark.number, other.number))

    def action_undo(self) -> None:
        """Undo the newest change, shown before it is done."""
        self._propose(group_ask.UndoNewest(is_confirmed=True))

    def action_redo(self) -> None:
        """Redo what was undone last, shown before it is done."""
        self._propose(group_ask.RedoNewest())

    def action_open(self) -> None:
        """Open the session of the athlete whose mark is under the cursor."""
        recorder, line = self._group.recorder, self.chosen
        if recorder is None or line is None or line.mark.athlete is None:
            return
        header = recorder.members[line.mark.athlete].header
        if header is not None:
            self._let_go()
            self.app.push_screen(navigation.session(header.id))

    def _let_go(self) -> None:
        """Another screen may mend one of the sessions; this one reads them again when it is back in front."""
        self._group.release()

    def _propose(self, command: GroupCommand) -> None:
        """Show what a change would come to, and make it if the coach agrees."""
        preview = self._group.preview(command)
        if preview is None:
            return
        if preview.refusal:
            self.notify(words_of(self, preview.refusal), severity="warning", markup=False)
            return

        def decide(is_wanted: bool | None) -> None:
            if is_wanted:
                self._submit(command)

        self.app.push_screen(navigation.preview(preview), decide)

    def _submit(self, command: GroupCommand) -> bool:
        """Make a change and show what came of it; returns whether it holds."""
        try:
            outcome = self._group.submit(command)
        except StoreError as error:
            if isinstance(error, ChangedMeanwhileError):
                self.load()
            self.complain(error)
            return False
        if outcome.message:
            say: Callable[..., None] = self.notify
            severity = "information" if outcome.is_accepted else "warning"
            say(words_of(self, outcome.message), severity=severity, markup=False)
        self._show()
        self.watch_disk()
        return outcome.is_accepted

    def _go_to_unnamed(self) -> None:
        """Put the cursor on the next mark without a name, if there is one."""
        here = self.rows.cursor
        unnamed = [
            index for index, line in enumerate(self._lines) if line.mark.athlete is None and not line.mark.is_dropped
        ]
        if unnamed:
            self.rows.cursor = next((index for index in unnamed if index > here), unnamed[0])

    def is_on_disk(self) -> bool:
        """Whether every change is on the disk."""
        return self._group.is_saved

    def show_again(self) -> None:
        """Show the head anew."""
        self._show()
