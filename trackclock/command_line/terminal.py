"""The terminal that a command needs, before the app takes it.

It exists so that what cannot be shown is refused in one sentence, and not by an app that is half there.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from trackclock.errors import TrackclockError


def fault_of_terminal() -> str | None:
    """Why the app cannot be shown here, and what to do; None where it can."""
    from trackclock.adapters.terminal import refusal

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return "this is not a terminal; run it in one, or use check, history or show"
    return refusal(os.environ)


def require_terminal() -> None:
    """Go on only where the app can be shown.

    Raises:
        TrackclockError: if it cannot.
    """
    if fault := fault_of_terminal():
        raise TrackclockError(f"trackclock: {fault}")


def take_keys_from_the_terminal() -> None:
    """Standard input was the session; what is typed comes from the terminal itself."""
    with suppress(OSError):  # there is none, which is said in words
        # The C library of Windows makes what replaces descriptor 0 the process's standard input as well.
        terminal = os.open("CONIN$" if sys.platform == "win32" else "/dev/tty", os.O_RDWR)
        os.dup2(terminal, sys.stdin.fileno())
        os.close(terminal)
