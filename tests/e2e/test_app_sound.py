"""The real app in a pty, its sound recorded: every cue that its log says is due was heard, once and in time.

It exists because everything between the log and the ear can fail without any test of a part noticing.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest

from tests.e2e.sound import Onset, SoundServer, missing_tools
from tests.e2e.terminal import SPACE, AppInPty
from tests.waiting import until
from trackclock.adapters.store.history import SqliteHistory
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.core.cues import cue_of, cues_between
from trackclock.core.session import state_at
from trackclock.core.session.log import newest_ms, timing_entries
from trackclock.core.sounds import Cue, Sound
from trackclock.ports import StoredSession

REASON = missing_tools()
pytestmark = [pytest.mark.sound, pytest.mark.pty, pytest.mark.skipif(REASON is not None, reason=REASON or "")]

SESSION = """
name = "Heard"
get_ready = "3.5s"
press_guard = "0.2s"
workout = '''
2 x 800m with 20 sec recoveries
4 sec rest
7 sec
'''
"""
PRESSED = """
name = "Pressed"
get_ready = "0s"
start = "press"
press_guard = "0.2s"
workout = "2 x 400m with 1 sec recoveries"
"""
IN_TIME_MS = 30
AT_ONCE_MS = 120
"""What answers a press comes behind what is on its way already; a GO does not, but may meet a busy machine."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SoundServer]:
    with SoundServer.start(tmp_path / "sound") as server:
        yield server


def last_session(home: Path) -> StoredSession:
    store = SqliteStore(home / "data")
    try:
        return SqliteHistory(home / "data", store).find("last")
    finally:
        store.close()


def due(session: StoredSession) -> tuple[list[Cue], list[Cue]]:
    """What the log says was to be heard: by time, and at a press; a press takes the place of what time had in mind."""
    plan, log = session.header.plan, session.log
    entries = timing_entries(log)
    by_time: list[Cue] = []
    at_presses: list[Cue] = []
    instants = sorted({entry.event.at for entry in entries} | {newest_ms(log)})
    for entry in entries:
        cue = cue_of(entry.event, state_at(plan, log, entry.event.at))
        if cue is not None:
            at_presses.append(cue)
    for after, end in pairwise(instants):
        by_time.extend(cues_between(state_at(plan, log, after), after, end))
    return by_time, at_presses


@contextmanager
def app_ready(home: Path, server: SoundServer, session: str, audio: str) -> Iterator[AppInPty]:
    """The app, heard through the server, before the first press."""
    path = home / "heard.toml"
    path.write_text(session)
    server.settle()
    environment = {**server.variables, "TRACKCLOCK_AUDIO": audio}
    with AppInPty("run", str(path), home=home, environment=environment) as app:
        app.wait_for("READY", "♪ 8")
        time.sleep(1.0)
        yield app


def errors_ms(home: Path, onsets: Sequence[Onset]) -> tuple[list[float], list[tuple[Sound, float]]]:
    """How late each cue that the log says was due was heard, those by time and those at a press; no other was heard."""
    session = last_session(home)
    by_time, at_presses = due(session)
    origin = session.header.clock_ms
    expected = sorted([*by_time, *at_presses], key=lambda cue: cue.at)
    heard = [(onset.name, round(onset.at_ms) - origin) for onset in onsets]
    assert len(onsets) == len(expected), (heard, expected)
    for cue, onset in zip(expected, onsets, strict=True):
        assert onset.is_sound(cue.sound), (cue, heard)
    late = [(cue, onset.at_ms - origin - cue.at) for cue, onset in zip(expected, onsets, strict=True)]
    return [ms for cue, ms in late if cue in by_time], [(cue.sound, ms) for cue, ms in late if cue not in by_time]


def test_every_cue_is_heard_once_and_in_time_though_the_sound_server_dies(tmp_path: Path, server: SoundServer) -> None:
    with server.record() as recorder, app_ready(tmp_path, server, SESSION, "auto") as app:
        app.press(SPACE)
        app.wait_for_title("REP 1 of 2")
        time.sleep(0.8)
        app.press(SPACE)
        app.wait_for("SPACE finish")
        time.sleep(0.7)
        app.press(SPACE)
        app.wait_for_title("RECOVERY")
        time.sleep(0.7)  # what the finish sounds like is over
        server.kill()
        until(lambda: "♪ 8" not in app.text(), 3)
        server.up()
        back_s = time.monotonic()
        app.wait_for("♪ 8", timeout_s=10)
        assert time.monotonic() - back_s < 5
        app.wait_for_title("REP 2 of 2", timeout_s=40)
        time.sleep(0.7)
        app.press(SPACE)
        app.wait_for("SPACE finish")
        time.sleep(0.7)
        app.press(SPACE)
        app.wait_for_title("FINISHED", timeout_s=40)
        time.sleep(1.0)
        onsets = recorder.onsets()
    in_time, at_once = errors_ms(tmp_path, onsets)
    assert max(abs(late_ms) for late_ms in in_time) < IN_TIME_MS, in_time
    assert max(abs(late_ms) for _, late_ms in at_once) < AT_ONCE_MS, at_once
    session = last_session(tmp_path)
    by_time, _ = due(session)
    assert {cue.sound for cue in by_time} >= {Sound.GO, Sound.THREE, Sound.TEN_SECONDS, Sound.HALF}
    state = state_at(session.header.plan, session.log, newest_ms(session.log))
    assert state.outcomes[1].time_ms == 20_000, "the outage costs no time"


def test_where_the_press_is_the_go_it_is_heard_at_once(tmp_path: Path, server: SoundServer) -> None:
    with server.record() as recorder, app_ready(tmp_path, server, PRESSED, "miniaudio") as app:
        for rep in (1, 2):
            app.press(SPACE)
            app.wait_for_title(f"REP {rep} of 2")
            time.sleep(0.6)
            app.press(SPACE)
            time.sleep(1.5)  # past the end of the recovery
        app.wait_for_title("FINISHED")
        onsets = recorder.onsets()
    _, at_once = errors_ms(tmp_path, onsets)
    goes = [late_ms for sound, late_ms in at_once if sound is Sound.GO]
    assert len(goes) == 2
    assert min(abs(late_ms) for late_ms in goes) < IN_TIME_MS, at_once
    assert max(abs(late_ms) for _, late_ms in at_once) < AT_ONCE_MS, at_once
