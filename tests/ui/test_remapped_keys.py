"""The user's own keys on every screen: what Textual makes of a keymap is exactly what the keymap says.

It exists because Textual takes a key away, or two, without a word; the registry is the oracle.
"""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.binding import Binding
from textual.events import Key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, TextArea

from tests.ui.away import come_to, services_in, settle
from tests.ui.past import past_clock, season
from tests.ui.test_away_sizes import DIALOGS
from tests.ui.test_away_snapshots import SCREENS
from tests.ui.test_group_summary import group_in, id_of
from tests.ui.track import EIGHTS, on_track
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.core.group.entrant import Entrant
from trackclock.keys import DEFAULT, Command, Keymap, Scope
from trackclock.keys.command import LIVE
from trackclock.keys.config import KeysError, can_be_given_keys, read_keys
from trackclock.keys.keymap import MARK
from trackclock.keys.names import EDITING, MOVING, is_typed
from trackclock.keys.registry import BY_ID, COMMANDS, VARIANTS
from trackclock.ui import navigation
from trackclock.ui.app import TrackclockApp
from trackclock.ui.run.watching import WatchScreen
from trackclock.ui.widgets.rows import RowList

NEW = (
    "f8",
    "f9",
    "f10",
    "ctrl+t",
    "shift+f5",
    "e",
    "j",
    "exclamation_mark",
    "ä",
    "1",
    "ctrl+l",
    "insert",
    "left",
    "up",
)
POOL = sorted({key for command in COMMANDS for key in command.keys} | set(NEW))
GIVEN = sorted(command_id for command_id, command in BY_ID.items() if can_be_given_keys(command))


def tables(seed: int, count: int, here: frozenset[Scope]) -> Iterator[dict[str, list[str]]]:
    """Random tables that have no fault; many of them swap and take keys, most of them those of some scopes."""
    rng = random.Random(seed)
    near = [name for name in GIVEN if any(variant.scope in here for variant in VARIANTS[name])]
    while count:
        names = {rng.choice(near if near and rng.random() < 0.7 else GIVEN) for _ in range(rng.randint(1, 5))}
        table = {name: rng.sample(POOL, rng.choice((0, 1, 1, 2, 3))) for name in sorted(names)}
        if MARK in table:
            table[MARK] = ["space", *(key for key in table[MARK] if key != "space")]
        try:
            read_keys(table)
        except KeysError:
            continue
        count -= 1
        yield table


def given_by_textual(screen: Screen[Any]) -> dict[str, Binding]:
    """For each key the binding that Textual runs first, in the order in which `App._check_bindings` asks for them."""
    first: dict[str, Binding] = {}
    for is_priority, chain in ((True, reversed(screen._binding_chain)), (False, screen._modal_binding_chain)):
        for _, bindings in chain:
            for key, binding in bindings:
                if binding.priority is is_priority:
                    first.setdefault(key, binding)
    return first


def commands_on(screen: Screen[Any]) -> list[Command]:
    """Those that a screen binds, whatever their keys, and those of the app that count there."""
    own = {binding.id for _, binding in type(screen)._merged_bindings or () if binding.id}
    app = [one for one in COMMANDS if one.scope is Scope.EVERYWHERE and (one.is_priority or not screen.is_modal)]
    return [command for command in COMMANDS if command.binding_id in own or command in app]


def scopes_of(screen: Screen[Any]) -> frozenset[Scope]:
    return frozenset(command.scope for command in commands_on(screen) if command.scope is not Scope.EVERYWHERE)


def given_by_registry(screen: Screen[Any], keymap: Keymap) -> dict[str, Command]:
    """The command that each key gives on a screen."""
    given: dict[str, Command] = {}
    for command in commands_on(screen):
        for key in keymap.keys(command) if command.id != MARK else ():
            assert given.setdefault(key, command) is command, f"{key} has two commands on {screen}"
    return given


