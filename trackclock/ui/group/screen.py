"""The live screen of a group: several athletes on one clock, from ready to the last one in.

It exists to turn keys into commands with their stamps, and to hand frozen pictures to the painter; it decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.screen import Screen

from trackclock.core.group import commands as group_ask
from trackclock.core.group.entrant import Entrant
from trackclock.core.group.picture import GroupView, picture_before
from trackclock.core.plan import Plan
from trackclock.core.session import Phase
from trackclock.core.view import Counting, Tone
from trackclock.errors import TrackclockError
from trackclock.keys import Command, Scope, commands_of
from trackclock.keys.group import ATHLETES
from trackclock.ui import navigation
from trackclock.ui.group.athlete_line import AthleteLine
from trackclock.ui.group.naming import beside, first_to_name, next_to_name, still_named
from trackclock.ui.group.painter import GroupPainter, counting_of
from trackclock.ui.group.parts import does, tone_of
from trackclock.ui.live.big_clock import BigClock
from trackclock.ui.live.leaving import BY_WALL_CLOCK, LiveScreen
from trackclock.ui.live.pulse import Pulse
from trackclock.ui.live.waiting_keys import WaitingKeys
from trackclock.ui.once_shown import once_shown
from trackclock.ui.way_back import has_way_back
from trackclock.ui.widgets.keys import bindings_of
from trackclock.ui.widgets.line import Line

if TYPE_CHECKING:
    from trackclock.core.group.commands import GroupCommand
    from trackclock.ports import StoredSession
    from trackclock.recorder import Submitted
    from trackclock.recorder.group import GroupRecorder
    from trackclock.ui.live.guide import Guide
    from trackclock.ui.questions import Question


@dataclass(frozen=True, slots=True)
class Look:
    """A picture of a group, with what tells when to look again."""

    view: GroupView
    phase: Phase
    tone: Tone
    counting: Counting
    clock_ms: int


class _Seen:
    """A group's recorder as what is polled."""

    def __init__(self, recorder: GroupRecorder) -> None:
        self._recorder = recorder

    def view(self, now_ms: int) -> Look:
        view = self._recorder.view(now_ms)
        return Look(view, view.phase, tone_of(view), counting_of(view), view.clock_ms or 0)

    def next_deadline_ms(self) -> int | None:
        return self._recorder.next_deadline_ms()


