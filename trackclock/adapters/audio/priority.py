"""Asks the system to let a thread run ahead of the crowd.

Sound servers do this for themselves, and what feeds them must keep up: on a busy machine a thread of the crowd waits
up to 40 ms for its turn, longer than a small buffer lasts.
"""

from __future__ import annotations

import contextlib
import os
import sys

_NICE, _REALTIME = -11, 5
"""The priorities that PulseAudio gives itself."""


def go_first(*, takes_along: bool = False) -> None:
    """Raise the priority of the calling thread as far as the system lets us; often that is not at all.

    Args:
        takes_along: whether the threads that it begins have the same, as those of a library that plays in its own.
    """
    if sys.platform == "linux":
        alone = 0 if takes_along else os.SCHED_RESET_ON_FORK
        with contextlib.suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_RR | alone, os.sched_param(_REALTIME))
            return
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, 0, _NICE)  # of the thread, on Linux
