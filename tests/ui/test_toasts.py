"""A toast never covers a question, and none is lost for want of room."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.geometry import Region
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets._toast import Toast

from tests.fakes import FakeStore, FakeWorld
from tests.ui.test_away_sizes import DIALOGS, SIZES
from tests.ui.track import EIGHTS, begin, on_track, settle
from trackclock.core.events import Cause, Entry, SessionStarted
from trackclock.ports import SessionHeader, StoredSession
from trackclock.ui.app import TrackclockApp
from trackclock.ui.questions import LEAVE, LEAVE_DEMO
from trackclock.ui.screens.confirm import ConfirmDialog
from trackclock.ui.screens.note import NoteScreen
from trackclock.ui.toasts import free_rows

HEADER = SessionHeader("s1", EIGHTS, "x.txt", 1_777_656_000_000, 7_200, 400_000, "boot-1")

WORDS = "3 rows were sent to the terminal, and this says so at length"

QUESTIONS: dict[str, Callable[[], Screen[Any]]] = {
    **DIALOGS,
    "leave": lambda: ConfirmDialog(LEAVE),
    "leave demo": lambda: ConfirmDialog(LEAVE_DEMO),
    "note": lambda: NoteScreen("", None, lambda _, __: "", HEADER),
}


def seen_toasts(app: App[Any]) -> list[Region]:
    """As much of each toast as is painted."""
    screen = app.screen
    found = [screen.find_widget(toast) for toast in screen.query(Toast) if toast.visible]
    return [where.visible_region for where in found if where.visible_region.area]


async def show_toasts(app: App[Any], pilot: Pilot[Any], count: int) -> None:
    for number in range(count):
        app.notify(f"{WORDS}, {number}", timeout=600)
    for _ in range(3):
        await pilot.pause()


def assert_apart(app: App[Any], asked: list[Region]) -> None:
    assert asked
    for toast in seen_toasts(app):
        assert not any(toast.overlaps(region) for region in asked), (toast, asked)


@pytest.mark.parametrize("size", SIZES[::2], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_no_toast_covers_a_dialog_and_what_there_is_no_room_for_comes_later(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = TrackclockApp(FakeWorld(tmp_path))
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        for name, make in QUESTIONS.items():
            await show_toasts(app, pilot, 1)
            dialog = make()
            await app.push_screen(dialog)
            await show_toasts(app, pilot, 1)
            (box,) = [child for child in dialog.children if not child.has_class("-textual-system")]
            assert_apart(app, [box.region])
            if size[1] - box.region.height >= 12:
                assert seen_toasts(app), f"{name}: there is room for it"
            dialog.dismiss(None)
            for _ in range(3):
                await pilot.pause()
            assert seen_toasts(app), name
            assert len(app._notifications) == 2, name
            app.clear_notifications()


@pytest.mark.parametrize("height", range(8, 17))
async def test_a_toast_that_is_seen_beside_a_question_is_seen_whole(tmp_path: Path, height: int) -> None:
    app = TrackclockApp(FakeWorld(tmp_path))
    async with app.run_test(size=(40, height), notifications=True) as pilot:
        await settle(pilot)
        await app.push_screen(ConfirmDialog(LEAVE))
        await show_toasts(app, pilot, 1)
        for toast in app.screen.query(Toast):
            where = app.screen.find_widget(toast)
            if toast.visible and where.visible_region.area:
                assert where.visible_region == where.region, (height, where)


@pytest.mark.parametrize("size", SIZES[1::2], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_no_toast_covers_what_the_live_screen_asks(tmp_path: Path, size: tuple[int, int]) -> None:
    async with on_track(tmp_path, size=size, has_toasts=True) as track:
        await begin(track)
        await track.after(500, "space")
        await show_toasts(track.app, track.pilot, 2)
        screen = track.screen
        assert "c counts it" in track.line("message")
        asked = [
            screen.query_one(name).region for name in ("#message", "#keys", "#head") if screen.query_one(name).region
        ]
        assert_apart(track.app, asked)
        await track.after(10_000, "u")
        assert "again" in track.line("message")
        assert_apart(
            track.app,
            [screen.query_one(name).region for name in ("#message", "#keys") if screen.query_one(name).region],
        )


async def unfinished(tmp_path: Path) -> FakeWorld:
    return FakeWorld(
        tmp_path, store=FakeStore([StoredSession(HEADER, (Entry(0, 0, SessionStarted(0, Cause.SPACE, 5_000)),))])
    )


@pytest.mark.parametrize("size", SIZES[1::2], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_no_toast_covers_the_session_that_is_offered(tmp_path: Path, size: tuple[int, int]) -> None:
    app = TrackclockApp(await unfinished(tmp_path))
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        await show_toasts(app, pilot, 2)
        assert app.screen.has_class("-offer")
        offer = app.screen.query_one("#offer").region
        assert_apart(app, [offer] if offer else [Region(0, 0, 1, 1)])
    async with on_track(tmp_path, size=size, world=await unfinished(tmp_path), has_toasts=True) as track:
        await show_toasts(track.app, track.pilot, 2)
        assert track.screen.has_class("-offered")
        assert_apart(track.app, [track.screen.query_one("#offer").region])


@pytest.mark.parametrize(
    ("taken", "free"),
    [
        ([(10, 4)], (0, 10)),
        ([(4, 4)], (8, 20)),
        ([(8, 4)], (12, 20)),
        ([(0, 3), (15, 5)], (3, 15)),
        ([(0, 20)], (20, 20)),
        ([(0, 12), (5, 12)], (17, 20)),
    ],
)
def test_the_largest_part_that_nothing_takes(taken: list[tuple[int, int]], free: tuple[int, int]) -> None:
    assert free_rows([Region(0, y, 80, rows) for y, rows in taken], 20) == free
