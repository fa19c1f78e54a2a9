"""What Python lacks on Windows, taken away: modules, functions of `os` and `time`, signals.

The standard library keeps what it has: it was read before, for the system that it really runs on. Whatever is imported
from then on, trackclock, Textual and the tests, finds what it would find there.
"""

from __future__ import annotations

import asyncio
import errno
import importlib
import io
import os
import platform
import signal
import sys
import sysconfig
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any, Final, NamedTuple

READ_BEFORE: Final = (
    *("asyncio", "concurrent.futures.thread", "ctypes.util", "ctypes.wintypes", "getpass", "glob", "pathlib", "pdb"),
    *("importlib.metadata", "importlib.resources", "inspect", "logging.handlers", "multiprocessing.context", "random"),
    *("multiprocessing.popen_spawn_posix", "multiprocessing.resource_tracker", "multiprocessing.synchronize", "uuid"),
    *("pickle", "platform", "secrets", "selectors", "shutil", "socket", "sqlite3", "subprocess", "tempfile"),
    *("threading", "timeit", "unittest.mock", "webbrowser", "zipfile"),
)
"""Of the standard library: what asks for its system when it is read."""

MODULES: Final = (
    *("_curses", "_posixshmem", "_posixsubprocess", "curses", "fcntl", "grp", "posix", "pty", "pwd", "readline"),
    *("resource", "syslog", "termios", "tty"),
)
"""Modules that only POSIX has (docs.python.org, their "Availability")."""

CALLS: Final = frozenset(
    (
        *("chown", "chroot", "confstr", "copy_file_range", "ctermid", "eventfd", "fchdir", "fchmod", "fchown"),
        *("fdatasync", "fork", "forkpty", "fpathconf", "fstatvfs", "getegid", "geteuid", "getgid", "getgrouplist"),
        *("getgroups", "getloadavg", "getpgid", "getpgrp", "getpriority", "getresgid", "getresuid", "getsid"),
        *("getuid", "getxattr", "initgroups", "killpg", "lchown", "listxattr", "lockf", "major", "makedev"),
        *("memfd_create", "minor", "mkfifo", "mknod", "nice", "openpty", "pathconf", "pidfd_open", "pipe2"),
        *("posix_fadvise", "posix_fallocate", "posix_spawn", "posix_spawnp", "pread", "preadv", "pwrite"),
        *("pwritev", "readv", "register_at_fork", "removexattr", "sendfile", "set_blocking", "setegid", "seteuid"),
        *("setgid", "setgroups", "setpgid", "setpriority", "setregid", "setresgid", "setresuid", "setreuid"),
        *("setsid", "setuid", "setxattr", "splice", "statvfs", "sync", "sysconf", "tcgetpgrp", "tcsetpgrp"),
        *("ttyname", "uname", "wait", "wait3", "wait4", "waitid", "writev"),
    )
)
"""Functions of `os` that only POSIX has (docs.python.org, "os", "Availability: Unix")."""

_CONSTANTS: Final = ("EX_", "F_", "POSIX_", "PRIO_", "P_ALL", "RTLD_", "RWF_", "SCHED_", "ST_", "W", "XATTR_", "sched_")
"""How the names begin of what belongs to those."""

_FLAGS: Final = {"O_BINARY": 0, "O_NOINHERIT": os.O_CLOEXEC, "O_TEMPORARY": 0, "O_SEQUENTIAL": 0, "O_RANDOM": 0}
_OPEN: Final = frozenset({"O_APPEND", "O_CREAT", "O_EXCL", "O_RDONLY", "O_RDWR", "O_TRUNC", "O_WRONLY", *_FLAGS})

SIGNALS: Final = frozenset({"SIGABRT", "SIGFPE", "SIGILL", "SIGINT", "SIGSEGV", "SIGTERM"})
_SIGNAL_CALLS: Final = frozenset(
    {"Handlers", "Signals", "SIG_DFL", "SIG_IGN", "default_int_handler", "getsignal", "raise_signal", "set_wakeup_fd"}
    | {"signal", "strsignal", "valid_signals"}
)
"""All that `signal` has there, but for SIGBREAK (docs.python.org, "signal")."""

