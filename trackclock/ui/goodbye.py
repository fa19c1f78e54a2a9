"""How the app ends when nobody pressed q: signals, a terminal that is gone, and what has to be on disk by then.

It exists because a lid that closes or a window that is shut must not cost a session its last mark.
"""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from contextlib import suppress
from typing import Any

from textual.app import App

from trackclock.application.services import FLUSH_S
from trackclock.ui.access import shell_of

_GRACE_S = 3.0
"""So long after the goodbye of a signal the process is gone, even where writing to a dead terminal or disk blocks."""


def install_signals(app: App[Any]) -> None:
    """Let SIGHUP, SIGTERM and SIGINT end the session properly; a no-op where the loop cannot have signal handlers.

    One that was ignored when the app started stays ignored, as nohup wants it; and what a process ignores its children
    ignore as well, so that the sound outlives a hang-up with the app.
    """
    if threading.current_thread() is not threading.main_thread() or app.is_headless:
        return
    loop = asyncio.get_running_loop()
    for name in ("SIGHUP", "SIGTERM", "SIGINT"):
        number = getattr(signal, name, None)
        if number is None or signal.getsignal(number) is signal.SIG_IGN:
            continue
        try:
            loop.add_signal_handler(number, _leave, app, int(number))
        except (NotImplementedError, RuntimeError, ValueError):
            return


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
