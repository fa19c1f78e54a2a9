"""Who is there: chosen in the order of the keys, with a target and a start of their own, before any clock runs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from tests.ui.away import AwayApp, services_in, settle
from tests.ui.past import past_clock
from trackclock.application.athletes import Athlete, load_athletes
from trackclock.application.athletes_edit import add_athlete
from trackclock.application.config_file import FILE
from trackclock.application.entrants import Gathered
from trackclock.application.settings import Settings
from trackclock.core.notation import parse
from trackclock.core.plan import Plan, PlanAthlete, Rests, Stagger, StartMode
from trackclock.ui.screens.athletes import AthletesScreen
from trackclock.ui.widgets.rows import RowList

PLAN = Plan("Tuesday", parse("3 x 1000m @ 3:30 with 2 min recovery").steps)
SQUAD = (Athlete("Ana", "A", "5k 17:30"), Athlete("Ben", "B"), Athlete("Cleo", "A"))


class Chooser:
    """The screen, with what it gives back."""

    def __init__(self, app: AwayApp, pilot: Pilot[None], given: list[Gathered]) -> None:
        self.app, self.pilot, self.given = app, pilot, given

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await settle(self.pilot)

    async def type(self, text: str) -> None:
        self.app.screen.query_one(Input).value = text
        await self.press("enter")

    @property
    def rows(self) -> list[list[str]]:
        """The cells of each row, without blanks around them."""
        rows = self.app.screen.query_one("#list", RowList)
        texts = [rows.render_line(y).text for y in range(1, rows.size.height)]
        return [text.split() for text in texts if text.strip()]

    @property
    def chosen(self) -> list[str]:
        return [row[1] for row in sorted(self.rows) if row[0] != "·"]

    def text(self, selector: str) -> str:
        return str(self.app.screen.query_one(selector, Static).content)

    @property
    def said(self) -> str:
        return [note.message for note in self.app._notifications][-1]


@asynccontextmanager
async def chooser(
    folder: Path, plan: Plan = PLAN, squad: Sequence[Athlete] = SQUAD, settings: Settings | None = None
) -> AsyncIterator[Chooser]:
    for athlete in squad:
        add_athlete(folder, athlete)
    given: list[Gathered] = []
    screen = AthletesScreen(plan, given.append)
    app = AwayApp(services_in(folder, past_clock()), lambda: screen)
    app.settings = settings or Settings()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        yield Chooser(app, pilot, given)


async def test_space_chooses_in_the_order_of_the_keys(tmp_path: Path) -> None:
    async with chooser(tmp_path) as screen:
        assert screen.chosen == []
        await screen.press("down", "space", "up", "up", "space")
        assert screen.chosen == ["Ben", "Ana"]
        assert screen.rows[0] == ["2", "Ana", "A", "goal", "5k", "17:30"]
        await screen.press("enter")
    (gathered,) = screen.given
    assert [one.name for one in gathered.entrants] == ["Ben", "Ana"]
    assert screen.app.settings.group == ("Ben", "Ana")


async def test_whoever_is_chosen_twice_is_not_there_and_the_others_move_up(tmp_path: Path) -> None:
    async with chooser(tmp_path) as screen:
        await screen.press("space", "space", "space", "home", "space")
        assert screen.chosen == ["Ben", "Cleo"]


async def test_the_last_group_is_offered_under_the_names_that_they_have_now(tmp_path: Path) -> None:
    squad = (*SQUAD[:2], Athlete("Cleopatra", was=("Cleo",)))
    last = Settings(group=("Cleo", "Zoe"), stagger="20 s by pace group")
    async with chooser(tmp_path, squad=squad, settings=last) as screen:
        assert screen.chosen == ["Cleopatra", "Zoe"]
        assert "by pace group, 20 s apart" in screen.text("#how")


async def test_those_whom_the_file_names_are_offered_with_their_targets(tmp_path: Path) -> None:
    plan = replace(
        PLAN, athletes=(PlanAthlete("Group A", "72"), PlanAthlete("Zoe", "3:50/km")), stagger=Stagger(10_000)
    )
    async with chooser(tmp_path, plan, settings=Settings(group=("Ben",))) as screen:
        assert screen.chosen == ["Ana", "Cleo", "Zoe"]
        assert screen.rows[0] == ["1", "Ana", "A", "@", "72"]
        assert screen.rows[-1] == ["3", "Zoe", "@", "3:50/km", "+20", "s"]
        await screen.press("enter")
    (gathered,) = screen.given
    targets = [one.plan.steps[0].target for one in gathered.entrants]
    assert [target.low_ms for target in targets if target is not None] == [180_000, 180_000, 230_000]
    assert [one.after_ms for one in gathered.entrants] == [0, 10_000, 20_000]


async def test_starts_and_rests_are_chosen_by_a_key_each(tmp_path: Path) -> None:
    async with chooser(tmp_path) as screen:
        await screen.press("space", "space", "space")
        seen = [screen.text("#how")]
        for key in ("s", "s", "o", "o"):
            await screen.press(key)
            seen.append(screen.text("#how"))
        assert len(set(seen)) == len(seen)
        await screen.press("enter")
    (gathered,) = screen.given
    assert [one.after_ms for one in gathered.entrants] == [0, 5_000, 0]
    assert {step.rests for step in gathered.plan.steps if step.is_pause} == {Rests.OWN}
    assert all(one.plan.steps[1].rests is Rests.OWN for one in gathered.entrants)
    assert screen.app.settings.stagger == "5 s by pace group"


async def test_an_athlete_is_added_renamed_and_taken_out_in_the_users_own_file(tmp_path: Path) -> None:
    async with chooser(tmp_path, squad=()) as screen:
        assert "Press n to add one" in screen.text("#empty")
        await screen.press("n")
        await screen.type("Ana, A, 5k 19:30")
        await screen.press("n")
        await screen.type("Ben")
        assert screen.chosen == ["Ana", "Ben"]
        await screen.press("home", "r")
        await screen.type("Anna")
        assert screen.chosen == ["Anna", "Ben"]
        assert load_athletes(tmp_path) == (Athlete("Anna", "A", "5k 19:30", ("Ana",)), Athlete("Ben"))
        await screen.press("end", "x", "escape")
        assert len(load_athletes(tmp_path)) == 2
        await screen.press("x", "enter")
        assert screen.chosen == ["Anna"]
        assert [one.name for one in load_athletes(tmp_path)] == ["Anna"]
        assert screen.app.services.athletes == load_athletes(tmp_path)


@pytest.mark.parametrize("text", ["", "Ana @ 72", "Ana, A, 5k 19:30, more", "Ana, A, fast"])
async def test_what_is_no_athlete_is_told_below_the_field(tmp_path: Path, text: str) -> None:
    async with chooser(tmp_path, squad=()) as screen:
        await screen.press("n")
        await screen.type(text)
        assert screen.text("#wrong")
    assert not (tmp_path / FILE).exists()


async def test_what_cannot_start_says_so_and_stays(tmp_path: Path) -> None:
    async with chooser(tmp_path) as screen:
        await screen.press("enter")
        assert screen.said == "nobody is chosen; choose one athlete or more"
        assert screen.given == []
    other = tmp_path / "other"
    other.mkdir()
    async with chooser(other, replace(PLAN, start=StartMode.GUN)) as screen:
        await screen.press("space", "enter")
        assert "not started by gun" in screen.said
        assert screen.given == []


async def test_there_are_no_more_than_there_are_keys(tmp_path: Path) -> None:
    squad = tuple(Athlete(f"A{number:02}") for number in range(14))
    async with chooser(tmp_path, squad=squad) as screen:
        await screen.press(*["space"] * 13)
        assert "at most 12" in screen.said
        assert len(screen.chosen) == 12
        assert [row[0] for row in screen.rows[:12]] == [*"1234567890", "e", "p"]


async def test_a_fault_in_the_users_own_file_is_shown_and_the_file_of_the_session_still_counts(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("[[athletes]]\nname = 3\n", encoding="utf-8")
    async with chooser(tmp_path, replace(PLAN, athletes=(PlanAthlete("Ana"),)), squad=()) as screen:
        assert f"{FILE}:2:8: name is text in quotes" in screen.text("#notice")
        assert screen.chosen == ["Ana"]


async def test_escape_chooses_nobody(tmp_path: Path) -> None:
    async with chooser(tmp_path) as screen:
        await screen.press("space", "escape")
        assert not isinstance(screen.app.screen, AthletesScreen)
    assert screen.given == []
    assert screen.app.settings == Settings()
