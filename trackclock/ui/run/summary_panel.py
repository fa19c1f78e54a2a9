"""The summary of the session that has just been run.

It exists apart from the summary itself because it follows a log that still grows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackclock.application.notes import write_note
from trackclock.application.report import report_of
from trackclock.ui import navigation
from trackclock.ui.access import services_of
from trackclock.ui.widgets.summary import NoteLine, SummaryView

if TYPE_CHECKING:
    from trackclock.core.results import SessionResults
    from trackclock.recorder import Recorder

_FOLLOW_S = 0.5
"""How soon the summary shows an undo, a note or a history that was read late."""


class SummaryPanel(SummaryView):
    """The summary of a session that has just been run; it follows the log by itself.

    It takes the focus for its list of reps, never for the note, so that its own keys count beside those of the screen.
    """

    def __init__(self, recorder: Recorder, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Make it.

        Args:
            recorder: the session.
            id: as for any widget.
        """
        super().__init__(id=id)
        self.recorder = recorder
        self._shown: SessionResults | None = None

    def on_mount(self) -> None:
        """Show the session as it stands, and whenever it has changed."""
        self.refresh_summary()
        self.reps.focus()
        self.set_interval(_FOLLOW_S, self.refresh_summary)

    def refresh_summary(self) -> None:
        """Show the session as it stands now, if that is not what is shown."""
        results = self.recorder.results()
        if results is not self._shown:
            self._shown = results
            self.show(report_of(results, self.recorder.rows(), self.recorder.history))

    def on_note_line_wanted(self, event: NoteLine.Wanted) -> None:
        """Write the note."""
        event.stop()
        self.action_write_note()

    def action_write_note(self) -> None:
        """Open the dialog of the note; what is written there goes into the log."""
        results, header = self.recorder.results(), self.recorder.header
        if header is None:
            return  # there is no session before the first press

        def keep(note: str, effort: int | None) -> str:
            return write_note(self.recorder, services_of(self).clock, note, effort)

        screen = navigation.note(results.note, results.effort, keep, header)
        self.app.push_screen(screen, lambda _: self.refresh_summary())

    def action_toggle_plot(self) -> None:
        """Show or hide the plot."""
        self.toggle_plot()
