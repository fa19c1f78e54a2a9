"""A machine whose file systems lack something, for a process of its own: the kernel itself refuses it.

`python -m tests.bare_disk LACKS MODULE ARGUMENTS` runs a module without `locks` or without `memory` (shared memory),
as network folders and shares of virtual machines are without them. It exists because no such file system can be
mounted everywhere, while a filter of system calls can answer just as one would (seccomp(2), Linux only).
"""

from __future__ import annotations

import ctypes
import errno
import platform
import runpy
import struct
import sys

_CALLS = {
    "x86_64": (0xC000003E, {"fcntl": 72, "flock": 73, "mmap": 9}),
    "aarch64": (0xC00000B7, {"fcntl": 25, "flock": 32, "mmap": 222}),
}
"""How the kernel names the machine, and the numbers of the calls on it (asm/unistd.h)."""

_LOCKING = (5, 6, 7, 36, 37, 38)
"""F_GETLK, F_SETLK, F_SETLKW, and the same with F_OFD_ (fcntl.h)."""

_LOAD, _EQUAL, _AND, _RETURN = 0x20, 0x15, 0x54, 0x06
_ALLOW, _ERROR = 0x7FFF0000, 0x00050000
_NUMBER, _MACHINE, _ARGUMENTS = 0, 4, 16
"""Where they lie in what a filter sees (linux/seccomp.h)."""


def is_possible() -> bool:
    """Whether this machine can do that."""
    return sys.platform == "linux" and platform.machine() in _CALLS


def lack(what: str) -> None:
    """Do without it from now on, in this process and those that it starts.

    Args:
        what: `locks` or `memory`.

    Raises:
        OSError: if the kernel takes no filter.
    """
    machine, numbers = _CALLS[platform.machine()]
    rules = [_if_not(machine, _MACHINE, _return(_ALLOW))]
    if what == "locks":
        rules.append(_on_call(numbers["flock"], _return(_ERROR | errno.ENOLCK)))
        rules += [_on_call(numbers["fcntl"], _on_argument(1, one, _return(_ERROR | errno.ENOLCK))) for one in _LOCKING]
    else:
        shared_file = 0x01  # MAP_SHARED without MAP_ANONYMOUS (0x20)
        inner = _on_argument(3, shared_file, _return(_ERROR | errno.ENODEV), mask=0x21)
        rules.append(_on_call(numbers["mmap"], inner))
    _install(b"".join(rules) + _return(_ALLOW))


def _instruction(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value)


def _return(value: int) -> bytes:
    return _instruction(_RETURN, value)


def _if_not(value: int, at: int, then: bytes) -> bytes:
    return _instruction(_LOAD, at) + _instruction(_EQUAL, value, len(then) // 8, 0) + then


def _on_call(number: int, then: bytes) -> bytes:
    return _instruction(_LOAD, _NUMBER) + _instruction(_EQUAL, number, 0, len(then) // 8) + then


def _on_argument(index: int, value: int, then: bytes, mask: int = 0xFFFFFFFF) -> bytes:
    load = _instruction(_LOAD, _ARGUMENTS + 8 * index) + _instruction(_AND, mask)  # the low half of it
    return load + _instruction(_EQUAL, value, 0, len(then) // 8) + then


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def _install(code: bytes) -> None:
    library = ctypes.CDLL(None, use_errno=True)
    program = _Program(len(code) // 8, code)
    no_new_privileges, set_filter, by_filter = 38, 22, 2  # linux/prctl.h
    for arguments in ((no_new_privileges, 1, 0, 0, 0), (set_filter, by_filter, ctypes.byref(program), 0, 0)):
        if library.prctl(*arguments):
            raise OSError(ctypes.get_errno(), "no filter can be set")


def main() -> None:
    """Run."""
    lacks, module, *arguments = sys.argv[1:]
    lack(lacks)
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
