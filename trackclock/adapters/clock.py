"""The clock of a session: counts through sleep, and turns the stamps of key presses into its own readings.

It exists because no clock that Python offers by default does both: `time.monotonic` stands still while a laptop's lid
is shut, and the wall clock jumps whenever somebody corrects it.
"""

from __future__ import annotations

import os
import sys
import time
from functools import cache
from pathlib import Path

_NS_PER_MS = 1_000_000
_BRACKETS = 3
"""How often the two clocks are compared for one stamp; the tightest pair of readings counts."""

if sys.platform == "linux":
    # CLOCK_MONOTONIC stands still in suspend (clock_gettime(2)); CLOCK_BOOTTIME is the same clock plus the time
    # asleep. Neither is moved by settimeofday or by a step of NTP.
    def now_ns() -> int:
        """The session's clock now, in nanoseconds."""
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME)

elif sys.platform == "darwin":
    # Python's monotonic clock is mach_absolute_time there, which stands still in sleep. CLOCK_MONOTONIC counts
    # through it but is slewed and was seen to jump; CLOCK_MONOTONIC_RAW is mach_continuous_time, untouched.
    def now_ns() -> int:
        """The session's clock now, in nanoseconds."""
        return time.clock_gettime_ns(time.CLOCK_MONOTONIC_RAW)

elif sys.platform == "win32":
    # QueryPerformanceCounter: Microsoft says that it counts through sleep, users report machines where it does not.
    # The recorder therefore compares with the wall clock after every gap.
    def now_ns() -> int:
        """The session's clock now, in nanoseconds."""
        return time.perf_counter_ns()

else:
    # Nothing better is known to be everywhere; a gap shows against the wall clock.
    def now_ns() -> int:
        """The session's clock now, in nanoseconds."""
        return time.monotonic_ns()


if sys.platform == "win32":

    def textual_ns() -> int:
        """The clock that Textual stamps its messages with (textual/_time.py), in nanoseconds."""
        return time.perf_counter_ns()

else:

    def textual_ns() -> int:
        """The clock that Textual stamps its messages with (textual/_time.py), in nanoseconds."""
        return time.monotonic_ns()


def offset_ns() -> int:
    """How far the session's clock is ahead of Textual's now.

    Only sleep changes it, yet it is measured anew for each stamp, since nobody announces a sleep. A reading between
    two others is as good as those are close: the tightest of a few keeps a preemption out of the stamp.

    Returns:
        The difference in nanoseconds.
    """
    best_gap, best = -1, 0
    for _ in range(_BRACKETS):
        before = textual_ns()
        here = now_ns()
        gap = textual_ns() - before
        if best_gap < 0 or gap < best_gap:
            best_gap, best = gap, here - before - gap // 2
    return best


@cache
def read_boot_id() -> str:
    """Name the boot that the machine is in; it cannot change while this process lives.

    Returns:
        The kernel's own id where there is one. Elsewhere a random one, the same for all of this process: readings of
        two processes then count as of two boots, which costs exactness in picking up a session, never correctness.
    """
    found: str | None
    if sys.platform == "linux":
        found = _linux_boot_id()
    elif sys.platform == "darwin":
        found = _mac_boot_id()
    elif sys.platform == "win32":
        found = _windows_boot_id()
    else:
        found = None
    return found or f"process-{os.urandom(8).hex()}"


if sys.platform == "linux":

    def _linux_boot_id() -> str | None:
        try:
            return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip() or None
        except (OSError, UnicodeError):
            return None

elif sys.platform == "darwin":

    def _mac_boot_id() -> str | None:
        import ctypes  # slow to import, and needed only here

        size = ctypes.c_size_t(64)
        text = ctypes.create_string_buffer(size.value)
        try:
            failed = ctypes.CDLL(None).sysctlbyname(b"kern.bootsessionuuid", text, ctypes.byref(size), None, 0)
        except (OSError, AttributeError):
            return None
        return None if failed else text.value.decode("ascii", "replace") or None

elif sys.platform == "win32":

    def _windows_boot_id() -> str | None:
        import winreg

        path = r"SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management\PrefetchParameters"
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, path) as key:
                return f"boot-{winreg.QueryValueEx(key, 'BootId')[0]}"
        except OSError:
            return None


class SystemClock:
    """The real `ports.Clock`."""

    def __init__(self) -> None:
        """Name the boot now: to find it out may take longer than a press may wait."""
        self._boot_id = read_boot_id()

    @property
    def boot_id(self) -> str:
        """Names the boot that `now_ms` counts in."""
        return self._boot_id

    def now_ms(self) -> int:
        """The reading now, in milliseconds, cut off."""
        return now_ns() // _NS_PER_MS

    def stamp_ms(self, event_time: float) -> int:
        """Turn a Textual message's `time` into a reading of this clock; to be called when the message arrives.

        Args:
            event_time: seconds on Textual's clock.

        Returns:
            The instant in milliseconds, cut off, and never later than now.
        """
        stamp_ns = int(event_time * 1_000_000_000) + offset_ns()
        return min(stamp_ns, now_ns()) // _NS_PER_MS

    def wall_ms(self) -> int:
        """The wall clock: milliseconds since 1970 in UTC."""
        return time.time_ns() // _NS_PER_MS

    def utc_offset_s(self, wall_ms: int | None = None) -> int:
        """How far local time is ahead of UTC then, or now, in seconds; a change of the time zone is noticed."""
        if sys.platform != "win32":
            time.tzset()
        try:
            return time.localtime(None if wall_ms is None else wall_ms / 1_000).tm_gmtoff
        except (OSError, OverflowError, ValueError):  # a date that this system does not know
            return time.localtime().tm_gmtoff
