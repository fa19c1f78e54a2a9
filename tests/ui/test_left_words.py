"""What was typed and not saved is offered where it belongs, and what has an error in it can be saved as a draft."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.screen import Screen
from textual.widgets import Input, Static

from tests.ui.away import AwayApp, services_in, settle
from tests.ui.past import past_clock, season
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.adapters.words import WordFolder
from trackclock.application.services import Services
from trackclock.application.session_file import SessionFile, stamp_of
from trackclock.core.session import results_of
from trackclock.formats.load import load_plan
from trackclock.ui.app import TrackclockApp
from trackclock.ui.screens.confirm import ConfirmDialog
from trackclock.ui.screens.editor import EditorScreen
from trackclock.ui.screens.note import EffortPicker, NoteScreen
from trackclock.ui.screens.saving import SavingDialog
from trackclock.ui.screens.session import SessionScreen
from trackclock.ui.screens.sessions import SessionsScreen
from trackclock.ui.widgets.marked_text import MarkedText
from trackclock.ui.widgets.offer_line import OfferLine

FILE = 'name = "Tuesday"\nworkout = """\n2 x 400m with 60 s recoveries\n"""\n'
WRONG = "2 x 400m with 60 s recovry"


def world(folder: Path, store: SqliteStore | None = None) -> Services:
    return services_in(folder, past_clock(), store, lambda: WordFolder(folder / "words"))


def app_on(folder: Path, screen: Screen[Any], store: SqliteStore | None = None) -> AwayApp:
    return AwayApp(world(folder, store), lambda: screen)


def file_in(folder: Path, name: str, text: str = FILE) -> SessionFile:
    path = folder / "sessions" / name
    path.parent.mkdir(exist_ok=True)
    if not path.exists():
        path.write_text(text, encoding="utf-8")
    return SessionFile(name, path, stamp_of(path) or (0, 0))


def offered(app: App[None]) -> str:
    line = app.screen.query_one("#left-words", OfferLine)
    return str(line.query(Static).first().content) if line.display else ""


def end(app: AwayApp) -> None:
    """What a signal does, and the end of the process after it."""
    app.services.words.flush()
    words = app.services.words
    assert isinstance(words, WordFolder)
    for place in words._places.values():
        if place.lock is not None:
            place.lock.release()
    words._places.clear()


async def test_what_was_written_is_offered_and_brought_back_by_one_key(tmp_path: Path) -> None:
    app = app_on(tmp_path, EditorScreen(file_in(tmp_path, "a.toml")))
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        app.screen.query_one("#notes", Input).value = "windy"
        app.screen.query_one(MarkedText).load_text("3 x 400m with 60 s recov")
        await settle(pilot)
        end(app)
    app = app_on(tmp_path, EditorScreen(file_in(tmp_path, "a.toml")))
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert offered(app) == "Unsaved draft of 2026-05-01 19:00: Tuesday"
        assert app.screen.query_one("#left-words").region.height == 1
        assert app.screen.query_one(MarkedText).text == "2 x 400m with 60 s recoveries", "the file until it is wanted"
        await pilot.press("f8")
        await settle(pilot)
        assert app.screen.query_one(MarkedText).text == "3 x 400m with 60 s recov"
        assert app.screen.query_one("#notes", Input).value == "windy"
        assert offered(app) == ""
        assert "not saved" in str(app.screen.query_one("#head", Static).content)
        app.screen.query_one(MarkedText).insert("eries", (0, 24))
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert len(load_plan(tmp_path / "sessions" / "a.toml").steps) == 5
        app.services.words.flush()
    assert not list((tmp_path / "words").glob("*.json")), "what is saved is not kept"


async def test_what_is_discarded_is_gone_and_other_files_are_not_offered_it(tmp_path: Path) -> None:
    app = app_on(tmp_path, EditorScreen())
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        app.screen.query_one(MarkedText).load_text("1 mile")
        await settle(pilot)
        end(app)
    app = app_on(tmp_path, EditorScreen(file_in(tmp_path, "a.toml")))
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert offered(app) == ""
        await pilot.press("f8", "f9")
        await settle(pilot)
        assert app.screen.query_one(MarkedText).text == "2 x 400m with 60 s recoveries"
    app = app_on(tmp_path, EditorScreen())
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert offered(app) == "Unsaved draft of 2026-05-01 19:00: 1 mile"
        await pilot.press("f9")
        await settle(pilot)
        assert offered(app) == ""
    assert not list((tmp_path / "words").glob("*.json"))


async def test_what_stands_there_when_words_are_brought_back_is_offered_in_its_stead(tmp_path: Path) -> None:
    app = app_on(tmp_path, EditorScreen())
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        app.screen.query_one(MarkedText).load_text("1 mile")
        await settle(pilot)
        end(app)
    app = app_on(tmp_path, EditorScreen())
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        app.screen.query_one(MarkedText).load_text("2 miles")
        await settle(pilot)
        await pilot.press("f8")
        await settle(pilot)
        app.services.words.flush()
        app.screen.look_for_words()  # type: ignore[attr-defined]
        await settle(pilot)
        assert app.screen.query_one(MarkedText).text == "1 mile"
        assert offered(app).endswith(": 2 miles")


async def test_the_way_out_leaves_nothing_behind_and_the_apps_own_key_asks_too(tmp_path: Path) -> None:
    app = TrackclockApp(world(tmp_path))
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.press("n")
        await settle(pilot)
        app.screen.query_one(MarkedText).load_text("1 mile")
        await settle(pilot)
        await pilot.press("ctrl+q")
        await settle(pilot)
        assert isinstance(app.screen, SavingDialog), "the words do not go without a question"
        await pilot.press("n")
        await settle(pilot)
        assert isinstance(app.screen, SessionsScreen)
        assert offered(app) == ""
    assert not list((tmp_path / "words").glob("*.json"))


async def test_the_list_offers_whatever_was_left_and_opens_where_it_was_typed(tmp_path: Path) -> None:
    app = app_on(tmp_path, EditorScreen(file_in(tmp_path, "a.toml"), is_copy=True))
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        app.screen.query_one(MarkedText).load_text("1 mile")
        await settle(pilot)
        end(app)
    app = app_on(tmp_path, SessionsScreen())
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert offered(app) == "Unsaved draft of 2026-05-01 19:00: Tuesday (copy)"
        await pilot.press("f8")
        await settle(pilot)
        assert isinstance(app.screen, EditorScreen)
        assert app.screen.query_one(MarkedText).text == "1 mile"
        assert "Copy of a.toml" in str(app.screen.query_one("#head", Static).content)
        await pilot.press("ctrl+s")
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert offered(app) == ""
    assert sorted(path.name for path in (tmp_path / "sessions").glob("*.toml")) == ["a.toml", "tuesday-copy.toml"]


async def test_a_file_that_was_changed_or_lost_in_between_is_never_replaced_unasked(tmp_path: Path) -> None:
    app = app_on(tmp_path, EditorScreen(file_in(tmp_path, "a.toml")))
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        app.screen.query_one(MarkedText).load_text("1 mile")
        await settle(pilot)
        end(app)
    path = tmp_path / "sessions" / "a.toml"
    path.write_text(FILE.replace("2 x", "10 x"), encoding="utf-8")
    app = app_on(tmp_path, SessionsScreen())
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.press("f8")
        await settle(pilot)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert isinstance(app.screen, ConfirmDialog)
        assert "10 x" in path.read_text(encoding="utf-8")
        end(app)
    path.unlink()
    app = app_on(tmp_path, SessionsScreen())
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.press("f8")
        await settle(pilot)
        assert app.screen.query_one(MarkedText).text == "1 mile"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert load_plan(path).steps[0].distance_mm == 1_609_344


async def test_an_unsaved_note_is_offered_in_its_dialog_and_in_the_list(tmp_path: Path) -> None:
    store, ids = season(tmp_path, past_clock())
    app = app_on(tmp_path, SessionScreen(ids[-1]), store)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.press("w")
        await settle(pilot)
        await pilot.press(*"legs", "space", *"heavy", "tab", "7")
        await settle(pilot)
        end(app)
    app = app_on(tmp_path, SessionScreen(ids[0]), store)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.press("w")
        await settle(pilot)
        assert offered(app) == "", "another session's"
    app = app_on(tmp_path, SessionScreen(ids[-1]), store)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.press("w")
        await settle(pilot)
        assert offered(app).startswith("Unsaved note of ")
        await pilot.press("f8")
        await settle(pilot)
        assert app.screen.query_one(Input).value.endswith("legs heavy")
        end(app)
    app = app_on(tmp_path, SessionsScreen(), store)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.press("f8")
        await settle(pilot)
        assert isinstance(app.screen, NoteScreen)
        assert app.screen.query_one(EffortPicker).effort == 7
        await pilot.press("enter")
        await settle(pilot)
        app.services.words.flush()
    assert store.flush(10)
    stored = store.read(ids[-1])
    results = results_of(stored.header.plan, stored.log)
    assert results.note.endswith("legs heavy")
    assert results.effort == 7
    assert not list((tmp_path / "words").glob("*.json"))


# --- drafts -----------------------------------------------------------------------------------------------------------


async def test_a_text_with_an_error_is_saved_as_a_draft_beside_the_session_that_can_be_run(tmp_path: Path) -> None:
    app = app_on(tmp_path, EditorScreen(file_in(tmp_path, "a.toml")))
    path = tmp_path / "sessions" / "a.toml"
    draft = tmp_path / "sessions" / "a.draft.toml"
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        app.screen.query_one("#lap", Input).value = "long"
        app.screen.query_one(MarkedText).load_text(WRONG + " \x1b")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert isinstance(app.screen, ConfirmDialog)
        await pilot.press("enter")
        await settle(pilot)
        assert path.read_text(encoding="utf-8") == FILE
        assert "saved as a.draft.toml" in str(app.screen.query_one("#head", Static).content)
    app = app_on(tmp_path, SessionsScreen())
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        rows = app.screen.query_one("#list")
        shown = [" ".join(rows.render_line(y).text.split()) for y in (1, 2)]
        assert shown[0].startswith("! a draft error")
        assert shown[1].startswith("Tuesday yours")
        await pilot.press("enter")
        assert not app.started
        assert [str(notice.message) for notice in app._notifications] == [
            "This cannot be run; e opens it. Lap m: 'long' is no number of metres; write metres from 50 on, such as 400"
        ]
        await pilot.press("e")
        await settle(pilot)
        assert app.screen.query_one("#lap", Input).value == "long"
        assert app.screen.query_one(MarkedText).text == WRONG + " \x1b"
        app.screen.query_one("#lap", Input).value = ""
        app.screen.query_one(MarkedText).load_text("3 x 400m with 60 s recoveries")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert isinstance(app.screen, ConfirmDialog), "the session itself is not replaced unasked"
        assert path.read_text(encoding="utf-8") == FILE
        await pilot.press("enter")
        await settle(pilot)
        assert len(load_plan(path).steps) == 5
        assert not draft.exists(), "it is a session now"


@pytest.mark.parametrize("key", ["f5", "escape"])
async def test_an_error_is_not_run_and_no_draft_is_made_unasked(tmp_path: Path, key: str) -> None:
    app = app_on(tmp_path, EditorScreen(file_in(tmp_path, "a.toml")))
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        app.screen.query_one(MarkedText).load_text(WRONG)
        await pilot.press(*(["ctrl+s"] if key == "escape" else []))
        await settle(pilot)
        await pilot.press(key)
        await settle(pilot)
        assert isinstance(app.screen, EditorScreen)
        assert not app.started
    assert [path.name for path in (tmp_path / "sessions").iterdir()] == ["a.toml"]


async def test_a_raw_text_and_a_text_file_are_saved_as_drafts_as_well(tmp_path: Path) -> None:
    for name, text, wrong in (("c.toml", f"# c\n{FILE}", f'# c\nworkout = "{WRONG}"\n'), ("t.txt", "1 mile", WRONG)):
        app = app_on(tmp_path, EditorScreen(file_in(tmp_path, name, text)))
        async with app.run_test(size=(100, 30)) as pilot:
            await settle(pilot)
            app.screen.query_one(MarkedText).load_text(wrong)
            await pilot.press("ctrl+s")
            await settle(pilot)
            await pilot.press("enter")
            await settle(pilot)
        assert (tmp_path / "sessions" / name).read_text(encoding="utf-8") == text
    assert WRONG in (tmp_path / "sessions" / "c.draft.toml").read_text(encoding="utf-8")
    assert WRONG in (tmp_path / "sessions" / "t.draft.toml").read_text(encoding="utf-8")


async def test_a_fault_of_ours_costs_no_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise RuntimeError("ours")

    monkeypatch.setattr(EditorScreen, "action_options", fail)
    services = world(tmp_path)

    async def type_and_fail() -> None:
        async with TrackclockApp(services).run_test(size=(100, 30)) as pilot:
            await settle(pilot)
            await pilot.press("n")
            await settle(pilot)
            pilot.app.screen.query_one(MarkedText).load_text("1 mile")
            await settle(pilot)
            await pilot.press("f2")
            await pilot.pause()

    with pytest.raises(RuntimeError, match="ours"):
        await type_and_fail()
    (left,) = services.words.left() or WordFolder(tmp_path / "words").left()
    assert left.fields["workout"] == "1 mile"