class GroupScreen(LiveScreen[Look]):
    """Several athletes on the screen."""

    CSS_PATH = "group.tcss"
    asks = "#low"
    """Where an undo is asked about: no toast covers it (`ui/toasts.py`)."""
    commands: ClassVar[tuple[Command, ...]] = commands_of(Scope.GROUP)
    BINDINGS: ClassVar[list[BindingType]] = list(bindings_of(commands_of(Scope.GROUP)))

    def __init__(
        self,
        plan: Plan,
        source: str,
        entrants: Sequence[Entrant] = (),
        *,
        stored: tuple[StoredSession, Sequence[StoredSession]] | None = None,
    ) -> None:
        """Show a group.

        Args:
            plan: the plan to be run.
            source: the name of the file that it came from.
            entrants: who is there, in the order of their keys; none only with `stored`.
            stored: a group to be picked up, its own log and those of its athletes in the order of their keys; the
                caller holds them.
        """
        super().__init__()
        self.plan = plan
        self.source = source
        self.recorder: GroupRecorder | None = None
        """None until the first frame is painted."""
        self.naming: int | None = None
        """The mark that the digits name; None while they let athletes pass."""
        self.chosen: int | None = None
        """The athlete whose row is chosen; None for nobody."""
        self._entrants = tuple(entrants)
        self._stored = stored
        self._names = tuple(
            (one.header.athlete or "" for one in stored[1]) if stored is not None else (one.name for one in entrants)
        )
        self._view = picture_before(plan, self._names)
        self._early: list[tuple[GroupCommand, int]] = []
        self._phase = Phase.READY
        self._painter: GroupPainter | None = None
        self._guide: Guide[GroupRecorder] | None = None

    # --- building ---------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Every line of the screen."""
        # Textual renders every widget whose clip touches what has changed: what stands still is left alone in
        # containers of its own while the clock runs.
        yield Line(id="head")
        with Container(id="middle"):
            yield BigClock(id="clock")
        yield Line(id="unnamed")
        with Container(id="rows"):
            for _ in self._names:
                yield AthleteLine()
            yield Line(id="more")
        with Container(id="low"):
            yield Line(id="message")
            yield Line(id="status")
            yield Line(separator="  ", id="keys")
            yield Line(separator=" ", id="small")

    def on_mount(self) -> None:
        """Paint the group as it would be, before anything slow is imported."""
        self.shell.live = self
        services = self.shell.services
        self.waiting = WaitingKeys(self.app, self.shell.holds, services, self._do)
        self._painter = GroupPainter(self, services)
        self._painter.fit(*self.size)
        self._painter.paint(self._view, services.clock.now_ms(), None, None, None)
        if self.shell.is_painted:
            once_shown(self, self.prepare)

    def on_resize(self, event: events.Resize) -> None:
        """Give each athlete the room that there is."""
        if self._painter is not None:
            self._painter.fit(*event.size)
        once_shown(self, self.show_now)

    def prepare(self) -> None:
        """The screen is painted: open the store, and let the group live."""
        if self.recorder is not None:
            return
        from trackclock.recorder.group import GroupRecorder

        services = self.shell.services
        clock, store, speaker = services.clock, services.store, services.speaker
        try:
            if self._stored is not None:
                group, members = self._stored
                # Read anew now that they are held: another app may have gone on with them since they were offered.
                fresh = [store.read(one.header.id) for one in members]
                self.recorder = GroupRecorder.pick_up(store.read(group.header.id), fresh, clock, store, speaker)
                self.recorder.go_on(clock.now_ms())
            else:
                self.recorder = GroupRecorder(self.plan, self.source, self._entrants, clock, store, speaker)
        except TrackclockError as error:
            self.shell.fail(error)
            return
        self.pulse = Pulse(_Seen(self.recorder), clock, self._on_look)
        if services.group_autopilot is not None:
            from trackclock.ui.live.guide import Guide

            self._guide = Guide(self, services.group_autopilot, self.show_message, lambda: self._leave(is_wanted=True))
        for command, at_ms in self._early:
            self._submit(command, at_ms)
        self._early.clear()
        self.pulse.look()
        if any(one.is_by_wall_clock for one in self.recorder.members):
            self.show_message(BY_WALL_CLOCK, is_warning=True)
        if services.group_autopilot is None:
            self.run_worker(self._read_past, thread=True, exit_on_error=False)
        once_shown(self, self.shell.freeze_memory)

    def _read_past(self) -> None:
        """In a thread: what everybody's reps are held against, and whether the group could be saved now."""
        from trackclock.application.group_past import pasts

        recorder, services = self.recorder, self.shell.services
        if recorder is None:
            return
        try:
            found = pasts(recorder, self._names, services)
        except TrackclockError as error:
            self.app.call_from_thread(self.show_message, str(error), is_warning=True)
        else:
            self.app.call_from_thread(recorder.set_history, found)
        services.store.check()

    # --- keys -------------------------------------------------------------------------------------------------------

    def press(self, at_ms: int) -> None:
        """The one big key, on whatever screen it was pressed."""
        self.waiting.act()
        self._submit(group_ask.SomebodyPasses(), at_ms)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys of the group do not count while the user writes."""
        is_of_the_group = action == "command" and bool(parameters) and parameters[0] in _IDS
        return not self.shell.is_typing if is_of_the_group else super().check_action(action, parameters)

    def give(self, command: Command, at_ms: int) -> None:
        """Do one of the registry's commands for the group; a key that changes it acts once a hold."""
        if command.id == "mark":
            self.press(at_ms)
        elif command.id in _MOVES:
            self.waiting.act()
            self._do(command.id, at_ms)
        else:
            self.waiting.arrive(command.id, at_ms)

    def does(self, command: Command) -> bool:
        """Whether a command of the group does something now."""
        is_way_out = command.id == "back" and self.naming is None
        return does(command.id, self._view, self.naming) and (has_way_back(self) or not is_way_out)

    def _do(self, name: str, at_ms: int) -> None:
        if name in ATHLETES:
            self._athlete(ATHLETES.index(name), at_ms)
        elif name in _PLAIN:
            self._submit(_PLAIN[name], at_ms)
        elif name == "undo":
            outcome = self._submit(group_ask.UndoNewest(is_confirmed=self._is_confirmed(at_ms)), at_ms)
            if outcome is not None and outcome.needs_confirmation:
                self._undo_asked_ms = at_ms
        elif name in ("row_up", "row_down"):
            self._choose(-1 if name == "row_up" else 1)
        elif name in ("out", "skip"):
            self._ask_of_the_chosen(name, at_ms)
        elif name == "back" and self.naming is None:
            self.step_back()
        else:
            self._of_naming(name, at_ms)

    def _athlete(self, athlete: int, at_ms: int) -> None:
        """A digit: that athlete passes now, or while naming the mark was theirs."""
        if athlete >= len(self._names):
            self.show_message(f"there are {len(self._names)} athletes; nobody has that key", is_warning=True)
        elif self.naming is not None:
            self._settle(group_ask.GiveMark(self.naming, athlete), at_ms)
        else:
            self._submit(group_ask.Passes(athlete), at_ms)

    def _ask_of_the_chosen(self, name: str, at_ms: int) -> None:
        if self.chosen is None:
            self.show_message("choose an athlete first: \u27e8row_down\u27e9 and \u27e8row_up\u27e9", is_warning=True)
        elif name == "out":
            self._submit(group_ask.ToggleOut(self.chosen), at_ms)
        else:
            self._submit(group_ask.SkipStep(self.chosen), at_ms)

    def _choose(self, by: int) -> None:
        """The row above or below; past either end nobody is chosen."""
        count = len(self._names)
        place = (count if self.chosen is None else self.chosen) + by
        place = place % (count + 1)
        self.chosen = None if place == count else place
        self.show_now()

    # --- naming -----------------------------------------------------------------------------------------------------

    def _of_naming(self, name: str, at_ms: int) -> None:
        """What is asked of the mark that is being named; while none is, only to begin."""
        if name == "name" and self.naming is None:
            self.naming = first_to_name(self._view)
            if self.naming is None:
                self.show_message("there is no mark to name")
        elif self.naming is None:
            self.show_message("\u27e8name\u27e9 first: it names the marks")
        elif name in ("name", "back"):
            self.naming = None
        elif name in ("mark_before", "mark_after"):
            self.naming = beside(self._view, self.naming, -1 if name == "mark_before" else 1)
        elif name == "drop_mark":
            self._settle(group_ask.DropMark(self.naming), at_ms)
        elif name == "nobodys":
            self._settle(group_ask.GiveMark(self.naming, None), at_ms)
        self.show_now()

    def _settle(self, command: GroupCommand, at_ms: int) -> None:
        """Say whose the mark was; then the next one is named, and naming is over where there is none."""
        outcome = self._submit(command, at_ms)
        if outcome is not None and outcome.is_accepted:
            self.naming = next_to_name(self._view)
            self.show_now()

    def _submit(self, command: GroupCommand, at_ms: int) -> Submitted | None:
        if self.recorder is None or self.pulse is None or self._painter is None:
            self._early.append((command, at_ms))
            return None
        outcome = self.recorder.submit(command, at_ms)
        if not isinstance(command, group_ask.UndoNewest):
            self._undo_asked_ms = None
        if outcome.message:
            self.show_message(outcome.message, is_warning=not outcome.is_accepted)
        elif outcome.is_accepted:
            self._painter.clear_message()
        self.pulse.look()
        return outcome

    # --- painting ---------------------------------------------------------------------------------------------------

    def show_message(self, text: str, *, is_warning: bool = False, stays: bool = False) -> None:
        """Say something for a few seconds, or until something else is said or done."""
        if self._painter is not None:
            self._painter.show_message(text, is_warning=is_warning, stays=stays)

    def _on_look(self, look: Look, now_ms: int) -> None:
        recorder, painter, view = self.recorder, self._painter, look.view
        if recorder is None or painter is None:
            return
        if self._guide is not None:
            self._guide.look(recorder, now_ms)
            view = recorder.view(now_ms)
        self._view = view
        if self.naming is not None:
            self.naming = still_named(view, self.naming)
        if view.phase is not self._phase:
            if self._phase is Phase.RUNNING and view.phase is Phase.FINISHED and self._guide is None:
                self.show_message("everybody is done: \u27e8leave\u27e9 shows what it came to")
            self._phase = view.phase
            awake = self.shell.services.keep_awake
            awake.start() if view.phase is Phase.RUNNING else awake.stop()
        painter.paint(view, now_ms, recorder, self.chosen, self.naming)

    # --- leaving ----------------------------------------------------------------------------------------------------

    def _driven(self) -> GroupRecorder | None:
        return self.recorder

    def _came_to(self) -> Screen[None] | None:
        """What the group came to stands between it and the way back, once it has begun."""
        header = self.recorder.header if self.recorder is not None else None
        if header is None or self.shell.services.group_autopilot is not None:
            return None
        return navigation.group_summary(header.id)

    def _question(self) -> Question:
        from trackclock.ui.questions import LEAVE_DEMO, LEAVE_GROUP

        return LEAVE_GROUP if self.shell.services.group_autopilot is None else LEAVE_DEMO


_IDS = frozenset(command.id for command in commands_of(Scope.GROUP))

_MOVES = frozenset({"row_up", "row_down", "mark_before", "mark_after"})
"""What only moves on the screen goes on while its key is held."""

_PLAIN: dict[str, GroupCommand] = {
    "swap": group_ask.SwapLast(),
    "redo": group_ask.RedoNewest(),
    "all_in": group_ask.CallAllIn(),
    "not_ready": group_ask.TakeBackGo(),
}
"""What asks nothing but itself of the group."""
