"""One session of the past, opened again as it was: reps, deltas, verdict, recoveries, note, and every repair.

It exists on top of the same recorder as the live screen, so that what is mended here is decided by the same rules and
lands in the same log.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from trackclock.application.exporting import write_session
from trackclock.application.reopening import ChangedMeanwhileError, Reopened, can_keep_running
from trackclock.application.report import Report, report_of
from trackclock.core import commands as ask
from trackclock.core.commands import key_of
from trackclock.core.progress import local_day
from trackclock.core.results import Status
from trackclock.errors import StoreError
from trackclock.keys import Scope, commands_of
from trackclock.ports import StoredSession
from trackclock.ui import navigation
from trackclock.ui.access import keymap_of, services_of, shell_of
from trackclock.ui.away.copying import Copying
from trackclock.ui.away.exporting import Exporting
from trackclock.ui.away.giving import GivesAway
from trackclock.ui.away.on_disk import OnDisk
from trackclock.ui.away.screen import AwayScreen, Reading
from trackclock.ui.cells import cut
from trackclock.ui.report import status_text
from trackclock.ui.spoken import words_of
from trackclock.ui.widgets.keys import HELP, KeyLine, bindings_of
from trackclock.ui.widgets.summary import NoteLine, SummaryView
from trackclock.ui.words import MUTED_STYLE, SLOWER_STYLE, clean, local_text

if TYPE_CHECKING:
    from pathlib import Path

    from trackclock.application.exporting import Form
    from trackclock.application.unfinished import Offer
    from trackclock.formats.tables import Table
    from trackclock.kept_words import KeptWords
    from trackclock.recorder import Recorder

KEYS = commands_of(Scope.SESSION)


class SessionScreen(AwayScreen[None], Reading, Copying, Exporting, GivesAway, OnDisk):
    """One past session."""

    DEFAULT_CSS = """
    SessionScreen > SummaryView { padding: 0 1; }
    SessionScreen > #empty { padding: 0 4; }
    SessionScreen.-empty > SummaryView { display: none; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS)]
    AUTO_FOCUS = "#reps"
    keys = KEYS

    def __init__(self, session_id: str, words: KeptWords | None = None) -> None:
        """Open a session.

        Args:
            session_id: which.
            words: a note about it that was not saved, to go on with it at once.
        """
        super().__init__()
        self._words = words
        self.session_id = session_id
        self._session: Reopened

    @property
    def recorder(self) -> Recorder | None:
        """The session, once it has been read."""
        return self._session.recorder

    def compose(self) -> ComposeResult:
        """Head, summary, keys."""
        yield Static(id="head")
        yield SummaryView(id="summary")
        yield Static(id="empty")
        yield KeyLine(KEYS, more=(HELP,))

    def begin(self) -> None:
        """Read the session."""
        self._session = Reopened(services_of(self), self.session_id)
        self.load()

    def on_unmount(self) -> None:
        """Let go of the session if it was taken hold of to mend it."""
        self._session.release()

    def load(self) -> None:
        """Read the session and whatever it is held against."""

        def failed(error: Exception) -> None:
            why = f"This session cannot be opened: {clean(str(error))}"
            self.show_empty(f"{why}\n\nIts log is left as it is. Press {key_of('back')} to go back.", is_empty=True)

        def question() -> tuple[Recorder, Report]:
            recorder = self._session.read()
            return recorder, report_of(recorder.results(), recorder.rows(), recorder.history)

        self.ask(question, self._show_opened, group="load", failed=failed)

    # --- showing ------------------------------------------------------------------------------------------------------

    def _show_opened(self, opened: tuple[Recorder, Report]) -> None:
        recorder, report = opened
        if not self._session.take(recorder):
            return
        self._show(report)
        if self._words is not None:
            self.action_write_note()

    def refresh_report(self) -> None:
        """Show the session as it stands after a change."""
        if self.recorder is not None:
            self._show(report_of(self.recorder.results(), self.recorder.rows(), self.recorder.history))

    def _show(self, report: Report) -> None:
        recorder = self.recorder
        header = recorder.header if recorder is not None else None
        start = recorder.start if recorder is not None else None
        if recorder is None or header is None or start is None:
            return
        status = report.results.status
        parts = self.not_saved()
        parts += [
            cut(Content.styled(clean(header.plan.name), "bold"), max(12, self.size.width - 46)),
            (f"  {clean(recorder.athlete)}" if recorder.athlete is not None else "", "bold $accent"),
            f"  {local_text(start.wall_ms, start.utc_offset_s)}",
            (f"  {status_text(status)}", MUTED_STYLE if status is Status.FINISHED else SLOWER_STYLE),
        ]
        if status is not Status.FINISHED:
            parts.append((f"  {keymap_of(self).key_of('resume')} goes on with it", "bold"))
        if header.group is not None:
            parts.append((f"  {keymap_of(self).key_of('group')} shows the group", "bold"))
        came = "imported from " if report.results.origin is not None else ""
        parts.append((f"  {came}{clean(header.source)}", MUTED_STYLE))
        if start.recorded_wall_ms is not None:
            parts.append((f"  its clock said {local_text(start.recorded_wall_ms, header.utc_offset_s)}", MUTED_STYLE))
        self.show_head(*parts)
        self.query_one(SummaryView).show(report, local_day(start.wall_ms, start.utc_offset_s))

    # --- changing -----------------------------------------------------------------------------------------------------

    def on_note_line_wanted(self, event: NoteLine.Wanted) -> None:
        """Write the note."""
        event.stop()
        self.action_write_note()

    def _hold(self) -> str:
        """Take hold of the session, so that nobody else writes to it; returns why that fails, empty if it does not."""
        try:
            self._session.hold()
        except StoreError as error:
            if isinstance(error, ChangedMeanwhileError):
                self.load()
            return clean(str(error))
        return ""

    def refusal_of(self, command: ask.Command) -> str:
        """Why a change cannot be made, in words; empty if it can. From then on nobody else writes to the session."""
        if trouble := self._hold():
            return trouble
        preview = self._session.preview(command)
        return words_of(self, preview.refusal) if preview is not None else ""

    def submit(self, command: ask.Command) -> bool:
        """Change the session and show what came of it.

        Args:
            command: what to do.

        Returns:
            Whether it holds.
        """
        recorder = self.recorder
        before = (recorder.start, recorder.athlete) if recorder is not None else None
        trouble = self._hold()
        if trouble or recorder is None:
            self.notify(trouble, severity="warning", markup=False)
            return False
        outcome = self._session.submit(command)
        if outcome.message:
            severity = "information" if outcome.is_accepted else "warning"
            self.notify(words_of(self, outcome.message), severity=severity, markup=False)  # type: ignore[arg-type]
        self.refresh_report()
        if (recorder.start, recorder.athlete) != before:
            self.load()  # what was before it is another past now
        self.watch_disk()
        return outcome.is_accepted

    def is_on_disk(self) -> bool:
        """Whether every change is on the disk."""
        return self._session.is_saved

    def show_again(self) -> None:
        """Show the head anew."""
        self.refresh_report()

    def action_write_note(self) -> None:
        """Open the dialog of the note."""
        if self.recorder is None or self.recorder.header is None:
            return
        results = self.recorder.results()

        def keep(note: str, effort: int | None) -> str:
            if (note, effort) == (results.note, results.effort):
                return ""
            if trouble := self._hold():
                return trouble
            if note != results.note:
                self.submit(ask.WriteNote(note))
            if effort != results.effort:
                self.submit(ask.RateEffort(effort))
            return ""

        words, self._words = self._words, None
        self.app.push_screen(navigation.note(results.note, results.effort, keep, self.recorder.header, words))

    def action_undo(self) -> None:
        """Undo the newest change, shown before it is done."""
        self.propose(ask.Undo(is_confirmed=True))

    def action_redo(self) -> None:
        """Redo what was undone last, shown before it is done."""
        self.propose(ask.Redo())

    def propose(self, command: ask.Command, then: Callable[[], None] | None = None) -> None:
        """Show what a change would come to, and make it if the runner agrees.

        Args:
            command: the change.
            then: done after it was made.
        """
        preview = self._session.preview(command)
        if preview is None:
            return
        if preview.refusal:
            self.notify(words_of(self, preview.refusal), severity="warning", markup=False)
            return

        def decide(is_wanted: bool | None) -> None:
            if is_wanted and self.submit(command) and then is not None:
                then()

        self.app.push_screen(navigation.preview(preview), decide)

    def action_mend(self) -> None:
        """Open the repairs of the rep under the cursor; in a session without reps those of the session itself."""
        row = self.query_one(SummaryView).chosen
        if self.recorder is None:
            return

        def decide(command: ask.Command | None) -> None:
            if command is not None:
                self.propose(command)

        if row is None:
            self.app.push_screen(navigation.mend_session(self.recorder, self.refusal_of), decide)
        else:
            self.app.push_screen(navigation.mend(self.recorder, row, self.refusal_of), decide)

    def action_resume(self) -> None:
        """Go on with a session that did not finish."""
        recorder = self.recorder
        if recorder is None or recorder.header is None:
            return
        if recorder.results().status is Status.FINISHED:
            self.notify("This session is finished; there is nothing to go on with.")
            return
        services, group_id = services_of(self), recorder.header.group
        if group_id is None:
            self._resume_alone()
            return

        def question() -> Offer | None:
            from trackclock.application.unfinished import group_left

            return group_left(services, group_id)

        def then(offer: Offer | None) -> None:
            if offer is None:
                self._resume_alone()
            elif offer.group is None or not offer.can_keep:
                self.notify("Its group was left too long ago to go on with; the list of sessions files it as it is.")
            else:
                self._session.release()
                shell_of(self).resume_group(offer.group)

        self.ask(question, then, group="group")

    def _resume_alone(self) -> None:
        gone_ms = self._session.gone_ms()

        def decide(keep_running: bool | None) -> None:
            if keep_running is None:
                return
            try:
                stored = self._session.give_back()
            except StoreError as error:
                self.complain(error)
                return
            shell_of(self).pick_up(stored, keep_running=keep_running)

        self.app.push_screen(navigation.resume(gone_ms, can_keep=can_keep_running(gone_ms)), decide)

    def may_load_again(self) -> bool:
        """After a session was gone on with, show what it has come to; while it is mended, it is what is here."""
        return self.recorder is not None and not self._session.is_held

    # --- looking ------------------------------------------------------------------------------------------------------

    def action_plot(self) -> None:
        """Show or hide the plot."""
        view = self.query_one(SummaryView)
        if view.has_room_for_plot:
            self.notify("The diagram is shown already.")
        else:
            view.toggle_plot()

    def action_group(self) -> None:
        """Show the group that it was run with."""
        header = self.recorder.header if self.recorder is not None else None
        if header is not None and header.group is not None:
            self.app.push_screen(navigation.group_summary(header.group))
        else:
            self.notify("This session was run alone.")

    def action_workout(self) -> None:
        """Show this workout over time."""
        from trackclock.core.comparisons import workout_of

        if self.recorder is None:
            return
        key = workout_of(self.recorder.plan, self.recorder.results().plan)
        if not key:
            self.notify("A session without reps has nothing to compare.")
            return
        self.app.push_screen(navigation.workout(key, self.recorder.plan.name))

    def to_export(self) -> Callable[[Form], Path] | None:
        """The session as it stands, saved or not."""
        recorder, services = self.recorder, services_of(self)
        if recorder is None or recorder.header is None:
            return None
        stored = StoredSession(recorder.header, recorder.log)
        return lambda form: write_session(stored, form, services.exports_dir, services.history)

    def to_copy(self) -> tuple[str, Callable[[], Table]] | None:
        """The reps."""
        if self.recorder is None:
            return None
        from trackclock.formats.session_text import reps_table

        table = reps_table(self.recorder.results(), self.recorder.deltas())
        return f"session {self.session_id}", lambda: table

    def csv_of(self, table: Table) -> str:
        """The reps, a lap a column, with the figures that are shown."""
        from trackclock.formats.csv_text import wide_csv

        recorder = self.recorder
        return wide_csv(recorder.results(), recorder.deltas()) if recorder is not None else super().csv_of(table)
