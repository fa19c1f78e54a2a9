"""The console of Windows as a stopwatch needs it: as `driver.py`, for the other system.

It exists because Textual's driver for Windows hears no key any more after a sequence or half a character that its
parser fails at, takes a Shift that is pressed alone for Ctrl and Space, and lets a click into the window stop the app.
The functions and structures are those of learn.microsoft.com, "Console Functions".
"""

from __future__ import annotations

import ctypes
import sys
from codecs import getincrementaldecoder
from ctypes import wintypes
from threading import Thread
from typing import Any, Final, TextIO, cast

from textual import events
from textual._time import get_time
from textual.app import App
from textual.drivers import win32
from textual.drivers._writer_thread import WriterThread
from textual.drivers.windows_driver import WindowsDriver
from textual.geometry import Size

from trackclock.ui.output import Backlog
from trackclock.ui.sent import Reader

_POLL_MS: Final = 100
"""Between two looks at whether an escape stands alone."""

_KEY_EVENT: Final = 0x0001
_SIZE_EVENT: Final = 0x0004
"""What a record is of (INPUT_RECORD)."""

_CTRL: Final = 0x0004 | 0x0008
"""The right and the left one, among the keys that are down besides (KEY_EVENT_RECORD)."""

_ALT_KEY: Final = 0x12
_WRITES_NUL: Final = (0x00, 0x20, 0x32)
"""The virtual keys that write the byte 0: one that a terminal has made up, and with Ctrl the space bar and the 2."""

_MOST_RECORDS: Final = 1_024


class SteadyWindowsDriver(WindowsDriver):
    """Textual's driver for Windows, hardened."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        """As for any driver."""
        super().__init__(app, **options)
        self._backlog = Backlog(lambda: app.call_later(app.refresh, layout=True))

    # --- what comes in ----------------------------------------------------------------------------------------------

    def _read_keys(self) -> None:
        """Read keys until the app ends."""
        decode = getincrementaldecoder("utf-16-le")("replace").decode
        reader = Reader(lambda: getattr(self._app, "marks", ()), is_debugged=self._debug)
        console = _Console()
        while not self.exit_event.is_set():
            is_some = console.waits_with_some(_POLL_MS)
            arrived_s = get_time()  # a record does not say when it came
            records = console.read() if is_some else []
            if is_some and not records:
                self.exit_event.wait(_POLL_MS / 1_000)  # the console is gone
            units = "".join(map(text_of, records)).encode("utf-16-le", "surrogatepass")
            for message in reader.take(decode(units), arrived_s):
                self.process_message(message)
            if any(record.EventType == _SIZE_EVENT for record in records):
                self._say_size()

    def _say_size(self) -> None:
        """Tell the app the size of the window; a record has that of the buffer behind it, which may be longer."""
        size = Size(*self._app.console.size)
        self.send_message(events.Resize(size, size))

    # --- what goes out ----------------------------------------------------------------------------------------------

    def start_application_mode(self) -> None:
        """Take the console."""
        self._restore_console = win32.enable_application_mode()
        # Without QuickEdit a click into the window does not stop the app; that it is left out counts only with
        # "extended". Only with the third does the console tell its size ("SetConsoleMode function").
        wanted = win32.ENABLE_VIRTUAL_TERMINAL_INPUT | win32.ENABLE_EXTENDED_FLAGS | win32.ENABLE_WINDOW_INPUT
        win32.set_console_mode(cast("TextIO", sys.__stdin__), wanted)
        self._writer_thread = WriterThread(cast("TextIO", self._file))
        self._writer_thread.start()
        self._backlog.begin(self._writer_thread)
        self.write("\x1b[?1049h")  # another screen
        self._enable_mouse_support()
        # No cursor; whether the window has the focus; escape apart from other keys (kitty keyboard protocol).
        self.write("\x1b[?25l\x1b[?1004h\x1b[>1u")
        self._enable_bracketed_paste()
        self._event_thread = Thread(target=self._read_keys, name="textual-input", daemon=True)
        self._event_thread.start()
        self._say_size()

    def stop_application_mode(self) -> None:
        """Give the console back."""
        self._backlog.end()
        super().stop_application_mode()

    def write(self, data: str) -> None:
        """Hand on what is to be written, unless far too much waits already."""
        if self._backlog.takes_more():
            super().write(data)


class _Console:
    """The input of the console that the app was started in."""

    def __init__(self) -> None:
        library = win32.KERNEL32
        library.WaitForSingleObject.argtypes = (wintypes.HANDLE, wintypes.DWORD)
        library.ReadConsoleInputW.argtypes = (wintypes.HANDLE, wintypes.LPVOID, wintypes.DWORD, wintypes.LPVOID)
        self._library = library
        self._handle = win32.GetStdHandle(win32.STD_INPUT_HANDLE)
        self._records = (win32.INPUT_RECORD * _MOST_RECORDS)()

    def waits_with_some(self, at_most_ms: int) -> bool:
        """Wait for a record; whether there is one, or none can be waited for any more."""
        return bool(self._library.WaitForSingleObject(self._handle, at_most_ms) != win32.WAIT_TIMEOUT)

    def read(self) -> list[Any]:
        """The records that are there, of type `INPUT_RECORD`; none where the console is gone."""
        count = wintypes.DWORD(0)
        is_read = self._library.ReadConsoleInputW(
            self._handle, ctypes.byref(self._records), _MOST_RECORDS, ctypes.byref(count)
        )
        return self._records[: count.value] if is_read else []


def text_of(record: Any) -> str:
    """What a record adds to the text that the terminal sends, in units of UTF-16; empty for most.

    Args:
        record: an `INPUT_RECORD`.
    """
    if record.EventType != _KEY_EVENT:
        return ""
    key = record.Event.KeyEvent
    unit, code, held = str(key.uChar.UnicodeChar), key.wVirtualKeyCode, key.dwControlKeyState
    if not key.bKeyDown:
        # Alt and digits, which is how a character is pasted that is on no key: it comes as Alt is let go.
        return unit if code == _ALT_KEY and unit != "\0" else ""
    if held and not code:
        return ""  # as Textual has it
    if unit == "\0" and not (code in _WRITES_NUL and (held & _CTRL or not code)):
        return ""  # a key that writes nothing by itself, such as Shift
    return unit * max(1, int(key.wRepeatCount))
