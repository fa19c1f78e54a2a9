"""Clocks that a test can move under the real app: as a lid that closes, as somebody who sets the time.

It exists because neither can be done to a machine that runs other tests: a library that is loaded before all others
adds to what the kernel says, and the test changes by how much while the app runs.
"""

from __future__ import annotations

import mmap
import shutil
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest

_S = 1_000_000_000
_SOURCE = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>

static const volatile long long *ahead;
static int (*kernels)(clockid_t, struct timespec *);

__attribute__((constructor)) static void begin(void) {
    int file = open(getenv("CLOCKS_AHEAD"), O_RDONLY);
    ahead = mmap(0, 16, PROT_READ, MAP_SHARED, file, 0);
    kernels = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
}

int clock_gettime(clockid_t which, struct timespec *now) {
    int failed = kernels(which, now);
    long long by = which == CLOCK_BOOTTIME ? ahead[0] : which == CLOCK_REALTIME ? ahead[1] : 0;
    long long all = now->tv_sec * 1000000000LL + now->tv_nsec + by;
    now->tv_sec = all / 1000000000LL;
    now->tv_nsec = all % 1000000000LL;
    return failed;
}
"""


class MovedClocks:
    """How far the clocks of whatever is started with its variables are ahead."""

    def __init__(self, folder: Path) -> None:
        """Build the library, or skip the test where that cannot be done."""
        compiler = shutil.which("cc")
        if sys.platform != "linux" or compiler is None:
            pytest.skip("needs a C compiler on Linux")
        source, library = folder / "clocks.c", folder / "clocks.so"
        source.write_text(_SOURCE)
        subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
        path = folder / "clocks-ahead"
        path.write_bytes(bytes(16))
        with path.open("r+b") as file:
            self._ahead = mmap.mmap(file.fileno(), 16)
        self.variables = {"LD_PRELOAD": str(library), "CLOCKS_AHEAD": str(path)}
        """What the app needs in its environment."""

    def sleep(self, seconds: int) -> None:
        """Be asleep for so long: all clocks go on but CLOCK_MONOTONIC, by which the system wakes its sleepers."""
        self._move(seconds, seconds)

    def set_wall(self, seconds: int) -> None:
        """Somebody sets the wall clock, ahead or back."""
        self._move(0, seconds)

    def now_ms(self) -> int:
        """The session's clock, as the app reads it."""
        return (time.clock_gettime_ns(time.CLOCK_BOOTTIME) + self._both()[0]) // 1_000_000

    def _move(self, *seconds: int) -> None:
        self._ahead[:] = struct.pack("qq", *(was + by * _S for was, by in zip(self._both(), seconds, strict=True)))

    def _both(self) -> tuple[int, int]:
        boot_ns, wall_ns = struct.unpack("qq", self._ahead[:])
        return boot_ns, wall_ns