def check(app: TrackclockApp, keymap: Keymap) -> int:
    """Compare the two for every key on the screen that is shown; returns how many commands have other keys there."""
    app.take_keys(keymap)
    screen, changed = app.screen, 0
    is_field = isinstance(screen.focused, Input | TextArea)
    has_list = isinstance(screen.focused, RowList)
    given, said = given_by_textual(screen), given_by_registry(screen, keymap)
    for key in POOL:
        found, wanted = given.get(key), said.get(key)
        is_typed_here = is_field and (is_typed(key) or key in EDITING or key in MOVING)
        if is_typed_here and not (wanted and wanted.is_priority):
            # The field sees it before any of these; only what goes before the field could take it away.
            assert found is None or found.id is None or not found.priority, (screen, key, found)
        elif wanted is None or (has_list and key in MOVING and not wanted.is_priority and wanted.scope not in LIVE):
            # What has no id is no command: a list's own keys, those of the sounds on the page of help, ctrl+q.
            assert found is None or found.id is None, (screen, key, found)
        else:
            assert found is not None, (screen, key, wanted)
            assert found.id == wanted.binding_id, (screen, key, found, wanted)
            changed += key not in wanted.keys
    return changed


def dialog(name: str) -> Callable[[list[str]], Screen[Any]]:
    return lambda _: DIALOGS[name]()


Way = tuple[Callable[[list[str]], Screen[Any]], tuple[str, ...]]

MORE: dict[str, Way] = {
    **SCREENS,
    **{name: (dialog(name), ()) for name in DIALOGS},
    "mend-session": (SCREENS["session"][0], ("e", "s")),
    "export": (SCREENS["session"][0], ("f",)),
    "watch": (lambda _: WatchScreen(), ()),
    "group": (
        lambda _: navigation.group(EIGHTS, "eights.toml", [Entrant(name, EIGHTS) for name in ("Ana", "Ben")]),
        (),
    ),
    "group_summary": (lambda ids: navigation.group_summary(ids[-1]), ()),
    "group_marks": (lambda ids: navigation.group_summary(ids[-1]), ("e",)),
    "whose": (lambda ids: navigation.session(ids[0]), ("a",)),
}


@asynccontextmanager
async def app_on(name: str, way: Way, folder: Path) -> AsyncIterator[tuple[TrackclockApp, Pilot[None]]]:
    """The whole app on a screen that is pushed and then gone on from by keys, over a season that was run."""
    clock = past_clock()
    store, ids = season(folder, clock)
    make, keys = way
    if name.startswith("group_"):
        its_store, group = group_in(folder, clock)
        its_store.close()
        ids.append(id_of(group))
    app = TrackclockApp(services_in(folder, clock, store))
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await app.push_screen(make(ids))
        await come_to(pilot, keys)
        yield app, pilot
    store.close()


@pytest.mark.parametrize("name", MORE)
async def test_on_every_screen_each_key_gives_what_the_keymap_says(name: str, tmp_path: Path) -> None:
    async with app_on(name, MORE[name], tmp_path) as (app, _):
        check(app, DEFAULT)
        here = scopes_of(app.screen)
        assert sum(check(app, read_keys(table)) for table in tables(len(name), 60, here)) > 5
        check(app, DEFAULT)


@pytest.mark.parametrize("presses", [0, 1, 2, 7])
async def test_on_the_run_screen_each_key_gives_what_the_keymap_says(presses: int, tmp_path: Path) -> None:
    async with on_track(tmp_path, EIGHTS) as track:
        for _ in range(presses):
            await track.after(130_000, "space")
        check(track.app, DEFAULT)
        changed = 0
        for table in tables(presses, 80, scopes_of(track.screen)):
            keymap = read_keys(table)
            changed += check(track.app, keymap)
            assert {key for key in POOL if track.app._is_press(Key(key, None))} == set(keymap.marks)
        assert changed > 50


def test_all_screens_were_asked() -> None:
    asked = set(navigation.SCREENS) - {"start"}  # the first frame, which has no keys of its own
    known = {"ask_line", "confirm", "resume", "note", "mend", "mend_session", "preview", "run", "unsaved", "help_page"}
    assert asked - known <= {name.partition("-")[0] for name in MORE}


async def test_what_is_typed_into_a_field_is_no_command(tmp_path: Path) -> None:
    clock = past_clock()
    app = TrackclockApp(services_in(tmp_path, clock, SqliteStore(tmp_path)))
    async with app.run_test() as pilot:
        await settle(pilot)
        app.take_keys(read_keys({"read_again": ["j"], "history": ["1"], "mute": ["f8"], "louder": ["+"]}))
        await pilot.press("slash", "j", "1", "plus", "f8")
        await settle(pilot)
        assert app.screen.query_one("#filter Input", Input).value == "j1+"
        assert app.services.speaker.is_muted
