"""A way of getting samples out of the machine, as the worker sees it.

It exists so that the worker does not care which library it plays through.
"""

from __future__ import annotations

from collections.abc import Callable
from queue import SimpleQueue
from typing import Protocol

from trackclock.adapters.audio.agenda import Cue


class DeviceError(Exception):
    """A device cannot be used; the text says why."""


Order = Callable[[], None]
"""A change to the mixer, to be made by the thread that owns it."""


class Device(Protocol):
    """Something that plays what a mixer makes."""

    name: str
    """Of the backend: what TRACKCLOCK_AUDIO calls it."""

    can_speak: bool
    """Whether each sample is heard at a known instant, without which no word could give way to a beep."""

    detail: str
    """Version of the library, and the sound system that it found."""

    offset_ns: int
    """How much later than the machine believes a sound is heard, as the user says."""

    orders: SimpleQueue[Order]
    """Changes to the mixer."""

    def open(self) -> None:
        """Start to play.

        Raises:
            DeviceError: if it cannot.
        """

    def play(self, cue: Cue) -> None:
        """Play what answers a press, as soon as the device can.

        Args:
            cue: the answer; played once, however often it comes.
        """

    def is_stuck(self) -> bool:
        """Whether nothing comes out any more."""
