"""An app with nothing in it but one of the screens around the live one, over a real store.

It exists so that each of these screens can be tried without what the app does at its start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen
from textual.worker import WorkerCancelled

import trackclock.ui.app
from tests.fakes import FakeClock, FakeKeepAwake, FakeSpeaker
from trackclock.adapters.store.history import SqliteHistory
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.application.services import Services
from trackclock.application.settings import Settings
from trackclock.core.plan import Plan
from trackclock.kept_words import KeepsNothing, WordKeeper
from trackclock.keys import DEFAULT
from trackclock.ports import StoredSession
from trackclock.ui.coloured import ColouredApp
from trackclock.ui.themes import DARK, THEMES


class AwayApp(ColouredApp):
    """Shows one screen in the styles of the real app, and remembers what it was asked to run."""

    CSS_PATH = str(Path(trackclock.ui.app.__file__).with_name("app.tcss"))

    def __init__(self, services: Services, make: Callable[[], Screen[Any]], theme: str = "dark") -> None:
        super().__init__()
        self.services = services
        self.started: list[tuple[Plan, str]] = []
        self.picked_up: list[tuple[str, bool]] = []
        self.copied = ""
        self.demos = 0
        self.keymap = DEFAULT
        self.settings = Settings()
        self.live = None
        self._make = make
        self.animation_level = "none"
        for each in THEMES:
            self.register_theme(each)
        self.theme = theme

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(DARK.variables)

    def on_mount(self) -> None:
        self.push_screen(Screen())  # what the app began with: there is a way back
        self.push_screen(self._make())

    def copy_to_clipboard(self, text: str) -> None:
        self.copied = text

    def remember(self, settings: Settings) -> None:
        self.settings = settings

    def start_run(self, plan: Plan, source: str) -> None:
        self.started.append((plan, source))

    def show_demo(self) -> None:
        self.demos += 1

    def pick_up(self, stored: StoredSession, *, keep_running: bool) -> None:
        self.picked_up.append((stored.header.id, keep_running))


def services_in(
    folder: Path,
    clock: FakeClock,
    store: SqliteStore | None = None,
    words: Callable[[], WordKeeper] = KeepsNothing,
) -> Services:
    the_store = store if store is not None else SqliteStore(folder)
    (folder / "sessions").mkdir(parents=True, exist_ok=True)
    return Services(
        clock=clock,
        store=lambda: the_store,
        history=lambda: SqliteHistory(folder, the_store),
        speaker=FakeSpeaker,
        keep_awake=FakeKeepAwake,
        sessions_dir=lambda: folder / "sessions",
        config_dir=lambda: folder,
        words=words,
    )


async def settle(pilot: Pilot[None]) -> None:
    """Wait until every question that was asked in the background is answered and painted."""
    quiet = 0
    while quiet < 4:
        # A question that a later one has made void counts as answered.
        with suppress(WorkerCancelled):
            await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        # One answer may lead to the next question.
        quiet = quiet + 1 if all(worker.is_finished for worker in pilot.app.workers) else 0


async def come_to(pilot: Pilot[None], keys: Iterable[str]) -> None:
    """Wait until the screen stands, then press keys one after another, each once the last is answered."""
    await settle(pilot)
    for key in keys:
        await pilot.press(key)
        await settle(pilot)
