"""Digits that are written past the compositor: a full repaint must never change what the terminal shows."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.containers import Container
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import Static

from tests.ui.emulator import Cell, Terminal
from trackclock.core.durations import format_duration
from trackclock.core.figures import RUNNING, Difference
from trackclock.ui.live.big_clock import BigClock


class ClockApp(App[None]):
    """A clock between two lines."""

    CSS = "BigClock { color: $primary; background: $panel; &.-red { color: red; } } Container { height: 1fr; }"

    def compose(self) -> ComposeResult:
        yield Static("above")
        with Container():
            yield BigClock("0:00.0")
        yield Static("below")


@asynccontextmanager
async def clock_on(terminal: Terminal) -> AsyncIterator[tuple[ClockApp, BigClock, Pilot[None]]]:
    app = ClockApp()
    async with app.run_test(size=(terminal.screen.columns, terminal.screen.lines), notifications=True) as pilot:
        await pilot.pause()
        yield app, app.query_one(BigClock), pilot


async def repainted(app: ClockApp, pilot: Pilot[None], terminal: Terminal) -> list[list[Cell]]:
    """What the terminal shows after everything was painted anew."""
    app.screen.refresh(layout=True)
    await pilot.pause()
    return terminal.cells()


def is_direct(data: str) -> bool:
    return data.startswith("\x1b7")


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (121, 37)])
async def test_a_full_repaint_changes_nothing(monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]) -> None:
    terminal = Terminal(monkeypatch, *size)
    random = Random(7)
    async with clock_on(terminal) as (app, clock, pilot):
        for _ in range(40):
            del terminal.written[:]
            clock.show(format_duration(random.randrange(600_000), 1))
            assert [data for data in terminal.written if is_direct(data)] == terminal.written
            before = terminal.cells()
            assert await repainted(app, pilot, terminal) == before


async def test_a_tick_writes_the_digit_that_changed_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal(monkeypatch)
    async with clock_on(terminal) as (_, clock, pilot):
        clock.show("1:23.4")
        await pilot.pause()
        del terminal.written[:]
        clock.show("1:23.5")
        await pilot.pause()
        assert len(terminal.written) == 1
        assert is_direct(terminal.written[0])
        assert len(terminal.written[0]) < 600


async def test_another_shape_is_painted_by_textual(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal(monkeypatch)
    async with clock_on(terminal) as (app, clock, pilot):
        clock.show("9:59.9")
        clock.show("10:00.0")
        await pilot.pause()
        before = terminal.cells()
        assert await repainted(app, pilot, terminal) == before


async def test_a_toast_stays_on_top(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal(monkeypatch)
    async with clock_on(terminal) as (app, clock, pilot):
        app.notify("a message that lies over the digits\n" * 8, timeout=60)
        await pilot.pause()
        await pilot.pause()
        assert "a message" in terminal.text()
        for text in ("1:11.1", "2:22.2", "8:88.8"):
            del terminal.written[:]
            clock.show(text)
            await pilot.pause()
            assert not any(is_direct(data) for data in terminal.written)
            before = terminal.cells()
            assert await repainted(app, pilot, terminal) == before
        assert "a message" in terminal.text()
        app.clear_notifications()
        await pilot.pause()
        await pilot.pause()
        del terminal.written[:]
        clock.show("3:33.3")
        assert [is_direct(data) for data in terminal.written] == [True]


class Question(ModalScreen[None]):
    """A dialog through which the clock can be seen."""

    def compose(self) -> ComposeResult:
        yield Static("really?")


async def test_a_dialog_stays_on_top(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal(monkeypatch)
    async with clock_on(terminal) as (app, clock, pilot):
        await app.push_screen(Question())
        await pilot.pause()
        del terminal.written[:]
        clock.show("5:55.5")
        await pilot.pause()
        assert not any(is_direct(data) for data in terminal.written)
        app.pop_screen()
        await pilot.pause()
        before = terminal.cells()
        assert await repainted(app, pilot, terminal) == before


async def test_another_size_and_other_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal(monkeypatch)
    async with clock_on(terminal) as (app, clock, pilot):
        clock.show("1:00.0")
        terminal.screen.resize(40, 100)
        await pilot.resize_terminal(100, 40)
        await pilot.pause()
        clock.show("1:00.1")
        app.theme = "textual-light"
        await pilot.pause()
        clock.show("1:00.2")
        await pilot.pause()
        before = terminal.cells()
        assert await repainted(app, pilot, terminal) == before


async def test_a_hidden_clock_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal(monkeypatch)
    async with clock_on(terminal) as (app, clock, pilot):
        clock.display = False
        await pilot.pause()
        del terminal.written[:]
        clock.show("1:00.2")
        await pilot.pause()
        assert not any(is_direct(data) for data in terminal.written)
        clock.display = True
        await pilot.pause()
        before = terminal.cells()
        assert await repainted(app, pilot, terminal) == before


SIZES = st.tuples(st.integers(20, 110), st.integers(5, 32))
TEXTS = st.one_of(
    st.just(""),
    st.integers(0, 4_000_000).map(lambda ms: format_duration(ms, 1)),
    st.integers(0, 4_000_000).map(format_duration),
    st.integers(-900, 900).map(lambda tenths: Difference(tenths * 100, RUNNING).text),
    st.integers(0, 900_000).map(lambda ms: "+" + format_duration(ms)),
)
CHANGES = st.lists(
    st.one_of(TEXTS, TEXTS, TEXTS, SIZES, st.sampled_from(["hide", "show", "colour", "wait"])), min_size=4, max_size=16
)


async def painted_and_whole(
    terminal: Terminal, changes: list[str | tuple[int, int]]
) -> tuple[list[list[Cell]], list[list[Cell]]]:
    """What the terminal shows after these changes one by one, and after one painting of all on an empty terminal."""
    async with clock_on(terminal) as (app, clock, pilot):
        for change in changes:
            match change:
                case tuple():
                    terminal.screen.resize(change[1], change[0])
                    await pilot.resize_terminal(*change)
                case "hide" | "show":
                    clock.display = change == "show"
                case "colour":
                    clock.toggle_class("-red")
                case "wait":
                    await pilot.pause()
                case text:
                    clock.show(text)
        await pilot.pause()
        await pilot.pause()
        painted = terminal.cells()
        terminal.screen.reset()
        return painted, await repainted(app, pilot, terminal)


@settings(max_examples=25)
@given(SIZES, CHANGES)
def test_whatever_was_painted_before_it_shows_what_one_painting_shows(
    size: tuple[int, int], changes: list[str | tuple[int, int]]
) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        painted, whole = asyncio.run(painted_and_whole(Terminal(monkeypatch, *size), changes))
    assert painted == whole
