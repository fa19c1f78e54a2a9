"""When the samples of a piece of memory are heard is seen from what of it has been read."""

from __future__ import annotations

import mmap
import sys
from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackclock.adapters.audio.tones import RATE_HZ
from trackclock.adapters.audio.watched_memory import ReadingClock, WatchedMemory

NS = 1_000_000_000
MS = 1_000_000
PAGE = mmap.PAGESIZE // 2
BUFFER = RATE_HZ // 10
LOUD = array("h", [9_000] * 100).tobytes()

sees = pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows what was read")


def read(memory: WatchedMemory, samples: int) -> None:
    """As a library does: the samples from the beginning."""
    _ = memory.memory[: 2 * samples]


@sees
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 59_000)), max_size=12))
def test_what_was_read_is_known_to_the_page_whatever_is_written_ahead(steps: list[tuple[bool, int]]) -> None:
    memory = WatchedMemory(60_000)
    position = 0
    written = 0
    for is_read, amount in steps:
        if is_read:
            position = max(position, amount)
            read(memory, position)
        else:
            written = max(written, position + 1, amount)
            memory.write(written, LOUD)
            written += len(LOUD) // 2
    seen = memory.samples_read()
    assert seen <= position
    # A page that was written says nothing; all others do.
    if written < position - 2 * PAGE:
        assert seen >= position - 2 * PAGE


def test_what_is_written_is_there_to_be_read() -> None:
    memory = WatchedMemory(10 * PAGE)
    memory.write(3 * PAGE - 7, LOUD)
    assert bytes(memory.memory[2 * (3 * PAGE - 7) :][: len(LOUD)]) == LOUD
    assert not any(memory.memory[: 2 * (3 * PAGE - 7)])


class Library:
    """Reads in bursts of a quarter of its buffer, as ALSA's plugin for PulseAudio does, and runs dry once."""

    def __init__(self, starts_ns: int, dry_at_ns: int, dry_ns: int) -> None:
        self._starts_ns, self._dry_at_ns, self._dry_ns = starts_ns, dry_at_ns, dry_ns

    def zero_ns(self, now_ns: int) -> int:
        """When the first sample was heard, or would have been."""
        return self._starts_ns + (self._dry_ns if now_ns >= self._dry_at_ns else 0)

    def read(self, now_ns: int) -> int:
        """How many samples it has read, up to the start of the newest page."""
        if now_ns < self._starts_ns:
            return 0
        played_ns = min(now_ns, self._dry_at_ns) - self._starts_ns
        played_ns += max(0, now_ns - self._dry_at_ns - self._dry_ns)
        return (BUFFER + played_ns // (25 * MS) * RATE_HZ // 40) // PAGE * PAGE


@settings(max_examples=40)
@given(st.integers(0, 200), st.integers(2_000, 5_000), st.integers(0, 300), st.lists(st.integers(0, 9), min_size=8))
def test_a_piece_that_begins_late_and_runs_dry_is_known_to_be_late(
    begins_ms: int, dry_at_ms: int, dry_ms: int, delays_ms: list[int]
) -> None:
    starts_ns = 5 * NS + begins_ms * MS
    dry_at_ns = starts_ns + dry_at_ms * MS
    library = Library(starts_ns, dry_at_ns, dry_ms * MS)
    clock = ReadingClock(RATE_HZ, 100 * MS, 5 * NS)
    now_ns, turn = 5 * NS, 0
    while now_ns < dry_at_ns + 3 * NS:
        clock.look(now_ns, library.read(now_ns))
        if starts_ns + NS < now_ns < dry_at_ns or now_ns > dry_at_ns + dry_ms * MS + NS:
            # What is late by chance is not told from what is late for good.
            assert abs(clock.zero_ns - library.zero_ns(now_ns)) < 15 * MS
        now_ns += (4 + delays_ms[turn % len(delays_ms)]) * MS
        turn += 1


def test_where_nothing_can_be_seen_or_all_at_once_the_beginning_stands() -> None:
    blind, whole = ReadingClock(RATE_HZ, 100 * MS, 5 * NS), ReadingClock(RATE_HZ, 100 * MS, 5 * NS)
    for turn in range(500):
        blind.look(5 * NS + turn * 4 * MS, 0)
        whole.look(5 * NS + turn * 4 * MS, 20 * RATE_HZ)
    assert blind.zero_ns == whole.zero_ns == 5 * NS
