"""What goes out to the terminal: whatever is written is handed on at once, however slowly the terminal takes it.

It exists because Textual keeps thirty writes for a terminal and lets the whole app wait with the next one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from textual.drivers._writer_thread import WriterThread

_MOST_WAITING: Final = 600
"""So many writes wait for a terminal that takes none, about a minute of them; what is painted after that is not kept
but painted anew once it takes them again."""


class Backlog:
    """Decides for a driver of Textual's, which writes through a thread, what is still worth writing."""

    def __init__(self, paint: Callable[[], object]) -> None:
        """Nothing waits yet.

        Args:
            paint: has everything painted anew.
        """
        self._paint = paint
        self._writer: WriterThread | None = None
        self._is_behind = False

    def begin(self, writer: WriterThread | None) -> None:
        """From now on no write waits for the terminal, and far too many are not kept."""
        self._writer, self._is_behind = writer, False
        if writer is not None:
            writer._queue.maxsize = 0

    def end(self) -> None:
        """The terminal is given back; none of that may be left out."""
        self._writer = None

    def takes_more(self) -> bool:
        """Whether what comes next is to be written."""
        if self._writer is None:
            return True
        waiting = self._writer._queue.qsize()
        if waiting >= _MOST_WAITING:
            self._is_behind = True
        elif self._is_behind and not waiting:
            self._is_behind = False
            self._paint()
        return waiting < _MOST_WAITING
