"""The system clock: one scale for readings and for the stamps of key presses."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from trackclock.adapters.clock import SystemClock, now_ns, offset_ns, read_boot_id, textual_ns
from trackclock.ports import Clock


def test_is_a_clock_of_the_port() -> None:
    clock: Clock = SystemClock()
    assert clock.now_ms() > 0


def test_now_never_goes_back() -> None:
    clock = SystemClock()
    readings = [clock.now_ms() for _ in range(10_000)]
    assert readings == sorted(readings)


def test_a_message_stamped_now_reads_as_now() -> None:
    from textual import _time

    clock = SystemClock()
    worst = 0
    for _ in range(200):
        before = clock.now_ms()
        stamp = clock.stamp_ms(_time.get_time())
        after = clock.now_ms()
        worst = max(worst, before - stamp, stamp - after)
    assert worst <= 1


def test_stamps_keep_their_distance() -> None:
    clock = SystemClock()
    arrived = textual_ns() / 1e9
    early, late = clock.stamp_ms(arrived - 12.5), clock.stamp_ms(arrived)
    assert abs(late - early - 12_500) <= 1


def test_a_stamp_is_never_in_the_future() -> None:
    clock = SystemClock()
    stamp = clock.stamp_ms(textual_ns() / 1e9 + 60)
    assert stamp <= clock.now_ms()


def test_the_offset_is_steady() -> None:
    offsets = [offset_ns() for _ in range(200)]
    assert max(offsets) - min(offsets) < 1_000_000


@pytest.mark.skipif(sys.platform != "linux", reason="reads Linux's own files")
def test_on_linux_it_is_the_clock_that_counts_through_suspend() -> None:
    if sys.platform == "linux":
        assert abs(time.clock_gettime_ns(time.CLOCK_BOOTTIME) - now_ns()) < 50_000_000
        assert SystemClock().boot_id == Path("/proc/sys/kernel/random/boot_id").read_text().strip()


def test_the_boot_id_is_the_same_for_every_clock_of_a_process() -> None:
    assert SystemClock().boot_id == SystemClock().boot_id == read_boot_id()


def test_where_the_system_has_no_boot_id_every_clock_of_a_process_has_the_same_one() -> None:
    code = """
import sys
sys.platform = "plan9"
from trackclock.adapters.clock import SystemClock
print(SystemClock().boot_id, SystemClock().boot_id)
"""
    said = [subprocess.check_output([sys.executable, "-c", code], text=True).split() for _ in range(2)]
    (first, again), (other, _) = said
    assert first == again
    assert first.startswith("process-")
    assert first != other, "another process may be of another boot"


def test_wall_clock_is_utc_in_milliseconds() -> None:
    assert abs(SystemClock().wall_ms() - time.time() * 1_000) < 1_000


@pytest.mark.skipif(sys.platform == "win32", reason="needs tzset")
def test_utc_offset_follows_the_time_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SystemClock()
    try:
        monkeypatch.setenv("TZ", "XXX-05:30")
        assert clock.utc_offset_s() == 19_800
        monkeypatch.setenv("TZ", "YYY+03")
        assert clock.utc_offset_s() == -10_800
    finally:
        monkeypatch.undo()
        clock.utc_offset_s()


def test_imports_nothing_slow() -> None:
    code = "import sys, trackclock.adapters.clock; print(*sys.modules)"
    loaded = set(subprocess.check_output([sys.executable, "-c", code], text=True).split())
    assert not loaded & {"textual", "pydantic", "asyncio", "ctypes", "dataclasses", "platformdirs", "sqlite3"}
