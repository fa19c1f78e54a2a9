"""The app as a second screen: it shows what another one runs.

It exists apart from the app that runs sessions because none of what that is made of is wanted: no sound, no store that
writes, nothing that keeps the machine awake.
"""

from __future__ import annotations

import os
from contextlib import suppress

from trackclock.command_line.live import open_app

_NICE = 5
"""How far a watcher stands back where processors are scarce (nice(2)): beside it an app times a runner."""


def watch() -> int:
    """Show the session that another app runs with the same data folder, until the user leaves.

    Returns:
        The exit code.
    """
    from trackclock.adapters.clock import SystemClock
    from trackclock.adapters.keep_awake import WakepyKeepAwake
    from trackclock.adapters.locations import config_dir, data_dir, sessions_dir
    from trackclock.application.services import Services
    from trackclock.application.unwritten import UnwrittenStore
    from trackclock.application.whose import names_by
    from trackclock.ports import History, SessionWatch
    from trackclock.recorder import SilentSpeaker

    folder, clock = data_dir(), SystemClock()

    def looks() -> SessionWatch:
        from trackclock.adapters.store.watching import SqliteWatch

        return SqliteWatch(folder, clock.boot_id, names_by(config_dir))

    def history() -> History:
        from trackclock.adapters.store.history import SqliteHistory

        return SqliteHistory(folder, names_of=names_by(config_dir))

    services = Services(
        clock=clock,
        store=UnwrittenStore,
        history=history,
        speaker=SilentSpeaker,
        keep_awake=WakepyKeepAwake,
        sessions_dir=sessions_dir,
        config_dir=config_dir,
        watch=looks,
    )
    if os.name == "posix":
        with suppress(OSError):
            os.nice(_NICE)
    return open_app(services)
