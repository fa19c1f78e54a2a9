"""Keys that come before a screen has been read do the same as keys that come after it.

It exists because a footer is painted before what its keys are about has been read: a key in between found nothing, and
did nothing without a word. The answers of the history are held back by a gate here, so that no test depends on speed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from tests.fakes import FakeClock
from tests.groups import run_group
from tests.ui.away import services_in
from tests.ui.past import past_clock, reps, season
from tests.ui.test_pressed import keys_of
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.core.plan import Plan
from trackclock.errors import StoreError
from trackclock.ports import SessionFilter
from trackclock.ui import in_turn, navigation
from trackclock.ui.app import TrackclockApp
from trackclock.ui.away.screen import Reading
from trackclock.ui.background import Background
from trackclock.ui.screens.editor import EditorScreen
from trackclock.ui.screens.mend import MendScreen
from trackclock.ui.screens.session import SessionScreen
from trackclock.ui.screens.sessions import SessionsScreen
from trackclock.ui.widgets.rows import RowList

ENTER, ESCAPE, DOWN = "\r", "\x1b", "\x1b[B"
PATIENT_S = 30.0
ENOUGH = 40
"""So many rounds of messages are more than two keys take."""


class Gate:
    """Holds back whatever is asked in the background, or makes it fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.is_open = threading.Event()
        self.is_open.set()
        self.fails = False
        self.opened: set[type[Background]] = set()
        """The screens that have asked for what they open with."""
        real = Background.ask

        def ask(screen: Background, question: Callable[[], Any], *args: Any, **kwargs: Any) -> None:
            if kwargs["group"] in screen.opens_with:
                self.opened.add(type(screen))

            def behind_the_gate() -> Any:
                assert self.is_open.wait(PATIENT_S)
                if self.fails:
                    raise StoreError("the disk is gone")
                return question()

            real(screen, behind_the_gate, *args, **kwargs)

        monkeypatch.setattr(Background, "ask", ask)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    monkeypatch.setattr(in_turn, "_LOST_S", PATIENT_S)
    return Gate(monkeypatch)


@dataclass(frozen=True)
class Past:
    """Where there is one, how late it is, and which group is in it."""

    folder: Path
    clock: FakeClock
    group_id: str


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Past:
    """One past for all of these tests: none of them changes it."""
    folder, clock = tmp_path_factory.mktemp("past"), past_clock()
    store, _ = season(folder, clock)
    plans = {name: Plan("2 x 400", tuple(reps(2, 400, 60))) for name in ("Ana", "Ben")}
    group = run_group(store, clock, plans, [[73_990, 79_010], [74_500, 77_000]], unnamed=1)
    assert store.flush(10)
    assert group.header is not None
    store.close()
    return Past(folder, clock, group.header.id)


def app_over(past: Past) -> TrackclockApp:
    return TrackclockApp(services_in(past.folder, past.clock, SqliteStore(past.folder)))


def seen(app: TrackclockApp) -> tuple[object, ...]:
    """Which screens are open, of which session or workout, where the cursor is, what is typed and what was said."""
    front = app.screen
    about = [
        (type(screen).__name__, getattr(screen, "session_id", None), getattr(screen, "_workout", None))
        for screen in app.screen_stack
    ]
    fields = [widget.text for widget in front.query(TextArea)] + [widget.value for widget in front.query(Input)]
    notes = [note.message for note in app._notifications]
    return (*about, [rows.cursor for rows in front.query(RowList)], fields, sorted(front.classes & SHOWN), notes)


SHOWN = {"-plot", "-empty"}

GROUP = ""
"""What opens the summary of the group, to which no single key leads."""

JOURNEYS: tuple[tuple[str, ...], ...] = (
    ("h", DOWN, ENTER, "e"),
    ("h", "w", ENTER, DOWN, ENTER, "o", "d"),
    ("h", "c", "p", ESCAPE, "s"),
    ("h", "b", DOWN, "d"),
    ("h", "g", ENTER, "e"),
    ("h", "/", "mile", ENTER, ENTER),
    ("h", "r", "?"),
    ("h", "y", ESCAPE),
    ("e", "a", ESCAPE),
    (GROUP, "e", DOWN, ENTER, "e"),
    (GROUP, "w", "wind"),
)
"""Keys from the list of sessions on, each for what the one before it opened."""


async def send(pilot: Pilot[None], *texts: str) -> None:
    for text in texts:
        # A terminal's reader waits whether more comes behind an escape.
        for key in [events.Key("escape", None)] if text == ESCAPE else keys_of(text):
            pilot.app.post_message(key)