_TIMES: Final = ("CLOCK_", "clock_", "pthread_", "tzset")


class _Version(NamedTuple):
    major: int
    minor: int
    build: int
    platform: int
    service_pack: str


class _Seen(ModuleType):
    """A module as it is seen there; what is set on it does not reach the real one."""

    def __init__(self, real: ModuleType, is_there: Callable[[str], bool], more: dict[str, Any]) -> None:
        super().__init__(real.__name__, real.__doc__)
        self.__dict__.update({name: value for name, value in vars(real).items() if is_there(name)} | more)


def hide() -> None:
    """Let Python look as on Windows from now on; for a process that does nothing else."""
    for name in READ_BEFORE:
        importlib.import_module(name)
    sysconfig.get_config_vars()  # kept: what is asked for there is in no build of Linux
    sys.modules["os"] = _Seen(os, _is_in_os, {"name": "nt", **_FLAGS})
    sys.modules["signal"] = _Seen(signal, _is_in_signal, {"SIGBREAK": 21, "CTRL_C_EVENT": 0, "CTRL_BREAK_EVENT": 1})
    sys.modules["time"] = _Seen(time, lambda name: not name.startswith(_TIMES), {})
    sys.modules["winreg"] = _registry()
    modules: dict[str, Any] = sys.modules
    for name in MODULES:
        modules[name] = None
    sys.platform = "win32"
    put(sys, "getwindowsversion", lambda: _Version(10, 0, 22_631, 2, ""))
    platform.system = lambda: "Windows"
    put(io, "_WindowsConsoleIO", type("_WindowsConsoleIO", (io.RawIOBase,), {}))  # pytest asks for it

    def refuse(*_: object) -> None:
        raise NotImplementedError  # as asyncio.AbstractEventLoop has it

    # It asks the shell for the user's folders, which nothing here stands for, or else the registry.
    from platformdirs import windows

    put(windows, "_RESOLVE_WIN_FOLDER", windows.get_win_folder_from_registry)
    put(asyncio.SelectorEventLoop, "add_signal_handler", refuse)
    with suppress(OSError):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)  # no such thing: a closed window says so in another way


def put(place: object, name: str, value: object) -> None:
    """Let a name stand for something else, whatever its type says."""
    setattr(place, name, value)


def _registry() -> ModuleType:
    """A registry in which nothing is but the number of the boot and the user's folders."""
    module = ModuleType("winreg")
    boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii")[:8]
    home = Path.home()
    folders = {"AppData": home / "Roaming", "Local AppData": home / "Local", "Personal": home / "Documents"}
    known: dict[str, dict[str, tuple[object, int]]] = {
        "PrefetchParameters": {"BootId": (int(boot, 16), 4)},
        "Shell Folders": {name: (str(folder), 1) for name, folder in folders.items()},
    }

    class Key:
        def __init__(self, path: str) -> None:
            self.values = known.get(path.rpartition("\\")[2], {})
            if not self.values:
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)

        def __enter__(self) -> Key:
            return self

        def __exit__(self, *_: object) -> None:
            pass

    put(module, "HKEY_CURRENT_USER", 1)
    put(module, "HKEY_LOCAL_MACHINE", 2)
    for name in ("OpenKey", "OpenKeyEx"):
        put(module, name, lambda _, path, *__: Key(path))
    put(module, "QueryValueEx", lambda key, name: key.values[name])
    return module


def _is_in_os(name: str) -> bool:
    if name.startswith("O_"):
        return name in _OPEN
    return (name not in CALLS and not name.startswith(_CONSTANTS)) or name in ("W_OK", "F_OK", "waitpid", "walk")


def _is_in_signal(name: str) -> bool:
    return name in SIGNALS or name in _SIGNAL_CALLS or name.startswith("__")
