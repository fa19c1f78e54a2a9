"""Which of the sound libraries this Python has, and how it gets the others.

It exists because one that is not installed will not come by waiting: on a machine without any (a Raspberry Pi has no
wheel of miniaudio) the bell is rung from the first cue on, and no process is started in vain again and again.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec
from typing import Final

HOW: Final = {
    "miniaudio": 'pip install "trackclock[miniaudio]", which needs a C compiler where there is no wheel',
    "simpleaudio": 'pip install "trackclock[simpleaudio]", which needs a C compiler and, on Linux, the headers of ALSA',
}
"""For each library what installs it."""


def lacking(names: Iterable[str]) -> dict[str, str]:
    """Those that are not installed, by name, with what installs them; none of them is imported.

    Args:
        names: of libraries.
    """
    return {name: f"not installed: {HOW[name]}" for name in names if find_spec(name) is None}
