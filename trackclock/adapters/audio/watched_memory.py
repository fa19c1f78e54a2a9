"""Memory that a library plays from, and that tells how much of it has been read, and so when each sample is heard.

It exists because simpleaudio takes a piece of memory and never says where in it it is: on a busy machine it begins late
and runs dry, and every cue behind that is late by as much. On Linux a page of a file in memory that nobody has written
comes into being when it is read, and the file's size counts such pages: so it shows what was read.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import sys
from collections import deque

_NS = 1_000_000_000
_SAMPLE = 2
_BLOCK = 512
"""What `st_blocks` counts in, whatever the file system: inode(7)."""

_PAGE = mmap.PAGESIZE // _SAMPLE
"""Samples of a page."""

_BURST_NS = 25_000_000
"""A library that keeps a buffer full fills it a quarter at a time."""

_SLACK_NS = 12_000_000
"""What is late by no more than this is late by chance."""

_FEW, _MANY = 3, 8
"""So many pages in a row that were certainly late, or may all have been, have run dry: fewer can be a sound server that
had to wait."""


class WatchedMemory:
    """Silence, 16 bits a sample, into which sounds are written while it is played."""

    def __init__(self, count: int) -> None:
        """Take memory for so many samples.

        Args:
            count: how many; it is rounded up to whole pages.
        """
        self._size = -(-count // _PAGE) * mmap.PAGESIZE
        self._file = -1
        self._written: list[int] = []
        self.memory = self._taken()

    def _taken(self) -> mmap.mmap:
        if sys.platform == "linux":
            with contextlib.suppress(OSError):
                self._file = os.memfd_create("trackclock")
                os.ftruncate(self._file, self._size)
                return mmap.mmap(self._file, self._size)
        return mmap.mmap(-1, self._size)

    def write(self, position: int, block: bytes | bytearray) -> None:
        """Write samples ahead of where it is read.

        Args:
            position: of the first of them.
            block: the samples, one channel.
        """
        before = self._pages()
        self.memory[_SAMPLE * position : _SAMPLE * position + len(block)] = block
        # The first of them may have been there already, read or written.
        end = -(-(position + len(block) // _SAMPLE) // _PAGE)
        self._written += range(end - (self._pages() - before), end)

    def samples_read(self) -> int:
        """How many samples from the beginning have been read at least, as far as can be seen; 0 where it cannot."""
        pages = self._pages() - len(self._written)
        # What was written came into being unread: it has been read if a later page has.
        for page in self._written:
            if page >= pages:
                break
            pages += 1
        return max(0, pages - 1) * _PAGE

    def _pages(self) -> int:
        """How many pages there are, read or written."""
        return os.fstat(self._file).st_blocks * _BLOCK // mmap.PAGESIZE if self._file >= 0 else 0

    def __del__(self) -> None:
        """Let go of the file; the memory goes with the last who uses it."""
        if self._file >= 0:
            os.close(self._file)


class ReadingClock:
    """Tells from what has been read when the first sample was heard, or would have been had it never run dry.

    Whoever keeps a buffer full reads a sample when it is to be heard that much later, or by chance a little after that:
    so the promptest reading tells. Where all are late it has run dry, and is late from then on.
    """

    def __init__(self, rate_hz: int, buffer_ns: int, began_ns: int) -> None:
        """Start without an observation.

        Args:
            rate_hz: samples a second.
            buffer_ns: how long before it is heard a sample is read.
            began_ns: when it was begun, which stands where nothing can be seen.
        """
        self.zero_ns = began_ns
        """When the first sample was heard."""
        self._began_ns = self._looked_ns = began_ns
        self._rate_hz, self._buffer_ns = rate_hz, buffer_ns
        self._read = 0
        self._is_seen = False
        self._recent: deque[tuple[int, int]] = deque(maxlen=_MANY)

    def look(self, now_ns: int, read: int) -> None:
        """Note how much has been read.

        Args:
            now_ns: the instant after which nothing of it was read.
            read: how many samples from the beginning.
        """
        before_ns, self._looked_ns = self._looked_ns, now_ns
        if read <= self._read:
            return
        self._read = read
        length_ns = read * _NS // self._rate_hz
        latest_ns = now_ns + self._buffer_ns - length_ns
        if latest_ns < self._began_ns - self._buffer_ns:
            return  # more than can have been: this system's memory does not show what was read
        if length_ns < self._buffer_ns:
            self.zero_ns = now_ns  # this fills the buffer before it is heard, and says nothing about the pace
            return
        self._recent.append((before_ns + self._buffer_ns - _BURST_NS - length_ns, latest_ns))
        if not self._is_seen or self._has_run_dry():
            self._is_seen = True
            self.zero_ns = min(latest for _, latest in self._recent)
            self._recent.clear()
        self.zero_ns = min(self.zero_ns, latest_ns)

    def _has_run_dry(self) -> bool:
        """Whether what was read last was late, and not by chance."""
        recent, bound_ns = list(self._recent), self.zero_ns + _SLACK_NS
        if len(recent) == _MANY and min(latest for _, latest in recent) > bound_ns:
            return True
        # The others are of the time before, and say nothing about what is.
        while len(recent) > _FEW:
            recent.pop(0)
        if len(recent) < _FEW or min(earliest for earliest, _ in recent) <= bound_ns:
            return False
        self._recent = deque(recent, maxlen=_MANY)
        return True
