"""The live screen: one session, from ready to its summary.

It exists to turn keys into commands with their stamps, and to hand frozen pictures to the painter; it decides nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from trackclock.core import commands as ask
from trackclock.core.plan import Plan
from trackclock.core.session import Phase, initial_state
from trackclock.core.view import LiveView, live_view
from trackclock.errors import TrackclockError
from trackclock.keys import Command, Scope, commands_of
from trackclock.keys.registry import BY_ID
from trackclock.ui.keeping_file import hint_of, keep_file
from trackclock.ui.kept_keyboard import KeepsKeyboard
from trackclock.ui.live.leaving import BY_WALL_CLOCK, LiveScreen
from trackclock.ui.live.pulse import Pulse
from trackclock.ui.live.waiting_keys import WaitingKeys
from trackclock.ui.once_shown import once_shown
from trackclock.ui.run.pacing import next_pacer, set_pacer
from trackclock.ui.run.painter import Painter
from trackclock.ui.run.past import PastReader
from trackclock.ui.run.telling import next_voice, speak
from trackclock.ui.run.track_screen import TrackScreen
from trackclock.ui.way_back import has_way_back
from trackclock.ui.widgets.keys import bindings_of

if TYPE_CHECKING:
    from trackclock.ports import StoredSession
    from trackclock.recorder import Recorder, Submitted
    from trackclock.ui.live.guide import Guide
    from trackclock.ui.questions import Question

_ANSWERS = tuple(command.action for command in commands_of(Scope.OFFER))
"""What can be done about an unfinished session, while one is offered."""

_OVER = (Phase.FINISHED, Phase.STOPPED)


class RunScreen(TrackScreen, LiveScreen[LiveView], KeepsKeyboard):  # Textual finds the styles of the first base alone
    """One session on the screen."""

    asks = "#top, #low"
    """Where a refused press, an undo and an unfinished session are asked about: no toast covers it (`ui/toasts.py`)."""
    commands: ClassVar[tuple[Command, ...]] = commands_of(Scope.RUN)
    show_now = LiveScreen.show_now
    BINDINGS: ClassVar[list[BindingType]] = list(bindings_of((*commands_of(Scope.RUN), *commands_of(Scope.OFFER))))

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
        self._stored = stored
        self._keep_running = keep_running
        self._early: list[tuple[ask.Command, int]] = []
        self._phase = Phase.READY
        self._past: PastReader | None = None
        self._guide: Guide[Recorder] | None = None

    # --- building ---------------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Paint the session as it would be, before anything slow is imported."""
        self.shell.live = self
        services = self.shell.services
        self.waiting = WaitingKeys(self.app, self.shell.holds, services, self._do)
        self._painter = Painter(self, services, self.plan)
        self._painter.paint(live_view(initial_state(self.plan), None, None, ""), services.clock.now_ms(), None)
        if self.shell.is_painted:
            once_shown(self, self.prepare)

    def prepare(self) -> None:
        """The screen is painted: open the store, and let the session live."""
        if self.recorder is not None:
            return
        from trackclock.recorder import Recorder

        services = self.shell.services
        try:
            if self._stored is not None:
                # Read anew now that it is held: another app may have gone on with it since it was offered.
                stored = services.store.read(self._stored.header.id)
                self.recorder = Recorder.pick_up(stored, services.clock, services.store, services.speaker)
            else:
                self.recorder = Recorder(self.plan, self.source, services.clock, services.store, services.speaker)
        except TrackclockError as error:
            self.shell.fail(error)
            return
        set_pacer(self.recorder, self.shell.settings.pacer)
        speak(self.recorder, services, self.shell.settings)
        self.pulse = Pulse(self.recorder, services.clock, self._on_view)
        if self._stored is not None:
            self._submit(ask.KeepRunning() if self._keep_running else ask.CarryOn(), services.clock.now_ms())
            if self.recorder.is_by_wall_clock:
                self.show_message(BY_WALL_CLOCK, is_warning=True)
        if services.autopilot is not None:
            from trackclock.ui.live.guide import Guide

            self._guide = Guide(self, services.autopilot, self.show_message, lambda: self._leave(is_wanted=True))
        elif self._stored is None and (hint := hint_of(services)):
            self.show_message(hint, stays=True)
        for command, at_ms in self._early:
            self._submit(command, at_ms)
        self._early.clear()
        self.pulse.look()
        wants_offer = self._stored is None and services.autopilot is None
        self._past = PastReader(
            self, self.plan, self.recorder, self.show_message, self.show_now, wants_offer=wants_offer
        )
        self._past.read()
        once_shown(self, self.shell.freeze_memory)

    # --- keys -------------------------------------------------------------------------------------------------------

    def press(self, at_ms: int) -> None:
        """The one big key, on whatever screen it was pressed."""
        self.waiting.act()
        self._submit(ask.Press(), at_ms)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys of the session do not count while the user writes, nor enter once it is over."""
        if action in _ANSWERS:
            return self._past is not None and self._past.offer is not None
        if action == "command" and parameters:
            command = BY_ID.get(str(parameters[0]))
            if command is not None and command.scope is Scope.RUN:
                if self.shell.is_typing:
                    return command.id == "back"  # which leaves the field
                return not (self._phase in _OVER and command.id == "finish")
        return super().check_action(action, parameters)

    def give(self, command: Command, at_ms: int) -> None:
        """Do one of the registry's commands for the session; a key that changes it acts once a hold."""
        made = command.make() if command.make is not None else None
        if isinstance(made, ask.Press):
            self.press(at_ms)
        elif made is None and command.id != "back":  # which held down is one step, not all of them
            self.waiting.act()
            self._do(command.id, at_ms)
        else:
            self.waiting.arrive(command.id, at_ms)

    def does(self, command: Command) -> bool:
        """Whether a command of the session does something now."""
        from trackclock.ui.run.doing import does_something

        summary = self._painter.summary if self._painter is not None else None
        has_offer = self._past is not None and self._past.offer is not None
        has_file = self.shell.services.loose is not None
        return does_something(
            command, self.recorder, summary, has_offer=has_offer, has_file=has_file, has_way_back=has_way_back(self)
        )

    def _do(self, name: str, at_ms: int) -> None:
        command = BY_ID[name]
        if command.id == "back":
            self._step_out()
        elif command.id in ("note", "diagram"):
            self._with_summary(command.id)
        elif command.id == "keep_file":
            keep_file(self.app, self.show_message)
        elif chosen := {"compare": self._compare, "pacer": self._next_pacer, "voice": self._next_voice}.get(name):
            chosen()
        elif command.id == "undo":
            self._undo(at_ms)
        elif command.make is not None:
            self._submit(command.make(), at_ms)

    def action_keep_running(self) -> None:
        """The unfinished session goes on as if nothing had happened."""
        self._answer("keep")

    def action_carry_on(self) -> None:
        """The unfinished session goes on from where it stopped."""
        self._answer("carry_on")

    def action_file_away(self) -> None:
        """The unfinished session is kept as it is."""
        self._answer("save")

    def _answer(self, answer: str) -> None:
        if self._past is not None:
            self._past.answer(answer)

    def _step_out(self) -> None:
        """One step: out of a field, then past what is offered, then back to where one came from."""
        if self.shell.is_typing:
            self.set_focus(None)
        elif self._past is not None and self._past.offer is not None:
            self._answer("dismiss")
        else:
            self.step_back()

    def _undo(self, at_ms: int) -> None:
        outcome = self._submit(ask.Undo(is_confirmed=self._is_confirmed(at_ms)), at_ms)
        if outcome is not None and outcome.needs_confirmation:
            self._undo_asked_ms = at_ms

    def _compare(self) -> None:
        if self.recorder is not None:
            self.show_message(f"held against: {self.recorder.cycle_comparison()}")
            self.show_now()

    def _next_pacer(self) -> None:
        settings, words = next_pacer(self.shell.settings)
        set_pacer(self.recorder, settings.pacer)
        self.show_message(words)
        self.shell.remember(settings)

    def _next_voice(self) -> None:
        self.shell.remember(settings := next_voice(self.shell.settings))
        self.show_message(speak(self.recorder, self.shell.services, settings))

    def _with_summary(self, what: str) -> None:
        summary = self._painter.summary if self._painter is not None else None
        if summary is None:
            self.show_message("there is a summary after the last rep")
        elif what == "note":
            summary.action_write_note()
        elif summary.can_toggle_plot:
            summary.action_toggle_plot()
            self.show_now()
        else:
            is_shown = summary.has_room_for_plot
            self.show_message("the diagram is shown already" if is_shown else "a diagram needs two reps to compare")

    def _submit(self, command: ask.Command, at_ms: int) -> Submitted | None:
        if self.recorder is None or self.pulse is None or self._painter is None:
            self._early.append((command, at_ms))
            return None
        outcome = self.recorder.submit(command, at_ms)
        if not isinstance(command, ask.Undo):
            self._undo_asked_ms = None
        if outcome.message:
            self.show_message(outcome.message, is_warning=not outcome.is_accepted)
        elif outcome.is_accepted:
            self._painter.clear_message()
        self._painter.forget_total()
        self.pulse.look()
        return outcome

    # --- painting ---------------------------------------------------------------------------------------------------

    def show_message(self, text: str, *, is_warning: bool = False, stays: bool = False) -> None:
        """Say something for a few seconds, or until something else is said or done."""
        if self._painter is not None:
            self._painter.show_message(text, is_warning=is_warning, stays=stays)

    def _on_view(self, view: LiveView, now_ms: int) -> None:
        recorder, painter = self.recorder, self._painter
        if recorder is None or painter is None:
            return
        if self._guide is not None:
            self._guide.look(recorder, now_ms)
            view = recorder.view(now_ms)
            recorder.take_late_go()  # on a fast clock every GO is late
        elif late := recorder.take_late_go():
            self.show_message(late, is_warning=True)
        if view.phase is not self._phase:
            self._phase = view.phase
            self._keep_awake()
        painter.paint(view, now_ms, recorder)

    def _keep_awake(self) -> None:
        if self._phase is Phase.RUNNING:
            self.shell.services.keep_awake.start()
            if self._past is not None:
                self._past.drop()
        else:
            self.shell.services.keep_awake.stop()

    def _driven(self) -> Recorder | None:
        return self.recorder

    def _question(self) -> Question:
        from trackclock.ui.questions import LEAVE, LEAVE_DEMO

        return LEAVE if self.shell.services.autopilot is None else LEAVE_DEMO
