"""Who of this process has the history open: all of them let go of it before it is moved.

It exists because Windows moves no file that anybody has open, and a reader keeps it open for as long as the app runs:
without this a history that is damaged could never be put aside, and nothing would be saved any more.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any, Protocol


class Holder(Protocol):
    """Whoever may have the history open."""

    @property
    def turn(self) -> AbstractContextManager[Any]:
        """A lock that is held whenever the connection is used, and that its own thread may take again."""

    def let_go(self) -> None:
        """Close the connection, if there is one; it is opened again when it is needed."""


class Handles:
    """The connections of one process to one history."""

    def __init__(self) -> None:
        """Nobody has it open."""
        self._holders: list[Holder] = []

    def join(self, holder: Holder) -> None:
        """Let somebody be one of those who may have it open.

        Args:
            holder: it may wait, in its own turn, for those that join later, and not for those that joined before it.
        """
        self._holders.append(holder)

    @contextmanager
    def let_go(self) -> Iterator[None]:
        """Until the end of this nobody here has the history open, where that would keep it from being moved.

        Elsewhere all stay: an open file can be moved there, and to close the last connection would play the log into
        a history that is damaged.
        """
        with ExitStack() as turns:
            for holder in self._holders if sys.platform == "win32" else ():
                turns.enter_context(holder.turn)
                holder.let_go()
            yield
