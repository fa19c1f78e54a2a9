"""The screen of whoever watches a session that another app runs: the same lines, painted by the same painter.

It exists apart from the live screen because no key of it does anything to a session; it waits for one, shows it, and
shows the next one as soon as that begins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from trackclock.application.watching import Kind, Sight, Watching
from trackclock.core.durations import format_duration
from trackclock.core.view import BandPiece, Flash, LiveView
from trackclock.keys.live import WATCHING
from trackclock.ui import navigation
from trackclock.ui.access import keymap_of, services_of
from trackclock.ui.following import Follower
from trackclock.ui.live import status
from trackclock.ui.live.pulse import Pulse
from trackclock.ui.run import parts
from trackclock.ui.run.painter import Painter
from trackclock.ui.run.summary_panel import SummaryPanel
from trackclock.ui.run.track_screen import TrackScreen
from trackclock.ui.widgets.line import Part
from trackclock.ui.words import clean, local_text

if TYPE_CHECKING:
    from trackclock.application.report import Report
    from trackclock.ports import SessionHeader
    from trackclock.recorder import Recorder, Saving

_NO_SESSION = "No session is running.\nThe next one is shown as soon as it begins."


class WatchedSummary(SummaryPanel):
    """The summary of a session that was watched; its note is written where it was run."""

    def show(self, report: Report, day: int | None = None) -> None:
        """Show a session, with its note if there is one."""
        super().show(report, day)
        results = report.results
        self.query_one("#note").display = bool(results.note) or results.effort is not None

    def action_write_note(self) -> None:
        """Not here."""


class WatchPainter(Painter):
    """Paints a session that another app runs: instead of sound and saving it says that it is watched."""

    is_gone = False
    """Whether no app runs the session any more, though nobody has ended it."""
    trouble = ""
    """Why the history cannot be read; empty while it can."""

    def paint(self, view: LiveView, now_ms: int, recorder: Recorder | None) -> None:
        """Show one instant; the recorder is another one whenever the log has grown."""
        if self.summary is not None and recorder is not None:
            self.summary.recorder = recorder
        super().paint(view, now_ms, recorder)

    def _paint_keys(self, _view: LiveView) -> None:
        keymap = keymap_of(self._screen)
        self._keys.show(
            [
                Part(
                    command.footer, rank=command.rank, key=keymap.shown(command), action=f"app.command('{command.id}')"
                )
                for command in WATCHING
                if command.footer and keymap.shown(command)
            ]
        )

    def _paint_status(self, recorder: Recorder, _saving: Saving) -> None:
        told = parts.watched_parts(self.trouble, recorder.athlete)
        self._status.show(told)
        if self._small.display:
            self._small.show(status.small_parts(*self._screen.size, None if self._status.display else told[0]))

    def _flash(self, recorder: Recorder, now_ms: int) -> Flash | None:
        return None if self.is_gone else super()._flash(recorder, now_ms)

    def _danger(self, _view: LiveView, _recorder: Recorder, _saving: Saving) -> tuple[BandPiece, ...]:
        return (BandPiece("NOT RUNNING"),) if self.is_gone else ()

    def _make_summary(self, recorder: Recorder) -> SummaryPanel:
        return WatchedSummary(recorder)


class WatchScreen(TrackScreen):
    """The session that another app runs, or that there is none."""

    keys = WATCHING
    """For the page of help."""

    def __init__(self, follower: Follower | None = None, sight: Sight | None = None) -> None:
        """Show what is seen.

        Args:
            follower: who looks, where another session was shown before; a new one begins otherwise.
            sight: what was seen first.
        """
        super().__init__()
        self._follower = follower
        self._sight = sight or Sight()
        self._later: Sight | None = None
        """What was seen while another screen lay over this one."""
        self._pulse: Pulse[LiveView] | None = None
        self._watched: WatchPainter | None = None
        """The same as the painter."""
        self._is_followed_by_another = False

    def compose(self) -> ComposeResult:
        """The lines of a session, and what is said while there is none."""
        yield from super().compose()
        yield Static(id="waiting", markup=False)

    def on_mount(self) -> None:
        """Look, from now on."""
        services = services_of(self)
        if self._follower is None and services.watch is not None:
            self._follower = Follower(Watching(services.watch, services.clock))
        self.set_class(self._sight.recorder is None, "-waiting")
        if self._sight.recorder is not None:
            self._show(self._sight)
        if self._follower is not None:
            self._follower.hand_to(lambda sight: self.call_later(self.take, sight))

    def on_unmount(self) -> None:
        """Look no more."""
        if self._pulse is not None:
            self._pulse.stop()
        if self._follower is not None and not self._is_followed_by_another:
            self._follower.stop()

    def on_screen_resume(self) -> None:
        """Show what was seen meanwhile."""
        later, self._later = self._later, None
        if later is not None:
            self.take(later)

    def take(self, sight: Sight) -> None:
        """Show something else that was seen; another session has a screen of its own."""
        if not self.is_attached or self._is_followed_by_another:
            return
        is_other = self._painter is not None and sight.session_id not in (None, self._sight.session_id)
        if not is_other:
            self._show(sight)
        elif self.app.screen is not self:
            self._later = sight
        else:
            self._is_followed_by_another = True
            self.app.switch_screen(navigation.watch(self._follower, sight))

    def show_now(self) -> None:
        """Look at the clock again at once."""
        if self._pulse is not None and self.is_attached:
            self._pulse.look() if self._sight.kind is not Kind.GONE else self._stand_still()

    def say_only_watching(self) -> None:
        """Say why a key does nothing."""
        if self._painter is not None and self._sight.kind is not Kind.GONE:
            self._painter.show_message("this only watches: that is done where the session runs")

    def _show(self, sight: Sight) -> None:
        before, self._sight = self._sight, sight
        self.set_class(sight.recorder is None, "-waiting")
        leaves = f"\n\n{keymap_of(self).key_of('leave')} leaves"
        trouble = f"\n\n{clean(sight.trouble)}" if sight.trouble else ""
        words = Content.assemble(_NO_SESSION, (trouble, "$warning"), (leaves, "$faint"))
        self.query_one("#waiting", Static).update(words)
        recorder = sight.recorder
        if recorder is None:
            if self._pulse is not None:
                self._pulse.stop()
            return
        if self._watched is None or self._pulse is None:
            self._watched = self._painter = WatchPainter(self, services_of(self), recorder.plan)
            self._painter.fit(*self.size)
            self._pulse = Pulse(recorder, services_of(self).clock, self._on_view)
        painter = self._watched
        painter.is_gone, painter.trouble = sight.kind is Kind.GONE, sight.trouble
        self._pulse.recorder = recorder
        painter.forget_total()
        if sight.kind is Kind.GONE:
            painter.show_message(self._last_words(recorder), is_warning=True, stays=True)
            self._pulse.stop()
        elif before.kind is Kind.GONE:
            painter.clear_message()
        self.show_now()

    def _last_words(self, recorder: Recorder) -> str:
        """How far a session got that no app runs any more."""
        header: SessionHeader | None = recorder.header
        if header is None:
            return "not running any more"
        reached_ms = recorder.session_ms(self._sight.end_ms)
        when = local_text(header.started_wall_ms + reached_ms, header.utc_offset_s)
        return f"not running any more: last seen {format_duration(reached_ms)} into it, on {when}"

    def _stand_still(self) -> None:
        """The picture where the log ends."""
        if self._sight.recorder is not None:
            self._on_view(self._sight.recorder.view(self._sight.end_ms), self._sight.end_ms)

    def _on_view(self, view: LiveView, now_ms: int) -> None:
        if self._painter is not None:
            self._painter.paint(view, now_ms, self._sight.recorder)
