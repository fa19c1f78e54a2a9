"""The driver for Windows over a simulated console: whatever is typed or happens there, the next key counts."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from ctypes import wintypes
from random import Random
from typing import IO, Any, cast

import pytest
from textual import events
from textual.app import App

from tests import simulated_windows

if not simulated_windows.is_here():
    pytest.skip("tests/test_on_windows.py has them run on a simulated Windows", allow_module_level=True)

from textual.drivers import win32

from tests.simulated_windows.console import CONSOLE, INPUT, KEY, SIZE, Record, typed
from trackclock.ui import driver_windows
from trackclock.ui.driver_windows import SteadyWindowsDriver, text_of

CTRLS = (0x0004, 0x0008)
SHIFT, ALT, CAPS_LOCK, NUM_LOCK = 0x0010, 0x0002, 0x0080, 0x0020
QUICK_EDIT = 0x0040
_PROBE = "\x1b[15~"  # F5
_PIECES = (
    *("\x1b", "\x1b[", "\x1b[1114112u", "\x1b[32;1:3u", "\x1b[8;30;100x", "\x1b[M", "\x1b[200~", "\x1b[201~", "\x1bO"),
    *("\ud83d", "\ude00", "🏃", "走", "é", "\x00", "\x7f", "n", "q", ";", "u"),
    *("\x1b]11;rgb:0/0/0\x1b\\", "\x1b[<0;1;1M"),
)


class Heard(App[None]):
    """Keeps what it hears."""

    def __init__(self) -> None:
        super().__init__()
        self.driver_class = SteadyWindowsDriver
        self.keys: list[events.Key] = []
        self.sizes: list[tuple[int, int]] = []

    def on_key(self, event: events.Key) -> None:
        self.keys.append(event)

    def on_resize(self, event: events.Resize) -> None:
        self.sizes.append(event.size)

    async def hears(self, name: str) -> bool:
        """Whether a key comes within a while."""
        return await comes(lambda: any(key.key == name for key in self.keys))


async def comes(condition: Callable[[], bool]) -> bool:
    for _ in range(500):
        if condition():
            return True
        await asyncio.sleep(0.01)
    return False


@asynccontextmanager
async def app_in_a_console() -> AsyncIterator[Heard]:
    app = Heard()
    running = asyncio.create_task(app.run_async())
    try:
        assert await comes(lambda: app.is_running and bool(app.sizes))
        yield app
    finally:
        CONSOLE.fails.clear()
        app.exit()
        await running


def a_record(record: Record) -> Any:
    """A record as the console hands it out."""
    CONSOLE.put(record)
    places, count = (win32.INPUT_RECORD * 1)(), wintypes.DWORD()
    assert CONSOLE.read(places, 1, count)
    return places[0]


def read(text: str) -> str:
    units = "".join(text_of(a_record(record)) for record in typed(text))
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def test_what_is_typed_is_read_to_the_letter() -> None:
    text = "Aé走🏃 1~\x1b[15~\r\t\x7f"
    assert read(text) == text


def test_a_key_that_writes_nothing_is_no_press() -> None:
    for code in range(1, 256):
        for held in (0, SHIFT, ALT, CAPS_LOCK, NUM_LOCK, *CTRLS, CTRLS[0] | ALT, CTRLS[1] | SHIFT):
            writes = code in (0x20, 0x32) and bool(held & (CTRLS[0] | CTRLS[1]))
            assert text_of(a_record(Record(KEY, "\0", True, code, held))) == ("\0" if writes else ""), (code, held)


def test_only_what_goes_down_counts_but_for_alt_with_digits() -> None:
    assert text_of(a_record(Record(KEY, "x", False, 0x58))) == ""
    assert text_of(a_record(Record(KEY, "ż", False, 0x12))) == "ż"
    assert text_of(a_record(Record(KEY, "\0", False, 0x12))) == ""


def test_a_key_that_is_held_comes_as_often_as_it_was_repeated() -> None:
    assert text_of(a_record(Record(KEY, "a", True, 0x41, count=5))) == "aaaaa"
    assert text_of(a_record(Record(KEY, "a", True, 0x41, count=0))) == "a"


def test_a_window_of_another_size_is_no_key() -> None:
    assert text_of(a_record(Record(SIZE, size=(80, 24)))) == ""


async def test_no_click_stops_the_app_while_it_runs_and_all_is_as_before_it_when_it_ends() -> None:
    before = dict(CONSOLE.modes)
    assert before[INPUT] & QUICK_EDIT
    async with app_in_a_console():
        assert not CONSOLE.modes[INPUT] & QUICK_EDIT
        assert CONSOLE.modes[INPUT] & win32.ENABLE_VIRTUAL_TERMINAL_INPUT
    assert CONSOLE.modes == before


async def test_whatever_comes_the_next_key_is_heard() -> None:
    random = Random(13)
    async with app_in_a_console() as app:
        for _ in range(12):
            junk = "".join(random.choices(_PIECES, k=random.randint(1, 12)))
            app.keys.clear()
            CONSOLE.put(*typed(junk))
            # A paste that was begun takes all until it ends, and an escape by itself a moment.
            CONSOLE.put(*typed("\x1b[201~"))
            await asyncio.sleep(0.15)
            CONSOLE.put(*typed(_PROBE))
            assert await app.hears("f5"), repr(junk)


async def test_half_a_character_of_one_read_is_whole_with_the_next() -> None:
    async with app_in_a_console() as app:
        for half in typed("🏃"):
            CONSOLE.put(half)
            await asyncio.sleep(0.05)
        assert await comes(lambda: [key.character for key in app.keys] == ["🏃"])


@pytest.mark.parametrize("call", ["wait", "read"])
async def test_a_console_that_fails_takes_no_processor_and_is_heard_again(
    call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app_in_a_console() as app:
        asked: list[int] = []
        wait = CONSOLE.wait

        def count(timeout_ms: int) -> int:
            asked.append(timeout_ms)
            return wait(timeout_ms)

        monkeypatch.setattr(CONSOLE, "wait", count)
        CONSOLE.fails.add(call)
        CONSOLE.put(*typed("x"))
        await asyncio.sleep(0.35)
        assert 1 <= len(asked) <= 8
        CONSOLE.fails.clear()
        CONSOLE.put(*typed("y"))
        assert await app.hears("y")


async def test_a_key_is_stamped_when_it_arrived(monkeypatch: pytest.MonkeyPatch) -> None:
    async with app_in_a_console() as app:
        monkeypatch.setattr(driver_windows, "get_time", lambda: 12.5)
        CONSOLE.put(*typed("x"))
        assert await app.hears("x")
        assert [key.time for key in app.keys] == [12.5]


async def test_no_write_waits_for_a_console_that_takes_none() -> None:
    async with app_in_a_console() as app:
        driver = app._driver
        assert isinstance(driver, SteadyWindowsDriver)
        writer = driver._writer_thread
        assert writer is not None
        goes_on, written = threading.Event(), list[str]()
        gate = _Gate(goes_on, written)
        driver._writer_thread = type(writer)(cast("IO[str]", gate))
        driver._backlog.begin(driver._writer_thread)
        driver._writer_thread.start()

        def write() -> None:
            for number in range(2_000):
                driver.write(f"{number};")

        done = threading.Thread(target=write, daemon=True)
        done.start()
        done.join(5)
        assert not done.is_alive(), "a write waited"
        goes_on.set()
        assert await comes(lambda: len(written) >= 600)
        assert written[:600] == [f"{number};" for number in range(600)]
        driver._writer_thread.stop()
        driver._writer_thread = writer


class _Gate:
    def __init__(self, goes_on: threading.Event, written: list[str]) -> None:
        self._goes_on, self._written = goes_on, written

    def write(self, text: str) -> None:
        self._goes_on.wait()
        self._written.append(text)

    def flush(self) -> None:
        pass
