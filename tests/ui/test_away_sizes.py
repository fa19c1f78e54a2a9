"""The screens and dialogs around the live one in terminals of every size: whole, with their keys, nothing torn."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import Input, Static

from tests.ui.away import AwayApp, come_to, settle
from tests.ui.test_away_snapshots import SCREENS, app_showing
from tests.ui.track import EIGHTS, on_track
from trackclock.application.session_file import SessionFile
from trackclock.kept_words import KeptWords, WordsKind
from trackclock.keys import DEFAULT, Scope, commands_of
from trackclock.ui.questions import Question
from trackclock.ui.screens.ask import AskScreen
from trackclock.ui.screens.confirm import ConfirmDialog
from trackclock.ui.screens.editor import EditorScreen
from trackclock.ui.screens.resume import ResumeScreen
from trackclock.ui.screens.saving import SavingDialog
from trackclock.ui.screens.sessions import SessionsScreen
from trackclock.ui.themes import DARK
from trackclock.ui.widgets.cut_off import CutOff
from trackclock.ui.widgets.keys import KeyLine, lines_of
from trackclock.ui.widgets.rows import Column, RowList

SIZES = [(20, 6), (40, 12), (50, 15), (60, 20), (80, 24), (40, 60), (200, 12), (300, 80)]

QUESTION = Question(
    "Replace tuesday.toml?", "A file of that name is there.\nThe other is lost.", "replace it", "do not"
)

DIALOGS: dict[str, Callable[[], Screen[Any]]] = {
    "ask": lambda: AskScreen("Type the time of this mark, such as 1:23.4", "1:20.0"),
    "confirm": lambda: ConfirmDialog(QUESTION),
    "resume": lambda: ResumeScreen(65_000, can_keep=True),
    "saving": SavingDialog,
}


def on_screen(app: App[None]) -> list[str]:
    """The rows as they are painted."""
    screen = app.screen
    return ["".join(segment.text for segment in strip) for strip in screen._compositor.render_strips(screen.size)]


def bare(app: App[Any]) -> list[str]:
    """What has no colours of its own: it shows those of the terminal, and with NO_COLOR it ends the app."""
    strips = app.screen._compositor.render_strips(app.screen.size)
    segments = [segment for strip in strips for segment in strip if segment.text]
    return [segment.text for segment in segments if segment.style is None or segment.style.bgcolor is None]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_screen_and_dialog_has_its_keys_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    ids: list[str] = []

    def first(known: list[str]) -> Screen[Any]:
        ids.extend(known)
        return SCREENS["session"][0](known)

    with app_showing(tmp_path, first, "dark") as app:
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            makes = [make for make, _ in SCREENS.values()] + [lambda _, make=make: make() for make in DIALOGS.values()]
            for make in makes:
                await app.push_screen(make(ids))
                await settle(pilot)
                screen = app.screen
                if not screen.is_modal or size[0] >= 40:  # smaller dialogs may scroll
                    assert not screen.show_vertical_scrollbar, screen
                    assert not screen.show_horizontal_scrollbar, screen
                assert not bare(app), screen
                rows = "\n".join(on_screen(app))
                if screen.has_class("-too-small"):
                    assert "at least 40 x 12" in rows
                elif size[0] >= 40:
                    assert "esc" in rows or "q quit" in rows, screen
                for line in screen.query(KeyLine):
                    if line.display and not screen.has_class("-too-small") and size[0] >= 40:
                        assert screen.region.contains_region(line.region), (screen, line.region)


@pytest.mark.parametrize("name", SCREENS)
async def test_what_has_the_keyboard_has_it_again_once_there_is_room(tmp_path: Path, name: str) -> None:
    make, keys = SCREENS[name]
    with app_showing(tmp_path, make, "dark") as app:
        async with app.run_test(size=(80, 24)) as pilot:
            await come_to(pilot, keys)
            before, shown = app.focused, on_screen(app)
            for size in ((39, 24), (80, 11), (20, 6)):
                await pilot.resize_terminal(*size)
                await settle(pilot)
                await pilot.resize_terminal(80, 24)
                await settle(pilot)
                assert app.focused is before, size
                assert on_screen(app) == shown, size


@pytest.mark.parametrize("size", [(40, 12), (60, 15), (80, 24), (133, 40)], ids=str)
@pytest.mark.parametrize("name", ["session", "workout"])
async def test_a_list_behind_a_diagram_has_the_keyboard_again(tmp_path: Path, name: str, size: tuple[int, int]) -> None:
    with app_showing(tmp_path, SCREENS[name][0], "dark") as app:
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            before = app.focused
            assert isinstance(before, RowList)
            for _ in range(2):
                await pilot.press("d", "d")
                await settle(pilot)
                assert app.focused is before
            row = before.cursor
            await pilot.press("down")
            assert before.cursor == row + 1


@pytest.mark.parametrize("size", [(40, 12), (60, 15), (80, 24), (133, 40)], ids=str)
async def test_so_has_the_list_of_a_session_that_is_over(tmp_path: Path, size: tuple[int, int]) -> None:
    async with on_track(tmp_path, EIGHTS, size=size) as track:
        await track.press("space")
        await track.after(5_000)
        for _ in range(3):
            await track.after(80_000, "space")
            await track.after(80_000, "space")
            await track.after(120_000)
        await settle(track.pilot)
        before = track.app.focused
        assert isinstance(before, RowList)
        for _ in range(2):
            await track.tap("d")
            await track.tap("d")
            await settle(track.pilot)
            assert track.app.focused is before
            await track.pilot.resize_terminal(20, 6)
            await settle(track.pilot)
            await track.pilot.resize_terminal(*size)
            await settle(track.pilot)
            assert track.app.focused is before


async def test_a_change_that_is_long_scrolls_above_its_keys(tmp_path: Path) -> None:
    make, keys = SCREENS["session-preview"]
    with app_showing(tmp_path, make, "dark") as app:
        async with app.run_test(size=(40, 12)) as pilot:
            await come_to(pilot, keys)
            rows = on_screen(app)
            assert any("enter do it  esc leave it as it is" in row for row in rows)
            assert any("2:49.10 (1:24.55 1:24.55)" in row for row in rows)


def test_a_key_is_never_torn_from_what_it_does() -> None:
    keys = commands_of(Scope.OFFER)

    def lines(width: int) -> list[list[str]]:
        return [[DEFAULT.shown(key) for key in line] for line in lines_of(keys, width, DEFAULT)]

    assert lines(26) == [["y", "o"], ["f"]]
    assert lines(14) == [["y"], ["o"], ["f"]]
    assert lines(5) == [["y"], ["o"], ["f"]]
    assert lines(80) == [["y", "o", "f"]]


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_field_of_the_editor_can_be_read(tmp_path: Path, size: tuple[int, int]) -> None:
    make = lambda _: EditorScreen(SessionFile("pavey.toml", None))  # noqa: E731
    with app_showing(tmp_path, make, "dark") as app:
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            await pilot.press("f2")
            await settle(pilot)
            for name, value in (
                ("lap", "400"),
                ("lane", "4"),
                ("split_every", "400"),
                ("get_ready", "10s"),
                ("press_guard", "0.3s"),
                ("on_your_marks", "12s"),
            ):
                app.screen.query_one(f"#{name}", Input).value = value
            await settle(pilot)
            rows = "\n".join(on_screen(app))
            for words in (
                "Lap m 400",
                "Lane 4",
                "Split m 400",
                "Get ready 10s",
                "Start auto",
                "Late next",
                "Guard 0.3s",
                "Gun 1.6-2.4s",
                "On marks 12s",
            ):
                assert words in rows
            text = app.screen.query_one("#left").region
            assert text.width >= 40, "a coach's line is as long"


async def test_a_cell_that_is_cut_off_says_so(tmp_path: Path) -> None:
    with app_showing(tmp_path, SCREENS["session"][0], "dark") as app:
        async with app.run_test(size=(40, 12)) as pilot:
            await settle(pilot)
            heads = [row for row in on_screen(app) if row.lstrip().startswith("#")]
            assert heads
            assert all(row.rstrip().endswith("…") for row in heads)


async def test_nothing_that_is_cut_off_says_nothing() -> None:
    class Rows(App[None]):
        def get_theme_variable_defaults(self) -> dict[str, str]:
            return dict(DARK.variables)

        def compose(self) -> ComposeResult:
            yield RowList([Column("Name", 10), Column("", 10, is_right=True), Column("", 10, is_right=True)], id="rows")

    app = Rows()
    async with app.run_test(size=(28, 6)) as pilot:
        rows = app.query_one(RowList)
        rows.show(2, lambda index: ["one", "2", "3"] if index else ["one", "2", ""])
        await pilot.pause()
        assert rows.render_line(1).text.split() == ["one", "2"]
        assert rows.render_line(2).text.split() == ["one", "2", "…"]


def test_the_test_app_has_the_styles_of_the_real_one(tmp_path: Path) -> None:
    assert Path(AwayApp.CSS_PATH).name == "app.tcss"
    assert Path(AwayApp.CSS_PATH).exists()


SAID = ("-first", "-notice", "-offer", "-words")
LONG = "Ein sehr langer Name der Abendübung, 7 athletes, 1 of 3 reps, last seen 14:44 ago"


@pytest.mark.parametrize("said", [said for count in (1, 2, 4) for said in combinations(SAID, count)], ids="".join)
async def test_whatever_is_said_above_it_the_list_shows_what_enter_would_run(
    tmp_path: Path, said: tuple[str, ...]
) -> None:
    with app_showing(tmp_path, lambda _: SessionsScreen(), "dark") as app:
        async with app.run_test(size=(40, 12)) as pilot:
            await settle(pilot)
            screen = app.screen
            assert isinstance(screen, SessionsScreen)
            screen.set_class("-first" in said, "-first")
            screen.query_one("#first", Static).update("New here? " + LONG)
            screen.set_class("-notice" in said, "-notice")
            screen.query_one("#notice", CutOff).update(LONG * 2)
            screen.set_class("-offer" in said, "-offer")
            screen.query_one("#offered", CutOff).update(LONG)
            if "-words" in said:
                screen.offer_words((KeptWords(WordsKind.NOTE, "x", LONG, 0, 0, {}),))
            await pilot.press("down", "down")
            for size in [(width, height) for width in (40, 57, 80, 100, 130) for height in (*range(12, 26), 30, 44)]:
                await pilot.resize_terminal(*size)
                await settle(pilot)
                rows = screen.query_one(RowList)
                at = rows.cursor - rows.scroll_offset.y + 1
                assert 1 <= at < rows.scrollable_content_region.height >= 5, (size, at)
                for line in screen.query(KeyLine):
                    assert not line.display or screen.region.contains_region(line.region), size
                asked = screen.query_one("#offer KeyLine")
                assert asked.region.height == ("-offer" in said), size
                assert screen.query_one("#notice").region.height >= ("-notice" in said), size
