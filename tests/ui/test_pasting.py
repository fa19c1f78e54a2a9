"""What is pasted into a field of one line: nothing of it is lost, and what became of it is said."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.app import App
from textual.screen import Screen
from textual.widgets import Input

import trackclock
from tests.ui.away import AwayApp, services_in, settle
from tests.ui.past import START_MS, past_clock
from trackclock.application.session_file import SessionFile, stamp_of
from trackclock.core.plan import Plan
from trackclock.ports import SessionHeader
from trackclock.ui.app import TrackclockApp
from trackclock.ui.screens.ask import MAX_LENGTH, AskScreen
from trackclock.ui.screens.editor import EditorScreen
from trackclock.ui.screens.goal import GoalScreen
from trackclock.ui.screens.history import HistoryScreen
from trackclock.ui.screens.mend import MendScreen
from trackclock.ui.screens.note import MAX_NOTE, NoteScreen
from trackclock.ui.screens.sessions import SessionsScreen
from trackclock.ui.screens.unsaved import UnsavedScreen
from trackclock.ui.screens.workouts import WorkoutsScreen
from trackclock.ui.widgets.line_input import LineInput, as_one_line
from trackclock.ui.widgets.marked_text import MarkedText

HEADER = SessionHeader("s00001", Plan("Tuesday", ()), "a.toml", START_MS, 0, 0, "boot")
FILE = 'name = "Tuesday"\nworkout = """\n2 x 400m with 60 s recoveries\n"""\n'
LINES = ["warm up 10 min", "3 x 800m", "rest 3 min", "4 x 200m", "1 mile", "cool down 10 min"]
BREAKS = ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\n\n", "\t\n\t"]
FIELDS = ["name", "goal", "notes", "lap", "split_every", "get_ready", "start", "late", "press_guard"]


def taken(_: str, __: int | None) -> str:
    """A note is saved, and nothing is wrong."""
    return ""


def edited(folder: Path) -> EditorScreen:
    path = folder / "sessions" / "a.toml"
    path.write_text(FILE, encoding="utf-8")
    return EditorScreen(SessionFile("a.toml", path, stamp_of(path) or (0, 0)))


SCREENS: dict[str, tuple[Callable[[Path], Screen[Any]], str]] = {
    "ask, for a time, a reason, a distance, the goal": (lambda _: AskScreen("Why?"), ""),
    "note": (lambda _: NoteScreen("", None, taken, HEADER), ""),
    "filter of the sessions": (lambda _: SessionsScreen(), "slash"),
    "filter of the history": (lambda _: HistoryScreen(), "slash"),
    "filter of the workouts": (lambda _: WorkoutsScreen(), "slash"),
    "a session that is there": (edited, ""),
}


async def opened(folder: Path, what: str) -> AwayApp:
    make, _ = SCREENS[what]
    return AwayApp(services_in(folder, past_clock()), lambda: make(folder))


def said(app: App[None]) -> str:
    return " ".join(str(notice.message) for notice in app._notifications)


def test_no_screen_makes_a_field_of_textuals_own() -> None:
    """And the pages of the app with a field are those that the other tests open."""
    bare, own = [], set()
    for path in Path(trackclock.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
            if name in ("Input", "MaskedInput"):
                bare.append(path.name)
            elif name in ("LineInput", "ask_line", "ask_for", "FilterLine"):
                own.add(path.stem)
    assert bare == []
    opened_here = {
        "header_fields",
        "note",
        "ask",
        "filter",
        "unsaved",
        "sessions",
        "history",
        "workouts",
        "mend",
        "mend_session",
        "own_files",
        "dialog",
        "goal",
        "athletes",
        "giving",
        "group_summary",
    }
    assert own == opened_here
    assert {MendScreen.__module__, GoalScreen.__module__, UnsavedScreen.__module__} <= {
        f"trackclock.ui.screens.{name}" for name in own
    }


@pytest.mark.parametrize("what", SCREENS)
async def test_lines_are_joined_and_it_is_said(tmp_path: Path, what: str) -> None:
    app = await opened(tmp_path, what)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.press(*([SCREENS[what][1]] if SCREENS[what][1] else []))
        await settle(pilot)
        fields = list(app.screen.query(Input))
        assert fields
        assert all(type(field) is LineInput for field in fields)
        for field in fields:
            field.focus()
            for line_break in BREAKS if field is fields[0] else BREAKS[:1]:
                app.clear_notifications()
                field.value = ""
                await pilot.pause()
                app.post_message(events.Paste(line_break.join(LINES[:3]) + line_break))
                await pilot.pause()
                assert field.value == "warm up 10 min 3 x 800m rest 3 min"
                assert "3 lines were joined into one" in said(app)


async def test_in_a_new_session_they_are_the_workout(tmp_path: Path) -> None:
    app = AwayApp(services_in(tmp_path, past_clock()), EditorScreen)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        app.screen.add_class("-options")
        text = app.screen.query_one(MarkedText)
        for field, line_break in zip(FIELDS, BREAKS[:6] + BREAKS[:3], strict=True):
            app.clear_notifications()
            app.screen.query_one(f"#{field}", Input).focus()
            await pilot.pause()
            app.post_message(events.Paste(line_break.join(LINES) + line_break))
            await settle(pilot)
            assert text.text.split("\n") == LINES
            assert app.screen.query_one(f"#{field}", Input).value == ""
            assert app.focused is text
            assert "The 6 lines were put into the workout" in said(app)
            await pilot.press("ctrl+z")
            assert text.text == "", "and can be taken back"


async def test_what_is_too_long_is_refused_whole_and_in_words(tmp_path: Path) -> None:
    for screen, most in ((AskScreen("Why?"), MAX_LENGTH), (NoteScreen("", None, taken, HEADER), MAX_NOTE)):
        app = AwayApp(services_in(tmp_path, past_clock()), lambda screen=screen: screen)  # type: ignore[misc]
        async with app.run_test(size=(100, 30)) as pilot:
            await settle(pilot)
            field = app.screen.query_one(Input)
            field.value = "here"
            field.cursor_position = 4
            app.post_message(events.Paste("x" * most))
            await settle(pilot)
            assert field.value == "here"
            assert f"takes {most}: nothing was put in" in said(app)


async def test_one_line_is_put_in_where_the_cursor_is_without_a_word(tmp_path: Path) -> None:
    app = AwayApp(services_in(tmp_path, past_clock()), lambda: NoteScreen("went well", None, taken, HEADER))
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        field = app.screen.query_one(Input)
        field.cursor_position = 5
        app.post_message(events.Paste("very\t\r\n"))
        await settle(pilot)
        assert (field.value, field.cursor_position) == ("went very well", 10)
        assert said(app) == ""


async def test_what_was_copied_in_the_app_is_pasted_alike(tmp_path: Path) -> None:
    app = AwayApp(services_in(tmp_path, past_clock()), lambda: NoteScreen("", None, taken, HEADER))
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        app._clipboard = "one\ntwo"
        await pilot.press("ctrl+v")
        await settle(pilot)
        assert app.screen.query_one(Input).value == "one two"
        assert "2 lines" in said(app)


async def test_the_palette_drops_no_line_either(tmp_path: Path) -> None:
    app = TrackclockApp(services_in(tmp_path, past_clock()))
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+p")
        await pilot.pause()
        app.post_message(events.Paste("past\nsessions"))
        await pilot.pause()
        assert app.screen.query_one(Input).value == "past sessions"
        assert "2 lines" in said(app)


@pytest.mark.parametrize("typed", ["👩\u200d👧", "نیم\u200cفاصله", "a\u00a0b", "長\u3000距離", "e\u0301"])
async def test_joiners_and_unusual_blanks_can_be_typed(tmp_path: Path, typed: str) -> None:
    app = AwayApp(services_in(tmp_path, past_clock()), EditorScreen)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        for field in (app.screen.query_one("#name", LineInput), app.screen.query_one(MarkedText)):
            field.focus()
            for char in typed:
                app.post_message(events.Key("some_key", char))
            app.post_message(events.Key("some_key", "\u202e"))
            await settle(pilot)
            assert (field.value if isinstance(field, LineInput) else field.text) == typed


def test_control_characters_are_left_out_in_words() -> None:
    assert as_one_line("a\x1b[31mb\u202e") == ("a[31mb", "Control characters were left out.")
    assert as_one_line("a\tb\n") == ("a b", "")
    assert as_one_line("\n") == ("", "")
