"""A question is answered by a yes or a no; the key that leaves is a yes only where leaving is what is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.away import settle
from tests.ui.group_track import on_group
from tests.ui.test_away_sizes import on_screen
from tests.ui.test_away_snapshots import SCREENS, app_showing
from tests.ui.track import on_track
from trackclock.ui import questions
from trackclock.ui.questions import LEAVE, Question, replacing, while_unsaved
from trackclock.ui.screens.confirm import ConfirmDialog

ASKED = {
    **{name: each for name, each in vars(questions).items() if isinstance(each, Question)},
    "REPLACE": replacing("tuesday.toml"),
    "LEAVE_UNSAVED": while_unsaved(LEAVE),
    "FOR_GOOD": Question("Delete it for good?", "No key brings it back."),
}
LEAVING = {name for name in ASKED if name.startswith("LEAVE")}


@pytest.mark.parametrize(("key", "answer"), [("enter", True), ("y", True), ("escape", False), ("n", False)])
@pytest.mark.parametrize("name", ASKED)
async def test_each_question_has_its_yes_and_its_no(tmp_path: Path, name: str, key: str, answer: bool) -> None:
    assert await answers(tmp_path, name, key) == [answer]


@pytest.mark.parametrize("name", ASKED)
async def test_the_key_that_leaves_says_yes_to_nothing_else(tmp_path: Path, name: str) -> None:
    assert await answers(tmp_path, name, "q") == ([True] if name in LEAVING else [])


@pytest.mark.parametrize("count", [0, 2])
@pytest.mark.parametrize("is_full", [True, False])
async def test_what_is_not_saved_is_not_said_to_be_kept(tmp_path: Path, count: int, is_full: bool) -> None:
    async with on_group(tmp_path, 2) if count else on_track(tmp_path) as track:
        await track.press("space")
        if is_full:
            track.world.fake_store.is_stuck = True
            track.world.fake_store.fault = "the disk is full"
        await track.after(10_000, "u")
        await track.after(10_000, "q")
        asked = "\n".join(on_screen(track.app))
        assert [words in asked for words in ("NOT SAVED yet: before the app ends", "kept as stopped")] == [
            is_full,
            not is_full,
        ]
        assert "space still counts" in asked


async def answers(folder: Path, name: str, key: str) -> list[bool | None]:
    """What a question was answered by a key; nothing while it is still asked."""
    given: list[bool | None] = []
    with app_showing(folder, SCREENS["session"][0], "dark") as app:
        async with app.run_test() as pilot:
            await settle(pilot)
            app.push_screen(ConfirmDialog(ASKED[name]), given.append)
            await settle(pilot)
            await pilot.press(key)
            await settle(pilot)
    return given
