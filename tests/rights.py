"""The rights of an ordinary user for a test that runs as root, who reads and writes whatever the modes of files say.

It exists because tests run as root in containers, and a fault that only ordinary users meet would never be tested
there.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

_VERSION_3 = 0x20080522
_DAC_OVERRIDE = 1 << 1
_DAC_READ_SEARCH = 1 << 2
"""Linux's names for what root may do with any file (capabilities(7))."""


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Data(ctypes.Structure):
    _fields_ = (("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32))


@contextmanager
def ordinary_rights() -> Iterator[None]:
    """This thread, and those that it starts, may do with files what their modes allow."""
    if os.name != "posix":
        pytest.skip("the modes of files are POSIX")
    if os.geteuid():
        yield
        return
    if sys.platform != "linux":
        pytest.skip("root writes anywhere")
    libc = ctypes.CDLL(None, use_errno=True)
    header, data = _Header(_VERSION_3, 0), (_Data * 2)()

    def do(call: str) -> None:
        if getattr(libc, call)(ctypes.byref(header), data):
            raise OSError(ctypes.get_errno(), call)

    do("capget")
    had = data[0].effective
    data[0].effective = had & ~(_DAC_OVERRIDE | _DAC_READ_SEARCH)
    do("capset")
    try:
        yield
    finally:
        data[0].effective = had
        do("capset")
