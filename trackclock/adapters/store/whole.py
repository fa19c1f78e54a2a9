"""Whether what was committed still lies in the files of the history.

It exists because SQLite trusts what it keeps in memory: where somebody cuts its files off or removes them under an
open connection it goes on committing, and says so, while nothing of it would ever be found again.
"""

from __future__ import annotations

from pathlib import Path
from typing import IO, Final

from trackclock.errors import StoreError

_MAGIC: Final = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83")
_HEAD: Final = 32
_FRAME_HEAD: Final = 24
"""The write-ahead log: a head, then frames of a head and a page each (sqlite.org, "Database File Format", 4.1)."""


class CutOffError(StoreError):
    """Something that was in the files of the history is not there any more."""


class Whole:
    """Watches the history and its write-ahead log, from the time that a connection has opened them."""

    def __init__(self, path: Path) -> None:
        """Look at the history; its log need not be there yet.

        Args:
            path: the database.
        """
        self._path = path
        self._log = path.with_name(f"{path.name}-wal")
        self._size = path.stat().st_size
        self._round = b""
        """The salts of the log, which change whenever it is begun from its front again."""
        self._newest_at = 0
        """Where the newest commit of this round was found; 0 for none."""
        self._newest = b""
        """The head of its frame, which nothing overwrites in this round."""
        if self._log.exists():
            with self._log.open("rb") as log:
                self._is_log_whole(log)

    @property
    def is_cut_off(self) -> bool:
        """Whether the database has become shorter, which no commit makes it."""
        return self._path.stat().st_size < self._size

    def check(self) -> None:
        """Look once more, after a commit.

        Raises:
            StoreError: if the log is gone.
            CutOffError: if anything else is.
            OSError: if they cannot be read.
        """
        if not self._log.exists():
            raise StoreError("the write-ahead log of the history was removed while it was written")
        # Only the log is read: whoever closes the database itself lets go of SQLite's locks on it (see opening).
        with self._log.open("rb") as log:
            if self.is_cut_off or not self._is_log_whole(log):
                raise CutOffError("the history was cut off while it was written")
        self._size = self._path.stat().st_size

    def _is_log_whole(self, log: IO[bytes]) -> bool:
        head = log.read(_HEAD)
        if not head and not self._round:
            return True  # nothing has been written yet
        if len(head) < _HEAD or head[:4] not in _MAGIC:
            return False
        stride = _FRAME_HEAD + int.from_bytes(head[8:12], "big")
        if head[16:24] != self._round:
            self._round, self._newest_at, self._newest = head[16:24], 0, b""
        elif self._newest_at and _frame_head(log, self._newest_at) != self._newest:
            return False
        at = self._newest_at or _HEAD
        while (frame := _frame_head(log, at))[8:16] == self._round:
            if any(frame[4:8]):  # how many pages there are after a commit; 0 for a frame within one
                self._newest_at, self._newest = at, frame
            at += stride
        return True


def _frame_head(log: IO[bytes], at: int) -> bytes:
    log.seek(at)
    return log.read(_FRAME_HEAD)
