"""Something that is made when it is first asked for, and of which one can ask whether that has happened.

It exists so that leaving lets go of what was opened, and opens nothing only to close it.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Lazy(Generic[T]):
    """Makes one thing, once, for whichever thread asks first."""

    def __init__(self, make: Callable[[], T]) -> None:
        """Remember how it is made.

        Args:
            make: makes it; what it raises is raised to whoever asked, and the next one tries again.
        """
        self._make = make
        self._lock = Lock()
        self._made: list[T] = []

    @property
    def made(self) -> T | None:
        """It, if anybody has asked for it; None otherwise. Waits for nobody."""
        return self._made[0] if self._made else None

    def get(self) -> T:
        """It, made now if it is not there yet."""
        if not self._made:
            with self._lock:
                if not self._made:
                    self._made.append(self._make())
        return self._made[0]
