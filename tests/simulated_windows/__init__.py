"""Windows as far as it can be had on Linux: `python -m tests.simulated_windows MODULE ARGUMENTS` runs a module in it.

It exists because nobody here has a Windows, and what breaks there is nearly always one of a few things: a module or a
function that only POSIX has, a file that is moved or removed while it is open, a name that is a device, the console.
Those are as there. Paths, the file system below the names and the event loop stay those of Linux.
"""

from __future__ import annotations

_here: list[bool] = []


def is_here() -> bool:
    """Whether this process is on the simulated Windows."""
    return bool(_here)


def arrive() -> None:
    """From now on it is."""
    _here.append(True)
