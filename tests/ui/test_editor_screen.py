"""The editor: text on one side, what it says on the other."""

from __future__ import annotations

from pathlib import Path

from textual import events
from textual.app import App
from textual.widgets import Input, Static

from tests.formats import fit_files
from tests.ui.away import AwayApp, services_in, settle
from tests.ui.past import past_clock
from trackclock.application.session_file import SessionFile, stamp_of
from trackclock.formats.load import load_plan
from trackclock.ui.screens.confirm import ConfirmDialog
from trackclock.ui.screens.editor import EditorScreen
from trackclock.ui.screens.saving import SavingDialog
from trackclock.ui.screens.sessions import SessionsScreen
from trackclock.ui.widgets.candidates import Candidates
from trackclock.ui.widgets.keys import KeyLine
from trackclock.ui.widgets.marked_text import MarkedText
from trackclock.ui.widgets.rows import RowList

FILE = 'name = "Tuesday"\nworkout = """\n2 x 400m with 60 s recoveries\n"""\n'


def editing(folder: Path, name: str = "", *, is_copy: bool = False) -> AwayApp:
    services = services_in(folder, past_clock())
    file: SessionFile | None = None
    if name:
        path = folder / "sessions" / name
        if not path.exists():
            path.write_text(FILE, encoding="utf-8")
        file = SessionFile(name, path, stamp_of(path) or (0, 0))
    return AwayApp(services, lambda: EditorScreen(file, is_copy=is_copy))


def plan_lines(app: App[None]) -> list[str]:
    rows = app.screen.query_one("#plan", RowList)
    return [" ".join(rows.render_line(y).text.split()) for y in range(1, rows.row_count + 1)]


def text_of(app: App[None], selector: str) -> str:
    return str(app.screen.query_one(selector, Static).content)


