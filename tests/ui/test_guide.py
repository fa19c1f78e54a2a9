"""The demo begins and ends by itself when that is asked for, and says meanwhile what is seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes import FakeWorld
from tests.ui.track import on_track
from trackclock.core.session import Phase
from trackclock.demo import SimulatedRunner
from trackclock.tour import Tour
from trackclock.ui.live import guide


async def test_a_demo_begins_and_ends_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guide, "START_S", 0.01)
    monkeypatch.setattr(guide, "END_S", 0.01)
    world = FakeWorld(tmp_path)
    world.autopilot = Tour(SimulatedRunner(), by_itself=True)
    async with on_track(tmp_path, world=world) as track:
        assert "begins by itself" in track.line("message") or track.recorder.log
        recorder = track.recorder
        for _ in range(1_000):
            await track.pilot.pause(0.01)
            if recorder.phase is Phase.RUNNING:
                break
        said = set()
        for _ in range(200):
            await track.after(8_000)
            if track.app.live is None or recorder.phase is not Phase.RUNNING:
                break
            said.add(track.line("message"))
        assert recorder.phase is Phase.FINISHED
        assert any("u takes it back" in one for one in said)
        assert any("nobody pressed" in one for one in said)
        for _ in range(1_000):
            await track.pilot.pause(0.01)
            if not track.app.is_running:
                break
        assert not track.app.is_running, "it has left"
