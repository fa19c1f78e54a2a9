"""How the app ends when nobody pressed q: signals, a terminal that is gone, and what has to be on disk by then.

It exists because a lid that closes or a window that is shut must not cost a session its last mark.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from contextlib import suppress
from contextvars import copy_context
from typing import Any, Final

from textual.app import App

from trackclock.application.services import FLUSH_S
from trackclock.ui.access import shell_of

_GRACE_S = 3.0
"""So long after the goodbye of a signal the process is gone, even where writing to a dead terminal or disk blocks."""


def install_signals(app: App[Any]) -> None:
    """Let SIGHUP, SIGTERM and SIGINT end the session properly, or what Windows has in their place.

    One that was ignored when the app started stays ignored, as nohup wants it; and what a process ignores its children
    ignore as well, so that the sound outlives a hang-up with the app.
    """
    if threading.current_thread() is not threading.main_thread() or app.is_headless:
        return
    loop = asyncio.get_running_loop()
    if sys.platform == "win32":
        _listen_to_the_console(app, loop)
        return
    for name in ("SIGHUP", "SIGTERM", "SIGINT"):
        number = getattr(signal, name, None)
        if number is None or signal.getsignal(number) is signal.SIG_IGN:
            continue
        try:
            loop.add_signal_handler(number, _leave, app, int(number))
        except (NotImplementedError, RuntimeError, ValueError):
            return


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _NUMBERS: Final = {0: signal.SIGINT, 1: signal.SIGBREAK}
    """Ctrl and C, Ctrl and Break; the others are a closed window, the end of a user's session and of the system
    (learn.microsoft.com, "HandlerRoutine callback function")."""

    _HANG_UP: Final = 1
    """SIGHUP, which Windows does not have: the terminal is gone."""

    _CLOSING_S: Final = 4.5
    """After 5 s, or as soon as its handler returns, Windows ends a process whose window was closed (the same)."""

    _handlers: Final[list[object]] = []
    """What the system calls has to live as long as it may call."""

    def _listen_to_the_console(app: App[Any], loop: asyncio.AbstractEventLoop) -> None:
        """Let whatever the console says end the session properly, and the process not before that."""
        context = copy_context()  # by it Textual knows its app, and another thread has none

        def handle(event: int) -> bool:  # in a thread of the system's
            is_done = threading.Event()

            def leave() -> None:
                try:
                    _leave(app, int(_NUMBERS.get(event, _HANG_UP)))
                finally:
                    is_done.set()

            try:
                loop.call_soon_threadsafe(leave, context=context)
            except RuntimeError:  # the loop is closed: the app is over, and nothing is left to be done
                return False
            is_done.wait(_CLOSING_S)
            return True

        handler = ctypes.WINFUNCTYPE(wintypes.BOOL, wintypes.DWORD)(handle)
        _handlers.append(handler)
        ctypes.WinDLL("kernel32").SetConsoleCtrlHandler(handler, True)


def _leave(app: App[Any], number: int) -> None:
    watchdog = threading.Timer(FLUSH_S + _GRACE_S, os._exit, (128 + number,))
    watchdog.daemon = True
    watchdog.start()
    shell = shell_of(app)
    shell.say_goodbye()
    # Nobody is there to be asked, and the terminal that is given back next may be dead and hold the app up.
    with suppress(Exception):
        shell.services.unsaved.save_anywhere()
        shell.services.close_store()
    app.exit(return_code=128 + number)
