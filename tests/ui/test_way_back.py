"""One rule for escape: a step back to where one came from, never out of what runs, and never out of the app.

It exists because escape did nothing on a session that was only looked at, and led past the choice of who runs it. The
rule is asked of each state of a session alone and of a group, opened from the list and opened by the command, and of
whatever any key of any screen opens.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes import FakeWorld
from tests.ui.group_track import NAMES, GroupTrack
from tests.ui.test_remapped_keys import MORE, app_on, commands_on
from tests.ui.test_run_offer import world_of
from tests.ui.track import EIGHTS, LiveTrack, Track, plan_of, rep, settle
from trackclock.application.athletes import Athlete
from trackclock.application.athletes_edit import add_athlete
from trackclock.core.session import Phase
from trackclock.keys.command import Command, Scope
from trackclock.keys.config import read_keys
from trackclock.keys.registry import VARIANTS
from trackclock.ui import navigation
from trackclock.ui.app import TrackclockApp
from trackclock.ui.gathering import live_screen
from trackclock.ui.navigation import shows
from trackclock.ui.widgets.keys import KeyLine

SHORT = plan_of(rep(400), name="One")
OPENED = MORE | {"athletes": (lambda _: navigation.sessions(), ("a", "space", "down", "space"))}
"""Each screen, and how to get there."""
LEAVING = ("back", "leave", "demo")
"""What leads out of a screen, or out of the app."""


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


async def test_what_a_group_came_to_is_the_last_screen_where_the_app_began_with_the_group(tmp_path: Path) -> None:
    world = FakeWorld(tmp_path)
    world.names = NAMES[:2]
    app = TrackclockApp(world, SHORT, "test.txt")
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        ready = GroupTrack(app, pilot, world)
        await to(ready, Phase.FINISHED)
        app.take_keys(read_keys({"note": ["f8"]}))
        await ready.press("q")
        await settle(pilot)
        assert shows(app.screen, "group_summary")
        assert "F8 note" in str(app.screen.query_one(KeyLine).render()), "it has the user's own keys"
        assert [part in str(app.screen.query_one(KeyLine).render()) for part in ("q quit", "esc")] == [True, False]
        await pilot.press("escape")
        await settle(pilot)
        assert shows(app.screen, "group_summary")
        assert [note.message for note in app._notifications] == ["there is nothing to go back to; q leaves"]
        await pilot.press("q")
        await settle(pilot)
        assert not app.is_running


async def test_a_group_that_has_not_begun_leads_back_to_who_was_chosen_and_one_that_has_to_the_list(
    tmp_path: Path,
) -> None:
    world = FakeWorld(tmp_path)
    for name in NAMES[:3]:
        add_athlete(world.config_dir, Athlete(name))
    app = TrackclockApp(world)
    async with app.run_test(size=(100, 30)) as pilot:

        async def press(*keys: str) -> None:
            for key in keys:
                await pilot.press(key)
                await settle(pilot)
                world.fake_clock.advance(2_000)

        await settle(pilot)
        await press("a", "space", "down", "space", "o")
        choosing = app.screen
        assert shows(choosing, "athletes")
        for key in ("escape", "q"):
            await press("enter")
            assert shows(app.screen, "group")
            await press(key)
            assert app.screen is choosing
            assert app.live is None
        await press("enter", "space", "q", "enter")
        assert shows(app.screen, "group_summary")
        await press("escape")
        assert shows(app.screen, "sessions")


@pytest.mark.parametrize("name", OPENED)
async def test_whatever_a_key_opens_escape_leads_back_to_the_screen_that_opened_it(name: str, tmp_path: Path) -> None:
    for athlete in NAMES[:2]:
        add_athlete(tmp_path, Athlete(athlete))
    async with app_on(name, OPENED[name], tmp_path) as (app, pilot):
        here, opened = app.screen, 0
        for command in commands_on(here):
            if command.id in LEAVING or not command.keys:
                continue
            before = [*app.screen_stack]
            await pilot.press(command.keys[0])
            await settle(pilot)
            if app.screen in before:
                if here not in app.screen_stack:
                    break  # a dialog that was answered, or a screen that was left
                continue
            opened += 1
            assert here.is_modal or here in app.screen_stack, f"{command.id} leaves no way back"
            steps = 0
            while app.screen is not here and app.screen not in before:
                assert (steps := steps + 1) < 4, f"escape does not lead out of {app.screen}"
                await pilot.press("escape")
                await settle(pilot)
            assert app.screen is here or here.is_modal, command.id
        assert opened > 0 or here.is_modal or shows(here, "buttons"), "where any key is only shown"


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
