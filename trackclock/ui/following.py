"""Following the session of another app from a thread, and handing what is seen to the screen.

It exists apart from the screen because a disk that hangs must not hold up the clock on it.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from typing import Final

from trackclock.application.watching import Kind, Sight, Watching

IDLE_S: Final = 0.1
"""Between two looks at the disk while nothing runs, and ..."""

LOOK_S: Final = 0.05
"""... while a session runs: with the painting, what is on the disk is shown within 0.2 s."""


class Follower:
    """Looks at the disk again and again, and hands on what is new to whoever shows it."""

    def __init__(self, watching: Watching) -> None:
        """Prepare.

        Args:
            watching: what is asked; by one thread, which is the follower's.
        """
        self._watching = watching
        self._take: Callable[[Sight], object] = lambda _: None
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def hand_to(self, take: Callable[[Sight], object]) -> None:
        """Hand what is seen from now on to somebody, on the loop that runs; the first one starts it."""
        self._take = take
        if self._thread is not None:
            return
        loop, context = asyncio.get_running_loop(), copy_context()

        def hand_on(sight: Sight) -> None:
            with suppress(RuntimeError):  # the loop is closed: the app is over
                loop.call_soon_threadsafe(lambda: self._take(sight), context=context)

        # A daemon: it may be waiting for a disk when the user leaves.
        self._thread = threading.Thread(target=self._run, args=(hand_on,), name="trackclock-watch", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()

    def _run(self, hand_on: Callable[[Sight], object]) -> None:
        sight = self._watching.look() or Sight()
        hand_on(sight)  # if only to say that there is nothing
        while not self._stopped.wait(LOOK_S if sight.kind is Kind.RUNNING else IDLE_S):
            if (new := self._watching.look()) is not None:
                sight = new
                hand_on(sight)
