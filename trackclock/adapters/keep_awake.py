"""Keeping the laptop awake while a session runs, screen and all.

It exists because a bench has no hand that moves the mouse between two reps. wakepy knows how on each platform; it
is imported and run in a thread of its own, since it talks to the desktop and may wait for it.
"""

from __future__ import annotations

import threading
from typing import Final

_GOODBYE_S: Final = 1.0
"""How long `close` waits for the desktop to be told that it may sleep again."""


class WakepyKeepAwake:
    """Keeps the machine awake between `start` and `stop`. Nothing blocks but `close`, and nothing raises."""

    def __init__(self) -> None:
        self._trouble: str | None = None
        self._wish: threading.Event | None = None
        self._thread: threading.Thread | None = None

    @property
    def trouble(self) -> str | None:
        """Why the machine may fall asleep all the same, in a few words; None while it is kept awake or not asked to."""
        return self._trouble if self._wish else None

    def start(self) -> None:
        """Ask for it; asking twice is asking once."""
        if self._wish:
            return
        # Each wish has an event of its own, so that an old thread that is late cannot end a new one.
        self._trouble = None
        self._wish = threading.Event()
        self._thread = threading.Thread(
            target=self._keep, args=(self._wish,), name="trackclock-keep-awake", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """No longer ask for it; safe to call twice."""
        if self._wish:
            self._wish.set()
        self._wish = None

    def close(self) -> None:
        """Stop, and give the thread a moment to say so to the desktop: on a Mac a process has to be ended."""
        self.stop()
        if self._thread:
            self._thread.join(_GOODBYE_S)
        self._thread = None

    def _keep(self, is_over: threading.Event) -> None:
        """Enter wakepy's mode, wait, and leave it: wakepy wants all of that in one thread."""
        try:
            from wakepy import keep

            with keep.presenting(on_fail="pass") as mode:
                if not mode.active:
                    self._say("this system cannot be kept awake", is_over)
                is_over.wait()
        # It is a foreign library on somebody's desktop; a session must never fail for it.
        except Exception as error:  # noqa: BLE001
            self._say(f"{type(error).__name__}: {error}", is_over)

    def _say(self, trouble: str, wish: threading.Event) -> None:
        if wish is self._wish:
            self._trouble = trouble
