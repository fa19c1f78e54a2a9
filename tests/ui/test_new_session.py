"""A new session: what is pasted where the keyboard is goes where it belongs, and what nobody named gets a name.

It exists because the coach's line, pasted at once, stood in the name, and all sessions without one were called alike.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from tests.core.test_notation_corpus import READ
from tests.ui.away import AwayApp, services_in, settle
from tests.ui.past import past_clock
from trackclock.application.catalog import list_files, load
from trackclock.application.new_name import is_session
from trackclock.ui.screens.editor import EditorScreen
from trackclock.ui.widgets.marked_text import MarkedText

LINES = [text for text, _ in READ if "\n" not in text]
NAMES = [
    *("Tuesday", "Tuesday track", "Gym day", "Hill pyramid", "Week 3", "VO2max", "10k pace", "Yasso 800s", "U17 girls"),
    *("Jo Pavey: 800s, 400s", "800s, each faster than the last", "5k prep week 3", "Track 12/3", "Billat 30-30"),
]


def editing(folder: Path) -> AwayApp:
    return AwayApp(services_in(folder, past_clock()), EditorScreen)


def said(app: AwayApp) -> str:
    return " ".join(str(notice.message) for notice in app._notifications)


def test_a_session_is_told_from_a_name() -> None:
    assert [line for line in LINES if not is_session(line)] == []
    assert [name for name in NAMES if is_session(name)] == []
    assert is_session("3x(4x200) r1 R5"), "also where there is a doubt in it"


@pytest.mark.parametrize("line", [LINES[0], "3x(4x200) r1 R5"])
@pytest.mark.parametrize("before", ["", "Tuesday"])
async def test_a_line_that_is_a_session_is_the_workout_wherever_the_keyboard_is(
    tmp_path: Path, line: str, before: str
) -> None:
    app = editing(tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        name, text = app.screen.query_one("#name", Input), app.screen.query_one(MarkedText)
        assert name.has_focus
        await pilot.press(*before)
        app.post_message(events.Paste(line + "\n"))
        await settle(pilot)
        assert (name.value, text.text) == (before, line)
        assert text.has_focus
        assert "put into the workout" in said(app)
        await pilot.press("ctrl+z")
        assert text.text == "", "and can be taken back"


@pytest.mark.parametrize("pasted", NAMES[:3])
async def test_a_line_that_is_a_name_stays_one(tmp_path: Path, pasted: str) -> None:
    app = editing(tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        app.post_message(events.Paste(pasted))
        await settle(pilot)
        assert app.screen.query_one("#name", Input).value == pasted
        assert app.screen.query_one(MarkedText).text == ""


async def test_where_there_is_a_workout_a_name_may_be_anything(tmp_path: Path) -> None:
    app = editing(tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        app.screen.query_one(MarkedText).load_text("6 x 300m, 60s")
        app.post_message(events.Paste(LINES[0]))
        await settle(pilot)
        assert app.screen.query_one("#name", Input).value == LINES[0]


async def save_new(folder: Path, text: str, *keys: str) -> AwayApp:
    """Write a session without a name, and save it."""
    app = editing(folder)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        app.screen.query_one(MarkedText).load_text(text)
        await settle(pilot)
        await pilot.press(*(keys or ("ctrl+s",)))
        await settle(pilot)
    return app


async def test_sessions_without_a_name_are_called_what_is_run_each_by_a_name_of_its_own(tmp_path: Path) -> None:
    texts = ["5 x 800m, 2 min", "5 x 800m, 90s", "4-6 x 600m, 2 min", "6 x 400m, 60s", "5 x 800m, 1 min"]
    own = tmp_path / "sessions"
    own.mkdir(parents=True)
    (own / "mine.toml").write_text('name = "6 x 400 m"\nworkout = "6 x 400m, 60s"\n', encoding="utf-8")
    for text in texts:
        await save_new(tmp_path, text)
    plans = {file.name: load(file).plan for file in list_files(own) if file.is_own}
    names = {file: plan.name for file, plan in plans.items() if plan is not None}
    assert names == {
        "mine.toml": "6 x 400 m",
        "5-x-800-m.toml": "5 x 800 m",
        "5-x-800-m-2.toml": "5 x 800 m (2)",
        "5-x-800-m-3.toml": "5 x 800 m (3)",
        "4-6-x-600-m.toml": "4-6 x 600 m",
        "6-x-400-m-2.toml": "6 x 400 m (2)",
    }


async def test_the_name_stands_in_its_field_before_and_after_and_the_run_has_it(tmp_path: Path) -> None:
    app = editing(tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        app.screen.query_one(MarkedText).load_text("5 x 800m, 2 min")
        await settle(pilot)
        name = app.screen.query_one("#name", Input)
        assert (name.value, name.placeholder) == ("", "5 x 800 m"), "it is offered while nothing is typed"
        app.screen.query_one(MarkedText).load_text("")
        await settle(pilot)
        assert name.placeholder == "what it is called"
        app.screen.query_one(MarkedText).load_text("5 x 800m, 2 min")
        await settle(pilot)
        await pilot.press("f5")
        await settle(pilot)
        assert [(plan.name, source) for plan, source in app.started] == [("5 x 800 m", "5-x-800-m.toml")]
        assert name.value == "5 x 800 m"
        assert isinstance(app.screen, EditorScreen)
        assert not app.screen.is_changed
        await pilot.press("ctrl+s")
        await settle(pilot)
    assert [path.name for path in (tmp_path / "sessions").iterdir()] == ["5-x-800-m.toml"], "and keeps it"


async def test_a_draft_without_a_name_is_called_by_its_first_line(tmp_path: Path) -> None:
    for _ in range(2):
        await save_new(tmp_path, "8 x 400m recovry\n3 x 800m", "ctrl+s", "enter")
    found = sorted(path.name for path in (tmp_path / "sessions").iterdir())
    assert all(re.fullmatch(r"8-x-400m-recovry(-2)?\.draft\.toml", name) for name in found)
    assert len(found) == 2
