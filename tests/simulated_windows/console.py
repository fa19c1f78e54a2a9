"""A console of Windows on a pseudo-terminal: kernel32 and msvcrt as far as Textual, Rich and trackclock call them.

What is typed becomes records of keys; the window that is closed and Ctrl and Break come as the calls of a handler; a
record that no terminal sends can be put in by hand. Modes, records and events are those of learn.microsoft.com,
"Console Functions".
"""

from __future__ import annotations

import codecs
import ctypes
import errno
import fcntl
import os
import signal
import struct
import sys
import termios
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Final

from tests.simulated_windows.hiding import put

INPUT, OUTPUT, ERRORS = 1_000, 1_001, 1_002
"""Handles of the streams."""

KEY, SIZE = 0x0001, 0x0004
"""What a record can be of (INPUT_RECORD)."""

_DEFAULT_INPUT: Final = 0x01F7
"""The mode of a console window that was just opened: with lines, echo and QuickEdit."""

_DEFAULT_OUTPUT: Final = 0x0003
_LINE_INPUT, _WINDOW_INPUT, _EXTENDED, _QUICK_EDIT, _INSERT = 0x0002, 0x0008, 0x0080, 0x0040, 0x0020

CTRL_C, CTRL_BREAK, CTRL_CLOSE = 0, 1, 2
_TIMED_OUT, _FAILED = 0x0102, 0xFFFFFFFF
_CLOSING_S: Final = 5.0
"""So long a process has after its window was closed ("HandlerRoutine callback function", Timeouts)."""

_ENDED: Final = 0x3A
"""What is left of the exit code STATUS_CONTROL_C_EXIT, of which Linux keeps a byte."""


@dataclass(frozen=True, slots=True)
class Record:
    """What a console has to say: a key, or the size that its window has now.

    Attributes:
        kind: `KEY` or `SIZE`.
        char: a unit of UTF-16.
        is_down: whether the key went down.
        code: the virtual key.
        state: which other keys are down.
        count: how often it was repeated meanwhile.
        size: columns and rows.
    """

    kind: int = KEY
    char: str = "\0"
    is_down: bool = True
    code: int = 0
    state: int = 0
    count: int = 1
    size: tuple[int, int] = (0, 0)


def typed(text: str) -> list[Record]:
    """The records of a text that is typed, or that a terminal sends."""
    raw = text.encode("utf-16-le", "surrogatepass")
    units = [chr(unit) for (unit,) in struct.iter_unpack("<H", raw)]
    return [Record(char=unit, is_down=is_down, code=_code_of(unit)) for unit in units for is_down in (True, False)]


def _code_of(unit: str) -> int:
    """The virtual key that writes a letter or a digit; what a terminal makes up has none."""
    return ord(unit.upper()) if unit == " " or (unit.isascii() and unit.isalnum()) else 0


class Console:
    """The window and its input."""

    def __init__(self) -> None:
        self.modes = {INPUT: _DEFAULT_INPUT, OUTPUT: _DEFAULT_OUTPUT, ERRORS: _DEFAULT_OUTPUT}
        self.handlers: list[Callable[[int], int]] = []
        self.fails: set[str] = set()
        """Calls that fail from now on."""
        self._keyboard = -1
        self._records: deque[Record] = deque()
        self._has_some = threading.Condition()

    def put(self, *records: Record) -> None:
        """Something happened in the window."""
        with self._has_some:
            self._records.extend(records)
            self._has_some.notify_all()

    def signal(self, event: int) -> bool:
        """Tell the handlers of an event, newest first, in a thread of their own; whether one took it."""
        answers: list[bool] = []
        thread = threading.Thread(target=lambda: answers.append(any(one(event) for one in self.handlers[::-1])))
        thread.daemon = True
        thread.start()
        thread.join(_CLOSING_S)
        return answers == [True]

    def close(self) -> None:
        """Close the window: whatever the handlers say, the process ends with them, or when it took too long."""
        self.signal(CTRL_CLOSE)
        os._exit(_ENDED)

    def press_break(self) -> None:
        """Ctrl and Break: without a handler the process ends."""
        if not self.signal(CTRL_BREAK):
            os._exit(_ENDED)

    # --- a real terminal as its window ------------------------------------------------------------------------------

    def show_on_terminal(self) -> None:
        """Take what is typed, the size and the end from the terminal of this process, if there is one."""
        try:
            self._keyboard = os.open("/dev/tty", os.O_RDWR)
        except OSError:
            return
        threading.Thread(target=self._type, daemon=True, name="console").start()
        signal.signal(signal.SIGWINCH, lambda *_: self._resize())
        signal.signal(signal.SIGUSR1, lambda *_: threading.Thread(target=self.press_break).start())

    def _type(self) -> None:
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        while True:
            try:
                data = os.read(self._keyboard, 4_096)
            except OSError:
                data = b""
            if not data:
                self.close()
            self.put(*typed(decoder.decode(data)))

    def _resize(self) -> None:
        if self.modes[INPUT] & _WINDOW_INPUT:
            size = os.get_terminal_size(1)
            self.put(Record(SIZE, size=(size.columns, size.lines)))

    def set_mode(self, handle: int, mode: int) -> bool:
        """SetConsoleMode."""
        if handle not in self.modes:
            return False
        if handle == INPUT and not mode & (_EXTENDED | _QUICK_EDIT | _INSERT):
            mode |= self.modes[INPUT] & (_QUICK_EDIT | _INSERT)  # without that flag those two stay as they were
        self.modes[handle] = mode
        if handle == INPUT and self._keyboard >= 0:
            attributes = termios.tcgetattr(self._keyboard)
            lines = termios.ICANON | termios.ECHO | termios.ISIG | termios.IEXTEN
            attributes[3] = attributes[3] | lines if mode & _LINE_INPUT else attributes[3] & ~lines
            if not mode & _LINE_INPUT:
                attributes[0] &= ~(termios.ICRNL | termios.IXON)
            termios.tcsetattr(self._keyboard, termios.TCSANOW, attributes)
        return True

    def wait(self, timeout_ms: int) -> int:
        """WaitForSingleObject on the input."""
        if "wait" in self.fails:
            return _FAILED
        with self._has_some:
            is_some = self._has_some.wait_for(
                lambda: bool(self._records), None if timeout_ms < 0 else timeout_ms / 1_000
            )
            return 0 if is_some else _TIMED_OUT

    def read(self, records: Any, most: int, count: Any) -> bool:
        """ReadConsoleInputW, into structures such as Textual has."""
        if "read" in self.fails:
            return False
        with self._has_some:
            self._has_some.wait_for(lambda: bool(self._records))
            taken = [self._records.popleft() for _ in range(min(most, len(self._records)))]
        for place, record in zip(records, taken, strict=False):
            place.EventType = record.kind
            if record.kind == SIZE:
                place.Event.WindowBufferSizeEvent.dwSize.X, place.Event.WindowBufferSizeEvent.dwSize.Y = record.size
                continue
            key = place.Event.KeyEvent
            key.bKeyDown, key.wRepeatCount, key.wVirtualKeyCode = record.is_down, record.count, record.code
            key.uChar.UnicodeChar, key.dwControlKeyState = record.char, record.state
        count.value = len(taken)
        return True


