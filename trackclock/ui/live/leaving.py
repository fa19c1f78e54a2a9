"""How a live screen is left: asked about while a session runs, cut off where nobody has left, and said goodbye once.

It exists apart from the screens because one athlete and a group are left in the same way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, Protocol

from textual.screen import Screen

from trackclock.core.session import Phase
from trackclock.ui import navigation
from trackclock.ui.access import Shell, shell_of
from trackclock.ui.live.pulse import Pulse, Seen
from trackclock.ui.way_back import NO_WAY_BACK, has_way_back

if TYPE_CHECKING:
    from trackclock.keys import Command
    from trackclock.ui.live.waiting_keys import WaitingKeys
    from trackclock.ui.questions import Question

CONFIRM_MS = 3_000
"""Undo has to be asked for again within this time where it lies before the current step."""

BY_WALL_CLOCK = "the machine was restarted: the wall clock spans the gap"
"""What is said where nothing else knows how long a session was left alone."""


class Left(Protocol):
    """What is said goodbye to: the recorder of a session, or of a group."""

    @property
    def phase(self) -> Phase:
        """How far it is."""

    def leave(self, now_ms: int, *, is_cut_off: bool = False) -> None:
        """Say goodbye."""


class LiveScreen(Screen[None], Generic[Seen]):
    """A screen that space counts for."""

    waiting: WaitingKeys
    """The key of the session that may be a repeat; from the first frame on."""
    commands: ClassVar[tuple[Command, ...]] = ()
    """What can be asked of its session."""

    def __init__(self) -> None:
        """Nothing has been said yet."""
        super().__init__()
        self.pulse: Pulse[Seen] | None = None
        """What looks at the clock; None before the first frame and after the goodbye."""
        self._is_left = False
        self._undo_asked_ms: int | None = None

    @property
    def shell(self) -> Shell:
        """The app."""
        return shell_of(self)

    @property
    def is_under_way(self) -> bool:
        """Whether the session has begun and is not over."""
        driven = self._driven()
        return driven is not None and driven.phase is Phase.RUNNING

    def _driven(self) -> Left | None:
        """What runs; None until the first frame is painted."""
        raise NotImplementedError

    def press(self, at_ms: int) -> None:
        """The one big key, on whatever screen it was pressed."""
        raise NotImplementedError

    def give(self, command: Command, at_ms: int) -> None:
        """Do one of the registry's commands for the session."""
        raise NotImplementedError

    def does(self, command: Command) -> bool:
        """Whether a command of the session does something now."""
        raise NotImplementedError

    def show_message(self, text: str, *, is_warning: bool = False, stays: bool = False) -> None:
        """Say something for a few seconds, or until something else is said or done."""
        raise NotImplementedError

    def show_now(self) -> None:
        """Look again at once: something outside the session has changed."""
        if self.pulse is not None and self.is_attached:
            self.pulse.look()

    def _question(self) -> Question:
        """What is asked before a running session is left."""
        raise NotImplementedError

    def on_screen_resume(self) -> None:
        """Space counts for this session again, unless it is just being left through a dialog above it."""
        if not self._is_left:
            self.shell.live = self

    def _is_confirmed(self, at_ms: int) -> bool:
        """Whether undo is asked for again in time."""
        asked_ms, self._undo_asked_ms = self._undo_asked_ms, None
        return asked_ms is not None and 0 <= at_ms - asked_ms <= CONFIRM_MS * self.shell.services.speed

    def ask_to_leave(self) -> None:
        """A running session asks first; any other is left at once."""
        if not self.is_under_way:
            self._leave(is_wanted=True)
        elif not navigation.shows(self.app.screen, "confirm"):
            from trackclock.ui.questions import while_unsaved

            store, question = self.shell.services.store, self._question()
            is_unsaved = store.fault is not None and bool(store.unsaved())
            self.app.push_screen(navigation.confirm(while_unsaved(question) if is_unsaved else question), self._leave)

    def step_back(self) -> None:
        """Back to where one came from; never out of a session that runs, nor out of the app: that is said to leave."""
        if self.is_under_way:
            self.show_message("the session goes on; \u27e8leave\u27e9 leaves it")
        elif not has_way_back(self):
            self.show_message(NO_WAY_BACK)
        elif self._driven() is not None:
            self._leave(is_wanted=True)

    def _leave(self, is_wanted: bool | None) -> None:
        if is_wanted:
            self.goodbye()
            self.shell.end_run(self, self._came_to())

    def _came_to(self) -> Screen[None] | None:
        """What stands between it and the way back; None for nothing."""
        return None

    def goodbye(self, *, is_cut_off: bool = False) -> None:
        """The session is over for this screen: its log says how far it got. Safe to call twice.

        Args:
            is_cut_off: whether nobody has left: the terminal was closed, or a signal ended the app.
        """
        self._is_left = True
        if self.pulse is None:
            return
        self.waiting.act()
        self.pulse.stop()
        self.pulse = None
        driven = self._driven()
        if driven is not None:
            driven.leave(self.shell.services.clock.now_ms(), is_cut_off=is_cut_off)
        self.shell.services.keep_awake.stop()