async def test_the_plan_follows_each_keystroke(tmp_path: Path) -> None:
    app = editing(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.screen.query_one(MarkedText).focus()
        await pilot.press(*"2x400m,")
        await pilot.press("space", *"60s")
        await settle(pilot)
        assert plan_lines(app) == ["1 1/2 400 m 1:36", "2 recovery 1:00 1:00", "3 2/2 400 m 1:36"]
        assert text_of(app, "#totals").startswith("800 m · about 4:12 · 2 reps")
        await pilot.press("space", *"recovry")
        await settle(pilot)
        assert app.screen.has_class("-wrong")
        assert "as it was before the error" in text_of(app, "#totals")


async def test_an_error_is_marked_where_it_is_and_one_key_goes_there(tmp_path: Path) -> None:
    app = editing(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        text = app.screen.query_one(MarkedText)
        text.load_text("3 x 800m @ 2:44 with 2 min recoveries\n2 x 400m w/ 2 min recovry")
        await settle(pilot)
        assert "line 2: 'recovry' is not known; did you mean 'recovery'?" in text_of(app, "#wrong")
        spans = text.get_line(1).spans
        assert [(span.start, span.end) for span in spans] == [(18, 25)]
        assert text.get_line(0).spans == []
        await pilot.press("f4")
        assert text.cursor_location == (1, 18)
        text.load_text("3 x 800m @ 2:44 with 2 min recoveries")
        await settle(pilot)
        assert not app.screen.has_class("-wrong")
        assert text.get_line(0).spans == []


async def test_a_doubt_is_answered_by_one_digit_that_writes_the_line(tmp_path: Path) -> None:
    app = editing(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        text = app.screen.query_one(MarkedText)
        offered = app.screen.query_one(Candidates)
        text.load_text("2 x 800m with 2 min recoveries\n3 x 500m or 2 x 700m")
        text.focus()
        await settle(pilot)
        assert str(offered.content).split("\n") == [
            "Which is meant? tab, then 1 or 2",
            " 1 … open rest / 3 x 500 m with open …",
            " 2 … open rest / 2 x 700 m with open …",
        ]
        await pilot.press("9")  # in the text it is a sign like any other
        await settle(pilot)
        await pilot.press("backspace")
        await settle(pilot)
        await pilot.press("tab", "3", "2")
        await settle(pilot)
        assert text.text == "2 x 800m with 2 min recoveries\n2 x 700m"
        assert text.has_focus
        assert not offered.display
        assert not app.screen.has_class("-wrong")
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert text.text.endswith("3 x 500m or 2 x 700m")
        assert await pilot.click(Candidates, offset=(8, 1))
        await settle(pilot)
        assert text.text.endswith("\n3 x 500m")
        text.load_text("warm up 10 min\n3 x 5m")  # one answer shows what it would write
        await settle(pilot)
        assert str(offered.content).split("\n")[1] == " 1 … / 3 x 5 min"
        text.load_text(
            "3 x 300m, 2 min rest (my usual is 4:59)\ncool down 9 min"
        )  # what is no session becomes a remark
        await settle(pilot)
        await pilot.press("tab", "1")
        await settle(pilot)
        assert text.text == "# my usual is 4:59\n3 x 300m, 2 min rest ()\ncool down 9 min"
        assert text.cursor_location == (1, len("3 x 300m, 2 min rest ()"))
        assert not app.screen.has_class("-wrong")
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert text.text == "3 x 300m, 2 min rest (my usual is 4:59)\ncool down 9 min"
        text.load_text("to the shop by bus")  # nothing can be meant by it
        await settle(pilot)
        assert not offered.display


async def test_a_wrong_field_is_marked_and_shown(tmp_path: Path) -> None:
    app = editing(tmp_path, "a.toml")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert not app.screen.query_one("#options").display
        app.screen.query_one("#lap", Input).value = "long"
        await settle(pilot)
        assert app.screen.query_one("#options").display
        assert app.screen.query_one("#lap").has_class("-wrong")
        await pilot.press("f4")
        assert app.focused is app.screen.query_one("#lap")


async def test_assumptions_are_listed(tmp_path: Path) -> None:
    app = editing(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.screen.query_one(MarkedText).load_text("4 x 400m")
        await settle(pilot)
        assert text_of(app, "#assumed").startswith("Assumed: line 1: ")


async def test_pasted_text_is_read(tmp_path: Path) -> None:
    app = editing(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.screen.query_one(MarkedText).focus()
        app.post_message(events.Paste("3 x 200m, 30s\r\n2 x 400m, 60s"))
        await settle(pilot)
        assert len(plan_lines(app)) == 9


async def test_saving_writes_a_file_that_runs_and_the_list_shows_it(tmp_path: Path) -> None:
    services = services_in(tmp_path, past_clock())
    app = AwayApp(services, SessionsScreen)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("n")
        await settle(pilot)
        assert app.focused is app.screen.query_one("#name")
        await pilot.press(*"Hills")
        app.screen.query_one(MarkedText).load_text("6 x 20 s with 60 s")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert load_plan(tmp_path / "sessions" / "hills.toml").name == "Hills"
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, SessionsScreen)
        assert app.screen.chosen is not None
        assert app.screen.chosen.name == "hills.toml"


async def test_an_error_is_not_saved(tmp_path: Path) -> None:
    app = editing(tmp_path, "a.toml")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.screen.query_one(MarkedText).load_text("2 x 400m w/ recovry")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert (tmp_path / "sessions" / "a.toml").read_text(encoding="utf-8") == FILE


async def test_another_file_is_never_replaced_without_asking(tmp_path: Path) -> None:
    other = tmp_path / "sessions" / "tuesday.toml"
    app = editing(tmp_path)
    other.write_text(FILE, encoding="utf-8")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.screen.query_one("#name", Input).value = "Tuesday"
        app.screen.query_one(MarkedText).load_text("5 x 400m, 60 s")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert isinstance(app.screen, ConfirmDialog)
        await pilot.press("escape")
        await settle(pilot)
        assert other.read_text(encoding="utf-8") == FILE
        await pilot.press("ctrl+s")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "5 x 400m" in other.read_text(encoding="utf-8")


async def test_a_file_that_was_changed_elsewhere_is_not_replaced_without_asking(tmp_path: Path) -> None:
    app = editing(tmp_path, "a.toml")
    path = tmp_path / "sessions" / "a.toml"
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.screen.query_one(MarkedText).load_text("5 x 400m, 60 s")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "5 x 400m" in path.read_text(encoding="utf-8")
        path.write_text(FILE + "\n", encoding="utf-8")
        app.screen.query_one(MarkedText).load_text("6 x 400m, 60 s")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert isinstance(app.screen, ConfirmDialog)
        assert "6 x 400m" not in path.read_text(encoding="utf-8")


async def test_a_copy_is_a_file_of_its_own(tmp_path: Path) -> None:
    app = editing(tmp_path, "a.toml", is_copy=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert app.screen.query_one("#name", Input).value == "Tuesday (copy)"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert sorted(path.name for path in (tmp_path / "sessions").iterdir()) == ["a.toml", "tuesday-copy.toml"]


async def test_the_way_out_saves_with_enter_and_loses_nothing_by_any_other_key(tmp_path: Path) -> None:
    path = tmp_path / "sessions" / "a.toml"
    app = editing(tmp_path, "a.toml")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.screen.query_one(MarkedText).insert("1 mile\n")
        await settle(pilot)
        assert "not saved" in text_of(app, "#head")
        await pilot.press("escape")
        assert isinstance(app.screen, SavingDialog)
        assert app.screen.query_one("#answers", KeyLine).render().plain.split("  ") == [
            "enter save it",
            "n leave without saving",
            "esc stay",
        ]
        await pilot.press("space", "x", "escape")
        assert isinstance(app.screen, EditorScreen)
        assert path.read_text(encoding="utf-8") == FILE
        # What has an error in it is a draft first, and is left only once that is saved.
        app.screen.query_one(MarkedText).insert("2 x 400m w/ recovry\n")
        await settle(pilot)
        await pilot.press("escape", "enter")
        await settle(pilot)
        assert isinstance(app.screen, ConfirmDialog)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, EditorScreen)
        app.screen.query_one(MarkedText).load_text("1 mile")
        await settle(pilot)
        await pilot.press("escape", "enter")
        await settle(pilot)
        assert not isinstance(app.screen, EditorScreen)
        assert "1 mile" in path.read_text(encoding="utf-8")


async def test_who_wants_to_lose_what_was_written_says_so(tmp_path: Path) -> None:
    app = editing(tmp_path, "a.toml")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.screen.query_one(MarkedText).insert("1 mile\n")
        await settle(pilot)
        await pilot.press("escape", "n")
        await settle(pilot)
        assert not isinstance(app.screen, EditorScreen)
        assert (tmp_path / "sessions" / "a.toml").read_text(encoding="utf-8") == FILE


async def test_a_file_with_comments_is_edited_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / "sessions").mkdir()
    text = f"# do not lose me\n{FILE}"
    (tmp_path / "sessions" / "a.toml").write_text(text, encoding="utf-8")
    app = editing(tmp_path, "a.toml")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert app.screen.query_one(MarkedText).text == text
        assert not app.screen.query_one("#name").region
        app.screen.query_one(MarkedText).insert("# nor me\n")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert (tmp_path / "sessions" / "a.toml").read_text(encoding="utf-8") == f"# nor me\n{text}"


async def test_control_characters_never_reach_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "sessions").mkdir()
    (tmp_path / "sessions" / "a.toml").write_text("workout = '\x1b[2J\x9b'\n", encoding="utf-8")
    app = editing(tmp_path, "a.toml")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        shown = app.screen.query_one(MarkedText).get_line(0).plain
        assert shown == "workout = '·[2J·'"
        everything = "".join(strip.text for strip in app.screen._compositor.render_strips())
        assert "\x1b" not in everything


async def test_what_was_just_written_is_run_with_one_key_and_kept(tmp_path: Path) -> None:
    app = editing(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.screen.query_one("#name", Input).value = "Wednesday"
        text = app.screen.query_one(MarkedText)
        text.load_text("3 x 400m, 90s")
        text.focus()
        await settle(pilot)
        await pilot.press("f5")
        await settle(pilot)
        ((plan, source),) = app.started
        assert (plan.name, source) == ("Wednesday", "wednesday.toml")
        assert plan.steps == load_plan(tmp_path / "sessions" / "wednesday.toml").steps
        assert not app._notifications, "nothing lies over the clock"
        await pilot.press("f5")
        await settle(pilot)
        assert len(app.started) == 2, "again without saving again"


async def test_what_is_wrong_is_not_run(tmp_path: Path) -> None:
    app = editing(tmp_path, "tuesday.toml")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.screen.query_one(MarkedText).load_text("3 x 400m, 90s recovry")
        await settle(pilot)
        await pilot.press("f5")
        await settle(pilot)
        assert not app.started
        assert [toast.severity for toast in app._notifications] == ["error"]
        assert (tmp_path / "sessions" / "tuesday.toml").read_text(encoding="utf-8") == FILE


async def test_a_bundled_session_is_run_from_the_editor_without_a_copy_of_it(tmp_path: Path) -> None:
    app = AwayApp(services_in(tmp_path, past_clock()), lambda: EditorScreen(SessionFile("pavey.toml", None)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("f5")
        await settle(pilot)
        assert [source for _, source in app.started] == ["pavey.toml"]
        assert not list((tmp_path / "sessions").iterdir())


async def test_one_key_makes_a_remark_of_a_line_and_a_line_of_a_remark(tmp_path: Path) -> None:
    app = editing(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        text = app.screen.query_one(MarkedText)
        text.focus()
        text.load_text("Bring 3 friends and 20 m of rope\n2 x 400m, 60s")
        text.move_cursor((0, 6))
        await settle(pilot)
        assert app.screen.has_class("-wrong")
        await pilot.press("f3")
        await settle(pilot)
        assert text.text == "# Bring 3 friends and 20 m of rope\n2 x 400m, 60s"
        assert text.cursor_location == (0, 8)
        assert not app.screen.has_class("-wrong")
        assert plan_lines(app)[0] == "1 1/2 400 m 1:36"
        await pilot.press("f3")
        assert text.text == "Bring 3 friends and 20 m of rope\n2 x 400m, 60s"
        assert text.cursor_location == (0, 6)
        await pilot.press("f3", "ctrl+z")
        assert text.text == "Bring 3 friends and 20 m of rope\n2 x 400m, 60s"


async def test_a_remark_of_several_lines_is_made_at_once(tmp_path: Path) -> None:
    app = editing(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        text = app.screen.query_one(MarkedText)
        text.focus()
        text.load_text("one\n\ntwo\n2 x 400m, 60s")
        text.move_cursor((0, 1))
        text.move_cursor((2, 2), select=True)
        await pilot.press("f3")
        assert text.text == "# one\n\n# two\n2 x 400m, 60s"


async def test_a_workout_of_a_watch_is_read_as_notation_and_run_without_a_copy_of_it(tmp_path: Path) -> None:
    (tmp_path / "sessions").mkdir()
    (tmp_path / "sessions" / "a.fit").write_bytes(fit_files.sample())
    app = editing(tmp_path, "a.fit")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert app.screen.query_one(MarkedText).text == "6 x 400 m with 90 s recovery after each"
        await pilot.press("f5")
        await settle(pilot)
        assert [(plan.name, source) for plan, source in app.started] == [("6 x 400", "a.fit")]
        app.screen.query_one(MarkedText).load_text("5 x 400m with 90 s recovery")
        await settle(pilot)
        await pilot.press("ctrl+s")
        await settle(pilot)
    assert {path.name for path in (tmp_path / "sessions").iterdir()} == {"a.fit", "6-x-400.toml"}
    assert (tmp_path / "sessions" / "a.fit").read_bytes() == fit_files.sample()


async def test_pasted_text_of_intervals_icu_is_asked_about_and_answered_with_a_digit(tmp_path: Path) -> None:
    app = editing(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        text = app.screen.query_one(MarkedText)
        text.focus()
        app.post_message(events.Paste("Main set 2x\r\n- 400m\r\n- 90s"))
        await settle(pilot)
        assert "line 2: '400m' is 400 minutes in intervals.icu" in text_of(app, "#wrong")
        assert str(app.screen.query_one(Candidates).content).split("\n") == [
            "Which is meant? tab, then 1 or 2",
            " 1 2 x 400 m with 90 s recovery …",
            " 2 2 x 400 min with 90 s recovery …",
        ]
        await pilot.press("tab", "1")
        await settle(pilot)
        assert text.text == "2 x 400 m with 90 s recovery after each"
        assert not app.screen.has_class("-wrong")
        assert len(plan_lines(app)) == 4


async def test_ctrl_end_and_ctrl_home_go_to_the_ends_of_the_text(tmp_path: Path) -> None:
    app = editing(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        text = app.screen.query_one(MarkedText)
        text.load_text("2 x 400m\n60 s")
        text.focus()
        for key, character in (("ctrl+end", "z"), ("ctrl+home", "a"), ("ctrl+end", "y")):
            await pilot.press(key, character)
        assert text.text == "a2 x 400m\n60 szy"
