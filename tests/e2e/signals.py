"""Signals as a shell hands them on, for whatever the tests start.

It exists because whoever runs the tests may ignore or block some, and children inherit that.
"""

from __future__ import annotations

import signal


def default_signals() -> None:
    """Ignore and block none; for `preexec_fn`. Under nohup, and in the background of some shells, some are."""
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)
