"""Who of this process has the history open: all of them let go of it before it is moved.

It exists because Windows moves no file that anybody has open, and a reader keeps it open for as long as the app runs:
without this a history that is damaged could never be put aside, and nothing would be saved any more.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager


class Handles:
    """The connections of one process to one history."""

    def __init__(self) -> None:
        """Nobody has it open."""
        self._holders: list[tuple[AbstractContextManager[object], Callable[[], None]]] = []

    def join(self, turn: AbstractContextManager[object], let_go: Callable[[], None]) -> None:
        """Be one of those who may have it open.

        Args:
            turn: a lock that is held whenever the connection is used, and that its own thread may take again; whoever
                waits for the turn of one that joined earlier must not hold it.
            let_go: closes the connection, if there is one; it is opened again when it is needed.
        """
        self._holders.append((turn, let_go))

    @contextmanager
    def let_go(self) -> Iterator[None]:
        """Until the end of this nobody here has the history open, where that would keep it from being moved.

        Elsewhere all stay: an open file can be moved there, and to close the last connection would play the log into
        a history that is damaged.
        """
        with ExitStack() as turns:
            for turn, let_go in self._holders if sys.platform == "win32" else ():
                turns.enter_context(turn)
                let_go()
            yield
