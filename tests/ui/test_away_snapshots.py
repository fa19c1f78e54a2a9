"""What the screens around the live one look like, at the two sizes and in both themes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from tests.ui.away import AwayApp, come_to, services_in, settle
from tests.ui.past import past_clock, pavey, season
from trackclock.application.athletes import Athlete
from trackclock.application.athletes_edit import add_athlete
from trackclock.application.goal_file import save_goal
from trackclock.application.session_file import SessionFile
from trackclock.core.comparisons import workout_key
from trackclock.ui.screens.athletes import AthletesScreen
from trackclock.ui.screens.bests import BestsScreen
from trackclock.ui.screens.buttons import ButtonsScreen
from trackclock.ui.screens.editor import EditorScreen
from trackclock.ui.screens.goal import GoalScreen
from trackclock.ui.screens.help import HelpScreen
from trackclock.ui.screens.history import HistoryScreen
from trackclock.ui.screens.session import SessionScreen
from trackclock.ui.screens.sessions import SessionsScreen
from trackclock.ui.screens.volume import VolumeScreen
from trackclock.ui.screens.workout import WorkoutScreen
from trackclock.ui.screens.workouts import WorkoutsScreen


class Compares(Protocol):
    """What pytest-textual-snapshot hands in."""

    def __call__(
        self, app: object, *, terminal_size: tuple[int, int], run_before: Callable[[Pilot[None]], Awaitable[None]]
    ) -> bool: ...


Make = Callable[[list[str]], Screen[Any]]

SCREENS: dict[str, tuple[Make, tuple[str, ...]]] = {
    "sessions": (lambda _: SessionsScreen(), ()),
    "history": (lambda _: HistoryScreen(), ()),
    "session": (lambda ids: SessionScreen(ids[-1]), ()),
    "session-plot": (lambda ids: SessionScreen(ids[-1]), ("d",)),
    "session-note": (lambda ids: SessionScreen(ids[-1]), ("w",)),
    "session-mend": (lambda ids: SessionScreen(ids[-1]), ("down", "e")),
    "session-export": (lambda ids: SessionScreen(ids[-1]), ("f",)),
    "session-preview": (lambda ids: SessionScreen(ids[0]), ("down", "e", "d")),
    "workout": (lambda _: WorkoutScreen(workout_key(pavey()), "Jo Pavey: 800s and 400s"), ()),
    "workout-plot": (lambda _: WorkoutScreen(workout_key(pavey()), "Jo Pavey: 800s and 400s"), ("d",)),
    "workouts": (lambda _: WorkoutsScreen(), ()),
    "volume": (lambda _: VolumeScreen(), ()),
    "bests": (lambda _: BestsScreen(), ("down",)),
    "goal": (lambda _: GoalScreen(), ()),
    "editor": (lambda _: EditorScreen(SessionFile("pavey.toml", None)), ("f2",)),
    "editor-error": (
        lambda _: EditorScreen(SessionFile("pavey.toml", None)),
        ("down", "end", "backspace", "backspace"),
    ),
    "athletes": (lambda _: AthletesScreen(pavey(), lambda _: None), ("space", "down", "space", "s", "o")),
    "help": (lambda _: HelpScreen(), ()),
    "buttons": (lambda _: ButtonsScreen(), ("f8",)),
}


@contextmanager
def app_showing(folder: Path, make: Make, theme: str) -> Iterator[AwayApp]:
    clock = past_clock()
    store, ids = season(folder, clock)
    for athlete in (Athlete("Ana", "A", "5k 17:30"), Athlete("Ben"), Athlete("Cleo", "B"), Athlete("Dan", "A")):
        add_athlete(folder, athlete)
    save_goal(folder, "mile 5:30 on 27 September 2026")
    yield AwayApp(services_in(folder, clock, store), lambda: make(ids), theme)
    store.close()


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
@pytest.mark.parametrize("name", list(SCREENS))
def test_screen(name: str, size: tuple[int, int], snap_compare: Compares, tmp_path: Path) -> None:
    make, keys = SCREENS[name]

    async def run_before(pilot: Pilot[None]) -> None:
        await come_to(pilot, keys)

    # The bright theme at the larger size: both are looked at without doubling the pictures.
    with app_showing(tmp_path, make, "dark" if size == (80, 24) else "sun") as app:
        assert snap_compare(app, terminal_size=size, run_before=run_before)


@pytest.mark.parametrize("name", ["session", "history"])
def test_screen_without_colour(
    name: str, snap_compare: Compares, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def run_before(pilot: Pilot[None]) -> None:
        await settle(pilot)

    with app_showing(tmp_path, SCREENS[name][0], "dark") as app:
        assert snap_compare(app, terminal_size=(80, 24), run_before=run_before)
