"""The app from the command line, and what is said once its screen is gone.

It exists because what the history did not take must be told after the app, whatever made that end.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from trackclock.command_line.printing import say, sessions, tell, typed

if TYPE_CHECKING:
    from textual.driver import Driver

    from trackclock.application.services import Services
    from trackclock.core.plan import Plan

_SWITCH_S = 0.000_5
"""How long a thread that paints may keep the one that stamps the keys, or reads the history, from the interpreter:
Python's own 5 ms are as much as a split may be off, and SQLite gives the interpreter back at each row."""


DEMO: Final = -1
"""No exit code: the app was left for the demo."""


def names_of(given: str | None) -> tuple[str, ...]:
    """Who runs a session by what was named on the command line; nobody where nothing was.

    Raises:
        UsageError: if that names nobody, or one of them twice.
    """
    if given is None:
        return ()
    from trackclock.application.entrants import names_given

    return names_given(given)


def open_app(services: Services, plan: Plan | Callable[[], Plan] | None = None, source: str = "") -> int:
    """Run the app until it ends, then tell what is not in the history.

    Args:
        services: what the app works with.
        plan: what to be ready on, or what reads it; None for the list of session files.
        source: the name of the file that it came from.

    Returns:
        The exit code: 1 where a session is not saved in the history; `DEMO` where the demo is wanted next.
    """
    from trackclock.adapters.terminal import tell_colours

    tell_colours(os.environ)
    from trackclock.ui.app import TrackclockApp

    app = TrackclockApp(services, plan, source)
    app.driver_class = hardened(app.driver_class)
    sys.setswitchinterval(_SWITCH_S)
    try:
        app.run()
    finally:
        # Whatever made it end, an exception too: what the history did not take must not go with the process.
        try:
            is_lost = not services.unsaved.save_anywhere()
            is_saved = _tell_unsaved(services, is_lost=is_lost)
            _tell_waiting(services)
        finally:
            services.close_store()
    if app.failure is not None:
        raise app.failure
    if app.wants_demo and not app.return_code:
        return DEMO
    return app.return_code or (0 if is_saved else 1)


def hardened(driver: type[Driver]) -> type[Driver]:
    """The driver that is used in the place of one of Textual's; itself where there is none."""
    if driver.__name__ == "LinuxDriver":  # of Linux and macOS
        from trackclock.ui.driver import SteadyDriver

        return SteadyDriver
    if driver.__name__ == "WindowsDriver":
        from trackclock.ui.driver_windows import SteadyWindowsDriver

        return SteadyWindowsDriver
    return driver


def _tell_unsaved(services: Services, *, is_lost: bool) -> bool:
    """Say on standard error what became of the history and what is not in it; returns whether all of it is there."""
    unsaved, store = services.unsaved, services.made_store
    lost = unsaved.sessions
    if store is not None:
        tell(store.notice)
    if store is None or not lost:
        return True
    fault = store.fault
    text = f"trackclock: {sessions(len(lost))} NOT SAVED in the history{f': {fault}' if fault else ''}"
    if is_lost:
        text += f"\nnor anywhere else: {unsaved.trouble or 'there is no other place'}"
    elif unsaved.path is not None and not unsaved.is_given_up:
        text += f"\nbut in a file; bring it back with: trackclock restore {typed(unsaved.path)}"
    with suppress(OSError):  # the terminal may be gone
        say(text, sys.stderr)
    return False


def _tell_waiting(services: Services) -> None:
    """Say which files with sessions that the history did not take are still not in the history."""
    from trackclock.adapters.unsaved_places import waiting

    store = services.made_store
    for path in waiting(store) if store is not None and services.autopilot is None else ():
        if path != services.unsaved.path:
            with suppress(OSError):  # the terminal may be gone
                what = "has sessions that are not in the history; bring them back with"
                say(f"trackclock: {path}\n{what}: trackclock restore {typed(path)}", sys.stderr)