CONSOLE: Final = Console()
"""The one of this process."""


class _Function:
    """A function of a library, which ctypes is told the types of."""

    argtypes: Any = None
    restype: Any = None

    def __init__(self, call: Callable[..., Any]) -> None:
        self._call = call

    def __call__(self, *arguments: Any) -> Any:
        return self._call(*(getattr(one, "_obj", one) for one in arguments))


def install(console: Console) -> None:
    """Let a console be the one that ctypes and msvcrt lead to; for a process that does nothing else."""
    calls: dict[str, Callable[..., Any]] = {
        "GetStdHandle": lambda number: {-10: INPUT, -11: OUTPUT, -12: ERRORS}.get(_number(number), 0),
        "GetConsoleMode": lambda handle, mode: _put(mode, console.modes.get(_number(handle))),
        "SetConsoleMode": lambda handle, mode: console.set_mode(_number(handle), _number(mode)),
        "WaitForSingleObject": lambda _, timeout_ms: console.wait(_number(timeout_ms)),
        "WaitForMultipleObjects": lambda *of: console.wait(_number(of[-1])),
        "ReadConsoleInputW": lambda _, records, most, count: console.read(records, _number(most), count),
        "SetConsoleCtrlHandler": lambda handler, is_added: _handle(console.handlers, handler, _number(is_added)),
        "SetThreadExecutionState": lambda _: 0x80000000,
    }

    class Library:
        """A library; what is not known does nothing and says 0."""

        def __init__(self, name: str = "kernel32", **_: object) -> None:
            self._name = name

        def __getattr__(self, name: str) -> _Function:
            if name.startswith("_"):
                raise AttributeError(name)
            found = _Function(calls.get(name, lambda *_: 0))
            setattr(self, name, found)
            return found

    known = {"WinDLL": Library, "WINFUNCTYPE": ctypes.CFUNCTYPE, "get_last_error": int}
    for name, value in known.items():
        put(ctypes, name, value)
    sys.modules["msvcrt"] = _msvcrt()


def _number(value: Any) -> int:
    """A number, however it was handed over; a large one is a negative one."""
    plain = getattr(value, "value", value)
    return ctypes.c_int32(plain or 0).value


def _put(mode: Any, value: int | None) -> bool:
    mode.value = value or 0
    return value is not None


def _handle(handlers: list[Callable[[int], int]], handler: Callable[[int], int], is_added: int) -> bool:
    if is_added:
        handlers.append(handler)
    elif handler in handlers:
        handlers.remove(handler)
    else:
        return False
    return True


def _msvcrt() -> ModuleType:
    module = ModuleType("msvcrt")
    waits, never_waits, unlocks = 1, 2, 0

    def locking(descriptor: int, mode: int, _: int) -> None:
        """A lock belongs to the handle, in this process as well, and goes with it."""
        how = fcntl.LOCK_UN if mode == unlocks else fcntl.LOCK_EX | fcntl.LOCK_NB
        try:
            fcntl.flock(descriptor, how)
        except BlockingIOError as error:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES)) from error

    known = {
        "LK_LOCK": waits,
        "LK_NBLCK": never_waits,
        "LK_RLCK": 3,
        "LK_NBRLCK": 4,
        "LK_UNLCK": unlocks,
        "locking": locking,
        "get_osfhandle": lambda descriptor: INPUT + descriptor,
        "setmode": lambda *_: 0x8000,
        "SEM_FAILCRITICALERRORS": 1,
        "SetErrorMode": lambda _: 0,
    }
    for name, value in known.items():
        put(module, name, value)
    return module
