"""How a live screen is left: asked about while a session runs, cut off where nobody has left, and said goodbye once.

It exists apart from the screens because one athlete and a group are left in the same way.
"""

from __future__ import annotations

from typing import Protocol

from textual.screen import Screen

from trackclock.core.session import Phase
from trackclock.ui import navigation
from trackclock.ui.access import Live, Shell, shell_of
from trackclock.ui.live.waiting_keys import WaitingKeys
from trackclock.ui.questions import Question

CONFIRM_MS = 3_000
"""Undo has to be asked for again within this time where it lies before the current step."""


class Left(Protocol):
    """What is said goodbye to: the recorder of a session, or of a group."""

    @property
    def phase(self) -> Phase:
        """How far it is."""

    def leave(self, now_ms: int, *, is_cut_off: bool = False) -> None:
        """Say goodbye."""


class Stopped(Protocol):
    """What looks at the clock until then."""

    def look(self) -> None:
        """Look now."""

    def stop(self) -> None:
        """Never look again."""


class LiveScreen(Screen[None]):
    """A screen that space counts for."""

    waiting: WaitingKeys
    """The key of the session that may be a repeat; from the first frame on."""

    def __init__(self) -> None:
        """Nothing has been said yet."""
        super().__init__()
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

    def _take_pulse(self) -> Stopped | None:
        """What looks at the clock, which the screen knows no longer; None before the first frame and after the goodbye."""
        raise NotImplementedError

    def _own(self) -> Live:
        """The screen as what space counts for."""
        raise NotImplementedError

    def _question(self) -> Question:
        """What is asked before a running session is left."""
        raise NotImplementedError

    def on_screen_resume(self) -> None:
        """Space counts for this session again, unless it is just being left through a dialog above it."""
        if not self._is_left:
            self.shell.live = self._own()

    def _is_confirmed(self, at_ms: int) -> bool:
        """Whether undo is asked for again in time."""
        asked_ms, self._undo_asked_ms = self._undo_asked_ms, None
        return asked_ms is not None and 0 <= at_ms - asked_ms <= CONFIRM_MS * self.shell.services.speed

    def ask_to_leave(self) -> None:
        """A running session asks first; any other is left at once."""
        if not self.is_under_way:
            self._leave(is_wanted=True)
        elif not navigation.shows(self.app.screen, "confirm"):
            self.app.push_screen(navigation.confirm(self._question()), self._leave)

    def _leave(self, is_wanted: bool | None) -> None:
        if is_wanted:
            self.goodbye()
            self.shell.end_run(self)

    def goodbye(self, *, is_cut_off: bool = False) -> None:
        """The session is over for this screen: its log says how far it got. Safe to call twice.

        Args:
            is_cut_off: whether nobody has left: the terminal was closed, or a signal ended the app.
        """
        self._is_left = True
        pulse = self._take_pulse()
        if pulse is None:
            return
        pulse.stop()
        driven = self._driven()
        if driven is not None:
            driven.leave(self.shell.services.clock.now_ms(), is_cut_off=is_cut_off)
        self.shell.services.keep_awake.stop()