async def go(past: Past, pilot: Pilot[None], *texts: str) -> None:
    """Send what is sent on a journey."""
    if texts[0] == GROUP:
        pilot.app.push_screen(navigation.group_summary(past.group_id))
    await send(pilot, *[text for text in texts if text != GROUP])


async def quiet(pilot: Pilot[None]) -> None:
    """Wait until no key waits and every question is answered, and what that led to is done."""
    turn, still = pilot.app._turn, 0  # type: ignore[attr-defined]
    while still < 2:
        await pilot.pause()
        is_still = not turn._is_busy and not turn._waiting and all(each.is_finished for each in pilot.app.workers)
        still = still + 1 if is_still else 0


async def go_home(app: TrackclockApp, pilot: Pilot[None]) -> None:
    while not isinstance(app.screen, SessionsScreen):
        await app.pop_screen()
    app.clear_notifications()
    await quiet(pilot)


async def test_a_burst_does_what_the_same_keys_do_one_by_one(past: Past, gate: Gate) -> None:
    app = app_over(past)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await quiet(pilot)
        for journey in JOURNEYS:
            for text in journey:
                await go(past, pilot, text)
                await quiet(pilot)
            one_by_one = seen(app)
            await go_home(app, pilot)
            gate.is_open.clear()
            await go(past, pilot, *journey)
            await pilot.pause()
            gate.is_open.set()
            await quiet(pilot)
            assert seen(app) == one_by_one, journey
            await go_home(app, pilot)
    assert gate.opened == set(Reading.__subclasses__())


async def test_the_first_screen_and_one_that_no_key_opened_are_waited_for(past: Past, gate: Gate) -> None:
    app = app_over(past)
    gate.is_open.clear()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await send(pilot, DOWN, "e")
        await pilot.pause()
        assert isinstance(app.screen, SessionsScreen)
        gate.is_open.set()
        await quiet(pilot)
        assert isinstance(app.screen, EditorScreen)
        await go_home(app, pilot)
        gate.is_open.clear()
        app.push_screen(navigation.session(newest_of(app)))
        await send(pilot, "e")
        await pilot.pause()
        assert isinstance(app.screen, SessionScreen)
        gate.is_open.set()
        await quiet(pilot)
        assert isinstance(app.screen, MendScreen)


async def test_a_reading_that_fails_lets_the_keys_go(past: Past, gate: Gate) -> None:
    app = app_over(past)
    async with app.run_test(size=(80, 24)) as pilot:
        await quiet(pilot)
        gate.fails = True
        gate.is_open.clear()
        await send(pilot, "h", "w", "?")
        await pilot.pause()
        gate.is_open.set()
        await quiet(pilot)
        assert [type(screen).__name__ for screen in app.screen_stack[-3:]] == [
            "HistoryScreen",
            "WorkoutsScreen",
            "HelpScreen",
        ]


async def test_what_is_read_again_holds_nothing_up(past: Past, gate: Gate) -> None:
    app = app_over(past)
    async with app.run_test(size=(80, 24)) as pilot:
        await quiet(pilot)
        await send(pilot, "h", "?")
        await quiet(pilot)
        gate.is_open.clear()
        await send(pilot, ESCAPE, ENTER)
        for _ in range(ENOUGH):
            await pilot.pause()
        is_session = isinstance(app.screen, SessionScreen)
        gate.is_open.set()
        assert is_session


@pytest.mark.parametrize("way", [ESCAPE, "\x11"], ids=["escape", "ctrl+q"])
async def test_a_disk_that_hangs_holds_nobody_up(
    past: Past, gate: Gate, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setattr(in_turn, "_LOST_S", 0.05)
    app = app_over(past)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await quiet(pilot)
        gate.is_open.clear()
        await send(pilot, "h", ENTER, ENTER, way)
        while not any("still being read" in note.message for note in app._notifications):
            await pilot.pause()
        for _ in range(ENOUGH):
            await pilot.pause()
        is_back = isinstance(app.screen, SessionsScreen)
        gate.is_open.set()
        assert is_back


def newest_of(app: TrackclockApp) -> str:
    return app.services.history.sessions(SessionFilter(), limit=1)[0].id


async def test_an_answer_that_finds_its_screen_being_taken_away_is_dropped(past: Past, gate: Gate) -> None:
    app = app_over(past)
    async with app.run_test(size=(80, 24)) as pilot:
        await quiet(pilot)
        gate.is_open.clear()
        await app.push_screen(navigation.session(newest_of(app)))
        screen, taken = app.screen, list[str]()
        assert isinstance(screen, SessionScreen)
        screen.ask(lambda: None, lambda _: None, group="other")
        waits = app.pop_screen()
        screen.on_background_answered(Background.Answered("other", 1, lambda: taken.append("it")))
        gate.is_open.set()
        await waits
        assert not taken
