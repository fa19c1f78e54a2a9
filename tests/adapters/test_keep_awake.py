"""Keeping awake: wakepy itself, with its own switch for tests, and without any desktop."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable

import pytest

from trackclock.adapters.keep_awake import WakepyKeepAwake
from trackclock.ports import KeepAwake


def keeper_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "trackclock-keep-awake"]


@pytest.fixture
def no_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux can be without one")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
    monkeypatch.delenv("WAKEPY_FAKE_SUCCESS", raising=False)


def wait_for(condition: Callable[[], object]) -> None:
    """Wait, at most 10 s, for something that the thread does."""
    (thread,) = keeper_threads()
    for _ in range(1_000):
        if condition():
            return
        thread.join(0.01)
    raise AssertionError("it never came that far")


def is_in_its_mode() -> bool:
    from wakepy import global_modes

    return bool(global_modes())


def test_awake_between_start_and_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAKEPY_FAKE_SUCCESS", "yes")
    awake = WakepyKeepAwake()
    port: KeepAwake = awake
    assert port.trouble is None
    awake.start()
    awake.start()
    wait_for(is_in_its_mode)
    assert len(keeper_threads()) == 1
    assert awake.trouble is None
    awake.close()
    awake.close()
    assert keeper_threads() == []


def test_without_a_desktop_it_says_so_and_raises_nothing(no_desktop: None) -> None:
    awake = WakepyKeepAwake()
    awake.start()
    wait_for(lambda: awake.trouble)
    assert awake.trouble == "this system cannot be kept awake"
    awake.stop()
    assert awake.trouble is None, "nobody asks any more"
    awake.close()
    assert keeper_threads() == []


def test_a_broken_library_is_only_a_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "wakepy", None)
    awake = WakepyKeepAwake()
    awake.start()
    for thread in keeper_threads():
        thread.join(10)
    assert awake.trouble is not None
    assert "wakepy" in awake.trouble
    awake.close()


def test_it_can_start_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAKEPY_FAKE_SUCCESS", "yes")
    awake = WakepyKeepAwake()
    awake.start()
    awake.stop()
    awake.start()
    assert awake.trouble is None
    awake.close()
    for thread in keeper_threads():
        thread.join(10)
    assert keeper_threads() == []


def test_importing_it_is_cheap() -> None:
    code = "import sys, trackclock.adapters.keep_awake; print('wakepy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
