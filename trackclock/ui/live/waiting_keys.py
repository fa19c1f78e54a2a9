"""The key of a session that may be a repeat of the one before: it waits for what comes next, and acts if nothing does.

It exists apart from the screen because when a key acts is a matter of timers and of the order of the queue, and what it
does is not (`ui/holds.py` has the rule).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

from textual.app import App

from trackclock.application.services import Services
from trackclock.ui.holds import Action, Holds

_LEAST_WAIT_S = 0.02
"""A timer is no shorter: a clock that a test holds still would have it look again at once, for ever."""


class WaitingKeys:
    """Gives each key of a session that counts to whoever does it, in the order in which they came."""

    def __init__(self, app: App[None], holds: Holds, services: Services, do: Callable[[str, int], None]) -> None:
        """Nothing waits.

        Args:
            app: whose queue the keys come through.
            holds: tells repeats from keys.
            services: for the clock.
            do: does a command, by its id, as of a reading of the clock.
        """
        self._app = app
        self._holds = holds
        self._services = services
        self._do = do
        self._timer: asyncio.TimerHandle | None = None

    def arrive(self, command_id: str, at_ms: int) -> None:
        """A key of the session has come: it acts, waits, or is a repeat."""
        self._act(self._holds.arrive(command_id, at_ms))
        self._arm()

    def act(self) -> None:
        """Whatever comes next, the key that waits comes before it."""
        self._act(self._holds.let_go())

    def act_due(self) -> None:
        """Let the key that waits act, if no repeat has come for long enough."""
        self._act(self._holds.due(self._services.clock.now_ms()))
        self._arm()

    def _act(self, actions: Iterable[Action]) -> None:
        for action in actions:
            self._do(action.key, action.at_ms)

    def _arm(self) -> None:
        """Look again when the key that waits is due, behind every key that has come by then."""
        due_ms = self._holds.due_ms()
        if due_ms is None or self._timer is not None:
            return
        loop = asyncio.get_running_loop()
        left_s = (due_ms - self._services.clock.now_ms()) / self._services.speed / 1_000
        self._timer = loop.call_later(max(_LEAST_WAIT_S, left_s), loop.call_soon, self._look)

    def _look(self) -> None:
        self._timer = None
        self._app.call_later(self.act_due)
