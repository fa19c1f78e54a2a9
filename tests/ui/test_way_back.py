"""One rule for escape: a step back to where one came from, never out of what runs, and never out of the app.

It exists because escape did nothing on a session that was only looked at. The rule is asked of each state of a session
alone and of a group, opened from the list and opened by the command.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes import FakeWorld
from tests.ui.group_track import NAMES, GroupTrack
from tests.ui.test_run_offer import world_of
from tests.ui.track import EIGHTS, LiveTrack, Track, plan_of, rep, settle
from trackclock.core.session import Phase
from trackclock.keys.command import Command, Scope
from trackclock.keys.registry import VARIANTS
from trackclock.ui.app import TrackclockApp
from trackclock.ui.gathering import live_screen
from trackclock.ui.navigation import shows

SHORT = plan_of(rep(400), name="One")


async def to(ready: LiveTrack, phase: Phase) -> None:
    """Run to a state of the session."""
    if phase is Phase.READY:
        return
    await ready.press("space")
    await ready.after(5_000)
    if phase is Phase.FINISHED:
        await ready.after(75_000, *("1", "2") if isinstance(ready, GroupTrack) else ("space",))
        await ready.after(1_000)


@pytest.mark.parametrize("phase", [Phase.READY, Phase.RUNNING, Phase.FINISHED])
@pytest.mark.parametrize("from_list", [True, False], ids=["list", "command"])
@pytest.mark.parametrize("count", [1, 2], ids=["alone", "group"])
async def test_escape_leads_one_step_back_and_out_of_nothing_that_runs(
    tmp_path: Path, count: int, from_list: bool, phase: Phase
) -> None:
    world = FakeWorld(tmp_path)
    world.names = NAMES[:count] if count > 1 else ()
    app = TrackclockApp(world, None if from_list else SHORT, "test.txt")
    async with app.run_test(size=(200, 30)) as pilot:
        await settle(pilot)
        if from_list:
            app.push_screen(live_screen(world, SHORT, "test.txt", world.names))
            await settle(pilot)
        ready: LiveTrack = GroupTrack(app, pilot, world) if count > 1 else Track(app, pilot, world)
        await to(ready, phase)
        screen, recorder = ready.live, ready.live._driven()
        assert recorder is not None
        assert recorder.phase is phase
        leads_back = from_list and phase is not Phase.RUNNING
        assert ("esc back" in ready.line("keys")) is leads_back, "the line at the bottom says what it does"
        titles = [entry.title for entry in app.get_system_commands(app.screen)]
        assert any("(esc)" in title for title in titles) is leads_back
        await ready.press("escape")
        await settle(pilot)
        assert app.is_running
        assert (app.screen is not screen) is leads_back
        assert recorder.phase is phase, "nothing of the session is changed"
        if leads_back and count > 1 and phase is Phase.FINISHED:
            assert shows(app.screen, "group_summary")
            await pilot.press("escape")
            await settle(pilot)
        if leads_back:
            assert shows(app.screen, "sessions")
            assert app.live is None
        else:
            assert "q leaves" in ready.line("message")


async def test_escape_held_down_leaves_an_offer_and_not_the_session_as_well(tmp_path: Path) -> None:
    app = TrackclockApp(world := world_of(tmp_path, 60_000))
    async with app.run_test() as pilot:
        await settle(pilot)
        app.start_run(EIGHTS, "test.txt")
        await settle(pilot)
        ready = Track(app, pilot, world)
        assert ready.screen.has_class("-offered")
        for _ in range(6):
            await ready.press("escape")
            world.fake_clock.advance(40)
        assert shows(app.screen, "run")
        assert not ready.screen.has_class("-offered")
        await ready.after(1_500)
        await ready.press("escape")
        await settle(pilot)
        assert shows(app.screen, "sessions")


def test_escape_is_the_way_back_wherever_there_is_one() -> None:
    def without_escape(commands: tuple[Command, ...]) -> list[Scope]:
        return [command.scope for command in commands if "escape" not in command.keys]

    assert without_escape(VARIANTS["back"]) == []
    missing = set(Scope) - {command.scope for command in VARIANTS["back"]}
    assert missing == {Scope.EVERYWHERE, Scope.OFFER, Scope.WORDS}, "which are no screens of their own"
