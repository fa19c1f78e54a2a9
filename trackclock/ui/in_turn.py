"""One key after the other: each is handled to its end before a widget gets the next one.

It exists because a key that opens a field has not opened it when the next key is there: `/pavey` in one burst would be
a filter of nothing and the commands p, a, v, e and y. Textual hands a key on to whatever has the focus at that instant.
Nor has a screen read what it shows when it is first painted: a key would find nothing there, and do nothing.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

from textual.app import App
from textual.events import Event
from textual.message_pump import MessagePump

if TYPE_CHECKING:  # the first frame is a screen that awaits nothing
    from trackclock.ui.background import Background

_LOST_S: Final = 2.0
"""The next key waits no longer: a widget that is taken away may take the call with it that follows a key, a disk may
hang."""

_ROUNDS: Final = 3
"""What a field has to say comes to the screen as a message of its own, and then as one of the line around it: each is
sent anew, behind what has been sent by then."""


class InTurn:
    """Keeps what is typed or pasted while the key before is handled, and while the screen in front is not ready for it.

    A screen is ready once it is composed, has the focus, and has every answer that it awaits (`Background.awaited`),
    whatever opened it. A key goes from the focused widget up to the app, through the queue of each. A call sent the
    same way behind it comes out when the key has been handled. A screen that was opened by then is given the same: its
    queue is worked off once its widgets are there, and what they asked of the app, as the focus is, before the app
    hears of it.
    """

    def __init__(
        self, app: App[Any], hand_on: Callable[[Event], Awaitable[None]], is_typed: Callable[[Event], bool]
    ) -> None:
        """Nothing waits.

        Args:
            app: whose keys these are.
            hand_on: hands on what has waited.
            is_typed: says whether something goes into the field that has the focus.
        """
        self._app = app
        self._hand_on = hand_on
        self._is_typed = is_typed
        self._waiting: deque[Event] = deque()
        self._round = 0
        self._lost: asyncio.TimerHandle | None = None
        self._is_busy = False
        self._typed_into: tuple[MessagePump, ...] = ()

    def has_to_wait(self, event: Event) -> bool:
        """Whether what comes now is not the next one."""
        return self._is_busy or bool(self._waiting) or not self._is_ready(event)

    def _is_ready(self, event: Event) -> bool:
        """Whether the screen in front can do what is asked for; what goes into a field needs nothing but the field."""
        if not self._app.screen.is_mounted:
            return False
        return self._is_typed(event) or (self._awaiting is None and not self._typed_into)

    @property
    def _awaiting(self) -> Background | None:
        """The screen in front, if it awaits an answer."""
        screen = self._app.screen
        return cast("Background", screen) if getattr(screen, "awaited", None) else None

    def wait(self, event: Event) -> None:
        """Keep a key or a paste until it is its turn."""
        self._waiting.append(event)
        if not self._is_busy:
            self._follow_what_was()

    def follow_typed(self, path: Sequence[MessagePump]) -> None:
        """Something goes into a field: more may follow at once, but a command comes behind it.

        Args:
            path: as for `follow`.
        """
        self._typed_into = tuple(path)

    def _follow_what_was(self) -> None:
        """Follow what was typed last, and what no key has opened."""
        path, self._typed_into = self._typed_into, ()
        self.follow([*path, self._app.screen])

    def follow(self, path: Sequence[MessagePump]) -> None:
        """Something has been handed on: nothing else is until it is handled.

        Args:
            path: whom it passes, from the widget that has it to its screen; empty if it is handled already.
        """
        self._is_busy = True
        self._round += 1
        self._lost = asyncio.get_running_loop().call_later(
            _LOST_S, self._app.call_later, self._arrive, self._round, self._app.screen, True
        )
        self._hop(self._round, [*path] * _ROUNDS, self._app.screen)

    def _hop(self, of_round: int, path: Sequence[MessagePump], seen: MessagePump) -> None:
        """Go on behind the key to the next of those that still take messages, at last to the app."""
        for index, pump in enumerate(path, 1):
            if pump.call_later(self._hop, of_round, path[index:], seen):
                return
        # The app runs what the key is bound to; what that asks of the app in its turn, as the focus, comes behind this.
        self._app.call_later(self._app.call_later, self._arrive, of_round, seen)

    async def _arrive(self, of_round: int, seen: MessagePump, is_lost: bool = False) -> None:
        """The key has been handled; give what it opened the time to have the focus, then take the next one."""
        if of_round != self._round or not self._is_busy:
            return
        screen = self._app.screen
        if screen is not seen and not is_lost:
            self._hop(of_round, [screen], screen)
            return
        if is_lost and (slow := self._awaiting) is not None:
            slow.await_no_more()
            slow.notify("This is still being read: a key may find nothing yet.")
        if self._awaiting is not None and not (self._waiting and self._is_typed(self._waiting[0])):
            self._awaiting.when_free(partial(self._app.call_later, self._arrive, of_round, screen))
            return
        if self._lost is not None:
            self._lost.cancel()
        self._is_busy = False
        while self._waiting and not self._is_busy:
            if self._is_ready(self._waiting[0]):
                await self._hand_on(self._waiting.popleft())
            else:
                self._follow_what_was()
