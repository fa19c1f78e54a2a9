"""Whatever lies over a session lets no key through to it, but for what it says: space, once the session has begun.

It exists because somebody who tried a button's space on its page came back to a session that ran behind it. The screens
are found by pressing every key, so that one which is added later is tried as well.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from tests.ui import group_track, track
from tests.ui.group_track import on_group
from tests.ui.track import LiveTrack, on_track
from trackclock.core.events import Entry
from trackclock.keys import Scope, commands_of
from trackclock.keys.command import LIVE
from trackclock.keys.registry import COMMANDS

MARK = frozenset({"space", "ctrl+@"})
KEYS = sorted(MARK | {key for command in COMMANDS if command.scope in LIVE for key in command.keys[:1]})
"""What could change a session."""

SAYS_YES = frozenset({"enter", "y", "q"})
"""What the question whether to leave does to the session, and says."""


def on_screen(ready: LiveTrack) -> str:
    screen = ready.app.screen
    return " ".join(
        "".join(segment.text for segment in strip) for strip in screen._compositor.render_strips(screen.size)
    )


@asynccontextmanager
async def one(folder: Path) -> AsyncIterator[LiveTrack]:
    async with on_track(folder) as found:
        yield found


@asynccontextmanager
async def several(folder: Path) -> AsyncIterator[LiveTrack]:
    async with on_group(folder, 2) as found:
        yield found


def log(ready: LiveTrack) -> list[Entry]:
    """What the session has written, or the group and each of its athletes."""
    assert isinstance(ready, track.Track | group_track.GroupTrack)
    members = ready.recorder.members if isinstance(ready, group_track.GroupTrack) else ()
    return [entry for each in (ready.recorder, *members) for entry in each.log]


async def go(ready: LiveTrack, path: tuple[str, ...]) -> None:
    """From the session to what lies over it, whatever is there now."""
    while ready.app.screen is not ready.live:
        ready.app.pop_screen()
        await ready.pilot.pause()
    for key in path:
        await ready.press(key)


def kind_of(ready: LiveTrack) -> str:
    return type(ready.app.screen).__name__


async def above(ready: LiveTrack, opens: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Every screen that keys lead to from the session, with the keys that do; `opens` are those of the session."""
    found: dict[str, tuple[str, ...]] = {}
    to_try: list[tuple[str, ...]] = [(key,) for key in opens]
    while to_try:
        path = to_try.pop(0)
        await go(ready, path)
        if ready.app.screen is ready.live or kind_of(ready) in found:
            continue
        found[kind_of(ready)] = path
        own = {each.binding.id or "" for each in ready.app.screen.active_bindings.values()}
        others = {key for one in COMMANDS if one.binding_id in own for key in one.keys[:1]}
        to_try += [(*path, key) for key in sorted(others - SAYS_YES - {"escape"})]
    return found


@pytest.mark.parametrize("has_begun", [False, True], ids=["ready", "running"])
@pytest.mark.parametrize("ground", [one, several])
async def test_no_key_of_what_lies_above_changes_the_session(
    tmp_path: Path, ground: Callable[[Path], AbstractAsyncContextManager[LiveTrack]], has_begun: bool
) -> None:
    async with ground(tmp_path) as ready:
        if has_begun:
            await ready.press("space")
            await ready.after(35_000)
        opens = {key for command in commands_of(Scope.EVERYWHERE) for key in command.keys[:1]}
        found = await above(ready, tuple(sorted(opens if has_begun else opens - {"q"})))
        assert set(found) == {"HelpScreen", "ButtonsScreen", *(["ConfirmDialog"] if has_begun else [])}
        for kind, path in found.items():
            await go(ready, path)
            assert bool(re.search("space (still )?counts", on_screen(ready))) is has_begun, kind
            for key in KEYS:
                if kind == "ConfirmDialog" and key in SAYS_YES:
                    continue
                if kind_of(ready) != kind:
                    await go(ready, path)
                before = log(ready)
                await ready.press(key)
                assert (len(log(ready)) > len(before)) is (has_begun and key in MARK), (kind, key)


async def test_the_page_of_the_buttons_shows_space_and_says_when_it_counts(tmp_path: Path) -> None:
    async with on_track(tmp_path) as ready:
        await ready.press("i", "space")
        assert "space   in the file" in on_screen(ready)
        assert "space counts for the session" not in on_screen(ready)
        assert ready.events() == []
        await ready.press("escape", "escape", "space", "i")
        assert ready.events() != []
        assert "Press the button: space counts for the session" in on_screen(ready)
        await ready.press("space")
        assert "space   in the file" in on_screen(ready), "and is shown as well"
