"""The rules of Windows for files: what is open stays where it is, and some names are no names of files.

Python and SQLite open a file so that others may read and write it, but not so that it may be moved or removed
(FILE_SHARE_DELETE is not set; learn.microsoft.com, "Creating and Opening Files"). Hence whatever any process of the
simulation has open can neither be moved, replaced nor removed, and whatever stands in such a folder not be moved.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, Final

from tests.simulated_windows.hiding import put

MARK: Final = "TRACKCLOCK_SIMULATED_WINDOWS"
"""In the environment of every process of a simulation."""

_SIGNS: Final = frozenset('<>:"\\|?*') | {chr(code) for code in range(32)}
_DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in "0123456789\xb9\xb2\xb3"}
)
"""learn.microsoft.com, "Naming Files, Paths, and Namespaces"."""

_Call = Callable[..., Any]


def keep_rules() -> None:
    """Let files behave as there from now on; for a process that does nothing else."""
    put(shutil, "_use_fd_functions", False)  # a folder's content is removed by its names
    # The standard library calls the one, what is imported later the other.
    for module in (os, sys.modules["os"]):
        for name, rule in (("rename", _moves), ("replace", _replaces), ("unlink", _removes), ("remove", _removes)):
            put(module, name, rule(getattr(module, name)))
        for name in ("open", "mkdir"):
            put(module, name, _names(getattr(module, name)))
    checked = _names(io.open)
    put(io, "open", checked)
    put(builtins, "open", checked)


def is_device(name: str) -> bool:
    """Whether a name is that of a device, in whatever folder and with whatever ending."""
    return name.partition(".")[0].rstrip(" ").lower() in _DEVICES


def is_no_name(path: object) -> bool:
    """Whether nothing can have the name at the end of a path."""
    if not isinstance(path, str | os.PathLike):
        return False
    text = os.fspath(path)
    name = text.rpartition("/")[2] if isinstance(text, str) else ""
    return bool(name) and (not _SIGNS.isdisjoint(name) or (name not in (".", "..") and name[-1] in ". "))


def _names(call: _Call) -> _Call:
    def checked(path: object, *rest: Any, **more: Any) -> Any:
        if is_no_name(path):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
        return call(_or_device(path), *rest, **more)

    return checked


def _or_device(path: object) -> object:
    """What is written to a device is gone; that of the keyboard is the terminal."""
    if not isinstance(path, str | os.PathLike) or not is_device(Path(os.fspath(path)).name):
        return path
    return "/dev/tty" if Path(path).name.upper() == "CONIN$" else os.devnull


def _moves(call: _Call) -> _Call:
    def checked(source: Any, target: Any, *rest: Any, **more: Any) -> Any:
        _refuse_open(source)
        if os.path.lexists(target) and not Path(source).samefile(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(source), None, str(target))
        return _names(lambda path: call(source, path, *rest, **more))(target)

    return checked


def _replaces(call: _Call) -> _Call:
    def checked(source: Any, target: Any, *rest: Any, **more: Any) -> Any:
        _refuse_open(source)
        _refuse_open(target)
        if is_device(Path(target).name):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(target))
        return _names(lambda path: call(source, path, *rest, **more))(target)

    return checked


def _removes(call: _Call) -> _Call:
    def checked(path: Any, *rest: Any, **more: Any) -> Any:
        _refuse_open(path)
        return call(path, *rest, **more)

    return checked


def _refuse_open(path: Any) -> None:
    """Raise what Windows says of a file that a process has open."""
    if any(is_open(Path(path), pid) for pid in _processes()):
        raise PermissionError(errno.EACCES, "it is being used by another process", str(path))


def is_open(path: Path, pid: str = "self") -> bool:
    """Whether a process has a file open, or anything in a folder."""
    try:
        status = path.lstat()
        inside = f"{os.path.realpath(path)}/" if path.is_dir() else None
        descriptors = list(Path("/proc", pid, "fd").iterdir())
    except OSError:
        return False
    for one in descriptors:
        with suppress(OSError):
            if inside is None and os.path.samestat(one.stat(), status):
                return True
            if inside is not None and str(one.readlink()).startswith(inside):
                return True
    return False


def _processes() -> Iterator[str]:
    """This process, and every other one of the same simulation."""
    yield "self"
    own = str(os.getpid())
    names = [entry.name for entry in Path("/proc").iterdir() if entry.name.isdecimal()]
    yield from (name for name in names if name != own and _belongs(name))


@cache
def _belongs(pid: str) -> bool:
    mark = f"{MARK}={os.environ.get(MARK, '')}".encode()
    try:
        with io.FileIO(f"/proc/{pid}/environ") as file:
            return mark in file.readall().split(b"\0")
    except OSError:
        return False
