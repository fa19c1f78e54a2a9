"""An imported session on the screens: a word says what it is, its reps wait to be confirmed, and o confirms them."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import App
from textual.content import Content
from textual.widgets import Static

from tests.adapters.test_store_imports import imported
from tests.ui.away import AwayApp, come_to, services_in, settle
from tests.ui.past import past_clock
from trackclock.adapters.store.history import SqliteHistory
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.adapters.store.taking_in import take_in
from trackclock.core.results import StepResult
from trackclock.core.session import results_of
from trackclock.ui.screens.history import HistoryScreen
from trackclock.ui.screens.mend import MendScreen
from trackclock.ui.screens.mend_session import MendSessionScreen
from trackclock.ui.screens.preview import PreviewScreen
from trackclock.ui.screens.session import SessionScreen
from trackclock.ui.widgets.rows import RowList

ONE = imported()


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    made = SqliteStore(tmp_path)
    take_in(made, ONE, 1)
    return made


def lines(app: App[None], selector: str) -> list[str]:
    rows = app.screen.query_one(selector, RowList)
    return [rows.render_line(y).text.rstrip() for y in range(1, rows.row_count + 1)]


def all_text(app: App[None]) -> str:
    found = (widget.content for widget in app.screen.query(Static))
    return " ".join(one.plain if isinstance(one, Content) else str(one) for one in found)


def reps(store: SqliteStore) -> list[StepResult]:
    stored = store.read(ONE.header.id)
    return [step for step in results_of(stored.header.plan, stored.log).steps if step.splits]


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_list_and_its_screen_say_so_in_a_word(
    tmp_path: Path, store: SqliteStore, size: tuple[int, int]
) -> None:
    app = AwayApp(services_in(tmp_path, past_clock(), store), HistoryScreen)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert any("imported: 2" in line for line in lines(app, "RowList"))
        await pilot.press("enter")
        await settle(pilot)
        assert "finished  imported from run.fit" in all_text(app)
        assert [line.split()[3] for line in lines(app, "#reps")] == ["1:10.50?", "1:11.25?"]
        assert "no best until it is confirmed: all reps" in all_text(app)
    store.close()


@pytest.mark.parametrize(("keys", "screen", "confirmed"), [("eo", MendScreen, 1), ("eso", MendSessionScreen, 2)])
async def test_o_confirms_a_rep_or_all_of_them_and_undo_takes_it_back(
    tmp_path: Path, store: SqliteStore, keys: str, screen: type, confirmed: int
) -> None:
    app = AwayApp(services_in(tmp_path, past_clock(), store), lambda: SessionScreen(ONE.header.id))
    async with app.run_test(size=(80, 24)) as pilot:
        await come_to(pilot, keys[:-1])
        assert isinstance(app.screen, screen)
        assert "no best until it is confirmed" in all_text(app)
        await pilot.press(keys[-1])
        await settle(pilot)
        assert isinstance(app.screen, PreviewScreen)
        await pilot.press("enter")
        await settle(pilot)
        assert store.flush(10)
        assert [rep.unconfirmed for rep in reps(store)] == [number >= confirmed for number in range(2)]
        assert [best.time_ms for best in SqliteHistory(tmp_path, store).bests()] == [70_500]
        await pilot.press("u")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert store.flush(10)
        assert [rep.unconfirmed for rep in reps(store)] == [True, True]
        # There is nothing behind it: an import is taken back as a whole, in the list.
        await pilot.press("u")
        await settle(pilot)
        assert isinstance(app.screen, SessionScreen)
        assert store.read(ONE.header.id).log[: len(ONE.log)] == ONE.log
    store.close()
