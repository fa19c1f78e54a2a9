"""The live screen: one session, from ready to its summary.

It exists to turn keys into commands with their stamps, and frozen pictures into widgets; it decides nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container

from trackclock.core import commands as ask
from trackclock.core.plan import Plan
from trackclock.core.session import Phase, initial_state
from trackclock.core.view import Counting, LiveView, Tone, live_view
from trackclock.errors import TrackclockError
from trackclock.ui import live_parts
from trackclock.ui.commands import BY_ID, AppCommand, Scope, bindings
from trackclock.ui.screens.sized import SizedScreen
from trackclock.ui.widgets.big_clock import BigClock, clock_text
from trackclock.ui.widgets.line import Line, Part
from trackclock.ui.widgets.rep_list import RepList

if TYPE_CHECKING:
    from trackclock.core.comparisons import LikeHistory, LikeKey
    from trackclock.ports import StoredSession
    from trackclock.recorder import Recorder, Submitted
    from trackclock.ui.app import TrackclockApp
    from trackclock.ui.live import Pulse

CONFIRM_MS = 3_000
"""Undo has to be asked for again within this time where it lies before the current step."""

MESSAGE_MS = 6_000
"""How long a message stands."""

FLASH_S = 0.4
"""How long the screen flashes for a GO that cannot be heard."""

_TONES = {tone: f"-{tone.value.replace('_', '-')}" for tone in Tone}


class RunScreen(SizedScreen[None]):
    """One session on the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Scope.LIVE, is_priority=True),
        Binding("escape", "let_go", show=False),
    ]

    def __init__(
        self,
        plan: Plan | None,
        source: str,
        *,
        stored: StoredSession | None = None,
        keep_running: bool = True,
    ) -> None:
        """Show a session.

        Args:
            plan: the plan to be run; None only with `stored`.
            source: the name of the file that it came from.
            stored: a session to be picked up; the caller holds it.
            keep_running: how it is picked up: as if nothing had happened, else from where it stopped.
        """
        super().__init__()
        given = stored.header.plan if stored is not None else plan
        assert given is not None  # noqa: S101 - the callers' part
        self.plan: Plan = given
        self.source = source
        self.recorder: Recorder | None = None
        """None until the first frame is painted."""
        self.pulse: Pulse | None = None
        self._stored = stored
        self._keep_running = keep_running
        self._early: list[tuple[ask.Command, int]] = []
        self._undo_asked_ms: int | None = None
        self._message_until_ms = 0
        self._tone: Tone | None = None
        self._was_up = False
        self._total_ms = 0
        self._shown_second: int | None = None

    @property
    def shell(self) -> TrackclockApp:
        """The app, by its own type."""
        return cast("TrackclockApp", self.app)

    # --- building ---------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Every line of the screen."""
        yield Line(id="offer")
        yield Line(id="head")
        yield Line(id="under")
        yield BigClock(id="clock")
        yield Line(id="facts")
        yield Line(id="coming")
        yield RepList(id="reps")
        yield Container(id="summary")
        yield Line(separator="", id="progress")
        yield Line(id="message")
        yield Line(id="status")
        yield Line(separator=" · ", id="keys")

    def on_mount(self) -> None:
        """Paint the session as it would be, before anything slow is imported."""
        self.shell.live = self
        self._head = self.query_one("#head", Line)
        self._under = self.query_one("#under", Line)
        self._clock = self.query_one(BigClock)
        self._facts = self.query_one("#facts", Line)
        self._coming = self.query_one("#coming", Line)
        self._reps = self.query_one(RepList)
        self._progress = self.query_one("#progress", Line)
        self._message = self.query_one("#message", Line)
        self._status = self.query_one("#status", Line)
        self._keys = self.query_one("#keys", Line)
        view = live_view(initial_state(self.plan), None, None, "")
        self._total_ms = view.left_ms
        self._paint(view, self.shell.services.clock.now_ms())
        if self.shell.is_painted:
            self.call_after_refresh(self.prepare)

    def on_resize(self, event: events.Resize) -> None:
        """Give each line the room that there is."""
        super().on_resize(event)
        height = event.size.height
        self.set_class(height < 20, "-small")
        self.set_class(height >= 30, "-tall")
        self._reps.styles.height = 1 if height < 14 else max(2, min(12, (height - 12) // 3))
        self._shown_second = None

    def prepare(self) -> None:
        """The screen is painted: open the store, and let the session live."""
        if self.recorder is not None:
            return
        from trackclock.recorder import Recorder
        from trackclock.ui.live import Pulse

        services = self.shell.services
        try:
            if self._stored is not None:
                self.recorder = Recorder.pick_up(self._stored, services.clock, services.store, services.speaker)
            else:
                self.recorder = Recorder(self.plan, self.source, services.clock, services.store, services.speaker)
        except TrackclockError as error:
            self.shell.fail(error)
            return
        self.pulse = Pulse(self.recorder, services.clock, self._on_view)
        if self._stored is not None:
            now_ms = services.clock.now_ms()
            self._submit(ask.KeepRunning() if self._keep_running else ask.CarryOn(), now_ms)
        for command, at_ms in self._early:
            self._submit(command, at_ms)
        self._early.clear()
        self.pulse.start()
        self._read_past()

    # --- keys -------------------------------------------------------------------------------------------------------

    def press(self, at_ms: int) -> None:
        """The one big key, on whatever screen it was pressed."""
        self._submit(ask.Press(), at_ms)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys of the session do not count while the user writes, nor enter once it is over."""
        if action == "command" and parameters:
            command = BY_ID.get(str(parameters[0]))
            if command is not None and command.scope is Scope.LIVE and self.shell.is_typing:
                return False
        return super().check_action(action, parameters)

    def give(self, command: AppCommand, at_ms: int) -> None:
        """Do one of the registry's commands for the session."""
        if command.id == "compare":
            self._compare()
        elif command.id == "undo":
            self._undo(at_ms)
        elif command.make is not None:
            self._submit(command.make(), at_ms)

    def action_let_go(self) -> None:
        """Leave the text field."""
        self.set_focus(None)

    def _undo(self, at_ms: int) -> None:
        asked_ms, self._undo_asked_ms = self._undo_asked_ms, None
        is_confirmed = asked_ms is not None and 0 <= at_ms - asked_ms <= CONFIRM_MS
        outcome = self._submit(ask.Undo(is_confirmed=is_confirmed), at_ms)
        if outcome is not None and outcome.needs_confirmation:
            self._undo_asked_ms = at_ms

    def _compare(self) -> None:
        if self.recorder is not None:
            self.tell(f"held against: {self.recorder.cycle_comparison()}")
            self.show_now()

    def _submit(self, command: ask.Command, at_ms: int) -> Submitted | None:
        if self.recorder is None or self.pulse is None:
            self._early.append((command, at_ms))
            return None
        outcome = self.recorder.submit(command, at_ms)
        if not isinstance(command, ask.Undo):
            self._undo_asked_ms = None
        if outcome.message:
            self.tell(outcome.message, is_warning=not outcome.is_accepted)
        elif outcome.is_accepted:
            self._clear_message()
        self._total_ms = 0
        self.pulse.look()
        return outcome

    # --- painting ---------------------------------------------------------------------------------------------------

    def show_now(self) -> None:
        """Look again at once: something outside the session has changed."""
        if self.pulse is not None and self.is_attached:
            self.pulse.look()

    def tell(self, text: str, *, is_warning: bool = False) -> None:
        """Say something for a few seconds."""
        self._message_until_ms = self.shell.services.clock.now_ms() + MESSAGE_MS
        self._message.show([Part(text, "bold $warning" if is_warning else "bold")])
        self.add_class("-told")

    def _clear_message(self) -> None:
        self._message_until_ms = 0
        self._message.show([])
        self.remove_class("-told")

    def _on_view(self, view: LiveView, now_ms: int) -> None:
        recorder = self.recorder
        if recorder is None:
            return
        autopilot = self.shell.services.autopilot
        if autopilot is not None:
            autopilot(recorder, now_ms)
            view = recorder.view(now_ms)
        if late := recorder.take_late_go():
            self.tell(late, is_warning=True)
        elif self._message_until_ms and now_ms >= self._message_until_ms:
            self._clear_message()
        self._paint(view, now_ms)

    def _paint(self, view: LiveView, now_ms: int) -> None:
        self._paint_tone(view)
        if view.counting is not Counting.STILL:
            self._was_up = view.counting is Counting.UP
        self._clock.show(clock_text(view.clock_ms, view.counting, was_counting_up=self._was_up))
        self._facts.show(live_parts.facts_parts(view))
        second = view.left_ms // 1_000
        if second != self._shown_second:
            self._shown_second = second
            self._total_ms = max(self._total_ms, view.left_ms + self._elapsed_ms(now_ms))
            self._progress.show(live_parts.progress_parts(view, self._total_ms, self.size.width))
        self._head.show(live_parts.head_parts(view))
        self._under.show(live_parts.under_parts(view, self.plan.name))
        self._coming.show(live_parts.coming_parts(view))
        self._keys.show(live_parts.key_parts(view))
        self._paint_status(now_ms)
        if self.recorder is not None:
            self._reps.show(self.recorder.rows())

    def _elapsed_ms(self, now_ms: int) -> int:
        return self.recorder.session_ms(now_ms) if self.recorder is not None else 0

    def _paint_tone(self, view: LiveView) -> None:
        if view.tone is self._tone:
            return
        before, self._tone = self._tone, view.tone
        if before is not None:
            self.remove_class(_TONES[before])
        self.add_class(_TONES[view.tone])
        if view.tone is Tone.WORK and before is not None and live_parts.is_silent(self.shell.services.speaker):
            self.add_class("-flash")
            self.set_timer(FLASH_S, lambda: self.remove_class("-flash"))
        if view.phase is Phase.RUNNING and before in (None, Tone.READY):
            self.shell.services.keep_awake.start()
        if view.tone in (Tone.COOLDOWN, Tone.FINISHED):
            self._show_summary()
        if view.phase in (Phase.FINISHED, Phase.STOPPED):
            self.shell.services.keep_awake.stop()

    def _paint_status(self, now_ms: int) -> None:
        services, recorder = self.shell.services, self.recorder
        if recorder is None:
            return
        has_begun = recorder.phase is not Phase.READY
        self._status.show(
            live_parts.status_parts(
                recorder.saving(now_ms),
                has_begun,
                services.store,
                services.speaker,
                services.keep_awake if has_begun else None,
            )
        )

    def _show_summary(self) -> None:
        holder = self.query_one("#summary", Container)
        if self.recorder is None or holder.children:
            return
        try:
            from trackclock.ui.widgets.summary import SummaryPanel
        except ImportError:
            return
        holder.mount(SummaryPanel(self.recorder))

    # --- the past ---------------------------------------------------------------------------------------------------

    def _read_past(self) -> None:
        self.run_worker(self._load_past, thread=True, exit_on_error=False, group="past")

    def _load_past(self) -> None:
        """In a thread: what this plan's reps came to before."""
        from trackclock.core.comparisons import like_keys

        keys = [key for key in like_keys(self.plan.steps) if key is not None]
        try:
            found = self.shell.services.history.like(keys)
        except TrackclockError as error:
            self.shell.call_from_thread(self.tell, str(error), is_warning=True)
            return
        self.shell.call_from_thread(self._take_past, found)

    def _take_past(self, found: Mapping[LikeKey, LikeHistory]) -> None:
        if self.recorder is not None:
            self.recorder.set_history(found)
            self.show_now()

    # --- leaving ----------------------------------------------------------------------------------------------------

    def ask_to_leave(self) -> None:
        """A running session asks first; any other is left at once."""
        if self.recorder is None or self.recorder.phase is not Phase.RUNNING:
            self._leave(is_wanted=True)
            return
        from trackclock.ui.screens.dialogs import LEAVE, ConfirmDialog

        if not isinstance(self.shell.screen, ConfirmDialog):
            self.shell.push_screen(ConfirmDialog(LEAVE), self._leave)

    def _leave(self, is_wanted: bool | None) -> None:
        if not is_wanted:
            return
        self.goodbye(ask.Stop())
        self.shell.end_run(self)

    def goodbye(self, command: ask.Stop) -> None:
        """The session is over for this screen: its log says how far it got. Safe to call twice."""
        if self.pulse is not None:
            self.pulse.stop()
            self.pulse = None
        if self.recorder is not None:
            self.recorder.leave(self.shell.services.clock.now_ms(), command)
        if "keep_awake" in vars(self.shell.services):
            self.shell.services.keep_awake.stop()
