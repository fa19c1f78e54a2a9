"""What a dialog refuses stays in it, with the reason, until it is taken or the runner leaves.

It exists because a time that could not be taken closed its dialog and the one below, and what was typed was gone.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, Static

import trackclock.ui.screens
from tests.fakes import FakeClock
from tests.ui.away import AwayApp, services_in, settle
from tests.ui.past import next_days, past_clock, pavey, run_session, timed
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.errors import StoreError
from trackclock.ui.screens.ask import AskScreen
from trackclock.ui.screens.editor import EditorScreen
from trackclock.ui.screens.goal import GoalScreen
from trackclock.ui.screens.mend import MendScreen
from trackclock.ui.screens.note import NoteScreen
from trackclock.ui.screens.session import SessionScreen
from trackclock.ui.screens.unsaved import UnsavedScreen


@dataclass
class World:
    """Where a dialog is opened."""

    folder: Path
    clock: FakeClock
    store: SqliteStore
    session_id: str = ""

    def session(self) -> Screen[Any]:
        return SessionScreen(self.session_id)

    @contextmanager
    def held_elsewhere(self) -> Iterator[None]:
        other = SqliteStore(self.folder)
        assert other.hold(self.session_id)
        yield
        other.close()

    @contextmanager
    def unwritable_settings(self) -> Iterator[None]:
        (self.folder / "goal.txt").mkdir()
        yield

    @contextmanager
    def as_it_is(self) -> Iterator[None]:
        yield


class NoHistory:
    """Sessions that the history did not take, and nowhere to put them."""

    def __init__(self) -> None:
        self.is_given_up = False
        self.sessions: tuple[object, ...] = ()
        self.is_needed = True

    def proposal(self) -> Path:
        return Path("nowhere/trackclock.jsonl")

    def save(self, path: Path) -> None:
        raise StoreError(f"cannot write {path}: No such file or directory")


class Fault:
    fault = "the disk is full"


def of_session(world: World) -> Screen[Any]:
    return world.session()


def of_goal(_: World) -> Screen[Any]:
    return GoalScreen()


def of_unsaved(_: World) -> Screen[Any]:
    return UnsavedScreen(NoHistory(), Fault(), can_stay=True)  # type: ignore[arg-type]


Trouble = Callable[[World], Any]
MINE = World.as_it_is
THEIRS = World.held_elsewhere

DIALOGS: dict[str, tuple[Callable[[World], Screen[Any]], Trouble, tuple[str, ...], type[Screen[Any]], str, str]] = {
    "a time that is none": (of_session, MINE, ("down", "e", "down", "t"), AskScreen, "2:44,3x", "That is not a time"),
    "a time before the mark before it": (
        of_session, MINE, ("down", "e", "down", "t"), AskScreen, "0:10", "a mark stays between",
    ),
    "a time that another app keeps": (
        of_session, THEIRS, ("down", "e", "down", "t"), AskScreen, "2:48.3", "Another running trackclock",
    ),
    "a missed press that is no time": (of_session, MINE, ("e", "i"), AskScreen, "soon", "That is not a time"),
    "a missed press behind the end": (of_session, MINE, ("e", "i"), AskScreen, "900:00:00", "can only be put in"),
    "a reason that another app keeps": (
        of_session, THEIRS, ("e", "x"), AskScreen, "dog", "Another running trackclock",
    ),
    "a distance that is none": (of_session, MINE, ("e", "m"), AskScreen, "far", "That is not a distance"),
    "a distance that another app keeps": (
        of_session, THEIRS, ("e", "m"), AskScreen, "310", "Another running trackclock",
    ),
    "a date that is none": (of_session, MINE, ("e", "s", "t"), AskScreen, "last May", "That is not a date"),
    "a date that does not exist": (of_session, MINE, ("e", "s", "t"), AskScreen, "2026-02-30 17:00", "no such date"),
    "a date in the future": (of_session, MINE, ("e", "s", "t"), AskScreen, "2038-01-19 03:14", "in the future"),
    "a date that another app keeps": (
        of_session, THEIRS, ("e", "s", "t"), AskScreen, "2026-04-30 17:30", "Another running trackclock",
    ),
    "a length that is no time": (of_session, MINE, ("e", "s", "down", "t"), AskScreen, "short", "That is not a time"),
    "a length that is longer": (of_session, MINE, ("e", "s", "down", "t"), AskScreen, "99:00:00", "made shorter"),
    "a note that another app keeps": (of_session, THEIRS, ("w",), NoteScreen, "windy", "Another running trackclock"),
    "a goal that is none": (of_goal, MINE, ("e",), AskScreen, "win", "win"),
    "a goal that cannot be kept": (
        of_goal, World.unwritable_settings, ("e",), AskScreen, "mile 5:30", "cannot be kept",
    ),
    "a file that cannot be written": (
        of_unsaved, MINE, (), UnsavedScreen, "nowhere/x", "cannot write",
    ),
}  # fmt: skip
"""Screen, what stands in the way, the keys that open the dialog, its class, what is typed, and what is said."""


def run_timed(world: World) -> None:
    """Two reps of 60 s with a distance to give and an open recovery between them; a third 800 was not wanted."""
    world.session_id = run_session(world.store, world.clock, timed(), [60_000, 60_000])


def run_pavey(world: World) -> None:
    world.session_id = run_session(world.store, world.clock, pavey(), [168_400, 169_100])


async def refused(pilot: Pilot[None], kind: type[Screen[Any]], typed: str, words: str) -> None:
    """What was typed is refused: the dialog is open, the text is in it, and why is said below it."""
    await settle(pilot)
    assert isinstance(pilot.app.screen, kind)
    assert pilot.app.screen.query_one(Input).value == typed
    wrong = pilot.app.screen.query_one("#wrong", Static)
    assert words in str(wrong.content)
    assert wrong.display
    assert wrong.region.height >= 1
    assert wrong.region.bottom <= pilot.app.size.height


@pytest.mark.parametrize("name", DIALOGS)
async def test_what_is_refused_stays_with_the_reason_until_it_is_left(tmp_path: Path, name: str) -> None:
    make, trouble, keys, kind, typed, words = DIALOGS[name]
    world = World(tmp_path, past_clock(), SqliteStore(tmp_path))
    needs_open_recovery = "distance" in name or "length" in name
    (run_timed if needs_open_recovery else run_pavey)(world)
    next_days(world.clock, 1)
    before = world.store.read(world.session_id)
    app = AwayApp(services_in(tmp_path, world.clock, world.store), lambda: make(world))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        with trouble(world):
            await pilot.press(*keys)
            await settle(pilot)
            app.screen.query_one(Input).value = typed
            for _ in range(2):
                await pilot.press("enter")
                await refused(pilot, kind, typed, words)
        below = [type(screen) for screen in app.screen_stack[:-1]]
        await pilot.press("escape")
        await settle(pilot)
        assert [type(screen) for screen in app.screen_stack] == below, "only the dialog is left"
        assert world.store.read(world.session_id) == before
    world.store.close()


async def test_what_was_refused_can_be_put_right_and_is_taken(tmp_path: Path) -> None:
    world = World(tmp_path, past_clock(), SqliteStore(tmp_path))
    run_pavey(world)
    app = AwayApp(services_in(tmp_path, world.clock, world.store), world.session)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("w")
        with world.held_elsewhere():
            await pilot.press(*"windy", "enter")
            await refused(pilot, NoteScreen, "windy", "Another running trackclock")
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, SessionScreen)
    assert any("windy" in repr(entry.event) for entry in world.store.read(world.session_id).log)
    world.store.close()


async def test_a_press_that_cannot_be_deleted_leaves_its_dialog_open(tmp_path: Path) -> None:
    world = World(tmp_path, past_clock(), SqliteStore(tmp_path))
    run_pavey(world)
    app = AwayApp(services_in(tmp_path, world.clock, world.store), world.session)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        with world.held_elsewhere():
            await pilot.press("e", "d")
            await settle(pilot)
            assert isinstance(app.screen, MendScreen)
            assert [notice.message for notice in app._notifications] == ["Another running trackclock has this session."]
    world.store.close()


def test_every_screen_with_a_field_is_among_them() -> None:
    folder = Path(trackclock.ui.screens.__file__).parent
    found = set()
    for path in folder.glob("*.py"):
        calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
        if any(
            isinstance(call.func, ast.Name) and call.func.id in ("LineInput", "TextArea", "MarkedText")
            for call in calls
        ):
            found.add(path.stem)
    tested = {kind.__module__.rpartition(".")[2] for _, _, _, kind, _, _ in DIALOGS.values()}
    # The editor is no dialog: what is wrong is said beside the text as it is typed (test_editor_screen.py).
    assert found == tested | {EditorScreen.__module__.rpartition(".")[2]}
